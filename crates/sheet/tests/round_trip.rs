//! What is written comes back as it was, in both kinds.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its table has failed")]

use std::ops::ControlFlow;

use didymium_sheet::{Book, Column, Kind, Limits, Unwritable, trim, write_csv, write_xlsx};

const NASTY: &[&str] = &[
    "=1+1",
    "=HYPERLINK(\"http://example.com\")",
    "http://example.com/a?b=c",
    "mailto:a@example.com",
    "+86-10",
    "-5",
    "-",
    "@SUM(A1)",
    "'quoted'",
    "'=1",
    "''",
    "'",
    "\"",
    "\"\"a\"\"",
    "a,b;c\td|e",
    "第一行\n第二行\n\n第四行",
    "🧲 钕铁硼 👩‍🔬",
    "𠮷",
    "0123456789012345678901234567890",
    "12345678901234567",
    "007",
    "０１２",
    "1e5",
    "1E+21",
    "NaN",
    "inf",
    "2023-01-15",
    "2023/1/15",
    "20230115",
    "3-4",
    "1.0",
    "1.50",
    ".5",
    "0.1",
    "-0",
    "TRUE",
    "#N/A",
    "_x0041_",
    "_x005F_x0041_",
    "_x000D_",
    "_x",
    "&amp;<b>]]>",
    "{=A1}",
    "a\u{b}b",
    "a\u{1}b",
    "a\u{FFFE}b",
    "sep=,",
    "９＋１",
];

fn rows_of(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut book = Book::open(bytes, "x", Limits::default()).unwrap().unguard();
    assert_eq!(book.sheets().len(), 1);
    book.rows(0, &mut |row| {
        rows.push(row.cells);
        ControlFlow::Continue(())
    })
    .unwrap();
    rows
}

fn columns(kind: Kind) -> Vec<Column> {
    vec![Column::text("编号"), Column { kind, ..Column::text("=内容") }]
}

fn table() -> Vec<Vec<String>> {
    NASTY.iter().enumerate().map(|(at, text)| vec![format!("行{at}"), (*text).to_owned()]).collect()
}

fn check(kind: Kind, written: Vec<u8>) {
    let rows = rows_of(written);
    assert_eq!(rows[0], ["编号", "=内容"], "{kind:?}");
    assert_eq!(rows.len(), NASTY.len() + 1);
    for (row, text) in rows[1..].iter().zip(NASTY) {
        assert_eq!(row[1], trim(text), "{kind:?}");
    }
}

#[test]
fn nasty_texts_survive() {
    for kind in [Kind::Text, Kind::Number, Kind::Date] {
        let mut csv = Vec::new();
        write_csv(&columns(kind), table(), &mut csv).unwrap();
        check(kind, csv);
        let mut xlsx = Vec::new();
        write_xlsx(&columns(kind), table(), &mut xlsx).unwrap();
        check(kind, xlsx);
    }
}

#[test]
fn csv_as_excel_reads_it() {
    let columns = [Column::text("名称"), Column::number("预算"), Column::text("备注")];
    let rows = [vec!["a\"b".to_owned(), "-5".to_owned(), "-5".to_owned()], vec!["x;y".to_owned(), "-5万".to_owned()]];
    let mut csv = Vec::new();
    write_csv(&columns, rows, &mut csv).unwrap();
    let expected = "\u{FEFF}名称,预算,备注\r\n\"a\"\"b\",-5,'-5\r\n\"x;y\",'-5万,\r\n";
    assert_eq!(String::from_utf8(csv).unwrap(), expected);
}

fn part(xlsx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(xlsx)).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

#[test]
fn a_workbook_with_everything() {
    let long: Vec<String> = (0..60).map(|number| format!("选项{number:03}")).collect();
    let columns = [
        Column { width: Some(30.0), note: Some("必填".to_owned()), ..Column::text("名称") },
        Column { choices: vec!["是".to_owned(), "否".to_owned()], ..Column::text("公开") },
        Column { choices: long, ..Column::text("领域") },
        Column { choices: vec!["a,b".to_owned(), "=1".to_owned()], ..Column::text("其他") },
        Column::number("预算"),
        Column::date("有效期"),
    ];
    let row = |name: &str| [name, "是", "选项000", "a,b", "12.5", "2023-01-15"].map(str::to_owned).to_vec();
    let mut xlsx = Vec::new();
    write_xlsx(&columns, ["=甲", "乙"].map(row), &mut xlsx).unwrap();
    let sheet = part(&xlsx, "xl/worksheets/sheet1.xml");
    for expected in [
        r#"state="frozen""#,
        r#"<autoFilter ref="A1:F3"/>"#,
        r#"sqref="B2:B1048576"><formula1>"是,否"</formula1>"#,
        "<formula1>choices!$A$1:$A$60</formula1>",
        "<formula1>choices!$B$1:$B$2</formula1>",
        "<v>12.5</v>",
        "<v>44941</v>",
    ] {
        assert!(sheet.contains(expected), "{expected}\n{sheet}");
    }
    assert!(!sheet.contains("<f>"));
    assert!(part(&xlsx, "xl/workbook.xml").contains(r#"name="choices" sheetId="2" state="hidden""#));
    assert!(part(&xlsx, "xl/comments1.xml").contains("必填"));
    let rows = rows_of(xlsx);
    assert_eq!(rows[1], row("=甲"));
    assert_eq!(rows[2], row("乙"));
}

#[test]
fn what_cannot_be_written() {
    let columns = [Column::text("a")];
    let wide = [vec!["1".to_owned(), "2".to_owned()]];
    let refused = write_csv(&columns, wide.clone(), Vec::new());
    assert!(matches!(refused, Err(Unwritable::RowTooWide { row: 1, cells: 2, columns: 1 })));
    let refused = write_xlsx(&columns, wide, Vec::new());
    assert!(matches!(refused, Err(Unwritable::RowTooWide { row: 1, cells: 2, columns: 1 })));
    let long = [vec!["🧲".repeat(16_384)]];
    let refused = write_xlsx(&columns, long, Vec::new());
    assert!(matches!(refused, Err(Unwritable::CellTooLong { row: 1, column: 1, limit: 32_767 })));
    let mut xlsx = Vec::new();
    write_xlsx(&[], [], &mut xlsx).unwrap();
    assert!(rows_of(xlsx).is_empty());
}

/// Days that are none, and days that Excel counts wrongly, stay text.
#[test]
fn dates_stay_what_they_were() {
    let dates = ["1899-12-31", "1900-01-01", "1900-02-29", "1900-03-01", "2023-02-29", "9999-12-31", "2023-1-5"];
    let mut xlsx = Vec::new();
    write_xlsx(&[Column::date("日期")], dates.map(|date| vec![date.to_owned()]), &mut xlsx).unwrap();
    let read: Vec<String> = rows_of(xlsx)[1..].iter().map(|row| row[0].clone()).collect();
    assert_eq!(read, dates);
}

/// Reading and writing again gives the same table.
#[test]
fn a_million_characters_of_chance() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let signs: Vec<char> = "'=-+@\"\n\t,;|_x0041钕🧲 ５.-".chars().collect();
    let table: Vec<Vec<String>> = (0..2000)
        .map(|_| {
            (0..4)
                .map(|_| {
                    let length = next() % 8;
                    (0..length).map(|_| signs[usize::try_from(next()).unwrap() % signs.len()]).collect::<String>()
                })
                .map(|text| trim(&text).to_owned())
                .collect()
        })
        .collect();
    let columns = [Column::text("a"), Column::number("b"), Column::date("c"), Column::text("d")];
    let trimmed = |mut row: Vec<String>| {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
        row
    };
    let expected: Vec<Vec<String>> = table.iter().cloned().map(trimmed).filter(|row| !row.is_empty()).collect();
    let (mut csv, mut xlsx) = (Vec::new(), Vec::new());
    write_csv(&columns, table.clone(), &mut csv).unwrap();
    write_xlsx(&columns, table, &mut xlsx).unwrap();
    assert_eq!(rows_of(csv)[1..], expected);
    assert_eq!(rows_of(xlsx)[1..], expected);
}

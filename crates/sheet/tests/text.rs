//! Text tables: encodings, separators, quotes.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its table has failed")]

use std::ops::ControlFlow;

use didymium_sheet::{Book, Limits, Refusal};
use expect_test::expect;

fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, Refusal> {
    let mut rows = Vec::new();
    Book::open(bytes, "表.csv", Limits::default())?.rows(0, &mut |row| {
        rows.push(row.cells);
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn every_encoding_gives_the_same() {
    let text = "需求名称,单位\r\n抛光粉𠮷,示例\r\n";
    let (gb18030, _, _) = encoding_rs::GB18030.encode(text);
    let expected = [["需求名称", "单位"], ["抛光粉𠮷", "示例"]];
    assert_eq!(read(text.as_bytes()).unwrap(), expected);
    assert_eq!(read(format!("\u{FEFF}{text}").as_bytes()).unwrap(), expected);
    assert_eq!(read(&gb18030).unwrap(), expected);
    assert_eq!(read(&utf_16(text, u16::to_le_bytes)).unwrap(), expected);
    assert_eq!(read(&utf_16(text, u16::to_be_bytes)).unwrap(), expected);
}

#[test]
fn what_is_in_no_encoding_is_located() {
    let place = |bytes: &[u8]| match read(bytes) {
        Err(Refusal::Encoding { line, column, byte }) => (line, column, byte),
        other => panic!("{other:?}"),
    };
    // Damaged UTF-8, known by its mark or by what came before.
    assert_eq!(place(b"\xEF\xBB\xBFa,b\nc\xFF\n"), (2, 2, 8));
    let mut damaged = "稀土永磁材料，钕铁硼\n镨".as_bytes().to_vec();
    let byte = damaged.len() as u64;
    damaged.extend(b"\xE9\x92\n,");
    assert_eq!(place(&damaged), (2, 2, byte));
    // Neither UTF-8 nor GB18030.
    assert_eq!(place(b"a,b\nxy\xFF\xFF"), (2, 3, 6));
    // A character cut off at the end.
    assert_eq!(place("\u{FEFF}钕".as_bytes().split_last().unwrap().1), (1, 1, 3));
    // Half a character of UTF-16.
    assert_eq!(place(b"\xFF\xFEa\0b"), (1, 2, 4));
}

/// A place beyond the first part that is read at a time.
#[test]
fn a_place_far_into_the_file() {
    let mut bytes = "钕,铁,硼\n".repeat(20_000).into_bytes();
    let byte = bytes.len() as u64 + 1;
    bytes.extend(b"a\xFF");
    assert!(matches!(
        read(&bytes),
        Err(Refusal::Encoding { line: 20_001, column: 2, byte: found }) if found == byte
    ));
}

#[test]
fn quotes_and_separators() {
    let rows = read(b"a;\"b \"\"x\"\"\r\nsecond\";c\n\n1;2\n\"\";;\nlast;\"q\"tail;r\"r").unwrap();
    expect![[r#"
        [
            [
                "a",
                "b \"x\"\nsecond",
                "c",
            ],
            [
                "1",
                "2",
            ],
            [
                "last",
                "qtail",
                "r\"r",
            ],
        ]
    "#]]
    .assert_debug_eq(&rows);
    assert_eq!(read(b"sep=|\r\na|b,c\r\n").unwrap(), [["a", "b,c"]]);
    assert_eq!(read(b"a\tb\rc\td\r").unwrap(), [["a", "b"], ["c", "d"]]);
}

#[test]
fn a_quote_left_open() {
    let open = |bytes: &[u8]| match read(bytes) {
        Err(Refusal::QuoteUnclosed { line }) => line,
        other => panic!("{other:?}"),
    };
    assert_eq!(open(b"a,b\nc,\"d\ne,f\n"), 2);
    assert_eq!(open(b"sep=,\na,b\nc,\"d\ne,f\n"), 3);
    // The rest of the file is one cell that would be too long; the quote is what is wrong.
    assert_eq!(open(format!("a,b\n\"c{}", ",d\n".repeat(100_000)).as_bytes()), 2);
}

#[test]
fn row_numbers_are_those_of_the_spreadsheet() {
    let mut numbers = Vec::new();
    let mut book = Book::open("\"a\nb\",1\n\n ,\u{a0}\nc,2\n".as_bytes(), "x", Limits::default()).unwrap();
    assert_eq!(book.row_count_hint(0), Some(6));
    book.rows(0, &mut |row| {
        numbers.push(row.number);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(numbers, [1, 4]);
}

//! Tables that another program wrote, in every kind, give the same rows.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its table has failed")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use didymium_sheet::{Book, Input, Limits, Looks, Refusal, Region, Row};
use expect_test::expect;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)
}

fn rows(book: &mut Book, sheet: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    book.rows(sheet, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })
    .unwrap();
    rows
}

fn open(name: &str) -> Book {
    Book::open(file(name), name, Limits::default()).unwrap()
}

fn refused(input: impl Into<Input>) -> Refusal {
    Book::open(input, "名称", Limits::default()).unwrap_err()
}

fn shown(rows: &[Row], columns: &[usize]) -> String {
    let line = |row: &Row| {
        let cells: Vec<&str> = columns.iter().map(|column| row.cells.get(*column).map_or("", String::as_str)).collect();
        format!("{}: {}\n", row.number, cells.join(" | "))
    };
    rows.iter().map(line).collect()
}

#[test]
fn needs_in_three_kinds() {
    let expected = expect![[r"
        1: 2023年度稀土产业技术需求征集表（示例） |  |  |  | 
        2: 填表说明：1. 本表内容均为示例；2. 预算金额单位为元，不便公开的填“面议”；3. 合作方式请从括号内选择，可多选。 |  |  |  | 
        4: 序号 | 需求名称 | 所属单位或公司名称 | 预算金额（元） | 有效期
        5: 1 | 钕铁硼晶界扩散重稀土减量技术 | 示例磁材股份有限公司 | 3000000 | 2023-12-31
        6: 2 | 烧结钕铁硼废料短流程回收 |  | 50万元 | 20230115
        7: 3 | 磁体表面防腐涂层 |  | 面议 | 2023年1月15日
        9: 4 | 镨钕萃取分离自动控制 | 示例稀土新材料有限公司 | 100-200万 | ２０２３年６月３０日
        10: 5 | 萃取废水氨氮减排 | 示例稀土新材料有限公司 | １２０万元 | 2023.6.30
        11: 6 | 高端玻璃抛光粉粒度控制 | 示例抛光材料厂 | 80万 | 2023-09-30
        12: 7 | 抛光粉废渣再生 |  | 850000.5 | 2023/12/1
        13: 8 | 高丰度铈磁体应用 | 示例电机有限公司 | 1.2亿元 | 长期有效
        14: 9 |  | 示例催化剂有限公司 | 60万元 | 2023-10-31
        15: 10 | 离子型稀土矿浸出替代硫酸铵 | 示例矿业有限公司 | 2000000 | 2023年13月45日
        16: 11 | 稀土储氢合金循环寿命提升 | 示例储能材料有限公司 | 很多钱 | 2023-11-30 17:00
        17: 12 | 高纯金属镝真空蒸馏提纯 | 示例稀土新材料有限公司 | 150万元（含设备） | 20240331
        18: 5 | 萃取废水氨氮减排 | 示例稀土新材料有限公司 | １２０万元 | 2023.6.30
        20: 13 | LED用红色荧光粉量子效率提升 | 示例发光材料有限公司 | 450000 | 2024-06-30
        21: 14 | 钐钴磁体高温退磁评价方法 | 示例磁材股份有限公司 | 人民币80万元整 | 2024-01
        22: 15 | 稀土分离过程数字孪生 | 示例研究院 | 300 | 一年内
    "]];
    let mut all = Vec::new();
    for name in ["needs.xlsx", "needs.xls", "needs.ods"] {
        let mut book = open(name);
        // The third sheet, with the choices, is hidden.
        assert_eq!(book.sheets(), ["技术需求", "填写说明"], "{name}");
        assert_eq!(book.row_count_hint(0), Some(22), "{name}");
        let read = rows(&mut book, 0);
        expected.assert_eq(&shown(&read, &[0, 1, 2, 6, 8]));
        all.push((read, rows(&mut book, 1)));
    }
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
    let rich = &all[0].0[16];
    assert_eq!(rich.cells[4], "氮化物红粉在高温下热猝灭明显。\n=要求国产化，+可替代进口");
    assert_eq!(all[0].1[3].cells, ["3", "TRUE"]);
}

#[test]
fn merged_cells_are_known_and_repeated_on_request() {
    for name in ["needs.xlsx", "needs.xls", "needs.ods"] {
        let mut book = open(name);
        let region =
            |first_row, first_column, last_row, last_column| Region { first_row, first_column, last_row, last_column };
        let mut merged = book.merged(0).unwrap();
        merged.sort();
        assert_eq!(merged, [region(1, 1, 1, 11), region(2, 1, 2, 11), region(5, 3, 7, 3), region(11, 3, 12, 3)]);
        let filled = rows(&mut book.fill_merged_down(), 0);
        expect![[r"
            4: 所属单位或公司名称
            5: 示例磁材股份有限公司
            6: 示例磁材股份有限公司
            7: 示例磁材股份有限公司
            9: 示例稀土新材料有限公司
            10: 示例稀土新材料有限公司
            11: 示例抛光材料厂
            12: 示例抛光材料厂
            13: 示例电机有限公司
        "]]
        .assert_eq(&shown(&filled[2..11], &[2]));
        // The title lies over eleven columns, not down one: it is not repeated.
        assert_eq!(filled[0].cells.len(), 1);
    }
}

#[test]
fn achievements_with_formulas_errors_and_times() {
    let mut all = Vec::new();
    for name in ["achievements.xlsx", "achievements.xls", "achievements.ods"] {
        let mut book = open(name).fill_merged_down();
        all.push((rows(&mut book, 0), rows(&mut book, 1)));
    }
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
    expect![[r"
        4: 1 | 示例大学材料学院 | 2021-05-20 | 300
        5: 2 | 示例大学材料学院 | 20210815 | 120
        6: 3 | 示例大学材料学院 | 2022年3月 | 面议
        7: 4 | 示例研究院 | 2020-11-30 | 500-800
        8: 5 | 示例研究院 | 2019/6/1 | 1000
        10: 7 | 示例大学化学学院 | 2022-04-18 | 八十
        11: 8 | 示例大学化学学院 | 20220630 | 45.5
        12: 9 | 示例研究院 | 2022-07-01 | 60
        13: 10 | 示例储能研究所 | 2023年13月45日 | 很多钱
        14: 11 | 示例装备研究所 | 2022-12-05 09:30 | 260
        15: 12 | 示例研究院 | 2020-11-30 | 500-800
        16: 13 | 示例矿冶研究院 | 2018.09.10 | 0.333333333333333
        17: 14 | 示例大学化学学院 | 2022-02-28 | １５０
        18: 15 | 示例研究院 | 20230115 | 0.3
        19: 16 | 示例大学材料学院 | 2023-02-01 | 30
    "]]
    .assert_eq(&shown(&all[0].0[3..], &[0, 3, 9, 11]));
    assert_eq!(all[0].0.last().unwrap().cells[7], "110101199003070000017");
    expect![[r"
        1: 项目 | 数值
        2: 合计 | 2716
        3: 查不到 | #N/A
        4: 核对 | TRUE
        5: 文字 | 稀土永磁
        6: 会议时间 | 08:30
        7: 除以零 | #DIV/0!
    "]]
    .assert_eq(&shown(&all[0].1, &[0, 1]));
}

#[test]
fn needs_as_csv_in_gb18030() {
    let mut book = open("needs.csv");
    assert_eq!(book.sheets(), ["needs"]);
    let text = rows(&mut book, 0);
    let workbook = rows(&mut open("needs.xlsx"), 0);
    assert_eq!(text.len(), workbook.len());
    for (text, workbook) in text.iter().zip(&workbook) {
        assert_eq!(text.number, workbook.number);
        // A text table has dates and numbers as they were shown, all else is the same.
        let but_shown = |row: &Row| -> Vec<String> {
            row.cells.iter().enumerate().filter(|(at, _)| ![6, 8].contains(at)).map(|(_, cell)| cell.clone()).collect()
        };
        assert_eq!(but_shown(text), but_shown(workbook));
    }
    assert_eq!(text[3].cells[8], "2023/12/31");
}

#[test]
fn a_reader_may_break_off() {
    for name in ["needs.xlsx", "needs.xls", "needs.ods", "needs.csv"] {
        let mut seen = 0;
        let read = open(name).rows(0, &mut |_| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(read.is_ok());
        assert_eq!(seen, 3, "{name}");
    }
}

#[test]
fn the_name_does_not_matter_and_bytes_do() {
    let bytes = std::fs::read(file("needs.xls")).unwrap();
    let mut book = Book::open(bytes, "needs.csv", Limits::default()).unwrap();
    assert_eq!(rows(&mut book, 0).len(), 19);
}

#[test]
fn passwords_are_named() {
    for name in ["password.xlsx", "password.xls", "password.ods"] {
        assert!(matches!(refused(file(name)), Refusal::Password), "{name}");
    }
}

#[test]
fn sheets_that_are_not_there() {
    let mut book = open("needs.xlsx");
    let none = book.rows(2, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(none, Err(Refusal::NoSuchSheet { sheet: 2, sheets: 2 })));
    assert_eq!(book.row_count_hint(2), None);
    assert!(book.merged(9).is_err());
    assert!(matches!(refused(file("none.xlsx")), Refusal::Io(_)));
}

/// Cut off at every hundredth byte: read or refused, and refused as a whole for the kinds that end in a directory.
#[test]
fn cut_off_files() {
    for name in ["needs.xlsx", "needs.xls", "needs.ods", "needs.csv"] {
        let bytes = std::fs::read(file(name)).unwrap();
        for length in (8..bytes.len()).step_by(97) {
            let opened = Book::open(&bytes[..length], name, Limits::default());
            if name.ends_with("xlsx") || name.ends_with("ods") {
                assert!(matches!(opened, Err(Refusal::Damaged { .. })), "{name} {length}");
            }
            if let Ok(mut book) = opened {
                for sheet in 0..book.sheets().len() {
                    let _ = book.rows(sheet, &mut |_| ControlFlow::Continue(()));
                }
            }
        }
    }
}

#[test]
fn what_is_no_table() {
    for (bytes, looks) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], Looks::Picture),
        (b"", Looks::Empty),
        (b"%PDF-1.7\n", Looks::Pdf),
        (b"\xEF\xBB\xBF<html><table><tr><td>1</td></tr></table></html>", Looks::Html),
        (b"<?xml version=\"1.0\"?><Workbook/>", Looks::Xml),
        (b"a,b\0c\n", Looks::Binary),
    ] {
        assert!(matches!(refused(bytes), Refusal::UnknownKind { looks: found } if found == looks), "{looks}");
    }
}

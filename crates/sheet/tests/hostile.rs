//! Files made to hurt: each is refused by name, and before it costs anything.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its table has failed")]

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use didymium_sheet::{Bomb, Book, Limits, Refusal};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet, with more entries.
fn xlsx(sheet_data: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet_data}</sheetData></worksheet>"#
    );
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    entries.extend(more);
    zip(&entries)
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="S">{table}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

fn read(bytes: Vec<u8>, limits: Limits) -> Result<Vec<(usize, Vec<String>)>, Refusal> {
    let mut rows = Vec::new();
    Book::open(bytes, "x", limits)?.rows(0, &mut |row| {
        rows.push((row.number, row.cells));
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

fn bomb(bytes: Vec<u8>, limits: Limits) -> Bomb {
    match read(bytes, limits) {
        Err(Refusal::Bomb(bomb)) => bomb,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_workbook_by_hand_is_read() {
    let bytes = xlsx(r#"<row r="2"><c r="B2" t="inlineStr"><is><t>钕</t></is></c></row>"#, &[]);
    assert_eq!(read(bytes, Limits::default()).unwrap(), [(2, vec![String::new(), "钕".to_owned()])]);
}

#[test]
fn zeros_by_the_hundred_million() {
    let zeros = vec![0; 200 << 20];
    let bytes = xlsx("", &[("xl/media/zeros.bin", &zeros)]);
    assert!(bytes.len() < 1 << 20);
    let Bomb::Ratio { entry, limit } = bomb(bytes.clone(), Limits::default()) else { panic!() };
    assert_eq!((entry.as_str(), limit), ("xl/media/zeros.bin", Limits::RATIO));
    let generous = Limits { ratio: 2_000, ..Limits::default() };
    assert_eq!(read(bytes.clone(), generous.clone()).unwrap(), []);
    let small = Limits { entry_bytes: 100 << 20, ..generous.clone() };
    assert!(matches!(bomb(bytes.clone(), small), Bomb::Unpacked { limit, .. } if limit == 100 << 20));
    let small = Limits { unpacked_bytes: 150 << 20, ..generous };
    assert!(matches!(bomb(bytes, small), Bomb::Unpacked { limit, .. } if limit == 150 << 20));
}

#[test]
fn sizes_that_lie() {
    let zeros = vec![b' '; 4 << 20];
    let mut bytes = xlsx("", &[("xl/lies.xml", &zeros)]);
    let real = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == real).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let Bomb::Lying { entry, declared } = bomb(bytes, Limits::default()) else { panic!() };
    assert_eq!((entry.as_str(), declared), ("xl/lies.xml", 100));
}

#[test]
fn entries_that_overlap() {
    // Two entries of the directory that point at the same bytes.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("[Content_Types].xml", TYPES), ("xl/a.xml", "<a/>")] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes.as_bytes()).unwrap();
    }
    zip.shallow_copy_file("xl/a.xml", "xl/b.xml").unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(bomb(bytes, Limits::default()), Bomb::Overlapping);
}

#[test]
fn too_many_entries() {
    let names: Vec<String> = (0..50).map(|number| format!("xl/media/{number}.xml")).collect();
    let more: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"<x/>"[..])).collect();
    let limits = Limits { entries: 20, ..Limits::default() };
    assert_eq!(bomb(xlsx("", &more), limits), Bomb::Entries { entries: 55, limit: 20 });
}

#[test]
fn entities_in_xml() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>"#;
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(laughs.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for part in [laughs.as_bytes(), &utf_16, &laughs.to_lowercase().into_bytes()] {
        let Bomb::Entities { entry } = bomb(xlsx("", &[("xl/sharedStrings.xml", part)]), Limits::default()) else {
            panic!()
        };
        assert_eq!(entry, "xl/sharedStrings.xml");
    }
    let content = br#"<!DOCTYPE x [<!ENTITY a "ha">]><x/>"#;
    let bytes = zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]);
    assert!(matches!(bomb(bytes, Limits::default()), Bomb::Entities { .. }));
}

#[test]
fn too_many_shared_strings() {
    for string in ["<si/>", "<si><t>x</t></si>", "<x:si\n><x:t/></x:si>"] {
        let part = format!("<sst>{}</sst>", string.repeat(101));
        let limits = Limits { shared_strings: 100, ..Limits::default() };
        let bytes = xlsx("", &[("xl/sharedStrings.xml", part.as_bytes())]);
        assert_eq!(bomb(bytes, limits), Bomb::SharedStrings { limit: 100 });
    }
}

#[test]
fn a_million_empty_rows_cost_nothing() {
    use std::fmt::Write;
    let mut rows = String::new();
    for number in 1..=1_000_000 {
        write!(rows, r#"<row r="{number}"><c r="A{number}" s="0"/></row>"#).unwrap();
    }
    rows.push_str(r#"<row r="1000001"><c r="A1000001"><v>7</v></c></row>"#);
    let limits = Limits { rows: 10, ..Limits::default() };
    let seven = [(1_000_001, vec!["7".to_owned()])];
    assert_eq!(read(xlsx(&rows, &[]), limits.clone()).unwrap(), seven);
    let repeated = concat!(
        r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
        r#"<table:table-row><table:table-cell office:value-type="float" office:value="7"/></table:table-row>"#
    );
    assert_eq!(read(ods(repeated), limits.clone()).unwrap(), seven);
    let text = format!("{}7\n", "\n".repeat(1_000_000));
    assert_eq!(read(text.into_bytes(), limits.clone()).unwrap(), seven);
    let few = Limits { empty_rows: 1000, ..limits };
    let refused = read(xlsx(&rows, &[]), few);
    assert!(matches!(refused, Err(Refusal::TooManyRows { row: 1_000_001, limit: 1000 })));
}

#[test]
fn repeated_cells_count() {
    let filled = r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="7"/></table:table-row>"#;
    let refused = read(ods(filled), Limits::default());
    assert!(matches!(refused, Err(Refusal::TooManyRows { row: 200_001, limit: 200_000 })));
    let wide = r#"<table:table-row><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="7"/></table:table-row>"#;
    let refused = read(ods(wide), Limits::default());
    assert!(matches!(refused, Err(Refusal::TooManyColumns { row: 1, column: 16_384, limit: 512 })));
    let long = r#"<table:table-row table:number-rows-repeated="1000"><table:table-cell office:value-type="string"><text:p>x<text:s text:c="4000000000"/>y</text:p></table:table-cell></table:table-row>"#;
    assert!(matches!(read(ods(long), Limits::default()), Err(Refusal::CellTooLong { row: 1, column: 1, .. })));
    let much = r#"<table:table-row table:number-rows-repeated="1000"><table:table-cell office:value-type="string"><text:p>xxxxxxxxxx</text:p></table:table-cell></table:table-row>"#;
    let limits = Limits { text_bytes: 5_000, ..Limits::default() };
    assert!(matches!(read(ods(much), limits), Err(Refusal::TooMuchText { limit: 5_000 })));
}

#[test]
fn limits_of_cells() {
    let far = r#"<row r="1"><c r="SS1"><v>1</v></c></row>"#;
    let refused = read(xlsx(far, &[]), Limits::default());
    assert!(matches!(refused, Err(Refusal::TooManyColumns { row: 1, column: 513, limit: 512 })));
    let long = format!(r#"<row r="3"><c r="B3" t="inlineStr"><is><t>{}</t></is></c></row>"#, "钕".repeat(32_768));
    let refused = read(xlsx(&long, &[]), Limits::default());
    assert!(matches!(refused, Err(Refusal::CellTooLong { row: 3, column: 2, limit: 32_767 })));
    let fits = format!(r#"<row r="3"><c r="A3" t="inlineStr"><is><t>{}</t></is></c></row>"#, "钕".repeat(32_767));
    assert_eq!(read(xlsx(&fits, &[]), Limits::default()).unwrap().len(), 1);
    let backwards = r#"<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#;
    assert!(matches!(read(xlsx(backwards, &[]), Limits::default()), Err(Refusal::Damaged { .. })));
    let small = Limits { file_bytes: 100, ..Limits::default() };
    assert!(matches!(read(vec![b'a'; 101], small), Err(Refusal::TooLarge { bytes: 101, limit: 100 })));
    assert!(matches!(
        read("a\n".repeat(200_001).into_bytes(), Limits::default()),
        Err(Refusal::TooManyRows { row: 200_001, .. })
    ));
}

#[test]
fn too_much_shared_text() {
    let limits = Limits { shared_string_bytes: 1_000, ..Limits::default() };
    for text in ["<si><t>0123456789</t></si>", "<si><t><![CDATA[0123456789]]></t></si>"] {
        let strings = |count| format!("<sst>{}</sst>", text.repeat(count));
        let bytes = xlsx("", &[("xl/sharedStrings.xml", strings(101).as_bytes())]);
        assert_eq!(bomb(bytes, limits.clone()), Bomb::SharedStringBytes { limit: 1_000 });
        let bytes = xlsx("", &[("xl/sharedStrings.xml", strings(10).as_bytes())]);
        assert!(read(bytes, limits.clone()).is_ok());
    }
    let fonts =
        format!("<sst>{}</sst>", r#"<si><r><rPr><rFont val="Noto Sans CJK SC"/></rPr><t>x</t></r></si>"#.repeat(99));
    assert!(read(xlsx("", &[("xl/sharedStrings.xml", fonts.as_bytes())]), limits).is_ok());
}

/// The library that reads cells slices what a reference says; whatever it does, the process lives.
#[test]
fn references_out_of_range() {
    for reference in ["", "1", "A", "A0", "ZZZZZZZZZZZZZ1", "A99999999999999", "钕1"] {
        let cell = format!(r#"<row r="1"><c r="{reference}"><v>1</v></c></row>"#);
        assert!(read(xlsx(&cell, &[]), Limits::default()).is_err() || !reference.is_empty(), "{reference}");
    }
}

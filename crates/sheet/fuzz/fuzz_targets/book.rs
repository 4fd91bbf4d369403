//! Any bytes as a file, and any part of a workbook in an otherwise good one: every sheet is read or refused under
//! small limits, without a panic and in little time.
#![no_main]

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use didymium_sheet::{Book, Limits};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &[u8] = b"<Types/>";
const RELS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &[u8] = br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_RELS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const SHEET: &[u8] = br#"<worksheet><sheetData><row r="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1" s="1"><v>44941</v></c></row></sheetData></worksheet>"#;
const STRINGS: &[u8] = b"<sst><si><t>a</t></si></sst>";
const STYLES: &[u8] = br#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

fn stored(entries: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).ok()?;
        zip.write_all(bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

fn xlsx(name: &str, part: &[u8]) -> Option<Vec<u8>> {
    let mut entries = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
        ("xl/worksheets/sheet1.xml", SHEET),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/styles.xml", STYLES),
    ];
    entries.iter_mut().find(|(entry, _)| *entry == name)?.1 = part;
    stored(&entries)
}

fn xls(workbook: &[u8]) -> Option<Vec<u8>> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    container.create_stream("/Workbook").ok()?.write_all(workbook).ok()?;
    container.flush().ok()?;
    Some(container.into_inner().into_inner())
}

/// The file that a part belongs into, told by how the part begins.
fn file(data: &[u8]) -> Option<Vec<u8>> {
    if data.starts_with(b"<office") {
        let mimetype: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
        return stored(&[("mimetype", mimetype), ("META-INF/manifest.xml", b"<m/>"), ("content.xml", data)]);
    }
    if data.starts_with(b"\x09\x08") {
        return xls(data);
    }
    let parts: [(&[u8], &str); 4] = [
        (b"<worksheet", "xl/worksheets/sheet1.xml"),
        (b"<sst", "xl/sharedStrings.xml"),
        (b"<styleSheet", "xl/styles.xml"),
        (b"<workbook", "xl/workbook.xml"),
    ];
    let (_, name) = parts.iter().find(|(start, _)| data.starts_with(start))?;
    xlsx(name, data)
}

/// The engine stops at every panic, even one that is contained. Those of the library that reads XLSX are: only what
/// panics elsewhere is a finding.
fn stop_at_own_panics() {
    let stop = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|location| location.file().contains("/calamine-")) {
            stop(panic);
        }
    }));
}

fuzz_target!(init: stop_at_own_panics(), |data: &[u8]| {
    let limits = Limits {
        file_bytes: 1 << 20,
        entries: 100,
        entry_bytes: 1 << 20,
        unpacked_bytes: 2 << 20,
        shared_strings: 1_000,
        sheets: 10,
        rows: 1_000,
        empty_rows: 10_000,
        columns: 50,
        cell_characters: 500,
        text_bytes: 1 << 20,
        ..Limits::default()
    };
    let bytes = file(data).unwrap_or_else(|| data.to_vec());
    let Ok(book) = Book::open(bytes, "fuzz", limits.clone()) else { return };
    let mut book = book.fill_merged_down().unguard();
    for sheet in 0..book.sheets().len() {
        let _ = book.row_count_hint(sheet);
        let _ = book.merged(sheet);
        let (mut rows, mut last) = (0, 0);
        let _ = book.rows(sheet, &mut |row| {
            rows += 1;
            assert!(row.number > last && rows <= limits.rows);
            assert!(row.cells.last().is_some_and(|cell| !cell.is_empty()) && row.cells.len() <= limits.columns);
            assert!(row.cells.iter().all(|cell| cell.chars().count() <= limits.cell_characters));
            last = row.number;
            ControlFlow::Continue(())
        });
    }
});

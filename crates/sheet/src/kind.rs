//! What a file is, by its first bytes and by what a ZIP holds; its name is not asked.

use std::fmt;

/// What a file that is no table looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// No bytes at all.
    Empty,
    /// A picture: PNG, JPEG, GIF, BMP or TIFF.
    Picture,
    /// A PDF document.
    Pdf,
    /// A page of HTML, as some systems export under the name `.xls`.
    Html,
    /// XML that is no spreadsheet in a ZIP, such as XML Spreadsheet 2003.
    Xml,
    /// A text document of Word, Writer or RTF.
    Document,
    /// A presentation.
    Presentation,
    /// A binary workbook of Excel (XLSB).
    Xlsb,
    /// A workbook of Excel 95 or older.
    OldXls,
    /// An archive: ZIP, RAR, 7z or gzip.
    Archive,
    /// An OLE2 container without a workbook.
    Ole2,
    /// Bytes that are no text.
    Binary,
}

impl fmt::Display for Looks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Looks::Empty => "an empty file",
            Looks::Picture => "a picture",
            Looks::Pdf => "a PDF document",
            Looks::Html => "a page of HTML",
            Looks::Xml => "an XML file",
            Looks::Document => "a text document",
            Looks::Presentation => "a presentation",
            Looks::Xlsb => "a binary workbook (XLSB)",
            Looks::OldXls => "a workbook of Excel 95 or older",
            Looks::Archive => "an archive",
            Looks::Ole2 => "an old Office file without a workbook",
            Looks::Binary => "binary data",
        })
    }
}

/// Which reader the first bytes ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// A ZIP: XLSX or ODS.
    Zip,
    /// An OLE2 container: XLS, or an encrypted workbook.
    Ole2,
    /// Anything that may be text.
    Text,
    /// No table.
    Other(Looks),
}

const BEGINNINGS: &[(&[u8], Family)] = &[
    (b"PK\x03\x04", Family::Zip),
    (b"PK\x05\x06", Family::Other(Looks::Archive)),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Family::Ole2),
    (b"\x89PNG", Family::Other(Looks::Picture)),
    (b"\xFF\xD8\xFF", Family::Other(Looks::Picture)),
    (b"GIF8", Family::Other(Looks::Picture)),
    (b"II*\0", Family::Other(Looks::Picture)),
    (b"MM\0*", Family::Other(Looks::Picture)),
    (b"%PDF", Family::Other(Looks::Pdf)),
    (b"{\\rtf", Family::Other(Looks::Document)),
    (b"Rar!", Family::Other(Looks::Archive)),
    (b"7z\xBC\xAF\x27\x1C", Family::Other(Looks::Archive)),
    (b"\x1F\x8B\x08", Family::Other(Looks::Archive)),
];

/// The worksheets of Excel 2 to 4 stand bare in the file; 5 and 95 have a container.
const OLD_XLS: &[&[u8]] = &[b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"];

/// Looks at the first bytes of a file.
pub(crate) fn family(start: &[u8]) -> Family {
    if start.is_empty() {
        return Family::Other(Looks::Empty);
    }
    if let Some((_, family)) = BEGINNINGS.iter().find(|(beginning, _)| start.starts_with(beginning)) {
        return *family;
    }
    if OLD_XLS.iter().any(|beginning| start.starts_with(beginning)) {
        return Family::Other(Looks::OldXls);
    }
    // UTF-16 has zeros in every Latin letter; without them its tags read as those of UTF-8 do.
    let letters: Vec<u8> = start
        .iter()
        .skip_while(|byte| matches!(byte, 0xEF | 0xBB | 0xBF | 0xFF | 0xFE | b' ' | b'\t' | b'\r' | b'\n'))
        .filter(|byte| **byte != 0)
        .take(64)
        .map(u8::to_ascii_lowercase)
        .collect();
    for html in [&b"<html"[..], b"<!doctype html", b"<table", b"<meta", b"<head", b"<style"] {
        if letters.starts_with(html) {
            return Family::Other(Looks::Html);
        }
    }
    if letters.starts_with(b"<?xml") { Family::Other(Looks::Xml) } else { Family::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families() {
        assert_eq!(family(b""), Family::Other(Looks::Empty));
        assert_eq!(family(b"PK\x03\x04..."), Family::Zip);
        assert_eq!(family(b"\x89PNG\r\n\x1a\n"), Family::Other(Looks::Picture));
        assert_eq!(family(b"\xEF\xBB\xBF \n<HTML>"), Family::Other(Looks::Html));
        assert_eq!(family(b"\xFF\xFE<\0?\0x\0m\0l\0"), Family::Other(Looks::Xml));
        assert_eq!(family("需求名称,预算".as_bytes()), Family::Text);
        assert_eq!(family(b"\xFF\xFEa\0"), Family::Text);
    }
}

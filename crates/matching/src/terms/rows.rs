//! The rows of a term list as they stand in a file: its encoding, its columns, its cells.

use super::term::About;
use super::trouble::{Column, Trouble, Unreadable, Wrong};
use super::{list, term::Term};
use csv::ByteRecord;
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::borrow::Cow;
use std::sync::Arc;

/// Most bytes of a list.
pub(super) const BYTES_MOST: usize = 64 << 20;

/// A row that was read, and which row it was.
pub(super) struct Row {
    pub(super) number: u64,
    pub(super) term: Term,
}

/// The bytes of a list without a mark, and the encoding that most of its rows are in.
struct Source<'a> {
    bytes: Cow<'a, [u8]>,
    encoding: &'static Encoding,
}

impl<'a> Source<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        too_large(bytes)?;
        if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
            let rest = bytes.get(mark..).unwrap_or_default();
            if encoding == UTF_8 {
                return Ok(Self { bytes: Cow::Borrowed(rest), encoding });
            }
            let (text, _) = encoding.decode_without_bom_handling(rest);
            return Ok(Self { bytes: Cow::Owned(text.into_owned().into_bytes()), encoding: UTF_8 });
        }
        Ok(Self { bytes: Cow::Borrowed(bytes), encoding: encoding_of(bytes) })
    }
}

pub(super) fn too_large(bytes: &[u8]) -> Result<(), Unreadable> {
    let (bytes, most) = (bytes.len(), BYTES_MOST);
    if bytes > most { Err(Unreadable::TooLarge { bytes, most }) } else { Ok(()) }
}

/// UTF-8 if at least half of the lines that are not plain ASCII are, else GB18030. Neither has a byte of a line's end,
/// a comma or a quotation mark inside a character, so rows can be parted before they are decoded.
fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    let lines = || bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii());
    let good = lines().filter(|line| str::from_utf8(line).is_ok()).count();
    if good * 2 >= lines().count() { UTF_8 } else { GB18030 }
}

/// The rows of a list in CSV, with what is wrong with those that were left out.
pub(super) fn rows(name: &Arc<str>, bytes: &[u8]) -> Result<(Vec<Row>, Vec<Trouble>), Unreadable> {
    let source = Source::of(bytes)?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(&*source.bytes);
    let mut record = ByteRecord::new();
    let mut next = |record: &mut ByteRecord| reader.read_byte_record(record).unwrap_or(false);
    if !next(&mut record) {
        return Err(Unreadable::NoColumn(Column::Zh));
    }
    let columns = header(&record, source.encoding)?;
    let (mut rows, mut troubles, mut garbled) = (Vec::new(), Vec::new(), 0_usize);
    let mut number = 1;
    while next(&mut record) {
        number += 1;
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        match row(name, &columns, &record, source.encoding) {
            Ok(term) => rows.push(Row { number, term }),
            Err(wrong) => {
                garbled += usize::from(wrong == Wrong::Garbled);
                troubles.push(Trouble { row: number, wrong });
            }
        }
    }
    if garbled > 0 && garbled == troubles.len() && rows.is_empty() {
        return Err(Unreadable::Encoding);
    }
    Ok((rows, troubles))
}

fn header(record: &ByteRecord, encoding: &'static Encoding) -> Result<Vec<Option<Column>>, Unreadable> {
    let mut columns = Vec::new();
    for cell in record {
        let column = Column::named(&decoded(cell, encoding).ok_or(Unreadable::Encoding)?);
        if let Some(column) = column.filter(|column| columns.contains(&Some(*column))) {
            return Err(Unreadable::ColumnTwice(column));
        }
        columns.push(column);
    }
    match [Column::Zh, Column::En].into_iter().find(|needed| !columns.contains(&Some(*needed))) {
        Some(missing) => Err(Unreadable::NoColumn(missing)),
        None => Ok(columns),
    }
}

fn row(
    name: &Arc<str>,
    columns: &[Option<Column>],
    record: &ByteRecord,
    encoding: &'static Encoding,
) -> Result<Term, Wrong> {
    let mut term = Term { layer: Arc::clone(name), ..Term::default() };
    let (mut zh_also, mut en_also) = (Vec::new(), Vec::new());
    for (column, cell) in columns.iter().zip(record) {
        let Some(column) = *column else { continue };
        let cell = decoded(cell, encoding).ok_or(Wrong::Garbled)?;
        match column {
            Column::Zh => term.zh.extend(one(&cell)),
            Column::En => term.en.extend(one(&cell)),
            Column::ZhAlso => zh_also = several(&cell),
            Column::EnAlso => en_also = several(&cell),
            Column::Written => term.written = several(&cell),
            Column::About => term.about = about(&cell)?,
            Column::Source => cell.trim().clone_into(&mut term.source),
        }
    }
    term.zh.append(&mut zh_also);
    term.en.append(&mut en_also);
    list::sound(term)
}

/// The cell as text; `None` where its bytes mean nothing, or only private signs, in the encoding.
fn decoded(cell: &[u8], encoding: &'static Encoding) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(cell)?;
    let strange = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}');
    (!text.contains(strange)).then(|| text.into_owned())
}

fn one(cell: &str) -> Option<String> {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn several(cell: &str) -> Vec<String> {
    cell.split(['|', ';', '；']).filter_map(one).collect()
}

fn about(cell: &str) -> Result<Vec<About>, Wrong> {
    let known = |given: String| About::parse(&given).ok_or(Wrong::UnknownAbout { given });
    several(cell).into_iter().map(known).collect()
}

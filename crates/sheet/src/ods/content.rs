//! The content of an ODS as a stream of tables, rows and cells.

#![expect(clippy::wildcard_enum_match_arm, reason = "of the ten events of XML few matter, and new ones would not")]

use std::io::BufRead;
use std::ops::ControlFlow;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::Refusal;
use crate::cell::{iso_date_text, iso_duration_text, number_text};

/// What is done with what stands in the content.
pub(crate) trait Receiver {
    /// A style; tables of a hidden one are not seen.
    fn style(&mut self, name: &str, hidden: bool);
    /// A table begins; says whether its rows are wanted.
    fn table(&mut self, name: &str, style: &str) -> bool;
    /// A cell of the current table, counted from 0, with how often it stands side by side.
    fn cell(&mut self, cell: Cell<'_>) -> Result<(), Refusal>;
    /// The end of a row that stands so often one below the other.
    fn row(&mut self, row: usize, repeated: usize) -> Result<ControlFlow<()>, Refusal>;
    /// The end of a table whose rows were wanted.
    fn table_end(&mut self) -> ControlFlow<()>;
}

/// A cell that holds something or spans more than itself.
pub(crate) struct Cell<'a> {
    pub row: usize,
    pub column: usize,
    pub repeated: usize,
    pub rows_spanned: usize,
    pub columns_spanned: usize,
    pub text: &'a str,
    /// Whether there was more text than is held.
    pub cut_off: bool,
}

/// Parts in which tables and paragraphs are none that a person sees in a cell.
fn is_aside(name: &str) -> bool {
    name.starts_with("draw:")
        || matches!(
            name,
            "office:annotation" | "office:forms" | "table:tracked-changes" | "table:dde-links" | "table:shapes"
        )
}

/// Reads the content; of a cell's text hardly more than `text_bytes` is held.
pub(crate) fn read(source: impl BufRead, text_bytes: usize, receiver: &mut dyn Receiver) -> Result<(), Refusal> {
    let mut xml = Reader::from_reader(source);
    let config = xml.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    let mut content = Content { xml, buffer: Vec::new(), text_bytes, style: String::new() };
    loop {
        content.buffer.clear();
        match content.xml.read_event_into(&mut content.buffer).map_err(Refusal::damaged)? {
            Event::Start(start) => {
                let start = start.into_owned();
                if content.start(&start, receiver)?.is_break() {
                    return Ok(());
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

struct Content<R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    text_bytes: usize,
    /// Name of the style that is being read.
    style: String,
}

impl<R: BufRead> Content<R> {
    fn start(&mut self, start: &BytesStart<'_>, receiver: &mut dyn Receiver) -> Result<ControlFlow<()>, Refusal> {
        match start.name().as_ref() {
            "style:style" => self.style = attribute(start, "style:name")?.unwrap_or_default(),
            "style:table-properties" => {
                let hidden = attribute(start, "table:display")?.is_some_and(|display| display == "false");
                receiver.style(&self.style, hidden);
            }
            "table:table" => {
                let name = attribute(start, "table:name")?.unwrap_or_default();
                let style = attribute(start, "table:style-name")?.unwrap_or_default();
                if receiver.table(&name, &style) {
                    return self.table(receiver);
                }
                self.skip()?;
            }
            name if is_aside(name) => self.skip()?,
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn table(&mut self, receiver: &mut dyn Receiver) -> Result<ControlFlow<()>, Refusal> {
        let mut row = 0;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(Refusal::damaged)? {
                Event::Start(start) if start.name().as_ref() == "table:table-row" => {
                    let repeated = count(&start, "table:number-rows-repeated")?;
                    self.row(row, receiver)?;
                    if receiver.row(row, repeated)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    row = row.saturating_add(repeated);
                }
                Event::Start(start) if is_aside(start.name().as_ref()) => self.skip()?,
                Event::End(end) if end.name().as_ref() == "table:table" => return Ok(receiver.table_end()),
                Event::Eof => return Err(Refusal::damaged("a table of the content does not end")),
                _ => {}
            }
        }
    }

    fn row(&mut self, row: usize, receiver: &mut dyn Receiver) -> Result<(), Refusal> {
        let mut column = 0;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(Refusal::damaged)? {
                Event::Start(start) => {
                    let covered = match start.name().as_ref() {
                        "table:table-cell" => false,
                        "table:covered-table-cell" => true,
                        _ => continue,
                    };
                    let repeated = count(&start, "table:number-columns-repeated")?;
                    let (rows_spanned, columns_spanned) =
                        (count(&start, "table:number-rows-spanned")?, count(&start, "table:number-columns-spanned")?);
                    let value = Value::of(&start)?;
                    let (paragraphs, cut_off) = self.text()?;
                    let text = value.text(paragraphs);
                    let spans = rows_spanned > 1 || columns_spanned > 1;
                    // What lies under a merged cell is not seen.
                    if !covered && (spans || !text.is_empty()) {
                        let text = &text;
                        let cell = Cell { row, column, repeated, rows_spanned, columns_spanned, text, cut_off };
                        receiver.cell(cell)?;
                    }
                    column = column.saturating_add(repeated);
                }
                Event::End(end) if end.name().as_ref() == "table:table-row" => return Ok(()),
                Event::Eof => return Err(Refusal::damaged("a row of the content does not end")),
                _ => {}
            }
        }
    }

    /// The paragraphs of a cell, up to its end, and whether they were cut off.
    fn text(&mut self) -> Result<(String, bool), Refusal> {
        let mut text = Shortened { text: String::new(), limit: self.text_bytes, cut_off: false };
        let mut paragraphs = 0;
        let mut inside_paragraph = false;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(Refusal::damaged)? {
                Event::Start(start) => match start.name().as_ref() {
                    "text:p" => {
                        paragraphs += 1;
                        inside_paragraph = true;
                        if paragraphs > 1 {
                            text.push("\n", 1);
                        }
                    }
                    "text:s" => text.push(" ", count(&start, "text:c")?),
                    "text:tab" => text.push("\t", 1),
                    "text:line-break" => text.push("\n", 1),
                    "table:table" => self.skip()?,
                    name if is_aside(name) => self.skip()?,
                    _ => {}
                },
                Event::Text(part) if inside_paragraph => text.push(&part.xml10_content(), 1),
                Event::CData(part) if inside_paragraph => text.push(&part.xml10_content(), 1),
                Event::GeneralRef(entity) if inside_paragraph => text.push(&character(&entity)?, 1),
                Event::End(end) => match end.name().as_ref() {
                    "text:p" => inside_paragraph = false,
                    "table:table-cell" | "table:covered-table-cell" => return Ok((text.text, text.cut_off)),
                    _ => {}
                },
                Event::Eof => return Err(Refusal::damaged("a cell of the content does not end")),
                _ => {}
            }
        }
    }

    /// Leaves out everything up to the end of the element that has just begun.
    fn skip(&mut self) -> Result<(), Refusal> {
        let mut depth = 1_usize;
        while depth > 0 {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(Refusal::damaged)? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(Refusal::damaged("the content ends too early")),
                _ => {}
            }
        }
        Ok(())
    }
}

/// A text that stops growing.
struct Shortened {
    text: String,
    limit: usize,
    cut_off: bool,
}

impl Shortened {
    fn push(&mut self, part: &str, times: usize) {
        let room = self.limit.saturating_sub(self.text.len());
        self.cut_off |= part.len().saturating_mul(times) > room;
        self.text.extend(std::iter::repeat_n(part, times.min(room)));
    }
}

/// What the attributes of a cell say it holds (ODF 1.3, part 3, 19.385 to 19.392).
enum Value {
    Known(String),
    /// What stands in the paragraphs, or else this.
    Shown(String),
}

impl Value {
    fn of(start: &BytesStart<'_>) -> Result<Value, Refusal> {
        let shown = || Ok(Value::Shown(attribute(start, "office:string-value")?.unwrap_or_default()));
        if attribute(start, "calcext:value-type")?.is_some_and(|kind| kind == "error") {
            return shown();
        }
        let (name, text): (_, fn(&str) -> String) = match attribute(start, "office:value-type")?.as_deref() {
            Some("float" | "currency" | "percentage") => {
                ("office:value", |value| value.parse().map_or_else(|_| value.to_owned(), number_text))
            }
            Some("date") => ("office:date-value", iso_date_text),
            Some("time") => ("office:time-value", iso_duration_text),
            Some("boolean") => ("office:boolean-value", str::to_ascii_uppercase),
            Some(_) | None => return shown(),
        };
        Ok(attribute(start, name)?.map_or_else(|| Value::Shown(String::new()), |value| Value::Known(text(&value))))
    }

    fn text(self, paragraphs: String) -> String {
        match self {
            Value::Known(text) => text,
            Value::Shown(text) if paragraphs.is_empty() => text,
            Value::Shown(_) => paragraphs,
        }
    }
}

pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let Some(attribute) = start.try_get_attribute(name).map_err(Refusal::damaged)? else { return Ok(None) };
    Ok(Some(attribute.normalized_value(XmlVersion::Implicit1_0).map_err(Refusal::damaged)?.into_owned()))
}

/// A count in an attribute: at least 1, and 1 where there is none.
fn count(start: &BytesStart<'_>, name: &str) -> Result<usize, Refusal> {
    Ok(match attribute(start, name)? {
        Some(text) => text.parse::<usize>().map_err(Refusal::damaged)?.max(1),
        None => 1,
    })
}

fn character(entity: &BytesRef<'_>) -> Result<String, Refusal> {
    if let Some(character) = entity.resolve_char_ref().map_err(Refusal::damaged)? {
        return Ok(character.to_string());
    }
    let name = entity.xml10_content();
    let known = resolve_xml_entity(&name).map(str::to_owned);
    known.ok_or_else(|| Refusal::damaged(format!("the content has the unknown entity &{name};")))
}

//! Text tables: cells between separators, quotes as RFC 4180 has them, rows of any length.

use std::ops::ControlFlow;
use std::path::Path;

use crate::input::Stream;
use crate::rows::Rows;
use crate::separator::{declared, guess};
use crate::text::Text;
use crate::{Limits, Refusal};

/// Bytes from which the separator is guessed.
const START: usize = 64 << 10;

/// A text table whose encoding is known.
pub(crate) struct Separated {
    stream: Stream,
    text: Text,
    name: String,
    separator: char,
    /// Whether the first line only says what the separator is.
    declared: bool,
}

impl Separated {
    pub(crate) fn open(mut stream: Stream, name: &str) -> Result<Separated, Refusal> {
        let text = Text::of(&mut stream)?;
        let mut start = String::new();
        text.decode(&mut stream, &mut |part| {
            start.push_str(part);
            if start.len() < START { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        let name = Path::new(name).file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy().into_owned());
        Ok(Separated { stream, text, name, separator: guess(&start), declared: declared(&start).is_some() })
    }

    pub(crate) fn sheets(&self) -> Vec<String> {
        vec![self.name.clone()]
    }

    pub(crate) fn lines(&self) -> usize {
        self.text.lines
    }

    pub(crate) fn rows(&mut self, limits: &Limits, rows: &mut Rows<'_>) -> Result<(), Refusal> {
        let mut table = Table { row: 0, column: 0, cell: String::new(), overlong: None, limits, rows };
        let mut parser = Parser::new(self.separator);
        let mut first_line = self.declared;
        let mut outcome = Ok(ControlFlow::Continue(()));
        self.text.decode(&mut self.stream, &mut |part| {
            for character in part.chars() {
                if first_line {
                    first_line = character != '\n';
                    continue;
                }
                parser.character(character, &mut |event| {
                    if matches!(outcome, Ok(ControlFlow::Continue(()))) {
                        outcome = table.event(event);
                    }
                });
                if !matches!(outcome, Ok(ControlFlow::Continue(()))) {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        })?;
        if outcome?.is_break() {
            return Ok(());
        }
        if let Some(line) = parser.open_quote() {
            return Err(Refusal::QuoteUnclosed { line: line + usize::from(self.declared) });
        }
        table.event(Event::CellEnd).map(|_| ())
    }
}

/// Puts characters together to cells.
struct Table<'a, 'b> {
    row: usize,
    column: usize,
    cell: String,
    /// A cell that went over the limit; the quote around it may turn out unclosed, which says more.
    overlong: Option<(usize, usize)>,
    limits: &'a Limits,
    rows: &'a mut Rows<'b>,
}

impl Table<'_, '_> {
    fn event(&mut self, event: Event) -> Result<ControlFlow<()>, Refusal> {
        match event {
            Event::Character(character) => {
                let limit = self.limits.cell_characters.saturating_add(1).saturating_mul(char::MAX.len_utf8());
                if self.cell.len() <= limit {
                    self.cell.push(character);
                } else {
                    self.overlong = Some((self.row, self.column));
                }
            }
            Event::CellEnd => {
                if let Some((row, column)) = self.overlong {
                    let limit = self.limits.cell_characters;
                    return Err(Refusal::CellTooLong { row: row + 1, column: column + 1, limit });
                }
                let flow = self.rows.cell(self.row, self.column, &self.cell)?;
                self.cell.clear();
                self.column += 1;
                return Ok(flow);
            }
            Event::RowEnd => (self.row, self.column) = (self.row + 1, 0),
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// What the parser finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// A character of the current cell.
    Character(char),
    /// The current cell ends.
    CellEnd,
    /// The current row ends; its last cell has ended just before.
    RowEnd,
}

/// The states of RFC 4180, forgiving: a quote inside an unquoted cell is a character, and so is what follows a closing
/// quote.
pub(crate) struct Parser {
    separator: char,
    state: State,
    line: usize,
    quote_line: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Unquoted,
    Quoted,
    QuoteInQuoted,
    /// After `\r`, which a `\n` may follow.
    LineEnd,
}

impl Parser {
    pub(crate) fn new(separator: char) -> Parser {
        Parser { separator, state: State::CellStart, line: 1, quote_line: 0 }
    }

    /// The line of the quote that is open.
    pub(crate) fn open_quote(&self) -> Option<usize> {
        (self.state == State::Quoted).then_some(self.quote_line)
    }

    /// Whether the parser is inside a cell without quotes, where none belongs.
    pub(crate) fn is_unquoted(&self) -> bool {
        self.state == State::Unquoted
    }

    pub(crate) fn character(&mut self, character: char, each: &mut dyn FnMut(Event)) {
        if character == '\n' {
            self.line += 1;
        }
        if self.state == State::LineEnd {
            self.state = State::CellStart;
            if character == '\n' {
                return;
            }
        }
        match (self.state, character) {
            (State::Quoted, '"') => self.state = State::QuoteInQuoted,
            (State::Quoted, _) => each(Event::Character(character)),
            (State::QuoteInQuoted, '"') => {
                self.state = State::Quoted;
                each(Event::Character('"'));
            }
            (State::CellStart, '"') => {
                self.state = State::Quoted;
                self.quote_line = self.line;
            }
            (_, '\r' | '\n') => {
                self.state = if character == '\r' { State::LineEnd } else { State::CellStart };
                each(Event::CellEnd);
                each(Event::RowEnd);
            }
            (_, separator) if separator == self.separator => {
                self.state = State::CellStart;
                each(Event::CellEnd);
            }
            _ => {
                self.state = State::Unquoted;
                each(Event::Character(character));
            }
        }
    }
}

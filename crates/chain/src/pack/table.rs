//! One table of a pack: rows whose cells are read by column name, every refusal with its row.

use std::collections::{HashMap, HashSet};

use measure::Unit;

use super::manifest::row_of;
use crate::{Confidence, Figure, Origin, Reason, Refusal};

/// More rows than this are refused: a plan could not carry them.
const MOST_ROWS: usize = 200_000;
/// Numbers beyond this are refused.
const MOST: f64 = 1e15;

/// A table's shape: file name, needed and optional columns.
pub(crate) struct Shape {
    pub file: &'static str,
    pub columns: &'static [&'static str],
}

/// A table that was read.
pub(crate) struct Table {
    file: &'static str,
    columns: HashMap<&'static str, usize>,
    rows: Vec<(usize, csv::StringRecord)>,
}

impl Table {
    /// Reads the bytes of a table, or refuses with all that is wrong with its header.
    pub(crate) fn read(shape: &Shape, bytes: &[u8], refusals: &mut Vec<Refusal>) -> Option<Self> {
        let file = shape.file;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if let Err(error) = std::str::from_utf8(bytes) {
            let row = row_of(bytes, error.valid_up_to());
            refusals.push(Reason::NotUtf8 { position: error.valid_up_to().to_string() }.at(file, Some(row)));
            return None;
        }
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
        let header = match reader.headers() {
            Ok(header) => header.clone(),
            Err(error) => {
                refusals.push(Reason::NotCsv { detail: error.to_string() }.at(file, Some(1)));
                return None;
            }
        };
        let columns = header_columns(shape, &header, refusals)?;
        let lines = Lines::of(bytes);
        let mut rows = Vec::new();
        for record in reader.into_records() {
            match record {
                Ok(record) => {
                    let row = record.position().map_or(0, |position| lines.row(bytes, position));
                    if record.iter().any(|cell| cell.chars().any(is_stray)) {
                        refusals.push(Reason::ControlCharacter {}.at(file, Some(row)));
                    }
                    rows.push((row, record));
                }
                Err(error) => {
                    let row = error.position().map(|position| lines.row(bytes, position));
                    refusals.push(Reason::NotCsv { detail: csv_detail(&error) }.at(file, row));
                }
            }
            if rows.len() > MOST_ROWS {
                refusals.push(Reason::TooManyRows { most: MOST_ROWS.to_string() }.at(file, Some(MOST_ROWS + 1)));
                return None;
            }
        }
        Some(Self { file, columns, rows })
    }

    /// The rows, each with its place.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(row, record)| Row { table: self, number: *row, record })
    }
}

/// A character no name or note needs and no terminal should be shown.
fn is_stray(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\r' | '\t')
}

/// Where the lines of a file end, so that a record is found by its byte whatever the line ending.
struct Lines(Vec<usize>);

impl Lines {
    fn of(bytes: &[u8]) -> Self {
        Self(bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect())
    }

    /// The row a record starts in: blank lines and the end of the line before it are not part of it.
    fn row(&self, bytes: &[u8], position: &csv::Position) -> usize {
        let from = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(bytes.len());
        let blank = bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        1 + self.0.partition_point(|end| *end < from + blank)
    }
}

fn csv_detail(error: &csv::Error) -> String {
    if let csv::ErrorKind::UnequalLengths { expected_len, len, .. } = error.kind() {
        format!("{len} cells instead of {expected_len}")
    } else {
        error.to_string()
    }
}

fn header_columns(
    shape: &Shape,
    header: &csv::StringRecord,
    refusals: &mut Vec<Refusal>,
) -> Option<HashMap<&'static str, usize>> {
    let mut columns = HashMap::new();
    let before = refusals.len();
    for (index, given) in header.iter().enumerate() {
        let reason = match shape.columns.iter().find(|known| **known == given) {
            None => Reason::ColumnUnknown { column: given.to_owned(), known: shape.columns.join(", ") },
            Some(known) if columns.insert(*known, index).is_none() => continue,
            Some(known) => Reason::ColumnTwice { column: (*known).to_owned() },
        };
        refusals.push(reason.at(shape.file, Some(1)));
    }
    for needed in shape.columns {
        if !columns.contains_key(needed) && *needed != "note" {
            refusals.push(Reason::ColumnMissing { column: (*needed).to_owned() }.at(shape.file, Some(1)));
        }
    }
    (refusals.len() == before).then_some(columns)
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    pub number: usize,
    record: &'a csv::StringRecord,
}

impl<'a> Row<'a> {
    /// The refusal for this row.
    pub(crate) fn refuse(&self, reason: Reason) -> Refusal {
        reason.at(self.table.file, Some(self.number))
    }

    /// The cell as it stands; empty where the column is.
    pub(crate) fn text(&self, column: &str) -> &'a str {
        self.table.columns.get(column).and_then(|i| self.record.get(*i)).unwrap_or_default()
    }

    /// A cell that must hold something.
    pub(crate) fn needed(&self, column: &str) -> Result<&'a str, Refusal> {
        match self.text(column) {
            "" => Err(self.refuse(Reason::CellEmpty { column: column.to_owned() })),
            text => Ok(text),
        }
    }

    /// An id.
    pub(crate) fn id(&self, column: &str) -> Result<String, Refusal> {
        let text = self.needed(column)?;
        if text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')) {
            Ok(text.to_owned())
        } else {
            Err(self.refuse(Reason::BadId { column: column.to_owned(), value: text.to_owned() }))
        }
    }

    /// A number, or nothing where the cell is empty.
    pub(crate) fn number(&self, column: &str) -> Result<Option<f64>, Refusal> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<f64>() {
            Ok(value) if value.abs() <= MOST => Ok(Some(value)),
            _ => Err(self.refuse(Reason::NotANumber { column: column.to_owned(), value: text.to_owned() })),
        }
    }

    /// A number that must be there.
    pub(crate) fn needed_number(&self, column: &str) -> Result<f64, Refusal> {
        self.needed(column)?;
        Ok(self.number(column)?.unwrap_or_default())
    }

    /// A number that must be there and not be below zero.
    pub(crate) fn amount(&self, column: &str) -> Result<f64, Refusal> {
        let value = self.needed_number(column)?;
        if value < 0.0 {
            return Err(
                self.refuse(Reason::Negative { column: column.to_owned(), value: self.text(column).to_owned() })
            );
        }
        Ok(value)
    }

    /// A share between 0 and 1.
    pub(crate) fn share(&self, column: &str) -> Result<f64, Refusal> {
        let value = self.needed_number(column)?;
        if (0.0..=1.0).contains(&value) {
            Ok(value)
        } else {
            Err(self.refuse(Reason::NotAShare { column: column.to_owned(), value: self.text(column).to_owned() }))
        }
    }

    /// A whole number.
    pub(crate) fn whole(&self, column: &str) -> Result<i32, Refusal> {
        let text = self.needed(column)?;
        text.parse().map_err(|_| self.refuse(Reason::NotWhole { column: column.to_owned(), value: text.to_owned() }))
    }

    /// One of a few words.
    pub(crate) fn one_of<T: Copy>(&self, column: &str, words: &[(&str, T)]) -> Result<T, Refusal> {
        let text = self.needed(column)?;
        words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value).ok_or_else(|| {
            let allowed = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
            self.refuse(Reason::NotOneOf { column: column.to_owned(), value: text.to_owned(), allowed })
        })
    }

    /// A unit.
    pub(crate) fn unit(&self, column: &str, currency: &str) -> Result<Unit, Refusal> {
        let text = self.needed(column)?;
        Unit::parse(text, currency)
            .map_err(|_| self.refuse(Reason::UnitUnknown { column: column.to_owned(), value: text.to_owned() }))
    }

    /// The factor that turns the unit in a cell into the wanted one.
    pub(crate) fn factor(&self, column: &str, wanted: &Unit, currency: &str) -> Result<f64, Refusal> {
        let unit = self.unit(column, currency)?;
        unit.factor_to(wanted).map_err(|_| {
            self.refuse(Reason::UnitMismatch {
                column: column.to_owned(),
                value: unit.to_string(),
                wanted: wanted.to_string(),
            })
        })
    }

    /// A figure and its range, which must contain it.
    pub(crate) fn figure(&self, column: &str, low: &str, high: &str) -> Result<Figure, Refusal> {
        let value = self.needed_number(column)?;
        let figure = Figure { value, low: self.number(low)?, high: self.number(high)? };
        if figure.low.is_some_and(|low| low > value) || figure.high.is_some_and(|high| high < value) {
            let shown = |column: &str| if self.text(column).is_empty() { "…" } else { self.text(column) }.to_owned();
            return Err(self.refuse(Reason::RangeMisses {
                column: column.to_owned(),
                value: self.text(column).to_owned(),
                low: shown(low),
                high: shown(high),
            }));
        }
        Ok(figure)
    }

    /// A figure that must not be below zero.
    pub(crate) fn positive_figure(&self, column: &str, low: &str, high: &str) -> Result<Figure, Refusal> {
        self.amount(column)?;
        self.figure(column, low, high)
    }

    /// The index a table gives to the id in a cell.
    pub(crate) fn lookup(&self, column: &str, index: &Index) -> Result<usize, Refusal> {
        self.looked_up(column, self.needed(column)?, index)
    }

    /// The indices a table gives to the ids in a cell, `|` between them; none where it is empty.
    pub(crate) fn lookups(&self, column: &str, index: &Index) -> Result<Vec<usize>, Refusal> {
        let ids = self.text(column).split('|').map(str::trim).filter(|id| !id.is_empty());
        ids.map(|id| self.looked_up(column, id, index)).collect()
    }

    fn looked_up(&self, column: &str, id: &str, index: &Index) -> Result<usize, Refusal> {
        if index.refused.contains(id) {
            return Err(self.refuse(Reason::FollowsRefused {}));
        }
        index.get(id).ok_or_else(|| {
            self.refuse(Reason::UnknownId {
                column: column.to_owned(),
                value: id.to_owned(),
                table: index.table.to_owned(),
            })
        })
    }

    /// The tail of a row: year, source, confidence, note.
    pub(crate) fn origin(&self, sources: &Index) -> Result<Origin, Refusal> {
        let letter = self.needed("confidence")?;
        let confidence = Confidence::from_letter(letter).ok_or_else(|| {
            self.refuse(Reason::NotOneOf {
                column: "confidence".to_owned(),
                value: letter.to_owned(),
                allowed: "A, B, C".to_owned(),
            })
        })?;
        Ok(Origin {
            year: self.whole("year")?,
            source: self.lookup("source", sources)?,
            confidence,
            note: self.text("note").to_owned(),
            file: self.table.file.to_owned(),
            row: self.number,
        })
    }
}

/// The ids of a table and the indices they stand for.
#[derive(Default)]
pub(crate) struct Index {
    table: &'static str,
    ids: HashMap<String, (usize, usize)>,
    /// Ids whose rows were refused: what refers to them is not refused once more.
    refused: HashSet<String>,
}

impl Index {
    /// An empty index of the named table.
    pub(crate) fn of(table: &'static str) -> Self {
        Self { table, ids: HashMap::new(), refused: HashSet::new() }
    }

    /// The index of an id.
    pub(crate) fn get(&self, id: &str) -> Option<usize> {
        self.ids.get(id).map(|(index, _)| *index)
    }

    /// Takes back an id whose row was refused, so that what refers to it is not read.
    pub(crate) fn forget(&mut self, id: &str) {
        self.ids.remove(id);
        self.refused.insert(id.to_owned());
    }

    /// Adds a key, refusing one that is there already.
    pub(crate) fn add(&mut self, key: String, index: usize, row: &Row<'_>) -> Result<(), Refusal> {
        if let Some((_, first)) = self.ids.get(&key) {
            return Err(row.refuse(Reason::DuplicateKey { key, first: first.to_string() }));
        }
        self.ids.insert(key, (index, row.number));
        Ok(())
    }
}

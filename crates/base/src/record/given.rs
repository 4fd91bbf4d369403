//! From what people type, or programs send, to the one form in which a field is kept; and back to text.
//!
//! Forms and spreadsheets give text, the API gives JSON; both end in the same canonical JSON value, and [`show`] turns
//! it into text that [`read`] reads back to the same value.

use measure::{Budget, BudgetRefusal, Quantity, QuantityRefusal};
use serde_json::{Map, Value, json};

use super::choice::Choice;
use super::detail::Detail;
use super::field::Field;
use super::id::RecordId;
use super::kind::Kind;
use super::place::{Places, check_patch};
use super::shape::{Identifier, Shape};
use super::slip::{Slip, SlipReason};
use crate::identifier::{CertificateCode, Country, CreditCode, Doi, Orcid, PatentNumber, Ror};

pub(super) const MOST_LINE: usize = 500;
const MOST_PROSE: usize = 50_000;
const MOST_ENTRIES: usize = 500;

/// A field's value as it arrives.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// From a form or a spreadsheet.
    Text(String),
    /// From a program.
    Json(Value),
}

/// What reading has to look up: records by their names, and places of the chain.
pub trait Lookup {
    /// The records of these kinds that go by this name, as far as the writer may see them; two are enough.
    fn named(&mut self, kinds: &[Kind], name: &str) -> Vec<RecordId>;
    /// Whether a record of these kinds has this id, as far as the writer may see it.
    fn exists(&mut self, kinds: &[Kind], id: RecordId) -> bool;
    /// The places of the chain.
    fn places(&self) -> &Places;
}

/// What showing has to look up.
pub trait Naming {
    /// What a cell says for a record so that the same name leads back to it; `None` where the reader may not know of it.
    fn name(&mut self, field: &Field, id: RecordId) -> Option<String>;
    /// The places of the chain.
    fn places(&self) -> &Places;
}

/// Reads a field; `Null` where nothing is given.
///
/// # Errors
/// Every slip in it, with its path.
pub fn read(field: &Field, given: &Given, lookup: &mut dyn Lookup) -> Result<Value, Vec<Slip>> {
    match given {
        Given::Text(text) => read_text(field, text, lookup),
        Given::Json(value) => read_json(field, value, lookup),
    }
}

fn read_json(field: &Field, value: &Value, lookup: &mut dyn Lookup) -> Result<Value, Vec<Slip>> {
    let wrong = |wanted: &str| vec![SlipReason::WrongType { wanted: wanted.to_owned() }.at(field.name)];
    match (field.shape, value) {
        (_, Value::Null) => Ok(Value::Null),
        (Shape::Flag, Value::Bool(yes)) => Ok(Value::Bool(*yes)),
        (Shape::Whole(..) | Shape::Decimal, Value::Number(number)) => read_text(field, &number.to_string(), lookup),
        (Shape::Rows(columns), Value::Array(rows)) => {
            read_rows(field, rows.len(), lookup, &mut |at, lookup| match &rows[at] {
                Value::Object(row) => read_row(columns, row, lookup),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                    Err(vec![SlipReason::WrongType { wanted: "an object".to_owned() }.at("")])
                }
            })
        }
        (Shape::Words | Shape::Choices(_) | Shape::Links | Shape::Positions, Value::Array(entries)) => {
            let texts: Option<Vec<&str>> = entries.iter().map(Value::as_str).collect();
            read_entries(field, &texts.ok_or_else(|| wrong("a list of texts"))?, lookup)
        }
        (Shape::Words | Shape::Choices(_) | Shape::Links | Shape::Positions, _) => Err(wrong("a list of texts")),
        (Shape::Rows(_), _) => Err(wrong("a list of objects")),
        (Shape::Flag, _) => Err(wrong("true or false")),
        (_, Value::String(text)) => read_text(field, text, lookup),
        (Shape::Whole(..) | Shape::Decimal, _) => Err(wrong("a number")),
        (_, _) => Err(wrong("a text")),
    }
}

fn read_row(
    columns: &[Field],
    row: &Map<String, Value>,
    lookup: &mut dyn Lookup,
) -> Result<Map<String, Value>, Vec<Slip>> {
    let (mut read, mut slips) = (Map::new(), Vec::new());
    for (name, value) in row {
        let Some(column) = columns.iter().find(|column| column.name == name) else {
            slips.push(SlipReason::NoSuchField { known: names(columns) }.at(name));
            continue;
        };
        match read_json(column, value, lookup) {
            Ok(Value::Null) => {}
            Ok(value) => drop(read.insert(name.clone(), value)),
            Err(found) => slips.extend(found),
        }
    }
    if slips.is_empty() { Ok(read) } else { Err(slips) }
}

fn names(fields: &[Field]) -> String {
    fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

fn read_text(field: &Field, text: &str, lookup: &mut dyn Lookup) -> Result<Value, Vec<Slip>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    match field.shape {
        Shape::Rows(columns) => {
            let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
            read_rows(field, lines.len(), lookup, &mut |at, lookup| read_line(columns, lines[at], lookup))
        }
        Shape::Words | Shape::Choices(_) | Shape::Links | Shape::Positions => {
            read_entries(field, &entries(field.shape, text), lookup)
        }
        Shape::Line
        | Shape::Prose
        | Shape::Whole(..)
        | Shape::Decimal
        | Shape::Flag
        | Shape::Date
        | Shape::Moment
        | Shape::Budget
        | Shape::Quantity
        | Shape::Choice(_)
        | Shape::Link
        | Shape::Patch
        | Shape::Identifier(_)
        | Shape::Web
        | Shape::Mail => read_scalar(field, text, lookup).map_err(|reason| vec![reason.at(field.name)]),
    }
}

type ReadRow<'a> = &'a mut dyn FnMut(usize, &mut dyn Lookup) -> Result<Map<String, Value>, Vec<Slip>>;

fn read_rows(field: &Field, count: usize, lookup: &mut dyn Lookup, row: ReadRow) -> Result<Value, Vec<Slip>> {
    if count > MOST_ENTRIES {
        return Err(vec![SlipReason::TooMany { most: MOST_ENTRIES.to_string() }.at(field.name)]);
    }
    let (mut rows, mut slips) = (Vec::new(), Vec::new());
    for at in 0..count {
        match row(at, lookup) {
            Ok(row) if row.is_empty() => {}
            Ok(row) => rows.push(Value::Object(row)),
            Err(found) => slips.extend(found.into_iter().map(|slip| {
                let inner = if slip.field.is_empty() { String::new() } else { format!(".{}", slip.field) };
                slip.reason.at(format!("{}.{}{inner}", field.name, at + 1))
            })),
        }
    }
    match (slips.is_empty(), rows.is_empty()) {
        (false, _) => Err(slips),
        (true, true) => Ok(Value::Null),
        (true, false) => Ok(Value::Array(rows)),
    }
}

/// One line of a small table: parts between `|`, in the order of the columns; `\|`, `\n` and `\\` stand for themselves.
fn read_line(columns: &[Field], line: &str, lookup: &mut dyn Lookup) -> Result<Map<String, Value>, Vec<Slip>> {
    let mut parts = parts(line);
    if let [only] = parts.as_slice()
        && let Some((name, target)) = split(columns, only)
    {
        parts = vec![name, target];
    }
    if parts.len() > columns.len() {
        let reason = SlipReason::TooManyParts { given: line.trim().to_owned(), most: columns.len().to_string() };
        return Err(vec![reason.at("")]);
    }
    let (mut row, mut slips) = (Map::new(), Vec::new());
    for (column, part) in columns.iter().zip(&parts) {
        match read_text(column, part, lookup) {
            Ok(Value::Null) => {}
            Ok(value) => drop(row.insert(column.name.to_owned(), value)),
            Err(found) => slips.extend(found),
        }
    }
    if slips.is_empty() { Ok(row) } else { Err(slips) }
}

/// A name and its quantity in one breath, as in 剩磁≥1.45 T, where the first two columns are such; `None` where the end
/// of the line is no quantity.
fn split(columns: &[Field], line: &str) -> Option<(String, String)> {
    let [Field { shape: Shape::Line, .. }, Field { shape: Shape::Quantity, .. }, ..] = columns else { return None };
    let bound =
        |character: char| matches!(character, '≥' | '≤' | '≧' | '≦' | '＞' | '＜' | '>' | '<' | '=' | '＝' | '±');
    let colon = |character: char| matches!(character, ':' | '：');
    let at = line.find(bound).or_else(|| line.rfind(colon)).or_else(|| {
        let numbers = line.char_indices().filter(|(at, character)| {
            character.is_ascii_digit() && line[..*at].chars().next_back().is_some_and(char::is_whitespace)
        });
        numbers.map(|(at, _)| at).next()
    })?;
    let (name, target) = line.split_at(at);
    let name = name.trim().trim_end_matches(colon).trim_end();
    let target = target.trim_start_matches(colon).trim();
    let reads = !name.is_empty() && Quantity::parse(target).is_ok();
    reads.then(|| (name.to_owned(), target.to_owned()))
}

fn parts(line: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '|' | '｜' => parts.push(std::mem::take(&mut part)),
            '\\' => match characters.next() {
                Some('n') => part.push('\n'),
                Some(other @ ('|' | '｜' | '\\')) => part.push(other),
                Some(other) => part.extend(['\\', other]),
                None => part.push('\\'),
            },
            other => part.push(other),
        }
    }
    parts.push(part);
    parts
}

pub(crate) fn escaped(part: &str) -> String {
    part.replace('\\', "\\\\").replace('|', "\\|").replace('｜', "\\｜").replace('\n', "\\n")
}

/// Entries as people part them: by ; 、 and line breaks, and by commas that do not stand inside a number.
fn entries(shape: Shape, text: &str) -> Vec<&str> {
    let commas = !matches!(shape, Shape::Links);
    let mut found = Vec::new();
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let parting = match character {
            ';' | '；' | '\n' | '、' => true,
            '，' => commas,
            ',' => {
                let digit = |other: Option<char>| other.is_some_and(|other| other.is_ascii_digit());
                commas && !(digit(text[..at].chars().next_back()) && digit(text[at + 1..].chars().next()))
            }
            _ => false,
        };
        if parting {
            found.push(&text[from..at]);
            from = at + character.len_utf8();
        }
    }
    found.push(&text[from..]);
    found
}

fn read_entries(field: &Field, given: &[&str], lookup: &mut dyn Lookup) -> Result<Value, Vec<Slip>> {
    if given.len() > MOST_ENTRIES {
        return Err(vec![SlipReason::TooMany { most: MOST_ENTRIES.to_string() }.at(field.name)]);
    }
    let (mut read, mut slips) = (Vec::<String>::new(), Vec::new());
    // A word holds no separator, whichever way it came.
    let words = matches!(field.shape, Shape::Words);
    let split = given.iter().flat_map(|entry| if words { entries(field.shape, entry) } else { vec![*entry] });
    for entry in split.map(str::trim).filter(|entry| !entry.is_empty()) {
        let one = if let Shape::Choices(choices) = field.shape {
            choice(choices, entry)
        } else if matches!(field.shape, Shape::Links) {
            link(field, entry, lookup)
        } else if matches!(field.shape, Shape::Positions) {
            let found = lookup.places().find(entry).map(str::to_owned);
            found.ok_or_else(|| SlipReason::NoSuchPosition { given: entry.to_owned() })
        } else {
            line(entry)
        };
        match one {
            Ok(one) if read.contains(&one) => {}
            Ok(one) => read.push(one),
            Err(reason) => slips.push(reason.at(field.name)),
        }
    }
    match (slips.is_empty(), read.is_empty()) {
        (false, _) => Err(slips),
        (true, true) => Ok(Value::Null),
        (true, false) => Ok(json!(read)),
    }
}

fn read_scalar(field: &Field, text: &str, lookup: &mut dyn Lookup) -> Result<Value, SlipReason> {
    let given = || text.to_owned();
    Ok(Value::String(match field.shape {
        Shape::Line => line(text)?,
        Shape::Prose => prose(text)?,
        Shape::Whole(least, most) => return whole(text, least, most),
        Shape::Flag => return flag(text),
        Shape::Decimal => {
            let half = measure::full_width_to_half(text);
            let read = measure::Decimal::parse(&half.replace(',', ""));
            read.map_err(|_| SlipReason::NotDecimal { given: given() })?.to_string()
        }
        Shape::Date => day(text)?,
        Shape::Moment => moment(text)?,
        Shape::Budget => {
            let read = Budget::parse(text, None);
            let not = |why: BudgetRefusal| {
                let (detail, detail_zh) = (why.to_string(), why.zh());
                SlipReason::NotMoney { given: given(), detail, detail_zh }
            };
            read.map_err(not)?.to_string()
        }
        Shape::Quantity => {
            let read = Quantity::parse(text);
            let not = |why: QuantityRefusal| {
                let (detail, detail_zh) = (why.to_string(), why.zh());
                SlipReason::NotQuantity { given: given(), detail, detail_zh }
            };
            read.map_err(not)?.to_string()
        }
        Shape::Choice(choices) => choice(choices, text)?,
        Shape::Link => link(field, text, lookup)?,
        Shape::Patch => {
            let text = prose(text)?;
            check_patch(&text)?;
            text
        }
        Shape::Identifier(identifier) => identify(identifier, text)?,
        Shape::Web => {
            let text = line(text)?;
            let known = ["https://", "http://"].iter().any(|start| text.len() > start.len() && text.starts_with(start));
            if !known || text.contains(char::is_whitespace) {
                return Err(SlipReason::NotWeb { given: text });
            }
            text
        }
        Shape::Mail => {
            let text = line(text)?;
            let shaped = text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
            if !shaped || text.contains(char::is_whitespace) || text.matches('@').count() > 1 {
                return Err(SlipReason::NotMail { given: text });
            }
            text
        }
        Shape::Words | Shape::Choices(_) | Shape::Links | Shape::Positions | Shape::Rows(_) => given(),
    }))
}

fn line(text: &str) -> Result<String, SlipReason> {
    if text.contains('\n') || text.contains('\r') {
        return Err(SlipReason::LineBreak {});
    }
    kept(text, MOST_LINE)
}

fn prose(text: &str) -> Result<String, SlipReason> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    kept(&text, MOST_PROSE)
}

/// A text without control characters that is not longer than is kept.
pub(super) fn kept(text: &str, most: usize) -> Result<String, SlipReason> {
    if text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\t')) {
        return Err(SlipReason::ControlCharacter {});
    }
    if text.chars().count() > most {
        return Err(SlipReason::TooLong { most: most.to_string() });
    }
    Ok(text.to_owned())
}

fn whole(text: &str, least: i64, most: i64) -> Result<Value, SlipReason> {
    let half = measure::full_width_to_half(text).replace(',', "");
    let number: i64 = half.trim().parse().map_err(|_| SlipReason::NotWhole { given: text.to_owned() })?;
    if (least..=most).contains(&number) {
        return Ok(json!(number));
    }
    let (least, most) = (least.to_string(), most.to_string());
    Err(SlipReason::OutOfBounds { given: number.to_string(), least, most })
}

fn flag(text: &str) -> Result<Value, SlipReason> {
    match text.to_lowercase().as_str() {
        "是" | "有" | "√" | "yes" | "y" | "true" | "1" | "on" => Ok(Value::Bool(true)),
        "否" | "无" | "×" | "no" | "n" | "false" | "0" | "off" => Ok(Value::Bool(false)),
        _ => Err(SlipReason::NotFlag { given: text.to_owned() }),
    }
}

/// `2026-01-15 09:30`, with the usual ways to write the day and a `T` or a space between.
fn day(text: &str) -> Result<String, SlipReason> {
    let given = text.to_owned();
    match measure::PartialDate::parse(text) {
        Ok(measure::PartialDate::Day(date)) => Ok(date.to_string()),
        Ok(month @ measure::PartialDate::Month { .. }) => {
            let (first, last) = (month.first_day().to_string(), month.last_day().to_string());
            Err(SlipReason::MonthOnly { given, first, last })
        }
        Ok(measure::PartialDate::Year(_)) | Err(_) => Err(SlipReason::NotDate { given }),
    }
}

fn moment(text: &str) -> Result<String, SlipReason> {
    let slip = || SlipReason::NotMoment { given: text.to_owned() };
    let half = measure::full_width_to_half(text);
    let half = half.trim();
    let (day, time) = half.rsplit_once([' ', 'T']).ok_or_else(slip)?;
    let day = measure::parse_date(day).map_err(|_| slip())?;
    let mut clock = time.split(':');
    let mut figure = |most: u8| clock.next().and_then(|part| part.parse::<u8>().ok()).filter(|part| *part <= most);
    let (hour, minute) = (figure(23).ok_or_else(slip)?, figure(59).ok_or_else(slip)?);
    Ok(format!("{day} {hour:02}:{minute:02}"))
}

/// The code of the answer that goes by this word.
pub(crate) fn choice(choices: &[Choice], given: &str) -> Result<String, SlipReason> {
    let same = |word: &str| word.eq_ignore_ascii_case(given);
    let found = choices.iter().find(|choice| same(choice.code) || choice.label.zh == given || same(choice.label.en));
    let found = found.or_else(|| choices.iter().find(|choice| choice.also.iter().any(|word| same(word))));
    found.map(|choice| choice.code.to_owned()).ok_or_else(|| {
        let known = choices.iter().map(|choice| choice.label.zh).collect::<Vec<_>>().join("、");
        SlipReason::NotAChoice { given: given.to_owned(), known }
    })
}

fn link(field: &Field, given: &str, lookup: &mut dyn Lookup) -> Result<String, SlipReason> {
    let inner = given.strip_suffix('〕').and_then(|rest| rest.rsplit_once('〔')).map_or(given, |(_, id)| id);
    if let Ok(id) = inner.trim().parse::<RecordId>() {
        if lookup.exists(field.targets, id) {
            return Ok(id.to_string());
        }
    } else {
        match lookup.named(field.targets, given).as_slice() {
            [] => {}
            [id] => return Ok(id.to_string()),
            [_, _, ..] => return Err(SlipReason::SeveralRecords { given: given.to_owned() }),
        }
    }
    let kinds = field.targets.iter().map(|kind| kind.label().zh).collect::<Vec<_>>().join("/");
    Err(SlipReason::NoSuchRecord { given: given.to_owned(), kinds })
}

fn identify(identifier: Identifier, text: &str) -> Result<String, SlipReason> {
    let read = match identifier {
        Identifier::Orcid => Orcid::parse(text).map(|id| id.to_string()),
        Identifier::Ror => Ror::parse(text).map(|id| id.to_string()),
        Identifier::CreditCode => CreditCode::parse(text).map(|id| id.to_string()),
        Identifier::PatentNumber => PatentNumber::parse(text).map(|id| id.to_string()),
        Identifier::Doi => Doi::parse(text).map(|id| id.to_string()),
        Identifier::Certificate => CertificateCode::parse(text).map(|id| id.to_string()),
        Identifier::Country => Country::parse(text).map(|id| id.to_string()),
    };
    read.map_err(|why| {
        let (detail, detail_zh) = (why.to_string(), why.zh());
        SlipReason::BadIdentifier { given: text.to_owned(), detail, detail_zh }
    })
}

/// The text of a kept value, as a cell or a form field holds it; [`read`] leads back to the value.
pub fn show(field: &Field, value: &Value, naming: &mut dyn Naming) -> String {
    match (field.shape, value) {
        (_, Value::Null) => String::new(),
        (Shape::Flag, Value::Bool(yes)) => if *yes { "是" } else { "否" }.to_owned(),
        (Shape::Choice(choices), Value::String(code)) => word(choices, code),
        (Shape::Link, Value::String(_)) => linked(field, value, naming).unwrap_or_default(),
        (Shape::Rows(columns), Value::Array(rows)) => {
            rows.iter().map(|row| show_line(columns, row, naming)).collect::<Vec<_>>().join("\n")
        }
        (shape, Value::Array(entries)) => {
            let texts: Vec<String> = entries
                .iter()
                .filter_map(|entry| match (shape, entry.as_str()?) {
                    (Shape::Choices(choices), code) => Some(word(choices, code)),
                    (Shape::Positions, id) => Some(naming.places().show(id).to_owned()),
                    (Shape::Links, _) => linked(field, entry, naming),
                    (_, text) => Some(text.to_owned()),
                })
                .collect();
            texts.join("；")
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

fn show_line(columns: &[Field], row: &Value, naming: &mut dyn Naming) -> String {
    let mut parts: Vec<String> =
        columns.iter().map(|column| escaped(&show(column, &row[column.name], naming))).collect();
    while parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    // A name that would be read as a name and its quantity is told apart by the bar behind it.
    if let [only] = parts.as_slice()
        && split(columns, only).is_some()
    {
        parts.push(String::new());
    }
    parts.join(" | ")
}

fn word(choices: &[Choice], code: &str) -> String {
    choices.iter().find(|choice| choice.code == code).map_or(code, |choice| choice.label.zh).to_owned()
}

fn linked(field: &Field, value: &Value, naming: &mut dyn Naming) -> Option<String> {
    naming.name(field, value.as_str()?.parse().ok()?)
}

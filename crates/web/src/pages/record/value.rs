//! A value of a record as its readers see it: links as links, answers in their words, money and days in their language.

use askama::Template;
use askama::filters::HtmlSafe;
use base::identifier::Country;
use base::record::verb::Within;
use base::record::{Choice, Field, Identifier, Label, Naming, RecordId, Shape};
use serde_json::Value;

use super::amount::budget;
use super::day::{day, moment};
use crate::language::Messages;
use crate::view::{Link, encoded};

/// A value as it is read; it writes itself.
#[derive(Clone, Debug, PartialEq, Template)]
#[template(path = "pages/record/value.html")]
pub(in crate::pages) enum Shown {
    /// Nothing is given; how that is said.
    Absent(String),
    /// A short text.
    Text(String),
    /// A number.
    Number(String),
    /// A text of several lines.
    Prose(String),
    /// A text for programs.
    Code(String),
    /// Several short texts.
    Words(Vec<String>),
    /// One link or several.
    Links(Vec<Link>),
    /// A small table.
    Rows(Vec<String>, Vec<Vec<Shown>>),
}

impl HtmlSafe for Shown {}

/// The label in the reader's language.
pub(super) fn label(label: Label, t: Messages) -> &'static str {
    t.pick(label.zh, label.en)
}

impl Shown {
    /// A value of a field, as far as the reader may know it.
    pub(in crate::pages) fn of(field: &Field, value: &Value, within: &mut Within, t: Messages) -> Self {
        let absent = || Self::Absent(t.get("record-not-given"));
        match (field.shape, value) {
            (_, Value::Null) => absent(),
            (_, Value::Bool(yes)) => Self::Text(if *yes { t.get("record-yes") } else { t.get("record-no") }),
            (_, Value::Number(number)) => Self::Number(number.to_string()),
            (_, Value::String(code)) if field.name == "plan_item" => {
                let at = encoded(code);
                Self::Links(vec![Link::at(format!("/plan?code={at}#item-{at}"), code)])
            }
            (shape, Value::String(text)) => Self::one(shape, text, within, t).unwrap_or_else(absent),
            (Shape::Rows(columns), Value::Array(rows)) => Self::rows(columns, rows, within, t),
            (Shape::Choices(choices), Value::Array(codes)) => {
                Self::Words(codes.iter().filter_map(|code| Some(answer(choices, code.as_str()?, t))).collect())
            }
            (Shape::Links, Value::Array(ids)) => links(ids, within, t).unwrap_or_else(absent),
            (Shape::Positions, Value::Array(ids)) => {
                Self::Words(ids.iter().filter_map(|id| Some(place(id.as_str()?, within, t))).collect())
            }
            (_, Value::Array(words)) => {
                Self::Words(words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect())
            }
            (_, Value::Object(_)) => Self::Code(value.to_string()),
        }
    }

    /// Whether nothing is given.
    pub(in crate::pages) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent(_))
    }

    /// As plain text, a row of a small table on each line.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Absent(_) => String::new(),
            Self::Rows(_, rows) => {
                let line = |row: &Vec<Self>| row.iter().map(Self::text).collect::<Vec<_>>().join(" | ");
                rows.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            Self::Text(_) | Self::Number(_) | Self::Prose(_) | Self::Code(_) | Self::Words(_) | Self::Links(_) => {
                self.line()
            }
        }
    }

    /// On one line, for a list.
    pub(super) fn line(&self) -> String {
        match self {
            Self::Absent(_) | Self::Rows(..) => String::new(),
            Self::Text(text) | Self::Number(text) | Self::Prose(text) | Self::Code(text) => text.clone(),
            Self::Words(words) => words.join(" · "),
            Self::Links(links) => links.iter().map(|link| link.text.as_str()).collect::<Vec<_>>().join(" · "),
        }
    }

    /// `None` where it names a record that the reader may not know of.
    fn one(shape: Shape, text: &str, within: &mut Within, t: Messages) -> Option<Self> {
        Some(match shape {
            Shape::Prose => Self::Prose(text.to_owned()),
            Shape::Patch => Self::Code(text.to_owned()),
            Shape::Decimal => Self::Number(text.to_owned()),
            Shape::Date => Self::Text(day(text, t)),
            Shape::Moment => Self::Text(moment(text, t)),
            Shape::Budget => Self::Text(budget(text, t)),
            Shape::Choice(choices) => Self::Text(answer(choices, text, t)),
            Shape::Link => Self::Links(vec![link_to(text.parse().ok()?, within, t)?]),
            Shape::Web => Self::Links(vec![Link::at(text, text)]),
            Shape::Mail => Self::Links(vec![Link::at(format!("mailto:{text}"), text)]),
            Shape::Identifier(identifier) => identified(identifier, text, t),
            Shape::Line
            | Shape::Words
            | Shape::Whole(..)
            | Shape::Flag
            | Shape::Quantity
            | Shape::Choices(_)
            | Shape::Links
            | Shape::Rows(_)
            | Shape::Positions => Self::Text(text.to_owned()),
        })
    }

    /// A small table without the columns that no row fills.
    fn rows(columns: &[Field], rows: &[Value], within: &mut Within, t: Messages) -> Self {
        let filled = |column: &&Field| rows.iter().any(|row| !row[column.name].is_null());
        let columns: Vec<&Field> = columns.iter().filter(filled).collect();
        let cells = rows.iter().map(|row| {
            let cell = |column: &&Field| {
                let shown = Self::of(column, &row[column.name], within, t);
                // In a table a dash says it.
                if shown.is_absent() { Self::Absent("—".to_owned()) } else { shown }
            };
            columns.iter().map(cell).collect()
        });
        let cells = cells.collect();
        Self::Rows(columns.iter().map(|column| label(column.label, t).to_owned()).collect(), cells)
    }
}

/// The records that a value names, in a field of links or in the rows of a small table.
pub(super) fn links_of(field: &Field, value: &Value) -> Vec<RecordId> {
    match (field.shape, value) {
        (Shape::Link, Value::String(id)) => id.parse().into_iter().collect(),
        (Shape::Links, Value::Array(ids)) => ids.iter().filter_map(|id| id.as_str()?.parse().ok()).collect(),
        (Shape::Rows(columns), Value::Array(rows)) => {
            let cells = rows.iter().flat_map(|row| columns.iter().map(move |column| (column, &row[column.name])));
            cells.flat_map(|(column, value)| links_of(column, value)).collect()
        }
        (_, _) => Vec::new(),
    }
}

/// The words of an answer.
pub(super) fn answer(choices: &[Choice], code: &str, t: Messages) -> String {
    choices.iter().find(|choice| choice.code == code).map_or(code, |choice| label(choice.label, t)).to_owned()
}

/// The name of a place of the chain.
pub(super) fn place(id: &str, within: &Within, t: Messages) -> String {
    within.places().names(id).map_or(id, |(zh, en)| t.pick(zh, en)).to_owned()
}

/// A link to a record that the reader can reach.
pub(super) fn link_to(id: RecordId, within: &mut Within, t: Messages) -> Option<Link> {
    let titled = within.title(id)?;
    Some(super::titled_link(titled, t))
}

fn links(ids: &[Value], within: &mut Within, t: Messages) -> Option<Shown> {
    let ids: Vec<RecordId> = ids.iter().filter_map(|id| id.as_str()?.parse().ok()).collect();
    within.learn(&ids);
    let links: Vec<Link> = ids.into_iter().filter_map(|id| link_to(id, within, t)).collect();
    if links.is_empty() { None } else { Some(Shown::Links(links)) }
}

fn identified(identifier: Identifier, text: &str, t: Messages) -> Shown {
    match identifier {
        Identifier::Orcid => Shown::Links(vec![Link::at(format!("https://orcid.org/{text}"), text)]),
        Identifier::Doi => Shown::Links(vec![Link::at(format!("https://doi.org/{text}"), text)]),
        Identifier::Ror => {
            let href = if text.starts_with("https://") { text.to_owned() } else { format!("https://ror.org/{text}") };
            Shown::Links(vec![Link::at(href, text)])
        }
        Identifier::Country => {
            Shown::Text(Country::parse(text).map_or(text, |country| t.pick(country.zh(), country.en())).to_owned())
        }
        Identifier::Certificate if base::identifier::CertificateCode::ours(text).is_some() => {
            Shown::Links(vec![Link::at(format!("/certificates/{text}"), text)])
        }
        Identifier::CreditCode | Identifier::PatentNumber | Identifier::Certificate => Shown::Text(text.to_owned()),
    }
}

//! Tables: a caption, headings, cells that are texts, numbers, links, or numbers that open to say why.

use askama::Template;
use askama::filters::HtmlSafe;

use super::badge::Badge;
use super::link::Link;
use super::plot::Meter;

/// A table; it writes itself.
#[derive(Clone, Debug, Template)]
#[template(path = "view/table.html")]
pub(crate) struct Table {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    totals: usize,
}

impl HtmlSafe for Table {}

/// The heading of a column.
#[derive(Clone, Debug)]
pub(crate) enum Column {
    /// Of texts.
    Text(String),
    /// Of numbers, set to the right.
    Number(String),
    /// Of texts that a narrow screen leaves out.
    Aside(String),
}

/// One cell.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    /// A text, or nothing.
    Text(String),
    /// A number, already written.
    Number(String),
    /// A number that is good (+) or bad (−) news.
    Change(String, f64),
    /// A text that a narrow screen leaves out.
    Aside(String),
    /// A link.
    Link(Link),
    /// A link, with what a narrow screen leaves out of its row beneath it.
    Heading(Link, String),
    /// Several links.
    Links(Vec<Link>),
    /// A figure of the pack with its badge.
    Sourced(String, Badge),
    /// A number that opens to say why.
    Why(Why),
    /// A link with something to know about it, which opens.
    Noted(Link, Why),
    /// A share drawn beside its number.
    Meter(String, Meter),
}

/// A number and the reasons behind it.
#[derive(Clone, Debug)]
pub(crate) struct Why {
    pub shown: String,
    pub reasons: Vec<String>,
    /// What is to be seen beside the number without opening it.
    pub beside: Option<String>,
}

impl Why {
    /// A number that opens to these sentences.
    pub(crate) fn new(shown: impl Into<String>, reasons: Vec<String>) -> Self {
        Self { shown: shown.into(), reasons, beside: None }
    }
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { caption: caption.into(), columns, rows: Vec::new(), totals: 0 }
    }

    /// The same table with these rows; the first cell of each is its heading.
    #[must_use]
    pub(crate) fn with_rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// The same table with a row of totals at its end.
    #[must_use]
    pub(crate) fn with_total(mut self, row: Vec<Cell>) -> Self {
        self.rows.push(row);
        self.totals += 1;
        self
    }

    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn is_total(&self, at: &usize) -> bool {
        *at + self.totals >= self.rows.len()
    }
}

impl Cell {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number, already written.
    pub(crate) fn number(text: impl Into<String>) -> Self {
        Self::Number(text.into())
    }

    fn class(&self) -> &'static str {
        match self {
            Self::Aside(_) => "aside",
            Self::Text(_) | Self::Link(_) | Self::Heading(..) | Self::Links(_) | Self::Noted(..) => "",
            Self::Change(_, value) if *value > 0.0 => "num up",
            Self::Change(_, value) if *value < 0.0 => "num down",
            Self::Number(_) | Self::Sourced(..) | Self::Why(_) | Self::Meter(..) | Self::Change(..) => "num",
        }
    }
}

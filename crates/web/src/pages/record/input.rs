//! One field of a form: which input it is, what it holds, what is wrong with it.

use askama::Template;
use askama::filters::HtmlSafe;
use base::record::{Field, Identifier, Shape};

use super::value::label;
use crate::language::{Key, Messages};

/// A field of a form; it writes itself.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/record/input.html")]
pub(super) struct Input {
    pub t: Messages,
    pub name: &'static str,
    pub label: String,
    pub hint: String,
    /// Whether a record is not published without it, and what the mark of it says.
    pub required: Option<String>,
    pub control: Control,
    /// What is wrong with it, one sentence each.
    pub slips: Vec<String>,
    /// What stands there now, where somebody else has changed it meanwhile.
    pub theirs: Option<String>,
}

impl HtmlSafe for Input {}

/// How it is typed in.
#[derive(Clone, Debug)]
pub(super) enum Control {
    /// One line; the list of suggestions, if any, and the keyboard a phone shows.
    Line { value: String, list: Option<String>, keyboard: &'static str },
    /// Several lines.
    Text { value: String, rows: usize, code: bool },
    /// One of a list.
    Select(Vec<Answer>),
    /// Some of a list.
    Checks(Vec<Answer>),
}

/// An answer of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub value: &'static str,
    pub text: String,
    pub chosen: bool,
}

impl Input {
    /// The input of a field that holds this text; `list` is the id of its suggestions.
    pub(super) fn new(field: &Field, text: &str, list: Option<String>, t: Messages) -> Self {
        Self {
            t,
            name: field.name,
            label: label(field.label, t).to_owned(),
            hint: hint(field, t),
            required: needed(field, t),
            control: control(field.shape, text, list, t),
            slips: Vec::new(),
            theirs: None,
        }
    }

    /// The ids of what describes it, for programs that read aloud.
    fn described(&self) -> String {
        let mut ids = Vec::new();
        if !self.slips.is_empty() {
            ids.push(format!("e-{}", self.name));
        }
        if self.theirs.is_some() {
            ids.push(format!("n-{}", self.name));
        }
        if !self.hint.is_empty() {
            ids.push(format!("h-{}", self.name));
        }
        ids.join(" ")
    }
}

/// What the mark of a field says that publishing needs; of the two titles one is enough.
fn needed(field: &Field, t: Messages) -> Option<String> {
    match field.name {
        "title_zh" | "title_en" => Some(t.get("record-needed-either")),
        _ => field.required.then(|| t.get("record-needed")),
    }
}

fn control(shape: Shape, text: &str, list: Option<String>, t: Messages) -> Control {
    let value = text.to_owned();
    let line = |keyboard| Control::Line { value: text.to_owned(), list: None, keyboard };
    match shape {
        Shape::Prose => Control::Text { rows: height(text, 4), value, code: false },
        Shape::Rows(_) => Control::Text { rows: height(text, 3), value, code: false },
        Shape::Links => Control::Text { rows: height(text, 2), value, code: false },
        Shape::Patch => Control::Text { rows: height(text, 8), value, code: true },
        Shape::Choice(choices) => {
            let known = choices.iter().map(|choice| (choice.code, label(choice.label, t).to_owned()));
            Control::Select(answers(known.collect(), text, t))
        }
        Shape::Flag => {
            let known = vec![("yes", t.get("record-yes")), ("no", t.get("record-no"))];
            Control::Select(answers(known, text, t))
        }
        Shape::Choices(choices) => {
            let chosen: Vec<&str> = text.split('；').collect();
            let one = |choice: &base::record::Choice| Answer {
                value: choice.code,
                text: label(choice.label, t).to_owned(),
                chosen: chosen.contains(&choice.code),
            };
            Control::Checks(choices.iter().map(one).collect())
        }
        // Not an input of numbers: that would lose what a reader typed and the browser did not understand.
        Shape::Whole(..) => line("numeric"),
        Shape::Link | Shape::Positions | Shape::Identifier(Identifier::Country) => {
            Control::Line { value, list, keyboard: "text" }
        }
        Shape::Decimal => line("decimal"),
        Shape::Web => line("url"),
        Shape::Mail => line("email"),
        Shape::Line
        | Shape::Words
        | Shape::Date
        | Shape::Moment
        | Shape::Budget
        | Shape::Quantity
        | Shape::Identifier(_) => line("text"),
    }
}

/// The answers of a list, before them that none is given; what is none of them is kept to be mended.
fn answers(known: Vec<(&'static str, String)>, text: &str, t: Messages) -> Vec<Answer> {
    let none = Answer { value: "", text: t.get("record-choose-none"), chosen: text.is_empty() };
    let known = known.into_iter().map(|(value, said)| Answer { value, text: said, chosen: value == text });
    std::iter::once(none).chain(known).collect()
}

/// Lines of a text area: what it holds and one more, within reason.
fn height(text: &str, least: usize) -> usize {
    (text.lines().map(|line| 1 + line.chars().count() / 60).sum::<usize>() + 1).clamp(least, 16)
}

/// The field's own hint, then how its shape is written.
fn hint(field: &Field, t: Messages) -> String {
    let own = label(field.hint, t);
    let shape = match field.shape {
        Shape::Rows(_) if own.contains('|') => String::new(),
        Shape::Rows(columns) => {
            let names: Vec<&str> = columns.iter().map(|column| label(column.label, t)).collect();
            t.say("record-hint-rows").with("columns", names.join(" | ")).to_string()
        }
        Shape::Links => t.get("record-hint-links"),
        Shape::Link => t.get("record-hint-link"),
        Shape::Words => t.get("record-hint-words"),
        Shape::Positions => t.get("record-hint-positions"),
        Shape::Date => t.get("record-hint-date"),
        Shape::Moment => t.get("record-hint-moment"),
        Shape::Patch => t.get("record-hint-patch"),
        Shape::Budget if own.is_empty() => t.get("record-hint-budget"),
        Shape::Quantity if own.is_empty() => t.get("record-hint-quantity"),
        Shape::Whole(least, most) if own.is_empty() && most <= 10_000 => {
            t.say("record-hint-whole").with("least", least.to_string()).with("most", most.to_string()).to_string()
        }
        Shape::Identifier(identifier) => t.get(match identifier {
            Identifier::Orcid => Key("record-hint-orcid"),
            Identifier::Ror => Key("record-hint-ror"),
            Identifier::CreditCode => Key("record-hint-credit-code"),
            Identifier::PatentNumber => Key("record-hint-patent"),
            Identifier::Doi => Key("record-hint-doi"),
            Identifier::Country => Key("record-hint-country"),
            Identifier::Certificate => Key("record-hint-certificate"),
        }),
        Shape::Web => t.get("record-hint-web"),
        Shape::Line
        | Shape::Prose
        | Shape::Whole(..)
        | Shape::Decimal
        | Shape::Flag
        | Shape::Budget
        | Shape::Quantity
        | Shape::Choice(_)
        | Shape::Choices(_)
        | Shape::Mail => String::new(),
    };
    match (own.is_empty(), shape.is_empty()) {
        (false, false) => format!("{own} · {shape}"),
        (false, true) => own.to_owned(),
        (true, _) => shape,
    }
}

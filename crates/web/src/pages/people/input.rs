//! Fields of forms: a label, what is typed, a hint, and what is wrong with it.

use askama::Template;
use askama::filters::HtmlSafe;

/// A field to type into; it writes itself.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/people/input.html")]
pub(super) struct Input {
    name: &'static str,
    /// The prefix of its id, where a page has two fields of one name.
    part: &'static str,
    kind: &'static str,
    label: String,
    value: String,
    hint: String,
    wrong: Option<String>,
    autocomplete: &'static str,
    required: bool,
}

impl HtmlSafe for Input {}

impl Input {
    /// A line of text.
    pub(super) fn text(part: &'static str, name: &'static str, label: String, value: impl Into<String>) -> Self {
        Self {
            name,
            part,
            kind: "text",
            label,
            value: value.into(),
            hint: String::new(),
            wrong: None,
            autocomplete: "off",
            required: false,
        }
    }

    /// A password, which never comes back filled in; browsers are told whether it is the old or a new one.
    pub(super) fn password(part: &'static str, name: &'static str, label: String, autocomplete: &'static str) -> Self {
        Self { kind: "password", autocomplete, required: true, ..Self::text(part, name, label, "") }
    }

    /// The same, of another kind: `email`, `date`, `number`.
    #[must_use]
    pub(super) fn of(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// The same, with a sentence below.
    #[must_use]
    pub(super) fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// The same, with what is wrong in it.
    #[must_use]
    pub(super) fn wrong(mut self, wrong: Option<String>) -> Self {
        self.wrong = wrong;
        self
    }

    /// The same, with what the browser may fill in.
    #[must_use]
    pub(super) fn completes(mut self, autocomplete: &'static str) -> Self {
        self.autocomplete = autocomplete;
        self
    }

    /// Whether something is wrong in it.
    pub(super) fn is_wrong(&self) -> bool {
        self.wrong.is_some()
    }

    /// The same, which may stay empty.
    #[must_use]
    pub(super) fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The same, not to be left empty.
    #[must_use]
    pub(super) fn needed(mut self) -> Self {
        self.required = true;
        self
    }
}

/// One of several answers, or several of them; they write themselves.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/people/choices.html")]
pub(super) struct Choices {
    name: &'static str,
    legend: String,
    kind: &'static str,
    answers: Vec<Answer>,
}

impl HtmlSafe for Choices {}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub value: &'static str,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

impl Choices {
    /// Of which one is chosen.
    pub(super) fn one(name: &'static str, legend: String, answers: Vec<Answer>) -> Self {
        Self { name, legend, kind: "radio", answers }
    }

    /// Of which any number is chosen.
    pub(super) fn any(name: &'static str, legend: String, answers: Vec<Answer>) -> Self {
        Self { name, legend, kind: "checkbox", answers }
    }
}

//! What a field of a record is: its name, its shape, its words in both languages. Forms, lists, spreadsheets, JSON
//! Schema and the API are read off these.

use super::Kind;
use super::shape::Shape;

/// A name in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// 中文
    pub zh: &'static str,
    /// English
    pub en: &'static str,
}

/// What a field says of its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// What the record is about.
    Matter,
    /// Where something comes from, or how it is reached.
    Aside,
}

/// By whom a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// By whoever may change the record.
    Anybody,
    /// By whoever writes the record first, and by its workflow ever after.
    First,
    /// By its workflow alone.
    Workflow,
}

impl Hand {
    /// Whether a form, an import or a program may write it: the first time, or of a record that stands.
    pub fn is_open(self, stands: bool) -> bool {
        match self {
            Self::Anybody => true,
            Self::First => !stands,
            Self::Workflow => false,
        }
    }
}

/// One field of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name in JSON, in forms and in the API.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// What people call it.
    pub label: Label,
    /// Other headers that spreadsheets give it.
    pub also: &'static [&'static str],
    /// A sentence below the field of a form; empty where the label says it all.
    pub hint: Label,
    /// Whether a record may be published without it.
    pub required: bool,
    /// Whether lists show it as a column.
    pub listed: bool,
    /// Of which kinds the record it names may be; empty for fields that name none.
    pub targets: &'static [Kind],
    /// Whether it is about a natural person, and is emptied when that person's data are erased.
    pub personal: bool,
    /// What it says of the record.
    pub says: Says,
    /// By whom it is written.
    pub hand: Hand,
}

/// Begins a field: its label in both languages.
pub const fn field(zh: &'static str, en: &'static str) -> Field {
    Field {
        name: "",
        shape: Shape::Line,
        label: Label { zh, en },
        also: &[],
        hint: Label { zh: "", en: "" },
        required: false,
        listed: false,
        targets: &[],
        personal: false,
        says: Says::Matter,
        hand: Hand::Anybody,
    }
}

impl Field {
    /// Gives the name and the shape; done by the struct that declares it.
    #[must_use]
    pub const fn named(mut self, name: &'static str, shape: Shape) -> Self {
        self.name = name;
        self.shape = shape;
        self
    }

    /// A record is not published without it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Lists show it.
    #[must_use]
    pub const fn listed(mut self) -> Self {
        self.listed = true;
        self
    }

    /// Headers that spreadsheets give it besides its label.
    #[must_use]
    pub const fn also(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }

    /// A sentence that helps to fill it in.
    #[must_use]
    pub const fn hint(mut self, zh: &'static str, en: &'static str) -> Self {
        self.hint = Label { zh, en };
        self
    }

    /// The kinds of record it may name.
    #[must_use]
    pub const fn to(mut self, targets: &'static [Kind]) -> Self {
        self.targets = targets;
        self
    }

    /// It says where something comes from or how it is reached: records are not compared by it.
    #[must_use]
    pub const fn aside(mut self) -> Self {
        self.says = Says::Aside;
        self
    }

    /// What only the verbs of a workflow write: forms, imports and programs leave it as it is.
    #[must_use]
    pub const fn by_workflow(mut self) -> Self {
        self.hand = Hand::Workflow;
        self
    }

    /// What stands once it is written, unless a verb of its workflow changes it.
    #[must_use]
    pub const fn then_by_workflow(mut self) -> Self {
        self.hand = Hand::First;
        self
    }

    /// It is about a natural person.
    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.personal = true;
        self
    }
}

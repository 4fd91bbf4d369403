//! The plan of an import: which column holds what, and how the rows are to be taken.

use measure::MoneyUnit;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::people::hexadecimal;
use crate::record::{Field, Kind, Shape};

/// The header over what is wrong with a row that is handed back.
pub const PROBLEMS: &str = "问题/Problems";

/// What a column holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Target {
    /// The id of the record.
    Id,
    /// Its version when it was exported.
    Version,
    /// Where it stands.
    State,
    /// What is to be done.
    Action,
    /// A field.
    Field {
        /// Its name.
        field: String,
    },
    /// A column of a small table inside the record; it fills the table's first row.
    Part {
        /// The field that is a table.
        field: String,
        /// The name of its column.
        part: String,
    },
    /// Nothing that the base knows; it stays in the file that is handed back.
    #[default]
    Unknown,
}

/// A column of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What stands in the header.
    pub title: String,
    /// What it holds.
    pub target: Target,
    /// The unit of money that the header gives to bare numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<MoneyUnit>,
    /// Whether somebody said that the unit is right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

/// Where new records begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// As drafts.
    #[default]
    Draft,
    /// Published at once.
    Published,
}

/// What becomes of a row whose owner is no organisation of the base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingOwner {
    /// It is bad.
    #[default]
    Refuse,
    /// It goes in without that owner, whose name is noted as part of the source.
    Note,
}

/// The plan of an import. It is kept with the import as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// The sheets of the file.
    pub sheets: Vec<String>,
    /// Which of them is read.
    pub sheet: usize,
    /// The number of the header's row, as the spreadsheet shows it; 0 while unknown.
    pub header: u32,
    /// Which sheet somebody said is to be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted_sheet: Option<usize>,
    /// Which row somebody said is the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted_header: Option<u32>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Where new records begin.
    pub start: Start,
    /// What becomes of rows whose owner is missing.
    pub missing_owner: MissingOwner,
    /// Organisations that rows name and the base does not have.
    pub missing: Vec<String>,
    /// Whether somebody corrected the columns.
    pub corrected: bool,
}

/// A target with the field it leads to, and the column inside that field's table.
pub(super) struct Led {
    pub field: &'static Field,
    pub part: Option<usize>,
}

impl Target {
    /// The field it leads to in a kind; `None` for what is no field.
    pub(super) fn led(&self, kind: Kind) -> Option<Led> {
        match self {
            Self::Field { field } => Some(Led { field: kind.field(field)?, part: None }),
            Self::Part { field, part } => {
                let field = kind.field(field)?;
                let Shape::Rows(columns) = field.shape else { return None };
                Some(Led { field, part: Some(columns.iter().position(|column| column.name == part)?) })
            }
            Self::Id | Self::Version | Self::State | Self::Action | Self::Unknown => None,
        }
    }

    /// Its code in forms: `id`, `field:budget`, `part:patents.application`; empty where it is nothing known.
    pub fn code(&self) -> String {
        match self {
            Self::Id => "id".to_owned(),
            Self::Version => "version".to_owned(),
            Self::State => "state".to_owned(),
            Self::Action => "action".to_owned(),
            Self::Field { field } => format!("field:{field}"),
            Self::Part { field, part } => format!("part:{field}.{part}"),
            Self::Unknown => String::new(),
        }
    }

    /// The target of a code, if the kind has it.
    pub fn of_code(kind: Kind, code: &str) -> Option<Self> {
        let target = match code {
            "" => return Some(Self::Unknown),
            "id" => return Some(Self::Id),
            "version" => return Some(Self::Version),
            "state" => return Some(Self::State),
            "action" => return Some(Self::Action),
            _ => match code.split_once(':')? {
                ("field", name) => Self::Field { field: name.to_owned() },
                ("part", path) => {
                    let (field, part) = path.split_once('.')?;
                    Self::Part { field: field.to_owned(), part: part.to_owned() }
                }
                (_, _) => return None,
            },
        };
        target.led(kind).is_some().then_some(target)
    }

    /// Whether it holds a field or a part of it; `state` is where the record stands.
    pub fn is_of(&self, name: &str) -> bool {
        match self {
            Self::Field { field } | Self::Part { field, .. } => field == name,
            Self::State => name == "state",
            Self::Id | Self::Version | Self::Action | Self::Unknown => false,
        }
    }

    /// Whether the column is one of money, so that a unit matters.
    pub fn is_money(&self, kind: Kind) -> bool {
        self.led(kind).is_some_and(|led| match (led.field.shape, led.part) {
            (Shape::Rows(columns), Some(part)) => matches!(columns[part].shape, Shape::Budget),
            (shape, _) => matches!(shape, Shape::Budget),
        })
    }
}

impl Plan {
    /// The plan of an import; an empty one where what was kept cannot be read.
    pub fn of(import: &crate::store::Import) -> Self {
        serde_json::from_str(&import.columns).unwrap_or_default()
    }

    /// The plan as it is kept.
    pub fn kept(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The columns that the base does not understand; they stay in the file that is handed back.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        let unknown = |column: &&Column| column.target == Target::Unknown && !column.title.is_empty();
        self.columns.iter().filter(unknown).map(|column| column.title.as_str()).filter(|title| *title != PROBLEMS)
    }

    /// The first column of a target.
    pub(super) fn position(&self, target: &Target) -> Option<usize> {
        self.columns.iter().position(|column| column.target == *target)
    }

    /// The column that a slip is about; its field may go on into a table, `patents.2.application`.
    pub(super) fn column_of(&self, path: &str) -> Option<usize> {
        let mut steps = path.split('.');
        let root = steps.next().unwrap_or_default().to_owned();
        let part = steps.nth(1).map(str::to_owned);
        let inner = part.map(|part| Target::Part { field: root.clone(), part });
        let inner = inner.and_then(|target| self.position(&target));
        let any_part = || {
            let of_root = |column: &Column| matches!(&column.target, Target::Part { field, .. } if *field == root);
            self.columns.iter().position(of_root)
        };
        inner.or_else(|| self.position(&Target::Field { field: root.clone() })).or_else(any_part)
    }

    /// What the columns of this header are remembered by.
    pub(super) fn fingerprint(&self, kind: Kind) -> String {
        let mut hasher = Sha256::new();
        for part in std::iter::once(kind.code()).chain(self.columns.iter().map(|column| column.title.as_str())) {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        format!("header:{}", hexadecimal(&hasher.finalize()))
    }
}

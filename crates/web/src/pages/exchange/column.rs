//! One column of a table in the form that says what it holds.

use base::exchange::{Column, Target};
use base::record::{Field, Kind, Shape};
use measure::MoneyUnit;

use super::word::target;
use crate::language::Messages;

/// A column in the form.
pub(super) struct Entry {
    pub at: usize,
    pub title: String,
    /// What stands in its first row.
    pub sample: String,
    pub choices: Vec<Group>,
    /// The units of money to choose from, where it is a column of money.
    pub units: Option<Vec<Choice>>,
}

/// Choices that belong together.
pub(super) struct Group {
    pub label: String,
    pub choices: Vec<Choice>,
}

/// Something a column may hold, or be counted in.
pub(super) struct Choice {
    pub code: String,
    pub text: String,
    pub chosen: bool,
}

/// A column in the form.
pub(super) fn entry(kind: Kind, at: usize, column: &Column, sample: String, t: Messages) -> Entry {
    let choice =
        |other: Target| Choice { code: other.code(), text: target(kind, &other, t), chosen: other == column.target };
    let own = [Target::Unknown, Target::Id, Target::Version, Target::State, Target::Action];
    let fields = kind.fields().map(|field| Target::Field { field: field.name.to_owned() });
    let parts = kind.fields().flat_map(parts);
    let group = |label: &'static str, choices: Vec<Choice>| Group { label: t.get(label), choices };
    let unit = |unit: Option<MoneyUnit>| {
        let text = unit.map_or_else(|| t.get("exchange-unit-none"), |unit| unit.as_str().to_owned());
        let code = unit.map(|unit| unit.as_str().to_owned()).unwrap_or_default();
        Choice { code, text, chosen: unit == column.unit }
    };
    let units = || std::iter::once(None).chain(MoneyUnit::ALL.map(Some)).map(unit).collect();
    Entry {
        at,
        title: column.title.clone(),
        sample,
        choices: vec![
            group("exchange-group-own", own.into_iter().map(choice).collect()),
            group("exchange-group-fields", fields.map(choice).collect()),
            group("exchange-group-parts", parts.map(choice).collect()),
        ],
        units: column.target.is_money(kind).then(units),
    }
}

/// The columns of the small table that a field is.
fn parts(field: &Field) -> Vec<Target> {
    let Shape::Rows(columns) = field.shape else { return Vec::new() };
    let part = |column: &Field| Target::Part { field: field.name.to_owned(), part: column.name.to_owned() };
    columns.iter().map(part).collect()
}

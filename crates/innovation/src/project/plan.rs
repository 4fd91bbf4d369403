//! A standing project planned further: gates, milestones and lines of the budget added to those that stand.

use base::record::kinds::{BudgetLine, Gate, Milestone, Project};
use base::record::verb::{Occasion, Within, rewrite};
use base::record::{Field, Given, Kind, Record, RecordId, Shape, Slip, SlipReason, read};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::case::{case, may_act, runs};

/// What is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    /// Gates.
    Gates,
    /// Milestones.
    Milestones,
    /// Lines of the budget.
    BudgetLines,
}

impl Planned {
    /// The field of the project.
    pub fn field(self) -> &'static str {
        match self {
            Self::Gates => "gates",
            Self::Milestones => "milestones",
            Self::BudgetLines => "budget_lines",
        }
    }

    /// The columns that are planned; what became of it is written by the other verbs.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Gates => &["gate", "level", "required_evidence", "due"],
            Self::Milestones => &["milestone", "due", "evidence", "payment"],
            Self::BudgetLines => &["item", "planned", "payer", "note"],
        }
    }
}

/// Adds rows to what is planned; what stands is not changed.
///
/// # Errors
/// The viewer does not work on the project; it is not under way; a row lacks what is needed, or says what only a verb
/// writes; the budget has a line of that item already.
pub fn plan(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (planned, given): (Planned, &Given),
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &case)?;
    runs(&case.project)?;
    let field = Kind::Project.field(planned.field()).ok_or(Refusal::NotFound {})?;
    let mut within = Within::new(shelf, occasion);
    let rows = read(field, given, &mut within);
    within.end()?;
    let rows = rows?;
    let rows = rows.as_array().filter(|rows| !rows.is_empty());
    let rows = rows.ok_or_else(|| Refusal::Slips(vec![SlipReason::Missing {}.at(field.name)]))?;
    let mut slips = faults(field, planned, rows);
    let mut project = case.project.clone();
    if slips.is_empty() {
        match planned {
            Planned::Gates => project.gates.extend(typed::<Gate>(rows)?),
            Planned::Milestones => project.milestones.extend(typed::<Milestone>(rows)?),
            Planned::BudgetLines => slips.extend(lines(&mut project, typed(rows)?)),
        }
    }
    if !slips.is_empty() {
        return Err(Refusal::Slips(slips).into());
    }
    rewrite(shelf, occasion, &case.record, version, &project, "project.plan")
}

/// What is missing in rows, and what is not theirs to say.
fn faults(field: &Field, planned: Planned, rows: &[Value]) -> Vec<Slip> {
    let columns = if let Shape::Rows(columns) = field.shape { columns } else { &[] };
    let mut slips = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for column in columns {
            let (is_given, is_planned) = (!row[column.name].is_null(), planned.columns().contains(&column.name));
            let reason = match (is_given, is_planned) {
                (true, false) => SlipReason::ByWorkflow {},
                (false, true) if column.required => SlipReason::Missing {},
                _ => continue,
            };
            slips.push(reason.at(format!("{}.{}.{}", field.name, at + 1, column.name)));
        }
    }
    slips
}

fn typed<T: DeserializeOwned>(rows: &[Value]) -> Result<Vec<T>, Fault> {
    let rows = rows.iter().map(|row| serde_json::from_value(row.clone()));
    rows.collect::<Result<_, _>>().map_err(|error| Fault::Refused(error.to_string()))
}

/// Adds lines to a budget that has one of each item.
fn lines(project: &mut Project, new: Vec<BudgetLine>) -> Vec<Slip> {
    let mut slips = Vec::new();
    for line in new {
        if project.budget_lines.iter().any(|known| known.item == line.item) {
            let given = line.item.map_or_else(String::new, |item| item.choice().label.zh.to_owned());
            slips.push(SlipReason::NamedTwice { given }.at("budget_lines"));
        } else {
            project.budget_lines.push(line);
        }
    }
    slips
}

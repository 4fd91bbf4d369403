//! The budget: what is spent is booked line by line, and what a line has not is moved from another first.

use base::record::kinds::{BudgetItem, BudgetLine, BudgetTransfer, Project, Spending};
use base::record::said::{line, needed_line};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::civil::Date;
use measure::{Budget, BudgetMeaning, Money, MoneyUnit};

use super::case::{case, may_act, runs, today};

/// How far a line may be overspent where the project does not say, in per cent.
const TOLERANCE: i64 = 10;

/// A line of the budget as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What for.
    pub item: BudgetItem,
    /// What was planned, with what was moved; none where it is no one amount.
    pub planned: Option<Money>,
    /// What is spent.
    pub spent: Option<Money>,
    /// Whether more is spent than was planned.
    pub over: bool,
}

/// Money spent.
#[derive(Clone, Debug, PartialEq)]
pub struct Spent {
    /// On what.
    pub item: BudgetItem,
    /// How much.
    pub amount: Money,
    /// When.
    pub day: Date,
    /// What for.
    pub note: String,
}

/// Money moved between lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Moving {
    /// From which line.
    pub from: BudgetItem,
    /// To which line.
    pub to: BudgetItem,
    /// How much.
    pub amount: Money,
    /// Why.
    pub note: String,
}

fn exact(budget: Option<&Budget>) -> Option<Money> {
    match budget?.meaning() {
        BudgetMeaning::Exact(money) => Some(money),
        BudgetMeaning::Range { .. }
        | BudgetMeaning::AtLeast(_)
        | BudgetMeaning::AtMost(_)
        | BudgetMeaning::Negotiable => None,
    }
}

fn budget(money: Money) -> Result<Budget, Refusal> {
    let refused = |_| Refusal::NotAnAmount { given: money.to_string() };
    Budget::new(BudgetMeaning::Exact(money), MoneyUnit::One).map_err(refused)
}

/// How far a line of a project may be overspent, in per cent.
pub fn tolerance(project: &Project) -> i64 {
    project.budget_tolerance.map_or(TOLERANCE, |percent| percent.0)
}

/// The lines of a budget as they stand.
pub fn lines(project: &Project) -> Vec<Line> {
    let of = |line: &BudgetLine| {
        let (planned, spent) = (exact(line.planned.as_ref()), exact(line.spent.as_ref()));
        let over =
            matches!((planned, spent), (Some(planned), Some(spent)) if spent.minor_units() > planned.minor_units());
        Some(Line { item: line.item?, planned, spent, over })
    };
    project.budget_lines.iter().filter_map(of).collect()
}

fn place(project: &Project, item: BudgetItem) -> Result<usize, Refusal> {
    project.budget_lines.iter().position(|line| line.item == Some(item)).ok_or(Refusal::NotFound {})
}

fn word(item: BudgetItem) -> String {
    let label = BudgetItem::CHOICES[item as usize].label;
    format!("{} ({})", label.zh, label.en)
}

fn positive(amount: Money) -> Result<(), Refusal> {
    if amount.minor_units() > 0 { Ok(()) } else { Err(Refusal::NotAnAmount { given: amount.to_string() }) }
}

fn sum(one: Money, other: Money) -> Result<Money, Refusal> {
    one.checked_add(other).map_err(|_| Refusal::NotAnAmount { given: other.to_string() })
}

fn difference(one: Money, other: Money) -> Result<Money, Refusal> {
    one.checked_sub(other).map_err(|_| Refusal::NotAnAmount { given: other.to_string() })
}

/// Books money that was spent on a line.
///
/// # Errors
/// The viewer does not work on the project; it does not run; no such line; no amount; a day to come; more than the line may
/// be overspent.
pub fn spend(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    given: &Spent,
) -> Result<Record, Trouble> {
    let mut found = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &found)?;
    runs(&found.project)?;
    positive(given.amount)?;
    let today = occasion.now.date();
    if given.day > today {
        return Err(Refusal::DayToCome { date: given.day.to_string(), today: today.to_string() }.into());
    }
    let (at, percent) = (place(&found.project, given.item)?, tolerance(&found.project));
    let note = line("note", &given.note)?;
    let line = &mut found.project.budget_lines[at];
    let spent = sum(exact(line.spent.as_ref()).unwrap_or(Money::zero(given.amount.currency())), given.amount)?;
    if let Some(planned) = exact(line.planned.as_ref()) {
        let most = i128::from(planned.minor_units()) * i128::from(100 + percent);
        if i128::from(spent.minor_units()) * 100 > most {
            let (planned, spent) = (planned.to_string(), spent.to_string());
            let (item, tolerance) = (word(given.item), percent.to_string());
            return Err(Refusal::Overspent { item, planned, spent, tolerance }.into());
        }
    }
    line.spent = Some(budget(spent)?);
    found.project.spending.push(Spending {
        item: Some(given.item),
        day: Some(Day(given.day.to_string())),
        amount: Some(budget(given.amount)?),
        note,
        by: occasion.viewer.person(),
    });
    rewrite(shelf, occasion, &found.record, version, &found.project, "project.spend")
}

/// Moves money from one line to another.
///
/// # Errors
/// The viewer does not work on the project; it does not run; no such line; no reason; the line has not so much left.
pub fn move_money(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    given: &Moving,
) -> Result<Record, Trouble> {
    let mut found = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &found)?;
    runs(&found.project)?;
    positive(given.amount)?;
    let note = needed_line("reason", &given.note)?;
    let (from, to) = (place(&found.project, given.from)?, place(&found.project, given.to)?);
    if from == to {
        return Err(Refusal::NotFound {}.into());
    }
    let zero = Money::zero(given.amount.currency());
    let of = |at: usize, project: &Project| {
        let line = &project.budget_lines[at];
        (exact(line.planned.as_ref()).unwrap_or(zero), exact(line.spent.as_ref()).unwrap_or(zero))
    };
    let (planned, spent) = of(from, &found.project);
    let left = difference(planned, spent)?;
    if left.minor_units() < given.amount.minor_units() {
        return Err(Refusal::NotSoMuchLeft { item: word(given.from), left: left.to_string() }.into());
    }
    let more = sum(of(to, &found.project).0, given.amount)?;
    found.project.budget_lines[from].planned = Some(budget(difference(planned, given.amount)?)?);
    found.project.budget_lines[to].planned = Some(budget(more)?);
    found.project.budget_transfers.push(BudgetTransfer {
        from: Some(given.from),
        to: Some(given.to),
        amount: Some(budget(given.amount)?),
        day: Some(today(occasion)),
        note: Some(note),
    });
    rewrite(shelf, occasion, &found.record, version, &found.project, "project.move-money")
}

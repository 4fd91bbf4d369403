//! What was measured after: a value of a target with its day.

use base::people::may_change;
use base::record::kinds::{Cooperation, CooperationTarget};
use base::record::verb::{Occasion, rewrite, show};
use base::record::{Day, Kind, Prose, Record, RecordId, SlipReason};
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::civil::Date;
use measure::{Bound, Decimal, Quantity};

/// What was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// Which target, counting from 0.
    pub target: usize,
    /// How much.
    pub value: Quantity,
    /// When.
    pub day: Date,
    /// How, and what else is to be said.
    pub note: String,
}

/// Notes what was measured of a target; what was noted before is kept in the versions of the record.
///
/// # Errors
/// The viewer may not change the project; no such target; another unit than its own; a day to come.
pub fn note_measurement(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    given: &Measurement,
) -> Result<Record, Trouble> {
    let record = show(shelf, &occasion.viewer, id)?;
    if record.kind != Kind::Cooperation {
        return Err(Refusal::NotFound {}.into());
    }
    may_change(&occasion.viewer, &record)?;
    let mut body: Cooperation = record.content.body();
    let target = body.targets.get_mut(given.target).ok_or(Refusal::NotFound {})?;
    let unit = target.target.as_ref().map_or("", Quantity::unit);
    if given.value.unit() != unit {
        return Err(Refusal::Slips(vec![SlipReason::WrongType { wanted: unit.to_owned() }.at("after")]).into());
    }
    let today = occasion.now.date();
    if given.day > today {
        return Err(Refusal::DayToCome { date: given.day.to_string(), today: today.to_string() }.into());
    }
    target.after = Some(given.value.clone());
    target.measured = Some(Day(given.day.to_string()));
    let note = given.note.trim();
    if !note.is_empty() {
        let indicator = target.indicator.as_ref().map_or("", |indicator| indicator.0.as_str());
        let said = format!("{} {indicator} {}：{note}", given.day, given.value);
        let before = body.effect.map_or_else(String::new, |before| format!("{}\n", before.0));
        body.effect = Some(Prose(format!("{before}{said}")));
    }
    rewrite(shelf, occasion, &record, version, &body, "cooperation.measure")
}

/// How far a target has come from before to what is aimed at, as a share; and whether it is reached. None where one of the
/// numbers is not said.
pub fn progress(target: &CooperationTarget) -> Option<(f64, bool)> {
    let number = |decimal: &Decimal| decimal.to_string().parse::<f64>().ok();
    let exact = |quantity: Option<&Quantity>| {
        let Bound::Exact(value) = quantity?.bound() else { return None };
        number(&value)
    };
    let Bound::Exact(after) = target.after.as_ref()?.bound() else { return None };
    let aimed = target.target.as_ref()?;
    let reached =
        if let Bound::Exact(wanted) = aimed.bound() { after.compare(&wanted).is_ge() } else { aimed.admits(&after) };
    let wanted = match aimed.bound() {
        Bound::Exact(value)
        | Bound::AtLeast(value)
        | Bound::AtMost(value)
        | Bound::MoreThan(value)
        | Bound::LessThan(value) => number(&value)?,
        Bound::Between { low, .. } => number(&low)?,
        Bound::PlusMinus { middle, .. } => number(&middle)?,
    };
    let (before, after) = (exact(target.before.as_ref())?, number(&after)?);
    let way = wanted - before;
    if way == 0.0 {
        return Some((1.0, reached));
    }
    Some((((after - before) / way).clamp(0.0, 1.0), reached))
}

//! How deals and their money stand, as JSON.

use std::collections::BTreeSet;

use base::people::Viewer;
use base::record::RecordId;
use base::record::kinds::{Acceptance, DealStage, DealStatus};
use base::store::{Fault, Shelf};
use jiff::civil::Date;
use measure::Money;
use serde_json::{Value, json};
use transfer::deal::{Case, Side, is_stale, side_of};
use transfer::money::{Receivable, Standing};
use transfer::publicity::Asked;
use transfer::terms::Expected;

/// Records that the caller reaches; links to others are left out.
pub(super) struct Reached(BTreeSet<RecordId>);

impl Reached {
    /// Those among some.
    pub(super) fn of(
        shelf: &mut dyn Shelf,
        viewer: &Viewer,
        ids: impl Iterator<Item = RecordId>,
    ) -> Result<Self, Fault> {
        let titles = shelf.titles(&ids.collect::<Vec<_>>(), &viewer.reach())?;
        Ok(Self(titles.iter().map(|titled| titled.id).collect()))
    }

    fn link(&self, id: Option<RecordId>) -> Option<String> {
        id.filter(|id| self.0.contains(id)).map(|id| id.to_string())
    }
}

/// A deal, but for what has to be looked up beside it.
pub(super) fn case(case: &Case, viewer: &Viewer, today: Date, reached: &Reached) -> Value {
    let side = side_of(viewer, case).map(|side| match side {
        Side::Broker => "broker",
        Side::Party(_) => "party",
    });
    let current = case.deal.terms_version.map_or(1, |version| version.0);
    let accepted = |one: &&Acceptance| one.version.is_some_and(|version| version.0 == current);
    let acceptances = case.deal.acceptances.iter().filter(accepted).map(|one| {
        let day = one.day.as_ref().map(|day| &day.0);
        json!({ "organisation": reached.link(one.organisation), "day": day })
    });
    json!({
        "deal": case.record.id.to_string(),
        "stage": case.deal.stage.unwrap_or(DealStage::Contact),
        "status": case.deal.status.unwrap_or(DealStatus::Active),
        "stale": is_stale(case, today),
        "side": side,
        "terms_version": current,
        "acceptances": acceptances.collect::<Vec<_>>(),
    })
}

/// How the publicity of the price stands.
pub(super) fn asked(asked: &Asked, reached: &Reached) -> Value {
    let (is, rule, publicity, until) = match asked {
        Asked::NotNeeded => ("not-needed", None, None, None),
        Asked::Missing { rule } => ("missing", Some(rule), None, None),
        Asked::Running { publicity, until } => ("running", None, Some(publicity), *until),
        Asked::Superseded { rule, publicity } => ("superseded", Some(rule), Some(publicity), None),
        Asked::Over { publicity, until, .. } => ("over", None, Some(publicity), Some(*until)),
        Asked::Objected { publicity, .. } => ("objected", None, Some(publicity), None),
        Asked::Clean(publicity) => ("clean", None, Some(publicity), None),
    };
    let publicity = reached.link(publicity.copied());
    json!({ "is": is, "rule": rule, "publicity": publicity, "until": until.map(|day| day.to_string()) })
}

/// Something expected, and what became of it.
pub(super) fn receivable(one: &Receivable, reached: &Reached) -> Value {
    let due = &one.due;
    let (standing, late, received_on, received, short) = match &one.standing {
        Standing::Expected => ("expected", None, None, None, None),
        Standing::Late { days } => ("late", Some(*days), None, None, None),
        Standing::Reported { late } => ("reported", *late, None, None, None),
        Standing::Partly { on, amount, rest, late } => ("partly", *late, *on, Some(*amount), Some(*rest)),
        Standing::Received { on, amount } => ("received", None, *on, Some(*amount), None),
        Standing::Covered => ("covered", None, None, None, None),
    };
    let (expected, least) = match &due.expected {
        Expected::Sum(sum) => ("sum", Some(*sum)),
        Expected::Royalty => ("royalty", None),
        Expected::AtLeast(least) => ("at-least", Some(*least)),
        Expected::Other => ("other", None),
    };
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    json!({
        "term": due.term,
        "term_type": due.term_type,
        "due": day(due.due),
        "period": due.period.map(|(from, to)| json!({ "begins": from.to_string(), "ends": to.to_string() })),
        "expected": expected,
        "amount": money(least),
        "condition": due.condition,
        "clause": due.clause,
        "standing": standing,
        "days_late": late,
        "owed": money(one.owed),
        "reported": money(one.reported),
        "received": money(received),
        "received_on": day(received_on),
        "short": money(short),
        "receipts": one.receipts.iter().filter_map(|id| reached.link(Some(*id))).collect::<Vec<_>>(),
    })
}

/// An amount with its currency.
pub(super) fn money(amount: Option<Money>) -> Option<String> {
    amount.map(|amount| amount.to_string())
}

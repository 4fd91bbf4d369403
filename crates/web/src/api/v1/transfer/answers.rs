//! What the API answers of deals and their money, for whoever else writes it as JSON.

use std::collections::BTreeMap;

use base::people::Viewer;
use base::record::kinds::TransferForm;
use base::record::verb::{Occasion, Within};
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;
use jiff::civil::Date;
use measure::Money;
use serde_json::{Value, json};
use transfer::deal::{Case, checked};
use transfer::money::{Conversion, conversions, outstanding, receivables_of};
use transfer::publicity::Asked;
use transfer::{Rulebook, Trouble};

use super::super::records::seen;
use super::told::{self, Reached};

/// Where a deal stands, what each stage ahead of it lacks, and what is expected under its terms.
///
/// # Errors
/// Terms that cannot be reckoned with; the store's.
pub fn standing(shelf: &mut dyn Shelf, rulebook: Rulebook, occasion: &Occasion, case: &Case) -> Result<Value, Trouble> {
    let (viewer, today) = (&occasion.viewer, occasion.now.date());
    let ahead = checked(shelf, rulebook, occasion, case)?;
    let expected = receivables_of(shelf, case, today)?;
    let accepted = case.deal.acceptances.iter().filter_map(|one| one.organisation);
    let receipts = expected.iter().flat_map(|one| one.receipts.iter().copied());
    let shown = match &ahead.publicity {
        Asked::Superseded { publicity, .. }
        | Asked::Running { publicity, .. }
        | Asked::Over { publicity, .. }
        | Asked::Objected { publicity, .. }
        | Asked::Clean(publicity) => Some(*publicity),
        Asked::NotNeeded | Asked::Missing { .. } => None,
    };
    let reached = Reached::of(shelf, viewer, accepted.chain(receipts).chain(shown))?;
    let mut body = told::case(case, viewer, today, &reached);
    let stages = ahead.stages.iter().map(|(stage, wants)| {
        let wants: Vec<&str> = wants.iter().map(|want| want.code()).collect();
        json!({ "stage": stage, "wants": wants })
    });
    body["ahead"] = Value::Array(stages.collect());
    body["export_control"] = json!({ "says": ahead.gate.code(), "rules": ahead.gate.rules() });
    body["publicity"] = told::asked(&ahead.publicity, &reached);
    body["receivables"] = Value::Array(expected.iter().map(|one| told::receivable(one, &reached)).collect());
    Ok(body)
}

/// What is still expected of every deal in performance, the late first.
///
/// # Errors
/// The store's.
pub fn receivables(shelf: &mut dyn Shelf, viewer: &Viewer, today: Date) -> Result<Value, Trouble> {
    let waiting = outstanding(shelf, viewer, today)?;
    let receipts = waiting.iter().flat_map(|(_, one)| one.receipts.iter().copied());
    let reached = Reached::of(shelf, viewer, receipts)?;
    let items = waiting.iter().map(|(case, one)| {
        let content = &case.record.content;
        let title = json!({ "zh": content.text("title_zh"), "en": content.text("title_en") });
        json!({ "deal": case.record.id.to_string(), "title": title, "receivable": told::receivable(one, &reached) })
    });
    let late = waiting.iter().filter(|(_, one)| one.is_late()).count();
    Ok(json!({ "late": late, "items": items.collect::<Vec<_>>() }))
}

/// The annual report on conversion.
///
/// # Errors
/// Numbers too large; the store's.
pub fn report(shelf: &mut dyn Shelf, viewer: &Viewer, year: i16) -> Result<Value, Trouble> {
    let report = conversions(shelf, viewer, year)?;
    let items: Vec<Value> = report.iter().map(|(form, line)| conversion(*form, line)).collect();
    Ok(json!({ "year": year, "items": items }))
}

fn conversion(form: TransferForm, line: &Conversion) -> Value {
    let sums = |sums: &BTreeMap<&'static str, Money>| sums.values().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "form": form,
        "signed": line.signed,
        "value": sums(&line.value),
        "received": sums(&line.received),
        "awarded": sums(&line.awarded),
        "people": line.people,
    })
}

/// Who receives what of a batch, line by line.
///
/// # Errors
/// There is no such batch for the viewer.
pub fn statements(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Value, Trouble> {
    let (record, payout, _, own) = transfer::money::statements(shelf, &occasion.viewer, id)?;
    let [shares, lines, floors] = rows(shelf, occasion, &record)?;
    let of = |rows: &[Value], column: &str, name: &str| -> Vec<Value> {
        rows.iter().filter(|row| row[column] == name).cloned().collect()
    };
    let items: Vec<Value> = own
        .iter()
        .filter_map(|one| one.share.rule_name.as_ref())
        .map(|name| {
            let share = of(&shares, "rule_name", &name.0).into_iter().next();
            json!({ "share": share, "lines": of(&lines, "name", &name.0) })
        })
        .collect();
    let batch = payout.batch.as_ref().map(|batch| &batch.0);
    Ok(json!({ "payout": id.to_string(), "batch": batch, "stage": payout.stage, "items": items, "floors": floors }))
}

/// The rows of a batch, without links to records that the viewer cannot reach.
fn rows(shelf: &mut dyn Shelf, occasion: &Occasion, record: &Record) -> Result<[Vec<Value>; 3], Trouble> {
    let mut within = Within::new(shelf, occasion);
    let found = ["shares", "lines", "floors"].map(|name| {
        let field = Kind::Payout.field(name)?;
        let kept = record.content.get(name);
        within.learn(&seen::links_of(field, kept));
        seen::value(field, kept, &mut within).as_array().cloned()
    });
    within.end()?;
    Ok(found.map(Option::unwrap_or_default))
}

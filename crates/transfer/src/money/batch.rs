//! A batch worked out: who receives what, from what, by which clause and article, how rounded.

use base::Refusal;
use base::accounting::may_post;
use base::people::Reach;
use base::record::kinds::{Beneficiary, DealRole, Payout, PayoutStage, Share, ShareRole, StatementLine};
use base::record::verb::{Occasion, begun, for_named, put_body, write};
use base::record::{Content, Decimal, Kind, Line, Record, RecordId, Whole};
use base::rules::{Settings, settings};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use jiff::civil::Date;
use measure::{Fraction, Money};
use serde_json::json;
use sharing::waterfall::{Allocation, Part, Refusal as SharingRefusal};

use super::floors::base_of;
use super::sum::budget;
use super::tax::treatment;
use super::work_out::{Worked, beneficiary, work_out};
use crate::deal::{Case, case, party_types};
use crate::rulebook::Rulebook;
use crate::trouble::Trouble;

/// Works out a batch of a deal's receipts and writes it down. A batch that was worked out before and that nobody
/// approved yet is worked out anew.
///
/// # Errors
/// The viewer is not finance; another batch of the deal is under way; what [`work_out`] refuses.
pub fn calculate(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    deal: RecordId,
) -> Result<Record, Trouble> {
    may_post(&occasion.viewer)?;
    let case = case(shelf, &occasion.viewer, deal)?;
    let batches = batches_of(shelf, deal)?;
    let under_way = batches.iter().find(|one| !is_over(one));
    if let Some(other) = under_way.filter(|one| one.content.text("stage") != "calculated") {
        return Err(Refusal::BatchOpen { batch: other.content.text("batch").to_owned() }.into());
    }
    let worked = work_out(shelf, rulebook, &case)?;
    let settings = settings(shelf)?;
    let number = batches.len() + usize::from(under_way.is_none());
    let today = occasion.now.date();
    let types = party_types(shelf, &case.deal)?;
    let mut payout = payout(rulebook, &settings, &case, &worked, (today, &types))?;
    payout.batch = Some(Line(format!("{}-{number:02}", today.year())));
    if let Some(before) = under_way {
        payout.batch = before.content.body::<Payout>().batch;
    }
    let record = record(occasion, &case, under_way, &payout)?;
    write(shelf, occasion, &record, "payout.calculate")?;
    Ok(record)
}

/// The batches of a deal, oldest first.
pub(super) fn batches_of(shelf: &mut dyn Shelf, deal: RecordId) -> Result<Vec<Record>, Fault> {
    let marks = vec![Mark { field: "deal".to_owned(), value: deal.to_string() }];
    let filter = Filter { kinds: vec![Kind::Payout], marks, ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: 1_000 };
    let mut found = shelf.find(&query)?.records;
    found.sort_by_key(|record| record.created);
    Ok(found)
}

fn is_over(batch: &Record) -> bool {
    matches!(batch.content.text("stage"), "approved" | "paid" | "reversed")
}

/// What a batch says.
pub(super) fn payout(
    rulebook: Rulebook,
    settings: &Settings,
    case: &Case,
    worked: &Worked,
    (today, types): (Date, &[base::rules::PartyType]),
) -> Result<Payout, Trouble> {
    let mut lines = Vec::new();
    let mut totals: Vec<(String, Money, Date)> = Vec::new();
    for (receipt, allocation) in &worked.allocations {
        lines.extend(statement_lines(*receipt, allocation));
        for (person, amount) in allocation.totals()? {
            match totals.iter_mut().find(|(name, ..)| *name == person.as_str()) {
                Some((_, sum, _)) => *sum = sum.checked_add(amount).map_err(SharingRefusal::from)?,
                None => totals.push((person.to_string(), amount, allocation.date)),
            }
        }
    }
    let mut shares = Vec::new();
    for (name, amount, income) in totals {
        let one = beneficiary(&case.deal, &name)?;
        let (treated, rule) = treatment(rulebook, settings, &case.deal, types, one.role, (income, today));
        shares.push(Share {
            recipient: one.recipient,
            name: one.recipient.is_none().then(|| Line(name.clone())),
            role: one.role,
            percent: percent(amount, worked.shared),
            amount: Some(budget(amount)?),
            rule: rule.map(Line),
            treatment: Some(treated),
            rule_name: Some(Line(name)),
            ..Share::default()
        });
    }
    let costs = worked.gross.checked_sub(worked.shared).map_err(SharingRefusal::from)?;
    Ok(Payout {
        receipts: worked.allocations.iter().map(|(receipt, _)| *receipt).collect(),
        deal: Some(case.record.id),
        base: Some(base_of(&worked.rule)),
        gross: Some(budget(worked.gross)?),
        costs: Some(budget(costs)?),
        net: Some(budget(worked.shared)?),
        shares,
        lines,
        floors: worked.floors.clone(),
        stage: Some(PayoutStage::Calculated),
        ..Payout::default()
    })
}

/// A part in per cent, to two places; for reading only, the lines hold the exact shares.
fn percent(part: Money, whole: Money) -> Option<Decimal> {
    let whole = i128::from(whole.minor_units());
    if whole == 0 {
        return None;
    }
    let hundredths = (i128::from(part.minor_units()) * 20_000 + whole).div_euclid(2 * whole);
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    measure::Decimal::parse(&text).ok().map(|decimal| Decimal(decimal.trimmed().to_string()))
}

fn statement_lines(receipt: RecordId, allocation: &Allocation) -> Vec<StatementLine> {
    let text = |text: String| Some(Line(text));
    let version = Whole(i64::from(allocation.version));
    let lines = allocation.lines.iter().map(|line| StatementLine {
        receipt: Some(receipt),
        name: text(line.person.to_string()),
        rule_version: Some(version),
        step: text(step(line)),
        clause: line.clause.clone().map(Line),
        rule: if let Part::Floor { article } = &line.part { text(article.clone()) } else { None },
        of: text(line.of.to_string()),
        share: text(line.share.to_string()),
        exact: text(decimal(line.exact)),
        amount: text(line.amount.to_string()),
        rounding: text(format!("{:+}", line.rounding.after - line.rounding.before)),
        lifetime: text(line.lifetime.to_string()),
    });
    lines.collect()
}

/// The step, and which part of it.
fn step(line: &sharing::waterfall::Line) -> String {
    let part = match &line.part {
        Part::Remaining => String::new(),
        Part::Gross => "gross".to_owned(),
        Part::Band { from, to } => {
            let to = to.map_or_else(|| "∞".to_owned(), |to| to.to_string());
            format!("tier: {from} – {to}")
        }
        Part::First => "first".to_owned(),
        Part::Recouped { pool } => format!("recouped: {pool}"),
        Part::Charged { pool } => format!("charged: {pool}"),
        Part::Preferred => "preferred".to_owned(),
        Part::CatchUp => "catch-up".to_owned(),
        Part::Capped => "capped".to_owned(),
        Part::Excess => "excess".to_owned(),
        Part::ToppedUp => "topped-up".to_owned(),
        Part::ToppingUp => "topping-up".to_owned(),
        Part::Floor { .. } => "floor".to_owned(),
    };
    if part.is_empty() { line.step.to_string() } else { format!("{} · {part}", line.step) }
}

/// An exact number of minor units: as a decimal where it ends within twelve places, else as a fraction.
fn decimal(exact: Fraction) -> String {
    let places = (0..=12_u32).find(|places| 10_i128.pow(*places) % exact.denominator() == 0);
    let scaled = places.and_then(|places| {
        let scale = 10_i128.pow(places);
        Some((places, scale, exact.numerator().checked_mul(scale / exact.denominator())?))
    });
    match scaled {
        None => exact.to_string(),
        Some((0, _, whole)) => whole.to_string(),
        Some((places, scale, whole)) => {
            let width = usize::try_from(places).unwrap_or_default();
            let sign = if whole < 0 { "-" } else { "" };
            format!("{sign}{}.{:0width$}", whole.abs() / scale, whole.abs() % scale)
        }
    }
}

fn record(occasion: &Occasion, case: &Case, before: Option<&Record>, payout: &Payout) -> Result<Record, Trouble> {
    let mut content = before.map_or_else(Content::default, |record| record.content.clone());
    put_body(&mut content, payout)?;
    if let Some(before) = before {
        let author = occasion.viewer.account();
        return Ok(Record { version: before.version + 1, content, updated: occasion.now, author, ..before.clone() });
    }
    let batch = payout.batch.as_ref().map_or("", |batch| batch.0.as_str());
    content.set("title_zh", json!(format!("{}：分配 {batch}", case.record.content.title(true))));
    content.set("title_en", json!(format!("{}: payout {batch}", case.record.content.title(false))));
    content.set("owner", case.record.content.get("owner").clone());
    content.set("sample", case.record.content.get("sample").clone());
    let parties = case.deal.parties.iter().filter(|party| party.role == Some(DealRole::Provider));
    // People among the beneficiaries see it by the organisation they act for.
    let unit = |one: &&Beneficiary| !matches!(one.role, Some(ShareRole::Contributor | ShareRole::TransferStaff) | None);
    let organisations = case.deal.beneficiaries.iter().filter(unit).filter_map(|one| one.recipient);
    for_named(&mut content, parties.filter_map(|party| party.organisation).chain(organisations));
    Ok(begun(occasion, Kind::Payout, content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_is_a_decimal_and_what_does_not_a_fraction() {
        let table = [
            (4_800_000, 1, "4800000"),
            (975_667_923, 20, "48783396.15"),
            (-1, 2, "-0.5"),
            (1, 40, "0.025"),
            (1, 3, "1/3"),
            (0, 7, "0"),
        ];
        for (numerator, denominator, said) in table {
            assert_eq!(decimal(Fraction::new(numerator, denominator).unwrap()), said);
        }
    }
}

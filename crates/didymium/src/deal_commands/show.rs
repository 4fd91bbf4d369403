//! Where a deal stands.

use base::record::Kind;
use base::record::kinds::{DealRole, DealStage, DealStatus, TransferForm};
use base::rules::{Rules, WorkCalendar};
use base::store::{Fault, Shelf, Store};
use store::Database;
use transfer::deal::{Ahead, Case, case, checked, is_stale};
use transfer::money::{Receivable, receivables_of};
use transfer::{Rulebook, Trouble};
use web::deal_answers;
use web::deal_words::{asked, gate, stage, want, word};
use web::language::{Key, Messages};

use super::receivables::{headings, row};
use crate::named;
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// Where a deal stands, what each stage ahead lacks, and what is expected under its terms.
pub fn run(database: &Database, named: &str, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let damaged = |why: String| Stop::from(Fault::Damaged(why));
    let rules = Rules::shipped().map_err(|why| damaged(why.to_string()))?;
    let calendar = WorkCalendar::shipped().map_err(|why| damaged(why.to_string()))?;
    let book = Rulebook { rules: &rules, calendar: &calendar };
    let found = |shelf: &mut dyn Shelf| -> Result<Case, Trouble> {
        let id = named::record(shelf, &occasion.viewer, &[Kind::Deal], named)?;
        case(shelf, &occasion.viewer, id)
    };
    if as_json {
        let body = store.reading(|shelf| {
            let case = found(shelf)?;
            deal_answers::standing(shelf, book, &occasion, &case)
        })?;
        return output::json(&body);
    }
    let today = occasion.now.date();
    let (case, parties, ahead) = store.reading(|shelf| {
        let case = found(shelf)?;
        let parties = parties(shelf, &case, t)?;
        // Terms that cannot be reckoned with are said after what is known.
        let ahead =
            checked(shelf, book, &occasion, &case).and_then(|ahead| Ok((ahead, receivables_of(shelf, &case, today)?)));
        Ok::<_, Trouble>((case, parties, ahead))
    })?;
    output::line(&title(&case.record, t))?;
    for (key, said) in facts(&case, &parties, is_stale(&case, today), t) {
        output::line(&format!("  {}{}{said}", t.get(key), t.pick("：", ": ")))?;
    }
    let (ahead, expected) = ahead?;
    print(&ahead, &expected, t)
}

/// Each party with its role.
fn parties(shelf: &mut dyn Shelf, case: &Case, t: Messages) -> Result<Vec<String>, Fault> {
    let ids: Vec<_> = case.deal.parties.iter().filter_map(|party| party.organisation).collect();
    let records = shelf.records(&ids)?;
    let of = |party: &base::record::kinds::DealParty| {
        let found = records.iter().find(|record| Some(record.id) == party.organisation);
        let written = party.name.as_ref().map(|name| name.0.clone());
        let name = found.map(|record| title(record, t)).or(written).unwrap_or_default();
        let role = party.role.map_or("", |role| word(DealRole::CHOICES, role as usize, t));
        if t.pick(true, false) { format!("{name}（{role}）") } else { format!("{name} ({role})") }
    };
    Ok(case.deal.parties.iter().map(of).collect())
}

fn facts(case: &Case, parties: &[String], stale: bool, t: Messages) -> Vec<(Key, String)> {
    let deal = &case.deal;
    let status = word(DealStatus::CHOICES, deal.status.unwrap_or(DealStatus::Active) as usize, t);
    let stale = stale.then(|| t.get("transfer-stale"));
    let status: Vec<String> = std::iter::once(status.to_owned()).chain(stale).collect();
    let comma = t.pick("，", ", ");
    let form = deal.deal_type.map_or("", |form| word(TransferForm::CHOICES, form as usize, t));
    let all = [
        (Key("transfer-stage"), stage(deal.stage.unwrap_or(DealStage::Contact), t).to_owned()),
        (Key("transfer-status"), status.join(comma)),
        (Key("transfer-form"), form.to_owned()),
        (Key("transfer-parties"), parties.join(t.pick("、", ", "))),
    ];
    all.into_iter().filter(|(_, said)| !said.is_empty()).collect()
}

fn print(ahead: &Ahead, expected: &[Receivable], t: Messages) -> Result<(), Stop> {
    output::line(&format!("  {}", gate(&ahead.gate, t)))?;
    let publicity = asked(&ahead.publicity, t);
    output::line(&format!("  {}{}{publicity}", t.get("transfer-publicity"), t.pick("：", ": ")))?;
    if !ahead.stages.is_empty() {
        let mut sheet = Sheet::new(&[t.get("transfer-stage"), t.get("cli-deal-lacks")]);
        for (to, wants) in &ahead.stages {
            let wants: Vec<String> = wants.iter().map(|one| want(*one, t)).collect();
            let said = if wants.is_empty() { t.get("cli-deal-nothing") } else { wants.join(t.pick("；", "; ")) };
            sheet.row(vec![stage(*to, t).to_owned(), said]);
        }
        sheet.print(&t.get("cli-deal-ahead"))?;
    }
    if expected.is_empty() {
        return Ok(());
    }
    let mut sheet = Sheet::new(&headings(t));
    for one in expected {
        sheet.row(row(one, one.owed, t).to_vec());
    }
    sheet.print(&t.get("transfer-receivables"))
}

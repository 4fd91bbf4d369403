//! What is still expected of all deals.

use base::record::kinds::TermType;
use base::store::Store;
use measure::Money;
use store::Database;
use transfer::money::{Receivable, outstanding};
use web::deal_answers;
use web::deal_words::{standing, word};
use web::language::Messages;

use super::sum;
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// What is still expected of all deals in performance, the late first.
pub fn run(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let today = occasion.now.date();
    if as_json {
        let body = store.reading(|shelf| deal_answers::receivables(shelf, &occasion.viewer, today))?;
        return output::json(&body);
    }
    let waiting = store.reading(|shelf| outstanding(shelf, &occasion.viewer, today))?;
    if waiting.is_empty() {
        return output::line(&t.get("transfer-receivables-none"));
    }
    let mut heads = vec![t.get("transfer-deal")];
    heads.extend(headings(t));
    let mut sheet = Sheet::new(&heads);
    for (case, one) in &waiting {
        let mut cells = vec![title(&case.record, t)];
        cells.extend(row(one, one.rest(), t));
        sheet.row(cells);
    }
    let late = waiting.iter().filter(|(_, one)| one.is_late()).count();
    let said = t.say("cli-deal-receivables").with("count", i64::try_from(waiting.len()).unwrap_or(i64::MAX));
    sheet.print(&said.with("late", i64::try_from(late).unwrap_or(i64::MAX)).to_string())
}

/// What stands above a row.
pub(super) fn headings(t: Messages) -> [String; 5] {
    let owed = format!(">{}", t.get("transfer-owed"));
    let (term, kind, due) = (t.get("transfer-term"), t.get("transfer-term-type"), t.get("transfer-due"));
    [term, kind, due, owed, t.get("transfer-standing")]
}

/// Something expected with an amount of it, and how it stands.
pub(super) fn row(one: &Receivable, amount: Option<Money>, t: Messages) -> [String; 5] {
    [
        one.due.term.clone(),
        word(TermType::CHOICES, one.due.term_type as usize, t).to_owned(),
        one.due.due.map_or_else(|| "—".to_owned(), |due| due.to_string()),
        amount.map(sum).unwrap_or_default(),
        standing(one, t).1,
    ]
}

//! The annual report on conversion.

use std::collections::BTreeMap;

use base::record::kinds::TransferForm;
use base::store::Store;
use measure::Money;
use store::Database;
use transfer::money::conversions;
use web::deal_answers;
use web::deal_words::word;
use web::language::Messages;

use super::sum;
use crate::operator::occasion;
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// The report of a year, by form of transfer.
pub fn run(database: &Database, year: Option<i16>, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let year = year.unwrap_or_else(|| occasion.now.date().year());
    if as_json {
        let body = store.reading(|shelf| deal_answers::report(shelf, &occasion.viewer, year))?;
        return output::json(&body);
    }
    let report = store.reading(|shelf| conversions(shelf, &occasion.viewer, year))?;
    if report.is_empty() {
        return output::line(&t.get("report-none"));
    }
    let right = |text: String| format!(">{text}");
    let mut sheet = Sheet::new(&[
        t.get("transfer-form"),
        right(t.get("report-signed")),
        right(t.get("report-value")),
        right(t.get("report-received")),
        right(t.get("report-awarded")),
        right(t.get("report-people")),
    ]);
    for (form, line) in &report {
        sheet.row(vec![
            word(TransferForm::CHOICES, *form as usize, t).to_owned(),
            line.signed.to_string(),
            sums(&line.value),
            sums(&line.received),
            sums(&line.awarded),
            line.people.to_string(),
        ]);
    }
    sheet.print(&t.say("cli-deal-report").with("year", year.to_string()).to_string())
}

fn sums(sums: &BTreeMap<&'static str, Money>) -> String {
    sums.values().map(|amount| sum(*amount)).collect::<Vec<_>>().join("; ")
}

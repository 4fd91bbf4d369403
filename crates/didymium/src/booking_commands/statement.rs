//! The statement of a month.

use base::record::{Kind, SlipReason};
use base::store::Store;
use base::{Refusal, Trouble};
use measure::Money;
use platform::{Month, statement, sums};
use serde_json::{Value, json};
use store::Database;
use web::booking_answer;
use web::booking_words::{name, span, titled};
use web::figure::money;
use web::language::Messages;

use crate::named;
use crate::operator::occasion;
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// Who pays what for the use of a month.
pub fn run(
    database: &Database,
    month: Option<&str>,
    named: Option<&str>,
    as_json: bool,
    t: Messages,
) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let viewer = &occasion.viewer;
    let wrong = |given: &str| Refusal::Slips(vec![SlipReason::NotDate { given: given.to_owned() }.at("month")]);
    let month = match month {
        None => Month::of(occasion.now.date()),
        Some(given) => Month::read(given).ok_or_else(|| wrong(given))?,
    };
    let (lines, rows, totals) = store.reading(|shelf| {
        let on = named.map(|named| named::record(shelf, viewer, &[Kind::Platform], named)).transpose()?;
        let lines = statement(shelf, &occasion, month, on)?;
        let mut rows = Vec::new();
        for line in &lines {
            let used = line.booking.detail.used.as_ref();
            let (from, until) = used.map_or((line.booking.from, line.booking.until), |used| (used.from, used.until));
            rows.push(vec![
                span(from, until),
                titled(shelf, viewer, Some(line.platform), t)?,
                name(shelf, line.booking.account)?,
                titled(shelf, viewer, line.payer, t)?,
                used.map_or(line.booking.units, |used| used.units).to_string(),
                line.share.to_string(),
                line.amount.map_or_else(|| "—".to_owned(), sum),
            ]);
        }
        let mut totals = Vec::new();
        for ((payer, platform), uses, amounts) in sums(&lines)? {
            let amounts: Vec<String> = amounts.into_iter().map(sum).collect();
            totals.push(vec![
                titled(shelf, viewer, payer, t)?,
                titled(shelf, viewer, Some(platform), t)?,
                uses.to_string(),
                if amounts.is_empty() { "—".to_owned() } else { amounts.join(" + ") },
            ]);
        }
        Ok::<_, Trouble>((lines, rows, totals))
    })?;
    if as_json {
        let items: Vec<Value> = lines.iter().map(booking_answer::line).collect();
        return output::json(&json!({ "month": month.text(), "items": items }));
    }
    print(rows, totals, month, t)
}

fn print(rows: Vec<Vec<String>>, totals: Vec<Vec<String>>, month: Month, t: Messages) -> Result<(), Stop> {
    let right = |text: String| format!(">{text}");
    let mut sheet = Sheet::new(&[
        t.get("booking-hours"),
        t.get("booking-platform"),
        t.get("booking-who"),
        t.get("use-statement-payer"),
        right(t.get("booking-units")),
        right(t.get("use-statement-share")),
        right(t.get("use-statement-amount")),
    ]);
    for row in rows {
        sheet.row(row);
    }
    sheet.print(&format!("{} {}", t.get("use-statement-title"), month.text()))?;
    let mut sheet = Sheet::new(&[
        t.get("use-statement-payer"),
        t.get("booking-platform"),
        right(t.get("use-statement-uses")),
        right(t.get("use-statement-amount")),
    ]);
    for row in totals {
        sheet.row(row);
    }
    sheet.print(&t.get("use-statement-sums"))
}

/// An amount with its currency.
fn sum(amount: Money) -> String {
    format!("{} {}", amount.currency().code(), money(amount))
}

//! The statement of a month: what each organisation pays for the use of each platform.

use askama::Template;
use axum::response::Response;
use base::record::RecordId;
use base::store::Shelf;
use measure::Money;
use platform::{Line as Stated, Month, statement, sums};
use sheet::{Column, write_xlsx};

use super::Frame;
use super::words::{name, span, titled, word};
use crate::figure::money;
use crate::language::{Key, Messages};
use crate::pages::exchange::{WORKBOOK, given, made};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/platform/statement.html")]
struct StatementPage {
    t: Messages,
    layout: Layout,
    month: String,
    platform: String,
    sums: Vec<(String, String, u32, String)>,
    lines: Vec<Line>,
}

struct Line {
    payer: String,
    platform: String,
    hours: String,
    who: String,
    units: u32,
    samples: u32,
    class: &'static str,
    price: String,
    share: String,
    currency: &'static str,
    amount: Option<Money>,
}

impl Line {
    fn said(&self) -> String {
        self.amount.map_or_else(|| "—".to_owned(), |amount| format!("{} {}", self.currency, money(amount)))
    }
}

fn month(visit: &Visit, frame: &Frame) -> Month {
    visit.field("month").and_then(Month::read).unwrap_or_else(|| Month::of(frame.occasion.now.date()))
}

type Read = (Month, Vec<Line>, Vec<(String, String, u32, String)>);

fn read(frame: &Frame, visit: &Visit) -> Result<Read, Trouble> {
    let (t, month) = (frame.t, month(visit, frame));
    let on: Option<RecordId> = visit.field("platform").and_then(|id| id.parse().ok());
    frame.read(|shelf| {
        let stated = statement(shelf, &frame.occasion, month, on)?;
        let mut summed = Vec::new();
        for ((payer, platform), uses, amounts) in sums(&stated)? {
            let told: Vec<String> = amounts.iter().map(|sum| format!("{} {}", sum.currency(), money(*sum))).collect();
            let said = if told.is_empty() { "—".to_owned() } else { told.join(" + ") };
            summed.push((
                payer_name(shelf, frame, payer)?,
                titled(shelf, &frame.occasion.viewer, Some(platform), t)?,
                uses,
                said,
            ));
        }
        let mut lines = Vec::new();
        for one in &stated {
            lines.push(line(shelf, frame, one)?);
        }
        Ok((month, lines, summed))
    })
}

fn payer_name(shelf: &mut dyn Shelf, frame: &Frame, payer: Option<RecordId>) -> Result<String, base::Trouble> {
    let named = titled(shelf, &frame.occasion.viewer, payer, frame.t)?;
    Ok(if named.is_empty() { frame.t.get("use-statement-nobody") } else { named })
}

fn line(shelf: &mut dyn Shelf, frame: &Frame, one: &Stated) -> Result<Line, base::Trouble> {
    let t = frame.t;
    let used = one.booking.detail.used.as_ref();
    let (from, until) = used.map_or((one.booking.from, one.booking.until), |used| (used.from, used.until));
    Ok(Line {
        payer: payer_name(shelf, frame, one.payer)?,
        platform: titled(shelf, &frame.occasion.viewer, Some(one.platform), t)?,
        hours: span(from, until),
        who: name(shelf, one.booking.account)?,
        units: used.map_or(one.booking.units, |used| used.units),
        samples: used.map_or(0, |used| used.samples),
        class: one.class.map_or("—", |class| word(base::record::kinds::RateFor::CHOICES, class as usize, t)),
        price: one.price.map(money).unwrap_or_default(),
        share: one.share.to_string(),
        currency: one.amount.map_or("", |amount| amount.currency().code()),
        amount: one.amount,
    })
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calendar);
    let (month, lines, sums) = read(&frame, visit)?;
    let platform = visit.field("platform").unwrap_or_default().to_owned();
    page(&StatementPage { t: frame.t, layout: frame.layout(), month: month.text(), platform, sums, lines })
}

pub(super) fn workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calendar);
    let (t, (month, lines, _)) = (frame.t, read(&frame, visit)?);
    let wide = |column: Column, width: f64| Column { width: Some(width), ..column };
    let text = |key: Key, width: f64| wide(Column::text(t.get(key)), width);
    let number = |key: Key, width: f64| wide(Column::number(t.get(key)), width);
    let columns = [
        text(Key("use-statement-payer"), 28.0),
        text(Key("booking-platform"), 30.0),
        text(Key("booking-hours"), 30.0),
        text(Key("booking-who"), 18.0),
        number(Key("booking-units"), 8.0),
        number(Key("booking-samples"), 8.0),
        text(Key("use-statement-class"), 14.0),
        number(Key("use-statement-price"), 12.0),
        text(Key("use-statement-share"), 8.0),
        text(Key("use-statement-currency"), 8.0),
        number(Key("use-statement-amount"), 14.0),
    ];
    let row = |line: Line| {
        let amount = line.amount.map(Money::amount_text).unwrap_or_default();
        let (units, samples) = (line.units.to_string(), line.samples.to_string());
        let cells = [line.payer, line.platform, line.hours, line.who, units, samples, line.class.to_owned()];
        let price = line.price.replace(',', "");
        cells.into_iter().chain([price, line.share, line.currency.to_owned(), amount]).collect()
    };
    let rows: Vec<Vec<String>> = lines.into_iter().map(row).collect();
    let title = t.get("use-statement-title");
    let file = made(|out| Ok(write_xlsx(&columns, rows, out)?))?;
    given(file, &format!("{title}-{}.xlsx", month.text()), WORKBOOK)
}

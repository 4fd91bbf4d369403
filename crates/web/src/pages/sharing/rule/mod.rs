//! A rule of sharing: built step by step or brought as text, shown in sentences and as a picture, and tried.

mod example;
mod floors;
mod form;
pub(crate) mod read;
pub(crate) mod show;
pub(crate) mod trial;
pub(crate) mod typed;

use std::fs;

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::record::RecordId;
use measure::Money;
use sharing::waterfall::Rule;

use super::frame::Frame;
use crate::language::Messages;
use crate::shell::{Form as Sent, Layout, Section, Trouble, Upload, Visit, disposition, page_with};
use crate::state::State;

use example::EXAMPLES;
use floors::Asking;
use form::{Form, Placed, Shape};
use read::Slip;
use show::{Picture, Said, drawn, picture, sentences};
use trial::{Shared, first_row, receipts, shared, told};
use typed::{Cells, Typed, rows};

/// The largest text of a rule that is read, in bytes.
const MOST_BYTES: u64 = 256 * 1024;

#[derive(Template)]
#[template(path = "pages/sharing/rule/rule.html")]
struct RulePage {
    t: Messages,
    layout: Layout,
    form: Form,
    /// What the rule as a whole, or a receipt, refuses.
    refused: Vec<Placed>,
    result: Option<Outcome>,
    text: String,
    /// The deal that the rule is for; empty where it is for none.
    deal: String,
    source: Option<(String, String)>,
    examples: Vec<(&'static str, String, &'static str)>,
}

/// What a rule says and does.
struct Outcome {
    sentences: Vec<Said>,
    picture: Option<Picture>,
    /// Whether the picture is of a receipt that was tried.
    tried: bool,
    shared: Vec<Shared>,
}

/// What is on the page: what was typed, and the text that was brought.
#[derive(Default)]
struct Page {
    typed: Typed,
    receipts: Vec<Cells>,
    text: String,
    /// The deal that the rule is for.
    deal: Option<RecordId>,
    slips: Vec<Slip>,
    /// Whether the form is still being put together, so that nothing is said of it yet.
    building: bool,
}

pub(in crate::pages::sharing) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let deal = visit.field("deal").and_then(|deal| deal.parse().ok());
    let text = match deal {
        Some(deal) => crate::pages::transfer::rule_of(state, visit, deal)?,
        None => String::new(),
    };
    let mut page = Page { text, deal, ..Page::default() };
    if !page.text.is_empty() {
        bring(frame, &mut page, None)?;
        return render(frame, page, None);
    }
    let wanted = visit.field("example");
    let example = EXAMPLES.iter().find(|example| Some(example.code) == wanted).unwrap_or(&EXAMPLES[0]);
    let rule = example.rule().map_err(Trouble::fault)?;
    page.typed = example.typed(&rule);
    page.receipts = vec![first_row(&rule, state.clock().now().date())];
    render(frame, page, Some(example))
}

/// Shows what was typed, after the button that was pressed.
pub(in crate::pages::sharing) fn act(
    state: &State,
    visit: &Visit,
    sent: &Sent,
    file: Option<&Upload>,
) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let text = sent.text("text").to_owned();
    let mut page = Page { typed: Typed::of(sent), receipts: rows(sent, "receipts"), text, ..Page::default() };
    page.deal = sent.text("deal").parse().ok();
    let (act, at) = sent.text("act").split_once('.').unwrap_or((sent.text("act"), ""));
    let at = at.parse::<usize>().unwrap_or(usize::MAX);
    match act {
        "read" => bring(frame, &mut page, file)?,
        "toml" => match read::rule(frame.t, &page.typed) {
            Ok(rule) => return as_toml(&rule),
            Err(slips) => page.slips = slips,
        },
        "deal" => match (read::rule(frame.t, &page.typed), page.deal) {
            (Ok(rule), Some(deal)) => {
                let text = rule.to_toml().map_err(Trouble::fault)?;
                return crate::pages::transfer::with_rule(state, visit, deal, &text);
            }
            (Ok(_), None) => return Err(Trouble::NotFound),
            (Err(slips), _) => page.slips = slips,
        },
        "add" => {
            page.building = true;
            let kind = sent.text("new-kind");
            page.typed.steps.push(Cells::from([("kind".to_owned(), kind.to_owned())]));
        }
        "remove" if at < page.typed.steps.len() => {
            page.building = true;
            page.typed.steps.remove(at);
        }
        "up" if (1..page.typed.steps.len()).contains(&at) => {
            page.building = true;
            page.typed.steps.swap(at, at - 1);
        }
        _ => {}
    }
    render(frame, page, None)
}

/// Takes a rule from a text or a file in place of the form.
fn bring(frame: Frame, page: &mut Page, file: Option<&Upload>) -> Result<(), Trouble> {
    if let Some(file) = file {
        if fs::metadata(file.path())?.len() > MOST_BYTES {
            return Err(base::Refusal::TooLarge { most: "256 KiB".to_owned() }.into());
        }
        page.text = String::from_utf8_lossy(&fs::read(file.path())?).into_owned();
    }
    match Rule::from_toml(&page.text) {
        Ok(rule) => {
            page.typed = Typed::saying(&rule);
            page.receipts = vec![first_row(&rule, frame.state.clock().now().date())];
        }
        Err(refusal) => page.slips = vec![Slip { field: String::new(), sentence: read::sentence(frame.t, &refusal) }],
    }
    Ok(())
}

fn as_toml(rule: &Rule) -> Result<Response, Trouble> {
    let text = rule.to_toml().map_err(Trouble::fault)?;
    let name = format!("{}-{}.toml", rule.agreement, rule.version);
    let headers =
        [(CONTENT_TYPE, "application/toml; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, disposition(&name))];
    Ok((StatusCode::OK, headers, text).into_response())
}

fn render(frame: Frame, mut page: Page, example: Option<&example::Example>) -> Result<Response, Trouble> {
    let t = frame.t;
    let result = if page.building || !page.slips.is_empty() { None } else { worked(frame, &mut page)? };
    let status = if page.slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let form = Form::new(t, &page.typed, &page.receipts, &page.slips);
    page_with(
        status,
        &RulePage {
            t,
            layout: frame.layout(Section::SharingRule),
            refused: page.slips.into_iter().map(|slip| form.placed(slip)).collect(),
            form,
            result,
            text: page.text,
            deal: page.deal.map(|deal| deal.to_string()).unwrap_or_default(),
            source: example.map(|example| (t.get(example.name), example.source.to_owned())),
            examples: EXAMPLES.iter().map(|example| (example.code, t.get(example.name), example.source)).collect(),
        },
    )
}

/// The rule that was typed and what it does; slips go to the page.
fn worked(frame: Frame, page: &mut Page) -> Result<Option<Outcome>, Trouble> {
    let t = frame.t;
    let rule = match read::rule(t, &page.typed) {
        Ok(rule) => rule,
        Err(slips) => {
            page.slips = slips;
            return Ok(None);
        }
    };
    let settings = frame.state.store().reading(|shelf| base::rules::settings(shelf))?;
    let asking = Asking::of(&page.typed, &rule, settings);
    let mut outcome = Outcome { sentences: sentences(t, &rule), picture: None, tried: false, shared: Vec::new() };
    match receipts(t, &rule, &page.receipts) {
        Err(slips) => page.slips = slips,
        Ok(all) => match shared(t, &rule, &all, asking.as_ref())? {
            Err(slip) => page.slips = vec![slip],
            Ok(done) => {
                outcome.shared = done.iter().map(|(one, floors)| told(t, &rule, one, floors)).collect();
                let first = done.iter().find(|(allocation, _)| allocation.shared.minor_units() > 0);
                outcome.picture = first.map(|(allocation, _)| drawn(t, allocation));
                outcome.tried = first.is_some();
            }
        },
    }
    if outcome.picture.is_none() {
        let amount = Money::new(10_i64.pow(rule.currency.minor_digits()) * 1_000_000, rule.currency);
        // Where such an amount cannot be shared from nothing, the rule is shown without a picture.
        outcome.picture = picture(t, &rule, amount).ok();
    }
    Ok(Some(outcome))
}

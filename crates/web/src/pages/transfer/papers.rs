//! Papers of a deal: the registration of its contract, and its agreement on one printable page.

use askama::Template;
use axum::response::Response;
use base::record::kinds::{ContractType, TermType};
use sheet::{Column, write_xlsx};
use transfer::deal::case;
use transfer::terms::{Entry, EntryField, registration as entries, schedule};

use super::super::exchange::{WORKBOOK, given, made};
use super::super::frame::Frame;
use super::desk::stage_of;
use super::frame::Dealing;
use super::terms::{Row, rows, sentences};
use super::words::{coded, entry_field, word};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/transfer/registration.html")]
struct RegistrationPage {
    t: Messages,
    layout: Layout,
    address: String,
    title: String,
    entries: Vec<(String, String, bool)>,
    missing: usize,
}

#[derive(Template)]
#[template(path = "pages/transfer/agreement.html")]
struct AgreementPage {
    t: Messages,
    layout: Layout,
    address: String,
    title: String,
    stage: &'static str,
    entries: Vec<(String, String, bool)>,
    terms: Vec<Row>,
    rules: Vec<(u32, String, Vec<String>)>,
    dues: Vec<(String, &'static str, String)>,
    printed: String,
}

/// The form's fields: name, what the deal says in words, and whether something needed is missing.
fn shown(entries: &[Entry], t: Messages) -> Vec<(String, String, bool)> {
    let value = |entry: &Entry| match entry.field {
        EntryField::ContractType => coded(ContractType::CHOICES, &entry.value, t),
        EntryField::Payment => {
            let types = entry.value.split("; ").filter(|code| !code.is_empty());
            let words: Vec<String> = types.map(|code| coded(TermType::CHOICES, code, t)).collect();
            words.join(t.pick("、", ", "))
        }
        EntryField::Title
        | EntryField::Number
        | EntryField::Seller
        | EntryField::SellerCode
        | EntryField::Buyer
        | EntryField::BuyerCode
        | EntryField::Signed
        | EntryField::Term
        | EntryField::Value
        | EntryField::TechnologyValue
        | EntryField::Rights
        | EntryField::Scope
        | EntryField::Subject => entry.value.clone(),
    };
    entries
        .iter()
        .map(|entry| (entry_field(entry.field, t), value(entry), entry.needed && entry.value.is_empty()))
        .collect()
}

pub(super) fn registration(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let id = frame.id()?;
    let (title, entries) = frame.reading(|shelf, _| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        Ok((frame.title(&case.record), entries(shelf, &case)?))
    })?;
    let entries = shown(&entries, frame.t);
    let missing = entries.iter().filter(|(_, _, missing)| *missing).count();
    let (t, layout, address) = (frame.t, frame.layout(), format!("/deals/{id}"));
    page(&RegistrationPage { t, layout, address, title, entries, missing })
}

pub(super) fn registration_workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (id, t) = (frame.id()?, frame.t);
    let entries = frame.reading(|shelf, _| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        Ok(entries(shelf, &case)?)
    })?;
    let columns = [Column::text(t.get("registration-field")), Column::text(t.get("registration-content"))];
    let rows = shown(&entries, t).into_iter().map(|(name, value, _)| vec![name, value]);
    let file = made(|out| Ok(write_xlsx(&columns, rows, out)?))?;
    given(file, &format!("{}.xlsx", t.get("transfer-registration")), WORKBOOK)
}

pub(super) fn agreement(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (id, t) = (frame.id()?, frame.t);
    let page_of = frame.reading(|shelf, _| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        let entries = entries(shelf, &case)?;
        let today = frame.occasion.now.date();
        let dues = schedule(&case.deal, today).unwrap_or_default().into_iter().take(60).map(|due| {
            let kind = word(TermType::CHOICES, due.term_type as usize, t);
            (due.due.map_or_else(|| "—".to_owned(), |day| day.to_string()), kind, due.term)
        });
        Ok(AgreementPage {
            t,
            layout: frame.layout(),
            address: format!("/deals/{id}"),
            title: frame.title(&case.record),
            stage: stage_of(&case.deal, t),
            entries: shown(&entries, t),
            terms: rows(&case.deal, t),
            rules: sentences(&case.deal, t)?,
            dues: dues.collect(),
            printed: today.to_string(),
        })
    })?;
    page(&page_of)
}

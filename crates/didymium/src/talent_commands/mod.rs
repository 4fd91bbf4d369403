//! `didymium event`, `didymium programme`, `didymium secondment`: who meets, who learns, who is lent, read as the operator.

mod event;
mod programme;
mod secondment;

use std::collections::BTreeMap;

use base::record::{Label, Record, RecordId};
use base::store::{Fault, Shelf};
use clap::Subcommand;
use serde_json::{Value, json};
use web::language::Messages;

use crate::arguments::Place;
use crate::configuration::Configuration;
use crate::operator::title;
use crate::stop::Stop;

/// What can be asked about events.
#[derive(Debug, Subcommand)]
pub enum EventVerb {
    /// Every event with its stage and its places, what is to come first
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Who is registered for an event, who waits and why, who came
    Show {
        /// The event: its id, or its title where no other has it
        event: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// What can be asked about training programmes.
#[derive(Debug, Subcommand)]
pub enum ProgrammeVerb {
    /// Every programme with its stage and its places
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// The people of a programme: how each stands, what they reached, the certificate
    Show {
        /// The programme: its id, or its title where no other has it
        programme: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// What can be asked about secondments.
#[derive(Debug, Subcommand)]
pub enum SecondmentVerb {
    /// Every secondment: who is lent where, until when, what it waits for
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// The terms of a secondment, what each side said, and what keeps it from being approved
    Show {
        /// The secondment: its id, or its title where no other has it
        secondment: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Answers what is asked about events.
pub fn event(place: &Place, verb: &EventVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    match verb {
        EventVerb::List { json } => event::list(&database, *json, t),
        EventVerb::Show { event, json } => event::show(&database, event, *json, t),
    }
}

/// Answers what is asked about training programmes.
pub fn programme(place: &Place, verb: &ProgrammeVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    match verb {
        ProgrammeVerb::List { json } => programme::list(&database, *json, t),
        ProgrammeVerb::Show { programme, json } => programme::show(&database, programme, *json, t),
    }
}

/// Answers what is asked about secondments.
pub fn secondment(place: &Place, verb: &SecondmentVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    match verb {
        SecondmentVerb::List { json } => secondment::list(&database, *json, t),
        SecondmentVerb::Show { secondment, json } => secondment::show(&database, secondment, *json, t),
    }
}

/// What records are called, by their ids.
fn titles(
    shelf: &mut dyn Shelf,
    ids: impl Iterator<Item = Option<RecordId>>,
    t: Messages,
) -> Result<BTreeMap<RecordId, String>, Fault> {
    let ids: Vec<RecordId> = ids.flatten().collect();
    let found = shelf.records(&ids)?;
    Ok(found.iter().map(|record| (record.id, title(record, t))).collect())
}

/// What a record is called; nothing where none is named.
fn named(titles: &BTreeMap<RecordId, String>, id: Option<RecordId>) -> String {
    id.and_then(|id| titles.get(&id)).cloned().unwrap_or_default()
}

fn label(label: Label, t: Messages) -> String {
    t.pick(label.zh, label.en).to_owned()
}

/// The titles of a record in both languages, as JSON.
fn both(record: &Record) -> Value {
    json!({ "zh": record.content.text("title_zh"), "en": record.content.text("title_en") })
}

fn id(id: Option<RecordId>) -> Option<String> {
    id.map(|id| id.to_string())
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

//! The pool: files of researchers looked at and taken in, what is said of people confirmed, what they allow.

use axum::http::StatusCode;
use base::people::verb::erase_person;
use base::record::kinds::ConsentPurpose;
use base::record::{Kind, Record, RecordId, SlipReason};
use base::{Refusal, Trouble};
use serde_json::{Value, json};
use talent::pool::{self, Brought, Look, Taken, take};
use talent::profile::{allow, confirm, to_confirm, withdraw};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, Takes, document};
use super::super::super::parameter::query;
use super::super::super::schema::{list, object, reference, uuid};
use super::super::records::seen;
use super::super::said::{chosen, record, slip, text};
use super::writes;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_look(), looked);
    table.add(of_take(), taken);
    table.add(of_due(), due);
    table.add(of_confirm(), confirmed);
    table.add(of_consent(), consented);
    table.add(of_erase(), erased);
}

fn of_look() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "What it brings, beside who is there.", reference("PoolLook"));
    document(Method::Post, "/persons/bring", "look_at_pool_file", "Look at what a file of a researcher brings", gives)
        .under("talent")
        .who(Who::Signed)
        .never_kept()
        .patient()
        .note("An ORCID record (JSON), OpenAlex authors or works (JSON, CSV), BibTeX or RIS. Nothing is written. A broken record fails alone.")
        .with([query("into", "The person whom the works are for; else one's own.", uuid())])
        .takes(Takes::File)
        .refuses([
            "auditors-read",
            "bad-file-name",
            "pool-web-page",
            "pool-not-read",
            "pool-unknown",
            "pool-too-much",
            "pool-not-one",
            "pool-nobody",
            "no-key-here",
        ])
}

fn of_take() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "What became of each.", reference("PoolTaken"));
    document(Method::Post, "/persons/take", "take_into_pool", "Take in what a file brings", gives)
        .under("talent")
        .who(Who::Signed)
        .patient()
        .note("What is there stays as it is: only what it lacks is added. Each is taken by itself; one that fails keeps nothing of the others back.")
        .takes_a("PoolChoice")
        .refuses(["auditors-read", "slips"])
}

fn of_due() -> Documentation {
    let people = object([("items", list(reference(&name_of(Kind::Person))))]);
    let gives = Gives::Json(StatusCode::OK, "The records.", people);
    let summary = "People of whom nobody said for a year that it is still so";
    document(Method::Get, "/persons/due", "list_profiles_due", summary, gives)
        .under("talent")
        .who(Who::Signed)
        .note("Whom one may speak for; the longest unconfirmed first.")
        .with([query("unit", "Only those of this organisation.", uuid())])
        .refuses(["auditors-read"])
}

fn of_confirm() -> Documentation {
    writes(Kind::Person, "/persons/{id}/confirm", "confirm_profile", "Say that what the pool says of somebody is so")
        .note("For the person, and for who may change the record.")
        .refuses(["not-allowed"])
}

fn of_consent() -> Documentation {
    writes(Kind::Person, "/persons/{id}/consents", "note_consent", "Note consent, or that it was taken back")
        .note("What is taken back takes effect at once.")
        .takes_a("ConsentSaid")
        .refuses(["not-allowed", "proof-needed"])
}

fn of_erase() -> Documentation {
    let gives = Gives::Nothing("Nothing of the person is left.");
    document(Method::Delete, "/persons/{id}/data", "erase_person", "Erase all personal data of somebody", gives)
        .under("talent")
        .who(Who::Signed)
        .note("The record, its files and the account, and what is personal in registrations, enrolments and secondments. The journal still verifies. It cannot be undone.")
        .refuses(["not-allowed", "last-administrator"])
}

fn looked(call: &Call) -> Result<Answer, Failure> {
    call.viewer().writes()?;
    let upload = call.upload.as_ref().ok_or(Refusal::BadFileName { name: String::new() })?;
    let brought = pool::open(upload.path())?;
    let into: Option<RecordId> = call.given.text("into").and_then(|id| id.parse().ok());
    let look = call.reading(|shelf| pool::look(shelf, &call.occasion, brought, into))?;
    Ok(Answer::ok(told(&look)))
}

fn told(look: &Look) -> Value {
    let id = |record: &Record| record.id.to_string();
    let people = look.brought.people.iter().zip(&look.here).enumerate().map(|(at, (profile, here))| {
        json!({
            "at": at,
            "name": profile.name,
            "orcid": profile.orcid,
            "works": profile.works.len(),
            "posts": profile.posts.len(),
            "known": here.known.as_ref().map(id),
            "may_change": here.may,
            "new_works": here.new_works,
            "new_posts": here.new_posts,
            "namesakes": here.namesakes.iter().map(id).collect::<Vec<_>>(),
        })
    });
    let broken = look.brought.broken.iter().map(|broken| {
        json!({ "at": broken.at, "begins": broken.begins, "flaw": broken.flaw.code(), "given": broken.flaw.given() })
    });
    json!({
        "source": look.brought.source.name(),
        "people": people.collect::<Vec<_>>(),
        "broken": broken.collect::<Vec<_>>(),
        "brought": look.brought,
    })
}

fn taken(call: &Call) -> Result<Answer, Failure> {
    call.viewer().writes()?;
    let wrong = |error: serde_json::Error| slip("brought", SlipReason::WrongType { wanted: error.to_string() });
    let brought: Brought = serde_json::from_value(call.body["brought"].clone()).map_err(wrong)?;
    let choices: Vec<(usize, pool::Into)> = call.body["choices"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|choice| chose(&brought, choice))
        .collect::<Result<_, _>>()?;
    call.writing(move |shelf, occasion| {
        let mut items = Vec::new();
        for (at, into) in choices {
            // Each verb writes last, so what is refused has written nothing.
            items.push(became(at, take(shelf, occasion, &brought, &brought.people[at], into))?);
        }
        Ok(Answer::ok(json!({ "items": items })))
    })
}

/// Somebody of what was brought, and what becomes of them.
fn chose(brought: &Brought, choice: &Value) -> Result<(usize, pool::Into), Refusal> {
    let at = choice["at"].as_u64().and_then(|at| usize::try_from(at).ok());
    let at = at.filter(|at| *at < brought.people.len()).ok_or_else(|| {
        let most = brought.people.len().saturating_sub(1).to_string();
        slip("choices", SlipReason::OutOfBounds { given: choice["at"].to_string(), least: "0".to_owned(), most })
    })?;
    match (record(choice, "into"), record(choice, "owner")) {
        (Some(id), _) => Ok((at, pool::Into::Person(id))),
        (None, Some(owner)) => Ok((at, pool::Into::New { owner })),
        (None, None) => Err(Refusal::OwnerNeeded {}),
    }
}

fn became(at: usize, end: Result<Taken, Trouble>) -> Result<Value, Trouble> {
    match end {
        Ok(taken) => Ok(json!({
            "at": at, "person": taken.record.id.to_string(), "new": taken.new, "works": taken.works, "refused": null,
        })),
        Err(Trouble::Refused(refusal)) => {
            let code = refusal.key().trim_start_matches("base-refusal-");
            Ok(json!({ "at": at, "person": null, "new": false, "works": 0, "refused": code }))
        }
        Err(fault @ Trouble::Fault(_)) => Err(fault),
    }
}

fn due(call: &Call) -> Result<Answer, Failure> {
    let unit: Option<RecordId> = call.given.text("unit").and_then(|id| id.parse().ok());
    let items = call.reading(|shelf| {
        let found = to_confirm(shelf, &call.occasion, unit)?;
        seen::told(&found, &call.occasion, shelf)
    })?;
    Ok(Answer::ok(json!({ "items": items })))
}

fn confirmed(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    call.writing(move |shelf, occasion| {
        let record = confirm(shelf, occasion, id, version)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn consented(call: &Call) -> Result<Answer, Failure> {
    let (id, version, proof) = (call.id()?, call.version, text(&call.body, "proof"));
    let purpose: ConsentPurpose = chosen(&call.body, "purpose")?;
    let allows = call.body["allowed"].as_bool().unwrap_or_default();
    call.writing(move |shelf, occasion| {
        let record = if allows {
            allow(shelf, occasion, id, version, (purpose, &proof))?
        } else {
            withdraw(shelf, occasion, id, version, purpose)?
        };
        seen::answer(&record, occasion, shelf)
    })
}

fn erased(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    call.writing(move |shelf, occasion| {
        erase_person(shelf, occasion, id)?;
        Ok(Answer::Done)
    })
}

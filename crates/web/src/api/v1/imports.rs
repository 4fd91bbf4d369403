//! Tables in: uploaded, read in the background, looked at row by row, decided about, written, handed back.

use axum::http::StatusCode;
use base::exchange::{
    Column, Flaw, Judged, NewImport, Plan, STATUSES, Settlement, Start, bad_rows, begin_apply, decide, failure, find,
    forget,
};
use base::people::Scope;
use base::record::Kind;
use base::record::verb::file_name;
use base::store::{Import, ImportRow};
use base::{Refusal, Trouble};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::super::answer::{Answer, Failure, Json};
use super::super::call::Call;
use super::super::component::kind_codes;
use super::super::operation::{Documentation, Gives, Method, Table, Takes, document};
use super::super::parameter::query;
use super::super::schema::{line, one_of, reference, text, whole};
use super::exports::{TYPES, ending, format, named, of_format};
use super::records::address;
use crate::pages::exchange::{given, keep, made, place, with_words, work};
use crate::refusal::said_sentence;
use crate::shell::Who;

/// Imports that are listed.
const LISTED: usize = 100;
const LIMIT: i64 = 100;
const MOST: i64 = 1000;

pub(super) fn add(table: &mut Table) {
    table.add(of_upload(), upload);
    table.add(of_list(), list);
    table.add(of_show(), show);
    table.add(of_rows(), rows);
    table.add(of_decide(), settle);
    table.add(of_apply(), apply);
    table.add(of_bad_rows(), bad);
    table.add(of_forget(), remove);
}

fn about(method: Method, path: &str, id: &str, summary: &str, gives: Gives) -> Documentation {
    document(method, path, id, summary, gives).under("exchange").who(Who::Signed).never_kept()
}

fn import(status: StatusCode, what: &'static str) -> Gives {
    Gives::Json(status, what, reference("Import"))
}

fn of_upload() -> Documentation {
    let gives = import(StatusCode::ACCEPTED, "The import; its table is being read.");
    about(Method::Post, "/imports", "import_records", "Upload a table of records", gives)
        .note("XLSX, XLS, ODS or CSV as offices write them. Nothing is written before it is applied. The same table again asks nothing.")
        .with([
            query("kind", "What the rows are.", kind_codes()).needed(),
            query("name", "The name of the file.", line(1, 500)).needed(),
            query("state", "Where new records begin; drafts where nothing is said.", one_of(["draft", "published"])),
        ])
        .takes(Takes::File)
        .refuses(["auditors-read", "bad-file-name", "no-key-here"])
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The imports, newest first.", reference("Imports"));
    about(Method::Get, "/imports", "list_imports", "One's imports", gives)
}

fn of_show() -> Documentation {
    about(Method::Get, "/imports/{id}", "show_import", "How far an import is", import(StatusCode::OK, "The import."))
}

fn of_rows() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "A part of the rows.", reference("ImportRows"));
    about(
        Method::Get,
        "/imports/{id}/rows",
        "list_import_rows",
        "The rows of an import, and what becomes of each",
        gives,
    )
    .with([
        query("status", "Only rows of this status.", one_of(STATUSES)),
        query("limit", "At most so many; 100 where nothing is said.", whole(1, MOST)),
        query("cursor", "Where to go on: `next` of the part before.", text()),
    ])
    .refuses(["bad-cursor"])
}

fn of_decide() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "How many rows were decided about.", reference("Decided"));
    about(
        Method::Post,
        "/imports/{id}/decisions",
        "decide_duplicates",
        "Decide about duplicates, and remember it",
        gives,
    )
    .patient()
    .takes_a("Decision")
    .refuses(["auditors-read", "import-stage", "no-key-here"])
}

fn of_apply() -> Documentation {
    let gives = import(StatusCode::ACCEPTED, "The import; its good rows are being written.");
    about(Method::Post, "/imports/{id}/apply", "apply_import", "Write the good rows", gives)
        .note("Rows that are bad, doubtful, or duplicates nobody decided about stay out.")
        .refuses(["auditors-read", "import-stage", "no-key-here"])
}

fn of_bad_rows() -> Documentation {
    let gives = Gives::File("The bad rows, each with what is wrong; mended, they can be imported.", TYPES);
    about(Method::Get, "/imports/{id}/bad-rows", "fetch_bad_rows", "Fetch the bad rows as a table", gives)
        .with([of_format()])
        .patient()
}

fn of_forget() -> Documentation {
    let gives = Gives::Nothing("It is forgotten; what was written stays.");
    about(Method::Delete, "/imports/{id}", "forget_import", "Forget an import and its rows", gives)
}

fn upload(call: &Call) -> Result<Answer, Failure> {
    call.viewer().writes()?;
    let kind = call.given.text("kind").and_then(Kind::of_code).ok_or(Refusal::NotFound {})?;
    let upload = call.upload.as_ref().ok_or(Refusal::BadFileName { name: String::new() })?;
    let name = file_name(call.given.text("name").unwrap_or_default())?;
    let start = if call.given.text("state") == Some("published") { Start::Published } else { Start::Draft };
    let new = NewImport { kind, name, start };
    let import = keep(&call.state, &call.occasion, call.account()?, new, upload.path())?;
    work(&call.state, &call.occasion, import.id, &import.stage);
    accepted(call, &import)
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let account = call.account()?;
    let items = call.reading(|shelf| {
        let imports = shelf.imports(account, LISTED)?;
        let told = imports.iter().map(|import| Ok(told(call, import, &shelf.import_counts(import.id)?)));
        told.collect::<Result<Vec<Value>, Trouble>>()
    })?;
    Ok(Answer::ok(json!({ "items": items })))
}

fn show(call: &Call) -> Result<Answer, Failure> {
    Ok(Answer::ok(stands(call, call.part("id")?)?))
}

fn rows(call: &Call) -> Result<Answer, Failure> {
    let (id, given) = (call.part("id")?, &call.given);
    let limit = usize::try_from(given.whole("limit").unwrap_or(LIMIT)).unwrap_or_default();
    let after =
        given.text("cursor").map_or(Ok(0), |cursor| cursor.parse::<u32>().map_err(|_| Refusal::BadCursor {}))?;
    let mut found = call.reading(|shelf| {
        find(shelf, &call.occasion, id)?;
        Ok::<_, Trouble>(shelf.import_rows(id, given.text("status").unwrap_or_default(), after, limit + 1)?)
    })?;
    let more = found.len() > limit;
    found.truncate(limit);
    let cursor = found.last().filter(|_| more).map(|last| last.number.to_string());
    let items: Vec<Value> = found.iter().map(|one| row(call, one)).collect();
    let body = json!({ "items": items, "next": cursor });
    Ok(Answer::Json(Json { next: cursor.map(|cursor| address(call, &cursor)), body, ..Json::default() }))
}

fn settle(call: &Call) -> Result<Answer, Failure> {
    call.viewer().writes()?;
    let settlement = match call.body["settlement"].as_str() {
        Some("skip") => Settlement::Skip,
        Some("update") => Settlement::Update,
        _ => Settlement::New,
    };
    let row = call.body["row"].as_u64().and_then(|row| u32::try_from(row).ok());
    let decided = decide(call.state.store(), &call.occasion, call.part("id")?, row, settlement)?;
    Ok(Answer::ok(json!({ "decided": decided })))
}

fn apply(call: &Call) -> Result<Answer, Failure> {
    call.viewer().writes()?;
    let import = begin_apply(call.state.store(), &call.occasion, call.part("id")?)?;
    work(&call.state, &call.occasion, import.id, &import.stage);
    accepted(call, &import)
}

fn bad(call: &Call) -> Result<Answer, Failure> {
    let id: Uuid = call.part("id")?;
    let import = call.reading(|shelf| find(shelf, &call.occasion, id))?;
    let format = format(call);
    let file = made(|out| {
        with_words(import.kind, call.t, |words| {
            bad_rows(call.state.store(), &call.occasion, &import, words, format, out).map(drop)
        })
    })?;
    let stem = import.name.rsplit_once('.').map_or(import.name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}-bad-rows.{}", ending(format));
    Ok(Answer::File(given(file, &name, named(format))?))
}

fn remove(call: &Call) -> Result<Answer, Failure> {
    call.viewer().within(Scope::Write)?;
    let id = call.part("id")?;
    forget(call.state.store(), &call.occasion, id)?;
    // The file may be gone already; nothing else knows of it.
    let _ = std::fs::remove_file(place(&call.state, id));
    Ok(Answer::Done)
}

fn accepted(call: &Call, import: &Import) -> Result<Answer, Failure> {
    let status = Some(StatusCode::ACCEPTED.as_u16());
    Ok(Answer::Json(Json { status, body: stands(call, import.id)?, ..Json::default() }))
}

/// An import as it stands.
fn stands(call: &Call, id: Uuid) -> Result<Value, Failure> {
    call.reading(|shelf| {
        let import = find(shelf, &call.occasion, id)?;
        Ok::<_, Trouble>(told(call, &import, &shelf.import_counts(id)?))
    })
}

fn told(call: &Call, import: &Import, counts: &[(String, u64)]) -> Value {
    let plan = Plan::of(import);
    let column = |column: &Column| json!({ "title": column.title, "target": column.target.code() });
    let counts: Map<String, Value> = counts.iter().map(|(status, count)| (status.clone(), json!(count))).collect();
    let mut told = json!({
        "id": import.id.to_string(),
        "kind": import.kind.code(),
        "name": import.name,
        "stage": import.stage.code(),
        "running": call.state.running().has(import.id),
        "done": import.done,
        "of": import.of,
        "counts": counts,
        "columns": plan.columns.iter().map(column).collect::<Vec<_>>(),
        "missing_organisations": plan.missing,
        "created": import.created.to_string(),
    });
    if let Some(said) = failure(import) {
        told["failure"] = json!(said_sentence(call.t, &said));
    }
    told
}

fn row(call: &Call, row: &ImportRow) -> Value {
    let judged = Judged::of(row);
    let flaw = |flaw: &Flaw| {
        let mut told = json!({ "field": flaw.field, "detail": said_sentence(call.t, &flaw.said) });
        if let Some(column) = flaw.column {
            told["column"] = json!(column + 1);
        }
        told
    };
    let flaws: Vec<Value> = judged.iter().flat_map(Judged::flaws).map(flaw).collect();
    let mut told = json!({ "number": row.number, "status": row.status, "cells": row.cells, "flaws": flaws });
    if let Some(record) = judged.as_ref().and_then(Judged::record) {
        told["record"] = json!(record.to_string());
    }
    told
}

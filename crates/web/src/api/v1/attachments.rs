//! Files on records: listed, hung, fetched, taken off.

use std::fs::File;

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use base::files::Files;
use base::people::may_change;
use base::record::verb::{Hanging, attach, attachment, detach, file_name, show};
use base::store::Attachment;
use base::{Refusal, Trouble};
use serde_json::{Value, json};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, Takes, document};
use super::super::parameter::query;
use super::super::schema::{line, reference};
use super::records::{at_address, note_readings};
use crate::gatekeeper::may_download;
use crate::shell::{Trouble as ShellTrouble, Who, disposition};

const FILE: &str = "/{kind}/{id}/attachments/{file}";
const ALL: &str = "/{kind}/{id}/attachments";
const CHANGES: [&str; 2] = ["not-allowed", "auditors-read"];

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_hang(), hang);
    table.add(of_fetch(), fetch);
    table.add(of_remove(), remove);
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The files, by name.", reference("Attachments"));
    document(Method::Get, ALL, "list_attachments", "The files on a record", gives)
        .under("attachments")
        .who(Who::PerRecord)
}

fn of_hang() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The file as it is kept.", reference("Attachment"));
    document(Method::Post, ALL, "hang_attachment", "Hang a file on a record", gives)
        .under("attachments")
        .who(Who::Signed)
        .note("The same bytes under the same name are there once.")
        .with([query("name", "The name of the file.", line(1, 500)).needed()])
        .takes(Takes::File)
        .refuses(CHANGES)
        .refuses(["bad-file-name"])
}

fn of_fetch() -> Documentation {
    let gives = Gives::File("The bytes.", &["application/octet-stream"]);
    document(Method::Get, FILE, "fetch_attachment", "Fetch a file", gives).under("attachments").who(Who::PerRecord)
}

fn of_remove() -> Documentation {
    let gives = Gives::Nothing("It is off the record.");
    document(Method::Delete, FILE, "remove_attachment", "Take a file off a record", gives)
        .under("attachments")
        .who(Who::Signed)
        .refuses(CHANGES)
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let files = call.reading(|shelf| {
        let record = at_address(call, shelf)?;
        Ok::<_, Trouble>(shelf.attachments(record.id)?)
    })?;
    let items: Vec<Value> = files.iter().map(told).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn hang(call: &Call) -> Result<Answer, Failure> {
    // Who may not hang one leaves no bytes behind.
    let record = call.reading(|shelf| {
        let record = at_address(call, shelf)?;
        may_change(call.viewer(), &record)?;
        Ok::<_, Trouble>(record)
    })?;
    let upload = call.upload.as_ref().ok_or(Refusal::BadFileName { name: String::new() })?;
    let name = file_name(call.given.text("name").unwrap_or_default())?;
    let kept = Files::new(call.state.files()).take(upload.path()).map_err(ShellTrouble::from)?;
    let (file, path) = (Hanging { name, digest: kept.0, size: kept.1 }, call.visit.path.clone());
    call.writing(move |shelf, occasion| {
        let attachment = attach(shelf, occasion, record.id, file)?;
        Ok(Answer::created(format!("{path}/{}", attachment.id), told(&attachment)))
    })
}

fn fetch(call: &Call) -> Result<Answer, Failure> {
    let id: Uuid = call.part("file")?;
    let (record, file) = call.reading(|shelf| {
        let record = at_address(call, shelf)?;
        let file = attachment(shelf, call.viewer(), record.id, id)?;
        Ok::<_, Trouble>((record, file))
    })?;
    note_readings(call, std::slice::from_ref(&record))?;
    may_download(&call.state, &call.visit.occasion(&call.state), &record)?;
    let bytes = File::open(Files::new(call.state.files()).path(&file.digest)).map_err(ShellTrouble::fault)?;
    let head = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_LENGTH, file.size.to_string()),
        (CONTENT_DISPOSITION, disposition(&file.name)),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(bytes)));
    Ok(Answer::File((head, body).into_response()))
}

fn remove(call: &Call) -> Result<Answer, Failure> {
    let (kind, id, file) = (call.kind()?, call.id()?, call.part("file")?);
    call.writing(move |shelf, occasion| {
        if show(shelf, &occasion.viewer, id)?.kind != kind {
            return Err(Refusal::NotFound {}.into());
        }
        detach(shelf, occasion, id, file)?;
        Ok(Answer::Done)
    })
}

fn told(file: &Attachment) -> Value {
    json!({
        "id": file.id.to_string(),
        "name": file.name,
        "digest": file.digest,
        "size": file.size,
        "created": file.created.to_string(),
    })
}

//! Files hung on a record: sent up, fetched, taken off. Their bytes lie under their digest, whatever they are called.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::record::Record;
use base::record::verb::{self, Hanging};
use base::store::Shelf;
use base::{Refusal, Trouble as BaseTrouble};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::day::instant;
use super::history::people;
use super::view::View;
use crate::gatekeeper::may_download;
use crate::shell::{Done, Form, Trouble, Upload, Visit, disposition, see_other_done};
use crate::state::State;

/// A file as the record's page shows it.
pub(super) struct Hung {
    pub href: String,
    pub name: String,
    pub size: String,
    pub when: String,
    pub who: String,
}

/// The files of a record.
pub(super) fn hung(view: &View, record: &Record, shelf: &mut dyn Shelf) -> Result<Vec<Hung>, Trouble> {
    let files = shelf.attachments(record.id)?;
    let who = people(view, files.iter().filter_map(|file| file.account), shelf)?;
    let one = |file: &base::store::Attachment| Hung {
        href: format!("{}/{}/attachments/{}", view.list(), record.id, file.id),
        name: file.name.clone(),
        size: size(file.size),
        when: instant(file.created, view.t),
        who: file.account.and_then(|id| who.get(&id).cloned()).unwrap_or_else(|| "—".to_owned()),
    };
    Ok(files.iter().map(one).collect())
}

/// Keeps a file and hangs it on the record.
pub(super) fn upload(state: &State, visit: &Visit, _: &Form, upload: Option<&Upload>) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let record = state.store().reading(|shelf| view.own_record(shelf))?;
    let upload = upload.ok_or(Refusal::BadFileName { name: String::new() })?;
    let name = verb::file_name(&upload.name)?;
    let (digest, size) = keep(upload.path(), state.files())?;
    let (occasion, file) = (view.occasion.clone(), Hanging { name, digest, size });
    state.store().writing(move |shelf| verb::attach(shelf, &occasion, record.id, file))?;
    see_other_done(&format!("{}/{}#attachments", view.list(), record.id), Done::Attached)
}

/// Gives a file out, to be saved and not to be opened as a page of this base.
pub(super) fn download(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let id = file_id(visit)?;
    let (record, file) = state.store().reading(|shelf| -> Result<_, Trouble> {
        let record = view.record(shelf)?;
        let file = verb::attachment(shelf, view.viewer(), record.id, id)?;
        Ok((record, file))
    })?;
    view.note_reading(&record)?;
    may_download(state, &view.occasion, &record)?;
    let bytes = File::open(place(state.files(), &file.digest)).map_err(Trouble::fault)?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_LENGTH, file.size.to_string()),
        (CONTENT_DISPOSITION, disposition(&file.name)),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(bytes)));
    Ok((StatusCode::OK, headers, body).into_response())
}

/// Takes a file off the record; its bytes stay for as long as another record has them.
pub(super) fn remove(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let id = file_id(visit)?;
    let record = state.store().reading(|shelf| view.own_record(shelf))?;
    let occasion = view.occasion.clone();
    let removed: Result<_, BaseTrouble> =
        state.store().writing(move |shelf| verb::detach(shelf, &occasion, record.id, id));
    removed?;
    see_other_done(&format!("{}/{}#attachments", view.list(), record.id), Done::Detached)
}

fn file_id(visit: &Visit) -> Result<Uuid, Trouble> {
    visit.part("file").parse().map_err(|_| Trouble::NotFound)
}

/// Where the bytes of a digest lie.
fn place(files: &Path, digest: &str) -> PathBuf {
    files.join(digest.get(..2).unwrap_or_default()).join(digest)
}

/// Moves a file to where its digest says, and has it on disk before anything speaks of it.
fn keep(from: &Path, files: &Path) -> io::Result<(String, u64)> {
    let mut file = File::open(from)?;
    let (digest, size) = verb::digest_of(&mut file)?;
    file.sync_all()?;
    let to = place(files, &digest);
    let folder = files.join(&digest[..2]);
    fs::create_dir_all(&folder)?;
    fs::rename(from, &to)?;
    File::open(&folder)?.sync_all()?;
    Ok((digest, size))
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["B", "KiB", "MiB", "GiB"];
    let mut amount = bytes as f64;
    let mut unit = 0;
    while amount >= 1024.0 && unit + 1 < UNITS.len() {
        amount /= 1024.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} B") } else { format!("{amount:.1} {}", UNITS[unit]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_well() {
        assert_eq!([size(0), size(1023), size(1536), size(64 << 20)], ["0 B", "1023 B", "1.5 KiB", "64.0 MiB"]);
    }
}

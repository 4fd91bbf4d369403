//! A form with a file: streamed to a temporary file, with a limit on its size and on its slowness.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::StatusCode;
use tempfile::NamedTempFile;
use tokio::sync::mpsc;

use super::form::{self, CSRF, Form};
use super::origin;
use super::pace::Pace;
use super::trouble::Trouble;
use super::visit::Visit;
use crate::state::State;

/// The largest file, in bytes.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// What the other fields and the seams between them may take besides, in bytes.
const BESIDES: usize = 1024 * 1024;
/// Pieces on their way to the disk.
const PIECES: usize = 8;

/// A file that was sent; it goes when this goes.
#[derive(Debug)]
pub(crate) struct Upload {
    /// The name it had where it came from.
    pub name: String,
    file: NamedTempFile,
}

impl Upload {
    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }
}

/// The limit that a route for files sets on bodies.
pub(super) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(usize::try_from(MOST_BYTES).unwrap_or(usize::MAX).saturating_add(BESIDES))
}

/// Reads the fields and the file of a form; the first file counts, and what guards the form stands before it.
pub(super) async fn read(state: &State, visit: &Visit, request: Request) -> Result<(Form, Option<Upload>), Trouble> {
    origin::from_here(request.headers())?;
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| form::broken_off())?;
    let (mut pairs, mut upload, mut pace) = (Vec::new(), None, Pace::begin());
    let mut besides = 0;
    while let Some(part) = pace.next(parts.next_field()).await.map_err(|_| form::too_slow())?.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file) if !file.is_empty() && upload.is_none() => {
                guarded(visit, &pairs)?;
                upload = Some(keep(state, file, part, &mut pace).await?);
            }
            Some(_) => {}
            None => {
                let text = pace.next(part.text()).await.map_err(|_| form::too_slow())?.map_err(broken)?;
                besides += name.len() + text.len();
                if besides > BESIDES {
                    return Err(form::too_large("1 MiB"));
                }
                pairs.push((name, text));
            }
        }
    }
    guarded(visit, &pairs)?;
    Ok((Form::new(pairs), upload))
}

fn guarded(visit: &Visit, pairs: &[(String, String)]) -> Result<(), Trouble> {
    let given = pairs.iter().find(|(name, _)| name == CSRF).map_or("", |(_, value)| value);
    origin::of_session(visit, given)
}

/// Hands the pieces of a file to a thread that writes them.
async fn keep(state: &State, name: String, mut part: Field<'_>, pace: &mut Pace) -> Result<Upload, Trouble> {
    let folder = state.files().join("uploads");
    let (give, take) = mpsc::channel(PIECES);
    let writing = tokio::task::spawn_blocking(move || write(&folder, take));
    let (mut size, mut taken) = (0, true);
    while let Some(piece) = pace.next(part.chunk()).await.map_err(|_| form::too_slow())?.map_err(broken)? {
        pace.took(piece.len());
        size += piece.len() as u64;
        if size > MOST_BYTES {
            return Err(form::too_large("64 MiB"));
        }
        // What cannot be kept is still heard to its end: whoever sends it listens only then.
        taken = taken && give.send(piece).await.is_ok();
    }
    drop(give);
    let file = writing.await.map_err(Trouble::fault)??;
    Ok(Upload { name, file })
}

fn write(folder: &Path, mut pieces: mpsc::Receiver<Bytes>) -> io::Result<NamedTempFile> {
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    while let Some(piece) = pieces.blocking_recv() {
        file.write_all(&piece)?;
    }
    file.flush()?;
    Ok(file)
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
fn broken(error: MultipartError) -> Trouble {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => form::too_large("64 MiB"),
        _ => form::broken_off(),
    }
}

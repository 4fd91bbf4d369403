//! Reading the body of a request: JSON whole, files piece by piece to the disk, both within limits of size and time.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use base::record::verb::{MOST_BYTES, digest_of};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::NamedTempFile;
use tokio::sync::mpsc;

use super::answer::Failure;
use super::check::check;
use super::operation::Takes;
use super::refused::Refused;
use crate::shell::{Pace, Trouble};

/// The largest JSON, in bytes.
const MOST_JSON: usize = 2 * 1024 * 1024;
/// Pieces on their way to the disk.
const PIECES: usize = 8;

/// What a body held.
pub(super) enum Held {
    Nothing,
    Json(Value),
    File(Upload),
}

/// A file that was sent; it goes when this goes.
pub(super) struct Upload {
    /// The SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    file: NamedTempFile,
}

impl Upload {
    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }
}

/// Reads a body and holds it to its schema.
pub(super) async fn read(takes: &Takes, head: &HeaderMap, body: Body, files: &Path) -> Result<Held, Failure> {
    let (schema, types): (_, &[&str]) = match takes {
        Takes::Nothing => return Ok(Held::Nothing),
        Takes::File => {
            is_of(head.get(CONTENT_TYPE), &["application/octet-stream"])?;
            return keep(body, files.join("uploads")).await.map(Held::File);
        }
        Takes::Json(schema) => (schema, &["application/json"]),
        Takes::Merge(schema) => (schema, &["application/json", "application/merge-patch+json"]),
    };
    is_of(head.get(CONTENT_TYPE), types)?;
    let bytes = whole(body).await?;
    let value: Value =
        serde_json::from_slice(&bytes).map_err(|error| Refused::NotJson { detail: error.to_string() })?;
    let slips = check(schema, &value);
    if slips.is_empty() { Ok(Held::Json(value)) } else { Err(Refused::WrongShape(slips).into()) }
}

fn is_of(given: Option<&HeaderValue>, wanted: &[&str]) -> Result<(), Refused> {
    let given = given.and_then(|given| given.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if wanted.iter().any(|wanted| essence.eq_ignore_ascii_case(wanted)) {
        return Ok(());
    }
    Err(Refused::WrongMediaType { wanted: wanted.join(", ") })
}

/// The next piece; `None` at the end.
async fn next(body: &mut Body, pace: &mut Pace) -> Result<Option<Bytes>, Refused> {
    loop {
        match pace.next(body.frame()).await {
            Err(_) => return Err(Refused::TooSlow {}),
            Ok(None) => return Ok(None),
            Ok(Some(Err(_))) => return Err(Refused::BrokenOff {}),
            // What is no data is a trailer, which says nothing here.
            Ok(Some(Ok(frame))) => {
                if let Ok(piece) = frame.into_data() {
                    pace.took(piece.len());
                    return Ok(Some(piece));
                }
            }
        }
    }
}

async fn whole(mut body: Body) -> Result<Vec<u8>, Refused> {
    let (mut bytes, mut pace) = (Vec::new(), Pace::begin());
    while let Some(piece) = next(&mut body, &mut pace).await? {
        if bytes.len() + piece.len() > MOST_JSON {
            return Err(Refused::TooLarge { most: "2 MiB".to_owned() });
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Hands the pieces of a file to a thread that writes them.
async fn keep(mut body: Body, folder: PathBuf) -> Result<Upload, Failure> {
    let (give, take) = mpsc::channel(PIECES);
    let writing = tokio::task::spawn_blocking(move || write(&folder, take));
    let (mut size, mut taken, mut pace) = (0, true, Pace::begin());
    while let Some(piece) = next(&mut body, &mut pace).await? {
        size += piece.len() as u64;
        if size > MOST_BYTES {
            return Err(Refused::TooLarge { most: "64 MiB".to_owned() }.into());
        }
        // What cannot be kept is still heard to its end: whoever sends it listens only then.
        taken = taken && give.send(piece).await.is_ok();
    }
    drop(give);
    let file = writing.await.map_err(Trouble::fault)?.map_err(Trouble::from)?;
    let hashed = tokio::task::spawn_blocking(move || {
        let digest = digest_of(&mut fs::File::open(file.path())?)?.0;
        Ok::<_, io::Error>(Upload { digest, file })
    });
    Ok(hashed.await.map_err(Trouble::fault)?.map_err(Trouble::from)?)
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

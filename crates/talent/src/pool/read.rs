//! Which form a file has, and what it brings.

use std::path::Path;
use std::{fs, io};

use base::store::Fault;
use base::{Refusal, Trouble};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::brought::Brought;
use super::{bibtex, openalex, orcid, ris};

/// The largest file, in bytes.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The record of a researcher, as ORCID gives it (version 3.0, JSON).
    Orcid,
    /// Authors of OpenAlex, JSON or CSV.
    OpenAlexAuthors,
    /// Works of OpenAlex with their authors, JSON or CSV.
    OpenAlexWorks,
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
}

impl Source {
    /// Its name where it is shown and kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Orcid => "ORCID",
            Self::OpenAlexAuthors | Self::OpenAlexWorks => "OpenAlex",
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
        }
    }
}

/// What the file at a path brings.
///
/// # Errors
/// It is too large, or as [`read`].
pub fn open(path: &Path) -> Result<Brought, Trouble> {
    let failed = |error: io::Error| Trouble::from(Fault::Refused(error.to_string()));
    if fs::metadata(path).map_err(failed)?.len() > MOST_BYTES {
        return Err(Refusal::PoolTooMuch {}.into());
    }
    Ok(read(&fs::read(path).map_err(failed)?)?)
}

/// What a file brings. Its form is seen by what it says, not by its name.
///
/// # Errors
/// It is a page of the web, or none of these forms.
pub fn read(bytes: &[u8]) -> Result<Brought, Refusal> {
    let decoded = decoded(bytes);
    // Lines are counted from the first, blank or not.
    let lines = decoded.trim_start_matches('\u{feff}');
    let text = lines.trim_start();
    let head: String = text.chars().take(400).collect::<String>().to_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("<html") {
        return Err(Refusal::PoolWebPage {});
    }
    if text.starts_with('{') || text.starts_with('[') {
        let value: Value =
            serde_json::from_str(text).map_err(|error| Refusal::PoolNotRead { why: error.to_string() })?;
        return of_json(&value);
    }
    if lines.lines().any(ris::begins) {
        return Ok(ris::read(lines));
    }
    if bibtex::looks(text) {
        return Ok(bibtex::read(lines));
    }
    if openalex::is_table(text) {
        return Ok(openalex::of_table(text));
    }
    Err(Refusal::PoolUnknown {})
}

fn of_json(value: &Value) -> Result<Brought, Refusal> {
    if !value["orcid-identifier"].is_null() {
        return Ok(orcid::read(value));
    }
    if let Some(found) = openalex::of_json(value) {
        return Ok(found);
    }
    Err(Refusal::PoolUnknown {})
}

/// The text of a file: UTF-8 or UTF-16 with their marks, else GB18030 where it is no UTF-8.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    std::str::from_utf8(bytes).map_or_else(|_| encoding_rs::GB18030.decode(bytes).0.into_owned(), str::to_owned)
}

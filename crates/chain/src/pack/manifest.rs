//! The manifest of a pack.

use serde::Deserialize;

use crate::{Reason, Refusal, Text};

const FILE: &str = "pack.toml";

/// `pack.toml` as it stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub format: i64,
    pub id: String,
    pub name: Text,
    pub summary: Text,
    pub year: i32,
    pub currency: String,
    pub mass: String,
    pub home: String,
    pub discount: f64,
    pub price_stage: Option<String>,
}

/// Reads the manifest.
pub(super) fn read(bytes: &[u8]) -> Result<Manifest, Refusal> {
    let text = utf8(FILE, bytes)?;
    let manifest: Manifest = toml::from_str(text).map_err(|error| toml_refusal(FILE, text, &error))?;
    if manifest.format != super::FORMAT {
        let reason = Reason::FormatVersion { given: manifest.format.to_string(), known: super::FORMAT.to_string() };
        return Err(reason.at(FILE, None));
    }
    if !(0.0..=1.0).contains(&manifest.discount) {
        let reason = Reason::NotAShare { column: "discount".to_owned(), value: manifest.discount.to_string() };
        return Err(reason.at(FILE, None));
    }
    Ok(manifest)
}

/// The text of a file, or where it stops being one.
pub(crate) fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Refusal> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let row = row_of(bytes, error.valid_up_to());
        Reason::NotUtf8 { position: error.valid_up_to().to_string() }.at(file, Some(row))
    })
}

/// The row a byte stands in, counting from 1.
pub(super) fn row_of(bytes: &[u8], position: usize) -> usize {
    bytes[..position].split(|byte| *byte == b'\n').count()
}

/// A TOML error with its line.
pub(crate) fn toml_refusal(file: &str, text: &str, error: &toml::de::Error) -> Refusal {
    let row = error.span().map(|span| 1 + text[..span.start.min(text.len())].matches('\n').count());
    Reason::NotToml { detail: error.message().to_owned() }.at(file, row)
}

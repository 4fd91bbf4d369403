//! BibTeX: entries between braces. Each is read by itself, so that a broken one fails alone.

use biblatex::{Bibliography, Chunk, ChunksExt, Entry};

use super::brought::{Broken, Brought, Flaw, work};
use super::read::Source;

/// Whether a text has an entry.
pub(super) fn looks(text: &str) -> bool {
    !pieces(text).is_empty()
}

/// A piece of a text from one `@` at the beginning of a line to the next, with its line.
fn pieces(text: &str) -> Vec<(usize, String)> {
    let mut pieces: Vec<(usize, String)> = Vec::new();
    for (at, line) in (1..).zip(text.lines()) {
        let begins = line.trim_start().strip_prefix('@').is_some_and(|rest| {
            let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
            let after = rest.get(name.len()..).map_or("", str::trim_start);
            !name.is_empty() && (after.starts_with('{') || after.starts_with('('))
        });
        if begins {
            pieces.push((at, String::new()));
        }
        if let Some((_, piece)) = pieces.last_mut() {
            piece.push_str(line);
            piece.push('\n');
        }
    }
    pieces
}

/// The works of a text.
pub(super) fn read(text: &str) -> Brought {
    let mut brought = Brought::new(Source::Bibtex);
    let mut strings = String::new();
    for (at, piece) in pieces(text) {
        let kind: String = piece.trim_start().chars().skip(1).take_while(char::is_ascii_alphabetic).collect();
        match kind.to_lowercase().as_str() {
            "string" => strings.push_str(&piece),
            "comment" | "preamble" => {}
            _ => entry(&strings, at, &piece, &mut brought),
        }
    }
    brought
}

fn entry(strings: &str, at: usize, piece: &str, brought: &mut Brought) {
    let read = Bibliography::parse(&format!("{strings}{piece}"));
    let bibliography = match read {
        Ok(bibliography) => bibliography,
        Err(error) => {
            brought.broken.push(Broken::new(at, piece, Flaw::Unreadable(error.kind.to_string())));
            return;
        }
    };
    if bibliography.is_empty() {
        brought.broken.push(Broken::new(at, piece, Flaw::NoEnd));
    }
    for entry in bibliography.iter() {
        match of(entry) {
            Some(work) => brought.works.push(work),
            None => brought.broken.push(Broken::new(at, piece, Flaw::NoTitle)),
        }
    }
}

fn of(entry: &Entry) -> Option<base::record::kinds::Publication> {
    let text = |name: &str| entry.get(name).map(said).unwrap_or_default();
    let first = |names: &[&str]| names.iter().map(|name| text(name)).find(|text| !text.is_empty()).unwrap_or_default();
    let venue = first(&["journaltitle", "journal", "booktitle", "publisher", "school", "institution"]);
    let year = first(&["date", "year"]);
    work(&text("title"), &venue, Some(&year), &text("doi"))
}

/// The letters of a field without the braces that only keep their case.
fn said(chunks: &[biblatex::Spanned<Chunk>]) -> String {
    chunks.format_verbatim()
}

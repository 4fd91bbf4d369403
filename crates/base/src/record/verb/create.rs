//! A new record.

use serde_json::json;

use super::compose::{and_faults, by_workflow, partly};
use super::publish::goes_out;
use super::write::write;
use super::{Occasion, Within};
use crate::people::{may_author, may_create};
use crate::record::{Content, Given, Kind, Record, RecordId, State};
use crate::refusal::Trouble;
use crate::store::Shelf;

/// Where a new record begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// Seen by its authors alone.
    Draft,
    /// Out at once.
    Published,
}

/// Writes a new record of a kind.
///
/// Without an owner it belongs to the one organisation its author acts for; without a visibility it is for members.
///
/// # Errors
/// The author may not write such a record; every slip in its fields.
pub fn create(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    kind: Kind,
    given: &[(String, Given)],
    beginning: Beginning,
) -> Result<Record, Trouble> {
    let mut within = Within::new(shelf, occasion);
    let would = would_create(&mut within, occasion, kind, given, beginning);
    within.end()?;
    let record = would?;
    write(shelf, occasion, &record, "record.create")?;
    Ok(record)
}

/// What [`create`] would write.
///
/// # Errors
/// As [`create`].
pub fn would_create(
    within: &mut Within,
    occasion: &Occasion,
    kind: Kind,
    given: &[(String, Given)],
    beginning: Beginning,
) -> Result<Record, Trouble> {
    may_author(&occasion.viewer, kind)?;
    let (mut content, slips) = partly(kind, &Content::default(), given, within);
    let misread = !slips.is_empty();
    if let (None, Some(member)) = (content.owner(), occasion.viewer.member())
        && let [only] = member.standings.as_slice()
    {
        content.set("owner", json!(only.organisation.to_string()));
    }
    if content.text("visibility").is_empty() {
        content.set("visibility", json!("members"));
    }
    let state = match beginning {
        Beginning::Draft => State::Draft,
        Beginning::Published => State::Published,
    };
    let mut slips = and_faults(slips, kind, &content, &state);
    slips.extend(by_workflow(&occasion.viewer, kind, None, &content));
    if !misread {
        may_create(&occasion.viewer, kind, content.owner())?;
    }
    if !slips.is_empty() {
        return Err(slips.into());
    }
    if state == State::Published {
        goes_out(occasion, kind, &mut content)?;
    }
    Ok(Record {
        id: RecordId::fresh(),
        kind,
        version: 1,
        state,
        content,
        author: occasion.viewer.account(),
        managers: Vec::new(),
        created: occasion.now,
        updated: occasion.now,
    })
}

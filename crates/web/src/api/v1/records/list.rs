//! Lists of records: narrowed, in order, part by part.

use axum::http::StatusCode;
use base::record::verb::{Within, list, listing};
use base::record::{Field, Kind, RecordId, Shape, asked};
use base::store::{Cursor, Filter, Mark, Sort};
use serde_json::json;

use super::super::super::answer::{Answer, Failure, Json};
use super::super::super::call::Call;
use super::super::super::component::{MOST_COUNTED, name_of, sorts, states};
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::{Parameter, query};
use super::super::super::schema::{day, line, one_of, reference, text, uuid, whole};
use super::{note_readings, seen};

/// So many are given where nothing is said.
const LIMIT: i64 = 50;
const MOST: i64 = 200;
/// The fields that have a parameter with a name of its own.
const COMMON: [&str; 3] = ["owner", "positions", "expires"];

pub(super) fn add(table: &mut Table, kind: Kind) {
    table.add_of(kind, documentation(kind), handle);
}

fn documentation(kind: Kind) -> Documentation {
    let (name, label) = (name_of(kind), kind.label().en);
    let gives = Gives::Json(StatusCode::OK, "A part of the list.", reference(&format!("{name}Page")));
    let id = format!("list_{}", kind.path());
    document(Method::Get, format!("/{}", kind.path()), id, format!("List records: {label}"), gives)
        .under("records")
        .with(common())
        .with(kind.fields().filter_map(of_field))
        .refuses(["bad-cursor"])
}

/// What every list is narrowed and ordered by.
pub(in super::super) fn common() -> Vec<Parameter> {
    vec![
        query("q", "Words that the text must hold; Chinese needs no spaces.", line(0, 500)),
        query("state", "Only in these states; all but deleted where none is named.", states()).several(),
        query("owner", "Only those of this organisation.", uuid()),
        query("position", "Only those at this place of the chain, by its id.", line(1, 200)).several(),
        query("author", "Only one's own.", one_of(["me"])),
        query("expires_before", "Only those that go stale before this day.", day()),
        query("sort", "The order: last changed first where nothing is said.", sorts()),
        query("limit", "At most so many; 50 where nothing is said.", whole(1, MOST)),
        query("cursor", "Where to go on: `next` of the part before.", text()),
    ]
}

/// The parameter by which a list is narrowed to an answer, a link or an identifier.
fn of_field(field: &Field) -> Option<Parameter> {
    if COMMON.contains(&field.name) {
        return None;
    }
    let schema = if let Shape::Choice(choices) | Shape::Choices(choices) = field.shape {
        one_of(choices.iter().map(|choice| choice.code))
    } else if matches!(field.shape, Shape::Link | Shape::Links) {
        uuid()
    } else if matches!(field.shape, Shape::Identifier(_)) {
        line(1, 200)
    } else {
        return None;
    };
    Some(query(field.name, format!("{} / {}", field.label.zh, field.label.en), schema).several())
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let kind = call.kind()?;
    let mut filter = Asked::of(call, vec![kind])?;
    for field in kind.fields().filter(|field| of_field(field).is_some()) {
        for value in call.given.each(field.name) {
            if matches!(field.shape, Shape::Link | Shape::Links) {
                filter.linked.extend(value.parse::<RecordId>());
            }
            filter.filter.marks.push(Mark { field: field.name.to_owned(), value: value.to_owned() });
        }
    }
    page(call, filter)
}

/// What a list is asked for.
pub(in super::super) struct Asked {
    filter: Filter,
    sort: Sort,
    /// The records that it is narrowed to by links.
    linked: Vec<RecordId>,
}

impl Asked {
    /// Reads what every list is narrowed and ordered by.
    pub(in super::super) fn of(call: &Call, kinds: Vec<Kind>) -> Result<Self, Failure> {
        let given = &call.given;
        let mut filter = Filter { kinds, ..Filter::default() };
        filter.words = given.text("q").map(asked).unwrap_or_default();
        filter.states = given.each("state").map(str::to_owned).collect();
        filter.owner = given.text("owner").and_then(|owner| owner.parse().ok());
        filter.expires_before = given.text("expires_before").map(str::to_owned);
        if given.text("author").is_some() {
            filter.author = Some(call.account()?);
        }
        let mark = |place: &str| Mark { field: "positions".to_owned(), value: place.to_owned() };
        filter.marks = given.each("position").map(mark).collect();
        let sort = given.text("sort").and_then(Sort::of_code).unwrap_or_default();
        Ok(Self { linked: filter.owner.into_iter().collect(), filter, sort })
    }

    /// Whether every record that the list is narrowed to can be reached; where one cannot, the list holds nothing: a
    /// hidden record shows in no list.
    fn is_reached(&self, call: &Call) -> Result<bool, Failure> {
        call.reading(|shelf| {
            let mut within = Within::new(shelf, &call.occasion);
            within.learn(&self.linked);
            let reached = self.linked.iter().all(|id| within.title(*id).is_some());
            within.end()?;
            Ok(reached)
        })
    }

    /// What to ask a store for.
    pub(in super::super) fn reached(mut self, call: &Call) -> Result<(Filter, Sort), Failure> {
        if !self.is_reached(call)? {
            // No record holds this mark.
            self.filter.marks.push(Mark { field: String::new(), value: String::new() });
        }
        Ok((self.filter, self.sort))
    }
}

/// A part of a list.
pub(in super::super) fn page(call: &Call, asked: Asked) -> Result<Answer, Failure> {
    let limit = usize::try_from(call.given.whole("limit").unwrap_or(LIMIT)).unwrap_or_default();
    let most = usize::try_from(MOST_COUNTED).unwrap_or_default();
    let (filter, sort) = asked.reached(call)?;
    let query = listing(call.viewer(), filter, sort, call.given.text("cursor"), limit)?;
    let (records, next, count) = call.reading(|shelf| {
        let found = list(shelf, &query)?;
        let count = shelf.count(&query.reach, &query.filter, most + 1)?;
        Ok((found.records, found.next, count))
    })?;
    note_readings(call, &records)?;
    let items = call.reading(|shelf| seen::told(&records, &call.occasion, shelf))?;
    let cursor = next.as_ref().map(Cursor::to_string);
    let body = json!({ "items": items, "next": cursor, "count": count.min(most), "more": count > most });
    Ok(Answer::Json(Json { next: cursor.map(|cursor| address(call, &cursor)), body, ..Json::default() }))
}

/// The address of the next part.
pub(in super::super) fn address(call: &Call, cursor: &str) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in call.given.all().filter(|(name, _)| *name != "cursor") {
        pairs.append_pair(name, value.as_str().map_or_else(|| value.to_string(), str::to_owned).as_str());
    }
    format!("{}?{}", call.visit.path, pairs.append_pair("cursor", cursor).finish())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_field_has_the_name_of_a_parameter_of_every_list() {
        for kind in Kind::ALL {
            let mut names: BTreeSet<String> = common().into_iter().map(|one| one.name).collect();
            for parameter in kind.fields().filter_map(of_field) {
                assert!(names.insert(parameter.name.clone()), "{kind}: {}", parameter.name);
            }
        }
    }
}

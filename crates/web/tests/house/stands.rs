//! Who sees and changes what, as a small specification, and a base that holds every case of it.

use std::collections::BTreeMap;

use base::journal::Entry;
use base::people::Role;
use base::record::{Audience, Author, Content, Kind, Record, RecordId, State, indexed};
use base::store::{Attachment, Mark};
use serde_json::{Value, json};
use uuid::Uuid;

use super::House;

/// Everybody: a visitor; the author of the records, a colleague and the manager of the organisation they belong to; a
/// member of another organisation, which the records name; and who holds each of the roles.
pub const EVERYBODY: [&str; 10] =
    ["nobody", "author", "worker", "lead", "southern", "broker", "reviewer", "finance", "auditor", "admin"];

/// Where on the chain the records stand.
pub const PLACE: &str = "nd_oxide";

/// How a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    Public,
    Members,
    Named,
    Owner,
    Private,
    Draft,
}

use Stands::{Draft, Members, Named, Owner, Private, Public};

pub const EVERY_STAND: [Stands; 6] = [Public, Members, Named, Owner, Private, Draft];

/// Whether somebody sees a record of the northern institute's that stands like this. What is about money is, in a unit,
/// for who leads it and for its finance. A bid that was not opened is for its side alone.
pub fn sees(path: &str, who: &str, stands: Stands) -> bool {
    let of_money = ["/receipts/", "/payouts/"].iter().any(|list| path.starts_with(list));
    let is_bid = path.starts_with("/bids/");
    match who {
        "author" | "lead" if is_bid => true,
        "southern" if is_bid => stands == Named,
        _ if is_bid => who == "worker" && matches!(stands, Public | Members | Named | Owner),
        "worker" | "southern" if of_money => matches!(stands, Public | Members),
        "author" | "lead" | "auditor" | "admin" => true,
        "worker" => matches!(stands, Public | Members | Named | Owner),
        "southern" => matches!(stands, Public | Members | Named),
        "nobody" => stands == Public,
        _ => matches!(stands, Public | Members),
    }
}

/// Whether somebody changes it.
pub fn changes(who: &str) -> bool {
    matches!(who, "author" | "lead" | "admin")
}

/// Whether somebody writes new records of a kind.
pub fn authors(who: &str, kind: Kind) -> bool {
    let named: &[&str] = match kind.author() {
        Author::Member => &["author", "worker", "lead", "southern"],
        Author::Manager => &["lead"],
        Author::Broker => &["broker"],
        Author::Finance => &["finance"],
        Author::Administrator => &[],
    };
    who == "admin" || named.contains(&who)
}

/// A record of every kind in every stand, each with a file, by `author`; and everybody.
pub fn everything(house: &mut House) -> BTreeMap<(Kind, Stands), (RecordId, Uuid)> {
    house.person("author", "作者", vec![], Some((house.north, false)));
    house.person("broker", "经理人", vec![Role::Broker], None);
    house.person("reviewer", "评审", vec![Role::Reviewer], None);
    house.person("finance", "财务", vec![Role::Finance], None);
    let mut records = BTreeMap::new();
    // First what others are part of.
    let first = [Kind::Event, Kind::Programme];
    let others = Kind::ALL.iter().copied().filter(|kind| !first.contains(kind));
    for kind in first.into_iter().chain(others) {
        for stands in EVERY_STAND {
            let part = part_of(kind, &records);
            records.insert((kind, stands), record(house, (kind, stands), part));
        }
    }
    records
}

/// What a record says besides, where it is part of another: who was registered for an event that is over, who has the
/// certificate of a programme. So whom it is for is asked, and nothing can be done any more.
fn part_of(kind: Kind, records: &BTreeMap<(Kind, Stands), (RecordId, Uuid)>) -> Value {
    let public = |kind: Kind| records.get(&(kind, Public)).map(|(id, _)| id.to_string());
    let parts = [
        (Kind::Event, json!({ "stage": "closed" })),
        (Kind::Registration, json!({ "event": public(Kind::Event), "stage": "confirmed" })),
        (Kind::Enrolment, json!({ "programme": public(Kind::Programme), "stage": "certified" })),
    ];
    parts.into_iter().find(|(of, _)| *of == kind).map_or_else(|| json!({}), |(_, part)| part)
}

/// A record with a file, written past the forms: whether it is fit to be published is no question of rights.
fn record(house: &House, (kind, stands): (Kind, Stands), part: Value) -> (RecordId, Uuid) {
    let visibility = match stands {
        Public | Draft => "public",
        Members => "members",
        Named => "named",
        Owner => "owner",
        Private => "private",
    };
    let mut content = json!({
        "title_zh": format!("{stands:?} {kind}"),
        "owner": house.north.to_string(),
        "visibility": visibility,
        "named": [house.south.to_string()],
        "positions": [PLACE],
    });
    if let (Some(content), Value::Object(part)) = (content.as_object_mut(), part) {
        content.extend(part);
    }
    let now = house.operator().now;
    let record = Record {
        id: RecordId::fresh(),
        kind,
        version: 1,
        state: if stands == Draft { State::Draft } else { State::Published },
        content: Content(content.as_object().unwrap().clone()),
        author: Some(house.account("author")),
        managers: Vec::new(),
        created: now,
        updated: now,
    };
    let folder = house.folder.path().join("files/ab");
    let digest = format!("ab{}", "0".repeat(62));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(&digest), "file").unwrap();
    let (id, file, by) = (record.id, Uuid::now_v7(), record.author);
    let name = "file.txt".to_owned();
    let attachment = Attachment { id: file, record: id, name, digest, size: 4, account: by, created: now };
    let (object, verb) = (format!("{kind}:{id}"), "record.create".to_owned());
    let payload = json!({ "state": record.state, "managers": [], "content": content });
    let written = house.store.writing(move |shelf| {
        let words = indexed(record.content.text("title_zh"));
        let mark = Mark { field: "positions".to_owned(), value: PLACE.to_owned() };
        let marks = if kind == Kind::Need { vec![mark] } else { Vec::new() };
        shelf.put_record(&record, &Audience::of(&record), &words, &marks)?;
        shelf.append(Entry { at: now, by, verb, object, version: 1, payload })?;
        shelf.put_attachment(&attachment)
    });
    written.unwrap();
    (id, file)
}

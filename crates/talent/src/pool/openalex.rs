//! Authors and works of OpenAlex, as its API gives them (JSON) and as its pages export them (CSV, `|` within a cell).
//!
//! Source: OpenAlex, “Author object”, “Work object” and “Export”.

use std::collections::BTreeMap;

use base::identifier::Orcid;
use base::record::kinds::Publication;
use serde_json::Value;

use super::brought::{Broken, Brought, Flaw, Post, Profile, work};
use super::read::Source;

/// The fields of research that are taken of an author.
const FIELDS: usize = 8;

/// What a document brings; `None` where it is not of OpenAlex.
pub(super) fn of_json(value: &Value) -> Option<Brought> {
    let single = std::slice::from_ref(value);
    let rows = value["results"].as_array().or_else(|| value.as_array()).map_or(single, Vec::as_slice);
    let first = rows.first()?;
    if !first["authorships"].is_null() {
        return Some(works(rows));
    }
    let is_author = !first["display_name"].is_null() && (!first["works_count"].is_null() || !first["orcid"].is_null());
    is_author.then(|| authors(rows))
}

fn text(value: &Value) -> String {
    value.as_str().map(str::trim).unwrap_or_default().to_owned()
}

/// A checked id, or what is wrong with it.
fn orcid(given: &str) -> Result<Option<String>, Flaw> {
    if given.is_empty() {
        return Ok(None);
    }
    let read = Orcid::parse(given).map_err(|_| Flaw::BadOrcid(given.to_owned()))?;
    Ok(Some(read.as_str().to_owned()))
}

fn authors(rows: &[Value]) -> Brought {
    let mut brought = Brought::new(Source::OpenAlexAuthors);
    for (at, row) in (1..).zip(rows) {
        match author(row) {
            Ok(profile) => brought.people.push(profile),
            Err(flaw) => brought.broken.push(Broken::new(at, &row.to_string(), flaw)),
        }
    }
    brought
}

fn author(row: &Value) -> Result<Profile, Flaw> {
    let name = text(&row["display_name"]);
    if name.is_empty() {
        return Err(Flaw::NoName);
    }
    let posts = row["affiliations"].as_array().into_iter().flatten().map(|one| {
        let mut years: Vec<i64> = one["years"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
        years.sort_unstable();
        Post {
            organisation: text(&one["institution"]["display_name"]),
            since: years.first().map(|year| format!("{year:04}-01-01")),
            // The years are those of papers; nobody left because they wrote none.
            ..Post::default()
        }
    });
    let topics = row["topics"].as_array().or_else(|| row["x_concepts"].as_array());
    let topics = topics.into_iter().flatten().map(|topic| text(&topic["display_name"]));
    Ok(Profile {
        orcid: orcid(&text(&row["orcid"]))?,
        fields: topics.filter(|topic| !topic.is_empty()).take(FIELDS).collect(),
        posts: posts.filter(|post| !post.organisation.is_empty()).collect(),
        name,
        ..Profile::default()
    })
}

/// The people behind works, each with those of theirs.
#[derive(Default)]
struct People(BTreeMap<String, Profile>);

impl People {
    fn add(&mut self, key: &str, name: &str, orcid: Option<String>, organisation: &str, work: &Publication) {
        let profile =
            self.0.entry(key.to_owned()).or_insert_with(|| Profile { name: name.to_owned(), ..Profile::default() });
        profile.orcid = profile.orcid.take().or(orcid);
        profile.works.push(work.clone());
        let known = profile.posts.iter().any(|post| post.organisation == organisation);
        if !organisation.is_empty() && !known {
            profile.posts.push(Post { organisation: organisation.to_owned(), ..Post::default() });
        }
    }
}

fn works(rows: &[Value]) -> Brought {
    let mut brought = Brought::new(Source::OpenAlexWorks);
    let mut people = People::default();
    for (at, row) in (1..).zip(rows) {
        let title = if row["title"].is_null() { text(&row["display_name"]) } else { text(&row["title"]) };
        let venue = text(&row["primary_location"]["source"]["display_name"]);
        let year = row["publication_year"].as_i64().map(|year| year.to_string());
        let Some(work) = work(&title, &venue, year.as_deref(), &text(&row["doi"])) else {
            brought.broken.push(Broken::new(at, &row.to_string(), Flaw::NoTitle));
            continue;
        };
        for authorship in row["authorships"].as_array().into_iter().flatten() {
            let author = &authorship["author"];
            let (name, id) = (text(&author["display_name"]), text(&author["id"]));
            if name.is_empty() {
                brought.broken.push(Broken::new(at, &title, Flaw::NoName));
                continue;
            }
            let organisation = text(&authorship["institutions"][0]["display_name"]);
            let key = if id.is_empty() { &name } else { &id };
            match orcid(&text(&author["orcid"])) {
                Ok(orcid) => people.add(key, &name, orcid, &organisation, &work),
                Err(flaw) => {
                    brought.broken.push(Broken::new(at, &name, flaw));
                    people.add(key, &name, None, &organisation, &work);
                }
            }
        }
    }
    brought.people = people.0.into_values().collect();
    brought
}

/// The columns of a table, by what they are called in exports of either kind.
struct Columns(Vec<String>);

impl Columns {
    fn at(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.0.iter().position(|column| column == name))
    }
}

const NAME: &[&str] = &["display_name", "author_name", "name"];
const AUTHORS: &[&str] = &["authorships.author.display_name", "author_names", "authors"];
const AUTHOR_IDS: &[&str] = &["authorships.author.id", "author_ids"];
const AUTHOR_ORCIDS: &[&str] = &["authorships.author.orcid", "author_orcids"];

fn columns(text: &str) -> Columns {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let first = reader.records().next().and_then(Result::ok);
    Columns(first.iter().flatten().map(|name| name.trim().to_lowercase()).collect())
}

/// Whether a text is such a table.
pub(super) fn is_table(text: &str) -> bool {
    let columns = columns(text);
    let has = |names: &[&str]| columns.at(names).is_some();
    has(AUTHORS) || has(NAME) && (has(&["orcid"]) || has(&["works_count"]))
}

/// What such a table brings.
pub(super) fn of_table(text: &str) -> Brought {
    let columns = columns(text);
    let is_works = columns.at(AUTHORS).is_some();
    let mut brought = Brought::new(if is_works { Source::OpenAlexWorks } else { Source::OpenAlexAuthors });
    let mut people = People::default();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    for (at, record) in (2..).zip(reader.records()) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                brought.broken.push(Broken::new(at, "", Flaw::Unreadable(error.to_string())));
                continue;
            }
        };
        let row = Row { columns: &columns, record: &record };
        let read = if is_works { row.work(&mut people) } else { row.author(&mut brought) };
        if let Err(flaw) = read {
            let begins: Vec<&str> = record.iter().collect();
            brought.broken.push(Broken::new(at, &begins.join(","), flaw));
        }
    }
    brought.people.extend(people.0.into_values());
    brought
}

struct Row<'a> {
    columns: &'a Columns,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    fn cell(&self, names: &[&str]) -> &str {
        self.columns.at(names).and_then(|at| self.record.get(at)).map_or("", str::trim)
    }

    fn parts(&self, names: &[&str]) -> Vec<&str> {
        self.cell(names).split('|').map(str::trim).collect()
    }

    fn work(&self, people: &mut People) -> Result<(), Flaw> {
        let title = self.cell(&["title", "display_name"]);
        let venue = self.cell(&["primary_location.source.display_name", "primary_location_display_name", "source"]);
        let (year, doi) = (self.cell(&["publication_year"]), self.cell(&["doi"]));
        let work = work(title, venue, Some(year), doi).ok_or(Flaw::NoTitle)?;
        let (ids, orcids) = (self.parts(AUTHOR_IDS), self.parts(AUTHOR_ORCIDS));
        let names = self.parts(AUTHORS);
        let mut wrong = None;
        for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            // A list with fewer parts than there are names does not say whose they are.
            let of = |all: &[&str]| if all.len() == names.len() { all[at].to_owned() } else { String::new() };
            let key = Some(of(&ids)).filter(|id| !id.is_empty()).unwrap_or_else(|| (*name).to_owned());
            let read = orcid(&of(&orcids)).unwrap_or_else(|flaw| {
                wrong = Some(flaw);
                None
            });
            people.add(&key, name, read, "", &work);
        }
        wrong.map_or(Ok(()), Err)
    }

    fn author(&self, brought: &mut Brought) -> Result<(), Flaw> {
        let name = self.cell(NAME);
        if name.is_empty() {
            return Err(Flaw::NoName);
        }
        let places = self.parts(&["last_known_institutions.display_name", "affiliations.institution.display_name"]);
        let posts = places.iter().filter(|place| !place.is_empty());
        let fields = self.parts(&["topics.display_name", "x_concepts.display_name"]);
        brought.people.push(Profile {
            name: name.to_owned(),
            orcid: orcid(self.cell(&["orcid"]))?,
            fields: fields.iter().filter(|one| !one.is_empty()).take(FIELDS).map(|one| (*one).to_owned()).collect(),
            posts: posts.map(|place| Post { organisation: (*place).to_owned(), ..Post::default() }).collect(),
            ..Profile::default()
        });
        Ok(())
    }
}

//! Records: kept as they stand, with what they are found by; their versions are in the journal.

use std::collections::BTreeMap;

use base::people::Reach;
use base::record::{Audience, Content, Kind, Record, RecordId, State, Version, title_order};
use base::store::{Cursor, Fault, Filter, Found, Mark, Query, Records, Sort, Titled};
use serde_json::{Map, Value as Json};

use super::Sql;
use super::query::{Condition, SEALED, column, descending};
use crate::full_text;
use crate::memory::numbers;
use crate::session::{Row, Value};

const COLUMNS: &str = "r.id, r.kind, r.version, r.state, r.reason, r.author, r.managers, r.content, r.created, r.updated, r.title, r.expires";
/// Rows that one statement writes.
const AT_ONCE: usize = 100;
/// What sorts after every day.
const NEVER: &str = "9999-99-99";

impl Records for Sql<'_> {
    fn record(&mut self, id: RecordId) -> Result<Option<Record>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM record r WHERE r.id = $1");
        self.session.rows(&sql, &[id.to_string().into()])?.first().map(record).transpose()
    }

    fn records(&mut self, ids: &[RecordId]) -> Result<Vec<Record>, Fault> {
        let mut found = BTreeMap::new();
        for some in ids.chunks(100) {
            let mut condition = Condition::default();
            let ids = condition.list(some.iter().map(ToString::to_string));
            condition.and(format!("r.id IN ({ids})"));
            let sql = format!("SELECT {COLUMNS} FROM record r WHERE {}", condition.text());
            for row in self.session.rows(&sql, &condition.values)? {
                let record = record(&row)?;
                found.insert(record.id, record);
            }
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    fn put_record(&mut self, record: &Record, audience: &Audience, words: &str, marks: &[Mark]) -> Result<bool, Fault> {
        let new = record.version == 1;
        let values = columns(record, audience);
        let written = if new {
            self.session.rows(
                "INSERT INTO record (id, kind, version, state, reason, audience, owner, author, managers, title, title_zh, \
                 title_en, expires, content, created, updated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
                 $13, $14, $15, $16) ON CONFLICT (id) DO NOTHING RETURNING serial",
                &values,
            )?
        } else {
            self.session.rows(
                "UPDATE record SET version = $3, state = $4, reason = $5, audience = $6, owner = $7, author = $8, \
                 managers = $9, title = $10, title_zh = $11, title_en = $12, expires = $13, content = $14, updated = $16 \
                 WHERE id = $1 AND kind = $2 AND version = $3 - 1 AND created = $15 RETURNING serial",
                &values,
            )?
        };
        let Some(serial) = written.first() else { return Ok(false) };
        let serial = serial.int(0)?;
        full_text::put(self.session, serial, words, new)?;
        if !new {
            self.session.run("DELETE FROM record_key WHERE record = $1", &[Value::Int(serial)])?;
            self.session.run("DELETE FROM record_mark WHERE record = $1", &[Value::Int(serial)])?;
        }
        let (keys, seal) = match audience {
            Audience::Public | Audience::Members => (&[][..], None),
            Audience::Holders(keys) => (keys.as_slice(), None),
            Audience::Sealed(keys) => (keys.as_slice(), Some(SEALED)),
        };
        let keys: Vec<Vec<Value>> = keys.iter().map(String::as_str).chain(seal).map(|key| vec![key.into()]).collect();
        self.put_of(serial, "record_key (record, key)", &keys)?;
        let marks: Vec<Vec<Value>> =
            marks.iter().map(|mark| vec![mark.field.as_str().into(), mark.value.as_str().into()]).collect();
        self.put_of(serial, "record_mark (record, field, value)", &marks)?;
        Ok(true)
    }

    fn find(&mut self, query: &Query) -> Result<Found, Fault> {
        let mut condition = Condition::default();
        condition.filter(&query.filter, self.session)?;
        condition.reach(&query.reach);
        if let Some(cursor) = &query.after {
            condition.after(query.sort, cursor)?;
        }
        let limit = condition.value(i64::try_from(query.limit + 1).unwrap_or(i64::MAX));
        let (column, order) = (column(query.sort), if descending(query.sort) { "DESC" } else { "ASC" });
        let sql = format!(
            "SELECT {COLUMNS} FROM {} WHERE {} ORDER BY r.{column} {order}, r.id {order} LIMIT {limit}",
            condition.tables(),
            condition.text()
        );
        let mut rows = self.session.rows_planned(&sql, &condition.values)?;
        let more = rows.len() > query.limit;
        rows.truncate(query.limit);
        let records: Vec<Record> = rows.iter().map(record).collect::<Result<_, _>>()?;
        let last = records.last().zip(rows.last()).filter(|_| more);
        let next =
            last.map(|(record, row)| Ok::<_, Fault>(Cursor { key: key(query.sort, record, row)?, id: record.id }));
        Ok(Found { records, next: next.transpose()? })
    }

    fn count(&mut self, reach: &Reach, filter: &Filter, most: usize) -> Result<usize, Fault> {
        let mut condition = Condition::default();
        condition.filter(filter, self.session)?;
        condition.reach(reach);
        let limit = condition.value(i64::try_from(most).unwrap_or(i64::MAX));
        let (tables, holds) = (condition.tables(), condition.text());
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {tables} WHERE {holds} LIMIT {limit}) counted");
        // The reader's reach is among the values: nobody is told another's count.
        let count = numbers(self.session, &sql, &condition.values)?.first().copied().unwrap_or_default();
        Ok(usize::try_from(count).unwrap_or_default())
    }

    fn titled(&mut self, kinds: &[Kind], title: &str, reach: &Reach, most: usize) -> Result<Vec<Titled>, Fault> {
        if kinds.is_empty() {
            return Ok(Vec::new());
        }
        // Most titles are nobody's: a short question says so, whose plan is made in a moment.
        let sql = "SELECT serial FROM record WHERE title_zh = $1 UNION SELECT serial FROM record WHERE title_en = $1";
        let same = self.session.rows_planned(sql, &[title.into()])?;
        if same.is_empty() {
            return Ok(Vec::new());
        }
        let mut same = same.iter().map(|row| row.int(0)).collect::<Result<Vec<i64>, Fault>>()?;
        same.sort_unstable();
        let mut condition = Condition::default();
        let kinds = condition.list(kinds.iter().map(|kind| kind.code()));
        condition.among(&same.into(), self.session.dialect());
        condition.and(format!("r.kind IN ({kinds}) AND r.state <> 'deleted'"));
        condition.reach(reach);
        let limit = condition.value(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = format!(
            "SELECT r.id, r.kind, r.title_zh, r.title_en FROM {} WHERE {} ORDER BY r.id LIMIT {limit}",
            condition.tables(),
            condition.text()
        );
        self.session.rows_planned(&sql, &condition.values)?.iter().map(titled).collect()
    }

    fn titles(&mut self, ids: &[RecordId], reach: &Reach) -> Result<Vec<Titled>, Fault> {
        let mut found = Vec::new();
        for some in ids.chunks(100) {
            let mut condition = Condition::default();
            let ids = condition.list(some.iter().map(ToString::to_string));
            condition.and(format!("r.id IN ({ids}) AND r.state <> 'deleted'"));
            condition.reach(reach);
            let sql = format!("SELECT r.id, r.kind, r.title_zh, r.title_en FROM record r WHERE {}", condition.text());
            for row in self.session.rows(&sql, &condition.values)? {
                found.push(titled(&row)?);
            }
        }
        Ok(found)
    }

    fn naming(&mut self, id: RecordId, reach: &Reach, most: usize) -> Result<Vec<(String, Titled)>, Fault> {
        let mut condition = Condition::default();
        let id = condition.value(id.to_string());
        condition.and(format!("m.value = {id} AND r.state <> 'deleted'"));
        condition.reach(reach);
        let limit = condition.value(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = format!(
            "SELECT r.id, r.kind, r.title_zh, r.title_en, m.field FROM record_mark m JOIN record r ON r.serial = m.record \
             WHERE {} ORDER BY r.updated DESC, r.id DESC, m.field LIMIT {limit}",
            condition.text()
        );
        let rows = self.session.rows(&sql, &condition.values)?;
        rows.iter().map(|row| Ok((row.text(4)?.to_owned(), titled(row)?))).collect()
    }

    fn namers(
        &mut self,
        ids: &[RecordId],
        kind: Kind,
        reach: &Reach,
        most: usize,
    ) -> Result<BTreeMap<RecordId, Vec<RecordId>>, Fault> {
        let mut namers: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for some in ids.chunks(100) {
            let mut condition = Condition::default();
            let named = condition.list(some.iter().map(ToString::to_string));
            let kind = condition.value(kind.code());
            condition.and(format!("m.value IN ({named}) AND r.kind = {kind} AND r.state <> 'deleted'"));
            condition.reach(reach);
            let place = condition.value(i64::try_from(most).unwrap_or(i64::MAX));
            let sql = format!(
                "SELECT named, id FROM (SELECT named, id, row_number() OVER (PARTITION BY named ORDER BY updated DESC, id DESC) \
                 AS place FROM (SELECT DISTINCT m.value AS named, r.id AS id, r.updated AS updated FROM record_mark m \
                 JOIN record r ON r.serial = m.record WHERE {}) each_once) placed WHERE place <= {place} ORDER BY named, place",
                condition.text()
            );
            for row in self.session.rows(&sql, &condition.values)? {
                namers.entry(row.parsed(0)?).or_default().push(row.parsed(1)?);
            }
        }
        Ok(namers)
    }

    fn versions(&mut self, id: RecordId) -> Result<Vec<Version>, Fault> {
        let kind = self.session.rows("SELECT kind FROM record WHERE id = $1", &[id.to_string().into()])?;
        let Some(kind) = kind.first() else { return Ok(Vec::new()) };
        let object = format!("{}:{id}", kind.text(0)?);
        let rows = self.session.rows(
            "SELECT version, at, actor, verb, payload FROM journal WHERE object = $1 AND version > 0 ORDER BY number DESC",
            &[object.into()],
        )?;
        rows.iter().map(version).collect()
    }

    fn kinds_held(&mut self, reach: &Reach, most: usize) -> Result<Vec<(Kind, usize)>, Fault> {
        let count = |kind: &Kind| {
            let filter = Filter { kinds: vec![*kind], ..Filter::default() };
            Ok((*kind, self.count(reach, &filter, most)?))
        };
        Kind::ALL.iter().map(count).collect()
    }
}

impl Sql<'_> {
    /// Puts rows that belong to a record into a table, many in one statement: each costs a way to the server and back.
    fn put_of(&mut self, serial: i64, table: &str, rows: &[Vec<Value>]) -> Result<(), Fault> {
        for some in rows.chunks(AT_ONCE) {
            let mut condition = Condition::default();
            let record = condition.value(serial);
            let mut places = Vec::with_capacity(some.len());
            for row in some {
                places.push(format!("({record}, {})", condition.list(row.iter().cloned())));
            }
            let sql = format!("INSERT INTO {table} VALUES {}", places.join(", "));
            self.session.run(&sql, &condition.values)?;
        }
        Ok(())
    }
}

fn columns(record: &Record, audience: &Audience) -> Vec<Value> {
    let content = &record.content;
    let (state, reason) = (
        record.state.code(),
        match &record.state {
            State::Withdrawn { reason } => reason.as_str(),
            State::Draft | State::Published | State::Deleted => "",
        },
    );
    let audience = match audience {
        Audience::Public => "public",
        Audience::Members => "members",
        Audience::Holders(_) | Audience::Sealed(_) => "holders",
    };
    let managers: Vec<String> = record.managers.iter().map(ToString::to_string).collect();
    let expires = if content.text("expires").is_empty() { NEVER } else { content.text("expires") };
    vec![
        record.id.to_string().into(),
        record.kind.code().into(),
        Value::Int(record.version.into()),
        state.into(),
        reason.into(),
        audience.into(),
        content.text("owner").into(),
        record.author.map(|id| id.to_string()).unwrap_or_default().into(),
        managers.join(" ").into(),
        title_order(content.title(true)).into(),
        content.text("title_zh").into(),
        content.text("title_en").into(),
        expires.into(),
        content.canonical().into(),
        record.created.into(),
        record.updated.into(),
    ]
}

fn record(row: &Row) -> Result<Record, Fault> {
    let managers = row.text(6)?.split_whitespace().map(str::parse).collect::<Result<_, _>>();
    Ok(Record {
        id: row.parsed(0)?,
        kind: kind(row, 1)?,
        version: u32::try_from(row.int(2)?).map_err(|_| Fault::Damaged("a version".into()))?,
        state: match row.text(3)? {
            "published" => State::Published,
            "withdrawn" => State::Withdrawn { reason: row.text(4)?.to_owned() },
            "deleted" => State::Deleted,
            _ => State::Draft,
        },
        author: row.optional(5)?,
        managers: managers.map_err(|_| Fault::Damaged("the managers of a record".into()))?,
        content: Content(object(row.text(7)?)?),
        created: row.time(8)?,
        updated: row.time(9)?,
    })
}

fn object(text: &str) -> Result<Map<String, Json>, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::Damaged(error.to_string()))
}

fn kind(row: &Row, column: usize) -> Result<Kind, Fault> {
    let code = row.text(column)?;
    Kind::of_code(code).ok_or_else(|| Fault::Damaged(format!("the kind {code}")))
}

fn titled(row: &Row) -> Result<Titled, Fault> {
    Ok(Titled { id: row.parsed(0)?, kind: kind(row, 1)?, zh: row.text(2)?.to_owned(), en: row.text(3)?.to_owned() })
}

fn key(sort: Sort, record: &Record, row: &Row) -> Result<String, Fault> {
    Ok(match sort {
        Sort::Updated => record.updated.as_milliseconds().to_string(),
        Sort::Created => record.created.as_milliseconds().to_string(),
        Sort::Title => row.text(10)?.to_owned(),
        Sort::Expires => row.text(11)?.to_owned(),
    })
}

fn version(row: &Row) -> Result<Version, Fault> {
    let payload = match &row.0[4] {
        Value::Text(text) => Some(object(text)?),
        Value::Null | Value::Int(_) | Value::Bytes(_) | Value::Many(_) => None,
    };
    let state = payload.as_ref().and_then(|payload| serde_json::from_value(payload.get("state")?.clone()).ok());
    let content = payload.as_ref().and_then(|payload| payload.get("content")?.as_object().cloned());
    Ok(Version {
        version: u32::try_from(row.int(0)?).unwrap_or(u32::MAX),
        at: row.time(1)?,
        by: row.optional(2)?,
        verb: row.text(3)?.to_owned(),
        state: state.unwrap_or(State::Draft),
        content: content.map(Content),
    })
}

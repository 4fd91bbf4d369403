//! The journal: one chain, and its end in a row that writers take first.

use base::journal::{Entry, Hash, Sealed};
use base::store::{Fault, Head, JournalFilter, Journals};

use super::Sql;
use super::query::Condition;
use crate::session::{Row, Value};

const COLUMNS: &str = "r.number, r.at, r.actor, r.verb, r.object, r.version, r.salt, r.payload, r.digest, r.hash";

impl Journals for Sql<'_> {
    fn append(&mut self, entry: Entry) -> Result<u64, Fault> {
        let head = self.head()?;
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt).map_err(|_| Fault::NoRandomness)?;
        let sealed = entry.seal(head.number + 1, &head.hash, salt);
        let number = i64::try_from(sealed.number).map_err(|_| Fault::Lost)?;
        let (salt, payload) = sealed.payload.unwrap_or_default();
        let hash = sealed.hash.to_vec();
        self.session.run(
            "INSERT INTO journal (number, at, actor, verb, object, version, salt, payload, digest, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &[
                Value::Int(number),
                sealed.at.into(),
                sealed.by.map(|by| by.to_string()).unwrap_or_default().into(),
                sealed.verb.into(),
                sealed.object.into(),
                Value::Int(sealed.version.into()),
                Value::Bytes(salt),
                payload.into(),
                Value::Bytes(sealed.digest.to_vec()),
                Value::Bytes(hash.clone()),
            ],
        )?;
        self.session
            .run("UPDATE journal_head SET number = $1, hash = $2", &[Value::Int(number), Value::Bytes(hash)])?;
        Ok(sealed.number)
    }

    fn head(&mut self) -> Result<Head, Fault> {
        let rows = self.session.rows("SELECT number, hash FROM journal_head", &[])?;
        let row = rows.first().ok_or_else(|| Fault::Damaged("the journal has no head".to_owned()))?;
        Ok(Head { number: number(row, 0)?, hash: hash(row, 1)? })
    }

    fn entries(&mut self, after: u64, most: usize) -> Result<Vec<Sealed>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM journal r WHERE r.number > $1 ORDER BY r.number LIMIT $2");
        let values =
            [Value::Int(i64::try_from(after).unwrap_or(i64::MAX)), Value::Int(i64::try_from(most).unwrap_or(i64::MAX))];
        self.session.rows(&sql, &values)?.iter().map(sealed).collect()
    }

    fn entries_before(&mut self, before: u64, filter: &JournalFilter, most: usize) -> Result<Vec<Sealed>, Fault> {
        let mut condition = Condition::default();
        let before = condition.value(i64::try_from(before).unwrap_or(i64::MAX));
        condition.and(format!("r.number < {before}"));
        if let Some(verb) = &filter.verb {
            // A verb of a room stands below every one of its verbs: `record.` ≤ `record.create` < `record/`.
            let (whole, from, until) = (
                condition.value(verb.as_str()),
                condition.value(format!("{verb}.")),
                condition.value(format!("{verb}/")),
            );
            condition.and(format!("(r.verb = {whole} OR (r.verb >= {from} AND r.verb < {until}))"));
        }
        if let Some(object) = &filter.object {
            let object = condition.value(object.as_str());
            condition.and(format!("r.object = {object}"));
        }
        if let Some(by) = filter.by {
            let by = condition.value(by.to_string());
            condition.and(format!("r.actor = {by}"));
        }
        let limit = condition.value(i64::try_from(most).unwrap_or(i64::MAX));
        let sql =
            format!("SELECT {COLUMNS} FROM journal r WHERE {} ORDER BY r.number DESC LIMIT {limit}", condition.text());
        self.session.rows(&sql, &condition.values)?.iter().map(sealed).collect()
    }

    fn erase_payloads(&mut self, object: &str) -> Result<usize, Fault> {
        self.session.run(
            "UPDATE journal SET payload = NULL, salt = NULL WHERE object = $1 AND payload IS NOT NULL",
            &[object.into()],
        )
    }
}

fn number(row: &Row, column: usize) -> Result<u64, Fault> {
    u64::try_from(row.int(column)?).map_err(|_| Fault::Damaged("a number of the journal".to_owned()))
}

fn hash(row: &Row, column: usize) -> Result<Hash, Fault> {
    let bytes = row.bytes(column)?.and_then(|bytes| Hash::try_from(bytes).ok());
    bytes.ok_or_else(|| Fault::Damaged("a hash of the journal".to_owned()))
}

fn sealed(row: &Row) -> Result<Sealed, Fault> {
    let payload = match (&row.0[6], &row.0[7]) {
        (Value::Bytes(salt), Value::Text(payload)) => Some((salt.clone(), payload.clone())),
        _ => None,
    };
    Ok(Sealed {
        number: number(row, 0)?,
        at: row.time(1)?,
        by: row.optional(2)?,
        verb: row.text(3)?.to_owned(),
        object: row.text(4)?.to_owned(),
        version: u32::try_from(row.int(5)?).map_err(|_| Fault::Damaged("a version".to_owned()))?,
        payload,
        digest: hash(row, 8)?,
        hash: hash(row, 9)?,
    })
}

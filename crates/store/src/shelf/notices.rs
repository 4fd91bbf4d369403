//! What people are told, until they have seen it.

use base::notice::Topic;
use base::people::AccountId;
use base::store::{Fault, Notice, Notices};
use measure::Timestamp;

use super::Sql;
use crate::session::{Row, Value};

impl Notices for Sql<'_> {
    fn put_notice(&mut self, notice: &Notice) -> Result<(), Fault> {
        let values = [
            notice.id.to_string().into(),
            notice.account.to_string().into(),
            notice.at.into(),
            notice.topic.code().into(),
            notice.about.to_string().into(),
            notice.fact.as_str().into(),
            Value::Int(notice.is_seen.into()),
        ];
        let sql = "INSERT INTO notice (id, account, at, topic, about, fact, seen, letter) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
        self.session.run(sql, &values).map(drop)
    }

    fn notices(&mut self, account: AccountId, most: usize) -> Result<Vec<Notice>, Fault> {
        let sql = "SELECT id, account, at, topic, about, fact, seen FROM notice WHERE account = $1 \
                   ORDER BY at DESC, id DESC LIMIT $2";
        self.session.rows(sql, &[account.to_string().into(), limit(most)])?.iter().map(notice).collect()
    }

    fn notices_unseen(&mut self, account: AccountId, most: usize) -> Result<usize, Fault> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM notice WHERE account = $1 AND seen = 0 LIMIT $2) unseen";
        let rows = self.session.rows(sql, &[account.to_string().into(), limit(most)])?;
        let count = rows.first().map_or(Ok(0), |row| row.int(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    fn see_notices(&mut self, account: AccountId, until: Timestamp) -> Result<(), Fault> {
        let sql = "UPDATE notice SET seen = 1 WHERE account = $1 AND at <= $2";
        self.session.run(sql, &[account.to_string().into(), until.into()]).map(drop)
    }

    fn notices_in_letter(&mut self, account: AccountId, letter: u64, most: usize) -> Result<Vec<Notice>, Fault> {
        let sql = "SELECT id, account, at, topic, about, fact, seen FROM notice WHERE account = $1 AND letter = $2 \
                   AND seen = 0 ORDER BY at DESC, id DESC LIMIT $3";
        let values = [account.to_string().into(), number(letter), limit(most)];
        self.session.rows(sql, &values)?.iter().map(notice).collect()
    }

    fn put_notices_in_letter(&mut self, account: AccountId, letter: Option<u64>) -> Result<(), Fault> {
        let sql = "UPDATE notice SET letter = $2 WHERE account = $1 AND letter = 0";
        let letter = letter.map_or(Value::Int(-1), number);
        self.session.run(sql, &[account.to_string().into(), letter]).map(drop)
    }

    fn leave_notices_unwritten(&mut self) -> Result<(), Fault> {
        self.session.run("UPDATE notice SET letter = -1 WHERE letter = 0", &[]).map(drop)
    }

    fn forget_notices(&mut self, account: AccountId) -> Result<(), Fault> {
        self.session.run("DELETE FROM notice WHERE account = $1", &[account.to_string().into()]).map(drop)
    }
}

fn limit(most: usize) -> Value {
    Value::Int(i64::try_from(most).unwrap_or(i64::MAX))
}

fn number(letter: u64) -> Value {
    Value::Int(i64::try_from(letter).unwrap_or(i64::MAX))
}

fn notice(row: &Row) -> Result<Notice, Fault> {
    let topic = Topic::of_code(row.text(3)?);
    Ok(Notice {
        id: row.parsed(0)?,
        account: row.parsed(1)?,
        at: row.time(2)?,
        topic: topic.ok_or_else(|| Fault::Damaged("the topic of a notice".to_owned()))?,
        about: row.parsed(4)?,
        fact: row.text(5)?.to_owned(),
        is_seen: row.int(6)? != 0,
    })
}

//! Attachments, saved searches, settings, and answers to repeated requests.

use base::people::{AccountId, Digest};
use base::record::RecordId;
use base::store::{Answered, Attachment, Fault, Keeping, SavedSearch};
use measure::Timestamp;
use uuid::Uuid;

use super::Sql;
use crate::session::{Row, Value};

const ATTACHMENT: &str = "SELECT id, record, name, digest, size, account, created FROM attachment WHERE ";

impl Keeping for Sql<'_> {
    fn put_attachment(&mut self, attachment: &Attachment) -> Result<(), Fault> {
        let values = [
            attachment.id.to_string().into(),
            attachment.record.to_string().into(),
            attachment.name.as_str().into(),
            attachment.digest.as_str().into(),
            Value::Int(i64::try_from(attachment.size).unwrap_or(i64::MAX)),
            attachment.account.map(|id| id.to_string()).unwrap_or_default().into(),
            attachment.created.into(),
        ];
        let sql = "INSERT INTO attachment (id, record, name, digest, size, account, created) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        self.session.run(sql, &values).map(drop)
    }

    fn attachment(&mut self, id: Uuid) -> Result<Option<Attachment>, Fault> {
        let rows = self.session.rows(&format!("{ATTACHMENT} id = $1"), &[id.to_string().into()])?;
        rows.first().map(attachment).transpose()
    }

    fn attachments(&mut self, record: RecordId) -> Result<Vec<Attachment>, Fault> {
        let sql = format!("{ATTACHMENT} record = $1 ORDER BY name, id");
        self.session.rows(&sql, &[record.to_string().into()])?.iter().map(attachment).collect()
    }

    fn remove_attachment(&mut self, id: Uuid) -> Result<(), Fault> {
        self.session.run("DELETE FROM attachment WHERE id = $1", &[id.to_string().into()]).map(drop)
    }

    fn attached_digests(&mut self) -> Result<Vec<String>, Fault> {
        let rows = self.session.rows("SELECT DISTINCT digest FROM attachment ORDER BY digest", &[])?;
        rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
    }

    fn put_saved_search(&mut self, search: &SavedSearch) -> Result<(), Fault> {
        let values = [
            search.id.to_string().into(),
            search.account.to_string().into(),
            search.name.as_str().into(),
            search.address.as_str().into(),
            search.created.into(),
            search.seen.into(),
            search.feed.as_ref().map_or("", |digest| digest.0.as_str()).into(),
        ];
        let sql = "INSERT INTO saved_search (id, account, name, address, created, seen, feed) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        self.session.run(sql, &values).map(drop)
    }

    fn saved_searches(&mut self, account: AccountId) -> Result<Vec<SavedSearch>, Fault> {
        let sql = "SELECT id, account, name, address, created, seen, feed FROM saved_search \
                   WHERE account = $1 ORDER BY name, id";
        self.session.rows(sql, &[account.to_string().into()])?.iter().map(saved_search).collect()
    }

    fn saved_search(&mut self, id: Uuid) -> Result<Option<SavedSearch>, Fault> {
        let sql = "SELECT id, account, name, address, created, seen, feed FROM saved_search WHERE id = $1";
        self.session.rows(sql, &[id.to_string().into()])?.first().map(saved_search).transpose()
    }

    fn see_saved_search(&mut self, account: AccountId, id: Uuid, seen: Timestamp) -> Result<bool, Fault> {
        let values = [account.to_string().into(), id.to_string().into(), seen.into()];
        Ok(self.session.run("UPDATE saved_search SET seen = $3 WHERE account = $1 AND id = $2", &values)? > 0)
    }

    fn feed_saved_search(&mut self, account: AccountId, id: Uuid, feed: Option<&Digest>) -> Result<bool, Fault> {
        let feed = feed.map_or("", |digest| digest.0.as_str());
        let values = [account.to_string().into(), id.to_string().into(), feed.into()];
        Ok(self.session.run("UPDATE saved_search SET feed = $3 WHERE account = $1 AND id = $2", &values)? > 0)
    }

    fn forget_saved_search(&mut self, account: AccountId, id: Uuid) -> Result<bool, Fault> {
        let values = [account.to_string().into(), id.to_string().into()];
        Ok(self.session.run("DELETE FROM saved_search WHERE account = $1 AND id = $2", &values)? > 0)
    }

    fn setting(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let rows = self.session.rows("SELECT value FROM setting WHERE name = $1", &[name.into()])?;
        rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
    }

    fn put_setting(&mut self, name: &str, value: &str) -> Result<(), Fault> {
        let sql = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
        self.session.run(sql, &[name.into(), value.into()]).map(drop)
    }

    fn answered(&mut self, account: AccountId, key: &str) -> Result<Option<Answered>, Fault> {
        let sql = "SELECT request, status, body FROM answered WHERE account = $1 AND key = $2";
        let rows = self.session.rows(sql, &[account.to_string().into(), key.into()])?;
        let answered = |row: &Row| {
            let status = u16::try_from(row.int(1)?).map_err(|_| Fault::Damaged("a status".to_owned()))?;
            Ok(Answered { request: row.text(0)?.to_owned(), status, body: row.text(2)?.to_owned() })
        };
        rows.first().map(answered).transpose()
    }

    fn put_answered(
        &mut self,
        account: AccountId,
        key: &str,
        answer: &Answered,
        now: Timestamp,
        since: Timestamp,
    ) -> Result<(), Fault> {
        self.session.run("DELETE FROM answered WHERE at < $1", &[since.into()])?;
        let values = [
            account.to_string().into(),
            key.into(),
            answer.request.as_str().into(),
            Value::Int(answer.status.into()),
            answer.body.as_str().into(),
            now.into(),
        ];
        let sql = "INSERT INTO answered (account, key, request, status, body, at) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (account, key) DO NOTHING";
        self.session.run(sql, &values).map(drop)
    }
}

fn attachment(row: &Row) -> Result<Attachment, Fault> {
    Ok(Attachment {
        id: row.parsed(0)?,
        record: row.parsed(1)?,
        name: row.text(2)?.to_owned(),
        digest: row.text(3)?.to_owned(),
        size: u64::try_from(row.int(4)?).map_err(|_| Fault::Damaged("the size of an attachment".to_owned()))?,
        account: row.optional(5)?,
        created: row.time(6)?,
    })
}

fn saved_search(row: &Row) -> Result<SavedSearch, Fault> {
    Ok(SavedSearch {
        id: row.parsed(0)?,
        account: row.parsed(1)?,
        name: row.text(2)?.to_owned(),
        address: row.text(3)?.to_owned(),
        created: row.time(4)?,
        seen: row.time(5)?,
        feed: Some(row.text(6)?).filter(|feed| !feed.is_empty()).map(|feed| Digest(feed.to_owned())),
    })
}

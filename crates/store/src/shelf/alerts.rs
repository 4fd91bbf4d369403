//! Who is written to about saved searches, and what is on its way to them.

use base::people::AccountId;
use base::store::{Alert, Alerts, Fault, Pace};
use measure::Timestamp;

use super::Sql;
use crate::session::{Row, Value};

const ALERT: &str = "SELECT a.account, a.pace, a.since, a.until, a.due, a.claimed, a.number, a.tries, a.trouble \
                     FROM alert a JOIN account c ON c.id = a.account WHERE ";

impl Alerts for Sql<'_> {
    fn alert(&mut self, account: AccountId) -> Result<Option<Alert>, Fault> {
        let rows = self.session.rows(&format!("{ALERT} a.account = $1"), &[account.to_string().into()])?;
        rows.first().map(alert).transpose()
    }

    fn put_alert(&mut self, alert: &Alert) -> Result<(), Fault> {
        let values = [
            alert.account.to_string().into(),
            alert.pace.code().into(),
            whole(alert.since),
            // No entry has the number 0.
            whole(alert.until.unwrap_or(0)),
            alert.due.into(),
            alert.claimed.map_or(Value::Int(0), Value::from),
            whole(alert.number),
            whole(alert.tries),
            alert.trouble.as_str().into(),
        ];
        let sql = "INSERT INTO alert (account, pace, since, until, due, claimed, number, tries, trouble) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (account) DO UPDATE SET pace = $2, \
                   since = $3, until = $4, due = $5, claimed = $6, number = $7, tries = $8, trouble = $9";
        self.session.run(sql, &values).map(drop)
    }

    fn forget_alert(&mut self, account: AccountId) -> Result<(), Fault> {
        self.session.run("DELETE FROM alert WHERE account = $1", &[account.to_string().into()]).map(drop)
    }

    fn alerts_due(&mut self, now: Timestamp, head: u64, most: usize) -> Result<Vec<Alert>, Fault> {
        let sql = format!(
            "{ALERT} a.due <= $1 AND a.claimed <= $1 AND a.pace <> 'never' AND c.state = 'active' AND c.mail <> '' \
             AND (a.pace <> 'at-once' OR a.until > 0 OR a.since < $2) ORDER BY a.due, a.account LIMIT $3"
        );
        self.session.rows(&sql, &[now.into(), whole(head), limit(most)])?.iter().map(alert).collect()
    }

    fn without_alert(&mut self, most: usize) -> Result<Vec<AccountId>, Fault> {
        let sql = "SELECT c.id FROM account c WHERE c.state = 'active' AND c.mail <> '' \
                   AND (EXISTS (SELECT 1 FROM saved_search s WHERE s.account = c.id) \
                   OR EXISTS (SELECT 1 FROM notice n WHERE n.account = c.id AND n.letter = 0 AND n.seen = 0)) \
                   AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.account = c.id) ORDER BY c.id LIMIT $1";
        self.session.rows(sql, &[limit(most)])?.iter().map(|row| row.parsed(0)).collect()
    }

    fn alerts_refused(&mut self, most: usize) -> Result<Vec<Alert>, Fault> {
        let sql = format!(
            "{ALERT} a.tries > 0 AND a.pace <> 'never' AND c.state = 'active' ORDER BY a.tries DESC, a.account LIMIT $1"
        );
        self.session.rows(&sql, &[limit(most)])?.iter().map(alert).collect()
    }

    fn alerts_waiting(&mut self) -> Result<u64, Fault> {
        let sql = "SELECT count(*) FROM alert a JOIN account c ON c.id = a.account \
                   WHERE a.until > 0 AND a.pace <> 'never' AND c.state = 'active' AND c.mail <> ''";
        let rows = self.session.rows(sql, &[])?;
        rows.first().map_or(Ok(0), |row| number(row, 0))
    }
}

fn alert(row: &Row) -> Result<Alert, Fault> {
    let pace = Pace::of_code(row.text(1)?).ok_or_else(|| Fault::Damaged("how often somebody is written to".into()))?;
    Ok(Alert {
        account: row.parsed(0)?,
        pace,
        since: number(row, 2)?,
        until: Some(number(row, 3)?).filter(|until| *until > 0),
        due: row.time(4)?,
        claimed: Some(row.time(5)?).filter(|until| until.as_milliseconds() > 0),
        number: number(row, 6)?,
        tries: number(row, 7)?,
        trouble: row.text(8)?.to_owned(),
    })
}

fn number(row: &Row, column: usize) -> Result<u64, Fault> {
    u64::try_from(row.int(column)?).map_err(|_| Fault::Damaged("a number of an alert".to_owned()))
}

fn whole(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

fn limit(most: usize) -> Value {
    Value::Int(i64::try_from(most).unwrap_or(i64::MAX))
}

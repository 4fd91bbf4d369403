//! Imports: tables that were read, row by row, and what was decided about such rows before.

use base::people::AccountId;
use base::record::Kind;
use base::store::{Fault, Import, ImportRow, ImportStage, Imports};
use uuid::Uuid;

use super::Sql;
use crate::session::{Row, Value};

const COLUMNS: &str = "SELECT id, account, kind, name, stage, why, done, total, columns, created FROM import WHERE ";

/// Rows that one statement writes: a statement costs a way to the server and back.
const AT_ONCE: usize = 100;

impl Imports for Sql<'_> {
    fn put_import(&mut self, import: &Import) -> Result<(), Fault> {
        let why = match &import.stage {
            ImportStage::Failed { why } => why.as_str(),
            ImportStage::Reading | ImportStage::Previewed | ImportStage::Writing | ImportStage::Done => "",
        };
        let count = |count: u64| Value::Int(i64::try_from(count).unwrap_or(i64::MAX));
        let values = [
            import.id.to_string().into(),
            import.account.to_string().into(),
            import.kind.code().into(),
            import.name.as_str().into(),
            import.stage.code().into(),
            why.into(),
            count(import.done),
            count(import.of),
            import.columns.as_str().into(),
            import.created.into(),
        ];
        let sql = "INSERT INTO import (id, account, kind, name, stage, why, done, total, columns, created) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET \
                   stage = $5, why = $6, done = $7, total = $8, columns = $9";
        self.session.run(sql, &values).map(drop)
    }

    fn import(&mut self, id: Uuid) -> Result<Option<Import>, Fault> {
        let rows = self.session.rows(&format!("{COLUMNS} id = $1"), &[id.to_string().into()])?;
        rows.first().map(import).transpose()
    }

    fn imports(&mut self, account: AccountId, most: usize) -> Result<Vec<Import>, Fault> {
        let sql = format!("{COLUMNS} account = $1 ORDER BY created DESC, id LIMIT $2");
        let values = [account.to_string().into(), Value::Int(i64::try_from(most).unwrap_or(i64::MAX))];
        self.session.rows(&sql, &values)?.iter().map(import).collect()
    }

    fn put_import_rows(&mut self, id: Uuid, rows: &[ImportRow]) -> Result<(), Fault> {
        for some in rows.chunks(AT_ONCE) {
            let mut values = vec![id.to_string().into()];
            let mut places = Vec::with_capacity(some.len());
            for row in some {
                let at = values.len();
                places.push(format!("($1, ${}, ${}, ${}, ${})", at + 1, at + 2, at + 3, at + 4));
                values.push(Value::Int(row.number.into()));
                values.push(row.status.as_str().into());
                values.push(row.verdict.as_str().into());
                values.push(serde_json::Value::from(row.cells.clone()).to_string().into());
            }
            let sql = format!(
                "INSERT INTO import_row (import, number, status, verdict, cells) VALUES {} ON CONFLICT (import, number) \
                 DO UPDATE SET status = EXCLUDED.status, verdict = EXCLUDED.verdict, cells = EXCLUDED.cells",
                places.join(", ")
            );
            self.session.run(&sql, &values)?;
        }
        Ok(())
    }

    fn import_rows(&mut self, id: Uuid, status: &str, after: u32, most: usize) -> Result<Vec<ImportRow>, Fault> {
        let most = Value::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let mut values = vec![id.to_string().into(), Value::Int(after.into()), most];
        let narrowed = if status.is_empty() {
            ""
        } else {
            values.push(status.into());
            "AND status = $4"
        };
        let sql = format!(
            "SELECT number, status, verdict, cells FROM import_row WHERE import = $1 AND number > $2 {narrowed} \
             ORDER BY number LIMIT $3"
        );
        self.session.rows(&sql, &values)?.iter().map(import_row).collect()
    }

    fn import_counts(&mut self, id: Uuid) -> Result<Vec<(String, u64)>, Fault> {
        let sql = "SELECT status, count(*) FROM import_row WHERE import = $1 GROUP BY status ORDER BY status";
        let rows = self.session.rows(sql, &[id.to_string().into()])?;
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), count(row, 1)?))).collect()
    }

    fn forget_import(&mut self, id: Uuid) -> Result<(), Fault> {
        self.session.run("DELETE FROM import_row WHERE import = $1", &[id.to_string().into()])?;
        self.session.run("DELETE FROM import WHERE id = $1", &[id.to_string().into()]).map(drop)
    }

    fn decision(&mut self, scope: &str, fingerprint: &str) -> Result<Option<String>, Fault> {
        let sql = "SELECT decision FROM decision WHERE scope = $1 AND fingerprint = $2";
        let rows = self.session.rows(sql, &[scope.into(), fingerprint.into()])?;
        rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
    }

    fn put_decision(&mut self, scope: &str, fingerprint: &str, decision: &str) -> Result<(), Fault> {
        let sql = "INSERT INTO decision (scope, fingerprint, decision) VALUES ($1, $2, $3) \
                   ON CONFLICT (scope, fingerprint) DO UPDATE SET decision = $3";
        self.session.run(sql, &[scope.into(), fingerprint.into(), decision.into()]).map(drop)
    }
}

fn count(row: &Row, column: usize) -> Result<u64, Fault> {
    u64::try_from(row.int(column)?).map_err(|_| Fault::Damaged("a count".to_owned()))
}

fn import(row: &Row) -> Result<Import, Fault> {
    let stage = match row.text(4)? {
        "reading" => ImportStage::Reading,
        "previewed" => ImportStage::Previewed,
        "writing" => ImportStage::Writing,
        "done" => ImportStage::Done,
        _ => ImportStage::Failed { why: row.text(5)?.to_owned() },
    };
    let kind = Kind::of_code(row.text(2)?).ok_or_else(|| Fault::Damaged("the kind of an import".to_owned()))?;
    Ok(Import {
        id: row.parsed(0)?,
        account: row.parsed(1)?,
        kind,
        name: row.text(3)?.to_owned(),
        stage,
        done: count(row, 6)?,
        of: count(row, 7)?,
        columns: row.text(8)?.to_owned(),
        created: row.time(9)?,
    })
}

fn import_row(row: &Row) -> Result<ImportRow, Fault> {
    let number = u32::try_from(row.int(0)?).map_err(|_| Fault::Damaged("the number of a row".to_owned()))?;
    let cells = serde_json::from_str(row.text(3)?).map_err(|error| Fault::Damaged(error.to_string()))?;
    Ok(ImportRow { number, status: row.text(1)?.to_owned(), verdict: row.text(2)?.to_owned(), cells })
}

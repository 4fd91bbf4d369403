//! People: accounts with their roles, memberships, sessions, tokens, attempts.

use base::people::{Account, AccountId, AccountState, Digest, Membership, PasswordHash, Role, Scope, Session, Token};
use base::record::RecordId;
use base::store::{Fault, People};
use measure::Timestamp;

use super::Sql;
use super::query::Condition;
use crate::session::{Row, Value};

const ACCOUNT: &str =
    "SELECT id, login, name, mail, language, state, password, person, roles, created FROM account WHERE ";
const MEMBERSHIP: &str = "SELECT account, organisation, manages, since, until FROM membership WHERE ";
const SESSION: &str = "SELECT digest, account, created, expires, agent FROM session WHERE ";
const TOKEN: &str = "SELECT digest, account, name, scopes, created, expires FROM token WHERE ";

impl People for Sql<'_> {
    fn account(&mut self, id: AccountId) -> Result<Option<Account>, Fault> {
        let rows = self.session.rows(&format!("{ACCOUNT} id = $1"), &[id.to_string().into()])?;
        rows.first().map(account).transpose()
    }

    fn account_of_login(&mut self, login: &str) -> Result<Option<Account>, Fault> {
        let rows = self.session.rows(&format!("{ACCOUNT} login = $1"), &[login.into()])?;
        rows.first().map(account).transpose()
    }

    fn account_of_person(&mut self, person: RecordId) -> Result<Option<Account>, Fault> {
        let sql = format!("{ACCOUNT} person = $1 AND state <> 'erased' ORDER BY created, id LIMIT 1");
        let rows = self.session.rows(&sql, &[person.to_string().into()])?;
        rows.first().map(account).transpose()
    }

    fn accounts(&mut self, after: &str, asked: &str, most: usize) -> Result<Vec<Account>, Fault> {
        let limit = Value::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let like = format!("%{}%", asked.to_lowercase().replace(['%', '_', '\\'], ""));
        let sql = format!(
            "{ACCOUNT} login > $1 AND state <> 'erased' AND (login LIKE $2 OR lower(name) LIKE $2 OR lower(mail) LIKE $2) \
             ORDER BY login LIMIT $3"
        );
        self.session.rows(&sql, &[after.into(), like.into(), limit])?.iter().map(account).collect()
    }

    fn account_names(&mut self, ids: &[AccountId]) -> Result<Vec<(AccountId, String)>, Fault> {
        let mut found = Vec::new();
        for some in ids.chunks(100) {
            let mut condition = Condition::default();
            let ids = condition.list(some.iter().map(ToString::to_string));
            let rows =
                self.session.rows(&format!("SELECT id, name FROM account WHERE id IN ({ids})"), &condition.values)?;
            for row in &rows {
                found.push((row.parsed(0)?, row.text(1)?.to_owned()));
            }
        }
        Ok(found)
    }

    fn put_account(&mut self, account: &Account) -> Result<bool, Fault> {
        let taken = self.session.rows(
            "SELECT id FROM account WHERE login = $1 AND id <> $2",
            &[account.login.as_str().into(), account.id.to_string().into()],
        )?;
        if !taken.is_empty() {
            return Ok(false);
        }
        let roles: Vec<&str> = account.roles.iter().map(|role| role.code()).collect();
        self.session.run(
            "INSERT INTO account (id, login, name, mail, language, state, password, person, roles, created) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET login = $2, name = $3, \
             mail = $4, language = $5, state = $6, password = $7, person = $8, roles = $9",
            &[
                account.id.to_string().into(),
                account.login.as_str().into(),
                account.name.as_str().into(),
                account.mail.as_str().into(),
                account.language.as_str().into(),
                account.state.code().into(),
                account.password.as_ref().map_or("", PasswordHash::text).into(),
                account.person.map(|id| id.to_string()).unwrap_or_default().into(),
                roles.join(" ").into(),
                account.created.into(),
            ],
        )?;
        Ok(true)
    }

    fn memberships(&mut self, account: AccountId) -> Result<Vec<Membership>, Fault> {
        let sql = format!("{MEMBERSHIP} account = $1 ORDER BY since, organisation");
        self.session.rows(&sql, &[account.to_string().into()])?.iter().map(membership).collect()
    }

    fn members(&mut self, organisation: RecordId) -> Result<Vec<Membership>, Fault> {
        let sql = format!("{MEMBERSHIP} organisation = $1 ORDER BY since, account");
        self.session.rows(&sql, &[organisation.to_string().into()])?.iter().map(membership).collect()
    }

    fn put_membership(&mut self, membership: &Membership) -> Result<(), Fault> {
        let values = [
            membership.account.to_string().into(),
            membership.organisation.to_string().into(),
            Value::Int(membership.manages.into()),
            membership.since.as_str().into(),
            membership.until.as_str().into(),
        ];
        let sql = "INSERT INTO membership (account, organisation, manages, since, until) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (account, organisation, since) DO UPDATE SET manages = $3, until = $5";
        self.session.run(sql, &values).map(drop)
    }

    fn put_session(&mut self, session: &Session) -> Result<(), Fault> {
        // Those that ended are swept out as others begin.
        self.session.run("DELETE FROM session WHERE expires <= $1", &[session.created.into()])?;
        let values = [
            session.digest.0.as_str().into(),
            session.account.to_string().into(),
            session.created.into(),
            session.expires.into(),
            session.agent.as_str().into(),
        ];
        let sql = "INSERT INTO session (digest, account, created, expires, agent) VALUES ($1, $2, $3, $4, $5)";
        self.session.run(sql, &values).map(drop)
    }

    fn session(&mut self, digest: &Digest, now: Timestamp) -> Result<Option<Session>, Fault> {
        let sql = format!("{SESSION} digest = $1 AND expires > $2");
        self.session.rows(&sql, &[digest.0.as_str().into(), now.into()])?.first().map(session).transpose()
    }

    fn sessions(&mut self, account: AccountId, now: Timestamp) -> Result<Vec<Session>, Fault> {
        let sql = format!("{SESSION} account = $1 AND expires > $2 ORDER BY created DESC, digest");
        self.session.rows(&sql, &[account.to_string().into(), now.into()])?.iter().map(session).collect()
    }

    fn end_sessions(
        &mut self,
        account: AccountId,
        only: Option<&Digest>,
        keeping: Option<&Digest>,
    ) -> Result<usize, Fault> {
        let text = |digest: Option<&Digest>| Value::Text(digest.map(|digest| digest.0.clone()).unwrap_or_default());
        self.session.run(
            "DELETE FROM session WHERE account = $1 AND ($2 = '' OR digest = $2) AND digest <> $3",
            &[account.to_string().into(), text(only), text(keeping)],
        )
    }

    fn put_token(&mut self, token: &Token) -> Result<(), Fault> {
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.code()).collect();
        let values = [
            token.digest.0.as_str().into(),
            token.account.to_string().into(),
            token.name.as_str().into(),
            scopes.join(" ").into(),
            token.created.into(),
            token.expires.into(),
        ];
        let sql = "INSERT INTO token (digest, account, name, scopes, created, expires) VALUES ($1, $2, $3, $4, $5, $6)";
        self.session.run(sql, &values).map(drop)
    }

    fn token(&mut self, digest: &Digest, now: Timestamp) -> Result<Option<Token>, Fault> {
        let sql = format!("{TOKEN} digest = $1 AND expires > $2");
        self.session.rows(&sql, &[digest.0.as_str().into(), now.into()])?.first().map(token).transpose()
    }

    fn tokens(&mut self, account: AccountId, now: Timestamp) -> Result<Vec<Token>, Fault> {
        let sql = format!("{TOKEN} account = $1 AND expires > $2 ORDER BY created DESC, digest");
        self.session.rows(&sql, &[account.to_string().into(), now.into()])?.iter().map(token).collect()
    }

    fn end_tokens(&mut self, account: AccountId, only: Option<&Digest>) -> Result<usize, Fault> {
        let only = only.map(|digest| digest.0.clone()).unwrap_or_default();
        self.session.run(
            "DELETE FROM token WHERE account = $1 AND ($2 = '' OR digest = $2)",
            &[account.to_string().into(), only.into()],
        )
    }

    fn attempt(&mut self, on: &str, now: Timestamp, since: Timestamp) -> Result<usize, Fault> {
        self.session.run("DELETE FROM attempt WHERE at < $1", &[since.into()])?;
        self.session.run("INSERT INTO attempt (what, at) VALUES ($1, $2)", &[on.into(), now.into()])?;
        let rows = self
            .session
            .rows("SELECT count(*) FROM attempt WHERE what = $1 AND at >= $2", &[on.into(), since.into()])?;
        Ok(usize::try_from(rows.first().map_or(Ok(0), |row| row.int(0))?).unwrap_or(usize::MAX))
    }

    fn forget_attempts(&mut self, on: &str) -> Result<(), Fault> {
        self.session.run("DELETE FROM attempt WHERE what = $1", &[on.into()]).map(drop)
    }

    fn administrators(&mut self) -> Result<usize, Fault> {
        let sql = "SELECT count(*) FROM account WHERE state = 'active' AND password <> '' \
                   AND ' ' || roles || ' ' LIKE '% administrator %'";
        let rows = self.session.rows(sql, &[])?;
        Ok(usize::try_from(rows.first().map_or(Ok(0), |row| row.int(0))?).unwrap_or_default())
    }
}

fn words<T>(text: &str, read: impl Fn(&str) -> Result<T, base::Refusal>) -> Result<Vec<T>, Fault> {
    let read: Result<Vec<T>, _> = text.split_whitespace().map(read).collect();
    read.map_err(|refusal| Fault::Damaged(refusal.to_string()))
}

fn account(row: &Row) -> Result<Account, Fault> {
    let password = row.text(6)?;
    Ok(Account {
        id: row.parsed(0)?,
        login: row.text(1)?.to_owned(),
        name: row.text(2)?.to_owned(),
        mail: row.text(3)?.to_owned(),
        language: row.text(4)?.to_owned(),
        state: AccountState::of_code(row.text(5)?).ok_or_else(|| Fault::Damaged("the state of an account".into()))?,
        password: (!password.is_empty()).then(|| PasswordHash::kept(password)),
        person: row.optional(7)?,
        roles: words(row.text(8)?, Role::of_code)?,
        created: row.time(9)?,
    })
}

fn membership(row: &Row) -> Result<Membership, Fault> {
    Ok(Membership {
        account: row.parsed(0)?,
        organisation: row.parsed(1)?,
        manages: row.int(2)? == 1,
        since: row.text(3)?.to_owned(),
        until: row.text(4)?.to_owned(),
    })
}

fn session(row: &Row) -> Result<Session, Fault> {
    Ok(Session {
        digest: Digest(row.text(0)?.to_owned()),
        account: row.parsed(1)?,
        created: row.time(2)?,
        expires: row.time(3)?,
        agent: row.text(4)?.to_owned(),
    })
}

fn token(row: &Row) -> Result<Token, Fault> {
    Ok(Token {
        digest: Digest(row.text(0)?.to_owned()),
        account: row.parsed(1)?,
        name: row.text(2)?.to_owned(),
        scopes: words(row.text(3)?, Scope::of_code)?,
        created: row.time(4)?,
        expires: row.time(5)?,
    })
}

//! Bookings that cannot overlap: a trigger in SQLite, an exclusion constraint in PostgreSQL.

use base::people::{AccountId, Digest};
use base::record::RecordId;
use base::store::{AllocationEntry, Booking, BookingFilter, BookingState, Bookings, Fault, Overlap, Wish, WishState};
use jiff::civil::Date;
use measure::Timestamp;
use uuid::Uuid;

use super::Sql;
use crate::session::{Row, Value};

/// SQLite has no exclusion constraints; writers are alone, so a trigger sees every booking there is.
pub const SQLITE: &str = "
CREATE TABLE booking (
    id       TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    account  TEXT NOT NULL REFERENCES account (id),
    starts   INTEGER NOT NULL,
    ends     INTEGER NOT NULL CHECK (ends > starts),
    purpose  TEXT NOT NULL
) STRICT;
CREATE INDEX booking_platform ON booking (platform, starts);
CREATE TRIGGER booking_alone BEFORE INSERT ON booking BEGIN
    SELECT RAISE(ABORT, 'booking_alone') WHERE EXISTS (
        SELECT 1 FROM booking b WHERE b.platform = NEW.platform AND b.starts < NEW.ends AND NEW.starts < b.ends);
END;
CREATE TRIGGER booking_stays BEFORE UPDATE OF platform, starts, ends ON booking BEGIN
    SELECT RAISE(ABORT, 'a booking is given back and made anew');
END";

/// The extension is one that every PostgreSQL brings along and any owner of a database may add.
pub const POSTGRES: &str = "
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE booking (
    id       TEXT COLLATE \"C\" PRIMARY KEY,
    platform TEXT COLLATE \"C\" NOT NULL,
    account  TEXT COLLATE \"C\" NOT NULL REFERENCES account (id),
    starts   BIGINT NOT NULL,
    ends     BIGINT NOT NULL CHECK (ends > starts),
    purpose  TEXT COLLATE \"C\" NOT NULL,
    CONSTRAINT booking_alone EXCLUDE USING gist (platform WITH =, int8range(starts, ends) WITH &&)
);
CREATE INDEX booking_platform ON booking (platform, starts)";

/// Only what holds hours collides, in SQLite; and what projects were given is only ever added to.
pub const SQLITE_STATES: &str = "
DROP TRIGGER booking_alone;
CREATE TRIGGER booking_alone BEFORE INSERT ON booking
WHEN NEW.state IN ('requested', 'offered', 'confirmed', 'used') BEGIN
    SELECT RAISE(ABORT, 'booking_alone') WHERE EXISTS (
        SELECT 1 FROM booking b WHERE b.platform = NEW.platform AND b.starts < NEW.ends AND NEW.starts < b.ends
        AND b.state IN ('requested', 'offered', 'confirmed', 'used'));
END;
CREATE TRIGGER booking_again_alone BEFORE UPDATE OF state ON booking
WHEN NEW.state IN ('requested', 'offered', 'confirmed', 'used') BEGIN
    SELECT RAISE(ABORT, 'booking_alone') WHERE EXISTS (
        SELECT 1 FROM booking b WHERE b.platform = NEW.platform AND b.starts < NEW.ends AND NEW.starts < b.ends
        AND b.state IN ('requested', 'offered', 'confirmed', 'used') AND b.id <> NEW.id);
END;
CREATE TRIGGER allocation_entry_stays BEFORE UPDATE ON allocation_entry BEGIN
    SELECT RAISE(ABORT, 'what projects were given is only added to');
END;
CREATE TRIGGER allocation_entry_remains BEFORE DELETE ON allocation_entry BEGIN
    SELECT RAISE(ABORT, 'what projects were given is only added to');
END";

/// The same in PostgreSQL.
pub const POSTGRES_STATES: &str = "
ALTER TABLE booking DROP CONSTRAINT booking_alone;
ALTER TABLE booking ADD CONSTRAINT booking_alone EXCLUDE USING gist (platform WITH =, int8range(starts, ends) WITH &&)
    WHERE (state IN ('requested', 'offered', 'confirmed', 'used'));
CREATE FUNCTION allocation_stays() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'what projects were given is only added to';
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER allocation_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON allocation_entry
    FOR EACH STATEMENT EXECUTE FUNCTION allocation_stays()";

const COLUMNS: &str = "SELECT id, platform, account, organisation, starts, ends, units, state, bundle, purpose, detail \
                       FROM booking WHERE ";
const HOLDS: &str = "state IN ('requested', 'offered', 'confirmed', 'used')";
const WISH: &str = "SELECT id, platform, account, organisation, starts, ends, units, purpose, reason, state, asked, \
                    booking FROM booking_wish WHERE ";

impl Sql<'_> {
    /// Does what the database may refuse because hours are taken; its refusal undoes its own statement only.
    fn alone(&mut self, booking: &Booking, sql: &str, values: &[Value]) -> Result<Result<(), Overlap>, Fault> {
        self.session.batch("SAVEPOINT booking")?;
        match self.session.run(sql, values) {
            Ok(_) => self.session.batch("RELEASE booking").map(Ok),
            Err(Fault::Refused(said)) => {
                self.session.batch("ROLLBACK TO booking; RELEASE booking")?;
                let others = self.bookings(booking.platform, booking.from, booking.until)?;
                let other = others.iter().find(|other| other.id != booking.id).ok_or(Fault::Refused(said))?;
                Ok(Err(Overlap { from: other.from, until: other.until }))
            }
            Err(fault) => Err(fault),
        }
    }
}

impl Bookings for Sql<'_> {
    fn book(&mut self, booking: &Booking) -> Result<Result<(), Overlap>, Fault> {
        let values = [
            booking.id.to_string().into(),
            booking.platform.to_string().into(),
            booking.account.to_string().into(),
            named(booking.organisation),
            booking.from.into(),
            booking.until.into(),
            i64::from(booking.units).into(),
            booking.state.code().into(),
            named(booking.bundle),
            booking.purpose.as_str().into(),
            detail_of(booking)?,
        ];
        let sql = "INSERT INTO booking (id, platform, account, organisation, starts, ends, units, state, bundle, \
                   purpose, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        self.alone(booking, sql, &values)
    }

    fn change_booking(&mut self, booking: &Booking) -> Result<Result<(), Overlap>, Fault> {
        let id = booking.id.to_string().into();
        let values = [id, booking.state.code().into(), i64::from(booking.units).into(), detail_of(booking)?];
        self.alone(booking, "UPDATE booking SET state = $2, units = $3, detail = $4 WHERE id = $1", &values)
    }

    fn booking(&mut self, id: Uuid) -> Result<Option<Booking>, Fault> {
        let rows = self.session.rows(&format!("{COLUMNS} id = $1"), &[id.to_string().into()])?;
        rows.first().map(booking).transpose()
    }

    fn bookings(&mut self, platform: RecordId, from: Timestamp, until: Timestamp) -> Result<Vec<Booking>, Fault> {
        let sql = format!("{COLUMNS} platform = $1 AND starts < $3 AND ends > $2 AND {HOLDS} ORDER BY starts");
        let values = [Value::Text(platform.to_string()), from.into(), until.into()];
        self.session.rows(&sql, &values)?.iter().map(booking).collect()
    }

    fn bookings_of(&mut self, filter: &BookingFilter, most: usize) -> Result<Vec<Booking>, Fault> {
        let mut values: Vec<Value> = vec![Value::Int(i64::try_from(most).unwrap_or(i64::MAX))];
        let mut wanted = vec!["1 = 1".to_owned()];
        let mut one = |column: &str, given: Vec<Value>| {
            let places: Vec<String> = (0..given.len()).map(|at| format!("${}", values.len() + at + 1)).collect();
            if !given.is_empty() {
                wanted.push(format!("{column} ({})", places.join(", ")));
            }
            values.extend(given);
        };
        one("platform IN", filter.platforms.iter().map(|id| id.to_string().into()).collect());
        one("account IN", filter.account.iter().map(|id| id.to_string().into()).collect());
        one("organisation IN", filter.organisation.iter().map(|id| id.to_string().into()).collect());
        one("state IN", filter.states.iter().map(|state| state.code().into()).collect());
        one("bundle IN", filter.bundle.iter().map(|id| id.to_string().into()).collect());
        one("ends >", filter.from.iter().map(|at| (*at).into()).collect());
        one("starts <", filter.until.iter().map(|at| (*at).into()).collect());
        let sql = format!("{COLUMNS} {} ORDER BY starts, id LIMIT $1", wanted.join(" AND "));
        self.session.rows(&sql, &values)?.iter().map(booking).collect()
    }

    fn put_wish(&mut self, wish: &Wish) -> Result<(), Fault> {
        let values = [
            wish.id.to_string().into(),
            wish.platform.to_string().into(),
            wish.account.to_string().into(),
            named(wish.organisation),
            wish.from.into(),
            wish.until.into(),
            i64::from(wish.units).into(),
            wish.purpose.as_str().into(),
            wish.reason.as_str().into(),
            wish.state.code().into(),
            wish.asked.into(),
            named(wish.booking),
        ];
        let sql = "INSERT INTO booking_wish (id, platform, account, organisation, starts, ends, units, purpose, \
                   reason, state, asked, booking) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
                   ON CONFLICT (id) DO UPDATE SET state = $10, booking = $12";
        self.session.run(sql, &values).map(drop)
    }

    fn wish(&mut self, id: Uuid) -> Result<Option<Wish>, Fault> {
        let rows = self.session.rows(&format!("{WISH} id = $1"), &[id.to_string().into()])?;
        rows.first().map(wish).transpose()
    }

    fn wishes(&mut self, platform: Option<RecordId>, account: Option<AccountId>) -> Result<Vec<Wish>, Fault> {
        let sql = format!(
            "{WISH} ($1 = '' OR platform = $1) AND ($2 = '' OR account = $2) AND state IN ('waiting', 'offered') \
             ORDER BY id"
        );
        self.session.rows(&sql, &[named(platform), named(account)])?.iter().map(wish).collect()
    }

    fn put_calendar_key(&mut self, account: AccountId, digest: Option<&Digest>) -> Result<(), Fault> {
        let id: Value = account.to_string().into();
        let Some(digest) = digest else {
            return self.session.run("DELETE FROM calendar_key WHERE account = $1", &[id]).map(drop);
        };
        let sql = "INSERT INTO calendar_key (account, digest) VALUES ($1, $2) \
                   ON CONFLICT (account) DO UPDATE SET digest = $2";
        self.session.run(sql, &[id, digest.0.as_str().into()]).map(drop)
    }

    fn calendar_key(&mut self, account: AccountId) -> Result<Option<Digest>, Fault> {
        let sql = "SELECT digest FROM calendar_key WHERE account = $1";
        let rows = self.session.rows(sql, &[account.to_string().into()])?;
        rows.first().map(|row| row.text(0).map(|text| Digest(text.to_owned()))).transpose()
    }

    fn add_allocation(&mut self, entry: &AllocationEntry) -> Result<(), Fault> {
        let values = [
            entry.id.to_string().into(),
            entry.at.into(),
            named(entry.account),
            entry.project.to_string().into(),
            entry.resource.to_string().into(),
            entry.week.to_string().into(),
            i64::from(entry.before).into(),
            i64::from(entry.after).into(),
            entry.reason.as_str().into(),
        ];
        let sql = "INSERT INTO allocation_entry (id, at, account, project, resource, week, before, after, reason) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        self.session.run(sql, &values).map(drop)
    }

    fn allocations(&mut self, from: Date, until: Date) -> Result<Vec<AllocationEntry>, Fault> {
        let sql = "SELECT id, at, account, project, resource, week, before, after, reason FROM allocation_entry \
                   WHERE week >= $1 AND week < $2 ORDER BY id";
        let rows = self.session.rows(sql, &[from.to_string().into(), until.to_string().into()])?;
        rows.iter().map(entry).collect()
    }
}

fn named<T: ToString>(value: Option<T>) -> Value {
    value.map_or_else(|| "".into(), |value| value.to_string().into())
}

fn detail_of(booking: &Booking) -> Result<Value, Fault> {
    let detail = serde_json::to_string(&booking.detail);
    detail.map(Value::from).map_err(|error| Fault::Refused(error.to_string()))
}

fn count(row: &Row, column: usize) -> Result<u32, Fault> {
    u32::try_from(row.int(column)?).map_err(|_| Fault::Damaged("a number of units".to_owned()))
}

fn booking(row: &Row) -> Result<Booking, Fault> {
    let state = BookingState::of_code(row.text(7)?).ok_or_else(|| Fault::Damaged("the state of a booking".into()))?;
    let detail = serde_json::from_str(row.text(10)?).map_err(|error| Fault::Damaged(format!("a booking: {error}")))?;
    Ok(Booking {
        id: row.parsed(0)?,
        platform: row.parsed(1)?,
        account: row.parsed(2)?,
        organisation: row.optional(3)?,
        from: row.time(4)?,
        until: row.time(5)?,
        units: count(row, 6)?,
        state,
        bundle: row.optional(8)?,
        purpose: row.text(9)?.to_owned(),
        detail,
    })
}

fn wish(row: &Row) -> Result<Wish, Fault> {
    Ok(Wish {
        id: row.parsed(0)?,
        platform: row.parsed(1)?,
        account: row.parsed(2)?,
        organisation: row.optional(3)?,
        from: row.time(4)?,
        until: row.time(5)?,
        units: count(row, 6)?,
        purpose: row.text(7)?.to_owned(),
        reason: row.text(8)?.to_owned(),
        state: WishState::of_code(row.text(9)?).ok_or_else(|| Fault::Damaged("the state of a wish".into()))?,
        asked: row.time(10)?,
        booking: row.optional(11)?,
    })
}

fn entry(row: &Row) -> Result<AllocationEntry, Fault> {
    Ok(AllocationEntry {
        id: row.parsed(0)?,
        at: row.time(1)?,
        account: row.optional(2)?,
        project: row.parsed(3)?,
        resource: row.parsed(4)?,
        week: row.parsed(5)?,
        before: count(row, 6)?,
        after: count(row, 7)?,
        reason: row.text(8)?.to_owned(),
    })
}

//! Bookings that cannot overlap: a trigger in SQLite, an exclusion constraint in PostgreSQL.

use base::record::RecordId;
use base::store::{Booking, Bookings, Fault, Overlap};
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

const COLUMNS: &str = "SELECT id, platform, account, starts, ends, purpose FROM booking WHERE ";

impl Bookings for Sql<'_> {
    fn book(&mut self, booking: &Booking) -> Result<Result<(), Overlap>, Fault> {
        // The refusal of the database undoes its own statement only.
        self.session.batch("SAVEPOINT booking")?;
        let booked = self.session.run(
            "INSERT INTO booking (id, platform, account, starts, ends, purpose) VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                booking.id.to_string().into(),
                booking.platform.to_string().into(),
                booking.account.to_string().into(),
                booking.from.into(),
                booking.until.into(),
                booking.purpose.as_str().into(),
            ],
        );
        match booked {
            Ok(_) => self.session.batch("RELEASE booking").map(Ok),
            Err(Fault::Refused(said)) => {
                self.session.batch("ROLLBACK TO booking; RELEASE booking")?;
                let others = self.bookings(booking.platform, booking.from, booking.until)?;
                let other = others.first().ok_or(Fault::Refused(said))?;
                Ok(Err(Overlap { from: other.from, until: other.until }))
            }
            Err(fault) => Err(fault),
        }
    }

    fn unbook(&mut self, id: Uuid) -> Result<bool, Fault> {
        Ok(self.session.run("DELETE FROM booking WHERE id = $1", &[id.to_string().into()])? > 0)
    }

    fn booking(&mut self, id: Uuid) -> Result<Option<Booking>, Fault> {
        let rows = self.session.rows(&format!("{COLUMNS} id = $1"), &[id.to_string().into()])?;
        rows.first().map(booking).transpose()
    }

    fn bookings(&mut self, platform: RecordId, from: Timestamp, until: Timestamp) -> Result<Vec<Booking>, Fault> {
        let sql = format!("{COLUMNS} platform = $1 AND starts < $3 AND ends > $2 ORDER BY starts");
        let values = [Value::Text(platform.to_string()), from.into(), until.into()];
        self.session.rows(&sql, &values)?.iter().map(booking).collect()
    }
}

fn booking(row: &Row) -> Result<Booking, Fault> {
    Ok(Booking {
        id: row.parsed(0)?,
        platform: row.parsed(1)?,
        account: row.parsed(2)?,
        from: row.time(3)?,
        until: row.time(4)?,
        purpose: row.text(5)?.to_owned(),
    })
}

//! Whether a record is among some. Few are a list that leads to them: an array in PostgreSQL, JSON in SQLite. Many are
//! a bit for each serial: bytes in PostgreSQL, and in SQLite, which cannot look into bytes, a function of the connection.

use std::sync::Arc;

use crate::session::{Dialect, Value};

/// The records, as a value of a statement that leads from them.
pub fn few(dialect: Dialect, serials: &Arc<[i64]>) -> Value {
    match dialect {
        Dialect::Sqlite => {
            let numbers: Vec<String> = serials.iter().map(ToString::to_string).collect();
            Value::Text(format!("[{}]", numbers.join(",")))
        }
        Dialect::Postgres => Value::Many(Arc::clone(serials)),
    }
}

/// The records, as a value of a statement that asks each record whether it is among them.
pub fn many(dialect: Dialect, serials: &Arc<[i64]>) -> Value {
    match dialect {
        Dialect::Sqlite => Value::Many(Arc::clone(serials)),
        // An array would be weighed by the planner number by number.
        Dialect::Postgres => Value::Bytes(Bits::of(serials).bytes()),
    }
}

/// The records in the value at `place`, as `serial`.
pub fn lead(dialect: Dialect, place: &str) -> String {
    match dialect {
        Dialect::Sqlite => format!("SELECT value AS serial FROM json_each({place})"),
        Dialect::Postgres => format!("SELECT unnest({place}::bigint[]) AS serial"),
    }
}

/// The condition that record `r` is among those in the value at `place`, asked of each record. A statement of SQLite
/// has at most one such value.
pub fn condition(dialect: Dialect, place: &str) -> String {
    match dialect {
        Dialect::Sqlite => "is_among(r.serial)".to_owned(),
        Dialect::Postgres => format!(
            "CASE WHEN r.serial < 8 * octet_length({place}::bytea) THEN get_bit({place}::bytea, r.serial) = 1 \
             ELSE FALSE END"
        ),
    }
}

/// Numbers, of which it is known at once whether one is there.
#[derive(Default)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// The numbers in ascending order, none of them negative.
    pub fn of(numbers: &[i64]) -> Self {
        let last = numbers.last().and_then(|last| usize::try_from(*last).ok());
        let mut bits = vec![0_u64; last.map_or(0, |last| last / 64 + 1)];
        for number in numbers.iter().filter_map(|number| usize::try_from(*number).ok()) {
            if let Some(word) = bits.get_mut(number / 64) {
                *word |= 1 << (number % 64);
            }
        }
        Self(bits)
    }

    /// Eight numbers to a byte, the lowest bit first.
    fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// Whether a number is there.
    pub fn holds(&self, number: i64) -> bool {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

/// The numbers that stand in every one of these lists, each in ascending order.
pub fn in_all(mut lists: Vec<Arc<[i64]>>) -> Option<Arc<[i64]>> {
    lists.sort_by_key(|list| list.len());
    let mut lists = lists.into_iter();
    let shortest = lists.next()?;
    Some(lists.fold(shortest, |left, list| {
        let bits = Bits::of(&list);
        left.iter().copied().filter(|number| bits.holds(*number)).collect()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_in_every_list_is_left() {
        let list = |numbers: &[i64]| -> Arc<[i64]> { numbers.into() };
        let all = in_all(vec![list(&[1, 63, 64, 65, 700]), list(&[63, 64, 128, 700, 9000]), list(&[1, 63, 700])]);
        assert_eq!(all.as_deref(), Some(&[63, 700][..]));
        assert_eq!(in_all(vec![list(&[1]), list(&[])]).as_deref(), Some(&[][..]));
        assert_eq!(in_all(Vec::new()), None);
        assert_eq!(Bits::of(&[0, 9, 64]).bytes(), [1, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        assert!(!Bits::of(&[3]).holds(-1) && !Bits::default().holds(0));
    }
}

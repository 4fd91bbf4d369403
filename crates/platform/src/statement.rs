//! The statement of a month: who used which platform for how long, and who pays what for it.

use std::collections::BTreeMap;

use base::people::{Role, Viewer};
use base::record::kinds::RateFor;
use base::record::verb::Occasion;
use base::record::{Kind, RecordId};
use base::store::{Booking, BookingFilter, BookingState, Filter, Query, Shelf, Sort};
use base::{Refusal, Trouble};
use jiff::ToSpan;
use jiff::civil::Date;
use measure::{Currency, Fraction, Money, Timestamp};

use crate::bookable::{Bookable, keeps};
use crate::cost::{cost_of, shares_of};
use crate::zone::shown;

/// Most platforms of one statement, and most bookings of each.
const MOST: usize = 1_000;

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(Date);

impl Month {
    /// The month that a day lies in.
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// Reads `2026-03`.
    pub fn read(text: &str) -> Option<Self> {
        (text.trim().len() == 7).then(|| format!("{}-01", text.trim()).parse().ok().map(Self))?
    }

    /// Its first day.
    pub fn first(self) -> Date {
        self.0
    }

    /// `2026-03`.
    pub fn text(self) -> String {
        self.0.strftime("%Y-%m").to_string()
    }

    fn holds(self, of: &Bookable, at: Timestamp) -> bool {
        shown(&of.zone, at).date().first_of_month() == self.0
    }
}

/// One payer's part of one use.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The platform.
    pub platform: RecordId,
    /// Who pays; nobody where a user acts for no organisation.
    pub payer: Option<RecordId>,
    /// The booking, with its use.
    pub booking: Booking,
    /// As whom the user pays.
    pub class: Option<RateFor>,
    /// What a unit costs.
    pub price: Option<Money>,
    /// Which share of the cost it is.
    pub share: Fraction,
    /// How much that is; nothing where no rate says it.
    pub amount: Option<Money>,
}

/// The lines of a month that the viewer may see: of platforms they look after all of them, of organisations they lead or
/// whose finance they are, those.
///
/// # Errors
/// Nobody is signed in; the store's.
pub fn statement(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    month: Month,
    on: Option<RecordId>,
) -> Result<Vec<Line>, Trouble> {
    if occasion.viewer.account().is_none() && !occasion.viewer.sees_everything() {
        return Err(Refusal::SignInNeeded {}.into());
    }
    let filter = Filter { kinds: vec![Kind::Platform], ..Filter::default() };
    let reach = occasion.viewer.reach();
    let found = shelf.find(&Query { reach, filter, sort: Sort::Title, after: None, limit: MOST })?;
    let mut lines = Vec::new();
    for record in found.records.into_iter().filter(|record| on.is_none_or(|on| on == record.id)) {
        let Ok(of) = Bookable::of(record) else { continue };
        let all = occasion.viewer.sees_everything() || keeps(&occasion.viewer, &of);
        for booking in used_in(shelf, &of, month)? {
            let theirs = of_booking(shelf, &of, &booking)?;
            lines.extend(theirs.into_iter().filter(|line| all || pays(&occasion.viewer, line.payer)));
        }
    }
    Ok(lines)
}

fn pays(viewer: &Viewer, payer: Option<RecordId>) -> bool {
    let finance = |payer| viewer.has(Role::Finance) && viewer.acts_for(payer);
    payer.is_some_and(|payer| viewer.manages(payer) || finance(payer))
}

fn used_in(shelf: &mut dyn Shelf, of: &Bookable, month: Month) -> Result<Vec<Booking>, Trouble> {
    // A day more on either side is a zone's difference; the clocks of the place then decide.
    let bound = |day: Result<Date, jiff::Error>| day.ok().map(Timestamp::start_of);
    let filter = BookingFilter {
        platforms: vec![of.id()],
        states: vec![BookingState::Used],
        from: bound(month.0.checked_sub(40.days())),
        until: bound(month.0.checked_add(72.days())),
        ..BookingFilter::default()
    };
    let mut found = shelf.bookings_of(&filter, MOST)?;
    found.retain(|booking| {
        let began = booking.detail.used.as_ref().map_or(booking.from, |used| used.from);
        month.holds(of, began)
    });
    Ok(found)
}

fn of_booking(shelf: &mut dyn Shelf, of: &Bookable, booking: &Booking) -> Result<Vec<Line>, Trouble> {
    let cost = cost_of(shelf, of, booking)?;
    let sum = cost.map_or(Money::zero(Currency::Cny), |cost| cost.sum);
    let line = |(payer, share, amount): (Option<RecordId>, Fraction, Money)| Line {
        platform: of.id(),
        payer,
        class: cost.map(|cost| cost.payer),
        price: cost.map(|cost| cost.price),
        share,
        amount: cost.map(|_| amount),
        booking: booking.clone(),
    };
    Ok(shares_of(booking, sum)?.into_iter().map(line).collect())
}

/// What each payer owes for each platform, in the order of the lines, by currency.
///
/// # Errors
/// A sum too large to be held.
#[expect(clippy::type_complexity, reason = "a key and a sum for each row of a table")]
pub fn sums(lines: &[Line]) -> Result<Vec<((Option<RecordId>, RecordId), u32, Vec<Money>)>, Refusal> {
    let mut at: BTreeMap<(Option<RecordId>, RecordId), usize> = BTreeMap::new();
    let mut sums: Vec<((Option<RecordId>, RecordId), u32, Vec<Money>)> = Vec::new();
    for line in lines {
        let key = (line.payer, line.platform);
        let place = *at.entry(key).or_insert_with(|| {
            sums.push((key, 0, Vec::new()));
            sums.len() - 1
        });
        let (_, count, amounts) = &mut sums[place];
        *count += 1;
        let Some(amount) = line.amount else { continue };
        match amounts.iter_mut().find(|sum| sum.currency() == amount.currency()) {
            Some(sum) => {
                let added = sum.checked_add(amount);
                *sum = added.map_err(|why| Refusal::NotAnAmount { given: why.to_string() })?;
            }
            None => amounts.push(amount),
        }
    }
    Ok(sums)
}

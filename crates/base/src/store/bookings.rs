//! Bookings in a store: no two that hold hours of one thing overlap, and the database itself sees to it; besides, who
//! waits for hours, and the secrets of calendars that are read from elsewhere.

use jiff::civil::Date;
use measure::{Fraction, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::fault::Fault;
use crate::people::{AccountId, Digest};
use crate::record::RecordId;
use crate::record::choice::choices;

choices! {
    /// Where a booking stands.
    BookingState {
        Requested = "requested", "待确认", "Requested";
        Offered = "offered", "候补待接受", "Offered to who waits";
        Confirmed = "confirmed", "已确认", "Confirmed";
        Used = "used", "已使用", "Used";
        Declined = "declined", "未同意", "Declined";
        Cancelled = "cancelled", "已取消", "Cancelled";
        Lapsed = "lapsed", "候补已过期", "Offer lapsed";
    }
    /// Where somebody stands on a waiting list.
    WishState {
        Waiting = "waiting", "等候中", "Waiting";
        Offered = "offered", "已空出待接受", "Offered";
        Accepted = "accepted", "已接受", "Accepted";
        Passed = "passed", "已让过", "Passed on";
        Left = "left", "已退出", "Left";
    }
}

impl BookingState {
    /// Every state.
    pub const ALL: [Self; 7] =
        [Self::Requested, Self::Offered, Self::Confirmed, Self::Used, Self::Declined, Self::Cancelled, Self::Lapsed];

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::CHOICES[self as usize].code
    }

    /// The state of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether its hours are nobody else's.
    pub fn holds(self) -> bool {
        match self {
            Self::Requested | Self::Offered | Self::Confirmed | Self::Used => true,
            Self::Declined | Self::Cancelled | Self::Lapsed => false,
        }
    }
}

impl WishState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Offered, Self::Accepted, Self::Passed, Self::Left];

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::CHOICES[self as usize].code
    }

    /// The state of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A thing taken for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Booking {
    /// Its id.
    pub id: Uuid,
    /// The platform that is taken.
    pub platform: RecordId,
    /// Who takes it.
    pub account: AccountId,
    /// For which organisation.
    pub organisation: Option<RecordId>,
    /// The first moment.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
    /// How many of the units it is booked by.
    pub units: u32,
    /// Where it stands.
    pub state: BookingState,
    /// What the bookings that were made as one have in common.
    pub bundle: Option<Uuid>,
    /// What for.
    pub purpose: String,
    /// What else is known of it.
    pub detail: BookingDetail,
}

/// What is known of a booking beside its hours.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BookingDetail {
    /// The project it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<RecordId>,
    /// What was said when it was decided, or given back.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether the keeper agreed.
    pub keeper: bool,
    /// Whether the user's manager agreed.
    pub manager: bool,
    /// Who pays which share; the user's organisation all of it where nobody is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub split: Vec<CostShare>,
    /// What became of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<Used>,
    /// Until when an offer stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered_until: Option<Timestamp>,
}

/// Somebody's share of what a booking costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostShare {
    /// Who pays.
    pub organisation: RecordId,
    /// Which share.
    pub share: Fraction,
}

/// How a booking was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// How many units are charged.
    pub units: u32,
    /// How many samples.
    pub samples: u32,
    /// A remark.
    pub note: String,
}

/// A booking that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
}

/// Which bookings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookingFilter {
    /// Of these platforms; of any where none is named.
    pub platforms: Vec<RecordId>,
    /// Of this account.
    pub account: Option<AccountId>,
    /// For this organisation.
    pub organisation: Option<RecordId>,
    /// In these states; in any where none is named.
    pub states: Vec<BookingState>,
    /// Made as one.
    pub bundle: Option<Uuid>,
    /// That reach beyond this moment.
    pub from: Option<Timestamp>,
    /// That begin before this moment.
    pub until: Option<Timestamp>,
}

/// Somebody who waits for hours that are taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Its id; earlier wishes have smaller ones.
    pub id: Uuid,
    /// The platform.
    pub platform: RecordId,
    /// Who waits.
    pub account: AccountId,
    /// For which organisation.
    pub organisation: Option<RecordId>,
    /// The first moment wanted.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
    /// How many units.
    pub units: u32,
    /// What for.
    pub purpose: String,
    /// Why it matters; the keeper reads it.
    pub reason: String,
    /// Where it stands.
    pub state: WishState,
    /// Since when somebody waits.
    pub asked: Timestamp,
    /// The booking that was offered.
    pub booking: Option<Uuid>,
}

/// One line of what projects were given, and what was changed of it by hand; only ever added to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationEntry {
    /// Its id; later ones are greater.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// By whom; `None` for the operator.
    pub account: Option<AccountId>,
    /// The project.
    pub project: RecordId,
    /// What is given of: a platform, a person, a team.
    pub resource: RecordId,
    /// The Monday of the week.
    pub week: Date,
    /// How many units there were.
    pub before: u32,
    /// How many there are now.
    pub after: u32,
    /// Why.
    pub reason: String,
}

/// Bookings in a store.
pub trait Bookings {
    /// Takes a thing for a time, unless it is taken.
    ///
    /// # Errors
    /// The store's.
    fn book(&mut self, booking: &Booking) -> Result<Result<(), Overlap>, Fault>;

    /// Writes a booking's state, units and detail anew; its platform, its account and its hours stay. A state that holds
    /// hours is not reached where they are taken.
    ///
    /// # Errors
    /// The store's.
    fn change_booking(&mut self, booking: &Booking) -> Result<Result<(), Overlap>, Fault>;

    /// A booking.
    ///
    /// # Errors
    /// The store's.
    fn booking(&mut self, id: Uuid) -> Result<Option<Booking>, Fault>;

    /// The bookings that hold hours of a thing and reach into a time, in order.
    ///
    /// # Errors
    /// The store's.
    fn bookings(&mut self, platform: RecordId, from: Timestamp, until: Timestamp) -> Result<Vec<Booking>, Fault>;

    /// Bookings by what they are, in order of their hours; at most `most`.
    ///
    /// # Errors
    /// The store's.
    fn bookings_of(&mut self, filter: &BookingFilter, most: usize) -> Result<Vec<Booking>, Fault>;

    /// Puts a wish on a waiting list, or writes its state anew.
    ///
    /// # Errors
    /// The store's.
    fn put_wish(&mut self, wish: &Wish) -> Result<(), Fault>;

    /// A wish.
    ///
    /// # Errors
    /// The store's.
    fn wish(&mut self, id: Uuid) -> Result<Option<Wish>, Fault>;

    /// The wishes for a platform, or of an account, that are waiting or offered, in order.
    ///
    /// # Errors
    /// The store's.
    fn wishes(&mut self, platform: Option<RecordId>, account: Option<AccountId>) -> Result<Vec<Wish>, Fault>;

    /// Keeps the digest of the secret by which somebody's calendars are read from elsewhere; none is read by none.
    ///
    /// # Errors
    /// The store's.
    fn put_calendar_key(&mut self, account: AccountId, digest: Option<&Digest>) -> Result<(), Fault>;

    /// That digest.
    ///
    /// # Errors
    /// The store's.
    fn calendar_key(&mut self, account: AccountId) -> Result<Option<Digest>, Fault>;

    /// Adds to the ledger of allocation.
    ///
    /// # Errors
    /// The store's.
    fn add_allocation(&mut self, entry: &AllocationEntry) -> Result<(), Fault>;

    /// The ledger of allocation over weeks that begin in a time, in the order it was written.
    ///
    /// # Errors
    /// The store's.
    fn allocations(&mut self, from: Date, until: Date) -> Result<Vec<AllocationEntry>, Fault>;
}

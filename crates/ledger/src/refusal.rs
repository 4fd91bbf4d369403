//! What the ledger refuses, by name, with the facts a reader needs.

use jiff::civil::Date;
use measure::{Currency, Money};

use crate::account::AccountName;
use crate::name::Key;

/// The kinds of refusal, which decide the HTTP status and the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// What was given is wrong in itself.
    Invalid,
    /// It names what is not there.
    NotFound,
    /// It does not go with how things stand.
    Conflict,
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident { $($fact:ident: $type:ty),* } = $class:ident, $key:literal, $english:literal;)*) => {
        /// A rule of the ledger that said no.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum Refusal {
            $(
                $(#[$doc])*
                #[error($english)]
                $name { $(#[doc = concat!("The ", stringify!($fact), ".")] $fact: $type),* },
            )*
        }

        impl Refusal {
            /// The message ids of all refusals, for the test that every language has them.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// What kind of refusal each key is, for programs that are told of them beforehand.
            pub const CLASSES: &'static [(&'static str, Class)] = &[$(($key, Class::$class)),*];

            /// The message id.
            pub fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => $key,)* }
            }

            /// What kind of refusal it is.
            pub fn class(&self) -> Class {
                match self { $(Self::$name { .. } => Class::$class,)* }
            }

            /// The facts as text, by the names the message uses.
            pub fn facts(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name { $($fact),* } => vec![$((stringify!($fact), $fact.to_string())),*],)* }
            }
        }
    };
}

refusals! {
    /// An amount that is a number of JSON: it may have gone through a float.
    FloatAmount { given: String } = Invalid, "ledger-float-amount", "the amount {given} is a number of JSON; write it as text, \"{given}\"";
    /// A text that is no plain amount: a sign or a blank before it, an exponent, other digits than 0 to 9.
    NotAnAmount { given: String } = Invalid, "ledger-not-an-amount", "“{given}” is not an amount such as -1234.50";
    /// An amount that is finer than its currency.
    TooManyDecimals { given: String, currency: Currency, digits: u32 } = Invalid, "ledger-too-many-decimals", "{given} is finer than {currency} is counted, with {digits} decimals";
    /// An amount of more minor units than 63 bits hold.
    AmountTooLarge { given: String } = Invalid, "ledger-amount-too-large", "the amount {given} is larger than can be held";
    /// A text that is no currency held here.
    UnknownCurrency { given: String } = Invalid, "ledger-unknown-currency", "“{given}” is not a currency held here";
    /// A text that is no day such as 2026-01-31.
    BadDate { given: String } = Invalid, "ledger-bad-date", "“{given}” is not a day such as 2026-01-31";
    /// A day in a year that plain-text accounting does not read.
    DateOutOfRange { date: Date } = Invalid, "ledger-date-out-of-range", "{date} is not in the years 1900 to 2199";
    /// A text that cannot name an account.
    BadAccountName { given: String } = Invalid, "ledger-bad-account-name", "“{given}” cannot name an account; write assets, liabilities, equity, income or expenses, then parts of a-z, 0-9 and -, set apart by colons";
    /// The title of an account is empty, too long or has control characters.
    BadTitle { account: AccountName } = Invalid, "ledger-bad-title", "the title of {account} needs 1 to 200 characters on one line";
    /// A text that cannot be a key or a link.
    BadTag { given: String } = Invalid, "ledger-bad-tag", "“{given}” cannot be a key or a link; use 1 to 200 characters without blanks and commas";
    /// A description that is empty, too long or has control characters.
    BadMemo { most: usize } = Invalid, "ledger-bad-memo", "a description needs 1 to {most} characters and no control characters but new lines";
    /// A field that is missing.
    FieldMissing { field: &'static str } = Invalid, "ledger-field-missing", "{field} is missing";
    /// A field that there is not.
    FieldUnknown { field: String } = Invalid, "ledger-field-unknown", "there is no field {field}";
    /// A field that is not a text.
    NotText { field: &'static str } = Invalid, "ledger-not-text", "{field} must be a text";
    /// A field that is not a list.
    NotList { field: &'static str } = Invalid, "ledger-not-list", "{field} must be a list";
    /// A field that is not an object.
    NotObject { field: &'static str } = Invalid, "ledger-not-object", "{field} must be an object with fields";
    /// A field that is not the number of an entry.
    NotNumber { field: &'static str } = Invalid, "ledger-not-number", "{field} must be the number of an entry";

    /// An entry without postings.
    NoPostings { } = Invalid, "ledger-no-postings", "an entry needs postings";
    /// A posting of nothing.
    ZeroPosting { account: AccountName } = Invalid, "ledger-zero-posting", "the posting to {account} is of nothing; leave it out";
    /// Two currencies in one entry. An exchange is two entries, one in each currency, against accounts of equity.
    MixedCurrency { one: Currency, other: Currency } = Invalid, "ledger-mixed-currency", "one entry has {one} and {other}; write one entry for each";
    /// Postings that do not sum to zero.
    Unbalanced { by: String, currency: Currency } = Invalid, "ledger-unbalanced", "the postings sum to {currency} {by}, not to zero";

    /// The same key with another body.
    KeyReused { key: Key, number: u64 } = Conflict, "ledger-key-reused", "the key {key} was used for entry {number}, which says something else";
    /// A day in a period that was closed.
    ClosedPeriod { date: Date, until: Date } = Conflict, "ledger-closed-period", "{date} lies in a period that is closed; it ended on {until}";
    /// An account that was never opened.
    UnknownAccount { account: AccountName } = NotFound, "ledger-unknown-account", "there is no account {account}";
    /// An account before its first day.
    NotYetOpen { account: AccountName, opened: Date, date: Date } = Conflict, "ledger-not-yet-open", "{account} is open from {opened}, after {date}";
    /// An account that is closed: not even an earlier day may change what it was closed with.
    AccountClosed { account: AccountName, closed: Date } = Conflict, "ledger-account-closed", "{account} is closed from {closed}; nothing is posted to it any more";
    /// An account of another currency.
    AccountCurrency { account: AccountName, held: Currency, given: Currency } = Conflict, "ledger-account-currency", "{account} holds {held}, not {given}";
    /// A balance that cannot be held.
    BalanceTooLarge { account: AccountName } = Conflict, "ledger-balance-too-large", "the balance of {account} would be larger than can be held";
    /// An asserted balance that is another.
    BalanceDiffers { account: AccountName, asserted: Money, found: Money } = Conflict, "ledger-balance-differs", "{account} would stand at {found}, not at {asserted}";
    /// An asserted balance that later entries are already part of.
    AssertionNotLast { account: AccountName, date: Date, last: Date } = Conflict, "ledger-assertion-not-last", "the balance of {account} cannot be asserted on {date}: it has an entry of {last}";
    /// An entry that would change a balance asserted later.
    BeforeAssertion { account: AccountName, date: Date, asserted: Date } = Conflict, "ledger-before-assertion", "the balance of {account} was asserted on {asserted}; {date} is before that";

    /// An entry that is not there.
    UnknownEntry { number: u64 } = NotFound, "ledger-unknown-entry", "there is no entry {number}";
    /// A second reversal of one entry.
    AlreadyReversed { number: u64, by: u64 } = Conflict, "ledger-already-reversed", "entry {number} was reversed by entry {by}";
    /// A reversal of a reversal.
    ReversalOfReversal { number: u64 } = Conflict, "ledger-reversal-of-reversal", "entry {number} is a reversal itself; write a new entry";
    /// A reversal that is dated before what it reverses.
    ReversalTooEarly { number: u64, posted: Date, date: Date } = Invalid, "ledger-reversal-too-early", "entry {number} is of {posted}; it cannot be reversed on {date}";

    /// An account that is there.
    AccountExists { account: AccountName } = Conflict, "ledger-account-exists", "there is an account {account}";
    /// An account that was closed before.
    AlreadyClosed { account: AccountName, closed: Date } = Conflict, "ledger-already-closed", "{account} is closed from {closed}";
    /// An account that was not closed.
    NotClosed { account: AccountName } = Conflict, "ledger-not-closed", "{account} is not closed";
    /// An account that is not empty.
    ClosesWithBalance { account: AccountName, balance: Money } = Conflict, "ledger-closes-with-balance", "{account} stands at {balance}; clear it before it is closed";
    /// An account that has later entries, or is not yet open.
    ClosesTooEarly { account: AccountName, date: Date, last: Date } = Conflict, "ledger-closes-too-early", "{account} cannot be closed from {date}: {last} is its last day so far";
    /// A period that ends before the one closed last.
    PeriodGoesBack { until: Date, closed: Date } = Conflict, "ledger-period-goes-back", "the ledger is closed until {closed} already; {until} is not after that";
    /// A period that is open.
    PeriodOpen { from: Date } = Conflict, "ledger-period-open", "the ledger is open from {from} already";
}

//! What is wrong with one field, by name, with the facts to mend it.

use std::fmt;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The field's name; inside a table, `indicators.2.target`.
    pub field: String,
    /// What is wrong.
    pub reason: SlipReason,
}

macro_rules! slips {
    ($($(#[$doc:meta])* $name:ident { $($fact:ident),* } = $key:literal, $english:literal;)*) => {
        /// The ways a field can be wrong. Every fact is text, ready to be shown.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum SlipReason { $($(#[$doc])* $name { $(#[doc = concat!("The ", stringify!($fact), ".")] $fact: String),* },)* }

        impl SlipReason {
            /// The message ids of all reasons, for the test that every language has them.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// The message id.
            pub fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => $key,)* }
            }

            /// The facts, by the names the message uses.
            pub fn facts(&self) -> Vec<(&'static str, &str)> {
                match self { $(Self::$name { $($fact),* } => vec![$((stringify!($fact), $fact.as_str())),*],)* }
            }

            fn english(&self) -> &'static str {
                match self { $(Self::$name { .. } => $english,)* }
            }
        }
    };
}

slips! {
    /// Neither language has a title.
    NoTitle { } = "slip-no-title", "a title in Chinese or in English is needed";
    /// A field that publishing needs is empty.
    Missing { } = "slip-missing", "it is needed before the record can be published";
    /// Longer than is kept.
    TooLong { most } = "slip-too-long", "longer than {most} characters";
    /// More entries than are kept.
    TooMany { most } = "slip-too-many", "more than {most} entries";
    /// A control character.
    ControlCharacter { } = "slip-control-character", "it holds a control character; delete it";
    /// A line break where one line is wanted.
    LineBreak { } = "slip-line-break", "one line is wanted here";
    /// Not a whole number.
    NotWhole { given } = "slip-not-whole", "“{given}” is not a whole number";
    /// A whole number beyond the bounds.
    OutOfBounds { given, least, most } = "slip-out-of-bounds", "{given} is not between {least} and {most}";
    /// Not a decimal number.
    NotDecimal { given } = "slip-not-decimal", "“{given}” is not a number";
    /// Neither yes nor no.
    NotFlag { given } = "slip-not-flag", "“{given}” is neither yes nor no";
    /// Not a day.
    NotDate { given } = "slip-not-date", "“{given}” is not a day; write 2026-01-15 or 2026年1月15日";
    /// A month where a day is wanted: whether its first or its last is meant is for the writer to say.
    MonthOnly { given, first, last } = "slip-month-only", "“{given}” is a month; write the day, {first} for its beginning or {last} for its end";
    /// Not a day with a time.
    NotMoment { given } = "slip-not-moment", "“{given}” is not a day and time; write 2026-01-15 09:30";
    /// Not money.
    NotMoney { given, detail, detail_zh } = "slip-not-money", "“{given}” is no amount of money: {detail}";
    /// A range, a bound or 面议 where one amount is wanted.
    NotExact { given } = "slip-not-exact", "“{given}” is no exact amount, so it could never fall due; write one amount";
    /// A tier that another one reaches into.
    TierOverlaps { row } = "slip-tier-overlaps", "it overlaps the tier of row {row}";
    /// Tiers with nothing between them.
    TierGap { from, to } = "slip-tier-gap", "from {from} to {to} no tier says anything; write a tier of 0 % where no royalty is due";
    /// Money that looks like another unit.
    UnitDoubt { given, reading } = "slip-unit-doubt", "{given} looks like {reading}; write the unit beside the number";
    /// Not a quantity.
    NotQuantity { given, detail, detail_zh } = "slip-not-quantity", "“{given}” is no quantity: {detail}";
    /// None of the answers of the list.
    NotAChoice { given, known } = "slip-not-a-choice", "“{given}” is none of {known}";
    /// An identifier that does not check.
    BadIdentifier { given, detail, detail_zh } = "slip-bad-identifier", "“{given}”: {detail}";
    /// Not an address on the web.
    NotWeb { given } = "slip-not-web", "“{given}” is no web address; begin it with https://";
    /// Not a mail address.
    NotMail { given } = "slip-not-mail", "“{given}” is no mail address";
    /// No record of that name or id.
    NoSuchRecord { given, kinds } = "slip-no-such-record", "no {kinds} is called “{given}”; enter it first, or use its exact name";
    /// Several records of that name.
    SeveralRecords { given } = "slip-several-records", "several are called “{given}”; write the id beside the name, as name〔id〕";
    /// A place the chain does not have.
    NoSuchPosition { given } = "slip-no-such-position", "the chain has no “{given}”";
    /// A change to the chain that cannot be read.
    BadPatch { detail } = "slip-bad-patch", "the change to the chain cannot be read: {detail}";
    /// A row of a small table with too many parts.
    TooManyParts { given, most } = "slip-too-many-parts", "“{given}” has more than {most} parts; a part that holds | is written \\|";
    /// Not the JSON that is wanted.
    WrongType { wanted } = "slip-wrong-type", "{wanted} is wanted";
    /// No such field.
    NoSuchField { known } = "slip-no-such-field", "there is no such field; there are {known}";
    /// Nothing where something is needed.
    Empty { } = "slip-empty", "it may not be empty";
    /// A day of another year.
    OutsideYear { given, year } = "slip-outside-year", "{given} is no day of {year}";
    /// A day that a table names a second time.
    NamedTwice { given } = "slip-named-twice", "{given} is named twice";
    /// A make-up workday on a Monday to Friday.
    NotWeekend { given } = "slip-not-weekend", "{given} is no Saturday or Sunday, so it is a workday anyway";
    /// A day that the law has off, and that the table does not have off.
    NotOff { given } = "slip-not-off", "{given} is a day off by law and missing; bring the whole announcement of the year";
    /// An end before its beginning.
    EndsBeforeItBegins { } = "slip-ends-before-it-begins", "it ends before it begins";
    /// The record would not be seen by anyone it is meant for.
    NamesNobody { } = "slip-names-nobody", "name at least one organisation, or choose another visibility";
    /// What a person took back their consent to.
    NoConsent { } = "slip-no-consent", "the person took back their consent to this; have them give it anew first";
    /// A field that only the verbs of its workflow write.
    ByWorkflow { } = "slip-by-workflow", "its workflow writes it; do it there, on the record's desk";
    /// A field of a charter that is published.
    Frozen { } = "slip-frozen", "it is frozen since the call was published; change it by a numbered amendment, on the call's desk";
    /// A moment that is over.
    NotAhead { now } = "slip-not-ahead", "it must lie ahead; it is {now} now";
    /// Questions that end after the bids.
    AfterDeadline { } = "slip-after-deadline", "questions cannot end after the bids";
    /// A figure of the call for which nothing is promised.
    PromiseMissing { indicator } = "slip-promise-missing", "promise something for “{indicator}”, which the call wants";
    /// A target of a plan that does not say what is counted.
    TargetWithoutUnit { given } = "slip-target-without-unit", "“{given}” has no unit: write it with the number, or say what is counted";
    /// An item that no annual plan has.
    NoSuchPlanItem { given, known } = "slip-no-such-plan-item", "no annual plan has the item “{given}”; there are {known}";
    /// An organisation one does not write for.
    NotYours { } = "slip-not-yours", "you may write only for an organisation you belong to";
}

impl SlipReason {
    /// The slip of a field.
    pub fn at(self, field: impl Into<String>) -> Slip {
        Slip { field: field.into(), reason: self }
    }
}

impl fmt::Display for SlipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sentence = self.english().to_owned();
        for (name, value) in self.facts() {
            sentence = sentence.replace(&format!("{{{name}}}"), value);
        }
        f.write_str(&sentence)
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

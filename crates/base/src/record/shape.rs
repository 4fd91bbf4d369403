//! The shapes a field can have, and the Rust types that carry them.

use measure::{Budget, Quantity, Timestamp};
use serde::{Deserialize, Serialize};

use super::choice::Choice;
use super::field::Field;
use super::id::RecordId;
use crate::identifier::{CertificateCode, Country, CreditCode, Doi, Orcid, PatentNumber, Ror};

/// What a field holds, and thereby how it is typed in, shown, checked and described.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One line of text.
    Line,
    /// Text of several lines.
    Prose,
    /// Several short texts.
    Words,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// A decimal number, exact.
    Decimal,
    /// Yes or no.
    Flag,
    /// A day.
    Date,
    /// A day and time of day, in the zone of the base.
    Moment,
    /// Money as offices write it, with its unit.
    Budget,
    /// A number with its bound and its unit.
    Quantity,
    /// One of a list.
    Choice(&'static [Choice]),
    /// Some of a list.
    Choices(&'static [Choice]),
    /// Another record.
    Link,
    /// Other records.
    Links,
    /// Rows of a small table.
    Rows(&'static [Field]),
    /// Commodities and activities of the chain.
    Positions,
    /// A change to the chain, as a patch file.
    Patch,
    /// An identifier that is checked.
    Identifier(Identifier),
    /// An address on the web.
    Web,
    /// An address of electronic mail.
    Mail,
}

/// The identifiers that are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identifier {
    /// A researcher.
    Orcid,
    /// A research organisation.
    Ror,
    /// 统一社会信用代码
    CreditCode,
    /// 专利申请号
    PatentNumber,
    /// A publication.
    Doi,
    /// ISO 3166-1 alpha-2
    Country,
    /// 证书编号
    Certificate,
}

/// A type that a field of a body may have.
pub trait Shaped {
    /// Its shape.
    const SHAPE: Shape;
    /// Whether it holds nothing.
    fn is_absent(&self) -> bool;
}

/// A type that a field may have none or one of.
pub trait Scalar {
    /// Its shape.
    const SHAPE: Shape;
}

/// A type that a field may have any number of.
pub trait Element {
    /// The shape of many.
    const SHAPE: Shape;
}

impl<T: Scalar> Shaped for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Element> Shaped for Vec<T> {
    const SHAPE: Shape = T::SHAPE;
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

macro_rules! text {
    ($($(#[$doc:meta])* $name:ident: $shape:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl Scalar for $name {
            const SHAPE: Shape = $shape;
        }

        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
    )*};
}

text! {
    /// One line.
    Line: Shape::Line;
    /// Several lines.
    Prose: Shape::Prose;
    /// An exact decimal number, as text.
    Decimal: Shape::Decimal;
    /// A patch file's text.
    PatchText: Shape::Patch;
    /// A web address.
    Web: Shape::Web;
    /// A mail address.
    Mail: Shape::Mail;
    /// A day, `2026-11-23`.
    Day: Shape::Date;
    /// A day and time of day, `2026-11-23 14:30`.
    Moment: Shape::Moment;
}

impl Moment {
    /// The moment of an instant, by the clock of Asia/Shanghai; parts of a minute are cut off.
    pub fn of(instant: Timestamp) -> Self {
        Self(instant.to_string().replacen('T', " ", 1).chars().take("2026-11-23 14:30".len()).collect())
    }

    /// The instant it begins.
    pub fn instant(&self) -> Option<Timestamp> {
        Timestamp::parse(&format!("{}:00+08:00", self.0.replacen(' ', "T", 1))).ok()
    }
}

/// A short text among several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Word(pub String);

/// A place on the chain: the id of a commodity or an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(pub String);

/// A whole number between bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Whole<const LEAST: i64, const MOST: i64>(pub i64);

impl Element for Word {
    const SHAPE: Shape = Shape::Words;
}
impl Element for Position {
    const SHAPE: Shape = Shape::Positions;
}
impl<const LEAST: i64, const MOST: i64> Scalar for Whole<LEAST, MOST> {
    const SHAPE: Shape = Shape::Whole(LEAST, MOST);
}
impl Scalar for bool {
    const SHAPE: Shape = Shape::Flag;
}
impl Scalar for RecordId {
    const SHAPE: Shape = Shape::Link;
}
impl Element for RecordId {
    const SHAPE: Shape = Shape::Links;
}
impl Scalar for Budget {
    const SHAPE: Shape = Shape::Budget;
}
impl Scalar for Quantity {
    const SHAPE: Shape = Shape::Quantity;
}
impl Scalar for Orcid {
    const SHAPE: Shape = Shape::Identifier(Identifier::Orcid);
}
impl Scalar for Ror {
    const SHAPE: Shape = Shape::Identifier(Identifier::Ror);
}
impl Scalar for CreditCode {
    const SHAPE: Shape = Shape::Identifier(Identifier::CreditCode);
}
impl Scalar for PatentNumber {
    const SHAPE: Shape = Shape::Identifier(Identifier::PatentNumber);
}
impl Scalar for CertificateCode {
    const SHAPE: Shape = Shape::Identifier(Identifier::Certificate);
}
impl Scalar for Doi {
    const SHAPE: Shape = Shape::Identifier(Identifier::Doi);
}
impl Scalar for Country {
    const SHAPE: Shape = Shape::Identifier(Identifier::Country);
}

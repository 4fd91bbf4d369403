//! The kinds of record, what each is called, and who may write one.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::body::Body;
use super::field::{Field, Label};
use super::{common, kinds};

/// Who may write a new record of a kind; an administrator always may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Whoever belongs to an organisation, for that organisation.
    Member,
    /// Who manages an organisation, for that organisation.
    Manager,
    /// A technology broker.
    Broker,
    /// Finance.
    Finance,
    /// An administrator only.
    Administrator,
}

macro_rules! kinds {
    ($($kind:ident = $code:literal, $path:literal, $zh:literal, $en:literal, $author:ident;)*) => {
        /// The kinds of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {$(
            #[doc = concat!($zh, ": ", $en)]
            #[serde(rename = $code)]
            $kind,
        )*}

        impl Kind {
            /// Every kind, in the order people look for them.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The code in JSON and in the database.
            pub const fn code(self) -> &'static str {
                match self {$(Self::$kind => $code,)*}
            }

            /// The first part of the addresses of its pages, and its name in the API.
            pub const fn path(self) -> &'static str {
                match self {$(Self::$kind => $path,)*}
            }

            /// What people call one.
            pub const fn label(self) -> Label {
                match self {$(Self::$kind => Label { zh: $zh, en: $en },)*}
            }

            /// Who may write one.
            pub const fn author(self) -> Author {
                match self {$(Self::$kind => Author::$author,)*}
            }

            /// The fields it has beyond the common ones.
            pub const fn own_fields(self) -> &'static [Field] {
                match self {$(Self::$kind => <kinds::$kind as Body>::FIELDS,)*}
            }

            /// Whether the struct of the kind reads these values; it says where not.
            pub(super) fn reads(self, values: &serde_json::Value) -> Result<(), serde_json::Error> {
                match self {$(Self::$kind => kinds::$kind::deserialize(values).map(drop),)*}
            }
        }
    };
}

kinds! {
    Need = "need", "needs", "需求", "Need", Member;
    Achievement = "achievement", "achievements", "成果", "Achievement", Member;
    Organisation = "organisation", "organisations", "单位", "Organisation", Administrator;
    Person = "person", "persons", "人员", "Person", Member;
    Team = "team", "teams", "创新团队", "Team", Member;
    Platform = "platform", "platforms", "平台与仪器", "Platform", Member;
    Fund = "fund", "funds", "资金", "Fund", Member;
    Problem = "problem", "problems", "共性问题", "Common problem", Manager;
    Call = "call", "calls", "榜单", "Open call", Manager;
    Bid = "bid", "bids", "揭榜", "Bid", Member;
    Review = "review", "reviews", "评审", "Review", Member;
    Project = "project", "projects", "项目", "Project", Manager;
    Programme = "programme", "programmes", "培养项目", "Programme", Manager;
    Enrolment = "enrolment", "enrolments", "培养报名", "Enrolment", Member;
    Secondment = "secondment", "secondments", "借调与双聘", "Secondment", Manager;
    Cooperation = "cooperation", "cooperations", "合作项目", "Cooperation project", Manager;
    Event = "event", "events", "活动", "Event", Manager;
    Registration = "registration", "registrations", "活动报名", "Registration", Member;
    Match = "match", "matches", "对接", "Match", Broker;
    Deal = "deal", "deals", "转化案", "Deal", Broker;
    Publicity = "publicity", "publicities", "公示", "Publicity", Manager;
    Receipt = "receipt", "receipts", "到账", "Receipt", Finance;
    Payout = "payout", "payouts", "分配", "Payout", Finance;
    Agreement = "agreement", "agreements", "合作协议", "Framework agreement", Administrator;
}

impl Kind {
    /// The kind of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// The kind whose pages lie at this path.
    pub fn of_path(path: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.path() == path)
    }

    /// Every field: the common ones, then its own.
    pub fn fields(self) -> impl Iterator<Item = &'static Field> {
        common::before().iter().chain(self.own_fields()).chain(common::after())
    }

    /// The field of this name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

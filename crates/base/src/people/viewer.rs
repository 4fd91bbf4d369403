//! Who looks or acts: a visitor, a member with roles and organisations, or the operator of the machine.

use super::account::AccountId;
use crate::record::RecordId;
use crate::refusal::Refusal;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $code:literal;)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$value_doc])* $value,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$value),*];

            /// Its code in the database, in addresses and in the API.
            pub fn code(self) -> &'static str {
                match self { $(Self::$value => $code,)* }
            }

            /// The one of this code.
            ///
            /// # Errors
            /// There is none.
            pub fn of_code(code: &str) -> Result<Self, Refusal> {
                let found = Self::ALL.iter().copied().find(|known| known.code() == code);
                let known = || Self::ALL.iter().map(|known| known.code()).collect::<Vec<_>>().join(", ");
                found.ok_or_else(|| Refusal::NoSuchWord { word: code.to_owned(), known: known() })
            }
        }
    )*};
}

words! {
    /// What an account may do in the whole base. Managing an organisation is not one of them: it belongs to a membership.
    Role {
        /// 技术经理人: makes matches and deals.
        Broker = "broker";
        /// Scores bids.
        Reviewer = "reviewer";
        /// Enters receipts and payouts.
        Finance = "finance";
        /// Reads everything and changes nothing.
        Auditor = "auditor";
        /// Manages accounts, organisations and rules, and may change every record.
        Administrator = "administrator";
    }
    /// How far a token reaches; what its owner may not, it may not either.
    Scope {
        /// Look.
        Read = "read";
        /// Change records.
        Write = "write";
        /// Manage people and rules.
        Administer = "administer";
    }
}

/// An organisation somebody acts for today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The organisation's record.
    pub organisation: RecordId,
    /// Whether they manage what it owns.
    pub manages: bool,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// What to call them.
    pub name: String,
    /// What they may do in the whole base.
    pub roles: Vec<Role>,
    /// For whom they act today.
    pub standings: Vec<Standing>,
    /// How far the token reaches; `None` in a browser, where nothing limits it.
    pub scopes: Option<Vec<Scope>>,
    /// Their own record in the pool, where their account names one.
    pub person: Option<RecordId>,
    keys: Vec<String>,
}

impl Member {
    /// Somebody, with what they hold.
    pub fn new(account: AccountId, name: String, roles: Vec<Role>, standings: Vec<Standing>) -> Self {
        let mut keys = vec![format!("account:{account}")];
        for standing in &standings {
            keys.push(format!("of:{}", standing.organisation));
            if standing.manages {
                keys.push(format!("lead:{}", standing.organisation));
            }
            if roles.contains(&Role::Finance) {
                keys.push(format!("finance:{}", standing.organisation));
            }
        }
        Self { account, name, roles, standings, scopes: None, person: None, keys }
    }

    /// The same with a record of their own in the pool, which they see and change whoever it belongs to.
    #[must_use]
    pub fn with_person(mut self, person: Option<RecordId>) -> Self {
        self.keys.extend(person.map(|person| format!("person:{person}")));
        self.person = person;
        self
    }
}

/// Who looks or acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Somebody who is not signed in.
    Visitor,
    /// Somebody who is.
    Member(Box<Member>),
    /// Whoever runs the program on its own machine.
    Operator,
}

/// What a viewer can reach; the store turns it into a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every record; for the base itself, when a rule asks what there is.
    Everything,
    /// Every record but sealed ones that want none of these keys.
    Unsealed(Vec<String>),
    /// Public records.
    Public,
    /// Public ones, those for members, and those that want one of these keys.
    Keys(Vec<String>),
}

impl Viewer {
    /// The account, if one is signed in.
    pub fn account(&self) -> Option<AccountId> {
        self.member().map(|member| member.account)
    }

    /// The member, if one is signed in.
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Member(member) => Some(member),
            Self::Visitor | Self::Operator => None,
        }
    }

    /// The keys held.
    pub fn keys(&self) -> &[String] {
        self.member().map_or(&[], |member| &member.keys)
    }

    /// Whether every record may be read.
    pub fn sees_everything(&self) -> bool {
        self.has(Role::Administrator) || self.has(Role::Auditor)
    }

    /// What can be reached.
    pub fn reach(&self) -> Reach {
        match self {
            _ if self.sees_everything() => Reach::Unsealed(self.keys().to_vec()),
            Self::Member(member) => Reach::Keys(member.keys.clone()),
            Self::Visitor | Self::Operator => Reach::Public,
        }
    }

    /// Whether a role is held; the operator holds that of an administrator.
    pub fn has(&self, role: Role) -> bool {
        match self {
            Self::Visitor => false,
            Self::Member(member) => member.roles.contains(&role),
            Self::Operator => role == Role::Administrator,
        }
    }

    /// Whether they act for an organisation.
    pub fn acts_for(&self, organisation: RecordId) -> bool {
        self.member().is_some_and(|member| member.standings.iter().any(|at| at.organisation == organisation))
    }

    /// Whether they manage what an organisation owns.
    pub fn manages(&self, organisation: RecordId) -> bool {
        let mut standings = self.member().into_iter().flat_map(|member| &member.standings);
        standings.any(|at| at.organisation == organisation && at.manages)
    }

    /// Their own record in the pool, where their account names one.
    pub fn person(&self) -> Option<RecordId> {
        self.member().and_then(|member| member.person)
    }

    /// Whether a record of the pool is about themselves.
    pub fn is_person(&self, record: RecordId) -> bool {
        self.person() == Some(record)
    }

    /// Passes whoever may change anything at all.
    ///
    /// # Errors
    /// Nobody is signed in, an auditor is, or the token only reads.
    pub fn writes(&self) -> Result<(), Refusal> {
        match self {
            Self::Visitor => Err(Refusal::SignInNeeded {}),
            Self::Operator => Ok(()),
            Self::Member(member) => {
                self.within(Scope::Write)?;
                let only_reads = member.roles.contains(&Role::Auditor) && !member.roles.contains(&Role::Administrator);
                if only_reads { Err(Refusal::AuditorsRead {}) } else { Ok(()) }
            }
        }
    }

    /// Passes administrators.
    ///
    /// # Errors
    /// Somebody else.
    pub fn administers(&self) -> Result<(), Refusal> {
        if !self.has(Role::Administrator) {
            return Err(self.not_allowed(Role::Administrator.code()));
        }
        self.within(Scope::Administer)
    }

    /// Passes who may read everything: administrators and auditors.
    ///
    /// # Errors
    /// Somebody else.
    pub fn audits(&self) -> Result<(), Refusal> {
        if self.sees_everything() { Ok(()) } else { Err(self.not_allowed("auditor-or-administrator")) }
    }

    /// Passes who is not stopped by the scopes of a token.
    ///
    /// # Errors
    /// The token does not reach that far.
    pub fn within(&self, scope: Scope) -> Result<(), Refusal> {
        let scopes = self.member().and_then(|member| member.scopes.as_ref());
        if scopes.is_none_or(|scopes| scopes.contains(&scope)) {
            return Ok(());
        }
        Err(Refusal::ScopeMissing { scope: scope.code().to_owned() })
    }

    /// The refusal of something that is for others: sign in, or not allowed.
    pub fn not_allowed(&self, needed: &str) -> Refusal {
        match self {
            Self::Visitor => Refusal::SignInNeeded {},
            Self::Member(_) | Self::Operator => Refusal::NotAllowed { needed: needed.to_owned() },
        }
    }
}

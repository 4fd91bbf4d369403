//! Telling people what happened to what is theirs, on a page of their own.

use std::collections::BTreeSet;

use measure::Timestamp;
use uuid::Uuid;

use crate::people::{Account, AccountId, AccountState, Role};
use crate::record::RecordId;
use crate::record::verb::Occasion;
use crate::refusal::{Refusal, Trouble};
use crate::store::{Fault, Notice, Shelf};

/// Notices that a page shows.
const MOST: usize = 200;
/// Accounts that are read at once.
const AT_ONCE: usize = 500;

macro_rules! topics {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// What somebody is told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Topic { $($(#[$doc])* $name,)* }

        impl Topic {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its code in the database and in the API.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

topics! {
    /// A call that one bid for was amended; the fact is the number of the amendment.
    CallAmended = "call-amended";
    /// A question that one asked was answered.
    CallAnswered = "call-answered";
    /// A question was asked about one's call.
    CallAsked = "call-asked";
    /// A bid of one's own was opened.
    BidOpened = "bid-opened";
    /// A bid of one's own has its outcome.
    BidDecided = "bid-decided";
    /// One is asked to review.
    ReviewAsked = "review-asked";
    /// A reviewer handed in, or declined.
    ReviewAnswered = "review-answered";
    /// A need of one's own was gathered into a common problem, which wants one's endorsement.
    NeedGathered = "need-gathered";
    /// A problem of one's own was endorsed; the fact is by whom.
    ProblemEndorsed = "problem-endorsed";
    /// A booking of a platform that one looks after waits; the fact is its hours.
    BookingAsked = "booking-asked";
    /// A booking for the organisation that one leads waits; the fact is its hours.
    OwnBookingAsked = "own-booking-asked";
    /// A booking of one's own was agreed to; the fact is its hours.
    BookingAgreed = "booking-agreed";
    /// A booking of one's own was declined; the fact is its hours, and why.
    BookingDeclined = "booking-declined";
    /// A booking of one's own was given back by somebody else; the fact is its hours, and why.
    BookingGivenBack = "booking-given-back";
    /// Hours that one waits for came free and are held; the fact is the hours, and until when.
    HoursOffered = "hours-offered";
    /// An event that one is registered for was moved; the fact is when it begins now.
    EventMoved = "event-moved";
    /// An event that one is registered for was put off or called off; the fact says why.
    EventHalted = "event-halted";
    /// A registration of one's own has a place; the fact is its number.
    RegistrationPlaced = "registration-placed";
    /// A registration of one's own was decided, or waits; the fact is its number.
    RegistrationDecided = "registration-decided";
    /// A registration for an event of one's own waits for the export-control check.
    RegistrationHeld = "registration-held";
    /// A contribution of one's own was decided.
    ContributionDecided = "contribution-decided";
    /// Somebody at an event asks for a meeting; the fact is when.
    MeetingAsked = "meeting-asked";
    /// A meeting at an event was answered, or called off; the fact is when it was to be.
    MeetingAnswered = "meeting-answered";
    /// The follow-up form of an event waits for one's answers.
    FollowUpAsked = "follow-up-asked";
    /// A secondment of one's own, or of a unit that one leads, has come further.
    SecondmentMoved = "secondment-moved";
    /// A secondment waits for the export-control office.
    SecondmentHeld = "secondment-held";
    /// An enrolment of one's own has come further.
    EnrolmentMoved = "enrolment-moved";
    /// One has a mentor or a project to practise on, or is the mentor.
    PracticeGiven = "practice-given";
    /// What became of a training is asked a year later.
    OutcomeAsked = "outcome-asked";
    /// One's own record in the pool wants to be confirmed: nobody has for a year.
    ProfileDue = "profile-due";
    /// Records of people of a unit that one leads want to be confirmed; the fact is how many.
    ProfilesDue = "profiles-due";
}

impl Topic {
    /// The one of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|topic| topic.code() == code)
    }
}

/// Tells accounts that something happened to a record; who does it is not told.
///
/// # Errors
/// The store's.
pub fn tell(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    accounts: &BTreeSet<AccountId>,
    topic: Topic,
    (about, fact): (RecordId, &str),
) -> Result<(), Fault> {
    for account in accounts.iter().copied().filter(|account| occasion.viewer.account() != Some(*account)) {
        let fact = fact.chars().take(200).collect();
        let notice = Notice { id: Uuid::now_v7(), account, at: occasion.now, topic, about, fact, is_seen: false };
        shelf.put_notice(&notice)?;
    }
    Ok(())
}

/// Tells the office, those who administrate the base, of something that waits for it; who has not yet seen that it does
/// is not told again.
///
/// # Errors
/// The store's.
pub fn tell_office(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    topic: Topic,
    (about, fact): (RecordId, &str),
) -> Result<(), Fault> {
    let mut untold = BTreeSet::new();
    for account in administrators(shelf)? {
        let notices = shelf.notices(account, MOST)?;
        if !notices.iter().any(|one| !one.is_seen && one.topic == topic && one.about == about) {
            untold.insert(account);
        }
    }
    tell(shelf, occasion, &untold, topic, (about, fact))
}

fn administrators(shelf: &mut dyn Shelf) -> Result<BTreeSet<AccountId>, Fault> {
    let mut administrators = BTreeSet::new();
    let mut after = String::new();
    loop {
        let accounts = shelf.accounts(&after, "", AT_ONCE)?;
        let Some(last) = accounts.last() else { return Ok(administrators) };
        after.clone_from(&last.login);
        let may =
            |account: &&Account| account.state == AccountState::Active && account.roles.contains(&Role::Administrator);
        administrators.extend(accounts.iter().filter(may).map(|account| account.id));
    }
}

/// The accounts of those who lead an organisation today.
///
/// # Errors
/// The store's.
pub fn leaders(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    organisation: RecordId,
) -> Result<BTreeSet<AccountId>, Fault> {
    let today = occasion.now.date().to_string();
    let mut leaders = BTreeSet::new();
    for membership in shelf.members(organisation)? {
        let lasts = membership.until.is_empty() || membership.until >= today;
        if membership.manages && membership.since <= today && lasts {
            leaders.insert(membership.account);
        }
    }
    Ok(leaders)
}

/// The account that a person signs in with; `None` where they have none.
///
/// # Errors
/// The store's.
pub fn account_of(shelf: &mut dyn Shelf, person: RecordId) -> Result<Option<AccountId>, Fault> {
    let account = shelf.account_of_person(person)?;
    Ok(account.filter(|account| account.state == AccountState::Active).map(|account| account.id))
}

/// What the viewer was told, newest first.
///
/// # Errors
/// Nobody is signed in.
pub fn notices(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<Vec<Notice>, Trouble> {
    let account = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    Ok(shelf.notices(account, MOST)?)
}

/// Marks what the viewer was told up to an instant as seen.
///
/// # Errors
/// Nobody is signed in.
pub fn see(shelf: &mut dyn Shelf, occasion: &Occasion, until: Timestamp) -> Result<(), Trouble> {
    let account = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    Ok(shelf.see_notices(account, until)?)
}

//! What the base refuses, by name, with the facts a reader needs; and how that differs from a machine that failed.

use std::fmt;

use crate::record::Slip;
use crate::store::Fault;

/// Why something was not done.
#[derive(Debug)]
pub enum Trouble {
    /// A rule said no.
    Refused(Refusal),
    /// The machine failed.
    Fault(Fault),
}

/// The kinds of refusal, which decide the HTTP status and the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// There is no such thing, as far as one may know.
    NotFound,
    /// One has to sign in.
    SignIn,
    /// One may not.
    NotAllowed,
    /// What was given is wrong.
    Invalid,
    /// It does not go with how things stand.
    Conflict,
    /// Too often.
    TooMany,
    /// Larger than is taken.
    TooLarge,
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident { $($fact:ident),* } = $class:ident, $key:literal, $english:literal;)*) => {
        /// A rule that said no. Every fact is text, ready to be shown.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Refusal {
            /// Fields are wrong.
            Slips(Vec<Slip>),
            $($(#[$doc])* $name { $(#[doc = concat!("The ", stringify!($fact), ".")] $fact: String),* },)*
        }

        impl Refusal {
            /// The message ids of all refusals, for the test that every language has them.
            pub const KEYS: &'static [&'static str] = &["base-refusal-slips", $($key),*];

            /// What kind of refusal each key is, for programs that are told of them beforehand.
            pub const CLASSES: &'static [(&'static str, Class)] =
                &[("base-refusal-slips", Class::Invalid), $(($key, Class::$class)),*];

            /// The message id.
            pub fn key(&self) -> &'static str {
                match self { Self::Slips(_) => "base-refusal-slips", $(Self::$name { .. } => $key,)* }
            }

            /// What kind of refusal it is.
            pub fn class(&self) -> Class {
                match self { Self::Slips(_) => Class::Invalid, $(Self::$name { .. } => Class::$class,)* }
            }

            /// The facts, by the names the message uses.
            pub fn facts(&self) -> Vec<(&'static str, String)> {
                match self {
                    Self::Slips(slips) => vec![("count", slips.len().to_string())],
                    $(Self::$name { $($fact),* } => vec![$((stringify!($fact), $fact.clone())),*],)*
                }
            }

            fn english(&self) -> &'static str {
                match self { Self::Slips(_) => "{count} fields are wrong", $(Self::$name { .. } => $english,)* }
            }
        }
    };
}

refusals! {
    /// There is no such thing, as far as the viewer may know.
    NotFound { } = NotFound, "base-refusal-not-found", "there is no such thing";
    /// Only who is signed in may.
    SignInNeeded { } = SignIn, "base-refusal-sign-in-needed", "sign in first";
    /// The viewer may not.
    NotAllowed { needed } = NotAllowed, "base-refusal-not-allowed", "this is for {needed}";
    /// An auditor changes nothing.
    AuditorsRead { } = NotAllowed, "base-refusal-auditors-read", "an auditor reads everything and changes nothing";
    /// The token does not reach that far.
    ScopeMissing { scope } = NotAllowed, "base-refusal-scope-missing", "the token lacks the scope {scope}";
    /// Somebody else has written it meanwhile.
    Stale { given, current } = Conflict, "base-refusal-stale", "version {given} was changed meanwhile; it is at version {current} now";
    /// The move does not start where the record stands.
    WrongMove { state, step } = Conflict, "base-refusal-wrong-move", "{step} is not possible while it is {state}";
    /// A withdrawal without its reason.
    ReasonNeeded { } = Invalid, "base-refusal-reason-needed", "say why";
    /// Another record still names it.
    StillNamed { count } = Conflict, "base-refusal-still-named", "{count} other records still name it";
    /// Money or a signature rests on it.
    Settled { } = Conflict, "base-refusal-settled", "money or a signature rests on it; it stays, and is corrected by its workflow";
    /// The same key with another request.
    KeyReused { key } = Conflict, "base-refusal-key-reused", "the idempotency key {key} was used for another request";
    /// The name or the password is wrong.
    WrongCredentials { } = SignIn, "base-refusal-wrong-credentials", "the name or the password is wrong";
    /// Too many attempts.
    TooManyAttempts { seconds } = TooMany, "base-refusal-too-many-attempts", "too many attempts; wait {seconds} seconds";
    /// A password that is too short or too common.
    WeakPassword { least } = Invalid, "base-refusal-weak-password", "a password needs at least {least} characters and must not be a common one";
    /// A sign-in name that is taken.
    LoginTaken { login } = Conflict, "base-refusal-login-taken", "the name {login} is taken";
    /// A sign-in name that cannot be one.
    BadLogin { login } = Invalid, "base-refusal-bad-login", "{login} cannot be a sign-in name; use 2 to 64 letters, digits and . _ - @";
    /// No account of that name.
    NoSuchAccount { login } = NotFound, "base-refusal-no-such-account", "there is no account {login}";
    /// No role, scope, kind or state of that name.
    NoSuchWord { word, known } = Invalid, "base-refusal-no-such-word", "{word} is none of {known}";
    /// The base would be without an administrator.
    LastAdministrator { } = Conflict, "base-refusal-last-administrator", "the base needs at least one administrator who can sign in";
    /// The hours are taken.
    Overlaps { from, until } = Conflict, "base-refusal-overlaps", "it is booked from {from} until {until}";
    /// A period that ends before it begins.
    EmptyPeriod { } = Invalid, "base-refusal-empty-period", "the end must come after the beginning";
    /// A file larger than is taken.
    TooLarge { most } = TooLarge, "base-refusal-too-large", "larger than {most}";
    /// A file name that cannot be kept.
    BadFileName { name } = Invalid, "base-refusal-bad-file-name", "{name} cannot be the name of a file";
    /// A place in a list that does not exist.
    BadCursor { } = Invalid, "base-refusal-bad-cursor", "the cursor is not one this list gave out";
    /// A match is between a need and an offer.
    NotMatched { kind } = Invalid, "base-refusal-not-matched", "a record of the kind {kind} is neither a need nor an offer";
    /// Only the two sides and a broker decide about a match.
    NoSide { } = NotAllowed, "base-refusal-no-side", "only the side of the need, the side of the offer or a broker may decide about this match";
    /// A match about which nothing is left to decide.
    MatchOver { stage } = Conflict, "base-refusal-match-over", "the match is {stage}; it can no longer be decided";
    /// A confidential need goes to nobody without the abstract its author approved.
    AbstractNeeded { } = Invalid, "base-refusal-abstract-needed", "the need is confidential: write and approve the abstract that the other side will see";
    /// An abstract that says whose the need is.
    AbstractTells { words } = Invalid, "base-refusal-abstract-tells", "the abstract tells whose need it is: {words}";
    /// The export rules want an approval first.
    ControlHolds { rules } = Conflict, "base-refusal-control-holds", "a foreign party and a controlled item meet here; the approval of the export-control office comes first ({rules})";
    /// Only the parties of a deal and its broker act in it.
    NotParty { } = NotAllowed, "base-refusal-not-party", "only the parties of the deal and its broker may do this";
    /// A deal that does not move.
    DealHalted { status } = Conflict, "base-refusal-deal-halted", "the deal is {status}; take it up again first";
    /// A deal that lacks what its next stage needs.
    StageWants { stage, wants } = Conflict, "base-refusal-stage-wants", "before {stage} the deal needs: {wants}";
    /// Terms that are signed.
    TermsSigned { } = Conflict, "base-refusal-terms-signed", "the contract is signed; go back to negotiation to change its terms";
    /// Terms of another version than those on the table.
    TermsMoved { given, current } = Conflict, "base-refusal-terms-moved", "version {given} of the terms is no longer on the table; it is version {current} now";
    /// A request for access that is not there to be answered so.
    AccessAnswered { decision } = Conflict, "base-refusal-access-answered", "the request is {decision}";
    /// A publicity that is not at that stage.
    PublicityAt { stage } = Conflict, "base-refusal-publicity-at", "the publicity is {stage}";
    /// A publicity that is still shown.
    PublicityRuns { until } = Conflict, "base-refusal-publicity-runs", "it is shown until the end of {until}";
    /// A publicity whose last day is over and that nobody closed.
    PublicityOpen { until } = Conflict, "base-refusal-publicity-open", "its last day was {until}; close it first";
    /// A publicity with objections that nobody answered.
    ObjectionsOpen { count } = Conflict, "base-refusal-objections-open", "{count} objections are not answered yet";
    /// A publicity that is shorter than a rule asks for.
    PublicityTooShort { rule, least } = Invalid, "base-refusal-publicity-too-short", "{rule} asks for at least {least}";
    /// A publicity that was to begin before it was shown.
    PublicityBackdated { given, today } = Invalid, "base-refusal-publicity-backdated", "a publicity begins today, {today}, or later; {given} is over";
    /// A clock in working days that runs past the years that are known.
    ClockUnknown { detail, detail_zh } = Conflict, "base-refusal-clock-unknown", "the last day cannot be counted: {detail}";
    /// Nothing is expected under this term on that day.
    NotReceivable { term, due } = Invalid, "base-refusal-not-receivable", "nothing is expected under {term} on {due}";
    /// A receipt that was recorded before.
    ReceivedBefore { term, due } = Conflict, "base-refusal-received-before", "what is due under {term} on {due} was recorded before";
    /// More came than is due.
    MoreThanDue { amount, due } = Invalid, "base-refusal-more-than-due", "{amount} is more than what is due, {due}; say that more came, if it did";
    /// A receipt that is not at that stage.
    ReceiptAt { stage } = Conflict, "base-refusal-receipt-at", "the receipt is {stage}";
    /// A receipt whose entry was reversed in the ledger.
    EntryReversed { entry, by } = Conflict, "base-refusal-entry-reversed", "entry {entry} of a receipt was reversed by entry {by}; take the receipt back first";
    /// A report of a period that is not over.
    PeriodRuns { until } = Conflict, "base-refusal-period-runs", "the period lasts until the end of {until}; report it after that";
    /// A report of less than was reported before, by a side that does not receive it.
    ReportedMore { before } = Conflict, "base-refusal-reported-more", "{before} was reported before; only the provider may note a lower base";
    /// A move back of what is signed, by somebody who is no side of it.
    SidesGoBack { } = NotAllowed, "base-refusal-sides-go-back", "the contract is signed; it goes back when each of its sides has said so";
    /// A day that is still to come.
    DayToCome { date, today } = Invalid, "base-refusal-day-to-come", "{date} is still to come; today is {today}";
    /// A sum that is no exact amount.
    NotAnAmount { given } = Invalid, "base-refusal-not-an-amount", "“{given}” is not one amount of money";
    /// A deal whose income cannot be shared yet.
    NoSharingRule { } = Conflict, "base-refusal-no-sharing-rule", "the deal has no rule by which income is shared";
    /// A name in a rule behind which nobody stands.
    NobodyBehind { name } = Invalid, "base-refusal-nobody-behind", "the rule names {name}; say who that is";
    /// A deal with nothing to share.
    NothingToShare { } = Conflict, "base-refusal-nothing-to-share", "every receipt of the deal has been shared out";
    /// Another batch of the same deal is under way.
    BatchOpen { batch } = Conflict, "base-refusal-batch-open", "batch {batch} of the deal is not finished";
    /// A batch that is not at that stage.
    BatchAt { stage } = Conflict, "base-refusal-batch-at", "the batch is {stage}";
    /// A batch that waits for its publicity.
    BatchUnpublished { rule } = Conflict, "base-refusal-batch-unpublished", "{rule} asks that the awards are made public first";
    /// Somebody approves twice.
    ApprovedBefore { } = Conflict, "base-refusal-approved-before", "you approved it before; somebody else has to";
    /// Somebody approves what they worked out.
    OwnBatch { } = NotAllowed, "base-refusal-own-batch", "who worked a batch out does not approve it";
    /// Somebody approves their own share.
    OwnShare { } = NotAllowed, "base-refusal-own-share", "who receives a share of a batch does not approve it";
    /// A batch that would come out otherwise now.
    BatchOutdated { } = Conflict, "base-refusal-batch-outdated", "worked out now, the batch gives other amounts; work it out anew";
    /// A batch that later ones build on.
    NotLastBatch { batch } = Conflict, "base-refusal-not-last-batch", "batch {batch} came later; take it back first";
    /// A floor that lifts a share out of nobody's.
    NobodyToLiftFrom { } = Conflict, "base-refusal-nobody-to-lift-from", "the floor lifts the contributors' share, and no unit among the beneficiaries can give it";
    /// A bid that was to be published like any record.
    HandInBid { } = Conflict, "base-refusal-hand-in-bid", "a bid is handed in at its own desk, and opened after the deadline; it is not published";
    /// A call that is not at that stage.
    CallAt { stage } = Conflict, "base-refusal-call-at", "the call is {stage}";
    /// A bid that is not at that stage.
    BidAt { stage } = Conflict, "base-refusal-bid-at", "the bid is {stage}";
    /// Bids are no longer taken.
    BidsClosed { until, now } = Conflict, "base-refusal-bids-closed", "bids were taken until {until}; it is {now}";
    /// Bids that are still sealed.
    BidsSealed { until } = Conflict, "base-refusal-bids-sealed", "bids stay sealed until {until}";
    /// Questions that are no longer taken.
    QuestionsClosed { until } = Conflict, "base-refusal-questions-closed", "questions were taken until {until}";
    /// A bidder that the call does not admit.
    NotEligible { who, party_type, party_type_zh } = Invalid, "base-refusal-not-eligible", "{who} is “{party_type}”, which the call does not admit";
    /// A bidder that stands too near to who pays.
    BidderConflicted { grounds, grounds_zh } = Invalid, "base-refusal-bidder-conflicted", "this side may not bid: {grounds}";
    /// A consortium where the call wants one bidder.
    NoConsortium { } = Invalid, "base-refusal-no-consortium", "the call takes no consortia";
    /// A second bid of the same organisation.
    BidsTwice { } = Conflict, "base-refusal-bids-twice", "your organisation has handed in a bid for this call; take it back first";
    /// An amendment that changes nothing.
    NothingAmended { } = Invalid, "base-refusal-nothing-amended", "the clause reads like this already";
    /// A clause that is not part of a charter.
    NotInCharter { clause } = Invalid, "base-refusal-not-in-charter", "{clause} is no clause of the charter";
    /// A deadline moved to an earlier moment.
    OnlyLater { given, current } = Invalid, "base-refusal-only-later", "a deadline is only moved to a later moment: {given} is not after {current}";
    /// A reviewer with a tie to a bid.
    ReviewerConflicted { grounds, grounds_zh } = Conflict, "base-refusal-reviewer-conflicted", "the reviewer may not judge this call: {grounds}";
    /// A reviewer who was asked before.
    ReviewerAsked { } = Conflict, "base-refusal-reviewer-asked", "this reviewer was asked for this bid before";
    /// A review that is not at that stage.
    ReviewAt { stage } = Conflict, "base-refusal-review-at", "the review is {stage}";
    /// Only the reviewer who was asked.
    NotReviewer { } = NotAllowed, "base-refusal-not-reviewer", "only the reviewer who was asked may do this";
    /// Bids without enough reviews.
    ReviewsMissing { bids, least } = Conflict, "base-refusal-reviews-missing", "each bid needs {least} reviews; too few have: {bids}";
    /// An award without the panel's minutes.
    MinutesMissing { } = Conflict, "base-refusal-minutes-missing", "enter the panel's minutes first";
    /// More winners than the call takes.
    OneWinner { } = Invalid, "base-refusal-one-winner", "the call takes one winner";
    /// An award whose publicity has not ended clean.
    AwardUnpublished { } = Conflict, "base-refusal-award-unpublished", "the award is made public first, and its publicity must have ended without an objection upheld";
    /// Work on a call that is not finished.
    WorkOpen { count } = Conflict, "base-refusal-work-open", "{count} projects of the call are not completed";
    /// A page of the web where a file of people or works was wanted.
    PoolWebPage { } = Invalid, "base-refusal-pool-web-page", "this is a page of the web, not a record; save the record itself";
    /// A file of people or works that cannot be read at all.
    PoolNotRead { why } = Invalid, "base-refusal-pool-not-read", "the file cannot be read: {why}";
    /// A file of none of the forms that people and works come in.
    PoolUnknown { } = Invalid, "base-refusal-pool-unknown", "the file is no ORCID record, no OpenAlex authors or works, no BibTeX and no RIS";
    /// A file that brings more than can be looked at at once.
    PoolTooMuch { } = Invalid, "base-refusal-pool-too-much", "the file brings more than can be looked at at once; split it";
    /// A file with several people where one is wanted.
    PoolNotOne { } = Invalid, "base-refusal-pool-not-one", "the file tells of several people; bring it in on the page for several";
    /// Works that are nobody's.
    PoolNobody { } = Invalid, "base-refusal-pool-nobody", "the file names no person; bring it in from the page of the person whose works they are";
    /// Works of somebody who does not allow them to be gathered.
    WorksNotAllowed { } = Conflict, "base-refusal-works-not-allowed", "they took back their consent to have their works gathered; have them give it anew first";
    /// Consent noted for somebody else without how they gave it.
    ProofNeeded { } = Invalid, "base-refusal-proof-needed", "say how the person gave their consent: the form, the letter, the day";
    /// New people without a unit.
    OwnerNeeded { } = Invalid, "base-refusal-owner-needed", "choose the organisation that new people belong to";
    /// Needs that cannot be gathered.
    NeedsOfOne { } = Invalid, "base-refusal-needs-of-one", "a common problem gathers needs of at least two organisations";
    /// A need that a problem gathers already.
    NeedGathered { need } = Conflict, "base-refusal-need-gathered", "“{need}” is part of another common problem";
    /// An organisation that endorsed before.
    EndorsedBefore { } = Conflict, "base-refusal-endorsed-before", "your organisation has endorsed it";
    /// Only who leads an organisation speaks for it.
    ManagerSpeaks { } = NotAllowed, "base-refusal-manager-speaks", "only who leads the organisation speaks for it";
    /// A problem without anything the chain could be asked about.
    NothingToValue { } = Conflict, "base-refusal-nothing-to-value", "say what a solution would change on the chain, or which weak link it sits on";
    /// A weak link of which more earns nothing.
    LinkNotBinding { place, loss, currency } = Conflict, "base-refusal-link-not-binding", "a tenth more of {place} earns nothing today, though losing it costs {loss} {currency}; say what a solution would change on the chain";
    /// A change to the chain that gives no plan.
    NotValued { detail } = Conflict, "base-refusal-not-valued", "the chain gives no answer: {detail}";
    /// Hours that are over.
    BookingPast { } = Invalid, "base-refusal-booking-past", "the hours have begun already; book hours to come";
    /// A booking that comes too late.
    BookingTooSoon { days, earliest } = Invalid, "base-refusal-booking-too-soon", "it is booked {days} days ahead; the first day now is {earliest}";
    /// Fewer or more units than one booking has.
    UnitsOutside { units, least, most } = Invalid, "base-refusal-units-outside", "{units} units are not between {least} and {most}";
    /// Hours at which the platform is closed.
    PlatformClosed { detail, detail_zh } = Invalid, "base-refusal-platform-closed", "it is closed then; open: {detail}";
    /// A platform that is not used at present.
    PlatformRests { status } = Conflict, "base-refusal-platform-rests", "the platform is {status}";
    /// A time zone that nobody knows.
    NoSuchZone { given } = Invalid, "base-refusal-no-such-zone", "{given} is no time zone; name one such as Asia/Shanghai";
    /// An hour that the clocks leave out on that day.
    HourLeftOut { given, zone } = Invalid, "base-refusal-hour-left-out", "{given} does not exist in {zone}: the clocks are put forward over it";
    /// A booker without the training the platform asks for.
    PrerequisiteMissing { what, programme } = NotAllowed, "base-refusal-prerequisite-missing", "the platform asks for “{what}”; your certificate is missing or too old";
    /// An organisation that has used up its month.
    QuotaUsed { month, used, allowed, asked } = Conflict, "base-refusal-quota-used", "your organisation has {used} of {allowed} units in {month}; {asked} more are too many";
    /// A booking that is not where the step begins.
    BookingAt { state } = Conflict, "base-refusal-booking-at", "the booking is {state}";
    /// Use that is noted before it is over.
    UseToCome { until } = Invalid, "base-refusal-use-to-come", "the booking lasts until {until}; note its use after that";
    /// Shares of a cost that are not the whole.
    SharesNotWhole { sum } = Invalid, "base-refusal-shares-not-whole", "the shares add up to {sum}, not to 1";
    /// A set that no hours suit.
    NoCommonSlot { days } = Conflict, "base-refusal-no-common-slot", "within {days} days there is no time at which all of them are open and free";
    /// Hours that are free, so that nobody has to wait for them.
    HoursFree { } = Conflict, "base-refusal-hours-free", "these hours are free; book them";
    /// Somebody who waits for the same hours already.
    WaitsAlready { } = Conflict, "base-refusal-waits-already", "you wait for these hours already";
    /// A series of bookings longer than is taken.
    SeriesTooLong { most } = Invalid, "base-refusal-series-too-long", "a series has at most {most} dates";
    /// A series with dates that cannot be booked.
    SeriesTaken { count } = Conflict, "base-refusal-series-taken", "{count} dates changed meanwhile and cannot be booked; look at the preview again";
    /// More than a resource has in a week.
    OverCapacity { week, given, capacity } = Conflict, "base-refusal-over-capacity", "{given} units in the week of {week} are more than the {capacity} there are";
    /// Somebody votes who does not sit on the committee.
    NotOnCommittee { day } = NotAllowed, "base-refusal-not-on-committee", "only who sits on the joint committee as chair, deputy or member on {day} votes; you do not";
    /// A motion that is no longer put to the vote.
    MotionAt { stage } = Conflict, "base-refusal-motion-at", "the motion is {stage}";
    /// A vote after the last day of voting.
    VotingOver { until } = Conflict, "base-refusal-voting-over", "the last day of voting was {until}";
    /// A motion closed while members can still vote.
    VotingRuns { until, missing } = Conflict, "base-refusal-voting-runs", "voting runs until the end of {until}, and {missing} members have not voted";
    /// A plan that was adopted is changed by a decision or with a reason.
    PlanAdopted { year } = Conflict, "base-refusal-plan-adopted", "the plan of {year} was adopted; name the decision that changes it, or say why it is revised";
    /// No carried decision of that motion.
    NotCarried { motion } = Invalid, "base-refusal-not-carried", "the committee carried no motion {motion}";
    /// Another item of the plan has that code.
    PlanCodeTaken { code } = Conflict, "base-refusal-plan-code-taken", "the plan has an item {code} already";
    /// A gate or a milestone without what shows it.
    GateWithoutEvidence { gate, wants } = Conflict, "base-refusal-gate-without-evidence", "“{gate}” opens only with its evidence ({wants}): name a file of the project or a record of the base";
    /// A gate before the ones below it.
    GateOutOfOrder { gate, before } = Conflict, "base-refusal-gate-out-of-order", "“{gate}” comes after “{before}”, which is not passed";
    /// A gate that was decided.
    GateDecided { gate } = Conflict, "base-refusal-gate-decided", "“{gate}” was decided; what stands is not changed";
    /// Who leads a project does not decide about its gates.
    OwnGate { } = NotAllowed, "base-refusal-own-gate", "who leads a project does not decide about its gates";
    /// A project that is not at that stage.
    ProjectAt { stage } = Conflict, "base-refusal-project-at", "the project is {stage}";
    /// A project with gates that are not passed.
    GatesOpen { count } = Conflict, "base-refusal-gates-open", "{count} gates are not passed yet";
    /// More spent on a line than is allowed.
    Overspent { item, planned, spent, tolerance } = Conflict, "base-refusal-overspent", "{item}: {spent} would be spent of {planned}, more than {tolerance} % over; move money from another line first";
    /// A line of a budget that has not so much left.
    NotSoMuchLeft { item, left } = Conflict, "base-refusal-not-so-much-left", "{item} has {left} left";
    /// An event that is not at a stage for that.
    EventAt { stage, stage_zh } = Conflict, "base-refusal-event-at", "the event is at the stage {stage}";
    /// An event that cannot run yet.
    EventToCome { begins } = Conflict, "base-refusal-event-to-come", "the event begins at {begins}";
    /// Neither the time nor the place of an event differs.
    NothingMoved { } = Invalid, "base-refusal-nothing-moved", "neither time nor place differs";
    /// Fewer places than are held already.
    PlacesBelow { held } = Conflict, "base-refusal-places-below", "{held} places are held already; there cannot be fewer";
    /// Too late to register.
    RegistrationOver { until, now } = Conflict, "base-refusal-registration-over", "registration ended at {until}; it is {now} now";
    /// Too late to contribute.
    ContributionsOver { until, now } = Conflict, "base-refusal-contributions-over", "contributions were taken until {until}; it is {now} now";
    /// Somebody who is registered already.
    RegisteredAlready { number } = Conflict, "base-refusal-registered-already", "this person is registered already, with the number {number}";
    /// A registration that is not at a stage for that.
    RegistrationAt { stage, stage_zh } = Conflict, "base-refusal-registration-at", "the registration is at the stage {stage}";
    /// A registration without anything to contribute.
    NothingContributed { } = Conflict, "base-refusal-nothing-contributed", "the registration has no contribution, or it was not accepted";
    /// A contribution that became a record already.
    ContributionUsed { } = Conflict, "base-refusal-contribution-used", "the contribution has become a record already";
    /// A point of the agenda outside the event.
    OutsideEvent { from, until } = Invalid, "base-refusal-outside-event", "the event lasts from {from} until {until}";
    /// A room that is taken.
    RoomTaken { room, topic, from, until } = Conflict, "base-refusal-room-taken", "{room} is taken from {from} until {until}: {topic}";
    /// A speaker who speaks elsewhere.
    SpeakerBusy { speaker, topic, from, until } = Conflict, "base-refusal-speaker-busy", "{speaker} speaks from {from} until {until} already: {topic}";
    /// A check-in code with a typing error.
    CodeMistyped { code } = Invalid, "base-refusal-code-mistyped", "{code} has a typing error; compare it with the badge";
    /// A check-in code that nobody of the event has.
    CodeUnknown { code } = Invalid, "base-refusal-code-unknown", "nobody of this event has the code {code}";
    /// A check-in code that was used.
    CodeUsed { when, who } = Conflict, "base-refusal-code-used", "{who} checked in at {when} already";
    /// A file that is no picture.
    NotAPicture { } = Invalid, "base-refusal-not-a-picture", "the file is no PNG or JPEG picture that can be read";
    /// A picture without a code.
    NoCodeInPicture { } = Invalid, "base-refusal-no-code-in-picture", "no code was found in the picture; take it closer, or type the code";
    /// Somebody who is asked for no meetings.
    NotOpenToMeet { } = Conflict, "base-refusal-not-open-to-meet", "there is nobody of this event to meet under that number";
    /// A time at which one of the two meets somebody else.
    MeetingTaken { who, at } = Conflict, "base-refusal-meeting-taken", "{who} meets somebody else at {at}";
    /// A time at which every table is taken.
    TablesTaken { at } = Conflict, "base-refusal-tables-taken", "every table is taken at {at}";
    /// A meeting that was answered.
    MeetingAnswered { } = Conflict, "base-refusal-meeting-answered", "this meeting was answered already";
    /// An answer to the follow-up form by somebody who was not there.
    NotThere { } = Conflict, "base-refusal-not-there", "only who checked in answers the follow-up form";
    /// A secondment that is not at that stage.
    SecondmentAt { stage, stage_zh } = Conflict, "base-refusal-secondment-at", "the secondment is {stage}";
    /// Only who leads the home or the host organisation speaks for its side.
    NotItsSide { } = NotAllowed, "base-refusal-not-its-side", "only who leads the home or the host organisation speaks for that side";
    /// A side that approved before.
    SideApproved { } = Conflict, "base-refusal-side-approved", "this side has approved it; the other one is missing";
    /// Home and host are the same.
    SameSides { } = Invalid, "base-refusal-same-sides", "home and host are the same organisation";
    /// Parts of a cost that are not the whole.
    SplitNotWhole { sum } = Invalid, "base-refusal-split-not-whole", "the parts of home and host add up to {sum} %, not to 100";
    /// Somebody lent by an organisation that they have left, or leave before the end.
    PersonLeft { } = Conflict, "base-refusal-person-left", "the person has left the home organisation by then; it cannot lend them";
    /// Somebody lent by an organisation that does not employ them.
    NotEmployedThere { } = Invalid, "base-refusal-not-employed-there", "the home organisation does not employ the person";
    /// More than the whole of somebody's time.
    OverFullTime { day, known } = Conflict, "base-refusal-over-full-time", "from {day} on it would be more than full time, together with: {known}";
    /// Nothing that an office would have to pass.
    ControlFree { } = Conflict, "base-refusal-control-free", "the export rules do not hold it; there is nothing to pass";
    /// Inventors of whom nobody can say whose their invention is.
    OwnersUnsettled { } = Conflict, "base-refusal-owners-unsettled", "for no inventor is it settled whose the invention is: name the person and the day of conception, or settle the clause";
    /// A programme that is not at that stage.
    ProgrammeAt { stage, stage_zh } = Conflict, "base-refusal-programme-at", "the programme is {stage}";
    /// An application after the deadline.
    ApplicationsClosed { until, now } = Conflict, "base-refusal-applications-closed", "applications were taken until {until}; it is {now}";
    /// A second application of the same person.
    AppliedBefore { } = Conflict, "base-refusal-applied-before", "this person has applied for the programme already";
    /// Somebody enrolled by an organisation that is not theirs.
    NotYourPerson { } = NotAllowed, "base-refusal-not-your-person", "one applies for oneself, or for the people of the organisation that one leads";
    /// An account behind which no person stands.
    NoPersonBehind { } = Conflict, "base-refusal-no-person-behind", "your account names no person; have it linked to your record first";
    /// Somebody who would guide themself.
    OwnMentor { } = Invalid, "base-refusal-own-mentor", "nobody is their own mentor";
    /// A mentor or a project that is none of the programme's.
    NotOfProgramme { given, known } = Invalid, "base-refusal-not-of-programme", "{given} is none of the programme's; there are: {known}";
    /// Guidance noted by somebody else.
    NotItsMentor { } = NotAllowed, "base-refusal-not-its-mentor", "only the mentor and who leads the programme note guidance";
    /// An enrolment that is not at that stage.
    EnrolmentAt { stage, stage_zh } = Conflict, "base-refusal-enrolment-at", "the enrolment is {stage}";
    /// A programme whose places are taken.
    PlacesFull { places } = Conflict, "base-refusal-places-full", "all {places} places are taken; put them on the waiting list";
    /// Somebody who is not in the class.
    NotInClass { who } = Invalid, "base-refusal-not-in-class", "{who} does not attend this programme";
    /// A course that the programme does not have.
    NoSuchCourse { course, known } = Invalid, "base-refusal-no-such-course", "{course} is no course of the programme; its courses are {known}";
    /// More credits than the course counts.
    CreditsOver { credits, most } = Invalid, "base-refusal-credits-over", "{credits} credits are more than the {most} that the course counts";
    /// Too few credits, or too little attendance, for a certificate.
    NotEnough { credits, needed, attendance, least } = Conflict, "base-refusal-not-enough", "{credits} credits of the {needed} needed, {attendance} % attendance of the {least} % needed: that is not enough for the certificate";
    /// Enrolments that are not decided.
    EnrolmentsOpen { count } = Conflict, "base-refusal-enrolments-open", "{count} people of the class have neither a certificate nor been told that they have none";
    /// An outcome that is asked too early.
    OutcomeEarly { from } = Conflict, "base-refusal-outcome-early", "what became of it is asked a year later, from {from} on";
    /// A table that cannot be read.
    Unreadable { detail } = Invalid, "base-refusal-unreadable", "{detail}";
    /// A table without the one column that is needed.
    NoHeader { kind, known } = Invalid, "base-refusal-no-header", "no row looks like the header of a list of {kind}; columns are {known}";
    /// An import that is not at that stage.
    ImportStage { stage } = Conflict, "base-refusal-import-stage", "the import is {stage}";
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sentence = self.english().to_owned();
        for (name, value) in self.facts() {
            sentence = sentence.replace(&format!("{{{name}}}"), &value);
        }
        f.write_str(&sentence)?;
        if let Self::Slips(slips) = self {
            for slip in slips {
                write!(f, "\n{slip}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Trouble {}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Vec<Slip>> for Trouble {
    fn from(slips: Vec<Slip>) -> Self {
        Self::Refused(Refusal::Slips(slips))
    }
}

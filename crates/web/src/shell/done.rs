//! What was done, said once on the page that follows.

use crate::language::Key;

macro_rules! done {
    ($($name:ident = $code:literal, $key:expr;)*) => {
        /// What was done; the next page says it in a line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Done { $($name,)* }

        impl Done {
            /// The value of `?done=`.
            pub(crate) fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the page says for a value of `?done=`; nothing for one that is none of these.
            pub(super) fn said(code: &str) -> Option<Key> {
                match code { $($code => Some($key),)* _ => None }
            }
        }
    };
}

done! {
    Saved = "saved", Key("done-saved");
    Created = "created", Key("done-created");
    Published = "published", Key("done-published");
    Withdrawn = "withdrawn", Key("done-withdrawn");
    Deleted = "deleted", Key("done-deleted");
    Restored = "restored", Key("done-restored");
    Attached = "attached", Key("done-attached");
    Detached = "detached", Key("done-detached");
    ManagersSet = "managers-set", Key("done-managers-set");
    SearchSaved = "search-saved", Key("done-search-saved");
    SearchForgotten = "search-forgotten", Key("done-search-forgotten");
    NoticesSeen = "notices-seen", Key("done-notices-seen");
    CallAmended = "call-amended", Key("done-call-amended");
    CallAsked = "call-asked", Key("done-call-asked");
    BidsOpened = "bids-opened", Key("done-bids-opened");
    ReviewerAsked = "reviewer-asked", Key("done-reviewer-asked");
    CallAwarded = "call-awarded", Key("done-call-awarded");
    CallDrafted = "call-drafted", Key("done-call-drafted");
    BidSubmitted = "bid-submitted", Key("done-bid-submitted");
    BidRetracted = "bid-retracted", Key("done-bid-retracted");
    NeedsGathered = "needs-gathered", Key("done-needs-gathered");
    SignedOut = "signed-out", Key("done-signed-out");
    PasswordSet = "password-set", Key("done-password-set");
    SessionsEnded = "sessions-ended", Key("done-sessions-ended");
    TokenEnded = "token-ended", Key("done-token-ended");
    Joined = "joined", Key("done-joined");
    Left = "left", Key("done-left");
    Closed = "closed", Key("done-closed");
    Reopened = "reopened", Key("done-reopened");
    Erased = "erased", Key("done-erased");
    Switched = "switched", Key("done-switched");
    Announced = "announced", Key("done-announced");
    MatchAccepted = "match-accepted", Key("done-match-accepted");
    MatchDeclined = "match-declined", Key("done-match-declined");
    WeightsReset = "weights-reset", Key("done-weights-reset");
    TermsKept = "terms-kept", Key("done-terms-kept");
    Posted = "posted", Key("done-posted");
    AccountOpened = "account-opened", Key("done-account-opened");
    ReceiptTakenBack = "receipt-taken-back", Key("done-receipt-taken-back");
    BooksReopened = "books-reopened", Key("done-books-reopened");
    BooksClosed = "books-closed", Key("done-books-closed");
    DealOpened = "deal-opened", Key("done-deal-opened");
    DealMoved = "deal-moved", Key("done-deal-moved");
    ProposalKept = "proposal-kept", Key("done-proposal-kept");
    DealConfirmed = "deal-confirmed", Key("done-deal-confirmed");
    TermsProposed = "terms-proposed", Key("done-terms-proposed");
    TermsAccepted = "terms-accepted", Key("done-terms-accepted");
    RoyaltyReported = "royalty-reported", Key("done-royalty-reported");
    Received = "received", Key("done-received");
    PublicityStarted = "publicity-started", Key("done-publicity-started");
    Calculated = "calculated", Key("done-calculated");
    Approved = "approved", Key("done-approved");
    Paid = "paid", Key("done-paid");
    Booked = "booked", Key("done-booked");
    BookedFirst = "booked-first", Key("done-booked-first");
    GivenBack = "given-back", Key("done-given-back");
    WaitJoined = "wait-joined", Key("done-wait-joined");
    WaitLeft = "wait-left", Key("done-wait-left");
    BookingDecided = "booking-decided", Key("done-booking-decided");
    UseNoted = "use-noted", Key("done-use-noted");
    AllocationKept = "allocation-kept", Key("done-allocation-kept");
    TakenBack = "taken-back", Key("done-taken-back");
    MotionPut = "motion-put", Key("done-motion-put");
    Voted = "voted", Key("done-voted");
    MotionDecided = "motion-decided", Key("done-motion-decided");
    MotionTakenBack = "motion-taken-back", Key("done-motion-taken-back");
    MinutesNoted = "minutes-noted", Key("done-minutes-noted");
    PlanWritten = "plan-written", Key("done-plan-written");
    ProjectMoved = "project-moved", Key("done-project-moved");
    AchievementMade = "achievement-made", Key("done-achievement-made");
    Measured = "measured", Key("done-measured");
    ResultReported = "result-reported", Key("done-result-reported");
    SecondmentChanged = "secondment-changed", Key("done-secondment-changed");
    OwnersSettled = "owners-settled", Key("done-owners-settled");
    ProgrammeChanged = "programme-changed", Key("done-programme-changed");
    EventChanged = "event-changed", Key("done-event-changed");
    Registered = "registered", Key("done-registered");
    RegistrationChanged = "registration-changed", Key("done-registration-changed");
    ContributionMade = "contribution-made", Key("done-contribution-made");
}

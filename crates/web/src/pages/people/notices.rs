//! What somebody was told of what is theirs.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::notice::{self, Topic};
use base::record::{Kind, RecordId};
use base::store::{Notice, Titled};

use super::desk::{Desk, minute};
use crate::language::{Key, Messages};
use crate::pages::record::titled_link;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/people/notices.html")]
struct NoticesPage {
    t: Messages,
    layout: Layout,
    rows: Vec<Row>,
    unseen: usize,
    /// The instant of the newest, up to which all is marked as seen.
    until: String,
    /// Whether the base sends letters.
    is_mailed: bool,
}

struct Row {
    told: Told,
    is_new: bool,
}

/// A notice in words.
pub(crate) struct Told {
    /// When.
    pub at: String,
    /// What happened.
    pub said: String,
    /// To what, where the reader may see it.
    pub about: Option<Link>,
}

/// A notice in words, with the titles of what may be seen.
pub(crate) fn told(notice: &Notice, titles: &BTreeMap<RecordId, Titled>, t: Messages) -> Told {
    let about = titles.get(&notice.about).map(|titled| {
        let link = titled_link(titled, t);
        let desk = desk_of(notice.topic, titled.kind, titled.id);
        desk.map_or(link.clone(), |href| Link::at(href, link.text))
    });
    let said = t.say(key(notice.topic)).with("fact", notice.fact.as_str()).to_string();
    Told { at: minute(notice.at), said, about }
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let t = desk.t;
    let occasion = visit.occasion(state);
    let (notices, titles) = state.store().reading(|shelf| {
        let notices = notice::notices(shelf, &occasion)?;
        let ids: Vec<RecordId> = notices.iter().map(|notice| notice.about).collect();
        let titles = shelf.titles(&ids, &visit.viewer.reach())?;
        Ok::<_, base::Trouble>((notices, titles))
    })?;
    let titles: BTreeMap<RecordId, _> = titles.into_iter().map(|titled| (titled.id, titled)).collect();
    let rows: Vec<Row> =
        notices.iter().map(|notice| Row { told: told(notice, &titles, t), is_new: !notice.is_seen }).collect();
    page(&NoticesPage {
        t,
        layout: desk.layout(Section::Account),
        unseen: rows.iter().filter(|row| row.is_new).count(),
        is_mailed: state.mailing().is_some(),
        until: notices.first().map_or_else(String::new, |notice| notice.at.to_string()),
        rows,
    })
}

pub(super) fn seen(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let until = measure::Timestamp::parse(form.text("until")).map_err(|_| Trouble::NotFound)?;
    let occasion = visit.occasion(state);
    state.store().writing(move |shelf| notice::see(shelf, &occasion, until))?;
    see_other_done("/notices", Done::NoticesSeen)
}

/// Where something is done about a record; `None` where its own page is the place.
fn desk_of(topic: Topic, kind: Kind, id: RecordId) -> Option<String> {
    match topic {
        Topic::BookingAgreed | Topic::BookingDeclined | Topic::BookingGivenBack | Topic::HoursOffered => {
            Some("/bookings".to_owned())
        }
        Topic::OwnBookingAsked => Some("/bookings#agree".to_owned()),
        Topic::EventMoved
        | Topic::EventHalted
        | Topic::RegistrationPlaced
        | Topic::RegistrationDecided
        | Topic::RegistrationHeld
        | Topic::ContributionDecided
        | Topic::MeetingAsked
        | Topic::MeetingAnswered
        | Topic::FollowUpAsked
        | Topic::SecondmentMoved
        | Topic::SecondmentHeld
        | Topic::EnrolmentMoved
        | Topic::PracticeGiven
        | Topic::OutcomeAsked
        | Topic::ProfileDue => Some(format!("/{}/{id}/desk", kind.path())),
        Topic::ProfilesDue => Some(format!("/persons/due?unit={id}")),
        Topic::BookingAsked
        | Topic::CallAmended
        | Topic::CallAnswered
        | Topic::CallAsked
        | Topic::BidOpened
        | Topic::BidDecided
        | Topic::ReviewAsked
        | Topic::ReviewAnswered
        | Topic::NeedGathered
        | Topic::ProblemEndorsed => {
            let has_desk = matches!(kind, Kind::Call | Kind::Bid | Kind::Review | Kind::Problem | Kind::Platform);
            has_desk.then(|| format!("/{}/{id}/desk", kind.path()))
        }
    }
}

fn key(topic: Topic) -> Key {
    match topic {
        Topic::CallAmended => Key("notice-call-amended"),
        Topic::CallAnswered => Key("notice-call-answered"),
        Topic::CallAsked => Key("notice-call-asked"),
        Topic::BidOpened => Key("notice-bid-opened"),
        Topic::BidDecided => Key("notice-bid-decided"),
        Topic::ReviewAsked => Key("notice-review-asked"),
        Topic::ReviewAnswered => Key("notice-review-answered"),
        Topic::NeedGathered => Key("notice-need-gathered"),
        Topic::ProblemEndorsed => Key("notice-problem-endorsed"),
        Topic::BookingAsked => Key("notice-booking-asked"),
        Topic::OwnBookingAsked => Key("notice-own-booking-asked"),
        Topic::BookingAgreed => Key("notice-booking-agreed"),
        Topic::BookingDeclined => Key("notice-booking-declined"),
        Topic::BookingGivenBack => Key("notice-booking-given-back"),
        Topic::HoursOffered => Key("notice-hours-offered"),
        Topic::EventMoved => Key("notice-event-moved"),
        Topic::EventHalted => Key("notice-event-halted"),
        Topic::RegistrationPlaced => Key("notice-registration-placed"),
        Topic::RegistrationDecided => Key("notice-registration-decided"),
        Topic::RegistrationHeld => Key("notice-registration-held"),
        Topic::ContributionDecided => Key("notice-contribution-decided"),
        Topic::MeetingAsked => Key("notice-meeting-asked"),
        Topic::MeetingAnswered => Key("notice-meeting-answered"),
        Topic::FollowUpAsked => Key("notice-follow-up-asked"),
        Topic::SecondmentMoved => Key("notice-secondment-moved"),
        Topic::SecondmentHeld => Key("notice-secondment-held"),
        Topic::EnrolmentMoved => Key("notice-enrolment-moved"),
        Topic::PracticeGiven => Key("notice-practice-given"),
        Topic::OutcomeAsked => Key("notice-outcome-asked"),
        Topic::ProfileDue => Key("notice-profile-due"),
        Topic::ProfilesDue => Key("notice-profiles-due"),
    }
}

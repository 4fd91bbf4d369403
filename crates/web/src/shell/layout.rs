//! The frame of a page: header, navigation, language switch, footer.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use base::people::Role;
use base::record::Kind;

use super::assets::{MARK, SCRIPT, STYLE};
use super::done::Done;
use super::trouble::Trouble;
use super::visit::Visit;
use crate::language::{Key, Language, Messages};
use crate::state::State;
use crate::view::{Names, encoded};

/// The places of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Overview,
    Kind(Kind),
    Records,
    Chain,
    WeakLinks,
    Scenarios,
    Innovations,
    Shocks,
    SelfSufficiency,
    Value,
    Sources,
    SignIn,
    Account,
    Matching,
    Bookings,
    Calendar,
    Allocation,
    Transfer,
    Mine,
    Priority,
    Calls,
    Notices,
    Plan,
    Landmarks,
    Radar,
    Projects,
    Experts,
    Skills,
    Events,
    Secondments,
    Programmes,
    Certificates,
    Pool,
    Ledger,
    Proposal,
    SharingRule,
    Searches,
    Administration,
    Rules,
}

/// The kinds that people look for most; the others are one click further.
const KINDS: [Kind; 9] = [
    Kind::Need,
    Kind::Achievement,
    Kind::Person,
    Kind::Organisation,
    Kind::Platform,
    Kind::Problem,
    Kind::Project,
    Kind::Event,
    Kind::Deal,
];

/// The places of cooperation.
const COOPERATION: [Section; 5] =
    [Section::Plan, Section::Kind(Kind::Cooperation), Section::Landmarks, Section::Radar, Section::Projects];

impl Section {
    const CHAIN: [Self; 8] = [
        Self::Chain,
        Self::WeakLinks,
        Self::Scenarios,
        Self::Innovations,
        Self::Shocks,
        Self::SelfSufficiency,
        Self::Value,
        Self::Sources,
    ];

    /// The place of the records of a kind.
    pub(crate) fn of_kind(kind: Kind) -> Self {
        if KINDS.contains(&kind) || COOPERATION.contains(&Self::Kind(kind)) { Self::Kind(kind) } else { Self::Records }
    }

    fn path(self) -> String {
        match self {
            Self::Overview => "/",
            Self::Kind(kind) => return format!("/{}", kind.path()),
            Self::Records => "/records",
            Self::Chain => "/chain",
            Self::WeakLinks => "/weak-links",
            Self::Scenarios => "/scenarios",
            Self::Innovations => "/innovations",
            Self::Shocks => "/shocks",
            Self::SelfSufficiency => "/self-sufficiency",
            Self::Value => "/value",
            Self::Sources => "/sources",
            Self::SignIn => "/sign-in",
            Self::Account => "/account",
            Self::Matching => "/matching",
            Self::Bookings => "/bookings",
            Self::Calendar => "/platforms/calendar",
            Self::Allocation => "/platforms/allocation",
            Self::Transfer => "/transfer",
            Self::Mine => "/transfer/mine",
            Self::Priority => "/problems/priority",
            Self::Calls => "/calls/board",
            Self::Notices => "/notices",
            Self::Plan => "/plan",
            Self::Landmarks => "/cooperations/landmarks",
            Self::Radar => "/demand-radar",
            Self::Projects => "/projects/board",
            Self::Experts => "/experts",
            Self::Skills => "/skills",
            Self::Events => "/events/calendar",
            Self::Secondments => "/secondments/board",
            Self::Programmes => "/enrolments/mine",
            Self::Certificates => "/certificates",
            Self::Pool => "/persons/bring",
            Self::Ledger => "/ledger",
            Self::Proposal => "/sharing/proposal",
            Self::SharingRule => "/sharing/rule",
            Self::Searches => "/searches",
            Self::Administration => "/administration",
            Self::Rules => "/administration/rules",
        }
        .to_owned()
    }

    fn label(self, t: Messages) -> String {
        t.get(match self {
            Self::Overview => Key("nav-overview"),
            Self::Kind(kind) => return plural(kind, t),
            Self::Records => Key("nav-records"),
            Self::Chain => Key("nav-chain"),
            Self::WeakLinks => Key("nav-weak-links"),
            Self::Scenarios => Key("nav-scenarios"),
            Self::Innovations => Key("nav-innovations"),
            Self::Shocks => Key("nav-shocks"),
            Self::SelfSufficiency => Key("nav-self-sufficiency"),
            Self::Value => Key("nav-value"),
            Self::Sources => Key("nav-sources"),
            Self::SignIn => Key("sign-in"),
            Self::Account => Key("nav-account"),
            Self::Matching => Key("nav-matching"),
            Self::Bookings => Key("nav-bookings"),
            Self::Calendar => Key("nav-calendar"),
            Self::Allocation => Key("nav-allocation"),
            Self::Transfer => Key("nav-transfer-board"),
            Self::Mine => Key("nav-mine"),
            Self::Priority => Key("nav-priority"),
            Self::Calls => Key("nav-calls"),
            Self::Notices => Key("notices-title"),
            Self::Plan => Key("nav-plan"),
            Self::Landmarks => Key("nav-landmarks"),
            Self::Radar => Key("nav-radar"),
            Self::Projects => Key("nav-projects"),
            Self::Experts => Key("nav-experts"),
            Self::Skills => Key("nav-skills"),
            Self::Events => Key("event-calendar"),
            Self::Secondments => Key("secondment-board"),
            Self::Programmes => Key("programme-mine"),
            Self::Certificates => Key("certificate-title"),
            Self::Pool => Key("nav-pool"),
            Self::Ledger => Key("nav-ledger"),
            Self::Proposal => Key("nav-proposal"),
            Self::SharingRule => Key("nav-sharing-rule"),
            Self::Searches => Key("record-searches"),
            Self::Administration => Key("nav-administration"),
            Self::Rules => Key("nav-rules"),
        })
    }
}

/// What several of a kind are called.
pub(crate) fn plural(kind: Kind, t: Messages) -> String {
    let (first, rest) = kind.path().split_at(1);
    t.pick(kind.label().zh.to_owned(), format!("{}{rest}", first.to_uppercase()))
}

/// One place of the navigation, as a page shows it.
pub(crate) struct Place {
    pub path: String,
    pub label: String,
    pub here: bool,
}

/// Places that belong together.
pub(crate) struct Group {
    pub label: String,
    pub places: Vec<Place>,
}

/// What the frame needs to know; every page's template has one as `layout`.
pub(crate) struct Layout {
    pub language: Language,
    pub other_language: Language,
    pub other_address: String,
    pub base: String,
    pub pack: String,
    pub year: String,
    pub certificate: String,
    pub groups: Vec<Group>,
    /// Whether the header has a box for the search: the page of the search has one of its own.
    pub seeks: bool,
    /// The name of who is signed in.
    pub person: Option<String>,
    /// How many records are new in what they saved to search again; empty where there are none.
    pub news: String,
    /// How much of what they were told is unseen.
    pub unseen: usize,
    /// The places of who is signed in.
    pub own: Vec<Place>,
    /// Where to sign in, and come back to this page.
    pub sign_in: Place,
    /// What forms carry.
    pub csrf: String,
    /// What was done just now.
    pub done: Option<String>,
    pub style: String,
    pub script: String,
    pub mark: String,
}

impl Layout {
    /// The frame around the page that `visit` asked for; no section where the page belongs to none.
    pub(crate) fn new(state: &State, visit: &Visit, section: Option<Section>) -> Self {
        let (language, t, chain) = (visit.language, visit.messages(), state.chain());
        let names = Names::new(chain, t);
        let certificate = &state.model().plan().certificate;
        let place = |at: Section| Place { path: at.path(), label: at.label(t), here: section == Some(at) };
        let kinds = KINDS.map(Section::Kind);
        let allocates = visit.viewer.audits().is_ok().then_some(Section::Allocation);
        let shared = visit.viewer.member().map(|_| Section::Calendar).into_iter().chain(allocates);
        let base = [Section::Overview].into_iter().chain(kinds).chain(shared).chain([Section::Records]);
        let groups = vec![
            Group { label: t.get("nav-base"), places: base.map(place).collect() },
            Group { label: t.get("nav-chain-group"), places: Section::CHAIN.map(place).into() },
            Group { label: t.get("nav-innovation"), places: INNOVATION.map(place).into() },
            Group { label: t.get("nav-talent"), places: talent(visit).into_iter().map(place).collect() },
            Group { label: t.get("nav-cooperation"), places: COOPERATION.map(place).into() },
            Group { label: t.get("nav-transfer"), places: transfer(visit).into_iter().map(place).collect() },
        ];
        Self {
            language,
            other_language: language.other(),
            other_address: visit.in_other_language(),
            base: names.text(state.base()).to_owned(),
            pack: names.text(&chain.name).to_owned(),
            year: chain.year.to_string(),
            certificate: format!("{:.0e}", certificate.worst()),
            groups,
            seeks: visit.path != "/search",
            person: visit.viewer.member().map(|member| member.name.clone()),
            news: visit.news.clone(),
            unseen: unseen(state, visit),
            own: own(visit).into_iter().map(place).collect(),
            sign_in: Place { path: sign_in(visit, section), ..place(Section::SignIn) },
            csrf: visit.csrf.clone(),
            done: visit.field("done").and_then(Done::said).map(|key| t.get(key)),
            style: STYLE.path(),
            script: SCRIPT.path(),
            mark: MARK.path(),
        }
    }
}

/// The places of innovation: from the problems to who works on them.
const INNOVATION: [Section; 2] = [Section::Priority, Section::Calls];

/// The places of talent: who is there, who suits what; to a visitor what is open to all.
fn talent(visit: &Visit) -> Vec<Section> {
    let open = [Section::Events, Section::Certificates];
    match visit.viewer.member() {
        None => open.into(),
        Some(_) => [
            Section::Experts,
            Section::Skills,
            Section::Programmes,
            Section::Secondments,
            Section::Events,
            Section::Pool,
            Section::Certificates,
        ]
        .into(),
    }
}

/// The places of transfer: from a proposal to what was paid.
fn transfer(visit: &Visit) -> Vec<Section> {
    let board = visit.viewer.member().map(|_| Section::Transfer);
    let mine = visit.person.then_some(Section::Mine);
    let ledger = base::accounting::may_read(&visit.viewer).is_ok().then_some(Section::Ledger);
    board.into_iter().chain(mine).chain([Section::Proposal, Section::SharingRule]).chain(ledger).collect()
}

/// How much of what somebody was told is unseen, as far as it is counted; a page is shown without it where it cannot be.
fn unseen(state: &State, visit: &Visit) -> usize {
    const MOST: usize = 100;
    let Some(account) = visit.viewer.account() else { return 0 };
    state.store().reading(|shelf| shelf.notices_unseen(account, MOST)).unwrap_or_default()
}

/// The places of who is signed in.
fn own(visit: &Visit) -> Vec<Section> {
    let Some(member) = visit.viewer.member() else { return Vec::new() };
    let mut own = vec![
        Section::Notices,
        Section::Bookings,
        Section::Matching,
        Section::Searches,
        Section::Account,
        Section::Rules,
    ];
    if member.roles.contains(&Role::Administrator) || member.roles.contains(&Role::Auditor) {
        own.push(Section::Administration);
    }
    own
}

fn sign_in(visit: &Visit, section: Option<Section>) -> String {
    let path = Section::SignIn.path();
    if section == Some(Section::SignIn) || visit.path == "/" {
        return path;
    }
    format!("{path}?then={}", encoded(&visit.address()))
}

/// Renders a page; a template that fails is a fault.
pub(crate) fn page(template: &impl Template) -> Result<Response, Trouble> {
    page_with(StatusCode::OK, template)
}

/// The same with another status, as for a form that comes back with what is wrong in it.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, Trouble> {
    let text = template.render().map_err(Trouble::fault)?;
    Ok((status, Html(text)).into_response())
}

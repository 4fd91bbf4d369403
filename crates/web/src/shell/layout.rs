//! The frame of a page: header, navigation, language switch, footer.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::assets::{MARK, SCRIPT, STYLE};
use super::trouble::Trouble;
use super::visit::Visit;
use crate::language::{Key, Language};
use crate::state::State;
use crate::view::Names;

/// The places of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Overview,
    Chain,
    WeakLinks,
    Scenarios,
    Innovations,
    Shocks,
    SelfSufficiency,
    Value,
    Sources,
}

impl Section {
    const ALL: [Self; 9] = [
        Self::Overview,
        Self::Chain,
        Self::WeakLinks,
        Self::Scenarios,
        Self::Innovations,
        Self::Shocks,
        Self::SelfSufficiency,
        Self::Value,
        Self::Sources,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Overview => "/",
            Self::Chain => "/chain",
            Self::WeakLinks => "/weak-links",
            Self::Scenarios => "/scenarios",
            Self::Innovations => "/innovations",
            Self::Shocks => "/shocks",
            Self::SelfSufficiency => "/self-sufficiency",
            Self::Value => "/value",
            Self::Sources => "/sources",
        }
    }

    fn key(self) -> Key {
        match self {
            Self::Overview => Key("nav-overview"),
            Self::Chain => Key("nav-chain"),
            Self::WeakLinks => Key("nav-weak-links"),
            Self::Scenarios => Key("nav-scenarios"),
            Self::Innovations => Key("nav-innovations"),
            Self::Shocks => Key("nav-shocks"),
            Self::SelfSufficiency => Key("nav-self-sufficiency"),
            Self::Value => Key("nav-value"),
            Self::Sources => Key("nav-sources"),
        }
    }
}

/// One place of the navigation, as a page shows it.
pub(crate) struct Place {
    pub path: &'static str,
    pub label: String,
    pub here: bool,
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
    pub places: Vec<Place>,
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
        let place = |at: Section| Place { path: at.path(), label: t.get(at.key()), here: section == Some(at) };
        Self {
            language,
            other_language: language.other(),
            other_address: visit.in_other_language(),
            base: names.text(state.base()).to_owned(),
            pack: names.text(&chain.name).to_owned(),
            year: chain.year.to_string(),
            certificate: format!("{:.0e}", certificate.worst()),
            places: Section::ALL.map(place).into(),
            style: STYLE.path(),
            script: SCRIPT.path(),
            mark: MARK.path(),
        }
    }
}

/// Renders a page; a template that fails is a fault.
pub(crate) fn page(template: &impl Template) -> Result<Response, Trouble> {
    let text = template.render().map_err(Trouble::fault)?;
    Ok((StatusCode::OK, Html(text)).into_response())
}

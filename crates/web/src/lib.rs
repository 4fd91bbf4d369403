//! The pages of a joint innovation base, in Chinese and English.
//!
//! A [`State`] is made from a [`Setting`]; [`router`] gives its pages, [`routes`] the list of them.

mod alerts;
mod api;
pub mod figure;
mod gatekeeper;
mod jobs;
pub mod language;
mod pages;
mod proposals;
mod refusal;
mod rulebook;
mod running;
mod shell;
mod state;
mod view;
mod weighing;

use std::sync::OnceLock;

use axum::Router;

pub use alerts::{AlertTrouble, Alerts, Mailing, NoAddress, Relay, Round};
pub use api::{booking_answer, deal_answers, openapi, plan_answer, project_answer, talent_answer};
pub use pages::{booking_words, call_words, deal_words, plan_standing};
pub use refusal::{
    account_state_word, base_sentence, ledger_sentence, refusal_sentence, role_word, said_sentence, slip_sentence,
    status_word,
};
pub use shell::{Network, NoNetwork, Peer, RouteInfo, TrustedProxies, Who};
pub use state::{Setting, State};
pub use weighing::Weighing;

/// Every route of the product, with what surrounds a page: headers, caller, language, refusals and faults.
pub fn router(state: State) -> Router {
    shell::surround(all().into_router(), &state).with_state(state)
}

/// The list of every route, with whom it answers.
pub fn routes() -> &'static [RouteInfo] {
    static LIST: OnceLock<Vec<RouteInfo>> = OnceLock::new();
    LIST.get_or_init(|| all().into_list())
}

fn all() -> shell::Routes {
    pages::routes().merge(api::routes()).merge(shell::routes())
}

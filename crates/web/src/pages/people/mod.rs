//! The room of people and rules: signing in, one's own account, the administration.

mod account;
mod account_change;
mod accounts;
mod administration;
mod again;
mod calendar;
mod calendar_days;
mod desk;
mod input;
mod journal;
mod journal_verbs;
mod members;
mod notices;
mod person;
mod person_change;
mod rule;
mod rules;
mod sign_in;

use base::people::Role;

use crate::shell::{Routes, Who};

pub(super) use journal_verbs::verb_key;
pub(crate) use members::Members;
pub(crate) use notices::told as told_notice;

/// The routes of the room.
pub(super) fn routes() -> Routes {
    let (reads, sets) = (Who::Role(Role::Auditor), Who::Role(Role::Administrator));
    Routes::default()
        .get("/sign-in", Who::Everyone, sign_in::show)
        .post("/sign-in", Who::Everyone, sign_in::enter)
        .post("/sign-out", Who::Everyone, sign_in::leave)
        .get("/account", Who::Signed, account::show)
        .get("/account/journal", Who::Signed, journal::mine)
        .get("/notices", Who::Signed, notices::show)
        .post("/notices", Who::Signed, notices::seen)
        .post("/account/profile", Who::Signed, account_change::profile)
        .post("/account/password", Who::Signed, account_change::password)
        .post("/account/sessions", Who::Signed, account_change::end_sessions)
        .post("/account/tokens", Who::Signed, account_change::issue_token)
        .post("/account/tokens/end", Who::Signed, account_change::end_token)
        .get("/administration", reads, administration::show)
        .get("/administration/people", reads, accounts::list)
        .get("/administration/people/new", sets, accounts::new)
        .post("/administration/people/new", sets, accounts::make)
        .get("/administration/people/{id}", reads, person::show)
        .post("/administration/people/{id}/change", sets, person_change::change)
        .post("/administration/people/{id}/password", sets, person_change::password)
        .post("/administration/people/{id}/sessions", sets, person_change::end_sessions)
        .post("/administration/people/{id}/join", sets, person_change::join)
        .post("/administration/people/{id}/leave", sets, person_change::leave)
        .post("/administration/people/{id}/close", sets, person_change::close)
        .post("/administration/people/{id}/reopen", sets, person_change::reopen)
        .get("/administration/people/{id}/erase", sets, person::ask_erase)
        .post("/administration/people/{id}/erase", sets, person_change::erase)
        .get("/administration/journal", reads, journal::show)
        .get("/administration/rules", Who::Signed, rules::show)
        .get("/administration/rules/calendar", Who::Signed, calendar::show)
        .get("/administration/rules/calendar/days", sets, calendar_days::show)
        .upload("/administration/rules/calendar/days", sets, calendar_days::bring)
        .get("/administration/rules/{id}", Who::Signed, rule::show)
        .post("/administration/rules/{id}", sets, rule::turn_switch)
        .get("/organisations/{id}/members", Who::PerRecord, members::show)
        .post("/organisations/{id}/members", Who::PerRecord, members::change)
}

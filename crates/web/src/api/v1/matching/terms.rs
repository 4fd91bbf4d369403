//! The base's own terms, and candidates out of titles in both languages.

use axum::http::StatusCode;
use base::people::Role;
use brokerage::{TermsTrouble, dismiss_term, dismissed_terms, keep_terms, mined_terms, own_terms};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::refused::Refused;
use super::super::super::schema::reference;
use crate::shell::Who;

/// Wrong rows that are named.
const NAMED: usize = 20;

pub(super) fn add(table: &mut Table) {
    table.add(of_show(), show);
    table.add(of_keep(), keep);
    table.add(of_candidates(), candidates);
    table.add(of_dismiss(), dismiss);
}

fn of_show() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The table.", reference("Terms"));
    document(Method::Get, "/matching/terms", "show_terms", "The base's own terms", gives)
        .under("matching")
        .who(Who::Signed)
}

fn of_keep() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The table as it is kept.", reference("Terms"));
    document(Method::Put, "/matching/terms", "keep_terms", "Keep a table as the base's own terms", gives)
        .under("matching")
        .who(Who::Role(Role::Broker))
        .note("All of it or nothing; an empty table takes them away.")
        .takes_a("Terms")
        .refuses(["auditors-read", "terms-wrong"])
}

fn of_candidates() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The candidates, the surest first.", reference("TermCandidates"));
    let summary = "Pairs of terms that stand together in titles of both languages";
    document(Method::Get, "/matching/terms/candidates", "list_term_candidates", summary, gives)
        .under("matching")
        .who(Who::Signed)
}

fn of_dismiss() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Every candidate that is turned down.", reference("DismissedTerms"));
    let summary = "Turn a candidate down, so that it is not shown again, or take that back";
    document(Method::Post, "/matching/terms/candidates", "dismiss_term_candidate", summary, gives)
        .under("matching")
        .who(Who::Role(Role::Broker))
        .takes_a("TermVerdict")
        .refuses(["auditors-read"])
}

fn show(call: &Call) -> Result<Answer, Failure> {
    let table = call.reading(|shelf| Ok(own_terms(shelf)?))?;
    Ok(Answer::ok(json!({ "table": table })))
}

fn keep(call: &Call) -> Result<Answer, Failure> {
    let table = call.body["table"].as_str().unwrap_or_default().to_owned();
    let (give, take) = std::sync::mpsc::channel();
    let kept = call.writing(move |shelf, occasion| match keep_terms(shelf, occasion, &table) {
        Ok(_) => Ok(Answer::ok(json!({ "table": own_terms(shelf)? }))),
        Err(TermsTrouble::Base(trouble)) => Err(trouble),
        Err(TermsTrouble::Unreadable(why)) => {
            let _ = give.send(why.to_string());
            Ok(Answer::Done)
        }
        Err(TermsTrouble::Rows(troubles)) => {
            let said: Vec<String> = troubles.iter().take(NAMED).map(ToString::to_string).collect();
            let _ = give.send(said.join("; "));
            Ok(Answer::Done)
        }
    })?;
    match take.try_recv() {
        Ok(detail) => Err(Refused::TermsWrong { detail }.into()),
        Err(_) => Ok(kept),
    }
}

fn candidates(call: &Call) -> Result<Answer, Failure> {
    let mined = call.reading(|shelf| {
        let lexicon = call.state.engine().lexicon(shelf)?;
        Ok(mined_terms(shelf, &call.occasion, &lexicon)?)
    })?;
    let row = |one: &matching::terms::Mined| json!({ "zh": one.zh, "en": one.en, "titles": one.count });
    let items: Vec<Value> = mined.iter().map(row).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn dismiss(call: &Call) -> Result<Answer, Failure> {
    let said = |name: &str| call.body[name].as_str().unwrap_or_default().to_owned();
    let (zh, en, dismissed) = (said("zh"), said("en"), call.body["dismissed"].as_bool().unwrap_or(true));
    call.writing(move |shelf, occasion| {
        dismiss_term(shelf, occasion, (&zh, &en), dismissed)?;
        let row = |(zh, en): &(String, String)| json!({ "zh": zh, "en": en });
        let items: Vec<Value> = dismissed_terms(shelf)?.iter().map(row).collect();
        Ok(Answer::ok(json!({ "items": items })))
    })
}

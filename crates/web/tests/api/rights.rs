//! The table of rights over the API: every operation, everybody, every visibility, against the same specification as
//! the pages. A route without a line fails, and so does a line without a route.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Request, StatusCode};
use base::record::{Kind, RecordId};
use brokerage::{offering_kinds, wanting_kinds};
use didymium_web::routes;
use serde_json::json;
use uuid::Uuid;

use super::house::House;
use super::house::stands::{EVERY_STAND, EVERYBODY, Stands, authors, changes, everything, sees};
use super::program::Program;

mod talent;

/// Whom an operation is for. Whoever writes must have an account, whatever they may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Everybody,
    Signed,
    /// Who sees the record.
    Sees,
    /// Who has an account and sees the record.
    SignedSees,
    /// The same, and changes something: no auditor.
    SignedWrites,
    /// Who has an account and changes something: no auditor.
    Writes,
    Changes,
    /// Who may change it, and auditors.
    ChangesOrAudits,
    Authors(Kind),
    Reads,
    /// As reads, where the record is seen: of these organisations nobody is a member.
    Belongs,
    Administrators,
    /// Brokers and administrators.
    Brokers,
    /// Finance and administrators.
    Finance,
    /// Who has an account, sees the deal and acts in it: a broker, and who may change it.
    Acts,
    /// Who has an account, sees the deal and may open what it is about to others: here only administrators.
    Grants,
    /// Who has an account, sees the record, and changes it or reviews.
    Judges,
    /// Who has an account, sees the record, and changes it or is of finance.
    Pays,
    /// Who has an account, sees the record and leads the unit it belongs to.
    Opens,
    /// Who has an account, sees the deal and leads one of its parties: here nobody.
    Leads,
    /// Finance, where the record is seen.
    Tills,
    /// Who has an account, sees the record and changes things: no auditor.
    Turns,
    /// Whose it is, where they see it: who wrote it and who leads its unit.
    Keeps,
    /// Who wrote it, and leads no unit.
    Answers,
    /// Who reads the ledger: finance, administrators, auditors.
    Books,
}

fn expected(line: &Line, who: &str, stands: Stands, ok: StatusCode) -> StatusCode {
    let is_for = line.is_for;
    let (visitor, seen) = (who == "nobody", sees(&line.path, who, stands));
    let admitted = match is_for {
        For::Everybody => return ok,
        For::Sees => return if seen { ok } else { StatusCode::NOT_FOUND },
        _ if visitor => return StatusCode::UNAUTHORIZED,
        For::SignedWrites | For::Writes | For::Turns | For::Keeps | For::Answers if who == "auditor" => false,
        // Whether it is there is no question before that.
        For::Tills if !matches!(who, "finance" | "admin") => false,
        For::SignedSees
        | For::SignedWrites
        | For::Changes
        | For::ChangesOrAudits
        | For::Belongs
        | For::Acts
        | For::Grants
        | For::Judges
        | For::Pays
        | For::Opens
        | For::Leads
        | For::Tills
        | For::Turns
        | For::Keeps
        | For::Answers
            if !seen =>
        {
            return StatusCode::NOT_FOUND;
        }
        For::Signed | For::SignedSees | For::SignedWrites | For::Writes | For::Tills | For::Turns => true,
        For::Acts => who == "broker" || changes(who),
        For::Judges => changes(who) || who == "reviewer",
        For::Pays => changes(who) || who == "finance",
        For::Opens => matches!(who, "lead" | "admin"),
        For::Keeps => matches!(who, "author" | "lead"),
        For::Answers => who == "author",
        For::Leads => false,
        For::Changes => changes(who),
        For::ChangesOrAudits => changes(who) || who == "auditor",
        For::Authors(kind) => authors(who, kind),
        For::Reads | For::Belongs => matches!(who, "auditor" | "admin"),
        For::Administrators | For::Grants => who == "admin",
        For::Brokers => matches!(who, "broker" | "admin"),
        For::Finance => matches!(who, "finance" | "admin"),
        For::Books => matches!(who, "finance" | "auditor" | "admin"),
    };
    if admitted { ok } else { StatusCode::FORBIDDEN }
}

/// What is done about an event that is out.
const EVENT_ENDS: [&str; 5] = ["terms", "move", "halt", "agenda", "agenda/{number}"];
/// An operation, whom it is for, what is sent to it, and what it answers those it is for.
struct Line {
    method: &'static str,
    path: String,
    is_for: For,
    /// The query of a `GET` and of a file, the JSON of anything else.
    sends: &'static str,
    ok: StatusCode,
}

fn line(method: &'static str, path: impl Into<String>, is_for: For, sends: &'static str, ok: u16) -> Line {
    Line { method, path: path.into(), is_for, sends, ok: StatusCode::from_u16(ok).unwrap() }
}

/// What is sent is wrong, or comes too late, wherever it would change what other lines look at.
fn lines() -> Vec<Line> {
    let mut lines = people();
    lines.extend([
        line("GET", "/openapi.json", For::Everybody, "", 200),
        line("GET", "/kinds", For::Everybody, "", 200),
        line("GET", "/search", For::Everybody, "q=x", 200),
        line("GET", "/find", For::Everybody, "q=x", 200),
        line("GET", "/chain/places", For::Everybody, "", 200),
        line("POST", "/sharing/proposal", For::Everybody, r#"{"parties":[]}"#, 422),
        line("POST", "/sharing/allocate", For::Everybody, r#"{"rule":{},"receipts":[]}"#, 422),
        line("GET", "/saved-searches", For::Signed, "", 200),
        line("POST", "/saved-searches", For::Signed, "{}", 400),
        line("DELETE", "/saved-searches/{id}", For::Signed, "", 404),
        line("GET", "/imports", For::Signed, "", 200),
        line("POST", "/imports", For::Writes, "kind=need&name=..", 422),
        line("GET", "/imports/{id}", For::Signed, "", 404),
        line("DELETE", "/imports/{id}", For::Signed, "", 404),
        line("GET", "/imports/{id}/rows", For::Signed, "", 404),
        line("GET", "/imports/{id}/bad-rows", For::Signed, "", 404),
        line("POST", "/imports/{id}/decisions", For::Writes, r#"{"settlement":"skip"}"#, 404),
        line("POST", "/imports/{id}/apply", For::Writes, "", 404),
        line("GET", "/rules", For::Signed, "", 200),
        line("GET", "/rules/{rule}", For::Signed, "", 200),
        line("POST", "/rules/{rule}/switches", For::Administrators, "{}", 400),
        line("GET", "/workdays", For::Signed, "from=2026-03-02&workdays=1", 200),
        line("GET", "/workdays/{year}", For::Signed, "", 200),
        line("PUT", "/workdays/{year}", For::Administrators, r#"{"source":"x","days":[]}"#, 422),
        line("GET", "/platforms/{id}/bookings", For::SignedSees, PERIOD, 200),
        line("POST", "/platforms/{id}/bookings", For::SignedWrites, EMPTY_PERIOD, 422),
        line("DELETE", "/platforms/{id}/bookings/{booking}", For::SignedWrites, "", 404),
        line("POST", "/platforms/{id}/bookings/{booking}/decision", For::SignedWrites, r#"{"decision":"accept"}"#, 404),
        line("POST", "/platforms/{id}/bookings/{booking}/use", For::SignedWrites, USED, 404),
        line("GET", "/platforms/{id}/waiting", For::SignedSees, "", 200),
        line("POST", "/platforms/{id}/waiting", For::SignedWrites, EMPTY_WISH, 422),
        line("POST", "/platforms/{id}/series/preview", For::SignedSees, EMPTY_SERIES, 422),
        line("POST", "/platforms/{id}/series", For::SignedWrites, EMPTY_SERIES, 422),
        line("POST", "/waiting/{wish}/accept", For::Writes, "", 404),
        line("DELETE", "/waiting/{wish}", For::Writes, "", 404),
        line("GET", "/bookings", For::Signed, "", 200),
        line("POST", "/bookings", For::Writes, r#"{"bookings":[]}"#, 200),
        line("GET", "/bookings/slots", For::Signed, NO_PLATFORM, 404),
        line("GET", "/bookings/free", For::Signed, PERIOD, 200),
        line("GET", "/bookings/statement", For::Signed, "", 200),
        line("GET", "/allocation", For::Reads, WEEKS, 200),
        line("POST", "/allocation", For::Administrators, EMPTY_WEEKS, 422),
        line("POST", "/allocation/changes", For::Administrators, NO_PROJECT, 404),
        line("GET", "/allocation/ledger", For::Signed, WEEKS, 200),
        line("GET", "/organisations/{id}/members", For::Belongs, "", 200),
        line("PUT", "/organisations/{id}/members/{account}", For::Administrators, r#"{"manages":false}"#, 404),
        line("DELETE", "/organisations/{id}/members/{account}", For::Administrators, "", 404),
    ]);
    lines.extend(matching());
    lines.extend(talent::talent());
    lines.extend(ledger());
    lines.extend(transfer());
    lines.extend(innovation());
    lines.extend(cooperation());
    lines.extend(projects());
    for kind in Kind::ALL {
        let at = |rest: &str| format!("/{}{rest}", kind.path());
        lines.extend([
            line("GET", at(""), For::Everybody, "", 200),
            line("POST", at(""), For::Authors(*kind), r#"{"content":{}}"#, 422),
            line("GET", format!("/exports{}", at("")), For::Everybody, "format=csv", 200),
            line("GET", at("/{id}"), For::Sees, "", 200),
            line("PATCH", at("/{id}"), For::Changes, r#"{"content":{}}"#, 412),
            line("POST", at("/{id}/moves"), For::Changes, r#"{"move":"delete"}"#, 412),
            line("GET", at("/{id}/history"), For::Sees, "", 200),
            line("GET", at("/{id}/relations"), For::Sees, "", 200),
            line("GET", at("/{id}/managers"), For::ChangesOrAudits, "", 200),
            line("PUT", at("/{id}/managers"), For::Changes, r#"{"managers":[]}"#, 412),
            line("GET", at("/{id}/attachments"), For::Sees, "", 200),
            line("POST", at("/{id}/attachments"), For::Changes, "name=..", 422),
            line("GET", at("/{id}/attachments/{file}"), For::Sees, "", 200),
            line("DELETE", at("/{id}/attachments/{file}"), For::Changes, "", 404),
        ]);
    }
    lines
}

fn matching() -> Vec<Line> {
    let mut lines = vec![
        line("GET", "/experts", For::Signed, "q=x", 200),
        line("GET", "/skills", For::Signed, "", 200),
        line("GET", "/matching", For::Signed, "", 200),
        line("GET", "/matching/{id}", For::Signed, "", 404),
        line("POST", "/matching/{id}", For::Signed, r#"{"answer":"accept"}"#, 404),
        line("GET", "/matching/portfolio", For::Signed, "kind=fund", 200),
        line("GET", "/matching/weights", For::Signed, "", 200),
        line("DELETE", "/matching/weights", For::Administrators, "", 204),
        line("GET", "/matching/terms", For::Signed, "", 200),
        line("PUT", "/matching/terms", For::Brokers, r#"{"table":"zh"}"#, 422),
        line("GET", "/matching/terms/candidates", For::Signed, "", 200),
        line(
            "POST",
            "/matching/terms/candidates",
            For::Brokers,
            r#"{"zh":"钕","en":"neodymium","dismissed":true}"#,
            200,
        ),
    ];
    for kind in wanting_kinds().iter().chain(offering_kinds()) {
        let path = format!("/{}/{{id}}/matches", kind.path());
        lines.push(line("GET", path.clone(), For::SignedSees, "most=1", 200));
        lines.push(line("POST", path, For::Signed, NOBODYS, 404));
    }
    lines
}

/// How calls go on is tested with them; what is sent here comes too late, or is about something that is not there.
fn innovation() -> Vec<Line> {
    let call = |rest: &str| format!("/calls/{{id}}/{rest}");
    let bid = |rest: &str| format!("/bids/{{id}}/{rest}");
    let proposal = r#"{"winners":[],"content":"x"}"#;
    vec![
        line("GET", call("standing"), For::Sees, "", 200),
        line("POST", call("questions"), For::Turns, r#"{"question":" "}"#, 422),
        line("POST", call("questions/{number}/answer"), For::Changes, r#"{"answer":"x"}"#, 404),
        line("POST", call("amendments"), For::Changes, r#"{"clause":"goal","after":"x","reason":"y"}"#, 412),
        line("POST", call("opening"), For::Changes, "", 409),
        line("POST", call("proposal"), For::Changes, proposal, 409),
        line("POST", call("award"), For::Changes, "", 409),
        line("POST", call("reconsideration"), For::Changes, "", 409),
        line("POST", call("contract"), For::Changes, r#"{"signed":"2026-01-01"}"#, 409),
        line("POST", call("acceptance"), For::Changes, "", 409),
        line("POST", call("end"), For::Changes, r#"{"ending":"cancelled","reason":" "}"#, 422),
        line("GET", call("ranking"), For::Changes, "", 200),
        line("GET", call("candidates"), For::Changes, "", 200),
        line(
            "POST",
            call("minutes"),
            For::Changes,
            r#"{"chair":"00000000-0000-0000-0000-000000000000","conclusion":"x"}"#,
            409,
        ),
        line("POST", bid("submission"), For::Changes, "", 409),
        line("POST", bid("retraction"), For::Changes, "", 409),
        line("POST", bid("noted"), For::Changes, "", 409),
        line("POST", bid("ineligibility"), For::SignedSees, r#"{"reason":"x"}"#, 409),
        line("POST", bid("reviews"), For::SignedSees, r#"{"person":"00000000-0000-0000-0000-000000000000"}"#, 404),
        line("GET", "/reviews/{id}/sheet", For::SignedSees, "", 404),
        line("POST", "/reviews/{id}/answer", For::SignedSees, r#"{"answer":"accept"}"#, 403),
        line("POST", "/reviews/{id}/scores", For::SignedSees, SCORES, 403),
        line("GET", "/innovation/priority", For::Everybody, "", 200),
        line("GET", "/innovation/similar-needs", For::Signed, "", 200),
        line("POST", "/innovation/problems", For::Writes, r#"{"needs":[]}"#, 422),
        line("POST", "/problems/{id}/endorsements", For::SignedSees, NOBODYS_ENDORSEMENT, 403),
        line("POST", "/problems/{id}/endorsements/reversal", For::SignedSees, NOBODYS_ENDORSEMENT, 403),
        line("POST", "/problems/{id}/worth", For::Changes, "", 409),
        line("GET", "/needs/{id}/honesty", For::Sees, "", 200),
        line("GET", "/threads/{id}", For::Everybody, "", 404),
        line("GET", "/notices", For::Signed, "", 200),
        line("POST", "/notices/seen", For::Signed, "{}", 204),
    ]
}

/// A review without anything in it.
const SCORES: &str = r#"{"points":[],"recommendation":"support","comment":"x"}"#;

/// An endorsement for an organisation that nobody leads.
const NOBODYS_ENDORSEMENT: &str = r#"{"organisation":"00000000-0000-0000-0000-000000000000"}"#;

/// How deals go on is tested with them; what is sent here comes too late, or to a record that is of no deal.
fn transfer() -> Vec<Line> {
    let deal = |rest: &str| format!("/deals/{{id}}/{rest}");
    let publicity = |rest: &str| format!("/publicities/{{id}}/{rest}");
    let payout = |rest: &str| format!("/payouts/{{id}}/{rest}");
    let paid = r#"{"paid":"2026-01-01"}"#;
    vec![
        line("POST", "/matches/{id}/deal", For::Turns, "{}", 409),
        line("GET", deal("standing"), For::SignedSees, "", 200),
        line("POST", deal("stage"), For::Acts, r#"{"stage":"contact"}"#, 412),
        line("POST", deal("halt"), For::Acts, r#"{"halt":"wait"}"#, 412),
        line("POST", deal("confirm"), For::Acts, "", 412),
        line("POST", deal("nda"), For::Acts, r#"{"waiver":"x"}"#, 412),
        line("POST", deal("access"), For::Acts, NOBODY_ASKS, 422),
        line("POST", deal("access/{number}/answer"), For::Grants, r#"{"decision":"granted"}"#, 404),
        line("POST", deal("terms"), For::Acts, r#"{"departure_clause":"x"}"#, 412),
        line("POST", deal("acceptance"), For::Leads, r#"{"terms_version":1}"#, 200),
        line("POST", deal("contract"), For::Acts, r#"{"contract_number":"1"}"#, 412),
        line("GET", deal("registration"), For::SignedSees, "", 200),
        line("POST", deal("royalties"), For::Acts, r#"{"term":"T1","period_ends":"2026-01-01","base":"1"}"#, 422),
        line("POST", deal("receipts"), For::Tills, r#"{"term":"T1","amount":"1","received":"2026-01-01"}"#, 409),
        line("POST", deal("payouts"), For::Tills, "", 409),
        line("POST", "/transfer/publicities", For::Signed, NOTHING_SHOWN, 404),
        line("POST", publicity("objections"), For::Turns, r#"{"content":" "}"#, 422),
        line(
            "POST",
            publicity("objections/{number}/answer"),
            For::Changes,
            r#"{"outcome":"rejected","answer":"x"}"#,
            404,
        ),
        line("POST", publicity("close"), For::Changes, "", 412),
        line("POST", publicity("cancel"), For::Changes, "", 412),
        line("POST", payout("approval"), For::Signed, "{}", 404),
        line("POST", payout("payment"), For::Finance, paid, 404),
        line("POST", "/receipts/{id}/reversal", For::Finance, r#"{"reason":"x"}"#, 404),
        line("POST", payout("reversal"), For::Finance, r#"{"reason":"x"}"#, 404),
        line("GET", payout("statements"), For::Signed, "", 404),
        line("GET", "/transfer/receivables", For::Signed, "", 200),
        line("GET", "/transfer/report", For::Signed, "year=2026", 200),
    ]
}

/// What a committee does is tested with it; here nobody has a seat, and what is sent is wrong or about what is not there.
fn cooperation() -> Vec<Line> {
    let agreement = |rest: &str| format!("/agreements/{{id}}/{rest}");
    let target = r#"{"item":{"year":2026,"code":"1","item":"x","target":"5"}}"#;
    vec![
        line("GET", agreement("plan"), For::Sees, "", 200),
        line("POST", agreement("plan/items"), For::Changes, target, 422),
        line("POST", agreement("plan/results"), For::SignedWrites, r#"{"code":"x","outcome":"reached"}"#, 404),
        line("POST", agreement("motions"), For::Changes, r#"{"subject":" ","until":"2026-12-31"}"#, 422),
        line("POST", agreement("votes"), For::Leads, r#"{"motion":"M001","choice":"for"}"#, 403),
        line("POST", agreement("decisions"), For::Changes, r#"{"motion":"M001"}"#, 404),
        line("POST", agreement("withdrawals"), For::SignedWrites, r#"{"motion":"M001"}"#, 404),
        line("POST", agreement("minutes"), For::Changes, r#"{"day":"2026-01-01","text":" "}"#, 422),
        line("GET", "/demand-radar", For::Everybody, "", 200),
        line("GET", "/cooperations/{id}/effect", For::Sees, "", 200),
        line("POST", "/cooperations/{id}/measurements", For::Changes, MEASURED, 404),
        line("POST", "/cooperations/{id}/project", For::Opens, "{}", 201),
        line("POST", "/problems/{id}/project", For::Opens, "{}", 201),
    ]
}

/// A measurement of a target that is not there.
const MEASURED: &str = r#"{"target":1,"value":"1 t","day":"2026-01-01"}"#;

/// How projects go on is tested with them; here they have no gates, and no stage from which they could move.
fn projects() -> Vec<Line> {
    let project = |rest: &str| format!("/projects/{{id}}/{rest}");
    let spending = r#"{"item":"materials","amount":"1","day":"2026-01-01"}"#;
    let moving = r#"{"from":"materials","to":"travel","amount":"1","reason":"x"}"#;
    vec![
        line("GET", project("standing"), For::Sees, "", 200),
        line("POST", project("gates/{number}/evidence"), For::Changes, "{}", 409),
        line("POST", project("gates/{number}/decision"), For::Judges, r#"{"decision":"passed"}"#, 409),
        line("POST", project("milestones/{number}/evidence"), For::Changes, "{}", 409),
        line("POST", project("milestones/{number}/payment"), For::Pays, r#"{"day":"2026-01-01"}"#, 404),
        line("POST", project("spending"), For::Changes, spending, 409),
        line("POST", project("transfers"), For::Changes, moving, 409),
        line("POST", project("plan"), For::Changes, r#"{"part":"gates","rows":[]}"#, 409),
        line("POST", project("halt"), For::Changes, r#"{"halt":"complete"}"#, 409),
        line("POST", project("achievements"), For::Changes, r#"{"title_zh":"x","achievement_type":"know-how"}"#, 409),
    ]
}

/// A request for access of an organisation that is no party.
const NOBODY_ASKS: &str = r#"{"organisation":"00000000-0000-0000-0000-000000000000","what":"x","why":"y"}"#;

/// A publicity of a record that is not there.
const NOTHING_SHOWN: &str =
    r#"{"object":"00000000-0000-0000-0000-000000000000","matter":"other","audience":"base","content":"x"}"#;

fn ledger() -> Vec<Line> {
    vec![
        line("GET", "/ledger/balances", For::Books, "", 200),
        line("POST", "/ledger/accounts", For::Finance, r#"{"name":"cash","title":"现金"}"#, 422),
        line("GET", "/ledger/accounts/{name}/statement", For::Books, "", 404),
        line("GET", "/ledger/entries", For::Books, "", 200),
        line("POST", "/ledger/entries", For::Finance, UNKNOWN_ACCOUNTS, 404),
        line("GET", "/ledger/entries/{number}", For::Books, "", 404),
        line("POST", "/ledger/entries/{number}/reversal", For::Finance, r#"{"key":"k","memo":"误记"}"#, 404),
        line("POST", "/ledger/closed", For::Finance, r#"{"until":"2026-02-30"}"#, 400),
        line("POST", "/ledger/reopened", For::Administrators, r#"{"from":"2026-01-01","reason":"x"}"#, 409),
        line("GET", "/ledger/verify", For::Books, "", 200),
        line("GET", "/ledger/export", For::Books, "format=beancount", 200),
    ]
}

/// An entry between accounts that were never opened.
const UNKNOWN_ACCOUNTS: &str = r#"{"key":"k","date":"2026-01-01","memo":"x","currency":"CNY","postings":[{"account":"assets:x","amount":"1"},{"account":"income:x","amount":"-1"}]}"#;

/// A decision about a record that is not there.
const NOBODYS: &str = r#"{"other":"00000000-0000-0000-0000-000000000000","answer":"accept"}"#;

const PERIOD: &str = "from=2026-03-02T00:00:00Z&until=2026-03-03T00:00:00Z";
const WEEKS: &str = "from=2026-03-02&until=2026-03-16";
const EMPTY_WEEKS: &str = r#"{"from":"2026-03-16","until":"2026-03-02","reason":"x"}"#;
const NO_PROJECT: &str = r#"{"project":"00000000-0000-0000-0000-000000000000","resource":"00000000-0000-0000-0000-000000000000","week":"2026-03-02","units":1,"reason":"x"}"#;
const EMPTY_WISH: &str = r#"{"from":"2026-03-02T00:00:00Z","until":"2026-03-02T00:00:00Z","reason":"x"}"#;
const EMPTY_SERIES: &str =
    r#"{"begins":"2026-03-02T09:00","ends":"2026-03-02T09:00","every":"week","last":"2026-03-09"}"#;
const USED: &str = r#"{"from":"2026-03-02T00:00:00Z","until":"2026-03-02T01:00:00Z","units":1}"#;
const NO_PLATFORM: &str = "platform=00000000-0000-0000-0000-000000000000&minutes=60";
const EMPTY_PERIOD: &str = r#"{"from":"2026-03-02T00:00:00Z","until":"2026-03-02T00:00:00Z"}"#;

fn people() -> Vec<Line> {
    let (reads, sets) = (For::Reads, For::Administrators);
    vec![
        line("GET", "/me", For::Everybody, "", 200),
        line("PATCH", "/me", For::Signed, r#"{"name":""}"#, 400),
        line("GET", "/tokens", For::Signed, "", 200),
        line("POST", "/tokens", For::Signed, "{}", 400),
        line("DELETE", "/tokens/{token}", For::Signed, "", 404),
        line("GET", "/journal", reads, "", 200),
        line("GET", "/accounts", reads, "", 200),
        line("POST", "/accounts", sets, "{}", 400),
        line("GET", "/accounts/{id}", reads, "", 404),
        line("PATCH", "/accounts/{id}", sets, "{}", 404),
        line("POST", "/accounts/{id}/moves", sets, r#"{"move":"erase"}"#, 404),
        line("PUT", "/accounts/{id}/password", sets, r#"{"password":"something else 7"}"#, 404),
        line("GET", "/accounts/{id}/sessions", reads, "", 404),
        line("DELETE", "/accounts/{id}/sessions", sets, "", 404),
        line("DELETE", "/accounts/{id}/sessions/{session}", sets, "", 404),
    ]
}

#[test]
fn every_operation_has_a_line_and_every_line_an_operation() {
    let lines: BTreeSet<(&str, String)> = lines().into_iter().map(|line| (line.method, line.path)).collect();
    let api = routes().iter().filter_map(|route| Some((route.method, route.path.strip_prefix("/api/v1")?.to_owned())));
    let routes: BTreeSet<(&str, String)> = api.collect();
    let unsaid: Vec<_> = routes.difference(&lines).collect();
    assert!(unsaid.is_empty(), "say in tests/api/rights.rs whom these are for: {unsaid:#?}");
    let gone: Vec<_> = lines.difference(&routes).collect();
    assert!(gone.is_empty(), "these are no operations: {gone:#?}");
}

type Records = BTreeMap<(Kind, Stands), (RecordId, Uuid)>;

#[tokio::test]
async fn everybody_gets_what_is_for_them_and_nothing_else() {
    let mut house = House::new();
    let records = everything(&mut house);
    let programs: BTreeMap<&str, Program> = EVERYBODY
        .iter()
        .map(|who| (*who, if *who == "nobody" { house.visitor() } else { house.program(who) }))
        .collect();
    let mut wrong = Vec::new();
    for line in lines() {
        let by_record = Kind::of_path(line.path.split('/').nth(1).unwrap()).is_some() && line.path.contains("{id}");
        let every_stand = if by_record { &EVERY_STAND[..] } else { &EVERY_STAND[..1] };
        for (who, program) in &programs {
            for stands in every_stand {
                let given = ask(program, &line, &records, *stands).await;
                // Only what is out is booked, and who may not know of it hears the same.
                let is_draft = line.is_for == For::SignedWrites && line.method == "POST" && *stands == Stands::Draft;
                // A call that is not out has no way yet; a bid that was not handed in lacks nearly everything.
                let draft = *stands == Stands::Draft;
                let is_way = draft && line.path.starts_with("/calls/{id}/") && !line.path.ends_with("standing");
                let of_calls = ["questions", "answer", "amendments", "end", "ranking", "candidates"];
                let ok = match line.ok {
                    _ if is_draft => StatusCode::NOT_FOUND,
                    _ if is_way && of_calls.iter().any(|end| line.path.ends_with(end)) => StatusCode::CONFLICT,
                    // An event that is not out is at no stage.
                    _ if draft && EVENT_ENDS.iter().any(|end| line.path == format!("/events/{{id}}/{end}")) => {
                        StatusCode::CONFLICT
                    }
                    _ if draft && line.path == "/bids/{id}/submission" => StatusCode::UNPROCESSABLE_ENTITY,
                    ok => ok,
                };
                let wanted = expected(&line, who, *stands, ok);
                if given != wanted {
                    let asked = format!("{} {} {:?}", line.method, line.path, line.is_for);
                    wrong.push(format!("{asked}: {who}, {stands:?}: {given}, not {wanted}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

async fn ask(program: &Program<'_>, line: &Line, records: &Records, stands: Stands) -> StatusCode {
    let nil = Uuid::nil().to_string();
    let kind = Kind::of_path(line.path.split('/').nth(1).unwrap());
    let (id, file) = kind.map_or((nil.clone(), nil.clone()), |kind| {
        let (id, file) = records[&(kind, stands)];
        (id.to_string(), file.to_string())
    });
    // What is to be taken off is not there, so that it is still there for the next.
    let file = if line.method == "DELETE" { nil.clone() } else { file };
    let id = if line.path.ends_with("/data") { nil.clone() } else { id };
    let mut path = line.path.replace("{id}", &id).replace("{file}", &file).replace("{account}", &nil);
    path = path
        .replace("{booking}", &nil)
        .replace("{wish}", &nil)
        .replace("{rule}", "readiness-gbt-37264-2018")
        .replace("{year}", "2026");
    path = path.replace("{token}", "none").replace("{session}", "none");
    path = path.replace("{number}", "1").replace("{name}", "assets:cash");
    let is_file = line.method == "POST" && ["/attachments", "/imports", "/bring"].iter().any(|end| path.ends_with(end));
    if (line.method == "GET" || is_file) && !line.sends.is_empty() {
        path = format!("{path}?{}", line.sends);
    }
    let mut request = Request::builder().method(line.method).uri(format!("/api/v1{path}"));
    if line.ok == StatusCode::PRECONDITION_FAILED {
        request = request.header("If-Match", "\"99\"");
    }
    let (types, body) = match line.method {
        "GET" | "DELETE" => return program.send(request, Body::empty()).await.status,
        _ if is_file => ("application/octet-stream", Body::from("bytes")),
        _ => ("application/json", Body::from(line.sends)),
    };
    program.send(request.header(CONTENT_TYPE, types), body).await.status
}

#[tokio::test]
async fn lists_counts_and_searches_hold_what_is_seen_and_nothing_else() {
    let mut house = House::new();
    let records = everything(&mut house);
    for who in EVERYBODY {
        let program = if who == "nobody" { house.visitor() } else { house.program(who) };
        let seen: BTreeSet<String> = EVERY_STAND
            .iter()
            .filter(|stands| sees("", who, **stands))
            .map(|stands| records[&(Kind::Need, *stands)].0.to_string())
            .collect();
        for path in ["/needs?limit=200", "/search?kind=need&q=need", "/needs?position=nd_oxide&sort=title"] {
            let listed = program.get(path).await.is(200);
            let ids: BTreeSet<String> = listed.ids().into_iter().map(str::to_owned).collect();
            assert_eq!(ids, seen, "{who} at {path}");
            assert_eq!(listed.body["count"], json!(seen.len()), "{who} at {path}");
        }
        let kinds = program.get("/kinds").await.is(200);
        let need = kinds.body["items"].as_array().unwrap().iter().find(|kind| kind["kind"] == "need").unwrap();
        assert_eq!(need["count"], json!(seen.len()), "{who}");
    }
}

//! The table of rights: every page, everybody, every visibility, against one small specification.
//!
//! Each route of the list has a line here that says whom it is for, by the specification's words. A route without a
//! line fails, and so does a line without a route. The API has a table of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;
mod lines;

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Request, StatusCode};
use base::people::AccountId;
use base::people::verb::{NewAccount, create_account};
use base::record::{Kind, RecordId};
use brokerage::{offering_kinds, wanting_kinds};
use didymium_web::routes;
use uuid::Uuid;

use house::House;
use house::stands::{EVERY_STAND, EVERYBODY, PLACE, Stands, authors, changes, everything, sees};

/// Whom an address is for.
#[derive(Clone, Copy, Debug)]
enum For {
    Everybody,
    Signed,
    /// Who is signed in and changes things: everybody but auditors.
    Writes,
    /// Administrators and auditors.
    Reads,
    Administrators,
    /// Who may write a new record of a kind.
    Authors(Kind),
    /// Brokers and administrators.
    Brokers,
    /// Finance, and who reads everything.
    Books,
    /// Finance and administrators.
    Posts,
    /// Who sees the record.
    Sees,
    /// Who is signed in and sees the record.
    Matches,
    /// Who is signed in, sees the deal, and acts in it: a broker, and who may change it.
    Acts,
    /// Who is signed in, sees the deal, and may open it to others.
    Grants,
    /// Who is signed in, sees the record, and leads the unit it belongs to.
    Opens,
    /// Who is signed in, sees the deal, and leads one of its parties: here nobody.
    Leads,
    /// Who is signed in, sees the deal, and books its money.
    Tills,
    /// Who is signed in, sees the match and changes things.
    Turns,
    /// Who is signed in, sees the publicity, and may change it.
    Conducts,
    /// Whose it is, where they see it: who wrote it and who leads its unit.
    Keeps,
    /// Who may change it.
    Changes,
    /// Who sees the organisation and acts for it, or reads everything: of these organisations nobody is a member.
    Belongs,
    /// Who sees the organisation and sets who acts for it.
    Gathers,
}

// ── The specification ──────────────────────────────────────────────────────────────────────────────────────────────

/// The status that somebody gets; `ok` is what an address answers those it is for.
fn expected(line: &Line, who: &str, stands: Stands) -> StatusCode {
    let (is_for, ok) = (line.is_for, line.ok);
    let by_record = of_record(is_for);
    let signed = matches!(
        is_for,
        For::Matches
            | For::Acts
            | For::Grants
            | For::Opens
            | For::Leads
            | For::Tills
            | For::Turns
            | For::Conducts
            | For::Keeps
    );
    if signed && who == "nobody" {
        return StatusCode::UNAUTHORIZED;
    }
    if by_record && !sees(&line.path, who, stands) {
        return StatusCode::NOT_FOUND;
    }
    let admitted = match is_for {
        For::Everybody | For::Sees | For::Matches => true,
        For::Signed => who != "nobody",
        For::Writes => !matches!(who, "nobody" | "auditor"),
        For::Reads | For::Belongs => matches!(who, "auditor" | "admin"),
        For::Administrators | For::Gathers | For::Grants => who == "admin",
        For::Brokers => matches!(who, "broker" | "admin"),
        For::Books => matches!(who, "finance" | "auditor" | "admin"),
        For::Acts => who == "broker" || changes(who),
        For::Turns => who != "auditor",
        For::Opens => matches!(who, "lead" | "admin"),
        For::Keeps => matches!(who, "author" | "lead"),
        For::Leads => false,
        For::Tills | For::Posts => matches!(who, "finance" | "admin"),
        For::Authors(kind) => authors(who, kind),
        For::Changes | For::Conducts => changes(who),
    };
    match (admitted, who) {
        (true, _) => ok,
        (false, "nobody") => StatusCode::UNAUTHORIZED,
        (false, _) => StatusCode::FORBIDDEN,
    }
}

/// Whether an answer depends on the record at the address.
fn of_record(is_for: For) -> bool {
    matches!(
        is_for,
        For::Sees
            | For::Matches
            | For::Acts
            | For::Grants
            | For::Opens
            | For::Leads
            | For::Tills
            | For::Turns
            | For::Conducts
            | For::Keeps
            | For::Changes
            | For::Belongs
            | For::Gathers
    )
}

// ── The lines ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// A route, whom it is for, what is sent to it, and what it answers those it is for.
struct Line {
    method: &'static str,
    path: String,
    is_for: For,
    /// The query of a `GET`, the form of a `POST`.
    sends: &'static str,
    ok: StatusCode,
}

fn line(method: &'static str, path: impl Into<String>, is_for: For, sends: &'static str, ok: u16) -> Line {
    Line { method, path: path.into(), is_for, sends, ok: StatusCode::from_u16(ok).unwrap() }
}

/// What is sent is wrong, or comes too late, wherever it would change what other lines look at.
fn lines() -> Vec<Line> {
    let mut lines = chain();
    lines.extend(people());
    lines.extend(imports());
    lines.extend(matching());
    lines.extend(lines::talent());
    lines.extend(ledger());
    lines.push(line("POST", "/sharing/rule", For::Everybody, "", 422));
    lines.extend(transfer());
    lines.extend(innovation());
    lines.extend(bookings());
    lines.extend(cooperation());
    lines.push(line("GET", "/records", For::Everybody, "q=x", 200));
    lines.push(line("GET", "/search", For::Everybody, "q=x", 200));
    lines.push(line("GET", "/searches", For::Signed, "", 200));
    lines.push(line("POST", "/searches/alerts", For::Signed, "pace=hourly", 422));
    lines.push(line("GET", "/alerts/{id}/stop", For::Everybody, "key=0", 404));
    lines.push(line("POST", "/alerts/{id}/stop", For::Everybody, "", 404));
    lines.push(line("GET", "/searches/{id}/feed", For::Everybody, "key=df_0", 404));
    for act in ["open", "feed", "forget"] {
        lines.push(line("POST", format!("/searches/{{id}}/{act}"), For::Signed, "", 404));
    }
    lines.push(line("POST", "/records/searches", For::Signed, "address=/elsewhere", 404));
    lines.push(line("POST", "/records/searches/{id}/forget", For::Signed, "", 404));
    for kind in Kind::ALL {
        let at = |rest: &str| format!("/{}{rest}", kind.path());
        lines.extend([
            line("GET", at(""), For::Everybody, "", 200),
            line("GET", at("/new"), For::Authors(*kind), "", 200),
            line("POST", at("/new"), For::Authors(*kind), "title_zh=", 422),
            line("GET", at("/{id}"), For::Sees, "", 200),
            line("GET", at("/{id}/edit"), For::Changes, "", 200),
            line("POST", at("/{id}/edit"), For::Changes, "version=99&title_zh=x", 409),
            line("GET", at("/{id}/history"), For::Sees, "", 200),
            line("GET", at("/{id}/thread"), For::Sees, "", 200),
            line("GET", at("/{id}/history/{version}"), For::Sees, "", 200),
            line("GET", at("/{id}/step"), For::Changes, "move=delete", 200),
            line("POST", at("/{id}/step"), For::Changes, "move=delete&version=99", 409),
            line("GET", at("/{id}/managers"), For::Changes, "", 200),
            line("POST", at("/{id}/managers"), For::Changes, "login=no.body&version=1", 422),
            line("POST", at("/{id}/attachments"), For::Changes, "", 422),
            line("GET", at("/{id}/attachments/{file}"), For::Sees, "", 200),
            line("POST", at("/{id}/attachments/{file}/remove"), For::Changes, "", 404),
            line("GET", at("/import"), For::Writes, "", 200),
            line("POST", at("/import"), For::Writes, "", 422),
            line("GET", at("/export.xlsx"), For::Everybody, "", 200),
            line("GET", at("/export.csv"), For::Everybody, "q=x", 200),
            line("GET", at("/template.xlsx"), For::Everybody, "", 200),
        ]);
    }
    lines
}

/// Nobody has imported anything; whose an import is, is tested with the imports themselves.
fn imports() -> Vec<Line> {
    let gets = ["", "/progress", "/columns", "/bad.xlsx", "/result.xlsx"];
    let posts =
        ["/columns", "/header", "/ways", "/organisations", "/duplicates", "/unit", "/apply", "/resume", "/forget"];
    let at = |rest: &&str| format!("/imports/{{id}}{rest}");
    let gets = gets.iter().map(|rest| line("GET", at(rest), For::Signed, "", 404));
    gets.chain(posts.iter().map(|rest| line("POST", at(rest), For::Signed, "", 404))).collect()
}

/// Who decides about a match that there is, is tested with the matches themselves.
fn matching() -> Vec<Line> {
    let mut lines = vec![
        line("GET", "/skills", For::Signed, "on=2030-01-01", 200),
        line("GET", "/skills.xlsx", For::Signed, "", 200),
        line("GET", "/skills/{id}", For::Signed, "", 404),
        line("GET", "/matching", For::Signed, "", 200),
        line("GET", "/matching/portfolio", For::Signed, "", 200),
        line("GET", "/matching/weights", For::Signed, "", 200),
        line("POST", "/matching/weights", For::Administrators, "", 303),
        line("GET", "/matching/terms", For::Signed, "", 200),
        line("POST", "/matching/terms", For::Brokers, "table=zh", 422),
        line("GET", "/matching/{id}", For::Signed, "", 404),
        line("POST", "/matching/{id}", For::Signed, "answer=accept", 404),
    ];
    for kind in wanting_kinds().iter().chain(offering_kinds()) {
        let path = format!("/{}/{{id}}/matches", kind.path());
        lines.push(line("GET", path.clone(), For::Matches, "", 200));
        lines.push(line("POST", path, For::Matches, "answer=accept", 404));
    }
    lines
}

/// What is done on the desks is tested with the room itself; a review of no panel has no desk.
fn innovation() -> Vec<Line> {
    vec![
        line("GET", "/calls/board", For::Everybody, "", 200),
        line("GET", "/calls/{id}/desk", For::Sees, "", 200),
        line("POST", "/calls/{id}/desk", For::Matches, "act=none", 404),
        line("GET", "/bids/{id}/desk", For::Sees, "", 200),
        line("POST", "/bids/{id}/desk", For::Matches, "act=none", 404),
        line("GET", "/reviews/{id}/desk", For::Sees, "", 404),
        line("POST", "/reviews/{id}/desk", For::Matches, "act=none", 404),
        line("GET", "/problems/priority", For::Everybody, "", 200),
        line("GET", "/problems/{id}/desk", For::Sees, "", 200),
        line("POST", "/problems/{id}/desk", For::Matches, "act=none", 404),
        line("GET", "/needs/similar", For::Signed, "", 200),
        line("POST", "/needs/similar", For::Writes, "title_zh=x", 422),
    ]
}

/// What is posted and read is tested with the ledger itself.
fn ledger() -> Vec<Line> {
    vec![
        line("GET", "/ledger", For::Books, "", 200),
        line("GET", "/ledger/hledger.journal", For::Books, "", 200),
        line("GET", "/ledger/beancount.beancount", For::Books, "", 200),
        line("GET", "/ledger/accounts/{id}", For::Books, "", 422),
        line("POST", "/ledger/accounts", For::Posts, "account=x", 422),
        line("GET", "/ledger/entries/new", For::Posts, "", 200),
        line("POST", "/ledger/entries/new", For::Posts, "key=x", 422),
        line("GET", "/ledger/entries/{id}", For::Books, "", 404),
        line("POST", "/ledger/entries/{id}", For::Posts, "key=x&memo=y&date=2026-01-01", 404),
        line("POST", "/ledger/closed", For::Posts, "until=x", 422),
        line("POST", "/ledger/reopened", For::Administrators, "from=x", 422),
    ]
}

/// Platforms: their calendar, bookings, desk and statement.
fn bookings() -> Vec<Line> {
    vec![
        line("GET", "/platforms/calendar", For::Signed, "", 200),
        line("GET", "/platforms/set", For::Signed, "", 200),
        line("POST", "/platforms/set", For::Signed, "from=x", 422),
        line("GET", "/platforms/allocation", For::Reads, "", 200),
        line("POST", "/platforms/allocation", For::Administrators, "act=keep", 422),
        line("GET", "/platforms/allocation.xlsx", For::Reads, "", 200),
        line("GET", "/platforms/statement", For::Signed, "", 200),
        line("GET", "/platforms/statement.xlsx", For::Signed, "", 200),
        line("GET", "/platforms/{id}/desk", For::Conducts, "", 200),
        line("POST", "/platforms/{id}/desk", For::Matches, "act=", 404),
        line("GET", "/platforms/{id}/series", For::Matches, "", 200),
        line("POST", "/platforms/{id}/series", For::Matches, "begins=", 422),
        line("GET", "/bookings", For::Signed, "", 200),
        line("POST", "/bookings", For::Signed, "act=leave", 404),
        line("GET", "/calendars/{id}/bookings.ics", For::Everybody, "key=0", 404),
    ]
}

/// How deals go on is tested with them; what is sent here comes too late, or to a record that is of no deal.
fn transfer() -> Vec<Line> {
    let deal = |rest: &str| format!("/deals/{{id}}/{rest}");
    let mut lines = vec![
        line("GET", "/transfer", For::Signed, "", 200),
        line("GET", "/transfer/mine", For::Signed, "", 200),
        line("GET", "/transfer/receivables", For::Signed, "", 200),
        line("GET", "/transfer/receivables.xlsx", For::Signed, "", 200),
        line("GET", "/transfer/report", For::Signed, "", 200),
        line("GET", "/transfer/report.xlsx", For::Signed, "", 200),
        line("POST", "/matches/{id}/deal", For::Turns, "", 409),
        line("POST", deal("access/answer"), For::Grants, "at=0&decision=granted", 404),
        line("POST", deal("accept"), For::Leads, "terms=1", 200),
        line("POST", deal("batch"), For::Tills, "", 409),
        line("GET", deal("receive"), For::Tills, "", 200),
        line(
            "POST",
            deal("receive"),
            For::Tills,
            "term=T1&amount=1&received=2026-01-01&bank=assets:x&income=income:y",
            409,
        ),
        line("POST", "/receipts/{id}/take-back", For::Posts, "reason=x", 404),
        line("POST", "/payouts/{id}/publicity", For::Matches, "content=", 404),
        line("GET", "/payouts/{id}/desk", For::Matches, "", 404),
        line("POST", "/payouts/{id}/desk", For::Matches, "act=approve", 404),
        line("GET", "/payouts/{id}/statements", For::Matches, "", 404),
        line("GET", "/publicities/{id}/notice", For::Sees, "", 200),
        line("POST", "/publicities/{id}/notice", For::Conducts, "act=close&version=99", 409),
    ];
    for rest in ["desk", "registration", "registration.xlsx", "agreement"] {
        lines.push(line("GET", deal(rest), For::Matches, "", 200));
    }
    let acts = [
        ("stage", "to=contact&version=99", 409),
        ("halt", "halt=wait&version=99", 409),
        ("confirm", "version=99", 409),
        ("nda", "version=99&why=x", 409),
        ("access", "what=x&why=y", 422),
        ("contract", "version=99&contract_number=1", 409),
        ("royalty", "term=T1&period_ends=2026-01-01&base=1", 422),
        ("terms", "version=99&departure=x", 409),
        ("publicity", "content=", 422),
    ];
    // An address that asks nothing has no answer to keep.
    lines.push(line("POST", deal("proposal"), For::Signed, "question=", 404));
    lines.extend(acts.map(|(rest, sends, ok)| line("POST", deal(rest), For::Acts, sends, ok)));
    lines.push(line("GET", deal("terms"), For::Acts, "", 200));
    lines
}

/// What a committee does is tested with it; here nobody has a seat, and who leads the agreement asks for what is not there.
fn cooperation() -> Vec<Line> {
    let agreement = |rest: &str| format!("/agreements/{{id}}/{rest}");
    vec![
        line("GET", "/plan", For::Everybody, "", 200),
        line("GET", "/cooperations/landmarks", For::Everybody, "", 200),
        line("GET", "/demand-radar", For::Everybody, "", 200),
        line("GET", "/cooperations/{id}/desk", For::Sees, "", 200),
        line("POST", "/cooperations/{id}/desk", For::Conducts, "after=1&measured=2026-01-01&target=0", 404),
        line("GET", "/projects/board", For::Everybody, "", 200),
        line("GET", "/projects/{id}/desk", For::Sees, "", 200),
        line("POST", "/projects/{id}/desk", For::Conducts, "act=halt&halt=run&version=99", 409),
        line("POST", "/problems/{id}/project", For::Opens, "", 303),
        line("POST", "/cooperations/{id}/project", For::Opens, "", 303),
        line("GET", agreement("plan"), For::Sees, "", 200),
        line("GET", agreement("plan.xlsx"), For::Sees, "", 200),
        line("GET", agreement("committee"), For::Sees, "", 200),
        line("GET", agreement("minutes"), For::Sees, "", 200),
        line("POST", agreement("committee"), For::Conducts, "act=propose&subject=x", 422),
        line("POST", agreement("plan"), For::Conducts, "act=item&year=2026&code=1&item=x&target=5", 422),
    ]
}

fn chain() -> Vec<Line> {
    let table = [
        ("/", ""),
        ("/chain", ""),
        ("/chain.svg", ""),
        ("/weak-links", ""),
        ("/scenarios", ""),
        ("/chain/solve", ""),
        ("/innovations", ""),
        ("/innovations/progress", "samples=10"),
        ("/shocks", ""),
        ("/shocks/progress", "runs=10&seed=1"),
        ("/self-sufficiency", ""),
        ("/value", ""),
        ("/sources", ""),
        ("/sharing/proposal", ""),
        ("/sharing/proposal/progress", ""),
        ("/sharing/proposal.csv", ""),
        ("/sharing/proposal.xlsx", ""),
        ("/sharing/rule", ""),
        ("/healthz", ""),
        ("/application/{id}", ""),
        ("/capacity/{id}", ""),
        ("/market/{id}", ""),
        ("/activity/{id}", ""),
        ("/commodity/{id}", ""),
        ("/patch/{id}", ""),
    ];
    table.into_iter().map(|(path, sends)| line("GET", path, For::Everybody, sends, 200)).collect()
}

fn people() -> Vec<Line> {
    let (reads, sets) = (For::Reads, For::Administrators);
    let account = |rest: &str| format!("/administration/people/{{id}}{rest}");
    vec![
        line("POST", "/sign-in", For::Everybody, "login=no.body&password=x", 401),
        line("POST", "/sign-out", For::Everybody, "", 303),
        line("GET", "/account", For::Signed, "", 200),
        line("GET", "/account/journal", For::Signed, "", 200),
        line("GET", "/notices", For::Signed, "", 200),
        line("POST", "/notices", For::Signed, "until=x", 404),
        line("POST", "/account/profile", For::Signed, "name=", 422),
        line("POST", "/account/password", For::Signed, "old=x&new=y", 401),
        line("POST", "/account/sessions", For::Signed, "session=none", 404),
        line("POST", "/account/tokens", For::Signed, "name=", 422),
        line("POST", "/account/tokens/end", For::Signed, "token=none", 404),
        line("GET", "/administration", reads, "", 200),
        line("GET", "/administration/people", reads, "q=a", 200),
        line("GET", "/administration/people/new", sets, "", 200),
        line("POST", "/administration/people/new", sets, "login=a+b", 422),
        line("GET", account(""), reads, "", 200),
        line("POST", account("/change"), sets, "name=", 422),
        line("POST", account("/password"), sets, "new=short", 422),
        line("POST", account("/sessions"), sets, "", 303),
        line("POST", account("/join"), sets, "organisation=none", 404),
        line("POST", account("/leave"), sets, "organisation=none", 404),
        line("POST", account("/close"), sets, "", 303),
        line("POST", account("/reopen"), sets, "", 303),
        line("GET", account("/erase"), sets, "", 200),
        line("POST", account("/erase"), sets, "", 303),
        line("GET", "/administration/journal", reads, "", 200),
        line("GET", "/administration/rules", For::Signed, "", 200),
        line("GET", "/administration/rules/calendar", For::Signed, "", 200),
        line("GET", "/administration/rules/calendar/days", sets, "", 200),
        line("POST", "/administration/rules/calendar/days", sets, "year=2027", 422),
        line("GET", "/administration/rules/{id}", For::Signed, "", 200),
        line("POST", "/administration/rules/{id}", sets, "from=2026-01-01&turned=off&why=", 422),
        line("GET", "/organisations/{id}/members", For::Belongs, "", 200),
        line("POST", "/organisations/{id}/members", For::Gathers, "login=no.body", 404),
    ]
}

/// The sign-in page sends on who is signed in, so it has two answers; the assets have the hash of their text in their
/// addresses. Both are for everybody and tested elsewhere.
fn has_no_line(method: &str, path: &str) -> bool {
    (method, path) == ("GET", "/sign-in") || path.starts_with("/assets/")
}

// ── The base the table is asked of ─────────────────────────────────────────────────────────────────────────────────

struct Base {
    house: House,
    records: BTreeMap<(Kind, Stands), (RecordId, Uuid)>,
}

impl Base {
    fn new() -> Self {
        let mut house = House::new();
        let records = everything(&mut house);
        Self { house, records }
    }

    /// The path of a line for records that stand like this; an account is a new one each time.
    fn address(&self, line: &Line, stands: Stands) -> String {
        let mut segments = line.path.split('/').skip(1);
        let first = segments.next().unwrap_or_default();
        let known = |id: &str| line.path.replace("{id}", id);
        let path = match (first, Kind::of_path(first)) {
            (_, Some(kind)) if line.path.contains("{id}") => {
                let (id, file) = self.records[&(kind, stands)];
                // What is to be taken off is not there, so that it is still there for the next.
                let file = if line.path.ends_with("/remove") { Uuid::nil() } else { file };
                known(&id.to_string()).replace("{version}", "1").replace("{file}", &file.to_string())
            }
            ("administration", _) if line.path.contains("/rules/{id}") => known("readiness-gbt-37264-2018"),
            ("administration", _) if line.path.contains("{id}") => known(&somebody(&self.house).to_string()),
            ("alerts" | "records" | "searches" | "imports" | "matching", _) => known(&Uuid::nil().to_string()),
            ("application", _) => known("car"),
            ("capacity", _) => known("quota_cn"),
            ("market", _) => known("car_cn_1"),
            ("activity", _) => known("mine_cn"),
            ("commodity", _) => known("nd_oxide"),
            ("patch", _) => known("quota_cut"),
            _ => line.path.clone(),
        };
        if line.method == "GET" && !line.sends.is_empty() { format!("{path}?{}", line.sends) } else { path }
    }

    async fn ask(&self, line: &Line, who: &str, stands: Stands) -> StatusCode {
        let address = self.address(line, stands);
        if line.method == "GET" {
            return self.house.ask(who, Request::get(&address), Body::empty()).await.status();
        }
        let guard = self.house.session(who).1;
        let (kind, body) = if ["/attachments", "/import", "/persons/bring", "/door", "/calendar/days", "/sharing/rule"]
            .iter()
            .any(|end| line.path.ends_with(end))
        {
            let body = format!("--s\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{guard}\r\n--s--\r\n");
            ("multipart/form-data; boundary=s", body)
        } else {
            ("application/x-www-form-urlencoded", format!("csrf={guard}&{}", line.sends))
        };
        let request = Request::post(&address).header(CONTENT_TYPE, kind);
        self.house.ask(who, request, Body::from(body)).await.status()
    }
}

/// Somebody whom nothing else is asked of.
fn somebody(house: &House) -> AccountId {
    let (occasion, login) = (house.operator(), format!("somebody-{}", AccountId::fresh()));
    let made = house.store.writing(move |shelf| {
        create_account(shelf, &occasion, NewAccount { login, name: "某人".to_owned(), ..NewAccount::default() })
    });
    made.unwrap().id
}

// ── The table ──────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn every_route_has_a_line_and_every_line_a_route() {
    let lines: BTreeSet<(&str, String)> = lines().into_iter().map(|line| (line.method, line.path)).collect();
    let pages =
        routes().iter().filter(|route| !route.path.starts_with("/api/") && !has_no_line(route.method, &route.path));
    let routes: BTreeSet<(&str, String)> = pages.map(|route| (route.method, route.path.clone())).collect();
    let unsaid: Vec<_> = routes.difference(&lines).collect();
    assert!(unsaid.is_empty(), "say in tests/rights.rs whom these are for: {unsaid:#?}");
    let gone: Vec<_> = lines.difference(&routes).collect();
    assert!(gone.is_empty(), "these are no routes: {gone:#?}");
}

#[tokio::test]
async fn everybody_gets_what_is_for_them_and_nothing_else() {
    let base = Base::new();
    let mut wrong = Vec::new();
    for line in lines() {
        let every_stand = if of_record(line.is_for) { &EVERY_STAND[..] } else { &EVERY_STAND[..1] };
        for who in EVERYBODY {
            // Their sessions are still wanted.
            if line.path == "/sign-out" && who != "nobody" {
                continue;
            }
            for stands in every_stand {
                let (given, wanted) = (base.ask(&line, who, *stands).await, expected(&line, who, *stands));
                if given != wanted {
                    let asked = format!("{} {} {:?}", line.method, line.path, line.is_for);
                    wrong.push(format!("{asked}: {who}, {stands:?}: {given}, not {wanted}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn lists_counts_and_chain_pages_hold_what_is_seen_and_nothing_else() {
    let base = Base::new();
    for who in EVERYBODY {
        let list = base.house.page(who, "/needs").await;
        let place = base.house.page(who, &format!("/commodity/{PLACE}")).await;
        let mut seen = 0;
        for stands in EVERY_STAND {
            let (id, _) = base.records[&(Kind::Need, stands)];
            let title = format!("/needs/{id}\"");
            let found = base.house.page(who, &format!("/records?q={stands:?}+need")).await;
            for page in [&list, &found, &place] {
                assert_eq!(page.contains(&title), sees("", who, stands), "{who} {stands:?}\n{page}");
            }
            seen += usize::from(sees("", who, stands));
        }
        let overview = base.house.page(who, "/?lang=en").await;
        let counted = format!("<span>Needs</span> <strong>{seen}</strong>");
        assert!(overview.contains(&counted), "{who} lacks {counted}\n{overview}");
    }
}

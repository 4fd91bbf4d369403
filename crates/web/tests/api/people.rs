//! Who calls, tokens, accounts, members, and the journal.

use base::people::Scope;
use serde_json::{Value, json};

use super::house::House;

#[tokio::test]
async fn a_program_learns_who_it_is() {
    let house = House::new();
    let me = house.program("lead").get("/me").await.is(200);
    assert_eq!(me.body["account"], house.account("lead").to_string());
    assert_eq!(me.body["organisations"], json!([{ "organisation": house.north.to_string(), "manages": true }]));
    assert_eq!(me.body["scopes"], json!(["read", "write", "administer"]));
    let kinds = house.visitor().get("/kinds").await.is(200);
    let organisation = kinds.body["items"].as_array().unwrap().iter().find(|kind| kind["kind"] == "organisation");
    assert_eq!(organisation.unwrap()["count"], 2);
    let renamed = json!({ "name": "李主任", "language": "en" });
    let lead = house.program("lead");
    let request = axum::http::Request::patch("/api/v1/me");
    assert_eq!(lead.json(request, &renamed).await.is(200).body["name"], "李主任");
}

#[tokio::test]
async fn a_token_reaches_as_far_as_its_scopes() {
    let house = House::new();
    let need = json!({ "content": { "title_zh": "一" } });
    let reads = house.program_within("lead", &[Scope::Read]);
    reads.get("/needs").await.is(200);
    reads.post("/needs", &need).await.is_problem(403, "scope-missing");
    reads.post("/saved-searches", &json!({ "name": "a", "address": "/needs" })).await.is_problem(403, "scope-missing");
    let writes = house.program_within("lead", &[Scope::Write]);
    writes.post("/needs", &need).await.is(201);
    writes.get("/needs").await.is_problem(403, "scope-missing");
    let administrator = house.program_within("admin", &[Scope::Read, Scope::Write]);
    let account = json!({ "login": "new.one" });
    administrator.post("/accounts", &account).await.is_problem(403, "scope-missing");
    let narrow = json!({ "name": "x", "scopes": ["administer"], "days": 1 });
    administrator.post("/tokens", &narrow).await.is_problem(403, "scope-missing");
}

#[tokio::test]
async fn a_token_is_issued_used_and_ended() {
    let house = House::new();
    let worker = house.program("worker");
    let issued = worker.post("/tokens", &json!({ "name": "sync", "scopes": ["read"], "days": 7 })).await.is(201);
    let other = worker.with_token(issued.body["token"].as_str().unwrap());
    assert_eq!(other.get("/me").await.is(200).body["scopes"], json!(["read"]));
    let tokens = worker.get("/tokens").await.is(200);
    assert_eq!(tokens.body["items"].as_array().unwrap().len(), 2);
    assert!(!tokens.body.to_string().contains(issued.body["token"].as_str().unwrap()));
    worker.delete(&format!("/tokens/{}", issued.id())).await.is(204);
    other.get("/me").await.is_problem(401, "sign-in-needed");
    worker.delete(&format!("/tokens/{}", issued.id())).await.is_problem(404, "not-found");
    house.clock.advance(jiff::SignedDuration::from_hours(31 * 24)).unwrap();
    worker.get("/me").await.is_problem(401, "sign-in-needed");
}

#[tokio::test]
async fn an_administrator_keeps_the_accounts() {
    let house = House::new();
    let admin = house.program("admin");
    let new = json!({ "login": "New.One", "name": "新人", "roles": ["broker"], "password": "镨钕 are twins" });
    let made = admin.post("/accounts", &new).await.is(201);
    assert_eq!((&made.body["login"], &made.body["password"]), (&json!("new.one"), &json!(true)));
    admin.post("/accounts", &new).await.is_problem(409, "login-taken");
    admin.post("/accounts", &json!({ "login": "a b" })).await.is_problem(422, "bad-login");
    let weak = json!({ "login": "weak", "password": "1234567890" });
    admin.post("/accounts", &weak).await.is_problem(422, "weak-password");

    let path = format!("/accounts/{}", made.id());
    let request = || axum::http::Request::patch(format!("/api/v1{path}"));
    let changed = admin.json(request(), &json!({ "roles": ["finance"], "mail": "new@example.org" })).await.is(200);
    assert_eq!((&changed.body["roles"], &changed.body["name"]), (&json!(["finance"]), &json!("新人")));
    let first = admin.get("/accounts?limit=2").await.is(200);
    let rest = first.head("link").trim_start_matches('<').split('>').next().unwrap().to_owned();
    let second = admin.get(rest.strip_prefix("/api/v1").unwrap()).await.is(200);
    assert_ne!(first.ids(), second.ids());
    assert_eq!(admin.get("/accounts?q=new").await.is(200).ids(), [made.id()]);

    admin.put(&format!("{path}/password"), &json!({ "password": "something else 7" })).await.is(204);
    for (step, state) in [("close", "closed"), ("reopen", "active"), ("erase", "erased")] {
        let moved = admin.post(&format!("{path}/moves"), &json!({ "move": step })).await.is(200);
        assert_eq!(moved.body["state"], state);
    }
    assert_eq!(admin.get(&path).await.is(200).body["name"], "—");
    admin.post(&format!("{path}/moves"), &json!({ "move": "close" })).await.is_problem(404, "no-such-account");
    for who in ["worker", "lead"] {
        house.program(who).get("/accounts").await.is_problem(403, "not-allowed");
        house.program(who).post("/accounts", &new).await.is_problem(403, "not-allowed");
    }
    house.program("auditor").get("/accounts").await.is(200);
    house.program("auditor").post("/accounts", &new).await.is_problem(403, "not-allowed");
}

#[tokio::test]
async fn sessions_are_seen_and_ended_by_their_owner_and_by_administrators() {
    let house = House::new();
    let path = format!("/accounts/{}/sessions", house.account("worker"));
    let (worker, admin) = (house.program("worker"), house.program("admin"));
    house.program("lead").get(&path).await.is_problem(403, "not-allowed");
    let session = worker.get(&path).await.is(200).ids()[0].to_owned();
    assert_eq!(admin.get(&path).await.is(200).ids(), [&session]);
    house.program("lead").delete(&format!("{path}/{session}")).await.is_problem(403, "not-allowed");
    worker.delete(&format!("{path}/{session}")).await.is(204);
    worker.delete(&format!("{path}/{session}")).await.is_problem(404, "not-found");
    admin.delete(&path).await.is(204);
    assert_eq!(worker.get(&path).await.is(200).body["items"], json!([]));
}

#[tokio::test]
async fn an_organisations_manager_says_who_acts_for_it() {
    let house = House::new();
    let path = format!("/organisations/{}/members", house.north);
    let southern = format!("{path}/{}", house.account("southern"));
    let (lead, worker) = (house.program("lead"), house.program("worker"));
    worker.put(&southern, &json!({ "manages": false })).await.is_problem(403, "not-allowed");
    lead.put(&southern, &json!({ "manages": false })).await.is(204);
    let members = worker.get(&path).await.is(200);
    let names: Vec<&str> =
        members.body["items"].as_array().unwrap().iter().map(|at| at["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"陈南"), "{names:?}");
    lead.delete(&southern).await.is(204);
    lead.delete(&southern).await.is_problem(404, "not-found");
    house.program("southern").get(&path).await.is_problem(403, "not-allowed");
    house.visitor().get(&path).await.is_problem(401, "sign-in-needed");
}

#[tokio::test]
async fn an_auditor_reads_the_journal_to_its_beginning_and_changes_nothing() {
    let house = House::new();
    let auditor = house.program("auditor");
    house.program("worker").post("/needs", &json!({ "content": { "title_zh": "一" } })).await.is(201);
    let mut numbers: Vec<u64> = Vec::new();
    let mut path = "/journal?limit=7".to_owned();
    loop {
        let part = auditor.get(&path).await.is(200);
        numbers.extend(part.body["items"].as_array().unwrap().iter().map(|entry| entry["number"].as_u64().unwrap()));
        let Some(cursor) = part.body["next"].as_str() else { break };
        path = format!("/journal?limit=7&cursor={cursor}");
    }
    assert!(numbers.len() > 7);
    assert_eq!(numbers, (1..=numbers.len() as u64).rev().collect::<Vec<_>>());
    let created = auditor.get("/journal?verb=record.create&limit=1").await.is(200);
    assert_eq!(created.body["items"][0]["payload"]["content"]["title_zh"], "一");
    assert_eq!(created.body["items"][0]["hash"].as_str().unwrap().len(), 64);
    let by = house.account("worker");
    let by_worker = auditor.get(&format!("/journal?by={by}&verb=record")).await.is(200);
    assert_eq!(by_worker.body["items"].as_array().unwrap().len(), 1);
    auditor.get("/journal?cursor=x").await.is_problem(422, "bad-cursor");
    house.program("lead").get("/journal").await.is_problem(403, "not-allowed");
    let need = json!({ "content": { "title_zh": "一", "owner": house.north } });
    auditor.post("/needs", &need).await.is_problem(403, "auditors-read");
    assert_eq!(auditor.get("/needs").await.is(200).body["count"], Value::from(1), "and sees drafts of others");
}

//! A forum, a secondment and a certificate over the API.

use serde_json::json;

use super::house::House;

#[tokio::test]
async fn a_forum_from_the_registration_to_the_door() {
    let house = House::new();
    let (lead, worker, southern) = (house.program("lead"), house.program("worker"), house.program("southern"));
    let content = json!({
        "title_zh": "示例论坛", "event_type": "industry-forum", "begins": "2026-03-02 18:00", "places": 1,
        "owner": house.north.to_string(), "visibility": "public",
    });
    let event = lead.post("/events", &json!({ "content": content, "state": "published" })).await.is(201);
    let at = |rest: &str| format!("/events/{}/{rest}", event.id());
    let name = json!({ "name": "王示例", "mail": "wang@example.cn", "open_to_meet": true, "interests": ["磁体"] });
    worker.post(&at("registrations"), &name).await.is_problem(409, "event-at");
    lead.post(&at("stage"), &json!({ "to": "registration" })).await.is(200);
    let first = worker.post(&at("registrations"), &name).await.is(200);
    assert_eq!(first.body["content"]["stage"], "confirmed");
    worker.post(&at("registrations"), &name).await.is_problem(409, "registered-already");
    let other = json!({ "name": "李示例" });
    let second = southern.post(&at("registrations"), &other).await.is(200);
    assert_eq!(
        (&second.body["content"]["stage"], &second.body["content"]["waiting_reason"]),
        (&json!("waiting"), &json!("full"))
    );
    southern.get(&at("registrations")).await.is_problem(403, "not-allowed");
    let listed = lead.get(&at("registrations")).await.is(200);
    assert_eq!(listed.ids(), [first.id(), second.id()]);

    let hand = |reply: &super::program::Reply, rest: &str| format!("/registrations/{}/{rest}", reply.id());
    let refuse = json!({ "decision": "refuse" });
    lead.post(&hand(&second, "decisions"), &refuse).await.is_problem(422, "reason-needed");
    worker.post(&hand(&first, "call-off"), &json!({})).await.is(200);
    let moved = southern.get(&format!("/registrations/{}", second.id())).await.is(200);
    assert_eq!(moved.body["content"]["stage"], "confirmed", "who waits moves up");

    lead.post(&at("stage"), &json!({ "to": "registration-closed" })).await.is(200);
    lead.post(&at("stage"), &json!({ "to": "running" })).await.is(200);
    let code = moved.body["content"]["code"].as_str().unwrap().to_owned();
    lead.post(&at("check-ins"), &json!({ "code": "222-222-223" })).await.is_problem(422, "code-mistyped");
    let came = lead.post(&at("check-ins"), &json!({ "code": code })).await.is(200);
    assert_eq!(came.body["content"]["stage"], "checked-in");
    lead.post(&at("check-ins"), &json!({ "code": code })).await.is_problem(409, "code-used");
}

#[tokio::test]
async fn a_cohort_gets_certificates_that_anybody_checks() {
    let house = House::new();
    let lead = house.program("lead");
    let person = json!({ "title_zh": "张示例", "owner": house.north.to_string(), "visibility": "members" });
    let person = lead.post("/persons", &json!({ "content": person, "state": "published" })).await.is(201);
    let content = json!({
        "title_zh": "示例培训班", "programme_type": "course", "aims": "示例", "places": 1,
        "owner": house.north.to_string(), "visibility": "public",
    });
    let programme = lead.post("/programmes", &json!({ "content": content, "state": "published" })).await.is(201);
    let at = |rest: &str| format!("/programmes/{}/{rest}", programme.id());
    lead.post(&at("stage"), &json!({ "to": "running" })).await.is_problem(409, "programme-at");
    lead.post(&at("stage"), &json!({ "to": "applications" })).await.is(200);
    let applied = lead.post(&at("applications"), &json!({ "person": person.id() })).await.is(200);
    let decided = format!("/enrolments/{}/decisions", applied.id());
    lead.post(&decided, &json!({ "decision": "admit" })).await.is(200);
    lead.post(&at("stage"), &json!({ "to": "selection" })).await.is(200);
    lead.post(&at("stage"), &json!({ "to": "running" })).await.is(200);
    lead.post(&at("stage"), &json!({ "to": "completed" })).await.is_problem(409, "enrolments-open");
    let certified = lead.post(&format!("/enrolments/{}/certificate", applied.id()), &json!({})).await.is(200);
    let code = certified.body["content"]["certificate_code"].as_str().unwrap().to_owned();
    let shown = house.visitor().get(&format!("/certificates/{code}")).await.is(200);
    assert_eq!(shown.body["person"]["zh"], "张示例");
    let last = if code.ends_with('A') { 'B' } else { 'A' };
    house.visitor().get(&format!("/certificates/{}{last}", &code[..code.len() - 1])).await.is_problem(404, "not-found");
}

#[tokio::test]
async fn both_sides_lend_somebody_and_the_clause_says_whose_it_is() {
    let mut house = House::new();
    let south = house.south;
    house.person("south-lead", "李主任", Vec::new(), Some((south, true)));
    let (lead, host) = (house.program("lead"), house.program("south-lead"));
    let person = json!({ "title_zh": "孙示例", "owner": house.north.to_string(), "visibility": "members" });
    let person = lead.post("/persons", &json!({ "content": person, "state": "published" })).await.is(201);
    let content = json!({
        "title_zh": "借调", "person": person.id(), "secondment_type": "secondment", "home": house.north.to_string(),
        "host": south.to_string(), "begins": "2026-02-01", "ends": "2026-12-31", "time_percent": "50",
        "inventions": "joint", "owner": house.north.to_string(), "visibility": "owner",
    });
    let lent = lead.post("/secondments", &json!({ "content": content, "state": "published" })).await.is(201);
    let at = format!("/secondments/{}/decisions", lent.id());
    let yes = json!({ "decision": "approved" });
    lead.post(&at, &yes).await.is(200);
    lead.post(&at, &yes).await.is_problem(409, "side-approved");
    let both = host.post(&at, &yes).await.is(200);
    assert_eq!(both.body["content"]["stage"], "approved");
    let content = json!({
        "title_zh": "示例工艺", "achievement_type": "process", "owner": house.north.to_string(), "visibility": "members",
        "inventors": [{ "name": "孙示例", "person": person.id(), "conceived": "2026-02-15" }],
    });
    let made = lead.post("/achievements", &json!({ "content": content, "state": "published" })).await.is(201);
    let traced = lead.get(&format!("/achievements/{}/owners", made.id())).await.is(200);
    let row = &traced.body["items"][0];
    assert_eq!((&row["settled"], row["owners"].as_array().map(Vec::len)), (&json!(true), Some(2)), "{row}");
}

#[tokio::test]
async fn experts_skills_and_the_radar_answer_as_the_document_says() {
    let house = House::new();
    let lead = house.program("lead");
    let person = json!({
        "title_zh": "萃示例", "owner": house.north.to_string(), "visibility": "members", "skills": ["串级萃取"],
        "works": [{ "title": "稀土串级萃取分离流程设计", "year": 2022 }],
    });
    lead.post("/persons", &json!({ "content": person, "state": "published" })).await.is(201);
    house.catch_up();
    let found =
        lead.get("/experts?q=%E4%B8%B2%E7%BA%A7%E8%90%83%E5%8F%96%E5%88%86%E7%A6%BB%E6%B5%81%E7%A8%8B").await.is(200);
    assert_eq!(found.body["items"][0]["works"][0]["year"], 2022, "{}", found.body);
    lead.get("/experts?place=nowhere").await.is_problem(422, "slips");
    lead.get("/skills?on=1999-01-01").await.is_problem(422, "slips");
    let skills = lead.get("/skills").await.is(200);
    let skill = skills.body["items"].as_array().unwrap().iter().find(|skill| skill["id"] == "separating").unwrap();
    assert_eq!(skill["now"]["people"], 1);
    let radar = house.visitor().get("/demand-radar").await.is(200);
    assert!(radar.body["strain"].is_null());
    house.visitor().get("/demand-radar?patch=none").await.is_problem(404, "not-found");
}

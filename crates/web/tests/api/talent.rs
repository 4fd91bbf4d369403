//! The pool, a forum, a secondment and a certificate over the API.

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
        "title_zh": "示例培训班", "programme_type": "course", "aims": "示例", "places": 1, "credits_needed": "2",
        "courses": [{ "course": "理论", "hours": "10", "credits": "2" }], "owner": house.north.to_string(), "visibility": "public",
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
    let hand = |rest: &str| format!("/enrolments/{}/{rest}", applied.id());
    lead.post(&hand("practice"), &json!({ "mentor": person.id() })).await.is_problem(422, "own-mentor");
    let mentor = json!({ "title_zh": "周示例", "owner": house.north.to_string(), "visibility": "members" });
    let mentor = lead.post("/persons", &json!({ "content": mentor, "state": "published" })).await.is(201);
    let given = lead.post(&hand("practice"), &json!({ "mentor": mentor.id(), "task": "中试" })).await.is(200);
    assert_eq!(given.body["content"]["mentor"], mentor.id().as_str());
    lead.post(&hand("guidance"), &json!({ "note": "看样品" })).await.is(200);
    let sheet = |course: &str| {
        let row = json!({ "enrolment": applied.id(), "presence": "present" });
        json!({ "course": course, "day": "2026-03-02", "hours": "10", "came": [row] })
    };
    lead.post(&at("attendance"), &sheet("别的")).await.is_problem(422, "no-such-course");
    assert_eq!(lead.post(&at("attendance"), &sheet("理论")).await.is(200).body["noted"], 1);
    lead.post(&hand("certificate"), &json!({})).await.is_problem(409, "not-enough");
    let credit = |credits: &str| json!({ "course": "理论", "mark": "优", "credits": credits });
    lead.post(&hand("credits"), &credit("3")).await.is_problem(422, "credits-over");
    lead.post(&hand("credits"), &credit("2")).await.is(200);
    lead.post(&hand("refusal"), &json!({ "reason": "" })).await.is_problem(422, "reason-needed");
    let certified = lead.post(&format!("/enrolments/{}/certificate", applied.id()), &json!({})).await.is(200);
    let code = certified.body["content"]["certificate_code"].as_str().unwrap().to_owned();
    let shown = house.visitor().get(&format!("/certificates/{code}")).await.is(200);
    assert_eq!(shown.body["person"]["zh"], "张示例");
    lead.post(&hand("outcome"), &json!({ "outcome": "转岗" })).await.is_problem(409, "outcome-early");
    lead.post(&hand("call-off"), &json!({})).await.is_problem(409, "enrolment-at");
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
    let terms = |percent: &str| json!({ "begins": "2026-02-01", "ends": "2026-12-31", "time_percent": percent, "inventions": "joint" });
    let revision = format!("/secondments/{}/terms", lent.id());
    lead.post(&revision, &terms("120")).await.is_problem(409, "over-full-time");
    lead.post(&revision, &terms("六成")).await.is_problem(422, "slips");
    assert_eq!(lead.post(&revision, &terms("60")).await.is(200).body["content"]["time_percent"], "60");
    let pass = json!({ "reason": "核查无受控内容" });
    let admin = house.program("admin");
    admin.post(&format!("/secondments/{}/pass", lent.id()), &pass).await.is_problem(409, "control-free");
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
    let owned = lead.post(&format!("/achievements/{}/owners", made.id()), &json!({})).await.is(200);
    assert_eq!(owned.body["content"]["owners"].as_array().map(Vec::len), Some(2), "{}", owned.body);
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

#[tokio::test]
async fn a_file_of_a_researcher_is_looked_at_and_taken_in() {
    let house = House::new();
    let (lead, southern) = (house.program("lead"), house.program("southern"));
    let person = json!({ "title_zh": "钱示例", "owner": house.north.to_string(), "visibility": "members" });
    let person = lead.post("/persons", &json!({ "content": person, "state": "published" })).await.is(201);
    let bib = "@article{a, title={Dysprosium diffusion}, author={Qian, Shili}, year={2020}}\n@article{b, author={X}}\n";
    lead.upload("/persons/bring", bib.as_bytes()).await.is_problem(422, "pool-nobody");
    lead.upload("/persons/bring", b"<!doctype html><html></html>").await.is_problem(422, "pool-web-page");
    let at = format!("/persons/bring?into={}", person.id());
    let look = lead.upload(&at, bib.as_bytes()).await.is(200).body;
    assert_eq!(
        (&look["people"][0]["new_works"], &look["broken"][0]["flaw"]),
        (&json!(1), &json!("no-title")),
        "{look}"
    );
    let choice = |into: &str| json!({ "brought": look["brought"], "choices": [{ "at": 0, "into": into }] });
    let refused = southern.post("/persons/take", &choice(&person.id())).await.is(200).body;
    assert_eq!(refused["items"][0]["refused"], "not-allowed");
    let taken = lead.post("/persons/take", &choice(&person.id())).await.is(200).body;
    assert_eq!((&taken["items"][0]["works"], &taken["items"][0]["new"]), (&json!(1), &json!(false)));
    let again = lead.post("/persons/take", &choice(&person.id())).await.is(200).body;
    assert_eq!(again["items"][0]["works"], 0, "what is there is not added twice");
    let nobody = json!({ "brought": look["brought"], "choices": [{ "at": 0 }] });
    lead.post("/persons/take", &nobody).await.is_problem(422, "owner-needed");
    let beyond = json!({ "brought": look["brought"], "choices": [{ "at": 9, "into": person.id() }] });
    lead.post("/persons/take", &beyond).await.is_problem(422, "slips");
    lead.post("/persons/take", &json!({ "brought": { "source": 3 }, "choices": [] })).await.is_problem(422, "slips");
}

#[tokio::test]
async fn consent_is_noted_taken_back_and_everything_erased() {
    let house = House::new();
    let (lead, worker, admin) = (house.program("lead"), house.program("worker"), house.program("admin"));
    let person = json!({
        "title_zh": "钱示例", "phone": "010-1", "owner": house.north.to_string(), "visibility": "public",
    });
    let person = lead.post("/persons", &json!({ "content": person, "state": "published" })).await.is(201);
    let at = |rest: &str| format!("/persons/{}{rest}", person.id());
    lead.get("/persons/due").await.is(200);
    worker.post(&at("/confirm"), &json!({})).await.is_problem(403, "not-allowed");
    let confirmed = lead.post(&at("/confirm"), &json!({})).await.is(200);
    assert_eq!(confirmed.body["content"]["confirmed"], "2026-03-02");
    let contact = |allowed: bool, proof: &str| json!({ "purpose": "contact", "allowed": allowed, "proof": proof });
    lead.post(&at("/consents"), &contact(true, "")).await.is_problem(422, "proof-needed");
    lead.post(&at("/consents"), &contact(true, "授权书")).await.is(200);
    let back = lead.post(&at("/consents"), &contact(false, "")).await.is(200);
    assert!(back.body["content"]["phone"].is_null(), "{}", back.body);
    let hidden = json!({ "purpose": "profile", "allowed": false });
    lead.post(&at("/consents"), &hidden).await.is(200);
    house.visitor().get(&at("")).await.is_problem(404, "not-found");
    lead.delete(&at("/data")).await.is_problem(403, "not-allowed");
    admin.delete(&at("/data")).await.is(204);
    let left = admin.get(&at("")).await.is(200);
    assert_eq!(left.body["content"]["title_en"], "(erased)");
}

#[tokio::test]
async fn a_forum_is_prepared_and_followed_up() {
    let house = House::new();
    let (lead, worker, southern) = (house.program("lead"), house.program("worker"), house.program("southern"));
    let content = json!({
        "title_zh": "示例论坛", "event_type": "industry-forum", "begins": "2026-03-02 18:00",
        "ends": "2026-03-02 21:00", "venue": "包头", "owner": house.north.to_string(), "visibility": "public",
        "follow_up": "收获如何？", "meeting_slots": [{ "begins": "2026-03-02 19:00", "minutes": 20, "tables": 1 }],
    });
    let event = lead.post("/events", &json!({ "content": content, "state": "published" })).await.is(201);
    let at = |rest: &str| format!("/events/{}/{rest}", event.id());
    worker.post(&at("terms"), &json!({ "places": 5 })).await.is_problem(403, "not-allowed");
    let termed =
        lead.post(&at("terms"), &json!({ "places": 2, "registration_until": "2026-03-02 12:00" })).await.is(200);
    assert_eq!(termed.body["content"]["places"], 2);
    lead.post(&at("terms"), &json!({ "registration_until": "明天" })).await.is_problem(422, "slips");
    lead.post(&at("stage"), &json!({ "to": "contributions" })).await.is(200);
    let talk = json!({ "name": "王示例", "contribution_title": "晶界扩散", "open_to_meet": true });
    let first = worker.post(&at("registrations"), &talk).await.is(200).id();
    let hand = |id: &str, rest: &str| format!("/registrations/{id}/{rest}");
    worker.post(&hand(&first, "contribution"), &json!({ "title": "晶界扩散减镝", "text": "摘要" })).await.is(200);
    southern.post(&hand(&first, "reviews"), &json!({ "points": 80 })).await.is_problem(404, "not-found");
    lead.post(&hand(&first, "reviews"), &json!({ "points": 80, "note": "好" })).await.is(200);
    let no = json!({ "accepted": false });
    lead.post(&hand(&first, "contribution-decisions"), &no).await.is_problem(422, "reason-needed");
    lead.post(&hand(&first, "contribution-decisions"), &json!({ "accepted": true })).await.is(200);
    let point = json!({ "from": first, "begins": "2026-03-02 18:00", "ends": "2026-03-02 18:30", "room": "一厅" });
    lead.post(&at("agenda"), &point).await.is(200);
    let other = json!({ "topic": "致辞", "begins": "2026-03-02 18:10", "ends": "2026-03-02 18:20", "room": "一厅" });
    lead.post(&at("agenda"), &other).await.is_problem(409, "room-taken");
    lead.delete(&at("agenda/1")).await.is(200);
    lead.post(&at("agenda"), &point).await.is(200);
    lead.post(&at("stage"), &json!({ "to": "registration" })).await.is(200);
    let second = json!({ "name": "李示例", "open_to_meet": true });
    let second = southern.post(&at("registrations"), &second).await.is(200).id();

    let open = worker.get(&hand(&first, "meetings")).await.is(200).body;
    assert_eq!(open["open"][0]["registration"], second.as_str(), "{open}");
    let asks = |with: &str, begins: &str| json!({ "with": with, "begins": begins, "about": "合作" });
    worker.post(&hand(&first, "meetings"), &asks(&second, "2026-03-02 20:00")).await.is_problem(422, "slips");
    worker.post(&hand(&first, "meetings"), &asks(&second, "2026-03-02 19:00")).await.is(200);
    let yes = json!({ "with": first, "begins": "2026-03-02 19:00", "accepts": true });
    southern.post(&hand(&second, "meeting-answers"), &yes).await.is(200);
    let met = worker.get(&hand(&first, "meetings")).await.is(200).body;
    assert_eq!((&met["items"][0]["theirs"], &met["items"][0]["name"]), (&json!("accepted"), &json!("李示例")), "{met}");

    let moves = |begins: &str, reason: &str| json!({ "begins": begins, "ends": "2026-03-02 21:30", "venue": "包头", "reason": reason });
    lead.post(&at("move"), &moves("2026-03-02 18:30", " ")).await.is_problem(422, "reason-needed");
    let moved = lead.post(&at("move"), &moves("2026-03-02 18:30", "会场")).await.is(200);
    assert_eq!(moved.body["content"]["agenda"][0]["begins"], "2026-03-02 18:30", "the agenda moves with it");
    lead.post(&at("halt"), &json!({ "halting": "postponed", "reason": "天气" })).await.is(200);
    lead.post(&at("move"), &moves("2026-03-02 18:00", "改期")).await.is(200);
    lead.post(&at("stage"), &json!({ "to": "registration-closed" })).await.is(200);
    lead.post(&at("stage"), &json!({ "to": "running" })).await.is(200);
    let shown = worker.get(&format!("/registrations/{first}")).await.is(200);
    lead.post(&at("check-ins"), &json!({ "code": shown.body["content"]["code"] })).await.is(200);
    house.clock.set(measure::Timestamp::parse("2026-03-02T22:00:00+08:00").unwrap());
    lead.post(&at("stage"), &json!({ "to": "follow-up" })).await.is(200);
    southern.post(&hand(&second, "follow-up"), &json!({ "answers": ["没去"] })).await.is_problem(409, "not-there");
    let said = worker.post(&hand(&first, "follow-up"), &json!({ "answers": ["很大"] })).await.is(200);
    assert_eq!(said.body["content"]["follow_up"][0]["answer"], "很大");
    let became = worker.post(&hand(&first, "record"), &json!({ "kind": "achievement" })).await.is(200);
    assert_eq!(became.body["kind"], "achievement");
    let once = json!({ "kind": "need" });
    worker.post(&hand(&first, "record"), &once).await.is_problem(409, "contribution-used");
}

//! Rules as data, the calendar, and the places of the chain.

use serde_json::json;

use super::house::House;

#[tokio::test]
async fn a_rule_says_where_it_stands_on_a_day() {
    let house = House::new();
    let worker = house.program("worker");
    let rules = worker.get("/rules").await.is(200);
    assert_eq!(rules.body["on"], "2026-03-02");
    let items = rules.body["items"].as_array().unwrap();
    let suspended = items.iter().find(|rule| !rule["suspended"].as_array().unwrap().is_empty()).unwrap();
    let (id, suspension) = (suspended["id"].as_str().unwrap(), &suspended["suspended"][0]);
    let on = |day: &str| format!("/rules/{id}?on={day}");
    let within = worker.get(&on(suspension["from"].as_str().unwrap())).await.is(200);
    assert_eq!(within.body["state"]["is"], "suspended");
    assert_eq!(worker.get(&on("2030-01-01")).await.is(200).body["state"]["is"], "in-force");
    assert_eq!(worker.get(&on("1990-01-01")).await.is(200).body["state"]["is"], "not-yet");
    worker.get("/rules/none").await.is_problem(404, "not-found");
    house.visitor().get("/rules").await.is_problem(401, "sign-in-needed");
}

#[tokio::test]
async fn an_administrator_switches_a_rule_with_a_reason() {
    let house = House::new();
    let (admin, worker) = (house.program("admin"), house.program("worker"));
    let path = "/rules/readiness-gbt-37264-2018";
    let off = json!({ "turned": "off", "from": "2026-03-01", "why": "试行" });
    worker.post(&format!("{path}/switches"), &off).await.is_problem(403, "not-allowed");
    let switched = admin.post(&format!("{path}/switches"), &off).await.is(201);
    assert_eq!(
        (&switched.body["state"]["is"], &switched.body["state"]["why"]),
        (&json!("switched-off"), &json!("试行"))
    );
    assert_eq!(worker.get(path).await.is(200).body["state"]["is"], "switched-off");
    let blank = json!({ "turned": "off", "from": "2026-03-01", "why": " " });
    admin.post(&format!("{path}/switches"), &blank).await.is_problem(422, "reason-needed");
}

#[tokio::test]
async fn working_days_are_counted_as_far_as_they_are_announced() {
    let house = House::new();
    let worker = house.program("worker");
    // 2026-02-14 is a make-up workday, and the Spring Festival lasts from the 15th to the 23rd.
    let counted = worker.get("/workdays?from=2026-02-13&workdays=2").await.is(200);
    assert_eq!(counted.body["until"], "2026-02-24");
    worker.get("/workdays?from=2026-02-13&workdays=2000").await.is_problem(422, "days-unknown");
    worker.get("/workdays?from=2026-02-30&workdays=2").await.is_problem(400, "bad-parameter");
}

#[tokio::test]
async fn an_administrator_brings_a_further_year() {
    let house = House::new();
    let (admin, worker) = (house.program("admin"), house.program("worker"));
    worker.get("/workdays/2027").await.is_problem(404, "not-found");
    let known = worker.get("/workdays/2026").await.is(200);
    assert_eq!((&known.body["days"][0]["name"], &known.body["brought"]), (&json!("元旦"), &json!([])));
    let day = |date: &str, kind: &str, name: &str| json!({ "date": date, "kind": kind, "name": name });
    let mut days = vec![
        day("2027-01-01", "holiday", "元旦"),
        day("2027-05-01", "holiday", "劳动节"),
        day("2027-10-01", "holiday", "国庆节"),
        day("2027-10-02", "holiday", "国庆节"),
    ];
    let body = |days: &[serde_json::Value]| json!({ "source": "示例通知〔2026〕1号", "days": days });
    worker.put("/workdays/2027", &body(&days)).await.is_problem(403, "not-allowed");
    let short = admin.put("/workdays/2027", &body(&days)).await;
    short.is_problem(422, "slips");
    days.push(day("2027-10-03", "holiday", "国庆节"));
    days.push(day("2027-10-08", "workday", "国庆节调休"));
    let friday = admin.put("/workdays/2027", &body(&days)).await.is_problem(422, "slips");
    assert_eq!(friday.body["slips"][0]["field"], "days.6.kind", "{}", friday.body);
    days[5] = day("2027-10-09", "workday", "国庆节调休");
    let brought = admin.put("/workdays/2027", &body(&days)).await.is(200);
    assert_eq!(brought.body["brought"][0]["version"], 1, "{}", brought.body);
    let counted = worker.get("/workdays?from=2026-12-31&workdays=1").await.is(200);
    assert_eq!((&counted.body["until"], &counted.body["last_year"]), (&json!("2027-01-04"), &json!(2027)));
    let counted = worker.get("/workdays?from=2027-10-08&workdays=1").await.is(200);
    assert_eq!(counted.body["until"], "2027-10-09");
    admin.put("/workdays/2029", &body(&days)).await.is_problem(422, "slips");
    let again = admin.put("/workdays/2027", &body(&days[..5])).await.is(200);
    assert_eq!(again.body["brought"].as_array().map(Vec::len), Some(2));
    let entries = admin.get("/journal?verb=calendar").await.is(200);
    let last = &entries.body["items"][0];
    assert_eq!((&last["object"], &last["version"]), (&json!("calendar:2027"), &json!(2)), "{}", entries.body);
}

#[tokio::test]
async fn a_program_learns_the_places_of_the_chain() {
    let house = House::new();
    let places = house.visitor().get("/chain/places").await.is(200);
    let oxide = places.body["items"].as_array().unwrap().iter().find(|place| place["id"] == "nd_oxide").unwrap();
    assert!(!oxide["zh"].as_str().unwrap().is_empty());
}

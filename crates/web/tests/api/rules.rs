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
async fn a_program_learns_the_places_of_the_chain() {
    let house = House::new();
    let places = house.visitor().get("/chain/places").await.is(200);
    let oxide = places.body["items"].as_array().unwrap().iter().find(|place| place["id"] == "nd_oxide").unwrap();
    assert!(!oxide["zh"].as_str().unwrap().is_empty());
}

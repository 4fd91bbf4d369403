//! Platforms taken for a time.

use serde_json::{Value, json};

use super::house::House;

fn hours(from: u32, until: u32) -> Value {
    let at = |hour: u32| format!("2026-03-10T{hour:02}:00:00+08:00");
    json!({ "from": at(from), "until": at(until), "purpose": "烧结试验" })
}

#[tokio::test]
async fn no_two_bookings_of_a_platform_overlap() {
    let house = House::new();
    let (worker, southern) = (house.program("worker"), house.program("southern"));
    let content = json!({ "title_zh": "烧结炉", "platform_type": "instrument", "visibility": "public" });
    let platform = worker.post("/platforms", &json!({ "content": content, "state": "published" })).await.is(201);
    let path = format!("/platforms/{}/bookings", platform.id());
    let first = worker.post(&path, &hours(9, 12)).await.is(201);
    let refused = southern.post(&path, &hours(11, 14)).await.is_problem(409, "overlaps");
    assert_eq!(refused.body["facts"]["from"], "2026-03-10T09:00:00.000+08:00");
    let second = southern.post(&path, &hours(12, 14)).await.is(201);
    southern.post(&path, &hours(14, 14)).await.is_problem(422, "empty-period");

    let day = "from=2026-03-10T00:00:00%2B08:00&until=2026-03-11T00:00:00%2B08:00";
    let listed = worker.get(&format!("{path}?{day}")).await.is(200);
    assert_eq!(listed.ids(), [first.id(), second.id()]);
    let age = "from=2026-03-10T00:00:00Z&until=2036-03-11T00:00:00Z";
    worker.get(&format!("{path}?{age}")).await.is_problem(422, "span-too-long");
    house.visitor().get(&format!("{path}?{day}")).await.is_problem(401, "sign-in-needed");

    southern.delete(&format!("{path}/{}", first.id())).await.is_problem(403, "not-allowed");
    southern.delete(&format!("{path}/{}", second.id())).await.is(204);
    worker.delete(&format!("{path}/{}", first.id())).await.is(204);
    worker.delete(&format!("{path}/{}", first.id())).await.is_problem(404, "not-found");
    let journal = house.program("auditor").get("/journal?verb=platform").await.is(200);
    assert_eq!(journal.body["items"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_platform_that_is_not_seen_or_not_out_is_not_booked() {
    let house = House::new();
    let worker = house.program("worker");
    let draft = worker.post("/platforms", &json!({ "content": { "title_zh": "草稿" } })).await.is(201);
    let path = format!("/platforms/{}/bookings", draft.id());
    worker.post(&path, &hours(9, 12)).await.is_problem(404, "not-found");
    house.program("southern").post(&path, &hours(9, 12)).await.is_problem(404, "not-found");
    let organisation = format!("/platforms/{}/bookings", house.north);
    worker.post(&organisation, &hours(9, 12)).await.is_problem(404, "not-found");
}

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

    // Who booked, and what for, is for the booker and for whoever looks after it.
    let seen =
        |reply: &super::program::Reply, at: usize| reply.body["items"][at]["purpose"].as_str().map(str::to_owned);
    assert_eq!((seen(&listed, 0), seen(&listed, 1)), (Some("烧结试验".to_owned()), Some("烧结试验".to_owned())));
    let theirs = southern.get(&format!("{path}?{day}")).await.is(200);
    assert_eq!((seen(&theirs, 0), seen(&theirs, 1)), (None, Some("烧结试验".to_owned())));

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

/// An instrument of the north's that its keeper lets through, open on workdays, at 240 yuan an hour.
async fn instrument(house: &House) -> String {
    let hours = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    let hours: Vec<Value> = hours.iter().map(|day| json!({ "weekday": day, "from": "08:30", "to": "17:30" })).collect();
    let content = json!({
        "title_zh": "高温磁测", "platform_type": "instrument", "visibility": "public", "booking_unit": "hour",
        "open_hours": hours, "approval": "owner", "rates": [{ "what": "每小时", "price": "240元" }],
    });
    let made = house.program("worker").post("/platforms", &json!({ "content": content, "state": "published" })).await;
    made.is(201).id().clone()
}

#[tokio::test]
async fn a_booking_goes_from_the_request_to_the_statement() {
    let house = House::new();
    let (keeper, user) = (house.program("lead"), house.program("southern"));
    let id = instrument(&house).await;
    let path = format!("/platforms/{id}/bookings");
    user.post(&path, &hours(18, 19)).await.is_problem(422, "platform-closed");
    let booked = user.post(&path, &hours(9, 12)).await.is(201);
    assert_eq!((&booked.body["state"], &booked.body["units"]), (&json!("requested"), &json!(3)));
    let at = |rest: &str| format!("{path}/{}/{rest}", booked.id());
    let decline = json!({ "decision": "decline" });
    keeper.post(&at("decision"), &decline).await.is_problem(422, "reason-needed");
    user.post(&at("decision"), &json!({ "decision": "accept" })).await.is_problem(403, "not-allowed");
    let agreed = keeper.post(&at("decision"), &json!({ "decision": "accept", "note": "带样品" })).await.is(200);
    assert_eq!(agreed.body["state"], "confirmed");
    keeper.post(&at("decision"), &decline).await.is_problem(409, "booking-at");

    let mut wish = hours(10, 11);
    wish["reason"] = json!("交货在即");
    let waits = house.program("worker").post(&format!("/platforms/{id}/waiting"), &wish).await.is(201);
    let listed = keeper.get(&format!("/platforms/{id}/waiting")).await.is(200);
    assert_eq!(listed.body["items"][0]["reason"], "交货在即");
    assert_eq!(user.get(&format!("/platforms/{id}/waiting")).await.is(200).body["items"], json!([]));
    user.delete(&format!("/waiting/{}", waits.id())).await.is_problem(404, "not-found");
    house.program("worker").delete(&format!("/waiting/{}", waits.id())).await.is(204);

    let used = json!({ "from": "2026-03-10T09:00:00+08:00", "until": "2026-03-10T11:30:00+08:00", "units": 3 });
    keeper.post(&at("use"), &used).await.is_problem(422, "use-to-come");
    house.clock.set(measure::Timestamp::parse("2026-03-11T09:00:00+08:00").unwrap());
    keeper.post(&at("use"), &used).await.is(200);
    let stated = keeper.get("/bookings/statement?month=2026-03").await.is(200);
    assert_eq!(stated.body["items"][0]["amount"], "CNY 720.00");
    assert_eq!(user.get("/bookings/statement?month=2026-03").await.is(200).body["items"], json!([]));
    keeper.get("/bookings/statement?month=2026-13").await.is_problem(422, "slips");
}

#[tokio::test]
async fn what_is_free_together_is_booked_together() {
    let house = House::new();
    let user = house.program("southern");
    let (one, other) = (instrument(&house).await, instrument(&house).await);
    house.program("worker").post(&format!("/platforms/{one}/bookings"), &hours(9, 16)).await.is(201);
    let from = "from=2026-03-10T08:00:00%2B08:00";
    let asked = format!("/bookings/slots?platform={one}&platform={other}&minutes=120&{from}");
    let slots = user.get(&asked).await.is(200);
    assert_eq!(slots.body["items"][0]["from"], "2026-03-11T08:30:00.000+08:00");
    let free = user.get(&format!("/bookings/free?{from}&until=2026-03-10T10:00:00%2B08:00")).await.is(200);
    assert_eq!(free.body["items"], json!([]), "it opens at half past eight");
    let free = "/bookings/free?from=2026-03-10T09:00:00%2B08:00&until=2026-03-10T10:00:00%2B08:00&q=磁测";
    let free = user.get(free).await.is(200);
    assert_eq!(free.body["items"].as_array().unwrap().len(), 1);
    let set = |from: u32| {
        let of = |platform: &str| {
            let mut asked = hours(from, from + 2);
            asked["platform"] = json!(platform);
            asked
        };
        json!({ "bookings": [of(&other), of(&one)] })
    };
    user.post("/bookings", &set(9)).await.is_problem(409, "overlaps");
    assert_eq!(user.get("/bookings").await.is(200).body["items"], json!([]), "nothing of it is kept");
    let series = |last: &str, days: Value| {
        json!({
            "begins": "2026-03-17T10:00", "ends": "2026-03-17T12:00", "every": "week", "last": last,
            "holidays": "move", "days": days,
        })
    };
    let path = format!("/platforms/{one}/series");
    let seen = user.post(&format!("{path}/preview"), &series("2026-04-07", json!([]))).await.is(200);
    let fates: Vec<&Value> = seen.body["items"].as_array().unwrap().iter().map(|one| &one["fate"]).collect();
    assert_eq!(fates, ["free"; 4]);
    let booked = user.post(&path, &series("2026-04-07", json!(["2026-03-17", "2026-03-31"]))).await.is(200);
    assert_eq!(booked.body["items"].as_array().unwrap().len(), 2);
    user.post(&path, &series("2026-04-07", json!(["2026-03-17"]))).await.is_problem(409, "series-taken");
}

#[tokio::test]
async fn hours_are_given_out_kept_and_changed_with_a_reason() {
    let house = House::new();
    let (admin, auditor, user) = (house.program("admin"), house.program("auditor"), house.program("southern"));
    let id = instrument(&house).await;
    let project = |title: &str, priority: u32, units: u32, visibility: &str| {
        json!({ "state": "published", "content": {
            "title_zh": title, "visibility": visibility, "priority": priority, "track": "problem-driven", "stage": "running", "goal": "减量",
            "wishes": [{ "resource": id, "units": units, "least": 10, "from": "2026-03-09", "until": "2026-03-15" }],
        } })
    };
    let first = admin.post("/projects", &project("重稀土减量", 5, 30, "public")).await.is(201);
    let second = admin.post("/projects", &project("内部预研", 2, 30, "owner")).await.is(201);
    let time = "from=2026-03-09&until=2026-03-16";
    user.get(&format!("/allocation?{time}")).await.is_problem(403, "not-allowed");
    let planned = auditor.get(&format!("/allocation?{time}&reserved=0")).await.is(200);
    let resource = &planned.body["resources"][0];
    assert_eq!((&resource["capacity"], &resource["unit"]), (&json!([45]), &json!("h")), "{resource}");
    let given: Vec<(String, u64)> = resource["grants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["project"].as_str().unwrap().to_owned(), one["given"].as_u64().unwrap()))
        .collect();
    let of = |id: &str| given.iter().find(|(project, _)| project == id).unwrap().1;
    // What both need comes first; then the heavier one has all it asks for.
    assert_eq!((of(&first.id()), of(&second.id())), (30, 15));
    let remedied = resource["grants"].as_array().unwrap().iter().find(|one| one["given"] == 15).unwrap();
    assert_eq!(remedied["remedy"]["more"], json!({ "week": "2026-03-09", "units": 15 }));
    assert!(planned.body["bound"]["gap"].as_f64().unwrap() < 1e-7, "{}", planned.body["bound"]);

    let keep = |reason: &str| json!({ "from": "2026-03-09", "until": "2026-03-16", "reserved": 0, "reason": reason });
    auditor.post("/allocation", &keep("季度会")).await.is_problem(403, "not-allowed");
    admin.post("/allocation", &keep(" ")).await.is_problem(422, "reason-needed");
    assert_eq!(admin.post("/allocation", &keep("季度会")).await.is(200).body["lines"], 2);
    assert_eq!(admin.post("/allocation", &keep("再算")).await.is(200).body["lines"], 0, "nothing is new");
    let change = |units: u32, reason: &str| json!({ "project": first.id(), "resource": id, "week": "2026-03-09", "units": units, "reason": reason });
    admin.post("/allocation/changes", &change(31, "急件")).await.is_problem(409, "over-capacity");
    admin.post("/allocation/changes", &change(20, "")).await.is_problem(422, "reason-needed");
    admin.post("/allocation/changes", &change(20, "样品推迟")).await.is(204);
    let lines = |reply: super::program::Reply| reply.is(200).body["items"].as_array().unwrap().clone();
    let all = lines(auditor.get(&format!("/allocation/ledger?{time}")).await);
    assert_eq!(all.len(), 3);
    let last = all.last().unwrap();
    assert_eq!((&last["before"], &last["after"], &last["reason"]), (&json!(30), &json!(20), &json!("样品推迟")));
    let seen = lines(user.get(&format!("/allocation/ledger?{time}")).await);
    assert_eq!(seen.len(), 2, "what is about a project that is not theirs to see is not told");
    house.visitor().get(&format!("/allocation/ledger?{time}")).await.is_problem(401, "sign-in-needed");
}

//! What requests must look like, and what is said where they do not.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE};
use serde_json::{Value, json};

use super::house::House;

#[tokio::test]
async fn what_an_operation_does_not_take_is_refused_by_name() {
    let house = House::new();
    let worker = house.program("worker");
    let table = [
        ("/needs?colour=red", "unknown-parameter", "There is no parameter colour here; there are q, state, owner,"),
        ("/needs?lang=zh", "unknown-parameter", "There is no parameter lang here"),
        ("/me?x=1", "unknown-parameter", "There is no parameter x here"),
        ("/needs?limit=0", "bad-parameter", "limit: 0 is not between 1 and 200"),
        ("/needs?limit=many", "bad-parameter", "limit: "),
        ("/needs?owner=7", "bad-parameter", "owner: "),
        ("/needs?state=gone", "bad-parameter", "state: "),
        ("/needs?q=a&q=b", "given-twice", "The parameter q may be given once."),
        ("/workdays?from=2026-01-01", "missing-parameter", "The parameter workdays is needed."),
    ];
    for (path, code, said) in table {
        let refused = worker.get(path).await.is_problem(400, code);
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.starts_with(said), "{path}: {detail}");
    }
}

#[tokio::test]
async fn a_body_is_what_the_document_says() {
    let house = House::new();
    let worker = house.program("worker");
    let table = [
        (json!([]), ""),
        (json!({}), "content"),
        (json!({ "content": {}, "colour": 1 }), "colour"),
        (json!({ "content": { "title_zh": 7 } }), "content.title_zh"),
        (json!({ "content": { "colour": "red" } }), "content.colour"),
        (json!({ "content": { "visibility": "everybody" } }), "content.visibility"),
        (json!({ "content": { "indicators": [{}, { "colour": 1 }] } }), "content.indicators.2.colour"),
        (json!({ "content": { "owner": "北方稀土院" } }), "content.owner"),
        (json!({ "content": { "title_zh": "一" }, "state": "deleted" }), "state"),
    ];
    for (body, field) in table {
        let refused = worker.post("/needs", &body).await.is_problem(400, "wrong-shape");
        assert_eq!(refused.body["slips"][0]["field"], field, "{body}");
        assert!(!refused.body["slips"][0]["detail"].as_str().unwrap().is_empty());
    }
    let slips = worker.post("/needs", &json!({ "content": { "owner": house.north, "budget": "soon" } })).await;
    assert_eq!(slips.is_problem(422, "slips").body["slips"][0]["field"], "budget");
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused() {
    let house = House::new();
    let worker = house.program("worker");
    let request = || Request::post("/api/v1/needs");
    let json = || request().header(CONTENT_TYPE, "application/json; charset=utf-8");
    worker.send(json(), Body::from("{\"content\": ")).await.is_problem(400, "not-json");
    worker.send(json(), Body::from("\u{feff}{}")).await.is_problem(400, "not-json");
    worker.send(json(), Body::from(vec![b'[', 0xff, b']'])).await.is_problem(400, "not-json");
    worker.send(json(), Body::from("[".repeat(100_000))).await.is_problem(400, "not-json");
    worker.send(json(), Body::from(vec![b' '; 3 << 20])).await.is_problem(413, "too-large");
    worker.send(request(), Body::from("{}")).await.is_problem(415, "wrong-media-type");
    let form = request().header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    worker.send(form, Body::from("content=")).await.is_problem(415, "wrong-media-type");
}

#[tokio::test]
async fn a_problem_speaks_chinese_where_it_is_asked_to() {
    let house = House::new();
    let asked = |language: &str| Request::get("/api/v1/accounts").header(ACCEPT_LANGUAGE, language);
    let visitor = house.visitor();
    let english = visitor.send(asked("fr"), Body::empty()).await.is_problem(401, "sign-in-needed");
    let chinese = visitor.send(asked("zh-CN,zh;q=0.9,en;q=0.5"), Body::empty()).await.is_problem(401, "sign-in-needed");
    assert_eq!(chinese.body["detail"], "请先登录。");
    assert_eq!(english.body["title"], chinese.body["title"]);
    let worker = house.program("worker");
    let request = Request::get("/api/v1/needs?limit=0").header(ACCEPT_LANGUAGE, "zh");
    let refused = worker.send(request, Body::empty()).await.is_problem(400, "bad-parameter");
    assert!(refused.body["detail"].as_str().unwrap().starts_with("limit："), "{}", refused.body);
}

#[tokio::test]
async fn addresses_and_methods_that_are_none_are_problems_too() {
    let house = House::new();
    let visitor = house.visitor();
    visitor.get("/nothing").await.is_problem(404, "not-found");
    visitor.get("/needs/7").await.is_problem(404, "not-found");
    visitor.get("/needs/0192e4a0-0000-7000-8000-000000000000").await.is_problem(404, "not-found");
    visitor.get("/nothing/0192e4a0-0000-7000-8000-000000000000/history").await.is_problem(404, "not-found");
    let wrong = visitor.delete("/needs").await.is_problem(405, "method-not-allowed");
    assert!(wrong.head("allow").contains("GET") && wrong.head("allow").contains("POST"), "{wrong:?}");
    let head = visitor.send(Request::head("/api/v1/needs"), Body::empty()).await.is(200);
    assert!(head.bytes.is_empty() && head.head("content-type") == "application/json");
}

#[tokio::test]
async fn a_cookie_is_no_token() {
    let house = House::new();
    let (cookie, _) = house.session("admin");
    let request = Request::get("/api/v1/accounts").header(COOKIE, cookie);
    let refused = house.visitor().send(request, Body::empty()).await.is_problem(401, "sign-in-needed");
    assert_eq!(refused.head("www-authenticate"), "Bearer");
    let me = house.visitor().get("/me").await.is(200);
    assert_eq!(me.body["account"], Value::Null);
    house.visitor().with_token("dt_none").get("/me").await.is_problem(401, "sign-in-needed");
}

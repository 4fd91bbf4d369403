//! The ledger as programs keep it: an entry posted once, taken back, read, verified; what is refused, by name.

use axum::http::Request;
use base::people::Role;
use serde_json::{Value, json};

use super::house::House;
use super::program::Program;

fn house() -> House {
    let mut house = House::new();
    house.person("finance", "财务", vec![Role::Finance], None);
    house
}

fn draft(key: &str, amount: &str) -> Value {
    json!({
        "key": key, "date": "2026-01-08", "memo": "许可费", "currency": "CNY", "links": ["invoice:7"],
        "postings": [
            { "account": "assets:cash", "amount": amount },
            { "account": "income:licence", "amount": format!("-{amount}") },
        ],
    })
}

/// Two accounts and one entry.
async fn posted(finance: &Program<'_>) {
    for (name, title) in [("assets:cash", "银行存款"), ("income:licence", "许可收入")] {
        let new = json!({ "name": name, "title": title, "opened": "2026-01-01" });
        let opened = finance.post("/ledger/accounts", &new).await.is(201);
        assert_eq!(opened.head("location"), format!("/api/v1/ledger/accounts/{name}/statement"));
    }
    finance.post("/ledger/entries", &draft("receipt-7", "20000.00")).await.is(201);
}

#[tokio::test]
async fn an_entry_is_posted_once_taken_back_and_verified() {
    let house = house();
    let (finance, auditor) = (house.program("finance"), house.program("auditor"));
    posted(&finance).await;
    let again = finance.post("/ledger/entries", &draft("receipt-7", "20000.00")).await.is(201);
    assert_eq!((again.head("location"), &again.body["number"]), ("/api/v1/ledger/entries/1", &json!(1)));
    let keyed = || Request::post("/api/v1/ledger/entries").header("Idempotency-Key", "k-8");
    let once = finance.json(keyed(), &draft("receipt-8", "0.05")).await.is(201);
    let twice = finance.json(keyed(), &draft("receipt-8", "0.05")).await.is(201);
    assert_eq!((&once.body, once.head("location")), (&twice.body, twice.head("location")));
    finance.json(keyed(), &draft("receipt-9", "0.05")).await.is_problem(409, "key-reused");
    // What names no entry is nowhere, whatever the key was used for before.
    for number in ["0", "x", "99999999999999999999"] {
        let nowhere =
            Request::post(format!("/api/v1/ledger/entries/{number}/reversal")).header("Idempotency-Key", "k-8");
        finance.json(nowhere, &json!({ "key": "wrong-8", "memo": "误记" })).await.is_problem(404, "not-found");
    }

    let back = finance.post("/ledger/entries/1/reversal", &json!({ "key": "wrong-7", "memo": "误记" })).await.is(201);
    assert_eq!((&back.body["number"], &back.body["reverses"]), (&json!(3), &json!(1)));
    let entry = auditor.get("/ledger/entries/1").await.is(200);
    assert_eq!((&entry.body["reversed_by"], &entry.body["postings"][0]["amount"]), (&json!(3), &json!("20000.00")));
    assert_eq!(entry.body["hash"], finance.get("/ledger/entries/2").await.is(200).body["previous"]);

    let first = auditor.get("/ledger/entries?link=invoice:7&limit=1").await.is(200);
    assert_eq!((&first.body["items"][0]["number"], &first.body["next"]), (&json!(2), &json!("2")));
    assert_eq!(first.head("link"), "</api/v1/ledger/entries?link=invoice%3A7&limit=1&cursor=2>; rel=\"next\"");
    let rest = auditor.get("/ledger/entries?link=invoice:7&limit=1&cursor=2").await.is(200);
    assert_eq!((&rest.body["items"][0]["number"], &rest.body["next"]), (&json!(1), &Value::Null));

    let statement = auditor.get("/ledger/accounts/assets:cash/statement?to=2026-01-08").await.is(200);
    assert_eq!(
        (&statement.body["closing"], &statement.body["lines"][0]["balance"]),
        (&json!("20000.05"), &json!("20000.00"))
    );
    let balances = auditor.get("/ledger/balances").await.is(200);
    let cny = &balances.body["items"][0];
    assert_eq!((&cny["total"], &cny["accounts"][1]["balance"]), (&json!("0.05"), &json!("-0.05")), "{cny}");
    let verified = auditor.get("/ledger/verify").await.is(200);
    assert_eq!((&verified.body["sound"], &verified.body["head"]["number"]), (&json!(true), &json!(3)));
    for format in ["hledger", "beancount"] {
        let file = auditor.get(&format!("/ledger/export?format={format}")).await.is(200);
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        assert!(text.contains("许可费") && text.contains("20000.00"), "{format}: {text}");
    }
}

#[tokio::test]
async fn what_is_refused_is_named_and_changes_nothing() {
    let house = house();
    let finance = house.program("finance");
    posted(&finance).await;
    let head = finance.get("/ledger/verify").await.is(200).body;
    let with = |change: fn(&mut Value)| {
        let mut body = draft("other", "1.00");
        change(&mut body);
        body
    };
    let drafts: [(Value, u16, &str); 14] = [
        (with(|draft| draft["postings"][0]["amount"] = json!(1.00)), 400, "wrong-shape"),
        (with(|draft| draft["postings"][0]["amount"] = json!("1e3")), 422, "ledger-not-an-amount"),
        (with(|draft| draft["postings"][0]["amount"] = json!("１")), 422, "ledger-not-an-amount"),
        (with(|draft| draft["postings"][0]["amount"] = json!("1.005")), 422, "ledger-too-many-decimals"),
        (with(|draft| draft["postings"][0]["amount"] = json!("1.01")), 422, "ledger-unbalanced"),
        (with(|draft| draft["postings"][0]["amount"] = json!("99999999999999999999")), 422, "ledger-amount-too-large"),
        (with(|draft| draft["postings"][0]["balance"] = json!("7.00")), 409, "ledger-balance-differs"),
        (with(|draft| draft["postings"][0]["account"] = json!("assets:other")), 404, "ledger-unknown-account"),
        (with(|draft| draft["postings"][0]["account"] = json!("现金")), 422, "ledger-bad-account-name"),
        (with(|draft| draft["postings"] = json!([])), 422, "ledger-no-postings"),
        (with(|draft| draft["key"] = json!("two words")), 422, "ledger-bad-tag"),
        (with(|draft| draft["key"] = json!("receipt-7")), 409, "ledger-key-reused"),
        (with(|draft| draft["date"] = json!("2025-12-31")), 409, "ledger-not-yet-open"),
        (with(|draft| draft["currency"] = json!("USD")), 409, "ledger-account-currency"),
    ];
    for (body, status, code) in drafts {
        finance.post("/ledger/entries", &body).await.is_problem(status, code);
    }
    let back = |key: &str| json!({ "key": key, "memo": "误记", "date": "2026-01-08" });
    let table = [
        (finance.get("/ledger/entries/9").await, 404, "ledger-unknown-entry"),
        (finance.get("/ledger/entries?account=%E7%8E%B0%E9%87%91").await, 422, "ledger-bad-account-name"),
        (finance.get("/ledger/entries?cursor=x").await, 422, "bad-cursor"),
        (finance.get("/ledger/export").await, 400, "missing-parameter"),
        (finance.post("/ledger/entries/9/reversal", &back("b")).await, 404, "ledger-unknown-entry"),
        (
            finance.post("/ledger/accounts", &json!({ "name": "assets:cash", "title": "现金" })).await,
            409,
            "ledger-account-exists",
        ),
        (house.program("worker").get("/ledger/balances").await, 403, "not-allowed"),
    ];
    for (reply, status, code) in table {
        reply.is_problem(status, code);
    }
    assert_eq!(finance.get("/ledger/verify").await.is(200).body, head);
    finance.post("/ledger/entries/1/reversal", &back("once")).await.is(201);
    finance.post("/ledger/entries/1/reversal", &back("twice")).await.is_problem(409, "ledger-already-reversed");
    finance.post("/ledger/entries/2/reversal", &back("back")).await.is_problem(409, "ledger-reversal-of-reversal");
    finance.post("/ledger/closed", &json!({ "until": "2026-01-08" })).await.is(200);
    let late = finance.post("/ledger/entries", &draft("late", "1.00")).await.is_problem(409, "ledger-closed-period");
    assert_eq!(late.body["facts"], json!({ "date": "2026-01-08", "until": "2026-01-08" }));
    finance.post("/ledger/closed", &json!({ "until": "2026-01-08" })).await.is_problem(409, "ledger-period-goes-back");
    // Days to come are neither closed nor posted on, and what was closed at a wrong day is opened again.
    finance.post("/ledger/closed", &json!({ "until": "2099-01-01" })).await.is_problem(422, "day-to-come");
    let mut ahead = draft("ahead", "1.00");
    ahead["date"] = json!("2099-11-28");
    finance.post("/ledger/entries", &ahead).await.is_problem(422, "day-to-come");
    let reopened = async |who: &str, from: &str, reason: &str| {
        house.program(who).post("/ledger/reopened", &json!({ "from": from, "reason": reason })).await
    };
    reopened("finance", "2026-01-08", "误结").await.is_problem(403, "not-allowed");
    reopened("admin", "2026-01-08", " ").await.is_problem(422, "reason-needed");
    reopened("admin", "2026-01-09", "误结").await.is_problem(409, "ledger-period-open");
    assert_eq!(reopened("admin", "2026-01-08", "误结").await.is(200).body, json!({ "until": "2026-01-07" }));
    finance.post("/ledger/entries", &draft("late", "1.00")).await.is(201);
}

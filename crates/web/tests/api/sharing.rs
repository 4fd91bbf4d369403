//! Sharing through the API: a proposal, receipts by a rule, and what is refused by name.

use serde_json::{Value, json};

use super::house::House;

fn question() -> Value {
    let party = |name: &str, holdings: &[(&str, &str)]| {
        let holdings: Vec<Value> = holdings.iter().map(|(kind, id)| json!({ "kind": kind, "id": id })).collect();
        json!({ "name": name, "holdings": holdings })
    };
    json!({
        "parties": [
            party("mines", &[("owner", "hills")]),
            party("north", &[("owner", "north"), ("owner", "state")]),
            party("buyers", &[("owner", "buyers"), ("market", "dy_import")]),
            party("lab", &[("patch", "boundary_diffusion")]),
        ],
    })
}

#[tokio::test]
async fn a_proposal_adds_up_and_says_who_objects() {
    let house = House::new();
    let told = house.visitor().post("/sharing/proposal", &question()).await.is(200).body;
    let whole = told["whole"].as_f64().unwrap();
    assert!(whole > 0.0, "{told}");
    for answer in ["canonical", "shapley", "nucleolus"] {
        let answer = &told[answer];
        let shares: f64 = answer["shares"].as_array().unwrap().iter().map(|share| share.as_f64().unwrap()).sum();
        assert!((shares + answer["nobody"].as_f64().unwrap() - whole).abs() <= 1e-7 * whole, "{told}");
        let (stands, objecting) = (answer["in_core"].as_bool().unwrap(), answer["objecting"].as_u64().unwrap());
        assert_eq!(stands, objecting == 0, "{answer}");
    }
    assert_eq!(told["technologies"][0]["party"], json!("lab"));
    assert_eq!(told["technologies"][0]["range"]["low"], json!(0.0));
}

#[tokio::test]
async fn parties_by_which_nothing_can_be_shared_are_refused() {
    let house = House::new();
    let visitor = house.visitor();
    let mut twice = question();
    twice["patches"] = json!(["boundary_diffusion"]);
    let mut unknown = question();
    unknown["parties"][0]["holdings"][0]["id"] = json!("nowhere");
    let mut nobody = question();
    nobody["parties"] = json!([]);
    for (asked, said) in [(twice, "sharing-held-twice"), (unknown, "sharing-unknown"), (nobody, "sharing-no-players")] {
        let reply = visitor.post("/sharing/proposal", &asked).await;
        assert!(reply.body["detail"].as_str().unwrap().contains(said), "{said}: {}", reply.body);
        reply.is_problem(422, "cannot-share");
    }
    visitor.post("/sharing/proposal", &json!({ "parties": [{ "name": "a" }] })).await.is_problem(400, "wrong-shape");
}

fn rule() -> Value {
    json!({
        "format": 1, "agreement": "licence-7", "version": 1, "agreed": "2026-01-05", "from": "2026-02-01",
        "currency": "CNY", "base": "gross",
        "parties": [{ "id": "office" }, { "id": "contributors" }, { "id": "unit" }],
        "steps": [
            { "id": "costs", "action": { "recoup": { "pool": "patent", "to": "office", "charge": "80%" } } },
            { "id": "shares", "action": { "split": { "shares": { "contributors": "70%", "unit": "30%" } } } },
        ],
    })
}

#[tokio::test]
async fn receipts_are_shared_at_once_or_one_after_the_other_with_the_same_end() {
    let house = House::new();
    let visitor = house.visitor();
    let first = json!({ "id": "1", "date": "2026-03-01", "amount": "CNY 1000.01", "claims": { "patent": "CNY 900" } });
    let second = json!({ "id": "2", "date": "2026-03-01", "amount": "CNY 100" });
    let both = json!({ "rule": rule(), "receipts": [first, second] });
    let both = visitor.post("/sharing/allocate", &both).await.is(200).body;
    let lines = both["allocations"][0]["lines"].as_array().unwrap();
    let office = lines.iter().find(|line| line["person"] == "office").unwrap();
    assert_eq!((&office["amount"], &office["lifetime"]), (&json!("CNY 800.01"), &json!("CNY 800.01")), "{both}");
    assert_eq!(both["allocations"][0]["outstanding"], json!([{ "pool": "patent", "amount": "CNY 99.99" }]));
    let one = visitor.post("/sharing/allocate", &json!({ "rule": rule(), "receipts": [first] })).await.is(200).body;
    let next = json!({ "rule": rule(), "receipts": [second], "before": one["after"] });
    let next = visitor.post("/sharing/allocate", &next).await.is(200).body;
    assert_eq!(next["after"], both["after"]);
}

#[tokio::test]
async fn a_rule_or_a_receipt_that_does_not_hold_is_refused() {
    let house = House::new();
    let visitor = house.visitor();
    let mut sum = rule();
    sum["steps"][1]["action"]["split"]["shares"]["unit"] = json!("40%");
    let mut number = rule();
    number["steps"][1]["action"]["split"]["shares"]["unit"] = json!(0.3);
    let early = json!([{ "id": "1", "date": "2026-01-31", "amount": "CNY 1" }]);
    let float = json!([{ "id": "1", "date": "2026-03-01", "amount": "CNY 1e3" }]);
    let table = [
        (sum, json!([]), "sharing-shares-not-one"),
        (number, json!([]), "sharing-unreadable"),
        (rule(), early, "sharing-not-in-force"),
        (rule(), float, "sharing-unreadable"),
    ];
    for (rule, receipts, said) in table {
        let reply = visitor.post("/sharing/allocate", &json!({ "rule": rule, "receipts": receipts })).await;
        assert!(reply.body["detail"].as_str().unwrap().contains(said), "{said}: {}", reply.body);
        reply.is_problem(422, "cannot-share");
    }
}

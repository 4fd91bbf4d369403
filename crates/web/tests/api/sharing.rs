//! Sharing through the API: a proposal, and what is refused by name.

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

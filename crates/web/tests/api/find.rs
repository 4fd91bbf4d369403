//! The ranked search of the API.

use base::record::verb::Beginning;
use base::record::{Given, Kind};
use serde_json::json;

use super::house::House;
use super::house::stands::{EVERY_STAND, EVERYBODY, everything, sees};

#[tokio::test]
async fn a_ranked_search_marks_what_it_found_and_says_by_which_terms() {
    let house = House::new();
    let north = house.north.to_string();
    let fields = [
        ("title_en", "Recovery of didymium oxide"),
        ("title_zh", "Recovery of didymium oxide"),
        ("problem", "It is lost to the slag."),
        ("owner", &north),
        ("visibility", "public"),
    ];
    let given = fields.map(|(name, text)| (name.to_owned(), Given::Text(text.to_owned())));
    let need = house.write(Kind::Need, &given, Beginning::Published);
    house.catch_up();
    let visitor = house.visitor();
    let found = visitor.get("/find?q=%E9%95%A8%E9%92%95%E6%B0%A7%E5%8C%96%E7%89%A9").await.is(200).body;
    assert_eq!((&found["total"], &found["basis"]), (&json!(1), &json!("every-part")), "{found}");
    let item = &found["items"][0];
    assert_eq!(item["record"]["id"], json!(need.id.to_string()));
    assert_eq!(item["pairs"], json!([{ "sought": "镨钕氧化物", "said": "didymium oxide" }]));
    assert_eq!(item["title_en"]["marks"], json!([{ "from": 12, "until": 26 }]));
    let facet = json!({ "name": "kind", "value": "need", "count": 1 });
    assert!(found["facets"].as_array().unwrap().contains(&facet), "{found}");
    let meant = visitor.get("/find?q=didymiun+oxide").await.is(200).body;
    assert_eq!(meant["suggestion"], json!({ "text": "didymium oxide", "total": 1 }), "{meant}");
    let none = visitor.get("/find?q=%F0%9F%98%80").await.is(200).body;
    assert_eq!((&none["total"], &none["basis"]), (&json!(0), &json!("no-words")), "{none}");
    visitor.get("/find?limit=0").await.is_problem(400, "bad-parameter");
}

#[tokio::test]
async fn a_ranked_search_holds_what_is_seen_and_nothing_else() {
    let mut house = House::new();
    let records = everything(&mut house);
    house.catch_up();
    for who in EVERYBODY {
        let program = if who == "nobody" { house.visitor() } else { house.program(who) };
        let mut seen: Vec<String> = EVERY_STAND
            .iter()
            .filter(|stands| sees("", who, **stands))
            .map(|stands| records[&(Kind::Need, *stands)].0.to_string())
            .collect();
        seen.sort();
        let found = program.get("/find?q=need&kind=need&limit=100").await.is(200).body;
        let items = found["items"].as_array().unwrap();
        let mut ids: Vec<&str> = items.iter().map(|item| item["record"]["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        assert_eq!(ids, seen, "{who}");
        assert_eq!(found["total"], json!(seen.len()), "{who}");
        let facet = json!({ "name": "kind", "value": "need", "count": seen.len() });
        assert!(found["facets"].as_array().unwrap().contains(&facet), "{who}: {found}");
    }
}

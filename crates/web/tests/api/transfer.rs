//! A whole deal as programs take it, from its match to its statements, with what is refused on the way, by name.

use axum::http::Request;
use base::people::Role;
use base::record::verb::Beginning;
use base::record::{Given, Kind};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::house::House;
use super::program::{Program, Reply};

/// A base with an achievement of the north's and a need of the south's that were matched; and who takes part.
struct Scene {
    house: House,
    achievement: String,
    matched: String,
    jia: String,
    yi: String,
}

fn scene() -> Scene {
    let mut house = House::new();
    let (north, south) = (house.north, house.south);
    house.person("broker", "经理人", vec![Role::Broker], None);
    house.person("buyer", "采购", vec![], Some((south, true)));
    house.person("finance", "财务", vec![Role::Finance], Some((north, false)));
    house.person("second", "复核", vec![Role::Finance], Some((north, false)));
    house.person("third", "主任", vec![Role::Finance], Some((north, false)));
    house.person("inventor", "甲", vec![Role::Finance], Some((north, false)));
    house.person("other", "乙", vec![], Some((north, false)));
    house.person("stranger", "他人", vec![], None);
    let write = |kind: Kind, fields: &[(&str, &str)]| {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        house.write(kind, &given, Beginning::Published).id.to_string()
    };
    let person =
        |name: &str| write(Kind::Person, &[("title_zh", name), ("visibility", "members"), ("consent", "展示个人主页")]);
    let (jia, yi) = (person("甲发明人"), person("乙发明人"));
    let owner = north.to_string();
    let fields = [
        ("title_zh", "晶界扩散方法"),
        ("achievement_type", "patent"),
        ("owner", owner.as_str()),
        ("visibility", "owner"),
        ("transfer_forms", "许可"),
    ];
    let achievement = write(Kind::Achievement, &fields);
    let owner = south.to_string();
    let fields = [
        ("title_zh", "降低重稀土用量"),
        ("problem", "减少镝铽用量"),
        ("contact", "王工"),
        ("owner", owner.as_str()),
        ("visibility", "members"),
    ];
    let need = write(Kind::Need, &fields);
    let fields = [
        ("title_zh", "需求 × 成果"),
        ("need", need.as_str()),
        ("offer", achievement.as_str()),
        ("stage", "accepted"),
        ("visibility", "members"),
    ];
    let matched = write(Kind::Match, &fields);
    Scene { house, achievement, matched, jia, yi }
}

impl Scene {
    fn as_(&self, who: &str) -> Program<'_> {
        self.house.program(who)
    }

    /// Goes on to a later day.
    fn to(&self, day: &str) {
        while self.house.operator().now.date().to_string().as_str() < day {
            self.house.clock.advance(SignedDuration::from_hours(24)).unwrap();
        }
        assert_eq!(self.house.operator().now.date().to_string(), day);
    }

    async fn standing(&self, deal: &str) -> Reply {
        self.as_("broker").get(&format!("/deals/{deal}/standing")).await.is(200)
    }

    /// What somebody does with a deal.
    async fn act(&self, who: &str, deal: &str, rest: &str, body: Value) -> Reply {
        self.as_(who).post(&format!("/deals/{deal}/{rest}"), &body).await
    }

    async fn stage(&self, deal: &str, stage: &str) -> Reply {
        self.act("broker", deal, "stage", json!({ "stage": stage })).await
    }

    /// Puts terms on the table, on the record as it stands.
    async fn propose(&self, who: &str, deal: &str, body: Value) -> Reply {
        let version = self.standing(deal).await.head("etag").to_owned();
        let request = Request::post(format!("/api/v1/deals/{deal}/terms")).header("If-Match", version);
        self.as_(who).json(request, &body).await
    }

    /// Makes something public.
    async fn publish(&self, object: &str, matter: &str, days: Option<u32>) -> Reply {
        let mut body = json!({
            "object": object, "matter": matter, "audience": "base", "content": "入门费三百万元",
            "how_to_object": "书面实名提出",
        });
        if let Some(days) = days {
            body["days"] = json!(days);
        }
        self.as_("lead").post("/transfer/publicities", &body).await
    }

    fn terms(&self) -> Value {
        json!({
            "terms": [
                { "term_type": "upfront", "amount": "300万元", "due": "2026-04-30", "clause": "第五条第一款" },
                { "term_type": "running-royalty", "rate_percent": "3", "base": "net-sales", "every_months": 6 },
            ],
            "beneficiaries": [
                { "name": "jia", "recipient": self.jia, "role": "contributor" },
                { "name": "yi", "recipient": self.yi, "role": "contributor" },
                { "name": "unit", "recipient": self.house.north.to_string(), "role": "owner" },
            ],
            "rule": rule("60%", "40%"),
            "pricing_mode": "negotiated",
            "value": "300万元",
        })
    }
}

/// A rule on net income: so much to the two inventors, 3 to 2, the rest to the unit.
fn rule(inventors: &str, unit: &str) -> String {
    format!(
        r#"format = 1
agreement = "X-2026-01"
version = 1
agreed = "2026-03-10"
from = "2026-03-10"
currency = "CNY"
base = "net-income"

[[parties]]
id = "inventors"
members = [{{ id = "jia", share = "60%" }}, {{ id = "yi", share = "40%" }}]

[[parties]]
id = "unit"

[[steps]]
id = "shares"
clause = "第八条"
action = {{ split = {{ shares = {{ inventors = "{inventors}", unit = "{unit}" }} }} }}
"#
    )
}

#[tokio::test]
async fn a_match_becomes_money_in_everybodys_hands() {
    let scene = scene();
    let deal = opened(&scene).await;
    confidentially(&scene, &deal).await;
    negotiated(&scene, &deal).await;
    made_public(&scene, &deal).await;
    signed(&scene, &deal).await;
    let payout = shared_out(&scene, &deal).await;
    paid(&scene, &payout).await;
    told(&scene, &deal, &payout).await;
    taken_back(&scene, &deal, &payout).await;
}

async fn opened(scene: &Scene) -> String {
    let path = format!("/matches/{}/deal", scene.matched);
    scene.as_("southern").post(&path, &json!({})).await.is_problem(403, "no-side");
    let deal = scene.as_("broker").post(&path, &json!({ "form": "licence" })).await.is(201);
    assert_eq!(deal.head("location"), format!("/api/v1/deals/{}", deal.id()));
    assert_eq!(
        (&deal.body["content"]["stage"], &deal.body["content"]["deal_type"]),
        (&json!("contact"), &json!("licence"))
    );
    assert_eq!(scene.as_("buyer").post(&path, &json!({})).await.is(201).id(), deal.id(), "a match has one deal");
    // Who sees the match is not given a deal that is not for them.
    scene.as_("stranger").get(&format!("/matches/{}", scene.matched)).await.is(200);
    scene.as_("stranger").post(&path, &json!({})).await.is_problem(404, "not-found");
    let standing = scene.standing(&deal.id()).await;
    assert_eq!((&standing.body["side"], &standing.body["stage"]), (&json!("broker"), &json!("contact")));
    let ahead = standing.body["ahead"].as_array().unwrap();
    assert_eq!(ahead[1], json!({ "stage": "evaluation", "wants": ["nda"] }));
    assert_eq!(standing.body["publicity"]["is"], "missing");
    assert_eq!(standing.body["export_control"]["says"], "uncontrolled");
    deal.id()
}

/// Nothing confidential is shown before a non-disclosure agreement, and what was opened is closed again.
async fn confidentially(scene: &Scene, deal: &str) {
    let refused = scene.stage(deal, "evaluation").await.is_problem(409, "stage-wants");
    assert_eq!(refused.body["facts"], json!({ "stage": "evaluation", "wants": "nda" }));
    let asking = |what: &str| json!({ "organisation": scene.house.south.to_string(), "what": what, "why": "评估" });
    scene.act("southern", deal, "access", asking(" ")).await.is_problem(422, "slips");
    scene.act("southern", deal, "access", asking("配方")).await.is(200);
    let answer = async |who: &str, decision: &str| {
        scene.act(who, deal, "access/1/answer", json!({ "decision": decision })).await
    };
    answer("lead", "granted").await.is_problem(409, "stage-wants");
    scene.act("broker", deal, "nda", json!({})).await.is_problem(422, "slips");
    scene.act("broker", deal, "nda", json!({ "waiver": " " })).await.is_problem(422, "reason-needed");
    let early = json!({ "signed": "2026-03-02", "until": "2026-03-01" });
    scene.act("broker", deal, "nda", early).await.is_problem(422, "slips");
    scene.act("broker", deal, "nda", json!({ "signed": "2026-03-02", "until": "2029-03-01" })).await.is(200);
    scene.act("lead", deal, "access/2/answer", json!({ "decision": "granted" })).await.is_problem(404, "not-found");
    answer("buyer", "granted").await.is_problem(403, "not-allowed");
    let achievement = format!("/achievements/{}", scene.achievement);
    scene.as_("southern").get(&achievement).await.is(404);
    answer("lead", "granted").await.is(200);
    scene.as_("southern").get(&achievement).await.is(200);
    answer("lead", "ended").await.is(200);
    scene.as_("southern").get(&achievement).await.is(404);
    answer("lead", "granted").await.is_problem(409, "access-answered");
}

/// Terms are put on the table twice, and accepted by both sides as they stand.
async fn negotiated(scene: &Scene, deal: &str) {
    scene.to("2026-03-10");
    scene.stage(deal, "negotiation").await.is(200);
    scene.act("buyer", deal, "terms", scene.terms()).await.is_problem(428, "precondition-needed");
    scene
        .propose("buyer", deal, json!({ "rule": "format = 1\nagreement = 7" }))
        .await
        .is_problem(422, "sharing-unreadable");
    scene.propose("buyer", deal, json!({ "rule": rule("60%", "40%") })).await.is_problem(422, "nobody-behind");
    let uneven = json!({ "rule": rule("60%", "41%") });
    let uneven = scene.propose("buyer", deal, uneven).await.is_problem(422, "sharing-shares-not-one");
    assert_eq!(uneven.body["facts"]["step"], "shares");
    let wrong = json!({ "terms": [{ "term_type": "upfront", "amount": "约三百" }] });
    let wrong = scene.propose("buyer", deal, wrong).await.is_problem(422, "slips");
    assert_eq!(wrong.body["slips"][0]["field"], "terms.1.amount");
    scene.propose("worker", deal, scene.terms()).await.is_problem(403, "not-party");
    let first = scene.propose("buyer", deal, scene.terms()).await.is(200);
    assert_eq!(first.body["content"]["terms"][1]["code"], "T2");
    let accept =
        async |who: &str, version: i64| scene.act(who, deal, "acceptance", json!({ "terms_version": version })).await;
    let scope = json!({ "exclusivity": "non-exclusive", "territory": "中国境内" });
    let scope = scene.act("broker", deal, "contract", scope).await.is(200);
    assert_eq!(scope.body["content"]["terms_version"], 1, "nobody has accepted them yet");
    accept("buyer", 1).await.is(200);
    let stale = Request::post(format!("/api/v1/deals/{deal}/terms")).header("If-Match", "\"1\"");
    let better = json!({ "rule": rule("70%", "30%") });
    scene.as_("lead").json(stale, &better).await.is_problem(412, "precondition-failed");
    scene.propose("lead", deal, better).await.is(200);
    accept("lead", 1).await.is_problem(409, "terms-moved");
    accept("broker", 2).await.is_problem(403, "not-party");
    accept("lead", 2).await.is(200);
    scene.stage(deal, "publicity").await.is_problem(409, "stage-wants");
    accept("buyer", 2).await.is(200);
    let standing = scene.standing(deal).await;
    assert_eq!(standing.body["acceptances"].as_array().unwrap().len(), 2, "{}", standing.body);
    scene.act("broker", deal, "halt", json!({ "halt": "decline" })).await.is_problem(422, "reason-needed");
    scene.act("broker", deal, "halt", json!({ "halt": "complete" })).await.is_problem(409, "deal-halted");
    scene.act("broker", deal, "halt", json!({ "halt": "pause" })).await.is(200);
    scene.stage(deal, "publicity").await.is_problem(409, "deal-halted");
    scene.act("broker", deal, "halt", json!({ "halt": "resume" })).await.is(200);
    scene.act("buyer", deal, "confirm", json!({})).await.is(200);
}

/// The price is shown as long as the rule asks, and an objection holds it up.
async fn made_public(scene: &Scene, deal: &str) {
    scene.stage(deal, "publicity").await.is(200);
    scene.stage(deal, "contract").await.is_problem(409, "stage-wants");
    scene.publish(deal, "negotiated-price", Some(5)).await.is_problem(422, "publicity-too-short");
    let early = json!({
        "object": deal, "matter": "negotiated-price", "audience": "base", "content": "入门费", "begins": "2026-02-01",
    });
    scene.as_("lead").post("/transfer/publicities", &early).await.is_problem(422, "publicity-backdated");
    let shown = scene.publish(deal, "negotiated-price", None).await.is(201);
    assert_eq!((&shown.body["content"]["days"], &shown.body["content"]["ends"]), (&json!(15), &json!("2026-03-25")));
    let path = format!("/publicities/{}", shown.id());
    assert_eq!(shown.head("location"), format!("/api/v1{path}"));
    let objecting = |text: &str| json!({ "content": text });
    let objections = format!("{path}/objections");
    scene.as_("worker").post(&objections, &objecting(" ")).await.is_problem(422, "slips");
    scene.as_("worker").post(&objections, &objecting("漏列完成人")).await.is(200);
    let close = async || scene.as_("lead").post(&format!("{path}/close"), &json!({})).await;
    close().await.is_problem(409, "publicity-runs");
    scene.to("2026-03-26");
    scene.as_("worker").post(&objections, &objecting("迟了")).await.is_problem(409, "publicity-at");
    close().await.is_problem(409, "objections-open");
    let answer = |text: &str| json!({ "outcome": "rejected", "answer": text });
    let answers = format!("{objections}/1/answer");
    scene.as_("buyer").post(&answers, &answer("已核实")).await.is_problem(403, "not-allowed");
    scene.as_("lead").post(&answers, &answer(" ")).await.is_problem(422, "reason-needed");
    assert_eq!(scene.standing(deal).await.body["publicity"]["is"], "objected");
    scene.as_("lead").post(&answers, &answer("已核实")).await.is(200);
    assert_eq!(scene.standing(deal).await.body["publicity"]["is"], "over");
    close().await.is(200);
    scene.as_("lead").post(&format!("{path}/cancel"), &json!({})).await.is_problem(409, "publicity-at");
    assert_eq!(
        scene.standing(deal).await.body["publicity"],
        json!({ "is": "clean", "rule": null, "publicity": shown.id(), "until": null })
    );
    scene.stage(deal, "contract").await.is(200);
}

async fn signed(scene: &Scene, deal: &str) {
    scene.propose("lead", deal, json!({ "value": "1元" })).await.is_problem(409, "terms-signed");
    let before = scene.as_("lead").get(&format!("/deals/{deal}/registration")).await.is(200);
    assert_eq!(before.body["complete"], json!(false));
    scene.act("broker", deal, "contract", json!({ "signed": "某日" })).await.is_problem(400, "wrong-shape");
    scene.act("broker", deal, "contract", json!({ "value": "很多" })).await.is_problem(422, "slips");
    scene.act("broker", deal, "contract", json!({ "value": "30万元" })).await.is_problem(409, "terms-signed");
    let fields = json!({
        "contract_type": "licence", "contract_number": "X-2026-01", "registration_number": "登记-1",
        "technology_value": "300万元",
        "signed": "2026-03-26", "begins": "2026-03-26", "ends": "2031-03-25",
    });
    scene.act("broker", deal, "contract", fields).await.is(200);
    let form = scene.as_("lead").get(&format!("/deals/{deal}/registration")).await.is(200);
    let entry = |field: &str| {
        let items = form.body["items"].as_array().unwrap();
        items.iter().find(|item| item["field"] == field).unwrap()["value"].clone()
    };
    assert_eq!((entry("contract-type"), entry("number")), (json!("licence"), json!("X-2026-01")));
    scene.stage(deal, "performance").await.is(200);
}

/// Money comes in, and is shared out.
async fn shared_out(scene: &Scene, deal: &str) -> String {
    scene.to("2026-04-20");
    let received = |amount: &str| {
        json!({
            "term": "T1", "due": "2026-04-30", "amount": amount, "received": "2026-04-20",
            "costs": [{ "item": "tax", "amount": "169811.32元" }], "invoice": "26-01",
        })
    };
    let receive = async |who: &str, body: Value| scene.act(who, deal, "receipts", body).await;
    receive("lead", received("300万元")).await.is_problem(403, "not-allowed");
    receive("finance", received("约三百万")).await.is_problem(422, "not-an-amount");
    receive("finance", received("1元")).await.is_problem(409, "sharing-negative-net");
    let other = json!({ "term": "T9", "amount": "1", "received": "2026-04-20" });
    receive("finance", other).await.is_problem(422, "not-receivable");
    scene.act("finance", deal, "payouts", json!({})).await.is_problem(409, "nothing-to-share");
    receive("finance", received("3001000")).await.is_problem(422, "more-than-due");
    let wrong = receive("finance", received("170000")).await.is(200);
    let back = async |reason: &str| {
        let path = format!("/receipts/{}/reversal", wrong.id());
        scene.as_("finance").post(&path, &json!({ "reason": reason })).await
    };
    back(" ").await.is_problem(422, "reason-needed");
    assert_eq!(back("记错").await.is(200).body["content"]["stage"], "reversed");
    back("记错").await.is_problem(409, "receipt-at");
    let receipt = receive("finance", received("3000000")).await.is(200);
    assert_eq!(
        (&receipt.body["content"]["amount"], &receipt.body["content"]["entry"]),
        (&json!("3000000元"), &json!(3))
    );
    receive("finance", received("300万元")).await.is_problem(409, "received-before");
    let royalty = |ends: &str| json!({ "term": "T2", "period_ends": ends, "base": "1000万元" });
    scene.act("buyer", deal, "royalties", royalty("2026-09-30")).await.is_problem(422, "not-receivable");
    scene.act("buyer", deal, "royalties", royalty("2026-09-25")).await.is_problem(409, "period-runs");
    let standing = scene.standing(deal).await;
    let first = &standing.body["receivables"][0];
    assert_eq!((&first["standing"], &first["received"]), (&json!("received"), &json!("CNY 3000000.00")));

    let payout = scene.act("finance", deal, "payouts", json!({})).await.is(200);
    let amounts: Vec<&Value> =
        payout.body["content"]["shares"].as_array().unwrap().iter().map(|share| &share["amount"]).collect();
    assert_eq!(amounts, [&json!("1188679.25元"), &json!("792452.83元"), &json!("849056.6元")]);
    payout.id()
}

/// The awards are made public, two people approve, and it is paid.
async fn paid(scene: &Scene, payout: &str) {
    let person = |person: &str| json!({ "person": person });
    for (who, record) in [("inventor", &scene.jia), ("other", &scene.yi)] {
        let path = format!("/accounts/{}", scene.house.account(who));
        scene.as_("admin").json(Request::patch(format!("/api/v1{path}")), &person(record)).await.is(200);
    }
    let approve = async |who: &str| scene.as_(who).post(&format!("/payouts/{payout}/approval"), &json!({})).await;
    approve("second").await.is_problem(409, "batch-unpublished");
    let shown = scene.publish(payout, "cash-award", None).await.is(201);
    approve("second").await.is_problem(409, "publicity-runs");
    let ends = shown.body["content"]["ends"].as_str().unwrap();
    let after = ends.parse::<jiff::civil::Date>().unwrap().tomorrow().unwrap();
    scene.to(&after.to_string());
    scene.as_("lead").post(&format!("/publicities/{}/close", shown.id()), &json!({})).await.is(200);
    approve("finance").await.is_problem(403, "own-batch");
    approve("inventor").await.is_problem(403, "own-share");
    approve("worker").await.is_problem(404, "not-found");
    approve("buyer").await.is_problem(404, "not-found");
    let pay = async |body: Value| scene.as_("finance").post(&format!("/payouts/{payout}/payment"), &body).await;
    let paid = json!({ "paid": after.to_string(), "withheld": [{ "name": "jia", "amount": "1万元" }] });
    pay(paid.clone()).await.is_problem(409, "batch-at");
    approve("second").await.is(200);
    approve("second").await.is_problem(409, "approved-before");
    let stale = Request::post(format!("/api/v1/payouts/{payout}/approval")).header("If-Match", "\"1\"");
    scene.as_("third").json(stale, &json!({})).await.is_problem(412, "precondition-failed");
    assert_eq!(approve("third").await.is(200).body["content"]["stage"], "approved");
    let too_much = json!({ "paid": after.to_string(), "withheld": [{ "name": "jia", "amount": "200万元" }] });
    pay(too_much).await.is_problem(422, "slips");
    assert_eq!(pay(paid).await.is(200).body["content"]["stage"], "paid");
}

/// Statements, the ledger and the annual report agree to the fen.
async fn told(scene: &Scene, deal: &str, payout: &str) {
    let path = format!("/payouts/{payout}/statements");
    let all = scene.as_("finance").get(&path).await.is(200);
    assert_eq!(all.body["items"].as_array().unwrap().len(), 3);
    let own = scene.as_("other").get(&path).await.is(200);
    let items = own.body["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "an inventor reads what is theirs");
    assert_eq!(
        (&items[0]["share"]["recipient"], &items[0]["share"]["amount"]),
        (&json!(scene.yi), &json!("792452.83元"))
    );
    let line = &items[0]["lines"][0];
    assert_eq!((&line["clause"], &line["amount"]), (&json!("第八条"), &json!("CNY 792452.83")), "{line}");
    assert_eq!(own.body["floors"][0]["answer"], "met");
    scene.as_("buyer").get(&path).await.is_problem(404, "not-found");

    let finance = scene.as_("finance");
    let entries = finance.get(&format!("/ledger/entries?link=payout:{payout}")).await.is(200);
    assert_eq!(entries.body["items"].as_array().unwrap().len(), 2, "shared out, and paid");
    let statement = finance.get("/ledger/accounts/liabilities:payable:contributors/statement").await.is(200);
    assert_eq!(statement.body["closing"], "0.00");
    let withheld = finance.get("/ledger/accounts/liabilities:tax:income/statement").await.is(200);
    assert_eq!(withheld.body["closing"], "-10000.00");
    let report = finance.get("/transfer/report?year=2026").await.is(200);
    let line = &report.body["items"][0];
    assert_eq!((&line["form"], &line["signed"], &line["people"]), (&json!("licence"), &json!(1), &json!(2)));
    assert_eq!((&line["received"], &line["awarded"]), (&json!(["CNY 3000000.00"]), &json!(["CNY 1981132.08"])));
    assert_eq!(finance.get("/transfer/report?year=2025").await.is(200).body["items"], json!([]));
    let waiting = finance.get("/transfer/receivables").await.is(200);
    let first = &waiting.body["items"][0];
    assert_eq!((&first["deal"], &first["receivable"]["term"]), (&json!(deal), &json!("T2")), "{first}");
    assert_eq!(scene.as_("admin").get("/transfer/receivables").await.is(200).body["late"], json!(0));
}

/// Taken back, it can be shared anew, and the ledger still verifies.
async fn taken_back(scene: &Scene, deal: &str, payout: &str) {
    let back = async |reason: &str| {
        let path = format!("/payouts/{payout}/reversal");
        scene.as_("finance").post(&path, &json!({ "reason": reason })).await
    };
    back(" ").await.is_problem(422, "reason-needed");
    back("算错").await.is(200);
    back("算错").await.is_problem(409, "batch-at");
    let anew = scene.act("finance", deal, "payouts", json!({})).await.is(200);
    assert_ne!(anew.id(), payout);
    let verified = scene.as_("auditor").get("/ledger/verify").await.is(200);
    assert_eq!((&verified.body["sound"], &verified.body["entries"]), (&json!(true), &json!(7)));
    reported(scene, deal).await;
}

/// A royalty is reported once its period is over, and what is signed goes back when both sides say so.
async fn reported(scene: &Scene, deal: &str) {
    scene.to("2026-09-26");
    let royalty = |base: &str| json!({ "term": "T2", "period_ends": "2026-09-25", "base": base });
    let reported = scene.act("buyer", deal, "royalties", royalty("1000万元")).await.is(200);
    assert_eq!(reported.body["content"]["expected"], "300000元");
    let standing = scene.standing(deal).await;
    let second = &standing.body["receivables"][1];
    assert_eq!((&second["standing"], &second["owed"]), (&json!("reported"), &json!("CNY 300000.00")));
    scene.act("buyer", deal, "royalties", royalty("1元")).await.is_problem(409, "reported-more");
    scene.stage(deal, "negotiation").await.is_problem(403, "sides-go-back");
    let back = async |who: &str| scene.act(who, deal, "stage", json!({ "stage": "negotiation" })).await.is(200);
    assert_eq!(back("buyer").await.body["content"]["stage"], "performance");
    assert_eq!(back("lead").await.body["content"]["stage"], "negotiation");
}

#[tokio::test]
async fn a_request_sent_again_under_its_key_is_done_once() {
    let scene = scene();
    let deal = opened(&scene).await;
    let keyed = || Request::post(format!("/api/v1/deals/{deal}/access")).header("Idempotency-Key", "ask-1");
    let body = json!({ "organisation": scene.house.south.to_string(), "what": "配方", "why": "评估" });
    let (buyer, version) = (scene.as_("buyer"), json!(2));
    assert_eq!(buyer.json(keyed(), &body).await.is(200).body["version"], version);
    let again = buyer.json(keyed(), &body).await.is(200);
    assert_eq!((&again.body["version"], again.head("etag")), (&version, "\"2\""));
    assert_eq!(again.body["content"]["access_requests"].as_array().unwrap().len(), 1);
}

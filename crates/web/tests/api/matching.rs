//! What suits what, and what is decided about it, as programs do it.

use serde_json::{Value, json};

use super::house::House;
use super::program::{Program, Reply};

async fn published(program: &Program<'_>, path: &str, content: Value) -> Reply {
    program.post(path, &json!({ "content": content, "state": "published" })).await.is(201)
}

/// A need of the northern institute's and a patent in English of the southern works.
async fn scene(house: &House, visibility: &str) -> (String, String) {
    let need = json!({
        "title_zh": "降低钕铁硼磁体的重稀土用量", "visibility": visibility, "contact": "王工",
        "problem": "烧结钕铁硼磁体需要镝、铽提高矫顽力，希望采用晶界扩散。",
        "indicators": [{ "indicator": "矫顽力", "target": "≥20 kOe" }],
        "owner": house.north.to_string(),
    });
    let need = published(&house.program("worker"), "/needs", need).await;
    let patent = json!({
        "title_en": "Grain boundary diffusion of terbium into sintered NdFeB magnets", "visibility": "public",
        "summary_en": "A coercivity of 24 kOe is reached with less heavy rare earth.", "achievement_type": "patent",
        "owner": house.south.to_string(),
    });
    let patent = published(&house.program("southern"), "/achievements", patent).await;
    house.catch_up();
    (need.id(), patent.id())
}

#[tokio::test]
async fn a_need_in_chinese_gets_the_patent_in_english_and_both_sides_agree() {
    let house = House::new();
    let (need, patent) = scene(&house, "members").await;
    let worker = house.program("worker");
    let path = format!("/needs/{need}/matches");
    let pairs = worker.get(&path).await.is(200);
    let best = &pairs.body["items"][0]["items"][0];
    assert_eq!((&best["record"], &best["indicators"][0]["found"]), (&json!(patent), &json!("met")), "{best}");
    let carried = |word: &Value| word["sought"] == "晶界扩散" && word["said"] == "Grain boundary diffusion";
    assert!(best["words"].as_array().unwrap().iter().any(carried), "{best}");
    let adds = best["contributions"].as_array().unwrap().iter().map(|one| one["adds"].as_f64().unwrap());
    let sum = adds.fold(best["base"].as_f64().unwrap(), |sum, part| sum + part);
    assert!((sum - best["score"].as_f64().unwrap()).abs() < 1e-12, "{best}");

    let accept = json!({ "other": patent, "answer": "accept" });
    let once = worker.post(&path, &accept).await.is(200);
    assert_eq!((&once.body["need_side"], &once.body["side"]), (&json!("accepted"), &json!("need")));
    let found = once.body["id"].as_str().unwrap().to_owned();
    let southern = house.program("southern");
    let waiting = southern.get("/matching").await.is(200);
    assert_eq!(waiting.body["items"][0]["waiting"], json!(true), "{}", waiting.body);
    let both = southern.post(&format!("/matching/{found}"), &json!({ "answer": "accept" })).await.is(200);
    assert_eq!((&both.body["stage"], &both.body["need"]), (&json!("accepted"), &json!(need)));
    let decided = &worker.get(&path).await.is(200).body["items"][0]["items"][0]["decided"];
    assert_eq!((&decided["stage"], &decided["reasons"]), (&json!("accepted"), &json!([])), "{decided}");
    southern.post(&format!("/matching/{found}"), &json!({ "answer": "accept" })).await.is_problem(409, "match-over");
    let weights = worker.get("/matching/weights").await.is(200);
    assert_eq!(weights.body["decisions"], json!(1), "{}", weights.body);
}

#[tokio::test]
async fn a_confidential_need_is_an_abstract_until_both_agree() {
    let house = House::new();
    let (need, patent) = scene(&house, "owner").await;
    let (worker, southern) = (house.program("worker"), house.program("southern"));
    let path = format!("/needs/{need}/matches");
    let accept = |words: &str| json!({ "other": patent, "answer": "accept", "anonymous_abstract": words });
    worker.post(&path, &accept("")).await.is_problem(422, "abstract-needed");
    worker.post(&path, &accept("北方稀土院要减少铽")).await.is_problem(422, "abstract-tells");
    let made = worker.post(&path, &accept("某单位希望以更少的铽达到同样的矫顽力")).await.is(200);
    let address = format!("/matching/{}", made.body["id"].as_str().unwrap());
    let seen = southern.get(&address).await.is(200);
    assert_eq!((&seen.body["need"], &seen.body["need_title"]), (&Value::Null, &Value::Null));
    assert!(!seen.body.to_string().contains("王工") && !seen.body.to_string().contains(&need), "{}", seen.body);
    // Before and after, nothing that suits the patent tells of it.
    let suits = southern.get(&format!("/achievements/{patent}/matches")).await.is(200);
    assert!(!suits.body.to_string().contains(&need), "{}", suits.body);
    southern.post(&address, &json!({ "answer": "decline" })).await.is_problem(422, "reason-needed");
    let declined = json!({ "answer": "decline", "reasons": ["already-solved"], "note": "已有方案" });
    let over = southern.post(&address, &declined).await.is(200);
    assert_eq!((&over.body["stage"], &over.body["need"]), (&json!("declined"), &Value::Null));
}

#[tokio::test]
async fn bad_requests_are_refused_by_name() {
    let house = House::new();
    let (need, patent) = scene(&house, "members").await;
    let path = format!("/needs/{need}/matches");
    let worker = house.program("worker");
    let table = [
        (worker.get(&format!("{path}?most=0")).await, 400, "bad-parameter"),
        (worker.get(&format!("/achievements/{need}/matches")).await, 404, "not-found"),
        (worker.post(&path, &json!({ "other": patent, "answer": "perhaps" })).await, 400, "wrong-shape"),
        (worker.post(&path, &json!({ "other": need, "answer": "accept" })).await, 422, "not-matched"),
        (worker.get("/matching/portfolio?kind=need").await, 400, "bad-parameter"),
        (worker.put("/matching/terms", &json!({ "table": "zh,en\n钕,neodymium\n" })).await, 403, "not-allowed"),
    ];
    for (reply, status, code) in table {
        reply.is_problem(status, code);
    }
    let admin = house.program("admin");
    let twice = json!({ "table": "zh,en\n镨钕靶坯,didymium blank\n镨钕靶坯,didymium blank\n" });
    let wrong = admin.put("/matching/terms", &twice).await.is_problem(422, "terms-wrong");
    assert!(wrong.body["detail"].as_str().unwrap().contains("row 3"), "{}", wrong.body);
    let kept = admin.put("/matching/terms", &json!({ "table": "zh,en\n镨钕靶坯,didymium blank\n" })).await.is(200);
    assert_eq!(kept.body["table"], "zh,en\n镨钕靶坯,didymium blank\n");
    let verdict = |dismissed: bool| json!({ "zh": "靶坯", "en": "blank", "dismissed": dismissed });
    let turned_down = admin.post("/matching/terms/candidates", &verdict(true)).await.is(200);
    assert_eq!(turned_down.body["items"], json!([{ "zh": "靶坯", "en": "blank" }]));
    let again = admin.post("/matching/terms/candidates", &verdict(false)).await.is(200);
    assert_eq!(again.body["items"], json!([]));
}

#[tokio::test]
async fn a_portfolio_comes_with_its_proof() {
    let house = House::new();
    let (need, patent) = scene(&house, "members").await;
    let whole = house.program("worker").get("/matching/portfolio").await.is(200);
    let first = &whole.body["items"][0];
    assert_eq!((&first["need"], &first["resource"]), (&json!(need), &json!(patent)), "{}", whole.body);
    let total = whole.body["total"].as_f64().unwrap();
    assert!((whole.body["bound"].as_f64().unwrap() - total).abs() < 1e-9, "{}", whole.body);
}

#[tokio::test]
async fn a_hidden_need_changes_nothing_that_others_get() {
    let mut house = House::new();
    house.person("broker", "经理人", vec![base::people::Role::Broker], None);
    let (_, patent) = scene(&house, "members").await;
    let asked = [
        format!("/achievements/{patent}/matches"),
        format!("/organisations/{}/matches", house.south),
        "/find?q=%E6%99%B6%E7%95%8C%E6%89%A9%E6%95%A3".to_owned(),
        "/needs".to_owned(),
        "/kinds".to_owned(),
        "/matching".to_owned(),
        "/matching/portfolio".to_owned(),
        "/matching/weights".to_owned(),
        "/matching/terms/candidates".to_owned(),
    ];
    let seen = async |house: &House| {
        let mut seen = Vec::new();
        for who in ["southern", "broker", "nobody"] {
            let program = if who == "nobody" { house.visitor() } else { house.program(who) };
            for path in &asked {
                let reply = program.get(path).await;
                seen.push((who, path.clone(), reply.status, reply.body));
            }
        }
        seen
    };
    let before = seen(&house).await;
    for (visibility, title) in [("owner", "晶界扩散减少铽用量 Terbium"), ("private", "晶界扩散炉的改造 Furnace")]
    {
        let hidden = json!({
            "title_zh": title, "title_en": "Grain boundary diffusion with less terbium", "visibility": visibility,
            "problem": "烧结钕铁硼磁体晶界扩散，减少镝、铽。", "owner": house.north.to_string(),
        });
        published(&house.program("worker"), "/needs", hidden).await;
    }
    house.catch_up();
    let after = seen(&house).await;
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
    let own = house.program("worker").get("/needs").await.is(200);
    assert_eq!(own.body["count"], json!(3), "its own side sees all of it");
}

#[tokio::test]
async fn what_is_there_in_other_words_can_be_refused() {
    let house = House::new();
    let (need, _) = scene(&house, "members").await;
    let again = json!({ "content": {
        "title_zh": "降低钕铁硼磁体重稀土用量", "contact": "李工",
        "problem": "烧结钕铁硼磁体需要镝、铽来提高矫顽力，希望采用晶界扩散工艺。",
    } });
    let worker = house.program("worker");
    let told = worker.post("/needs?alike=refuse", &again).await.is_problem(409, "perhaps-known");
    assert!(told.body["detail"].as_str().unwrap().contains(&need), "{}", told.body);
    worker.post("/needs?alike=perhaps", &again).await.is_problem(400, "bad-parameter");
    worker.post("/needs", &again).await.is(201);
}

//! Records: written, found, changed, moved, and hidden from those they are not for.

use base::record::Kind;
use base::store::JournalFilter;
use serde_json::{Value, json};

use super::house::House;

fn need(title: &str) -> Value {
    json!({ "content": { "title_zh": title, "visibility": "members" } })
}

/// What publishing a need takes.
fn whole_need(title: &str) -> Value {
    json!({ "title_zh": title, "problem": "矫顽力不足", "visibility": "members" })
}

#[tokio::test]
async fn a_member_writes_a_need_changes_it_and_publishes_it() {
    let house = House::new();
    let (worker, southern) = (house.program("worker"), house.program("southern"));
    let made = worker.post("/needs", &json!({ "content": whole_need("高矫顽力磁体") })).await.is(201);
    let path = format!("/needs/{}", made.id());
    assert_eq!(made.head("etag"), "\"1\"");
    assert_eq!(made.head("location"), format!("/api/v1{path}"));
    assert_eq!(made.body["state"], "draft");
    assert_eq!(made.body["content"]["owner"], house.north.to_string(), "it belongs to the author's organisation");

    southern.get(&path).await.is_problem(404, "not-found");
    let change = json!({ "content": { "title_en": "Magnets of high coercivity", "summary_zh": "用于电机" } });
    let changed = worker.patch(&path, 1, &change).await.is(200);
    assert_eq!((changed.head("etag"), changed.body["version"].as_u64()), ("\"2\"", Some(2)));

    let published = worker.post(&format!("{path}/moves"), &json!({ "move": "publish" })).await.is(200);
    assert_eq!(published.body["state"], "published");
    let seen = southern.get(&path).await.is(200);
    assert_eq!(seen.body["content"]["title_en"], "Magnets of high coercivity");
    house.visitor().get(&path).await.is_problem(404, "not-found");

    let history = worker.get(&format!("{path}/history")).await.is(200);
    let verbs: Vec<&str> =
        history.body["items"].as_array().unwrap().iter().map(|one| one["verb"].as_str().unwrap()).collect();
    assert_eq!(verbs, ["record.publish", "record.change", "record.create"]);
    assert_eq!(history.body["items"][1]["changes"][0]["field"], "title_en");
}

#[tokio::test]
async fn a_change_names_the_version_it_is_about() {
    let house = House::new();
    let worker = house.program("worker");
    let path = format!("/needs/{}", worker.post("/needs", &need("镨钕")).await.is(201).id());
    let change = json!({ "content": { "summary_zh": "摘要" } });
    let request = axum::http::Request::patch(format!("/api/v1{path}"));
    worker.json(request, &change).await.is_problem(428, "precondition-needed");
    let late = worker.patch(&path, 7, &change).await.is_problem(412, "precondition-failed");
    assert_eq!(late.body["detail"], "The record is at version 1, not 7; fetch it, and change what is there now.");
    worker.patch(&path, 1, &change).await.is(200);
    worker.patch(&path, 1, &change).await.is_problem(412, "precondition-failed");
    let emptied = worker.patch(&path, 2, &json!({ "content": { "summary_zh": null } })).await.is(200);
    assert!(emptied.body["content"].get("summary_zh").is_none(), "null empties a field");
    let same = worker.patch(&path, 3, &json!({ "content": {} })).await.is(200);
    assert_eq!(same.head("etag"), "\"3\"", "where nothing differs, nothing is written");
}

#[tokio::test]
async fn moves_start_where_they_may() {
    let house = House::new();
    let worker = house.program("worker");
    let path = format!("/needs/{}", worker.post("/needs", &need("镨钕")).await.is(201).id());
    let moves = format!("{path}/moves");
    let slips = worker.post(&moves, &json!({ "move": "publish" })).await.is_problem(422, "slips");
    let fields: Vec<&str> =
        slips.body["slips"].as_array().unwrap().iter().map(|slip| slip["field"].as_str().unwrap()).collect();
    assert!(fields.contains(&"problem"), "{fields:?}");
    worker.post(&moves, &json!({ "move": "restore" })).await.is_problem(409, "wrong-move");
    worker.patch(&path, 1, &json!({ "content": whole_need("镨钕") })).await.is(200);
    worker.post(&moves, &json!({ "move": "publish" })).await.is(200);
    worker.post(&moves, &json!({ "move": "withdraw" })).await.is_problem(422, "reason-needed");
    let withdrawn = worker.post(&moves, &json!({ "move": "withdraw", "reason": "已解决" })).await.is(200);
    assert_eq!((&withdrawn.body["state"], &withdrawn.body["reason"]), (&json!("withdrawn"), &json!("已解决")));
    worker.post(&moves, &json!({ "move": "delete" })).await.is(200);
    let left = worker.get("/needs").await.is(200);
    assert_eq!(left.body["count"], 0, "deleted ones are in no list");
    assert_eq!(worker.get("/needs?state=deleted").await.is(200).body["count"], 1);
}

#[tokio::test]
async fn a_record_of_every_kind_comes_back_as_it_was_written() {
    let house = House::new();
    let admin = house.program("admin");
    for kind in Kind::ALL {
        let list = format!("/{}", kind.path());
        let content = json!({ "title_zh": "一", "title_en": "One", "owner": house.north.to_string() });
        let made = admin.post(&list, &json!({ "content": content, "state": "draft" })).await.is(201);
        let path = format!("{list}/{}", made.id());
        assert_eq!(admin.get(&path).await.is(200).body, made.body, "{kind}");
        assert!(admin.get(&list).await.is(200).ids().contains(&made.id().as_str()), "{kind}");
        let found = admin.get(&format!("/search?kind={}&q=one&state=draft", kind.code())).await.is(200);
        assert_eq!(found.ids(), [made.id()], "{kind}");
        admin.post(&format!("{path}/moves"), &json!({ "move": "delete" })).await.is(200);
    }
}

#[tokio::test]
async fn a_list_goes_on_by_its_cursor() {
    let house = House::new();
    let worker = house.program("worker");
    for number in 1..=7 {
        worker.post("/needs", &need(&format!("需求{number}"))).await.is(201);
    }
    let mut titles = Vec::new();
    let mut path = "/needs?sort=title&limit=3&q=%E9%9C%80%E6%B1%82".to_owned();
    loop {
        let part = worker.get(&path).await.is(200);
        assert_eq!((&part.body["count"], &part.body["more"]), (&json!(7), &json!(false)));
        for item in part.body["items"].as_array().unwrap() {
            titles.push(item["content"]["title_zh"].as_str().unwrap().to_owned());
        }
        if part.body["next"].is_null() {
            break;
        }
        let link = part.head("link").to_owned();
        let next = link.strip_prefix('<').and_then(|rest| rest.strip_suffix(">; rel=\"next\"")).unwrap();
        path = next.strip_prefix("/api/v1").unwrap().to_owned();
    }
    assert_eq!(titles, (1..=7).map(|number| format!("需求{number}")).collect::<Vec<_>>());
    worker.get("/needs?cursor=elsewhere").await.is_problem(422, "bad-cursor");
    worker
        .get("/needs?sort=updated&cursor=0192e4a0-0000-7000-8000-000000000000.title")
        .await
        .is_problem(422, "bad-cursor");
}

#[tokio::test]
async fn a_list_is_narrowed_by_what_its_records_hold() {
    let house = House::new();
    let worker = house.program("worker");
    let place = worker.get("/chain/places").await.is(200).body["items"][0]["id"].as_str().unwrap().to_owned();
    let one = json!({ "title_zh": "甲", "positions": [place], "expires": "2026-05-01", "control": "none" });
    let one = worker.post("/needs", &json!({ "content": one })).await.is(201).id();
    let other = worker.post("/needs", &need("乙")).await.is(201).id();
    let north = house.north;
    let table = [
        (format!("position={place}"), vec![&one]),
        ("expires_before=2026-06-01".to_owned(), vec![&one]),
        ("control=none".to_owned(), vec![&one]),
        ("visibility=members".to_owned(), vec![&other, &one]),
        ("q=%E4%B9%99".to_owned(), vec![&other]),
        (format!("owner={north}&author=me&sort=created"), vec![&other, &one]),
        (format!("owner={}", house.south), vec![]),
        ("state=published".to_owned(), vec![]),
        ("state=published&state=draft&visibility=members&control=none".to_owned(), vec![&one]),
    ];
    for (asked, ids) in table {
        let mut found = worker
            .get(&format!("/needs?{asked}"))
            .await
            .is(200)
            .ids()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>();
        let mut ids: Vec<String> = ids.into_iter().cloned().collect();
        found.sort();
        ids.sort();
        assert_eq!(found, ids, "{asked}");
    }
}

#[tokio::test]
async fn what_is_hidden_shows_in_no_link_no_count_and_no_history_and_stays_when_others_write() {
    let house = House::new();
    let (lead, admin) = (house.program("lead"), house.program("admin"));
    let secret = json!({ "title_zh": "未公开", "visibility": "private", "owner": house.south.to_string() });
    let hidden = admin.post("/problems", &json!({ "content": secret })).await.is(201).id();
    let content = json!({
        "title_zh": "榜单", "visibility": "public", "owner": house.north.to_string(), "cause": hidden,
        "named": [house.south.to_string()],
    });
    let made = admin.post("/calls", &json!({ "content": content })).await.is(201);
    assert_eq!(made.body["content"]["cause"], hidden, "the administrator sees both");
    let path = format!("/calls/{}", made.id());

    let seen = lead.get(&path).await.is(200);
    assert!(seen.body["content"].get("cause").is_none(), "{:#}", seen.body);
    let texts = [
        seen.body.to_string(),
        lead.get(&format!("{path}/history")).await.is(200).body.to_string(),
        lead.get(&format!("{path}/relations")).await.is(200).body.to_string(),
        lead.get("/calls").await.is(200).body.to_string(),
        lead.get(&format!("/calls?cause={hidden}")).await.is(200).body.to_string(),
    ];
    assert!(texts.iter().all(|text| !text.contains(&hidden)), "{texts:#?}");
    assert_eq!(lead.get(&format!("/calls?cause={hidden}")).await.is(200).body["count"], 0);
    assert_eq!(admin.get(&format!("/calls?cause={hidden}")).await.is(200).body["count"], 1);

    let change = json!({ "content": { "title_zh": "新榜单", "cause": null } });
    lead.patch(&path, 1, &change).await.is(200);
    assert_eq!(
        admin.get(&path).await.is(200).body["content"]["cause"],
        hidden,
        "who does not know it cannot take it out"
    );
}

#[tokio::test]
async fn every_reading_of_a_confidential_record_is_in_the_journal() {
    let house = House::new();
    let content = json!({
        "title_zh": "保密需求", "problem": "一", "visibility": "named", "named": [house.south.to_string()],
    });
    let worker = house.program("worker");
    let made = worker.post("/needs", &json!({ "content": content, "state": "published" })).await.is(201);
    let (path, object) = (format!("/needs/{}", made.id()), format!("need:{}", made.id()));
    let readings = || {
        let filter = JournalFilter { verb: Some("record.read".to_owned()), object: Some(object.clone()), by: None };
        let entries = house.store.reading(|shelf| shelf.entries_before(i64::MAX.unsigned_abs(), &filter, 100));
        entries.unwrap().iter().map(|entry| entry.by.unwrap()).collect::<Vec<_>>()
    };
    worker.get(&path).await.is(200);
    assert!(readings().is_empty(), "its author's own reading is none");
    let southern = house.program("southern");
    for part in ["", "/history", "/relations"] {
        southern.get(&format!("{path}{part}")).await.is(200);
    }
    southern.get("/needs").await.is(200);
    southern.get("/search?q=%E4%BF%9D%E5%AF%86").await.is(200);
    assert_eq!(readings(), [house.account("southern"); 5]);
}

#[tokio::test]
async fn files_hang_on_records() {
    let house = House::new();
    let (worker, southern) = (house.program("worker"), house.program("southern"));
    let path = format!("/needs/{}", worker.post("/needs", &need("镨钕")).await.is(201).id());
    let files = format!("{path}/attachments");
    let hung = worker.upload(&format!("{files}?name=..%2F%E6%8A%A5%E5%91%8A.pdf"), b"bytes").await.is(201);
    assert_eq!((&hung.body["name"], &hung.body["size"]), (&json!("报告.pdf"), &json!(5)));
    let again = worker.upload(&format!("{files}?name=%E6%8A%A5%E5%91%8A.pdf"), b"bytes").await.is(201);
    assert_eq!(again.body, hung.body, "the same bytes under the same name are there once");
    let file = format!("{files}/{}", hung.id());
    assert_eq!(hung.head("location"), format!("/api/v1{file}"));
    let fetched = worker.get(&file).await.is(200);
    assert_eq!(fetched.bytes, b"bytes");
    assert!(fetched.head("content-disposition").starts_with("attachment; filename="));
    southern.get(&file).await.is_problem(404, "not-found");
    southern.upload(&format!("{files}?name=a"), b"x").await.is_problem(404, "not-found");
    worker.upload(&format!("{files}?name=.."), b"x").await.is_problem(422, "bad-file-name");
    worker.upload(&files, b"x").await.is_problem(400, "missing-parameter");
    worker.delete(&file).await.is(204);
    assert_eq!(worker.get(&files).await.is(200).body["items"], json!([]));
    worker.get(&file).await.is_problem(404, "not-found");
}

#[tokio::test]
async fn others_may_be_let_in_to_change_a_record() {
    let house = House::new();
    let (worker, southern) = (house.program("worker"), house.program("southern"));
    let made = worker.post("/needs", &json!({ "content": whole_need("镨钕"), "state": "published" })).await.is(201);
    let path = format!("/needs/{}", made.id());
    let change = json!({ "content": { "summary_zh": "改" } });
    southern.patch(&path, 1, &change).await.is_problem(403, "not-allowed");
    southern.get(&format!("{path}/managers")).await.is_problem(403, "not-allowed");
    let managers = json!({ "managers": [house.account("southern").to_string()] });
    worker.put(&format!("{path}/managers"), &managers).await.is(200);
    assert_eq!(southern.get(&format!("{path}/managers")).await.is(200).body, managers);
    southern.patch(&path, 2, &change).await.is(200);
    let nobody = json!({ "managers": [made.id()] });
    worker.put(&format!("{path}/managers"), &nobody).await.is_problem(404, "no-such-account");
}

#[tokio::test]
async fn searches_are_kept_for_whoever_asks_them_again() {
    let house = House::new();
    let worker = house.program("worker");
    let search = json!({ "name": "磁体", "address": "/needs?q=magnet" });
    let saved = worker.post("/saved-searches", &search).await.is(201);
    assert_eq!(worker.get("/saved-searches").await.is(200).ids(), [saved.id()]);
    assert_eq!(house.program("lead").get("/saved-searches").await.is(200).body["items"], json!([]));
    let elsewhere = json!({ "name": "x", "address": "//evil.example/" });
    worker.post("/saved-searches", &elsewhere).await.is_problem(400, "wrong-shape");
    let path = format!("/saved-searches/{}", saved.id());
    house.program("lead").delete(&path).await.is_problem(404, "not-found");
    worker.delete(&path).await.is(204);
}

//! The pages of talent: what a file brings into the pool, and who is found for a question.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use axum::http::StatusCode;
use base::record::verb::Beginning;
use base::record::{Given, Kind};
use house::House;

const ORCID: &str = r#"{"orcid-identifier": {"path": "0000-0002-1825-0097"},
  "person": {"name": {"given-names": {"value": "小明"}, "family-name": {"value": "李"}}},
  "activities-summary": {"works": {"group": [
    {"work-summary": [{"title": {"title": {"value": "钕铁硼磁体晶界扩散降低镝用量"}},
      "journal-title": {"value": "示例学报"}, "publication-date": {"year": {"value": "2021"}}}]},
    {"work-summary": [{"title": null}]}]}}}"#;

/// The value of a hidden field of a page, as the browser sends it.
fn kept(page: &str) -> String {
    let value = page.split("name=\"kept\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let plain = value.replace("&quot;", "\"").replace("&#34;", "\"").replace("&#39;", "'");
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[tokio::test]
async fn a_record_of_orcid_is_looked_at_taken_and_found_as_an_expert() {
    let house = House::new();
    let owner = house.north.to_string();
    let look = house.upload("worker", "/persons/bring", "orcid.json", ORCID.as_bytes()).await;
    assert_eq!(look.status, StatusCode::OK);
    assert!(look.page.contains("李小明") && look.page.contains("0000-0002-1825-0097"), "{}", look.page);
    assert!(look.page.contains("钕铁硼磁体晶界扩散降低镝用量") && look.page.contains("没有题目"), "{}", look.page);
    // Nothing is written by looking.
    assert!(!house.page("worker", "/persons").await.contains("李小明"));
    let kept = kept(&look.page);
    let nobodys = house.post("worker", "/persons/bring/take", &[("kept", &kept), ("into-0", "new")]).await;
    assert!(nobodys.page.contains("请选择新人员所属的单位"), "{}", nobodys.page);
    let others = house.south.to_string();
    let fields = [("kept", kept.as_str()), ("owner", others.as_str()), ("into-0", "new")];
    let not_theirs = house.post("worker", "/persons/bring/take", &fields).await;
    assert!(not_theirs.page.contains("未导入"), "{}", not_theirs.page);
    let fields = [("kept", kept.as_str()), ("owner", owner.as_str()), ("into-0", "new")];
    let taken = house.post("worker", "/persons/bring/take", &fields).await;
    assert!(taken.page.contains("已新建，论著 1 篇"), "{}", taken.page);
    let again = house.upload("worker", "/persons/bring", "orcid.json", ORCID.as_bytes()).await;
    assert!(again.page.contains("已在人才库中（ORCID 相同）：新论著 0 篇"), "{}", again.page);
    house.catch_up();
    let question = "/experts?q=%E6%99%B6%E7%95%8C%E6%89%A9%E6%95%A3+%E9%95%9D%E7%94%A8%E9%87%8F".to_owned();
    let found = house.page("worker", &question).await;
    assert!(found.contains("李小明") && found.contains("示例学报 2021"), "{found}");
    // The new person is seen by their organisation alone.
    assert!(!house.page("southern", &question).await.contains("李小明"));
    assert!(house.page("worker", "/experts?place=nowhere").await.contains("产业链上没有"));
}

#[tokio::test]
async fn what_is_no_file_of_people_is_refused_above_the_form() {
    let house = House::new();
    let table = [
        ("orcid.json", "<!DOCTYPE html><html><body>Sign in</body></html>", "这是一个网页"),
        ("people.csv", "姓名,单位\n李小明,示例\n", "无法识别"),
        ("broken.json", "{\"orcid-identifier\":", "文件无法读取"),
        ("works.ris", "TY  - JOUR\nTI  - 镝\nER  -\n", "文件里没有人员"),
    ];
    for (name, content, wanted) in table {
        let sent = house.upload("worker", "/persons/bring", name, content.as_bytes()).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(sent.page.contains(wanted), "{name}: {}", sent.page);
    }
}

#[tokio::test]
async fn the_skills_that_are_wanting_are_counted_from_what_the_viewer_may_see() {
    let house = House::new();
    let north = house.north.to_string();
    let person = [("title_zh", "示例甲"), ("owner", &north), ("skills", "串级萃取；吹笛"), ("visibility", "members")];
    let person = person.map(|(name, text)| (name.to_owned(), Given::Text(text.to_owned())));
    house.write(Kind::Person, &person, Beginning::Published);
    let page = house.page("worker", "/skills").await;
    assert!(page.contains("萃取分离") && page.contains("svg class=\"plot"), "{page}");
    assert!(page.contains("吹笛") && page.contains("目录里没有的写法（1 种）"), "{page}");
    // Who sees no people would take every ask for a gap.
    assert_eq!(house.get("", "/skills").await.0, StatusCode::UNAUTHORIZED);
    let wrong = house.page("worker", "/skills?on=1999-01-01").await;
    assert!(wrong.contains("1999-01-01”不是"), "{wrong}");
    assert!(house.page("worker", "/skills/separating").await.contains("示例甲"));
}

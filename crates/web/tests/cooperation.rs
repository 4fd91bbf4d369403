//! The pages of cooperation and of projects: what a plan counts for whom, what is refused and said above the form.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use axum::http::StatusCode;
use base::record::verb::Beginning;
use base::record::{Given, Kind, RecordId};

use house::House;

fn written(house: &House, kind: Kind, fields: &[(&str, &str)]) -> RecordId {
    let given: Vec<(String, Given)> =
        fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
    house.write(kind, &given, Beginning::Published).id
}

fn agreement(house: &House) -> RecordId {
    let owner = house.north.to_string();
    let plan = "2026 | 2026-I-01 | 支持前沿项目 | 技术创新基地 | ≥3 | 项 | | | 2026-01-31";
    let fields = [
        ("title_zh", "框架协议"),
        ("owner", owner.as_str()),
        ("parties", owner.as_str()),
        ("content", "共建基地"),
        ("stage", "生效"),
        ("plan", plan),
        ("visibility", "public"),
    ];
    written(house, Kind::Agreement, &fields)
}

fn project(house: &House, visibility: &str) -> RecordId {
    let owner = house.north.to_string();
    let fields = [
        ("title_zh", "铈基磁体的界面"),
        ("owner", owner.as_str()),
        ("stage", "执行中"),
        ("goal", "回答一个问题"),
        ("track", "问题导向"),
        ("begins", "2026-01-01"),
        ("ends", "2026-12-31"),
        ("budget", "300万元"),
        ("gates", "小试 | 4 | 三批数据 | | 2026-02-01"),
        ("plan_item", "2026-i-01"),
        ("visibility", visibility),
    ];
    written(house, Kind::Project, &fields)
}

#[tokio::test]
async fn a_plan_counts_for_each_reader_what_they_may_see() {
    let house = House::new();
    let id = agreement(&house);
    project(&house, "owner");
    let address = format!("/agreements/{id}/plan");
    let (own, others) = (house.page("worker", &address).await, house.page("nobody", &address).await);
    assert!(own.contains("铈基磁体的界面") && own.contains("CNY 3,000,000.00"), "{own}");
    assert!(!others.contains("铈基磁体的界面") && !others.contains("3,000,000"), "{others}");
    // Its day is over, and nothing was reported.
    assert!(others.contains("逾期未完成") && others.contains("未填报"), "{others}");
    assert!(house.page("nobody", "/plan").await.contains("2026-I-01"));
}

#[tokio::test]
async fn a_target_without_a_unit_comes_back_with_what_was_typed() {
    let house = House::new();
    let address = format!("/agreements/{}/plan", agreement(&house));
    let item = [("act", "item"), ("year", "2026"), ("code", "2026-P-01"), ("item", "研修班"), ("target", "5")];
    let sent = house.post("lead", &address, &item).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", sent.page);
    assert!(sent.page.contains("“5”没有单位") && sent.page.contains("value=\"研修班\""), "{}", sent.page);
    let counted = [item.as_slice(), &[("unit", "期")]].concat();
    assert_eq!(house.post("lead", &address, &counted).await.status, StatusCode::SEE_OTHER);
    assert!(house.page("nobody", &address).await.contains("5 期"));
    // Whoever is not on the committee neither writes the plan nor votes.
    assert_eq!(house.post("worker", &address, &counted).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_gate_without_evidence_stays_shut_and_says_what_it_wants() {
    let house = House::new();
    agreement(&house);
    let id = project(&house, "members");
    let address = format!("/projects/{id}/desk");
    let page = house.page("worker", &address).await;
    assert!(page.contains("<svg class=\"plot\"") && page.contains("逾期"), "{page}");
    let decision = [("act", "decide"), ("at", "0"), ("decision", "passed")];
    let sent = house.post("lead", &address, &decision).await;
    assert_eq!(sent.status, StatusCode::CONFLICT, "{}", sent.page);
    assert!(sent.page.contains("须有证据才能通过") && sent.page.contains("三批数据"), "{}", sent.page);
    assert!(house.page("nobody", "/projects/board").await.contains("共 0 个项目"));
}

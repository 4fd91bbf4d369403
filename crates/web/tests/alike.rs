//! Records that say the same in other words: found when one is typed, and when a list of them is brought in.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use std::io::Cursor;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use base::record::verb::Beginning;
use base::record::{Given, Kind, Record};
use house::House;
use sheet::{Column, write_xlsx};

const TITLE: &str = "降低烧结钕铁硼磁体的重稀土用量";
const PROBLEM: &str = "电机用烧结钕铁硼磁体需要添加镝、铽提高矫顽力，成本高，希望采用晶界扩散减少用量。";
/// The same matter, said a little otherwise.
const AGAIN: [(&str, &str); 2] = [
    ("title_zh", "降低烧结钕铁硼磁体中重稀土的用量"),
    ("problem", "电机用烧结钕铁硼磁体需添加镝和铽提高矫顽力，成本较高，希望采用晶界扩散减少用量。"),
];

fn house(visibility: &str) -> (House, Record) {
    let house = House::new();
    let fields = [
        ("title_zh", TITLE.to_owned()),
        ("problem", PROBLEM.to_owned()),
        ("visibility", visibility.to_owned()),
        ("owner", house.north.to_string()),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), Given::Text(value)));
    let need = house.write(Kind::Need, &fields, Beginning::Published);
    house.catch_up();
    (house, need)
}

#[tokio::test]
async fn what_is_typed_a_second_time_is_shown_before_it_is_written() {
    let (house, need) = house("members");
    let mut form = AGAIN.to_vec();
    form.extend([("visibility", "members"), ("act", "publish")]);
    let asked = house.post("southern", "/needs/new", &form).await;
    assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.page);
    assert!(asked.page.contains(&format!("/needs/{}\"", need.id)) && asked.page.contains(AGAIN[0].1), "{}", asked.page);
    let list = house.page("southern", "/needs").await;
    assert!(!list.contains(AGAIN[0].1), "nothing is written yet");
    let apart = need.id.to_string();
    form.push(("apart", &apart));
    let written = house.post("southern", "/needs/new", &form).await.led();
    assert!(house.page("southern", &written).await.contains(AGAIN[0].1));
}

#[tokio::test]
async fn what_is_another_matter_or_hidden_is_not_held_up() {
    let (house, _) = house("owner");
    let another = [("title_zh", "降低烧结钕铁硼磁体的加工损耗"), ("problem", "切片和磨削的损耗高，希望近净成形。")];
    let table = [("worker", another, true), ("southern", AGAIN, true), ("worker", AGAIN, false)];
    for (who, fields, goes_in) in table {
        let mut form = fields.to_vec();
        form.extend([("visibility", "owner"), ("act", "save")]);
        let sent = house.post(who, "/needs/new", &form).await;
        let expected = if goes_in { StatusCode::SEE_OTHER } else { StatusCode::CONFLICT };
        assert_eq!(sent.status, expected, "{who} {fields:?} {}", sent.page);
    }
}

#[tokio::test]
async fn a_row_that_says_the_same_waits_for_a_decision_that_is_remembered() {
    let (house, _) = house("members");
    let columns: Vec<Column> = ["需求名称", "拟解决的技术难题"].map(Column::text).into();
    let rows =
        [AGAIN.map(|(_, cell)| cell.to_owned()).to_vec(), vec!["高纯氧化镧的制备".to_owned(), "除杂。".to_owned()]];
    let mut file = Cursor::new(Vec::new());
    write_xlsx(&columns, rows.into_iter(), &mut file).unwrap();
    let bytes = file.into_inner();
    let import = house.upload("southern", "/needs/import", "需求.xlsx", &bytes).await.led();
    let page = rested(&house, &import).await;
    assert!(page.contains("文字相近"), "{page}");
    house.post("southern", &format!("{import}/duplicates"), &[("as", "new")]).await.led();
    let page = house.page("southern", &import).await;
    assert!(!page.contains("文字相近"), "{page}");
    // The same list once more asks nothing.
    let import = house.upload("southern", "/needs/import", "需求.xlsx", &bytes).await.led();
    let page = rested(&house, &import).await;
    assert!(!page.contains("文字相近"), "{page}");
}

#[tokio::test]
async fn rows_of_one_list_that_say_the_same_are_held_against_each_other() {
    let (house, need) = house("owner");
    let columns: Vec<Column> = ["需求名称", "拟解决的技术难题"].map(Column::text).into();
    let rows = [
        [AGAIN[0].1, AGAIN[1].1],
        ["高纯氧化镧的制备", "氧化镧除杂，非稀土杂质降到 5 ppm 以下。"],
        [TITLE, PROBLEM],
        ["高纯氧化铈的制备", "氧化铈除杂，非稀土杂质降到 5 ppm 以下。"],
    ];
    let mut file = Cursor::new(Vec::new());
    write_xlsx(&columns, rows.into_iter().map(|row| row.map(str::to_owned).to_vec()), &mut file).unwrap();
    let import = house.upload("southern", "/needs/import", "需求.xlsx", &file.into_inner()).await.led();
    let page = rested(&house, &import).await;
    assert_eq!(page.matches("文字相近").count(), 1, "{page}");
    assert!(!page.contains(&need.id.to_string()), "what is hidden is not told");
}

/// The page of an import once nothing works on it any more.
async fn rested(house: &House, import: &str) -> String {
    let begun = Instant::now();
    loop {
        let (_, progress) = house.get("southern", &format!("{import}/progress")).await;
        if progress.contains("\"finished\":true") {
            return house.page("southern", import).await;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{progress}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

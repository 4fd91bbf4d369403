//! Tables taken in and given out, as people do it in a browser.
#![allow(clippy::unwrap_used, reason = "tests may stop where something is not as it should be")]

mod house;

use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use base::record::Kind;
use base::record::verb::Beginning;
use base::record::{Given, Record};
use house::House;
use http_body_util::BodyExt;
use sheet::{Book, Column, Limits, write_xlsx};

fn workbook(lines: &[&[&str]]) -> Vec<u8> {
    let columns: Vec<Column> = lines[0].iter().map(|title| Column::text(*title)).collect();
    let rows = lines[1..].iter().map(|line| line.iter().map(|cell| (*cell).to_owned()).collect());
    let mut file = Cursor::new(Vec::new());
    write_xlsx(&columns, rows, &mut file).unwrap();
    file.into_inner()
}

/// The rows of a file that somebody is given.
async fn given(house: &House, who: &str, address: &str) -> Vec<Vec<String>> {
    let response = house.ask(who, Request::get(address), Body::empty()).await;
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    assert!(response.headers()[CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"), "{address}");
    let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
    let mut rows = Vec::new();
    let mut book = Book::open(bytes, "table", Limits::default()).unwrap().unguard();
    book.rows(0, &mut |row| {
        rows.push(row.cells);
        ControlFlow::Continue(())
    })
    .unwrap();
    rows
}

/// Sends a table up; the address of the import.
async fn uploaded(house: &House, who: &str, list: &str, name: &str, bytes: &[u8]) -> String {
    house.upload(who, &format!("{list}/import"), name, bytes).await.led()
}

/// The page of an import once nothing works on it any more.
async fn rested(house: &House, who: &str, address: &str) -> String {
    let begun = Instant::now();
    loop {
        let (_, progress) = house.get(who, &format!("{address}/progress")).await;
        if progress.contains("\"finished\":true") {
            return house.page(who, address).await;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{progress}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn act(house: &House, who: &str, address: &str, verb: &str, fields: &[(&str, &str)]) -> String {
    let led = house.post(who, &format!("{address}/{verb}"), fields).await.led();
    rested(house, who, &led).await
}

/// The words of a page without its marks, so that a count stands beside its word.
fn plain(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in page.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => text.push(other),
            _ => {}
        }
    }
    text
}

fn need(house: &House, title: &str, visibility: &str) -> Record {
    let owner = house.north.to_string();
    let given = [("title_zh", title), ("problem", "难题"), ("owner", &owner), ("visibility", visibility)];
    let given = given.map(|(name, text)| (name.to_owned(), Given::Text(text.to_owned())));
    house.write(Kind::Need, &given, Beginning::Published)
}

#[tokio::test]
async fn an_office_list_is_looked_at_mended_and_written() {
    let house = House::new();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sheet/tests/files/needs.xlsx");
    let address = uploaded(&house, "admin", "/needs", "../需求 征集.xlsx", &fs::read(file).unwrap()).await;
    let page = rested(&house, "admin", &address).await;
    for said in ["需求 征集.xlsx", "有误 16", "示例磁材股份有限公司", "录入为草稿单位", "不导入的列：序号", "没有名为"]
    {
        assert!(plain(&page).contains(said), "{said}\n{page}");
    }
    let page = act(&house, "admin", &address, "organisations", &[]).await;
    for said in ["新增 8", "有误 7", "疑似重复 1", "与本文件第 10 行重复", "“很多钱”", "将写入 8 行"]
    {
        assert!(plain(&page).contains(said), "{said}\n{page}");
    }
    let bad = house.page("admin", &format!("{address}?status=bad")).await;
    assert!(!bad.contains("id=\"row-5\"") && bad.contains("id=\"row-16\""), "{bad}");
    let english = house.page("admin", &format!("{address}?lang=en")).await;
    for said in ["to add 8", "8 rows will be written", "Repeats row 10 of this file", "“很多钱” is no amount of money"]
    {
        assert!(plain(&english).contains(said), "{said}\n{english}");
    }
    assert!(plain(&page).contains("待确认，还有 1 行待处理"), "{page}");
    let page = act(&house, "admin", &address, "duplicates", &[("as", "skip"), ("row", "18")]).await;
    assert!(!plain(&page).contains("行待处理"), "{page}");
    let page = act(&house, "admin", &address, "apply", &[]).await;
    for said in ["已写入 8", "有误 7", "跳过 1", "没有要写入的行"] {
        assert!(plain(&page).contains(said), "{said}\n{page}");
    }
    let rows = given(&house, "admin", &format!("{address}/bad.xlsx")).await;
    assert_eq!((rows.len(), rows[0].last().unwrap().as_str()), (8, "问题/Problems"));
    assert!(rows[1].last().unwrap().starts_with("有效期：“长期有效”"), "{:?}", rows[1]);
    let results = given(&house, "admin", &format!("{address}/result.xlsx")).await;
    assert_eq!(results.len(), 17);
    assert_eq!((results[1][0].as_str(), results[1][1].as_str(), results[1][3].as_str()), ("5", "已写入", "ADD"));
    let list = house.page("admin", "/needs?q=晶界扩散").await;
    assert!(list.contains("钕铁硼晶界扩散重稀土减量技术"), "{list}");
    assert!(list.contains("/needs/export.xlsx?q="), "{list}");
}

#[tokio::test]
async fn a_list_is_exported_changed_and_imported_again() {
    let house = House::new();
    let first = need(&house, "=降低镝用量", "members");
    need(&house, "抛光粉粒度", "members");
    need(&house, "秘密", "private");
    let rows = given(&house, "worker", "/needs/export.csv?q=降低").await;
    assert_eq!((rows.len(), rows[0][0].as_str(), rows[1][3].as_str()), (2, "编号/ID", "=降低镝用量"));
    assert_eq!(given(&house, "worker", "/needs/export.xlsx").await.len(), 3, "what is private stays out");
    assert_eq!(given(&house, "nobody", "/needs/export.xlsx").await.len(), 1, "visitors see public records");
    let english = given(&house, "worker", "/needs/export.xlsx?lang=en").await;
    assert_eq!(english[0][3], "Title (Chinese)");
    let lead = given(&house, "lead", "/needs/export.xlsx?q=降低").await;
    let mut cells: Vec<Vec<String>> = lead;
    let at = cells[0].iter().position(|title| title == "技术难题").unwrap();
    cells[1][at] = "改过的难题".to_owned();
    let lines: Vec<Vec<&str>> = cells.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let file = workbook(&lines.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let address = uploaded(&house, "lead", "/needs", "改.xlsx", &file).await;
    let page = rested(&house, "lead", &address).await;
    assert!(plain(&page).contains("修改 1") && page.contains("changed"), "{page}");
    act(&house, "lead", &address, "apply", &[]).await;
    let page = house.page("lead", &format!("/needs/{}", first.id)).await;
    assert!(page.contains("改过的难题"), "{page}");
    let wrong = house.ask("lead", Request::get("/needs/export.xlsx?state=gone"), Body::empty()).await;
    assert_eq!(wrong.status(), StatusCode::SEE_OTHER, "the list says what is wrong with the question");
}

#[tokio::test]
async fn what_others_keep_comes_back_unchanged_and_cannot_be_changed() {
    let house = House::new();
    for title in ["降低镝用量", "抛光粉粒度"] {
        need(&house, title, "members");
    }
    let mut cells = given(&house, "southern", "/needs/export.xlsx").await;
    for (status, changed) in [("无变化 2", false), ("有误 1", true)] {
        if changed {
            let at = cells[0].iter().position(|title| title == "技术难题").unwrap();
            cells[1][at] = "不该由别的单位来改".to_owned();
        }
        let lines: Vec<Vec<&str>> = cells.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let file = workbook(&lines.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let address = uploaded(&house, "southern", "/needs", "看到的.xlsx", &file).await;
        let page = rested(&house, "southern", &address).await;
        assert!(plain(&page).contains(status) && page.contains("没有要写入的行"), "{page}");
    }
}

#[tokio::test]
async fn columns_units_and_ways_are_corrected() {
    let house = House::new();
    let file =
        workbook(&[&["需求名称", "说明文字", "预算金额（元）", "所属单位"], &["甲", "难题甲", "300", "没有的公司"]]);
    let address = uploaded(&house, "worker", "/needs", "甲.xlsx", &file).await;
    let page = rested(&house, "worker", &address).await;
    assert!(plain(&page).contains("有误 1") && !page.contains("录入为草稿单位"), "{page}");
    let page = act(&house, "worker", &address, "ways", &[("missing", "note"), ("start", "draft")]).await;
    for said in ["待确认 1", "待确认，还有 1 行待处理", "“预算金额（元）”的单位可能不对", "不导入的列：说明文字"]
    {
        assert!(plain(&page).contains(said), "{said}\n{page}");
    }
    let columns = house.page("worker", &format!("{address}/columns")).await;
    assert!(columns.contains("<option value=\"field:problem\">") && columns.contains("难题甲"), "{columns}");
    assert!(columns.contains("<option value=\"元\" selected>"), "{columns}");
    let fields = [
        ("c0", "field:title_zh"),
        ("c1", "field:problem"),
        ("c2", "field:budget"),
        ("u2", "万元"),
        ("c3", "field:owner"),
    ];
    let page = act(&house, "worker", &address, "columns", &fields).await;
    assert!(plain(&page).contains("新增 1"), "{page}");
    let page = act(&house, "worker", &address, "apply", &[]).await;
    let record = page.split("href=\"/needs/").nth(2).map(|rest| rest.split('"').next().unwrap().to_owned());
    let record = page
        .split("href=\"/needs/")
        .filter_map(|rest| rest.split('"').next())
        .find(|id| id.len() == 36)
        .map(str::to_owned)
        .or(record)
        .unwrap();
    let page = house.page("worker", &format!("/needs/{record}")).await;
    for said in ["300万元", "难题甲", "所属单位：没有的公司", "北方稀土院"] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    // The unit said to be right.
    let file = workbook(&[&["需求名称", "预算（元）"], &["乙", "200"]]);
    let address = uploaded(&house, "worker", "/needs", "乙.xlsx", &file).await;
    rested(&house, "worker", &address).await;
    let page = act(&house, "worker", &address, "unit", &[("column", "1")]).await;
    assert!(plain(&page).contains("新增 1"), "{page}");
}

#[tokio::test]
async fn an_import_is_its_uploaders_alone() {
    let house = House::new();
    let file = workbook(&[&["需求名称"], &["甲"]]);
    let address = uploaded(&house, "worker", "/needs", "甲.xlsx", &file).await;
    rested(&house, "worker", &address).await;
    rested(&house, "admin", &address).await;
    for who in ["lead", "southern", "auditor"] {
        for rest in ["", "/progress", "/columns", "/bad.xlsx", "/result.xlsx"] {
            let (status, _) = house.get(who, &format!("{address}{rest}")).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{who} {rest}");
        }
        for verb in ["apply", "forget", "duplicates", "unit", "ways", "columns", "header", "resume", "organisations"] {
            let fields = [("as", "skip"), ("column", "0")];
            let sent = house.post(who, &format!("{address}/{verb}"), &fields).await;
            assert_eq!(sent.status, StatusCode::NOT_FOUND, "{who} {verb}");
        }
    }
    let refused = house.post("worker", &format!("{address}/organisations"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let page = house.page("worker", "/needs/import").await;
    assert!(page.contains("甲.xlsx") && page.contains("/needs/template.xlsx"), "{page}");
    assert_eq!(house.post("worker", &format!("{address}/forget"), &[]).await.led(), "/needs/import");
    assert_eq!(house.get("worker", &address).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_table_is_refused_in_words() {
    let house = House::new();
    let address = uploaded(&house, "worker", "/needs", "图.xlsx", b"%PDF-1.7 not a table\n%%EOF").await;
    let page = rested(&house, "worker", &address).await;
    assert!(page.contains("role=\"alert\"") && page.contains("这不是 XLSX"), "{page}");
    let file = workbook(&[&["甲", "乙"], &["一", "二"]]);
    let address = uploaded(&house, "worker", "/needs", "无表头.xlsx", &file).await;
    let page = rested(&house, "worker", &address).await;
    assert!(page.contains("没有一行像是“需求”列表的表头"), "{page}");
    let page = act(&house, "worker", &address, "header", &[("row", "1")]).await;
    assert!(plain(&page).contains("有误 1") || plain(&page).contains("没有这样的行"), "{page}");
    let guard = house.session("worker").1;
    let body = format!("--s\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{guard}\r\n--s--\r\n");
    let request = Request::post("/needs/import").header(CONTENT_TYPE, "multipart/form-data; boundary=s");
    let response = house.ask("worker", request, Body::from(body)).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "no file was chosen");
}

#[tokio::test]
async fn every_kind_has_a_template_that_can_be_filled_in() {
    let house = House::new();
    for kind in Kind::ALL {
        let rows = given(&house, "nobody", &format!("/{}/template.xlsx", kind.path())).await;
        let labels: Vec<&str> = kind.fields().map(|field| field.label.zh).collect();
        assert_eq!(rows, [labels], "{kind}");
    }
}

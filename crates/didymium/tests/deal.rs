//! `didymium deal`: the deals of a demo base by stage, what one lacks, what is late, the report of a year, statements to
//! the fen; what is not there.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::path::Path;

use running::{Ran, Server, run};
use serde_json::Value;

const STAGES: [&str; 9] =
    ["contact", "nda", "evaluation", "negotiation", "approval", "publicity", "contract", "performance", "closing"];
const COATING: &str = "磁体无铬复合防护涂层 → 海上直驱发电机磁体的耐蚀与长寿";
/// A contract whose first sum was due before this was written, and whose second has no day.
const OVERDUE: &str = "title_zh,title_en,deal_type,stage,status,signed,begins,ends,value,terms\n\
    逾期的许可,An overdue licence,许可,履约,推进中,2026-01-05,2026-01-05,2031-01-04,50万元,\
    \"入门费 | 30万元 |  |  |  |  | 2026-02-01 |  |  | 第一条 | T1\n里程碑款 | 20万元 |  |  |  |  |  |  | 验收后 | 第二条 | T2\"\n";

fn deal(language: &str, base: &Path, words: &[&str]) -> Ran {
    run(language, base, &[&["deal"], words].concat())
}

/// What a command says that goes well.
fn says(language: &str, base: &Path, words: &[&str]) -> String {
    running::says(language, base, &[&["deal"], words].concat())
}

fn told(base: &Path, words: &[&str]) -> Value {
    running::told(base, &[&["deal"], words].concat())
}

fn items(body: &Value) -> &[Value] {
    body["items"].as_array().unwrap()
}

#[test]
fn the_operator_reads_the_deals_of_a_base() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    // The demo base stays when its server has ended.
    drop(Server::start(&base, "", &[]));
    let deals = every_stage_has_a_deal(&base);
    what_lies_ahead_is_said_with_what_is_missing(&base, &deals);
    what_is_late_comes_first(&base);
    a_year_is_reported(&base);
    statements_say_fen_and_article(&base);
    what_is_not_there_is_refused(&base, &deals);
}

fn every_stage_has_a_deal(base: &Path) -> Vec<Value> {
    let deals = told(base, &["list"]).as_array().unwrap().clone();
    let text = says("zh", base, &["list"]);
    let stages: Vec<&str> = deals.iter().map(|one| one["stage"].as_str().unwrap()).collect();
    let order: Vec<usize> = stages.iter().map(|one| STAGES.iter().position(|stage| stage == one).unwrap()).collect();
    assert!(order.is_sorted(), "{stages:?}");
    for stage in STAGES {
        let one = deals.iter().find(|one| one["stage"] == stage).expect(stage);
        assert!(text.contains(one["title"]["zh"].as_str().unwrap()), "{stage}: {text}");
    }
    assert!(text.contains(&format!("共 {} 个转化案", deals.len())), "{text}");
    deals
}

fn what_lies_ahead_is_said_with_what_is_missing(base: &Path, deals: &[Value]) {
    let early = deals.iter().find(|one| one["stage"] == "approval").unwrap();
    let by_id = told(base, &["show", early["deal"].as_str().unwrap()]);
    let title = early["title"]["zh"].as_str().unwrap();
    assert_eq!(told(base, &["show", title]), by_id, "a title names it as well as its id");
    let ahead = by_id["ahead"].as_array().unwrap();
    assert_eq!(ahead.first().unwrap()["stage"], "publicity");
    let contract = ahead.iter().find(|one| one["stage"] == "performance").unwrap();
    assert!(contract["wants"].as_array().unwrap().contains(&"contract-number".into()), "{by_id}");
    for (language, missing) in [("en", "the contract number"), ("zh", "合同编号")] {
        let text = says(language, base, &["show", title]);
        assert!(text.contains(missing), "{text}");
    }
    let coating = deals.iter().find(|one| one["title"]["zh"].as_str().unwrap().contains(COATING)).expect(COATING);
    let text = says("en", base, &["show", coating["deal"].as_str().unwrap()]);
    assert!(text.contains("CNY 1,200,000.00") && text.contains("received"), "{text}");
}

fn what_is_late_comes_first(base: &Path) {
    let file = base.join("overdue.csv");
    std::fs::write(&file, OVERDUE).unwrap();
    let before = told(base, &["receivables"]);
    let brought = run("en", base, &["import", "deal", &file.to_string_lossy(), "--as", "broker"]);
    assert_eq!(brought.code, 0, "{}{}", brought.out, brought.errors);
    let after = told(base, &["receivables"]);
    assert_eq!(after["late"].as_u64().unwrap(), before["late"].as_u64().unwrap() + 1);
    assert_eq!(items(&after).len(), items(&before).len() + 2);
    let late = items(&after).iter().find(|one| one["title"]["en"] == "An overdue licence").unwrap();
    assert_eq!(
        (&late["receivable"]["owed"], &late["receivable"]["due"]),
        (&"CNY 300000.00".into(), &"2026-02-01".into())
    );
    assert!(late["receivable"]["days_late"].as_u64().unwrap() >= 299, "{late}");
    let known: Vec<bool> = items(&after).iter().map(|one| one["receivable"]["days_late"].is_null()).collect();
    assert!(known.is_sorted(), "the late come first");
    for (language, title, days) in [("en", "An overdue licence", "days late"), ("zh", "逾期的许可", "逾期")] {
        let text = says(language, base, &["receivables"]);
        let line = text.lines().find(|line| line.contains(title)).unwrap();
        assert!(line.contains(days) && line.contains("CNY 300,000.00"), "{line}");
    }
    let list = says("en", base, &["list"]);
    let line = list.lines().find(|line| line.contains("An overdue licence")).unwrap();
    assert!(line.contains("one payment late"), "{line}");
}

fn a_year_is_reported(base: &Path) {
    let report = told(base, &["report", "--year", "2026"]);
    let licences = items(&report).iter().find(|one| one["form"] == "licence").unwrap();
    // Signed in the year: the two of the demo base, and the one brought before.
    assert_eq!(licences["signed"], 3, "{report}");
    for (language, heading) in [("en", "Conversion report 2026"), ("zh", "2026 年度成果转化报告")] {
        let text = says(language, base, &["report", "--year", "2026"]);
        assert!(text.contains(heading) && text.contains("CNY "), "{text}");
    }
    assert_eq!(says("en", base, &["report", "--year", "1999"]), "Nothing was converted in this year.\n");
}

fn statements_say_fen_and_article(base: &Path) {
    let batch = format!("{COATING}：分配 2026-01");
    let text = says("zh", base, &["statements", &batch]);
    for said in ["宋美玲", "CNY 542,037.74", "54203773.5", "第七条第二款", "促进科技成果转化法", "第四十五条第二款"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    let body = told(base, &["statements", &batch]);
    let fen = |one: &Value| -> i64 {
        let amount = one["share"]["amount"].as_str().unwrap();
        transfer::money::read_amount(amount).unwrap().minor_units()
    };
    let shared: i64 = items(&body).iter().map(fen).sum();
    // 1,200,000.00 that came in, less 67,924.53 of tax.
    assert_eq!(shared, 113_207_547, "to the fen: {body}");
}

fn what_is_not_there_is_refused(base: &Path, deals: &[Value]) {
    let unknown = "01890000-0000-7000-8000-000000000000";
    for verb in ["show", "statements"] {
        for named in [unknown, "没有这样的记录"] {
            let ran = deal("en", base, &[verb, named]);
            assert_eq!((ran.code, ran.out.as_str()), (8, ""), "{verb} {named}: {}", ran.errors);
            assert!(!ran.errors.is_empty());
        }
    }
    // A deal is no batch.
    let ran = deal("en", base, &["statements", deals[0]["deal"].as_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (8, ""), "{}", ran.errors);
    let nowhere = deal("en", &base.join("nowhere"), &["list"]);
    assert_eq!(nowhere.code, 1, "{}", nowhere.errors);
}

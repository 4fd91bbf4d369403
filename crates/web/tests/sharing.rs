//! Sharing in pages: proposals, their files, and what is refused by name; rules built, said, drawn and tried.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod base;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{Request, StatusCode};

use base::{ask, get, text};

const MINES: &str = "party=Mines&party=North&party=Buyers&party=Lab&owner.hills=1&owner.state=2&owner.north=2\
    &owner.buyers=3&owner.tokyo=3&patch.boundary_diffusion=4&rest=absent";

async fn page(address: &str) -> String {
    let response = get(address).await;
    let status = response.status();
    let page = text(response).await;
    assert_eq!(status, StatusCode::OK, "{address}\n{page}");
    assert!(!page.contains('⟨'), "{address} lacks a message\n{page}");
    page
}

/// The table without its header: names and cells.
async fn table(address: &str) -> Vec<Vec<String>> {
    let table = page(address).await;
    let rows = table.lines().skip(1).map(|line| line.trim().split(',').map(str::to_owned).collect());
    rows.collect()
}

fn number(cell: &str) -> f64 {
    cell.parse().unwrap()
}

#[tokio::test]
async fn a_first_visit_sees_a_proposal_of_the_packs_owners() {
    let chinese = page("/sharing/proposal").await;
    for said in ["北方公司", "全体买方", "的持有方", "<svg", "沙普利值", "核仁", "不属于任何参与方", "至多"]
    {
        assert!(chinese.contains(said), "{said}\n{chinese}");
    }
    let english = page("/sharing/proposal?lang=en").await;
    assert!(english.contains("North Company") && english.contains("Holder of"), "{english}");
    let prose = english.to_lowercase();
    assert!(!prose.contains("the fair share is") && !chinese.contains("公平的份额是"));
}

#[tokio::test]
async fn the_lines_of_every_answer_make_the_whole() {
    for rest in ["absent", "at-chain-prices", "free"] {
        let asked = MINES.replace("rest=absent", &format!("rest={rest}"));
        let rows = table(&format!("/sharing/proposal.csv?lang=en&{asked}")).await;
        assert_eq!(rows.len(), 6, "four parties, nobody, the whole: {rows:?}");
        for column in [4, 5, 7] {
            let lines: f64 = rows[..5].iter().map(|row| number(&row[column])).sum();
            let whole = number(&rows[5][column]);
            assert!(whole > 0.0 && (lines - whole).abs() < 0.05, "{rest} {column}: {lines} {whole}");
        }
        for row in &rows[..4] {
            let (low, high, paid) = (number(&row[2]), number(&row[3]), number(&row[4]));
            assert!(low - 0.05 <= paid && paid <= high + 0.05, "{rest}: {row:?}");
        }
        assert!(number(&rows[3][4]).abs() < 0.01, "chain prices pay a technology nothing: {rows:?}");
    }
}

#[tokio::test]
async fn a_limit_under_a_public_rule_is_open_to_all_or_with_its_holder_only() {
    let held = table(&format!("/sharing/proposal.csv?{MINES}")).await;
    let open = table(&format!("/sharing/proposal.csv?{}", MINES.replace("&owner.state=2", ""))).await;
    assert!(number(&held[4][4]).abs() < 0.01, "whoever holds the quota has its rent: {held:?}");
    assert!(number(&open[4][4]) > 1.0, "an open rule's rent belongs to nobody: {open:?}");
    assert!(number(&held[1][4]) > number(&open[1][4]), "{held:?} {open:?}");
}

#[tokio::test]
async fn a_proposal_can_be_sent_as_an_address_and_taken_as_a_workbook() {
    let asked = page(&format!("/sharing/proposal?lang=en&{MINES}&party=&limit=&holder=")).await;
    let link = asked.split("href=\"").filter_map(|rest| rest.split('"').next());
    let link = link.filter(|link| link.starts_with("/sharing/proposal?")).last().unwrap();
    let link = link.replace("&#38;", "&").replace("&amp;", "&");
    let again = page(&format!("{link}&lang=en")).await;
    let answers =
        |page: &str| page.split("id=\"table\"").nth(1).unwrap().split("id=\"form\"").next().unwrap().to_owned();
    assert_eq!(answers(&asked).replace("party=&#38;", ""), answers(&again).replace("party=&#38;", ""));
    for value in ["value=\"Mines\"", "<option value=\"4\" selected>4 Lab</option>"] {
        assert!(again.contains(value), "{value}\n{again}");
    }
    let response = get(&format!("/sharing/proposal.xlsx?{MINES}")).await;
    assert_eq!(response.status(), StatusCode::OK);
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(kind.contains("spreadsheetml"), "{kind}");
}

#[tokio::test]
async fn what_is_wrong_is_refused_by_name_and_stays_typed() {
    let table = [
        ("party=Mines&owner.hills=9", "there is no such party", "没有这一方"),
        ("party=&party=North&owner.hills=1&owner.north=2", "has no name", "没有名称"),
        ("party=Mines&party=North&owner.hills=1", "holds no limit", "不持有"),
        ("party=A&party=A&owner.hills=1&owner.north=2", "Two parties are called", "两个参与方都叫"),
        ("party=Mines&owner.nobody=1", "the chain has no owner nobody", "没有所有者 nobody"),
        ("party=Mines&limit=mine_mm&holder=1", "capacity:ID", "capacity:编号"),
        ("party=Mines&owner.hills=1&rest=gone", "none of the ways", "不是可选的做法"),
    ];
    for (asked, english, chinese) in table {
        for (language, said) in [("en", english), ("zh", chinese)] {
            let response = get(&format!("/sharing/proposal?{asked}&lang={language}")).await;
            assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{asked}");
            let page = text(response).await;
            assert!(page.contains("role=\"alert\"") && page.contains(said), "{asked}: {said}\n{page}");
            assert!(page.contains("name=\"party\" value=\""), "{page}");
        }
        let file = get(&format!("/sharing/proposal.csv?{asked}")).await;
        assert_eq!(file.status(), StatusCode::SEE_OTHER, "the page says what is wrong: {asked}");
    }
    let kept = text(get("/sharing/proposal?party=Mines&limit=mine_mm&holder=1").await).await;
    assert!(kept.contains("value=\"mine_mm\"") && kept.contains("value=\"Mines\""), "{kept}");
    let many: Vec<String> = (1..=17).map(|party| format!("party=P{party}")).collect();
    assert_eq!(get(&format!("/sharing/proposal?{}", many.join("&"))).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_objects_is_named_with_how_much() {
    // The average over all orders gives the miners and the importer more than the others would lose without them.
    let asked = "party=Quota&party=North&party=Miners&party=Buyers&party=Tokyo&party=Lab&owner.state=1&owner.north=2\
        &owner.hills=3&owner.buyers=4&owner.tokyo=5&patch.boundary_diffusion=6&lang=en";
    let page = page(&format!("/sharing/proposal?{asked}")).await;
    for said in ["4 coalitions could have more by themselves", "all but Miners + Tokyo: US$71.36 m more"] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    let stands = page.matches("No coalition could have more by itself.").count();
    assert_eq!(stands, 2, "nobody objects to chain prices and to the nucleolus");
}

/// A form as a browser sends it with a file: fields in their order.
async fn send(fields: &[(&str, &str)]) -> axum::response::Response {
    let part = |(name, value): &(&str, &str)| {
        format!("--s\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body: Vec<String> = fields.iter().map(part).collect();
    let request = Request::post("/sharing/rule")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=s")
        .header(HOST, "base.test")
        .header(ORIGIN, "https://base.test");
    ask(request.body(Body::from(format!("{}--s--\r\n", body.concat()))).unwrap()).await
}

const RULE: [(&str, &str); 20] = [
    ("agreement", "许可-7"),
    ("version", "1"),
    ("agreed", "2026-01-05"),
    ("from", "2026-02-01"),
    ("currency", "CNY"),
    ("base", "gross"),
    ("parties.0.id", "转化办"),
    ("parties.1.id", "完成人"),
    ("parties.1.members", "王工 2/3，李工 1/3"),
    ("parties.2.id", "单位"),
    ("steps.0.id", "成本"),
    ("steps.0.clause", "5.1"),
    ("steps.0.kind", "recoup"),
    ("steps.0.pool", "专利费"),
    ("steps.0.to", "转化办"),
    ("steps.0.charge", "80%"),
    ("steps.1.id", "分配"),
    ("steps.1.kind", "split"),
    ("steps.1.shares", "完成人 70%，单位 30%"),
    ("receipts.0.date", "2026-03-01"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    RULE.into_iter().chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn a_rule_is_said_drawn_and_tried_line_by_line() {
    let trial = [("receipts.0.amount", "1,000.01"), ("receipts.0.pool.专利费", "900"), ("act", "show")];
    let response = send(&with(&trial)).await;
    let status = response.status();
    let page = text(response).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let said = [
        "剩余全部分配：完成人 70%, 单位 30%",
        "class=\"stream\"",
        "800.01",
        "93.33",
        "46.67",
        "专利费 尚未收回 CNY 99.99",
        "（5.1）",
        "value=\"王工 2/3，李工 1/3\"",
    ];
    for said in said {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert!(!page.contains('⟨'), "{page}");
}

#[tokio::test]
async fn a_rule_goes_out_as_text_and_comes_back_as_the_same_form() {
    let response = send(&with(&[("act", "toml")])).await;
    assert_eq!(response.status(), StatusCode::OK);
    let toml = text(response).await;
    assert!(toml.contains("agreement = \"许可-7\"") && toml.contains("4/5"), "{toml}");
    let page = text(send(&[("act", "read"), ("text", &toml)]).await).await;
    for kept in ["value=\"许可-7\"", "value=\"王工 2/3, 李工 1/3\"", "value=\"单位 30%, 完成人 70%\""] {
        assert!(page.contains(kept), "{kept}\n{page}");
    }
}

#[tokio::test]
async fn steps_are_added_moved_and_removed_without_a_script() {
    let added =
        text(send(&with(&[("receipts.0.pool.专利费", "900"), ("act", "add"), ("new-kind", "cap")])).await).await;
    assert!(added.contains("name=\"steps.2.each\"") && !added.contains("role=\"alert\""), "{added}");
    assert!(added.contains("name=\"receipts.0.pool.专利费\" value=\"900\""), "{added}");
    let up = text(send(&with(&[("act", "up.1")])).await).await;
    assert!(up.contains("name=\"steps.0.shares\" value=\"完成人 70%，单位 30%\""), "{up}");
    let removed = text(send(&with(&[("act", "remove.0")])).await).await;
    assert!(removed.contains("name=\"steps.0.shares\"") && !removed.contains("steps.1."), "{removed}");
}

#[tokio::test]
async fn slips_of_a_rule_are_said_at_their_fields_and_stay_typed() {
    let table = [
        ("steps.1.shares", "完成人 七成", "“七成”不是份额", "steps.1.shares-slip"),
        ("steps.1.shares", "完成人 70%，单位 40%", "不是 1", "role=\"alert\""),
        ("steps.1.kind", "giveaway", "不是步骤的种类", "role=\"alert\""),
        ("from", "明年", "不是日期", "from-slip"),
        ("parties.1.members", "王工 2/3，李工 1/2", "7/6", "role=\"alert\""),
        ("receipts.0.amount", "1e6", "不是金额", "receipts.0.amount-slip"),
        ("receipts.0.date", "2026-01-01", "2026-02-01", "receipts.0.amount-slip"),
    ];
    for (field, typed, said, place) in table {
        let mut fields = with(&[("receipts.0.amount", "100"), ("act", "show")]);
        for (name, value) in &mut fields {
            if *name == field {
                *value = typed;
            }
        }
        let response = send(&fields).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field} {typed}");
        let page = text(response).await;
        assert!(page.contains(said) && page.contains(place), "{typed}: {said}\n{page}");
        assert!(page.contains(&format!("value=\"{typed}\"")), "{typed} is gone\n{page}");
    }
    let text = text(send(&[("act", "read"), ("text", "format = 1\nagreement = 7\n")]).await).await;
    assert!(text.contains("role=\"alert\"") && text.contains("agreement = 7"), "{text}");
}

#[tokio::test]
async fn public_formulas_are_there_with_their_sources() {
    for (example, source, sum) in [
        ("stanford", "Research Policy Handbook 9.1", "216,666.67"),
        ("mit", "Ownership Guide", "216,666.67"),
        ("fund", "European whole-fund waterfall", "160,000.00"),
        ("transfer-law", "第四十五条", "500,000.00"),
    ] {
        let page = page(&format!("/sharing/rule?example={example}&lang=en")).await;
        assert!(page.contains(source) && page.contains(sum), "{example}: {sum}\n{page}");
    }
}

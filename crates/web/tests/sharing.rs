//! Share proposals in pages: the first visit's, one that somebody asks for, its files, and what is refused by name.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod base;

use axum::http::StatusCode;

use base::{get, text};

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

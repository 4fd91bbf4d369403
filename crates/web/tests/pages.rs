//! The pages of the chain, asked as a browser asks them.

mod base;

use std::collections::{BTreeSet, VecDeque};

use axum::body::Body;
use axum::http::header::ACCEPT;
use axum::http::{Request, StatusCode};
use serde_json::Value;

use base::{ask, get, text};

async fn page(address: &str) -> String {
    let response = get(address).await;
    let status = response.status();
    let page = text(response).await;
    assert_eq!(status, StatusCode::OK, "{address}\n{page}");
    assert!(!page.contains('⟨'), "{address} lacks a message\n{page}");
    page
}

/// Every address that the page links to, below this base.
fn links(page: &str) -> Vec<String> {
    let targets = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let inside = targets.filter(|target| target.starts_with('/'));
    inside
        .map(|target| target.replace("&#38;", "&").replace("&amp;", "&"))
        .map(|target| target.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn every_link_leads_to_a_page_in_both_languages() {
    for language in ["zh", "en"] {
        let mut seen = BTreeSet::new();
        let mut open = VecDeque::from([format!("/?lang={language}")]);
        while let Some(address) = open.pop_front() {
            if !seen.insert(address.clone()) {
                continue;
            }
            let joint = if address.contains('?') { '&' } else { '?' };
            let asked =
                if address.contains("lang=") { address.clone() } else { format!("{address}{joint}lang={language}") };
            let page = page(&asked).await;
            // The other language is walked in its own turn, and long work is asked for elsewhere.
            let stays =
                |link: &String| !["lang=", "samples=", ".xlsx", "/assets"].iter().any(|part| link.contains(part));
            open.extend(links(&page).into_iter().filter(stays));
        }
        assert!(seen.len() > 40, "only {} pages", seen.len());
    }
}

#[tokio::test]
async fn the_overview_names_what_matters() {
    let english = page("/?lang=en").await;
    for said in ["A small chain", "Costliest links to lose", "Mining quota", "Whose value it is", "<svg"] {
        assert!(english.contains(said), "{said}\n{english}");
    }
    assert!(page("/").await.contains("最怕失去的环节"));
}

#[tokio::test]
async fn a_number_opens_to_say_why_and_a_figure_leads_to_its_source() {
    let weak = page("/weak-links?lang=en").await;
    assert!(weak.contains("Solved again with the link stopped"), "{weak}");
    let capacity = page("/capacity/quota_cn?lang=en").await;
    assert!(capacity.contains("href=\"/sources#survey\""), "{capacity}");
    assert!(capacity.contains("capacities.csv:2"), "{capacity}");
}

#[tokio::test]
async fn two_scenarios_stand_side_by_side() {
    let both = page("/scenarios?lang=en&patch=myanmar_stops&b.patch=myanmar_stops&b.patch=boundary_diffusion").await;
    for said in ["A − today", "B − today", "A · Myanmar stops", "B · Myanmar stops + Grain-boundary diffusion", "−US$"]
    {
        assert!(both.contains(said), "{said}\n{both}");
    }
    let by_hand = page("/scenarios?lang=en&capacity.mine_mm=0.5").await;
    assert!(by_hand.contains("Myanmar mine capacity at 50% of today"), "{by_hand}");
}

#[tokio::test]
async fn a_slider_is_answered_with_values() {
    let address = "/chain/solve?patch=boundary_diffusion&slide.boundary_diffusion=0.3&lang=en";
    let request = Request::get(address).header(ACCEPT, "application/json").body(Body::empty()).unwrap();
    let answer: Value = serde_json::from_str(&text(ask(request).await).await).unwrap();
    assert!(answer["values"]["a.value"].as_str().unwrap().starts_with("US$"), "{answer}");
    assert!(answer["values"]["a.change"].as_str().unwrap().starts_with('+'), "{answer}");
    assert!(answer["values"].get("b.value").is_none(), "{answer}");
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_its_mend() {
    let table = [
        ("/scenarios?patch=nothing", StatusCode::BAD_REQUEST, "The pack has no patch nothing"),
        ("/scenarios?patch=quota_cut&patch=quota_cut", StatusCode::UNPROCESSABLE_ENTITY, "given twice"),
        ("/scenarios?patch=quota_cut&slide.quota_cut=NaN", StatusCode::BAD_REQUEST, "not a usable number"),
        ("/scenarios?capacity.nothing=1", StatusCode::BAD_REQUEST, "no link “nothing”"),
        ("/scenarios?capacity.mine_mm=-1", StatusCode::UNPROCESSABLE_ENTITY, "refused"),
        ("/shocks?runs=0", StatusCode::BAD_REQUEST, "not a whole number from 1 to 50000"),
        ("/shocks?runs=10&seed=x", StatusCode::BAD_REQUEST, "“x” is not a whole number"),
        ("/shocks?runs=10&patch=nothing", StatusCode::BAD_REQUEST, "no patch nothing"),
        ("/chain?element=Xx", StatusCode::BAD_REQUEST, "no choice “Xx”"),
        ("/chain?by=colour", StatusCode::BAD_REQUEST, "no choice “colour”"),
        ("/capacity/nothing", StatusCode::NOT_FOUND, "There is nothing at /capacity/nothing"),
        ("/patch/%3Cscript%3E", StatusCode::NOT_FOUND, "No such page"),
    ];
    for (address, status, said) in table {
        let joint = if address.contains('?') { '&' } else { '?' };
        let response = get(&format!("{address}{joint}lang=en")).await;
        assert_eq!(response.status(), status, "{address}");
        let page = text(response).await;
        assert!(page.to_lowercase().contains(&said.to_lowercase()), "{address} lacks “{said}”\n{page}");
        assert!(!page.contains("<script>"), "{address}");
    }
}

#[tokio::test]
async fn an_ensemble_runs_and_is_kept() {
    let address = "/shocks?runs=400&seed=7&lang=en";
    let request = || Request::get(address.replace("/shocks", "/shocks/progress")).body(Body::empty()).unwrap();
    page(address).await;
    for _ in 0..600 {
        let answer: Value = serde_json::from_str(&text(ask(request()).await).await).unwrap();
        if answer["finished"] == true {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let done = page(address).await;
    for said in [
        "Times as often as usual",
        "Below zero is a gain",
        "Mean of the worst 5%",
        "Distribution of the loss of value",
        "±",
        "class=\"bar-tail\"",
        "Myanmar stops",
    ] {
        assert!(done.contains(said), "{said}\n{done}");
    }
    assert!(page(&format!("{address}&show=price.0")).await.contains("price (USD/t)"));
    assert_eq!(done, page(address).await, "the same question has the same answer");
}

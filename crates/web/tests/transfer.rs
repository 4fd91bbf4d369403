//! Transfer in pages: what is refused keeps what was typed, and what is controlled is not handed to foreign parties.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use axum::http::StatusCode;
use base::people::Role;
use base::record::verb::Beginning;
use base::record::{Given, Kind, RecordId};
use base::store::JournalFilter;
use house::House;

fn given(fields: &[(&str, &str)]) -> Vec<(String, Given)> {
    fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect()
}

/// A deal between the two organisations; `broker`, `till`, and `buyer`, who leads the one that takes.
fn dealing() -> (House, RecordId) {
    let mut house = House::new();
    house.person("broker", "经纪人", vec![Role::Broker], None);
    house.person("till", "财务", vec![Role::Finance], Some((house.north, false)));
    house.person("buyer", "采购", vec![], Some((house.south, true)));
    let parties = "| 北方稀土院 | 让与方\n | 南方磁材 | 受让方";
    let owner = house.north.to_string();
    let fields = [
        ("title_zh", "涂层许可"),
        ("deal_type", "许可"),
        ("parties", parties),
        ("owner", owner.as_str()),
        ("visibility", "基地成员"),
    ];
    let deal = house.write(Kind::Deal, &given(&fields), Beginning::Published).id;
    (house, deal)
}

/// Who sends what to which form of the deal, the status that comes back, and what the page then says.
type Try<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], StatusCode, &'a str);

#[tokio::test]
async fn what_is_refused_keeps_what_was_typed() {
    let (house, deal) = dealing();
    let at = |rest: &str| format!("/deals/{deal}/{rest}");
    let table: &[Try] = &[
        ("broker", "stage", &[("to", "evaluation")], StatusCode::CONFLICT, "有效的保密协议或免签理由"),
        ("broker", "stage", &[("to", "contract")], StatusCode::CONFLICT, "期满无异议的公示"),
        ("buyer", "access", &[("what", "配方甲"), ("why", "")], StatusCode::UNPROCESSABLE_ENTITY, "配方甲"),
        (
            "broker",
            "halt",
            &[("halt", "decline"), ("note", "价格谈不拢")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "价格谈不拢",
        ),
        ("broker", "halt", &[("halt", "complete")], StatusCode::CONFLICT, "推进中"),
        (
            "broker",
            "contract",
            &[("signed", "某日"), ("contract_number", "X-9")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "X-9",
        ),
        (
            "broker",
            "publicity",
            &[("content", "价格"), ("matter", "negotiated-price"), ("days", "5")],
            StatusCode::UNPROCESSABLE_ENTITY,
            "国发〔2016〕16号",
        ),
        ("buyer", "accept", &[("terms", "1")], StatusCode::CONFLICT, "付款条款"),
        ("worker", "confirm", &[], StatusCode::FORBIDDEN, "只有转化案各方"),
        ("till", "batch", &[], StatusCode::CONFLICT, "收益分配规则"),
        (
            "till",
            "receive",
            &[
                ("term", "T1"),
                ("amount", "约三百"),
                ("received", "2026-01-01"),
                ("bank", "assets:x"),
                ("income", "income:x"),
            ],
            StatusCode::UNPROCESSABLE_ENTITY,
            "约三百",
        ),
        (
            "broker",
            "terms",
            &[
                ("t-term_type", "upfront"),
                ("t-code", ""),
                ("t-amount", ""),
                ("t-condition", "签约后"),
                ("rule", "format = 1"),
            ],
            StatusCode::UNPROCESSABLE_ENTITY,
            "签约后",
        ),
        ("broker", "terms", &[("rule", "format = 1\nagreement = 7")], StatusCode::UNPROCESSABLE_ENTITY, "第 2 行"),
    ];
    for (who, rest, form, status, said) in table {
        let sent = house.post(who, &at(rest), form).await;
        assert_eq!(sent.status, *status, "{rest} {form:?}");
        assert!(sent.page.contains(said), "{rest}: {said} is not in {}", sent.page);
    }
    let record = house.store.reading(|shelf| shelf.record(deal)).unwrap().unwrap();
    assert_eq!(record.version, 1, "nothing was written");
}

#[tokio::test]
async fn a_controlled_file_is_not_handed_to_a_foreign_party() {
    let mut house = House::new();
    let abroad =
        [("title_zh", "海外公司"), ("country", "US"), ("party_type", "foreign-controlled"), ("visibility", "public")];
    let abroad = house.write(Kind::Organisation, &given(&abroad), Beginning::Published).id;
    house.person("stranger", "Stranger", vec![], Some((abroad, false)));
    let owner = house.north.to_string();
    let fields = [
        ("title_zh", "钐钴磁体配方"),
        ("achievement_type", "know-how"),
        ("owner", owner.as_str()),
        ("control", "item-2025-18"),
        ("visibility", "members"),
    ];
    let id = house.write(Kind::Achievement, &given(&fields), Beginning::Published).id;
    let address = format!("/achievements/{id}");
    house.upload("lead", &format!("{address}/attachments"), "recipe.txt", b"Sm Co").await;
    let page = house.page("worker", &address).await;
    let file = page.split(&format!("href=\"{address}/attachments/")).nth(1).unwrap().split('"').next().unwrap();
    let file = format!("{address}/attachments/{file}");
    assert_eq!(house.get("worker", &file).await.0, StatusCode::OK);
    let (status, said) = house.get("stranger", &file).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(said.contains("item-2025-18") || said.contains("2025-18"), "{said}");
    assert_eq!(house.get("stranger", &address).await.0, StatusCode::OK, "what is written on the page is not the file");
    let verbs = house.store.reading(|shelf| {
        let filter = JournalFilter { object: Some(format!("control:{id}")), ..JournalFilter::default() };
        shelf.entries_before(1_000_000, &filter, 10)
    });
    let verbs: Vec<String> = verbs.unwrap().into_iter().map(|entry| entry.verb).collect();
    assert_eq!(verbs.iter().filter(|verb| *verb == "control.pass").count(), 1, "{verbs:?}");
    assert_eq!(verbs.iter().filter(|verb| *verb == "control.hold").count(), 1, "{verbs:?}");
}

#[tokio::test]
async fn reasons_for_declining_come_back_to_the_author_without_the_deal() {
    let (house, deal) = dealing();
    let owner = house.north.to_string();
    let fields = [
        ("title_zh", "防护涂层"),
        ("achievement_type", "process"),
        ("owner", owner.as_str()),
        ("visibility", "public"),
    ];
    let achievement = house.write(Kind::Achievement, &given(&fields), Beginning::Published).id;
    let named = [("achievements".to_owned(), Given::Text(achievement.to_string()))];
    let occasion = house.operator();
    let changed = house.store.writing(move |shelf| base::record::verb::change(shelf, &occasion, deal, None, &named));
    let _: base::record::Record = changed.map_err(|trouble: base::Trouble| trouble.to_string()).unwrap();
    let form =
        [("halt", "decline"), ("reason", "readiness-too-low"), ("reason", "price-too-high"), ("note", "还差中试")];
    house.post("broker", &format!("/deals/{deal}/halt"), &form).await.led();
    let (own, others) = (
        house.page("lead", &format!("/achievements/{achievement}")).await,
        house.page("southern", &format!("/achievements/{achievement}")).await,
    );
    assert!(own.contains("写明成熟度证据") && own.contains("还差中试"), "{own}");
    assert!(!others.contains("写明成熟度证据"), "hints are for who may rewrite it");
}

/// Puts a deal where it is signed, whatever that would want.
fn perform(house: &House, deal: RecordId) {
    let occasion = house.operator();
    let signed = house.store.writing(move |shelf| {
        let mut record = shelf.record(deal)?.unwrap();
        record.content.set("stage", "performance".into());
        record.version += 1;
        base::record::verb::write(shelf, &occasion, &record, "deal.stage")
    });
    signed.map_err(|trouble: base::Trouble| trouble.to_string()).unwrap();
}

#[tokio::test]
async fn what_is_signed_shows_who_wishes_to_go_back() {
    let (house, deal) = dealing();
    perform(&house, deal);
    let (desk, stage) = (format!("/deals/{deal}/desk"), format!("/deals/{deal}/stage"));
    let sent = house.post("broker", &stage, &[("to", "negotiation")]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert!(sent.page.contains("各方分别提出"), "{}", sent.page);
    house.post("buyer", &stage, &[("to", "negotiation")]).await.led();
    let page = house.page("broker", &desk).await;
    assert!(page.contains("南方磁材（") && page.contains("要求退回“商务谈判”"), "{page}");
    assert!(!page.contains("收回退回要求") && house.page("buyer", &desk).await.contains("收回退回要求"), "{page}");
    house.post("buyer", &stage, &[("to", "performance")]).await.led();
    assert!(!house.page("broker", &desk).await.contains("已提出退回"));
}

#[tokio::test]
async fn more_than_is_due_wants_a_tick_and_a_receipt_is_taken_back_on_the_desk() {
    let (house, deal) = dealing();
    let occasion = house.operator();
    let fee = base::record::kinds::Term {
        term_type: Some(base::record::kinds::TermType::Upfront),
        amount: measure::Budget::parse("100元", None).ok(),
        ..Default::default()
    };
    let proposal = transfer::terms::Proposal { terms: Some(vec![fee]), ..Default::default() };
    let written = house.store.writing(move |shelf| transfer::terms::propose(shelf, &occasion, deal, None, &proposal));
    let _: base::record::Record = written.map_err(|trouble: transfer::Trouble| trouble.to_string()).unwrap();
    perform(&house, deal);
    let (desk, receive) = (format!("/deals/{deal}/desk"), format!("/deals/{deal}/receive"));
    let today = house.operator().now.date().to_string();
    let mut form = vec![
        ("term", "T1"),
        ("amount", "200"),
        ("received", today.as_str()),
        ("bank", "assets:bank:operating"),
        ("income", "income:transfer:deals"),
    ];
    let sent = house.post("till", &receive, &form).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.page.contains("超过应收的") && sent.page.contains("value=\"200\""), "{}", sent.page);
    form.push(("more", "yes"));
    house.post("till", &receive, &form).await.led();
    let page = house.page("till", &desk).await;
    let back = page.split("action=\"/receipts/").nth(1).unwrap().split('"').next().unwrap();
    let back = format!("/receipts/{back}");
    assert!(!house.page("broker", &desk).await.contains(&back), "it is for finance");
    let sent = house.post("till", &back, &[("reason", " ")]).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.post("till", &back, &[("reason", "记错")]).await.led();
    let page = house.page("till", &desk).await;
    assert!(!page.contains(&back) && page.contains(&format!("{receive}?term=T1")), "{page}");
}

#[tokio::test]
async fn a_term_has_the_fields_of_its_kind_and_is_refused_at_the_field() {
    let (house, deal) = dealing();
    let address = format!("/deals/{deal}/terms");
    let added = house.post("broker", &address, &[("act", "add"), ("new-kind", "running-royalty")]).await;
    assert_eq!(added.status, StatusCode::OK);
    let shown = |page: &str, id: &str| page.contains(&format!("id=\"{id}\""));
    assert!(shown(&added.page, "t1-rate_percent") && shown(&added.page, "t1-tier_from"), "{}", added.page);
    assert!(!shown(&added.page, "t1-amount") && !shown(&added.page, "t1-condition"), "{}", added.page);
    let put = |rate: &'static str, amount: &'static str| {
        let first =
            [("act", "put"), ("t-term_type", "running-royalty"), ("t-rate_percent", rate), ("t-base", "net-sales")];
        first.into_iter().chain([("t-tier_from", "0"), ("t-amount", amount)]).collect::<Vec<_>>()
    };
    let refused = house.post("broker", &address, &put("150", "")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown(&refused.page, "t1-rate_percent-slip"), "{}", refused.page);
    assert!(refused.page.contains("付款条款第 1 行") && !refused.page.contains("rate_percent："), "{}", refused.page);
    let below = house.post("broker", &address, &put("3", "-5")).await;
    assert!(shown(&below.page, "t1-amount-slip") && !below.page.contains("没有写单位"), "{}", below.page);
    house.post("broker", &address, &put("3", "")).await.led();
    let record = house.store.reading(|shelf| shelf.record(deal)).unwrap().unwrap();
    assert_eq!(record.version, 2, "nothing was written before");
}

#[tokio::test]
async fn errors_name_fields_as_the_page_does_and_fold_nothing_shut() {
    let (house, deal) = dealing();
    let refused = house.post("broker", &format!("/deals/{deal}/nda"), &[("on", ""), ("until", "2027-01-01")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.page.contains("签署日期：必须填写"), "{}", refused.page);
    assert!(refused.page.contains("<details class=\"block\" open><summary>登记保密协议"), "{}", refused.page);
    let giver = house.north.to_string();
    let own = [("organisation", giver.as_str()), ("what", "配方"), ("why", "评估")];
    let refused = house.post("broker", &format!("/deals/{deal}/access"), &own).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "who gives does not ask itself");
    assert!(!refused.page.contains(&format!("<option value=\"{giver}\"")), "{}", refused.page);
}

#[tokio::test]
async fn a_share_proposal_begins_with_the_deals_parties_and_is_kept_with_it() {
    let (house, deal) = dealing();
    let asked = house.page("broker", &format!("/sharing/proposal?deal={deal}")).await;
    assert!(asked.contains("value=\"北方稀土院\"") && asked.contains("value=\"南方磁材\""), "{asked}");
    assert!(asked.contains("查不到某些当事方持有什么"), "{asked}");
    let (status, _) = house.get("worker", &format!("/sharing/proposal?deal={}", RecordId::fresh())).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    // Each party takes one of the chain's owners.
    let owners: Vec<&str> = asked.split("name=\"owner.").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let question = format!(
        "/sharing/proposal?party=北方稀土院&party=南方磁材&owner.{}=1&owner.{}=2&rest=at-chain-prices&deal={deal}",
        owners[0], owners[1]
    );
    let answer = house.page("broker", &question).await;
    assert!(answer.contains("留存到转化案"), "{answer}");
    let kept = answer.split("name=\"question\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let kept = kept.replace("&#38;", "&").replace("&amp;", "&");
    let keep = format!("/deals/{deal}/proposal");
    let refused = house.post("worker", &keep, &[("question", &kept)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(house.post("broker", &keep, &[("question", &kept)]).await.led().contains(&format!("/deals/{deal}/desk")));
    let desk = house.page("broker", &format!("/deals/{deal}/desk")).await;
    assert!(desk.contains("按当前产业链重新测算") && desk.contains("北方稀土院："), "{desk}");
    // Kept again, it takes the place of what was kept.
    house.post("broker", &keep, &[("question", &kept)]).await.led();
    let desk = house.page("broker", &format!("/deals/{deal}/desk")).await;
    assert_eq!(desk.matches("按当前产业链重新测算").count(), 1);
}

#[tokio::test]
async fn who_is_a_main_contributor_is_said_with_the_terms() {
    let (house, deal) = dealing();
    let rule = "format = 1\nagreement = \"T\"\nversion = 1\nagreed = \"2026-01-01\"\nfrom = \"2026-01-01\"\n\
        currency = \"CNY\"\nbase = \"net-income\"\nparties = [{ id = \"甲\" }, { id = \"单位\" }]\n\n[[steps]]\nid = \"s\"\n\
        action = { split = { shares = { \"甲\" = \"50%\", \"单位\" = \"50%\" } } }\n";
    let form = [
        ("act", "put"),
        ("rule", rule),
        ("b-name", "甲"),
        ("b-recipient", "南方磁材"),
        ("b-role", "contributor"),
        ("b-main", "yes"),
        ("b-account", ""),
        ("b-name", "单位"),
        ("b-recipient", "北方稀土院"),
        ("b-role", "owner"),
        ("b-main", ""),
        ("b-account", ""),
    ];
    house.post("broker", &format!("/deals/{deal}/terms"), &form).await.led();
    let main = || {
        let record = house.store.reading(|shelf| shelf.record(deal)).unwrap().unwrap();
        let body: base::record::kinds::Deal = record.content.body();
        body.beneficiaries.iter().map(|one| one.main == Some(true)).collect::<Vec<_>>()
    };
    assert_eq!(main(), [true, false]);
    // The form has it again, so that putting the terms on the table anew does not lose it.
    let page = house.page("broker", &format!("/deals/{deal}/terms")).await;
    let first = page.split("id=\"b1-main\"").nth(1).unwrap().split("</select>").next().unwrap();
    assert!(first.contains("value=\"yes\" selected"), "{first}");
}

//! The ledger in pages: accounts opened, an entry posted once although it is sent twice, taken back, verified.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use axum::http::StatusCode;
use base::people::Role;
use house::House;

async fn opened(house: &House, account: &str, title: &str) {
    let form = [("account", account), ("title", title), ("currency", "CNY"), ("opened", "2026-01-01")];
    house.post("till", "/ledger/accounts", &form).await.led();
}

fn house() -> House {
    let mut house = House::new();
    house.person("till", "钱会计", vec![Role::Finance], None);
    house
}

const ENTRY: [(&str, &str); 9] = [
    ("key", "form-1"),
    ("date", "2026-02-03"),
    ("memo", "第一季度许可费"),
    ("links", "receipt:7"),
    ("account", "assets:cash"),
    ("debit", "20,000.00"),
    ("credit", ""),
    ("account", "income:licence"),
    ("debit", ""),
];

#[tokio::test]
async fn what_is_posted_once_or_twice_is_one_entry_and_is_taken_back() {
    let house = house();
    opened(&house, "assets:cash", "银行存款").await;
    opened(&house, "income:licence", "许可收入").await;
    let mut form = ENTRY.to_vec();
    form.push(("credit", "20000"));
    let first = house.post("till", "/ledger/entries/new", &form).await.led();
    assert_eq!(first.split('?').next(), Some("/ledger/entries/1"));
    let again = house.post("till", "/ledger/entries/new", &form).await.led();
    assert_eq!(again.split('?').next(), Some("/ledger/entries/1"));
    let page = house.page("auditor", "/ledger").await;
    assert!(page.contains("20,000.00") && page.contains("assets:cash ← income:licence"), "{page}");
    assert!(!page.contains("/ledger/entries/new"), "an auditor posts nothing");
    let entry = house.page("till", "/ledger/entries/1").await;
    assert!(entry.contains("第一季度许可费") && entry.contains("receipt:7"), "{entry}");
    let back = [("key", "form-2"), ("memo", "记错了"), ("date", "2026-02-04")];
    house.post("till", "/ledger/entries/1", &back).await.led();
    let page = house.page("till", "/ledger/accounts/assets:cash").await;
    assert!(page.contains("−20,000.00") && page.contains("冲销第 1 号"), "{page}");
    let page = house.page("auditor", "/ledger?verify=1").await;
    assert!(page.contains("已核验 2 张凭证"), "{page}");
    let file = house.page("auditor", "/ledger/hledger.journal").await;
    assert!(file.contains("第一季度许可费") && file.contains("20000.00"), "{file}");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    let house = house();
    opened(&house, "assets:cash", "银行存款").await;
    opened(&house, "income:licence", "许可收入").await;
    let table = [
        ("19999.99", "借贷", StatusCode::UNPROCESSABLE_ENTITY),
        ("20000.001", "20000.001", StatusCode::UNPROCESSABLE_ENTITY),
        ("２万", "２万", StatusCode::UNPROCESSABLE_ENTITY),
        ("2e4", "2e4", StatusCode::UNPROCESSABLE_ENTITY),
    ];
    for (credit, _, status) in table {
        let mut form = ENTRY.to_vec();
        form.push(("credit", credit));
        let sent = house.post("till", "/ledger/entries/new", &form).await;
        assert_eq!(sent.status, status, "{credit}");
        assert!(sent.page.contains("role=\"alert\""), "{}", sent.page);
        for kept in ["第一季度许可费", "20,000.00", credit, "form-1"] {
            assert!(sent.page.contains(&format!("value=\"{kept}\"")), "{kept}: {}", sent.page);
        }
    }
    let page = house.page("till", "/ledger").await;
    assert!(page.contains("还没有凭证"), "nothing was posted: {page}");
    house.post("till", "/ledger/closed", &[("until", "2026-02-28")]).await.led();
    let mut form = ENTRY.to_vec();
    form.push(("credit", "20000"));
    let sent = house.post("till", "/ledger/entries/new", &form).await;
    assert!(sent.page.contains("2026-02-28"), "{}", sent.page);
}

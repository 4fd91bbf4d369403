//! `didymium ledger`: an entry posted once, taken back, verified, exported; what it refuses; and what somebody changed
//! behind its back.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::path::Path;

use running::{Ran, run};
use serde_json::Value;

const ENTRY: &str = r#"{ "key": "receipt-7", "date": "2026-03-02", "currency": "CNY", "memo": "许可费", "links": ["invoice:7"],
    "postings": [{ "account": "assets:cash", "amount": "20000.00" }, { "account": "income:licence", "amount": "-20000.00" }] }"#;

fn ledger(language: &str, base: &Path, words: &[&str]) -> Ran {
    run(language, base, &[&["ledger"], words].concat())
}

/// What a command says that goes well.
fn says(base: &Path, words: &[&str]) -> String {
    let ran = ledger("en", base, words);
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{words:?}: {}", ran.out);
    ran.out
}

/// A base with two accounts and one entry, and the file of that entry.
fn base() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path();
    assert_eq!(run("en", base, &["user", "add", "admin", "--role", "administrator"]).code, 0);
    for (account, title) in [("assets:cash", "银行存款"), ("income:licence", "许可收入")] {
        says(base, &["open", account, "--title", title, "--from", "2026-01-01"]);
    }
    let file = base.join("entry.json");
    std::fs::write(&file, ENTRY).unwrap();
    let file = file.to_string_lossy().into_owned();
    assert!(says(base, &["post", &file]).starts_with("Posted as entry 1, hash "));
    (folder, file)
}

#[test]
fn an_entry_is_posted_once_taken_back_verified_and_exported() {
    let (folder, file) = base();
    let base = folder.path();
    let again = says(base, &["post", &file]);
    assert!(again.starts_with("Posted as entry 1, "), "the same request is the same entry: {again}");
    says(base, &["reverse", "1", "--key", "wrong-7", "--memo", "误记", "--date", "2026-03-03"]);
    let entries: Value = serde_json::from_str(&says(base, &["entries", "--json"])).unwrap();
    assert_eq!((&entries[0]["reverses"], &entries[1]["reversed_by"]), (&Value::from(1), &Value::from(2)));
    let statement: Value = serde_json::from_str(&says(base, &["statement", "assets:cash", "--json"])).unwrap();
    assert_eq!((&statement["closing"], &statement["lines"][0]["balance"]), (&"0.00".into(), &"20000.00".into()));
    let balance: Value = serde_json::from_str(&says(base, &["balance", "--json"])).unwrap();
    assert_eq!((&balance[0]["currency"], &balance[0]["total"]), (&"CNY".into(), &"0.00".into()));
    let verified: Value = serde_json::from_str(&says(base, &["verify", "--json"])).unwrap();
    assert_eq!((&verified["sound"], &verified["entries"]), (&true.into(), &2.into()));
    for format in ["hledger", "beancount"] {
        let text = says(base, &["export", "--format", format]);
        assert!(text.contains("许可费") && text.contains("20000.00"), "{format}: {text}");
    }
}

#[test]
fn what_is_refused_is_said_in_both_languages_and_changes_nothing() {
    let (folder, file) = base();
    let base = folder.path();
    let head = says(base, &["verify", "--json"]);
    says(base, &["close-books", "2026-03-31"]);
    let float = base.join("float.json");
    std::fs::write(&float, ENTRY.replace("\"20000.00\"", "20000.00").replace("receipt-7", "other")).unwrap();
    let float = float.to_string_lossy();
    let late = base.join("late.json");
    std::fs::write(&late, ENTRY.replace("receipt-7", "late")).unwrap();
    let late = late.to_string_lossy();
    let ahead = base.join("ahead.json");
    std::fs::write(&ahead, ENTRY.replace("receipt-7", "ahead").replace("2026-03-02", "2199-03-02")).unwrap();
    let ahead = ahead.to_string_lossy();
    let table: [(&[&str], u8, &str, &str); 9] = [
        (&["close-books", "2199-01-01"], 8, "still to come", "还没有到"),
        (&["reopen-books", "2026-04-01", "--reason", "r"], 8, "open from 2026-04-01", "2026-04-01 起"),
        (&["post", &ahead], 8, "still to come", "还没有到"),
        (&["post", &float], 8, "JSON", "JSON"),
        (&["post", &late], 8, "2026-03-02", "2026-03-02"),
        (&["reverse", "9", "--key", "k", "--memo", "m"], 8, "no entry 9", "没有凭证 9"),
        (&["statement", "现金"], 8, "cannot name an account", "不能作科目名"),
        (&["close", "assets:cash", "--from", "2026-12-01"], 8, "20000.00", "20000.00"),
        (&["post", "nowhere.json"], 1, "nowhere.json", "nowhere.json"),
    ];
    for (words, code, english, chinese) in table {
        for (language, sentence) in [("en", english), ("zh", chinese)] {
            let ran = ledger(language, base, words);
            assert_eq!((ran.code, ran.out.as_str()), (i32::from(code), ""), "{words:?}: {}", ran.errors);
            assert!(ran.errors.contains(sentence), "{words:?}: {}", ran.errors);
        }
    }
    assert_eq!(says(base, &["verify", "--json"]), head);
    assert!(says(base, &["reopen-books", "2026-03-01", "--reason", "closed at a wrong day"]).contains("2026-02-28"));
    says(base, &["post", &late]);
    assert!(Path::new(&file).is_file());
}

#[test]
fn what_was_changed_behind_its_back_is_named() {
    let (folder, _) = base();
    let base = folder.path();
    let behind = rusqlite::Connection::open(base.join("base.sqlite")).unwrap();
    let change = "DROP TRIGGER ledger_entry_stays; \
                  UPDATE ledger_entry SET canonical = replace(canonical, '20000.00', '90000.00')";
    behind.execute_batch(change).unwrap();
    let ran = ledger("en", base, &["verify"]);
    assert_eq!(ran.code, 9, "{}", ran.out);
    assert!(ran.errors.contains("entry 1 is not what was posted"), "{}", ran.errors);
    let whole = run("en", base, &["verify"]);
    assert_eq!(whole.code, 9, "{}", whole.out);
    for said in ["entry 1 is not what was posted", "ledger_entry_stays is not as it was made"] {
        assert!(whole.errors.contains(said), "{said}: {}", whole.errors);
    }
}

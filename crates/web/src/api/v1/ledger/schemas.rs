//! The schemas of the ledger, by name.

use measure::Currency;
use serde_json::{Value, json};

use super::super::super::schema::{
    about, day, flag, line, list, nullable, object, one_of, reference, short_list, text, whole,
};

/// Postings of one entry, at most.
const POSTINGS_MOST: usize = 500;

/// Every schema of the ledger.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    [accounts(), entries(), books()].into_iter().flatten().collect()
}

/// An amount: a text of plain digits, never a number of JSON, which may have gone through a float.
fn amount() -> Value {
    json!({ "type": "string", "maxLength": 40, "examples": ["20000.00", "-0.05"] })
}

fn currencies() -> Value {
    one_of(Currency::ALL.map(Currency::code))
}

fn number() -> Value {
    whole(1, i64::MAX)
}

/// A text of several lines.
fn memo() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": 2000 })
}

fn links() -> Value {
    about(short_list(line(1, 200), 50), "What it is about, in the words of whoever posts it: `invoice:7`.")
}

fn accounts() -> Vec<(&'static str, Value)> {
    let account = object([
        ("name", about(text(), "Its kind, then parts: `liabilities:payable:inventors`.")),
        ("title", text()),
        ("currency", currencies()),
        ("opened", about(day(), "Its first day.")),
        ("closed", about(nullable(day()), "The first day on which it is closed.")),
        ("balance", about(amount(), "Above zero is debit, below is credit.")),
    ]);
    let new = object([
        (
            "name",
            about(
                line(1, 200),
                "assets, liabilities, equity, income or expenses, then parts of a-z, 0-9 and hyphens, set apart by colons.",
            ),
        ),
        ("title", about(line(1, 200), "What people call it.")),
        ("currency?", about(currencies(), "CNY where nothing is said.")),
        ("opened?", about(day(), "Today where nothing is said.")),
    ]);
    let balance = object([
        ("currency", currencies()),
        ("total", about(amount(), "The sum of the accounts that stand in debit; those in credit make the same.")),
        ("accounts", list(reference("LedgerAccount"))),
    ]);
    let line = object([
        ("number", number()),
        ("date", day()),
        ("memo", text()),
        ("links", list(text())),
        ("reverses", about(nullable(number()), "The entry that it takes back.")),
        ("amount", amount()),
        ("balance", about(amount(), "What the account stood at after it.")),
    ]);
    let statement = object([
        ("account", reference("LedgerAccount")),
        ("opening", about(amount(), "What it stood at before the first day.")),
        ("lines", list(reference("LedgerStatementLine"))),
        ("closing", about(amount(), "What it stood at after the last day.")),
    ]);
    vec![
        ("LedgerAccount", account),
        ("NewLedgerAccount", new),
        ("LedgerBalance", balance),
        ("LedgerBalances", object([("items", about(list(reference("LedgerBalance")), "One for each currency."))])),
        ("LedgerStatementLine", line),
        ("LedgerStatement", statement),
    ]
}

fn entries() -> Vec<(&'static str, Value)> {
    let posting = object([
        ("account", text()),
        ("amount", about(amount(), "Above zero is debit, below is credit.")),
        ("balance", about(nullable(amount()), "What the account was asserted to stand at after it.")),
    ]);
    let new_posting = object([
        ("account", line(1, 200)),
        ("amount", about(amount(), "Above zero is debit, below is credit.")),
        ("balance?", about(amount(), "What the account must stand at once this is posted.")),
    ]);
    let entry = object([
        ("number", about(number(), "Its place in the chain, from 1.")),
        ("key", text()),
        ("date", day()),
        ("memo", text()),
        ("currency", currencies()),
        ("postings", about(list(reference("LedgerPosting")), "They sum to zero.")),
        ("links", list(text())),
        ("reverses", about(nullable(number()), "The entry that it takes back.")),
        ("reversed_by", about(nullable(number()), "The entry that took it back.")),
        ("previous", about(text(), "The hash of the entry before, in hexadecimal.")),
        ("hash", about(text(), "The SHA-256 of its canonical text, in hexadecimal.")),
    ]);
    let key = || {
        about(
            line(1, 200),
            "A key of one's own, without blanks and commas: the same entry twice is posted once, for good.",
        )
    };
    let draft = object([
        ("key", key()),
        ("date", day()),
        ("memo", about(memo(), "What it is for.")),
        ("currency", currencies()),
        ("postings", about(short_list(reference("NewLedgerPosting"), POSTINGS_MOST), "They sum to zero.")),
        ("links?", links()),
    ]);
    let reversal = object([
        ("key", key()),
        ("date?", about(day(), "Today where nothing is said.")),
        ("memo", about(memo(), "Why.")),
        ("links?", links()),
    ]);
    let page = object([
        ("items", list(reference("LedgerEntry"))),
        ("next", about(nullable(text()), "The cursor of the next part; null at the end.")),
    ]);
    vec![
        ("LedgerPosting", posting),
        ("NewLedgerPosting", new_posting),
        ("LedgerEntry", entry),
        ("LedgerEntries", page),
        ("LedgerDraft", draft),
        ("LedgerReversal", reversal),
    ]
}

fn books() -> Vec<(&'static str, Value)> {
    let head = object([
        ("number", about(whole(0, i64::MAX), "The number of the last entry; 0 where there is none.")),
        ("hash", about(text(), "Its hash; who keeps it elsewhere sees that nothing was cut off.")),
    ]);
    let checked = object([
        ("sound", flag()),
        ("entries", about(whole(0, i64::MAX), "Entries that were sound.")),
        ("accounts", whole(0, i64::MAX)),
        ("head", reference("LedgerHead")),
        ("flaws", about(list(text()), "What is wrong, the first first.")),
    ]);
    let until = object([("until", about(day(), "The last day that is closed."))]);
    let reopening = object([
        ("from", about(day(), "The first day that is open again.")),
        ("reason", about(line(1, 500), "Why; it is noted in the journal.")),
    ]);
    vec![("LedgerHead", head), ("LedgerChecked", checked), ("LedgerClosed", until), ("LedgerReopening", reopening)]
}

//! Whatever sharing refuses, answers or says of a rule is said in both languages, with all its facts.
#![allow(clippy::unwrap_used, reason = "tests may stop where something is not as it should be")]

use std::collections::BTreeSet;

use measure::{Fraction, Money};
use sharing::floor::{Answer, NotCovered};
use sharing::waterfall::{self, Rule};
use sharing::{chain_game, game};
use web::language::{Key, Language, Messages};

#[test]
fn every_refusal_of_sharing_has_a_sentence_in_both_languages() {
    let keys = [game::Refusal::KEYS, chain_game::Refusal::KEYS, waterfall::Refusal::KEYS];
    for key in keys.into_iter().flatten() {
        for language in Language::ALL {
            let sentence = Messages::new(language).get(Key(key));
            assert!(!sentence.contains('⟨'), "{key} is missing in {}", language.tag());
        }
    }
}

/// A message says all its facts, and nothing that is not among them.
fn says(key: &'static str, facts: &[(&'static str, String)]) {
    for language in Language::ALL {
        let messages = Messages::new(language);
        let said = facts.iter().fold(messages.say(Key(key)), |said, (name, _)| said.with(name, format!("‹{name}›")));
        let said = said.to_string();
        assert!(!said.contains(['⟨', '{']), "{key} in {}: {said}", language.tag());
        for (name, _) in facts {
            assert!(said.contains(&format!("‹{name}›")), "{key} does not say {name}: {said}");
        }
    }
}

#[test]
fn every_answer_about_a_floor_is_said_with_its_facts() {
    let (floor, article) = ("share".to_owned(), "第四十五条".to_owned());
    let (from, to) = (Money::fen(1), Money::fen(2));
    let why = [
        NotCovered::AgreedOtherwise { article: article.clone(), clause: "5.2".to_owned() },
        NotCovered::LossYear { article: article.clone() },
        NotCovered::YearsOver { article: article.clone(), years: 3 },
    ];
    let given = [
        Answer::Met { floor: floor.clone(), least: Fraction::ONE, article: article.clone() },
        Answer::Lifted { floor: floor.clone(), from, to, article: article.clone() },
        Answer::Refused { floor, given: from, least: to, article },
    ];
    for answer in given.into_iter().chain(why.map(|why| Answer::NotCovered { why })) {
        says(answer.key(), &answer.facts());
    }
}

/// Every kind of step, over either time and with and without what may be left out.
const STEPS: [&str; 19] = [
    "percent-of-remaining = { shares = { a = \"1/9\" } }",
    "percent-of-gross = { shares = { a = \"1/9\" } }",
    "first = { amount = \"CNY 1\", shares = { a = \"1\" } }",
    "first = { amount = \"CNY 1\", shares = { a = \"1\" }, per = \"year\" }",
    "recoup = { pool = \"p\", to = \"a\" }",
    "recoup = { pool = \"q\", to = \"a\", from = \"b\" }",
    "preferred = { pool = \"p\", to = \"a\", rate = \"8%\" }",
    "catch-up = { to = \"b\", target = \"20%\", over = \"s6\" }",
    "cap = { party = \"a\", each = \"CNY 9\" }",
    "cap = { party = \"a\", each = \"CNY 9\", per = \"year\" }",
    "cap = { party = \"a\", each = \"CNY 9\", excess-to = \"b\" }",
    "cap = { party = \"a\", each = \"CNY 9\", excess-to = \"b\", per = \"year\" }",
    "guarantee = { party = \"c\", amount = \"CNY 1\", from = \"b\" }",
    "guarantee = { party = \"c\", amount = \"CNY 1\", from = \"b\", per = \"year\" }",
    "cap = { party = \"d\", each = \"CNY 9\", steps = [\"s0\", \"s1\"] }",
    "cap = { party = \"d\", each = \"CNY 9\", steps = [\"s0\", \"s1\"], per = \"year\" }",
    "catch-up = { to = \"b\", target = \"20%\", over = \"s6\", speed = \"80%\", beside = \"a\" }",
    "cap = { party = \"d\", each = \"CNY 9\", steps = [\"s0\"], excess-to = \"b\" }",
    "cap = { party = \"d\", each = \"CNY 9\", steps = [\"s0\"], excess-to = \"b\", per = \"year\" }",
];

/// The steps that end a rule: one in which all is split, and tiers over either time.
const ENDS: [&str; 3] = [
    "split = { shares = { a = \"1\" } }",
    "tiers = { bands = [{ from = \"CNY 0\", to = \"CNY 9\", shares = { a = \"1\" } }, { from = \"CNY 9\", shares = { b = \"1\" } }] }",
    "tiers = { bands = [{ from = \"CNY 0\", to = \"CNY 9\", shares = { a = \"1\" } }, { from = \"CNY 9\", shares = { b = \"1\" } }], per = \"year\" }",
];

#[test]
fn every_sentence_of_a_rule_is_said_with_its_facts() {
    let head = "format = 1\nagreement = \"a\"\nversion = 1\nagreed = \"2026-01-01\"\nfrom = \"2026-01-01\"\ncurrency = \"CNY\"\nbase = \"gross\"\nparties = [{ id = \"a\" }, { id = \"b\" }, { id = \"c\" }, { id = \"d\" }]\n";
    let mut said = BTreeSet::new();
    for end in ENDS {
        let steps = STEPS.iter().chain([&end]).enumerate();
        let step = |(at, action)| format!("[[steps]]\nid = \"s{at}\"\naction = {{ {action} }}\n");
        let steps: Vec<String> = steps.map(step).collect();
        let steps = steps.concat();
        for sentence in Rule::from_toml(&format!("{head}{steps}")).unwrap().sentences() {
            says(sentence.key, &sentence.facts);
            said.insert(sentence.key);
        }
    }
    // No sentence is written that no rule says.
    let ids =
        include_str!("../../web/locales/en/sharing.ftl").lines().filter_map(|line| Some(line.split_once(" = ")?.0));
    let refused = |id: &str| waterfall::Refusal::KEYS.contains(&id);
    let written: BTreeSet<&str> = ids.filter(|id| id.starts_with("sharing-step-") && !refused(id)).collect();
    assert_eq!(said, written);
}

//! `didymium share`: answers side by side in both languages, as data, and what it refuses.
#![allow(clippy::unwrap_used, reason = "tests may stop where something is not as it should be")]

mod running;

use running::{Ran, program, ran};
use serde_json::Value;

const PARTIES: [&str; 8] = [
    "--party",
    "mine=owner:northern,owner:creg",
    "--party",
    "metal=owner:cn_metal",
    "--party",
    "magnets=owner:cn_magnet,owner:cn_device,owner:buyers_cn",
    "--party",
    "institute=patch:gbd_range",
];

fn share(language: &str, words: &[&str]) -> Ran {
    ran(program(language).args(["share", "rare-earth"]).args(words))
}

#[test]
fn every_answer_has_its_sentence_in_both_languages() {
    for (language, says) in [
        ("en", ["Canonical point:", "Shapley value:", "Nucleolus:", "Belongs to no party", "anything from 0 to"]),
        ("zh", ["典范点：", "沙普利值：", "核仁：", "不属于任何参与方", "之间的任何数"]),
    ] {
        let ran = share(language, &PARTIES);
        assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{}", ran.out);
        for sentence in says {
            assert!(ran.out.contains(sentence), "{sentence}: {}", ran.out);
        }
        assert!(!ran.out.contains('⟨') && !ran.out.to_lowercase().contains("fair"), "{}", ran.out);
    }
}

#[test]
fn parties_who_make_nothing_are_told_so() {
    let ran = share("en", &PARTIES[..2]);
    assert!(ran.code == 0 && ran.out.contains("make nothing of the chain"), "{}{}", ran.out, ran.errors);
}

#[test]
fn shares_and_what_belongs_to_no_party_make_the_whole() {
    for rest in ["at-chain-prices", "free", "absent"] {
        let ran = share("en", &[&PARTIES[..], &["--rest", rest, "--json"]].concat());
        let proposal: Value = serde_json::from_str(&ran.out).unwrap();
        let whole = proposal["whole"].as_f64().unwrap();
        for answer in ["owen", "shapley", "nucleolus"] {
            let shares = proposal[answer]["shares"].as_array().unwrap();
            let sum: f64 = shares.iter().map(|share| share.as_f64().unwrap()).sum();
            let all = sum + proposal[answer]["nobody"].as_f64().unwrap();
            assert!((all - whole).abs() <= 1e-9 * whole, "{rest}: {answer}: {all} of {whole}");
        }
        assert_eq!(proposal["rest"], rest);
    }
}

#[test]
fn what_is_refused_is_said_with_its_code() {
    for (words, code, says) in [
        (vec!["--party", "mine"], 2, "mine"),
        (vec!["--party", "mine=ore:x"], 2, "mine=ore:x"),
        (vec!["--party", "mine=owner:nobody"], 2, "the chain has no owner nobody"),
        (vec!["--party", "a=owner:mp", "--party", "b=owner:mp"], 2, "belongs to a and to b"),
        (vec!["--party", "a=owner:mp", "--party", "a=owner:lynas"], 2, "called “a”"),
        (vec!["--party", "a=patch:none"], 4, "none"),
        (vec!["--party", "a=owner:mp", "--party", "a =owner:lynas"], 2, "called “a”"),
        (vec!["--patch", "gbd_range", "--party", "a=patch:gbd_range"], 2, "give it once"),
    ] {
        let ran = share("en", &words);
        assert_eq!(ran.code, code, "{words:?}: {}{}", ran.out, ran.errors);
        assert!(ran.errors.contains(says), "{words:?}: {}", ran.errors);
    }
}

#[test]
fn what_is_not_there_is_said_in_chinese_words() {
    for (holding, says) in [("owner:nobody", "没有所有者 nobody"), ("capacity:none", "没有产能 none")] {
        let ran = share("zh", &["--party", &format!("mine={holding}")]);
        assert!(ran.code == 2 && ran.errors.contains(says), "{holding}: {}", ran.errors);
    }
}

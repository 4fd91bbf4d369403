//! A refusal of the chain as a sentence in the reader's language.

use chain::Refusal;

use crate::language::{Key, Messages};

/// The sentence: where, why, and how to mend it.
pub fn refusal_sentence(t: Messages, refusal: &Refusal) -> String {
    let mut message = t.say(Key(refusal.reason.key()));
    for (name, value) in refusal.reason.facts() {
        message = message.with(name, value);
    }
    let sentence = message.to_string();
    let file = refusal.place.file.clone();
    match refusal.place.row {
        _ if file.is_empty() => sentence,
        Some(row) => {
            let at = t.say("refusal-at-row").with("file", file).with("row", row.to_string());
            at.with("sentence", sentence).to_string()
        }
        None => t.say("refusal-at-file").with("file", file).with("sentence", sentence).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use chain::Reason;

    use super::*;
    use crate::language::Language;

    #[test]
    fn every_refusal_has_a_sentence_in_both_languages() {
        for language in Language::ALL {
            for key in Reason::KEYS {
                let sentence = Messages::new(language).get(Key(key));
                assert!(!sentence.starts_with('⟨'), "{key} is missing in {}", language.tag());
            }
        }
    }

    #[test]
    fn the_place_and_the_facts_are_said() {
        let refusal = Reason::Negative { column: "amount".into(), value: "-3".into() }.at("capacities.csv", Some(7));
        let said = |language| refusal_sentence(Messages::new(language), &refusal);
        assert_eq!(said(Language::English), "capacities.csv, row 7: amount: -3 is below zero.");
        assert_eq!(said(Language::Chinese), "capacities.csv 第 7 行：amount：-3 小于零；此处不能为负。");
    }
}

//! Refusals of the chain and of the base as sentences in the reader's language.

use base::exchange::{FILE_KEYS, RowReason, Said};
use base::record::kinds::{
    AccessDecision, BidStage, CallStage, DealStage, DealStatus, MatchStage, MotionState, PayoutStage, ProjectStage,
    PublicityStage, ReceiptStage, ReviewStage,
};
use base::record::{Kind, SlipReason};
use chain::Refusal;
use transfer::deal::Want;

use crate::language::{Key, Messages};
use crate::pages::want_word;

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

/// The sentence of a refusal of the base.
pub fn base_sentence(t: Messages, refusal: &base::Refusal) -> String {
    let facts = refusal.facts();
    let facts: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (*name, value.as_ref())).collect();
    sentence(t, Key(refusal.key()), &facts)
}

/// The sentence of a refusal of the ledger.
pub fn ledger_sentence(t: Messages, refusal: &ledger::Refusal) -> String {
    let facts = refusal.facts().into_iter();
    facts.fold(t.say(Key(refusal.key())), |message, (name, value)| message.with(name, value)).to_string()
}

/// The sentence of a refusal to share: its message and its facts.
pub(crate) fn sharing_sentence(t: Messages, key: &'static str, facts: &[(&'static str, String)]) -> String {
    facts.iter().fold(t.say(Key(key)), |message, (name, value)| message.with(name, value.as_str())).to_string()
}

/// The sentence of what is wrong with one field.
pub fn slip_sentence(t: Messages, reason: &SlipReason) -> String {
    sentence(t, Key(reason.key()), &reason.facts())
}

/// The sentence of what was said of a row or of a file when it was read.
pub fn said_sentence(t: Messages, said: &Said) -> String {
    let lists = [SlipReason::KEYS, base::Refusal::KEYS, RowReason::KEYS, FILE_KEYS];
    let Some(key) = lists.iter().copied().flatten().find(|key| **key == said.key) else { return said.english.clone() };
    let facts: Vec<(&str, &str)> = said.facts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sentence(t, Key(key), &facts)
}

/// A message with its facts; one that comes in both languages, as `detail` and `detail_zh`, is taken in the reader's.
fn sentence(t: Messages, key: Key, facts: &[(&str, &str)]) -> String {
    let chinese = |name: &str| {
        let same = |other: &&(&str, &str)| other.0.strip_suffix("_zh") == Some(name);
        facts.iter().find(same).map(|(_, value)| *value)
    };
    let message = facts.iter().fold(t.say(key), |message, (name, value)| {
        let value = t.pick(chinese(name).unwrap_or(value), value);
        message.with(name, fact(t, name, value))
    });
    message.to_string()
}

/// What is to become of a row, or what became of it, in a word.
pub fn status_word(t: Messages, status: &str) -> String {
    let key = match status {
        "add" => Key("exchange-status-add"),
        "update" => Key("exchange-status-update"),
        "delete" => Key("exchange-status-delete"),
        "doubt" => Key("exchange-status-doubt"),
        "duplicate" => Key("exchange-status-duplicate"),
        "bad" => Key("exchange-status-bad"),
        "unchanged" => Key("exchange-status-unchanged"),
        "skipped" => Key("exchange-status-skipped"),
        "written" => Key("exchange-status-written"),
        other => return other.to_owned(),
    };
    t.get(key)
}

/// The name of a role by its code, as lists of accounts have it.
pub fn role_word(t: Messages, code: &str) -> String {
    t.get(match code {
        "broker" => Key("people-role-broker"),
        "reviewer" => Key("people-role-reviewer"),
        "finance" => Key("people-role-finance"),
        "auditor" => Key("people-role-auditor"),
        _ => Key("people-role-administrator"),
    })
}

/// The state of an account in a word, by its code.
pub fn account_state_word(t: Messages, code: &str) -> String {
    t.get(match code {
        "active" => Key("people-state-active"),
        "closed" => Key("people-state-closed"),
        _ => Key("people-state-erased"),
    })
}

/// A fact in the reader's language, where it is one of the base's own words.
fn fact(t: Messages, name: &str, value: &str) -> String {
    let known = match name {
        "needed" => role_key(value),
        "state" | "stage" | "from" | "to" => state_key(value),
        "step" => step_key(value),
        "wants" => return wants(t, value),
        "decision" => return of_lists(t, value),
        "scope" => scope_key(value),
        "kind" | "kinds" => return kinds(t, value),
        _ => None,
    };
    match known {
        Some(key) => t.get(key),
        None if matches!(name, "state" | "stage" | "status") => of_lists(t, value),
        None => value.to_owned(),
    }
}

/// What a deal lacks, by codes.
fn wants(t: Messages, codes: &str) -> String {
    let word = |code: &str| {
        let want = Want::ALL.into_iter().find(|want| want.code() == code);
        match (want, code) {
            (Some(want), _) => want_word(want, t),
            (None, "performance") => t.get("want-performance"),
            (None, code) => of_lists(t, code),
        }
    };
    codes.split("; ").map(word).collect::<Vec<_>>().join(t.pick("、", ", "))
}

/// The word of a code of one of the lists that workflows go through; the code itself where none knows it.
fn of_lists(t: Messages, code: &str) -> String {
    let own = match code {
        "access" => Some(Key("want-stage-access")),
        "acceptance" => Some(Key("want-stage-acceptance")),
        "receipt" => Some(Key("want-stage-receipt")),
        "over" => Some(Key("publicity-at-over")),
        _ => None,
    };
    let lists = [
        DealStage::CHOICES,
        DealStatus::CHOICES,
        AccessDecision::CHOICES,
        PublicityStage::CHOICES,
        PayoutStage::CHOICES,
        ReceiptStage::CHOICES,
        MatchStage::CHOICES,
        CallStage::CHOICES,
        BidStage::CHOICES,
        ReviewStage::CHOICES,
        ProjectStage::CHOICES,
        MotionState::CHOICES,
    ];
    let found = lists.into_iter().flatten().find(|choice| choice.code == code);
    match (own, found) {
        (Some(key), _) => t.get(key),
        (None, Some(choice)) => t.pick(choice.label.zh, choice.label.en).to_owned(),
        (None, None) => code.to_owned(),
    }
}

/// The name of a role by its code; `member` and `manager` are named as well.
pub(crate) fn role_key(code: &str) -> Option<Key> {
    Some(match code {
        "visitor" => Key("role-visitor"),
        "member" => Key("role-member"),
        "manager" => Key("role-manager"),
        "broker" => Key("role-broker"),
        "reviewer" => Key("role-reviewer"),
        "finance" => Key("role-finance"),
        "auditor" => Key("role-auditor"),
        "administrator" => Key("role-administrator"),
        "auditor-or-administrator" => Key("role-auditor-or-administrator"),
        _ => return None,
    })
}

/// The name of a state of a record, or of a stage of an import, by its code.
pub(crate) fn state_key(code: &str) -> Option<Key> {
    Some(match code {
        "draft" => Key("state-draft"),
        "published" => Key("state-published"),
        "withdrawn" => Key("state-withdrawn"),
        "deleted" => Key("state-deleted"),
        "reading" => Key("state-reading"),
        "previewed" => Key("state-previewed"),
        "writing" => Key("state-writing"),
        "done" => Key("state-done"),
        "failed" => Key("state-failed"),
        _ => return None,
    })
}

/// The name of a move by its code.
pub(crate) fn step_key(code: &str) -> Option<Key> {
    Some(match code {
        "publish" => Key("step-publish"),
        "withdraw" => Key("step-withdraw"),
        "delete" => Key("step-delete"),
        "restore" => Key("step-restore"),
        _ => return None,
    })
}

/// The name of a scope of a token by its code.
pub(crate) fn scope_key(code: &str) -> Option<Key> {
    Some(match code {
        "read" => Key("scope-read"),
        "write" => Key("scope-write"),
        "administer" => Key("scope-administer"),
        _ => return None,
    })
}

/// Kinds by code or by their Chinese name, in the reader's language.
fn kinds(t: Messages, given: &str) -> String {
    let name = |given: &str| {
        let kind = Kind::ALL.iter().find(|kind| kind.code() == given || kind.label().zh == given);
        let label = kind.map(|kind| kind.label());
        label.map_or_else(|| given.to_owned(), |label| t.pick(label.zh, label.en).to_owned())
    };
    let names: Vec<String> = given.split('/').map(str::trim).filter(|given| !given.is_empty()).map(name).collect();
    names.join(t.pick("、", ", "))
}

#[cfg(test)]
mod tests {
    use chain::Reason;

    use super::*;
    use crate::language::Language;

    #[test]
    fn every_refusal_has_a_sentence_in_both_languages() {
        for language in Language::ALL {
            for key in Reason::KEYS
                .iter()
                .chain(base::Refusal::KEYS)
                .chain(ledger::Refusal::KEYS)
                .chain(SlipReason::KEYS)
                .chain(RowReason::KEYS)
                .chain(FILE_KEYS)
                .chain(sharing::chain_game::Refusal::KEYS)
                .chain(sharing::game::Refusal::KEYS)
                .chain(sharing::waterfall::Refusal::KEYS)
            {
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

    #[test]
    fn the_words_of_the_base_are_said_in_the_readers_language() {
        let moved = base::Refusal::WrongMove { state: "deleted".to_owned(), step: "publish".to_owned() };
        let slip = SlipReason::NoSuchRecord { given: "甲".to_owned(), kinds: "单位/人员".to_owned() };
        let (zh, en) = (Messages::new(Language::Chinese), Messages::new(Language::English));
        assert_eq!(base_sentence(zh, &moved), "现在的状态是“已删除”，不能发布。");
        assert_eq!(base_sentence(en, &moved), "It is deleted; to publish it is not possible now.");
        assert!(slip_sentence(zh, &slip).contains("单位、人员"));
        assert!(slip_sentence(en, &slip).contains("Organisation, Person"));
    }
}

//! The terms on the table, as rows and sentences.

use base::record::kinds::{Deal, Term, TermBase, TermType};
use transfer::Trouble as TransferTrouble;
use transfer::terms::agreed_rules;

use super::words::{percents, word};
use crate::language::{Key, Messages};

/// A term as other pages show it.
pub(super) struct Row {
    pub code: String,
    pub kind_word: &'static str,
    pub what: String,
    pub due: String,
    pub condition: String,
    pub clause: String,
}

/// The terms of a deal.
pub(super) fn rows(deal: &Deal, t: Messages) -> Vec<Row> {
    let row = |term: &Term| Row {
        code: line(term.code.as_ref()),
        kind_word: term.term_type.map_or("", |kind| word(TermType::CHOICES, kind as usize, t)),
        what: what(term, t),
        due: due(term, t),
        condition: line(term.condition.as_ref()),
        clause: line(term.clause.as_ref()),
    };
    deal.terms.iter().map(row).collect()
}

pub(super) fn line(text: Option<&base::record::Line>) -> String {
    text.map_or_else(String::new, |text| text.0.clone())
}

fn due(term: &Term, t: Messages) -> String {
    let day = term.due.as_ref().map_or_else(String::new, |day| day.0.clone());
    let every = term.every_months.map(|months| t.say("transfer-every").with("months", months.0).to_string());
    [day, every.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What a term gives: a sum, or a rate of something within a tier.
fn what(term: &Term, t: Messages) -> String {
    let amount = term.amount.map(|amount| amount.show());
    let rate = term.rate_percent.as_ref().map(|rate| {
        let base = term.base.map_or("", |base| word(TermBase::CHOICES, base as usize, t));
        format!("{} % {base}", rate.0)
    });
    let bound = |bound: Option<measure::Budget>| bound.map(|bound| bound.show());
    let tier = match (bound(term.tier_from), bound(term.tier_to)) {
        (None, None) => None,
        (from, to) => Some(format!("{} – {}", from.unwrap_or_default(), to.unwrap_or_else(|| "∞".to_owned()))),
    };
    [amount, rate, tier].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Every version of the deal's rule of sharing: its number, its first day, its steps in sentences.
pub(super) fn sentences(deal: &Deal, t: Messages) -> Result<Vec<(u32, String, Vec<String>)>, TransferTrouble> {
    let Some((_, rules)) = agreed_rules(deal)? else { return Ok(Vec::new()) };
    let one = |sentence: sharing::waterfall::Sentence| {
        let said =
            sentence.facts.iter().fold(t.say(Key(sentence.key)), |said, (name, fact)| said.with(name, percents(fact)));
        let clause = sentence.clause.as_ref().map_or_else(String::new, |clause| format!("（{clause}）"));
        format!("{said}{clause}")
    };
    let of = |rule: &sharing::waterfall::Rule| {
        (rule.version, rule.from.to_string(), rule.sentences().into_iter().map(one).collect())
    };
    Ok(rules.iter().map(of).collect())
}

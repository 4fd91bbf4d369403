//! A form read as a rule: every slip with its field, and what the rule as a whole refuses by name.

use jiff::civil::Date;
use measure::{Currency, Fraction, Money};
use sharing::waterfall::{
    Action, Band, FORMAT, Member, Party, PartyId, Period, PoolId, Refusal, Rule, Shares, Step, StepId,
};

use super::typed::{BASES, Cells, Typed};
use crate::language::{Key, Messages};
use crate::refusal::sharing_sentence;

/// What is wrong with one field; of the whole where the field is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slip {
    /// The name of the field.
    pub field: String,
    /// What is wrong with it, in the reader's language.
    pub sentence: String,
}

/// What separates entries of a list.
const BETWEEN: [char; 6] = [',', '，', ';', '；', '、', '\n'];

/// The sentence of a refusal.
pub(crate) fn sentence(t: Messages, refusal: &Refusal) -> String {
    sharing_sentence(t, refusal.key(), &refusal.facts())
}

/// The rule that was typed.
///
/// # Errors
/// Every slip, with its field.
pub(crate) fn rule(t: Messages, typed: &Typed) -> Result<Rule, Vec<Slip>> {
    let cell = |name: &str| typed.head.get(name).map_or("", String::as_str);
    let mut reader = Reader { t, slips: Vec::new(), currency: Currency::Cny };
    reader.currency = reader
        .take("currency", cell("currency"), |_, text| Currency::parse(text).ok(), "rule-slip-currency")
        .unwrap_or(Currency::Cny);
    let base = BASES.iter().find(|(code, ..)| *code == cell("base")).map(|(_, base, _)| *base);
    let (agreed, from) = (reader.day("agreed", cell("agreed")), reader.day("from", cell("from")));
    let until = reader.maybe_day("until", cell("until"));
    let version = reader.take("version", cell("version"), |_, text| text.parse::<u32>().ok(), "rule-slip-version");
    if cell("agreement").is_empty() {
        reader.wrong::<()>("agreement", "rule-slip-missing", "");
    }
    let base = base.or_else(|| reader.wrong("base", "rule-slip-missing", cell("base")));
    let parties: Vec<Option<Party>> =
        typed.parties.iter().enumerate().map(|(at, row)| reader.party(&format!("parties.{at}"), row)).collect();
    let steps: Vec<Option<Step>> =
        typed.steps.iter().enumerate().map(|(at, row)| reader.step(&format!("steps.{at}"), row)).collect();
    let parties: Option<Vec<Party>> = parties.into_iter().collect();
    let steps: Option<Vec<Step>> = steps.into_iter().collect();
    let (Some(agreed), Some(from), Some(version), Some(base), Some(parties), Some(steps), true) =
        (agreed, from, version, base, parties, steps, reader.slips.is_empty())
    else {
        return Err(reader.slips);
    };
    let (agreement, currency) = (cell("agreement").to_owned(), reader.currency);
    let rule = Rule { format: FORMAT, agreement, version, agreed, from, until, currency, base, parties, steps };
    match rule.check() {
        Ok(()) => Ok(rule),
        Err(refusal) => Err(vec![Slip { field: String::new(), sentence: sentence(t, &refusal) }]),
    }
}

/// An amount as people write it: thousands may be set apart, and the currency is the rule's where none is named.
pub(super) fn money(text: &str, currency: Currency) -> Option<Money> {
    let plain = text.replace([',', '，'], "");
    let named = plain.chars().next().is_some_and(char::is_alphabetic);
    if named { Money::parse(&plain).ok() } else { Money::parse(&format!("{currency} {plain}")).ok() }
}

/// What has been read, and what was wrong.
struct Reader {
    t: Messages,
    slips: Vec<Slip>,
    currency: Currency,
}

impl Reader {
    fn wrong<T>(&mut self, field: &str, key: &'static str, given: &str) -> Option<T> {
        let sentence = self.t.say(Key(key)).with("given", given.to_owned()).to_string();
        self.slips.push(Slip { field: field.to_owned(), sentence });
        None
    }

    fn take<T>(
        &mut self,
        field: &str,
        text: &str,
        read: impl FnOnce(&mut Self, &str) -> Option<T>,
        key: &'static str,
    ) -> Option<T> {
        if text.is_empty() {
            return self.wrong(field, "rule-slip-missing", "");
        }
        let slips = self.slips.len();
        let read = read(self, text);
        // What was read of it piece by piece has said what is wrong already.
        if read.is_none() && self.slips.len() == slips { self.wrong(field, key, text) } else { read }
    }

    fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        self.take(field, text, |_, text| text.parse().ok(), "rule-slip-day")
    }

    fn share(&mut self, field: &str, text: &str) -> Option<Fraction> {
        self.take(field, text, |_, text| Fraction::parse(text).ok(), "rule-slip-share")
    }

    fn amount(&mut self, field: &str, text: &str) -> Option<Money> {
        self.take(field, text, |reader, text| money(text, reader.currency), "rule-slip-amount")
    }

    fn name<T>(&mut self, field: &str, text: &str, parse: fn(&str) -> Result<T, Refusal>) -> Option<T> {
        self.take(field, text, |_, text| parse(text).ok(), "sharing-bad-name")
    }

    /// A name that may be left out; what is wrong with it is a slip, and the rule is then not made.
    fn maybe(&mut self, field: &str, text: &str) -> Option<PartyId> {
        if text.is_empty() { None } else { self.name(field, text, PartyId::parse) }
    }

    /// A day that may be left out, in the same way.
    fn maybe_day(&mut self, field: &str, text: &str) -> Option<Date> {
        if text.is_empty() { None } else { self.day(field, text) }
    }

    fn party(&mut self, at: &str, row: &Cells) -> Option<Party> {
        let cell = |name: &str| row.get(name).map_or("", String::as_str);
        let id = self.name(&format!("{at}.id"), cell("id"), PartyId::parse);
        let field = format!("{at}.members");
        let members: Vec<Option<Member>> = entries(cell("members")).map(|text| self.member(&field, text)).collect();
        let left = self.maybe_day(&format!("{at}.left"), cell("left"));
        Some(Party { id: id?, members: members.into_iter().collect::<Option<_>>()?, left })
    }

    /// `name share`, and from which day the person is no member any more.
    fn member(&mut self, field: &str, text: &str) -> Option<Member> {
        let mut words = text.split_whitespace();
        let (Some(id), Some(share), left, None) = (words.next(), words.next(), words.next(), words.next()) else {
            return self.wrong(field, "rule-slip-shares", text);
        };
        let left = self.maybe_day(field, left.unwrap_or_default());
        let (id, share) = (self.name(field, id, PartyId::parse), self.share(field, share));
        Some(Member { id: id?, share: share?, left })
    }

    fn shares(&mut self, field: &str, text: &str) -> Option<Shares> {
        if text.is_empty() {
            return self.wrong(field, "rule-slip-missing", "");
        }
        let all: Vec<Option<(PartyId, Fraction)>> = entries(text)
            .map(|entry| {
                let Some((id, share)) = entry.rsplit_once([' ', '=', ':', '：', '　']) else {
                    return self.wrong(field, "rule-slip-shares", entry);
                };
                let (id, share) = (self.name(field, id.trim(), PartyId::parse), self.share(field, share.trim()));
                Some((id?, share?))
            })
            .collect();
        all.into_iter().collect::<Option<_>>().map(Shares)
    }

    fn step(&mut self, at: &str, row: &Cells) -> Option<Step> {
        let cell = |name: &str| row.get(name).map_or("", String::as_str);
        let id = self.name(&format!("{at}.id"), cell("id"), StepId::parse);
        let clause = Some(cell("clause")).filter(|clause| !clause.is_empty()).map(str::to_owned);
        let action = self.action(at, row);
        Some(Step { id: id?, clause, action: action? })
    }

    fn action(&mut self, at: &str, row: &Cells) -> Option<Action> {
        let cell = |name: &str| row.get(name).map_or("", String::as_str);
        let field = |name: &str| format!("{at}.{name}");
        let per = if cell("per") == "year" { Period::Year } else { Period::Lifetime };
        match cell("kind") {
            "percent-of-remaining" => {
                let shares = self.shares(&field("shares"), cell("shares"))?;
                Some(Action::PercentOfRemaining { shares })
            }
            "percent-of-gross" => {
                let shares = self.shares(&field("shares"), cell("shares"))?;
                Some(Action::PercentOfGross { shares })
            }
            "split" => Some(Action::Split { shares: self.shares(&field("shares"), cell("shares"))? }),
            "tiers" => Some(Action::Tiers { bands: self.bands(&field("bands"), cell("bands"))?, per }),
            "first" => {
                let amount = self.amount(&field("amount"), cell("amount"));
                let shares = self.shares(&field("shares"), cell("shares"));
                Some(Action::First { amount: amount?, shares: shares?, per })
            }
            "recoup" | "preferred" => self.pooled(at, row),
            "catch-up" => self.catch_up(at, row),
            "cap" => {
                let party = self.name(&field("party"), cell("party"), PartyId::parse);
                let each = self.amount(&field("each"), cell("each"));
                let steps: Vec<Option<StepId>> =
                    entries(cell("steps")).map(|text| self.name(&field("steps"), text, StepId::parse)).collect();
                let excess_to = self.maybe(&field("excess-to"), cell("excess-to"));
                let steps = steps.into_iter().collect::<Option<_>>()?;
                Some(Action::Cap { party: party?, each: each?, per, steps, excess_to })
            }
            "guarantee" => {
                let party = self.name(&field("party"), cell("party"), PartyId::parse);
                let amount = self.amount(&field("amount"), cell("amount"));
                let from = self.name(&field("from"), cell("from"), PartyId::parse);
                Some(Action::Guarantee { party: party?, amount: amount?, per, from: from? })
            }
            given => self.wrong(&field("kind"), "rule-slip-kind", given),
        }
    }

    /// A step that pays back a pool, or interest on it.
    fn pooled(&mut self, at: &str, row: &Cells) -> Option<Action> {
        let cell = |name: &str| row.get(name).map_or("", String::as_str);
        let field = |name: &str| format!("{at}.{name}");
        let pool = self.name(&field("pool"), cell("pool"), PoolId::parse);
        let to = self.name(&field("to"), cell("to"), PartyId::parse);
        if cell("kind") == "preferred" {
            let rate = self.share(&field("rate"), cell("rate"));
            return Some(Action::Preferred { pool: pool?, to: to?, rate: rate? });
        }
        let charge = self.or_whole(&field("charge"), cell("charge"));
        let from = self.maybe(&field("from"), cell("from"));
        Some(Action::Recoup { pool: pool?, to: to?, charge: charge?, from })
    }

    fn catch_up(&mut self, at: &str, row: &Cells) -> Option<Action> {
        let cell = |name: &str| row.get(name).map_or("", String::as_str);
        let field = |name: &str| format!("{at}.{name}");
        let to = self.name(&field("to"), cell("to"), PartyId::parse);
        let target = self.share(&field("target"), cell("target"));
        let over = self.name(&field("over"), cell("over"), StepId::parse);
        let speed = self.or_whole(&field("speed"), cell("speed"));
        let beside = self.maybe(&field("beside"), cell("beside"));
        Some(Action::CatchUp { to: to?, target: target?, over: over?, speed: speed?, beside })
    }

    fn or_whole(&mut self, field: &str, text: &str) -> Option<Fraction> {
        if text.is_empty() { Some(Fraction::ONE) } else { self.share(field, text) }
    }

    /// One tier a line: `from – to: shares`; the last one is open.
    fn bands(&mut self, field: &str, text: &str) -> Option<Vec<Band>> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let bands: Vec<Option<Band>> = lines
            .map(|line| {
                let halves = line.split_once([':', '：']);
                let Some((span, shares)) = halves else { return self.wrong(field, "rule-slip-band", line) };
                let (from, to) = span.split_once(['–', '-', '—', '~', '至']).unwrap_or((span, ""));
                let from = self.amount(field, from.trim());
                let to = match to.trim() {
                    "" | "∞" => Some(None),
                    to => self.amount(field, to).map(Some),
                };
                let shares = self.shares(field, shares.trim());
                Some(Band { from: from?, to: to?, shares: shares? })
            })
            .collect();
        if bands.is_empty() {
            return self.wrong(field, "rule-slip-missing", "");
        }
        bands.into_iter().collect()
    }
}

fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split(BETWEEN).map(str::trim).filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::example::EXAMPLES;
    use super::*;
    use crate::language::Language;

    #[test]
    fn what_a_form_says_of_a_rule_reads_to_the_same_rule() {
        for example in EXAMPLES {
            let wanted = example.rule().unwrap();
            assert_eq!(rule(Messages::new(Language::English), &Typed::saying(&wanted)), Ok(wanted));
        }
    }
}

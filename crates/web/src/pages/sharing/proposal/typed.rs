//! What was typed into the form of a proposal: read into a question, and written into an address.

use std::collections::BTreeMap;

use chain::Pack;
use sharing::chain_game::{Holding, Party, Rest};

use crate::language::Key;
use crate::proposals::Question;
use crate::shell::Visit;

/// The most parties that are taken.
pub(super) const MOST_PARTIES: usize = 16;
/// What stands for everybody where a patch is in force whoever takes part.
pub(super) const EVERYBODY: &str = "all";

/// The form as it was typed; a place counts parties from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// The names of the parties; an empty one holds its place.
    pub names: Vec<String>,
    /// The place of who holds an owner's limits, by the owner's id.
    pub owners: BTreeMap<String, String>,
    /// The place of who holds a patch, or [`EVERYBODY`], by its id.
    pub patches: BTreeMap<String, String>,
    /// Single limits as `kind:id`, with the place of who holds each.
    pub limits: Vec<(String, String)>,
    /// What becomes of limits that belong to no party.
    pub rest: String,
    /// The deal that it is asked for; empty where it is for none.
    pub deal: String,
}

/// What is wrong with what was typed: a message and its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub key: Key,
    pub facts: Vec<(&'static str, String)>,
}

/// The codes of what becomes of limits that belong to no party.
pub(super) const RESTS: [(&str, Rest, Key); 3] = [
    ("absent", Rest::Absent, Key("share-rest-absent")),
    ("at-chain-prices", Rest::AtChainPrices, Key("share-rest-at-chain-prices")),
    ("free", Rest::Free, Key("share-rest-free")),
];

impl Typed {
    /// What the address says; `None` where it asks for nothing yet.
    pub(super) fn of(visit: &Visit) -> Option<Self> {
        let mut typed = Self::default();
        let (mut limits, mut holders) = (Vec::new(), Vec::new());
        for (name, value) in &visit.query {
            let value = value.trim().to_owned();
            match name.split_once('.') {
                None if name == "party" => typed.names.push(value),
                None if name == "rest" => typed.rest = value,
                None if name == "deal" => typed.deal = value,
                None if name == "limit" => limits.push(value),
                None if name == "holder" => holders.push(value),
                Some(("owner", id)) if !value.is_empty() => drop(typed.owners.insert(id.to_owned(), value)),
                Some(("patch", id)) if !value.is_empty() => drop(typed.patches.insert(id.to_owned(), value)),
                _ => {}
            }
        }
        holders.resize(limits.len(), String::new());
        typed.limits = limits.into_iter().zip(holders).filter(|(limit, _)| !limit.is_empty()).collect();
        let asked = !typed.names.is_empty() || !typed.owners.is_empty() || !typed.patches.is_empty();
        asked.then_some(typed)
    }

    /// The form that asks a question.
    pub(super) fn asking(question: &Question) -> Self {
        let mut typed = Self::default();
        for (at, party) in question.parties.iter().enumerate() {
            let place = (at + 1).to_string();
            typed.names.push(party.name.clone());
            for holding in &party.holdings {
                let place = place.clone();
                match holding {
                    Holding::Owner(id) => drop(typed.owners.insert(id.clone(), place)),
                    Holding::Patch(id) => drop(typed.patches.insert(id.clone(), place)),
                    Holding::Capacity(id) => typed.limits.push((format!("capacity:{id}"), place)),
                    Holding::Market(id) => typed.limits.push((format!("market:{id}"), place)),
                }
            }
        }
        let all = question.patches.iter().map(|id| (id.clone(), EVERYBODY.to_owned()));
        typed.patches.extend(all);
        let rest = RESTS.iter().find(|(_, rest, _)| *rest == question.rest);
        typed.rest = rest.map(|(code, ..)| (*code).to_owned()).unwrap_or_default();
        typed
    }

    /// The question that is asked; what the chain has is taken in the pack's order.
    pub(super) fn read(&self, pack: &Pack) -> Result<Question, Wrong> {
        let mut holdings: Vec<Vec<Holding>> = vec![Vec::new(); self.names.len()];
        let mut add = |what: &str, place: &str, holding: Holding| -> Result<(), Wrong> {
            let at = place.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
            let holder = at.and_then(|at| holdings.get_mut(at)).ok_or_else(|| no_party(what, place))?;
            holder.push(holding);
            Ok(())
        };
        let mut everywhere = Vec::new();
        for (id, place) in in_order(&self.owners, pack.chain.owners.iter().map(|owner| owner.id.as_str())) {
            add(id, place, Holding::Owner(id.clone()))?;
        }
        for (id, place) in in_order(&self.patches, pack.patches.iter().map(|patch| patch.id.as_str())) {
            if place == EVERYBODY {
                everywhere.push(id.clone());
            } else {
                add(id, place, Holding::Patch(id.clone()))?;
            }
        }
        for (limit, place) in &self.limits {
            let holding = match limit.split_once(':') {
                Some(("capacity", id)) => Holding::Capacity(id.trim().to_owned()),
                Some(("market", id)) => Holding::Market(id.trim().to_owned()),
                _ => return Err(wrong(Key("proposal-wrong-limit"), [("given", limit)])),
            };
            add(limit, place, holding)?;
        }
        let mut parties = Vec::new();
        for (at, (name, holdings)) in self.names.iter().zip(holdings).enumerate() {
            match (name.is_empty(), holdings.is_empty()) {
                (true, true) => {}
                (true, false) => return Err(wrong(Key("sharing-nameless-player"), [("place", &(at + 1).to_string())])),
                (false, _) => parties.push(Party { name: name.clone(), holdings }),
            }
        }
        if parties.len() > MOST_PARTIES {
            let (given, most) = (parties.len().to_string(), MOST_PARTIES.to_string());
            return Err(wrong(Key("sharing-too-many-parties"), [("parties", &given), ("most", &most)]));
        }
        let rest = if self.rest.is_empty() { RESTS[0].0 } else { self.rest.as_str() };
        let rest = RESTS.iter().find(|(code, ..)| *code == rest).map(|(_, rest, _)| *rest);
        let rest = rest.ok_or_else(|| wrong(Key("proposal-wrong-rest"), [("given", &self.rest)]))?;
        Ok(Question { parties, patches: everywhere, rest })
    }

    /// The address below `path` that says the same.
    pub(super) fn address(&self, path: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in &self.names {
            query.append_pair("party", name);
        }
        for (id, place) in &self.owners {
            query.append_pair(&format!("owner.{id}"), place);
        }
        for (id, place) in &self.patches {
            query.append_pair(&format!("patch.{id}"), place);
        }
        for (limit, place) in &self.limits {
            query.append_pair("limit", limit).append_pair("holder", place);
        }
        query.append_pair("rest", &self.rest);
        if !self.deal.is_empty() {
            query.append_pair("deal", &self.deal);
        }
        format!("{path}?{}", query.finish())
    }
}

/// What is held of a list, in the list's order; what the list does not have comes last, and is refused by name later.
fn in_order<'a>(
    held: &'a BTreeMap<String, String>,
    known: impl Iterator<Item = &'a str>,
) -> Vec<(&'a String, &'a String)> {
    let place: BTreeMap<&str, usize> = known.enumerate().map(|(at, id)| (id, at)).collect();
    let mut all: Vec<_> = held.iter().collect();
    all.sort_by_key(|(id, _)| place.get(id.as_str()).copied().unwrap_or(usize::MAX));
    all
}

fn wrong<const N: usize>(key: Key, facts: [(&'static str, &str); N]) -> Wrong {
    Wrong { key, facts: facts.map(|(name, value)| (name, value.to_owned())).to_vec() }
}

fn no_party(what: &str, place: &str) -> Wrong {
    wrong(Key("proposal-wrong-place"), [("what", what), ("given", place)])
}

//! The form of a proposal, as it comes back: parties, who holds what, and what becomes of the rest.

use askama::Template;
use askama::filters::HtmlSafe;
use chain::{OwnerKind, PatchKind};

use super::typed::{EVERYBODY, MOST_PARTIES, RESTS, Typed};
use crate::language::Key;
use crate::pages::sharing::frame::Frame;

/// Rows to go on with.
const BLANK: usize = 2;

/// The form.
pub(super) struct Form {
    /// Whether it is shown open.
    pub open: bool,
    pub names: Vec<(usize, String)>,
    pub owners: Held,
    pub rules: Held,
    pub technologies: Held,
    pub circumstances: Held,
    pub limits: Vec<Limit>,
    /// What may be named as a single limit: `kind:id` and its name.
    pub known: Vec<(String, String)>,
    /// What becomes of the rest: code, sentence, chosen.
    pub rests: Vec<(&'static str, String, bool)>,
}

/// Who holds each of several things; it writes itself.
#[derive(Template)]
#[template(path = "pages/sharing/proposal/held.html")]
pub(super) struct Held {
    choices: Vec<Choice>,
}

impl HtmlSafe for Held {}

impl Held {
    pub(super) fn is_empty(&self) -> bool {
        self.choices.is_empty()
    }
}

/// Something that one party holds, or none.
pub(super) struct Choice {
    pub field: String,
    pub label: String,
    pub options: Vec<Holder>,
}

/// A single limit, and who holds it.
pub(super) struct Limit {
    pub limit: String,
    pub options: Vec<Holder>,
}

/// One who may hold something.
pub(super) struct Holder {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

impl Form {
    pub(super) fn new(frame: Frame, typed: &Typed, open: bool) -> Self {
        let mut names = typed.names.clone();
        let last = names.iter().rposition(|name| !name.is_empty()).map_or(0, |at| at + 1);
        names.resize((last + BLANK).min(MOST_PARTIES).max(last), String::new());
        let chain = frame.chain;
        let owner = |wanted: bool, none: Key| -> Vec<Choice> {
            let owners = chain.owners.iter().filter(|owner| (owner.kind == OwnerKind::Rule) == wanted);
            owners
                .map(|owner| {
                    let chosen = typed.owners.get(&owner.id).map_or("", String::as_str);
                    let label = frame.names.text(&owner.name).to_owned();
                    Choice {
                        field: format!("owner.{}", owner.id),
                        label,
                        options: holders(frame, &names, chosen, Some(none)),
                    }
                })
                .collect()
        };
        let patch = |wanted: bool| -> Vec<Choice> {
            let patches = frame.state.pack().patches.iter().filter(|patch| is_technology(patch.kind) == wanted);
            patches
                .map(|patch| {
                    let chosen = typed.patches.get(&patch.id).map_or("", String::as_str);
                    let who: &[String] = if wanted { &names } else { &[] };
                    let mut options = holders(frame, who, chosen, Some(Key("proposal-not-in-force")));
                    let label = frame.t.get("proposal-in-force");
                    options.insert(1, Holder { value: EVERYBODY.to_owned(), label, chosen: chosen == EVERYBODY });
                    Choice {
                        field: format!("patch.{}", patch.id),
                        label: frame.names.text(&patch.name).to_owned(),
                        options,
                    }
                })
                .collect()
        };
        let blank = (String::new(), String::new());
        let limits = typed.limits.iter().chain(std::iter::repeat_n(&blank, BLANK)).map(|(limit, holder)| Limit {
            limit: limit.clone(),
            options: holders(frame, &names, holder, Some(Key("proposal-takes-no-part"))),
        });
        let rest = if typed.rest.is_empty() { RESTS[0].0 } else { typed.rest.as_str() };
        Self {
            open,
            owners: Held { choices: owner(false, Key("proposal-takes-no-part")) },
            rules: Held { choices: owner(true, Key("proposal-open-to-all")) },
            technologies: Held { choices: patch(true) },
            circumstances: Held { choices: patch(false) },
            limits: limits.collect(),
            known: known(frame),
            rests: RESTS.iter().map(|(code, _, says)| (*code, frame.t.get(*says), *code == rest)).collect(),
            names: names.into_iter().enumerate().map(|(at, name)| (at + 1, name)).collect(),
        }
    }
}

/// What somebody can bring, rather than what befalls everybody.
fn is_technology(kind: PatchKind) -> bool {
    matches!(kind, PatchKind::Innovation | PatchKind::Investment | PatchKind::Project)
}

fn holders(frame: Frame, names: &[String], chosen: &str, none: Option<Key>) -> Vec<Holder> {
    let none = none.map(|key| Holder { value: String::new(), label: frame.t.get(key), chosen: chosen.is_empty() });
    let named = names.iter().enumerate().map(|(at, name)| {
        let value = (at + 1).to_string();
        Holder { label: format!("{value} {name}").trim().to_owned(), chosen: value == chosen, value }
    });
    let mut holders: Vec<Holder> = none.into_iter().chain(named).collect();
    // What was typed stays chosen, even where there is no such party.
    if !chosen.is_empty() && chosen != EVERYBODY && holders.iter().all(|holder| !holder.chosen) {
        holders.push(Holder { value: chosen.to_owned(), label: chosen.to_owned(), chosen: true });
    }
    holders
}

fn known(frame: Frame) -> Vec<(String, String)> {
    let capacities = frame.chain.capacities.iter().map(|row| (format!("capacity:{}", row.id), &row.name));
    let markets = frame.chain.markets.iter().map(|row| (format!("market:{}", row.id), &row.name));
    capacities.chain(markets).map(|(id, name)| (id, frame.names.text(name).to_owned())).collect()
}

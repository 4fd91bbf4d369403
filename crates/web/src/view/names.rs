//! The names of the things of a chain, with links to their pages.

use chain::{Chain, Link as Weak, Text};

use super::link::Link;
use super::number::Numbers;
use crate::language::{Key, Messages};

/// Names things of a chain in a reader's language.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    chain: &'a Chain,
    t: Messages,
}

impl<'a> Names<'a> {
    /// Names things of `chain` for a reader of `t`.
    pub(crate) fn new(chain: &'a Chain, t: Messages) -> Self {
        Self { chain, t }
    }

    /// Numbers in the same language.
    pub(crate) fn numbers(self) -> Numbers<'a> {
        Numbers::new(self.t, &self.chain.currency)
    }

    /// A text in the reader's language, or in the other where this one is empty.
    pub(crate) fn text(self, text: &'a Text) -> &'a str {
        let (wanted, other) = self.t.pick((&text.zh, &text.en), (&text.en, &text.zh));
        if wanted.is_empty() { other } else { wanted }
    }

    pub(crate) fn commodity(self, at: usize) -> Link {
        let commodity = &self.chain.commodities[at];
        Link::to("commodity", &commodity.id, self.text(&commodity.name))
    }

    pub(crate) fn activity(self, at: usize) -> Link {
        let activity = &self.chain.activities[at];
        Link::to("activity", &activity.id, self.text(&activity.name))
    }

    pub(crate) fn capacity(self, at: usize) -> Link {
        let capacity = &self.chain.capacities[at];
        Link::to("capacity", &capacity.id, self.text(&capacity.name))
    }

    pub(crate) fn market(self, at: usize) -> Link {
        let market = &self.chain.markets[at];
        Link::to("market", &market.id, self.text(&market.name))
    }

    pub(crate) fn weak(self, link: Weak) -> Link {
        match link {
            Weak::Capacity(at) => self.capacity(at),
            Weak::Supply(at) => self.market(at),
        }
    }

    pub(crate) fn patch(self, patch: &'a chain::Patch) -> Link {
        Link::to("patch", &patch.id, self.text(&patch.name))
    }

    pub(crate) fn stage(self, at: usize) -> &'a str {
        self.text(&self.chain.stages[at].name)
    }

    pub(crate) fn region(self, at: usize) -> &'a str {
        self.text(&self.chain.regions[at].name)
    }

    pub(crate) fn country(self, at: usize) -> &'a str {
        self.text(&self.chain.countries[at].name)
    }

    pub(crate) fn owner(self, at: usize) -> &'a str {
        self.text(&self.chain.owners[at].name)
    }

    pub(crate) fn application_page(self, at: usize) -> Link {
        Link::to("application", &self.chain.applications[at].id, self.application(at))
    }

    pub(crate) fn application(self, at: usize) -> &'a str {
        self.text(&self.chain.applications[at].name)
    }

    pub(crate) fn element(self, at: usize) -> &'a str {
        self.text(&self.chain.elements[at].name)
    }

    pub(crate) fn activity_kind(self, kind: chain::ActivityKind) -> String {
        let key = match kind {
            chain::ActivityKind::Mine => Key("kind-mine"),
            chain::ActivityKind::Process => Key("kind-process"),
            chain::ActivityKind::Recycle => Key("kind-recycle"),
            chain::ActivityKind::Trade => Key("kind-trade"),
        };
        self.t.get(key)
    }

    pub(crate) fn capacity_kind(self, kind: chain::CapacityKind) -> String {
        let key = match kind {
            chain::CapacityKind::Mine => Key("kind-mine"),
            chain::CapacityKind::Quota => Key("kind-quota"),
            chain::CapacityKind::Plant => Key("kind-plant"),
            chain::CapacityKind::Collection => Key("kind-collection"),
            chain::CapacityKind::Trade => Key("kind-trade"),
            chain::CapacityKind::Technology => Key("kind-technology"),
        };
        self.t.get(key)
    }

    pub(crate) fn patch_kind(self, kind: chain::PatchKind) -> String {
        let key = match kind {
            chain::PatchKind::Shock => Key("kind-shock"),
            chain::PatchKind::Policy => Key("kind-policy"),
            chain::PatchKind::Innovation => Key("kind-innovation"),
            chain::PatchKind::Investment => Key("kind-investment"),
            chain::PatchKind::Project => Key("kind-project"),
        };
        self.t.get(key)
    }

    pub(crate) fn owner_kind(self, kind: chain::OwnerKind) -> String {
        let key = match kind {
            chain::OwnerKind::Company => Key("owner-company"),
            chain::OwnerKind::State => Key("owner-state"),
            chain::OwnerKind::Buyers => Key("owner-buyers"),
            chain::OwnerKind::Rule => Key("owner-rule"),
        };
        self.t.get(key)
    }
}

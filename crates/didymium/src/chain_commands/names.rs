//! Names in the reader's language.

use chain::{Chain, Link, Node, PatchKind, Text};
use web::language::Messages;

/// A text in the reader's language.
pub fn text(t: Messages, text: &Text) -> String {
    t.pick(&text.zh, &text.en).clone()
}

/// A commodity in a region.
pub fn node(t: Messages, chain: &Chain, node: Node) -> String {
    let name = text(t, &chain.commodities[node.commodity].name);
    format!("{name} · {}", text(t, &chain.regions[node.region].name))
}

/// A weak link.
pub fn link(t: Messages, chain: &Chain, link: Link) -> String {
    match link {
        Link::Capacity(at) => text(t, &chain.capacities[at].name),
        Link::Supply(at) => text(t, &chain.markets[at].name),
    }
}

/// The id of a weak link.
pub fn link_id(chain: &Chain, link: Link) -> &str {
    match link {
        Link::Capacity(at) => &chain.capacities[at].id,
        Link::Supply(at) => &chain.markets[at].id,
    }
}

/// What a patch is.
pub fn kind(t: Messages, kind: PatchKind) -> String {
    t.get(match kind {
        PatchKind::Shock => "cli-kind-shock",
        PatchKind::Policy => "cli-kind-policy",
        PatchKind::Innovation => "cli-kind-innovation",
        PatchKind::Investment => "cli-kind-investment",
        PatchKind::Project => "cli-kind-project",
    })
}

//! What must hold across tables: every thing connected, no element out of nothing.

use crate::{ActivityKind, Chain, Patch, Reason, Refusal};

/// Rounding that published compositions carry: more than this beyond the input is refused.
const ROUNDING: f64 = 1e-6;

/// Checks a chain whose rows were all read.
pub(super) fn chain(chain: &Chain, refusals: &mut Vec<Refusal>) {
    activities_have_flows(chain, refusals);
    commodities_are_connected(chain, refusals);
    refusals.extend(element_yields(chain));
}

fn activities_have_flows(chain: &Chain, refusals: &mut Vec<Refusal>) {
    for activity in chain.activities.iter().filter(|a| a.flows.is_empty()) {
        let reason = Reason::NoFlows { activity: activity.id.clone() };
        refusals.push(reason.at(&activity.origin.file, Some(activity.origin.row)));
    }
}

fn commodities_are_connected(chain: &Chain, refusals: &mut Vec<Refusal>) {
    let mut connected = vec![false; chain.commodities.len()];
    for flow in chain.activities.iter().flat_map(|a| &a.flows) {
        connected[flow.commodity] = true;
    }
    for market in &chain.markets {
        connected[market.commodity] = true;
    }
    for (commodity, _) in chain.commodities.iter().zip(connected).filter(|(_, connected)| !connected) {
        let reason = Reason::NotConnected { commodity: commodity.id.clone() };
        refusals.push(reason.at(&commodity.origin.file, Some(commodity.origin.row)));
    }
}

/// Element yield of an activity, which must not exceed 1 where it takes commodities in:
///
/// ```text
/// Σ_{i: io_i > 0} content_ie · io_i  ≤  Σ_{i: io_i < 0} content_ie · |io_i|      every element e
/// ```
pub(crate) fn element_yields(chain: &Chain) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for activity in chain.activities.iter().filter(|a| a.kind != ActivityKind::Mine) {
        if !activity.flows.iter().any(|flow| flow.amount.value < 0.0) {
            continue;
        }
        for (element, named) in chain.elements.iter().enumerate() {
            let (mut taken, mut made) = (0.0, 0.0);
            for flow in &activity.flows {
                let mass = flow.amount.value * chain.content_of(flow.commodity, element);
                if mass < 0.0 { taken -= mass } else { made += mass }
            }
            if made > taken * (1.0 + ROUNDING) + 1e-12 {
                let share = if taken > 0.0 { format!("{:.4}", made / taken) } else { "∞".to_owned() };
                let reason =
                    Reason::ElementFromNothing { activity: activity.id.clone(), element: named.id.clone(), share };
                refusals.push(reason.at(&activity.origin.file, Some(activity.origin.row)));
            }
        }
    }
    refusals
}

/// Every shock names a patch that is there.
pub(super) fn shocks_have_patches(chain: &Chain, patches: &[Patch], refusals: &mut Vec<Refusal>) {
    for shock in &chain.shocks {
        if !patches.iter().any(|patch| patch.id == shock.patch) {
            let reason = Reason::PatchUnknown { patch: shock.patch.clone() };
            refusals.push(reason.at(&shock.origin.file, Some(shock.origin.row)));
        }
    }
}

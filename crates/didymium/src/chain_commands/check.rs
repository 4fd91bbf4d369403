//! `didymium chain check PACK`

use serde_json::json;
use web::language::Messages;

use super::Check;
use crate::output;
use crate::pack;
use crate::stop::Stop;

/// Reads the pack, every row and patch of it, and solves its base plan.
pub fn run(check: &Check, t: Messages) -> Result<(), Stop> {
    let pack = pack::read(&check.pack)?;
    let flows: usize = pack.chain.activities.iter().map(|activity| activity.flows.len()).sum();
    let counts = [
        ("cli-count-commodities", "commodities", pack.chain.commodities.len()),
        ("cli-count-activities", "activities", pack.chain.activities.len()),
        ("cli-count-flows", "flows", flows),
        ("cli-count-capacities", "capacities", pack.chain.capacities.len()),
        ("cli-count-markets", "markets", pack.chain.markets.len()),
        ("cli-count-shocks", "shocks", pack.chain.shocks.len()),
        ("cli-count-sources", "sources", pack.chain.sources.len()),
        ("cli-count-patches", "patches", pack.patches.len()),
    ];
    let id = pack.chain.id.clone();
    let model = pack::model(pack.chain, 1)?;
    let worst = model.plan().certificate.worst();
    if check.json {
        let patches: Vec<&str> = pack.patches.iter().map(|patch| patch.id.as_str()).collect();
        let counts: serde_json::Map<_, _> = counts.iter().map(|(_, name, n)| ((*name).to_owned(), json!(n))).collect();
        return output::json(
            &json!({ "pack": id, "counts": counts, "patches": patches, "value": model.plan().value, "certificate": worst }),
        );
    }
    let mut sheet = output::Sheet::new(&[t.get("cli-what"), format!(">{}", t.get("cli-count"))]);
    for (key, _, count) in counts {
        sheet.row(vec![t.get(key), count.to_string()]);
    }
    let mut list = output::Sheet::new(&[t.get("cli-id"), t.get("cli-patch"), t.get("cli-kind")]);
    for patch in &pack.patches {
        list.row(vec![patch.id.clone(), super::names::text(t, &patch.name), super::names::kind(t, patch.kind)]);
    }
    list.print(&t.get("cli-title-patches"))?;
    sheet.print(&t.say("cli-check-good").with("pack", id).to_string())?;
    output::line(&t.say("cli-certificate").with("worst", format!("{worst:.1e}")).to_string())
}

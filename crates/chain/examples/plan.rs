//! Reads a pack from a folder, prints its value, the ten dearest commodities and the worth of each patch:
//! `cargo run -p didymium-chain --example plan -- packs/rare-earth`

use std::fs;
use std::path::Path;

use didymium_chain::{Files, Model, Pack};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which pack?")?;
    let mut files = Files::new();
    for inner in ["", "patches"] {
        for entry in fs::read_dir(Path::new(&folder).join(inner))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "csv" || extension == "toml") {
                let name = path.strip_prefix(&folder)?.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    let pack = Pack::read(&files)?;
    let patches = pack.patches;
    let model = Model::new(pack.chain, 1)?;
    let (chain, plan, prices) = (model.chain(), model.plan(), model.prices()?);
    println!("V = {:.0} {}, certificate {:.1e}", plan.value, chain.currency, plan.certificate.worst());
    let mut order: Vec<usize> = (0..plan.nodes.len()).collect();
    order.sort_by(|a, b| plan.first().price[*b].total_cmp(&plan.first().price[*a]));
    for at in order.into_iter().take(10) {
        let (node, price) = (plan.nodes[at], prices.nodes[0][at]);
        let name = &chain.commodities[node.commodity].name.en;
        println!("{name} in {}: {:?} … {:?}", chain.regions[node.region].id, price.extra_unit, price.one_less);
    }
    for (id, worth) in patches.iter().zip(model.portfolio(&patches, false).alone) {
        println!("{}: {}", id.id, worth.map_or_else(|refusal| refusal.to_string(), |worth| format!("{worth:.0}")));
    }
    Ok(())
}

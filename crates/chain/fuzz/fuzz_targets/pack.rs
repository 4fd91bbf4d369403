//! Any bytes as one file of an otherwise good pack: read or refused, never a panic; what is read is solved.
#![no_main]

use didymium_chain::{Files, Model, Pack};
use libfuzzer_sys::fuzz_target;

const SMALL: &[(&str, &[u8])] = &[
    ("pack.toml", include_bytes!("../../tests/small/pack.toml")),
    ("elements.csv", include_bytes!("../../tests/small/elements.csv")),
    ("stages.csv", include_bytes!("../../tests/small/stages.csv")),
    ("regions.csv", include_bytes!("../../tests/small/regions.csv")),
    ("countries.csv", include_bytes!("../../tests/small/countries.csv")),
    ("owners.csv", include_bytes!("../../tests/small/owners.csv")),
    ("applications.csv", include_bytes!("../../tests/small/applications.csv")),
    ("sources.csv", include_bytes!("../../tests/small/sources.csv")),
    ("commodities.csv", include_bytes!("../../tests/small/commodities.csv")),
    ("content.csv", include_bytes!("../../tests/small/content.csv")),
    ("activities.csv", include_bytes!("../../tests/small/activities.csv")),
    ("flows.csv", include_bytes!("../../tests/small/flows.csv")),
    ("capacities.csv", include_bytes!("../../tests/small/capacities.csv")),
    ("uses.csv", include_bytes!("../../tests/small/uses.csv")),
    ("markets.csv", include_bytes!("../../tests/small/markets.csv")),
];

// The first byte chooses the file, the rest is what stands in it.
fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let mut files: Files = SMALL.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let name = SMALL[usize::from(*choice) % SMALL.len()].0;
    files.insert(name.to_owned(), bytes.to_vec());
    if let Ok(pack) = Pack::read(&files) {
        if let Ok(model) = Model::new(pack.chain, 1) {
            assert!(model.plan().certificate.worst() <= 1e-7);
        }
    }
});

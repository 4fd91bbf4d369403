//! Any bytes as a patch on a good pack: applied or refused, never a panic; what applies is solved.
#![no_main]

use std::sync::LazyLock;

use didymium_chain::{Files, Model, Pack, parse};
use libfuzzer_sys::fuzz_target;

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/small");
    let mut files = Files::new();
    for entry in std::fs::read_dir(root).expect("the small pack").flatten() {
        if entry.path().is_file() {
            let bytes = std::fs::read(entry.path()).expect("a readable file");
            files.insert(entry.file_name().to_string_lossy().into_owned(), bytes);
        }
    }
    files.remove("shocks.csv");
    Model::new(Pack::read(&files).expect("a good pack").chain, 1).expect("a plan")
});

fuzz_target!(|data: &[u8]| {
    if let Ok(patch) = parse("patch.toml", data) {
        if let Ok(scenario) = MODEL.scenario(std::slice::from_ref(&patch)) {
            assert!(scenario.plan.certificate.worst() <= 1e-7);
        }
    }
});

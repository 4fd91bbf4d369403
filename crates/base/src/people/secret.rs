//! Secrets that are given out once: sessions and tokens. What is kept is their digest.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// 256 random bits, as text; never shown by `Debug`.
#[derive(Clone)]
pub struct Secret(String);

/// The SHA-256 of a secret, in hexadecimal: enough to recognise it, not enough to use it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest(pub String);

impl Secret {
    /// A new secret that begins with `prefix`, so that a leaked one can be recognised.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn fresh(prefix: &str) -> Result<Self, getrandom::Error> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(format!("{prefix}{}", hexadecimal(&bytes))))
    }

    /// A secret that somebody shows.
    pub fn shown(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Its text, to be handed to its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn digest(&self) -> Digest {
        Digest(hexadecimal(&Sha256::digest(self.0.as_bytes())))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Bytes in hexadecimal, lower case.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

//! Passwords: argon2id with the parameters that RFC 9106 §4 recommends for memory-limited machines.

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

use crate::refusal::Refusal;

const LEAST: usize = 10;
const MOST: usize = 256;
/// 19 MiB, two passes, one lane: OWASP's figures for argon2id, a tenth of a second on a small machine.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// A hashed password, as a PHC string.
#[derive(Clone)]
pub struct PasswordHash(String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

impl PasswordHash {
    /// Hashes a new password.
    ///
    /// # Errors
    /// It is too short, too long, or one that everybody tries first.
    pub fn of(password: &str) -> Result<Self, Refusal> {
        let weak = || Refusal::WeakPassword { least: LEAST.to_string() };
        let length = password.chars().count();
        let mut letters: Vec<char> = password.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        if !(LEAST..=MOST).contains(&length) || letters.len() < 5 || is_common(password) {
            return Err(weak());
        }
        let hash = hasher().hash_password(password.as_bytes()).map_err(|_| weak())?;
        Ok(Self(hash.to_string()))
    }

    /// A hash that was kept.
    pub fn kept(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text to keep.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether this is the password.
    pub fn is(&self, password: &str) -> bool {
        let Ok(kept) = Phc::new(&self.0) else { return false };
        password.len() <= 4 * MOST && hasher().verify_password(password.as_bytes(), &kept).is_ok()
    }

    /// Takes as long as a check would, where there is nothing to check: an unknown name must not answer sooner.
    pub fn pretend(password: &str) {
        let _ = hasher().hash_password_with_salt(password.as_bytes(), b"nobody's own salt");
    }
}

/// Passwords that are tried first, and what people make of them by adding digits.
fn is_common(password: &str) -> bool {
    const COMMON: [&str; 12] = [
        "password",
        "passw0rd",
        "qwertyuiop",
        "1234567890",
        "0123456789",
        "administrator",
        "didymium",
        "letmein",
        "iloveyou",
        "welcome",
        "changeme",
        "abcdefghij",
    ];
    let lower = password.to_lowercase();
    let stem = lower.trim_end_matches(|character: char| character.is_ascii_digit() || "!@#.".contains(character));
    COMMON.iter().any(|common| lower == *common || stem == *common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_its_hash_alone() {
        let hash = PasswordHash::of("镨钕 are twins").unwrap();
        assert!(hash.text().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.text());
        let kept = PasswordHash::kept(hash.text());
        assert!(kept.is("镨钕 are twins"));
        assert!(!kept.is("镨钕 are twins "));
        assert!(!PasswordHash::kept("no hash").is("no hash"));
        assert!(!format!("{kept:?}").contains("argon2"));
    }

    #[test]
    fn weak_passwords_are_refused() {
        for weak in ["", "short", "password123!", "aaaaaaaaaaaaaaa", "1234567890", "Didymium2026"] {
            assert!(PasswordHash::of(weak).is_err(), "{weak}");
        }
    }
}

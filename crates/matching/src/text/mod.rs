//! Texts as tokens.

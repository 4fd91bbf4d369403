//! A text in a CSV file must not become a formula in the program that opens it.

/// What makes a spreadsheet program read a CSV text as a formula, when the text begins with it.
const BEGINS_FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r'];

/// Puts an apostrophe before a text that a spreadsheet program would take for a formula.
///
/// A text that already begins with an apostrophe and one of those signs, or another apostrophe, gets one more, so
/// that [`unguard`] gives back exactly what was there.
pub fn guard(text: &str) -> std::borrow::Cow<'_, str> {
    let after = text.strip_prefix('\'').unwrap_or(text);
    let apostrophe_twice = text.starts_with("''");
    if after.starts_with(BEGINS_FORMULA) || apostrophe_twice {
        return format!("'{text}").into();
    }
    text.into()
}

/// Takes away exactly what [`guard`] put there.
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(BEGINS_FORMULA) || rest.starts_with('\'') => rest,
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guarded() {
        for (text, guarded) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-5", "'-5"),
            ("@me", "'@me"),
            ("\tx", "'\tx"),
            ("'=1", "''=1"),
            ("''", "'''"),
            ("'quoted'", "'quoted'"),
            ("'", "'"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(guard(text), guarded);
        }
    }

    /// Every text of up to five of the signs that matter comes back.
    #[test]
    fn unguard_undoes_guard() {
        let signs = ['\'', '=', '-', '\t', '\r', 'a'];
        let mut texts = vec![String::new()];
        let mut longest = texts.clone();
        for _ in 0..5 {
            longest = longest.iter().flat_map(|text| signs.map(|sign| format!("{text}{sign}"))).collect();
            texts.extend(longest.iter().cloned());
        }
        for text in texts {
            let guarded = guard(&text);
            assert_eq!(unguard(&guarded), text);
            assert!(!guarded.starts_with(BEGINS_FORMULA));
        }
    }
}

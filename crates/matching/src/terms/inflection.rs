//! Words without their inflection: `magnets` is `magnet`, `sintering` is `sintered`, but `magnetization` is neither.
//!
//! Stems as search has them join words that a term list must keep apart, so terms have this smaller step, after the
//! first step of Porter (1980), “An algorithm for suffix stripping”.

/// A word in lower case without its inflection; itself if it is not plain Latin.
pub(super) fn uninflected(lower: &str) -> String {
    if lower.len() < 3 || !lower.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return lower.to_owned();
    }
    let mut word = singular(lower);
    if let Some(base) = ["ing", "ed"].into_iter().find_map(|ending| base(&word, ending)) {
        word = base;
    }
    if word.len() > 3 && word.ends_with('e') {
        word.pop();
    }
    word
}

fn singular(word: &str) -> String {
    let without = |count: usize| word.get(..word.len() - count).unwrap_or(word);
    if word.len() == 3 {
        // An abbreviation in the plural, but no `gas`.
        return if word.ends_with('s') && !has_vowel(without(1)) { without(1) } else { word }.to_owned();
    }
    if word.len() > 4 && word.ends_with("ies") {
        return format!("{}y", without(3));
    }
    if ["sses", "xes", "ches", "shes", "zzes"].iter().any(|ending| word.ends_with(ending)) {
        return without(2).to_owned();
    }
    let is_plural = word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    if is_plural { without(1) } else { word }.to_owned()
}

/// What stands before an ending, if it can be a word: `sinter` of `sintered`, but nothing of `speed` and `string`.
fn base(word: &str, ending: &str) -> Option<String> {
    let base = word.strip_suffix(ending).filter(|base| base.len() >= 3 && has_vowel(base) && !word.ends_with("eed"))?;
    let mut letters = base.bytes().rev();
    let doubled = letters.next().is_some_and(|last| b"bdfgmnprt".contains(&last) && letters.next() == Some(last));
    Some(base.get(..base.len() - usize::from(doubled)).unwrap_or(base).to_owned())
}

fn has_vowel(text: &str) -> bool {
    text.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_of_a_word_are_one() {
        let table = [
            "magnet magnets",
            "boundary boundaries",
            "sinter sinters sintered sintering",
            "diffuse diffused diffuses diffusing",
            "oxide oxides",
            "batch batches",
            "glass glasses",
            "alloy alloys alloyed alloying",
            "plan plans planned planning",
            "roll rolled rolling",
            "gb gbs",
            "ree rees",
            "gas gases",
        ];
        for words in table {
            let forms: Vec<String> = words.split(' ').map(uninflected).collect();
            assert!(forms.iter().all(|form| *form == forms[0]), "{words}: {forms:?}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        let table = [
            ("magnet", "magnetization"),
            ("oxide", "oxidation"),
            ("organ", "organization"),
            ("general", "generate"),
            ("string", "str"),
            ("speed", "spe"),
            ("ceria", "cerium"),
            ("gas", "ga"),
        ];
        for (one, other) in table {
            assert_ne!(uninflected(one), uninflected(other), "{one} {other}");
        }
    }
}

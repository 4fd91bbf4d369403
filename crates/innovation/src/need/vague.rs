//! Words that promise and do not say; kept as a table, with what to write instead.

/// The words, one a row: the word, and what to write instead in Chinese and in English.
const TABLE: &str = include_str!("vague.csv");

/// A vague word, and what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vague {
    /// The word.
    pub word: &'static str,
    /// What to write instead, in Chinese.
    pub instead_zh: &'static str,
    /// The same in English.
    pub instead_en: &'static str,
}

/// The vague words of a text, in the order of the table, each once. A word inside another that was found, as 先进水平 inside
/// a longer phrase, counts by itself.
pub fn vague(text: &str) -> Vec<Vague> {
    let text = text.to_lowercase();
    let rows = TABLE.lines().skip(1).filter_map(|row| {
        let mut cells = row.splitn(3, ',');
        Some(Vague { word: cells.next()?, instead_zh: cells.next()?, instead_en: cells.next()? })
    });
    rows.filter(|row| stands_alone(&text, row.word)).collect()
}

/// Whether a word is in a text; a word of Latin letters only between other letters' ends.
fn stands_alone(text: &str, word: &str) -> bool {
    let latin = word.is_ascii();
    text.match_indices(word).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !latin || ![before, after].into_iter().flatten().any(|letter| letter.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_do_not_say() {
        let table: [(&str, &[&str]); 6] = [
            ("大幅降低成本，达到国际先进水平", &["国际先进", "先进水平", "大幅", "低成本"]),
            ("矫顽力由 20 kOe 提高到 25 kOe", &[]),
            ("as soon as possible and Significantly better", &["significantly", "as soon as possible"]),
            ("unimproved samples", &[]),
            ("Improved yield", &["improved"]),
            ("", &[]),
        ];
        for (text, words) in table {
            let found: Vec<&str> = vague(text).iter().map(|vague| vague.word).collect();
            assert_eq!(found, words, "{text}");
        }
    }

    #[test]
    fn every_row_says_what_to_write_instead() {
        for row in TABLE.lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            assert_eq!(cells.len(), 3, "{row}");
            assert!(cells.iter().all(|cell| !cell.trim().is_empty()), "{row}");
        }
    }
}

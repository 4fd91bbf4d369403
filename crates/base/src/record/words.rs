//! Text cut into words that can be looked up: letters and digits as they stand, Chinese in pairs of characters.
//!
//! Chinese is written without spaces, so every pair of neighbouring characters is a word of its own, and a run of
//! characters is looked for as its pairs in order. Nothing is stemmed.

/// Most characters of a record that are indexed.
const MOST: usize = 4_000;

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Runs of one script, lower case, full-width letters narrowed.
fn runs(text: &str) -> Vec<(bool, String)> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    let mut open = false;
    for character in measure::full_width_to_half(text).chars().take(MOST) {
        if !character.is_alphanumeric() {
            open = false;
            continue;
        }
        let han = is_han(character);
        match runs.last_mut() {
            Some((same, run)) if open && *same == han => run.extend(character.to_lowercase()),
            _ => runs.push((han, character.to_lowercase().collect())),
        }
        open = true;
    }
    runs
}

fn pairs(run: &str) -> Vec<String> {
    let characters: Vec<char> = run.chars().collect();
    if characters.len() == 1 {
        return vec![run.to_owned()];
    }
    characters.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// The words of a text to be indexed, in order, parted by spaces.
pub fn indexed(text: &str) -> String {
    let words = runs(text).into_iter().flat_map(|(han, run)| if han { pairs(&run) } else { vec![run] });
    words.collect::<Vec<_>>().join(" ")
}

/// What is looked for: each part must occur; the words of a part stand in a row, and the last may go on where `open`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The words, in order.
    pub words: Vec<String>,
    /// Whether the last word may be the beginning of a longer one.
    pub open: bool,
}

/// The parts of a question.
pub fn asked(question: &str) -> Vec<Part> {
    let runs = runs(question).into_iter().take(16);
    runs.map(|(han, run)| {
        let words = if han { pairs(&run) } else { vec![run.clone()] };
        Part { words, open: !han || run.chars().count() == 1 }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_in_pairs_and_latin_in_words() {
        let table = [
            ("钕铁硼磁体", "钕铁 铁硼 硼磁 磁体"),
            ("Nd-Fe-B 磁体（N52）", "nd fe b 磁体 n52"),
            ("镨", "镨"),
            ("ＮｄＦｅＢ", "ndfeb"),
            ("1.45 T", "1 45 t"),
            (" ，。", ""),
        ];
        for (text, words) in table {
            assert_eq!(indexed(text), words, "{text}");
        }
    }

    #[test]
    fn a_question_has_a_part_for_each_run() {
        let parts = asked("镨 磁体 dys");
        let seen: Vec<(String, bool)> = parts.into_iter().map(|part| (part.words.join(" "), part.open)).collect();
        assert_eq!(seen, [("镨".to_owned(), true), ("磁体".to_owned(), false), ("dys".to_owned(), true)]);
    }
}

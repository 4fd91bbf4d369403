//! Texts cut into passages: one vector for a long text loses half of what it says.

use matching::text::analyse;

use crate::document::{Document, Field, Partition};

/// The length from which on a passage is full, in characters; one of Chinese says as much as three letters.
const FULL: usize = 360;
/// What a character of Chinese counts.
const WIDE: usize = 3;
/// Most passages of a text.
const MOST: usize = 8;

/// The passages of a document: its titles, and what else it says cut.
pub(crate) fn passages_of(document: &Document) -> Vec<String> {
    let text = |partition, field| {
        let found = document.texts.iter().find(|text| text.partition == partition && text.field == field);
        found.map_or("", |text| text.text.as_str())
    };
    let mut all = Vec::new();
    for partition in Partition::ALL {
        let (title, body) = (text(partition, Field::Title).trim(), text(partition, Field::Body));
        if !title.is_empty() {
            all.push(title.to_owned());
        }
        all.extend(passages(body.trim_start().strip_prefix(title).unwrap_or(body)));
    }
    all
}

/// The passages of a text: whole sentences, as long as they fit; a sentence that is too long is cut.
pub(crate) fn passages(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut length = 0;
    let mut full = |current: &mut String, length: &mut usize| {
        if !current.trim().is_empty() {
            found.push(current.trim().to_owned());
        }
        current.clear();
        *length = 0;
    };
    for sentence in analyse(text).sentences {
        let sentence = text.get(sentence).unwrap_or_default();
        let wide: usize = sentence.chars().map(counts).sum();
        if length > 0 && length + wide > FULL {
            full(&mut current, &mut length);
        }
        if current.ends_with(|letter: char| letter.is_ascii()) {
            current.push(' ');
        }
        for letter in sentence.chars() {
            current.push(letter);
            length += counts(letter);
            if length > FULL + FULL / 2 {
                full(&mut current, &mut length);
            }
        }
    }
    full(&mut current, &mut length);
    found.truncate(MOST);
    found
}

fn counts(letter: char) -> usize {
    if letter.is_ascii() { 1 } else { WIDE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_whole_sentences_as_long_as_they_fit() {
        assert_eq!(passages(""), Vec::<String>::new());
        assert_eq!(passages("氧化钕。 氧化镨。"), ["氧化钕。氧化镨。"]);
        assert_eq!(passages("One layer. The other."), ["One layer. The other."]);
        let long = "烧结钕铁硼磁体的晶界扩散工艺减少重稀土用量，提高矫顽力，降低成本，稳定批量生产。".repeat(8);
        let cut = passages(&long);
        assert!(cut.len() > 1 && cut.iter().all(|passage| passage.ends_with('。')), "{cut:?}");
        assert_eq!(cut.concat(), long);
        assert_eq!(passages(&"a".repeat(100_000)).len(), MOST);
    }
}

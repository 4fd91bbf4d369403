//! Codes that are given out here, read aloud and typed again: random characters and a check character, in groups.
//!
//! The characters are those of 2–9 and A–Z without I, L and O, none like another: 31, a prime. The check character makes
//! Σ i·cᵢ a multiple of 31, i from 1, so that one misread character and two neighbours exchanged are always noticed.

const CHARACTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// How a code looks: fewer than 31 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// How many characters it has, the last of which checks the others.
    pub length: usize,
    /// How many stand together.
    pub group: usize,
}

/// What a text is, that has as many characters as a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A code, as it is written.
    Whole(String),
    /// A code with something misread.
    Misread {
        /// The check character that would fit the others.
        expected: char,
        /// The one that is there.
        found: char,
    },
}

impl Spoken {
    /// A new code, as it is written.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn draw(self) -> Result<String, getrandom::Error> {
        let mut places = Vec::with_capacity(self.length);
        while places.len() + 1 < self.length {
            let mut bytes = [0_u8; 32];
            getrandom::fill(&mut bytes)?;
            // Bytes from 248 on would favour the first characters.
            let even = bytes.into_iter().filter(|byte| *byte < 248).map(|byte| usize::from(byte) % CHARACTERS.len());
            places.extend(even.take(self.length - 1 - places.len()));
        }
        places.push(check(&places));
        Ok(self.written(&places))
    }

    /// Reads a code in either case, with or without hyphens and blanks; nothing where the text has another length or other
    /// characters.
    pub fn hear(self, text: &str) -> Option<Heard> {
        let text = measure::full_width_to_half(text);
        let place = |letter: char| {
            let upper = u8::try_from(letter.to_ascii_uppercase()).ok()?;
            CHARACTERS.iter().position(|known| *known == upper)
        };
        let letters = text.chars().filter(|letter| *letter != '-' && !letter.is_whitespace());
        let places: Option<Vec<usize>> = letters.take(self.length + 1).map(place).collect();
        let places = places.filter(|places| places.len() == self.length)?;
        let (last, others) = places.split_last()?;
        let expected = check(others);
        let of = |place: usize| char::from(CHARACTERS[place]);
        Some(if expected == *last {
            Heard::Whole(self.written(&places))
        } else {
            Heard::Misread { expected: of(expected), found: of(*last) }
        })
    }

    fn written(self, places: &[usize]) -> String {
        let group = |group: &[usize]| group.iter().map(|place| char::from(CHARACTERS[*place])).collect::<String>();
        places.chunks(self.group).map(group).collect::<Vec<_>>().join("-")
    }
}

/// The last character c of n, of which there is one since n is no multiple of 31.
///
/// ```text
/// Σ i·cᵢ + n·c ≡ 0 (mod 31)      i from 1 to n − 1
/// ```
fn check(others: &[usize]) -> usize {
    let sum: usize = others.iter().zip(1..).map(|(place, weight)| place * weight).sum();
    (0..CHARACTERS.len())
        .find(|last| (sum + (others.len() + 1) * last).is_multiple_of(CHARACTERS.len()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const FORMS: [Spoken; 2] = [Spoken { length: 9, group: 3 }, Spoken { length: 20, group: 4 }];

    #[test]
    fn what_is_given_out_is_read_in_every_form_and_never_twice() {
        for form in FORMS {
            let mut seen = BTreeSet::new();
            for _ in 0..500 {
                let code = form.draw().unwrap();
                assert_eq!(code.len(), form.length + (form.length - 1) / form.group, "{code}");
                assert!(!code.contains(['0', '1', 'I', 'L', 'O']), "{code}");
                for text in [code.clone(), code.to_lowercase(), code.replace('-', ""), format!(" {code} ")] {
                    assert_eq!(form.hear(&text), Some(Heard::Whole(code.clone())), "{text}");
                }
                assert!(seen.insert(code));
            }
        }
    }

    #[test]
    fn every_misread_character_and_every_exchange_of_neighbours_is_noticed() {
        for form in FORMS {
            for _ in 0..20 {
                let code = form.draw().unwrap().replace('-', "");
                for (at, was) in code.char_indices() {
                    for other in CHARACTERS.iter().map(|byte| char::from(*byte)).filter(|other| *other != was) {
                        let mut misread = code.clone();
                        misread.replace_range(at..=at, &other.to_string());
                        assert!(matches!(form.hear(&misread), Some(Heard::Misread { .. })), "{misread}");
                    }
                }
                let letters: Vec<char> = code.chars().collect();
                for at in (1..letters.len()).filter(|at| letters[at - 1] != letters[*at]) {
                    let mut exchanged = letters.clone();
                    exchanged.swap(at - 1, at);
                    let exchanged: String = exchanged.into_iter().collect();
                    assert!(matches!(form.hear(&exchanged), Some(Heard::Misread { .. })), "{exchanged}");
                }
            }
        }
    }

    #[test]
    fn what_has_another_length_or_other_characters_is_no_code() {
        for text in ["", "2", "22222222", "2222222222", "O00000000", "<script>", "磁体磁体磁体磁体磁"] {
            assert_eq!(FORMS[0].hear(text), None, "{text}");
        }
    }
}

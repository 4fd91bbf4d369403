//! Check-in codes: drawn at random, easily read aloud and typed, with a check character that tells a typing error.

use base::store::Fault;

/// Letters and digits that are not taken for one another; a prime number of them, so that the check character tells
/// every single wrong letter and every two that were swapped.
const LETTERS: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRTUVWXY";
/// Letters that are drawn; one more is worked out.
const DRAWN: usize = 8;

/// A code as it is kept: nine letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    /// It has not nine letters, or one that no code has, or its check character does not fit.
    Mistyped,
}

impl Code {
    /// A new one: 29⁸ of them, so that nobody guesses one.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn fresh() -> Result<Self, Fault> {
        let mut drawn = Vec::with_capacity(DRAWN + 1);
        while drawn.len() < DRAWN {
            let mut bytes = [0_u8; 16];
            getrandom::fill(&mut bytes).map_err(|error| Fault::Refused(error.to_string()))?;
            // 232 is eight times 29: what lies above would make some letters likelier than others.
            let fair = bytes.into_iter().filter(|byte| *byte < 232).map(|byte| usize::from(byte) % LETTERS.len());
            drawn.extend(fair.take(DRAWN - drawn.len()));
        }
        drawn.push(check(&drawn));
        Ok(Self(drawn.into_iter().map(|at| char::from(LETTERS[at])).collect()))
    }

    /// Reads a code as it was typed or scanned; blanks, dashes and small letters do no harm.
    ///
    /// # Errors
    /// [`CodeProblem`].
    pub fn read(text: &str) -> Result<Self, CodeProblem> {
        let text = measure::full_width_to_half(text).to_uppercase();
        let letters: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
        let at: Option<Vec<usize>> = letters.bytes().map(|byte| LETTERS.iter().position(|one| *one == byte)).collect();
        match at {
            Some(at) if at.len() == DRAWN + 1 && check(&at[..DRAWN]) == at[DRAWN] => Ok(Self(letters)),
            Some(_) | None => Err(CodeProblem::Mistyped),
        }
    }

    /// Its letters.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Its letters as they are printed: three groups of three.
    pub fn printed(&self) -> String {
        let groups: Vec<&str> = self.0.as_bytes().chunks(3).filter_map(|group| str::from_utf8(group).ok()).collect();
        groups.join("-")
    }
}

/// The check character: with the weights 1 to 8 the sum of all is a multiple of 29.
fn check(drawn: &[usize]) -> usize {
    let sum: usize = drawn.iter().zip(1..).map(|(letter, weight)| letter * weight).sum();
    // The check character weighs 28, which is −1.
    sum % LETTERS.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_letter_and_every_swap_is_told() {
        for _ in 0..50 {
            let code = Code::fresh().unwrap();
            assert_eq!(Code::read(&format!(" {} ", code.printed().to_lowercase())).unwrap(), code);
            let letters = code.text().as_bytes();
            for at in 0..letters.len() {
                for letter in LETTERS.iter().filter(|letter| **letter != letters[at]) {
                    let mut wrong = letters.to_vec();
                    wrong[at] = *letter;
                    assert_eq!(Code::read(str::from_utf8(&wrong).unwrap()), Err(CodeProblem::Mistyped));
                }
                if at > 0 && letters[at] != letters[at - 1] {
                    let mut swapped = letters.to_vec();
                    swapped.swap(at, at - 1);
                    assert_eq!(Code::read(str::from_utf8(&swapped).unwrap()), Err(CodeProblem::Mistyped));
                }
            }
        }
    }

    #[test]
    fn what_has_another_length_or_other_letters_is_no_code() {
        for text in ["", "2", "22222222", "2222222222", "O00000000", "<script>", "磁体磁体磁体磁体磁"] {
            assert_eq!(Code::read(text), Err(CodeProblem::Mistyped), "{text}");
        }
    }
}

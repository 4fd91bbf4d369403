//! Opaque texts that come from outside: the key of a request, and what an entry is linked to.

use std::fmt;

use crate::refusal::Refusal;

const MOST_CHARACTERS: usize = 200;

macro_rules! tag {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// 1 to 200 characters, none of them a blank, a control character or a comma (which ends a tag of hledger).
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is.
            ///
            /// # Errors
            /// [`Refusal::BadTag`].
            pub fn parse(text: &str) -> Result<Self, Refusal> {
                if is_tag(text) { Ok(Self(text.to_owned())) } else { Err(Refusal::BadTag { given: text.to_owned() }) }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

tag! {
    /// The idempotency key of an entry: the same request sent twice is posted once.
    Key
}

tag! {
    /// What an entry is about, in the words of whoever posts it: a clause, a receipt, a batch.
    Link
}

fn is_tag(text: &str) -> bool {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && c != ',';
    !text.is_empty() && text.chars().count() <= MOST_CHARACTERS && text.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_short_and_without_blanks() {
        let long = "x".repeat(MOST_CHARACTERS + 1);
        let table = [
            ("agreement:0192#clause-3.2", true),
            ("批次：二〇二六", true),
            ("\"quoted\"", true),
            ("", false),
            ("a b", false),
            ("a\u{3000}b", false),
            ("a\nb", false),
            ("a,b", false),
            (&long, false),
        ];
        for (text, fits) in table {
            assert_eq!(Key::parse(text).is_ok(), fits, "{text}");
            assert_eq!(Link::parse(text).is_ok(), fits, "{text}");
        }
    }
}

//! Names of parties, steps and pools: short texts that clauses, accounts and statements refer to.

use std::fmt;

use super::refusal::Refusal;

const MOST_CHARACTERS: usize = 100;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// 1 to 100 letters, digits, hyphens and underscores, of any script.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is.
            ///
            /// # Errors
            /// [`Refusal::BadName`].
            pub fn parse(text: &str) -> Result<Self, Refusal> {
                if is_name(text) { Ok(Self(text.to_owned())) } else { Err(Refusal::BadName { given: text.to_owned() }) }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Refusal;

            fn try_from(text: String) -> Result<Self, Refusal> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// Who receives: a party of the agreement, or a member of one.
    PartyId
}

name! {
    /// A step of a rule; by it, a later version of the rule goes on where an earlier one stood.
    StepId
}

name! {
    /// What is to be recouped: costs, an advance, capital.
    PoolId
}

fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    !text.is_empty() && text.chars().count() <= MOST_CHARACTERS && text.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_plain() {
        let long = "x".repeat(MOST_CHARACTERS + 1);
        let table =
            [("inventors", true), ("完成人", true), ("a-1_b", true), ("", false), ("a b", false), ("a,b", false)];
        for (text, fits) in table.into_iter().chain([(long.as_str(), false)]) {
            assert_eq!(PartyId::parse(text).is_ok(), fits, "{text}");
        }
    }
}

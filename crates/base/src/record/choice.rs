//! Fields with a fixed list of answers: an enum, its codes and its words.

use super::field::Label;

/// One answer of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The code in JSON and in the address.
    pub code: &'static str,
    /// What people call it.
    pub label: Label,
    /// Other words that spreadsheets use.
    pub also: &'static [&'static str],
}

/// Declares an enum whose values are the answers of a list: `Name = "code", "中文", "English", ["also"];`.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($value:ident = $code:literal, $zh:literal, $en:literal $(, [$($also:literal),*])?;)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name {$(
            #[doc = concat!($zh, ": ", $en)]
            #[serde(rename = $code)]
            $value,
        )*}

        impl $name {
            /// The answers, in the order people expect.
            pub const CHOICES: &'static [$crate::record::Choice] = &[$($crate::record::Choice {
                code: $code,
                label: $crate::record::Label { zh: $zh, en: $en },
                also: &[$($($also),*)?],
            }),*];

            /// This answer: its code and its words.
            pub const fn choice(self) -> &'static $crate::record::Choice {
                &Self::CHOICES[self as usize]
            }
        }

        impl $crate::record::Scalar for $name {
            const SHAPE: $crate::record::Shape = $crate::record::Shape::Choice(Self::CHOICES);
        }

        impl $crate::record::Element for $name {
            const SHAPE: $crate::record::Shape = $crate::record::Shape::Choices(Self::CHOICES);
        }
    )*};
}

pub(crate) use choices;

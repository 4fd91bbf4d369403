//! To which kind of script a character belongs.

/// What a character does in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Chinese characters.
    Han,
    /// The syllables of Japanese and Korean, and the phonetic signs of Chinese: written without spaces, or nearly.
    Syllable,
    /// A letter of the Latin alphabet.
    Latin,
    /// A letter or mark of any other alphabet.
    Letter,
    /// A digit.
    Digit,
    /// White space.
    Space,
    /// Anything else.
    Sign,
}

impl Script {
    pub(crate) fn of(character: char) -> Self {
        match character {
            'a'..='z' | 'A'..='Z' | 'ß'..='ö' | 'ø'..='ɏ' | 'À'..='Ö' | 'Ø'..='Þ' | 'Ḁ'..='ỿ' => {
                Self::Latin
            }
            '0'..='9' => Self::Digit,
            ' ' | '\t'..='\r' => Self::Space,
            '\u{0}'..='\u{7f}' => Self::Sign,
            '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '々'
            | '〇'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => Self::Han,
            '\u{3041}'..='\u{309f}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{30fc}'..='\u{318f}'
            | '\u{31a0}'..='\u{31bf}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{1b000}'..='\u{1b16f}' => Self::Syllable,
            other if other.is_whitespace() => Self::Space,
            other if other.is_alphanumeric() || unicode_normalization::char::is_combining_mark(other) => Self::Letter,
            _ => Self::Sign,
        }
    }

    /// Whether it is read character by character.
    pub(crate) fn is_grammed(self) -> bool {
        matches!(self, Self::Han | Self::Syllable)
    }

    /// Whether words are made of it.
    pub(crate) fn is_wordly(self) -> bool {
        matches!(self, Self::Latin | Self::Letter | Self::Digit)
    }
}

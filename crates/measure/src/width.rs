//! Full-width characters as Chinese input methods write them, turned into their half-width twins.

/// Full-width digits, letters, punctuation and spaces become half-width ones; all else stays.
///
/// ```
/// assert_eq!(didymium_measure::full_width_to_half("１．２亿元（含）"), "1.2亿元(含)");
/// ```
pub fn full_width_to_half(text: &str) -> String {
    text.chars().map(half).collect()
}

/// One character: the block U+FF01–U+FF5E is ASCII shifted, the rest are exceptions to it.
fn half(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '￥' => '¥',
        '￡' => '£',
        '〜' => '~',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_becomes_half_width() {
        let table = [
            ("０１２９", "0129"),
            ("ＡｚＺ", "AzZ"),
            ("，．％：；（）～－", ",.%:;()~-"),
            ("￥５００　０００", "¥500 000"),
            ("≥３０万元", "≥30万元"),
            ("50〜80", "50~80"),
            ("钕铁硼 NdFeB，℃", "钕铁硼 NdFeB,℃"),
        ];
        for (given, expected) in table {
            assert_eq!(full_width_to_half(given), expected, "{given}");
        }
    }
}

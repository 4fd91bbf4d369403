//! Tokens of every kind as tables, and of drawn texts.

use crate::text::{TokenKind, analyse};

/// The tokens of a kind, parted by spaces.
fn of_kind(text: &str, kind: TokenKind) -> String {
    let tokens = analyse(text).tokens;
    let texts: Vec<&str> = tokens.iter().filter(|token| token.kind == kind).map(|token| token.text.as_str()).collect();
    texts.join(" ")
}

#[test]
fn compounds_are_kept_whole_and_split() {
    let table = [
        ("Al-Mg alloys", "al-mg", "al mg", "alloy", "almg"),
        ("Al–Mg", "al-mg", "al mg", "", "almg"),
        ("ion-exchange", "ion-exchang", "ion exchang", "", ""),
        ("Nd-Fe-B磁体", "nd-fe-b", "nd fe b", "", "ndfeb"),
        ("3-5 mm", "", "", "3 5 mm", ""),
        ("well - known", "", "", "well known", ""),
        ("-x- y-", "", "", "x y", ""),
    ];
    for (text, compounds, parts, words, formulae) in table {
        assert_eq!(of_kind(text, TokenKind::Compound), compounds, "{text}");
        assert_eq!(of_kind(text, TokenKind::Part), parts, "{text}");
        assert_eq!(of_kind(text, TokenKind::Word), words, "{text}");
        assert_eq!(of_kind(text, TokenKind::Formula), formulae, "{text}");
    }
}

#[test]
fn formulae_and_their_words_stand_side_by_side() {
    let table = [
        ("Nd₂Fe₁₄B", "nd2fe14b", ""),
        ("(Nd,Pr)2O3粉", "(nd,pr)2o3", "nd pr"),
        ("NdFeB magnets", "ndfeb", "magnet"),
        ("NaCl", "nacl", ""),
        ("CO and HF", "", "co and hf"),
        ("Nd(NO3)3·6H2O", "nd(no3)3·6h2o", "nd 3"),
    ];
    for (text, formulae, words) in table {
        assert_eq!(of_kind(text, TokenKind::Formula), formulae, "{text}");
        assert_eq!(of_kind(text, TokenKind::Word), words, "{text}");
    }
}

#[test]
fn grades_are_marked() {
    let table = [
        ("316L不锈钢", "316l", ""),
        ("N52SH", "n52sh", ""),
        ("4N级氧化钕", "4n", "99.99%"),
        ("4N5", "4n5", "99.995%"),
        ("2N", "2n", "99%"),
        ("99.99%", "", "99.99%"),
        ("P507", "p507", ""),
        ("magnet", "", ""),
    ];
    for (text, grades, quantities) in table {
        assert_eq!(of_kind(text, TokenKind::Grade), grades, "{text}");
        assert_eq!(of_kind(text, TokenKind::Quantity), quantities, "{text}");
    }
}

#[test]
fn quantities_stand_beside_their_words() {
    let table = [
        ("600 MPa", "600mpa", "600 mpa"),
        ("600MPa", "600mpa", ""),
        ("0.6 GPa", "600mpa", "0 6 gpa"),
        ("1200 °C", "1200°c", "1200 c"),
        ("1.45T和12kOe", "1.45t 954.929658551ka/m", "1"),
        ("in 2026", "", "in 2026"),
    ];
    for (text, quantities, words) in table {
        assert_eq!(of_kind(text, TokenKind::Quantity), quantities, "{text}");
        assert_eq!(of_kind(text, TokenKind::Word), words, "{text}");
    }
}

/// Texts drawn from what is odd: signs, digits, letters, marks, other scripts, in any order.
fn drawn(seed: u64) -> String {
    const PIECES: &[&str] = &[
        "磁",
        "釹",
        "Nd",
        "2",
        "₂",
        "O",
        "Fe",
        "B",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "-",
        "–",
        "·",
        " ",
        "\n",
        "°C",
        "℃",
        "MPa",
        "%",
        "~",
        "±",
        "≥",
        "x",
        "×10",
        "⁻³",
        "^",
        "5",
        "1,200",
        "99.99",
        "e\u{301}",
        "\u{301}",
        "가",
        "カ",
        "ﾞ",
        "😀",
        "\u{0}",
        "ß",
        "İ",
        "ǆ",
        "㎏",
        "㎡",
        "½",
        "4N",
        "不低于",
        "以上",
        "at least ",
        "to",
        "Ω",
        "µ",
        "+",
        "/",
        "wt%",
        "a\u{200d}",
        "\u{feff}",
        "ﬁ",
        "Å",
        "｡",
    ];
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or_default()
    };
    let length = next() % 40;
    (0..length).map(|_| PIECES[next() % PIECES.len()]).collect()
}

#[test]
fn any_text_is_read_in_order_and_on_characters() {
    for seed in 0..30_000 {
        let text = drawn(seed);
        let analysis = analyse(&text);
        let mut before = (0, 0);
        for token in &analysis.tokens {
            assert!(text.get(token.bytes.clone()).is_some_and(|text| !text.is_empty()), "{text:?} {token:?}");
            assert!(!token.text.is_empty(), "{text:?} {token:?}");
            assert!((token.bytes.start, token.position) >= before || token.position >= before.1, "{text:?} {token:?}");
            assert!(token.bytes.start >= before.0, "{text:?} {token:?}");
            before = (token.bytes.start, token.position);
        }
        let mut end = 0;
        for figure in crate::text::quantities(&text) {
            assert!(text.get(figure.bytes.clone()).is_some() && figure.bytes.start >= end, "{text:?} {figure:?}");
            end = figure.bytes.end;
        }
    }
}

#[test]
fn typed_tokens_lose_no_word() {
    for seed in 0..10_000 {
        let text = drawn(seed);
        let analysis = analyse(&text);
        for word in text.split_whitespace().filter(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            let stem = crate::text::word::stem(&word.to_ascii_lowercase());
            let found = analysis.tokens.iter().any(|token| token.text.contains(&stem));
            assert!(found, "{word} of {text:?}: {:?}", analysis.tokens);
        }
    }
}

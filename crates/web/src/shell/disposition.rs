//! The name under which a browser saves what it is sent.

use std::fmt::Write as _;

/// RFC 6266: the name for every browser, and for those that know no other alphabet one without.
pub(crate) fn disposition(name: &str) -> String {
    let plain = |character: char| {
        let fits = character.is_ascii_graphic() && !matches!(character, '"' | '\\' | '%') || character == ' ';
        if fits { character } else { '_' }
    };
    let plain: String = name.chars().map(plain).collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        // RFC 5987 attr-char.
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_reach_every_browser() {
        let table = [
            ("report.pdf", "attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf"),
            ("检测 1.pdf", "attachment; filename=\"__ 1.pdf\"; filename*=UTF-8''%E6%A3%80%E6%B5%8B%201.pdf"),
            ("a\"b%.txt", "attachment; filename=\"a_b_.txt\"; filename*=UTF-8''a%22b%25.txt"),
        ];
        for (name, header) in table {
            assert_eq!(disposition(name), header);
        }
    }
}

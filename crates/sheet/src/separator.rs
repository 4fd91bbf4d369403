//! Which sign separates the cells of a text table.

use crate::separated::{Event, Parser};

/// The signs it may be, the likelier first.
const CANDIDATES: [char; 4] = [',', '\t', ';', '|'];

/// Rows that are looked at.
const ROWS: usize = 50;

/// Guesses from the beginning of a text: the sign that cuts most rows into the same number of cells, the more the
/// better; one that leaves quotes inside cells, where RFC 4180 has none, comes after all that do not. A first line `sep=;` says it outright, as Excel reads it.
pub(crate) fn guess(start: &str) -> char {
    if let Some(separator) = declared(start) {
        return separator;
    }
    let mut best = ((false, 0), CANDIDATES[0]);
    for separator in CANDIDATES {
        let score = score(start, separator);
        if score.1 > 0 && score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

/// The separator that the line `sep=` declares.
pub(crate) fn declared(start: &str) -> Option<char> {
    let rest = start.strip_prefix("sep=")?;
    CANDIDATES.into_iter().find(|separator| {
        let after = rest.strip_prefix(*separator);
        after.is_some_and(|after| after.is_empty() || after.starts_with("\r\n") || after.starts_with('\n'))
    })
}

/// Whether quotes stand only where they should, then separators in the rows that agree on how many there are, the
/// agreement counting twice.
fn score(start: &str, separator: char) -> (bool, usize) {
    let mut counts = std::collections::BTreeMap::new();
    let (mut cells, mut rows, mut filled) = (0_usize, 0, false);
    let (mut parser, mut clean) = (Parser::new(separator), true);
    for character in start.chars() {
        clean &= character != '"' || !parser.is_unquoted();
        parser.character(character, &mut |event| match event {
            Event::Character(_) => filled = true,
            Event::CellEnd => cells += 1,
            Event::RowEnd => {
                if filled {
                    *counts.entry(cells).or_insert(0) += 1;
                    rows += 1;
                }
                (cells, filled) = (0, false);
            }
        });
        if rows == ROWS {
            break;
        }
    }
    if filled {
        // The last row may be cut off; it counts if it is the only one.
        *counts.entry(cells + 1).or_insert(0) += usize::from(rows == 0);
    }
    (clean, counts.into_iter().map(|(cells, rows)| rows * rows * (cells - 1)).max().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses() {
        for (start, separator) in [
            ("需求名称,预算\n抛光粉;研磨,5\n", ','),
            ("名称\t说明\n钕铁硼,烧结\t好,好\n", '\t'),
            ("a;b;c\n1,5;2;3\n1,6;2;3\n", ';'),
            ("a|b|c\n", '|'),
            ("only one column\nand no separator\n", ','),
            ("标题,,,\n需求,单位,预算,日期\n\"a;b;c;d;e;f\",x,1,2\n", ','),
            ("\"a,b,c\nd,e\";2;3\n", ';'),
            ("sep=|\na,b\n", '|'),
            ("队伍,成员,建立\n甲,\"丙 | 1\n丁 | 2\n戊 | 3\n己 | 4\",2025\n", ','),
            ("尺寸;说明\n3\" 管;好,坏\n5\" 管;中,下\n", ';'),
            ("", ','),
        ] {
            assert_eq!(guess(start), separator, "{start:?}");
        }
    }
}

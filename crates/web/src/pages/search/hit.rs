//! A record that was found, as the page shows it.

use std::ops::Range;

use base::record::verb::Within;
use retrieval::{Marked, SearchHit};

use super::super::record::{RecordBadge, badges, kind_label, titled_link};
use super::facet::place;
use crate::language::Messages;
use crate::view::Link;

/// A record that was found.
pub(super) struct Hit {
    pub href: String,
    pub kind: String,
    pub title: Vec<Piece>,
    /// The title in the other language, where it has one.
    pub other: Vec<Piece>,
    pub badges: Vec<RecordBadge>,
    pub snippet: Vec<Piece>,
    pub begins_before: bool,
    pub goes_on: bool,
    pub owner: Option<Link>,
    pub places: Vec<String>,
    /// The terms it was found by: `镨钕氧化物 ↔ didymium oxide`.
    pub pairs: Vec<String>,
}

/// A piece of a text, marked or not.
pub(super) struct Piece {
    pub text: String,
    pub marked: bool,
}

impl Hit {
    /// What the page shows of a hit.
    pub(super) fn of(hit: &SearchHit, within: &mut Within, t: Messages) -> Self {
        let record = &hit.record;
        let (first, second) = t.pick((&hit.title_zh, &hit.title_en), (&hit.title_en, &hit.title_zh));
        let (title, other) = if first.text.is_empty() { (second, first) } else { (first, second) };
        let mut title = pieces(title);
        if title.is_empty() {
            title.push(Piece { text: t.get("record-untitled"), marked: false });
        }
        let owner = record.content.owner().and_then(|owner| within.title(owner).map(|found| titled_link(found, t)));
        let positions = record.content.get("positions").as_array().into_iter().flatten();
        let places = positions.filter_map(|id| id.as_str()).map(|id| place(id, within, t)).collect();
        let snippet = hit.snippet.as_ref();
        Self {
            href: format!("/{}/{}", record.kind.path(), record.id),
            kind: kind_label(record.kind, t),
            title,
            other: pieces(other),
            badges: badges(record, t),
            snippet: snippet.map(|snippet| pieces(&snippet.said)).unwrap_or_default(),
            begins_before: snippet.is_some_and(|snippet| snippet.begins_before),
            goes_on: snippet.is_some_and(|snippet| snippet.goes_on),
            owner,
            places,
            pairs: hit.pairs.iter().map(|(sought, said)| format!("{sought} ↔ {said}")).collect(),
        }
    }
}

/// A text cut at its marks.
fn pieces(marked: &Marked) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |bytes: Range<usize>, is_marked: bool| {
        let text = marked.text.get(bytes).unwrap_or_default();
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), marked: is_marked });
        }
    };
    let mut done = 0;
    for mark in &marked.marks {
        push(done..mark.start, false);
        push(mark.clone(), true);
        done = mark.end;
    }
    push(done..marked.text.len(), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_marks_and_nothing_of_it_is_lost() {
        let table = [
            ("abc", vec![], "abc"),
            ("abc", vec![(0, 1), (2, 3)], "[a]b[c]"),
            ("镨钕氧化物", vec![(3, 9)], "镨[钕氧]化物"),
            ("", vec![], ""),
        ];
        for (text, marks, expected) in table {
            let marked =
                Marked { text: text.to_owned(), marks: marks.iter().map(|(from, until)| *from..*until).collect() };
            let shown = |piece: Piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text };
            assert_eq!(pieces(&marked).into_iter().map(shown).collect::<String>(), expected);
        }
    }
}

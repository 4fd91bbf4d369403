//! Why a text suits.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use matching::terms::{Lexicon, TermList};
use retrieval::{
    Asked, Audience, Change, Comparison, Document, DocumentId, Embedded, Field, Mark, Partition, Retriever, Text, Told,
};

const TEXTS: [(u128, Partition, &str); 4] = [
    (
        1,
        Partition::English,
        "Recovery of neodymium oxide. The slag is leached. Neodymium oxide of 99.9 % from magnet scrap.",
    ),
    (2, Partition::English, "Polishing of glass. Slurries are compared."),
    (3, Partition::Chinese, "氧化钕的回收方法。由磁体废料浸出，沉淀后焙烧。"),
    (4, Partition::Chinese, "永磁电机的冷却。水冷机壳的设计。"),
];

fn told(title: &str, of: usize) -> Told {
    let index = Embedded::in_memory().unwrap();
    let document = |(id, partition, text): (u128, Partition, &str)| {
        let texts = vec![Text { field: Field::Body, partition, text: text.to_owned() }];
        let id = DocumentId(id);
        Change::Put(Document { id, audience: Audience::Public, texts, facets: Vec::new(), facts: Vec::new() })
    };
    index.apply(TEXTS.map(document).into(), Mark { entry: 1, hash: [1; 32] }).unwrap();
    let lexicon = Lexicon::new(vec![TermList::own()]);
    let asked = Asked { title, body: "", keys: &[], among: &[], depth: 10, near: None };
    let comparison = Comparison::new(&lexicon, asked);
    let (_, partition, text) = TEXTS[of];
    comparison.teller(&*index.snapshot(), partition).unwrap().tell(text)
}

#[test]
fn what_was_matched_is_told_as_the_text_has_it() {
    let words = told("氧化钕回收工艺", 2);
    let said: Vec<&str> = words.matched.iter().map(|one| one.said.as_str()).collect();
    assert!(said.contains(&"氧化钕") && said.contains(&"回收"), "{words:?}");
    assert_eq!(words.by_terms, 0.0);
    let terms = told("氧化钕回收工艺", 0);
    let first = &terms.matched[0];
    assert_eq!((first.said.as_str(), first.sought.as_deref()), ("neodymium oxide", Some("氧化钕")), "{terms:?}");
    assert!(terms.by_terms > 0.99, "{terms:?}");
    for told in [words, terms] {
        let sum: f64 = told.matched.iter().map(|one| one.share).sum();
        assert!((0.9..=1.0 + 1e-9).contains(&sum), "{told:?}");
    }
}

#[test]
fn the_nearest_sentence_has_the_most_of_what_is_sought() {
    let table = [
        ("磁体废料浸出", 2, Some("由磁体废料浸出，沉淀后焙烧。")),
        ("氧化钕的回收", 2, Some("氧化钕的回收方法。")),
        ("磁体废料", 0, Some("Neodymium oxide of 99.9 % from magnet scrap.")),
        ("量子通信", 1, None),
    ];
    for (title, of, expected) in table {
        let nearest = told(title, of).nearest;
        let sentence = nearest.map(|nearest| TEXTS[of].2[nearest.bytes].to_owned());
        assert_eq!(sentence.as_deref(), expected, "{title}");
    }
}

#[test]
fn nothing_matched_tells_nothing() {
    for title in ["", "？", "quantum"] {
        assert_eq!(told(title, 1), Told::default(), "{title}");
    }
}

#[test]
fn a_bare_number_is_no_reason() {
    let told = told("magnet scrap of 99.9 %", 0);
    let said: Vec<&str> = told.matched.iter().map(|one| one.said.as_str()).collect();
    assert!(said.iter().any(|said| said.contains("scrap")), "{told:?}");
    assert!(said.iter().all(|said| said.chars().any(char::is_alphabetic)), "{told:?}");
}

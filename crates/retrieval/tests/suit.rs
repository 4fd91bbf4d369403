//! What suits something wanted, within a language and across.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use matching::rank::{Feature, Weights, rank};
use matching::terms::{Lexicon, TermList};
use retrieval::{
    Asked, Audience, Change, Comparison, Document, DocumentId, Embedded, Field, Mark, Partition, Retriever, Sought,
    Text,
};

fn document(id: u128, audience: Audience, partition: Partition, title: &str, body: &str) -> Change {
    let texts = [(Field::Title, title.to_owned()), (Field::Body, format!("{title}\n{body}"))];
    let texts = texts.map(|(field, text)| Text { field, partition, text }).into();
    Change::Put(Document { id: DocumentId(id), audience, texts, facets: Vec::new(), facts: Vec::new() })
}

/// An index of what may suit: 1 and 2 in English, 3 and 4 in Chinese, 5 closed.
fn index() -> Embedded {
    let (zh, en) = (Partition::Chinese, Partition::English);
    let holders = || Audience::Holders(vec!["ours".to_owned()]);
    let changes = vec![
        document(1, Audience::Public, en, "Recovery of neodymium oxide", "From magnet scrap by leaching."),
        document(2, Audience::Public, en, "Polishing of glass", "Slurries of cerium oxide are compared."),
        document(3, Audience::Public, zh, "氧化钕的回收方法", "由磁体废料浸出，沉淀后焙烧。"),
        document(4, Audience::Public, zh, "永磁电机的冷却", "水冷机壳的设计。"),
        document(5, holders(), zh, "氧化钕的回收工艺", "由磁体废料浸出，回收率较高。"),
    ];
    let index = Embedded::in_memory().unwrap();
    index.apply(changes, Mark { entry: 1, hash: [1; 32] }).unwrap();
    index
}

fn ranked(index: &Embedded, title: &str, body: &str, keys: &[String]) -> Vec<u128> {
    let lexicon = Lexicon::new(vec![TermList::own()]);
    let asked = Asked { title, body, keys, among: &[], depth: 100, near: None };
    let suiting = Comparison::new(&lexicon, asked).candidates(&*index.snapshot()).unwrap();
    let candidates = suiting.into_iter().map(|one| (one.id, one.features)).collect();
    rank(candidates, &Weights::sensible()).into_iter().map(|ranked| ranked.id.0).collect()
}

#[test]
fn what_is_wanted_in_one_language_is_found_in_both() {
    let index = index();
    let table = [
        ("氧化钕的回收", "由磁体废料浸出", vec![3, 1]),
        ("Recovery of neodymium oxide", "leaching of magnet scrap", vec![1, 3]),
    ];
    for (title, body, first) in table {
        let found = ranked(&index, title, body, &[]);
        assert_eq!(found.get(..2), Some(first.as_slice()), "{title}: {found:?}");
        assert!(!found.contains(&5), "{title}: {found:?}");
    }
    let found = ranked(&index, "氧化钕的回收", "由磁体废料浸出", &["ours".to_owned()]);
    assert!(found.contains(&5), "{found:?}");
}

#[test]
fn features_of_public_documents_do_not_tell_that_there_are_closed_ones() {
    let lexicon = Lexicon::new(vec![TermList::own()]);
    let asked = Asked {
        title: "氧化钕的回收", body: "由磁体废料浸出", keys: &[], among: &[], depth: 100, near: None
    };
    let suiting = |index: &Embedded| Comparison::new(&lexicon, asked).candidates(&*index.snapshot()).unwrap();
    let with = index();
    let without = index();
    without.apply(vec![Change::Remove(DocumentId(5))], Mark { entry: 2, hash: [2; 32] }).unwrap();
    assert_eq!(suiting(&with), suiting(&without));
    let given = Comparison::new(&lexicon, asked).of(&*with.snapshot(), &[DocumentId(5), DocumentId(3)]).unwrap();
    assert_eq!(given.iter().map(|one| one.id.0).collect::<Vec<_>>(), [3], "what is closed is left out");
}

#[test]
fn a_given_document_is_compared_as_it_is_among_the_candidates() {
    let (index, lexicon) = (index(), Lexicon::new(vec![TermList::own()]));
    let asked = Asked { title: "氧化钕的回收", body: "", keys: &[], among: &[], depth: 100, near: None };
    let comparison = Comparison::new(&lexicon, asked);
    let candidates = comparison.candidates(&*index.snapshot()).unwrap();
    let ids: Vec<DocumentId> = candidates.iter().map(|one| one.id).collect();
    assert_eq!(comparison.of(&*index.snapshot(), &ids).unwrap(), candidates);
    assert!(comparison.pairs(Partition::English).iter().any(|pair| pair.from == "氧化钕"));
}

#[test]
fn what_cannot_be_carried_over_is_held_against_it() {
    let lexicon = Lexicon::new(vec![TermList::own()]);
    let table = [("氧化钕", 1.0), ("316L", 1.0), ("", 1.0), ("好的呢", 0.0)];
    for (text, carried) in table {
        let sought = Sought::new(text, Partition::English, &lexicon);
        assert!((sought.carried - carried).abs() < 1e-9, "{text}: {}", sought.carried);
    }
    let half = Sought::new("氧化钕好的呢", Partition::English, &lexicon).carried;
    assert!((half - 0.5).abs() < 1e-9, "{half}");
}

#[test]
fn every_feature_is_a_share() {
    let (index, lexicon) = (index(), Lexicon::new(vec![TermList::own()]));
    let titles = ["氧化钕 氧化钕 氧化钕", "neodymium oxide", "磁", "（）", "", "🧲 NdFeB 1200 °C"];
    for title in titles {
        let asked = Asked { title, body: title, keys: &[], among: &[], depth: 100, near: None };
        for one in Comparison::new(&lexicon, asked).candidates(&*index.snapshot()).unwrap() {
            let mut shares = one.features.known().filter(|(feature, _)| *feature != Feature::AcrossLanguages);
            assert!(shares.all(|(_, value)| (0.0..=1.0).contains(&value)), "{title}: {one:?}");
        }
    }
}

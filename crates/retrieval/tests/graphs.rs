//! Graphs over vectors beside comparing them one by one.

#![cfg(feature = "usearch")]
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::collections::HashMap;

use encoder::Card;
use retrieval::{Audience, DocumentId, Facet, FlatVectors, Hit, Mark, Passages, VectorChange, Vectors};

const DIMENSION: usize = 32;
const DOCUMENTS: u128 = 3_000;

/// Numbers that a seed draws: splitmix64.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn vector(&mut self) -> Vec<f32> {
        (0..DIMENSION).map(|_| (0..4).map(|_| (self.next() >> 40) as f32 / 16_777_216.0 - 0.5).sum()).collect()
    }
}

fn vectors(flat_most: usize) -> FlatVectors {
    let card = Card { model: "test".to_owned(), digest: "a".to_owned(), dimension: DIMENSION };
    FlatVectors::in_memory(&card).with_flat_most(flat_most)
}

fn put(id: u128, audience: Audience, draw: &mut Draw) -> VectorChange {
    let kind = ["need", "person", "patent"][usize::try_from(id % 3).unwrap()];
    let vectors = (0..=id % 3).map(|_| draw.vector()).collect();
    VectorChange::Put(Passages { id: DocumentId(id), audience, facets: vec![Facet::new("kind", kind)], vectors })
}

fn filled(flat_most: usize, hidden: u128) -> FlatVectors {
    let vectors = vectors(flat_most);
    let (mut public, mut closed) = (Draw(1), Draw(2));
    let changes = (1..=DOCUMENTS).map(|id| put(2 * id - 1, Audience::Public, &mut public));
    let ours = || Audience::Holders(vec!["ours".to_owned()]);
    // The hidden ones stand between the public ones, so that an order they had a part in would be another.
    let changes = changes.chain((1..=hidden).map(|id| put(2 * id, ours(), &mut closed)));
    let changes: Vec<_> = changes.collect();
    vectors.apply(changes, Mark { entry: 1, hash: [1; 32] }).unwrap();
    vectors.settle();
    vectors
}

fn asked(vectors: &FlatVectors, keys: &[&str], among: &[Facet]) -> Vec<Vec<Hit>> {
    let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    let mut draw = Draw(3);
    (0..100).map(|_| vectors.nearest(&draw.vector(), &keys, among, 20).unwrap()).collect()
}

/// How many of the nearest are found, and that each is as near as it is said to be.
fn recall(found: &[Vec<Hit>], exact: &[Vec<Hit>]) -> f64 {
    let (mut both, mut all) = (0, 0);
    for (found, exact) in found.iter().zip(exact) {
        let known: HashMap<DocumentId, f64> = exact.iter().map(|hit| (hit.id, hit.score)).collect();
        let same = found.iter().filter(|hit| known.get(&hit.id).is_some_and(|score| *score == hit.score));
        both += same.count();
        all += exact.len();
    }
    f64::from(u32::try_from(both).unwrap()) / f64::from(u32::try_from(all).unwrap())
}

#[test]
fn a_graph_finds_what_comparing_one_by_one_finds() {
    let (flat, graph) = (filled(usize::MAX, 800), filled(200, 800));
    let need = [Facet::new("kind", "need")];
    let nothing = [Facet::new("kind", "of nobody")];
    for (keys, among) in [(&[][..], &[][..]), (&["ours"], &[]), (&["ours"], &need), (&[], &nothing)] {
        let (found, exact) = (asked(&graph, keys, among), asked(&flat, keys, among));
        assert!(exact.iter().zip(&found).all(|(exact, found)| exact.len() == found.len()));
        if among != nothing {
            assert!(recall(&found, &exact) > 0.98, "{}", recall(&found, &exact));
        }
    }
}

#[test]
fn what_changed_since_is_found_as_it_is_now() {
    let (flat, graph) = (filled(usize::MAX, 0), filled(200, 0));
    for vectors in [&flat, &graph] {
        let mut draw = Draw(4);
        let changed = (1..=100).map(|id| put(id * 14 - 7, Audience::Public, &mut draw));
        let away = (1..=100).map(|id| VectorChange::Remove(DocumentId(id * 22 - 11)));
        let changes: Vec<_> = changed.collect::<Vec<_>>().into_iter().chain(away).collect();
        vectors.apply(changes, Mark { entry: 2, hash: [2; 32] }).unwrap();
    }
    let check = || {
        let (found, exact) = (asked(&graph, &[], &[]), asked(&flat, &[], &[]));
        assert!(recall(&found, &exact) > 0.98, "{}", recall(&found, &exact));
        let gone = |hit: &Hit| hit.id.0.is_multiple_of(11) && hit.id.0 <= 2_200;
        assert!(!found.iter().flatten().any(gone));
    };
    check();
    graph.settle();
    check();
    graph.clear().unwrap();
    graph.settle();
    assert!(asked(&graph, &[], &[]).iter().all(Vec::is_empty));
}

#[test]
fn many_who_ask_at_once_get_what_one_gets() {
    let graph = filled(200, 0);
    let alone = asked(&graph, &[], &[]);
    std::thread::scope(|scope| {
        let asking: Vec<_> = (0..16).map(|_| scope.spawn(|| asked(&graph, &[], &[]))).collect();
        for answer in asking {
            assert_eq!(answer.join().unwrap(), alone);
        }
    });
}

#[test]
fn what_is_hidden_has_no_part_in_what_others_find() {
    let (without, with) = (filled(200, 0), filled(200, 2_000));
    assert_eq!(asked(&without, &[], &[]), asked(&with, &[], &[]));
    assert_eq!(asked(&without, &["theirs"], &[]), asked(&with, &["theirs"], &[]));
}

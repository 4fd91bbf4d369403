//! Vectors of passages: what every keeper of them does, and what becomes of their file.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::Path;

use encoder::Card;
use retrieval::{Audience, DocumentId, Facet, FlatVectors, Mark, OpenedVectors, Passages, VectorChange, Vectors};

fn card(digest: &str) -> Card {
    Card { model: "test".to_owned(), digest: digest.to_owned(), dimension: 4 }
}

fn mark(entry: u64) -> Mark {
    Mark { entry, hash: [7; 32] }
}

fn put(id: u128, audience: Audience, kind: &str, vectors: &[[f32; 4]]) -> VectorChange {
    let vectors = vectors.iter().map(|vector| vector.to_vec()).collect();
    VectorChange::Put(Passages { id: DocumentId(id), audience, facets: vec![Facet::new("kind", kind)], vectors })
}

/// Two public documents, one for holders of `ours`, one for those of `theirs` and `ours`.
fn some() -> Vec<VectorChange> {
    let holders = |keys: &[&str]| Audience::Holders(keys.iter().map(|key| (*key).to_owned()).collect());
    vec![
        put(1, Audience::Public, "need", &[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]]),
        put(2, Audience::Public, "person", &[[0.8, 0.6, 0.0, 0.0]]),
        put(3, holders(&["ours"]), "need", &[[0.9, 0.1, 0.1, 0.0]]),
        put(4, holders(&["ours", "theirs"]), "need", &[[0.0, 0.0, 1.0, 0.0]]),
    ]
}

fn nearest(vectors: &dyn Vectors, to: [f32; 4], keys: &[&str], among: &[Facet]) -> Vec<u128> {
    let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    vectors.nearest(&to, &keys, among, 10).unwrap().iter().map(|hit| hit.id.0).collect()
}

/// The contract of every keeper of vectors.
fn keeps_the_contract(vectors: &dyn Vectors) {
    keeps_the_contract_settled(vectors, &|| ());
}

/// The same, where something is waited for after each change.
fn keeps_the_contract_settled(vectors: &dyn Vectors, settle: &dyn Fn()) {
    assert_eq!((vectors.mark(), vectors.count()), (Mark::default(), 0));
    vectors.apply(some(), mark(5)).unwrap();
    settle();
    assert_eq!((vectors.mark(), vectors.count()), (mark(5), 6));
    let x = [1.0, 0.0, 0.0, 0.0];
    let need = [Facet::new("kind", "need")];
    assert_eq!(nearest(vectors, x, &[], &[]), [1, 2]);
    assert_eq!(nearest(vectors, x, &["ours"], &[]), [1, 3, 2, 4]);
    assert_eq!(nearest(vectors, x, &["theirs"], &need), [1, 4]);
    assert_eq!(nearest(vectors, x, &["nobody's"], &need), [1]);
    let keys = ["ours".to_owned()];
    let ids = [1, 2, 3, 9].map(DocumentId);
    let near = vectors.nearness(&[x.to_vec(), vec![0.0, 2.0, 0.0, 0.0]], &ids, &[]).unwrap();
    let close = |found: &Option<Vec<f64>>, expected: [f64; 2]| {
        let found = found.as_ref().unwrap();
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.02), "{found:?}, not {expected:?}");
    };
    close(&near[0], [1.0, 1.0]);
    close(&near[1], [0.8, 0.6]);
    assert_eq!(near[2..], [None, None], "what is not for a viewer is as what is not there");
    assert!(vectors.nearness(&[x.to_vec()], &ids, &keys).unwrap()[2].is_some());
    // Other words, other keys, and away.
    vectors.apply(vec![put(3, Audience::Public, "need", &[[0.0, 0.0, 0.0, 1.0]])], mark(6)).unwrap();
    vectors.apply(vec![VectorChange::Remove(DocumentId(1)), VectorChange::Remove(DocumentId(77))], mark(7)).unwrap();
    settle();
    assert_eq!(nearest(vectors, [0.0, 0.0, 0.0, 1.0], &[], &[]), [3, 2]);
    assert_eq!((vectors.mark(), vectors.count()), (mark(7), 4));
    let wrong = VectorChange::Put(Passages {
        id: DocumentId(8),
        audience: Audience::Public,
        facets: Vec::new(),
        vectors: vec![vec![1.0; 3]],
    });
    assert!(vectors.apply(vec![wrong], mark(8)).is_err());
    assert_eq!((vectors.mark(), vectors.count()), (mark(7), 4), "all of it or nothing");
    vectors.clear().unwrap();
    assert_eq!((vectors.mark(), vectors.count()), (Mark::default(), 0));
}

#[test]
fn flat_vectors_keep_the_contract() {
    keeps_the_contract(&FlatVectors::in_memory(&card("a")));
    let folder = tempfile::tempdir().unwrap();
    keeps_the_contract(&FlatVectors::open(folder.path(), &card("a")).unwrap().0);
}

/// With a graph behind every key, in a program that builds any.
#[test]
fn vectors_with_graphs_keep_the_contract() {
    let vectors = FlatVectors::in_memory(&card("a")).with_flat_most(0);
    keeps_the_contract_settled(&vectors, &|| vectors.settle());
    // The graphs of what was there first; all else changed since.
    let (vectors, stand) = (FlatVectors::in_memory(&card("a")).with_flat_most(0), std::cell::Cell::new(false));
    keeps_the_contract_settled(&vectors, &|| {
        if !stand.replace(true) {
            vectors.settle();
        }
    });
}

#[test]
fn vectors_are_found_as_they_were_left_and_those_of_another_model_are_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let open = |digest: &str| FlatVectors::open(folder.path(), &card(digest)).unwrap();
    let (vectors, opened) = open("a");
    assert_eq!(opened, OpenedVectors::New);
    vectors.apply(some(), mark(5)).unwrap();
    vectors.apply(vec![VectorChange::Remove(DocumentId(1))], mark(6)).unwrap();
    drop(vectors);
    let (vectors, opened) = open("a");
    assert_eq!((opened, vectors.mark(), vectors.count()), (OpenedVectors::Whole, mark(6), 4));
    assert_eq!(nearest(&vectors, [1.0, 0.0, 0.0, 0.0], &["ours"], &[]), [3, 2, 4]);
    drop(vectors);
    let (vectors, opened) = open("b");
    assert!(matches!(opened, OpenedVectors::Discarded { .. }), "{opened:?}");
    assert_eq!((vectors.mark(), vectors.count()), (Mark::default(), 0));
}

#[test]
fn a_file_cut_short_anywhere_is_whole_up_to_there_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vectors");
    let open = |folder: &Path| FlatVectors::open(folder, &card("a")).unwrap();
    let (vectors, _) = open(folder.path());
    for (entry, change) in (1..).zip(some()) {
        vectors.apply(vec![change], mark(entry)).unwrap();
    }
    drop(vectors);
    let whole = fs::read(&file).unwrap();
    for length in (0..whole.len()).step_by(11) {
        fs::write(&file, &whole[..length]).unwrap();
        let (vectors, _) = open(folder.path());
        let reached = vectors.mark().entry;
        for (entry, change) in (1..).zip(some()).skip(usize::try_from(reached).unwrap()) {
            vectors.apply(vec![change], mark(entry)).unwrap();
        }
        drop(vectors);
        assert_eq!(fs::read(&file).unwrap(), whole, "cut at {length}");
    }
    // A flipped bit ends it where it is.
    for place in (60..whole.len()).step_by(17) {
        let mut flipped = whole.clone();
        flipped[place] ^= 4;
        fs::write(&file, &flipped).unwrap();
        assert!(open(folder.path()).0.mark().entry < 4, "flipped at {place}");
    }
}

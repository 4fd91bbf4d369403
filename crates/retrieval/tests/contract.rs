//! What every index has to do, whichever engine is behind it.

#![allow(clippy::unwrap_used, clippy::type_complexity, reason = "a test may panic; its tables are read once")]

use retrieval::{
    Audience, Change, Document, DocumentId, Embedded, Facet, Fault, Field, List, Mark, Needed, Opened, Partition,
    Question, Retriever, Term, Text, Wording,
};

fn document(id: u128, audience: &[&str], chinese: &str, english: &str, facets: &[(&str, &str)]) -> Document {
    let mut texts = Vec::new();
    for (partition, text) in [(Partition::Chinese, chinese), (Partition::English, english)] {
        for field in [Field::Title, Field::Body] {
            if !text.is_empty() {
                texts.push(Text { field, partition, text: text.to_owned() });
            }
        }
    }
    let audience = match audience {
        [] => Audience::Public,
        keys => Audience::Holders(keys.iter().map(ToString::to_string).collect()),
    };
    let facets = facets.iter().map(|(name, value)| Facet::new(name, value)).collect();
    Document { id: DocumentId(id), audience, texts, facets, facts: format!("facts of {id}").into_bytes() }
}

fn mark(entry: u64) -> Mark {
    Mark { entry, hash: [7; 32] }
}

fn put(documents: Vec<Document>) -> Vec<Change> {
    documents.into_iter().map(Change::Put).collect()
}

fn terms(tokens: &[&str]) -> Vec<Term> {
    tokens.iter().map(|token| Term { token: (*token).to_owned(), weight: 1.0 }).collect()
}

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

/// The ids a list finds, and how many documents were looked at.
fn listed(index: &dyn Retriever, tokens: &[&str], held: &[&str], among: &[(&str, &str)]) -> (Vec<u128>, u64) {
    let (terms, keys) = (terms(tokens), keys(held));
    let among: Vec<Facet> = among.iter().map(|(name, value)| Facet::new(name, value)).collect();
    let list =
        List { field: Field::Body, partition: Partition::Chinese, terms: &terms, keys: &keys, among: &among, most: 10 };
    let counted = index.snapshot().list(&list).unwrap();
    (counted.hits.iter().map(|hit| hit.id.0).collect(), counted.looked_at)
}

fn magnets() -> Vec<Document> {
    vec![
        document(1, &[], "钕铁硼磁体", "NdFeB magnet", &[("kind", "need")]),
        document(2, &[], "钕铁硼磁体的回收", "", &[("kind", "achievement")]),
        document(3, &[], "钐钴合金", "samarium cobalt alloy", &[("kind", "achievement")]),
        document(4, &["of:a", "lead:a"], "钕铁硼磁体的扩散", "", &[("kind", "need")]),
        document(5, &["of:b"], "钕", "", &[("kind", "need")]),
    ]
}

fn ranks_and_narrows(index: &dyn Retriever) {
    index.apply(put(magnets()), mark(5)).unwrap();
    assert_eq!(listed(index, &["钕铁", "磁体"], &[], &[]).0, [1, 2], "the shorter text first");
    assert_eq!(listed(index, &["钕铁"], &[], &[("kind", "achievement")]).0, [2]);
    assert_eq!(listed(index, &["钕铁"], &[], &[("kind", "achievement"), ("kind", "need")]).0, [1, 2]);
    assert_eq!(listed(index, &["钕铁"], &[], &[("kind", "fund")]).0, [0_u128; 0]);
    assert_eq!(listed(index, &[], &[], &[]).0, [0_u128; 0]);
    let snapshot = index.snapshot();
    assert_eq!(snapshot.mark(), mark(5));
    let statistics = snapshot.statistics(Field::Body, Partition::Chinese).unwrap();
    assert_eq!(statistics.documents, 3, "public documents alone");
    assert_eq!(snapshot.frequencies(Field::Body, Partition::Chinese, &["钕铁", "钐", "没有"]).unwrap(), [2, 1, 0]);
}

/// What somebody may not see is not found, not counted, and does no work.
fn hides(index: &dyn Retriever) {
    let visible = |with: &[Document]| {
        index.clear().unwrap();
        index.apply(put(with.to_vec()), mark(1)).unwrap();
        let mut seen = Vec::new();
        for held in [&[][..], &["of:c"], &["of:b", "of:c"]] {
            let found = search(index, &[&["钕"]], held, &[]);
            seen.push((listed(index, &["钕", "磁体"], held, &[]), found));
        }
        let snapshot = index.snapshot();
        let statistics = snapshot.statistics(Field::Body, Partition::Chinese).unwrap();
        let frequencies = snapshot.frequencies(Field::Body, Partition::Chinese, &["钕", "扩散"]).unwrap();
        (seen, statistics, frequencies)
    };
    let all = magnets();
    let without: Vec<Document> = all.iter().filter(|document| document.id.0 != 4).cloned().collect();
    assert_eq!(visible(&all), visible(&without), "document 4 is for holders of of:a alone");
    visible(&all);
    assert_eq!(listed(index, &["钕铁"], &["of:a"], &[]).0, [1, 2, 4]);
    assert_eq!(listed(index, &["钕铁"], &["of:a", "lead:a"], &[]).0, [1, 2, 4], "found once, though two keys open it");
    let snapshot = index.snapshot();
    let ids = [DocumentId(4), DocumentId(1), DocumentId(9)];
    let facts = |held: &[&str]| snapshot.facts(&ids, &keys(held)).unwrap();
    assert_eq!(facts(&[]), [None, Some(b"facts of 1".to_vec()), None]);
    assert_eq!(facts(&["lead:a"])[0], Some(b"facts of 4".to_vec()));
    let looked = |held: &[&str]| {
        let held = keys(held);
        snapshot.occurrences(Field::Body, Partition::Chinese, &["磁体", "扩散"], &ids, &held).unwrap()
    };
    assert_eq!(looked(&[])[0], None);
    assert_eq!(looked(&["of:a"])[0].as_ref().unwrap().counts, [1, 1]);
    assert_eq!(looked(&[])[1].as_ref().unwrap().counts, [1, 0]);
}

/// The ids, the total and the counts of kinds that a search gives.
fn search(
    index: &dyn Retriever,
    parts: &[&[&str]],
    held: &[&str],
    narrowed: &[(&str, &str)],
) -> (Vec<u128>, u64, Vec<(String, u64)>) {
    let parts: Vec<Vec<Wording>> = parts
        .iter()
        .map(|ways| {
            let chinese = |token: &&str| Wording { partition: Partition::Chinese, tokens: vec![(*token).to_owned()] };
            ways.iter().map(chinese).collect()
        })
        .collect();
    let narrowed: Vec<Facet> = narrowed.iter().map(|(name, value)| Facet::new(name, value)).collect();
    let keys = keys(held);
    let question = Question {
        parts: &parts,
        needed: Needed::Every,
        keys: &keys,
        narrowed: &narrowed,
        counted: &["kind"],
        page: (0, 10),
    };
    let found = index.snapshot().find(&question).unwrap();
    let ids = found.hits.iter().map(|hit| hit.id.0).collect();
    (ids, found.total, found.facets.into_iter().map(|count| (count.facet.value, count.documents)).collect())
}

fn searches(index: &dyn Retriever) {
    index.clear().unwrap();
    index.apply(put(magnets()), mark(1)).unwrap();
    let kinds = |achievement: u64, need: u64| {
        let mut kinds = vec![("achievement".to_owned(), achievement), ("need".to_owned(), need)];
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.1));
        kinds.retain(|kind| kind.1 > 0);
        kinds
    };
    let table: [(&[&[&str]], &[&str], &[(&str, &str)], &[u128], Vec<(String, u64)>); 6] = [
        (&[&["磁体"]], &[], &[], &[1, 2], kinds(1, 1)),
        (&[&["磁体"], &["回收"]], &[], &[], &[2], kinds(1, 0)),
        (&[&["回收", "合金"]], &[], &[], &[2, 3], kinds(2, 0)),
        (&[&["磁体"]], &["lead:a", "of:a"], &[("kind", "need")], &[1, 4], kinds(0, 2)),
        (&[], &[], &[], &[1, 2, 3], kinds(2, 1)),
        (&[&["没有"]], &[], &[], &[], vec![]),
    ];
    for (parts, held, narrowed, ids, counts) in table {
        let (mut found, total, kinds) = search(index, parts, held, narrowed);
        found.sort_unstable();
        assert_eq!((&*found, total, kinds), (ids, ids.len() as u64, counts), "{parts:?} {held:?} {narrowed:?}");
    }
}

fn forgets(index: &dyn Retriever) {
    index.clear().unwrap();
    index.apply(put(magnets()), mark(1)).unwrap();
    let before = index.snapshot();
    let closed = document(1, &["of:b"], "钕铁硼磁体", "", &[]);
    index.apply(vec![Change::Put(closed), Change::Remove(DocumentId(2))], mark(2)).unwrap();
    assert_eq!(listed(index, &["钕铁"], &[], &[]).0, [0_u128; 0]);
    assert_eq!(listed(index, &["钕铁"], &["of:b"], &[]).0, [1]);
    let (terms, none) = (terms(&["钕铁"]), Vec::new());
    let list =
        List { field: Field::Body, partition: Partition::Chinese, terms: &terms, keys: &none, among: &[], most: 10 };
    assert_eq!(before.list(&list).unwrap().hits.len(), 2, "a moment stays as it was");
    index.clear().unwrap();
    assert_eq!(index.snapshot().mark(), Mark::default());
    assert_eq!(search(index, &[], &["of:b"], &[]).1, 0);
}

/// The same documents in any order, in one go or in many, rank alike.
fn ranks_in_any_order(index: &dyn Retriever) {
    let words = ["镨", "钕", "镝", "铽", "磁体", "回收", "扩散", "分离"];
    let text = |number: u128| -> String {
        (0..12).map(|place| words[(number as usize * 7 + place * (number as usize % 5 + 1)) % words.len()]).collect()
    };
    let documents: Vec<Document> = (1..=200).map(|number| document(number, &[], &text(number), "", &[])).collect();
    let asked = || listed(index, &["镨", "磁体", "回收", "扩散"], &[], &[]).0;
    index.clear().unwrap();
    index.apply(put(documents.clone()), mark(1)).unwrap();
    let at_once = asked();
    index.clear().unwrap();
    for (number, chunk) in documents.into_iter().rev().collect::<Vec<_>>().chunks(33).enumerate() {
        index.apply(put(chunk.to_vec()), mark(number as u64)).unwrap();
    }
    assert_eq!(asked(), at_once);
    assert_eq!(at_once.len(), 10);
}

#[test]
fn the_embedded_index_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let (on_disk, opened) = Embedded::open(folder.path()).unwrap();
    assert_eq!(opened, Opened::New);
    for index in [on_disk, Embedded::in_memory().unwrap()] {
        ranks_and_narrows(&index);
        hides(&index);
        searches(&index);
        forgets(&index);
        ranks_in_any_order(&index);
    }
}

#[test]
fn one_program_writes_an_index_and_others_read_it() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Embedded::read(folder.path()), Err(Fault::Missing)));
    let (writes, _) = Embedded::open(folder.path()).unwrap();
    writes.apply(put(magnets()), mark(7)).unwrap();
    assert!(matches!(Embedded::open(folder.path()), Err(Fault::Held)));

    let reads = Embedded::read(folder.path()).unwrap();
    assert_eq!(listed(&reads, &["钕铁"], &[], &[]).0, [1, 2]);
    assert_eq!(reads.snapshot().mark(), mark(7));
    assert!(matches!(reads.apply(put(magnets()), mark(8)), Err(Fault::ReadOnly)));
    assert!(matches!(reads.clear(), Err(Fault::ReadOnly)));
    // What is thrown away while it is read stays readable for whoever opened it before.
    writes.clear().unwrap();
    assert_eq!(listed(&reads, &["钕铁"], &[], &[]).0, [1, 2]);
    drop(writes);
    assert_eq!(Embedded::open(folder.path()).unwrap().1, Opened::Whole);
}

#[test]
fn an_index_is_opened_as_it_was_left_and_a_broken_one_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Embedded::open(folder.path()).unwrap();
    open().0.apply(put(magnets()), mark(7)).unwrap();
    let (index, opened) = open();
    assert_eq!((opened, index.snapshot().mark()), (Opened::Whole, mark(7)));
    assert_eq!(listed(&index, &["钕铁"], &[], &[]).0, [1, 2]);
    drop(index);

    let file = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let file = file.filter(|path| path.extension().is_some_and(|kind| kind == "idx")).min().unwrap();
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let (index, opened) = open();
    assert!(matches!(opened, Opened::Discarded { .. }), "{opened:?}");
    assert_eq!(index.snapshot().mark(), Mark::default());
    drop(index);

    std::fs::write(folder.path().join("meta.json"), "{").unwrap();
    assert!(matches!(open().1, Opened::Discarded { .. }));
}

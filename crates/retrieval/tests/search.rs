//! One search over everything: the same work and the same answer whether a hidden record is there or not.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use base::people::Viewer;
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places, RecordId};
use base::store::Store;
use measure::Timestamp;
use retrieval::{Basis, Embedded, Engine, Facet, Follower, Search, Searched, search};
use store::Sqlite;

struct House {
    store: Arc<dyn Store>,
    engine: Engine,
    follower: Follower,
    owner: RecordId,
    _folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(Sqlite::open(&folder.path().join("base.sqlite")).unwrap());
        let engine = Engine::new(Arc::new(Embedded::in_memory().unwrap()), Vec::new());
        let follower = Follower::new(Arc::clone(&store), Arc::clone(engine.index()));
        let mut house = Self { store, engine, follower, owner: RecordId::fresh(), _folder: folder };
        let fields = [("title_zh", "示例甲公司"), ("party_type", "central-soe"), ("visibility", "public")];
        house.owner = house.write(Kind::Organisation, &fields);
        house
    }

    fn write(&self, kind: Kind, fields: &[(&str, &str)]) -> RecordId {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        let now = Timestamp::from_milliseconds(1_790_000_000_000).unwrap();
        let occasion = Occasion { viewer: Viewer::Operator, now, places: Places::default() };
        let written = self.store.writing(move |shelf| create(shelf, &occasion, kind, &given, Beginning::Published));
        let id = written.unwrap().id;
        self.follower.catch_up().unwrap();
        id
    }

    fn need(&self, title: &str, problem: &str, visibility: &str) -> RecordId {
        let owner = self.owner.to_string();
        let fields = [("title_zh", title), ("problem", problem), ("owner", &owner), ("visibility", visibility)];
        self.write(Kind::Need, &fields)
    }

    fn search(&self, viewer: &Viewer, text: &str, narrowed: &[Facet]) -> Searched {
        let asked = Search { text, narrowed, page: (0, 20) };
        self.store.reading(|shelf| search(shelf, &self.engine, viewer, &asked)).unwrap()
    }
}

fn ids(found: &Searched) -> Vec<RecordId> {
    found.hits.iter().map(|hit| hit.record.id).collect()
}

#[test]
fn a_hidden_record_changes_neither_the_answer_nor_the_work() {
    let house = House::new();
    house.need("钕铁硼磁体的晶界扩散", "镝用量过高", "public");
    house.need("萃取槽的液位", "波动", "public");
    let narrowed = [Facet::new("kind", "need")];
    let questions = ["晶界扩散", "grain boundary diffusion", "晶界扩散 秘密", "磁体", "neodimium", ""];
    let asked = |viewer: &Viewer| -> Vec<_> {
        let all = questions.iter().flat_map(|text| [(*text, &narrowed[..0]), (*text, &narrowed[..])]);
        all.map(|(text, narrowed)| {
            let found = house.search(viewer, text, narrowed);
            let scores: Vec<f64> = found.hits.iter().map(|hit| hit.score).collect();
            (ids(&found), scores, found.total, found.facets, found.suggestion, found.basis, found.looked_at)
        })
        .collect()
    };
    let before = asked(&Viewer::Visitor);
    assert!(before.iter().any(|answer| answer.6 > 0), "work is counted");
    for visibility in ["members", "owner", "private"] {
        house.need("秘密的晶界扩散", "neodimium 磁体", visibility);
        assert_eq!(asked(&Viewer::Visitor), before, "{visibility}");
    }
    assert_ne!(asked(&Viewer::Operator), before, "who may see them finds them");
}

#[test]
fn every_part_is_wanted_and_a_title_comes_before_a_body() {
    let house = House::new();
    let body = house.need("电机的冷却", "用钕铁硼磁体的电机在高温下退磁。", "public");
    let title = house.need("钕铁硼磁体的退磁", "高温。", "public");
    let found = house.search(&Viewer::Visitor, "钕铁硼磁体", &[]);
    assert_eq!((ids(&found), found.basis), (vec![title, body], Basis::EveryPart));
    let both = house.search(&Viewer::Visitor, "钕铁硼磁体 冷却", &[]);
    assert_eq!((ids(&both), both.basis), (vec![body], Basis::EveryPart));
    let some = house.search(&Viewer::Visitor, "钕铁硼磁体 斑马", &[]);
    assert_eq!((some.total, some.basis), (2, Basis::SomeParts));
}

#[test]
fn marks_stand_on_the_words_that_were_found() {
    let house = House::new();
    house.need(
        "Recovery of didymium oxide",
        "Slag is ground. Then didymium oxide is leached from it. Dried.",
        "public",
    );
    let table = [
        ("镨钕氧化物", vec!["didymium oxide"], Some(("镨钕氧化物", "didymium oxide"))),
        ("didymium oxides", vec!["didymium oxide"], None),
        ("leaching", vec!["leached"], None),
        ("LEACHED   Slag", vec!["leached"], None),
    ];
    for (text, expected, pair) in table {
        let found = house.search(&Viewer::Visitor, text, &[]);
        let hit = found.hits.first().unwrap_or_else(|| panic!("{text} finds nothing"));
        let snippet = hit.snippet.as_ref().unwrap();
        let marked: Vec<&str> = snippet.said.marks.iter().map(|mark| &snippet.said.text[mark.clone()]).collect();
        if text.starts_with("LEACHED") {
            assert!(marked == expected || marked == ["Slag"], "{text}: {marked:?}");
        } else {
            assert_eq!(marked, expected, "{text}");
        }
        let pairs: Vec<(&str, &str)> = hit.pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(pairs, pair.into_iter().collect::<Vec<_>>(), "{text}");
    }
}

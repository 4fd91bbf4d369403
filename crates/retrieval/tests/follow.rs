//! Indexes that follow the journal of a base, in SQLite and on a real PostgreSQL server.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use base::people::{Account, AccountId, AccountState, Member, PasswordHash, Role, Standing, Viewer};
use base::record::verb::{Beginning, Occasion, change, create, step};
use base::record::{Audience, Given, Kind, Move, Places, Record, RecordId};
use base::store::{Fault, Store};
use encoder::{Card, Encoder};
use matching::text::analyse;
use measure::Timestamp;
use retrieval::{
    DocumentId, Embedded, Facet, Field, FlatVectors, Followed, Follower, List, Partition, Retriever, Term,
    VectorFollower, Vectors, keys,
};
use store::{Postgres, Sqlite};

fn occasion(second: i64) -> Occasion {
    let now = Timestamp::from_milliseconds(1_790_000_000_000 + 1000 * second).unwrap();
    Occasion { viewer: Viewer::Operator, now, places: Places::default() }
}

fn given(texts: &[(&str, &str)]) -> Vec<(String, Given)> {
    texts.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect()
}

fn organisation(store: &dyn Store, title: &str) -> RecordId {
    let given = given(&[("title_zh", title), ("party_type", "central-soe"), ("visibility", "public")]);
    store
        .writing(move |shelf| create(shelf, &occasion(0), Kind::Organisation, &given, Beginning::Published))
        .unwrap()
        .id
}

fn need(store: &dyn Store, owner: RecordId, title: &str, english: &str, visibility: &str) -> Record {
    let owner = owner.to_string();
    let given = given(&[
        ("title_zh", title),
        ("title_en", english),
        ("problem", "重稀土用量过高"),
        ("owner", &owner),
        ("visibility", visibility),
    ]);
    store.writing(move |shelf| create(shelf, &occasion(1), Kind::Need, &given, Beginning::Published)).unwrap()
}

/// Somebody who acts for an organisation.
fn member(store: &dyn Store, login: &str, roles: &[Role], of: Option<RecordId>) -> Viewer {
    let account = Account {
        id: AccountId::fresh(),
        login: login.to_owned(),
        name: login.to_owned(),
        mail: String::new(),
        language: "zh".to_owned(),
        state: AccountState::Active,
        password: Some(PasswordHash::kept("$argon2id$none")),
        person: None,
        roles: roles.to_vec(),
        created: occasion(0).now,
    };
    let id = account.id;
    store
        .writing(move |shelf| shelf.put_account(&account).map(|new| assert!(new)))
        .map_err(|fault: Fault| fault)
        .unwrap();
    let standings = of.into_iter().map(|organisation| Standing { organisation, manages: false }).collect();
    Viewer::Member(Box::new(Member::new(id, login.to_owned(), roles.to_vec(), standings)))
}

/// The needs a viewer finds by words.
fn found(index: &dyn Retriever, partition: Partition, words: &str, viewer: &Viewer) -> Vec<RecordId> {
    let terms: Vec<Term> =
        analyse(words).tokens.into_iter().map(|token| Term { token: token.text, weight: 1.0 }).collect();
    let (keys, among) = (keys(viewer), [Facet::new("kind", "need")]);
    let list = List { field: Field::Body, partition, terms: &terms, keys: &keys, among: &among, most: 100 };
    let hits = index.snapshot().list(&list).unwrap().hits;
    let mut found: Vec<RecordId> = hits.into_iter().map(|hit| RecordId::of_bits(hit.id.0)).collect();
    found.sort();
    found
}

/// A new base in each database.
fn both(run: impl Fn(&str, &Arc<dyn Store>)) {
    let folder = tempfile::tempdir().unwrap();
    let sqlite: Arc<dyn Store> = Arc::new(Sqlite::open(&folder.path().join("base.sqlite")).unwrap());
    run("SQLite", &sqlite);
    let postgres: Arc<dyn Store> = Arc::new(Postgres::open(&test_postgres::shared().database()).unwrap());
    run("PostgreSQL", &postgres);
}

fn follower(store: &Arc<dyn Store>) -> (Follower, Arc<Embedded>) {
    let index = Arc::new(Embedded::in_memory().unwrap());
    let held: Arc<dyn Retriever> = Arc::<Embedded>::clone(&index);
    (Follower::new(Arc::clone(store), held), index)
}

#[test]
fn a_record_is_found_by_exactly_those_who_may_see_it() {
    both(|name, store| {
        let (ours, theirs) = (organisation(&**store, "示例甲公司"), organisation(&**store, "示例乙公司"));
        let records: Vec<Record> = ["public", "members", "owner", "private"]
            .iter()
            .map(|visibility| need(&**store, ours, "降低烧结磁体的镝用量", "less dysprosium in magnets", visibility))
            .collect();
        let viewers = [
            Viewer::Visitor,
            member(&**store, "jia", &[], Some(ours)),
            member(&**store, "yi", &[], Some(theirs)),
            member(&**store, "nobody", &[], None),
            member(&**store, "auditor", &[Role::Auditor], None),
        ];
        let (follower, index) = follower(store);
        follower.catch_up().unwrap();
        for viewer in &viewers {
            let mut seen: Vec<RecordId> =
                records.iter().filter(|record| Audience::of(record).admits(viewer)).map(|record| record.id).collect();
            seen.sort();
            for (partition, words) in [(Partition::Chinese, "镝"), (Partition::English, "dysprosium")] {
                assert_eq!(found(&*index, partition, words, viewer), seen, "{name}: {viewer:?}");
            }
        }
    });
}

#[test]
fn an_index_follows_what_is_changed_and_put_away() {
    both(|name, store| {
        let owner = organisation(&**store, "示例甲公司");
        let (first, second) =
            (need(&**store, owner, "低镝磁体", "", "public"), need(&**store, owner, "晶界扩散", "", "public"));
        let (follower, index) = follower(store);
        follower.catch_up().unwrap();
        assert_eq!(follower.step().unwrap(), Followed::Level, "{name}");
        let seen = |words: &str| found(&*index, Partition::Chinese, words, &Viewer::Visitor);
        assert_eq!((seen("低镝"), seen("晶界")), (vec![first.id], vec![second.id]), "{name}");
        let (one, two) = (first.id, second.id);
        store
            .writing(move |shelf| {
                change(shelf, &occasion(2), one, None, &given(&[("title_zh", "回收冶炼渣")]))?;
                step(shelf, &occasion(3), two, None, &Move::Delete)
            })
            .unwrap();
        follower.catch_up().unwrap();
        assert_eq!((seen("低镝"), seen("晶界"), seen("冶炼渣")), (vec![], vec![], vec![one]), "{name}");
        let hidden = given(&[("visibility", "owner")]);
        store.writing(move |shelf| change(shelf, &occasion(4), one, None, &hidden)).unwrap();
        follower.catch_up().unwrap();
        assert_eq!(seen("冶炼渣"), [], "{name}");
        let facts = index.snapshot();
        assert_eq!(
            retrieval::Snapshot::facts(&*facts, &[DocumentId(one.bits())], &["everything".to_owned()]).unwrap(),
            [Some(3_u32.to_be_bytes().to_vec())],
            "{name}"
        );
    });
}

#[test]
fn the_works_of_a_person_are_found_each_for_those_who_may_see_the_person_and_by_nobody_else() {
    both(|name, store| {
        let owner = organisation(&**store, "示例甲公司");
        let works = "晶界扩散磁体的矫顽力 | 中国稀土学报 | 2021\n萃取分离的级联模拟 | 稀土 | 2019";
        let fields =
            [("title_zh", "示例一"), ("owner", &owner.to_string()), ("works", works), ("visibility", "members")];
        let fields = given(&fields);
        let person = store
            .writing(move |shelf| create(shelf, &occasion(1), Kind::Person, &fields, Beginning::Published))
            .unwrap();
        let (follower, index) = follower(store);
        let member = member(&**store, "jia", &[], None);
        let seen = |words: &str, viewer: &Viewer, keys: &[String]| {
            let terms: Vec<Term> =
                analyse(words).tokens.into_iter().map(|token| Term { token: token.text, weight: 1.0 }).collect();
            let (field, partition) = (Field::Title, Partition::Chinese);
            let list = List { field, partition, terms: &terms, keys, among: &[], most: 100 };
            let snapshot = index.snapshot();
            let ids: Vec<DocumentId> = snapshot.list(&list).unwrap().hits.into_iter().map(|hit| hit.id).collect();
            let facts = snapshot.facts(&ids, keys).unwrap();
            let works = facts.iter().filter_map(|facts| retrieval::work_of(facts.as_deref()?));
            let mut works: Vec<(RecordId, usize)> = works.collect();
            works.sort();
            assert!(works.is_empty() || viewer != &Viewer::Visitor, "{name}");
            works
        };
        let through = |words: &str, viewer: &Viewer| seen(words, viewer, &retrieval::work_keys(viewer));
        follower.catch_up().unwrap();
        assert_eq!(through("晶界扩散", &member), [(person.id, 0)], "{name}");
        assert_eq!(through("萃取", &member), [(person.id, 1)], "{name}");
        assert_eq!(through("萃取", &Viewer::Operator), [(person.id, 1)], "{name}");
        assert_eq!(through("萃取", &Viewer::Visitor), [], "{name}");
        // A search among records meets no works.
        assert_eq!(seen("萃取", &member, &keys(&member)), [], "{name}");
        let (id, fewer) = (person.id, given(&[("works", "溶胶凝胶 | 稀土 | 2020")]));
        store.writing(move |shelf| change(shelf, &occasion(2), id, None, &fewer)).unwrap();
        follower.catch_up().unwrap();
        assert_eq!((through("萃取", &member), through("晶界扩散", &member)), (vec![], vec![]), "{name}");
        assert_eq!(through("溶胶", &member), [(person.id, 0)], "{name}");
        store.writing(move |shelf| step(shelf, &occasion(3), id, None, &Move::Delete)).unwrap();
        follower.catch_up().unwrap();
        assert_eq!(through("溶胶", &member), [], "{name}");
    });
}

#[test]
fn an_index_of_another_journal_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str| -> Arc<dyn Store> { Arc::new(Sqlite::open(&folder.path().join(name)).unwrap()) };
    let (before, restored) = (open("before.sqlite"), open("restored.sqlite"));
    let (follower, index) = follower(&before);
    for store in [&before, &restored] {
        let owner = organisation(&**store, "示例甲公司");
        need(&**store, owner, "低镝磁体", "", "public");
    }
    follower.catch_up().unwrap();
    let gone = found(&*index, Partition::Chinese, "低镝", &Viewer::Visitor);
    let held: Arc<dyn Retriever> = Arc::<Embedded>::clone(&index);
    let other = Follower::new(restored, held);
    assert_eq!(other.step().unwrap(), Followed::Anew);
    other.catch_up().unwrap();
    let found = found(&*index, Partition::Chinese, "低镝", &Viewer::Visitor);
    assert_eq!(found.len(), 1);
    assert_ne!(found, gone);
}

#[test]
fn two_programs_on_one_server_see_each_others_records() {
    let address = test_postgres::shared().database();
    let programs: Vec<(Arc<dyn Store>, Arc<Embedded>)> = (0..2)
        .map(|_| {
            let store: Arc<dyn Store> = Arc::new(Postgres::open(&address).unwrap());
            (store, Arc::new(Embedded::in_memory().unwrap()))
        })
        .collect();
    let ended = AtomicBool::new(false);
    std::thread::scope(|threads| {
        for (store, index) in &programs {
            let held: Arc<dyn Retriever> = Arc::<Embedded>::clone(index);
            let follower = Follower::new(Arc::clone(store), held);
            let ended = &ended;
            threads.spawn(move || follower.follow(ended));
        }
        let mut ids = Vec::new();
        for (number, (store, _)) in programs.iter().enumerate() {
            let owner = organisation(&**store, &format!("示例公司{number}"));
            ids.push(need(&**store, owner, "低镝磁体", "", "public").id);
        }
        ids.sort();
        let begun = Instant::now();
        let level = |index: &Embedded| found(index, Partition::Chinese, "低镝", &Viewer::Visitor) == ids;
        let all = loop {
            let all = programs.iter().all(|(_, index)| level(index));
            if all || begun.elapsed() > Duration::from_secs(30) {
                break all;
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        ended.store(true, Ordering::Relaxed);
        assert!(all, "each index has the records of both programs");
    });
}

/// Makes vectors by how often letters occur: enough to tell texts apart.
struct Letters(Card);

impl Encoder for Letters {
    fn card(&self) -> &Card {
        &self.0
    }

    fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, encoder::Trouble> {
        let vector = |text: &&str| {
            let mut vector = vec![0.0_f32; self.0.dimension];
            text.chars().for_each(|letter| vector[letter as usize % self.0.dimension] += 1.0);
            vector
        };
        Ok(texts.iter().map(vector).collect())
    }
}

#[test]
fn vectors_follow_what_is_written_changed_and_put_away_each_for_those_it_is_for() {
    both(|database, store| {
        let card = Card { model: "letters".to_owned(), digest: "1".to_owned(), dimension: 64 };
        let vectors: Arc<dyn Vectors> = Arc::new(FlatVectors::in_memory(&card));
        let encoder: Arc<dyn Encoder> = Arc::new(Letters(card));
        let follower = VectorFollower::new(store.clone(), encoder.clone(), vectors.clone());
        let ours = organisation(&**store, "示例磁材公司");
        let open = need(&**store, ours, "降低重稀土用量", "", "public");
        let closed = need(&**store, ours, "降低重稀土铽用量", "", "owner");
        follower.catch_up().unwrap();
        let member = member(&**store, "ours", &[], Some(ours));
        let nearest = |text: &str, viewer: &Viewer| {
            let to = encoder.encode(&[text]).unwrap().remove(0);
            let among = [Facet::new("kind", "need")];
            let hits = vectors.nearest(&to, &keys(viewer), &among, 10).unwrap();
            hits.into_iter().map(|hit| RecordId::of_bits(hit.id.0)).collect::<Vec<_>>()
        };
        assert_eq!(nearest("降低重稀土铽用量", &member), [closed.id, open.id], "{database}");
        assert_eq!(nearest("降低重稀土铽用量", &Viewer::Visitor), [open.id], "{database}");
        let id = open.id;
        store.writing(move |shelf| step(shelf, &occasion(5), id, None, &Move::Delete)).unwrap();
        follower.catch_up().unwrap();
        assert_eq!(nearest("降低重稀土铽用量", &Viewer::Visitor), [], "{database}");
        assert_eq!(follower.step().unwrap(), Followed::Level, "{database}");
    });
}

//! A server killed while it makes vectors: when it is started again they are made up to the end of the journal, and are
//! those that a server makes that was never killed.

#![cfg(feature = "onnx")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use base::people::Viewer;
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places};
use base::store::Store;
use encoder::Encoder;
use measure::{Clock, SystemClock};
use retrieval::{DocumentId, Facet, FlatVectors, OpenedVectors, VectorFollower, Vectors};
use running::{Server, run, status};
use store::{Address, Database};

/// Needs that are there before the first vector is made.
const NEEDS: u64 = 2_000;
/// How often the server is killed.
const KILLS: u64 = 8;

fn model() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../encoder/tests/data/onnx/mean")
}

/// A draw from a seed: splitmix64.
fn draw(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Needs of several passages each, written past the server.
fn fill(store: &dyn Store) {
    for hundred in 0..NEEDS / 100 {
        let written = store.writing(move |shelf| {
            for number in hundred * 100..(hundred + 1) * 100 {
                let visibility = ["public", "members", "private"][usize::try_from(draw(number) % 3).unwrap()];
                let problem = format!("第{number}条：晶界扩散，萃取分离，number {}。", draw(number)).repeat(40);
                let given = [("title_zh", format!("需求{number}")), ("problem", problem)];
                let given = given.into_iter().chain([("visibility", visibility.to_owned())]);
                let given: Vec<(String, Given)> =
                    given.map(|(name, value)| (name.to_owned(), Given::Text(value))).collect();
                let occasion = Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: Places::default() };
                create(shelf, &occasion, Kind::Need, &given, Beginning::Published)?;
            }
            Ok::<_, base::Trouble>(())
        });
        written.unwrap();
    }
}

/// How far the vectors of a base have come, read as a program that starts reads them.
fn left(base: &Path, encoder: &dyn Encoder) -> (FlatVectors, OpenedVectors) {
    FlatVectors::open(&base.join("index/vectors"), encoder.card()).unwrap()
}

/// What vectors say of documents, seen with every key: how near each is to some questions, to the bit.
fn said(vectors: &FlatVectors, ids: &[DocumentId], encoder: &dyn Encoder) -> BTreeMap<u128, Option<Vec<u64>>> {
    let asked = encoder.encode(&["晶界扩散", "number 7", "other"]).unwrap();
    let near = vectors.nearness(&asked, ids, &["everything".to_owned()]).unwrap();
    let bits = near.into_iter().map(|near| near.map(|near| near.into_iter().map(f64::to_bits).collect()));
    ids.iter().map(|id| id.0).zip(bits).collect()
}

#[test]
fn vectors_are_whole_after_the_server_was_killed_while_it_made_them() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    drop(Server::start(&base, "", &[]));
    let database: Arc<dyn Store> = Arc::new(Database::open(&Address::File(base.join("base.sqlite"))).unwrap());
    fill(&*database);
    let named = format!("onnx:{}", model().display());
    let words = ["--encoder", named.as_str()];
    let encoder: Arc<dyn Encoder> = Arc::from(encoder::open(&named).unwrap());
    let mut amid = 0;
    let mut before = 0;
    for round in 0..KILLS {
        let mut server = Server::start(&base, "", &words);
        // Something new comes meanwhile, and something that is there changes its place in the journal.
        assert_eq!(status(&server.need(&format!("meanwhile {round}"))), 201);
        std::thread::sleep(Duration::from_millis(draw(round) % 2_000));
        server.kill();
        let head = database.reading(|shelf| shelf.head()).unwrap().number;
        let (vectors, opened) = left(&base, &*encoder);
        let mark = vectors.mark().entry;
        assert!(!matches!(opened, OpenedVectors::Discarded { .. }), "{opened:?}");
        assert!(mark >= before, "round {round}: {mark} after {before}");
        println!("round {round}: killed at {mark} of {head}, {} vectors", vectors.count());
        before = mark;
        amid += usize::from(mark > 0 && mark < head);
    }
    assert!(amid > 1, "the server was never killed while it made vectors");
    // The last start is left in peace, and asked to end once it is level.
    let mut server = Server::start(&base, "", &words);
    let (begun, mut size) = (Instant::now(), 0);
    loop {
        std::thread::sleep(Duration::from_secs(3));
        let now = std::fs::read_dir(base.join("index/vectors")).unwrap();
        let now: u64 = now.map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
        if now == size {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(180), "the vectors do not come to their end");
        size = now;
    }
    server.stop();
    assert!(server.ended(Duration::from_secs(20)).is_some());
    let head = database.reading(|shelf| shelf.head()).unwrap();
    let (kept, opened) = left(&base, &*encoder);
    assert_eq!((opened, kept.mark().entry, kept.mark().hash), (OpenedVectors::Whole, head.number, head.hash));
    let fresh = Arc::new(FlatVectors::in_memory(encoder.card()));
    let vectors: Arc<dyn Vectors> = fresh.clone();
    VectorFollower::new(database.clone(), encoder.clone(), vectors).catch_up().unwrap();
    assert_eq!((kept.count(), kept.mark()), (fresh.count(), fresh.mark()));
    let ids: Vec<DocumentId> = database
        .reading(|shelf| shelf.entries(0, 100_000))
        .unwrap()
        .iter()
        .filter_map(|entry| entry.object.split_once(':')?.1.parse::<base::record::RecordId>().ok())
        .map(|id| DocumentId(id.bits()))
        .collect();
    let (one, other) = (said(&kept, &ids, &*encoder), said(&fresh, &ids, &*encoder));
    assert!(one.values().flatten().count() as u64 > NEEDS && one == other);
    // And what is for nobody in particular is the same, too.
    let asked = encoder.encode(&["晶界扩散"]).unwrap().remove(0);
    let need = [Facet::new("kind", "need")];
    let nearest = |vectors: &FlatVectors| vectors.nearest(&asked, &[], &need, 500).unwrap();
    assert_eq!(nearest(&kept), nearest(&fresh));
    assert_eq!(run("en", &base, &["verify"]).code, 0);
}

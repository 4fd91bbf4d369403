//! How fast suiting records are found among many, beside the engine's own query for the same words.
//!
//! `cargo run --release -p didymium-benches --bin match_speed [RECORDS] [NEEDS] [FOLDER]`. With FOLDER the texts and the
//! needs are written there as well, a line each, for `benches/lucene/run`.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use didymium_benches::resident::peak;
use didymium_benches::spread::spread;
use didymium_benches::texts::{Asked, Wordbook};
use matching::rank::{Weights, rank};
use matching::terms::{Lexicon, TermList};
use matching::text::{Language, analyse};
use retrieval::{Change, Comparison, Document, Embedded, Facet, Field, Mark, Partition, Retriever};
use serde_json::json;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

/// Records that are put in with one change.
const AT_ONCE: u64 = 20_000;
/// How deep lists go, and how many of each language are looked at closely: as for a page of matches.
const DEPTH: usize = 200;
/// Needs that are asked before the clock runs.
const WARMING: u64 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, other: u64| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(other);
    let (records, needs) = (number(0, 10_000), number(1, 300));
    let wordbook = Wordbook::default();
    if let Some(folder) = words.get(2) {
        written(Path::new(folder), &wordbook, records, needs)?;
    }
    let folder = tempfile::tempdir_in("target")?;
    let (index, _) = Embedded::open(folder.path())?;
    let begun = Instant::now();
    let mut entry = 0;
    while entry < records {
        let until = (entry + AT_ONCE).min(records);
        let changes = (entry..until).map(|number| Change::Put(wordbook.document(number))).collect();
        entry = until;
        index.apply(changes, Mark { entry, hash: [0; 32] })?;
    }
    let took = begun.elapsed().as_secs_f64();
    println!(
        "{records} records in the index after {took:.1} s, {:.0} a second; {:.0} MB on disk; peak {}",
        records as f64 / took,
        index.size()? as f64 / 1e6,
        peak()
    );
    let lexicon = Lexicon::new(vec![TermList::own()]);
    let needs: Vec<Asked> = (0..needs + WARMING).map(|number| wordbook.need(number)).collect();
    let snapshot = index.snapshot();
    let engine = Raw::open(folder.path())?;
    let keys = ["members".to_owned(), "of:7".to_owned()];
    let kind = [Facet::new("kind", "achievement")];
    for (name, keys, among) in [
        ("everybody's, all kinds", &keys[..0], &kind[..0]),
        ("everybody's, achievements", &keys[..0], &kind[..]),
        ("a member's, achievements", &keys[..], &kind[..]),
    ] {
        let mut raw = Vec::new();
        let mut whole = Vec::new();
        for (at, need) in needs.iter().enumerate() {
            let alone = engine.ask(need)?;
            let begun = Instant::now();
            let asked =
                retrieval::Asked { title: &need.title, body: &need.body, keys, among, depth: DEPTH, near: None };
            let found = Comparison::new(&lexicon, asked).candidates(&*snapshot)?;
            let ranked =
                rank(found.into_iter().map(|one| (one.id, one.features)).collect::<Vec<_>>(), &Weights::sensible());
            assert!(!ranked.is_empty(), "every need suits something");
            if at as u64 >= WARMING {
                whole.push(begun.elapsed());
                raw.push(alone);
            }
        }
        println!("{name}: the engine's own query, public texts of one language {}", spread(&mut raw));
        println!("{name}: candidates of both languages, ranked {}", spread(&mut whole));
    }
    println!("peak with the needs {}", peak());
    Ok(())
}

/// The engine without anything of ours around it: one disjunction of a need's words in the bodies of its language.
struct Raw {
    searcher: tantivy::Searcher,
    columns: [tantivy::schema::Field; 2],
}

impl Raw {
    fn open(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let index = tantivy::Index::open_in_dir(folder)?;
        let schema = index.schema();
        let columns = [schema.get_field("body_zh")?, schema.get_field("body_en")?];
        Ok(Self { searcher: index.reader()?.searcher(), columns })
    }

    fn ask(&self, need: &Asked) -> Result<Duration, Box<dyn Error>> {
        let begun = Instant::now();
        let analysis = analyse(&format!("{}\n{}", need.title, need.body));
        let column = self.columns[usize::from(analysis.language != Language::Chinese)];
        let words: BTreeSet<String> = analysis.tokens.into_iter().map(|token| token.text).collect();
        let clauses = words.iter().map(|word| {
            let term = tantivy::Term::from_field_text(column, word);
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>)
        });
        let query = BooleanQuery::new(clauses.collect());
        self.searcher.search(&query, &TopDocs::with_limit(DEPTH).order_by_score())?;
        Ok(begun.elapsed())
    }
}

fn written(folder: &Path, wordbook: &Wordbook, records: u64, needs: u64) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let mut file = BufWriter::new(File::create(folder.join("records.jsonl"))?);
    for number in 0..records {
        let document: Document = wordbook.document(number);
        let body = |wanted| document.texts.iter().find(|text| text.partition == wanted && text.field == Field::Body);
        let text = |wanted| body(wanted).map(|text| text.text.as_str()).unwrap_or_default();
        let line = json!({ "id": number, "zh": text(Partition::Chinese), "en": text(Partition::English) });
        writeln!(file, "{line}")?;
    }
    let mut file = BufWriter::new(File::create(folder.join("needs.jsonl"))?);
    for number in 0..needs + WARMING {
        let need = wordbook.need(number);
        writeln!(file, "{}", json!({ "text": format!("{}\n{}", need.title, need.body) }))?;
    }
    Ok(())
}

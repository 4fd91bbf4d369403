//! `didymium match eval`: how good the ranking is, on sets of questions that people judged.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use matching::rank::Weights;
use matching::terms::{Lexicon, TermList};
use retrieval::{Evaluation, Figures, Piece, Set, Unmeasured, experts};
use serde_json::{Value, json};
use web::language::Messages;

use crate::arguments::{Half, MatchVerb, Place};
use crate::configuration::Configuration;
use crate::index::{dictionaries, encoder};
use crate::output::{self, Sheet};
use crate::stop::Stop;

const DOCUMENTS: &str = "docs.jsonl.gz";
const QUESTIONS: &str = "queries.jsonl.gz";
const GRADES: &str = "qrels.tsv.gz";
/// Most bytes of a line.
const LINE_MOST: usize = 4 << 20;

/// Measures.
pub fn run(place: &Place, verb: &MatchVerb, t: Messages) -> Result<(), Stop> {
    let MatchVerb::Eval { folder, weights, half, experts: works, json } = verb;
    let weights = weights.as_deref().map_or_else(|| Ok(Weights::sensible()), weights_of)?;
    let configuration = Configuration::of(place)?;
    let mut layers = dictionaries(&configuration)?;
    layers.push(TermList::own());
    let lexicon = Lexicon::new(layers);
    let encoder = encoder(&configuration)?;
    let mut all = Vec::new();
    for folder in folders(folder)? {
        let (documents, sets) = sets(&folder, *half)?;
        let failed = |why| match why {
            Unmeasured::Index(fault) => Stop::Index { path: folder.clone(), fault },
            Unmeasured::Encoder(trouble) => Stop::Encoder(trouble),
        };
        if let Some(works) = works {
            all.extend(experts(&documents, &sets, usize::from(*works), &lexicon).map_err(failed)?);
            continue;
        }
        let evaluation = Evaluation::new(&documents, encoder.clone()).map_err(failed)?;
        for set in sets {
            all.push(evaluation.figures(&set, &lexicon, &weights).map_err(failed)?);
        }
    }
    if *json {
        return output::json(&Value::Array(all.iter().map(row).collect()));
    }
    let header = ["cli-eval-set", "cli-eval-questions", "cli-eval-documents", "cli-eval-ndcg", "cli-eval-pool"];
    let header = header.into_iter().chain(["cli-eval-recall", "cli-eval-index", "cli-eval-query"]);
    let names: Vec<String> =
        header.enumerate().map(|(at, key)| if at == 0 { t.get(key) } else { format!(">{}", t.get(key)) }).collect();
    let mut sheet = Sheet::new(&names);
    for one in &all {
        sheet.row(vec![
            one.name.clone(),
            one.questions.to_string(),
            one.documents.to_string(),
            format!("{:.3}", one.ndcg_at_10),
            one.pool_ndcg_at_10.map(|pool| format!("{pool:.3}")).unwrap_or_default(),
            format!("{:.3}", one.recall_at_100),
            format!("{:.1}", one.seconds_to_index),
            format!("{:.1}", 1e3 * one.seconds_per_query),
        ]);
    }
    sheet.print(&t.get("cli-eval"))
}

fn row(one: &Figures) -> Value {
    json!({
        "set": one.name,
        "queries": one.questions,
        "documents": one.documents,
        "ndcg_at_10": one.ndcg_at_10,
        "pool_ndcg_at_10": one.pool_ndcg_at_10,
        "recall_at_100": one.recall_at_100,
        "seconds_to_index": one.seconds_to_index,
        "seconds_per_query": one.seconds_per_query,
    })
}

/// Weights as they are typed: what is not named is worth nothing.
fn weights_of(text: &str) -> Result<Weights, Stop> {
    let wrong = || Stop::Unknown {
        option: "--weights",
        value: text.to_owned(),
        known: Weights::sensible().to_pairs().into_iter().map(|(name, _)| format!("{name}=…")).collect(),
    };
    let mut pairs: BTreeMap<&str, f64> =
        Weights::sensible().to_pairs().into_iter().map(|(name, _)| (name, 0.0)).collect();
    for part in text.split(',') {
        let (name, value) = part.split_once('=').ok_or_else(wrong)?;
        *pairs.get_mut(name.trim()).ok_or_else(wrong)? = value.trim().parse().map_err(|_| wrong())?;
    }
    Weights::from_pairs(pairs).map_err(|_| wrong())
}

/// The folder itself where it holds a set, else those in it that do, by name.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    if folder.join(DOCUMENTS).is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let failed = |error| Stop::unreadable(folder, error);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.join(DOCUMENTS).is_file() {
            found.push(path);
        }
    }
    found.sort();
    if found.is_empty() {
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, DOCUMENTS);
        return Err(Stop::unreadable(&folder.join(DOCUMENTS), missing));
    }
    Ok(found)
}

/// The documents of a folder, and its questions: once for each way in which they are asked.
fn sets(folder: &Path, half: Option<Half>) -> Result<(Vec<Piece>, Vec<Set>), Stop> {
    let documents = read(&folder.join(DOCUMENTS), |line| {
        let value: Value = serde_json::from_str(line).ok()?;
        Some(Piece { id: word(&value, "id")?, title: text(&value, "title"), text: text(&value, "text") })
    })?;
    let questions = read(&folder.join(QUESTIONS), |line| {
        let value: Value = serde_json::from_str(line).ok()?;
        word(&value, "id").is_some().then_some(value)
    })?;
    let grades = read(&folder.join(GRADES), |line| {
        let mut cells = line.split('\t');
        let (question, document, grade) = (cells.next()?, cells.next()?, cells.next()?.trim().parse::<u32>().ok()?);
        Some((question.to_owned(), document.to_owned(), grade))
    })?;
    let mut by_question: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    let has_wrong_ones = grades.iter().any(|(_, _, grade)| *grade == 0);
    for (question, document, grade) in grades {
        by_question.entry(question).or_default().insert(document, grade);
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let asked: Vec<&Value> = questions.iter().filter(|value| half.is_none_or(|half| is_in(half, value))).collect();
    let set = |variant: &str, title: &str, body: &str| Set {
        name: if variant.is_empty() { name.clone() } else { format!("{name}/{variant}") },
        documents: Vec::new(),
        questions: asked
            .iter()
            .map(|value| Piece { id: text(value, "id"), title: text(value, title), text: text(value, body) })
            .collect(),
        grades: by_question.clone(),
        // Levels from 3 on are right where there are levels for wrong ones.
        relevant_from: if has_wrong_ones { 2 } else { 1 },
    };
    let has = |field: &str| questions.first().is_some_and(|value| !text(value, field).is_empty());
    let mut sets = Vec::new();
    match (has("title"), has("keywords"), has("first")) {
        (true, true, _) => sets.extend([set("title", "title", ""), set("keywords", "keywords", "")]),
        (true, false, _) => sets.push(set("", "title", "text")),
        (false, _, true) => sets.extend([set("first", "first", ""), set("mid", "mid", "")]),
        (false, _, false) => sets.push(set("", "text", "")),
    }
    if has("title_en") {
        sets.push(set("en", "title_en", ""));
    }
    Ok((documents, sets))
}

/// Whether a question is in a half: by the sum of the bytes of its id, so that it stays there.
fn is_in(half: Half, question: &Value) -> bool {
    let odd = text(question, "id").bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    (half == Half::Fit) == (odd % 2 == 0)
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

fn word(value: &Value, field: &str) -> Option<String> {
    value[field].as_str().filter(|word| !word.is_empty()).map(str::to_owned)
}

/// Reads a compressed file line by line; a line that cannot be understood is named.
fn read<T>(path: &Path, row: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Stop> {
    let failed = |error| Stop::unreadable(path, error);
    let file = File::open(path).map_err(failed)?;
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(MultiGzDecoder::new(file)).lines()) {
        let line = line.map_err(failed)?;
        if line.trim().is_empty() {
            continue;
        }
        let read = if line.len() > LINE_MOST { None } else { row(&line) };
        rows.push(read.ok_or_else(|| Stop::Line { path: path.to_owned(), line: number })?);
    }
    Ok(rows)
}

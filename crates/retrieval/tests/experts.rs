//! People found by their works, and by one long text of them: figures that are known beforehand.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::collections::BTreeMap;

use matching::terms::Lexicon;
use retrieval::{Piece, Set, experts};

const WORKS: [&str; 6] = [
    "烧结钕铁硼磁体的晶界扩散",
    "离子型稀土矿的原地浸矿",
    "储氢合金的低钴配方",
    "荧光粉的窄带发射",
    "抛光粉的再生利用",
    "熔盐电解的能耗",
];

fn piece(at: usize) -> Piece {
    Piece { id: at.to_string(), title: WORKS[at].to_owned(), text: String::new() }
}

/// Each work asked for by its own title, and a question whose answer is good, but not good enough to be right.
fn set() -> Set {
    let graded = |at: usize, grade: u32| (format!("q{at}"), BTreeMap::from([(at.to_string(), grade)]));
    let mut grades: BTreeMap<_, _> = (0..WORKS.len()).map(|at| graded(at, 3)).collect();
    grades.insert("fair".to_owned(), BTreeMap::from([("0".to_owned(), 1)]));
    let question = |id: String, at: usize| Piece { id, ..piece(at) };
    let questions = (0..WORKS.len()).map(|at| question(format!("q{at}"), at));
    Set {
        name: "known".to_owned(),
        documents: Vec::new(),
        questions: questions.chain([question("fair".to_owned(), 0)]).collect(),
        grades,
        relevant_from: 2,
    }
}

#[test]
fn whoever_made_the_work_is_found_either_way() {
    let documents: Vec<Piece> = (0..WORKS.len()).map(piece).collect();
    for (works, people) in [(1, 6), (2, 3), (4, 2), (6, 1)] {
        let found = experts(&documents, &[set()], works, &Lexicon::new(Vec::new())).unwrap();
        let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["known (works)", "known (one text)"]);
        for figures in found {
            assert_eq!((figures.questions, figures.documents), (7, people), "{works}");
            assert_eq!((figures.ndcg_at_10, figures.recall_at_100), (1.0, 1.0), "{works} {}", figures.name);
        }
    }
}

#[test]
fn a_set_to_which_nothing_is_right_has_no_recall_and_keeps_its_gain() {
    let mut fair = set();
    fair.grades.retain(|question, _| question == "fair");
    let documents: Vec<Piece> = (0..WORKS.len()).map(piece).collect();
    for figures in experts(&documents, &[fair], 2, &Lexicon::new(Vec::new())).unwrap() {
        assert_eq!((figures.questions, figures.ndcg_at_10, figures.recall_at_100), (1, 1.0, 0.0), "{}", figures.name);
    }
}

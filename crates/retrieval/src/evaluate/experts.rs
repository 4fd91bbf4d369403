//! How well people are found: by each of their works, and by all of them as one long text.
//!
//! Sets of this kind judge works, not people, so people are made of them: every so many works, drawn by their ids, are
//! one person's. A person is right for a question as far as their best work is.

use std::collections::BTreeMap;
use std::time::Instant;

use matching::judge::Judged;
use matching::rank::{Feature, Weights, by_linked};
use matching::terms::Lexicon;
use sha2::{Digest, Sha256};

use super::{DEPTH, Evaluation, Figures, Means, Piece, Set, Unmeasured};
use crate::document::DocumentId;
use crate::retriever::Retriever;
use crate::suit::{Asked, Comparison};

/// The figures for people of so many works each: by linked works, and by one long text; both by words and terms alone,
/// with the weights to start from.
///
/// # Errors
/// [`Unmeasured`].
pub fn experts(documents: &[Piece], sets: &[Set], works: usize, lexicon: &Lexicon) -> Result<Vec<Figures>, Unmeasured> {
    let people = people(documents, works);
    let person_of: BTreeMap<&str, usize> = (0..)
        .zip(&people)
        .flat_map(|(person, works)| works.iter().map(move |work| (work.id.as_str(), person)))
        .collect();
    let by_work = Evaluation::new(documents, None)?;
    let texts: Vec<Piece> = (0..).zip(&people).map(|(person, works)| whole(person, works)).collect();
    let by_text = Evaluation::new(&texts, None)?;
    let mut found = Vec::new();
    for set in sets {
        let set = of_people(set, &person_of);
        found.push(linked(&by_work, &people, &person_of, &set, lexicon)?);
        let name = format!("{} (one text)", set.name);
        found.push(Figures { name, ..by_text.figures(&set, lexicon, &Weights::sensible())? });
    }
    Ok(found)
}

/// Works by person: in the order of the digests of their ids, so that a person's works have nothing to do with each
/// other and are always the same.
fn people(documents: &[Piece], works: usize) -> Vec<Vec<&Piece>> {
    let mut drawn: Vec<(Vec<u8>, &Piece)> =
        documents.iter().map(|piece| (Sha256::digest(piece.id.as_bytes()).to_vec(), piece)).collect();
    drawn.sort_by(|a, b| a.0.cmp(&b.0));
    drawn.chunks(works.max(1)).map(|some| some.iter().map(|(_, piece)| *piece).collect()).collect()
}

fn whole(person: usize, works: &[&Piece]) -> Piece {
    let texts: Vec<String> = works.iter().map(|work| format!("{}\n{}", work.title, work.text)).collect();
    Piece { id: person.to_string(), title: String::new(), text: texts.join("\n") }
}

fn of_people(set: &Set, person_of: &BTreeMap<&str, usize>) -> Set {
    let best = |grades: &BTreeMap<String, u32>| {
        let mut best: BTreeMap<String, u32> = BTreeMap::new();
        for (work, grade) in grades {
            if let Some(person) = person_of.get(work.as_str()) {
                let so_far = best.entry(person.to_string()).or_default();
                *so_far = (*so_far).max(*grade);
            }
        }
        best
    };
    let grades = set.grades.iter().map(|(question, grades)| (question.clone(), best(grades))).collect();
    Set { grades, ..set.clone() }
}

fn linked(
    by_work: &Evaluation,
    people: &[Vec<&Piece>],
    person_of: &BTreeMap<&str, usize>,
    set: &Set,
    lexicon: &Lexicon,
) -> Result<Figures, Unmeasured> {
    let person_of: BTreeMap<DocumentId, usize> =
        person_of.iter().filter_map(|(work, person)| Some((*by_work.ids.get(*work)?, *person))).collect();
    let snapshot = by_work.index.snapshot();
    let mut means = Means::default();
    for question in &set.questions {
        let Some(grades) = set.grades.get(&question.id) else { continue };
        let begun = Instant::now();
        let asked =
            Asked { title: &question.title, body: &question.text, keys: &[], among: &[], depth: DEPTH, near: None };
        let mut scores: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for work in Comparison::new(lexicon, asked).candidates(&*snapshot)? {
            if let Some(person) = person_of.get(&work.id) {
                scores.entry(*person).or_default().push(work.features.get(Feature::BodyInBody).unwrap_or_default());
            }
        }
        let mut ranking: Vec<(f64, usize)> = scores
            .into_iter()
            .map(|(person, mut scores)| {
                scores.resize(people.get(person).map_or(0, Vec::len), 0.0);
                (by_linked(scores), person)
            })
            .collect();
        ranking.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let seconds = begun.elapsed().as_secs_f64();
        let ranking: Vec<usize> = ranking.into_iter().map(|(_, person)| person).collect();
        let grades = grades.iter().filter_map(|(person, grade)| Some((person.parse().ok()?, *grade)));
        means.add(&Judged::new(grades, set.relevant_from), &ranking, seconds);
    }
    Ok(means.figures(format!("{} (works)", set.name), people.len(), by_work.seconds))
}

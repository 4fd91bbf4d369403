//! Vectors compared one by one beside a graph over them: how long the nearest take, and how many the graph finds.
//!
//! `cargo run --release -p didymium-benches --features usearch --bin vector_speed 100000 300000 1000000`
//!
//! ```text
//! v = A·(0.7·c + 0.7·z) + 1.5·e      c one of 2,000 middles, z and e drawn; A of 48 by 512
//! ```
//! so that, as in vectors of texts, few directions say most, and near ones come in heaps.

use std::collections::HashSet;
use std::error::Error;
use std::time::Instant;

use didymium_benches::spread::spread;
use encoder::Card;
use lp::generate::Splitmix;
use retrieval::{Audience, DocumentId, FlatVectors, Mark, Passages, VectorChange, Vectors};

const DIMENSION: usize = 512;
const DIRECTIONS: usize = 48;
const MIDDLES: usize = 2_000;
const QUESTIONS: usize = 200;
const MOST: usize = 100;
const AT_ONCE: usize = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let sizes = std::env::args().skip(1).map(|size| size.parse()).collect::<Result<Vec<usize>, _>>()?;
    for size in sizes {
        measure(size)?;
    }
    Ok(())
}

fn measure(size: usize) -> Result<(), Box<dyn Error>> {
    let mut texts = Texts::new(7);
    let card = Card { model: "drawn".to_owned(), digest: "0".to_owned(), dimension: DIMENSION };
    let flat = FlatVectors::in_memory(&card).with_flat_most(usize::MAX);
    for first in (0..size).step_by(AT_ONCE) {
        let one = |id: usize| {
            let (audience, vectors) = (Audience::Public, vec![texts.vector()]);
            VectorChange::Put(Passages { id: DocumentId(id as u128 + 1), audience, facets: Vec::new(), vectors })
        };
        let changes = (first..size.min(first + AT_ONCE)).map(one).collect();
        flat.apply(changes, Mark { entry: 1 + first as u64, hash: [0; 32] })?;
    }
    let questions: Vec<Vec<f32>> = (0..QUESTIONS).map(|_| texts.vector()).collect();
    let (exact, times) = asked(&flat, &questions)?;
    println!("{size} one by one: {times}");
    if !retrieval::GRAPHS {
        return Ok(());
    }
    let graph = flat.with_flat_most(0);
    let begun = Instant::now();
    graph.settle();
    let built = begun.elapsed().as_secs_f64();
    let (found, times) = asked(&graph, &questions)?;
    let [ten, hundred] = [10, MOST].map(|most| recall(&found, &exact, most));
    println!("{size} by the graph: {times}; recall@10 {ten:.3}, recall@100 {hundred:.3}; built in {built:.0} s");
    Ok(())
}

/// The nearest to each question, and how long they took.
type Answers = (Vec<Vec<DocumentId>>, String);

fn asked(vectors: &FlatVectors, questions: &[Vec<f32>]) -> Result<Answers, Box<dyn Error>> {
    let (mut found, mut times) = (Vec::new(), Vec::new());
    for question in questions {
        let begun = Instant::now();
        let hits = vectors.nearest(question, &[], &[], MOST)?;
        times.push(begun.elapsed());
        found.push(hits.into_iter().map(|hit| hit.id).collect());
    }
    Ok((found, spread(&mut times)))
}

fn recall(found: &[Vec<DocumentId>], exact: &[Vec<DocumentId>], most: usize) -> f64 {
    let both = found.iter().zip(exact).map(|(found, exact)| {
        let found: HashSet<&DocumentId> = found.iter().take(most).collect();
        exact.iter().take(most).filter(|id| found.contains(id)).count()
    });
    let all: usize = exact.iter().map(|exact| exact.len().min(most)).sum();
    both.sum::<usize>() as f64 / all as f64
}

/// Vectors that a seed draws.
struct Texts {
    drawn: Splitmix,
    directions: Vec<f32>,
    middles: Vec<Vec<f32>>,
}

impl Texts {
    fn new(seed: u64) -> Self {
        let mut texts = Self { drawn: Splitmix::new(seed), directions: Vec::new(), middles: Vec::new() };
        texts.directions = (0..DIRECTIONS * DIMENSION).map(|_| texts.normal()).collect();
        texts.middles = (0..MIDDLES).map(|_| (0..DIRECTIONS).map(|_| texts.normal()).collect()).collect();
        texts
    }

    /// About normal: a sum of six.
    fn normal(&mut self) -> f32 {
        let sum: f32 = (0..6).map(|_| (self.drawn.bits() >> 40) as f32 / 16_777_216.0 - 0.5).sum();
        sum * std::f32::consts::SQRT_2
    }

    fn vector(&mut self) -> Vec<f32> {
        let middle = self.drawn.below(MIDDLES);
        let mut vector: Vec<f32> = (0..DIMENSION).map(|_| 1.5 * self.normal()).collect();
        for at in 0..DIRECTIONS {
            let along = 0.7 * self.middles[middle][at] + 0.7 * self.normal();
            let direction = &self.directions[at * DIMENSION..(at + 1) * DIMENSION];
            vector.iter_mut().zip(direction).for_each(|(sum, part)| *sum += along * part);
        }
        vector
    }
}

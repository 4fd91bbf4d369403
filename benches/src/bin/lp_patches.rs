//! Patches per second on one core, beside warm HiGHS in the same process on the same patches.
//!
//! `HIGHS_LIB=…/libhighs.so cargo run --release -p didymium-benches --bin lp_patches [NONZEROS…]`; a size of 0 leaves only the
//! recorded instance.

use didymium_benches::recorded::recorded;
use lp::generate::{Chain, Splitmix, chain};
use lp::{Base, Edit, Outcome, Problem, Scratch};
use lp_oracle::{Highs, OracleFault, Status};
use std::time::{Duration, Instant};

/// Each side runs at least this long.
const SPAN: Duration = Duration::from_millis(1_500);

/// Distinct patches per size.
const PATCHES: usize = 200;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let highs = std::env::var_os("HIGHS_LIB").map(Highs::load).transpose()?;
    if highs.is_none() {
        println!("HIGHS_LIB is not set: no comparison");
    }
    let mut sizes: Vec<usize> = std::env::args().skip(1).map(|size| size.parse()).collect::<Result<_, _>>()?;
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000];
    }
    let (problem, patches) = recorded()?;
    println!("\nrecorded process network");
    measure(&problem, &patches, highs.as_ref())?;
    for size in sizes.into_iter().filter(|&size| size > 0) {
        let chain: Chain = chain(1, size);
        let mut random = Splitmix::new(7);
        let patches: Vec<Vec<Edit>> = (0..PATCHES).map(|_| chain.patch(&mut random)).collect();
        println!("\ngenerated chain");
        measure(&chain.problem, &patches, highs.as_ref())?;
    }
    Ok(())
}

fn measure(problem: &Problem, patches: &[Vec<Edit>], highs: Option<&Highs>) -> Result<(), Box<dyn std::error::Error>> {
    println!("{} rows, {} columns, {} non-zeros", problem.rows(), problem.columns(), problem.nonzeros());

    let clock = Instant::now();
    let base = Base::solve(problem.clone())?;
    let pivots = base.outcome().solution().map_or(0, |solution| solution.pivots);
    println!("  cold              {:>10.2} ms, {pivots} pivots", clock.elapsed().as_secs_f64() * 1e3);

    let mut scratch = Scratch::default();
    let (mut values, mut unresolved, mut total_pivots) = (Vec::new(), 0, 0);
    for patch in patches {
        match base.resolve_with(&mut scratch, patch) {
            Ok(Outcome::Optimal(solution)) => {
                total_pivots += solution.pivots;
                values.push(Some(solution.objective));
            }
            Ok(Outcome::Infeasible(_) | Outcome::Unbounded(_)) => values.push(None),
            Err(fault) => {
                println!("  unresolved: {fault}");
                unresolved += 1;
                values.push(None);
            }
        }
    }
    let ours = rate(patches, |patch| {
        let _ = std::hint::black_box(base.resolve_with(&mut scratch, patch));
        Ok(())
    })?;
    let mean = total_pivots as f64 / patches.len() as f64;
    println!("  didymium, warm    {ours:>10.1} patches/s, {mean:.1} pivots each, {unresolved} unresolved");
    if let Some(highs) = highs {
        beside(problem, patches, &values, ours, highs)?;
    }
    Ok(())
}

/// HiGHS on the same patches: from its last basis, and from the base's basis.
fn beside(
    problem: &Problem,
    patches: &[Vec<Edit>],
    values: &[Option<f64>],
    ours: f64,
    highs: &Highs,
) -> Result<(), OracleFault> {
    let clock = Instant::now();
    let mut session = highs.open(problem)?;
    session.value()?;
    println!("  HiGHS, cold       {:>10.2} ms", clock.elapsed().as_secs_f64() * 1e3);
    let basis = session.basis()?;
    let undo: Vec<Vec<Edit>> = patches.iter().map(|patch| inverse(problem, patch)).collect();

    let (mut worst, mut disagreements): (f64, usize) = (0.0, 0);
    for ((patch, undo), value) in patches.iter().zip(&undo).zip(values) {
        session.apply(patch)?;
        let (status, theirs) = session.value()?;
        session.apply(undo)?;
        match (value, status) {
            (Some(value), Status::Optimal) => worst = worst.max((value - theirs).abs() / (1.0 + theirs.abs())),
            (None, Status::Infeasible | Status::Unbounded | Status::InfeasibleOrUnbounded) => {}
            _ => disagreements += 1,
        }
    }
    println!("  largest |dV|/(1+|V|) {worst:.1e}, {disagreements} different answers");

    let pairs: Vec<(&Vec<Edit>, &Vec<Edit>)> = patches.iter().zip(&undo).collect();
    let last = rate(&pairs, |(patch, undo)| {
        session.apply(patch)?;
        session.value()?;
        session.apply(undo)
    })?;
    let from_base = rate(&pairs, |(patch, undo)| {
        session.set_basis(&basis)?;
        session.apply(patch)?;
        session.value()?;
        session.apply(undo)
    })?;
    println!("  HiGHS, last basis {last:>10.1} patches/s, {:.2} times as many ours", ours / last);
    println!("  HiGHS, base basis {from_base:>10.1} patches/s, {:.2} times as many ours", ours / from_base);
    Ok(())
}

fn rate<T>(work: &[T], mut run: impl FnMut(&T) -> Result<(), OracleFault>) -> Result<f64, OracleFault> {
    let (clock, mut done) = (Instant::now(), 0_usize);
    loop {
        for item in work {
            run(item)?;
            done += 1;
            if clock.elapsed() >= SPAN {
                return Ok(done as f64 / clock.elapsed().as_secs_f64());
            }
        }
    }
}

/// Edits that bring back what `edits` change.
fn inverse(problem: &Problem, edits: &[Edit]) -> Vec<Edit> {
    edits
        .iter()
        .filter_map(|edit| match *edit {
            Edit::RowBounds { row, .. } => {
                let (lower, upper) = problem.row_bounds(row);
                Some(Edit::RowBounds { row, lower, upper })
            }
            Edit::ColumnBounds { column, .. } => {
                let (lower, upper) = problem.column_bounds(column);
                Some(Edit::ColumnBounds { column, lower, upper })
            }
            Edit::Objective { column, .. } => Some(Edit::Objective { column, value: problem.objective(column) }),
            Edit::Coefficient { row, column, .. } => {
                Some(Edit::Coefficient { row, column, value: problem.coefficient(row, column) })
            }
            Edit::AddRow { .. } | Edit::AddColumn { .. } => None,
        })
        .collect()
}

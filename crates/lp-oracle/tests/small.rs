//! Small problems of every shape: degenerate, free, equal, ranged, infeasible, unbounded.

#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use didymium_lp_oracle::{Highs, Opinion, Second, Source, Status, clarabel, solve_with_second_opinion};
use lp::generate::Splitmix;
use lp::{Base, Edit, Limit, Outcome, Problem};

fn highs() -> Highs {
    let path = std::env::var_os("HIGHS_LIB").expect(
        "set HIGHS_LIB to the path of libhighs.so, for example the one in the PyPI package highsbox: \
         `pip download highsbox`, unzip the wheel, and look under highs_dist/lib",
    );
    Highs::load(path).unwrap()
}

/// Small whole numbers, so that ties are the rule.
fn whole(random: &mut Splitmix, low: i32, high: i32) -> f64 {
    f64::from(low) + (random.unit() * f64::from(high - low + 1)).floor()
}

fn limits(random: &mut Splitmix, free: f64) -> (f64, f64) {
    let (a, b) = (whole(random, -4, 4), whole(random, -4, 4));
    let kind = random.unit();
    if kind < free {
        (f64::NEG_INFINITY, f64::INFINITY)
    } else if kind < 0.45 {
        (f64::NEG_INFINITY, a)
    } else if kind < 0.7 {
        (a.min(0.0), f64::INFINITY)
    } else if kind < 0.8 {
        (a, a)
    } else {
        (a.min(b), a.max(b))
    }
}

fn small(random: &mut Splitmix) -> Problem {
    let (rows, columns) = (random.below(7), 1 + random.below(8));
    let density = random.between(0.2, 1.0);
    let whole_only = random.unit() < 0.6;
    let mut problem = Problem::new();
    for _ in 0..rows {
        let (lower, upper) = limits(random, 0.05);
        problem.add_row(lower, upper);
    }
    for _ in 0..columns {
        let mut entries = Vec::new();
        for row in 0..rows {
            if random.unit() < density {
                let value = if whole_only { whole(random, -3, 3) } else { random.between(-3.0, 3.0) };
                entries.push((row, value));
            }
        }
        let (lower, upper) = match random.below(4) {
            0 => limits(random, 0.2),
            1 => (0.0, whole(random, 0, 5)),
            _ => (0.0, f64::INFINITY),
        };
        problem.add_column(whole(random, -3, 3), lower, upper, &entries);
    }
    problem
}

/// The three kinds of answer, by name.
fn kind(outcome: &Outcome) -> Status {
    match outcome {
        Outcome::Optimal(_) => Status::Optimal,
        Outcome::Infeasible(_) => Status::Infeasible,
        Outcome::Unbounded(_) => Status::Unbounded,
    }
}

/// HiGHS's opinion, asked twice where it may have confused a ray with a contradiction.
///
/// HiGHS 1.15 calls some unbounded problems infeasible; without prices it finds the point that they have.
fn ask(highs: &Highs, problem: &Problem) -> Opinion {
    let mut opinion = highs.solve(problem).unwrap();
    if opinion.status == Status::Infeasible {
        let mut free = problem.clone();
        for column in 0..problem.columns() {
            free.apply(&Edit::Objective { column, value: 0.0 }).unwrap();
        }
        if highs.solve(&free).unwrap().status == Status::Optimal {
            opinion.status = Status::Unbounded;
        }
    }
    opinion
}

fn agrees(what: &str, ours: &Outcome, theirs: &Opinion, tolerance: f64) {
    if let (Some(solution), Status::Optimal) = (ours.solution(), theirs.status) {
        let difference = (solution.objective - theirs.objective).abs();
        let near = difference <= tolerance * (1.0 + theirs.objective.abs());
        assert!(near, "{what}: {} is not {}", solution.objective, theirs.objective);
        assert!(solution.certificate.holds(), "{what}: {:?}", solution.certificate);
        return;
    }
    let same = kind(ours) == theirs.status
        || theirs.status == Status::InfeasibleOrUnbounded && kind(ours) != Status::Optimal
        // A problem may be both: no point, and a ray.
        || kind(ours) == Status::Infeasible && theirs.status == Status::Unbounded;
    assert!(same, "{what}: {:?} beside {ours:?}", theirs.status);
}

/// The problem with every limit open that is not listed, and without prices.
fn only(problem: &Problem, limits: &[Limit]) -> Problem {
    let mut kept = Problem::new();
    for row in 0..problem.rows() {
        let (lower, upper) = problem.row_bounds(row);
        kept.add_row(
            if limits.contains(&Limit::RowLower(row)) { lower } else { f64::NEG_INFINITY },
            if limits.contains(&Limit::RowUpper(row)) { upper } else { f64::INFINITY },
        );
    }
    for column in 0..problem.columns() {
        let (lower, upper) = problem.column_bounds(column);
        let entries: Vec<(usize, f64)> = problem.column_entries(column).collect();
        kept.add_column(
            0.0,
            if limits.contains(&Limit::ColumnLower(column)) { lower } else { f64::NEG_INFINITY },
            if limits.contains(&Limit::ColumnUpper(column)) { upper } else { f64::INFINITY },
            &entries,
        );
    }
    kept
}

#[test]
fn status_and_value_are_those_of_highs() {
    let highs = highs();
    let mut random = Splitmix::new(11);
    let mut seen = [0_usize; 3];
    for number in 0..6_000 {
        let problem = small(&mut random);
        let base = Base::solve(problem.clone()).unwrap_or_else(|fault| panic!("{number}: {fault}\n{problem:?}"));
        let what = format!("problem {number}: {problem:?}");
        agrees(&what, base.outcome(), &ask(&highs, &problem), 1e-9);
        seen[match base.outcome() {
            Outcome::Optimal(_) => 0,
            Outcome::Infeasible(_) => 1,
            Outcome::Unbounded(_) => 2,
        }] += 1;
    }
    assert!(seen.iter().all(|&count| count > 200), "the problems are one-sided: {seen:?}");
}

#[test]
fn warm_edits_of_every_kind_are_those_of_highs() {
    let highs = highs();
    let mut random = Splitmix::new(12);
    for number in 0..1_500 {
        let mut problem = small(&mut random);
        let Ok(mut base) = Base::solve(problem.clone()) else { panic!("{problem:?}") };
        for step in 0..4 {
            let edits: Vec<Edit> = (0..=random.below(3)).filter_map(|_| edit(&problem, &mut random)).collect();
            let mut applied = Vec::new();
            for edit in edits {
                // An edit may refer to a row or column that a former one of the same list has not made.
                if problem.apply(&edit).is_ok() {
                    applied.push(edit);
                }
            }
            let what = format!("problem {number}, step {step}, {applied:?}: {problem:?}");
            let outcome = base.resolve(&applied).unwrap_or_else(|fault| panic!("{what}: {fault}"));
            agrees(&what, &outcome, &ask(&highs, &problem), 1e-9);
            base = base.rebase(&applied).unwrap();
            agrees(&what, base.outcome(), &ask(&highs, &problem), 1e-9);
            assert_eq!(base.problem(), &problem);
        }
    }
}

fn edit(problem: &Problem, random: &mut Splitmix) -> Option<Edit> {
    let (rows, columns) = (problem.rows(), problem.columns());
    let (row, column) = (random.below(rows), random.below(columns));
    let (lower, upper) = limits(random, 0.1);
    let entries = |random: &mut Splitmix, count: usize| -> Vec<(usize, f64)> {
        (0..count).map(|at| (at, whole(random, -3, 3))).collect()
    };
    let edit = match random.below(6) {
        0 => Edit::RowBounds { row, lower, upper },
        1 => Edit::ColumnBounds { column, lower, upper },
        2 => Edit::Objective { column, value: whole(random, -3, 3) },
        3 => Edit::Coefficient { row, column, value: whole(random, -3, 3) },
        4 => Edit::AddRow { lower, upper, entries: entries(random, columns) },
        _ => Edit::AddColumn { objective: whole(random, -3, 3), lower, upper, entries: entries(random, rows) },
    };
    let mut copy = problem.clone();
    copy.apply(&edit).is_ok().then_some(edit)
}

#[test]
fn a_conflict_is_one_and_is_irreducible() {
    let highs = highs();
    let mut random = Splitmix::new(13);
    let mut checked = 0;
    while checked < 300 {
        let problem = small(&mut random);
        let base = Base::solve(problem.clone()).unwrap();
        let Outcome::Infeasible(found) = base.outcome() else {
            continue;
        };
        checked += 1;
        let status = highs.solve(&only(&problem, &found.conflict)).unwrap().status;
        assert_eq!(status, Status::Infeasible, "{found:?} is no conflict: {problem:?}");
        for left_out in &found.conflict {
            let rest: Vec<Limit> = found.conflict.iter().copied().filter(|limit| limit != left_out).collect();
            let status = highs.solve(&only(&problem, &rest)).unwrap().status;
            assert_eq!(status, Status::Optimal, "{left_out:?} is not needed in {found:?}: {problem:?}");
        }
    }
}

#[test]
fn slopes_are_differences_of_values() {
    let mut random = Splitmix::new(14);
    let (mut checked, mut none) = (0, 0);
    while checked < 400 {
        let problem = small(&mut random);
        let base = Base::solve(problem.clone()).unwrap();
        let Some(solution) = base.outcome().solution() else {
            continue;
        };
        checked += 1;
        let value =
            |problem: Problem| Base::solve(problem).unwrap().outcome().solution().map(|solution| solution.objective);
        let slopes = base.slopes().unwrap();
        let step = 1e-4;
        for shift in [step, -step] {
            let side = |slope: lp::Slope| if shift > 0.0 { slope.up } else { slope.down };
            let mut check = |what: String, shifted: Option<f64>, slope: Option<f64>| {
                let difference = shifted.map(|value| (value - solution.objective) / shift);
                match (difference, slope) {
                    (Some(difference), Some(slope)) => {
                        assert!(
                            (difference - slope).abs() < 1e-6 * (1.0 + slope.abs()),
                            "{what}: {difference} {slope}"
                        );
                    }
                    (None, None) => none += 1,
                    other => panic!("{what}: {other:?}\n{problem:?}"),
                }
            };
            for row in 0..problem.rows() {
                let (lower, upper) = problem.row_bounds(row);
                let mut shifted = problem.clone();
                shifted.apply(&Edit::RowBounds { row, lower: lower + shift, upper: upper + shift }).unwrap();
                check(format!("row {row} by {shift}"), value(shifted), side(slopes.rows[row]));
            }
            for column in 0..problem.columns() {
                let (lower, upper) = problem.column_bounds(column);
                let mut shifted = problem.clone();
                let edit = Edit::ColumnBounds { column, lower, upper: upper + shift };
                let shifted = shifted.apply(&edit).is_ok().then(|| value(shifted)).flatten();
                check(format!("upper limit {column} by {shift}"), shifted, side(slopes.uppers[column]));
            }
        }
    }
    assert!(none > 100, "too few shifts leave no point: {none}");
}

#[test]
fn clarabel_agrees_where_it_is_sure() {
    let mut random = Splitmix::new(15);
    let mut optima = 0;
    for number in 0..800 {
        let problem = small(&mut random);
        let theirs = clarabel(&problem).unwrap();
        let base = Base::solve(problem.clone()).unwrap();
        if theirs.status == Status::Optimal && base.outcome().solution().is_some() {
            agrees(&format!("problem {number}: {problem:?}"), base.outcome(), &theirs, 1e-6);
            optima += 1;
        }
    }
    assert!(optima > 100, "{optima}");
}

#[test]
fn a_second_opinion_is_certified() {
    let highs = highs();
    let mut random = Splitmix::new(16);
    for _ in 0..200 {
        let problem = small(&mut random);
        let base = Base::solve(problem.clone()).unwrap();
        for asked in [Some(&highs), None] {
            let second = solve_with_second_opinion(&problem, asked);
            let expected = if asked.is_some() { Source::Highs } else { Source::Clarabel };
            match (second, base.outcome()) {
                (Ok(Second::Optimal { opinion, certificate, source }), Outcome::Optimal(solution)) => {
                    assert!(certificate.holds());
                    assert!(asked.is_none() || source == expected, "{problem:?}");
                    assert!((opinion.objective - solution.objective).abs() <= 1e-5 * (1.0 + solution.objective.abs()));
                }
                (Ok(Second::Infeasible { .. } | Second::Unbounded { .. }), Outcome::Infeasible(_))
                | (Ok(Second::Unbounded { .. }), Outcome::Unbounded(_))
                // An interior-point method may find no end to problems on the edge of either.
                | (Err(_), _) => {}
                (second, ours) => panic!("{second:?} beside {ours:?}: {problem:?}"),
            }
        }
    }
}

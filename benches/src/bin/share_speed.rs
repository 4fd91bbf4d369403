//! How long the worth of every coalition takes on the recorded instance, and what follows from it.
//!
//! `cargo run --release -p didymium-benches --bin share_speed [PARTIES]`

use std::time::{Duration, Instant};

use didymium_benches::recorded::recorded;
use lp::{Base, Problem};
use sharing::chain_game::{Endowment, Limit, Production};
use sharing::game::{Coalition, Game};

/// Runs of which the median counts.
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let parties = std::env::args().nth(1).map_or(Ok(12), |count| count.parse())?;
    let base = Base::solve(recorded()?.0)?;
    let endowments = endowments(base.problem(), parties);
    let problem = base.problem();
    println!("{} rows, {} columns, {} non-zeros", problem.rows(), problem.columns(), problem.nonzeros());
    println!("{parties} parties hold {} limits", endowments.len());
    let names: Vec<String> = (1..=parties).map(|party| party.to_string()).collect();
    let production = Production::new(base, names.clone(), &endowments)?;
    let mut spans = Vec::new();
    let mut values = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        values = production.values()?;
        spans.push(start.elapsed());
    }
    say(&format!("worth of {} coalitions", values.len()), &mut spans);
    check(&production, &values)?;

    let nobody = values[0];
    for value in &mut values {
        *value -= nobody;
    }
    let game = Game::new(names, values)?;
    let time = |name: &str, work: &dyn Fn() -> Result<(), sharing::game::Refusal>| {
        let mut spans = Vec::new();
        for _ in 0..RUNS {
            let start = Instant::now();
            work()?;
            spans.push(start.elapsed());
        }
        say(name, &mut spans);
        Ok::<_, sharing::game::Refusal>(())
    };
    time("Shapley value from the table", &|| {
        std::hint::black_box(game.shapley());
        Ok(())
    })?;
    time("nucleolus with its proof", &|| {
        let nucleolus = game.nucleolus()?;
        assert!(nucleolus.kohlberg.holds());
        Ok(())
    })?;
    let shares = game.shapley();
    time("core test", &|| game.core_test(&shares).map(|_| ()))?;
    Ok(())
}

fn say(name: &str, spans: &mut [Duration]) {
    spans.sort();
    println!("{name}: {:.3} ms, median of {}", spans[spans.len() / 2].as_secs_f64() * 1e3, spans.len());
}

/// A hundred coalitions, each solved from nothing.
fn check(production: &Production, values: &[f64]) -> Result<(), Box<dyn std::error::Error>> {
    let (mut worst, mut span, mut count) = (0.0_f64, Duration::ZERO, 0);
    for (at, value) in values.iter().enumerate().step_by(values.len() / 100 + 1) {
        let mut problem = production.base().problem().clone();
        let coalition = Coalition(u32::try_from(at)?);
        for (limit, parts) in production.held() {
            let amount: f64 = parts.iter().filter(|(party, _)| coalition.contains(*party)).map(|(_, b)| b).sum();
            let edit = match limit {
                Limit::Row(row) => lp::Edit::RowBounds { row, lower: problem.row_bounds(row).0, upper: amount },
                Limit::Column(column) => {
                    lp::Edit::ColumnBounds { column, lower: problem.column_bounds(column).0, upper: amount }
                }
            };
            problem.apply(&edit)?;
        }
        let start = Instant::now();
        let cold = Base::solve(problem)?;
        span += start.elapsed();
        count += 1;
        let found = cold.outcome().solution().map_or(f64::NAN, |solution| solution.objective);
        let off = (found - value).abs() / (1.0 + found.abs());
        // The largest would pass over what is no number.
        if !off.is_finite() {
            return Err(format!("coalition {at} is worth {value}, and from nothing {found}").into());
        }
        worst = worst.max(off);
    }
    println!(
        "from nothing: {:.2} ms a coalition; largest |Δv|/(1 + |v|) of {count}: {worst:.1e}",
        span.as_secs_f64() * 1e3 / f64::from(count)
    );
    Ok(())
}

/// Every positive upper limit, dealt out in turn.
fn endowments(problem: &Problem, parties: usize) -> Vec<Endowment> {
    let rows = (0..problem.rows()).map(|row| (Limit::Row(row), problem.row_bounds(row)));
    let columns = (0..problem.columns()).map(|column| (Limit::Column(column), problem.column_bounds(column)));
    let limits = rows.chain(columns).filter(|(_, (lower, upper))| *lower <= 0.0 && *upper > 0.0 && upper.is_finite());
    let dealt =
        |(at, (limit, (_, amount))): (usize, (Limit, (f64, f64)))| Endowment { limit, party: at % parties, amount };
    limits.enumerate().map(dealt).collect()
}

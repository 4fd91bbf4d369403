//! A year of scarce hours given out to projects, with its proof, beside HiGHS in the same process on the same programmes.
//!
//! `HIGHS_LIB=…/libhighs.so cargo run --release -p didymium-benches --bin allocation [PROJECTS RESOURCES WEEKS]`

use lp::Problem;
use lp::generate::Splitmix;
use lp_oracle::{Highs, Status};
use platform::allocate::{Resource, Track, WORTH_OF_PARTS, Wish, solve};
use std::time::Instant;

/// Of a hundred units, how many are reserved for the frontier.
const RESERVED: u32 = 15;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let highs = std::env::var_os("HIGHS_LIB").map(Highs::load).transpose()?;
    let given: Vec<usize> = std::env::args().skip(1).map(|size| size.parse()).collect::<Result<_, _>>()?;
    let [projects, resources, weeks] = <[usize; 3]>::try_from(given).unwrap_or([200, 50, 52]);
    let mut random = Splitmix::new(2026);
    let scarce: Vec<Resource> = (0..resources).map(|_| resource(&mut random, projects, weeks)).collect();
    let asked: u32 = scarce.iter().flat_map(|one| &one.wishes).map(|wish| wish.units).sum();
    let there: u32 = scarce.iter().flat_map(|one| &one.capacity).sum();
    println!("{projects} projects × {resources} resources × {weeks} weeks; {asked} units asked for, {there} there are");
    if cfg!(debug_assertions) {
        println!("built without --release");
    }

    let clock = Instant::now();
    let (mut worths, mut gap, mut given) = (Vec::new(), 0.0_f64, 0);
    for one in &scarce {
        let outcome = solve(one)?;
        gap = gap.max(outcome.bound.gap);
        given += outcome.grants.iter().map(platform::allocate::Grant::units).sum::<u32>();
        worths.push(outcome.bound.reached);
    }
    println!(
        "  didymium, with reasons {:>9.3} s, {given} units given, largest gap {gap:.1e}",
        clock.elapsed().as_secs_f64()
    );
    let Some(highs) = highs else {
        println!("HIGHS_LIB is not set: no comparison");
        return Ok(());
    };
    let programmes: Vec<Problem> = scarce.iter().map(programme).collect();
    let clock = Instant::now();
    let (mut worst, mut failed) = (0.0_f64, 0);
    for (problem, ours) in programmes.iter().zip(&worths) {
        match highs.open(problem)?.value()? {
            (Status::Optimal, theirs) => worst = worst.max((ours - theirs).abs() / (1.0 + theirs.abs())),
            (Status::Infeasible | Status::Unbounded | Status::InfeasibleOrUnbounded | Status::Unknown, _) => {
                failed += 1;
            }
        }
    }
    println!("  HiGHS, the values      {:>9.3} s, {failed} without an optimum", clock.elapsed().as_secs_f64());
    println!("  largest |dV|/(1+|V|) {worst:.1e}");
    Ok(())
}

/// A resource that every project wants, for about twice what there is of it.
fn resource(random: &mut Splitmix, projects: usize, weeks: usize) -> Resource {
    let wish = |random: &mut Splitmix| {
        let first = random.below(weeks);
        let units = 4 + small(random, 40);
        Wish {
            weight: 1.0 + f64::from(small(random, 1000)) / 200.0,
            track: if small(random, 5) == 0 { Track::Frontier } else { Track::Problem },
            least: small(random, units / 2),
            units,
            first,
            last: first + random.below(weeks - first),
        }
    };
    Resource {
        wishes: (0..projects).map(|_| wish(random)).collect(),
        capacity: (0..weeks).map(|_| 30 + small(random, 20)).collect(),
        reserved_percent: RESERVED,
    }
}

fn small(random: &mut Splitmix, most: u32) -> u32 {
    u32::try_from(random.below(most.max(1) as usize)).unwrap_or(0)
}

/// The programme of a resource written down anew, so that a slip in the one that is measured shows: what each week holds,
/// what of it is open to the problem-driven, and for each wish what its parts and its weeks come to.
fn programme(resource: &Resource) -> Problem {
    let mut problem = Problem::new();
    let frontier = |week: usize| {
        let asks = resource.wishes.iter().filter(|wish| wish.track == Track::Frontier);
        asks.filter(|wish| wish.first <= week && week <= wish.last).map(|wish| wish.units).sum::<u32>()
    };
    let rows: Vec<(usize, usize)> = resource
        .capacity
        .iter()
        .enumerate()
        .map(|(week, units)| {
            let kept = (units * resource.reserved_percent / 100).min(frontier(week));
            let all = problem.add_row(f64::NEG_INFINITY, f64::from(*units));
            (all, problem.add_row(f64::NEG_INFINITY, f64::from(units - kept)))
        })
        .collect();
    for wish in &resource.wishes {
        let balance = problem.add_row(0.0, 0.0);
        for (size, worth) in wish.parts().into_iter().zip(WORTH_OF_PARTS) {
            problem.add_column(worth * wish.weight, 0.0, f64::from(size), &[(balance, -1.0)]);
        }
        for (all, open) in &rows[wish.first..=wish.last] {
            let mut entries = vec![(balance, 1.0), (*all, 1.0)];
            if wish.track == Track::Problem {
                entries.push((*open, 1.0));
            }
            problem.add_column(0.0, 0.0, f64::INFINITY, &entries);
        }
    }
    problem
}

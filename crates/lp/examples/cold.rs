//! Solves one generated chain from nothing, for a profiler.
fn main() {
    let size: usize = std::env::args().nth(1).and_then(|size| size.parse().ok()).unwrap_or(10_000);
    let chain = didymium_lp::generate::chain(1, size);
    for _ in 0..std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(1) {
        let clock = std::time::Instant::now();
        let base = didymium_lp::Base::solve(chain.problem.clone());
        match base {
            Ok(base) => println!("{:?} {:?}", clock.elapsed(), base.outcome().solution().map(|s| (s.objective, s.pivots))),
            Err(fault) => println!("{fault}"),
        }
    }
}

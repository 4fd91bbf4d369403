//! The shipped pack: reading, solving, a slider's answer, prices, the split, and ten thousand shocks on 1 and 2 threads.
//!
//! `cargo run --release -p didymium-benches --bin chain_work [PACK]`

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chain::{Files, Model, Options, Pack};

const REPEATS: usize = 101;
const RUNS: usize = 10_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs/rare-earth");
    let root = std::env::args().nth(1).map_or(shipped, PathBuf::from);
    let files = files(&root)?;
    let pack = Pack::read(&files)?;
    let model = Model::new(pack.chain.clone(), 1)?;
    let problem = model.base().problem();
    println!("{} rows, {} columns, {} non-zeros", problem.rows(), problem.columns(), problem.nonzeros());
    report("read and check the pack", || Pack::read(&files).map(|_| ()))?;
    report("solve it from nothing", || Model::new(pack.chain.clone(), 1).map(|_| ()))?;
    report("price intervals of everything", || model.prices().map(|_| ()))?;
    report("canonical point and split", || model.split().map(|_| ()))?;
    let mut next = pack.patches.iter().cycle();
    report("one patch, applied and solved warm", || {
        let patch = next.next().ok_or("no patches")?;
        model.scenario(std::slice::from_ref(patch)).map(|_| ()).map_err(|refusal| refusal.to_string())
    })?;
    let mut next = pack.patches.iter().cycle();
    report("one patch, with intervals and split", || {
        let patch = next.next().ok_or("no patches")?;
        let model = model.rebased(std::slice::from_ref(patch)).map_err(|refusal| refusal.to_string())?;
        model.prices().map_err(|refusal| refusal.to_string())?;
        model.split().map(|_| ()).map_err(|refusal| refusal.to_string())
    })?;
    let mut first = None;
    for threads in [1, 2] {
        let start = Instant::now();
        let ensemble = model.ensemble(&pack, Options { runs: RUNS, seed: 1, threads }, &|_| ())?;
        let seconds = start.elapsed().as_secs_f64();
        let same = first.get_or_insert_with(|| ensemble.runs.clone()) == &ensemble.runs;
        println!(
            "{RUNS} shocks on {threads} threads: {seconds:.2} s, {:.0} runs/s, {} without a plan, same as on one: {same}",
            RUNS as f64 / seconds,
            ensemble.unresolved
        );
    }
    Ok(())
}

/// Times a piece of work and prints its median and its slowest run.
fn report<E>(what: &str, mut work: impl FnMut() -> Result<(), E>) -> Result<(), E> {
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..REPEATS {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let (middle, slowest) = (milliseconds(times[REPEATS / 2]), milliseconds(times[REPEATS - 1]));
    println!("{what}: median {middle:.2} ms, slowest of {REPEATS} {slowest:.2} ms");
    Ok(())
}

fn files(root: &Path) -> std::io::Result<Files> {
    let mut files = Files::new();
    for folder in [root.to_owned(), root.join("patches")] {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "csv" || extension == "toml") {
                let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

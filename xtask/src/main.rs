//! Tasks of the repository: `cargo xtask tidy` and `cargo xtask test`.

mod finding;
mod repository;
mod test;
mod tidy;

use std::env;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask <task>

  tidy   what no compiler checks: dependency edges, paths in documents, messages, sizes
  test   everything: formatting, lints, tidy, tests, journeys in a browser; installs what it needs";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => tidy::run(),
        ["test"] => test::run(),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

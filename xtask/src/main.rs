//! Tasks of the repository: `cargo xtask tidy`, `cargo xtask test` and others.

mod api;
mod finding;
mod repository;
mod test;
mod tidy;

use std::env;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask <task>

  tidy   what no compiler checks: dependency edges, paths in documents, messages, sizes
  test   everything: formatting, lints, tidy, tests, journeys in a browser; installs what it needs
  schemathesis [--postgres] [option …]
         tries to break the API of the built program, as a visitor and as an administrator; the options are its own
  client [--postgres]
         generates a client from the API's document, and writes, exports, changes and imports with it";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => tidy::run(),
        ["test"] => test::run(),
        ["schemathesis", ..] => api::schemathesis(&arguments[1..]),
        ["client", ..] => api::client(&arguments[1..]),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

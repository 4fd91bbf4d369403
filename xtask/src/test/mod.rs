//! The test command: everything that must hold, on a machine with Rust, gcc, Python and Node.

mod accounting;
mod browser;
mod encoder;
mod highs;
mod machine;
mod mail;
mod postgres;
mod wheel;

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::repository;
use crate::tidy;

/// Installs what is missing, then runs each stage until one fails.
pub fn run() -> ExitCode {
    let root = repository::root();
    let start = Instant::now();
    match stages(&root) {
        Ok(true) => {
            println!("\nAll stages passed in {} s.", start.elapsed().as_secs());
            ExitCode::SUCCESS
        }
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nThe tests could not run: {error}");
            ExitCode::from(3)
        }
    }
}

fn stages(root: &Path) -> Result<bool, Box<dyn Error>> {
    announce("the browser and its fonts");
    browser::ensure()?;
    announce("PostgreSQL");
    postgres::ensure()?;
    announce("HiGHS, for second opinions");
    let highs = highs::ensure(root)?;
    println!("{}", highs.display());
    announce("a compiler of C++, for graphs over vectors");
    if machine::find("c++").is_none() {
        machine::install(&["g++"])?;
    }
    announce("the weights of an encoder");
    let encoder = encoder::ensure(root)?;
    println!("{}", encoder.display());
    announce("hledger and beancount, for second opinions");
    let bean_check = accounting::ensure(root)?;
    println!("{}", bean_check.display());
    announce("a mail relay");
    let relay = mail::ensure(root)?;
    println!("{}", relay.display());

    announce("formatting");
    if !cargo(root, &["fmt", "--all", "--check"])? {
        eprintln!("Run `cargo fmt --all`.");
        return Ok(false);
    }
    announce("tidy");
    if tidy::run() != ExitCode::SUCCESS {
        return Ok(false);
    }
    announce("lints");
    if !cargo(root, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])? {
        return Ok(false);
    }
    // The program that the journeys open is built with the tests, before the first of them runs.
    announce("tests and journeys");
    let tests = Command::new(env!("CARGO"))
        .args(["test", "--workspace", "--no-fail-fast"])
        .current_dir(root)
        .env("HIGHS_LIB", highs)
        .env("DIDYMIUM_USE_V3", encoder)
        .env("DIDYMIUM_BEAN_CHECK", bean_check)
        .env("DIDYMIUM_AIOSMTPD", relay)
        .status()?;
    if !tests.success() {
        return Ok(false);
    }
    announce("graphs over vectors, which only a build that asks for them has");
    // Of the whole workspace, so that everything beneath stays as it was built; named by its targets, so that nothing above
    // is built again.
    let graphs = ["--workspace", "--features", "didymium-retrieval/usearch", "--test", "graphs", "--test", "nearness"];
    let lints = [&["clippy"], &graphs[..], &["--", "-D", "warnings"]].concat();
    Ok(cargo(root, &lints)? && cargo(root, &[&["test"], &graphs[..]].concat())?)
}

fn announce(stage: &str) {
    println!("\n── {stage} ──");
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<bool, Box<dyn Error>> {
    Ok(Command::new(env!("CARGO")).args(arguments).current_dir(root).status()?.success())
}

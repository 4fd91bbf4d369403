//! What no compiler checks.

mod dependencies;
mod documents;
mod edges;
mod messages;
mod sources;

use std::error::Error;
use std::process::ExitCode;

use crate::finding::Finding;
use crate::repository;

/// Runs every check and prints what there is to mend.
pub fn run() -> ExitCode {
    match findings() {
        Ok(findings) if findings.is_empty() => {
            println!("tidy: nothing to mend");
            ExitCode::SUCCESS
        }
        Ok(findings) => {
            for finding in &findings {
                println!("{finding}");
            }
            println!("tidy: {} to mend", findings.len());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("tidy could not run: {error}");
            ExitCode::from(3)
        }
    }
}

fn findings() -> Result<Vec<Finding>, Box<dyn Error>> {
    let root = repository::root();
    let files = repository::files(&root)?;
    let mut findings = edges::check(&files, &edges::workspace(&root)?);
    findings.extend(documents::check(&files, &|path| root.join(path).exists()));
    findings.extend(messages::check(&files));
    findings.extend(sources::check(&files));
    findings.extend(dependencies::check(&files));
    findings.sort();
    Ok(findings)
}

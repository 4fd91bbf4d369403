//! Programs of others against the API of the built program: one that tries to break it, and a client that is generated
//! from its document.

mod demo;
pub mod python;

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::repository;
use demo::{Database, Demo};

const SCHEMATHESIS: &str = "schemathesis==4.32.5";
const GENERATOR: &str = "openapi-python-client==0.29.1";

/// What may end the very account or token that asks: asked last, in a base of its own.
const ENDING: &str = "end_token,set_password,move_account,change_account,switch_rule";

/// Lets schemathesis ask every operation, as a visitor and as an administrator.
pub fn schemathesis(words: &[String]) -> ExitCode {
    let (database, rest) = Database::of(words);
    let ending = |flag: &str| ENDING.split(',').flat_map(|id| [flag.to_owned(), id.to_owned()]).collect::<Vec<_>>();
    let passes = [
        ("as a visitor", false, Vec::new()),
        ("as an administrator", true, ending("--exclude-operation-id")),
        ("what ends accounts and tokens", true, ending("--include-operation-id")),
    ];
    told(|root| {
        let python = python::with(root, &[SCHEMATHESIS])?;
        let settings = root.join("e2e/client/schemathesis.toml");
        let mut sound = true;
        for (what, as_administrator, chosen) in passes {
            println!("\n── schemathesis on {}, {what} ──", database.name());
            let demo = Demo::start(root, database)?;
            let mut command = Command::new(python.join("st"));
            command.arg("--config-file").arg(&settings).arg("run").arg(format!("{}/api/v1/openapi.json", demo.address));
            command.args(["--checks", "all", "--continue-on-failure"]).args(chosen);
            if as_administrator {
                command.arg("--header").arg(format!("Authorization: Bearer {}", demo.token()?));
            }
            sound &= command.args(rest).current_dir(root.join("target")).status()?.success();
        }
        Ok(sound)
    })
}

/// Generates a client from the document, and walks with it.
pub fn client(words: &[String]) -> ExitCode {
    let (database, rest) = Database::of(words);
    told(|root| {
        if let Some(word) = rest.first() {
            return Err(format!("“{word}” is no option; there is --postgres").into());
        }
        let python = python::with(root, &[GENERATOR])?;
        let demo = Demo::start(root, database)?;
        let folder = root.join("target/client");
        let made = Command::new(python.join("openapi-python-client"))
            .arg("generate")
            .args(["--url", &format!("{}/api/v1/openapi.json", demo.address), "--meta", "none", "--overwrite"])
            .arg("--output-path")
            .arg(folder.join("didymium_client"))
            .env("PATH", python::path(&python))
            .status()?;
        if !made.success() {
            return Ok(false);
        }
        println!("── the client on {} ──", database.name());
        let mut walk = Command::new(python.join("python"));
        walk.arg(root.join("e2e/client/walk.py")).args([&demo.address, &demo.token()?]);
        Ok(walk.env("PYTHONPATH", &folder).status()?.success())
    })
}

fn told(work: impl FnOnce(&Path) -> Result<bool, Box<dyn Error>>) -> ExitCode {
    match work(&repository::root()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("it could not run: {error}");
            ExitCode::from(3)
        }
    }
}

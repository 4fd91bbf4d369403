//! The program under test, as `didymium demo` starts it.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::Database;
use crate::failure::Failure;
use crate::process::Running;

/// A running demo base.
pub(crate) struct Demo {
    address: String,
    _running: Running,
}

impl Demo {
    /// Starts the program on a free port and waits for the address it prints.
    pub(crate) async fn start(database: Database) -> Result<Self, Failure> {
        let mut command = Command::new(program()?);
        command.args(["demo", "--listen", "127.0.0.1:0", "--no-open"]);
        if database == Database::Postgres {
            command.args(["--database", &test_postgres::shared().database()]);
        }
        let (running, address) = Running::start(command, address).await?;
        Ok(Self { address, _running: running })
    }

    /// Its address, without a slash at the end.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

fn address(line: &str) -> Option<String> {
    let found = &line[line.find("http://")?..];
    let address: String = found.chars().take_while(char::is_ascii_graphic).collect();
    Some(address.trim_end_matches('/').to_owned())
}

/// The built program: what `DIDYMIUM_BIN` names, or the one beside the running test.
fn program() -> Result<PathBuf, Failure> {
    if let Some(named) = env::var_os("DIDYMIUM_BIN") {
        return Ok(PathBuf::from(named));
    }
    let test = env::current_exe()?;
    let beside = test.parent().and_then(|deps| deps.parent()).map(|profile| profile.join("didymium"));
    beside.filter(|program| program.is_file()).ok_or(Failure::Absent {
        program: "didymium",
        mend: "Build it first with `cargo build --package didymium`, or run `cargo xtask test`.",
    })
}

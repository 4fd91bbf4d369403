//! The demo of the built program, on a free port, with its base in a folder of its own.

use std::env;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use test_postgres::{Durable, Server};

/// Where the demo keeps its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// In a file.
    Sqlite,
    /// On a server of its own.
    Postgres,
}

/// A running demo; it ends with this.
pub struct Demo {
    /// Where it answers, without a slash at the end.
    pub address: String,
    program: PathBuf,
    folder: PathBuf,
    database: String,
    child: Child,
    // Ends after the program.
    _server: Option<Server>,
}

impl Demo {
    /// Builds the program, where none is named by `DIDYMIUM_BIN`, and starts its demo.
    pub fn start(root: &Path, database: Database) -> Result<Self, Box<dyn Error>> {
        let program = program(root)?;
        let folder = root.join("target/demo-for-programs").join(database.name());
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let server = match database {
            Database::Sqlite => None,
            Database::Postgres => Some(Server::start(Durable::No)?),
        };
        let database = match &server {
            None => folder.join("base.sqlite").display().to_string(),
            Some(server) => server.database(),
        };
        let mut child = Command::new(&program)
            .args(["demo", "--listen", "127.0.0.1:0", "--no-open", "--log", "error", "--database", &database, "--dir"])
            .arg(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("the demo has no output")?).lines();
        let address = loop {
            let line = lines.next().ok_or("the demo ended before it said where it answers")??;
            if let Some(at) = line.find("http://") {
                let address: String = line[at..].chars().take_while(char::is_ascii_graphic).collect();
                break address.trim_end_matches('/').to_owned();
            }
        };
        // Read to the end, so that the program never waits for a full pipe.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(Self { address, program, folder, database, child, _server: server })
    }

    /// A token of the administrator's that reaches as far as they do.
    pub fn token(&self) -> Result<String, Box<dyn Error>> {
        let mut command = Command::new(&self.program);
        command.args(["user", "--database", &self.database, "--dir"]).arg(&self.folder).args(["token", "admin"]);
        let issued = command.args(["read", "write", "administer"].map(|scope| format!("--scope={scope}"))).output()?;
        let token = String::from_utf8(issued.stdout)?.trim().to_owned();
        if token.starts_with("dt_") { Ok(token) } else { Err(String::from_utf8_lossy(&issued.stderr).into()) }
    }
}

impl Database {
    /// How it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    /// The one that the words of a task ask for, and the words that are left.
    pub fn of(words: &[String]) -> (Self, &[String]) {
        match words {
            [first, rest @ ..] if first == "--postgres" => (Self::Postgres, rest),
            _ => (Self::Sqlite, words),
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if let Some(named) = env::var_os("DIDYMIUM_BIN") {
        return Ok(named.into());
    }
    let built = Command::new(env!("CARGO")).args(["build", "--package", "didymium"]).current_dir(root).status()?;
    if !built.success() {
        return Err("the program does not build".into());
    }
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join("debug/didymium"))
}

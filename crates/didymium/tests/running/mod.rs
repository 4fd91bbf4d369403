//! The built program as its users run it: commands that end, and a server that is asked over a socket.
#![allow(clippy::unwrap_used, dead_code, reason = "support of tests; not every file of tests needs all of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// What a command did.
pub struct Ran {
    /// Its exit code.
    pub code: i32,
    /// What it printed.
    pub out: String,
    /// What it complained of.
    pub errors: String,
}

/// The program in a language, without what the machine's environment would add.
pub fn program(language: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_didymium"));
    for name in ["DIDYMIUM_DIR", "DIDYMIUM_DATABASE", "DIDYMIUM_CONFIG", "DIDYMIUM_LISTEN"] {
        command.env_remove(name);
    }
    command.env("DIDYMIUM_LANG", language).stdin(Stdio::null());
    command
}

/// Runs a command of the program on a base.
pub fn run(language: &str, base: &Path, words: &[&str]) -> Ran {
    let output = program(language).args(words).arg("--dir").arg(base).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), errors: text(output.stderr) }
}

/// A server that is running; dropping it ends it.
pub struct Server {
    child: Child,
    address: String,
    token: String,
}

impl Server {
    /// Starts `demo` on a base, by a shell that first says `before`.
    pub fn start(base: &Path, before: &str, words: &[&str]) -> Self {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{before} exec \"$0\" \"$@\"")).arg(env!("CARGO_BIN_EXE_didymium"));
        shell
            .args(["demo", "--lang", "en", "--no-open", "--log", "error", "--listen", "127.0.0.1:0", "--dir"])
            .arg(base);
        let mut child = shell.args(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let found = lines.map_while(Result::ok).find_map(|line| {
            let rest = line.split_once("http://")?.1.to_owned();
            Some(rest.split_once('/')?.0.to_owned())
        });
        let mut token = program("en");
        let token = token.args(["user", "token", "xinglan", "--scope", "write", "--scope", "read", "--dir"]).arg(base);
        let token = String::from_utf8(token.args(words).output().unwrap().stdout).unwrap().trim().to_owned();
        Self { child, address: found.unwrap(), token }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// A connection to it, on which nothing is waited for longer than a minute.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Asks for something; gives the whole answer.
    pub fn ask(&self, method: &str, path: &str, head: &str, body: &[u8]) -> String {
        let mut stream = self.connect();
        let (token, length) = (&self.token, body.len());
        let api = if path.starts_with("/api/") { format!("Authorization: Bearer {token}\r\n") } else { String::new() };
        let length = if head.contains("chunked") { String::new() } else { format!("Content-Length: {length}\r\n") };
        let sent =
            format!("{method} {path} HTTP/1.1\r\nHost: base.test\r\nConnection: close\r\n{api}{head}{length}\r\n");
        stream.write_all(sent.as_bytes()).unwrap();
        // The answer may come before all is sent.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The status of a page.
    pub fn page(&self, path: &str) -> u16 {
        status(&self.ask("GET", path, "Accept-Language: en\r\n", b""))
    }

    /// Enters a need over the API.
    pub fn need(&self, title: &str) -> String {
        let body = format!("{{\"content\":{{\"title_zh\":\"{title}\",\"problem\":\"{}\"}}}}", "长".repeat(9_000));
        self.ask("POST", "/api/v1/needs", "Content-Type: application/json\r\n", body.as_bytes())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status of an answer; 0 where none came.
pub fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

/// What an answer says under a name of its JSON.
pub fn said<'a>(answer: &'a str, name: &str) -> &'a str {
    let after = answer.split_once(&format!("\"{name}\":\"")).map_or("", |(_, rest)| rest);
    after.split('"').next().unwrap_or_default()
}

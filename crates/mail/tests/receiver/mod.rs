//! A real mail relay for tests: aiosmtpd out of the Python Package Index, run as a program of its own.
#![allow(clippy::unwrap_used, dead_code, reason = "support of tests; not every file of tests needs all of it")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A relay that is running; dropping it ends it.
pub struct Receiver {
    child: Child,
    folder: TempDir,
    /// Where it listens, on this machine.
    pub port: u16,
}

impl Receiver {
    /// Starts one that behaves in a way; `relay.py` says which there are.
    pub fn start(way: &str) -> Self {
        Self::with(way, &[])
    }

    /// The same with words for that way.
    pub fn with(way: &str, words: &[&Path]) -> Self {
        let python = std::env::var_os("DIDYMIUM_AIOSMTPD").expect(
            "set DIDYMIUM_AIOSMTPD to a Python that has the PyPI package aiosmtpd; `cargo xtask test` does both",
        );
        let folder = tempfile::tempdir().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mail/tests/receiver/relay.py");
        let mut child = Command::new(python)
            .args(["-W", "ignore"])
            .arg(script)
            .arg(folder.path())
            .arg(way)
            .args(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, folder, port: line.trim().parse().unwrap() }
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The letters it has taken, in order, as they came over the line.
    pub fn letters(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> =
            entries.filter(|path| path.extension().is_some_and(|ending| ending == "eml")).collect();
        files.sort();
        files.iter().map(|path| String::from_utf8(fs::read(path).unwrap()).unwrap()).collect()
    }

    /// Waits until it has taken so many letters.
    pub fn wait_for(&self, count: usize) -> Vec<String> {
        let begun = Instant::now();
        loop {
            let letters = self.letters();
            if letters.len() >= count {
                return letters;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{} letters of {count}", letters.len());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The value of a header of a letter, its lines joined; encoded words stay encoded.
pub fn header(letter: &str, name: &str) -> String {
    let head = letter.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ").replace("\r\n\t", " ");
    let found = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    found.unwrap_or_default().to_owned()
}

/// A letter as Python's own reader understands it: the subject on the first line, then each part with its type.
pub fn read(letter: &str) -> String {
    use std::io::Write;
    let python = std::env::var_os("DIDYMIUM_AIOSMTPD").unwrap();
    let script = "import sys, email.policy\n\
                  letter = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)\n\
                  assert not letter.defects, letter.defects\n\
                  print(letter['Subject'])\n\
                  for part in letter.iter_parts():\n    print('--', part.get_content_type())\n    print(part.get_content())\n";
    let mut child = Command::new(python)
        .args(["-c", script])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(letter.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().replace('\r', "")
}

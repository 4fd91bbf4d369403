//! The built program as its users run it: commands that end, and a server that is asked over a socket.
#![allow(clippy::unwrap_used, dead_code, reason = "support of tests; not every file of tests needs all of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// What a browser says of a form of this site.
const FROM_HERE: &str = "Origin: http://base.test\r\n";

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
    for name in ["DIDYMIUM_DIR", "DIDYMIUM_DATABASE", "DIDYMIUM_CONFIG", "DIDYMIUM_LISTEN", "DIDYMIUM_SMTP"] {
        command.env_remove(name);
    }
    command.env("DIDYMIUM_LANG", language).stdin(Stdio::null());
    command
}

/// Runs a command of the program on a base.
pub fn run(language: &str, base: &Path, words: &[&str]) -> Ran {
    ran(program(language).args(words).arg("--dir").arg(base))
}

/// What a command says that goes well.
pub fn says(language: &str, base: &Path, words: &[&str]) -> String {
    let ran = run(language, base, words);
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{words:?}: {}", ran.out);
    assert!(!ran.out.contains('⟨'), "a message is missing: {}", ran.out);
    ran.out
}

/// What a command says that goes well, as JSON.
pub fn told(base: &Path, words: &[&str]) -> Value {
    serde_json::from_str(&says("en", base, &[words, &["--json"]].concat())).unwrap()
}

/// Runs a command to its end.
pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
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

    /// The head of a request that enters a need, with a body of so many bytes.
    pub fn need_head(&self, length: usize) -> String {
        format!(
            "POST /api/v1/needs HTTP/1.1\r\nHost: base.test\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n",
            self.token
        )
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Asks for something; gives the whole answer.
    pub fn ask(&self, method: &str, path: &str, head: &str, body: &[u8]) -> String {
        self.begin(method, path, head, body).answer()
    }

    /// Asks for something, and does not wait for the answer.
    pub fn begin(&self, method: &str, path: &str, head: &str, body: &[u8]) -> Asked {
        let mut stream = self.connect();
        let (token, length) = (&self.token, body.len());
        let api = if path.starts_with("/api/") { format!("Authorization: Bearer {token}\r\n") } else { String::new() };
        let length = if head.contains("chunked") { String::new() } else { format!("Content-Length: {length}\r\n") };
        let sent =
            format!("{method} {path} HTTP/1.1\r\nHost: base.test\r\nConnection: close\r\n{api}{head}{length}\r\n");
        stream.write_all(sent.as_bytes()).unwrap();
        // The answer may come before all is sent.
        let _ = stream.write_all(body);
        Asked(stream)
    }

    /// What an attempt to sign in is answered.
    pub fn signing_in(&self, login: &str) -> String {
        let form = format!("login={login}&password=demo-%E9%95%A8%E9%92%95-2026&then=/account");
        let head = format!("{FROM_HERE}Accept-Language: en\r\nContent-Type: application/x-www-form-urlencoded\r\n");
        self.ask("POST", "/sign-in", &head, form.as_bytes())
    }

    /// Signs in as somebody of the demo base, as a browser does.
    pub fn sign_in(&self, login: &str) -> Visitor<'_> {
        let answer = self.signing_in(login);
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: session="));
        let cookie = format!("Cookie: session={}\r\n", cookie.expect(&answer).split(';').next().unwrap());
        let page = self.ask("GET", "/account", &cookie, b"");
        let guard = page.split("name=\"csrf\" value=\"").nth(1).expect(&page).split('"').next().unwrap().to_owned();
        Visitor { server: self, cookie, guard }
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, as the system does before it shuts down.
    pub fn stop(&self) {
        assert!(Command::new("kill").args(["-TERM", &self.id().to_string()]).status().unwrap().success());
    }

    /// Waits for its end; how long that took, or `None` where it did not end in time.
    pub fn ended(&mut self, within: Duration) -> Option<Duration> {
        let begun = Instant::now();
        while begun.elapsed() < within {
            if self.child.try_wait().unwrap().is_some() {
                return Some(begun.elapsed());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }

    /// The status of a page.
    pub fn page(&self, path: &str) -> u16 {
        status(&self.ask("GET", path, "Accept-Language: en\r\n", b""))
    }

    /// Enters a need over the API.
    pub fn need(&self, title: &str) -> String {
        self.need_once(title, "")
    }

    /// The same with more in the head, such as a key under which it is entered once.
    pub fn need_once(&self, title: &str, head: &str) -> String {
        self.need_later(title, head).answer()
    }

    /// The same, not waiting for the answer.
    pub fn need_later(&self, title: &str, head: &str) -> Asked {
        let body = format!("{{\"content\":{{\"title_zh\":\"{title}\",\"problem\":\"{}\"}}}}", "长".repeat(9_000));
        self.begin("POST", "/api/v1/needs", &format!("Content-Type: application/json\r\n{head}"), body.as_bytes())
    }
}

/// Something that was asked for.
pub struct Asked(TcpStream);

impl Asked {
    /// Waits for the whole answer.
    pub fn answer(mut self) -> String {
        let mut answer = Vec::new();
        let _ = self.0.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// Somebody who has signed in.
pub struct Visitor<'a> {
    server: &'a Server,
    cookie: String,
    guard: String,
}

impl Visitor<'_> {
    /// Looks at a page.
    pub fn look(&self, path: &str) -> String {
        self.server.ask("GET", path, &format!("{}Accept-Language: en\r\n", self.cookie), b"")
    }

    /// Sends a form.
    pub fn send(&self, path: &str, language: &str, fields: &str) -> String {
        let head = format!(
            "{FROM_HERE}{}Accept-Language: {language}\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            self.cookie
        );
        self.server.ask("POST", path, &head, format!("csrf={}&{fields}", self.guard).as_bytes())
    }

    /// Sends a form with a file.
    pub fn upload(&self, path: &str, language: &str, name: &str, bytes: &[u8]) -> String {
        let head = format!(
            "{FROM_HERE}{}Accept-Language: {language}\r\nContent-Type: multipart/form-data; boundary=seam\r\n",
            self.cookie
        );
        let mut body = format!(
            "--seam\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--seam\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n",
            self.guard
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--seam--\r\n");
        self.server.ask("POST", path, &head, &body)
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

//! Alerts by mail from the program as it runs: on SQLite, from two copies on one PostgreSQL, and when one is killed.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../../mail/tests/receiver/mod.rs"]
mod receiver;
mod running;

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, Instant};

use base::store::{Alert, Store};
use receiver::{Receiver, header, read};
use running::{Server, program, ran, run, status};
use store::{Address, Database};
use tempfile::TempDir;

/// What a copy of the program is told of mail, in its environment.
fn environment(smtp: &str) -> String {
    format!(
        "export DIDYMIUM_SMTP={smtp} DIDYMIUM_MAIL_FROM=base@example.org DIDYMIUM_PUBLIC_URL=https://base.example.org;"
    )
}

/// A base in each database: its folder, and the words that name its database.
fn both() -> [(&'static str, TempDir, Vec<String>); 2] {
    let folder = || tempfile::tempdir().unwrap();
    let server = test_postgres::shared().database();
    [("SQLite", folder(), Vec::new()), ("PostgreSQL", folder(), vec!["--database".to_owned(), server])]
}

fn start(base: &Path, words: &[String], before: &str) -> Server {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Server::start(base, before, &words)
}

/// A member of the demo base who wants to hear at once of needs that say 邮戳.
fn listens(server: &Server, mail: &str) {
    let visitor = server.sign_in("xinglan");
    for (path, fields) in [
        ("/account/profile", format!("name=lan&language=en&mail={}", mail.replace('@', "%40"))),
        ("/records/searches", "address=/needs%3Fq%3D%25E9%2582%25AE%25E6%2588%25B3&name=stamps".to_owned()),
        ("/searches/alerts", "pace=at-once".to_owned()),
    ] {
        let answer = visitor.send(path, "en", &fields);
        assert_eq!(status(&answer), 303, "{path}: {answer}");
    }
}

fn database(base: &Path, words: &[String]) -> Database {
    let address = words.last().map_or_else(|| Address::File(base.join("base.sqlite")), |words| Address::of(words));
    Database::open(&address).unwrap()
}

/// How the one who listens stands with the post.
fn stands(store: &dyn Store) -> Alert {
    let found = store.reading(|shelf| {
        let account = shelf.account_of_login("xinglan")?.unwrap();
        shelf.alert(account.id)
    });
    found.unwrap().unwrap()
}

#[test]
fn two_copies_on_one_server_send_one_letter_and_so_does_one_on_sqlite() {
    for (name, folder, words) in both() {
        let receiver = Receiver::start("plain");
        let environment = environment(&receiver.address());
        let first = start(folder.path(), &words, &environment);
        let second = (name == "PostgreSQL").then(|| {
            let index = folder.path().join("second index").display().to_string();
            start(folder.path(), &[&words[..], &["--index".to_owned(), index]].concat(), &environment)
        });
        listens(&first, "lan@example.org");
        assert_eq!(status(&first.need("盖邮戳的机器")), 201);
        let letters = receiver.wait_for(1);
        let said = read(&letters[0]);
        assert!(said.lines().next().unwrap().contains("1 new or changed in your saved searches"), "{name}: {said}");
        assert!(said.contains("盖邮戳的机器") && said.contains("https://base.example.org/needs/"), "{name}: {said}");
        // Both have looked several times by then.
        std::thread::sleep(Duration::from_secs(13));
        let letters = receiver.letters();
        assert_eq!(letters.len(), 1, "{name}");
        drop(second);
    }
}

#[test]
fn a_letter_under_way_when_the_program_is_killed_goes_again_and_is_recognised() {
    for (name, folder, words) in both() {
        // It takes the letter, and never says so.
        let slow = Receiver::start("slow");
        let mut server = start(folder.path(), &words, &environment(&slow.address()));
        listens(&server, "lan@example.org");
        assert_eq!(status(&server.need("盖邮戳的机器")), 201);
        let taken = slow.wait_for(1).remove(0);
        server.kill();
        let database = database(folder.path(), &words);
        let store: &dyn Store = &database;
        let left = stands(store);
        assert!(left.claimed.is_some() && left.until.is_some(), "{name}: {left:?}");
        // The claim of the dead would run out by itself.
        store.writing(move |shelf| shelf.put_alert(&Alert { claimed: None, ..left })).unwrap();
        let receiver = Receiver::start("plain");
        let server = start(folder.path(), &words, &environment(&receiver.address()));
        let again = receiver.wait_for(1).remove(0);
        assert_eq!(header(&again, "Message-ID"), header(&taken, "Message-ID"), "{name}");
        assert!(read(&again).contains("盖邮戳的机器"), "{name}");
        let begun = Instant::now();
        while stands(store).until.is_some() {
            assert!(begun.elapsed() < Duration::from_secs(30), "{name}: it is not noted");
            std::thread::sleep(Duration::from_millis(100));
        }
        drop(server);
    }
}

#[test]
fn a_relay_that_does_not_know_the_password_is_named_once_and_the_password_never() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    let server = Server::start(&base, "", &[]);
    listens(&server, "lan@example.org");
    assert_eq!(status(&server.need("盖邮戳的机器")), 201);
    drop(server);
    let receiver = Receiver::start("password");
    let log = folder.path().join("log");
    let mut command = program("en");
    command
        .args(["demo", "--no-open", "--log", "debug", "--listen", "127.0.0.1:0", "--dir"])
        .arg(&base)
        .args(["--mail-from", "base@example.org", "--public-url", "https://base.example.org"])
        .env("DIDYMIUM_SMTP", format!("smtp://base@127.0.0.1:{}", receiver.port))
        .env("DIDYMIUM_SMTP_PASSWORD", "falsch-und-geheim")
        .stdout(File::create(folder.path().join("out")).unwrap())
        .stderr(File::create(&log).unwrap());
    let mut child = command.spawn().unwrap();
    let said = || fs::read_to_string(&log).unwrap();
    let begun = Instant::now();
    while !said().contains("takes no letter") && begun.elapsed() < Duration::from_secs(40) {
        std::thread::sleep(Duration::from_millis(100));
    }
    // The first rest is over by then, and another attempt was made.
    std::thread::sleep(Duration::from_secs(40));
    child.kill().unwrap();
    child.wait().unwrap();
    let said = said();
    assert_eq!(said.matches("takes no letter").count(), 1, "{said}");
    assert!(!said.contains("falsch-und-geheim"), "{said}");
    assert_eq!(receiver.letters().len(), 0);
}

#[test]
fn doctor_says_whether_the_relay_answers_and_wrong_words_are_refused_without_repeating_them() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start("password");
    let rest = ["--mail-from", "base@example.org", "--public-url", "https://base.example.org"];
    let doctor = |smtp: &str| {
        let words: Vec<&str> = ["doctor", "--json", "--smtp", smtp].into_iter().chain(rest).collect();
        run("en", folder.path(), &words).out
    };
    let address = |password: &str| format!("smtp://base:{password}@127.0.0.1:{}", receiver.port);
    let well = doctor(&address("geheim"));
    assert!(well.contains(&format!("smtp://127.0.0.1:{} · ", receiver.port)), "{well}");
    assert!(!well.contains("geheim"), "{well}");
    let wrong = doctor(&address("falsch"));
    assert!(wrong.contains("535") && wrong.contains("letters are kept") && !wrong.contains("falsch"), "{wrong}");
    assert!(run("en", folder.path(), &["doctor"]).out.contains("no alerts leave by mail"));
    let table = [
        (vec!["--smtp", "http://base:geheim@h"], "no address such as"),
        (vec!["--smtp", "smtp://base:geheim@h"], "and no sender"),
        (vec!["--smtp", "smtp://base:geheim@h", "--mail-from", "x"], "no mail address"),
        (vec!["--smtp", "smtp://h", "--mail-from", "a@b.c"], "where people reach"),
        (vec!["--smtp", "smtp://h", "--mail-from", "a@b.c", "--public-url", "base"], "The public address"),
    ];
    for (words, expected) in table {
        // The public address of the fourth is missing; the third names one.
        let words: Vec<&str> = ["serve", "--no-open"].into_iter().chain(words).collect();
        let more = if expected == "no mail address" { vec!["--public-url", "https://h"] } else { Vec::new() };
        let refused = ran(program("en").args(&words).args(more).arg("--dir").arg(folder.path()));
        assert!(refused.code == 2 && refused.errors.contains(expected), "{words:?}: {}{}", refused.out, refused.errors);
        assert!(!refused.errors.contains("geheim") && !refused.out.contains("geheim"), "{}", refused.errors);
    }
}

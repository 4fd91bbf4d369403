//! Bad conditions: disks without room, databases that go away, slow and oversized clients.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use running::{Server, run, said, status};
use test_postgres::Durable;

/// Lets the files of a running program grow no further than so many bytes.
fn room(server: &Server, bytes: &str) {
    let limited =
        Command::new("prlimit").args(["--pid", &server.id().to_string(), &format!("--fsize={bytes}:")]).status();
    assert!(limited.unwrap().success(), "prlimit of util-linux is needed");
}

fn verified(base: &Path) -> String {
    let ran = run("en", base, &["verify"]);
    assert_eq!(ran.code, 0, "{}", ran.errors);
    ran.out
}

#[test]
fn without_room_nothing_is_half_written_and_reading_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    // The system would end a program that writes beyond the limit, unless it says that it does not mind.
    let server = Server::start(&base, "trap '' XFSZ;", &[]);
    let before = server.need("before");
    assert_eq!(status(&before), 201, "{before}");
    let attachments = format!("/api/v1/needs/{}/attachments?name=a.bin", said(&before, "id"));
    let binary = "Content-Type: application/octet-stream\r\n";
    room(&server, "4096");
    for language in ["en", "zh"] {
        let refused = server.need(&format!("without room {language}"));
        assert_eq!(status(&refused), 503, "{refused}");
        assert!(refused.contains("application/problem+json") && refused.contains("retry-after"), "{refused}");
    }
    let upload = server.ask("POST", &attachments, binary, &vec![7; 300_000]);
    assert_eq!((status(&upload), said(&upload, "title")), (503, "Unavailable"), "{upload}");
    assert_eq!((server.page("/needs"), server.page("/chain")), (200, 200));
    room(&server, "unlimited");
    let after = server.need("after");
    assert_eq!(status(&after), 201, "{after}");
    assert_eq!(status(&server.ask("POST", &attachments, binary, &vec![7; 300_000])), 201);
    drop(server);
    assert_eq!(std::fs::read_dir(base.join("files/uploads")).unwrap().count(), 0, "half an upload is left");
    assert!(verified(&base).contains("1 attachments"));
    let list = folder.path().join("needs.csv");
    assert_eq!(run("en", &base, &["export", "needs", &list.to_string_lossy()]).code, 0);
    let list = std::fs::read_to_string(list).unwrap();
    assert!(list.contains("before") && list.contains("after") && !list.contains("without room"));
}

#[test]
fn a_database_that_goes_away_gives_a_page_that_says_so_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = test_postgres::Server::start(Durable::Yes).unwrap();
    let database = postgres.database();
    let base = folder.path().join("base");
    let server = Server::start(&base, "", &["--database", &database]);
    assert_eq!((server.page("/needs"), status(&server.need("before"))), (200, 201));
    postgres.kill().unwrap();
    let begun = Instant::now();
    for (language, words) in [("en", "does not answer"), ("zh", "没有应答")] {
        let page = server.ask("GET", "/needs", &format!("Accept-Language: {language}\r\n"), b"");
        assert!(status(&page) == 503 && page.contains(words), "{page}");
    }
    assert_eq!(status(&server.need("meanwhile")), 503);
    assert_eq!(server.page("/healthz"), 200);
    assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?} to say so", begun.elapsed());
    postgres.revive().unwrap();
    assert_eq!((server.page("/needs"), status(&server.need("after"))), (200, 201));
    drop(server);
    let list = folder.path().join("needs.csv");
    assert_eq!(run("en", &base, &["verify", "--database", &database]).code, 0);
    assert_eq!(run("en", &base, &["export", "needs", &list.to_string_lossy(), "--database", &database]).code, 0);
    let list = std::fs::read_to_string(list).unwrap();
    assert!(list.contains("before") && list.contains("after") && !list.contains("meanwhile"));
}

#[test]
fn what_is_too_large_is_refused_by_its_limit_and_what_is_too_slow_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&folder.path().join("base"), "", &[]);
    let form = "Origin: http://base.test\r\nAccept-Language: en\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let (json, chunked) = ("Content-Type: application/json\r\n", "Transfer-Encoding: chunked\r\n");
    let many = "x".repeat(3 << 20);
    let pieces = format!("{:x}\r\n{many}\r\n0\r\n\r\n", many.len());
    let table = [
        ("/sign-in", form.to_owned(), &many, 413, "2 MiB"),
        ("/sign-in", format!("{form}{chunked}"), &pieces, 413, "2 MiB"),
        ("/api/v1/needs", json.to_owned(), &many, 413, "2 MiB"),
        ("/api/v1/needs", format!("{json}{chunked}"), &pieces, 413, "2 MiB"),
        ("/sign-in", format!("X: {many}\r\n"), &String::new(), 431, ""),
    ];
    for (path, head, body, expected, words) in table {
        let answer = server.ask("POST", path, &head, body.as_bytes());
        assert!(status(&answer) == expected && answer.contains(words), "{path}: {answer:.300}");
    }
    // Those who say nothing, or hardly anything, do not keep the others waiting, and do not stay.
    let mut silent: Vec<_> = (0..200).map(|_| server.connect()).collect();
    let mut dripping = server.connect();
    dripping.write_all(b"POST /api/v1/needs HTTP/1.1\r\n").unwrap();
    let begun = Instant::now();
    assert_eq!(server.page("/needs"), 200);
    assert!(begun.elapsed() < Duration::from_secs(5), "others waited {:?}", begun.elapsed());
    assert_eq!(silent.pop().unwrap().read(&mut [0; 1]).unwrap(), 0, "nothing was said, and nothing is answered");
    assert!(dripping.read_to_end(&mut Vec::new()).is_ok());
    assert!(begun.elapsed() < Duration::from_secs(40), "they were held for {:?}", begun.elapsed());
}

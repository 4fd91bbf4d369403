//! A database that hangs: it holds its connections and answers nothing, and later goes on as if nothing had been.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::path::Path;
use std::time::{Duration, Instant};

use running::{Server, run, said, status};
use test_postgres::Durable;

/// A server on a PostgreSQL of its own.
fn served(folder: &Path) -> (test_postgres::Server, String, Server) {
    let postgres = test_postgres::Server::start(Durable::Yes).unwrap();
    let database = postgres.database();
    let server = Server::start(&folder.join("base"), "", &["--database", &database]);
    assert_eq!((server.page("/needs"), status(&server.need("before"))), (200, 201));
    (postgres, database, server)
}

/// The titles of the needs, after the base was found to be sound.
fn titles(folder: &Path, database: &str) -> String {
    let (base, list) = (folder.join("base"), folder.join("needs.csv"));
    assert_eq!(run("en", &base, &["verify", "--database", database]).code, 0);
    let list_of = list.to_string_lossy();
    let exported = run("en", &base, &["export", "needs", &list_of, "--database", database]);
    assert_eq!(exported.code, 0, "{}", exported.errors);
    std::fs::read_to_string(list).unwrap()
}

#[test]
fn who_asks_a_database_that_hangs_is_told_so_and_all_else_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (postgres, database, server) = served(folder.path());
    let visitor = server.sign_in("xinglan");
    postgres.freeze().unwrap();
    let (server, begun) = (&server, Instant::now());
    let program = |answer: &str, what: &str| {
        assert!(status(answer) == 503 && answer.contains("application/problem+json"), "{what}: {answer}");
        assert!(answer.contains("retry-after: 30") && said(answer, "title") == "Unavailable", "{what}: {answer}");
    };
    std::thread::scope(|scope| {
        // More than read at once: they wait for each other.
        let pages = ["en", "zh"].repeat(60).into_iter().map(|language| {
            let head = format!("Accept-Language: {language}\r\n");
            scope.spawn(move || (language, server.ask("GET", "/needs", &head, b"")))
        });
        let pages: Vec<_> = pages.collect();
        let looks = scope.spawn(|| visitor.look("/account"));
        let lists = scope.spawn(|| server.ask("GET", "/api/v1/needs", "", b""));
        let needs = scope.spawn(|| server.need("meanwhile"));
        // What needs no database is not kept waiting, neither at once nor once some have been given up.
        for pause in [1, 13] {
            std::thread::sleep(Duration::from_secs(pause));
            let quick = Instant::now();
            assert_eq!((server.page("/healthz"), server.page("/chain"), server.page("/sources")), (200, 200, 200));
            let page = server.ask("GET", "/chain", "", b"");
            let style = page.split("href=\"").find(|part| part.starts_with("/assets/style-")).unwrap();
            assert_eq!(server.page(style.split('"').next().unwrap()), 200);
            assert!(quick.elapsed() < Duration::from_secs(8), "they took {:?}", quick.elapsed());
        }
        // By then it is known to hang: nobody new waits for it.
        let late = Instant::now();
        program(&server.need("too late to wait"), "late");
        assert!(late.elapsed() < Duration::from_secs(4), "it took {:?}", late.elapsed());
        for page in pages {
            let (language, answer) = page.join().unwrap();
            let words =
                if language == "en" { ["does not answer", "took too long"] } else { ["没有应答", "时间过长"] };
            assert!(status(&answer) == 503 && words.iter().any(|word| answer.contains(word)), "{answer}");
            assert!(answer.contains("retry-after: 30") && answer.contains("<html"), "{answer}");
        }
        assert_eq!(status(&looks.join().unwrap()), 503);
        program(&lists.join().unwrap(), "list");
        program(&needs.join().unwrap(), "need");
    });
    assert!(begun.elapsed() < Duration::from_secs(34), "the last was told after {:?}", begun.elapsed());
    postgres.thaw().unwrap();
    // Until the first of those who hold a session is answered, others are still turned away.
    let thawed = Instant::now();
    while server.page("/needs") != 200 {
        assert!(thawed.elapsed() < Duration::from_secs(20), "it is not found to live again");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!((status(&server.need("after")), server.page("/")), (201, 200));
    assert_eq!(status(&visitor.look("/account")), 200);
    let titles = titles(folder.path(), &database);
    assert_eq!(
        ["before", "after", "meanwhile", "too late to wait"].map(|title| titles.matches(title).count()),
        [1, 1, 0, 0]
    );
}

#[test]
fn what_is_written_while_it_begins_to_hang_is_not_lost_nor_done_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (postgres, database, server) = served(folder.path());
    let (server, hangs) = (&server, std::sync::atomic::AtomicBool::new(false));
    // Several write without a pause when it stops in the middle of what it does.
    let last: Vec<(String, String)> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..6)
            .map(|writer| {
                let hangs = &hangs;
                scope.spawn(move || {
                    for turn in 0..10_000 {
                        let title = format!("need-{writer}-{turn}.");
                        let answer = server.need_once(&title, &format!("Idempotency-Key: {title}\r\n"));
                        if status(&answer) != 201 {
                            return (title, answer);
                        }
                        assert!(turn < 9_999 || hangs.load(std::sync::atomic::Ordering::Relaxed));
                    }
                    unreachable!("it never hung");
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(1_500));
        postgres.freeze().unwrap();
        hangs.store(true, std::sync::atomic::Ordering::Relaxed);
        let last = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
        postgres.thaw().unwrap();
        last
    });
    for (title, answer) in &last {
        assert_eq!(status(answer), 503, "{title}: {answer}");
        let honest = match said(answer, "type") {
            "urn:didymium:unavailable" => true,
            "urn:didymium:outcome-unknown" => said(answer, "detail").contains("Idempotency-Key"),
            _ => false,
        };
        assert!(honest, "{title}: {answer}");
        // Under its key it is sent again as often as one likes.
        let (again, more) = (
            server.need_once(title, &format!("Idempotency-Key: {title}\r\n")),
            server.need_once(title, &format!("Idempotency-Key: {title}\r\n")),
        );
        assert_eq!((status(&again), said(&again, "id")), (201, said(&more, "id")), "{title}: {again}");
    }
    let titles = titles(folder.path(), &database);
    for (title, _) in last {
        let (writer, turn) = title.trim_end_matches('.').rsplit_once('-').unwrap();
        for turn in 0..=turn.parse::<u32>().unwrap() {
            assert_eq!(titles.matches(&format!("{writer}-{turn}.")).count(), 1, "{writer}-{turn}");
        }
    }
}

#[test]
fn a_write_in_flight_is_finished_before_the_end_or_told_that_it_may_not_be() {
    let folder = tempfile::tempdir().unwrap();
    let (postgres, database, mut server) = served(folder.path());
    // Its database pauses; the end is asked for meanwhile, and comes when the write is done.
    postgres.freeze().unwrap();
    std::thread::scope(|scope| {
        let held = server.need_later("finished", "");
        std::thread::sleep(Duration::from_millis(500));
        server.stop();
        std::thread::sleep(Duration::from_secs(2));
        assert!(std::net::TcpStream::connect(server.address()).is_err(), "nobody new is let in");
        postgres.thaw().unwrap();
        let answer = scope.spawn(|| held.answer()).join().unwrap();
        assert_eq!(status(&answer), 201, "{answer}");
    });
    let took = server.ended(Duration::from_secs(10)).expect("it ends");
    assert!(took < Duration::from_secs(5), "it took {took:?}");
    // One that hangs longer than the server waits.
    let mut server = Server::start(&folder.path().join("base"), "", &["--database", &database]);
    postgres.freeze().unwrap();
    let held = server.need_later("unfinished", "");
    std::thread::sleep(Duration::from_millis(500));
    server.stop();
    let answer = held.answer();
    assert!(status(&answer) == 503 && answer.contains("application/problem+json"), "{answer}");
    let took = server.ended(Duration::from_secs(15)).expect("a database that hangs keeps it from ending");
    assert!(took < Duration::from_secs(15), "it took {took:?}");
    postgres.thaw().unwrap();
    let titles = titles(folder.path(), &database);
    assert_eq!(titles.matches("finished").count() - titles.matches("unfinished").count(), 1, "{titles}");
}

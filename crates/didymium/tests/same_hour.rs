//! Two hundred programs that want the same hour at the same moment: one has it, on either database.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::collections::BTreeMap;
use std::sync::Barrier;

use jiff::ToSpan;
use jiff::civil::Weekday;
use running::{Server, said, status};
use test_postgres::Durable;

/// How many want it.
const CROWD: usize = 200;

/// An instrument of the demo that needs nobody's word, and its path.
const INSTRUMENT: &str = "/api/v1/platforms?q=%E9%AB%98%E6%B8%A9%E6%B0%B8%E7%A3%81%E6%B5%8B%E9%87%8F";

/// The last hour of a Wednesday that can be booked today.
fn hour() -> String {
    let mut day = measure::Clock::today(&measure::SystemClock).checked_add(8.days()).unwrap();
    while day.weekday() != Weekday::Wednesday {
        day = day.checked_add(1.day()).unwrap();
    }
    format!("{{\"from\":\"{day}T16:30:00+08:00\",\"until\":\"{day}T17:30:00+08:00\",\"purpose\":\"同一小时\"}}")
}

fn one_wins(server: &Server, name: &str) {
    let listed = server.ask("GET", INSTRUMENT, "", b"");
    let path = format!("/api/v1/platforms/{}/bookings", said(&listed, "id"));
    let (body, together) = (hour(), Barrier::new(CROWD));
    let answers: Vec<String> = std::thread::scope(|scope| {
        let racers: Vec<_> = (0..CROWD)
            .map(|_| {
                scope.spawn(|| {
                    together.wait();
                    server.ask("POST", &path, "Content-Type: application/json\r\n", body.as_bytes())
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    let mut counted: BTreeMap<u16, usize> = BTreeMap::new();
    for answer in &answers {
        *counted.entry(status(answer)).or_default() += 1;
    }
    assert_eq!(counted, BTreeMap::from([(201, 1), (409, CROWD - 1)]), "{name}: {}", answers[0]);
    let refused = answers.iter().find(|answer| status(answer) == 409).unwrap();
    assert!(refused.contains("urn:didymium:overlaps"), "{name}: {refused}");
}

#[test]
fn one_of_two_hundred_wins_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    one_wins(&Server::start(&folder.path().join("base"), "", &[]), "SQLite");
}

#[test]
fn one_of_two_hundred_wins_on_postgresql() {
    let postgres = test_postgres::Server::start(Durable::Yes).unwrap();
    let (folder, database) = (tempfile::tempdir().unwrap(), postgres.database());
    one_wins(&Server::start(&folder.path().join("base"), "", &["--database", &database]), "PostgreSQL");
}

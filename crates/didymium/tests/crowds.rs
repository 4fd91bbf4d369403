//! More connections than are held at once, most of which ask for nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use running::{Server, status};

/// Whether the other side has closed a connection on which nothing was said.
fn closed(stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    let read = { stream }.read(&mut [0; 1]);
    stream.set_nonblocking(false).unwrap();
    match read {
        Ok(length) => length == 0,
        Err(error) => error.kind() != std::io::ErrorKind::WouldBlock,
    }
}

/// Has so many connections that ask for nothing, and sees that others are answered; how many were closed for it.
fn crowd(server: &Server, count: usize) -> usize {
    let silent: Vec<_> = (0..count).map(|_| server.connect()).collect();
    for _ in 0..20 {
        let begun = Instant::now();
        assert_eq!((server.page("/needs"), server.page("/healthz")), (200, 200));
        assert!(begun.elapsed() < Duration::from_secs(5), "others waited {:?}", begun.elapsed());
    }
    assert!(closed(&silent[0]) && !closed(&silent[count - 1]), "not the oldest went");
    silent.iter().filter(|stream| closed(stream)).count()
}

#[test]
fn where_many_ask_for_nothing_others_are_answered_and_none_is_cut_off() {
    // This test holds as many itself.
    let own = Command::new("prlimit").args(["--pid", &std::process::id().to_string(), "--nofile=3000:"]).status();
    assert!(own.unwrap().success(), "so many files may not be open here");
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&folder.path().join("base"), "", &[]);
    // Somebody has begun to send when the crowd comes, and ends when it is there.
    let mut sending = server.connect();
    sending.write_all(server.need_head(10).as_bytes()).unwrap();
    sending.write_all(b"{\"con").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let gone = crowd(&server, 1_500);
    assert!((450..700).contains(&gone), "{gone} were let go");
    sending.write_all(b"t\":1}").unwrap();
    let mut answer = String::new();
    sending.read_to_string(&mut answer).unwrap();
    // What it sent was no need; it was heard to its end, and answered.
    assert_eq!(status(&answer), 400, "{answer}");
}

#[test]
fn where_few_files_may_be_open_fewer_connections_are_held() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&folder.path().join("base"), "ulimit -n 300;", &[]);
    assert_eq!(status(&server.need("before")), 201);
    let gone = crowd(&server, 400);
    assert!((250..400).contains(&gone), "{gone} were let go");
    assert_eq!(status(&server.need("after")), 201);
}

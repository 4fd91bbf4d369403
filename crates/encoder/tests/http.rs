//! An endpoint of embeddings, as a small server of the test answers it.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

use encoder::{Encoder, Endpoint, Trouble};
use serde_json::{Value, json};

/// Answers requests one after the other, each with the next of some answers; what was asked comes back.
fn server(answers: Vec<(u16, String)>) -> (String, Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1/#tiny", listener.local_addr().unwrap());
    let (give, take) = channel();
    std::thread::spawn(move || {
        for (status, said) in answers {
            let Ok((stream, _)) = listener.accept() else { return };
            let _ = give.send(answer(stream, status, &said));
        }
    });
    (address, take)
}

fn answer(mut stream: TcpStream, status: u16, said: &str) -> (String, Value) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(bytes) = line.to_lowercase().strip_prefix("content-length:") {
            length = bytes.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
        head += &line;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let head_back = format!("HTTP/1.1 {status} x\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", said.len());
    stream.write_all(head_back.as_bytes()).unwrap();
    stream.write_all(said.as_bytes()).unwrap();
    (head, serde_json::from_slice(&body).unwrap())
}

fn vectors(rows: &[(u64, [f64; 2])]) -> (u16, String) {
    let row = |(index, vector): &(u64, [f64; 2])| json!({ "index": index, "embedding": vector });
    (200, json!({ "data": rows.iter().map(row).collect::<Vec<_>>() }).to_string())
}

#[test]
fn vectors_come_in_the_order_of_the_texts_and_of_length_one() {
    let (address, asked) = server(vec![vectors(&[(0, [3.0, 4.0])]), vectors(&[(1, [0.0, 2.0]), (0, [2.0, 0.0])])]);
    let endpoint = Endpoint::open(&address, Some("secret".to_owned())).unwrap();
    assert_eq!((endpoint.card().model.as_str(), endpoint.card().dimension), ("tiny", 2));
    assert_eq!(endpoint.encode(&["a", "b"]).unwrap(), [[1.0, 0.0], [0.0, 1.0]]);
    let (head, _) = asked.recv().unwrap();
    assert!(head.starts_with("POST /v1/embeddings ") && head.contains("Bearer secret"), "{head}");
    assert_eq!(asked.recv().unwrap().1["input"], json!(["a", "b"]));
}

#[test]
fn a_busy_endpoint_is_asked_again_and_a_refusal_is_told() {
    let busy = || (429, "wait".to_owned());
    let (address, _asked) = server(vec![busy(), (503, String::new()), vectors(&[(0, [1.0, 0.0])])]);
    assert!(Endpoint::open(&address, None).is_ok());
    let (address, _asked) = server(vec![(401, "no\nkey".to_owned())]);
    let refused = Endpoint::open(&address, None).map(|_| ()).unwrap_err();
    assert!(matches!(&refused, Trouble::Refuses { status: 401, said, .. } if said == "nokey"), "{refused}");
    let (address, _asked) = server(vec![busy(), busy(), busy(), busy()]);
    assert!(matches!(Endpoint::open(&address, None).map(|_| ()), Err(Trouble::Refuses { status: 429, .. })));
}

#[test]
fn answers_that_are_none_are_refused_by_name() {
    let one = || vectors(&[(0, [1.0, 0.0])]);
    let table = [
        (vec![(200, "<html>".to_owned())], "answers with something else"),
        (vec![(200, "{}".to_owned())], "no list"),
        (vec![(200, json!({ "data": [{ "embedding": [] }] }).to_string())], "an empty vector"),
        (vec![(200, json!({ "data": [{ "embedding": ["x"] }] }).to_string())], "something else than numbers"),
        (vec![one(), vectors(&[(0, [1.0, 0.0]), (1, [1.0, 0.0])])], "2 vectors for 1 texts"),
        (vec![one(), vectors(&[(7, [1.0, 0.0])])], "beyond the texts"),
        (vec![one(), (200, json!({ "data": [{ "embedding": [1.0] }] }).to_string())], "1 dimensions, before with 2"),
    ];
    for (answers, expected) in table {
        let (address, _asked) = server(answers);
        let said = match Endpoint::open(&address, None) {
            Ok(endpoint) => endpoint.encode(&["a"]).map(|_| ()),
            Err(trouble) => Err(trouble),
        };
        let said = said.unwrap_err().to_string();
        assert!(said.contains(expected), "{said}, not {expected}");
    }
    for named in ["ftp://x/#m", "https://x", "https://x#"] {
        assert!(matches!(Endpoint::open(named, None).map(|_| ()), Err(Trouble::Address { .. })), "{named}");
    }
    let silent = Endpoint::open("http://127.0.0.1:1/v1#m", None).map(|_| ()).unwrap_err();
    assert!(matches!(silent, Trouble::Silent { .. }), "{silent}");
}

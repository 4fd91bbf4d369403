//! Letters and a real relay: what arrives, and what is said of what does not.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod receiver;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use mail::{Again, Letter, Post, Relay, Unsent};
use receiver::{Receiver, header, read};
use tempfile::TempDir;

fn letter(to: &str) -> Letter {
    Letter {
        to: to.to_owned(),
        subject: "示范基地：3 条新增或更新，2026-03-02 08:00".to_owned(),
        text: "镨钕氧化物\n.\n. 一行以点开头\nhttps://base.example.org/needs/1\n".to_owned(),
        html: "<p>镨钕氧化物</p>".to_owned(),
        id: "alert.1@base.example.org".to_owned(),
        stop: "https://base.example.org/alerts/1/stop?key=k".to_owned(),
        at: SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_409_600),
    }
}

fn post(relay: &Relay) -> Post {
    Post::new(relay.clone(), "示范基地 <base@example.org>").unwrap()
}

fn over(address: &str) -> Post {
    post(&Relay::named(address).unwrap())
}

#[test]
fn a_letter_arrives_as_it_was_written() {
    let receiver = Receiver::start("plain");
    over(&receiver.address()).send(&letter("lin@example.org")).unwrap();
    let letters = receiver.letters();
    let [taken] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(taken.is_ascii(), "a relay without 8BITMIME takes it too");
    for (name, value) in [
        ("X-Envelope-To", "lin@example.org"),
        ("To", "lin@example.org"),
        ("Message-ID", "<alert.1@base.example.org>"),
        ("List-Unsubscribe", "<https://base.example.org/alerts/1/stop?key=k>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Auto-Submitted", "auto-generated"),
        ("Date", "Mon, 02 Mar 2026 00:00:00 +0000"),
    ] {
        assert_eq!(header(taken, name), value, "{name}\n{taken}");
    }
    let read = read(taken);
    assert!(read.starts_with("示范基地：3 条新增或更新，2026-03-02 08:00\n-- text/plain\n"), "{read}");
    assert!(read.contains("镨钕氧化物\n.\n. 一行以点开头\nhttps://base.example.org/needs/1\n"), "{read}");
    assert!(read.contains("-- text/html\n<p>镨钕氧化物</p>"), "{read}");
}

#[test]
fn nothing_in_a_letter_becomes_a_header_or_a_second_address() {
    let receiver = Receiver::start("plain");
    let post = over(&receiver.address());
    for to in [
        "lin@example.org\r\nBcc: eve@example.org",
        "lin@example.org\nRCPT TO:<eve@example.org>",
        "lin@example.org, eve@example.org",
        "<lin@example.org>",
        "lin@example.org\0",
        "lin",
        "",
        "@example.org",
    ] {
        assert_eq!(post.send(&letter(to)), Err(Unsent::Address), "{to:?}");
    }
    assert_eq!(receiver.letters(), Vec::<String>::new());
    let sly = Letter {
        subject: "news\r\nBcc: eve@example.org\r\n\r\nbody".to_owned(),
        id: "1@h>\r\nBcc: eve@example.org".to_owned(),
        stop: "https://h/\r\nBcc: eve@example.org".to_owned(),
        ..letter("lin@example.org")
    };
    post.send(&sly).unwrap();
    let letters = receiver.letters();
    let head = letters[0].split("\r\n\r\n").next().unwrap();
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    assert_eq!(header(&letters[0], "X-Envelope-To"), "lin@example.org");
}

#[test]
fn a_relay_that_does_not_want_to_is_told_from_one_address_that_it_does_not_want() {
    let deaf = Receiver::start("deaf");
    let post = over(&deaf.address());
    let never = post.send(&letter("a@nobody.example"));
    assert!(matches!(&never, Err(Unsent::Letter { said, again: Again::Never }) if said.contains("no such mailbox")));
    let later = post.send(&letter("a@later.example"));
    assert!(matches!(&later, Err(Unsent::Letter { said, again: Again::Later }) if said.contains("try again later")));
    assert_eq!(post.send(&letter("a@example.org")), Ok(()));

    let refuses = Receiver::start("refuse");
    let refused = over(&refuses.address()).send(&letter("a@example.org"));
    assert!(matches!(&refused, Err(Unsent::Relay(said)) if said.contains("relaying denied")), "{refused:?}");

    // Nobody listens.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let gone = over(&format!("smtp://127.0.0.1:{port}")).send(&letter("a@example.org"));
    assert!(matches!(gone, Err(Unsent::Relay(_))), "{gone:?}");
}

#[test]
fn a_relay_that_hangs_is_given_up() {
    for way in ["hang", "slow"] {
        let receiver = Receiver::start(way);
        let post = over(&receiver.address()).with_patience(Duration::from_millis(1500));
        let begun = Instant::now();
        let hung = post.send(&letter("lin@example.org"));
        assert!(matches!(&hung, Err(Unsent::Relay(said)) if said.contains("hangs")), "{hung:?}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{way}: {:?}", begun.elapsed());
        assert_eq!(receiver.letters().len(), usize::from(way == "slow"));
    }
}

#[test]
fn a_password_is_sent_to_this_machine_or_encrypted_and_stays_out_of_what_is_said() {
    let receiver = Receiver::start("password");
    let named = |login: &str| Relay::named(&format!("smtp://{login}@127.0.0.1:{}", receiver.port)).unwrap();
    post(&named("base:geheim")).send(&letter("lin@example.org")).unwrap();
    assert!(!post(&named("base:geheim")).probe().unwrap().encrypted);
    let wrong = post(&named("base:falsch")).send(&letter("lin@example.org")).unwrap_err();
    let said = format!("{wrong} {wrong:?} {:?}", post(&named("base:falsch")));
    assert!(matches!(wrong, Unsent::Relay(_)) && !said.contains("falsch"), "{said}");
    let without = over(&receiver.address()).send(&letter("lin@example.org"));
    assert!(matches!(without, Err(Unsent::Relay(_))), "{without:?}");
    assert_eq!(receiver.letters().len(), 1);
    // Another machine that offers no encryption is not given it.
    let address = std::net::UdpSocket::bind("0.0.0.0:0").unwrap();
    let listener = std::net::TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            stream.write_all(b"220 plain\r\n").unwrap();
            let mut word = [0; 512];
            while let Ok(count @ 1..) = stream.read(&mut word) {
                assert!(!word[..count].starts_with(b"AUTH"), "the password was sent");
                let _ = stream.write_all(b"250-plain\r\n250 AUTH PLAIN LOGIN\r\n");
            }
        }
    });
    // The address of this machine to the outside, where it has one.
    if address.connect("192.0.2.1:9").is_ok() {
        let host = address.local_addr().unwrap().ip();
        let plain = over(&format!("smtp://base:geheim@{host}:{port}")).probe();
        assert!(matches!(&plain, Err(Unsent::Relay(said)) if said.contains("no encryption")), "{plain:?}");
    }
}

/// A certificate of its own for `localhost`, and its key.
fn certificate() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("certificate.pem"), folder.path().join("key.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    (folder, certificate, key)
}

#[test]
fn an_encrypted_relay_is_believed_by_its_certificate_alone() {
    let (_folder, certificate, key) = certificate();
    for (way, scheme) in [("tls", "smtps"), ("starttls", "smtp")] {
        let receiver = Receiver::with(way, &[&certificate, &key]);
        let relay = Relay::named(&format!("{scheme}://localhost:{}", receiver.port)).unwrap();
        let stranger = post(&relay).send(&letter("lin@example.org"));
        assert!(matches!(stranger, Err(Unsent::Relay(_))), "{way}: {stranger:?}");
        let known = post(&relay.with_authority(&fs::read(&certificate).unwrap()).unwrap());
        assert!(known.probe().unwrap().encrypted, "{way}");
        known.send(&letter("lin@example.org")).unwrap();
        assert_eq!(receiver.letters().len(), 1, "{way}");
    }
}

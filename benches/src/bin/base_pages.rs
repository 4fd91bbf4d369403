//! Pages of a base with many records, asked at a steady rate whatever the answers take, so that waiting counts.
//!
//! `cargo run --release -p didymium-benches --bin base_pages [RECORDS] [RATE] [SECONDS] [WHERE] [WRITES]`,
//! after `cargo build --release`; the server runs as a process of its own on the same machine. With WRITES, so many
//! needs a second are written meanwhile. WHERE is `postgres` for a
//! PostgreSQL server that is started for it and gone with it; a `postgres://` address or a folder is filled where it
//! is empty, and kept for the next time. Without it, or where it is `sqlite`, the base is in SQLite, in a folder that goes.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use base::Trouble;
use base::people::Reach;
use base::record::{Kind, RecordId};
use base::store::{Filter, Query, Sort, Store};
use didymium_benches::base_filled::{draw, organisations, write_needs};
use didymium_benches::spread::{percentile, spread};
use store::{Address, Database, file_in};
use tempfile::TempDir;
use test_postgres::{Durable, Server};

const CONNECTIONS: u64 = 32;
const OWNERS: usize = 200;
/// The number of the first need that is written while pages are asked.
const WRITTEN_FROM: u64 = 900_000;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, other: u64| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(other);
    let (records, rate, seconds) = (number(0, 100_000), number(1, 200), number(2, 30));
    let place = Place::of(words.get(3).map(String::as_str))?;
    let owners = filled(&place, records)?;
    let (mut server, address) = serve(&place)?;
    let pages: Vec<String> = [
        "/needs".to_owned(),
        "/needs?q=钕铁硼".to_owned(),
        "/needs?q=晶界扩散+收率".to_owned(),
        "/needs?q=需求001234".to_owned(),
        "/needs?sort=title".to_owned(),
        "/needs?sort=expires".to_owned(),
        "/needs?state=published&sort=created".to_owned(),
        format!("/needs?owner={}", owners[7]),
        "/needs?visibility=public".to_owned(),
        "/organisations".to_owned(),
        "/records".to_owned(),
        format!("/organisations/{}", owners[3]),
    ]
    .map(|path| encoded(&path))
    .into();
    let mut all = Vec::new();
    for page in &pages {
        let mut alone = ask_steadily(&address, std::slice::from_ref(page), 20, 1)?;
        println!("{page}: {}", spread(&mut alone));
    }
    all.extend(ask_steadily(&address, &pages, rate, seconds)?);
    println!("all of them at {rate} a second for {seconds} s: {} answers, {}", all.len(), spread(&mut all));
    println!("p99 {:.1} ms", percentile(&mut all, 99.0).as_secs_f64() * 1e3);
    if let Some(writes) = words.get(4).and_then(|word| word.parse().ok()) {
        let (mut all, written) =
            ask_while_writing(&place, &owners, writes, || ask_steadily(&address, &pages, rate, seconds))?;
        println!("with {written} needs written meanwhile: {} answers, {}", all.len(), spread(&mut all));
    }
    println!("resident: {}", resident(server.id()).unwrap_or_else(|| "unknown".to_owned()));
    server.kill()?;
    server.wait()?;
    Ok(())
}

/// Where the base is.
struct Place {
    folder: PathBuf,
    address: Address,
    /// What goes with it.
    _kept: (Option<TempDir>, Option<Server>),
}

impl Place {
    fn of(word: Option<&str>) -> Result<Self, Box<dyn Error>> {
        let (kept, server) = match word {
            Some("postgres") => (Some(tempfile::tempdir_in(".")?), Some(Server::start(Durable::Yes)?)),
            Some(address) if address.contains("://") => (Some(tempfile::tempdir_in(".")?), None),
            None | Some("sqlite") => (Some(tempfile::tempdir_in(".")?), None),
            Some(_) => (None, None),
        };
        let folder = kept.as_ref().map_or_else(|| PathBuf::from(word.unwrap_or_default()), |kept| kept.path().into());
        std::fs::create_dir_all(&folder)?;
        let address = match (&server, word) {
            (Some(server), _) => Address::Server(server.database()),
            (None, Some(word)) if word.contains("://") => Address::of(word),
            (None, _) => Address::File(file_in(&folder)),
        };
        Ok(Self { folder, address, _kept: (kept, server) })
    }

    /// The address with all that is needed to get there.
    fn written(&self) -> String {
        match &self.address {
            Address::File(path) => path.display().to_string(),
            Address::Server(address) => address.clone(),
        }
    }
}

/// The owners in a base that holds so many records; an empty one is filled.
fn filled(place: &Place, records: u64) -> Result<Vec<RecordId>, Box<dyn Error>> {
    let store = Database::open(&place.address)?;
    println!("{}", store.engine());
    let store: &dyn Store = &store;
    let query = Query {
        reach: Reach::Everything,
        filter: Filter { kinds: vec![Kind::Organisation], ..Filter::default() },
        sort: Sort::Created,
        after: None,
        limit: OWNERS,
    };
    let mut owners: Vec<RecordId> =
        store.reading(|shelf| shelf.find(&query))?.records.iter().rev().map(|record| record.id).collect();
    if owners.is_empty() {
        owners = organisations(store, OWNERS as u64)?;
        let (took, _) = write_needs(store, &owners, 0, records, 64)?;
        println!("{records} records written in {:.0} s", took.as_secs_f64());
    }
    Ok(owners)
}

fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn serve(place: &Place) -> Result<(Child, String), Box<dyn Error>> {
    let program = std::env::current_exe()?.with_file_name("didymium");
    let mut server = Command::new(program)
        .args(["--lang", "en", "serve", "--listen", "127.0.0.1:0", "--no-open", "--log", "warn", "--dir"])
        .arg(&place.folder)
        .args(["--database", &place.written()])
        .stdout(Stdio::piped())
        .spawn()?;
    let lines = BufReader::new(server.stdout.take().ok_or("no output")?).lines();
    for line in lines {
        if let Some((_, address)) = line?.split_once("http://") {
            let address = address.split(['/', ' ']).next().unwrap_or_default();
            return Ok((server, address.to_owned()));
        }
    }
    Err("the server ended".into())
}

/// Asks so many times a second, each at its moment; an answer's time runs from that moment.
fn ask_steadily(address: &str, pages: &[String], rate: u64, seconds: u64) -> Result<Vec<Duration>, Box<dyn Error>> {
    let times = Mutex::new(Vec::new());
    let begun = Instant::now();
    let failed = std::thread::scope(|scope| {
        let askers: Vec<_> = (0..CONNECTIONS)
            .map(|asker| {
                let times = &times;
                scope.spawn(move || -> Result<(), std::io::Error> {
                    let mut line = Line::open(address)?;
                    for number in (asker..rate * seconds).step_by(usize::try_from(CONNECTIONS).unwrap_or(1)) {
                        let moment = begun + Duration::from_micros(number * 1_000_000 / rate);
                        std::thread::sleep(moment.saturating_duration_since(Instant::now()));
                        let page = &pages[usize::try_from(draw(number)).unwrap_or_default() % pages.len()];
                        line.ask(page)?;
                        if let Ok(mut times) = times.lock() {
                            times.push(moment.elapsed());
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        askers.into_iter().find_map(|asker| asker.join().ok()?.err())
    });
    failed.map_or_else(|| Ok(times.into_inner().unwrap_or_default()), |error| Err(error.into()))
}

/// The same while so many needs a second are written, from another process than the server's; how many were.
fn ask_while_writing(
    place: &Place,
    owners: &[RecordId],
    rate: u64,
    ask: impl FnOnce() -> Result<Vec<Duration>, Box<dyn Error>>,
) -> Result<(Vec<Duration>, u64), Box<dyn Error>> {
    let store = Database::open(&place.address)?;
    let asked = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| -> Result<u64, Trouble> {
            let (begun, mut written) = (Instant::now(), 0);
            while !asked.load(Ordering::Relaxed) {
                let moment = begun + Duration::from_micros(written * 1_000_000 / rate.max(1));
                std::thread::sleep(moment.saturating_duration_since(Instant::now()));
                write_needs(&store, owners, WRITTEN_FROM + written, 1, 1)?;
                written += 1;
            }
            Ok(written)
        });
        let times = ask();
        asked.store(true, Ordering::Relaxed);
        let written = writer.join().map_err(|_| "the writer ended")??;
        Ok((times?, written))
    })
}

/// A connection that is kept.
struct Line {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Line {
    fn open(address: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Self { stream: BufReader::new(stream), host: address.to_owned() })
    }

    fn ask(&mut self, page: &str) -> std::io::Result<()> {
        write!(self.stream.get_mut(), "GET {page} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\n\r\n", self.host)?;
        let (mut length, mut status) = (0, String::new());
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            if status.is_empty() {
                status.clone_from(&line);
            }
            let lower = line.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            if line == "\r\n" || line.is_empty() {
                break;
            }
        }
        std::io::copy(&mut self.stream.by_ref().take(length), &mut std::io::sink())?;
        if status.contains(" 200 ") { Ok(()) } else { Err(std::io::Error::other(format!("{page}: {status}"))) }
    }
}

fn resident(process: u32) -> Option<String> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:")).map(|size| size.trim().to_owned())
}

//! Kills a writer at random moments, and with PostgreSQL the server too, and looks whether anything acknowledged is
//! lost and whether the base verifies.
//!
//! `cargo run --release -p didymium-benches --bin base_kills [ROUNDS]`

use std::error::Error;
use std::io::{BufRead, BufReader, Write, stdout};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base::files::Files;
use base::people::Viewer;
use base::record::RecordId;
use base::record::verb::{Beginning, Occasion, create, show};
use base::record::{Kind, Places};
use base::store::Store;
use didymium_benches::base_filled::{draw, need, organisations};
use measure::{Clock, SystemClock};
use store::{Address, Database, verify};
use test_postgres::{Durable, Server};

const WRITERS: u64 = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    match words.next() {
        Some(word) if word == "write" => write(&words.next().unwrap_or_default()),
        rounds => {
            let rounds = rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(100);
            let folder = tempfile::tempdir_in(".")?;
            let file = folder.path().join("base.sqlite");
            watch("SQLite", &file.display().to_string(), rounds, &|_| Ok(()))?;
            let server = Server::start(Durable::Yes)?;
            // Every third round the server is killed under the writer, and started again.
            let blow = |round: u64| -> Result<(), Box<dyn Error>> {
                if round.is_multiple_of(3) {
                    server.kill()?;
                    server.revive()?;
                }
                Ok(())
            };
            watch("PostgreSQL", &server.database(), rounds, &blow)
        }
    }
}

/// Writes without end from several threads, and says the id of each record once it is acknowledged.
fn write(address: &str) -> Result<(), Box<dyn Error>> {
    let database = Database::open(&Address::of(address))?;
    let store: &dyn Store = &database;
    let owners = organisations(store, 1)?;
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let owners = &owners;
            scope.spawn(move || {
                for number in 0.. {
                    let given = need(writer * 1_000_000_000 + number, owners);
                    let occasion =
                        Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: Places::default() };
                    let written =
                        store.writing(move |shelf| create(shelf, &occasion, Kind::Need, &given, Beginning::Published));
                    match written {
                        Ok(record) => {
                            let _ = writeln!(stdout().lock(), "{}", record.id);
                        }
                        Err(_) => std::thread::sleep(Duration::from_millis(20)),
                    }
                }
            });
        }
    });
    Ok(())
}

fn watch(
    name: &str,
    address: &str,
    rounds: u64,
    blow: &dyn Fn(u64) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let mut acknowledged: Vec<RecordId> = Vec::new();
    for round in 1..=rounds {
        let mut writer =
            Command::new(std::env::current_exe()?).args(["write", address]).stdout(Stdio::piped()).spawn()?;
        let heard = Arc::new(Mutex::new(Vec::new()));
        let lines = BufReader::new(writer.stdout.take().ok_or("no output")?).lines();
        let listener = {
            let heard = Arc::clone(&heard);
            std::thread::spawn(move || {
                for id in lines.map_while(Result::ok).filter_map(|line| line.parse().ok()) {
                    heard.lock().unwrap_or_else(PoisonError::into_inner).push(id);
                }
            })
        };
        std::thread::sleep(Duration::from_millis(300 + draw(round) % 700));
        blow(round)?;
        std::thread::sleep(Duration::from_millis(draw(round ^ 0x4d) % 200));
        writer.kill()?;
        writer.wait()?;
        let _ = listener.join();
        acknowledged.extend(heard.lock().unwrap_or_else(PoisonError::into_inner).iter());
        if round % 10 == 0 || round == rounds {
            check(name, address, round, &acknowledged)?;
        }
    }
    Ok(())
}

fn check(name: &str, address: &str, round: u64, acknowledged: &[RecordId]) -> Result<(), Box<dyn Error>> {
    let database = Database::open(&Address::of(address))?;
    let verified = verify(&database, &Files::new(".".as_ref()), &mut |_| ())?;
    if !verified.is_sound() {
        return Err(format!("{name}, round {round}: {:?}", verified.broken).into());
    }
    let store: &dyn Store = &database;
    let lost = store.reading(|shelf| -> Result<usize, base::Trouble> {
        Ok(acknowledged.iter().filter(|id| show(shelf, &Viewer::Operator, **id).is_err()).count())
    })?;
    if lost > 0 {
        return Err(format!("{name}, round {round}: {lost} acknowledged records are gone").into());
    }
    println!(
        "{name}: {round} kills, {} acknowledged and none lost, {} entries verified",
        acknowledged.len(),
        verified.entries
    );
    Ok(())
}

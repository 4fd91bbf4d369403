//! Durable record writes per second, with the journal chain, beside the disk's own rate of safe writes.
//!
//! `cargo run --release -p didymium-benches --bin base_writes [RECORDS] [THREADS]`

use std::error::Error;

use base::store::Store;
use didymium_benches::base_filled::{organisations, write_needs};
use didymium_benches::disk::safe_writes;
use didymium_benches::spread::spread;
use store::{Postgres, Sqlite};
use test_postgres::{Durable, Server};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    let (records, threads) = (words.next().unwrap_or(10_000), words.next().unwrap_or(64));
    let folder = tempfile::tempdir_in(".")?;
    println!("safe writes of 4 KiB: {:.0} a second", safe_writes(folder.path())?);
    let sqlite = Sqlite::open(&folder.path().join("base.sqlite"))?;
    measure(&sqlite, records, usize::try_from(threads)?)?;
    let server = Server::start(Durable::Yes)?;
    let postgres = Postgres::open(&server.database())?;
    measure(&postgres, records, usize::try_from(threads)?)
}

fn measure(store: &dyn Store, records: u64, threads: usize) -> Result<(), Box<dyn Error>> {
    let owners = organisations(store, 20)?;
    for threads in [1, threads] {
        let count = if threads == 1 { records / 20 } else { records };
        let from = threads as u64 * 1_000_000;
        let (took, mut each) = write_needs(store, &owners, from, count.max(1), threads)?;
        let rate = count as f64 / took.as_secs_f64();
        println!("{}: {rate:.0} records a second from {threads} threads ({})", store.engine(), spread(&mut each));
    }
    Ok(())
}

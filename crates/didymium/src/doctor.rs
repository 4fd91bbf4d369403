//! `didymium doctor`: what is there, what is missing, and what to do about it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use base::rules::{Rules, WorkCalendar};
use base::store::Store;
use retrieval::{Embedded, Retriever};
use serde_json::json;
use web::language::{Key, Messages};

use crate::arguments::{Mail, Place};
use crate::configuration::Configuration;
use crate::output::{self, Sheet};
use crate::pack;
use crate::stop::Stop;

/// One thing that was looked at.
struct Finding {
    /// What.
    what: Key,
    /// How it is.
    found: String,
    /// What to do about it; nothing where it is well.
    mend: Option<Key>,
}

/// Looks at the machine and the base. It changes nothing but for a file that it writes and removes again.
pub fn run(place: &Place, given: &Mail, json: bool, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(place)?;
    let mut findings = vec![folder(&configuration.folder)];
    findings.extend(database(&configuration, t));
    findings.push(chain(&configuration, t));
    findings.push(rules(&configuration));
    findings.push(encoder(&configuration, t));
    findings.push(mail(&configuration, given, t));
    if json {
        let rows: Vec<_> = findings
            .iter()
            .map(|one| json!({ "what": t.get(one.what), "found": one.found, "mend": one.mend.map(|key| t.get(key)) }))
            .collect();
        return output::json(&json!(rows));
    }
    let mut sheet = Sheet::new(&[t.get("cli-doctor-what"), t.get("cli-doctor-found"), t.get("cli-doctor-mend")]);
    for one in findings {
        let mend = one.mend.map_or_else(|| t.get("cli-doctor-well"), |key| t.get(key));
        sheet.row(vec![t.get(one.what), one.found, mend]);
    }
    sheet.print(&t.get("cli-doctor"))
}

fn encoder(configuration: &Configuration, t: Messages) -> Finding {
    let what = Key("cli-doctor-encoder");
    match crate::index::encoder(configuration) {
        Ok(None) => Finding { what, found: t.get("cli-doctor-encoder-none"), mend: None },
        Ok(Some(encoder)) => Finding { what, found: encoder.card().to_string(), mend: None },
        Err(stop) => Finding { what, found: stop.sentences(t).join(" "), mend: Some(Key("cli-doctor-encoder-mend")) },
    }
}

/// Whether the mail relay answers; nothing is sent.
fn mail(configuration: &Configuration, given: &Mail, t: Messages) -> Finding {
    let what = Key("cli-doctor-mail");
    let mailing = match crate::post::mailing(configuration, given) {
        Ok(None) => return Finding { what, found: t.get("cli-doctor-mail-none"), mend: None },
        Ok(Some(mailing)) => mailing,
        Err(stop) => {
            return Finding { what, found: stop.sentences(t).join(" "), mend: Some(Key("cli-doctor-mail-mend")) };
        }
    };
    let relay = mailing.post().relay().to_string();
    match mailing.post().probe() {
        Ok(answer) => {
            let mend = (!answer.encrypted).then_some(Key("cli-doctor-mail-plain"));
            Finding { what, found: format!("{relay} · {:.0} ms", answer.took.as_secs_f64() * 1e3), mend }
        }
        Err(why) => Finding { what, found: format!("{relay}: {why}"), mend: Some(Key("cli-doctor-mail-mend")) },
    }
}

fn folder(folder: &Path) -> Finding {
    let what = Key("cli-doctor-folder");
    match waits(folder) {
        Ok(wait) => {
            let found = format!("{} · {:.2} ms", folder.display(), wait.as_secs_f64() * 1e3);
            Finding { what, found, mend: (wait > Duration::from_millis(50)).then_some(Key("cli-doctor-slow-disk")) }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Finding { what, found: folder.display().to_string(), mend: Some(Key("cli-doctor-no-folder")) }
        }
        Err(error) => Finding {
            what,
            found: format!("{}: {error}", folder.display()),
            mend: Some(Key("cli-doctor-not-writable")),
        },
    }
}

/// How long the disk takes to have a small write safe, on average.
fn waits(folder: &Path) -> io::Result<Duration> {
    const ROUNDS: u32 = 20;
    let path = folder.join(format!(".doctor-{}", std::process::id()));
    let mut file = File::create(&path)?;
    let begun = Instant::now();
    let written = (0..ROUNDS).try_for_each(|_| {
        file.write_all(&[0; 512])?;
        file.sync_data()
    });
    let took = begun.elapsed() / ROUNDS;
    fs::remove_file(&path)?;
    written.map(|()| took)
}

fn database(configuration: &Configuration, t: Messages) -> Vec<Finding> {
    let what = Key("cli-doctor-database");
    let database = match configuration.existing() {
        Ok(database) => database,
        Err(Stop::NoBase { .. }) => {
            let found = configuration.database.to_string();
            return vec![Finding { what, found, mend: Some(Key("cli-doctor-no-database")) }];
        }
        Err(stop) => {
            let mend = match stop.exit_code() {
                9 => Key("cli-doctor-damaged"),
                _ => Key("cli-doctor-unreachable"),
            };
            return vec![Finding { what, found: stop.sentences(t).join(" "), mend: Some(mend) }];
        }
    };
    let store: &dyn Store = &database;
    let engine = format!("{} · {}", store.engine(), configuration.database);
    let mut findings = vec![Finding { what, found: engine, mend: None }];
    let counted = store.reading(|shelf| Ok::<_, base::store::Fault>((shelf.head()?.number, shelf.administrators()?)));
    match counted {
        Ok((entries, administrators)) => {
            findings.push(Finding { what: Key("cli-doctor-journal"), found: entries.to_string(), mend: None });
            findings.push(index(&configuration.index, entries));
            findings.push(Finding {
                what: Key("cli-doctor-administrators"),
                found: administrators.to_string(),
                mend: (administrators == 0).then_some(Key("cli-doctor-no-administrator")),
            });
        }
        Err(fault) => {
            let found = fault.to_string();
            findings.push(Finding {
                what: Key("cli-doctor-journal"),
                found,
                mend: Some(Key("cli-doctor-unreachable")),
            });
        }
    }
    findings
}

/// Where the index is, and how much of the journal it has followed.
fn index(folder: &Path, entries: u64) -> Finding {
    let what = Key("cli-doctor-index");
    let at = folder.display();
    match Embedded::read(folder) {
        Ok(index) => {
            let followed = index.snapshot().mark().entry;
            let mend = (followed < entries).then_some(Key("cli-doctor-index-behind"));
            Finding { what, found: format!("{at} · {followed}/{entries}"), mend }
        }
        Err(retrieval::Fault::Missing) => {
            Finding { what, found: at.to_string(), mend: Some(Key("cli-doctor-no-index")) }
        }
        Err(fault) => Finding { what, found: format!("{at}: {fault}"), mend: Some(Key("cli-doctor-bad-index")) },
    }
}

fn chain(configuration: &Configuration, t: Messages) -> Finding {
    let what = Key("cli-doctor-pack");
    match pack::read(configuration.pack.as_deref().unwrap_or(Path::new(pack::SHIPPED))) {
        Ok(read) => Finding { what, found: t.pick(read.chain.name.zh, read.chain.name.en), mend: None },
        Err(stop) => Finding { what, found: stop.sentences(t).join(" "), mend: Some(Key("cli-doctor-bad-pack")) },
    }
}

fn rules(configuration: &Configuration) -> Finding {
    let what = Key("cli-doctor-rules");
    match (Rules::shipped(), WorkCalendar::shipped()) {
        (Ok(_), Ok(shipped)) => {
            // What is wrong with the database is said above; then the days that ship are what there is.
            let brought = configuration.existing().ok().and_then(|database| {
                let store: &dyn Store = &database;
                store.reading(|shelf| base::rules::calendar(shelf, &shipped)).ok()
            });
            let last = brought.as_ref().unwrap_or(&shipped).last_year();
            let ends = measure::Clock::today(&measure::SystemClock).year() >= last;
            Finding { what, found: format!("… {last}"), mend: ends.then_some(Key("cli-doctor-calendar-ends")) }
        }
        (rules, calendar) => {
            let said = [rules.err().map(|why| why.to_string()), calendar.err().map(|why| why.to_string())];
            Finding { what, found: said.into_iter().flatten().collect(), mend: Some(Key("cli-doctor-bad-rules")) }
        }
    }
}

//! `didymium backup`, `restore`, `verify`: a base copied whole, made again, and checked.

use std::fs::File;
use std::path::Path;

use indicatif::ProgressBar;
use serde_json::json;
use store::Verified;
use web::language::Messages;

use crate::arguments::Place;
use crate::configuration::Configuration;
use crate::output;
use crate::stop::Stop;

/// Copies a running base into one file.
pub fn backup(place: &Place, file: &Path, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(place)?;
    let (database, bar) = (configuration.existing()?, bar(t));
    let mut rows = 0;
    store::backup(&database, &configuration.files(), file, &mut |_, copied| {
        rows += copied;
        bar.set_position(rows);
    })?;
    bar.finish_and_clear();
    let said = t.say("cli-backed-up").with("path", file.display().to_string());
    output::line(&said.with("rows", rows.to_string()).to_string())
}

/// Makes a base from a backup.
pub fn restore(place: &Place, file: &Path, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(place)?;
    File::open(file).map_err(|error| Stop::unreadable(file, error))?;
    std::fs::create_dir_all(&configuration.folder).map_err(|error| Stop::unwritable(&configuration.folder, error))?;
    let bar = bar(t);
    let mut rows = 0;
    let verified = store::restore(file, &configuration.database, &configuration.files(), &mut |_, copied| {
        rows += copied;
        bar.set_position(rows);
    })?;
    bar.finish_and_clear();
    let said = t.say("cli-restored").with("address", configuration.database.to_string());
    output::line(&said.to_string())?;
    output::line(&counted(t, &verified))
}

/// Checks a base.
pub fn verify(place: &Place, json: bool, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(place)?;
    let (database, bar) = (configuration.existing()?, bar(t));
    let verified = store::verify(&database, &configuration.files(), &mut |done| bar.set_position(done))?;
    bar.finish_and_clear();
    if json {
        let broken: Vec<String> = verified.broken.iter().map(ToString::to_string).collect();
        output::json(&json!({
            "sound": verified.is_sound(), "entries": verified.entries, "records": verified.records,
            "files": verified.files, "damaged": verified.damaged, "broken": broken, "lost": verified.lost,
            "ledger_entries": verified.ledger_entries, "flaws": verified.flaws.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }))?;
    } else if verified.is_sound() {
        output::line(&counted(t, &verified))?;
    }
    if verified.is_sound() { Ok(()) } else { Err(Stop::Unsound(Box::new(verified))) }
}

fn counted(t: Messages, verified: &Verified) -> String {
    let said = t.say("cli-verified").with("entries", verified.entries.to_string());
    let said = said.with("records", verified.records.to_string()).with("files", verified.files.to_string());
    said.with("ledger_entries", verified.ledger_entries.to_string()).to_string()
}

/// Counts on standard error, hidden where that is no terminal; how much there is in all shows only at the end.
fn bar(t: Messages) -> ProgressBar {
    ProgressBar::new_spinner().with_message(t.get("cli-rows"))
}

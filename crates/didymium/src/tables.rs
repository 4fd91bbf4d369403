//! `didymium import` and `didymium export`: lists in from spreadsheets, and out.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use std::sync::Arc;

use base::Refusal;
use base::exchange::{self, Errand, Format, Judged, NewImport, Progress, Settlement, Start, Wanted};
use base::people::Viewer;
use base::people::verb::member;
use base::record::verb::Occasion;
use base::record::{Kind, Places, asked};
use base::store::{Filter, ImportRow, Sort, Store};
use brokerage::AlikeByIndex;
use measure::{Clock, SystemClock};
use serde_json::json;
use web::language::Messages;

use crate::arguments::{Export, Import};
use crate::configuration::Configuration;
use crate::index::once;
use crate::output::{self, Sheet};
use crate::pack;
use crate::stop::Stop;

/// Reads a table, writes its good rows, and says what became of each.
pub fn import(wanted: &Import, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(&wanted.place)?;
    let kind = kind(&wanted.kind)?;
    readable(&wanted.file)?;
    let shared: Arc<dyn Store> = Arc::new(configuration.existing()?);
    let store = &*shared;
    let places = places(&configuration)?;
    let account = store.reading(|shelf| shelf.account_of_login(&wanted.account.to_lowercase()))?;
    let account = account.ok_or_else(|| Refusal::NoSuchAccount { login: wanted.account.clone() })?.id;
    let now = SystemClock.now();
    let viewer = store.reading(|shelf| member(shelf, account, now))?;
    let name = wanted.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let errand = Errand {
        account,
        new: NewImport { kind, name, start: if wanted.draft { Start::Draft } else { Start::Published } },
        write: !wanted.dry_run,
        duplicates: match wanted.duplicates.as_deref() {
            None => None,
            Some("skip") => Some(Settlement::Skip),
            Some("update") => Some(Settlement::Update),
            Some(_) => Some(Settlement::New),
        },
    };
    let alike = AlikeByIndex::new(once(&configuration, &shared, t)?);
    let bar = output::progress(0, &t.get("cli-rows"));
    let outcome =
        exchange::run_import((store, &alike), &Occasion { viewer, now, places }, &errand, &wanted.file, &mut |at| {
            let (Progress::Read(done, of) | Progress::Written(done, of)) = at;
            bar.set_length(of.max(done));
            bar.set_position(done);
        })?;
    bar.finish_and_clear();
    if let Some(said) = exchange::failure(&outcome.import) {
        return Err(Refusal::Unreadable { detail: web::said_sentence(t, &said) }.into());
    }
    if wanted.json {
        let counts: serde_json::Map<_, _> =
            outcome.counts.iter().map(|(status, count)| (status.clone(), json!(count))).collect();
        let mut told = json!({ "rows": counts });
        // What was only looked at is not kept.
        if !wanted.dry_run {
            told["import"] = json!(outcome.import.id.to_string());
        }
        return output::json(&told);
    }
    let mut sheet = Sheet::new(&[t.get("cli-import-status"), format!(">{}", t.get("cli-rows"))]);
    for (status, count) in &outcome.counts {
        sheet.row(vec![web::status_word(t, status), count.to_string()]);
    }
    sheet.print(&t.get(if wanted.dry_run { "cli-import-looked" } else { "cli-import-done" }))?;
    bad(&outcome.bad, t)
}

/// Passes a file that can be read, before the base hears of it.
pub fn readable(path: &Path) -> Result<(), Stop> {
    let found = File::open(path).and_then(|file| file.metadata()).map_err(|error| Stop::unreadable(path, error))?;
    if found.is_dir() { Err(Stop::unreadable(path, io::ErrorKind::IsADirectory.into())) } else { Ok(()) }
}

/// The rows that are wrong, and why.
fn bad(rows: &[ImportRow], t: Messages) -> Result<(), Stop> {
    for row in rows {
        let judged = Judged::of(row);
        for flaw in judged.iter().flat_map(Judged::flaws) {
            let said = t.say("cli-import-bad").with("row", row.number.to_string());
            output::line(&said.with("sentence", web::said_sentence(t, &flaw.said)).to_string())?;
        }
    }
    Ok(())
}

/// Writes a list as a table.
pub fn export(wanted: &Export, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(&wanted.place)?;
    let (kind, format) = (kind(&wanted.kind)?, format(&wanted.file)?);
    let database = configuration.existing()?;
    let store: &dyn Store = &database;
    let list = Wanted {
        kind,
        filter: Filter { words: asked(wanted.words.as_deref().unwrap_or_default()), ..Filter::default() },
        sort: Sort::default(),
        chinese: t.language().code() == "zh",
    };
    let occasion = Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: places(&configuration)? };
    let file = File::create_new(&wanted.file).map_err(|error| Stop::unwritable(&wanted.file, error))?;
    let bar = output::progress(0, &t.get("cli-rows"));
    let written = exchange::export(store, &occasion, &list, format, BufWriter::new(file), &mut |rows| {
        bar.set_position(rows);
    });
    bar.finish_and_clear();
    if written.is_err() {
        // Half a list is none; that it stays if this fails too harms nothing.
        let _ = std::fs::remove_file(&wanted.file);
    }
    let written = written.map_err(|why| match why {
        exchange::Unwritten::Base(trouble) => Stop::from(trouble),
        exchange::Unwritten::Table(error) => Stop::unwritable(&wanted.file, io::Error::other(error)),
    })?;
    let said = t.say("cli-exported").with("rows", written.rows.to_string());
    output::line(&said.with("path", wanted.file.display().to_string()).to_string())
}

/// The format that the name of a file ends in.
fn format(path: &Path) -> Result<Format, Stop> {
    let ends = |ending: &str| path.extension().is_some_and(|given| given.eq_ignore_ascii_case(ending));
    match (ends("csv"), ends("xlsx")) {
        (true, _) => Ok(Format::Csv),
        (false, true) => Ok(Format::Xlsx),
        (false, false) => Err(Stop::Ending { path: path.to_owned() }),
    }
}

/// A kind by its code or by the name its pages go by.
fn kind(word: &str) -> Result<Kind, Refusal> {
    let found = Kind::of_code(word).or_else(|| Kind::of_path(word));
    let known = || Kind::ALL.iter().map(|kind| kind.path()).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| Refusal::NoSuchWord { word: word.to_owned(), known: known() })
}

fn places(configuration: &Configuration) -> Result<Places, Stop> {
    let pack = pack::read(configuration.pack.as_deref().unwrap_or(Path::new(pack::SHIPPED)))?;
    Ok(Places::of(&pack))
}

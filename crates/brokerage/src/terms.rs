//! The base's own terms: kept as a table, with candidates from titles that records have in both languages.

use base::journal::Entry;
use base::people::Role;
use base::record::Record;
use base::record::verb::Occasion;
use base::store::{Filter, Query, Shelf, Sort};
use base::{Refusal, Trouble};
use matching::terms::{Column, Lexicon, Mined, TermList, Unreadable, mine};
use retrieval::{OWN_TERMS, OWN_TERMS_NAME};
use serde_json::json;

/// Where candidates are kept that a person turned down.
const DISMISSED: &str = "matching.terms.dismissed";
/// The columns of an empty table.
pub const TERM_COLUMNS: &str = "zh,en,zh_also,en_also,written,about,source\n";
/// Records whose titles are looked at, the newest.
const LOOKED_AT: usize = 5_000;
/// Records that are read at once.
const AT_ONCE: usize = 500;
/// Candidates that are shown.
const SHOWN: usize = 50;

/// Why a table of terms was not kept.
#[derive(Debug)]
pub enum TermsTrouble {
    /// Nothing of it can be read.
    Unreadable(Unreadable),
    /// Rows of it are wrong.
    Rows(Vec<matching::terms::Trouble>),
    /// The base said no.
    Base(Trouble),
}

impl From<Refusal> for TermsTrouble {
    fn from(refusal: Refusal) -> Self {
        Self::Base(refusal.into())
    }
}

impl From<base::store::Fault> for TermsTrouble {
    fn from(fault: base::store::Fault) -> Self {
        Self::Base(fault.into())
    }
}

/// The base's own terms, as a table.
///
/// # Errors
/// The store's.
pub fn own_terms(shelf: &mut dyn Shelf) -> Result<String, base::store::Fault> {
    let kept = shelf.setting(OWN_TERMS)?.unwrap_or_default();
    Ok(if kept.trim().is_empty() { TERM_COLUMNS.to_owned() } else { kept })
}

/// Keeps a table as the base's own terms: all of it or nothing. An empty one takes them away.
///
/// # Errors
/// For brokers and administrators; every row that is wrong, with its number.
pub fn keep_terms(shelf: &mut dyn Shelf, occasion: &Occasion, table: &str) -> Result<usize, TermsTrouble> {
    may_keep(occasion)?;
    let table = table.replace("\r\n", "\n");
    let terms = if table.trim().is_empty() {
        0
    } else {
        let (list, troubles) = TermList::read(OWN_TERMS_NAME, table.as_bytes()).map_err(TermsTrouble::Unreadable)?;
        if !troubles.is_empty() {
            return Err(TermsTrouble::Rows(troubles));
        }
        list.terms().len()
    };
    shelf.put_setting(OWN_TERMS, table.trim_start())?;
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: "matching.terms".to_owned(),
        object: "matching:terms".to_owned(),
        version: 0,
        payload: json!({ "terms": terms, "table": table }),
    })?;
    Ok(terms)
}

/// Adds a pair to the base's own terms.
///
/// # Errors
/// As [`keep_terms`].
pub fn add_term(shelf: &mut dyn Shelf, occasion: &Occasion, (zh, en): (&str, &str)) -> Result<usize, TermsTrouble> {
    let mut table = own_terms(shelf)?;
    if !table.ends_with('\n') {
        table.push('\n');
    }
    let columns = table.lines().next().unwrap_or_default().split(',').map(str::trim);
    let cell = |column: &str| match Column::named(column) {
        Some(Column::Zh) => quoted(zh),
        Some(Column::En) => quoted(en),
        Some(Column::ZhAlso | Column::EnAlso | Column::Written | Column::About | Column::Source) | None => {
            String::new()
        }
    };
    let row: Vec<String> = columns.map(cell).collect();
    table.push_str(&row.join(","));
    table.push('\n');
    keep_terms(shelf, occasion, &table)
}

/// Candidates that a person turned down, the first first.
///
/// # Errors
/// The store's.
pub fn dismissed_terms(shelf: &mut dyn Shelf) -> Result<Vec<(String, String)>, base::store::Fault> {
    let kept = shelf.setting(DISMISSED)?.unwrap_or_default();
    Ok(serde_json::from_str(&kept).unwrap_or_default())
}

/// Turns a candidate down, so that it is not shown again, or takes that back.
///
/// # Errors
/// For brokers and administrators.
pub fn dismiss_term(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (zh, en): (&str, &str),
    dismissed: bool,
) -> Result<(), Trouble> {
    may_keep(occasion)?;
    let pair = (zh.trim().to_owned(), en.trim().to_owned());
    let mut kept = dismissed_terms(shelf)?;
    kept.retain(|one| *one != pair);
    if dismissed && !pair.0.is_empty() && !pair.1.is_empty() {
        kept.push(pair.clone());
    }
    shelf.put_setting(DISMISSED, &json!(kept).to_string())?;
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: "matching.term-candidate".to_owned(),
        object: "matching:terms".to_owned(),
        version: 0,
        payload: json!({ "zh": pair.0, "en": pair.1, "dismissed": dismissed }),
    })?;
    Ok(())
}

fn may_keep(occasion: &Occasion) -> Result<(), Refusal> {
    occasion.viewer.writes()?;
    if !occasion.viewer.has(Role::Broker) && !occasion.viewer.has(Role::Administrator) {
        return Err(occasion.viewer.not_allowed(Role::Broker.code()));
    }
    Ok(())
}

/// A cell of a table (RFC 4180).
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.trim().replace(['\n', '\r'], " ").replace('"', "\"\""))
}

/// Candidates that no layer has yet, from titles of records that the viewer may see, the surest first.
///
/// # Errors
/// The store's.
pub fn mined_terms(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    lexicon: &Lexicon,
) -> Result<Vec<Mined>, base::store::Fault> {
    let mut titles: Vec<(String, String)> = Vec::new();
    let (mut after, mut seen) = (None, 0);
    while seen < LOOKED_AT {
        let reach = occasion.viewer.reach();
        let query = Query { reach, filter: Filter::default(), sort: Sort::Updated, after, limit: AT_ONCE };
        let found = shelf.find(&query)?;
        seen += found.records.len();
        titles.extend(found.records.iter().filter_map(both_titles));
        match found.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    let titles: Vec<(&str, &str)> = titles.iter().map(|(zh, en)| (zh.as_str(), en.as_str())).collect();
    let dismissed = dismissed_terms(shelf)?;
    let mut mined = mine(&titles, lexicon);
    mined.retain(|one| !dismissed.iter().any(|(zh, en)| *zh == one.zh && *en == one.en));
    mined.truncate(SHOWN);
    Ok(mined)
}

fn both_titles(record: &Record) -> Option<(String, String)> {
    let (zh, en) = (record.content.text("title_zh"), record.content.text("title_en"));
    (!zh.is_empty() && !en.is_empty()).then(|| (zh.to_owned(), en.to_owned()))
}

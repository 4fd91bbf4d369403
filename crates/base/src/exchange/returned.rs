//! Rows handed back: the bad ones as they came, each with what is wrong; and what became of every row.

use std::io::Write;

use measure::MoneyUnit;
use sheet::{write_csv, write_xlsx};

use super::decision::scope;
use super::export::{Format, Unwritten};
use super::header::unit_of;
use super::plan::{Column, PROBLEMS, Plan};
use super::said::Said;
use super::verdict::{Act, Judged, Verdict};
use crate::record::verb::Occasion;
use crate::refusal::Trouble;
use crate::store::{Import, ImportRow, Store};

/// Rows that are read at once.
const PAGE: usize = 500;

/// The words of a table that is handed back.
pub struct Words<'a> {
    /// The sentence of what is said of a row.
    pub sentence: &'a dyn Fn(&Said) -> String,
    /// The name of a field by its path.
    pub field: &'a dyn Fn(&str) -> String,
    /// What became of a row, or is to become of it.
    pub outcome: &'a dyn Fn(&Judged, &str) -> String,
}

/// Writes the bad rows of an import as they came, with what is wrong in a last column. The header it writes is
/// remembered, so that corrections of the columns hold when the mended rows come back.
///
/// # Errors
/// The store's; the table cannot be put where it should go.
pub fn bad_rows(
    store: &dyn Store,
    occasion: &Occasion,
    import: &Import,
    words: &Words,
    format: Format,
    out: impl Write + Send,
) -> Result<u64, Unwritten> {
    let plan = Plan::of(import);
    let kept: Vec<usize> = (0..plan.columns.len()).filter(|at| plan.columns[*at].title != PROBLEMS).collect();
    let columns: Vec<Column> = kept.iter().map(|at| handed_back(&plan.columns[*at])).collect();
    let titles: Vec<sheet::Column> = columns
        .iter()
        .map(|column| sheet::Column { width: Some(20.0), ..sheet::Column::text(column.title.clone()) })
        .collect();
    let problems = sheet::Column { width: Some(60.0), ..sheet::Column::text(PROBLEMS) };
    let titles: Vec<sheet::Column> = titles.into_iter().chain([problems]).collect();
    let line = |row: &ImportRow| {
        let cells = kept.iter().map(|at| row.cells.get(*at).cloned().unwrap_or_default());
        cells.chain([problems_of(row, &plan, words)]).collect()
    };
    let rows = table(store, import, "bad", &titles, &line, format, out)?;
    let problems = Column { title: PROBLEMS.to_owned(), ..Column::default() };
    let plan = Plan { columns: columns.into_iter().chain([problems]).collect(), ..Plan::default() };
    let (scope, print) = (scope(&occasion.viewer), plan.fingerprint(import.kind));
    let columns = serde_json::to_string(&plan.columns).unwrap_or_default();
    store.writing(move |shelf| shelf.put_decision(&scope, &print, &columns).map_err(Trouble::from))?;
    Ok(rows)
}

/// The column as it is handed back: a unit that stood above the table moves into the header.
fn handed_back(column: &Column) -> Column {
    let title = match column.unit {
        Some(unit) if unit_of(&column.title).is_none() => format!("{}（{}）", column.title, MoneyUnit::as_str(unit)),
        Some(_) | None => column.title.clone(),
    };
    Column { title, sure: false, ..column.clone() }
}

fn problems_of(row: &ImportRow, plan: &Plan, words: &Words) -> String {
    let judged = Judged::of(row);
    let flaws = judged.iter().flat_map(Judged::flaws);
    let line = |flaw: &super::Flaw| {
        let title = flaw.column.and_then(|at| plan.columns.get(at)).map(|column| column.title.clone());
        let place = title.or_else(|| (!flaw.field.is_empty()).then(|| (words.field)(&flaw.field)));
        let place = place.map(|place| format!("{place}：")).unwrap_or_default();
        format!("{place}{}", (words.sentence)(&flaw.said))
    };
    flaws.map(line).collect::<Vec<_>>().join("\n")
}

/// Writes what became of every row: its number, the outcome, the id of the record, what is said of it.
///
/// # Errors
/// The store's; the table cannot be put where it should go.
pub fn results(
    store: &dyn Store,
    import: &Import,
    words: &Words,
    format: Format,
    out: impl Write + Send,
) -> Result<u64, Unwritten> {
    let plan = Plan::of(import);
    let wide = |title: &str, width: f64| sheet::Column { width: Some(width), ..sheet::Column::text(title) };
    let titles = [
        sheet::Column::number("行/Row"),
        wide("结果/Result", 20.0),
        wide("编号/ID", 38.0),
        wide("操作/ACTION", 12.0),
        wide(PROBLEMS, 60.0),
    ];
    let line = |row: &ImportRow| {
        let judged = Judged::of(row);
        let outcome = judged.as_ref().map(|judged| (words.outcome)(judged, &row.status)).unwrap_or_default();
        let id = judged.as_ref().and_then(Judged::record).map(|id| id.to_string()).unwrap_or_default();
        let act = judged.as_ref().and_then(act).unwrap_or_default().to_owned();
        vec![row.number.to_string(), outcome, id, act, problems_of(row, &plan, words)]
    };
    table(store, import, "", &titles, &line, format, out)
}

/// The word of what was done, or is to be done, in the column of actions.
fn act(judged: &Judged) -> Option<&'static str> {
    match &judged.verdict {
        Verdict::Add { .. } | Verdict::Written { act: Act::Add, .. } => Some("ADD"),
        Verdict::Update { .. } | Verdict::Written { act: Act::Update, .. } => Some("UPDATE"),
        Verdict::Delete { .. } | Verdict::Written { act: Act::Delete, .. } => Some("DELETE"),
        Verdict::Unchanged { .. } | Verdict::Bad { .. } | Verdict::Duplicate { .. } | Verdict::Skipped { .. } => None,
    }
}

fn table(
    store: &dyn Store,
    import: &Import,
    status: &str,
    titles: &[sheet::Column],
    line: &dyn Fn(&ImportRow) -> Vec<String>,
    format: Format,
    out: impl Write + Send,
) -> Result<u64, Unwritten> {
    store.reading(|shelf| {
        let (mut after, mut count, mut fault) = (0, 0, None);
        let mut page = Vec::new().into_iter();
        let lines = std::iter::from_fn(|| {
            if page.len() == 0 {
                match shelf.import_rows(import.id, status, after, PAGE) {
                    Ok(rows) => page = rows.into_iter(),
                    Err(found) => fault = Some(found),
                }
            }
            let row: ImportRow = page.next()?;
            after = row.number;
            count += 1;
            Some(line(&row))
        });
        let written = match format {
            Format::Xlsx => write_xlsx(titles, lines, out),
            Format::Csv => write_csv(titles, lines, out),
        };
        match fault {
            Some(fault) => Err(fault.into()),
            None => Ok(written.map(|()| count)?),
        }
    })
}

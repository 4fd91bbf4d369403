//! The days of a year as a small table: read from a spreadsheet or from pasted text, and written so that it reads back.

use std::ops::ControlFlow;

use jiff::civil::Date;
use sheet::{Book, Column, Input, Limits, write_csv};

use super::announce::GivenDay;
use super::calendar::{DayKind, NamedDay};
use crate::exchange::Said;

/// A table of a year's days is small; what is larger is another file.
const LIMITS: Limits = Limits {
    file_bytes: 4 << 20,
    entries: 200,
    entry_bytes: 16 << 20,
    unpacked_bytes: 32 << 20,
    ratio: Limits::RATIO,
    shared_strings: 20_000,
    shared_string_bytes: 4 << 20,
    sheets: 20,
    rows: 1_000,
    empty_rows: 20_000,
    columns: 20,
    cell_characters: 1_000,
    text_bytes: 1 << 20,
};

/// What heads the three columns, in lower case.
const DATE: [&str; 3] = ["日期", "date", "放假时间"];
const KIND: [&str; 6] = ["类型", "类别", "安排", "kind", "type", "day"];
const NAME: [&str; 6] = ["名称", "节日", "节假日", "假日", "name", "holiday"];

/// Days in a row that are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRun {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// Whether people work on them.
    pub kind: DayKind,
    /// The holiday they belong to.
    pub name: String,
    /// The number of the announcement.
    pub source: String,
}

/// Reads the first sheet of a table: date, holiday or workday, name, in the order of its header or, without one, in
/// this order. `name` is what the file is called. What the cells say is looked at when they are brought.
///
/// # Errors
/// The file cannot be read; why is said as imports say it.
pub fn read_days(input: impl Into<Input>, name: &str) -> Result<Vec<GivenDay>, Said> {
    rows(input.into(), name).map_err(|why| Said::from(&why))
}

fn rows(input: Input, name: &str) -> Result<Vec<GivenDay>, sheet::Refusal> {
    let mut book = Book::open(input, name, LIMITS)?.unguard();
    let (mut days, mut order) = (Vec::new(), None::<[usize; 3]>);
    book.rows(0, &mut |row| {
        let cell = |at: usize| row.cells.get(at).cloned().unwrap_or_default();
        let Some([date, kind, name]) = order else {
            let header = header(&row.cells);
            order = Some(header.unwrap_or([0, 1, 2]));
            if header.is_none() {
                days.push(GivenDay { row: row.number, date: cell(0), kind: cell(1), name: cell(2) });
            }
            return ControlFlow::Continue(());
        };
        days.push(GivenDay { row: row.number, date: cell(date), kind: cell(kind), name: cell(name) });
        ControlFlow::Continue(())
    })?;
    Ok(days)
}

/// Where date, kind and name stand; `None` where the row is no header.
fn header(cells: &[String]) -> Option<[usize; 3]> {
    let find = |words: &[&str]| cells.iter().position(|cell| words.contains(&cell.to_lowercase().as_str()));
    Some([find(&DATE)?, find(&KIND)?, find(&NAME)?])
}

/// The days in runs, as announcements name them.
pub fn day_runs(days: &[NamedDay]) -> Vec<DayRun> {
    let mut runs: Vec<DayRun> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(run)
                if run.last.tomorrow().ok() == Some(day.date)
                    && (run.kind, &run.name, &run.source) == (day.kind, &day.name, &day.source) =>
            {
                run.last = day.date;
            }
            Some(_) | None => runs.push(DayRun {
                first: day.date,
                last: day.date,
                kind: day.kind,
                name: day.name.clone(),
                source: day.source.clone(),
            }),
        }
    }
    runs
}

/// The days as text that [`read_days`] reads back, in the words of one language.
///
/// # Errors
/// The text cannot be written, which memory does not bring about.
pub fn days_text(days: &[NamedDay], chinese: bool) -> Result<String, sheet::Unwritable> {
    let pick = |zh: &'static str, en: &'static str| if chinese { zh } else { en };
    let heads = [pick("日期", "date"), pick("类型", "kind"), pick("名称", "name")];
    let rows = day_runs(days).into_iter().map(|run| {
        let label = DayKind::CHOICES[run.kind as usize].label;
        let between = pick("至", "~");
        let date =
            if run.first == run.last { run.first.to_string() } else { format!("{}{between}{}", run.first, run.last) };
        vec![date, pick(label.zh, label.en).to_owned(), run.name]
    });
    let mut text = Vec::new();
    write_csv(&heads.map(Column::text), rows, &mut text)?;
    let text = String::from_utf8_lossy(&text);
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::WorkCalendar;

    #[test]
    fn pasted_text_is_read_with_and_without_a_header() {
        let expected =
            GivenDay { row: 1, date: "2027-01-01".to_owned(), kind: "放假".to_owned(), name: "元旦".to_owned() };
        let table = [
            ("2027-01-01,放假,元旦\n", 1),
            ("2027-01-01\t放假\t元旦\n", 1),
            ("日期,类型,名称\n2027-01-01,放假,元旦\n", 2),
            ("\u{feff}name,date,kind\n元旦,2027-01-01,放假\n", 2),
        ];
        for (text, row) in table {
            let read = read_days(text.as_bytes(), "x.csv").unwrap();
            assert_eq!(read, [GivenDay { row, ..expected.clone() }], "{text:?}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let calendar = WorkCalendar::shipped().unwrap();
        for chinese in [true, false] {
            let text = days_text(calendar.days_of(2023), chinese).unwrap();
            let read = read_days(text.as_bytes(), "x.csv").unwrap();
            assert_eq!(read.len(), day_runs(calendar.days_of(2023)).len(), "{text}");
            let given =
                crate::rules::GivenYear { year: 2023, source: "国办发明电〔2022〕16号".to_owned(), days: read };
            assert_eq!(calendar.slips_of(&given), [], "{text}");
        }
    }
}

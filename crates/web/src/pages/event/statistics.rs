//! An event in numbers, beside the other editions of its series, as a page and as a workbook.

use askama::Template;
use axum::response::Response;
use base::people::may_change;
use base::record::{Kind, RecordId};
use base::rules::PartyType;
use sheet::{Column as SheetColumn, write_xlsx};
use talent::event::{Counts, Statistics, convened, series, statistics};

use super::super::exchange::{WORKBOOK, given, made};
use super::super::frame::{Frame, page_of};
use super::words::span;
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/event/statistics.html")]
struct StatisticsPage {
    t: Messages,
    layout: Layout,
    address: String,
    title: String,
    all: Counts,
    no_show: Option<String>,
    contributions: (usize, usize),
    meetings: usize,
    answered: usize,
    groups: Vec<(String, Vec<(String, Counts)>)>,
    editions: Vec<(String, String, Counts)>,
    due: String,
}

/// Everything that is told, in the reader's words.
struct Told {
    title: String,
    statistics: Statistics,
    groups: Vec<(String, Vec<(String, Counts)>)>,
    editions: Vec<(String, String, Counts)>,
    due: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Events);
    let (id, told) = (frame.id()?, told(&frame)?);
    let no_show = told.statistics.all.no_show().map(|share| format!("{}.{} %", share / 10, share % 10));
    page(&StatisticsPage {
        t: frame.t,
        layout: frame.layout(),
        address: page_of(Kind::Event, id),
        title: told.title,
        all: told.statistics.all,
        no_show,
        contributions: told.statistics.contributions,
        meetings: told.statistics.meetings,
        answered: told.statistics.answered,
        groups: told.groups,
        editions: told.editions,
        due: told.due,
    })
}

pub(super) fn workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Events);
    let (t, told) = (frame.t, told(&frame)?);
    let text = |key: Key| SheetColumn { width: Some(26.0), ..SheetColumn::text(t.get(key)) };
    let number = |key: Key| SheetColumn { width: Some(10.0), ..SheetColumn::number(t.get(key)) };
    let columns = [
        text(Key("event-by")),
        text(Key("event-line")),
        number(Key("event-registered")),
        number(Key("event-placed")),
        number(Key("event-attended")),
        number(Key("event-waiting")),
        number(Key("event-absent")),
    ];
    let cells = |by: &str, line: &str, counts: Counts| -> Vec<String> {
        let counts = [counts.registered, counts.placed, counts.attended, counts.waiting, counts.absent];
        [by.to_owned(), line.to_owned()].into_iter().chain(counts.map(|count| count.to_string())).collect()
    };
    let mut rows = vec![cells(&told.title, &t.get("event-all-of-it"), told.statistics.all)];
    for (by, lines) in &told.groups {
        rows.extend(lines.iter().map(|(line, counts)| cells(by, line, *counts)));
    }
    let series = t.get("event-series");
    rows.extend(told.editions.iter().map(|(name, when, counts)| cells(&series, &format!("{name} {when}"), *counts)));
    let file = made(|out| Ok(write_xlsx(&columns, rows, out)?))?;
    given(file, &format!("{} {}.xlsx", t.get("event-statistics"), told.title), WORKBOOK)
}

fn told(frame: &Frame) -> Result<Told, Trouble> {
    let (t, id) = (frame.t, frame.id()?);
    frame.read(|shelf| {
        let all = statistics(shelf, &frame.occasion, id)?;
        let convened = convened(shelf, &frame.occasion.viewer, id)?;
        let units: Vec<RecordId> = all.by_organisation.iter().filter_map(|(unit, _)| *unit).collect();
        let links = frame.links(shelf, &units)?;
        let nobody = || t.get("event-unknown");
        let unit =
            |id: &Option<RecordId>| id.and_then(|id| links.get(&id)).map_or_else(nobody, |link| link.text.clone());
        let by_unit = all.by_organisation.iter().map(|(id, counts)| (unit(id), *counts)).collect();
        let by_role = all.by_role.iter().map(|(role, counts)| {
            let label = role.map(|role| role.choice().label);
            (label.map_or_else(nobody, |label| t.pick(label.zh, label.en).to_owned()), *counts)
        });
        let by_type = all.by_type.iter().map(|(of, counts)| {
            let label = of.map(|of: PartyType| of.choice().label);
            (label.map_or_else(nobody, |label| t.pick(label.zh, label.en).to_owned()), *counts)
        });
        let groups = vec![
            (t.get("event-by-unit"), by_unit),
            (t.get("event-by-role"), by_role.collect()),
            (t.get("event-by-type"), by_type.collect()),
        ];
        let mut editions = Vec::new();
        let series = series(shelf, &frame.occasion.viewer, &convened.event)?;
        for edition in series.iter().flat_map(|series| &series.editions) {
            // Of editions that others lead no numbers are told.
            if may_change(&frame.occasion.viewer, &edition.record).is_ok() {
                let counted = statistics(shelf, &frame.occasion, edition.record.id)?;
                let when = span(edition.event.begins.as_ref(), edition.event.ends.as_ref());
                editions.push((frame.title(&edition.record), when, counted.all));
            }
        }
        let due = series.and_then(|series| series.due).map_or_else(String::new, |day| day.to_string());
        Ok(Told { title: frame.title(&convened.record), statistics: all, groups, editions, due })
    })
}

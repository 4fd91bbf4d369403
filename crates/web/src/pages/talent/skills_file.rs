//! The skills that are wanting as a workbook.

use axum::response::Response;
use sheet::{Column, write_xlsx};

use super::super::exchange::{WORKBOOK, given, made};
use super::super::frame::Frame;
use super::skills::{asked, by_stage, name};
use crate::language::Key;
use crate::shell::{Section, Trouble, Visit};
use crate::state::State;

pub(super) fn workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Skills);
    let (t, weighed) = (frame.t, asked(&frame)?.0);
    let text = |key: Key, width: f64| Column { width: Some(width), ..Column::text(t.get(key)) };
    let number = |key: Key| Column { width: Some(12.0), ..Column::number(t.get(key)) };
    let columns = [
        text(Key("skills-stage"), 16.0),
        text(Key("skills-skill"), 28.0),
        number(Key("skills-asked")),
        number(Key("skills-open")),
        number(Key("skills-people")),
        number(Key("skills-free")),
        number(Key("skills-short-now")),
        number(Key("skills-open-then")),
        number(Key("skills-free-then")),
        number(Key("skills-trained")),
        number(Key("skills-short-then")),
    ];
    let mut rows = Vec::new();
    for (stage, gaps) in by_stage(&frame, &weighed) {
        for gap in gaps {
            let (now, then) = (gap.now, gap.then);
            let counts = [now.asked, now.open, now.people, now.free, now.short()];
            let later = [then.open, then.free, then.trained, then.short()];
            let texts = [stage.clone(), name(t, &state.chain().skills[gap.skill])];
            rows.push(texts.into_iter().chain(counts.into_iter().chain(later).map(|count| count.to_string())));
        }
    }
    let rows = rows.into_iter().map(Iterator::collect::<Vec<String>>);
    let title = format!("{} {} {}.xlsx", t.get("skills-title"), weighed.today, weighed.horizon);
    let file = made(|out| Ok(write_xlsx(&columns, rows, out)?))?;
    given(file, &title, WORKBOOK)
}

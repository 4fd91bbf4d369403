//! The schedule of a project as a picture: its term as a bar, gates and milestones by day, and today.

use askama::Template;
use askama::filters::HtmlSafe;
use innovation::project::{Mark, MarkKind, Schedule};
use jiff::civil::Date;

const WIDTH: f64 = 760.0;
const LEFT: f64 = 8.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 26.0;
const ROW: f64 = 24.0;
const BOTTOM: f64 = 22.0;
/// Most rows that are drawn; the table has them all.
const MOST: usize = 40;

/// The picture; it writes itself.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/project/picture.html")]
pub(super) struct Picture {
    title: String,
    width: f64,
    height: f64,
    floor: String,
    years: Vec<(String, String)>,
    bar: Option<(String, String)>,
    today: Option<(String, String)>,
    marks: Vec<Drawn>,
}

impl HtmlSafe for Picture {}

#[derive(Clone, Debug)]
struct Drawn {
    x: String,
    y: String,
    text: String,
    label: String,
    anchor: &'static str,
    class: &'static str,
    /// A gate is a diamond, a milestone a circle.
    gate: bool,
}

fn days(text: &str) -> Option<f64> {
    let date: Date = text.parse().ok()?;
    let since = date.since(Date::constant(2000, 1, 1)).ok()?;
    Some(f64::from(since.get_days()))
}

impl Picture {
    /// Draws a schedule; none where it has no two days.
    pub(super) fn of(schedule: &Schedule, today: &str, title: String, said: &str) -> Option<Self> {
        let dated: Vec<(&Mark, f64)> = schedule
            .marks
            .iter()
            .filter_map(|mark| Some((mark, days(mark.done.as_deref().or(mark.due.as_deref())?)?)))
            .take(MOST)
            .collect();
        let ends = [&schedule.begins, &schedule.ends].map(|day| day.as_deref().and_then(days));
        let now = days(today)?;
        let known = ends.iter().flatten().copied().chain(dated.iter().map(|(_, day)| *day));
        let (low, high) =
            known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), day| (low.min(day), high.max(day)));
        if !(low.is_finite() && high > low) {
            return None;
        }
        let x = |day: f64| LEFT + (day - low) / (high - low) * (WIDTH - LEFT - RIGHT);
        let at = |day: f64| format!("{:.1}", x(day));
        let floor = TOP + ROW * (dated.len() as f64 + 1.0);
        let marks = dated.iter().enumerate().map(|(row, (mark, day))| {
            let right = x(*day) > WIDTH * 0.6;
            Drawn {
                x: at(*day),
                y: format!("{:.1}", TOP + ROW * (row as f64 + 1.5)),
                text: format!("{:.1}", if right { x(*day) - 12.0 } else { x(*day) + 12.0 }),
                label: label(mark),
                anchor: if right { "end" } else { "start" },
                class: if mark.late {
                    "bar-tail"
                } else if mark.done.is_some() {
                    "bar"
                } else {
                    "bar-rest"
                },
                gate: mark.kind == MarkKind::Gate,
            }
        });
        let marks = marks.collect();
        let inside = (low..=high).contains(&now);
        Some(Self {
            title,
            width: WIDTH,
            height: floor + BOTTOM,
            floor: format!("{floor:.1}"),
            years: years(low, high).into_iter().map(|(day, year)| (at(day), year)).collect(),
            bar: ends[0].zip(ends[1]).map(|(from, until)| (at(from), format!("{:.1}", (x(until) - x(from)).max(1.0)))),
            today: inside.then(|| (at(now), said.to_owned())),
            marks,
        })
    }
}

fn label(mark: &Mark) -> String {
    let level = mark.level.map_or_else(String::new, |level| format!("{level} "));
    let name: String = mark.name.chars().take(24).collect();
    let day = mark.done.as_deref().or(mark.due.as_deref()).unwrap_or_default();
    format!("{level}{name} {day}")
}

/// The beginnings of the years between two days.
fn years(low: f64, high: f64) -> Vec<(f64, String)> {
    let first = |year: i16| days(&format!("{year:04}-01-01"));
    let all = (2000..2200).filter_map(|year| Some((first(year)?, year.to_string())));
    all.filter(|(day, _)| (low..=high).contains(day)).take(20).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn mark(name: &str, due: Option<&str>, done: Option<&str>, late: bool) -> Mark {
        Mark {
            kind: MarkKind::Gate,
            at: 0,
            name: name.to_owned(),
            level: Some(5),
            due: due.map(str::to_owned),
            done: done.map(str::to_owned),
            late,
        }
    }

    #[test]
    fn a_picture_shows_what_has_a_day_and_marks_what_is_late() {
        let schedule = Schedule {
            begins: Some("2026-01-01".to_owned()),
            ends: Some("2027-01-01".to_owned()),
            marks: vec![
                mark("<甲>", Some("2026-03-01"), Some("2026-03-02"), false),
                mark("乙", Some("2026-06-01"), None, true),
                mark("丙", None, None, false),
            ],
        };
        let drawn = Picture::of(&schedule, "2026-07-02", "进度".to_owned(), "今天").unwrap();
        assert_eq!(drawn.marks.len(), 2);
        assert_eq!(drawn.marks.iter().map(|one| one.class).collect::<Vec<_>>(), ["bar", "bar-tail"]);
        let text = drawn.to_string();
        assert!(text.contains("今天") && text.contains("5 乙 2026-06-01") && !text.contains("<甲>"), "{text}");
        // Half of the year is half of the way.
        let middle: f64 = drawn.today.unwrap().0.parse().unwrap();
        assert!((middle - (LEFT + 0.5 * (WIDTH - LEFT - RIGHT))).abs() < 2.0, "{middle}");
        let bare = Schedule { begins: None, ends: None, marks: Vec::new() };
        assert!(Picture::of(&bare, "2026-07-02", String::new(), "").is_none());
    }
}

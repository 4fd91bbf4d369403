//! Bookings that come again, over holidays and into years that nobody knows yet.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod stage;

use base::rules::WorkCalendar;
use platform::series::{Every, Fate, OnHoliday, Series, book_series, preview};
use platform::{Asking, book};
use stage::{NOW, Stage, at, both, refusal};

fn weekly(stage: &Stage, holidays: OnHoliday, last: &str) -> Series {
    Series {
        asking: Asking::of(stage.microscope, at(NOW), at(NOW)),
        from: "2026-04-22T13:00".parse().unwrap(),
        until: "2026-04-22T16:00".parse().unwrap(),
        every: Every::Week,
        last: last.parse().unwrap(),
        holidays,
    }
}

/// What becomes of each date: the day it is on, or why it is not.
fn fates(stage: &Stage, series: &Series) -> Vec<String> {
    let calendar = WorkCalendar::shipped().unwrap();
    let seen = stage.base.read(&stage.other, NOW, |shelf, occasion| preview(shelf, occasion, &calendar, series));
    let told = seen.unwrap().into_iter().map(|one| {
        let fate = match one.fate {
            Fate::Free(_) => String::new(),
            Fate::Skipped => format!(" left out: {}", one.holiday),
            Fate::Refused(refusal) => format!(" {}", refusal.key().trim_start_matches("base-refusal-")),
        };
        format!("{}{}{fate}", one.on, if one.unknown { "?" } else { "" })
    });
    told.collect()
}

#[test]
fn holidays_are_left_out_or_moved_and_nothing_is_written_before_it_is_wanted() {
    for stage in both().map(Stage::set) {
        // 1 May 2026 is a Friday; the holiday lasts until Tuesday the 5th.
        let asking = stage.microscope_at("2026-05-13T15:00", "2026-05-13T17:00");
        stage.base.write(&stage.user, NOW, move |shelf, now| book(shelf, now, &asking)).unwrap();
        let plain = weekly(&stage, OnHoliday::Skip, "2026-05-20");
        assert_eq!(
            fates(&stage, &plain),
            ["2026-04-22", "2026-04-29", "2026-05-06", "2026-05-13 overlaps", "2026-05-20"],
            "{}",
            stage.base.name
        );
        let friday = |holidays| Series {
            asking: Asking::of(stage.furnace, at(NOW), at(NOW)),
            from: "2026-04-24T09:00".parse().unwrap(),
            until: "2026-04-24T12:00".parse().unwrap(),
            last: "2026-05-08".parse().unwrap(),
            ..weekly(&stage, holidays, "2026-05-08")
        };
        let told = |holidays| {
            let calendar = WorkCalendar::shipped().unwrap();
            let series = friday(holidays);
            let seen = stage.base.read(&stage.user, NOW, |shelf, now| preview(shelf, now, &calendar, &series)).unwrap();
            seen.into_iter().map(|one| (one.on.to_string(), matches!(one.fate, Fate::Free(_)))).collect::<Vec<_>>()
        };
        let day = |text: &str, free| (text.to_owned(), free);
        assert_eq!(told(OnHoliday::Skip), [day("2026-04-24", true), day("2026-05-01", false), day("2026-05-08", true)]);
        assert_eq!(told(OnHoliday::Move), [day("2026-04-24", true), day("2026-05-06", true), day("2026-05-08", true)]);
        let none = stage.base.read(&stage.user, NOW, |shelf, _| {
            Ok(shelf.bookings(stage.furnace, at("2026-04-01T00:00"), at("2026-06-01T00:00"))?.len())
        });
        assert_eq!(none.unwrap(), 0, "a preview writes nothing");

        let (series, days) = (friday(OnHoliday::Move), ["2026-04-24", "2026-05-01"].map(|day| day.parse().unwrap()));
        let booked = |days: Vec<jiff::civil::Date>, series: Series| {
            stage.base.write(&stage.user, NOW, move |shelf, now| {
                book_series(shelf, now, &WorkCalendar::shipped().unwrap(), &series, &days)
            })
        };
        let made = booked(days.to_vec(), series.clone()).unwrap();
        let starts: Vec<String> = made.iter().map(|one| one.from.to_string()[..16].to_owned()).collect();
        assert_eq!(starts, ["2026-04-24T09:00", "2026-05-06T09:00"]);
        assert_eq!(refusal(booked(days.to_vec(), series)), "series-taken", "sent twice");
    }
}

#[test]
fn years_that_nobody_knows_are_said() {
    let [base, _] = both();
    let stage = Stage::set(base);
    let last = WorkCalendar::shipped().unwrap().last_year();
    let series = Series {
        from: format!("{last}-12-23T13:00").parse().unwrap(),
        until: format!("{last}-12-23T16:00").parse().unwrap(),
        every: Every::Day,
        last: format!("{}-01-05", last + 1).parse().unwrap(),
        ..weekly(&stage, OnHoliday::Skip, "2026-05-20")
    };
    let fates = fates(&stage, &series);
    assert!(fates.iter().all(|fate| fate.contains('?') == (fate.starts_with(&(last + 1).to_string()))), "{fates:?}");
    let endless = Series { last: "2027-12-31".parse().unwrap(), every: Every::Day, ..series };
    let calendar = WorkCalendar::shipped().unwrap();
    let said = stage.base.read(&stage.user, NOW, |shelf, now| preview(shelf, now, &calendar, &endless));
    assert_eq!(refusal(said.map(|seen| seen.len())), "series-too-long");
}

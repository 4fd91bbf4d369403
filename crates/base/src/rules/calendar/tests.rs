//! The days of real years, and clocks over holidays and past the last known year.

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn announced_days_are_known() {
    let calendar = WorkCalendar::shipped().unwrap();
    let table = [
        ("2020-01-19", true),  // Sunday, made up for the Spring Festival
        ("2020-02-01", false), // first announced as a workday, then the holiday was extended
        ("2021-09-18", true),  // Saturday before the Mid-Autumn holiday
        ("2022-01-31", false),
        ("2023-04-05", false),
        ("2023-10-07", true),
        ("2024-02-09", true),  // New Year's Eve was no holiday in 2024
        ("2025-01-28", false), // and was one in 2025
        ("2025-10-08", false),
        ("2026-01-04", true),
        ("2026-02-14", true),
        ("2026-02-23", false),
        ("2026-09-25", false),
        ("2026-10-08", true),
        ("2026-11-21", false), // a plain Saturday
        ("2026-11-23", true),  // a plain Monday
    ];
    for (date, expected) in table {
        assert_eq!(calendar.is_workday(day(date)), Ok(expected), "{date}");
    }
}

#[test]
fn years_have_the_workdays_that_were_announced() {
    let calendar = WorkCalendar::shipped().unwrap();
    let table = [(2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)];
    assert_eq!((calendar.first_year(), calendar.last_year()), (2020, 2026));
    for (year, expected) in table {
        let first = Date::new(year, 1, 1).unwrap();
        let days = first.series(1.day()).take_while(|date| date.year() == year);
        let workdays = days.filter(|date| calendar.is_workday(*date).unwrap()).count();
        assert_eq!(workdays, expected, "{year}");
    }
}

#[test]
fn clocks_count_from_the_day_after() {
    let calendar = WorkCalendar::shipped().unwrap();
    let past = DayRefusal::PastKnownYears { last: 2026 };
    let table = [
        ("2026-11-23", 0, Ok("2026-11-23")),
        ("2026-11-23", 1, Ok("2026-11-24")),
        ("2026-11-20", 1, Ok("2026-11-23")),
        ("2026-02-13", 1, Ok("2026-02-14")),
        ("2026-02-14", 1, Ok("2026-02-24")),
        ("2026-09-18", 15, Ok("2026-10-15")),
        ("2026-12-10", 15, Ok("2026-12-31")),
        ("2026-12-10", 16, Err(past)),
        ("2027-01-04", 1, Err(past)),
        ("2019-12-31", 1, Err(DayRefusal::BeforeKnownYears { year: 2019, first: 2020 })),
    ];
    for (start, workdays, expected) in table {
        assert_eq!(calendar.add_workdays(day(start), workdays), expected.map(day), "{start} + {workdays}");
    }
    assert_eq!(calendar.add_days(day("2026-12-25"), 15), Ok(day("2027-01-09")));
    assert_eq!(calendar.add_days(day("9999-12-31"), 1), Err(DayRefusal::BeyondTheCalendar));
    assert_eq!(calendar.add_days(day("2026-12-25"), u32::MAX), Err(DayRefusal::BeyondTheCalendar));
}

#[test]
fn workdays_add_up() {
    let calendar = WorkCalendar::shipped().unwrap();
    let start = day("2020-01-01");
    for first in 0..60 {
        for second in 0..60 {
            let there = calendar.add_workdays(start, first).unwrap();
            let both = calendar.add_workdays(there, second);
            assert_eq!(both, calendar.add_workdays(start, first + second), "{first} + {second}");
        }
    }
}

#[test]
fn what_is_no_calendar_is_refused_by_line() {
    let table = [
        ("", CalendarRefusal::Head),
        ("year,first\n", CalendarRefusal::Head),
        ("HEAD\n", CalendarRefusal::Gap),
        ("HEAD\n2026,2026-01-01,2026-01-03,holiday,元旦,x\n", CalendarRefusal::Row { line: 2 }),
        ("HEAD\n2026,2026-01-01,2026-01-03,off,元旦,\n", CalendarRefusal::Row { line: 2 }),
        ("HEAD\n2026,2026-01-01,2026-02-30,off,元旦,x\n", CalendarRefusal::Row { line: 2 }),
        ("HEAD\n2026,2026-01-03,2026-01-01,off,元旦,x\n", CalendarRefusal::Order { line: 2 }),
        ("HEAD\n2026,2026-01-03,2026-10-01,off,元旦,x\n", CalendarRefusal::Order { line: 2 }),
        (
            "HEAD\n2026,2026-01-05,2026-01-05,work,元旦,x\n",
            CalendarRefusal::NotAWeekend { line: 2, date: Date::constant(2026, 1, 5) },
        ),
        (
            "HEAD\n2026,2026-01-01,2026-01-03,off,元旦,x\n2026,2026-01-03,2026-01-03,work,元旦,x\n",
            CalendarRefusal::Twice { line: 3, date: Date::constant(2026, 1, 3) },
        ),
        ("HEAD\n2024,2024-01-01,2024-01-01,off,元旦,x\n2026,2026-01-01,2026-01-03,off,元旦,x\n", CalendarRefusal::Gap),
    ];
    for (text, expected) in table {
        assert_eq!(WorkCalendar::read(&text.replace("HEAD", HEAD)), Err(expected), "{text}");
    }
}

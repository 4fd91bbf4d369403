//! Announcements that can be brought and that cannot, row by row.

use super::*;

fn row(row: usize, date: &str, kind: &str, name: &str) -> GivenDay {
    GivenDay { row, date: date.to_owned(), kind: kind.to_owned(), name: name.to_owned() }
}

/// What has to be off, and the rows that are looked at.
fn year(year: i16, rows: &[GivenDay]) -> GivenYear {
    let mut days = vec![
        row(2, &format!("{year}-01-01"), "放假", "元旦"),
        row(3, &format!("{year}-05-01"), "holiday", "劳动节"),
        row(4, &format!("{year}-10-01至{year}-10-03"), "Day off", "国庆节"),
    ];
    days.extend_from_slice(rows);
    GivenYear { year, source: "示例通知 1 号".to_owned(), days }
}

#[test]
fn every_row_that_is_wrong_is_named() {
    let known = WorkCalendar::shipped().unwrap();
    let table = [
        (year(2027, &[]), ""),
        (year(2026, &[row(5, "2025年12月28日", "上班", "元旦调休")]), ""),
        (year(2027, &[row(5, "2027-10-09", "workday", "国庆节调休")]), ""),
        (year(2019, &[]), ""),
        (year(2028, &[]), "year: 2028 is not between 2019 and 2027"),
        (
            year(2027, &[row(5, "2027-10-08", "上班", "国庆节调休")]),
            "days.5.kind: 2027-10-08 is no Saturday or Sunday, so it is a workday anyway",
        ),
        (year(2027, &[row(5, "2028-01-01", "放假", "元旦")]), "days.5.date: 2028-01-01 is no day of 2027"),
        (year(2027, &[row(5, "2026-12-24", "放假", "元旦")]), "days.5.date: 2026-12-24 is no day of 2027"),
        (year(2027, &[row(5, "2027-01-01", "放假", "元旦")]), "days.5.date: 2027-01-01 is named twice"),
        (year(2027, &[row(5, "2027-02-07~2027-02-05", "放假", "春节")]), "days.5.date: it ends before it begins"),
        (
            year(2027, &[row(5, "2027-2", "也许", "")]),
            "days.5.date: “2027-2” is not a day; write 2026-01-15 or 2026年1月15日\n\
             days.5.kind: “也许” is none of 放假、调休上班\n\
             days.5.name: it may not be empty",
        ),
        (GivenYear { source: " ".to_owned(), ..year(2027, &[]) }, "source: it may not be empty"),
    ];
    for (given, expected) in table {
        let slips: Vec<String> = known.slips_of(&given).iter().map(ToString::to_string).collect();
        assert_eq!(slips.join("\n"), expected, "{given:?}");
    }
    let short = GivenYear { days: Vec::new(), ..year(2027, &[]) };
    assert_eq!(known.slips_of(&short).len(), 5, "the days that are off in every year");
}

#[test]
fn a_brought_year_counts_in_place_of_what_was_known() {
    let shipped = WorkCalendar::shipped().unwrap();
    let given =
        year(2027, &[row(5, "2026-12-26", "上班", "元旦调休"), row(6, "2027-02-05至2027-02-11", "放假", "春节")]);
    let (source, days) = checked(&shipped, &given).unwrap();
    let brought = BroughtYear {
        year: 2027,
        source,
        days,
        by: "operator".to_owned(),
        at: Timestamp::parse("2026-11-24T00:00:00Z").unwrap(),
    };
    let calendar = shipped.clone().with_brought(brought.clone());
    let day = |text: &str| text.parse::<Date>().unwrap();
    assert_eq!((calendar.first_year(), calendar.last_year()), (2020, 2027));
    // The Saturday is of 2026, and the announcement of 2027 has the last word on it.
    assert_eq!((shipped.is_workday(day("2026-12-26")), calendar.is_workday(day("2026-12-26"))), (Ok(false), Ok(true)));
    assert_eq!(calendar.is_workday(day("2027-02-08")), Ok(false));
    assert_eq!(calendar.add_workdays(day("2026-12-31"), 1), Ok(day("2027-01-04")));
    assert_eq!(calendar.named(day("2027-02-08")).map(|day| day.name.as_str()), Some("春节"));
    // Brought again without the Spring Festival, the last one counts.
    let again = BroughtYear { days: brought.days[..1].to_vec(), ..brought };
    assert_eq!(calendar.with_brought(again).is_workday(day("2027-02-08")), Ok(true));
}

//! Patent numbers as they are printed, and what is refused.

use super::*;

#[test]
fn real_chinese_numbers_pass_their_check_digit() {
    let table = [
        ("200310100002.X", "CN200310100002.X"),
        ("ZL202010566088.9", "CN202010566088.9"),
        ("ZL2015 1 0958772.0", "CN201510958772.0"),
        ("CN202411064734.6", "CN202411064734.6"),
        ("ＺＬ２０１８１１５６４２８８．Ｘ", "CN201811564288.X"),
        ("2019106035651", "CN201910603565.1"),
        ("cn202110049384.6", "CN202110049384.6"),
        ("202111029984.2", "CN202111029984.2"),
        ("ZL202322865413.3", "CN202322865413.3"),
        ("ZL2005 10096239.4", "CN200510096239.4"),
        ("202310098261.0", "CN202310098261.0"),
    ];
    for (given, expected) in table {
        let number = PatentNumber::parse(given).unwrap();
        assert_eq!(number.as_str(), expected, "{given}");
        assert_eq!((number.office(), number.form()), (PatentOffice::China, PatentForm::Application), "{given}");
        assert_eq!(PatentNumber::parse(expected), Ok(number));
    }
}

#[test]
fn eight_digit_numbers_have_two_digit_years() {
    // The check digit of 85100001 is computed by hand: 8·2+5·3+1·4+0+0+0+0+1·9 = 44 = 4·11.
    assert_eq!(PatentNumber::parse("85100001.0").unwrap().as_str(), "CN85100001.0");
    let year = |given: &str, year| IdentifierRefusal::Year {
        kind: IdentifierKind::PatentNumber,
        given: given.to_owned(),
        year,
    };
    assert_eq!(PatentNumber::parse("84100001.0"), Err(year("84100001.0", 2084)));
    assert_eq!(PatentNumber::parse("04100001.0"), Err(year("04100001.0", 2004)));
    assert_eq!(PatentNumber::parse("199910000001.0"), Err(year("199910000001.0", 1999)));
}

#[test]
fn numbers_of_other_offices_are_read_by_their_shape() {
    use PatentForm::{Application, Publication};
    use PatentOffice::{China, Europe, Japan, Korea, UnitedStates, World};
    let table = [
        ("CN107123456A", "CN107123456A", China, Publication),
        ("CN1234567C", "CN1234567C", China, Publication),
        ("CN209876543 U", "CN209876543U", China, Publication),
        ("US 7,654,321 B2", "US7654321B2", UnitedStates, Publication),
        ("US2019/0012345 A1", "US20190012345A1", UnitedStates, Publication),
        ("US 15/123,456", "US15/123456", UnitedStates, Application),
        ("EP1234567B1", "EP1234567B1", Europe, Publication),
        ("EP19123456.7", "EP19123456.7", Europe, Application),
        ("WO 2019/123456 A1", "WO2019123456A1", World, Publication),
        ("PCT/CN2019/123456", "PCT/CN2019/123456", World, Application),
        ("JP 2019-123456 A", "JP2019123456A", Japan, Publication),
        ("特願2019-123456", "JP2019123456", Japan, Application),
        ("JP6543210B2", "JP6543210B2", Japan, Publication),
        ("KR 10-2019-0123456", "KR1020190123456", Korea, Application),
        ("KR1020190123456A", "KR1020190123456A", Korea, Publication),
        ("KR102123456B1", "KR102123456B1", Korea, Publication),
    ];
    for (given, expected, office, form) in table {
        let number = PatentNumber::parse(given).unwrap();
        assert_eq!((number.as_str(), number.office(), number.form()), (expected, office, form), "{given}");
        assert_eq!(PatentNumber::parse(expected).unwrap().as_str(), expected);
    }
}

#[test]
fn what_is_wrong_is_named() {
    let table = [
        ("", "the patent number is empty"),
        ("201811564288.1", "the check digit of the patent number “201811564288.1” should be X and is 1"),
        ("201811564288", "the patent number “201811564288” lacks its check digit, which is X"),
        ("201861564288.X", "“6” cannot stand at place 5 of the patent number “201861564288.X”"),
        ("2018115642A8.X", "“A” cannot stand at place 11 of the patent number “2018115642A8.X”"),
        ("201811564288.Y", "“Y” cannot stand at place 13 of the patent number “201811564288.Y”"),
        ("20181156428.X", "“X” cannot stand at place 12 of the patent number “20181156428.X”"),
        ("20181156428", "the patent number “20181156428” has 11 characters, not 13"),
        ("201811564288.XX", "the patent number “201811564288.XX” has 14 characters, not 13"),
        ("钕铁硼", "“钕铁硼” has none of the forms of a patent number"),
        ("US12", "“US12” has none of the forms of a patent number"),
        ("WO2019/123", "“WO2019/123” has none of the forms of a patent number"),
        ("DE102019000001A1", "“DE102019000001A1” has none of the forms of a patent number"),
    ];
    for (given, expected) in table {
        assert_eq!(PatentNumber::parse(given).unwrap_err().to_string(), expected);
    }
}

#[test]
fn every_single_misread_digit_is_caught() {
    let number = "201811564288.X";
    for (at, c) in number.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        for digit in ('0'..='9').filter(|digit| *digit != c) {
            let mut misread = number.to_owned();
            misread.replace_range(at..=at, &digit.to_string());
            assert!(PatentNumber::parse(&misread).is_err(), "{misread}");
        }
    }
}

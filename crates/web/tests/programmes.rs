//! The pages of programmes: who leads one takes somebody from the application to the certificate.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use axum::http::StatusCode;
use base::record::verb::Beginning;
use base::record::{Given, Kind, RecordId};
use house::House;
use measure::Timestamp;

fn written(house: &House, kind: Kind, fields: &[(&str, &str)]) -> RecordId {
    let given: Vec<(String, Given)> =
        fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
    house.write(kind, &given, Beginning::Published).id
}

fn class(house: &House) -> RecordId {
    let owner = house.north.to_string();
    let fields = [
        ("title_zh", "磁体工艺班"),
        ("owner", owner.as_str()),
        ("programme_type", "course"),
        ("aims", "厚件"),
        ("places", "1"),
        ("courses", "理论 | | | | 10 | 2"),
        ("credits_needed", "2"),
        ("attendance_percent", "80"),
        ("visibility", "public"),
    ];
    written(house, Kind::Programme, &fields)
}

/// Presses the button of the stage that follows, which is called so.
async fn advance(house: &House, desk: &str, word: &str) -> house::Sent {
    let page = house.page("lead", desk).await;
    assert!(page.contains(&format!("转为“{word}”")), "{word} is not next: {page}");
    let to = page.split("name=\"to\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    house.post("lead", desk, &[("act", "advance"), ("to", to)]).await
}

#[tokio::test]
async fn who_leads_a_programme_takes_somebody_to_the_certificate() {
    let house = House::new();
    let owner = house.north.to_string();
    let (pupil, late) = ("王实践", "赵候补");
    for name in [pupil, late] {
        written(&house, Kind::Person, &[("title_zh", name), ("owner", &owner), ("visibility", "public")]);
    }
    let desk = format!("/programmes/{}/desk", class(&house));
    let apply = [("act", "apply"), ("person", pupil), ("motivation", "想学")];
    let early = house.post("lead", &desk, &apply).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.page);
    let denied = house.post("southern", &desk, &[("act", "advance"), ("to", "applications")]).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN, "{}", denied.page);
    let table = [("running", StatusCode::CONFLICT), ("nonsense", StatusCode::NOT_FOUND), ("", StatusCode::NOT_FOUND)];
    for (to, status) in table {
        assert_eq!(house.post("lead", &desk, &[("act", "advance"), ("to", to)]).await.status, status, "{to}");
    }

    advance(&house, &desk, "报名中").await.led();
    let nobody = house.post("lead", &desk, &[("act", "apply"), ("person", "查无此人"), ("motivation", "想学")]).await;
    assert!(nobody.status.is_client_error() && nobody.page.contains("查无此人"), "{}", nobody.page);
    house.post("lead", &desk, &apply).await.led();
    house.post("lead", &desk, &[("act", "apply"), ("person", late), ("motivation", "也想学")]).await.led();
    let page = house.page("lead", &desk).await;
    let of = |name: &str| {
        let before = page.split(&format!("{name}</a>")).next().unwrap();
        let at = before.rsplit("/enrolments/").next().unwrap();
        at.split('/').next().unwrap().to_owned()
    };
    let (first, second) = (of(pupil), of(late));
    house.post("lead", &desk, &[("act", "admit"), ("enrolment", &first)]).await.led();
    let full = house.post("lead", &desk, &[("act", "admit"), ("enrolment", &second)]).await;
    assert_eq!(full.status, StatusCode::CONFLICT, "{}", full.page);
    house.post("lead", &desk, &[("act", "wait"), ("enrolment", &second)]).await.led();

    advance(&house, &desk, "选拔中").await.led();
    advance(&house, &desk, "进行中").await.led();
    let came = format!("came-{first}");
    let sheet = [("act", "attendance"), ("course", "理论"), ("day", "2026-03-01"), ("hours", "10"), (&came, "present")];
    house.post("lead", &desk, &sheet).await.led();
    let hand = format!("/enrolments/{first}/desk");
    let page = house.page("lead", &hand).await;
    assert!(page.contains("100.0% / 80%") && page.contains("0.0 / 2"), "{page}");
    let short = house.post("lead", &desk, &[("act", "certify"), ("enrolment", &first)]).await;
    assert_eq!(short.status, StatusCode::CONFLICT, "{}", short.page);
    let open = advance(&house, &desk, "已结业").await;
    assert_eq!(open.status, StatusCode::CONFLICT, "somebody is undecided: {}", open.page);
    let credit =
        [("act", "credit"), ("enrolment", first.as_str()), ("course", "理论"), ("mark", "优"), ("credits", "2")];
    house.post("lead", &desk, &credit).await.led();
    house.post("lead", &desk, &[("act", "certify"), ("enrolment", &first)]).await.led();
    advance(&house, &desk, "已结业").await.led();

    // Anybody checks the certificate by its code, in any writing; a misread one is none.
    let page = house.page("lead", &hand).await;
    let code = page.split("/certificates/").nth(1).unwrap().split('"').next().unwrap();
    for typed in [code.to_owned(), code.to_lowercase(), code.replace('-', "")] {
        let page = house.page("nobody", &format!("/certificates/{typed}")).await;
        assert!(page.contains(pupil) && page.contains("磁体工艺班") && page.contains(code), "{page}");
    }
    let mut misread = code.to_owned();
    misread.replace_range(0..1, if code.starts_with('2') { "3" } else { "2" });
    let (status, page) = house.get("nobody", &format!("/certificates/{misread}")).await;
    assert!(status == StatusCode::NOT_FOUND && !page.contains(pupil) && page.contains("role=\"alert\""), "{page}");
    let outcome = [("act", "outcome"), ("outcome", "转入工艺岗")];
    let soon = house.post("lead", &hand, &outcome).await;
    assert!(soon.status == StatusCode::CONFLICT && soon.page.contains("2027-03-02"), "{}", soon.page);
    house.clock.set(Timestamp::parse("2027-03-02T10:00:00+08:00").unwrap());
    house.post("lead", &hand, &outcome).await.led();
    assert!(house.page("lead", &hand).await.contains("转入工艺岗"));
}

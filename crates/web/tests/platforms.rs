//! The pages of platforms: what both sides have to agree to, the project that hours are for, the calendar's address.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use axum::http::StatusCode;
use base::record::verb::Beginning;
use base::record::{Given, Kind, RecordId};
use base::store::{Booking, BookingFilter, BookingState};

use house::House;

fn written(house: &House, kind: Kind, fields: &[(&str, &str)]) -> RecordId {
    let given: Vec<(String, Given)> =
        fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
    house.write(kind, &given, Beginning::Published).id
}

/// An instrument of the south's to which both sides have to agree.
fn press(house: &House) -> RecordId {
    let hours = ["monday", "tuesday", "wednesday", "thursday", "friday"].map(|day| format!("{day} | 08:30 | 17:30"));
    let fields = [
        ("title_zh", "磁场压机"),
        ("platform_type", "instrument"),
        ("owner", &house.south.to_string()),
        ("visibility", "public"),
        ("booking_unit", "hour"),
        ("open_hours", &hours.join("\n")),
        ("approval", "both"),
    ];
    written(house, Kind::Platform, &fields)
}

fn project(house: &House, title: &str, owner: RecordId, visibility: &str) -> RecordId {
    let owner = owner.to_string();
    let fields = [
        ("title_zh", title),
        ("owner", &owner),
        ("visibility", visibility),
        ("stage", "执行中"),
        ("goal", "回答一个问题"),
    ];
    written(house, Kind::Project, &fields)
}

fn booked(house: &House, platform: RecordId) -> Vec<Booking> {
    let filter = BookingFilter { platforms: vec![platform], ..BookingFilter::default() };
    house.store.reading(|shelf| shelf.bookings_of(&filter, 10)).unwrap()
}

#[tokio::test]
async fn who_leads_the_users_organisation_agrees_on_a_page() {
    let house = House::new();
    let press = press(&house);
    let id = press.to_string();
    let hours = [("platform", id.as_str()), ("from", "2026-03-10T09:00"), ("until", "2026-03-10T12:00")];
    let sent = house.post("worker", "/platforms/set", &hours).await;
    assert_eq!(sent.led(), "/bookings");
    let booking = booked(&house, press)[0].id.to_string();
    let (lead, worker) = (house.page("lead", "/bookings").await, house.page("worker", "/bookings").await);
    assert!(lead.contains("id=\"agree\"") && lead.contains("王工"), "{lead}");
    assert!(!worker.contains("id=\"agree\""), "{worker}");
    let told = house.page("lead", "/notices").await;
    assert!(told.contains("/bookings#agree") && told.contains("2026-03-10 09:00–12:00"), "{told}");

    let say = |act: &'static str| [("act", act), ("id", booking.as_str()), ("platform", id.as_str()), ("note", "")];
    let refused = house.post("lead", "/bookings", &say("refuse")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no reason");
    assert_eq!(house.post("worker", "/bookings", &say("agree")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.post("lead", "/bookings", &say("agree")).await.led(), "/bookings");
    assert!(!house.page("lead", "/bookings").await.contains("id=\"agree\""), "it is said");
    assert_eq!(booked(&house, press)[0].state, BookingState::Requested, "its keeper has still to agree");
    let kept = [("act", "accept"), ("booking", booking.as_str()), ("note", "")];
    assert_eq!(house.post("admin", &format!("/platforms/{id}/desk"), &kept).await.status, StatusCode::SEE_OTHER);
    assert_eq!(booked(&house, press)[0].state, BookingState::Confirmed);
    assert!(house.page("worker", "/notices").await.contains("2026-03-10 09:00–12:00"));
}

#[tokio::test]
async fn hours_are_booked_for_a_project_of_ones_own() {
    let house = House::new();
    let press = press(&house);
    let own = project(&house, "铈基磁体的界面", house.north, "owner").to_string();
    let theirs = project(&house, "别家预研", house.south, "owner").to_string();
    let id = press.to_string();
    let address = format!("/platforms/set?platform={id}");
    let page = house.page("worker", &address).await;
    assert!(page.contains(&own) && page.contains("铈基磁体的界面") && !page.contains(&theirs), "{page}");
    assert!(!house.page("southern", &address).await.contains(&own));
    let booking = |project: &str| {
        let fields = [("platform", id.as_str()), ("from", "2026-03-10T09:00"), ("until", "2026-03-10T12:00")];
        [&fields[..], &[("project", project)]]
            .concat()
            .into_iter()
            .map(|(name, value)| (name, value.to_owned()))
            .collect::<Vec<_>>()
    };
    for (project, status) in
        [(&theirs, StatusCode::NOT_FOUND), (&id, StatusCode::NOT_FOUND), (&own, StatusCode::SEE_OTHER)]
    {
        let given = booking(project);
        let fields: Vec<(&str, &str)> = given.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(house.post("worker", "/platforms/set", &fields).await.status, status, "{project}");
    }
    let made = booked(&house, press);
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].detail.project.map(|id| id.to_string()), Some(own));
}

#[tokio::test]
async fn the_page_of_a_platform_names_its_calendar() {
    let house = House::new();
    let address = format!("/platforms/{}", press(&house));
    let page = house.page("worker", &address).await;
    let feed = page.split('"').find(|part| part.contains("bookings.ics")).unwrap().replace("&amp;", "&");
    assert!(house.page("worker", &feed).await.starts_with("BEGIN:VCALENDAR"));
    assert!(!house.page("nobody", &address).await.contains("bookings.ics"), "it is for who has an account");
}

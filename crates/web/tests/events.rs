//! The pages of events: a coordinator runs a forum from the call to the follow-up.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use axum::http::StatusCode;
use base::record::verb::Beginning;
use base::record::{Given, Kind, RecordId};
use house::House;

/// A forum of one place, which begins tomorrow.
fn forum(house: &House) -> RecordId {
    let owner = house.north.to_string();
    let fields = [
        ("title_zh", "磁体论坛"),
        ("event_type", "industry-forum"),
        ("series", "磁体论坛"),
        ("rhythm", "yearly"),
        ("begins", "2026-03-03 09:00"),
        ("ends", "2026-03-03 17:00"),
        ("venue", "包头"),
        ("places", "1"),
        ("follow_up", "哪个议题最有用？"),
        ("owner", owner.as_str()),
        ("visibility", "public"),
    ];
    let given: Vec<(String, Given)> =
        fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
    house.write(Kind::Event, &given, Beginning::Published).id
}

async fn advance(house: &House, lead: &str, to: &str) {
    house.post("lead", lead, &[("act", "advance"), ("to", to)]).await.led();
}

/// The check-in code that a registration shows.
fn code_of(page: &str) -> String {
    let at = page.split("<figcaption>").nth(1).unwrap().split("<strong class=\"nowrap\">").nth(1).unwrap();
    at.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_coordinator_runs_a_forum_from_the_call_to_the_follow_up() {
    let house = House::new();
    let event = forum(&house);
    let (part, desk) = (format!("/events/{event}/desk"), format!("/events/{event}/lead"));
    let early = house.post("southern", &part, &[("name", "陈南")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.page);
    advance(&house, &desk, "contributions").await;
    let fields =
        [("name", "陈南"), ("contribution_title", "晶界扩散"), ("contribution", "厚件"), ("role", "participant")];
    let speaker = house.post("southern", &part, &fields).await.led();
    advance(&house, &desk, "registration").await;
    let again = house.post("southern", &part, &[("name", "陈南")]).await;
    assert!(again.status == StatusCode::CONFLICT && again.page.contains("提交报名"), "{}", again.page);
    let waits = house.post("worker", &part, &[("name", "王工")]).await.led();
    let page = house.page("worker", &waits).await;
    assert!(page.contains("名额已满，第 1 位") && !page.contains("<figcaption>"), "{page}");

    // The contribution is reviewed, accepted and put on the agenda; its room is taken once.
    let from = speaker.split('/').nth(2).unwrap();
    let judged = |act: &'static str| [("act", act), ("registration", from), ("points", "80"), ("note", "扎实")];
    let blind = house.post("southern", &desk, &judged("accept")).await;
    assert_eq!(blind.status, StatusCode::FORBIDDEN, "{}", blind.page);
    house.post("lead", &desk, &judged("review")).await.led();
    house.post("lead", &desk, &judged("accept")).await.led();
    let point = |begins: &'static str, ends: &'static str, room: &'static str| {
        [("act", "point"), ("begins", begins), ("ends", ends), ("room", room)]
    };
    let mut first = point("2026-03-03T09:30", "2026-03-03T10:00", "主会场").to_vec();
    first.push(("from", from));
    house.post("lead", &desk, &first).await.led();
    let mut second = point("2026-03-03T09:45", "2026-03-03T10:15", "主会场").to_vec();
    second.push(("topic", "回收"));
    let clash = house.post("lead", &desk, &second).await;
    assert!(clash.status == StatusCode::CONFLICT && clash.page.contains("晶界扩散"), "{}", clash.page);
    assert!(house.page("worker", &part).await.contains("晶界扩散"));

    // It is moved after people registered, and takes one more.
    let moved = [
        ("act", "move"),
        ("begins", "2026-03-03T09:10"),
        ("ends", "2026-03-03T17:00"),
        ("venue", "赣州"),
        ("reason", "场地"),
    ];
    house.post("lead", &desk, &moved).await.led();
    let page = house.page("nobody", &part).await;
    assert!(page.contains("原为") && page.contains("2026-03-03 09:00") && page.contains("赣州"), "{page}");
    assert!(house.page("southern", "/notices").await.contains("您报名的活动有变更"));
    let calendar = house.page("nobody", &format!("/events/{event}/event.ics")).await;
    assert!(calendar.contains("SEQUENCE:1\r\n") && calendar.contains("DTSTART:20260303T011000Z"), "{calendar}");
    house.post("lead", &desk, &[("act", "terms"), ("places", "2")]).await.led();
    assert!(house.page("worker", &waits).await.contains("<figcaption>"));
    let account = house.account("worker");
    let feed = house.page("worker", &format!("/calendars/{account}/events.ics")).await;
    assert!(feed.contains(&format!("UID:{event}@didymium")), "{feed}");

    // At the door.
    advance(&house, &desk, "registration-closed").await;
    advance(&house, &desk, "running").await;
    let code = code_of(&house.page("southern", &speaker).await);
    assert!(house.page("lead", &format!("/events/{event}/badges")).await.contains(&code));
    let door = format!("/events/{event}/door");
    let typed = |code: String| {
        let (house, door) = (&house, &door);
        async move { house.send_parts("lead", door, &[("code", &code)], None).await }
    };
    let mut wrong = code.clone();
    wrong.replace_range(0..1, if code.starts_with('2') { "3" } else { "2" });
    assert_eq!(typed(wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let came = typed(code.to_lowercase()).await;
    assert!(came.page.contains("陈南（报名 1）已签到"), "{}", came.page);
    let twice = typed(code).await;
    assert!(twice.status == StatusCode::CONFLICT && twice.page.contains("2026-03-02 10:00"), "{}", twice.page);
    let picture = house.upload("lead", &door, "x.png", b"no picture").await;
    assert_eq!(picture.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", picture.page);

    // Afterwards.
    advance(&house, &desk, "follow-up").await;
    house.post("southern", &speaker, &[("act", "follow-up"), ("answer", "晶界扩散")]).await.led();
    let absent = house.post("worker", &waits, &[("act", "follow-up"), ("answer", "都好")]).await;
    assert_eq!(absent.status, StatusCode::CONFLICT, "{}", absent.page);
    let made = house.post("southern", &speaker, &[("act", "become"), ("kind", "achievement")]).await.led();
    assert!(house.page("southern", &made).await.contains("晶界扩散"));
    let figures = house.page("lead", &format!("/events/{event}/statistics")).await;
    assert!(figures.contains("50.0 %") && figures.contains("2027-03-03"), "{figures}");
    let told = house.page("lead", &desk).await;
    assert!(told.contains("哪个议题最有用？"), "{told}");
    advance(&house, &desk, "closed").await;
}

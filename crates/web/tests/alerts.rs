//! Alerts by mail, of saved searches and of notices: who is told what and when, over a real relay.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;
#[path = "../../mail/tests/receiver/mod.rs"]
mod receiver;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base::alert::CLAIM;
use base::notice::{Topic, tell};
use base::people::verb::{close_account, reopen_account};
use base::record::verb::{Beginning, change};
use base::record::{Given, Kind, Record};
use base::store::Alert;
use didymium_web::{Alerts, Mailing, Relay, Round};
use house::{House, text};
use jiff::SignedDuration;
use mail::Post;
use measure::{Clock, Timestamp};
use receiver::{Receiver, header, read};

const SITE: &str = "https://base.example.org";

fn mailing(address: &str) -> Mailing {
    let post = Post::new(mail::Relay::named(address).unwrap(), "示范基地 <base@example.org>").unwrap();
    // A relay that hangs is not what most of these tests wait for.
    Mailing::new(post.with_patience(Duration::from_secs(5)), SITE).unwrap()
}

fn house(receiver: &Receiver) -> House {
    House::with_mailing(Some(mailing(&receiver.address())))
}

fn round(alerts: &Alerts) -> Round {
    alerts.round(&AtomicBool::new(false)).unwrap()
}

fn moves(house: &House, to: &str) {
    house.clock.set(Timestamp::parse(to).unwrap());
}

/// Somebody has an address and a language, and has saved a search for a word of the title.
fn addressed(house: &House, who: &str, mail: &str, language: &str) {
    let (id, mail, language) = (house.account(who), mail.to_owned(), language.to_owned());
    let written = house.store.writing(move |shelf| {
        let mut account = shelf.account(id)?.unwrap();
        (account.mail, account.language) = (mail, language);
        shelf.put_account(&account)
    });
    assert!(written.unwrap());
}

async fn saves(house: &House, who: &str, address: &str, name: &str) {
    house.post(who, "/records/searches", &[("address", address), ("name", name)]).await.led();
}

async fn paces(house: &House, who: &str, pace: &str) {
    house.post(who, "/searches/alerts", &[("pace", pace)]).await.led();
}

/// A need of the northern institute's, a second later.
fn need(house: &House, title: &str, visibility: &str) -> Record {
    house.clock.advance(SignedDuration::from_secs(1)).unwrap();
    let north = house.north.to_string();
    let given = [("title_zh", title), ("problem", "x"), ("owner", &north), ("visibility", visibility)];
    let given = given.map(|(name, value)| (name.to_owned(), Given::Text(value.to_owned())));
    house.write(Kind::Need, &given, Beginning::Published)
}

fn sees_only_itself(house: &House, record: &Record) {
    let (occasion, id) = (house.operator(), record.id);
    let given = [("visibility".to_owned(), Given::Text("private".to_owned()))];
    house.store.writing(move |shelf| change(shelf, &occasion, id, Some(1), &given)).unwrap();
}

fn stands(house: &House, who: &str) -> Alert {
    let account = house.account(who);
    house.store.reading(|shelf| shelf.alert(account)).unwrap().unwrap()
}

#[tokio::test]
async fn a_letter_a_day_tells_a_person_what_all_searches_found_in_their_language() {
    let receiver = Receiver::start("plain");
    let house = house(&receiver);
    let alerts = Alerts::of(&house.state).unwrap();
    addressed(&house, "southern", "chen@south.example", "en");
    addressed(&house, "worker", "wang@north.example", "zh");
    need(&house, "didymium before", "public");
    saves(&house, "southern", "/search?q=didymium", "Didymium <b>").await;
    saves(&house, "southern", "/needs?q=didymium", "Needs").await;
    saves(&house, "worker", "/needs?q=didymium", "镨钕").await;
    // From here on, and in the morning.
    assert_eq!(round(&alerts), Round::default());
    moves(&house, "2026-03-02T11:00:00+08:00");
    let mut ids = Vec::new();
    for visibility in ["public", "members", "owner", "private"] {
        ids.push(need(&house, &format!("didymium {visibility}"), visibility).id.to_string());
    }
    need(&house, "cerium", "public");
    assert_eq!(round(&alerts), Round::default());
    moves(&house, "2026-03-03T08:00:00+08:00");
    assert_eq!(round(&alerts), Round { sent: 2, ..Round::default() });
    assert_eq!(round(&alerts), Round::default());
    let letters = receiver.letters();
    let of = |to: &str| letters.iter().find(|letter| header(letter, "To") == to).unwrap();
    let english = read(of("chen@south.example"));
    let subject = "Demo base: 2 new or changed in your saved searches (2026-03-03 08:00)";
    assert_eq!(english.lines().next(), Some(subject), "{english}");
    for (at, id) in ids.iter().enumerate() {
        // Two searches, in plain text and in HTML.
        let named = english.matches(&format!("{SITE}/needs/{id}")).count();
        assert_eq!(named, if at < 2 { 4 } else { 0 }, "{english}");
    }
    assert!(!english.contains("didymium before") && !english.contains("cerium"), "{english}");
    assert!(!english.contains("didymium owner") && !english.contains("didymium private"), "{english}");
    assert!(english.contains("Didymium &#60;b&#62;") && english.contains("\nDidymium <b>\n"), "{english}");
    assert!(english.contains(&format!("{SITE}/search?q=didymium")) && !english.contains('⟨'), "{english}");
    let chinese = read(of("wang@north.example"));
    // A member of the institute sees what is for it.
    assert!(chinese.starts_with("示范基地：保存的搜索有 3 条新增或更新（2026-03-03 08:00）\n"), "{chinese}");
    assert!(chinese.contains("王工，您保存的搜索有 3 条") && chinese.contains("didymium owner"), "{chinese}");
    // A day without news is a day without a letter.
    moves(&house, "2026-03-04T08:00:00+08:00");
    assert_eq!(round(&alerts), Round::default());
    let next = need(&house, "didymium again", "public");
    moves(&house, "2026-03-05T08:00:00+08:00");
    // What somebody has looked at they are not told.
    let page = house.page("worker", "/searches").await;
    let id = page.split("action=\"/searches/").find(|rest| rest.contains("/open\"")).unwrap();
    house.post("worker", &format!("/searches/{}/open", id.split('/').next().unwrap()), &[]).await;
    assert_eq!(round(&alerts).sent, 1);
    let letters = receiver.letters();
    let [.., last] = letters.as_slice() else { panic!() };
    assert_eq!(header(last, "To"), "chen@south.example");
    assert!(read(last).contains(&next.id.to_string()) && !read(last).contains(&ids[0]));
    let ids: std::collections::BTreeSet<String> = letters.iter().map(|letter| header(letter, "Message-ID")).collect();
    assert_eq!((letters.len(), ids.len()), (3, 3), "{ids:?}");
}

/// Somebody is told on their page.
fn told(house: &House, who: &str, topic: Topic, about: &Record) {
    let (occasion, id, account) = (house.operator(), about.id, house.account(who));
    let one = std::iter::once(account).collect();
    house.store.writing(move |shelf| tell(shelf, &occasion, &one, topic, (id, "12"))).unwrap();
}

#[tokio::test]
async fn what_somebody_was_told_and_has_not_seen_is_in_one_letter() {
    let receiver = Receiver::start("plain");
    let house = house(&receiver);
    let alerts = Alerts::of(&house.state).unwrap();
    addressed(&house, "southern", "chen@south.example", "en");
    addressed(&house, "worker", "wang@north.example", "zh");
    let (open, hidden) = (need(&house, "didymium open", "public"), need(&house, "didymium hidden", "private"));
    // What was told before the base sent letters is in none.
    told(&house, "southern", Topic::NeedGathered, &open);
    assert_eq!(round(&alerts), Round::default());
    told(&house, "southern", Topic::NeedGathered, &open);
    told(&house, "southern", Topic::ReviewAsked, &hidden);
    told(&house, "worker", Topic::NeedGathered, &open);
    assert_eq!(round(&alerts), Round::default());
    moves(&house, "2026-03-03T08:00:00+08:00");
    // What was seen meanwhile is in no letter.
    let page = house.page("worker", "/notices").await;
    let until = page.split("name=\"until\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    house.post("worker", "/notices", &[("until", &until)]).await.led();
    assert_eq!(round(&alerts), Round { sent: 1, ..Round::default() });
    let english = read(&receiver.letters()[0]);
    assert!(english.starts_with("Demo base: notices for you, 2 (2026-03-03 08:00)\n"), "{english}");
    assert!(english.contains("· didymium open (2026-03-02 10:00)"), "{english}");
    // In plain text and in HTML; what somebody may not see is not named, and where it stands is their own page.
    assert_eq!(english.matches(&format!("{SITE}/needs/{}", open.id)).count(), 2, "{english}");
    assert!(!english.contains("didymium hidden") && !english.contains(&hidden.id.to_string()), "{english}");
    assert!(english.contains(&format!("{SITE}/notices")), "{english}");
    // Each is told of once, and what the searches found stands beside it.
    moves(&house, "2026-03-04T08:00:00+08:00");
    assert_eq!(round(&alerts), Round::default());
    saves(&house, "worker", "/needs?q=didymium", "镨钕").await;
    need(&house, "didymium again", "public");
    told(&house, "worker", Topic::NeedGathered, &open);
    moves(&house, "2026-03-05T08:00:00+08:00");
    assert_eq!(round(&alerts).sent, 1);
    let chinese = read(receiver.letters().last().unwrap());
    let subject = "示范基地：您有 1 条通知，保存的搜索有 1 条新增或更新（2026-03-05 08:00）\n";
    assert!(chinese.starts_with(subject) && chinese.contains("didymium again"), "{chinese}");
    // Who wants none is told of nothing that came before they want some again.
    paces(&house, "southern", "never").await;
    told(&house, "southern", Topic::NeedGathered, &open);
    moves(&house, "2026-03-06T08:00:00+08:00");
    assert_eq!(round(&alerts).sent, 0);
    paces(&house, "southern", "at-once").await;
    assert_eq!(round(&alerts).sent, 0);
    told(&house, "southern", Topic::ReviewAsked, &open);
    need(&house, "cerium", "public");
    assert_eq!(round(&alerts).sent, 1);
    let last = read(receiver.letters().last().unwrap());
    assert!(last.starts_with("Demo base: notices for you, 1 ("), "{last}");
}

#[tokio::test]
async fn a_letter_that_is_tried_again_tells_of_the_same_notices() {
    let receiver = Receiver::start("deaf");
    let house = house(&receiver);
    let alerts = Alerts::of(&house.state).unwrap();
    addressed(&house, "southern", "chen@later.example", "en");
    let about = need(&house, "didymium", "public");
    assert_eq!(round(&alerts), Round::default());
    told(&house, "southern", Topic::NeedGathered, &about);
    assert_eq!(round(&alerts), Round::default());
    moves(&house, "2026-03-03T08:00:00+08:00");
    assert_eq!(round(&alerts).refused.len(), 1);
    told(&house, "southern", Topic::NeedGathered, &about);
    let account = house.account("southern");
    let in_letter = |letter| house.store.reading(|shelf| shelf.notices_in_letter(account, letter, 10)).unwrap().len();
    let number = stands(&house, "southern").number;
    assert_eq!((in_letter(number), in_letter(0)), (1, 1));
    // The relay takes it once the address is mended; the next letter tells of what came meanwhile.
    addressed(&house, "southern", "chen@south.example", "en");
    for (to, sent) in
        [("2026-03-03T08:06:00+08:00", 1), ("2026-03-04T08:00:00+08:00", 1), ("2026-03-05T08:00:00+08:00", 0)]
    {
        moves(&house, to);
        assert_eq!(round(&alerts).sent, sent, "{to}");
    }
    for letter in receiver.letters() {
        assert!(read(&letter).starts_with("Demo base: notices for you, 1 ("), "{}", read(&letter));
    }
    // One that was refused for good goes the next morning where the address is mended, and is no part of the next of
    // somebody who wanted none in between.
    for (refused, sent, wants_none, told_then) in [
        ("2026-03-06T08:00:00+08:00", "2026-03-07T08:00:00+08:00", false, 0),
        ("2026-03-08T08:00:00+08:00", "2026-03-09T08:00:00+08:00", true, 1),
    ] {
        addressed(&house, "southern", "chen@nobody.example", "en");
        told(&house, "southern", Topic::NeedGathered, &about);
        moves(&house, refused);
        assert_eq!(round(&alerts).refused.len(), 1, "{refused}");
        addressed(&house, "southern", "chen@south.example", "en");
        if wants_none {
            paces(&house, "southern", "never").await;
            paces(&house, "southern", "daily").await;
        }
        for _ in 0..told_then {
            told(&house, "southern", Topic::NeedGathered, &about);
        }
        moves(&house, sent);
        assert_eq!(round(&alerts).sent, 1, "{sent}");
        let letter = read(receiver.letters().last().unwrap());
        assert!(letter.starts_with("Demo base: notices for you, 1 ("), "{letter}");
    }
}

#[tokio::test]
async fn one_record_among_very_many_that_were_written_is_told() {
    let receiver = Receiver::start("plain");
    let house = house(&receiver);
    let alerts = Alerts::of(&house.state).unwrap();
    addressed(&house, "southern", "chen@south.example", "zh");
    saves(&house, "southern", "/search?q=didymium", "镨钕").await;
    assert_eq!(round(&alerts), Round::default());
    let first = need(&house, "didymium", "public");
    let (occasion, north) = (house.operator(), house.north.to_string());
    let written = house.store.writing(move |shelf| {
        for number in 0..700 {
            let given =
                [("title_zh", format!("cerium {number}")), ("problem", "x".to_owned()), ("owner", north.clone())];
            let given: Vec<(String, Given)> =
                given.into_iter().map(|(name, value)| (name.to_owned(), Given::Text(value))).collect();
            base::record::verb::create(shelf, &occasion, Kind::Need, &given, Beginning::Published)?;
        }
        Ok::<_, base::Trouble>(())
    });
    written.unwrap();
    moves(&house, "2026-03-03T08:00:00+08:00");
    assert_eq!(round(&alerts).sent, 1);
    assert!(read(&receiver.letters()[0]).contains(&first.id.to_string()));
}

#[tokio::test]
async fn how_often_is_for_each_to_choose() {
    let receiver = Receiver::start("plain");
    let house = house(&receiver);
    let alerts = Alerts::of(&house.state).unwrap();
    for (who, pace) in [("southern", "weekly"), ("worker", "at-once"), ("lead", "never"), ("auditor", "daily")] {
        addressed(&house, who, &format!("{who}@x.example"), "zh");
        saves(&house, who, "/needs?q=didymium", "镨钕").await;
        paces(&house, who, pace).await;
        assert!(house.page(who, "/searches").await.contains(&format!("<option value=\"{pace}\" selected>")));
    }
    assert_eq!(house.post("worker", "/searches/alerts", &[("pace", "hourly")]).await.status, 422);
    let told = || {
        let mut told: Vec<String> = receiver
            .letters()
            .iter()
            .map(|letter| header(letter, "To").split('@').next().unwrap().to_owned())
            .collect();
        told.sort();
        told
    };
    // Monday morning, ten o'clock.
    need(&house, "didymium one", "public");
    assert_eq!((round(&alerts).sent, told()), (1, vec!["worker".to_owned()]));
    need(&house, "didymium two", "public");
    assert_eq!(round(&alerts).sent, 0, "a minute lies between two letters");
    moves(&house, "2026-03-02T10:02:00+08:00");
    assert_eq!(round(&alerts).sent, 1);
    moves(&house, "2026-03-03T08:00:00+08:00");
    assert_eq!((round(&alerts).sent, told()), (1, ["auditor", "worker", "worker"].map(str::to_owned).to_vec()));
    moves(&house, "2026-03-09T07:59:00+08:00");
    assert_eq!(round(&alerts).sent, 0);
    moves(&house, "2026-03-09T08:00:00+08:00");
    assert_eq!(round(&alerts).sent, 1);
    assert_eq!(told(), ["auditor", "southern", "worker", "worker"]);
    // Who turns them on hears of what comes, not of what was.
    paces(&house, "lead", "at-once").await;
    assert_eq!(round(&alerts).sent, 0);
    need(&house, "didymium three", "public");
    moves(&house, "2026-03-09T08:02:00+08:00");
    assert_eq!(round(&alerts).sent, 2);
    assert_eq!(read(&receiver.letters()[4]).matches("didymium three").count(), 2);
}

#[tokio::test]
async fn what_was_hidden_meanwhile_is_not_named_and_nothing_is_lost_while_the_relay_is_away() {
    let receiver = Receiver::start("plain");
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let house = House::with_mailing(Some(mailing(&format!("smtp://127.0.0.1:{gone}"))));
    let without = Alerts::of(&house.state).unwrap();
    addressed(&house, "southern", "chen@south.example", "zh");
    saves(&house, "southern", "/search?q=didymium", "镨钕").await;
    paces(&house, "southern", "at-once").await;
    let (shown, hidden) = (need(&house, "didymium shown", "members"), need(&house, "didymium hidden", "members"));
    let down = round(&without);
    assert!(matches!(down.relay, Some(Relay::Down(_))) && down.sent == 0, "{down:?}");
    let page = house.page("admin", "/administration?lang=en").await;
    assert!(page.contains("has taken no letter since 2026-03-02 10:00") && page.contains("1 on their way"), "{page}");
    assert_eq!(round(&without), Round::default(), "the relay is left alone for a while");
    house.clock.advance(SignedDuration::from_mins(1)).unwrap();
    assert_eq!(round(&without), Round::default(), "it is said once");
    let page = house.page("admin", "/administration?lang=en").await;
    assert!(page.contains("since 2026-03-02 10:00"), "{page}");
    // Between then and now, one is hidden and another comes.
    sees_only_itself(&house, &hidden);
    let later = need(&house, "didymium later", "members");
    house.clock.advance(SignedDuration::from_hours(20)).unwrap();
    let with = Alerts::of(&house.copy(Some(mailing(&receiver.address())))).unwrap();
    assert_eq!(round(&with).sent, 1);
    let first = receiver.letters().remove(0);
    let said = read(&first);
    assert!(said.contains(&shown.id.to_string()), "{said}");
    assert!(!said.contains("didymium hidden") && !said.contains(&hidden.id.to_string()), "{said}");
    assert!(!said.contains("didymium later"), "what a letter tells of was fixed when it was first tried: {said}");
    assert!(!house.page("admin", "/administration?lang=en").await.contains("has taken no letter"));
    house.clock.advance(SignedDuration::from_mins(2)).unwrap();
    assert_eq!(round(&with).sent, 1);
    let second = read(&receiver.letters()[1]);
    assert!(second.contains(&later.id.to_string()) && !second.contains(&shown.id.to_string()), "{second}");
    // All that a letter would have told is hidden before it leaves.
    let last = need(&house, "didymium last", "members");
    house.clock.advance(SignedDuration::from_mins(20)).unwrap();
    assert_eq!(round(&without).relay, None);
    assert!(stands(&house, "southern").until.is_some());
    sees_only_itself(&house, &last);
    assert_eq!(round(&with).sent, 0);
    assert!(stands(&house, "southern").until.is_none());
}

/// A relay that takes connections, counts them, and says nothing.
fn silent() -> (String, Arc<AtomicUsize>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, count) = (format!("smtp://{}", listener.local_addr().unwrap()), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&count);
    std::thread::spawn(move || {
        let mut held = Vec::new();
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            held.push(stream);
        }
    });
    (address, count)
}

#[tokio::test]
async fn a_relay_that_hangs_is_left_alone_longer_and_longer() {
    let (address, count) = silent();
    let post = Post::new(mail::Relay::named(&address).unwrap(), "base@example.org").unwrap();
    let mailing = Mailing::new(post.with_patience(Duration::from_millis(300)), SITE).unwrap();
    let house = House::with_mailing(Some(mailing));
    let alerts = Alerts::of(&house.state).unwrap();
    addressed(&house, "southern", "chen@south.example", "zh");
    saves(&house, "southern", "/search?q=didymium", "镨钕").await;
    paces(&house, "southern", "at-once").await;
    need(&house, "didymium", "public");
    let begun = house.clock.now();
    let (mut tried, mut said) = (Vec::new(), 0);
    for _ in 0..(40 * 6) {
        let before = count.load(Ordering::SeqCst);
        said += usize::from(round(&alerts).relay.is_some());
        if count.load(Ordering::SeqCst) > before {
            tried.push(house.clock.now().since(begun).as_secs());
        }
        house.clock.advance(SignedDuration::from_secs(10)).unwrap();
    }
    assert_eq!((said, tried), (1, vec![0, 30, 90, 210, 450, 930, 1830]));
    assert!(stands(&house, "southern").until.is_some());
}

#[tokio::test]
async fn a_relay_that_refuses_the_sender_keeps_every_letter() {
    let receiver = Receiver::start("refuse");
    let house = house(&receiver);
    let alerts = Alerts::of(&house.state).unwrap();
    for who in ["southern", "worker"] {
        addressed(&house, who, &format!("{who}@x.example"), "zh");
        saves(&house, who, "/search?q=didymium", "镨钕").await;
        paces(&house, who, "at-once").await;
    }
    need(&house, "didymium", "public");
    let refused = round(&alerts);
    assert!(matches!(&refused.relay, Some(Relay::Down(said)) if said.contains("relaying denied")), "{refused:?}");
    assert_eq!((refused.sent, refused.refused.len()), (0, 0));
    let other = Receiver::start("plain");
    let mended = Alerts::of(&house.copy(Some(mailing(&other.address())))).unwrap();
    assert_eq!((round(&mended).sent, other.letters().len()), (2, 2));
}

#[tokio::test]
async fn a_bad_address_fails_alone_and_a_closed_account_hears_nothing() {
    let receiver = Receiver::start("deaf");
    let house = house(&receiver);
    let alerts = Alerts::of(&house.state).unwrap();
    for (who, mail) in [
        ("admin", "a@nobody.example"),
        ("auditor", "a@x.example\r\nBcc: eve@x.example"),
        ("lead", "a@later.example"),
        ("southern", "closed@x.example"),
        ("worker", "good@x.example"),
    ] {
        addressed(&house, who, mail, "en");
        saves(&house, who, "/needs?q=didymium", "镨钕").await;
    }
    assert_eq!(round(&alerts), Round::default());
    let record = need(&house, "didymium", "public");
    let (occasion, closed) = (house.operator(), house.account("southern"));
    house.store.writing(move |shelf| close_account(shelf, &occasion, closed)).unwrap();
    moves(&house, "2026-03-03T08:00:00+08:00");
    let done = round(&alerts);
    assert_eq!((done.sent, done.refused.len(), done.relay), (1, 3, None), "{:?}", done.refused);
    let letters = receiver.letters();
    assert_eq!(letters.iter().map(|letter| header(letter, "X-Envelope-To")).collect::<Vec<_>>(), ["good@x.example"]);
    let page = house.page("admin", "/administration?lang=en").await;
    for said in ["no such mailbox", "this is no mail address", "try again later", "管理员", "审计员", "李主管"]
    {
        assert!(page.contains(said), "{said}\n{page}");
    }
    // For now is tried again within the hour, and said once; for good waits for the next morning.
    moves(&house, "2026-03-03T08:10:00+08:00");
    assert_eq!(round(&alerts), Round::default());
    assert_eq!(["lead", "admin", "auditor"].map(|who| stands(&house, who).tries), [2, 1, 1]);
    // Mended addresses hear of it, then.
    addressed(&house, "admin", "admin@x.example", "en");
    addressed(&house, "auditor", "auditor@x.example", "en");
    let (occasion, closed) = (house.operator(), house.account("southern"));
    house.store.writing(move |shelf| reopen_account(shelf, &occasion, closed)).unwrap();
    moves(&house, "2026-03-04T08:00:00+08:00");
    assert_eq!(round(&alerts).sent, 3);
    let told = receiver.letters();
    assert!(told.iter().all(|letter| read(letter).contains(&record.id.to_string())) && told.len() == 4);
    let page = house.page("admin", "/administration?lang=en").await;
    assert!(!page.contains("no such mailbox") && page.contains("try again later"), "{page}");
}

#[tokio::test]
async fn of_many_copies_one_tells_each() {
    let receiver = Receiver::start("plain");
    let mut house = house(&receiver);
    let names: [&'static str; 12] =
        ["p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09", "p10", "p11", "p12"];
    for who in names {
        house.person(who, who, vec![], None);
        addressed(&house, who, &format!("{who}@x.example"), "zh");
        saves(&house, who, "/needs?q=didymium", "镨钕").await;
        paces(&house, who, "at-once").await;
    }
    need(&house, "didymium", "public");
    let copies: Vec<Alerts> =
        (0..4).map(|_| Alerts::of(&house.copy(Some(mailing(&receiver.address())))).unwrap()).collect();
    let sent: usize = std::thread::scope(|scope| {
        let works: Vec<_> = copies.iter().map(|alerts| scope.spawn(|| round(alerts).sent)).collect();
        works.into_iter().map(|work| work.join().unwrap()).sum()
    });
    let mut told: Vec<String> = receiver.letters().iter().map(|letter| header(letter, "To")).collect();
    told.sort();
    assert_eq!((sent, told), (12, names.map(|who| format!("{who}@x.example")).to_vec()));
}

#[tokio::test]
async fn a_letter_whose_copy_was_killed_goes_again_under_the_same_name() {
    let receiver = Receiver::start("plain");
    let house = house(&receiver);
    addressed(&house, "southern", "chen@south.example", "zh");
    saves(&house, "southern", "/needs?q=didymium", "镨钕").await;
    paces(&house, "southern", "at-once").await;
    need(&house, "didymium one", "public");
    // A copy that hands the letter over and is gone before it notes that.
    let found = stands(&house, "southern");
    let alerts = Alerts::of(&house.state).unwrap();
    assert_eq!(round(&alerts).sent, 1);
    let (before, now) = (found.clone(), house.clock.now());
    let put_back = move |shelf: &mut dyn base::store::Shelf| shelf.put_alert(&before);
    house.store.writing(put_back).unwrap();
    let claimed = house.store.writing(move |shelf| {
        let head = shelf.head()?.number;
        base::alert::claim(shelf, &found, head, now)
    });
    assert!(claimed.unwrap().is_some());
    need(&house, "didymium two", "public");
    let other = Alerts::of(&house.copy(Some(mailing(&receiver.address())))).unwrap();
    // A second has passed with the second need.
    house.clock.advance(CLAIM - SignedDuration::from_secs(2)).unwrap();
    assert_eq!(round(&other).sent, 0, "it is still somebody's");
    house.clock.advance(SignedDuration::from_secs(1)).unwrap();
    assert_eq!(round(&other).sent, 1);
    let letters = receiver.letters();
    let [first, second] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(header(first, "Message-ID"), header(second, "Message-ID"));
    assert!(!read(second).contains("didymium two"), "a copy tells of the same records");
    house.clock.advance(SignedDuration::from_mins(2)).unwrap();
    assert_eq!(round(&alerts).sent, 1);
    let third = receiver.letters().remove(2);
    assert!(read(&third).contains("didymium two") && header(&third, "Message-ID") != header(first, "Message-ID"));
}

#[tokio::test]
async fn one_click_in_a_letter_stops_them_without_signing_in() {
    let receiver = Receiver::start("plain");
    let house = house(&receiver);
    let alerts = Alerts::of(&house.state).unwrap();
    for who in ["southern", "worker"] {
        addressed(&house, who, &format!("{who}@x.example"), "en");
        saves(&house, who, "/needs?q=didymium", "镨钕").await;
        paces(&house, who, "at-once").await;
    }
    need(&house, "didymium", "public");
    assert_eq!(round(&alerts).sent, 2);
    let letters = receiver.letters();
    let stop = |who: &str| {
        let letter = letters.iter().find(|letter| header(letter, "To").starts_with(who)).unwrap();
        assert_eq!(header(letter, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let address = header(letter, "List-Unsubscribe");
        address.trim_start_matches(&format!("<{SITE}")).trim_end_matches('>').to_owned()
    };
    let (mine, other) = (stop("southern"), stop("worker"));
    // As a program that reads mail sends it: no cookie, no origin.
    let sends = async |address: &str| {
        let request = Request::post(address).header("content-type", "application/x-www-form-urlencoded");
        let answer = house.send(request.body(Body::from("List-Unsubscribe=One-Click")).unwrap()).await;
        (answer.status(), text(answer).await)
    };
    let key = mine.split("key=").nth(1).unwrap();
    let path = mine.split('?').next().unwrap();
    let others = format!("{}?key={key}", other.split('?').next().unwrap());
    for wrong in
        [path.to_owned(), format!("{path}?key="), format!("{path}?key=0"), others, "/alerts/x/stop?key=1".into()]
    {
        assert_eq!(sends(&wrong).await.0, StatusCode::NOT_FOUND, "{wrong}");
        assert_eq!(house.get("nobody", &wrong).await.0, StatusCode::NOT_FOUND, "{wrong}");
    }
    // Looking stops nothing: programs look into links.
    let page = house.page("nobody", &mine).await;
    assert!(page.contains(&format!("action=\"{mine}\"")), "{page}");
    assert_eq!(stands(&house, "southern").pace.code(), "at-once");
    for _ in 0..2 {
        let (status, page) = sends(&mine).await;
        assert!(status == StatusCode::OK && page.contains("已停止"), "{page}");
    }
    assert_eq!((stands(&house, "southern").pace.code(), stands(&house, "worker").pace.code()), ("never", "at-once"));
    need(&house, "didymium again", "public");
    moves(&house, "2026-03-10T08:00:00+08:00");
    assert_eq!(round(&alerts).sent, 1);
    let page = house.page("southern", "/searches").await;
    assert!(page.contains("<option value=\"never\" selected>"), "{page}");
}

#[tokio::test]
async fn without_a_relay_nobody_is_promised_letters() {
    let house = House::new();
    addressed(&house, "southern", "chen@south.example", "zh");
    saves(&house, "southern", "/needs?q=didymium", "镨钕").await;
    assert!(Alerts::of(&house.state).is_none());
    assert!(!house.page("southern", "/searches").await.contains("/searches/alerts"));
    assert!(!house.page("admin", "/administration").await.contains("id=\"post\""));
}

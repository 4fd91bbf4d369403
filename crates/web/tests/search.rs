//! One search over everything: what it finds in both languages, what it makes of bad input, and that nothing of it
//! betrays a record that is hidden.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use axum::http::StatusCode;
use base::record::verb::Beginning;
use base::record::{Given, Kind, Record};

use house::House;
use house::stands::{EVERY_STAND, EVERYBODY, Stands, everything, sees};

fn asked(question: &str) -> String {
    form_urlencoded::byte_serialize(question.as_bytes()).collect()
}

/// The main part of the page of a search.
async fn searched(house: &House, who: &str, question: &str, more: &str) -> String {
    let page = house.page(who, &format!("/search?q={}&lang=en{more}", asked(question))).await;
    page.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned()
}

fn written(house: &House, kind: Kind, fields: &[(&str, &str)]) -> Record {
    let given: Vec<(String, Given)> =
        fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
    let record = house.write(kind, &given, Beginning::Published);
    house.catch_up();
    record
}

/// A need that stands in English only.
fn english(house: &House) -> Record {
    let north = house.north.to_string();
    let fields = [
        ("title_en", "Recovery of didymium oxide from magnet scrap"),
        ("title_zh", "Recovery of didymium oxide from magnet scrap"),
        ("problem", "The leach takes too long. Didymium oxide is lost to the slag."),
        ("owner", &north),
        ("visibility", "public"),
    ];
    written(house, Kind::Need, &fields)
}

#[tokio::test]
async fn a_chinese_question_finds_what_stands_in_english_only_and_says_by_which_term() {
    let house = House::new();
    let need = english(&house);
    let page = searched(&house, "nobody", "镨钕氧化物", "").await;
    assert!(page.contains(&format!("/needs/{}", need.id)), "{page}");
    assert!(page.contains("<mark>didymium oxide</mark>"), "{page}");
    assert!(page.contains("镨钕氧化物 ↔ didymium oxide"), "{page}");
    let own = searched(&house, "nobody", "didymium oxide", "").await;
    assert!(own.contains("<mark>didymium oxide</mark>") && !own.contains(" ↔ "), "{own}");
}

#[tokio::test]
async fn facets_narrow_chips_widen_and_a_slip_is_told() {
    let house = House::new();
    let need = english(&house);
    let address = format!("/needs/{}", need.id);
    let page = searched(&house, "nobody", "didymium", "&kind=need").await;
    assert!(page.contains(&address) && page.contains("Take off “Need”"), "{page}");
    let other = searched(&house, "nobody", "didymium", "&kind=achievement").await;
    assert!(!other.contains(&address) && other.contains("Take off all limits"), "{other}");
    // What else could be chosen is counted as if nothing were.
    assert!(other.contains("<span class=\"count\">1</span>"), "{other}");
    let meant = searched(&house, "nobody", "didymiun oxide", "").await;
    assert!(meant.contains("/search?q=didymium+oxide"), "{meant}");
    let some = searched(&house, "nobody", "didymium zebra", "").await;
    assert!(some.contains("No record has all of it") && some.contains(&address), "{some}");
    let chain = searched(&house, "nobody", "氧化钕", "").await;
    assert!(chain.contains("href=\"/commodity/nd_oxide\""), "{chain}");
}

#[tokio::test]
async fn whatever_is_asked_has_an_answer() {
    let house = House::new();
    english(&house);
    let long = "磁".repeat(100_000 / 30);
    let words = "magnet ".repeat(100);
    let table = [
        ("", "One search over records"),
        (" \u{3000}\t ", "One search over records"),
        ("x", "Nothing found"),
        ("磁", ""),
        ("的", ""),
        ("the", ""),
        ("😀🧲", "no word in it"),
        ("!?。…", "no word in it"),
        (".*", "no word in it"),
        ("title:didymium AND (oxide OR", "didymium"),
        ("didymium*", "/needs/"),
        ("\"didymium oxide\"~2^4", "didymium"),
        ("+didymium -oxide", "/needs/"),
        ("[a TO z] {x}", ""),
        ("didymium\u{0}\u{1f}\u{7} oxide", "/needs/"),
        ("didymium\u{202e}oxide", ""),
        ("<script>alert(1)</script>", "&#60;script&#62;"),
        ("NdFeB 磁体 магнит 磁石 مغناطيس", ""),
        ("\u{301}\u{301}\u{301}", ""),
        ("1200 °C ≥ 99.99 %", ""),
        (&long, "only the first 300 characters"),
        (&words, "only the first 300 characters"),
    ];
    for (question, said) in table {
        let page = searched(&house, "nobody", question, "").await;
        assert!(page.contains(said), "{question:?} lacks {said:?}\n{page}");
        assert!(!page.contains("<script>alert"), "{page}");
    }
    for more in ["&page=0", "&page=99999", "&page=x", "&kind=nothing", "&owner=x&owner=", "&state=deleted", "&other=1"]
    {
        searched(&house, "nobody", "didymium", more).await;
    }
    let (status, _) = house.get("nobody", "/search?q=%ff%fe").await;
    assert_eq!(status, StatusCode::OK, "what is no text is read as far as it goes");
}

#[tokio::test]
async fn no_hit_count_facet_or_snippet_betrays_a_hidden_record() {
    let mut house = House::new();
    let records = everything(&mut house);
    house.catch_up();
    for who in EVERYBODY {
        let seen = EVERY_STAND.iter().filter(|stands| sees("", who, **stands)).count();
        for stands in EVERY_STAND {
            let page = searched(&house, who, &format!("{stands:?} need"), "").await;
            let (id, _) = records[&(Kind::Need, stands)];
            assert_eq!(page.contains(&id.to_string()), sees("", who, stands), "{who} {stands:?}\n{page}");
            if !sees("", who, stands) {
                assert!(!page.contains(&format!("<mark>{stands:?}")), "{who} {stands:?}\n{page}");
            }
            // By the word of the stand alone, among two kinds.
            let page = searched(&house, who, &format!("{stands:?}"), "&kind=need&kind=achievement").await;
            let total = if sees("", who, stands) { 2 } else { 0 };
            assert_eq!(page.contains(&format!(">{total} records")), total > 0, "{who} {stands:?}\n{page}");
            let counts = page.matches("<span class=\"count\">").count();
            assert_eq!(counts > 0, total > 0, "{who} {stands:?}\n{page}");
        }
        let needs = searched(&house, who, "need", "&kind=need").await;
        let said = if seen == 1 { "1 record".to_owned() } else { format!("{seen} records") };
        assert!(needs.contains(&format!(">{said}")), "{who} sees {seen}\n{needs}");
    }
}

#[tokio::test]
async fn an_owner_that_is_hidden_is_no_facet_and_narrows_to_nothing() {
    let house = House::new();
    let fields = [("title_zh", "隐名单位"), ("party_type", "state-institute"), ("visibility", "private")];
    let hidden = written(&house, Kind::Organisation, &fields).id.to_string();
    let fields = [("title_zh", "didymium"), ("problem", "x"), ("owner", &hidden), ("visibility", "public")];
    let need = written(&house, Kind::Need, &fields).id.to_string();
    let page = searched(&house, "nobody", "didymium", "").await;
    assert!(page.contains(&need) && !page.contains(&hidden) && !page.contains("隐名单位"), "{page}");
    let narrowed = searched(&house, "nobody", "didymium", &format!("&owner={hidden}")).await;
    assert!(!narrowed.contains(&need) && !narrowed.contains("隐名单位"), "{narrowed}");
    let admin = searched(&house, "admin", "didymium", &format!("&owner={hidden}")).await;
    assert!(admin.contains(&need) && admin.contains("隐名单位"), "{admin}");
}

#[tokio::test]
async fn a_suggestion_knows_public_words_alone() {
    let house = House::new();
    let (north, private) = (house.north.to_string(), Stands::Private);
    let fields = [("title_zh", "neodimium furnace"), ("problem", "x"), ("owner", &north), ("visibility", "private")];
    let before = searched(&house, "southern", "neodimium furnace", "").await;
    let hidden = written(&house, Kind::Need, &fields).id.to_string();
    assert!(!sees("", "southern", private));
    let after = searched(&house, "southern", "neodimium furnace", "").await;
    assert_eq!(before, after);
    assert!(searched(&house, "admin", "neodimium furnace", "").await.contains(&hidden));
}

#[tokio::test]
async fn what_was_hidden_since_the_index_followed_is_not_shown() {
    let house = House::new();
    let need = english(&house);
    assert!(searched(&house, "nobody", "didymium", "").await.contains(&need.id.to_string()));
    let (occasion, id) = (house.operator(), need.id);
    let given = [("visibility".to_owned(), Given::Text("private".to_owned()))];
    house.store.writing(move |shelf| base::record::verb::change(shelf, &occasion, id, Some(1), &given)).unwrap();
    // The index has not followed yet.
    let page = searched(&house, "nobody", "didymium", "").await;
    assert!(!page.contains(&need.id.to_string()) && !page.contains("magnet scrap"), "{page}");
}

/// Lets a minute pass.
fn later(house: &House) {
    house.clock.advance(jiff::SignedDuration::from_mins(1)).unwrap();
}

/// The number that the list of saved searches shows; the feed of the first.
async fn saved(house: &House, who: &str) -> (String, String) {
    let page = house.page(who, "/searches?lang=en").await;
    let new = page.split("badge-sample\">").nth(1).map(|rest| rest.split(' ').next().unwrap().to_owned());
    let id = page.split("action=\"/searches/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    (new.unwrap_or_default(), id)
}

#[tokio::test]
async fn a_saved_search_counts_what_its_owner_may_see_since_he_looked() {
    let house = House::new();
    for address in ["/search?q=didymium", "/needs?q=didymium", "/records?q=didymium"] {
        house.post("southern", "/records/searches", &[("address", address), ("name", "镨钕")]).await.led();
        let (none, id) = saved(&house, "southern").await;
        assert_eq!(none, "", "{address}");
        later(&house);
        let north = house.north.to_string();
        let mut seen = Vec::new();
        for visibility in ["public", "members", "named", "owner", "private"] {
            let title = format!("didymium {visibility}");
            let fields =
                [("title_zh", title.as_str()), ("problem", "x"), ("owner", &north), ("visibility", visibility)];
            let named = [("named", "南方磁材")];
            let fields: Vec<(&str, &str)> = fields.into_iter().chain(named).collect();
            let id = written(&house, Kind::Need, &fields).id.to_string();
            if matches!(visibility, "public" | "members" | "named") {
                seen.push(id);
            }
        }
        assert_eq!(saved(&house, "southern").await.0, "3", "{address}");
        let badge = house.page("southern", "/account?lang=en").await;
        assert!(badge.contains("3 new or changed in your saved searches"), "{badge}");
        let feed = house.page("southern", &format!("/searches/{id}/feed")).await;
        for id in &seen {
            assert!(feed.contains(&format!("<id>urn:uuid:{id}</id>")), "{feed}");
        }
        assert!(!feed.contains("didymium owner") && !feed.contains("didymium private"), "{feed}");
        let opened = house.post("southern", &format!("/searches/{id}/open"), &[]).await;
        assert_eq!(opened.location, address);
        assert_eq!(saved(&house, "southern").await.0, "", "{address}");
        let page = house.page("southern", "/account?lang=en").await;
        assert!(!page.contains("in your saved searches"), "{page}");
        house.post("southern", &format!("/searches/{id}/forget"), &[]).await.led();
        later(&house);
    }
}

#[tokio::test]
async fn a_feed_is_for_its_owner_and_for_whoever_has_its_address() {
    let house = House::new();
    english(&house);
    house
        .post(
            "worker",
            "/records/searches",
            &[("address", "/search?q=%E9%95%A8%E9%92%95%E6%B0%A7%E5%8C%96%E7%89%A9"), ("name", "<镨钕> & Co")],
        )
        .await
        .led();
    let (_, id) = saved(&house, "worker").await;
    let feed = house.page("worker", &format!("/searches/{id}/feed")).await;
    assert!(feed.contains("<entry>") && feed.contains("&#60;镨钕&#62; &#38; Co"), "{feed}");
    for who in ["nobody", "southern", "admin"] {
        for key in ["", "?key=", "?key=df_0"] {
            let (status, _) = house.get(who, &format!("/searches/{id}/feed{key}")).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{who} with {key:?}");
        }
        for act in ["open", "feed", "forget"] {
            let status = house.post(who, &format!("/searches/{id}/{act}"), &[]).await.status;
            assert_ne!(status, StatusCode::SEE_OTHER, "{who} {act}");
            assert_ne!(status, StatusCode::OK, "{who} {act}");
        }
    }
    let address =
        |page: &str| page.split("class=\"secret\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let first = address(&house.post("worker", &format!("/searches/{id}/feed"), &[]).await.page);
    assert!(house.page("nobody", &first).await.contains("<entry>"));
    let second = address(&house.post("worker", &format!("/searches/{id}/feed"), &[]).await.page);
    assert_eq!(house.get("nobody", &first).await.0, StatusCode::NOT_FOUND, "the address before has ended");
    assert!(house.page("nobody", &second).await.contains("<entry>"));
}

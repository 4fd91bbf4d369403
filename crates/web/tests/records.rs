//! Records of every kind, written, seen and changed as people do it in a browser.
#![allow(clippy::unwrap_used, reason = "tests may stop where something is not as it should be")]

mod house;

use std::fs;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base::record::verb::Beginning;
use base::record::{Given, Kind};
use base::store::JournalFilter;

use house::{House, text};

/// A need with something in every kind of input.
const NEED: [(&str, &str); 12] = [
    ("title_zh", "降低钕铁硼磁体中的镝用量"),
    ("title_en", "Less dysprosium in NdFeB magnets"),
    ("summary_zh", "高温下矫顽力不足。\r\n镝价波动大。"),
    ("owner", "北方稀土院"),
    ("problem", "晶界扩散的深度不够。"),
    ("fields", "磁性材料；表面工程"),
    ("indicators", "剩磁 | ≥1.45 T\n矫顽力 | ≥20 kOe"),
    ("budget", "50万元"),
    ("cooperation", ""),
    ("cooperation", "development"),
    ("cooperation", "licence"),
    ("deadline", "2026年9月30日"),
];

async fn need(house: &House, who: &str, act: &str, more: &[(&str, &str)]) -> String {
    let fields: Vec<(&str, &str)> = NEED.iter().chain(more).copied().chain([("act", act)]).collect();
    house.post(who, "/needs/new", &fields).await.led()
}

fn version(page: &str) -> &str {
    page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap()
}

#[tokio::test]
async fn a_draft_is_written_published_changed_and_found_in_both_languages() {
    let house = House::new();
    let address = need(&house, "worker", "save", &[]).await;
    let draft = house.page("worker", &address).await;
    for said in ["草稿", "2026年9月30日", "50万元", "剩磁", "≥1.45 T", "技术开发", "北方稀土院", "未填来源"]
    {
        assert!(draft.contains(said), "{said}\n{draft}");
    }
    for who in ["southern", "visitor"] {
        assert_eq!(house.get(who, &address).await.0, StatusCode::NOT_FOUND, "{who} sees a draft");
    }
    let moved = house.post("worker", &format!("{address}/step"), &[("move", "publish"), ("version", "1")]).await;
    assert_eq!(moved.led(), address);
    let english = house.page("southern", &format!("{address}?lang=en")).await;
    for said in [
        "Published",
        "For members",
        "30 September 2026",
        "CNY 500,000",
        "Commissioned development",
        "Northern Institute",
    ] {
        assert!(english.contains(said), "{said}\n{english}");
    }
    assert!(!english.contains(&format!("{address}/edit")), "southern may not change it");
    for question in ["镝用量", "dysprosium", "晶界扩散"] {
        let found = house.page("southern", &format!("/records?q={question}&lang=zh")).await;
        assert!(found.contains(&address), "{question}\n{found}");
        assert!(house.page("southern", &format!("/needs?q={question}")).await.contains(&address), "{question}");
    }
    assert!(!house.page("visitor", "/records?q=dysprosium").await.contains(&address));
}

#[tokio::test]
async fn a_wrong_form_comes_back_with_what_was_typed_and_what_is_wrong() {
    let house = House::new();
    let typed = [
        ("title_zh", ""),
        ("problem", "<b>保留</b>"),
        ("budget", "五百"),
        ("deadline", "下周"),
        ("owner", "没有这个单位"),
        ("indicators", "剩磁 | 很大"),
        ("cooperation", ""),
        ("cooperation", "licence"),
        ("act", "publish"),
    ];
    let sent = house.post("worker", "/needs/new?lang=en", &typed).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "href=\"#f-budget\"",
        "href=\"#f-deadline\"",
        "href=\"#f-owner\"",
        "href=\"#f-indicators\"",
        "value=\"五百\"",
        "value=\"下周\"",
        "剩磁 | 很大",
        "&#60;b&#62;保留&#60;/b&#62;",
        "value=\"licence\" checked",
        "Row 1 Target",
        "aria-invalid=\"true\" aria-describedby=\"e-budget h-budget\"",
        "id=\"e-budget\"",
    ] {
        assert!(sent.page.contains(said), "{said}\n{}", sent.page);
    }
    let missing = house.post("worker", "/needs/new", &[("title_zh", "空的"), ("act", "publish")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.page.contains("href=\"#f-problem\"") && missing.page.contains("技术难题"), "{}", missing.page);
}

#[tokio::test]
async fn saving_what_was_opened_writes_no_version() {
    let house = House::new();
    let address = need(&house, "worker", "save", &[("contact", "王工"), ("positions", "氧化镝；magnet_h")]).await;
    let form = house.page("worker", &format!("{address}/edit")).await;
    for said in ["value=\"氧化镝；耐热磁体\"", "value=\"王工\"", "剩磁 | ≥1.45 T\n矫顽力 | ≥20 kOe"]
    {
        assert!(form.contains(said), "{said}\n{form}");
    }
    let same: Vec<(&str, &str)> = NEED.into_iter().chain([("version", "1"), ("act", "save")]).collect();
    house.post("worker", &format!("{address}/edit"), &same).await.led();
    assert_eq!(version(&house.page("worker", &format!("{address}/edit")).await), "1");
}

#[tokio::test]
async fn two_people_at_one_record_lose_nothing() {
    let house = House::new();
    let address = need(&house, "worker", "publish", &[]).await;
    let opened = house.page("worker", &format!("{address}/edit")).await;
    assert_eq!(version(&opened), "1");
    let first = [("version", "1"), ("title_zh", "降低磁体中的镝用量"), ("budget", "80万元"), ("act", "save")];
    house.post("lead", &format!("{address}/edit"), &first).await.led();
    let second =
        [("version", "1"), ("title_zh", NEED[0].1), ("budget", "100万元"), ("problem", "新写的难题"), ("act", "save")];
    let stale = house.post("worker", &format!("{address}/edit"), &second).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(version(&stale.page), "2");
    for said in [
        "<del>50</del><ins>80</ins>万元",
        "value=\"100万元\"",
        "value=\"降低磁体中的镝用量\"",
        "新写的难题",
        "id=\"n-budget\"",
    ] {
        assert!(stale.page.contains(said), "{said}\n{}", stale.page);
    }
    assert!(!stale.page.contains("id=\"n-title_zh\""), "the worker did not touch the title");
    let third = [("version", "2"), ("budget", "100万元"), ("problem", "新写的难题"), ("act", "save")];
    house.post("worker", &format!("{address}/edit"), &third).await.led();
    let shown = house.page("worker", &address).await;
    assert!(shown.contains("100万元") && shown.contains("降低磁体中的镝用量"), "{shown}");
    let history = house.page("worker", &format!("{address}/history")).await;
    for said in ["第 3 版", "李主管", "王工", "<del>80</del><ins>100</ins>万元"] {
        assert!(history.contains(said), "{said}\n{history}");
    }
    assert!(house.page("worker", &format!("{address}/history/1")).await.contains("50万元"));
    assert_eq!(house.get("worker", &format!("{address}/history/9")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_reader_may_not_know_of_is_not_betrayed_and_not_lost() {
    let house = House::new();
    let hidden =
        need(&house, "southern", "save", &[("owner", "南方磁材"), ("title_zh", "不可告人"), ("title_en", "")]).await;
    let open = need(&house, "worker", "publish", &[]).await;
    let id = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    let given = [
        ("title_zh", "共性问题一".to_owned()),
        ("owner", "北方稀土院".to_owned()),
        ("needs", format!("〔{}〕；〔{}〕", id(&hidden), id(&open))),
    ];
    let given = given.map(|(name, value)| (name.to_owned(), Given::Text(value)));
    let problem = house.write(Kind::Problem, &given, Beginning::Draft);
    let address = format!("/problems/{}", problem.id);
    let fields = [("version", "1"), ("title_zh", "共性问题一改"), ("needs", ""), ("act", "save")];
    house.post("lead", &format!("{address}/edit"), &fields).await.led();
    for page in
        [address.clone(), format!("{address}/edit"), format!("{address}/history"), format!("{address}/history/1")]
    {
        let page = house.page("lead", &page).await;
        assert!(!page.contains("不可告人") && !page.contains(&id(&hidden)), "{page}");
    }
    let whole = house.page("auditor", &address).await;
    assert!(whole.contains("不可告人"), "the link to what the lead cannot see is gone\n{whole}");
    assert!(!whole.contains(&format!("<a href=\"{open}\">")), "the lead took the other out\n{whole}");
    assert!(!house.page("lead", "/needs").await.contains("不可告人"));
}

#[tokio::test]
async fn what_a_draft_said_stays_with_those_who_wrote_it() {
    let house = House::new();
    let address = need(&house, "worker", "save", &[("constraints", "底价三十万")]).await;
    let opened = [("version", "1"), ("constraints", ""), ("visibility", "public"), ("act", "publish")];
    house.post("worker", &format!("{address}/edit"), &opened).await.led();
    for who in ["visitor", "southern"] {
        let history = house.page(who, &format!("{address}/history")).await;
        assert!(history.contains("第 3 版") && !history.contains("底价三十万"), "{who}\n{history}");
        for version in ["1", "2"] {
            assert_eq!(house.get(who, &format!("{address}/history/{version}")).await.0, StatusCode::NOT_FOUND, "{who}");
        }
    }
    for who in ["worker", "lead", "auditor"] {
        assert!(house.page(who, &format!("{address}/history")).await.contains("底价三十万"), "{who}");
    }
    let known = house.page("southern", &format!("{address}/history")).await;
    assert!(known.contains("王工") && !house.page("visitor", &format!("{address}/history")).await.contains("王工"));
}

#[tokio::test]
async fn moves_are_for_those_who_may_and_start_where_they_can() {
    let house = House::new();
    let address = need(&house, "worker", "publish", &[]).await;
    let step = format!("{address}/step");
    for who in ["southern", "auditor"] {
        let refused = house.post(who, &step, &[("move", "delete"), ("version", "1")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{who}");
    }
    let without = house.post("worker", &step, &[("move", "withdraw"), ("version", "1"), ("reason", "  ")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.page.contains("name=\"reason\""), "{}", without.page);
    assert!(house.page("worker", &format!("{step}?move=withdraw")).await.contains("name=\"reason\""));
    house.post("worker", &step, &[("move", "withdraw"), ("version", "1"), ("reason", "已解决")]).await.led();
    assert_eq!(house.get("southern", &address).await.0, StatusCode::NOT_FOUND);
    assert!(house.page("lead", &address).await.contains("已解决"));
    let late = house.post("worker", &step, &[("move", "restore"), ("version", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    house.post("worker", &step, &[("move", "restore"), ("version", "2")]).await.led();
    assert!(house.page("worker", &format!("{step}?move=delete")).await.contains("name=\"move\" value=\"delete\""));
    house.post("worker", &step, &[("move", "delete"), ("version", "3")]).await.led();
    assert!(!house.page("worker", "/needs").await.contains(&address));
    assert!(house.page("worker", "/needs?state=deleted").await.contains(&address));
}

#[tokio::test]
async fn what_others_name_is_not_deleted_and_they_are_listed() {
    let house = House::new();
    let address = format!("/organisations/{}", house.south);
    let held = need(&house, "southern", "publish", &[("owner", "南方磁材")]).await;
    let step = house.post("admin", &format!("{address}/step"), &[("move", "delete"), ("version", "1")]).await;
    assert_eq!(step.status, StatusCode::CONFLICT);
    assert!(step.page.contains(&held), "{}", step.page);
}

#[tokio::test]
async fn files_are_hung_fetched_and_taken_off() {
    let house = House::new();
    let address = need(&house, "worker", "save", &[]).await;
    let hung = house
        .upload("worker", &format!("{address}/attachments"), "../检测\u{202e}报告.html", b"<script>alert(1)</script>")
        .await;
    assert_eq!(hung.led(), address);
    let page = house.page("worker", &address).await;
    assert!(page.contains("检测报告.html") && page.contains("25 B"), "{page}");
    let href = page.split(&format!("href=\"{address}/attachments/")).nth(1).unwrap().split('"').next().unwrap();
    let file = format!("{address}/attachments/{href}");
    let fetched = house.ask("worker", Request::get(&file), Body::empty()).await;
    let header = |name: &str| fetched.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/octet-stream");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").ends_with("sandbox"), "{}", header("content-security-policy"));
    assert!(
        header("content-disposition").starts_with("attachment; filename=\"____.html\"; filename*=UTF-8''%E6%A3%80")
    );
    assert_eq!(text(fetched).await, "<script>alert(1)</script>");
    for who in ["southern", "visitor"] {
        assert_eq!(house.get(who, &file).await.0, StatusCode::NOT_FOUND, "{who}");
    }
    assert_eq!(
        house.get("worker", &file.replace(&address, "/needs/0192f0c1-2222-7333-8444-555566667777")).await.0,
        StatusCode::NOT_FOUND
    );
    let bad = house.upload("worker", &format!("{address}/attachments"), "..", b"x").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        house.upload("southern", &format!("{address}/attachments"), "a.txt", b"x").await.status,
        StatusCode::NOT_FOUND
    );
    let kept = fs::read_dir(house.folder.path().join("files")).unwrap();
    assert_eq!(
        kept.filter(|entry| entry.as_ref().unwrap().file_name() != "uploads").count(),
        1,
        "one file is kept by its digest"
    );
    house.post("worker", &format!("{file}/remove"), &[]).await.led();
    assert_eq!(house.get("worker", &file).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn reading_what_is_confidential_goes_into_the_journal() {
    let house = House::new();
    let address = need(&house, "worker", "publish", &[("visibility", "private")]).await;
    let read = || {
        let object = format!("need:{}", address.rsplit('/').next().unwrap());
        let filter = JournalFilter { verb: Some("record.read".to_owned()), object: Some(object), by: None };
        house.store.reading(|shelf| shelf.entries_before(u64::MAX >> 1, &filter, 10)).unwrap()
    };
    house.page("worker", &address).await;
    assert_eq!(read().len(), 0, "its author reads it");
    house.page("lead", &address).await;
    house.page("auditor", &format!("{address}/history")).await;
    let by: Vec<_> = read().iter().map(|entry| entry.by).collect();
    assert_eq!(by, [Some(house.account("auditor")), Some(house.account("lead"))]);
    assert_eq!(house.get("southern", &address).await.0, StatusCode::NOT_FOUND);
    assert_eq!(read().len(), 2, "what is not shown is not read");
}

#[tokio::test]
async fn managers_are_named_and_taken_off() {
    let house = House::new();
    let address = need(&house, "worker", "save", &[]).await;
    let managers = format!("{address}/managers");
    let nobody = house.post("worker", &managers, &[("login", "nobody"), ("version", "1")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.page.contains("value=\"nobody\""), "{}", nobody.page);
    house.post("worker", &managers, &[("login", "Southern"), ("version", "1")]).await.led();
    assert!(house.page("southern", &format!("{address}/edit")).await.contains("降低钕铁硼磁体"));
    assert!(house.page("worker", &managers).await.contains("陈南"));
    let off = house.account("southern").to_string();
    house.post("worker", &managers, &[("off", &off), ("version", "2")]).await.led();
    assert_eq!(house.get("southern", &address).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn lists_are_narrowed_turned_and_saved() {
    let house = House::new();
    for number in 0..53 {
        let title = format!("需求{number:02}");
        let given = [
            ("title_zh", title.as_str()),
            ("owner", "北方稀土院"),
            ("problem", "难"),
            ("positions", "dy_oxide"),
            ("visibility", "members"),
        ];
        let given = given.map(|(name, value)| (name.to_owned(), Given::Text(value.to_owned())));
        house.write(Kind::Need, &given, Beginning::Published);
    }
    let first = house.page("southern", "/needs?sort=title").await;
    assert!(first.contains("共 53 条") && first.contains("需求00") && !first.contains("需求50"), "{first}");
    let next = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    let second = house.page("southern", &next).await;
    assert!(second.contains("需求52") && !second.contains("需求00"), "{second}");
    assert!(house.page("visitor", "/needs").await.contains("没有公开的记录"));
    let at = house
        .page("southern", "/needs?positions=氧化镝&visibility=members&state=published&owner=北方稀土院&q=需求07")
        .await;
    assert!(at.contains("共 1 条") && at.contains("需求07"), "{at}");
    assert!(house.page("worker", "/needs?author=me").await.contains("没有符合这些条件的记录"));
    let wrong = house.page("southern", "/needs?state=lost&owner=谁也不是&expires=x&lang=en").await;
    assert!(wrong.matches("<p>").count() >= 3 && wrong.contains("no choice “lost”"), "{wrong}");
    assert_eq!(house.get("southern", "/needs?after=x").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let place = house.page("southern", "/commodity/dy_oxide").await;
    assert!(place.contains("这个位置上的记录") && place.contains("需求52"), "{place}");
    assert!(!house.page("visitor", "/commodity/dy_oxide").await.contains("需求52"));
    house.post("southern", "/records/searches", &[("address", "/needs?q=07"), ("name", "七号")]).await.led();
    let saved = house.page("southern", "/needs").await;
    assert!(saved.contains("七号") && !house.page("worker", "/needs").await.contains("七号"), "{saved}");
    let forget = saved.split("action=\"/records/searches/").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(house.post("worker", &format!("/records/searches/{forget}"), &[]).await.status, StatusCode::NOT_FOUND);
    house.post("southern", &format!("/records/searches/{forget}"), &[]).await.led();
    assert!(!house.page("southern", "/records").await.contains("七号"));
    let elsewhere = [("address", "//evil.example"), ("name", "x")];
    assert_eq!(house.post("southern", "/records/searches", &elsewhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_change_to_the_chain_is_solved_and_a_place_is_priced() {
    let house = House::new();
    let patch = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../chain/tests/small/patches/boundary_diffusion.toml"
    ))
    .unwrap();
    let fields = [
        ("title_zh", "晶界扩散"),
        ("owner", "北方稀土院"),
        ("positions", "dy_oxide"),
        ("patch", &patch),
        ("act", "save"),
    ];
    let address = house.post("worker", "/achievements/new", &fields).await.led();
    let page = house.page("worker", &format!("{address}?lang=en")).await;
    for said in [
        "Dysprosium oxide",
        "Grain-boundary diffusion",
        "+US$",
        "Marginal value",
        "/commodity/dy_oxide",
        "font-weight=\"700\"",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    let broken = [("title_zh", "坏的"), ("owner", "北方稀土院"), ("patch", "do = nothing"), ("act", "save")];
    let refused = house.post("worker", "/achievements/new", &broken).await;
    assert!(refused.page.contains("href=\"#f-patch\"") && refused.page.contains("do = nothing"), "{}", refused.page);
}

#[tokio::test]
async fn every_kind_has_a_list_and_a_form_in_both_languages() {
    let house = House::new();
    for kind in Kind::ALL {
        for language in ["zh", "en"] {
            house.page("visitor", &format!("/{}?lang={language}", kind.path())).await;
            let form = house.page("admin", &format!("/{}/new?lang={language}", kind.path())).await;
            for field in kind.fields().filter(|field| field.hand.is_open(false)) {
                let needed = field.required || matches!(field.name, "title_zh" | "title_en");
                let marked = format!("name=\"{}\" aria-required=\"true\"", field.name);
                let several = matches!(field.shape, base::record::Shape::Choices(_));
                assert_eq!(form.contains(&marked), needed && !several, "{} {}", kind.code(), field.name);
            }
            assert!(form.contains("<span class=\"needed\" title="), "{form}");
            for field in kind.fields() {
                assert_eq!(
                    form.contains(&format!("name=\"{}\"", field.name)),
                    field.hand.is_open(false),
                    "{kind} {}\n{form}",
                    field.name
                );
            }
        }
        let title = [("title_zh", "一条"), ("act", "save")];
        let address = house.post("admin", &format!("/{}/new", kind.path()), &title).await.led();
        for rest in ["", "/edit", "/history", "/history/1", "/managers", "/step?move=delete"] {
            house.page("admin", &format!("{address}{rest}")).await;
        }
        let other = if *kind == Kind::Need { "achievements" } else { "needs" };
        let id = address.rsplit('/').next().unwrap();
        assert_eq!(house.get("admin", &format!("/{other}/{id}")).await.0, StatusCode::NOT_FOUND, "{kind} at {other}");
    }
    assert_eq!(house.get("visitor", "/needs/new").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(house.get("worker", "/receipts/new").await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_wrong_is_said_in_the_readers_language_to_the_last_word() {
    let house = House::new();
    let cases = [
        ("persons", "orcid", "0000-0002-1825-0098", "校验位应为 7", "should be 7"),
        ("organisations", "credit_code", "91110000", "应为 18 位", "not 18"),
        ("needs", "budget", "大约五十", "不是金额", "is no amount of money"),
        ("needs", "owner", "谁也不是", "没有名为“谁也不是”的单位", "is called “谁也不是”"),
    ];
    for (path, field, given, zh, en) in cases {
        let form = [("title_zh", "一条"), (field, given), ("act", "save")];
        for (language, said) in [("zh", zh), ("en", en)] {
            let refused = house.post("admin", &format!("/{path}/new?lang={language}"), &form).await;
            assert!(refused.page.contains(said), "{path} {field} {language}: {}", refused.page);
        }
    }
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once() {
    let house = House::new();
    let form = [("owner", "北方稀土院"), ("budget", "abc"), ("deadline", "xyz"), ("act", "publish")];
    let refused = house.post("worker", "/needs/new?lang=en", &form).await;
    for field in ["title_zh", "problem", "budget", "deadline"] {
        assert!(refused.page.contains(&format!("href=\"#f-{field}\"")), "{field}\n{}", refused.page);
    }
}

#[tokio::test]
async fn an_indicator_in_one_breath_is_parted() {
    let house = House::new();
    let cases = [
        ("剩磁≥1.45 T", "剩磁 | ≥1.45 T"),
        ("矫顽力：≥20kOe", "矫顽力 | ≥20 kOe"),
        ("剩磁 1.4 T", "剩磁 | 1.4 T"),
        ("收率：95%", "收率 | 95 %"),
        ("外观无裂纹", "外观无裂纹"),
        ("第2批样品", "第2批样品"),
        ("牌号 N52 |", "牌号 N52"),
        ("批号 52 |", "批号 52 | "),
    ];
    for (number, (given, kept)) in cases.into_iter().enumerate() {
        let title = format!("指标{number}");
        let form = [
            ("title_zh", title.as_str()),
            ("owner", "北方稀土院"),
            ("problem", "难"),
            ("indicators", given),
            ("act", "save"),
        ];
        let address = house.post("worker", "/needs/new", &form).await.led();
        let edit = house.page("worker", &format!("{address}/edit")).await;
        assert!(edit.contains(&format!("{kept}</textarea>")), "{given}\n{edit}");
    }
}

//! Who suits a question, why, what they are free for, and what ties them to who asks.
#![allow(clippy::unwrap_used, reason = "tests")]

mod house;

use base::people::Viewer;
use base::record::kinds::ConflictGround;
use base::record::{Kind, Record, RecordId};
use house::{House, both, on};
use matching::rank::Weights;
use talent::expert::{Expert, Seeking, find, seek};

const DAY: &str = "2026-06-01";

fn experts(house: &House, viewer: &Viewer, seeking: &Seeking) -> Vec<Expert> {
    let (occasion, ground, weights) = (on(viewer, DAY), house.ground(), Weights::sensible());
    let subject = house.store.reading(|shelf| seek(shelf, &occasion, seeking)).unwrap();
    house.store.reading(|shelf| find(shelf, ground, &occasion, &weights, &subject, 10)).unwrap()
}

fn names(experts: &[Expert]) -> Vec<&str> {
    experts.iter().map(|expert| expert.maker.pair.other.content.title(true)).collect()
}

fn need(house: &House, owner: RecordId) -> Record {
    let owner = owner.to_string();
    let fields = [
        ("title_zh", "降低钕铁硼磁体的重稀土用量"),
        ("problem", "电机用烧结钕铁硼磁体添加镝、铽成本高，希望采用晶界扩散。"),
        ("owner", owner.as_str()),
        ("visibility", "members"),
    ];
    house.write(Kind::Need, &Viewer::Operator, &fields)
}

const WORK: &str = "烧结钕铁硼磁体晶界扩散降低重稀土镝铽用量 | 中国稀土学报 | 2022";

#[test]
fn an_expert_is_found_for_a_need_for_words_and_for_a_place_with_the_work_that_speaks_for_them() {
    for house in both() {
        let (name, asks, institute) =
            (house.name, house.organisation("示例磁材公司"), house.organisation("示例研究院"));
        let other: Vec<String> = (0..20).map(|at| format!("电机机壳第{at}种水冷结构 | 微电机 | 2018\n")).collect();
        let other = other.concat();
        house.person("甲", institute, &[("works", &format!("{other}{WORK}"))]);
        house.person("乙", institute, &[("works", &other)]);
        let need = need(&house, asks);
        let member = house.member("plant", Some((asks, false)), None);
        let questions = [
            Seeking { record: Some(need.id), ..Seeking::default() },
            Seeking { words: "钕铁硼磁体 晶界扩散 降低镝用量".to_owned(), ..Seeking::default() },
            Seeking {
                place: Some("commodity:ndfeb_magnet".to_owned()),
                words: "钕铁硼磁体 晶界扩散".to_owned(),
                record: None,
            },
        ];
        for seeking in &questions {
            let found = experts(&house, &member, seeking);
            assert_eq!(names(&found), ["甲"], "{name} {seeking:?}");
            let best = &found[0].works[0];
            assert_eq!(
                (best.title.as_str(), best.year),
                ("烧结钕铁硼磁体晶界扩散降低重稀土镝铽用量", Some(2022)),
                "{name}"
            );
        }
        // People are for members here.
        assert!(experts(&house, &Viewer::Visitor, &questions[1]).is_empty(), "{name}");
    }
}

#[test]
fn time_is_what_was_said_less_what_projects_and_secondments_have_of_it() {
    for house in both() {
        let (name, home, host) = (house.name, house.organisation("示例研究院"), house.organisation("示例磁材公司"));
        let said = house.person("甲", home, &[("works", WORK), ("available_percent", "80")]);
        house.person("乙", home, &[("works", WORK)]);
        let member = house.member("plant", Some((host, false)), None);
        let (owner, who) = (host.to_string(), said.to_string());
        let project = |title: &str, visibility: &str, member: &str| {
            let fields = [
                ("title_zh", title),
                ("owner", owner.as_str()),
                ("track", "问题导向"),
                ("goal", "放大"),
                ("stage", "执行中"),
                ("members", member),
                ("visibility", visibility),
            ];
            house.write(Kind::Project, &Viewer::Operator, &fields);
        };
        project("扩散放大", "members", &format!(" | {who} | 负责人 | 30 | 2026-01-01 | 2026-12-31"));
        project("去年的", "members", &format!(" | {who} | 成员 | 50 | 2025-01-01 | 2025-12-31"));
        project("不公开的", "private", &format!(" | {who} | 成员 | 20 | 2026-01-01 | 2026-12-31"));
        let fields = [
            ("title_zh", "甲到示例磁材"),
            ("owner", owner.as_str()),
            ("person", &who),
            ("home", &home.to_string()),
            ("host", &owner),
            ("secondment_type", "借调"),
            ("begins", "2026-03-01"),
            ("ends", "2026-09-01"),
            ("time_percent", "40"),
            ("inventions", "共有"),
            ("stage", "在岗"),
            ("visibility", "members"),
        ];
        house.write(Kind::Secondment, &Viewer::Operator, &fields);
        let words = Seeking { words: "钕铁硼磁体 晶界扩散 降低镝用量".to_owned(), ..Seeking::default() };
        let found = experts(&house, &member, &words);
        let time =
            |who: &str| found.iter().find(|one| one.maker.pair.other.content.title(true) == who).unwrap().time.clone();
        // What one may not know of is not counted: nobody learns of it by a sum.
        assert_eq!((time("甲").taken(), time("甲").left()), (70.0, Some(10.0)), "{name}");
        assert_eq!((time("乙").taken(), time("乙").left()), (0.0, None), "{name}");
        let all = experts(&house, &Viewer::Operator, &words);
        let first = all.iter().find(|one| one.maker.pair.other.id == said).unwrap();
        assert_eq!((first.time.taken(), first.time.left()), (90.0, Some(0.0)), "{name}");
    }
}

#[test]
fn ties_to_who_asks_are_told_as_far_as_one_may_know_and_who_left_or_took_the_consent_back_is_not_put_first() {
    for house in both() {
        let (name, asks, institute) =
            (house.name, house.organisation("示例磁材公司"), house.organisation("示例研究院"));
        house.person("自己人", asks, &[("works", WORK)]);
        house.person("外人", institute, &[("works", WORK)]);
        let institute_id = institute.to_string();
        let post = format!(" | {institute_id} | 人事关系单位 | 工程师 | 2010-01-01 | 2025-12-31");
        house.person("离职的", institute, &[("works", WORK), ("affiliations", &post)]);
        house.person(
            "不愿的",
            institute,
            &[("works", WORK), ("consent", "参与对接推荐 | 2025-01-01 | 书面 | 2026-01-01")],
        );
        let lent = house.person("借来的", institute, &[("works", WORK)]);
        let (owner, who) = (asks.to_string(), lent.to_string());
        let fields = [
            ("title_zh", "借来的到示例磁材"),
            ("owner", owner.as_str()),
            ("person", &who),
            ("home", &institute_id),
            ("host", &owner),
            ("secondment_type", "借调"),
            ("begins", "2026-03-01"),
            ("ends", "2026-09-01"),
            ("time_percent", "40"),
            ("inventions", "共有"),
            ("stage", "在岗"),
            ("visibility", "owner"),
        ];
        house.write(Kind::Secondment, &Viewer::Operator, &fields);
        let need = need(&house, asks);
        let (plant, stranger) = (house.member("plant", Some((asks, false)), None), house.member("other", None, None));
        let seeking = Seeking { record: Some(need.id), ..Seeking::default() };
        let found = experts(&house, &plant, &seeking);
        let mut seen = names(&found);
        assert_eq!(seen.last(), Some(&"离职的"), "{name}");
        assert_eq!(found.last().unwrap().left.as_ref().map(|day| day.0.as_str()), Some("2025-12-31"), "{name}");
        seen.sort_unstable();
        assert_eq!(seen, ["借来的", "外人", "离职的", "自己人"], "{name}");
        let grounds = |found: &[Expert], who: &str| -> Vec<ConflictGround> {
            let one = found.iter().find(|one| one.maker.pair.other.content.title(true) == who).unwrap();
            one.ties.iter().filter_map(|tie| tie.ground).collect()
        };
        assert_eq!(grounds(&found, "自己人"), [ConflictGround::Employment], "{name}");
        assert_eq!(grounds(&found, "外人"), [], "{name}");
        assert_eq!(grounds(&found, "借来的"), [ConflictGround::Secondment], "{name}");
        assert_eq!(grounds(&experts(&house, &stranger, &seeking), "借来的"), [], "{name}");
    }
}

#[test]
fn who_made_what_suits_is_found_by_it_though_nothing_else_speaks_for_them() {
    for house in both() {
        let (asks, institute) = (house.organisation("示例磁材公司"), house.organisation("示例研究院"));
        let other: Vec<String> = (0..20).map(|at| format!("冷却塔第{at}种布水器 | 暖通 | 2018\n")).collect();
        let made_by = house.person("甲", institute, &[("works", &other.concat())]);
        house.person("乙", institute, &[("works", &other.concat())]);
        let (owner, who) = (institute.to_string(), made_by.to_string());
        let fields = [
            ("title_zh", "钕铁硼磁体晶界扩散降低镝铽用量"),
            ("achievement_type", "process"),
            ("owner", owner.as_str()),
            ("inventors", &format!("甲 | {who}")),
            ("visibility", "members"),
        ];
        let achievement = house.write(Kind::Achievement, &Viewer::Operator, &fields).id;
        let need = need(&house, asks);
        let member = house.member("plant", Some((asks, false)), None);
        let found = experts(&house, &member, &Seeking { record: Some(need.id), ..Seeking::default() });
        assert_eq!(names(&found), ["甲"], "{}", house.name);
        let made = found[0].maker.made.as_ref().unwrap();
        assert_eq!((made.other.id, found[0].maker.score()), (achievement, made.scored.score), "{}", house.name);
        assert!(found[0].maker.score() > found[0].maker.pair.scored.score, "{}", house.name);
    }
}

#[test]
fn asking_for_fewer_gives_the_first_of_more() {
    for house in both() {
        let (asks, institute) = (house.organisation("示例磁材公司"), house.organisation("示例研究院"));
        let words = ["晶界扩散", "烧结钕铁硼", "重稀土", "镝铽用量", "电机", "磁体", "成本"];
        for at in 0..words.len() {
            let works = format!("{}的研究 | 稀土 | 2020\n{}。{}", words[..=at].concat(), words[at], WORK);
            house.person(&format!("第{at}人"), institute, &[("works", &works)]);
        }
        let need = need(&house, asks);
        let member = house.member("plant", Some((asks, false)), None);
        let first = |most: usize| -> Vec<(RecordId, f64)> {
            let (occasion, ground, weights) = (on(&member, DAY), house.ground(), Weights::sensible());
            let found = house.store.reading(|shelf| find(shelf, ground, &occasion, &weights, &need, most)).unwrap();
            found.iter().map(|one| (one.maker.pair.other.id, one.maker.score())).collect()
        };
        let all = first(100);
        assert_eq!(all.len(), words.len(), "{}", house.name);
        for most in 1..=all.len() {
            assert_eq!(first(most), all[..most], "{} {most}", house.name);
        }
    }
}

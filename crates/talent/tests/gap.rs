//! Which skills are wanting, today and at the horizon, and why.
#![allow(clippy::unwrap_used, reason = "tests")]

mod house;

use std::collections::BTreeSet;

use base::people::Viewer;
use base::record::{Kind, RecordId};
use chain::{Skill, Text};
use house::{House, both};
use talent::gap::{Cause, Gaps, Sum, Unlisted, Words, gaps};

const DAYS: (&str, &str) = ("2026-06-01", "2028-06-01");

fn skills() -> Vec<Skill> {
    let skill = |id: &str, zh: &str, en: &str, also: &[&str], stages: &[usize]| Skill {
        id: id.to_owned(),
        name: Text::new(zh, en),
        also: also.iter().map(|word| (*word).to_owned()).collect(),
        stages: stages.to_vec(),
    };
    vec![
        skill("extraction", "萃取分离", "Solvent extraction", &["串级萃取", "SX"], &[0]),
        skill("sintering", "磁体烧结", "Sintering of magnets", &["magnet sintering"], &[1]),
        skill("safety", "安全管理", "Safety", &[], &[]),
    ]
}

fn weighed(house: &House, viewer: &Viewer, weak: [&[usize]; 2]) -> Gaps {
    let weak = weak.map(|stages| stages.iter().copied().collect::<BTreeSet<_>>());
    let (skills, reach) = (skills(), viewer.reach());
    house.store.reading(|shelf| gaps(shelf, &reach, &skills, &weak, DAYS)).unwrap()
}

fn project(house: &House, owner: RecordId, title: &str, skills: &str, more: &[(&str, &str)]) {
    let owner = owner.to_string();
    let mut fields = vec![
        ("title_zh", title),
        ("owner", owner.as_str()),
        ("stage", "running"),
        ("goal", "示例目标"),
        ("skills", skills),
        ("begins", "2026-01-01"),
        ("ends", "2027-12-31"),
        ("visibility", "members"),
    ];
    fields.extend(more);
    house.write(Kind::Project, &Viewer::Operator, &fields);
}

fn sum(asked: usize, open: usize, people: usize, free: usize, trained: usize) -> Sum {
    Sum { asked, open, people, free, trained }
}

#[test]
fn words_mean_skills_in_every_way_they_are_written() {
    let words = Words::new(&skills());
    let table = [
        ("萃取分离", Some(0)),
        ("ＳＸ", Some(0)),
        ("solvent-extraction", Some(0)),
        ("Magnet Sintering", Some(1)),
        ("extraction", Some(0)),
        ("烧结", None),
        ("", None),
    ];
    for (written, skill) in table {
        assert_eq!(words.skill(written), skill, "{written}");
    }
    let texts: [(&str, &[usize]); 5] = [
        ("在串级萃取中加强安全管理", &[0, 2]),
        ("The SX line", &[0]),
        ("SXRD of powders", &[]),
        ("无SX法", &[0]),
        ("", &[]),
    ];
    for (text, named) in texts {
        assert_eq!(words.named_in(text), named, "{text}");
    }
}

#[test]
fn asks_are_weighed_against_people_with_time_today_and_at_the_horizon() {
    for house in both() {
        let name = house.name;
        let unit = house.organisation("示例研究院");
        let worker = house.person("甲", unit, &[("skills", "串级萃取；吹笛"), ("available_percent", "50")]);
        house.person("乙", unit, &[("skills", "磁体烧结"), ("available_percent", "20")]);
        let left = "示例厂 | | 人事关系单位 | | 2001-01-01 | 2025-12-31";
        house.person("丙", unit, &[("skills", "安全管理"), ("affiliations", left)]);
        let members = format!("| {worker} | 负责人 | 50 | 2026-01-01");
        project(&house, unit, "有人的项目", "萃取分离；绣花", &[("members", &members)]);
        project(&house, unit, "无人的项目", "SX；安全管理", &[]);
        project(&house, unit, "将来的项目", "磁体烧结", &[("begins", "2028-01-01"), ("ends", "2029-12-31")]);
        project(&house, unit, "停了的项目", "磁体烧结", &[("stage", "stopped"), ("ended_because", "示例")]);
        let owner = unit.to_string();
        let programme = [
            ("title_zh", "示例培训班"),
            ("owner", owner.as_str()),
            ("programme_type", "course"),
            ("stage", "planned"),
            ("aims", "示例"),
            ("skills", "安全管理"),
            ("places", "12"),
            ("ends", "2027-03-01"),
            ("visibility", "members"),
        ];
        house.write(Kind::Programme, &Viewer::Operator, &programme);
        let call = [
            ("title_zh", "磁体烧结工艺榜单"),
            ("owner", owner.as_str()),
            ("stage", "bids"),
            ("goal", "降低能耗"),
            ("indicators", "能耗 | ≤8 kWh/kg"),
            ("budget", "100万元"),
            ("ownership", "joint"),
            ("eligibility", "不限"),
            ("bids_until", "2026-12-18 17:00"),
            ("term_months", "12"),
            ("visibility", "members"),
        ];
        house.write(Kind::Call, &Viewer::Operator, &call);

        let found = weighed(&house, &Viewer::Operator, [&[], &[0]]);
        let sums: Vec<(Sum, Sum)> = found.skills.iter().map(|gap| (gap.now, gap.then)).collect();
        // 萃取分离: 甲 covers one of two asks and has no time left; then both projects are over and a weak link asks.
        // 磁体烧结: the call asks today, the project to come then; 乙 has time. 安全管理: who could do it has left.
        let wanted = [
            (sum(2, 1, 1, 0, 0), sum(1, 1, 1, 1, 0)),
            (sum(1, 1, 1, 1, 0), sum(1, 1, 1, 1, 0)),
            (sum(1, 1, 0, 0, 0), sum(0, 0, 0, 0, 12)),
        ];
        assert_eq!(sums, wanted, "{name}");
        let short: Vec<[usize; 2]> = sums.iter().map(|(now, then)| [now.short(), then.short()]).collect();
        assert_eq!(short, [[1, 0], [0, 0], [1, 0]], "{name}");
        let causes: Vec<&str> = found.skills[1]
            .asks
            .iter()
            .map(|ask| match &ask.cause {
                Cause::Project(record) | Cause::Call(record) => record.content.title(true),
                Cause::WeakLink(_) => "",
            })
            .collect();
        assert_eq!(causes, ["将来的项目", "磁体烧结工艺榜单"], "{name}");
        let unlisted = |word: &str, asked, people| Unlisted { word: word.to_owned(), asked, people };
        assert_eq!(found.unlisted, [unlisted("绣花", 1, 0), unlisted("吹笛", 0, 1)], "{name}");

        let stranger = weighed(&house, &Viewer::Visitor, [&[], &[]]);
        assert!(
            stranger.skills.iter().all(|gap| gap.asks.is_empty() && gap.people.is_empty() && gap.taught.is_empty())
        );
        assert!(stranger.unlisted.is_empty(), "{name}: counts tell what may not be seen");
    }
}

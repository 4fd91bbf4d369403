//! A table of cases: who is tied to a bid on a day, and who is not.
#![allow(clippy::unwrap_used, reason = "tests")]

mod stage;

use std::collections::BTreeSet;

use base::people::Viewer;
use base::record::kinds::ConflictGround;
use base::record::{Kind, RecordId};
use innovation::bid::submit;
use innovation::call::bids_of;
use innovation::review::conflicts;
use jiff::civil::Date;
use stage::{Base, Stage, both, on};

/// A reviewer of the table: what their record says, what else the base knows, and the grounds on each day.
struct Case {
    name: &'static str,
    fields: Vec<(&'static str, String)>,
    more: Vec<(Kind, Vec<(&'static str, String)>)>,
    expected: Vec<(&'static str, &'static [ConflictGround])>,
}

/// Where a person's id stands before the person exists.
const SELF: &str = "{self}";

fn case(
    name: &'static str,
    fields: &[(&'static str, &str)],
    more: &[(Kind, &[(&'static str, &str)])],
    expected: &[(&'static str, &'static [ConflictGround])],
) -> Case {
    let owned =
        |fields: &[(&'static str, &str)]| fields.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    Case {
        name,
        fields: owned(fields),
        more: more.iter().map(|(kind, fields)| (*kind, owned(fields))).collect(),
        expected: expected.to_vec(),
    }
}

fn grounds(base: &Base, person: RecordId, call: RecordId, day: &str) -> BTreeSet<&'static str> {
    let day: Date = day.parse().unwrap();
    let found = base.store.reading(|shelf| {
        let bids = bids_of(shelf, call)?;
        conflicts(shelf, person, &bids, day)
    });
    found.unwrap().into_iter().map(|tie| tie.conflict.ground.unwrap().choice().code).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_tie_is_found_and_no_other() {
    use ConflictGround::{CoAuthorship, Employment, OwnBid, RelatedParty, Secondment, SharedIp};
    for base in both() {
        let stage = Stage::set(base);
        let base = &stage.base;
        let group = base.organisation("大学控股集团", "state-company", &[]);
        let daughter =
            base.organisation("大学科技公司", "private-company", &[("parent", &stage.university.to_string())]);
        let held = base.organisation(
            "控股公司",
            "private-company",
            &[("shareholdings", &format!("{} | | 60 | 2025-01-01 | 2026-04-30", stage.university))],
        );
        let minority = base.organisation(
            "参股公司",
            "private-company",
            &[("shareholdings", &format!("{} | | 30 | 2025-01-01", stage.university))],
        );
        let far = base.organisation("无关研究院", "state-institute", &[]);
        let home = base.organisation("成员原单位", "state-institute", &[]);
        let member = base.person("团队成员", &[
            ("owner", &home.to_string()),
            ("works", "Grain boundary diffusion of thick magnets | Acta | 2024 | 10.1016/j.actamat.2024.01.001\n厚件时效研究 | 稀土 | 2023"),
        ]);
        let teammate = base.person("梯队成员", &[("owner", &far.to_string())]);
        let team = base.record(
            &Viewer::Operator,
            Kind::Team,
            &[
                ("title_zh", "扩散团队"),
                ("fields", "永磁"),
                ("members", &format!("| {teammate} | 模拟")),
                ("visibility", "members"),
            ],
        );
        let bid = stage.bid(
            &stage.first,
            "甲方案",
            stage.lead_one,
            &[("members", &format!("| {member} | 工艺 | 50")), ("team", &team.id.to_string())],
        );
        let occasion = on(&stage.first, "2026-03-06");
        base.write(move |shelf| submit(shelf, &occasion, bid, None)).unwrap();
        let (university, home, far) = (stage.university.to_string(), home.to_string(), far.to_string());
        let (member, lead) = (member.to_string(), stage.lead_one.to_string());
        let from_to = |organisation: &str, role: &str, days: &str| format!("| {organisation} | {role} | | {days}");
        let during = "2026-04-01";
        let seconded = |person: &str, from: &str, to: &str, stage: &str| {
            vec![
                ("title_zh", "借调".to_owned()),
                ("person", person.to_owned()),
                ("secondment_type", "借调".to_owned()),
                ("home", from.to_owned()),
                ("host", to.to_owned()),
                ("stage", stage.to_owned()),
                ("begins", "2026-03-01".to_owned()),
                ("ends", "2026-06-30".to_owned()),
                ("time_percent", "100".to_owned()),
                ("inventions", "双方共有".to_owned()),
            ]
        };
        let with = |case: Case, kind: Kind, fields: Vec<(&'static str, String)>| Case {
            more: case.more.into_iter().chain([(kind, fields)]).collect(),
            ..case
        };
        let achievement = |inventors: String, owner: &str| {
            vec![
                ("title_zh", "共有成果".to_owned()),
                ("achievement_type", "patent".to_owned()),
                ("inventors", inventors),
                ("owner", owner.to_owned()),
            ]
        };
        let free = [("owner", far.as_str())];
        let cases = vec![
            case("nobody's", &[], &[], &[(during, &[])]),
            case("owner of the record", &[("owner", &university)], &[], &[(during, &[Employment])]),
            case(
                "left the day before",
                &[
                    ("owner", &university),
                    ("affiliations", &from_to(&university, "人事关系单位", "2020-01-01 | 2026-03-31")),
                ],
                &[],
                &[("2026-03-31", &[Employment]), ("2026-04-01", &[])],
            ),
            case(
                "comes later",
                &[("affiliations", &from_to(&university, "人事关系单位", "2026-04-02"))],
                &[],
                &[("2026-04-01", &[]), ("2026-04-02", &[Employment])],
            ),
            case(
                "adviser",
                &[("affiliations", &from_to(&university, "兼职顾问", "2024-01-01"))],
                &[],
                &[(during, &[Employment])],
            ),
            case(
                "by the name of the organisation",
                &[("affiliations", "示例大学 | | 人事关系单位")],
                &[],
                &[(during, &[Employment])],
            ),
            case("colleague of a member", &[("owner", &home)], &[], &[(during, &[Employment])]),
            case(
                "colleague of the team",
                &[("affiliations", &from_to(&far, "人事关系单位", "2020-01-01"))],
                &[],
                &[(during, &[Employment])],
            ),
            case("daughter of the bidder", &[("owner", &daughter.to_string())], &[], &[(during, &[RelatedParty])]),
            case(
                "held by the bidder",
                &[("owner", &held.to_string())],
                &[],
                &[("2026-04-30", &[RelatedParty]), ("2026-05-01", &[])],
            ),
            case("held in part", &[("owner", &minority.to_string())], &[], &[(during, &[])]),
            case("group without a link", &[("owner", &group.to_string())], &[], &[(during, &[])]),
            with(
                case(
                    "seconded to the bidder",
                    &[],
                    &[],
                    &[("2026-02-28", &[]), (during, &[Secondment]), ("2026-07-01", &[])],
                ),
                Kind::Secondment,
                seconded(SELF, &group.to_string(), &university, "在岗"),
            ),
            with(
                case("asked to be seconded", &[], &[], &[(during, &[])]),
                Kind::Secondment,
                seconded(SELF, &group.to_string(), &university, "拟申请"),
            ),
            with(
                case(
                    "a member is seconded to the employer",
                    &[("owner", &minority.to_string())],
                    &[],
                    &[(during, &[Secondment])],
                ),
                Kind::Secondment,
                seconded(&member, &home, &minority.to_string(), "双方已批准"),
            ),
            case(
                "a paper by its DOI",
                &[("works", "Other title | | 2024 | 10.1016/J.ACTAMAT.2024.01.001")],
                &[],
                &[(during, &[CoAuthorship])],
            ),
            case(
                "a paper by its title",
                &[("works", "厚件时效研究 | 稀土学报 | 2023")],
                &[],
                &[(during, &[CoAuthorship])],
            ),
            case(
                "a paper of the same title in another year",
                &[("works", "厚件时效研究 | 稀土 | 2019")],
                &[],
                &[(during, &[])],
            ),
            with(
                case("a patent with a member", &[], &[], &[(during, &[SharedIp])]),
                Kind::Achievement,
                achievement(format!("| {SELF}\n| {member}"), &group.to_string()),
            ),
            with(
                case("a patent of the bidder", &[], &[], &[(during, &[SharedIp])]),
                Kind::Achievement,
                achievement(format!("| {SELF}"), &university),
            ),
            with(
                case("a patent of nobody here", &[], &[], &[(during, &[])]),
                Kind::Achievement,
                achievement(format!("| {SELF}"), &group.to_string()),
            ),
            case("free with an owner of the team's", &free, &[], &[(during, &[Employment])]),
        ];
        for case in cases {
            let fields: Vec<(&str, &str)> = case.fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let person = base.person(case.name, &fields);
            for (kind, fields) in &case.more {
                let fields: Vec<(&str, String)> =
                    fields.iter().map(|(name, text)| (*name, text.replace(SELF, &person.to_string()))).collect();
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
                base.record(&Viewer::Operator, *kind, &fields);
            }
            for (day, expected) in &case.expected {
                let expected: BTreeSet<&str> = expected.iter().map(|ground| ground.choice().code).collect();
                assert_eq!(grounds(base, person, stage.call, day), expected, "{}: {} on {day}", base.name, case.name);
            }
        }
        let own = grounds(base, lead.parse().unwrap(), stage.call, during);
        assert!(own.contains(OwnBid.choice().code), "{}", base.name);
        assert!(grounds(base, teammate, stage.call, during).contains(OwnBid.choice().code), "{}", base.name);
        // What a bid builds on ties its inventors.
        let person = base.person("某合作者", &[]);
        let known = base.record(
            &Viewer::Operator,
            Kind::Achievement,
            &[
                ("title_zh", "另一专利"),
                ("achievement_type", "patent"),
                ("inventors", &format!("| {person}")),
                ("visibility", "members"),
            ],
        );
        let other = stage.bid(&stage.second, "乙方案", stage.lead_two, &[("achievements", &known.id.to_string())]);
        let occasion = on(&stage.second, "2026-03-07");
        base.write(move |shelf| submit(shelf, &occasion, other, None)).unwrap();
        assert_eq!(
            grounds(base, person, stage.call, during),
            BTreeSet::from([SharedIp.choice().code]),
            "{}",
            base.name
        );
    }
}

//! What suits what, among records of a real base.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod house;

use base::people::{Role, Viewer};
use base::record::{Kind, Record};
use house::House;
use matching::rank::{Change, Factor, Feature, Level};

const MAGNETS: [(&str, &str); 2] = [
    ("title_zh", "降低钕铁硼磁体的重稀土用量"),
    ("problem", "电机用烧结钕铁硼磁体需要添加镝、铽提高矫顽力，成本高；希望采用晶界扩散减少重稀土用量。"),
];

fn need(house: &House, owner: &str, more: &[(&str, &str)]) -> Record {
    let mut fields = MAGNETS.to_vec();
    fields.extend([("owner", owner), ("visibility", "public"), ("indicators", "矫顽力 | ≥20 kOe")]);
    fields.extend(more);
    house.write(Kind::Need, &Viewer::Operator, &fields)
}

fn achievement(house: &House, title: &str, summary: &str, more: &[(&str, &str)]) -> Record {
    let english = title.is_ascii();
    let (title_field, summary_field) = if english { ("title_en", "summary_en") } else { ("title_zh", "summary_zh") };
    let mut fields =
        vec![(title_field, title), (summary_field, summary), ("achievement_type", "patent"), ("visibility", "public")];
    fields.extend(more);
    house.write(Kind::Achievement, &Viewer::Operator, &fields)
}

#[test]
fn a_need_in_chinese_finds_the_patent_in_english_with_its_reasons() {
    let house = House::new();
    let owner = house.organisation("示例磁材公司").to_string();
    let need = need(&house, &owner, &[]);
    let patent = achievement(
        &house,
        "Grain boundary diffusion of terbium into sintered NdFeB magnets",
        "Terbium fluoride is applied to the surface. A coercivity of 24 kOe is reached with less heavy rare earth.",
        &[],
    );
    achievement(&house, "稀土抛光粉的制备方法", "氧化铈抛光粉用于玻璃抛光。", &[]);
    achievement(&house, "永磁电机水冷机壳", "一种机壳的结构。", &[]);
    let suits = house.suits(&Viewer::Visitor, &need);
    let best = suits.best()[0];
    assert_eq!(best.other.id, patent.id);
    let pairs: Vec<(&str, &str)> =
        best.told.matched.iter().filter_map(|one| Some((one.sought.as_deref()?, one.said.as_str()))).collect();
    assert!(
        pairs.iter().any(|(from, to)| *from == "晶界扩散" && to.to_lowercase() == "grain boundary diffusion"),
        "{pairs:?}"
    );
    assert_eq!(best.features.get(Feature::IndicatorsMet), Some(1.0), "{:?}", best.indicated);
    assert!(best.nearest.as_ref().is_some_and(|sentence| sentence.contains("NdFeB")), "{:?}", best.nearest);
    // The contributions are the score.
    let sum = best.scored.contributions.iter().fold(best.scored.base, |sum, (_, part)| sum + part);
    assert_eq!(sum.to_bits(), best.scored.score.to_bits());
    // From the other side it is the same pair with the same score.
    let back = house.suits(&Viewer::Visitor, &patent);
    let back = back.best()[0];
    assert_eq!((back.other.id, back.scored.score.to_bits()), (need.id, best.scored.score.to_bits()));
}

#[test]
fn what_is_short_of_a_better_level_is_said() {
    let house = House::new();
    let owner = house.organisation("示例磁材公司").to_string();
    let need = need(&house, &owner, &[("readiness", "7"), ("budget", "100万元")]);
    let more = [("readiness", "3"), ("price", "120万元")];
    let text = "电机用烧结钕铁硼磁体晶界扩散减少重稀土镝铽用量，提高矫顽力，降低成本。矫顽力达到22 kOe。";
    achievement(&house, "降低钕铁硼磁体重稀土用量的晶界扩散方法", text, &more);
    let suits = house.suits(&Viewer::Visitor, &need);
    let pair = suits.best()[0];
    assert!(pair.scored.level() < Level::Strong, "{:?}", pair.scored);
    assert_eq!(pair.features.get(Feature::ReadinessGap), Some(0.5));
    assert_eq!(pair.features.get(Feature::IndicatorsMet), Some(1.0));
    let lifted = |wanted: fn(&Change) -> bool| pair.near_misses.iter().any(|miss| wanted(&miss.change));
    assert!(lifted(|change| matches!(change, Change::Readiness { has: 3, .. })), "{:?}", pair.near_misses);
}

#[test]
fn people_and_organisations_are_found_by_their_works() {
    let house = House::new();
    let (asks, makes, other) =
        (house.organisation("示例磁材公司"), house.organisation("示例研究院"), house.organisation("示例机械厂"));
    let need = need(&house, &asks.to_string(), &[]);
    let person = |name: &str| {
        let fields = [("title_zh", name), ("owner", &*makes.to_string()), ("visibility", "public")];
        house.write(Kind::Person, &Viewer::Operator, &fields)
    };
    let (expert, stranger) = (person("示例甲"), person("示例乙"));
    let (makes, other) = (makes.to_string(), other.to_string());
    let rows = format!("示例甲 | {}", expert.id);
    achievement(
        &house,
        "晶界扩散降低钕铁硼磁体重稀土用量的方法",
        "镝铽沿晶界扩散，矫顽力提高。",
        &[("inventors", &rows), ("owner", &makes)],
    );
    let rows = format!("示例乙 | {}", stranger.id);
    achievement(&house, "永磁电机水冷机壳", "一种机壳的结构。", &[("inventors", &rows), ("owner", &other)]);
    let suits = house.suits(&Viewer::Visitor, &need);
    let of = |kind: Kind| {
        let found = suits.by_kind.iter().find(|(known, _)| *known == kind).unwrap();
        found.1.iter().map(|pair| pair.other.content.title(true).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of(Kind::Person), ["示例甲"]);
    assert_eq!(of(Kind::Organisation).first().map(String::as_str), Some("示例研究院"));
    let bundled = brokerage::bundle(&suits).unwrap().unwrap();
    let kinds: Vec<Factor> = bundled.bundle.best.chosen.iter().map(|one| one.kind).collect();
    assert!(!bundled.named && kinds.contains(&Factor::Technology) && kinds.contains(&Factor::People), "{bundled:?}");
    assert!(bundled.bundle.best.uncovered.contains(&Factor::Platform), "{bundled:?}");
}

#[test]
fn who_published_what_suits_is_found_by_that_work_and_it_is_told() {
    let house = House::new();
    let asks = house.organisation("示例磁材公司");
    let need = need(&house, &asks.to_string(), &[]);
    let asks = asks.to_string();
    let person = |name: &str, works: &str| {
        let fields = [("title_zh", name), ("owner", asks.as_str()), ("works", works), ("visibility", "public")];
        house.write(Kind::Person, &Viewer::Operator, &fields)
    };
    let others = "电机机壳的水冷结构 | 微电机 | 2018\n".repeat(12);
    person("示例甲", &format!("{others}钕铁硼磁体晶界扩散降低镝用量 | 稀土 | 2022"));
    person("示例乙", &others);
    let suits = house.suits(&Viewer::Visitor, &need);
    let people = &suits.by_kind.iter().find(|(known, _)| *known == Kind::Person).unwrap().1;
    assert_eq!(people.iter().map(|pair| pair.other.content.title(true)).collect::<Vec<_>>(), ["示例甲"]);
    let works: Vec<Option<usize>> = people[0].works.iter().map(|work| work.at).collect();
    assert_eq!(works.first(), Some(&Some(12)), "{:?}", people[0].works);
}

/// Of candidates that cannot be among the best any more the texts are not told; whom that leaves is whom telling all of
/// them would have left.
#[test]
fn the_best_few_are_the_beginning_of_the_best_many() {
    let house = House::new();
    let owner = house.organisation("示例磁材公司").to_string();
    let need = need(&house, &owner, &[]);
    let words = ["晶界扩散", "烧结钕铁硼磁体", "减少重稀土用量", "提高矫顽力", "电机", "成本高", "镝、铽", "水冷机壳"];
    for number in 0..60_usize {
        let said: Vec<&str> =
            words.iter().enumerate().filter(|(at, _)| (number >> (at % 6)) & 1 == 1).map(|(_, word)| *word).collect();
        let (zh, en) = (said.join("，"), "Grain boundary diffusion of terbium for sintered NdFeB magnets.");
        let work = format!("{}研究 | 稀土 | 20{:02}", said.first().unwrap_or(&"其他"), number % 20 + 1);
        let text = if number % 7 == 0 { en.to_owned() } else { format!("{zh}。另有说明第{number}号。") };
        let name = format!("示例{number}");
        let fields = [
            ("title_zh", name.as_str()),
            ("owner", &owner),
            ("summary_zh", &text),
            ("works", &work),
            ("visibility", "public"),
        ];
        house.write(Kind::Person, &Viewer::Operator, &fields);
    }
    let scores = |most| {
        let suits = house.best_suits(&Viewer::Visitor, &need, most);
        let people = suits.by_kind.into_iter().find(|(kind, _)| *kind == Kind::Person).unwrap().1;
        people.iter().map(|pair| (pair.other.id, pair.scored.score.to_bits())).collect::<Vec<_>>()
    };
    let all = scores(1000);
    assert!(all.len() > 13, "{}", all.len());
    for most in [1, 2, 3, 5, 8, 13] {
        assert_eq!(scores(most), all[..most], "{most}");
    }
}

#[test]
fn who_may_not_see_a_record_is_shown_nothing_of_it() {
    let house = House::new();
    let (ours, theirs) = (house.organisation("示例甲公司"), house.organisation("示例乙公司"));
    let need = need(&house, &ours.to_string(), &[]);
    let text = "镝铽沿晶界扩散，钕铁硼磁体矫顽力提高，重稀土用量减少。";
    let write = |title: &str, visibility: &str| {
        achievement(&house, title, text, &[("owner", &theirs.to_string()), ("visibility", visibility)])
    };
    write("公开的晶界扩散方法", "public");
    let before = house.suits(&Viewer::Visitor, &need);
    let score =
        |suits: &brokerage::Suits| suits.best().iter().map(|pair| pair.scored.score.to_bits()).collect::<Vec<_>>();
    for (title, visibility) in
        [("成员的晶界扩散方法", "members"), ("单位的晶界扩散方法", "owner"), ("私有的晶界扩散方法", "private")]
    {
        write(title, visibility);
    }
    let (insider, outsider) = (house.member("insider", &[], Some(theirs)), house.member("outsider", &[], Some(ours)));
    let auditor = house.member("auditor", &[Role::Auditor], None);
    let table: [(&Viewer, &[&str]); 4] = [
        (&Viewer::Visitor, &["公开的晶界扩散方法"]),
        (&outsider, &["公开的晶界扩散方法", "成员的晶界扩散方法"]),
        (&insider, &["公开的晶界扩散方法", "单位的晶界扩散方法", "成员的晶界扩散方法"]),
        (&auditor, &["公开的晶界扩散方法", "单位的晶界扩散方法", "成员的晶界扩散方法", "私有的晶界扩散方法"]),
    ];
    for (viewer, expected) in table {
        let suits = house.suits(viewer, &need);
        let (_, pairs) = suits.by_kind.iter().find(|(kind, _)| *kind == Kind::Achievement).unwrap();
        let mut titles: Vec<&str> = pairs.iter().map(|pair| pair.other.content.title(true)).collect();
        titles.sort_unstable();
        assert_eq!(titles, expected);
    }
    // Nor do the hidden ones move the scores of what is public.
    assert_eq!(score(&house.suits(&Viewer::Visitor, &need)), score(&before));
}

#[test]
fn an_offer_finds_the_need_it_suits_however_many_others_there_are() {
    let house = House::new();
    let owner = house.organisation("示例磁材公司").to_string();
    for number in 0..30 {
        let title = format!("磁体生产线设备改造第{number}期");
        let problem = "设备老化，希望改造磁体生产线，降低能耗。";
        let fields = [("title_zh", title.as_str()), ("problem", problem), ("owner", &owner), ("visibility", "public")];
        house.write(Kind::Need, &Viewer::Operator, &fields);
    }
    let need = need(&house, &owner, &[]);
    let text = "烧结钕铁硼磁体晶界扩散减少重稀土镝、铽用量，提高矫顽力。";
    let offer = achievement(&house, "钕铁硼磁体晶界扩散方法", text, &[]);
    let suits = house.suits(&Viewer::Visitor, &offer);
    assert_eq!(suits.best()[0].other.id, need.id);
}

//! Three calls of the demo base, dated from the day it is filled: one takes bids, one waits to be opened, one has its
//! panel behind it and its publicity over.

use std::sync::Arc;

use base::record::kinds::Recommendation;
use base::record::verb::{Beginning, create, step};
use base::record::{Given, Kind, Moment, Move, Places, RecordId};
use base::rules::{Rules, WorkCalendar};
use base::store::Store;
use innovation::bid::submit;
use innovation::call::{self, Amending, Proposing};
use innovation::review::{self, Answering, Inviting, Minutes, Scored};
use jiff::SignedDuration;
use measure::{Clock, SystemClock, Timestamp};
use transfer::publicity::close;
use transfer::{Rulebook, Trouble};

use crate::demo_hand::{Hand, missing};
use crate::stop::Stop;

/// What every sample call says.
const COMMON: [(&str, &str); 12] = [
    ("ownership", "按贡献约定"),
    ("eligibility", "具备相应试验条件，近三年有相关研究；可联合揭榜。"),
    ("eligible_types", "中央企业；国家设立的研究机构；高等院校；民营企业；中小企业"),
    ("consortium", "是"),
    ("award_rule", "一家承担"),
    ("rubric", "技术方案 | 40 | 40\n指标可达性 | 20 | 20\n团队与条件 | 20 | 20\n经费合理性 | 20 | 20"),
    ("payment_terms", "任务书签订 | 30\n中期关口通过 | 40\n验收通过 | 30"),
    ("term_months", "18"),
    ("least_reviews", "2"),
    ("track", "问题导向"),
    ("visibility", "public"),
    ("sample", "是"),
];

/// A sample call.
struct Sample {
    title: (&'static str, &'static str),
    goal: &'static str,
    indicators: &'static str,
    budget: &'static str,
    blind: &'static str,
    positions: &'static str,
    problem: &'static str,
}

const OPEN: Sample = Sample {
    title: ("报废电机转子无损拆解榜单", "Call: taking old rotors apart undamaged"),
    goal: "在不加热到300 ℃以上的条件下，把报废驱动电机转子中的磁体整块取出，表面不留胶，供短流程再生使用。",
    indicators: "完整取出率 | ≥92 %\n处理能力 | ≥60 台/h\n表面残胶 | ≤0.5 %",
    budget: "800万元",
    blind: "单盲",
    positions: "报废磁体",
    problem: "报废电机磁体的收集拆解与高质量再生",
};
const CLOSED: Sample = Sample {
    title: ("含铈磁体矫顽力提升榜单", "Call: coercivity of magnets with cerium"),
    goal: "使铈替代量三成的烧结磁体在不加重稀土的条件下达到轮毂电机的使用要求，给出可量产的双主相工艺。",
    indicators: "铈替代量 | ≥30 %\n内禀矫顽力 | ≥14 kOe\n剩磁 | ≥1.28 T",
    budget: "950万元",
    blind: "双盲",
    positions: "氧化铈",
    problem: "镧铈平衡利用的规模出路",
};
const SHOWN: Sample = Sample {
    title: ("电解槽余热与氟化物协同控制榜单", "Call: waste heat and fluorides of electrolysis"),
    goal: "在不降低直收率的条件下，把镨钕熔盐电解的吨金属电耗与全氟化碳排放同时降下来，并在一条线上连续运行。",
    indicators: "吨金属电耗 | ≤8.5 kWh/kg\n全氟化碳排放降幅 | ≥60 %\n连续运行 | ≥1000 h",
    budget: "1200万元",
    blind: "单盲",
    positions: "镨钕金属",
    problem: "镨钕金属电解的深度节能减排",
};

/// A bid: by whom, what it is called, who leads it, its plan, its promises, its budget.
type Offer = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// Writes the three calls.
pub fn fill(store: &Arc<dyn Store>, places: &Places) -> Result<(), Stop> {
    let places = places.clone();
    let done = store.writing(move |shelf| {
        let (rules, calendar) = (Rules::shipped(), WorkCalendar::shipped());
        // Both ship with the program, and tests read them.
        let (Ok(rules), Ok(calendar)) = (rules, calendar) else { return Err(missing("rules").into()) };
        let book = Rulebook { rules: &rules, calendar: &calendar };
        let mut hand = Hand { shelf, places: &places };
        takes_bids(&mut hand)?;
        waits_to_be_opened(&mut hand)?;
        is_shown(&mut hand, book)
    });
    done.map_err(|trouble: Trouble| Stop::DemoRow { file: "calls".to_owned(), row: 1, why: Box::new(trouble.into()) })
}

/// So many days from now; before now where negative.
fn days(count: i64) -> Timestamp {
    let now = SystemClock.now();
    now.checked_add(SignedDuration::from_hours(24 * count)).unwrap_or(now)
}

/// Five in the afternoon of the day so many days from now.
fn evening(count: i64) -> String {
    format!("{} 17:00", days(count).date())
}

fn takes_bids(hand: &mut Hand) -> Result<(), Trouble> {
    let call = publish(hand, &OPEN, (-12, 8, 20))?;
    offered(
        hand,
        call,
        -6,
        &(
            "haicheng",
            "海澄：低温解胶加柔性夹取",
            "徐亚楠",
            "溶剂蒸汽在120 ℃解胶，视觉定位后柔性夹取，整块取出。",
            "完整取出率 | ≥92 % | ≥94 %\n处理能力 | ≥60 台/h | ≥64 台/h\n表面残胶 | ≤0.5 % | ≤0.4 %",
            "760万元",
        ),
    )?;
    let member = hand.at("xinglan", days(-8))?;
    call::ask(hand.shelf, &member, call, "是否接受以整机为单位的处理能力？")?;
    let lead = hand.at("creg-manager", days(-7))?;
    call::answer(hand.shelf, &lead, call, None, (0, "接受，按每小时拆解的整机数计。"))?;
    let amending = Amending {
        clause: "budget".to_owned(),
        after: Given::Text("900万元".to_owned()),
        reason: "增加残胶检测的在线验证".to_owned(),
    };
    let lead = hand.at("creg-manager", days(-3))?;
    call::amend(hand.shelf, &lead, call, None, &amending)?;
    Ok(())
}

fn waits_to_be_opened(hand: &mut Hand) -> Result<(), Trouble> {
    let call = publish(hand, &CLOSED, (-40, -12, -1))?;
    let promises = "铈替代量 | ≥30 % | ≥32 %\n内禀矫顽力 | ≥14 kOe | ≥14.5 kOe\n剩磁 | ≥1.28 T | ≥1.29 T";
    let one: Offer = (
        "grirem-manager",
        "有研稀土：双主相加低熔点晶界相",
        "李文博",
        "双主相分别制粉，混料后加镨钕铜晶界相，两段时效。",
        promises,
        "930万元",
    );
    let two: Offer =
        ("mingde", "明德：铈主相高熵晶界", "宋美玲", "以多元晶界合金隔离含铈主相，缩短时效。", promises, "880万元");
    for offer in [one, two] {
        let bid = offered(hand, call, -6, &offer)?;
        let side = hand.at(offer.0, days(-5))?;
        submit(hand.shelf, &side, bid, None)?;
    }
    Ok(())
}

fn is_shown(hand: &mut Hand, book: Rulebook) -> Result<(), Trouble> {
    let call = publish(hand, &SHOWN, (-120, -100, -80))?;
    let promises =
        "吨金属电耗 | ≤8.5 kWh/kg | ≤8.3 kWh/kg\n全氟化碳排放降幅 | ≥60 % | ≥65 %\n连续运行 | ≥1000 h | ≥1200 h";
    let one: Offer = (
        "grinm-manager",
        "有研：底阴极槽加过热度闭环",
        "张志强",
        "底阴极结构降低极距，按过热度闭环调节加料。",
        promises,
        "1150万元",
    );
    let two: Offer = (
        "mingde",
        "明德：脉冲供电与在线监测",
        "宋美玲",
        "脉冲供电抑制阳极效应，在线监测全氟化碳。",
        promises,
        "1180万元",
    );
    let mut bids = Vec::new();
    for offer in [one, two] {
        let bid = offered(hand, call, -90, &offer)?;
        let side = hand.at(offer.0, days(-85))?;
        submit(hand.shelf, &side, bid, None)?;
        bids.push(bid);
    }
    let lead = hand.at("creg-manager", days(-79))?;
    call::open_bids(hand.shelf, &lead, call, None)?;
    for (login, person, points) in [("reviewer", "梁志远", 36), ("expert", "徐亚楠", 34)] {
        let person = hand.titled(Kind::Person, person)?;
        for (at, bid) in bids.iter().enumerate() {
            let inviting = Inviting { bid: *bid, person, due: Some(Moment(evening(-60))) };
            let asked = review::invite(hand.shelf, &lead, &inviting)?.id;
            let expert = hand.at(login, days(-75))?;
            review::answer(hand.shelf, &expert, asked, None, &Answering::Accept)?;
            review::submit(hand.shelf, &expert, asked, None, &scored(points, at))?;
        }
    }
    let chair = Some(hand.titled(Kind::Person, "梁志远")?);
    let minutes = Minutes {
        chair,
        conclusion: "两份方案均可行；推荐第一份，底阴极槽已有半年运行数据。".to_owned(),
        proceedings: "两位专家分别报告，讨论一小时，一致同意。".to_owned(),
    };
    let lead = hand.at("creg-manager", days(-58))?;
    review::minutes(hand.shelf, &lead, call, &minutes)?;
    let proposing = Proposing {
        winners: vec![bids[0]],
        content: "拟由有研科技集团承担“电解槽余热与氟化物协同控制”。".to_owned(),
        begins: days(-58).date(),
        days: None,
        day_count: None,
        how_to_object: "实名书面或邮件至 notice@example.cn，公示期内受理。".to_owned(),
    };
    call::propose(hand.shelf, book, &lead, call, None, &proposing)?;
    let shown = hand.shelf.naming(call, &base::people::Reach::Everything, 50)?;
    let notice =
        shown.iter().find(|(_, titled)| titled.kind == Kind::Publicity).ok_or_else(|| missing("publicity"))?.1.id;
    let lead = hand.at("creg-manager", days(-20))?;
    close(hand.shelf, &lead, notice, None)?;
    Ok(())
}

fn scored(points: u32, place: usize) -> Scored {
    let less = u32::try_from(place).unwrap_or_default() * 3;
    let rows = [points - less, 18 - less, 18, 16];
    Scored {
        points: rows.iter().map(|points| (points.to_string(), String::new())).collect(),
        recommendation: Some(if place == 0 { Recommendation::Support } else { Recommendation::Reserve }),
        comment: if place == 0 {
            "路线清楚，已有运行数据。"
        } else {
            "监测方案好，供电改造的数据还少。"
        }
        .to_owned(),
        confidential: String::new(),
    }
}

/// A call, published so many days from now, with the days on which questions and bids end.
fn publish(hand: &mut Hand, sample: &Sample, (from, questions, bids): (i64, i64, i64)) -> Result<RecordId, Trouble> {
    let problem = hand.titled(Kind::Problem, sample.problem)?.to_string();
    let (questions, bids) = (evening(questions), evening(bids));
    let own = [
        ("title_zh", sample.title.0),
        ("title_en", sample.title.1),
        ("goal", sample.goal),
        ("indicators", sample.indicators),
        ("budget", sample.budget),
        ("blind", sample.blind),
        ("positions", sample.positions),
        ("cause", &problem),
        ("questions_until", &questions),
        ("bids_until", &bids),
    ];
    let given: Vec<(String, Given)> =
        own.iter().chain(&COMMON).map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
    let lead = hand.at("creg-manager", days(from))?;
    let call = create(hand.shelf, &lead, Kind::Call, &given, Beginning::Draft)?.id;
    step(hand.shelf, &lead, call, None, &Move::Publish)?;
    Ok(call)
}

/// A bid that is written and not handed in.
fn offered(hand: &mut Hand, call: RecordId, from: i64, offer: &Offer) -> Result<RecordId, Trouble> {
    let (login, title, lead, plan, promises, budget) = *offer;
    let (call, lead) = (call.to_string(), hand.titled(Kind::Person, lead)?.to_string());
    let fields = [
        ("title_zh", title),
        ("call", &call),
        ("lead", &lead),
        ("plan", plan),
        ("promises", promises),
        ("budget", budget),
        ("sample", "是"),
    ];
    let given: Vec<(String, Given)> =
        fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
    let side = hand.at(login, days(from))?;
    Ok(create(hand.shelf, &side, Kind::Bid, &given, Beginning::Draft)?.id)
}

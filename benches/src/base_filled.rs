//! A base with records by the thousand, each written by the same verb as anybody's, drawn from a seed.

use std::time::Duration;

use base::Trouble;
use base::people::Viewer;
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places, RecordId};
use base::store::Store;
use measure::{Clock, SystemClock};

use crate::crowd::from_threads;

const SUBJECTS: [&str; 16] = [
    "钕铁硼磁体",
    "晶界扩散",
    "萃取分离",
    "抛光粉",
    "贮氢合金",
    "回收料",
    "镝铽减量",
    "氧化镧",
    "荧光粉",
    "催化剂",
    "熔盐电解",
    "钐钴磁体",
    "靶材",
    "高纯金属",
    "稀土钢",
    "激光晶体",
];
const WISHES: [&str; 12] = [
    "降低成本",
    "提高收率",
    "提高矫顽力",
    "降低能耗",
    "在线检测",
    "去除杂质",
    "自动化改造",
    "国产替代",
    "提高一致性",
    "减少废水",
    "延长寿命",
    "缩短周期",
];
const VISIBILITIES: [&str; 5] = ["public", "members", "members", "public", "owner"];

/// A draw from a number: splitmix64.
pub fn draw(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn pick<'a>(list: &[&'a str], number: u64, salt: u64) -> &'a str {
    let at = draw(number ^ salt.wrapping_mul(0x5851_f42d_4c95_7f2d)) % list.len() as u64;
    list[usize::try_from(at).unwrap_or_default()]
}

/// The operator, now.
pub fn operator() -> Occasion {
    Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: Places::default() }
}

fn text(name: &str, value: impl Into<String>) -> (String, Given) {
    (name.to_owned(), Given::Text(value.into()))
}

/// Organisations to own records.
///
/// # Errors
/// The store's.
pub fn organisations(store: &dyn Store, count: u64) -> Result<Vec<RecordId>, Trouble> {
    let one = |number: u64| {
        let given = [
            text("title_zh", format!("示例企业{number:04}")),
            text("party_type", "sme"),
            text("visibility", "public"),
            text("sample", "是"),
        ];
        let written =
            store.writing(move |shelf| create(shelf, &operator(), Kind::Organisation, &given, Beginning::Published));
        written.map(|record| record.id)
    };
    (0..count).map(one).collect()
}

/// The fields of one need.
pub fn need(number: u64, owners: &[RecordId]) -> Vec<(String, Given)> {
    let (subject, wish) = (pick(&SUBJECTS, number, 1), pick(&WISHES, number, 2));
    let owner = owners[usize::try_from(draw(number ^ 0x3)).unwrap_or_default() % owners.len().max(1)];
    vec![
        text("title_zh", format!("{subject}{wish}需求{number:06}")),
        text("title_en", format!("Need {number:06}")),
        text("summary_zh", format!("{subject}产线希望{wish}，现有工艺{}不足。", pick(&WISHES, number, 4))),
        text(
            "problem",
            format!("{subject}在批量生产中{wish}遇到困难，与{}有关，尚无成熟方案。", pick(&SUBJECTS, number, 5)),
        ),
        text("owner", owner.to_string()),
        text("visibility", pick(&VISIBILITIES, number, 6)),
        text("fields", format!("{subject}；{}", pick(&SUBJECTS, number, 7))),
        text("budget", format!("{}万元", 10 + draw(number ^ 0x8) % 490)),
        text("deadline", format!("2027-{:02}-{:02}", 1 + draw(number ^ 0x9) % 12, 1 + draw(number ^ 0xa) % 28)),
        text("cooperation", if draw(number ^ 0xb).is_multiple_of(2) { "development" } else { "licence" }),
        text("sample", "是"),
    ]
}

/// Writes needs from so many threads at once; gives how long it took and each write's own time.
///
/// # Errors
/// The store's.
pub fn write_needs(
    store: &dyn Store,
    owners: &[RecordId],
    from: u64,
    count: u64,
    threads: usize,
) -> Result<(Duration, Vec<Duration>), Trouble> {
    from_threads(count, threads, |at| {
        let given = need(from + at, owners);
        store.writing(move |shelf| create(shelf, &operator(), Kind::Need, &given, Beginning::Published)).map(drop)
    })
}

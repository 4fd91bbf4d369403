//! Needs of different firms that say the same in their own words, found among thousands: how many of the planted ones are
//! found, and how many of those found were planted.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use base::Trouble;
use base::people::{Reach, Viewer};
use base::record::verb::{Beginning, create, substance};
use base::record::{Given, Kind, Record, RecordId};
use base::store::{Filter, Query, Sort, Store};
use didymium_benches::base_filled::{draw, operator, organisations};
use matching::terms::TermList;
use matching::text::Language;

/// Needs in the base, unless another number is given.
const NEEDS: u64 = 10_000;
/// Needs that share a commit.
const AT_ONCE: usize = 500;
/// Of so many one has a twin.
const TWIN_OF: u64 = 20;

/// Ways to say a thing: a firm takes one, its twin another.
const DEFECTS: [[&str; 2]; 24] = [
    ["表面出现锈点", "表面生锈"],
    ["批次之间波动大", "各批不一致"],
    ["边角处开裂", "棱边产生裂纹"],
    ["粒度分布过宽", "颗粒大小不均"],
    ["收率偏低", "直收率上不去"],
    ["能耗居高不下", "吨产品电耗偏高"],
    ["杂质铁超标", "铁含量偏高"],
    ["氧含量难以控制", "增氧严重"],
    ["乳化分相慢", "两相分离不清"],
    ["结合力不足", "附着不牢"],
    ["寿命达不到要求", "使用时间短"],
    ["退磁严重", "高温下失磁"],
    ["废水氨氮高", "氨氮排放超限"],
    ["检测滞后", "结果出来太晚"],
    ["成本压不下来", "单耗过高"],
    ["设备频繁停机", "故障停车多"],
    ["沉淀难过滤", "滤饼含水高"],
    ["烧结变形", "收缩不匀"],
    ["色度偏差", "颜色不一致"],
    ["划伤率高", "抛光后有划痕"],
    ["循环容量衰减", "充放电后容量下降"],
    ["渗漏难发现", "泄漏不能及时察觉"],
    ["配比不稳定", "组分漂移"],
    ["粉尘偏多", "扬尘超标"],
];
const CAUSES: [[&str; 2]; 16] = [
    ["原因怀疑是前处理残酸", "可能与酸洗残留有关"],
    ["与原料来源变化有关", "估计是换了矿源"],
    ["装炉量一大就更明显", "满炉时更突出"],
    ["夏季尤其突出", "气温高时更严重"],
    ["现有仪表测不到", "在线仪器覆盖不到"],
    ["添加剂配方沿用多年", "助剂多年没有调整"],
    ["换班后最容易出现", "交接班时多发"],
    ["只在厚件上发生", "大尺寸产品才有"],
    ["老线没有自动控制", "人工操作为主"],
    ["水质硬度偏高", "用水含钙镁多"],
    ["气氛露点不稳", "保护气水分波动"],
    ["模具磨损较快", "工装损耗大"],
    ["搅拌死角多", "混合不到位"],
    ["冷却速度跟不上", "降温太慢"],
    ["包装运输后加重", "储运之后更差"],
    ["试过两家供应商都不行", "换过供货方没有改善"],
];
const WISHES: [[&str; 2]; 12] = [
    ["希望在不换设备的前提下解决", "要求沿用现有产线"],
    ["希望一年内完成中试", "十二个月内中试验证"],
    ["希望给出在线判据", "要有在线判断方法"],
    ["希望与高校联合", "愿与院校合作"],
    ["可提供试验线", "试验条件由我方提供"],
    ["成果共有", "知识产权双方共享"],
    ["先做小试", "从实验室开始"],
    ["需要培训操作人员", "包含人员培训"],
    ["要求环保达标", "须满足排放标准"],
    ["希望降低三成费用", "费用下降百分之三十"],
    ["按里程碑付款", "分阶段支付"],
    ["可签长期协议", "愿意长期合作"],
];

/// What a need is about: places in the lists, and the words of the field that it is told in.
struct About {
    subject: usize,
    process: usize,
    terms: [usize; 6],
    /// Two words that a twin has in the place of two of those.
    own: [usize; 2],
    defect: usize,
    cause: usize,
    wish: usize,
}

fn at(number: u64, salt: u64, count: usize) -> usize {
    usize::try_from(draw(number ^ draw(salt)) % count.max(1) as u64).unwrap_or_default()
}

fn about(number: u64, subjects: usize) -> About {
    let term = |salt: u64| at(number, salt, subjects);
    About {
        subject: term(11),
        process: term(12),
        terms: [term(31), term(32), term(33), term(34), term(35), term(36)],
        own: [term(41), term(42)],
        defect: at(number, 13, DEFECTS.len()),
        cause: at(number, 15, CAUSES.len()),
        wish: at(number, 17, WISHES.len()),
    }
}

/// The fields of a need; of a twin in other words and another order: it shares the subject, the process and four of six
/// words of the field, has two of its own, and says what is wrong in words of its own every other time.
fn fields(about: &About, way: usize, subjects: &[String], owner: RecordId, number: u64) -> Vec<(String, Given)> {
    let term = |at: usize| subjects[at].as_str();
    let (subject, process) = (term(about.subject), term(about.process));
    let [one, two, three, four, five, six] = about.terms.map(term);
    let [own, other] = about.own.map(term);
    let said = |salt: u64| if draw(number ^ salt).is_multiple_of(2) { way } else { 0 };
    let (defect, cause) = (DEFECTS[about.defect][said(51)], CAUSES[about.cause][said(52)]);
    let wish = WISHES[about.wish][said(53)];
    let problem = if way == 0 {
        format!(
            "{subject}在{process}工序中{defect}，牵涉{one}、{two}与{three}；{cause}，{four}对{five}的影响没有弄清，{six}也不稳。{wish}。"
        )
    } else {
        format!(
            "{wish}。{process}之后{subject}{defect}，{two}和{one}都有关系，{own}也有；{five}受{four}影响，{other}跟着变，{cause}。"
        )
    };
    let title = if way == 0 { format!("{subject}{defect}") } else { format!("解决{process}中{subject}的问题") };
    [
        ("title_zh", title),
        ("problem", problem),
        ("owner", owner.to_string()),
        ("visibility", "members".to_owned()),
        ("sample", "是".to_owned()),
    ]
    .map(|(name, text)| (name.to_owned(), Given::Text(text)))
    .to_vec()
}

/// The firm whose need it is, and the other one that has it too.
fn sides(number: u64, owners: &[RecordId]) -> [RecordId; 2] {
    let one = at(number, 21, owners.len());
    let other = (one + 1 + at(number, 22, owners.len() - 1)) % owners.len();
    [owners[one], owners[other]]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: u64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(NEEDS);
    let folder = tempfile::tempdir()?;
    let store: Arc<dyn Store> = Arc::new(store::Sqlite::open(&folder.path().join("base.sqlite"))?);
    let owners = organisations(&*store, 40)?;
    let list = TermList::own();
    let chinese = list.terms().iter().filter_map(|term| term.forms(Language::Chinese).first());
    let subjects: Vec<String> = chinese.cloned().collect();
    let mut twins: BTreeMap<RecordId, u64> = BTreeMap::new();
    for from in (0..count).step_by(AT_ONCE) {
        let (subjects, owners) = (subjects.clone(), owners.clone());
        let until = (from + AT_ONCE as u64).min(count);
        let written = store.writing(move |shelf| {
            let mut written = Vec::new();
            for number in from..until {
                let ways = if number.is_multiple_of(TWIN_OF) { 2 } else { 1 };
                for (way, owner) in sides(number, &owners).into_iter().enumerate().take(ways) {
                    let given = fields(&about(number, subjects.len()), way, &subjects, owner, number);
                    let record = create(shelf, &operator(), Kind::Need, &given, Beginning::Published)?;
                    written.push((record.id, number, ways));
                }
            }
            Ok::<_, Trouble>(written)
        })?;
        twins.extend(written.into_iter().filter(|(_, _, ways)| *ways == 2).map(|(id, number, _)| (id, number)));
    }
    let begun = Instant::now();
    let groups = store.reading(|shelf| innovation::problem::groups(shelf, &Viewer::Operator))?;
    let seconds = begun.elapsed().as_secs_f64();
    let grouped: Vec<Vec<RecordId>> =
        groups.iter().map(|group| group.needs.iter().map(|need| need.id).collect()).collect();
    let (told, right) = judged(&grouped, &twins);
    let planted = twins.len() as u64 / 2;
    println!("{} needs, {planted} planted pairs, {seconds:.1} s", count + planted);
    println!("pairs told of {told}, planted among them {right}");
    println!("precision {:.3}, recall {:.3}", right as f64 / told.max(1) as f64, right as f64 / planted.max(1) as f64);
    curve(&*store, &twins, planted)?;
    Ok(())
}

/// Pairs that groups tell of, and how many of them were planted.
fn judged(groups: &[Vec<RecordId>], twins: &BTreeMap<RecordId, u64>) -> (u64, u64) {
    let (mut told, mut right) = (0_u64, 0_u64);
    for group in groups {
        for (at, one) in group.iter().enumerate() {
            for other in &group[at + 1..] {
                told += 1;
                let planted = twins.get(one).zip(twins.get(other)).is_some_and(|(one, other)| one == other);
                right += u64::from(planted);
            }
        }
    }
    (told, right)
}

/// What other bounds would find.
fn curve(store: &dyn Store, twins: &BTreeMap<RecordId, u64>, planted: u64) -> Result<(), Trouble> {
    let (mut needs, mut after) = (Vec::new(), None);
    loop {
        let filter = Filter { kinds: vec![Kind::Need], ..Filter::default() };
        let query = Query { reach: Reach::Everything, filter, sort: Sort::Created, after, limit: AT_ONCE };
        let found = store.reading(|shelf| shelf.find(&query))?;
        needs.extend(found.records);
        after = found.next;
        if after.is_none() {
            break;
        }
    }
    let said = |need: &Record| substance(need).into_iter().map(|(_, text)| text).collect::<String>();
    let texts: Vec<String> = needs.iter().map(said).collect();
    for hundredths in [10, 14, 18, 22, 26, 30, 36] {
        let groups = matching::alike::groups(&texts, f64::from(hundredths) / 100.0);
        let grouped: Vec<Vec<RecordId>> = groups
            .iter()
            .map(|pairs| {
                let places: std::collections::BTreeSet<usize> =
                    pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
                places.into_iter().map(|place| needs[place].id).collect()
            })
            .collect();
        let (told, right) = judged(&grouped, twins);
        let (precision, recall) = (right as f64 / told.max(1) as f64, right as f64 / planted.max(1) as f64);
        println!("from 0.{hundredths:02} on: precision {precision:.3}, recall {recall:.3}");
    }
    Ok(())
}

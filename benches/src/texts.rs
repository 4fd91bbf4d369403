//! Records as texts by the million, in two languages, drawn from a seed: what an index is measured on.
//!
//! The words of the field are those of the shipped term list, drawn by Zipf's law; between them stand common words, and
//! in every text a name that few others have, as firms and people have names.

use matching::terms::TermList;
use retrieval::{Audience, Document, DocumentId, Facet, Field, Partition, Text};

use crate::base_filled::draw;

const COMMON_ZH: [&str; 48] = [
    "工艺",
    "提高",
    "研究",
    "开发",
    "技术",
    "产品",
    "性能",
    "降低",
    "成本",
    "设备",
    "质量",
    "生产线",
    "采用",
    "实现",
    "控制",
    "优化",
    "解决",
    "问题",
    "系统",
    "方法",
    "材料",
    "企业",
    "需要",
    "目前",
    "国内",
    "稳定",
    "批量",
    "生产",
    "效率",
    "环保",
    "指标",
    "达到",
    "以上",
    "温度",
    "条件下",
    "制备",
    "应用",
    "关键",
    "改进",
    "能耗",
    "一致性",
    "检测",
    "过程",
    "自动化",
    "回收",
    "处理",
    "含量",
    "纯度",
];
const COMMON_EN: [&str; 48] = [
    "process",
    "improve",
    "research",
    "develop",
    "technology",
    "product",
    "performance",
    "reduce",
    "cost",
    "equipment",
    "quality",
    "line",
    "with",
    "achieve",
    "control",
    "optimise",
    "solve",
    "problem",
    "system",
    "method",
    "material",
    "plant",
    "requires",
    "currently",
    "domestic",
    "stable",
    "batch",
    "production",
    "efficiency",
    "environmental",
    "indicator",
    "reaches",
    "above",
    "temperature",
    "under",
    "prepared",
    "application",
    "key",
    "improvement",
    "energy",
    "consistency",
    "inspection",
    "during",
    "automatic",
    "recovery",
    "treatment",
    "content",
    "purity",
];
/// Characters that names are made of.
const NAMES: &str = "安邦昌诚达德东恒宏华汇嘉建江锦精景康科蓝联龙明南宁鹏启前青荣瑞润森盛顺泰天通旺维文祥新信兴旭雅阳业益永宇远泽长正志中卓";
/// Kinds of record, each as often as its share of a hundred.
const KINDS: [(&str, u64); 6] =
    [("achievement", 60), ("need", 14), ("person", 15), ("organisation", 5), ("platform", 5), ("fund", 1)];
/// Most words of the field in one text.
const WORDS_MOST: u64 = 24;
/// Organisations that texts belong to.
const OWNERS: u64 = 5_000;

/// What texts are made of.
pub struct Wordbook {
    pairs: Vec<(String, String)>,
    /// The shares of the words, added up: the n-th word is as frequent as `1 ÷ n`.
    up_to: Vec<f64>,
}

/// A need as it is asked.
pub struct Asked {
    /// Its title.
    pub title: String,
    /// All else it says.
    pub body: String,
}

/// Draws in a row, from one number.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(1);
        draw(self.0)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap_or_default()
    }
}

impl Default for Wordbook {
    fn default() -> Self {
        let list = TermList::own();
        let mut pairs: Vec<(String, String)> =
            list.terms().iter().filter_map(|term| Some((term.zh.first()?.clone(), term.en.first()?.clone()))).collect();
        // In an order that has nothing to do with the fields of the list.
        pairs.sort_by_key(|(zh, _)| zh.bytes().fold(7, |sum: u64, byte| draw(sum ^ u64::from(byte))));
        let up_to = (1..=pairs.len()).scan(0.0, |sum, rank| {
            *sum += 1.0 / rank as f64;
            Some(*sum)
        });
        Self { up_to: up_to.collect(), pairs }
    }
}

impl Wordbook {
    fn word(&self, draws: &mut Draws) -> &(String, String) {
        let all = self.up_to.last().copied().unwrap_or(1.0);
        let at = draws.next() as f64 / u64::MAX as f64 * all;
        &self.pairs[self.up_to.partition_point(|sum| *sum < at).min(self.pairs.len() - 1)]
    }

    fn said(&self, draws: &mut Draws, partition: Partition, words: u64) -> String {
        let mut text = String::new();
        for at in 0..words {
            let (zh, en) = self.word(draws);
            match partition {
                Partition::Chinese => {
                    text += zh;
                    text += COMMON_ZH[draws.below(COMMON_ZH.len())];
                    text += if at % 4 == 3 { "。" } else { "" };
                }
                Partition::English => {
                    text += en;
                    text += " ";
                    text += COMMON_EN[draws.below(COMMON_EN.len())];
                    text += if at % 4 == 3 { ". " } else { " " };
                }
            }
        }
        if draws.below(3) == 0 {
            text.extend([(200 + draws.below(1_200)).to_string(), " ℃".to_owned()]);
        }
        text
    }

    fn name(draws: &mut Draws) -> String {
        let letters: Vec<char> = NAMES.chars().collect();
        (0..4).map(|_| letters[draws.below(letters.len())]).collect()
    }

    /// The record of a number: half are in Chinese, a third in English, the others in both; four of five are public.
    pub fn document(&self, number: u64) -> Document {
        let mut draws = Draws(draw(number).wrapping_mul(31));
        let languages: &[Partition] = match draws.below(6) {
            0..3 => &[Partition::Chinese],
            3..5 => &[Partition::English],
            _ => &Partition::ALL,
        };
        let words = 6 + draws.next() % (WORDS_MOST - 6);
        let mut texts = Vec::new();
        for partition in languages {
            let name = Self::name(&mut draws);
            let title = format!("{} {name}", self.said(&mut draws, *partition, 2));
            let body = format!("{title}\n{}", self.said(&mut draws, *partition, words));
            texts.push(Text { field: Field::Title, partition: *partition, text: title });
            texts.push(Text { field: Field::Body, partition: *partition, text: body });
        }
        let owner = draws.next() % OWNERS;
        let audience = match draws.below(20) {
            0..16 => Audience::Public,
            16..19 => Audience::Holders(vec!["members".to_owned(), "everything".to_owned()]),
            _ => Audience::Holders(vec![format!("of:{owner}"), "everything".to_owned()]),
        };
        let mut left = draws.next() % 100;
        let kind = KINDS.iter().find(|(_, share)| {
            let is_it = left < *share;
            left = left.saturating_sub(*share);
            is_it
        });
        let facets = vec![
            Facet::new("kind", kind.map_or("achievement", |(kind, _)| kind)),
            Facet::new("owner", &format!("organisation-{owner}")),
        ];
        Document { id: DocumentId(u128::from(number)), audience, texts, facets, facts: vec![0, 0, 0, 1] }
    }

    /// The need of a number: of up to 40 words, two of three in Chinese.
    pub fn need(&self, number: u64) -> Asked {
        let mut draws = Draws(draw(number ^ 0x006e_6565_6400).wrapping_mul(37));
        let partition = if draws.below(3) == 0 { Partition::English } else { Partition::Chinese };
        let title = self.said(&mut draws, partition, 2);
        let words = 1 + draws.next() % 18;
        Asked { title, body: self.said(&mut draws, partition, words) }
    }
}

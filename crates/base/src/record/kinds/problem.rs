//! 共性问题: what several firms need solved, on one weak link of the chain.

use measure::Budget;

use super::{Indicator, arose_from, plan_item};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Kind, Line, PatchText, Position, Prose, RecordId, Whole, Word, field};

choices! {
    /// How far a common problem has come.
    ProblemStage {
        Collecting = "collecting", "征集中", "Collecting", ["征集"];
        Endorsing = "endorsing", "联署中", "Seeking endorsement", ["联署"];
        Ranked = "ranked", "已排序", "Ranked", ["已评估"];
        Called = "called", "已发榜", "Called", ["发榜"];
        InWork = "in-work", "攻关中", "In work", ["攻关"];
        Solved = "solved", "已解决", "Solved", ["解决"];
        Shelved = "shelved", "搁置", "Shelved", ["暂缓", "关闭"];
    }
}

body! {
    /// A firm that says: this is our problem too.
    row Endorsement {
        /// The firm.
        organisation: Option<RecordId> = field("联署单位", "Endorsed by").to(&[Kind::Organisation]).required();
        /// When.
        day: Option<Day> = field("联署日期", "Endorsed on");
        /// What it would put in.
        commitment: Option<Budget> = field("拟投入", "Commitment").also(&["拟投入资金"]);
        /// What it would be worth to it.
        benefit: Option<Line> = field("预期效益", "Expected benefit");
        /// The account that said so.
        account: Option<Line> = field("联署账号", "Account").personal();
    }
}

body! {
    /// 共性问题: what several firms need solved.
    Problem {
        /// What must be solved.
        problem: Option<Prose> = field("问题描述", "Problem to solve").required()
            .also(&["共性技术难题", "技术难题", "主要技术难题", "问题内容", "拟解决的技术难题"]);
        /// The technical field.
        fields: Vec<Word> = field("技术领域", "Technical fields").also(&["所属领域", "领域", "行业领域"]);
        /// How far it has come.
        stage: Option<ProblemStage> = field("问题进展", "Stage").listed().also(&["进展", "当前阶段"]);
        /// The needs it gathers.
        needs: Vec<RecordId> = field("合并的需求", "Needs merged").to(&[Kind::Need]).also(&["相关需求", "来源需求"]);
        /// Who says that it is theirs too.
        endorsements: Vec<Endorsement> = field("联署", "Endorsements").also(&["联署情况", "共同提出单位"]).by_workflow();
        /// The weak link it sits on.
        weak_link: Vec<Position> = field("薄弱环节", "Weak link").listed()
            .hint("产业链模型中受限的产品或工序", "The commodity or activity that binds in the model of the chain");
        /// The figures a solution must reach.
        indicators: Vec<Indicator> = field("目标指标", "Target indicators").also(&["技术指标", "主要技术指标", "考核指标"]);
        /// How far a solution must have come at least, by the scale for new materials.
        readiness: Option<Whole<1, 9>> = field("期望成熟度（1–9）", "Readiness wanted (1–9)").also(&["期望成熟度", "成熟度要求"]);
        /// What a solution would change on the chain; its worth is computed from this.
        solution_patch: Option<PatchText> = field("解决后的产业链变化", "Change to the chain if solved");
        /// What a solution is worth in a year.
        worth: Option<Budget> = field("解决价值（年）", "Worth a year").listed().also(&["预期年效益", "解决价值"])
            .hint("由产业链模型计算", "Computed from the model of the chain").by_workflow();
        /// Of which scenario and plan that worth is.
        worth_basis: Option<Prose> = field("价值测算依据", "Basis of the worth").also(&["测算依据"]).by_workflow();
        /// When it was computed.
        worth_day: Option<Day> = field("价值测算日期", "Worth computed on").by_workflow();
        /// What is done about it today.
        present_answer: Option<Prose> = field("现有解决途径", "Present answer").also(&["国内外现状", "现状"]);
        /// By when it must be solved.
        deadline: Option<Day> = field("期望解决日期", "Wanted by").also(&["完成时限", "期望完成日期"]);
        /// What it arose from.
        cause: Option<RecordId> = arose_from(&[Kind::Need, Kind::Event, Kind::Cooperation, Kind::Project]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Problem {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("问题名称", "title_zh"),
        ("共性问题名称", "title_zh"),
        ("问题简介", "summary_zh"),
        ("牵头单位", "owner"),
        ("提出单位", "owner"),
    ];
}

//! 揭榜: an answer to an open call, sealed until its deadline.

use measure::{Budget, Quantity};

use super::{BudgetLine, Milestone, Partner, TeamMember, arose_from};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Decimal, Kind, Line, Moment, Prose, RecordId, Whole, field};

choices! {
    /// How far a bid has come.
    BidStage {
        Preparing = "preparing", "编制中", "Being prepared", ["草拟"];
        Submitted = "submitted", "已提交", "Submitted", ["提交", "已揭榜"];
        Ineligible = "ineligible", "形式审查未通过", "Not eligible", ["不符合条件"];
        InReview = "in-review", "评审中", "In review", ["评审"];
        Shortlisted = "shortlisted", "入围", "Shortlisted", ["已入围"];
        Proposed = "proposed", "拟中榜", "Proposed for award", ["拟立项"];
        Awarded = "awarded", "中榜", "Awarded", ["中标", "立项"];
        NotAwarded = "not-awarded", "未中榜", "Not awarded", ["未中标", "落选"];
        Withdrawn = "withdrawn", "已撤回", "Taken back", ["撤回"];
    }
}

body! {
    /// What a bid promises for a figure of the call.
    row Promise {
        /// What is measured.
        indicator: Option<Line> = field("承诺指标", "Indicator").required();
        /// What the call wants.
        wanted: Option<Quantity> = field("榜单要求", "Wanted");
        /// What is promised.
        promised: Option<Quantity> = field("承诺值", "Promised").required();
        /// What is reached today.
        today: Option<Quantity> = field("当前水平", "Today");
    }
}

body! {
    /// 揭榜: an answer to an open call.
    Bid {
        /// The call it answers.
        call: Option<RecordId> = field("榜单", "Call").to(&[Kind::Call]).required().listed().also(&["榜单名称", "所揭榜单"]).then_by_workflow();
        /// How far it has come.
        stage: Option<BidStage> = field("揭榜阶段", "Stage").listed().also(&["揭榜状态", "状态"]).by_workflow();
        /// When it was handed in, by the server's clock.
        submitted: Option<Moment> = field("提交时间", "Submitted at").also(&["揭榜时间"]).by_workflow();
        /// When it was opened.
        opened: Option<Moment> = field("开启时间", "Opened at").by_workflow();
        /// The organisation that opened it: that of the call.
        opened_by: Option<RecordId> = field("开启单位", "Opened by").to(&[Kind::Organisation]).by_workflow();
        /// The last amendment of the call that its side has noted.
        noted_amendment: Option<Whole<0, 999>> = field("已知悉的修订", "Amendment noted").by_workflow();
        /// Why it is out before it is reviewed.
        ineligible_because: Option<Line> = field("形式审查意见", "Not eligible because").by_workflow();
        /// What the panel tells its authors.
        panel_comments: Option<Prose> = field("专家组意见", "The panel's comments").by_workflow();
        /// Who leads the work.
        lead: Option<RecordId> = field("揭榜负责人", "Lead").to(&[Kind::Person]).required().listed()
            .also(&["项目负责人", "负责人", "帅才"]).then_by_workflow();
        /// The team as it stands in the base.
        team: Option<RecordId> = field("揭榜团队", "Team").to(&[Kind::Team]).also(&["团队名称"]).then_by_workflow();
        /// Who does the work.
        members: Vec<TeamMember> = field("团队成员", "Members").also(&["主要成员", "项目组成员"]).then_by_workflow();
        /// The organisations that bid as one.
        partners: Vec<Partner> = field("联合体成员", "Consortium").also(&["联合揭榜单位", "合作单位", "参与单位"]).then_by_workflow();
        /// How it is to be done.
        plan: Option<Prose> = field("技术方案", "Plan").required().also(&["实施方案", "研究方案", "技术路线"]).then_by_workflow();
        /// What is promised for each figure.
        promises: Vec<Promise> = field("指标承诺", "Promised indicators").also(&["承诺指标"]).then_by_workflow();
        /// What it asks for.
        budget: Option<Budget> = field("揭榜金额", "Budget asked").required().listed().also(&["申请经费", "报价", "经费预算", "总经费"]).then_by_workflow();
        /// What that is for.
        budget_lines: Vec<BudgetLine> = field("预算明细", "Budget lines").also(&["经费明细"]).then_by_workflow();
        /// What the bidders put in, in per cent of the whole.
        own_part_percent: Option<Decimal> = field("自筹比例（%）", "Own part (%)").also(&["自筹比例"]).then_by_workflow();
        /// What is reached when.
        milestones: Vec<Milestone> = field("里程碑计划", "Milestones").also(&["里程碑", "进度安排", "实施进度"]).then_by_workflow();
        /// How long it takes, in months.
        term_months: Option<Whole<1, 240>> = field("实施周期（月）", "Term, months").also(&["实施周期", "完成周期"]).then_by_workflow();
        /// The readiness level it begins at.
        readiness: Option<Whole<1, 9>> = field("起点成熟度（1–9）", "Readiness at the start (1–9)").also(&["现有技术成熟度"]).then_by_workflow();
        /// What it builds on.
        achievements: Vec<RecordId> = field("已有成果", "Achievements built on").to(&[Kind::Achievement])
            .also(&["工作基础", "前期成果"]).then_by_workflow();
        /// What it will be done with.
        platforms: Vec<RecordId> = field("依托平台", "Platforms").to(&[Kind::Platform]).also(&["现有条件"]).then_by_workflow();
        /// What could go wrong, and what then.
        risks: Option<Prose> = field("风险与对策", "Risks and answers").also(&["风险分析"]).then_by_workflow();
        /// What brought it about, beside the call.
        cause: Option<RecordId> = arose_from(&[Kind::Match, Kind::Achievement, Kind::Event]).then_by_workflow();
    }
}

impl Bid {
    /// Common fields that stand as they were handed in: what a bid is, and whose.
    pub const HANDED_IN: [&str; 5] = ["title_zh", "title_en", "summary_zh", "summary_en", "owner"];
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("揭榜名称", "title_zh"),
        ("方案名称", "title_zh"),
        ("方案简介", "summary_zh"),
        ("揭榜单位", "owner"),
        ("揭榜方", "owner"),
        ("投标单位", "owner"),
    ];
}

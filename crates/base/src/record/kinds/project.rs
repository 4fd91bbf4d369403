//! 项目: work with stages, gates, money and people.

use measure::{Budget, Quantity};

use super::{Partner, TeamMember, Track, arose_from, plan_item};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Kind, Line, Prose, RecordId, Whole, Word, field};

choices! {
    /// How far a project has come.
    ProjectStage {
        Proposed = "proposed", "申报中", "Proposed", ["申报", "拟立项"];
        Approved = "approved", "已立项", "Approved", ["立项"];
        Running = "running", "执行中", "Running", ["在研", "进行中", "实施中"];
        Paused = "paused", "暂停", "Paused", ["中止", "挂起"];
        Acceptance = "acceptance", "验收中", "In acceptance", ["验收", "待验收"];
        Completed = "completed", "已结题", "Completed", ["结题", "完成", "已验收"];
        Stopped = "stopped", "已终止", "Stopped", ["终止"];
        Withdrawn = "withdrawn", "已退出", "Withdrawn from", ["退出", "撤销"];
    }
    /// Where a gate stands.
    GateDecision {
        Open = "open", "待评估", "Not yet decided", ["未评估"];
        Passed = "passed", "通过", "Passed", ["已通过"];
        PassedWithConditions = "passed-with-conditions", "有条件通过", "Passed with conditions";
        SentBack = "sent-back", "退回补充", "Sent back", ["退回", "整改"];
        Stopped = "stopped", "终止", "Stopped", ["不通过"];
    }
    /// What money is spent on.
    BudgetItem {
        Equipment = "equipment", "设备费", "Equipment", ["设备购置费"];
        Materials = "materials", "材料费", "Materials", ["材料"];
        Testing = "testing", "测试化验加工费", "Testing and processing", ["测试费", "加工费"];
        Energy = "energy", "燃料动力费", "Energy", ["燃料费"];
        Labour = "labour", "人工费", "Labour", ["人员费", "劳务费"];
        Travel = "travel", "差旅会议合作交流费", "Travel and meetings", ["差旅费", "会议费", "国际合作与交流费"];
        Consulting = "consulting", "专家咨询费", "Consulting", ["咨询费"];
        Publication = "publication", "出版与知识产权费", "Publication and rights", ["出版费", "知识产权事务费"];
        Platform = "platform", "平台使用费", "Use of platforms", ["机时费", "中试费"];
        Indirect = "indirect", "间接费用", "Indirect costs", ["管理费"];
        Other = "other", "其他费用", "Other", ["其他", "其它"];
    }
}

body! {
    /// One gate: it opens only with its evidence.
    row Gate {
        /// Its name; on the frontier track, the question it asks.
        gate: Option<Line> = field("关口", "Gate").required().also(&["评估节点", "待回答的问题"]);
        /// The readiness level behind it, on the problem-driven track.
        level: Option<Whole<1, 9>> = field("对应成熟度", "Level reached");
        /// What must be shown.
        required_evidence: Option<Line> = field("所需证据", "Evidence required").required();
        /// What was shown.
        evidence: Option<Line> = field("已交证据", "Evidence shown");
        /// When it is planned.
        due: Option<Day> = field("计划日期", "Planned for");
        /// Where it stands.
        decision: Option<GateDecision> = field("评估结论", "Decision");
        /// When that was decided.
        decided: Option<Day> = field("评估日期", "Decided on");
        /// The record that is the evidence.
        evidence_record: Option<RecordId> = field("证据记录", "Evidence in the base")
            .to(&[Kind::Achievement, Kind::Platform, Kind::Review, Kind::Event, Kind::Project]);
        /// The file of the project that is the evidence.
        evidence_file: Option<Line> = field("证据附件", "Evidence file");
        /// Conditions, what is to be mended, or why it ends.
        note: Option<Line> = field("评估意见", "What was said");
        /// Who decided.
        decided_by: Option<RecordId> = field("评估人", "Decided by").to(&[Kind::Person]);
        /// The account that did.
        account: Option<Line> = field("评估人账号", "Account of who decided").personal();
    }
}

body! {
    /// What is reached when, and what is paid for it.
    row Milestone {
        /// What is reached.
        milestone: Option<Line> = field("里程碑名称", "Milestone").required().also(&["节点"]);
        /// By when.
        due: Option<Day> = field("计划完成日期", "Due").also(&["完成时间"]);
        /// What shows it.
        evidence: Option<Line> = field("完成标志", "Evidence").also(&["交付物"]);
        /// What is paid for it.
        payment: Option<Budget> = field("对应付款", "Payment");
        /// When it was reached.
        reached: Option<Day> = field("实际完成日期", "Reached on");
        /// The record that shows it.
        shown_record: Option<RecordId> = field("完成证据记录", "Shown in the base")
            .to(&[Kind::Achievement, Kind::Platform, Kind::Review, Kind::Event, Kind::Project]);
        /// The file of the project that shows it.
        shown_file: Option<Line> = field("完成证据附件", "Shown in the file");
        /// When it was paid.
        paid: Option<Day> = field("付款日期", "Paid on");
    }
}

body! {
    /// One line of a budget.
    row BudgetLine {
        /// What for.
        item: Option<BudgetItem> = field("预算科目", "Item").required().also(&["科目"]);
        /// How much.
        planned: Option<Budget> = field("预算数", "Planned").required().also(&["预算"]);
        /// How much of it is gone.
        spent: Option<Budget> = field("已支出", "Spent").also(&["支出"]);
        /// Who pays.
        payer: Option<RecordId> = field("资金提供方", "Paid by").to(&[Kind::Organisation, Kind::Fund]);
        /// A remark.
        note: Option<Line> = field("说明", "Note");
    }
}

body! {
    /// Money that was spent.
    row Spending {
        /// On what.
        item: Option<BudgetItem> = field("支出科目", "Spent on").required();
        /// When.
        day: Option<Day> = field("支出日期", "Day of spending").required();
        /// How much.
        amount: Option<Budget> = field("支出金额", "Amount spent").required();
        /// A remark.
        note: Option<Line> = field("支出说明", "What it was for");
        /// Who booked it.
        by: Option<RecordId> = field("登记人", "Booked by").to(&[Kind::Person]);
    }
}

body! {
    /// Money moved between lines of a budget.
    row BudgetTransfer {
        /// From which line.
        from: Option<BudgetItem> = field("调出科目", "From the line").required();
        /// To which line.
        to: Option<BudgetItem> = field("调入科目", "To the line").required();
        /// How much.
        amount: Option<Budget> = field("调剂金额", "Amount moved").required();
        /// When.
        day: Option<Day> = field("调剂日期", "Day of the move").required();
        /// Why.
        note: Option<Line> = field("调剂理由", "Reason for the move").required();
    }
}

body! {
    /// What a project was given of a platform.
    row Allocation {
        /// The platform.
        platform: Option<RecordId> = field("平台", "Platform").to(&[Kind::Platform, Kind::Person, Kind::Team]).required();
        /// How much.
        amount: Option<Quantity> = field("分配量", "Amount").hint("如 120 h、15 d", "Such as 120 h, 15 d");
        /// From when.
        from: Option<Day> = field("起", "From");
        /// Until when.
        until: Option<Day> = field("止", "Until");
        /// Why so much.
        reason: Option<Line> = field("分配理由", "Reason");
    }
}

body! {
    /// What a project asks for of a platform, a person or a team.
    row ResourceWish {
        /// Of what.
        resource: Option<RecordId> = field("所需资源", "Resource").to(&[Kind::Platform, Kind::Person, Kind::Team]).required();
        /// How many units: those the platform is booked by; of people, person-days.
        units: Option<Whole<1, 100_000>> = field("需求量", "Units").required();
        /// The fewest units that are of use.
        least: Option<Whole<0, 100_000>> = field("最低需求量", "Least units");
        /// From when.
        from: Option<Day> = field("起", "From").required();
        /// Until when.
        until: Option<Day> = field("止", "Until").required();
    }
}

body! {
    /// 项目: work with stages, gates, money and people.
    Project {
        /// The number it is known by.
        number: Option<Line> = field("项目编号", "Number").also(&["立项编号", "课题编号"]);
        /// What it is driven by.
        track: Option<Track> = field("项目类型", "Track").also(&["项目类别"]);
        /// How far it has come.
        stage: Option<ProjectStage> = field("项目阶段", "Stage").required().listed().also(&["项目状态", "状态", "进展情况"]).then_by_workflow();
        /// What must be reached.
        goal: Option<Prose> = field("项目目标", "Goal").required().also(&["研究目标", "研究内容", "主要研究内容"]);
        /// The technical field.
        fields: Vec<Word> = field("技术领域", "Technical fields").also(&["所属领域", "领域"]);
        /// Who leads it.
        lead: Option<RecordId> = field("项目负责人", "Lead").to(&[Kind::Person]).listed().also(&["负责人", "课题负责人"]);
        /// Who works on it.
        members: Vec<TeamMember> = field("项目成员", "Members").also(&["项目组成员", "参与人员", "主要成员"]);
        /// The organisations that take part.
        partners: Vec<Partner> = field("参与单位", "Partners").also(&["合作单位", "协作单位"]);
        /// When it begins.
        begins: Option<Day> = field("开始日期", "Begins").also(&["开始时间", "起始日期", "立项日期"]);
        /// When it ends.
        ends: Option<Day> = field("结束日期", "Ends").listed().also(&["结束时间", "完成日期", "截止日期"]);
        /// The readiness level it began at.
        readiness_start: Option<Whole<1, 9>> = field("起始成熟度（1–9）", "Readiness at the start (1–9)");
        /// The readiness level it has reached.
        readiness_now: Option<Whole<1, 9>> = field("当前成熟度（1–9）", "Readiness now (1–9)").also(&["技术成熟度"]).then_by_workflow();
        /// The readiness level it aims at.
        readiness_target: Option<Whole<1, 9>> = field("目标成熟度（1–9）", "Readiness aimed at (1–9)");
        /// Its gates.
        gates: Vec<Gate> = field("阶段关口", "Gates").also(&["阶段评估", "关口"]).then_by_workflow();
        /// What is reached when.
        milestones: Vec<Milestone> = field("里程碑", "Milestones").also(&["里程碑节点", "进度安排"]).then_by_workflow();
        /// The money of the whole.
        budget: Option<Budget> = field("项目总经费", "Budget").listed().also(&["总经费", "经费", "预算金额", "项目经费"]);
        /// What that is for.
        budget_lines: Vec<BudgetLine> = field("预算明细", "Budget lines").also(&["经费明细"]).then_by_workflow();
        /// How urgent it is, 5 before all others.
        priority: Option<Whole<1, 5>> = field("优先级（1–5）", "Priority (1–5)");
        /// What it asks for of platforms and people.
        wishes: Vec<ResourceWish> = field("资源需求", "Resources asked for").also(&["机时需求", "资源申请"]);
        /// How far a line may be overspent, in per cent of what was planned.
        budget_tolerance: Option<Whole<0, 100>> = field("超支容许（%）", "Overspending allowed (%)").then_by_workflow();
        /// What was spent, line by line.
        spending: Vec<Spending> = field("支出登记", "Spending").by_workflow();
        /// What was moved between lines.
        budget_transfers: Vec<BudgetTransfer> = field("预算调剂", "Moves between lines").by_workflow();
        /// What it was given of the platforms.
        allocations: Vec<Allocation> = field("资源分配", "Allocations").also(&["平台机时"]);
        /// When it must be stopped.
        stop_rules: Option<Prose> = field("终止条件", "Rules for stopping").also(&["终止与退出条件"]);
        /// Why it was stopped or left.
        ended_because: Option<Prose> = field("终止原因", "Ended because").also(&["退出原因"]).then_by_workflow();
        /// The skills it needs.
        skills: Vec<Word> = field("所需技能", "Skills wanted").also(&["人才需求"]);
        /// The bid that won it.
        bid: Option<RecordId> = field("中榜方案", "Winning bid").to(&[Kind::Bid]);
        /// The cooperation project it is part of.
        cooperation: Option<RecordId> = field("所属合作项目", "Cooperation project").to(&[Kind::Cooperation]);
        /// What it arose from.
        cause: Option<RecordId> = arose_from(&[Kind::Call, Kind::Problem, Kind::Need, Kind::Deal, Kind::Event]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Project {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("项目名称", "title_zh"),
        ("课题名称", "title_zh"),
        ("项目英文名称", "title_en"),
        ("项目简介", "summary_zh"),
        ("承担单位", "owner"),
        ("牵头单位", "owner"),
        ("项目承担单位", "owner"),
    ];
}

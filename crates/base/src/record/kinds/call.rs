//! 榜单: an open call; its charter is frozen when it is published, and changed by numbered amendments only.

use measure::Budget;

use super::{BlindMode, Indicator, PartyType, arose_from, plan_item};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Moment, Prose, RecordId, Whole, field};

choices! {
    /// What the work of a call or a project is driven by.
    Track {
        ProblemDriven = "problem-driven", "问题导向", "Problem-driven", ["需求导向", "揭榜挂帅", "应用研究"];
        Frontier = "frontier", "前沿探索", "Frontier", ["自由探索", "基础研究", "原创探索"];
    }
    /// How far a call has come.
    CallStage {
        Announced = "announced", "已发榜", "Announced", ["发榜", "发布"];
        Questions = "questions", "答疑", "Questions", ["答疑中"];
        Bids = "bids", "揭榜中", "Open for bids", ["揭榜", "申报中"];
        Review = "review", "评审中", "Under review", ["评审"];
        Publicity = "publicity", "公示中", "In publicity", ["公示"];
        Award = "award", "已定榜", "Awarded", ["定榜", "立项"];
        Contract = "contract", "签约", "Contracting", ["签订任务书", "签订合同"];
        Milestones = "milestones", "执行中", "In execution", ["执行", "在研"];
        Acceptance = "acceptance", "验收中", "In acceptance", ["验收"];
        Completed = "completed", "已完成", "Completed", ["结题", "办结"];
        NoAward = "no-award", "流榜", "Closed without award", ["流标", "无人揭榜"];
        Cancelled = "cancelled", "已撤榜", "Cancelled", ["撤榜", "取消"];
    }
    /// Whose the results will be.
    ResultOwnership {
        Performer = "performer", "归揭榜方", "The performer's", ["归承担方", "承担单位所有"];
        Sponsor = "sponsor", "归发榜方", "The sponsor's", ["归委托方", "发榜单位所有"];
        Joint = "joint", "双方共有", "Joint", ["共有", "共同所有"];
        ByContribution = "by-contribution", "按贡献约定", "By contribution", ["按贡献分享"];
        ByContract = "by-contract", "另行约定", "By a later contract", ["合同约定"];
    }
    /// How many may win.
    AwardRule {
        Single = "single", "一家承担", "One winner", ["单一"];
        Parallel = "parallel", "并行资助", "Several in parallel", ["多家并行"];
        HorseRace = "horse-race", "赛马制", "Horse race: the best go on", ["赛马"];
    }
}

body! {
    /// When how much is paid, and for what.
    row PaymentTerm {
        /// What must have happened.
        condition: Option<Line> = field("支付条件", "Condition").required().also(&["支付节点"]);
        /// How much, in per cent of the whole.
        percent: Option<Decimal> = field("支付比例（%）", "Part (%)").also(&["支付比例"]);
        /// How much, in money.
        amount: Option<Budget> = field("支付金额", "Amount");
        /// By when.
        due: Option<Day> = field("支付日期", "Due");
    }
}

body! {
    /// A numbered change to a frozen charter.
    row Amendment {
        /// Its number.
        number: Option<Whole<1, 999>> = field("修订编号", "Number").required();
        /// When it was published.
        published: Option<Moment> = field("修订时间", "Published at").required();
        /// What it changes.
        clause: Option<Line> = field("修订条款", "Clause").required();
        /// How that read.
        before: Option<Prose> = field("修订前", "Before");
        /// How it reads now.
        after: Option<Prose> = field("修订后", "After").required();
        /// Why.
        reason: Option<Line> = field("修订理由", "Reason").required();
    }
}

body! {
    /// A question with its answer, shown to all; who asked is not.
    row Question {
        /// When it was asked.
        asked: Option<Moment> = field("提问时间", "Asked at");
        /// The question.
        question: Option<Prose> = field("提问", "Question").required();
        /// The answer.
        answer: Option<Prose> = field("答复", "Answer");
        /// When it was answered.
        answered: Option<Moment> = field("答复时间", "Answered at");
    }
}

body! {
    /// One line of the rubric bids are scored by.
    row Criterion {
        /// What is looked at.
        criterion: Option<Line> = field("评审指标", "Criterion").required();
        /// Its weight in the whole, in per cent.
        weight_percent: Option<Decimal> = field("权重（%）", "Weight (%)").required().also(&["权重"]);
        /// The most points it can have.
        most: Option<Whole<1, 1000>> = field("满分", "Most points");
    }
}

body! {
    /// 榜单: an open call.
    Call {
        /// The number it is known by.
        number: Option<Line> = field("榜单编号", "Number").also(&["项目编号", "编号"]);
        /// How far it has come.
        stage: Option<CallStage> = field("榜单阶段", "Stage").listed().also(&["榜单状态", "状态"]).by_workflow();
        /// What it is driven by.
        track: Option<Track> = field("攻关类型", "Track").also(&["榜单类型"]).then_by_workflow();
        /// What must be reached.
        goal: Option<Prose> = field("攻关目标", "Goal").required().also(&["任务目标", "研究内容", "榜单任务", "攻关内容"]).then_by_workflow();
        /// The figures to reach.
        indicators: Vec<Indicator> = field("考核指标", "Target indicators").required().also(&["技术指标", "主要技术指标", "验收指标"]).then_by_workflow();
        /// How much money there is.
        budget: Option<Budget> = field("榜单金额", "Budget").required().listed().also(&["榜额", "资助金额", "总经费", "预算金额"]).then_by_workflow();
        /// When how much is paid.
        payment_terms: Vec<PaymentTerm> = field("支付方式", "Payment terms").also(&["拨付方式", "付款方式"]).then_by_workflow();
        /// Whose the results will be.
        ownership: Option<ResultOwnership> = field("成果归属", "Ownership of results").required().also(&["知识产权归属"]).then_by_workflow();
        /// What else holds for the results.
        ownership_terms: Option<Prose> = field("成果归属约定", "Terms of ownership").then_by_workflow();
        /// Who may bid.
        eligibility: Option<Prose> = field("揭榜条件", "Eligibility").required().also(&["申报条件", "揭榜方条件", "申报要求"]).then_by_workflow();
        /// What kinds of organisation may bid; any where empty.
        eligible_types: Vec<PartyType> = field("可揭榜单位性质", "Eligible party types").then_by_workflow();
        /// Whether several organisations may bid as one.
        consortium: Option<bool> = field("允许联合体", "Consortia allowed").also(&["是否允许联合揭榜", "联合揭榜"]).then_by_workflow();
        /// How many may win.
        award_rule: Option<AwardRule> = field("定榜方式", "Award rule").also(&["遴选方式"]).then_by_workflow();
        /// How bids are scored.
        rubric: Vec<Criterion> = field("评分标准", "Rubric").also(&["评审标准"]).then_by_workflow();
        /// Until when questions are taken.
        questions_until: Option<Moment> = field("答疑截止时间", "Questions until").then_by_workflow();
        /// Until when bids are taken; they are sealed till then.
        bids_until: Option<Moment> = field("揭榜截止时间", "Bids until").required().listed()
            .also(&["申报截止时间", "揭榜截止日期", "截止时间", "截止日期"]).then_by_workflow();
        /// By when it is to be awarded.
        award_by: Option<Day> = field("定榜日期", "Award by").then_by_workflow();
        /// How long the work may take, in months.
        term_months: Option<Whole<1, 240>> = field("攻关周期（月）", "Term, months").also(&["攻关周期", "实施周期", "执行期"]).then_by_workflow();
        /// The organisations that pay.
        sponsors: Vec<RecordId> = field("出资单位", "Sponsors").to(&[Kind::Organisation, Kind::Fund]).also(&["发榜方"]).then_by_workflow();
        /// Who knows whom in the review.
        blind: Option<BlindMode> = field("评审方式", "Blind mode").also(&["盲评方式"]).then_by_workflow();
        /// How many reviews each bid needs at least.
        least_reviews: Option<Whole<1, 20>> = field("每份最少评审数", "Reviews a bid, at least").then_by_workflow();
        /// When the charter was frozen.
        frozen: Option<Moment> = field("章程冻结时间", "Charter frozen at").by_workflow();
        /// What was changed since.
        amendments: Vec<Amendment> = field("章程修订", "Amendments").by_workflow();
        /// What was asked and answered.
        questions: Vec<Question> = field("公开问答", "Questions and answers").also(&["答疑记录"]).by_workflow();
        /// When the bids were opened.
        opened: Option<Moment> = field("开标时间", "Bids opened at").by_workflow();
        /// When the contract with the winner was signed.
        contracted: Option<Day> = field("任务书签订日期", "Contract signed on").by_workflow();
        /// Why there is no award.
        ended_because: Option<Line> = field("终止原因", "Ended because").by_workflow();
        /// The bids that won.
        awarded: Vec<RecordId> = field("中榜", "Awarded to").to(&[Kind::Bid]).by_workflow();
        /// What it arose from.
        cause: Option<RecordId> = arose_from(&[Kind::Problem, Kind::Need, Kind::Cooperation]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Call {
    /// The fields that are frozen when the call is published.
    pub const CHARTER: &'static [&'static str] = &[
        "track",
        "goal",
        "indicators",
        "budget",
        "payment_terms",
        "ownership",
        "ownership_terms",
        "eligibility",
        "eligible_types",
        "consortium",
        "award_rule",
        "rubric",
        "questions_until",
        "bids_until",
        "award_by",
        "term_months",
        "sponsors",
        "blind",
        "least_reviews",
    ];

    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("榜单名称", "title_zh"),
        ("榜题", "title_zh"),
        ("项目名称", "title_zh"),
        ("榜单英文名称", "title_en"),
        ("榜单简介", "summary_zh"),
        ("发榜单位", "owner"),
        ("需求单位", "owner"),
    ];
}

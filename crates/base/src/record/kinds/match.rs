//! 对接: a need and what may answer it, and what people decided about the two.

use super::{arose_from, plan_item};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Moment, Prose, RecordId, field};

choices! {
    /// How well the two fit.
    MatchLevel {
        Strong = "strong", "强", "Strong", ["高度匹配"];
        Fair = "fair", "较强", "Fair", ["匹配"];
        Weak = "weak", "弱", "Weak", ["一般"];
        None = "none", "无", "None", ["不匹配"];
    }
    /// How far a match has come.
    MatchStage {
        Suggested = "suggested", "系统推荐", "Suggested", ["推荐", "待确认"];
        Contacting = "contacting", "联系中", "Being contacted", ["对接中", "联系"];
        OneAccepted = "one-accepted", "一方同意", "Accepted by one side", ["单方同意"];
        Accepted = "accepted", "双方同意", "Accepted by both", ["同意", "对接成功"];
        Declined = "declined", "已谢绝", "Declined", ["谢绝", "未成功"];
        Dealt = "dealt", "已转为转化案", "Became a deal", ["已签约", "已转化"];
        Lapsed = "lapsed", "已失效", "Lapsed", ["失效", "过期"];
    }
    /// Where a match comes from.
    MatchOrigin {
        Engine = "engine", "系统匹配", "Found by the system", ["自动匹配"];
        Broker = "broker", "技术经理人推荐", "Proposed by a broker", ["人工推荐", "经纪人推荐"];
        Event = "event", "活动对接", "Made at an event", ["对接会"];
        Request = "request", "主动联系", "Asked for by a side", ["自荐", "主动申请"];
    }
    /// What one side says.
    MatchDecision {
        Pending = "pending", "待答复", "Not yet answered", ["待确认"];
        Accepted = "accepted", "同意", "Accepted", ["接受"];
        Declined = "declined", "谢绝", "Declined", ["拒绝", "不同意"];
    }
    /// Why a match or a deal was declined; told to the author, and learned from.
    DeclineReason {
        WrongField = "wrong-field", "领域不符", "Another field", ["方向不符"];
        IndicatorMissed = "indicator-missed", "指标达不到", "An indicator is missed", ["技术指标不满足"];
        ReadinessTooLow = "readiness-too-low", "成熟度不够", "Not ready enough", ["成熟度低"];
        PriceTooHigh = "price-too-high", "价格过高", "Too dear", ["报价高"];
        BudgetTooSmall = "budget-too-small", "预算不足", "The budget is too small", ["经费不足"];
        RightsUnclear = "rights-unclear", "权属不清", "Rights are unclear", ["知识产权不清"];
        AlreadySolved = "already-solved", "已解决", "Solved by now", ["已有方案"];
        TooLate = "too-late", "时间不合", "Too late", ["周期太长", "时间冲突"];
        PartnerUnsuitable = "partner-unsuitable", "合作方不合适", "The partner does not suit", ["资质不符"];
        ConflictOfInterest = "conflict-of-interest", "利益冲突", "Conflict of interest", ["竞争关系"];
        ExportControl = "export-control", "出口管制", "Export control", ["管制"];
        NotEnoughSaid = "not-enough-said", "描述不清", "Too little is said", ["信息不足"];
        NoAnswer = "no-answer", "无回应", "No answer", ["联系不上"];
        Other = "other", "其他", "Other", ["其它"];
    }
}

body! {
    /// One reason for a match, with its part in the score.
    row MatchReason {
        /// The reason.
        reason: Option<Line> = field("匹配理由", "Reason").required();
        /// What it adds to the score.
        weight: Option<Decimal> = field("得分贡献", "Part of the score");
    }
}

body! {
    /// What keeps the two from fitting better.
    row NearMiss {
        /// What is missing.
        gap: Option<Line> = field("差距", "What is missing").required();
        /// What would make it fit.
        remedy: Option<Line> = field("如何达成", "What would make it fit");
    }
}

body! {
    /// One number the two were compared by, when somebody decided; what is learned, is learned from these.
    row MatchFeature {
        /// Its name, as the weights have it.
        feature: Option<Line> = field("特征", "Feature").required();
        /// Its value, from 0 to 1.
        value: Option<Decimal> = field("特征值", "Value of the feature");
    }
}

body! {
    /// 对接: a need and what may answer it.
    Match {
        /// The need.
        need: Option<RecordId> = field("需求", "Need").to(&[Kind::Need, Kind::Problem]).required().listed()
            .also(&["需求名称"]);
        /// What may answer it.
        offer: Option<RecordId> = field("供给", "Offer")
            .to(&[Kind::Achievement, Kind::Person, Kind::Team, Kind::Platform, Kind::Fund, Kind::Organisation])
            .required().listed().also(&["成果名称", "对接资源", "匹配对象"]);
        /// Whose the offer is.
        offer_owner: Option<RecordId> = field("供给单位", "Owner of the offer").to(&[Kind::Organisation]);
        /// Where it comes from.
        origin: Option<MatchOrigin> = field("匹配方式", "Origin").also(&["推荐方式", "对接方式"]);
        /// How well they fit.
        level: Option<MatchLevel> = field("匹配程度", "Level").listed().also(&["匹配度"]);
        /// How well they fit, as a number.
        score: Option<Decimal> = field("匹配得分", "Score").also(&["得分"]);
        /// Why they fit.
        reasons: Vec<MatchReason> = field("匹配理由", "Reasons").also(&["推荐理由"]);
        /// What is missing.
        near_misses: Vec<NearMiss> = field("差距与补救", "Near misses").also(&["不足"]);
        /// What they were compared by.
        features: Vec<MatchFeature> = field("匹配特征", "Features");
        /// What the export-control check said, and why.
        control_check: Option<Line> = field("出口管制核查", "Export-control check");
        /// How far it has come.
        stage: Option<MatchStage> = field("对接进展", "Stage").listed().also(&["对接状态", "状态", "进展"]);
        /// Who brings the two together.
        broker: Option<RecordId> = field("技术经理人", "Broker").to(&[Kind::Person]).also(&["技术经纪人", "经办人"]);
        /// What the side of the need says.
        need_side: Option<MatchDecision> = field("需求方意见", "The need's side");
        /// What the side of the offer says.
        offer_side: Option<MatchDecision> = field("供给方意见", "The offer's side").also(&["成果方意见"]);
        /// What a candidate sees of a confidential need; its author approved it.
        anonymous_abstract: Option<Prose> = field("匿名摘要", "Anonymous abstract");
        /// Why it was declined.
        decline_reasons: Vec<DeclineReason> = field("谢绝原因", "Reasons for declining").also(&["未成功原因", "失败原因"]);
        /// What was said beside that.
        decline_note: Option<Prose> = field("谢绝说明", "Note on declining");
        /// When the first of them was written to.
        contacted: Option<Moment> = field("首次联系时间", "First contacted at");
        /// When it was decided.
        decided: Option<Day> = field("对接日期", "Decided on").also(&["对接时间"]);
        /// What is to be done next.
        next_step: Option<Line> = field("下一步", "Next step").also(&["下一步工作"]);
        /// What it arose from.
        cause: Option<RecordId> = arose_from(&[Kind::Need, Kind::Achievement, Kind::Problem, Kind::Event]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Match {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] =
        &[("对接名称", "title_zh"), ("对接简介", "summary_zh")];
}

//! 公示: something shown to those it concerns for a number of days, before it may go on.

use super::arose_from;
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Kind, Line, Prose, RecordId, Web, Whole, field};

choices! {
    /// What is made public.
    PublicityMatter {
        CallAward = "call-award", "拟中榜名单", "Award of a call", ["拟立项", "定榜公示"];
        NegotiatedPrice = "negotiated-price", "协议定价", "Negotiated price", ["成果转化定价"];
        CashAward = "cash-award", "现金奖励", "Cash award", ["奖励分配"];
        EquityAward = "equity-award", "股权奖励", "Equity award", ["股权激励"];
        RelatedParty = "related-party", "关联交易", "Related-party deal", ["关联方交易"];
        UseRight = "use-right", "成果赋权", "Grant of a use right", ["赋权"];
        Selection = "selection", "人选名单", "Selection of people", ["拟录取名单", "入选名单"];
        Acceptance = "acceptance", "验收结果", "Acceptance of a project", ["验收公示", "结题公示"];
        Other = "other", "其他", "Other", ["其它"];
    }
    /// To whom it is shown.
    PublicityAudience {
        Organisation = "organisation", "本单位", "Own organisation", ["单位内部"];
        Parties = "parties", "相关各方", "The parties", ["各方"];
        Base = "base", "基地成员", "Members of the base", ["基地内"];
        Public = "public", "社会公开", "Everybody", ["公开", "社会"];
    }
    /// What days are counted.
    DayCount {
        Calendar = "calendar", "自然日", "Calendar days", ["日历日", "天"];
        Working = "working", "工作日", "Working days";
    }
    /// How far a publicity has come.
    PublicityStage {
        Prepared = "prepared", "待公示", "Prepared", ["准备"];
        Running = "running", "公示中", "Running", ["公示"];
        Suspended = "suspended", "异议处理中", "Suspended by an objection", ["有异议"];
        Clean = "clean", "公示无异议", "Ended clean", ["无异议", "通过"];
        Upheld = "upheld", "异议成立", "Ended by an objection", ["未通过"];
        Cancelled = "cancelled", "已取消", "Cancelled", ["取消", "撤销"];
    }
    /// What became of an objection.
    ObjectionOutcome {
        Open = "open", "处理中", "Being examined", ["待处理"];
        Upheld = "upheld", "成立", "Upheld", ["属实"];
        PartlyUpheld = "partly-upheld", "部分成立", "Upheld in part", ["部分属实"];
        Rejected = "rejected", "不成立", "Rejected", ["不属实"];
        TakenBack = "taken-back", "已撤回", "Taken back", ["撤回"];
    }
}

body! {
    /// Somebody objected.
    row Objection {
        /// When it came.
        received: Option<Day> = field("异议日期", "Received on").required();
        /// Who objects; objections under one's own name are answered in person.
        objector: Option<Line> = field("异议人", "Objector").personal();
        /// What they say.
        content: Option<Prose> = field("异议内容", "Objection").required().personal();
        /// What was found.
        answer: Option<Prose> = field("处理意见", "Answer").personal();
        /// What became of it.
        outcome: Option<ObjectionOutcome> = field("处理结果", "Outcome");
        /// When.
        closed: Option<Day> = field("处理日期", "Closed on");
    }
}

body! {
    /// What proves that it was shown.
    row PublicityEvidence {
        /// What it is: a page, a notice, a photograph.
        what: Option<Line> = field("证据名称", "Evidence").required();
        /// Where it is kept.
        web: Option<Web> = field("证据网址", "Address");
        /// The day it shows.
        day: Option<Day> = field("证据日期", "Day");
    }
}

body! {
    /// 公示: something shown before it may go on.
    Publicity {
        /// What it is about.
        object: Option<RecordId> = field("公示对象", "Object")
            .to(&[Kind::Call, Kind::Bid, Kind::Deal, Kind::Payout, Kind::Achievement, Kind::Project,
                Kind::Programme, Kind::Agreement])
            .required().listed().then_by_workflow();
        /// What is made public about it.
        matter: Option<PublicityMatter> = field("公示事项", "Matter").required().also(&["公示类型"]).then_by_workflow();
        /// To whom.
        audience: Option<PublicityAudience> = field("公示范围", "Audience").required().then_by_workflow();
        /// What is shown.
        content: Option<Prose> = field("公示内容", "What is shown").required().then_by_workflow();
        /// From which day.
        begins: Option<Day> = field("公示开始日期", "Begins").required().listed().also(&["公示开始时间", "开始日期"]).then_by_workflow();
        /// For how many days.
        days: Option<Whole<1, 365>> = field("公示天数", "Days").required().also(&["公示期限", "公示期"]).then_by_workflow();
        /// What days are counted.
        day_count: Option<DayCount> = field("计日方式", "Days counted").required().then_by_workflow();
        /// The last day, as counted.
        ends: Option<Day> = field("公示结束日期", "Ends").listed().also(&["公示截止日期", "公示结束时间", "结束日期"]).then_by_workflow();
        /// The rule that asks for it.
        rule: Option<Line> = field("公示依据", "Rule").also(&["依据"]).then_by_workflow();
        /// How far it has come.
        stage: Option<PublicityStage> = field("公示状态", "Stage").listed().also(&["状态"]).by_workflow();
        /// How one objects.
        how_to_object: Option<Prose> = field("异议受理方式", "How to object").also(&["联系方式", "受理方式"]);
        /// Who objected.
        objections: Vec<Objection> = field("异议", "Objections").also(&["异议记录"]).by_workflow();
        /// What proves that it was shown.
        evidence: Vec<PublicityEvidence> = field("公示证据", "Evidence").also(&["公示材料"]);
        /// The version of its object that it showed: it counts for what that says, and for nothing that came later.
        shown_version: Option<Whole<1, 1_000_000>> = field("公示的对象版本", "Version of the object shown").by_workflow();
        /// What made it necessary, beside its object.
        cause: Option<RecordId> = arose_from(&[Kind::Review, Kind::Deal, Kind::Payout, Kind::Call]);
    }
}

impl Publicity {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] =
        &[("公示名称", "title_zh"), ("公示标题", "title_zh"), ("公示单位", "owner")];
}

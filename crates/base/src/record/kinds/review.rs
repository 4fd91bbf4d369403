//! 评审: what one reviewer says about one thing.

use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Moment, Prose, RecordId, Whole, field};

choices! {
    /// Who knows whom.
    BlindMode {
        Open = "open", "公开评审", "Open", ["实名"];
        Single = "single", "单盲", "Single-blind", ["单向匿名"];
        Double = "double", "双盲", "Double-blind", ["双向匿名"];
    }
    /// How far a review has come.
    ReviewStage {
        Invited = "invited", "已邀请", "Invited", ["邀请"];
        Declined = "declined", "已谢绝", "Declined", ["谢绝"];
        Accepted = "accepted", "评审中", "Accepted", ["接受"];
        Submitted = "submitted", "已提交", "Submitted", ["提交", "完成"];
        Excluded = "excluded", "已回避", "Excluded for a conflict", ["回避"];
        Overdue = "overdue", "逾期", "Overdue", ["超期"];
    }
    /// What a reviewer advises.
    Recommendation {
        Support = "support", "同意", "Support", ["支持", "推荐", "通过"];
        SupportWithChanges = "support-with-changes", "修改后同意", "Support with changes", ["修改后通过"];
        Reserve = "reserve", "备选", "Keep in reserve", ["候补"];
        Reject = "reject", "不同意", "Reject", ["不支持", "不推荐", "不通过"];
        Abstain = "abstain", "弃权", "Abstain";
    }
    /// What ties a reviewer to what is reviewed.
    ConflictGround {
        OwnBid = "own-bid", "本人参与揭榜", "Takes part in a bid", ["参与揭榜"];
        Employment = "employment", "任职关系", "Employment", ["同单位"];
        Secondment = "secondment", "借调或双聘", "Secondment", ["借调", "双聘"];
        CoAuthorship = "co-authorship", "合作论著", "Co-authorship", ["合著"];
        SharedIp = "shared-ip", "共有知识产权", "Shared intellectual property", ["共有专利"];
        RelatedParty = "related-party", "关联单位", "Related party", ["关联方"];
        Mentorship = "mentorship", "师承关系", "Mentorship", ["师生"];
        Declared = "declared", "本人申明", "Declared by the reviewer", ["自行申明"];
    }
}

body! {
    /// The points for one line of the rubric.
    row Score {
        /// What is looked at.
        criterion: Option<Line> = field("评审指标", "Criterion").required();
        /// Its weight in the whole, in per cent.
        weight_percent: Option<Decimal> = field("权重（%）", "Weight (%)").also(&["权重"]);
        /// The points.
        points: Option<Decimal> = field("得分", "Points").required().also(&["评分"]);
        /// The most points it can have.
        most: Option<Whole<1, 1000>> = field("满分", "Most points");
        /// Why.
        remark: Option<Line> = field("评语", "Remark");
    }
}

body! {
    /// A tie that was found, with its evidence.
    row Conflict {
        /// What ties them.
        ground: Option<ConflictGround> = field("冲突类型", "Ground").required();
        /// Whom or what it goes through.
        through: Option<RecordId> = field("关联对象", "Through")
            .to(&[Kind::Organisation, Kind::Person, Kind::Secondment, Kind::Achievement, Kind::Project]);
        /// What it rests on.
        evidence: Option<Line> = field("冲突依据", "Evidence").personal();
        /// The day it was found.
        found: Option<Day> = field("发现日期", "Found on");
    }
}

body! {
    /// 评审: what one reviewer says about one thing.
    Review {
        /// What is reviewed.
        subject: Option<RecordId> = field("评审对象", "Subject")
            .to(&[Kind::Bid, Kind::Call, Kind::Project, Kind::Achievement, Kind::Need, Kind::Enrolment,
                Kind::Registration, Kind::Platform])
            .required().listed().then_by_workflow();
        /// The call whose panel it is part of.
        panel_of: Option<RecordId> = field("所属评审", "Panel of").to(&[Kind::Call]).by_workflow();
        /// Who reviews.
        reviewer: Option<RecordId> = field("评审专家", "Reviewer").to(&[Kind::Person]).required().also(&["评审人", "专家"]).then_by_workflow();
        /// Who knows whom.
        blind: Option<BlindMode> = field("评审方式", "Blind mode").also(&["盲评方式"]).then_by_workflow();
        /// How far it has come.
        stage: Option<ReviewStage> = field("评审阶段", "Stage").listed().also(&["评审状态", "状态"]).then_by_workflow();
        /// Until when it is wanted.
        due: Option<Moment> = field("评审截止时间", "Due").listed().also(&["截止时间"]).then_by_workflow();
        /// The ties that were found.
        conflicts: Vec<Conflict> = field("利益冲突", "Conflicts of interest").also(&["利益关系"])
            .hint("由任职、借调、合作论著与共有知识产权计算得出", "Computed from employment, secondment, joint works and shared rights").then_by_workflow();
        /// The points.
        scores: Vec<Score> = field("评分明细", "Scores").also(&["打分"]).then_by_workflow();
        /// The points of the whole.
        total: Option<Decimal> = field("总分", "Total points").also(&["综合得分"]).then_by_workflow();
        /// What the reviewer advises.
        recommendation: Option<Recommendation> = field("评审结论", "Recommendation").listed().also(&["结论", "评审意见结论"]).then_by_workflow();
        /// What its author is told.
        comment: Option<Prose> = field("评审意见", "Comment").also(&["专家意见"]).then_by_workflow();
        /// What only the panel is told.
        confidential: Option<Prose> = field("保密意见", "Confidential comment").also(&["内部意见"]).then_by_workflow();
        /// When it was handed in.
        submitted: Option<Moment> = field("提交时间", "Submitted at").also(&["评审时间"]).then_by_workflow();
        /// Why it was declined.
        declined_because: Option<Line> = field("谢绝原因", "Declined because").then_by_workflow();
    }
}

impl Review {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[("评审名称", "title_zh"), ("组织单位", "owner")];
}

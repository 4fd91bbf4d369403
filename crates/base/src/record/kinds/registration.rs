//! 活动报名: one person at one event, from the registration to the follow-up.

use crate::identifier::Country;
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Kind, Line, Mail, Moment, Prose, RecordId, Whole, Word, field};

choices! {
    /// How far a registration has come.
    RegistrationStage {
        Registered = "registered", "已报名", "Registered", ["报名", "待审核"];
        Waiting = "waiting", "候补", "On the waiting list", ["候补中"];
        Confirmed = "confirmed", "已确认", "Confirmed", ["确认", "通过"];
        Refused = "refused", "未通过", "Refused", ["不通过"];
        CalledOff = "called-off", "已取消", "Called off", ["取消"];
        CheckedIn = "checked-in", "已签到", "Checked in", ["签到", "出席"];
        Absent = "absent", "未到", "Absent", ["缺席"];
    }
    /// Why somebody waits.
    WaitingReason {
        Full = "full", "名额已满", "All places are taken";
        OrganisationFull = "organisation-full", "本单位名额已满", "The organisation's places are taken";
        ExportControl = "export-control", "出口管制核查中", "Export-control check";
        NotTheAudience = "not-the-audience", "不属于参加对象", "Not whom it is for";
        FeeUnpaid = "fee-unpaid", "费用未缴", "The fee is not paid";
        Late = "late", "逾期报名", "Registered late";
    }
    /// As what somebody comes.
    ParticipantRole {
        Participant = "participant", "参会代表", "Participant", ["代表", "听众", "参会"];
        Speaker = "speaker", "报告人", "Speaker", ["嘉宾", "主讲人"];
        Exhibitor = "exhibitor", "参展方", "Exhibitor", ["参展"];
        Press = "press", "媒体", "Press", ["记者"];
        Organiser = "organiser", "工作人员", "Organiser", ["会务"];
    }
    /// What one side says to a meeting.
    MeetingAnswer {
        Asked = "asked", "待答复", "Asked", ["待确认"];
        Accepted = "accepted", "接受", "Accepted", ["同意"];
        Declined = "declined", "谢绝", "Declined", ["拒绝"];
    }
}

body! {
    /// A meeting that was asked for; it stands when both accept.
    row Meeting {
        /// With whom.
        with: Option<RecordId> = field("洽谈对象", "With")
            .to(&[Kind::Registration, Kind::Person, Kind::Organisation]).required();
        /// When.
        begins: Option<Moment> = field("洽谈时间", "At");
        /// What about.
        about: Option<Line> = field("洽谈内容", "About").personal();
        /// What this side says.
        ours: Option<MeetingAnswer> = field("本方答复", "This side");
        /// What the other side says.
        theirs: Option<MeetingAnswer> = field("对方答复", "The other side");
        /// Which table.
        table: Option<Line> = field("桌号", "Table");
    }
}

body! {
    /// One answer to the follow-up form.
    row FollowUpAnswer {
        /// The question.
        question: Option<Line> = field("问题", "Question").required();
        /// The answer.
        answer: Option<Prose> = field("回答", "Answer").personal();
    }
}

body! {
    /// What one reviewer says of a contribution.
    row ContributionReview {
        /// Who.
        reviewer: Option<Line> = field("评阅人", "Reviewer").personal();
        /// Points of a hundred.
        points: Option<Whole<0, 100>> = field("评阅得分", "Points");
        /// What they noted.
        note: Option<Line> = field("评阅意见", "Reviewer's note");
    }
}

body! {
    /// 活动报名: one person at one event.
    Registration {
        /// The event.
        event: Option<RecordId> = field("活动", "Event").to(&[Kind::Event]).required().listed()
            .also(&["活动名称", "会议名称", "报名活动"]).then_by_workflow();
        /// The person's record.
        person: Option<RecordId> = field("参会人", "Person").to(&[Kind::Person]).listed().then_by_workflow();
        /// The name where there is no record.
        name: Option<Line> = field("参会人姓名", "Person's name").personal().also(&["姓名", "报名人"]).then_by_workflow();
        /// As what they come.
        role: Option<ParticipantRole> = field("参会身份", "Role").also(&["身份", "参会类型"]).then_by_workflow();
        /// The organisation's name where it is no record of the base.
        organisation_name: Option<Line> = field("参会单位名称", "Organisation's name").also(&["工作单位"]);
        /// The post.
        post: Option<Line> = field("职务职称", "Post").personal().also(&["职务", "职称"]);
        /// Mail address.
        mail: Option<Mail> = field("电子邮箱", "E-mail").personal().also(&["邮箱", "电子邮件"]);
        /// Telephone.
        phone: Option<Line> = field("电话", "Telephone").personal().also(&["联系电话", "手机", "联系方式"]);
        /// The country whose citizen the person is; the export rules ask for it.
        citizenship: Option<Country> = field("国籍", "Citizenship").personal()
            .hint("仅用于出口管制核查", "Used for the export-control check only").then_by_workflow();
        /// Which registration of the event it is, in the order they came.
        number: Option<Whole<1, 1_000_000>> = field("报名序号", "Number").by_workflow();
        /// What opens the door: shown on the confirmation and on the badge.
        code: Option<Line> = field("签到码", "Check-in code").personal().aside().by_workflow();
        /// Who holds the event; those who lead it see the registration.
        organised_by: Option<RecordId> = field("活动主办", "Held by").to(&[Kind::Organisation]).aside().by_workflow();
        /// How far it has come.
        stage: Option<RegistrationStage> = field("报名状态", "Stage").listed().also(&["状态"]).by_workflow();
        /// Why they wait.
        waiting_reason: Option<WaitingReason> = field("候补原因", "Why they wait").by_workflow();
        /// Their place on the waiting list.
        waiting_place: Option<Whole<1, 1_000_000>> = field("候补序号", "Place on the waiting list").by_workflow();
        /// What was noted on the decision.
        decision_note: Option<Line> = field("审核说明", "Note on the decision").also(&["审核意见"]).by_workflow();
        /// What they want to contribute.
        contribution_title: Option<Line> = field("报告题目", "Contribution").also(&["投稿题目", "论文题目"]).then_by_workflow();
        /// What it says.
        contribution: Option<Prose> = field("报告摘要", "Abstract of the contribution").also(&["投稿摘要", "论文摘要"]).then_by_workflow();
        /// What it became.
        contribution_accepted: Option<bool> = field("报告录用", "Contribution accepted").also(&["是否录用"]).by_workflow();
        /// What was said of it.
        contribution_note: Option<Line> = field("录用说明", "Note on the contribution").by_workflow();
        /// What reviewers said of it.
        contribution_reviews: Vec<ContributionReview> = field("报告评阅", "Reviews of the contribution").by_workflow();
        /// The achievement or the need that it became.
        contribution_record: Option<RecordId> = field("转化为", "Became")
            .to(&[Kind::Achievement, Kind::Need]).by_workflow();
        /// Whether other participants may ask for a meeting, and see name and organisation for that.
        open_to_meet: Option<bool> = field("愿意洽谈", "Open to meetings")
            .hint("其他参会者可看到姓名与单位", "Other participants then see name and organisation");
        /// What they would talk about.
        interests: Vec<Word> = field("关注方向", "Interests").personal().also(&["感兴趣的方向", "对接意向"]);
        /// Whom they meet.
        meetings: Vec<Meeting> = field("洽谈安排", "Meetings").also(&["一对一洽谈"]).by_workflow();
        /// When they checked in.
        checked_in: Option<Moment> = field("签到时间", "Checked in at").by_workflow();
        /// What they said afterwards.
        follow_up: Vec<FollowUpAnswer> = field("会后反馈", "Follow-up").also(&["反馈"]).by_workflow();
        /// What they need.
        wishes: Option<Line> = field("其他要求", "Wishes").personal().also(&["备注", "特殊需求", "饮食要求"]);
    }
}

impl Registration {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[("参会单位", "owner"), ("报名单位", "owner")];
}

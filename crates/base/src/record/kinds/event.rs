//! 活动: an academic exchange, an industry forum, a talent exchange.

use measure::Budget;

use super::{arose_from, plan_item};
use crate::identifier::Country;
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Kind, Line, Moment, Prose, RecordId, Web, Whole, Word, field};

choices! {
    /// What an event is.
    EventType {
        AcademicExchange = "academic-exchange", "学术交流", "Academic exchange", ["学术会议", "研讨会", "学术报告"];
        IndustryForum = "industry-forum", "产业论坛", "Industry forum", ["论坛", "产业大会"];
        TalentExchange = "talent-exchange", "人才交流", "Talent exchange", ["人才对接", "招聘会"];
        Matchmaking = "matchmaking", "对接会", "Matchmaking", ["供需对接", "成果对接会", "技术对接"];
        Roadshow = "roadshow", "路演", "Roadshow", ["成果发布", "发布会"];
        Visit = "visit", "考察调研", "Visit", ["参观", "调研"];
        Meeting = "meeting", "工作会议", "Working meeting", ["会议", "座谈会"];
    }
    /// How far an event has come.
    EventStage {
        Planned = "planned", "筹备中", "Planned", ["筹备", "计划中"];
        Contributions = "contributions", "征稿中", "Call for contributions", ["征稿", "征集报告"];
        Registration = "registration", "报名中", "Registration open", ["报名"];
        RegistrationClosed = "registration-closed", "报名截止", "Registration closed";
        Running = "running", "进行中", "Running", ["举办中"];
        FollowUp = "follow-up", "会后跟踪", "Follow-up", ["跟踪"];
        Closed = "closed", "已结束", "Closed", ["结束", "已举办"];
        Postponed = "postponed", "已延期", "Postponed", ["延期"];
        Cancelled = "cancelled", "已取消", "Cancelled", ["取消"];
    }
    /// How often a series meets.
    Rhythm {
        Once = "once", "单次", "Once", ["一次性"];
        Monthly = "monthly", "每月", "Monthly", ["月度"];
        Quarterly = "quarterly", "每季度", "Quarterly", ["季度"];
        HalfYearly = "half-yearly", "每半年", "Half-yearly", ["半年"];
        Yearly = "yearly", "每年", "Yearly", ["年度"];
    }
}

body! {
    /// One point of the agenda.
    row AgendaPoint {
        /// What it is about.
        topic: Option<Line> = field("议题", "Topic").required().also(&["报告题目"]);
        /// When it begins.
        begins: Option<Moment> = field("议程开始", "Begins");
        /// When it ends.
        ends: Option<Moment> = field("议程结束", "Ends");
        /// Who speaks.
        speaker: Option<RecordId> = field("报告人", "Speaker").to(&[Kind::Person]).also(&["主讲人"]);
        /// The speaker's name where there is no record.
        speaker_name: Option<Line> = field("报告人姓名", "Speaker's name").personal();
        /// In which track.
        track: Option<Line> = field("分会场", "Track");
        /// In which room.
        room: Option<Line> = field("会议室", "Room");
    }
}

body! {
    /// A time and table at which two may meet.
    row MeetingSlot {
        /// When it begins.
        begins: Option<Moment> = field("洽谈开始", "Begins").required();
        /// How long it is, in minutes.
        minutes: Option<Whole<5, 480>> = field("时长（分钟）", "Minutes").required();
        /// How many tables there are.
        tables: Option<Whole<1, 1000>> = field("桌数", "Tables");
    }
}

body! {
    /// What became of an event after people knew of it: it was moved, put off, called off.
    row EventChange {
        /// When that was said.
        at: Option<Moment> = field("变更时间", "Changed at").required();
        /// How far it has come since.
        became: Option<EventStage> = field("变更后阶段", "Stage since");
        /// How far it had come before.
        was: Option<EventStage> = field("变更前阶段", "Stage before");
        /// When it was to begin before.
        begins_before: Option<Moment> = field("原开始时间", "Began before");
        /// When it was to end before.
        ends_before: Option<Moment> = field("原结束时间", "Ended before");
        /// Where it was to be before.
        venue_before: Option<Line> = field("原地点", "Venue before");
        /// Why.
        reason: Option<Line> = field("变更原因", "Reason").also(&["延期原因", "取消原因"]);
    }
}

body! {
    /// 活动: an academic exchange, an industry forum, a talent exchange.
    Event {
        /// What it is.
        event_type: Option<EventType> = field("活动类型", "Type of event").required().listed().also(&["会议类型", "活动类别"]);
        /// The series it belongs to.
        series: Option<Line> = field("系列", "Series").also(&["活动系列", "系列名称"]);
        /// Which of the series it is.
        edition: Option<Whole<1, 10_000>> = field("届次", "Edition").also(&["第几届", "期次"]);
        /// How often the series meets.
        rhythm: Option<Rhythm> = field("举办频次", "Rhythm").also(&["频次"]);
        /// How far it has come.
        stage: Option<EventStage> = field("活动阶段", "Stage").listed().also(&["活动状态", "状态"]).by_workflow();
        /// When it begins.
        begins: Option<Moment> = field("开始时间", "Begins").required().listed().also(&["活动时间", "会议时间", "举办时间", "开始日期"]).then_by_workflow();
        /// When it ends.
        ends: Option<Moment> = field("结束时间", "Ends").also(&["结束日期"]).then_by_workflow();
        /// Where it is held.
        venue: Option<Line> = field("活动地点", "Venue").listed().also(&["会议地点", "地点", "举办地点"]).then_by_workflow();
        /// In which country; the export rules ask for it.
        country: Option<Country> = field("举办国家", "Country").also(&["国家", "国家或地区"]).then_by_workflow();
        /// Where it can be followed from afar.
        online: Option<Web> = field("线上入口", "Online at").also(&["线上链接", "会议链接"]);
        /// Who holds it together with the owner.
        hosts: Vec<RecordId> = field("联合主办单位", "Held together with").to(&[Kind::Organisation]).also(&["协办单位", "承办单位"]);
        /// What it is about.
        topics: Vec<Word> = field("活动主题", "Topics").also(&["主题", "议题方向"]);
        /// For whom it is.
        audience: Option<Prose> = field("参加对象", "For whom").also(&["参会对象", "面向对象"]);
        /// How many it takes.
        places: Option<Whole<1, 1_000_000>> = field("名额", "Places").also(&["参会人数", "人数上限", "规模"]).then_by_workflow();
        /// The most that one organisation may send.
        places_each: Option<Whole<1, 1_000_000>> = field("每单位名额", "Places for each organisation").then_by_workflow();
        /// Whether who holds it confirms each registration.
        needs_approval: Option<bool> = field("报名须审核", "Registrations are confirmed one by one").also(&["报名审核"]);
        /// What it costs one person.
        fee: Option<Budget> = field("会务费", "Fee").also(&["费用", "注册费"]);
        /// Until when contributions are taken.
        contributions_until: Option<Moment> = field("征稿截止时间", "Contributions until").also(&["征稿截止日期", "投稿截止"]).then_by_workflow();
        /// Until when one may register.
        registration_until: Option<Moment> = field("报名截止时间", "Registration until").also(&["报名截止日期"]).then_by_workflow();
        /// What happens when.
        agenda: Vec<AgendaPoint> = field("议程", "Agenda").also(&["会议议程", "日程"]).then_by_workflow();
        /// When two may meet.
        meeting_slots: Vec<MeetingSlot> = field("洽谈时段", "Meeting slots").also(&["对接时段"]);
        /// What is shown or asked for there; the export rules ask for it.
        presents: Vec<RecordId> = field("展示的成果与需求", "Achievements and needs shown")
            .to(&[Kind::Achievement, Kind::Need]).also(&["展示成果", "路演成果"]);
        /// What is asked afterwards.
        follow_up: Option<Prose> = field("会后问卷", "Follow-up questions")
            .also(&["反馈问题"]).hint("每行一个问题", "One question a line");
        /// Whom to ask.
        contact: Option<Line> = field("会务联系人", "Contact").personal().also(&["联系人"]);
        /// How to reach them.
        contact_reach: Option<Line> = field("会务联系方式", "How to reach them").personal().also(&["联系方式", "联系电话"]);
        /// What it arose from.
        cause: Option<RecordId> =
            arose_from(&[Kind::Problem, Kind::Project, Kind::Cooperation, Kind::Programme, Kind::Event]);
        /// What became of it after people knew of it.
        changes: Vec<EventChange> = field("变更记录", "Changes").by_workflow();
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Event {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("活动名称", "title_zh"),
        ("会议名称", "title_zh"),
        ("会议英文名称", "title_en"),
        ("活动简介", "summary_zh"),
        ("活动内容", "summary_zh"),
        ("主办单位", "owner"),
    ];
}

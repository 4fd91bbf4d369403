//! 培养报名: one person in one programme, from the application to what became of it.

use super::arose_from;
use crate::identifier::CertificateCode;
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Prose, RecordId, Whole, field};

choices! {
    /// How far an enrolment has come.
    EnrolmentStage {
        Applied = "applied", "已报名", "Applied", ["报名", "待审核"];
        Waiting = "waiting", "候补", "Waiting", ["候补中"];
        Admitted = "admitted", "已录取", "Admitted", ["录取", "通过"];
        Refused = "refused", "未录取", "Not admitted", ["不通过", "落选"];
        CalledOff = "called-off", "已取消", "Called off", ["取消", "放弃"];
        Attending = "attending", "在学", "Attending", ["学习中", "进行中"];
        Certified = "certified", "已结业", "Certified", ["结业", "合格"];
        NotCertified = "not-certified", "未结业", "Left without certificate", ["肄业", "不合格"];
    }
    /// Whether somebody came.
    Presence {
        Present = "present", "出勤", "Present", ["到", "已签到"];
        Late = "late", "迟到", "Late", ["早退"];
        Excused = "excused", "请假", "Excused", ["病假", "事假"];
        Absent = "absent", "缺勤", "Absent", ["旷课", "未到"];
    }
}

body! {
    /// Whether the person came to one session.
    row Attendance {
        /// The course.
        course: Option<Line> = field("课程名称", "Course").required().also(&["课程"]);
        /// The day.
        day: Option<Day> = field("上课日期", "Day").required().also(&["日期"]);
        /// Whether they came.
        presence: Option<Presence> = field("出勤情况", "Presence").required().personal();
        /// For how many hours.
        hours: Option<Decimal> = field("学时", "Hours");
    }
}

body! {
    /// What the person reached in one course.
    row CourseResult {
        /// The course.
        course: Option<Line> = field("课程名称", "Course").required().also(&["课程"]);
        /// The mark.
        mark: Option<Line> = field("成绩", "Mark").personal();
        /// The credits.
        credits: Option<Decimal> = field("获得学分", "Credits").personal().also(&["学分"]);
    }
}

body! {
    /// What a mentor and their pupil worked on.
    row Guidance {
        /// When.
        day: Option<Day> = field("指导日期", "Day").required().also(&["日期"]);
        /// What.
        note: Option<Prose> = field("指导内容", "What was worked on").required().personal();
        /// Who noted it.
        by: Option<RecordId> = field("记录人", "Noted by").to(&[Kind::Person]);
    }
}

body! {
    /// 培养报名: one person in one programme.
    Enrolment {
        /// The programme.
        programme: Option<RecordId> = field("培养项目", "Programme").to(&[Kind::Programme]).required().listed()
            .also(&["报名项目", "培训班"]).then_by_workflow();
        /// The person.
        person: Option<RecordId> = field("学员", "Person").to(&[Kind::Person]).required().listed().also(&["报名人", "参训人员"])
            .then_by_workflow();
        /// Who holds the programme; those who lead it see the enrolment.
        organised_by: Option<RecordId> = field("培养主办", "Held by").to(&[Kind::Organisation]).aside().by_workflow();
        /// How far it has come.
        stage: Option<EnrolmentStage> = field("报名状态", "Stage").listed().also(&["学习状态", "状态"]).by_workflow();
        /// Why the person applies.
        motivation: Option<Prose> = field("报名理由", "Motivation").personal().also(&["申请理由"]);
        /// Who recommends them.
        recommended_by: Option<RecordId> = field("推荐单位", "Recommended by").to(&[Kind::Organisation, Kind::Person])
            .also(&["推荐人"]);
        /// Their place on the waiting list.
        waiting_place: Option<Whole<1, 100_000>> = field("候补序号", "Place on the waiting list").by_workflow();
        /// Why they were admitted or not.
        decision_reason: Option<Line> = field("录取意见", "Reason of the decision").personal().also(&["审核意见"])
            .by_workflow();
        /// Who guides them.
        mentor: Option<RecordId> = field("指导导师", "Mentor").to(&[Kind::Person]).also(&["导师"]).then_by_workflow();
        /// The project they practise on.
        project: Option<RecordId> = field("实训项目", "Project for practice").to(&[Kind::Project, Kind::Cooperation])
            .then_by_workflow();
        /// What they do in it.
        task: Option<Prose> = field("实训任务", "Task").also(&["实践内容"]).then_by_workflow();
        /// What they and their mentor worked on.
        guidance: Vec<Guidance> = field("指导记录", "Guidance").by_workflow();
        /// When they came.
        attendance: Vec<Attendance> = field("出勤记录", "Attendance").also(&["考勤"]).by_workflow();
        /// What they reached.
        results: Vec<CourseResult> = field("课程成绩", "Results").by_workflow();
        /// The credits of the whole.
        credits: Option<Decimal> = field("总学分", "Credits").personal().by_workflow();
        /// The code anybody can check the certificate by.
        certificate_code: Option<CertificateCode> = field("证书编号", "Certificate code").also(&["证书号"]).by_workflow();
        /// When the certificate was given.
        certified: Option<Day> = field("发证日期", "Certified on").listed().by_workflow();
        /// What became of it a year later.
        outcome: Option<Prose> = field("一年后跟踪", "Outcome a year later").personal().also(&["跟踪情况", "培养成效"])
            .by_workflow();
        /// When that was asked.
        outcome_day: Option<Day> = field("跟踪日期", "Outcome asked on").by_workflow();
        /// What brought the person to it.
        cause: Option<RecordId> = arose_from(&[Kind::Project, Kind::Platform, Kind::Event, Kind::Secondment]);
    }
}

impl Enrolment {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] =
        &[("工作单位", "owner"), ("派出单位", "owner"), ("所在单位", "owner")];
}

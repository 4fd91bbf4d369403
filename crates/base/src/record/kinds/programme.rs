//! 培养项目: a cohort that learns on courses and on real projects.

use measure::Budget;

use super::{arose_from, plan_item};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Moment, Prose, RecordId, Whole, Word, field};

choices! {
    /// What a programme is.
    ProgrammeType {
        Course = "course", "培训班", "Course", ["培训", "研修班", "高级研修班"];
        Practice = "practice", "项目实训", "Practice on projects", ["实训", "工程实践"];
        Mentorship = "mentorship", "导师带徒", "Mentorship", ["师带徒", "导师制"];
        JointDegree = "joint-degree", "联合培养", "Joint degree", ["联合培养研究生", "工程硕博士"];
        Postdoctoral = "postdoctoral", "博士后", "Postdoctoral", ["博士后工作站"];
        Operators = "operators", "技能培训", "Operators' training", ["技能人才", "上机培训"];
        Brokers = "brokers", "技术经理人培训", "Technology brokers", ["技术经纪人培训"];
    }
    /// How far a programme has come.
    ProgrammeStage {
        Planned = "planned", "计划中", "Planned", ["筹备", "筹备中"];
        Applications = "applications", "报名中", "Open for applications", ["报名", "招生"];
        Selection = "selection", "选拔中", "Selecting", ["选拔", "遴选"];
        Running = "running", "进行中", "Running", ["开班", "在学"];
        Completed = "completed", "已结业", "Completed", ["结业", "结束"];
        Cancelled = "cancelled", "已取消", "Cancelled", ["取消"];
    }
}

body! {
    /// One course of a programme.
    row Course {
        /// Its name.
        course: Option<Line> = field("课程名称", "Course").required().also(&["课程"]);
        /// Who gives it.
        teacher: Option<RecordId> = field("授课人", "Teacher").to(&[Kind::Person]).also(&["讲师"]);
        /// The teacher's name where there is no record.
        teacher_name: Option<Line> = field("授课人姓名", "Teacher's name").personal();
        /// When it begins.
        begins: Option<Moment> = field("开课时间", "Begins");
        /// How long it is, in hours.
        hours: Option<Decimal> = field("学时", "Hours").also(&["课时"]);
        /// What it counts.
        credits: Option<Decimal> = field("学分", "Credits");
        /// Where it is given.
        place: Option<Line> = field("授课地点", "Place").also(&["教室"]);
    }
}

body! {
    /// 培养项目: a cohort that learns on courses and on real projects.
    Programme {
        /// What it is.
        programme_type: Option<ProgrammeType> = field("培养类型", "Type of programme").required().listed()
            .also(&["培训类型", "培养方式"]);
        /// Which cohort this is.
        cohort: Option<Line> = field("期次", "Cohort").listed()
            .also(&["班次", "届次"]).hint("如 2026年第1期", "Such as 2026 spring");
        /// How far it has come.
        stage: Option<ProgrammeStage> = field("培养阶段", "Stage").listed().also(&["状态"]).by_workflow();
        /// What one learns.
        aims: Option<Prose> = field("培养目标", "Aims").required().also(&["培训目标", "培训内容", "培养内容"]);
        /// The skills it gives.
        skills: Vec<Word> = field("培养技能", "Skills taught").also(&["技能", "专业方向"]);
        /// Who may apply.
        eligibility: Option<Prose> = field("报名条件", "Eligibility").also(&["招生对象", "培训对象"]);
        /// How many it takes.
        places: Option<Whole<1, 100_000>> = field("名额", "Places").also(&["招生人数", "培训人数", "计划人数"]);
        /// Until when one may apply.
        applications_until: Option<Moment> = field("报名截止时间", "Applications until").also(&["报名截止日期"]);
        /// When it begins.
        begins: Option<Day> = field("开始日期", "Begins").listed().also(&["开班日期", "开始时间", "培训开始时间"]);
        /// When it ends.
        ends: Option<Day> = field("结束日期", "Ends").also(&["结业日期", "结束时间", "培训结束时间"]);
        /// Where it is held.
        place: Option<Line> = field("培养地点", "Place").also(&["培训地点", "地点"]);
        /// The organisations that hold it together with the owner.
        partners: Vec<RecordId> = field("联合举办单位", "Held together with").to(&[Kind::Organisation])
            .also(&["协办单位", "合作单位"]);
        /// Its courses.
        courses: Vec<Course> = field("课程安排", "Courses").also(&["课程表", "课程设置"]);
        /// The real projects its people work on.
        projects: Vec<RecordId> = field("实训项目", "Projects for practice").to(&[Kind::Project, Kind::Cooperation])
            .also(&["实践项目"]);
        /// Its mentors.
        mentors: Vec<RecordId> = field("导师", "Mentors").to(&[Kind::Person]).also(&["指导教师"]);
        /// The credits one needs for the certificate.
        credits_needed: Option<Decimal> = field("结业学分", "Credits needed").also(&["学分要求"]);
        /// The attendance one needs, in per cent.
        attendance_percent: Option<Decimal> = field("最低出勤率（%）", "Least attendance (%)").also(&["出勤率要求"]);
        /// What the certificate says.
        certificate: Option<Line> = field("证书名称", "Certificate").also(&["结业证书"]);
        /// What it costs one person.
        fee: Option<Budget> = field("培训费", "Fee").also(&["费用", "收费标准"]);
        /// What it arose from.
        cause: Option<RecordId> = arose_from(&[Kind::Problem, Kind::Project, Kind::Cooperation, Kind::Need]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Programme {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("培养项目名称", "title_zh"),
        ("培训班名称", "title_zh"),
        ("项目名称", "title_zh"),
        ("培训名称", "title_zh"),
        ("项目简介", "summary_zh"),
        ("培训简介", "summary_zh"),
        ("主办单位", "owner"),
        ("举办单位", "owner"),
    ];
}

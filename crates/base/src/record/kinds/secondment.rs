//! 借调与双聘: a person of one organisation works for another; decides who employed whom on a day.

use measure::Budget;

use super::{arose_from, plan_item};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Prose, RecordId, field};

choices! {
    /// What binds the person to the host.
    SecondmentType {
        Secondment = "secondment", "借调", "Secondment", ["挂职", "派驻"];
        DualAppointment = "dual-appointment", "双聘", "Dual appointment", ["双聘双跨", "互聘"];
        Visiting = "visiting", "访问交流", "Visit", ["访问学者", "访问"];
        Mentorship = "mentorship", "兼职导师", "Mentorship", ["导师", "产业导师"];
    }
    /// How far a secondment has come; it needs the word of both sides.
    SecondmentStage {
        Proposed = "proposed", "拟申请", "Proposed", ["申请", "待审批"];
        HomeApproved = "home-approved", "派出方已同意", "Approved by home", ["派出单位同意"];
        HostApproved = "host-approved", "接收方已同意", "Approved by host", ["接收单位同意"];
        Approved = "approved", "双方已批准", "Approved by both", ["已批准", "批准"];
        Active = "active", "在岗", "Active", ["执行中", "进行中"];
        Ended = "ended", "期满", "Ended", ["结束", "已结束"];
        EndedEarly = "ended-early", "提前结束", "Ended early", ["提前终止"];
        Refused = "refused", "未批准", "Refused", ["不同意", "退回"];
    }
    /// Whose the inventions of that time are.
    InventionClause {
        Home = "home", "归派出单位", "Home's", ["派出单位所有"];
        Host = "host", "归接收单位", "Host's", ["接收单位所有"];
        Joint = "joint", "双方共有", "Joint", ["共有"];
        ByTask = "by-task", "按任务来源确定", "By whose task it was", ["按任务归属"];
        ByContract = "by-contract", "另行约定", "By a later contract", ["约定"];
    }
    /// What an approver said.
    ApprovalDecision {
        Approved = "approved", "同意", "Approved", ["批准", "通过"];
        Refused = "refused", "不同意", "Refused", ["驳回", "不通过"];
        SentBack = "sent-back", "退回修改", "Sent back", ["退回"];
    }
}

body! {
    /// What one side's approver said.
    row Approval {
        /// For which organisation.
        organisation: Option<RecordId> = field("审批单位", "For").to(&[Kind::Organisation]);
        /// Who.
        person: Option<RecordId> = field("审批人", "By").to(&[Kind::Person]);
        /// What.
        decision: Option<ApprovalDecision> = field("审批意见", "Decision").required();
        /// When.
        day: Option<Day> = field("审批日期", "Decided on").required();
        /// Why.
        note: Option<Line> = field("审批说明", "Note");
        /// The account that said so.
        account: Option<Line> = field("审批账号", "Account").personal();
    }
}

body! {
    /// 借调与双聘: a person of one organisation works for another.
    Secondment {
        /// The person.
        person: Option<RecordId> = field("人员", "Person").to(&[Kind::Person]).required().listed()
            .also(&["借调人员", "双聘人员", "姓名"]).then_by_workflow();
        /// What binds them.
        secondment_type: Option<SecondmentType> = field("用人方式", "Type of secondment").required().also(&["类型", "借调类型"])
            .then_by_workflow();
        /// Whose they are.
        home: Option<RecordId> = field("派出单位", "Home organisation").to(&[Kind::Organisation]).required()
            .also(&["原单位", "人事关系单位"]).then_by_workflow();
        /// For whom they work.
        host: Option<RecordId> = field("接收单位", "Host organisation").to(&[Kind::Organisation]).required().listed()
            .also(&["借调单位", "聘用单位"]).then_by_workflow();
        /// How far it has come.
        stage: Option<SecondmentStage> = field("审批进度", "Stage").listed().also(&["状态"]).by_workflow();
        /// As what.
        post: Option<Line> = field("接收岗位", "Post at the host").personal().also(&["岗位", "职务"]);
        /// From when.
        begins: Option<Day> = field("开始日期", "Begins").required().also(&["开始时间", "借调开始日期"])
            .then_by_workflow();
        /// Until when.
        ends: Option<Day> = field("结束日期", "Ends").required().listed().also(&["结束时间", "借调结束日期"])
            .then_by_workflow();
        /// How much of full time, in per cent.
        time_percent: Option<Decimal> = field("工作时间比例（%）", "Time given (%)").required().also(&["工作时间比例", "投入比例", "FTE"])
            .hint("全时为 100", "100 is full time").then_by_workflow();
        /// What it costs.
        cost: Option<Budget> = field("费用合计", "Cost").also(&["费用"]).then_by_workflow();
        /// What home bears of that, in per cent.
        home_cost_percent: Option<Decimal> = field("派出方承担（%）", "Borne by home (%)").also(&["派出方承担比例"])
            .then_by_workflow();
        /// What the host bears of that, in per cent.
        host_cost_percent: Option<Decimal> = field("接收方承担（%）", "Borne by host (%)").also(&["接收方承担比例"])
            .then_by_workflow();
        /// Whose the inventions are.
        inventions: Option<InventionClause> = field("发明归属", "Inventions").required().also(&["知识产权归属"])
            .then_by_workflow();
        /// What else holds for them.
        inventions_terms: Option<Prose> = field("知识产权条款", "Terms on inventions").also(&["知识产权约定"])
            .then_by_workflow();
        /// What they work on.
        task: Option<Prose> = field("工作任务", "Task").also(&["任务", "工作内容"]);
        /// The project they work on.
        project: Option<RecordId> = field("所在项目", "Project").to(&[Kind::Project, Kind::Cooperation]).also(&["项目名称"])
            .then_by_workflow();
        /// What both sides said.
        approvals: Vec<Approval> = field("审批记录", "Approvals").by_workflow();
        /// Why the export-control office let it pass.
        control_approval: Option<Line> = field("出口管制放行理由", "Why the export-control office passed it").by_workflow();
        /// Why it ended early.
        ended_because: Option<Line> = field("提前结束原因", "Ended early because").by_workflow();
        /// What it arose from.
        cause: Option<RecordId> =
            arose_from(&[Kind::Project, Kind::Cooperation, Kind::Match, Kind::Deal, Kind::Programme]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Secondment {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[("借调名称", "title_zh"), ("申请单位", "owner")];
}

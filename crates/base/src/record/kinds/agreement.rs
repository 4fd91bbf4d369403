//! 合作协议: the framework agreement of the base, its joint committee and its annual plan.

use measure::Quantity;

use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Kind, Line, Prose, RecordId, Whole, Word, field};

choices! {
    /// How far an agreement has come.
    AgreementStage {
        Negotiating = "negotiating", "洽谈中", "Negotiating", ["洽谈"];
        Signed = "signed", "已签署", "Signed", ["签署"];
        InForce = "in-force", "生效", "In force", ["有效", "执行中"];
        Renewed = "renewed", "已续签", "Renewed", ["续签"];
        Ended = "ended", "已届满", "Ended", ["届满", "到期"];
        Terminated = "terminated", "已终止", "Terminated", ["终止", "解除"];
    }
    /// What somebody is on the joint committee.
    CommitteeRole {
        Chair = "chair", "主任", "Chair", ["主任委员", "组长"];
        DeputyChair = "deputy-chair", "副主任", "Deputy chair", ["副主任委员", "副组长"];
        Member = "member", "委员", "Member", ["成员", "组员"];
        Secretary = "secretary", "秘书", "Secretary", ["秘书长"];
        Observer = "observer", "列席", "Observer", ["观察员"];
    }
    /// What the committee decided.
    DecisionOutcome {
        Carried = "carried", "通过", "Carried", ["同意"];
        Rejected = "rejected", "未通过", "Rejected", ["否决"];
        Postponed = "postponed", "缓议", "Postponed", ["搁置"];
        Noted = "noted", "听取", "Noted", ["知悉"];
    }
    /// What became of a plan item.
    PlanOutcome {
        Planned = "planned", "计划中", "Planned", ["未开始"];
        OnTrack = "on-track", "按期推进", "On track", ["正常", "进行中"];
        Behind = "behind", "滞后", "Behind", ["落后", "延期"];
        Reached = "reached", "已完成", "Reached", ["完成", "达成"];
        Missed = "missed", "未完成", "Missed", ["未达成"];
        Dropped = "dropped", "已取消", "Dropped", ["取消"];
    }
    /// Which of the four bases it serves.
    BasePart {
        Innovation = "innovation", "技术创新基地", "Innovation base", ["创新基地"];
        Talent = "talent", "人才培育基地", "Talent base", ["人才基地"];
        Transfer = "transfer", "成果转化基地", "Transfer base", ["转化基地"];
        Cooperation = "cooperation", "产业合作基地", "Cooperation base", ["合作基地"];
    }
}

body! {
    /// Somebody on the joint committee.
    row CommitteeMember {
        /// The name where there is no record.
        name: Option<Line> = field("成员姓名", "Member's name").personal().also(&["姓名"]);
        /// The person.
        person: Option<RecordId> = field("委员会成员", "Committee member").to(&[Kind::Person]);
        /// For which organisation.
        organisation: Option<RecordId> = field("代表单位", "For").to(&[Kind::Organisation]).required();
        /// As what.
        role: Option<CommitteeRole> = field("委员会职务", "Role").required();
        /// From when.
        since: Option<Day> = field("自", "Since");
        /// Until when.
        until: Option<Day> = field("至", "Until");
    }
}

body! {
    /// Something the committee decided.
    row Decision {
        /// When.
        day: Option<Day> = field("决议日期", "Decided on").required();
        /// About what.
        subject: Option<Line> = field("决议事项", "Subject").required();
        /// Votes for it.
        votes_for: Option<Whole<0, 1000>> = field("赞成票", "For");
        /// Votes against it.
        votes_against: Option<Whole<0, 1000>> = field("反对票", "Against");
        /// Votes for neither.
        votes_abstained: Option<Whole<0, 1000>> = field("弃权票", "Abstained");
        /// What came out.
        outcome: Option<DecisionOutcome> = field("决议结果", "Outcome").required();
        /// What it says.
        text: Option<Prose> = field("决议内容", "Text");
        /// What it is about, where that is a record.
        about: Option<RecordId> = field("涉及对象", "About")
            .to(&[Kind::Call, Kind::Project, Kind::Programme, Kind::Cooperation, Kind::Deal,
                Kind::Event, Kind::Problem]);
    }
}

body! {
    /// One item of an annual plan; other records name it by its code.
    row PlanItem {
        /// The year.
        year: Option<Whole<2000, 2200>> = field("年度", "Year").required();
        /// Its code.
        code: Option<Line> = field("事项编号", "Code").required().hint("如 2026-T-03", "Such as 2026-T-03");
        /// What is to be done.
        item: Option<Line> = field("计划事项", "Item").required();
        /// Which base does it.
        base: Option<BasePart> = field("所属基地", "Base");
        /// How much, with its unit.
        target: Option<Quantity> = field("计划目标值", "Target");
        /// In what it is counted, where that is no unit of measure.
        unit: Option<Line> = field("计量单位", "Counted in").hint("如 项、场、人", "Such as projects, events, people");
        /// How much it became.
        result: Option<Quantity> = field("完成值", "Result");
        /// Who answers for it.
        responsible: Option<RecordId> = field("责任单位", "Responsible").to(&[Kind::Organisation]);
        /// By when.
        due: Option<Day> = field("计划完成日期", "Due");
        /// What became of it.
        outcome: Option<PlanOutcome> = field("完成情况", "Outcome");
        /// A remark.
        note: Option<Line> = field("完成说明", "Note");
    }
}

body! {
    /// 合作协议: the framework agreement of the base.
    Agreement {
        /// Who agreed.
        parties: Vec<RecordId> = field("协议各方", "Parties").to(&[Kind::Organisation]).required().listed()
            .also(&["签约单位", "签署单位", "甲乙方"]);
        /// What for.
        purposes: Vec<Word> = field("合作宗旨", "Purposes").also(&["合作目标", "合作领域"]);
        /// What was agreed.
        content: Option<Prose> = field("协议内容", "What was agreed").required().also(&["主要内容", "合作内容"]);
        /// How far it has come.
        stage: Option<AgreementStage> = field("协议状态", "Stage").listed().also(&["状态"]);
        /// When it was signed.
        signed: Option<Day> = field("签署日期", "Signed on").listed().also(&["签订日期", "签约日期"]);
        /// From when it holds.
        begins: Option<Day> = field("生效日期", "In force from").also(&["开始日期"]);
        /// Until when it holds.
        ends: Option<Day> = field("届满日期", "In force until").listed().also(&["到期日期", "终止日期", "结束日期"]);
        /// Who is on the joint committee.
        committee: Vec<CommitteeMember> = field("联合委员会", "Joint committee").also(&["管理委员会", "联合工作组"]);
        /// How many members must be there to decide.
        quorum: Option<Whole<1, 1000>> = field("法定人数", "Quorum");
        /// How it decides.
        voting_rule: Option<Prose> = field("表决规则", "Voting rule").also(&["议事规则"]);
        /// What it decided.
        decisions: Vec<Decision> = field("委员会决议", "Decisions").also(&["决议", "会议决议"]);
        /// What is planned for each year, and what became of it.
        plan: Vec<PlanItem> = field("年度计划", "Annual plan").also(&["年度工作计划", "工作计划"]);
        /// Whose the results are.
        ownership_terms: Option<Prose> = field("成果归属约定", "Terms of ownership").also(&["知识产权约定"]);
        /// What is kept secret.
        confidentiality: Option<Prose> = field("保密约定", "Terms of confidentiality").also(&["保密条款"]);
        /// The agreement it continues.
        continues: Option<RecordId> = field("续签自", "Continues").to(&[Kind::Agreement]);
    }
}

impl Agreement {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] =
        &[("协议名称", "title_zh"), ("协议英文名称", "title_en"), ("协议简介", "summary_zh"), ("牵头单位", "owner")];
}

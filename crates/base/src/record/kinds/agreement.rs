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
    /// By what a committee carries a motion.
    VotingRule {
        SimpleMajority = "simple-majority", "到会过半数", "More than half of the votes cast", ["简单多数", "过半数"];
        TwoThirds = "two-thirds", "到会三分之二以上", "Two thirds of the votes cast", ["三分之二"];
        Unanimous = "unanimous", "一致同意", "Nobody against", ["全体一致"];
        EveryParty = "every-party", "各方分别过半数", "More for than against of every party", ["各方同意", "双方同意"];
    }
    /// How somebody votes.
    VoteChoice {
        For = "for", "赞成", "For";
        Against = "against", "反对", "Against";
        Abstained = "abstained", "弃权", "Abstained";
    }
    /// Where a motion stands.
    MotionState {
        Open = "open", "表决中", "Open";
        Decided = "decided", "已决议", "Decided";
        TakenBack = "taken-back", "已撤回", "Taken back";
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
        /// The year whose plan it adopts.
        plan_year: Option<Whole<2000, 2200>> = field("通过的年度计划", "Adopts the plan of");
        /// The motion it came from.
        motion: Option<Line> = field("议案编号", "Motion");
        /// By what rule.
        rule: Option<VotingRule> = field("适用表决规则", "Rule");
        /// How many voting members sat on the committee that day.
        seats: Option<Whole<0, 1000>> = field("应到委员", "Seats");
        /// How many had to vote.
        quorum: Option<Whole<0, 1000>> = field("决议法定人数", "Quorum then");
    }
}

body! {
    /// Something put to the vote.
    row Motion {
        /// Its code.
        code: Option<Line> = field("提案编号", "Motion's code").required();
        /// When it was put.
        day: Option<Day> = field("提出日期", "Put on");
        /// Who put it.
        proposer: Option<RecordId> = field("提案人", "Put by").to(&[Kind::Person]);
        /// About what.
        subject: Option<Line> = field("议案事项", "Motion").required();
        /// What it says.
        text: Option<Prose> = field("议案内容", "What it says");
        /// What it is about, where that is a record.
        about: Option<RecordId> = field("议案涉及对象", "Motion is about")
            .to(&[Kind::Call, Kind::Project, Kind::Programme, Kind::Cooperation, Kind::Deal,
                Kind::Event, Kind::Problem]);
        /// The last day of voting.
        until: Option<Day> = field("表决截止日期", "Voting until").required();
        /// The year whose plan it would adopt.
        plan_year: Option<Whole<2000, 2200>> = field("拟通过的年度计划", "Would adopt the plan of");
        /// By what rule it is carried.
        rule: Option<VotingRule> = field("议案表决规则", "Motion's rule");
        /// How many must vote.
        quorum: Option<Whole<0, 1000>> = field("议案法定人数", "Motion's quorum");
        /// Whether the chair decides a tie.
        chair_decides: Option<bool> = field("平票由主任决定（议案）", "Chair decides a tie of it");
        /// Where it stands.
        state: Option<MotionState> = field("议案状态", "Motion stands");
    }
}

body! {
    /// How somebody voted on a motion.
    row Vote {
        /// The motion's code.
        motion: Option<Line> = field("所投议案", "On the motion").required();
        /// Who voted.
        person: Option<RecordId> = field("投票人", "Voter").to(&[Kind::Person]);
        /// For which organisation they sit.
        organisation: Option<RecordId> = field("投票人代表单位", "Voter sits for").to(&[Kind::Organisation]);
        /// As what they sit.
        role: Option<CommitteeRole> = field("投票人职务", "Voter's role");
        /// How.
        choice: Option<VoteChoice> = field("表决意见", "Vote").required();
        /// When.
        day: Option<Day> = field("投票日期", "Voted on");
    }
}

body! {
    /// What was said at a meeting.
    row Minutes {
        /// When it met.
        day: Option<Day> = field("会议日期", "Met on").required();
        /// Who was there.
        present: Option<Line> = field("出席人员", "Present").personal();
        /// What was said.
        text: Option<Prose> = field("会议纪要", "Minutes").required();
        /// Who wrote it.
        by: Option<RecordId> = field("记录人", "Written by").to(&[Kind::Person]);
        /// When it was noted.
        noted: Option<Day> = field("纪要登记日期", "Noted on");
    }
}

body! {
    /// A change of an item of a plan that was adopted, and what came in as its result.
    row PlanRevision {
        /// When.
        day: Option<Day> = field("变更日期", "Changed on").required();
        /// The item's code.
        code: Option<Line> = field("变更事项编号", "Item changed").required();
        /// What it was, and what it is.
        what: Option<Line> = field("变更内容", "Change").required();
        /// Why.
        note: Option<Line> = field("变更理由", "Why");
        /// The motion whose decision asks for it.
        motion: Option<Line> = field("依据议案", "By the decision on");
        /// Who.
        by: Option<RecordId> = field("变更人", "Changed by").to(&[Kind::Person]);
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
        /// What shows the result.
        evidence: Option<Line> = field("完成依据", "Evidence");
        /// When the result was reported.
        reported: Option<Day> = field("填报日期", "Reported on");
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
        /// By what a motion is carried.
        decides_by: Option<VotingRule> = field("通过条件", "Carried by").also(&["表决方式"]);
        /// Whether the chair decides where votes are equal.
        chair_decides: Option<bool> = field("平票由主任决定", "Chair decides a tie");
        /// How it decides, in words.
        voting_rule: Option<Prose> = field("表决规则", "Voting rule").also(&["议事规则"]);
        /// What it decided.
        decisions: Vec<Decision> = field("委员会决议", "Decisions").also(&["决议", "会议决议"]).by_workflow();
        /// What is put to the vote, and was.
        motions: Vec<Motion> = field("议案", "Motions").by_workflow();
        /// How members voted.
        votes: Vec<Vote> = field("表决记录", "Votes").by_workflow();
        /// What was said at its meetings.
        minutes: Vec<Minutes> = field("会议记录", "Minutes of meetings").by_workflow();
        /// What is planned for each year, and what became of it.
        plan: Vec<PlanItem> = field("年度计划", "Annual plan").also(&["年度工作计划", "工作计划"]).by_workflow();
        /// How adopted plans were changed.
        revisions: Vec<PlanRevision> = field("计划变更", "Changes of the plan").by_workflow();
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

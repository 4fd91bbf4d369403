//! 创新团队: people who work together under a lead.

use super::{arose_from, plan_item};
use crate::record::body::body;
use crate::record::{Day, Decimal, Kind, Line, Prose, RecordId, Web, Word, field};

body! {
    /// One person in a team, a bid or a project.
    row TeamMember {
        /// The name where there is no record.
        name: Option<Line> = field("成员姓名", "Member's name").personal().also(&["姓名"]);
        /// The person's record.
        person: Option<RecordId> = field("成员", "Member").to(&[Kind::Person]);
        /// What they do in it.
        role: Option<Line> = field("分工", "Part").also(&["承担任务", "角色", "职责"]);
        /// How much of their time they give, in per cent of full time.
        time_percent: Option<Decimal> = field("投入时间（%）", "Time given (%)").also(&["投入时间"]);
        /// From when.
        since: Option<Day> = field("自", "Since");
        /// Until when.
        until: Option<Day> = field("至", "Until");
    }
}

body! {
    /// 创新团队: people who work together under a lead.
    Team {
        /// Who leads it.
        lead: Option<RecordId> = field("带头人", "Lead").to(&[Kind::Person]).listed().also(&["团队负责人", "负责人", "学术带头人"]);
        /// Who is in it.
        members: Vec<TeamMember> = field("团队成员", "Members").also(&["成员名单", "主要成员"]);
        /// What it works on.
        fields: Vec<Word> = field("研究方向", "Fields").required().listed().also(&["研究领域", "技术领域", "团队方向"]);
        /// What it can do.
        skills: Vec<Word> = field("团队专长", "Skills").also(&["专业特长", "技术专长"]);
        /// What it has done.
        track_record: Option<Prose> = field("主要业绩", "Track record").also(&["代表性成果", "承担项目", "业绩"]);
        /// The organisations its people come from.
        partners: Vec<RecordId> = field("共建单位", "Partner organisations").to(&[Kind::Organisation])
            .also(&["合作单位", "依托单位"]);
        /// The platforms it works on.
        platforms: Vec<RecordId> = field("依托平台", "Platforms").to(&[Kind::Platform]);
        /// Since when it exists.
        founded: Option<Day> = field("组建日期", "Founded").also(&["成立时间", "成立日期"]);
        /// Its page.
        web: Option<Web> = field("团队主页", "Web address").also(&["网址"]);
        /// What it was set up for.
        cause: Option<RecordId> = arose_from(&[Kind::Problem, Kind::Project, Kind::Programme]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Team {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] =
        &[("团队名称", "title_zh"), ("团队英文名称", "title_en"), ("团队简介", "summary_zh"), ("所在单位", "owner")];
}

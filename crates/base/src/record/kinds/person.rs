//! 人员: a person of the pool: researcher, engineer, operator, mentor, broker.

use super::arose_from;
use crate::identifier::{Country, Doi, Orcid};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Mail, Prose, RecordId, Visibility, Web, Whole, Word, field};

choices! {
    /// What an organisation is to a person.
    AffiliationRole {
        Home = "home", "人事关系单位", "Home", ["本单位", "派出单位", "原单位"];
        Host = "host", "工作单位", "Host", ["借调单位", "接收单位", "双聘单位"];
        Student = "student", "就读单位", "Student", ["学生", "博士后"];
        Adviser = "adviser", "兼职顾问", "Adviser", ["顾问", "兼职"];
    }
    /// What a person allows the base to do with their data.
    ConsentPurpose {
        Profile = "profile", "展示个人主页", "Show the profile";
        Matching = "matching", "参与对接推荐", "Suggest for matches", ["匹配", "推荐"];
        Contact = "contact", "转达联系方式", "Pass on contact data", ["联系"];
        Events = "events", "活动与培训通知", "Tell of events and courses", ["通知"];
        Works = "works", "收集公开成果信息", "Gather public works", ["成果收集"];
    }
    /// The highest degree.
    Degree {
        Doctor = "doctor", "博士", "Doctor", ["博士研究生"];
        Master = "master", "硕士", "Master", ["硕士研究生", "研究生"];
        Bachelor = "bachelor", "本科", "Bachelor", ["学士", "大学本科"];
        Vocational = "vocational", "专科", "Vocational", ["大专", "高职"];
        Other = "other", "其他", "Other", ["其它"];
    }
}

body! {
    /// Where somebody worked, and when.
    row Affiliation {
        /// Its name where it is no record of the base.
        organisation_name: Option<Line> = field("任职单位名称", "Organisation's name");
        /// The organisation.
        organisation: Option<RecordId> = field("任职单位", "Organisation").to(&[Kind::Organisation]);
        /// What it was to them.
        role: Option<AffiliationRole> = field("关系", "Relation");
        /// As what.
        post: Option<Line> = field("岗位", "Post").personal().also(&["职务"]);
        /// From when.
        since: Option<Day> = field("自", "Since").personal();
        /// Until when; open where it lasts.
        until: Option<Day> = field("至", "Until").personal();
    }
}

body! {
    /// Something a person published.
    row Publication {
        /// Its title.
        title: Option<Line> = field("论著题目", "Title of the work").required().also(&["论文题目"]);
        /// Where it appeared.
        venue: Option<Line> = field("刊物", "Venue").also(&["期刊", "出版社"]);
        /// When.
        year: Option<Whole<1900, 2200>> = field("年份", "Year").also(&["发表年份"]);
        /// Its identifier.
        doi: Option<Doi> = field("DOI", "DOI of the work");
    }
}

body! {
    /// One thing a person allowed, or no longer allows.
    row Consent {
        /// What for.
        purpose: Option<ConsentPurpose> = field("同意用途", "Purpose").required().personal();
        /// When it was given; nothing where it never was and is now refused.
        given: Option<Day> = field("同意日期", "Given on").personal();
        /// How it was given.
        proof: Option<Line> = field("同意方式", "How it was given").personal();
        /// When it was taken back.
        withdrawn: Option<Day> = field("撤回日期", "Withdrawn on").personal();
    }
}

body! {
    /// 人员: a person of the pool. The title is the name.
    Person {
        /// The academic or technical rank.
        rank: Option<Line> = field("职称", "Rank").listed().personal().also(&["技术职称", "专业技术职务", "职称级别"]);
        /// The post held now.
        post: Option<Line> = field("职务", "Post").personal().also(&["现任职务", "岗位"]);
        /// The highest degree.
        degree: Option<Degree> = field("学历学位", "Degree").personal().also(&["学历", "学位", "最高学历"]);
        /// What the person works on.
        research_fields: Vec<Word> = field("研究方向", "Fields of research").listed()
            .also(&["研究领域", "技术领域", "从事专业", "专业领域"]);
        /// What the person can do.
        skills: Vec<Word> = field("专业特长", "Skills").listed().also(&["技能", "专长", "擅长领域"])
            .hint("如 萃取分离、磁体烧结、SEM", "Such as solvent extraction, magnet sintering, SEM");
        /// What the person has done.
        track_record: Option<Prose> = field("主要业绩", "Track record").personal().also(&["业绩", "代表性成果", "主要成果"]);
        /// Where they worked, and when.
        affiliations: Vec<Affiliation> = field("任职经历", "Affiliations").aside().also(&["工作经历", "工作简历"]);
        /// The researcher's id.
        orcid: Option<Orcid> = field("ORCID", "ORCID iD").personal().also(&["ORCID 号", "ORCID号"]);
        /// What they published.
        works: Vec<Publication> = field("代表论著", "Works").also(&["代表论文", "论文", "论著"]);
        /// Their page.
        web: Option<Web> = field("个人主页", "Home page").aside().personal().also(&["主页"]);
        /// How much of their time they can give, in per cent.
        available_percent: Option<Decimal> = field("可投入时间（%）", "Time available (%)").personal().also(&["可投入时间"]);
        /// Ready to be a mentor.
        mentor: Option<bool> = field("愿任导师", "Ready to mentor").personal().also(&["导师", "是否导师"]);
        /// The country whose citizen the person is; the export rules ask for it.
        citizenship: Option<Country> = field("国籍", "Citizenship").personal()
            .hint("仅用于出口管制核查", "Used for the export-control check only");
        /// Mail address.
        mail: Option<Mail> = field("电子邮箱", "E-mail").personal().also(&["邮箱", "电子邮件", "Email"]);
        /// Telephone.
        phone: Option<Line> = field("电话", "Telephone").personal().also(&["联系电话", "手机", "联系方式"]);
        /// What they allowed.
        consent: Vec<Consent> = field("授权记录", "Consent").aside().also(&["知情同意"]);
        /// When they last said that all this is so.
        confirmed: Option<Day> = field("最近确认日期", "Last confirmed").also(&["核实日期", "更新日期"]);
        /// What brought them to the pool.
        cause: Option<RecordId> = arose_from(&[Kind::Event, Kind::Enrolment, Kind::Secondment, Kind::Project]);
    }
}

impl Publication {
    /// Whether two are one work: by the identifier, else by the letters of the title in the same year.
    pub fn is_same(&self, other: &Self) -> bool {
        let plain = |work: &Self| {
            let title = work.title.as_ref().map_or("", |title| title.0.as_str());
            title.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect::<String>()
        };
        match (&self.doi, &other.doi) {
            (Some(one), Some(other)) if one == other => true,
            _ => {
                let years = self.year.zip(other.year).is_none_or(|(one, other)| one == other);
                !plain(self).is_empty() && plain(self) == plain(other) && years
            }
        }
    }
}

impl Person {
    /// Whether the person allows something: what the last row on it says, and nothing where there is none.
    pub fn allows(&self, purpose: ConsentPurpose) -> Option<bool> {
        let said = self.consent.iter().rfind(|consent| consent.purpose == Some(purpose))?;
        Some(said.withdrawn.is_none())
    }

    /// The fields that hold what the person took back their consent to: to be shown, or to have ways to reach them passed on.
    pub fn refused(&self, visibility: Visibility) -> Vec<&'static str> {
        let took_back = |purpose| self.allows(purpose) == Some(false);
        let mut fields = Vec::new();
        if took_back(ConsentPurpose::Profile) && visibility != Visibility::Private {
            fields.push("visibility");
        }
        if took_back(ConsentPurpose::Contact) {
            fields.extend(self.mail.as_ref().map(|_| "mail"));
            fields.extend(self.phone.as_ref().map(|_| "phone"));
        }
        fields
    }

    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("专家名称", "title_zh"),
        ("专家姓名", "title_zh"),
        ("姓名", "title_zh"),
        ("英文姓名", "title_en"),
        ("个人简介", "summary_zh"),
        ("专家简介", "summary_zh"),
        ("工作单位", "owner"),
        ("所在单位", "owner"),
    ];
}

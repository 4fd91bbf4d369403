//! 需求: a problem somebody wants solved.

use measure::{Budget, Quantity};

use super::arose_from;
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Kind, Line, Prose, RecordId, Whole, Word, field};

choices! {
    /// How the two sides are to work together.
    CooperationForm {
        Development = "development", "技术开发", "Commissioned development", ["委托开发", "联合开发", "合作开发", "技术攻关"];
        Transfer = "transfer", "技术转让", "Transfer of rights", ["转让"];
        Licence = "licence", "技术许可", "Licence", ["许可", "专利许可"];
        Consulting = "consulting", "技术咨询", "Consulting", ["咨询"];
        Service = "service", "技术服务", "Service", ["服务", "检测"];
        Equity = "equity", "技术入股", "Equity", ["入股", "作价入股", "作价投资"];
        Joint = "joint", "共建平台", "Joint facility", ["共建", "共建研发机构"];
        Open = "open", "面谈", "Open to talks", ["其他", "其它", "不限"];
    }
    /// What a need calls for.
    Factor {
        Technology = "technology", "技术", "Technology", ["成果"];
        People = "people", "人才", "People", ["专家", "人员"];
        Platform = "platform", "平台", "Platform", ["设备", "仪器", "中试"];
        Money = "money", "资金", "Money";
        Partner = "partner", "合作伙伴", "Partner", ["合作单位"];
    }
}

body! {
    /// One figure that must be reached.
    row Indicator {
        /// What is measured.
        indicator: Option<Line> = field("指标", "Indicator").required();
        /// The bound, the number and the unit.
        target: Option<Quantity> = field("目标值", "Target").hint("如 ≥1.45 T", "Such as ≥1.45 T");
    }
}

body! {
    /// 需求: a problem somebody wants solved.
    Need {
        /// What must be solved.
        problem: Option<Prose> = field("技术难题", "Problem to solve").required()
            .also(&["拟解决的技术难题", "需求详情", "需求内容", "需求描述", "技术需求", "主要技术难题"])
            .hint("现状、难点与原因", "How things stand, what is hard, and why");
        /// The technical field.
        fields: Vec<Word> = field("技术领域", "Technical fields").also(&["所属领域", "领域", "行业领域"]);
        /// The figures to reach.
        indicators: Vec<Indicator> = field("技术指标", "Target indicators").also(&["主要技术指标", "考核指标", "指标要求"])
            .hint("每行一个：指标 | 目标值", "One a line: indicator | target");
        /// What a solution must respect.
        constraints: Option<Prose> = field("约束条件", "Constraints").also(&["限制条件", "其他要求"]);
        /// What may be paid.
        budget: Option<Budget> = field("预算金额", "Budget").listed()
            .also(&["预算", "投入预算", "拟投入资金", "预算金额（万元）", "预算金额（元）", "资金预算"])
            .hint("如 50万元、100-200万元、面议", "Such as 50万元, 100-200万元, 面议");
        /// How the two sides are to work together.
        cooperation: Vec<CooperationForm> = field("合作方式", "Forms of cooperation").also(&["合作形式", "拟合作方式"]);
        /// When it must be solved.
        deadline: Option<Day> = field("期望完成日期", "Wanted by").listed().also(&["截止日期", "完成时限", "需求期限"]);
        /// How far a solution must have come at least, by the scale for new materials.
        readiness: Option<Whole<1, 9>> = field("期望成熟度（1–9）", "Readiness wanted (1–9)").also(&["期望成熟度", "成熟度要求"])
            .hint("GB/T 37264：1–3 实验室，4–6 工程化，7–9 产业化", "GB/T 37264: 1–3 laboratory, 4–6 engineering, 7–9 industry");
        /// What it calls for.
        factors: Vec<Factor> = field("所需要素", "Required factors").also(&["需求类型", "要素类型"]);
        /// What it arose from.
        cause: Option<RecordId> = arose_from(&[Kind::Event, Kind::Cooperation, Kind::Project, Kind::Deal]);
        /// Whom to ask.
        contact: Option<Line> = field("联系人", "Contact").personal().also(&["联系人姓名", "对接人"]);
        /// How to reach them.
        contact_reach: Option<Line> = field("联系方式", "How to reach them").personal().also(&["联系电话", "电话", "手机", "邮箱"]);
    }
}

impl Need {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("需求名称", "title_zh"),
        ("技术需求名称", "title_zh"),
        ("项目名称", "title_zh"),
        ("需求英文名称", "title_en"),
        ("需求简介", "summary_zh"),
        ("需求概述", "summary_zh"),
        ("需求背景", "summary_zh"),
        ("需求单位", "owner"),
        ("企业名称", "owner"),
        ("需求方", "owner"),
    ];

    /// Whether money is left to talks.
    pub fn is_negotiable(&self) -> bool {
        self.budget.as_ref().is_some_and(Budget::is_negotiable)
    }
}

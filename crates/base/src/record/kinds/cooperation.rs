//! 合作项目: joint work on links of the chain, with its effect before and after.

use measure::{Budget, Quantity};

use super::{arose_from, plan_item};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Kind, Line, PatchText, Prose, RecordId, field};

choices! {
    /// What partners do together.
    CooperationType {
        JointResearch = "joint-research", "联合研发", "Joint research", ["联合攻关", "协同创新"];
        Demonstration = "demonstration", "应用示范", "Demonstration", ["首批次应用", "示范工程", "示范线"];
        JointPlant = "joint-plant", "共建产线", "Joint plant", ["共建工厂", "合资建厂", "产线建设"];
        Supply = "supply", "长期供应", "Long-term supply", ["供应保障", "包销", "长协"];
        Recycling = "recycling", "循环回收", "Recycling", ["回收利用", "再生利用"];
        Substitution = "substitution", "国产替代", "Substitution", ["进口替代", "减量替代"];
        Standard = "standard", "标准制定", "Standard-setting", ["标准"];
        Market = "market", "市场开拓", "Opening a market", ["应用推广", "市场拓展"];
    }
    /// How far a cooperation has come.
    CooperationStage {
        Idea = "idea", "策划", "Idea", ["谋划", "意向"];
        Negotiating = "negotiating", "洽谈", "Negotiating", ["洽谈中"];
        Agreed = "agreed", "已签约", "Agreed", ["签约"];
        Running = "running", "实施中", "Running", ["实施", "执行中", "建设中"];
        Completed = "completed", "已完成", "Completed", ["完成", "投产"];
        Stopped = "stopped", "已终止", "Stopped", ["终止"];
    }
    /// What end customers it is for.
    DemandField {
        NewEnergy = "new-energy", "新能源", "New energy", ["风电", "新能源汽车"];
        NewMaterials = "new-materials", "新材料", "New materials", ["先进材料"];
        Environment = "environment", "节能环保", "Environmental protection", ["环保"];
        Medicine = "medicine", "医疗健康", "Medicine", ["医药", "医疗"];
        Electronics = "electronics", "电子信息", "Electronics", ["电子", "机器人"];
        Other = "other", "其他", "Other", ["其它"];
    }
}

body! {
    /// An organisation that takes part, and what it puts in.
    row Partner {
        /// Its name where it is no record of the base.
        name: Option<Line> = field("合作方名称", "Partner's name");
        /// The organisation.
        organisation: Option<RecordId> = field("合作方", "Partner").to(&[Kind::Organisation]);
        /// What it does.
        role: Option<Line> = field("承担任务", "Part").also(&["分工", "角色"]);
        /// What it puts in, beside money.
        contribution: Option<Line> = field("投入内容", "Contribution").also(&["投入资源"]);
        /// What money it puts in.
        money: Option<Budget> = field("投入资金", "Money").also(&["出资", "出资额"]);
    }
}

body! {
    /// One target, with what was before and what is after.
    row CooperationTarget {
        /// What is measured.
        indicator: Option<Line> = field("目标指标", "Indicator").required();
        /// Before.
        before: Option<Quantity> = field("实施前", "Before").also(&["基准值"]);
        /// What is aimed at.
        target: Option<Quantity> = field("目标值", "Target").required();
        /// After.
        after: Option<Quantity> = field("实施后", "After").also(&["实际值"]);
        /// When that was measured.
        measured: Option<Day> = field("测量日期", "Measured on");
    }
}

body! {
    /// 合作项目: joint work on links of the chain.
    Cooperation {
        /// What partners do together.
        cooperation_type: Option<CooperationType> = field("合作类型", "Type of cooperation").required().listed()
            .also(&["合作方式", "合作形式"]);
        /// How far it has come.
        stage: Option<CooperationStage> = field("合作阶段", "Stage").listed().also(&["项目状态", "状态", "进展"]);
        /// One of the landmark projects of the base.
        landmark: Option<bool> = field("标志性项目", "Landmark project").listed().also(&["是否标志性项目", "重大标志性项目"]);
        /// What end customers it is for.
        demand_fields: Vec<DemandField> = field("下游领域", "Fields of demand").also(&["应用领域", "终端领域"]);
        /// What is done.
        content: Option<Prose> = field("合作内容", "What is done").required().also(&["建设内容", "主要内容"]);
        /// Who takes part with what.
        partners: Vec<Partner> = field("合作单位", "Partners").required().also(&["参与单位", "合作各方"]);
        /// Who leads it.
        lead: Option<RecordId> = field("项目负责人", "Lead").to(&[Kind::Person]).also(&["负责人"]);
        /// What it aims at, before and after.
        targets: Vec<CooperationTarget> = field("合作目标", "Targets").also(&["预期目标", "主要指标"]);
        /// The money of the whole.
        investment: Option<Budget> = field("总投资", "Investment").listed().also(&["投资额", "投资总额", "总投资（万元）"]);
        /// When it begins.
        begins: Option<Day> = field("开始日期", "Begins").also(&["开工日期", "开始时间"]);
        /// When it ends.
        ends: Option<Day> = field("结束日期", "Ends").also(&["竣工日期", "投产日期", "结束时间"]);
        /// What it changes on the chain.
        patch: Option<PatchText> = field("对产业链的改变", "Change to the chain")
            .hint("用于比较实施前后的产业链", "The chain before and after is compared by it");
        /// What it did to the chain.
        effect: Option<Prose> = field("实施效果", "Effect").also(&["合作成效"]);
        /// What it arose from.
        cause: Option<RecordId> =
            arose_from(&[Kind::Problem, Kind::Need, Kind::Match, Kind::Deal, Kind::Project, Kind::Event]);
        /// The agreement it stands under.
        agreement: Option<RecordId> = field("依据协议", "Under the agreement").to(&[Kind::Agreement]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Cooperation {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] =
        &[("合作项目名称", "title_zh"), ("项目名称", "title_zh"), ("项目简介", "summary_zh"), ("牵头单位", "owner")];
}

//! 资金: money that can be had, from a programme or an investor.

use measure::Budget;

use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Prose, RecordId, Web, Whole, Word, field};

choices! {
    /// Where the money comes from.
    FundType {
        Programme = "programme", "科技计划", "Public programme", ["专项", "财政资金", "政府项目"];
        GroupFund = "group-fund", "集团研发资金", "Group research money", ["企业自筹", "集团资金"];
        Venture = "venture", "创业投资", "Venture capital", ["风投", "风险投资", "VC"];
        Guidance = "guidance", "政府引导基金", "Government guidance fund", ["引导基金"];
        IndustryFund = "industry-fund", "产业基金", "Industry fund", ["产业投资基金", "成果转化基金"];
        Bank = "bank", "银行", "Bank", ["科技信贷"];
        Other = "other", "其他", "Other", ["其它"];
    }
    /// In what form it is given.
    FundInstrument {
        Grant = "grant", "无偿资助", "Grant", ["补助", "资助", "前补助"];
        PostGrant = "post-grant", "后补助", "Grant after success", ["奖补", "奖励"];
        Equity = "equity", "股权投资", "Equity", ["股权"];
        Convertible = "convertible", "可转债", "Convertible loan", ["可转换债"];
        Loan = "loan", "贷款", "Loan", ["科技贷", "知识产权质押"];
        Guarantee = "guarantee", "担保", "Guarantee";
        Insurance = "insurance", "保险", "Insurance", ["首台套保险", "新材料首批次保险"];
        Voucher = "voucher", "创新券", "Voucher", ["券"];
    }
}

body! {
    /// 资金: money that can be had.
    Fund {
        /// Where it comes from.
        fund_type: Option<FundType> = field("资金来源类型", "Kind of fund").required().also(&["资金类型", "基金类型"]);
        /// In what form it is given.
        instruments: Vec<FundInstrument> = field("资助方式", "Instruments").listed().also(&["投资方式", "支持方式"]);
        /// Who gives it.
        provider: Option<RecordId> = field("出资单位", "Provider").to(&[Kind::Organisation]);
        /// The provider's name where it is no record of the base.
        provider_name: Option<Line> = field("出资单位名称", "Provider's name").aside().also(&["投资机构", "管理机构", "投资机构名称"]);
        /// How much one receives.
        ticket: Option<Budget> = field("单项额度", "Ticket").listed().also(&["资助额度", "投资额度", "支持额度", "单笔金额"])
            .hint("如 100-500万元", "Such as 100-500万元");
        /// How much there is.
        total: Option<Budget> = field("资金规模", "Total").also(&["基金规模", "总额", "总规模"]);
        /// What the receiver adds, in per cent of the whole.
        own_part_percent: Option<Decimal> = field("自筹比例（%）", "Own part (%)").also(&["自筹比例", "配套比例"]);
        /// What it is for.
        fields: Vec<Word> = field("支持领域", "Fields").also(&["投资领域", "技术领域", "资助领域"]);
        /// The lowest readiness level it takes.
        least_readiness: Option<Whole<1, 9>> = field("最低成熟度（1–9）", "Least readiness (1–9)");
        /// The highest readiness level it takes.
        most_readiness: Option<Whole<1, 9>> = field("最高成熟度（1–9）", "Most readiness (1–9)");
        /// Who may ask for it.
        eligibility: Option<Prose> = field("申报条件", "Eligibility").also(&["申请条件", "支持对象"]);
        /// From when one may ask.
        opens: Option<Day> = field("受理开始日期", "Opens").also(&["开始日期", "申报开始时间"]);
        /// Until when one may ask.
        closes: Option<Day> = field("受理截止日期", "Closes").listed().also(&["截止日期", "申报截止时间", "申报截止日期"]);
        /// How one asks for it.
        how: Option<Prose> = field("申报方式", "How to apply").aside().also(&["申请方式", "申报流程"]);
        /// Its page.
        web: Option<Web> = field("通知网址", "Web address").aside().also(&["网址", "链接"]);
        /// Whom to ask.
        contact: Option<Line> = field("联系人", "Contact").personal();
        /// How to reach them.
        contact_reach: Option<Line> = field("联系方式", "How to reach them").personal().also(&["联系电话", "电话"]);
    }
}

impl Fund {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("基金名称", "title_zh"),
        ("资金名称", "title_zh"),
        ("计划名称", "title_zh"),
        ("专项名称", "title_zh"),
        ("资金简介", "summary_zh"),
        ("基金简介", "summary_zh"),
    ];
}

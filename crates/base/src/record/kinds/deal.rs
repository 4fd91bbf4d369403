//! 转化案: a transfer on its way from the first talk to the last payment.

use measure::Budget;

use super::{DeclineReason, ShareRole, arose_from, plan_item};
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Prose, RecordId, Whole, field};

choices! {
    /// How an achievement changes hands: wanted by its owner, or agreed in a deal.
    TransferForm {
        Licence = "licence", "许可", "Licence", ["技术许可", "专利许可", "许可使用", "普通许可", "独占许可", "排他许可"];
        Sale = "sale", "转让", "Sale", ["技术转让", "专利转让", "专利权转让", "所有权转让"];
        JointDevelopment = "joint-development", "合作开发", "Joint development", ["合作转化", "联合开发", "合作实施", "共同实施", "技术开发"];
        Equity = "equity", "作价投资", "Equity", ["作价入股", "技术入股", "入股", "股权投资"];
        Service = "service", "技术服务", "Service", ["服务", "技术咨询", "技术咨询与服务"];
        TrialFirst = "trial-first", "先使用后付费", "Trial first and pay later", ["先试用后付费", "先用后付"];
        LongTermUse = "long-term-use", "长期使用权", "Long-term use right", ["赋权", "职务成果赋权"];
        Incubation = "incubation", "孵化", "Incubation", ["创业孵化", "产品孵化", "自主创业"];
        OwnUse = "own-use", "自行实施", "Own use", ["自行转化", "自行投资实施", "自主实施"];
        Open = "open", "面议", "Open to talks", ["其他", "其它", "不限", "面谈"];
    }
    /// How far a deal has come.
    DealStage {
        Contact = "contact", "初步接洽", "First contact", ["接洽", "意向"];
        Nda = "nda", "签署保密协议", "Non-disclosure", ["保密协议"];
        Evaluation = "evaluation", "技术评估", "Evaluation", ["评估", "尽职调查", "尽调"];
        Negotiation = "negotiation", "商务谈判", "Negotiation", ["谈判", "洽谈"];
        Approval = "approval", "内部审批", "Approval", ["审批", "决策"];
        Publicity = "publicity", "公示", "Publicity", ["公示中"];
        Contract = "contract", "签约", "Contract", ["签订合同", "合同签订"];
        Performance = "performance", "履约", "Performance", ["履行中", "执行中"];
        Closing = "closing", "结案", "Closing", ["履约完成"];
    }
    /// How far an incubation has come; beside the stage of its deal.
    IncubationStage {
        Idea = "idea", "创意", "Idea", ["设想"];
        Team = "team", "组队", "Team", ["团队组建"];
        Prototype = "prototype", "样品样机", "Prototype", ["样机", "样品"];
        FirstCustomer = "first-customer", "首个客户", "First customer", ["试用客户"];
        PilotProduction = "pilot-production", "小批量试制", "Pilot production", ["中试", "小批量"];
        Venture = "venture", "设立公司", "Venture founded", ["公司设立", "成立公司"];
        Growth = "growth", "成长", "Growth", ["规模化"];
        Exit = "exit", "毕业或退出", "Graduated or left", ["毕业", "退出"];
    }
    /// Whether it moves.
    DealStatus {
        Active = "active", "推进中", "Active", ["进行中"];
        Waiting = "waiting", "等待对方", "Waiting for the other side", ["等待"];
        Paused = "paused", "暂停", "Paused", ["搁置"];
        Completed = "completed", "已完成", "Completed", ["完成", "成交"];
        Declined = "declined", "已谢绝", "Declined", ["谢绝", "失败"];
        Expired = "expired", "已过期", "Expired", ["过期"];
        Terminated = "terminated", "已解约", "Terminated", ["终止", "解除"];
    }
    /// What an organisation is in a deal.
    DealRole {
        Provider = "provider", "让与方", "Provider", ["转让方", "许可方", "甲方", "供方"];
        Taker = "taker", "受让方", "Taker", ["被许可方", "乙方", "需方"];
        Developer = "developer", "受托方", "Developer", ["研发方"];
        Investor = "investor", "投资方", "Investor", ["出资方"];
        Agent = "agent", "中介方", "Agent", ["经纪机构", "服务机构"];
        Venture = "venture", "目标公司", "Venture", ["新设公司"];
    }
    /// How the price is found; the transfer law allows three ways.
    PricingMode {
        Negotiated = "negotiated", "协议定价", "Negotiated", ["协商定价", "协议"];
        Listed = "listed", "挂牌交易", "Listed on an exchange", ["挂牌", "技术市场挂牌"];
        Auction = "auction", "拍卖", "Auction", ["竞价"];
        Appraised = "appraised", "评估定价", "By appraisal", ["评估"];
    }
    /// What the contract is under the registration rule.
    ContractType {
        CommissionedDevelopment = "commissioned-development", "委托开发合同", "Commissioned development", ["委托开发"];
        CooperativeDevelopment = "cooperative-development", "合作开发合同", "Cooperative development", ["合作开发"];
        Transfer = "transfer", "技术转让合同", "Transfer", ["技术转让"];
        Licence = "licence", "技术许可合同", "Licence", ["技术许可"];
        Consulting = "consulting", "技术咨询合同", "Consulting", ["技术咨询"];
        Service = "service", "技术服务合同", "Service", ["技术服务"];
    }
    /// Who else may use it.
    Exclusivity {
        Exclusive = "exclusive", "独占许可", "Exclusive", ["独占"];
        Sole = "sole", "排他许可", "Sole", ["排他"];
        NonExclusive = "non-exclusive", "普通许可", "Non-exclusive", ["普通", "非独占"];
    }
    /// What kind of money a term is.
    TermType {
        Upfront = "upfront", "入门费", "Upfront", ["首付款", "一次性费用"];
        Milestone = "milestone", "里程碑款", "Milestone", ["分期款", "节点款"];
        RunningRoyalty = "running-royalty", "提成", "Running royalty", ["销售提成", "许可提成"];
        MinimumAnnual = "minimum-annual", "年度最低费", "Minimum annual", ["最低提成", "保底"];
        Equity = "equity", "股权", "Equity", ["股份"];
        InKind = "in-kind", "实物或服务", "In kind", ["实物"];
        Fee = "fee", "服务费", "Fee", ["开发费", "咨询费"];
    }
    /// What a rate is taken of.
    TermBase {
        NetSales = "net-sales", "净销售额", "Net sales", ["销售净额"];
        GrossSales = "gross-sales", "销售额", "Gross sales", ["销售收入"];
        OperatingProfit = "operating-profit", "营业利润", "Operating profit", ["利润"];
        Units = "units", "数量", "Units sold", ["产量", "销量"];
        Shares = "shares", "注册资本", "Shares", ["股本"];
    }
    /// What was answered to somebody who asked for access.
    AccessDecision {
        Asked = "asked", "待审批", "Asked", ["申请中"];
        Granted = "granted", "已同意", "Granted", ["同意"];
        Refused = "refused", "已拒绝", "Refused", ["拒绝"];
        Ended = "ended", "已收回", "Taken back", ["收回"];
    }
}

body! {
    /// One party of a deal.
    row DealParty {
        /// Its name where it is no record of the base.
        name: Option<Line> = field("当事方名称", "Party's name");
        /// The organisation.
        organisation: Option<RecordId> = field("当事方", "Party").to(&[Kind::Organisation]);
        /// What it is in the deal.
        role: Option<DealRole> = field("合同地位", "Role").required().also(&["角色"]);
        /// Who acts for it.
        contact: Option<Line> = field("当事方联系人", "Contact").personal();
    }
}

body! {
    /// Somebody asked to see what is confidential.
    row AccessRequest {
        /// Who asks.
        organisation: Option<RecordId> = field("申请单位", "Asked by").to(&[Kind::Organisation]);
        /// The person who will see it.
        person: Option<RecordId> = field("查阅人", "Who will see it").to(&[Kind::Person]);
        /// What.
        what: Option<Line> = field("查阅内容", "What").required();
        /// Why.
        why: Option<Line> = field("查阅理由", "Why").required();
        /// When it was asked.
        asked: Option<Day> = field("申请日期", "Asked on");
        /// What was answered.
        decision: Option<AccessDecision> = field("答复", "Answer");
        /// When it was answered.
        decided: Option<Day> = field("答复日期", "Answered on");
    }
}

body! {
    /// A side that agreed to the terms as they stand.
    row Acceptance {
        /// The side.
        organisation: Option<RecordId> = field("接受方", "Accepted by").to(&[Kind::Organisation]).required();
        /// The version of the terms.
        version: Option<Whole<1, 10_000>> = field("条款版本", "Version of the terms").required();
        /// Who said so for it.
        person: Option<Line> = field("接受人", "Said by").personal();
        /// When.
        day: Option<Day> = field("接受日期", "Accepted on");
    }
}

body! {
    /// A side that wishes to go back from what is signed.
    row BackWish {
        /// The side; nobody where the broker says so for one that is no organisation of the base.
        organisation: Option<RecordId> = field("提出退回方", "Wished by").to(&[Kind::Organisation]);
        /// To which stage.
        stage: Option<DealStage> = field("退回到", "Back to").required();
        /// When.
        day: Option<Day> = field("提出日期", "Said on");
    }
}

body! {
    /// One version of the rule by which income is shared.
    row AgreedRule {
        /// The rule, as a text of TOML.
        text: Option<Prose> = field("分配规则", "Rule of sharing").required();
        /// The version of the terms it came with.
        version: Option<Whole<1, 10_000>> = field("条款版本", "Version of the terms");
    }
}

body! {
    /// Who stands behind a name in the rule of sharing.
    row Beneficiary {
        /// The name in the rule.
        name: Option<Line> = field("规则中的名称", "Name in the rule").required();
        /// Who it is.
        recipient: Option<RecordId> = field("分配对象", "Recipient").to(&[Kind::Person, Kind::Organisation, Kind::Team]);
        /// As what they receive.
        role: Option<ShareRole> = field("分配身份", "Role").required();
        /// Whether they are among the main contributors.
        main: Option<bool> = field("主要贡献人员", "Main contributor");
        /// The account of the ledger on which they are owed.
        account: Option<Line> = field("应付科目", "Payable account");
    }
}

body! {
    /// What the chain said that each party could be given, as it was kept.
    row KeptProposal {
        /// When it was kept.
        kept: Option<Day> = field("留存日期", "Kept on").required();
        /// The address that asks the chain again.
        question: Option<Prose> = field("测算问题", "Question").required();
        /// What each party could be given, a line a party.
        shares: Option<Prose> = field("各种分法", "Shares").required();
    }
}

body! {
    /// One term on money.
    row Term {
        /// What kind of money it is.
        term_type: Option<TermType> = field("款项类型", "Kind of term").required();
        /// How much, where it is a sum.
        amount: Option<Budget> = field("金额", "Amount");
        /// How much, where it is a rate, in per cent.
        rate_percent: Option<Decimal> = field("比例（%）", "Rate (%)").also(&["提成比例"]);
        /// What the rate is taken of.
        base: Option<TermBase> = field("计提基数", "Taken of");
        /// The lifetime income from which the rate holds.
        tier_from: Option<Budget> = field("累计起点", "From lifetime income of");
        /// The lifetime income up to which it holds.
        tier_to: Option<Budget> = field("累计终点", "To lifetime income of");
        /// When it is due.
        due: Option<Day> = field("应付日期", "Due");
        /// How often it comes, in months; once where empty.
        every_months: Option<Whole<1, 120>> = field("付款间隔（月）", "Every, months");
        /// What it hangs on.
        condition: Option<Line> = field("付款条件", "Condition");
        /// The clause of the contract.
        clause: Option<Line> = field("合同条款", "Clause");
        /// Its name in reports and receipts.
        code: Option<Line> = field("条款编号", "Code");
    }
}

body! {
    /// 转化案: a transfer on its way.
    Deal {
        /// How it changes hands.
        deal_type: Option<TransferForm> = field("转化方式", "Type of deal").required().listed().also(&["交易方式", "转化类型"]);
        /// How far it has come.
        stage: Option<DealStage> = field("转化阶段", "Stage").listed().also(&["阶段"]).then_by_workflow();
        /// How far its incubation has come.
        incubation_stage: Option<IncubationStage> = field("孵化阶段", "Stage of incubation").then_by_workflow();
        /// Whether it moves.
        status: Option<DealStatus> = field("转化状态", "Status").listed().also(&["状态"]).then_by_workflow();
        /// What is to be done next.
        next_step: Option<Line> = field("下一步", "Next step").also(&["下一步工作"]);
        /// By when.
        next_due: Option<Day> = field("下一步期限", "Next due").listed();
        /// What changes hands.
        achievements: Vec<RecordId> = field("涉及成果", "Achievements").to(&[Kind::Achievement]).also(&["成果名称", "标的成果"]);
        /// What it answers.
        needs: Vec<RecordId> = field("对应需求", "Needs answered").to(&[Kind::Need, Kind::Problem]).also(&["需求名称"]);
        /// Who takes part.
        parties: Vec<DealParty> = field("合同各方", "Parties").also(&["当事人", "签约各方"]).then_by_workflow();
        /// Who brings them together.
        broker: Option<RecordId> = field("技术经理人", "Broker").to(&[Kind::Person]).also(&["技术经纪人", "经办人"]);
        /// When the non-disclosure agreement was signed.
        nda_signed: Option<Day> = field("保密协议签署日期", "Non-disclosure signed on").then_by_workflow();
        /// Until when it holds.
        nda_until: Option<Day> = field("保密期至", "Non-disclosure until").also(&["保密期限"]).then_by_workflow();
        /// Who asked to see what is confidential.
        access_requests: Vec<AccessRequest> = field("查阅申请", "Access requests").then_by_workflow();
        /// How the price is found.
        pricing_mode: Option<PricingMode> = field("定价方式", "Pricing mode").also(&["定价形式"]).then_by_workflow();
        /// What it was appraised at.
        appraised_value: Option<Budget> = field("评估价值", "Appraised value").also(&["评估值"]);
        /// What the contract is.
        contract_type: Option<ContractType> = field("合同类型", "Contract type").also(&["技术合同类型", "合同类别"]);
        /// The number of the contract.
        contract_number: Option<Line> = field("合同编号", "Contract number").also(&["合同号"]).then_by_workflow();
        /// The number it was registered under.
        registration_number: Option<Line> = field("合同登记编号", "Registration number").also(&["技术合同登记号", "认定登记编号"]).then_by_workflow();
        /// What the contract is worth.
        value: Option<Budget> = field("合同金额", "Contract value").also(&["成交额", "合同额", "交易金额", "合同金额（万元）"]).then_by_workflow();
        /// Which part of it is for technology.
        technology_value: Option<Budget> = field("技术交易额", "Value of the technology").also(&["技术交易金额"]).then_by_workflow();
        /// When it was signed.
        signed: Option<Day> = field("签订日期", "Signed on").also(&["签约日期", "合同签订日期"]).then_by_workflow();
        /// From when it holds.
        begins: Option<Day> = field("合同起始日期", "Begins").also(&["开始日期"]).then_by_workflow();
        /// Until when it holds.
        ends: Option<Day> = field("合同终止日期", "Ends").also(&["结束日期", "合同截止日期"]).then_by_workflow();
        /// Who else may use it.
        exclusivity: Option<Exclusivity> = field("许可类型", "Exclusivity").also(&["许可方式"]).then_by_workflow();
        /// Where it may be used.
        territory: Option<Line> = field("地域范围", "Territory").also(&["许可地域"]).then_by_workflow();
        /// What for.
        field_of_use: Option<Line> = field("使用领域", "Field of use").also(&["许可领域"]).then_by_workflow();
        /// What is paid.
        terms: Vec<Term> = field("付款条款", "Terms on money").also(&["支付方式", "付款方式"]).then_by_workflow();
        /// The version of the terms that is on the table.
        terms_version: Option<Whole<1, 10_000>> = field("条款版本", "Version of the terms").then_by_workflow();
        /// Which sides agreed to which version.
        acceptances: Vec<Acceptance> = field("条款接受记录", "Acceptances").by_workflow();
        /// How income is shared, every version of it.
        sharing_rules: Vec<AgreedRule> = field("收益分配规则", "Rules of sharing").then_by_workflow();
        /// Who stands behind the names in the rule.
        beneficiaries: Vec<Beneficiary> = field("分配对象", "Beneficiaries").then_by_workflow();
        /// Share proposals of the chain that were kept while terms were negotiated.
        share_proposals: Vec<KeptProposal> = field("留存的分配建议", "Share proposals kept").by_workflow();
        /// The clause by which the agreement departs from a floor that is a default.
        departure_clause: Option<Line> = field("另行约定条款", "Clause that departs from a default floor").then_by_workflow();
        /// Why no non-disclosure agreement is needed.
        nda_waiver: Option<Line> = field("免签保密协议理由", "Why no non-disclosure agreement").then_by_workflow();
        /// The number of the export-control office's approval.
        control_approval: Option<Line> = field("出口管制批准文号", "Export-control approval").then_by_workflow();
        /// Which sides wish to go back from what is signed.
        back_wishes: Vec<BackWish> = field("退回意愿", "Wishes to go back").by_workflow();
        /// Why it was declined.
        decline_reasons: Vec<DeclineReason> = field("谢绝原因", "Reasons for declining").also(&["未成交原因", "失败原因"]).then_by_workflow();
        /// What was said beside that.
        decline_note: Option<Prose> = field("谢绝说明", "Note on declining").then_by_workflow();
        /// What it arose from.
        cause: Option<RecordId> = arose_from(&[Kind::Match, Kind::Achievement, Kind::Need, Kind::Project, Kind::Event]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Deal {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("转化案名称", "title_zh"),
        ("合同名称", "title_zh"),
        ("项目名称", "title_zh"),
        ("项目简介", "summary_zh"),
        ("转让单位", "owner"),
    ];
}

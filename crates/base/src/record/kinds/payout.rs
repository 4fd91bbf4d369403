//! 分配: a batch that shares out what came in, line by line.

use measure::Budget;

use super::Approval;
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Prose, RecordId, Whole, Word, field};

choices! {
    /// What is shared out.
    PayoutBase {
        Gross = "gross", "总收入", "Gross income", ["毛收入"];
        Net = "net", "净收入", "Net income", ["转化净收入"];
        OperatingProfit = "operating-profit", "营业利润", "Operating profit", ["利润"];
        Equity = "equity", "股权", "Equity received", ["股份"];
    }
    /// How far a payout has come; two people must approve it.
    PayoutStage {
        Calculated = "calculated", "已测算", "Calculated", ["测算"];
        Publicity = "publicity", "公示中", "In publicity", ["公示"];
        AwaitingApproval = "awaiting-approval", "待审批", "Awaiting approval", ["审批中"];
        OneApproved = "one-approved", "一人已批", "Approved by one", ["初审通过"];
        Approved = "approved", "已批准", "Approved by two", ["批准", "终审通过"];
        Paid = "paid", "已发放", "Paid", ["发放", "已支付"];
        Reversed = "reversed", "已冲销", "Reversed", ["冲销"];
    }
    /// As what somebody receives.
    ShareRole {
        Contributor = "contributor", "成果完成人", "Contributor", ["完成人", "发明人"];
        TransferStaff = "transfer-staff", "转化人员", "Transfer staff", ["转化贡献人", "技术经理人"];
        Owner = "owner", "成果所有单位", "Owner", ["单位留存", "学校", "院所"];
        Department = "department", "所在部门", "Department", ["院系", "部门"];
        Partner = "partner", "合作方", "Partner", ["共有单位"];
        Fund = "fund", "转化基金", "Transfer fund", ["发展基金"];
    }
}

body! {
    /// One line of the statement.
    row Share {
        /// The name where there is no record.
        name: Option<Line> = field("分配对象姓名", "Recipient's name").personal().also(&["姓名"]);
        /// Who receives.
        recipient: Option<RecordId> = field("分配对象", "Recipient").to(&[Kind::Person, Kind::Organisation, Kind::Team]);
        /// As what.
        role: Option<ShareRole> = field("分配身份", "Role").required();
        /// The share, in per cent.
        percent: Option<Decimal> = field("分配比例（%）", "Share (%)").also(&["分配比例"]);
        /// How much.
        amount: Option<Budget> = field("分配金额", "Amount").required().personal();
        /// What is withheld of it.
        tax: Option<Budget> = field("代扣税额", "Tax withheld").personal();
        /// The clause it rests on.
        clause: Option<Line> = field("合同条款", "Clause");
        /// The article it rests on.
        rule: Option<Line> = field("法规依据", "Rule");
        /// How it was rounded.
        rounding: Option<Line> = field("取整说明", "Rounding");
        /// How it is taxed.
        treatment: Option<TaxTreatment> = field("计税方式", "Tax treatment");
        /// The name in the rule.
        rule_name: Option<Line> = field("规则中的名称", "Name in the rule");
    }
}

choices! {
    /// What a statute's floor says of a batch.
    FloorAnswer {
        Met = "met", "达到", "Met";
        Lifted = "lifted", "已提高至下限", "Lifted to it";
        Refused = "refused", "低于下限不予分配", "Below it and refused";
        NotCovered = "not-covered", "不适用", "Not covered";
    }
    /// How a share is taxed.
    TaxTreatment {
        Half = "half", "减按50%计税", "Half is taxed";
        Full = "full", "全额计税", "Taxed in full";
        NotAward = "not-award", "非个人奖励", "Not a personal award";
    }
}

body! {
    /// How a share was worked out: one step of the rule for one person and one receipt.
    row StatementLine {
        /// The receipt.
        receipt: Option<RecordId> = field("到账记录", "Receipt").to(&[Kind::Receipt]).required();
        /// The name in the rule.
        name: Option<Line> = field("规则中的名称", "Name in the rule").required();
        /// The version of the rule.
        rule_version: Option<Whole<1, 10_000>> = field("规则版本", "Version of the rule");
        /// The step of the rule, with what part of it.
        step: Option<Line> = field("分配步骤", "Step").required();
        /// The clause of the agreement.
        clause: Option<Line> = field("合同条款", "Clause");
        /// The article of a statute.
        rule: Option<Line> = field("法规依据", "Rule");
        /// What it is a share of.
        of: Option<Line> = field("计算基数", "Of");
        /// The exact share.
        share: Option<Line> = field("精确比例", "Exact share");
        /// What that is before rounding, in minor units.
        exact: Option<Line> = field("取整前（分）", "Before rounding, minor units").personal();
        /// What it is.
        amount: Option<Line> = field("金额", "Amount").required().personal();
        /// How it was rounded.
        rounding: Option<Line> = field("取整说明", "Rounding");
        /// What the person has of this agreement in all.
        lifetime: Option<Line> = field("累计分得", "Lifetime").personal();
    }
}

body! {
    /// What a floor says of a batch.
    row Floored {
        /// The rule.
        floor: Option<Line> = field("下限规则", "Floor").required();
        /// What it says.
        answer: Option<FloorAnswer> = field("下限结论", "Answer").required();
        /// The article.
        article: Option<Line> = field("法规依据", "Article");
        /// The least.
        least: Option<Line> = field("下限金额", "Least");
        /// What the protected have.
        given: Option<Line> = field("已分得", "Given");
        /// Why it is so.
        note: Option<Line> = field("下限说明", "Note");
    }
}

body! {
    /// 分配: a batch that shares out what came in.
    Payout {
        /// The number of the batch.
        batch: Option<Line> = field("分配批次", "Batch").required().listed().also(&["批次", "批次号"]);
        /// What came in.
        receipts: Vec<RecordId> = field("到账来源", "Receipts").to(&[Kind::Receipt]).required().also(&["到账记录"]).then_by_workflow();
        /// The deal it is of.
        deal: Option<RecordId> = field("转化案", "Deal").to(&[Kind::Deal]).listed().also(&["合同名称", "所属合同"]).then_by_workflow();
        /// What is shared out.
        base: Option<PayoutBase> = field("分配基数", "Base").required().then_by_workflow();
        /// What came in, in all.
        gross: Option<Budget> = field("收入合计", "Gross").also(&["总收入", "到账合计"]).then_by_workflow();
        /// What goes off, in all.
        costs: Option<Budget> = field("成本合计", "Costs").also(&["扣除成本"]).then_by_workflow();
        /// What is left.
        net: Option<Budget> = field("净收入", "Net").listed().also(&["可分配金额", "转化净收入"]).then_by_workflow();
        /// Who receives what.
        shares: Vec<Share> = field("分配明细", "Shares").required().also(&["分配方案"]).then_by_workflow();
        /// How it was worked out, line by line.
        lines: Vec<StatementLine> = field("分配计算", "Statement lines").by_workflow();
        /// What the floors say.
        floors: Vec<Floored> = field("法定下限", "Floors").by_workflow();
        /// The entries of the ledger.
        entries: Vec<Word> = field("凭证号", "Ledger entries").by_workflow();
        /// How far it has come.
        stage: Option<PayoutStage> = field("分配状态", "Stage").listed().also(&["状态"]).by_workflow();
        /// The publicity it waited for.
        publicity: Option<RecordId> = field("公示", "Publicity").to(&[Kind::Publicity]).by_workflow();
        /// Who approved.
        approvals: Vec<Approval> = field("审批记录", "Approvals").by_workflow();
        /// When it was paid.
        paid: Option<Day> = field("发放日期", "Paid on").also(&["支付日期", "分配日期"]).by_workflow();
        /// What must be known to read it.
        note: Option<Prose> = field("分配说明", "Note").also(&["备注"]);
    }
}

impl Payout {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[("分配名称", "title_zh"), ("发放单位", "owner")];
}

//! 到账: money that a deal brings in, with the costs that go off it.

use measure::Budget;

use super::TermType;
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, Prose, RecordId, Whole, field};

choices! {
    /// How far a receipt has come.
    ReceiptStage {
        Expected = "expected", "应收", "Expected", ["待收", "未到账"];
        Reported = "reported", "已申报", "Reported", ["申报"];
        Late = "late", "逾期", "Late", ["超期"];
        Received = "received", "已到账", "Received", ["到账", "实收"];
        Allocated = "allocated", "已分配", "Allocated", ["分配"];
        Reversed = "reversed", "已冲销", "Reversed", ["冲销", "退款"];
    }
    /// What goes off before income is shared.
    CostItem {
        Tax = "tax", "税费", "Taxes", ["增值税", "税金"];
        Patent = "patent", "专利费用", "Patent costs", ["专利费", "知识产权费用"];
        Broker = "broker", "中介服务费", "Broker's fee", ["经纪费", "佣金"];
        Appraisal = "appraisal", "评估费", "Appraisal", ["资产评估费"];
        Development = "development", "后续开发费", "Further development", ["研发投入"];
        Legal = "legal", "法律服务费", "Legal costs", ["律师费"];
        Other = "other", "其他费用", "Other", ["其他", "其它"];
    }
}

body! {
    /// One cost that goes off.
    row Cost {
        /// What for.
        item: Option<CostItem> = field("成本科目", "Item").required();
        /// How much.
        amount: Option<Budget> = field("成本金额", "Amount").required();
        /// What shows it.
        voucher: Option<Line> = field("成本凭证号", "Voucher");
        /// A remark.
        note: Option<Line> = field("成本说明", "Note");
    }
}

body! {
    /// 到账: money that a deal brings in.
    Receipt {
        /// The deal.
        deal: Option<RecordId> = field("转化案", "Deal").to(&[Kind::Deal]).required().listed().also(&["合同名称", "所属合同"]).then_by_workflow();
        /// Who pays.
        payer: Option<RecordId> = field("付款方", "Payer").to(&[Kind::Organisation]).then_by_workflow();
        /// The payer's name where it is no record of the base.
        payer_name: Option<Line> = field("付款方名称", "Payer's name").also(&["付款单位", "付款户名"]).then_by_workflow();
        /// What kind of money it is.
        term_type: Option<TermType> = field("款项类型", "Kind of term").also(&["款项性质", "收入类型"]).then_by_workflow();
        /// The clause of the contract.
        clause: Option<Line> = field("合同条款", "Clause").then_by_workflow();
        /// The term of the agreement, by its code.
        term: Option<Line> = field("条款编号", "Term").then_by_workflow();
        /// What was expected.
        expected: Option<Budget> = field("应收金额", "Expected").also(&["应收"]).then_by_workflow();
        /// When it was due.
        due: Option<Day> = field("应收日期", "Due").also(&["应付日期"]).then_by_workflow();
        /// How much came in.
        amount: Option<Budget> = field("到账金额", "Amount").required().listed()
            .also(&["金额", "实收金额", "到账金额（元）", "到账金额（万元）"]).then_by_workflow();
        /// When it came in.
        received: Option<Day> = field("到账日期", "Received on").listed().also(&["收款日期", "到账时间"]).then_by_workflow();
        /// How far it has come.
        stage: Option<ReceiptStage> = field("到账状态", "Stage").listed().also(&["状态"]).then_by_workflow();
        /// The period that was reported on: its first day.
        period_begins: Option<Day> = field("计费期起", "Period begins").then_by_workflow();
        /// The period that was reported on: its last day.
        period_ends: Option<Day> = field("计费期止", "Period ends").then_by_workflow();
        /// What was reported for that period.
        reported: Option<Budget> = field("申报基数", "Reported base").also(&["申报销售额"]).then_by_workflow();
        /// The invoice.
        invoice_number: Option<Line> = field("发票号码", "Invoice number").also(&["发票号"]);
        /// The bank's reference.
        bank_reference: Option<Line> = field("银行流水号", "Bank reference").also(&["流水号"]);
        /// Units of the rule's currency for one of the receipt's, where they differ.
        exchange_rate: Option<Decimal> = field("折算汇率", "Exchange rate").then_by_workflow();
        /// The entry of the ledger.
        entry: Option<Whole<1, 999_999_999>> = field("凭证号", "Ledger entry").by_workflow();
        /// What goes off.
        costs: Vec<Cost> = field("成本扣除", "Costs").also(&["扣除项", "成本明细"]).then_by_workflow();
        /// A remark.
        note: Option<Prose> = field("备注", "Note");
    }
}

impl Receipt {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] =
        &[("到账名称", "title_zh"), ("收款名称", "title_zh"), ("收款单位", "owner"), ("收款方", "owner")];
}

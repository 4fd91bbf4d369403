//! 成果: something found out or made that others can use.

use measure::Budget;

use super::{TransferForm, arose_from};
use crate::identifier::PatentNumber;
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Decimal, Kind, Line, PatchText, Prose, RecordId, Whole, Word, field};

choices! {
    /// What an achievement is.
    AchievementType {
        Patent = "patent", "专利", "Patent", ["发明专利", "实用新型", "专利技术"];
        Process = "process", "工艺", "Process", ["新工艺", "工艺技术"];
        Material = "material", "材料", "Material", ["新材料", "新产品", "产品"];
        Equipment = "equipment", "装备", "Equipment", ["设备", "新装备"];
        Software = "software", "软件", "Software", ["软件著作权", "软著", "计算机软件"];
        KnowHow = "know-how", "技术秘密", "Know-how", ["专有技术", "诀窍"];
        Standard = "standard", "标准", "Standard", ["技术标准"];
        Other = "other", "其他", "Other", ["其它"];
    }
    /// How far an achievement has come, in the words of offices; the readiness level says it more finely.
    Maturity {
        Concept = "concept", "原理研究", "Concept", ["研究阶段", "基础研究", "概念验证"];
        Laboratory = "laboratory", "小试", "Laboratory", ["实验室阶段", "实验室", "小试阶段"];
        Pilot = "pilot", "中试", "Pilot", ["中试阶段", "样机", "样品"];
        Demonstration = "demonstration", "示范应用", "Demonstration", ["工程化", "工程化阶段", "试生产", "小批量生产"];
        Industrial = "industrial", "产业化", "Industrial", ["产业化阶段", "批量生产", "量产", "已产业化", "规模化生产"];
    }
    /// Where a patent stands before the law.
    LegalStatus {
        Filed = "filed", "已申请", "Filed", ["申请", "公开", "已公开"];
        Examined = "examined", "实质审查", "Under examination", ["审中", "在审", "实质审查的生效"];
        Granted = "granted", "授权", "Granted", ["有效", "有权", "已授权", "授权有效"];
        Refused = "refused", "驳回", "Refused", ["已驳回"];
        Withdrawn = "withdrawn", "撤回", "Withdrawn", ["视为撤回", "主动撤回", "已撤回"];
        Lapsed = "lapsed", "终止", "Lapsed", ["失效", "无权", "未缴年费", "放弃"];
        Expired = "expired", "期限届满", "Expired", ["届满"];
        Invalidated = "invalidated", "宣告无效", "Invalidated", ["无效", "全部无效"];
    }
}

body! {
    /// One inventor, with what decides whose the achievement is.
    row Inventor {
        /// The name as the document has it.
        name: Option<Line> = field("署名", "Name as written").personal().also(&["姓名"]);
        /// The person's record.
        person: Option<RecordId> = field("人员", "Person").to(&[Kind::Person]);
        /// Who employed the inventor then.
        employer: Option<RecordId> = field("当时单位", "Employer then").to(&[Kind::Organisation]).also(&["单位"]);
        /// The day of conception; the employer of that day counts.
        conceived: Option<Day> = field("构思日", "Day of conception").also(&["完成日期"]);
        /// The part in it, in per cent.
        percent: Option<Decimal> = field("贡献比例（%）", "Contribution (%)").also(&["贡献比例", "贡献度"]);
    }
}

body! {
    /// An organisation that owns a part.
    row CoOwner {
        /// Its name where it is no record of the base.
        name: Option<Line> = field("权利单位名称", "Co-owner's name");
        /// The organisation.
        organisation: Option<RecordId> = field("权利单位", "Co-owner").to(&[Kind::Organisation]);
        /// Its part, in per cent.
        percent: Option<Decimal> = field("份额（%）", "Part (%)").also(&["份额"]);
    }
}

body! {
    /// One patent or application. A vendor's export has one a line, under these headers.
    row Patent {
        /// The number it was filed under.
        application: Option<PatentNumber> = field("申请号", "Application number").required()
            .also(&["专利号", "专利申请号", "申请（专利）号"]);
        /// The number it was published under.
        publication: Option<Line> = field("公开号", "Publication number").also(&["公开（公告）号", "公开(公告)号", "公告号", "授权公告号"]);
        /// Where it stands.
        status: Option<LegalStatus> = field("法律状态", "Legal status").also(&["当前法律状态", "专利状态", "专利有效性"]);
        /// The day it was filed.
        filed: Option<Day> = field("申请日", "Filed").also(&["申请日期"]);
        /// The day it was granted.
        granted: Option<Day> = field("授权日", "Granted").also(&["授权公告日", "授权日期"]);
        /// The day the next fee is due.
        fees_due: Option<Day> = field("年费到期日", "Fees due").also(&["缴费截止日", "年费期限"]);
        /// Its main class.
        ipc: Option<Line> = field("主分类号", "Main IPC class").also(&["IPC", "IPC分类号", "IPC主分类号", "分类号"]);
    }
}

body! {
    /// One figure beside that of the leading alternative.
    row Comparison {
        /// What is compared.
        indicator: Option<Line> = field("对比指标", "Indicator").required();
        /// Here.
        ours: Option<Line> = field("本成果", "This achievement");
        /// There.
        theirs: Option<Line> = field("领先替代方案", "Leading alternative");
        /// Where the figures come from.
        reference: Option<Line> = field("数据出处", "Reference");
    }
}

body! {
    /// 成果: something found out or made that others can use.
    Achievement {
        /// What it is.
        achievement_type: Option<AchievementType> = field("成果类型", "Type of achievement").required().listed()
            .also(&["成果类别", "成果形式", "成果体现形式"]);
        /// The technical field.
        fields: Vec<Word> = field("技术领域", "Technical fields").also(&["所属领域", "领域", "行业领域", "应用领域"]);
        /// What people look for it by.
        keywords: Vec<Word> = field("关键词", "Keywords").also(&["成果关键字", "成果关键词", "关键字"]);
        /// What is new about it and what it is good for.
        advantages: Option<Prose> = field("创新点与优势", "What is new and better")
            .also(&["创新点", "技术优势", "技术创新点", "先进性", "主要技术创新点"]);
        /// How far it has come, in words.
        maturity: Option<Maturity> = field("所处阶段", "Stage reached").also(&["成果所处阶段", "研发阶段", "成果阶段", "成熟度"]);
        /// How far it has come, by the scale for new materials.
        readiness: Option<Whole<1, 9>> = field("技术成熟度等级（1–9）", "Readiness level (1–9)").listed()
            .also(&["技术成熟度", "技术就绪度", "TRL"])
            .hint("GB/T 37264：1–3 实验室，4–6 工程化，7–9 产业化", "GB/T 37264: 1–3 laboratory, 4–6 engineering, 7–9 industry");
        /// What shows that it has come that far.
        evidence: Option<Prose> = field("成熟度依据", "Evidence of readiness").also(&["应用情况", "验证情况"])
            .hint("检测报告、用户证明、运行记录", "Test reports, users' statements, running records");
        /// Its figures beside the leading alternative.
        comparison: Vec<Comparison> = field("与领先方案对比", "Comparison with the leading alternative").also(&["经济技术指标对比"]);
        /// Who made it.
        inventors: Vec<Inventor> = field("发明人", "Inventors").aside().also(&["完成人", "成果完成人", "主要完成人", "设计人"]);
        /// Whose it is, as the documents name them.
        applicants: Vec<Word> = field("权利人", "Right holders as written").aside()
            .also(&["申请人", "专利权人", "当前权利人", "当前申请(专利权)人"]);
        /// Whose it is, where more than one organisation has a part.
        owners: Vec<CoOwner> = field("共有单位", "Co-owners").aside().also(&["共有人"]);
        /// Its patents and applications.
        patents: Vec<Patent> = field("专利", "Patents").aside().also(&["相关专利", "专利清单"]);
        /// How the rights stand, in words.
        rights: Option<Prose> = field("知识产权情况", "State of the rights").aside().also(&["知识产权", "权属情况", "专利情况"]);
        /// The main claim of its leading patent.
        claim: Option<Prose> = field("主权项", "Main claim").also(&["主权利要求", "首项权利要求", "权利要求"]);
        /// How it may be taken over.
        transfer_forms: Vec<TransferForm> = field("拟转化方式", "Wanted forms of transfer").listed()
            .also(&["拟采取的转化方式", "转化方式", "合作方式", "交易方式"]);
        /// What its owner asks for it.
        price: Option<Budget> = field("意向价格", "Asking price").also(&["意向价格（万元）", "转让价格", "许可价格", "拟转化价格", "交易价格"])
            .hint("如 50万元、100-200万元、面议", "Such as 50万元, 100-200万元, 面议");
        /// What it would change on the chain.
        patch: Option<PatchText> = field("对产业链的改变", "Change to the chain")
            .hint("若被采用，产业链模型中会改变什么", "What would change in the model of the chain if it were adopted");
        /// What it came of.
        cause: Option<RecordId> = arose_from(&[Kind::Project, Kind::Cooperation, Kind::Event]);
        /// Whom to ask.
        contact: Option<Line> = field("联系人", "Contact").personal().also(&["联系人姓名"]);
        /// How to reach them.
        contact_reach: Option<Line> = field("联系方式", "How to reach them").personal()
            .also(&["联系电话", "电话", "手机", "邮箱"]);
    }
}

impl Achievement {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("成果名称", "title_zh"),
        ("技术名称", "title_zh"),
        ("专利名称", "title_zh"),
        ("发明名称", "title_zh"),
        ("成果英文名称", "title_en"),
        ("成果简介", "summary_zh"),
        ("技术简介", "summary_zh"),
        ("成果概述", "summary_zh"),
        ("摘要", "summary_zh"),
        ("摘要（中文）", "summary_zh"),
        ("摘要（英文）", "summary_en"),
        ("完成单位", "owner"),
        ("成果完成单位", "owner"),
        ("成果所属单位", "owner"),
    ];
}

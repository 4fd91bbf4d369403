//! The words in which rules speak of parties, classes and contracts: codes that stay, names that are shown.

use crate::record::choice::choices;

choices! {
    /// What an organisation is before the law; which rules bind it depends on it.
    PartyType {
        CentralSoe = "central-soe", "中央企业", "Central state-owned enterprise", ["央企", "央企子企业"];
        StateInstitute = "state-institute", "国家设立的研究机构", "State-founded research institute", ["科研院所", "研究所"];
        University = "university", "高等院校", "University", ["高校", "大学"];
        ListedCompany = "listed-company", "上市公司", "Listed company", ["上市"];
        StateCompany = "state-company", "地方国有企业", "State-owned company", ["国企", "国有企业"];
        Sme = "sme", "中小企业", "Small or medium enterprise", ["中小微企业"];
        PrivateCompany = "private-company", "民营企业", "Private company", ["民企", "私营企业"];
        ForeignControlled = "foreign-controlled", "外资控股", "Foreign-controlled company", ["外资企业", "外资"];
        Government = "government", "政府部门", "Government body", ["机关"];
        Other = "other", "其他", "Other", ["其它"];
    }
    /// How a thing or a technique is classed under the export rules.
    ControlClass {
        None = "none", "不受管制", "Not controlled", ["无", "否", "不涉及"];
        Item = "item-2025-18", "管制物项（2025年第18号公告）", "Controlled item (announcement 2025-18)";
        TechnologyA = "technology-2025-62-a", "管制技术 1E902.a（2025年第62号公告）", "Controlled technology 1E902.a (announcement 2025-62)";
        TechnologyB = "technology-2025-62-b", "管制技术 1E902.b（2025年第62号公告）", "Controlled technology 1E902.b (announcement 2025-62)";
        Other = "other", "其他管制", "Controlled under another rule", ["其它管制"];
        Unsure = "unsure", "待判定", "To be decided", ["待定", "未知"];
    }
    /// The types of technology contracts that are registered.
    ContractType {
        CommissionedDevelopment = "commissioned-development", "委托开发", "Commissioned development";
        CooperativeDevelopment = "cooperative-development", "合作开发", "Cooperative development";
        Transfer = "transfer", "技术转让", "Technology transfer";
        Licence = "licence", "技术许可", "Technology licence";
        Consulting = "consulting", "技术咨询", "Technology consulting";
        Service = "service", "技术服务", "Technology service";
    }
    /// What a rule constrains.
    Subject {
        ShareFloor = "share-floor", "收益分成下限", "Floor of the share of income";
        EquityFloor = "equity-floor", "股份奖励下限", "Floor of the share of equity";
        YearsFloor = "years-floor", "自行实施的提成年限与下限", "Years and floor of the share of profit from own use";
        MainContributorFloor = "main-contributor-floor", "主要贡献人员份额下限", "Floor of the main contributors' part";
        PublicityClock = "publicity-clock", "公示期限", "How long a matter is public";
        TaxRelief = "tax-relief", "税收优惠", "Tax relief";
        GrantReward = "grant-reward", "授权奖金下限", "Floor of the reward at grant";
        UseRightYears = "use-right-years", "长期使用权年限", "Years of a long-term right of use";
        ContractTypes = "contract-types", "技术合同类型", "Types of technology contracts";
        ExportControl = "export-control", "出口管制", "Export control";
        ReadinessScale = "readiness-scale", "技术成熟度等级", "Readiness scale";
        DividendCap = "dividend-cap", "岗位分红上限", "Cap of dividends by post";
        EquityAwardCap = "equity-award-cap", "股权奖励上限", "Cap of equity awards";
        Valuation = "valuation", "评估与进场交易", "Valuation and listing";
    }
    /// Whether an agreement may depart from a rule.
    Force {
        Binding = "binding", "强制", "Binding";
        Default = "default", "无约定时适用", "Default, where nothing else is agreed";
    }
    /// How sure the content or a date of a rule is.
    Confidence {
        Published = "B", "据公开文本整理，未与官方原件核对", "From published texts, not compared with the official original";
        ToBeConfirmed = "to-be-confirmed", "待法律顾问确认", "To be confirmed by counsel";
    }
    /// What a figure of a rule counts.
    FigureName {
        NetIncome = "net-income", "占净收入", "of net income";
        SharesObtained = "shares-obtained", "占所得股份或出资比例", "of the shares obtained";
        OperatingProfit = "operating-profit", "占实施该成果的营业利润", "of the operating profit from it";
        ConsecutiveYears = "consecutive-years", "连续年限", "consecutive years";
        AwardTotal = "award-total", "占奖励总额", "of the award total";
        CalendarDays = "calendar-days", "日（自然日）", "calendar days";
        WorkingDays = "working-days", "工作日", "working days";
        TaxedPart = "taxed-part", "计入工资薪金所得的比例", "part that is taxed";
        MonthsAfterIncome = "months-after-income", "取得收入后月数", "months after the income";
        InventionPatent = "invention-patent", "每项发明专利", "per invention patent";
        OtherPatent = "other-patent", "每项实用新型或外观设计专利", "per utility model or design patent";
        UseRight = "use-right", "使用权年限", "years of the right of use";
        Levels = "levels", "等级数", "levels";
        Stages = "stages", "阶段数", "stages";
        ProfitAfterTax = "profit-after-tax", "占当年税后利润", "of the year's profit after tax";
        Staff = "staff", "占在岗职工人数", "of the staff";
        Pay = "pay", "占个人薪酬总额", "of the person's pay";
        PerPerson = "per-person", "每人累计", "per person";
    }
}

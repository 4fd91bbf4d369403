//! 单位: an organisation of the base, or one it deals with.

use crate::identifier::{Country, CreditCode, Ror};
use crate::record::body::body;
use crate::record::{Day, Decimal, Kind, Line, RecordId, Web, Word, field};
pub use crate::rules::PartyType;

body! {
    /// A holding of shares, with its dates.
    row Shareholding {
        /// Who holds them.
        holder: Option<RecordId> = field("股东", "Holder").to(&[Kind::Organisation]);
        /// The holder's name where it is no record of the base.
        holder_name: Option<Line> = field("股东名称", "Holder's name");
        /// The share, in per cent.
        percent: Option<Decimal> = field("持股比例（%）", "Share (%)");
        /// From when.
        since: Option<Day> = field("自", "Since");
        /// Until when.
        until: Option<Day> = field("至", "Until");
    }
}

body! {
    /// 单位: an organisation.
    Organisation {
        /// What it is before the law.
        party_type: Option<PartyType> = field("单位性质", "Party type").required().listed().also(&["单位类型", "企业性质", "企业类型"]);
        /// 统一社会信用代码
        credit_code: Option<CreditCode> = field("统一社会信用代码", "Unified social credit code").also(&["信用代码", "社会信用代码"]);
        /// Its id in the Research Organization Registry.
        ror: Option<Ror> = field("ROR 标识", "ROR id").also(&["ROR"]);
        /// Its country.
        country: Option<Country> = field("国家", "Country").also(&["国别", "国家或地区"]);
        /// Where it sits.
        place: Option<Line> = field("所在地", "Place").aside().listed().also(&["地址", "所在省市", "单位地址"]);
        /// Other names it goes by.
        short_names: Vec<Word> = field("简称", "Short names").also(&["单位简称", "别名"]);
        /// Its page.
        web: Option<Web> = field("网址", "Web address").aside().also(&["官网", "网站"]);
        /// The organisation it belongs to.
        parent: Option<RecordId> = field("上级单位", "Parent organisation").to(&[Kind::Organisation]).also(&["母公司", "主管单位"]);
        /// Who holds its shares.
        shareholdings: Vec<Shareholding> = field("股权结构", "Shareholdings").aside().also(&["股东信息"]);
    }
}

impl Organisation {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("单位名称", "title_zh"),
        ("企业名称", "title_zh"),
        ("公司名称", "title_zh"),
        ("机构名称", "title_zh"),
        ("单位", "title_zh"),
        ("单位英文名称", "title_en"),
        ("企业英文名称", "title_en"),
        ("单位简介", "summary_zh"),
        ("企业简介", "summary_zh"),
    ];
}

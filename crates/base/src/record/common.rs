//! What every record carries, whatever its kind.

use super::body::{Body, body};
use super::choice::choices;
use super::field::{Field, field};
use super::id::RecordId;
use super::kind::Kind;
use super::shape::{Day, Line, Position, Prose};
use crate::rules::ControlClass;

choices! {
    /// Who may see a published record.
    Visibility {
        Public = "public", "公开", "Public", ["全部公开", "所有人"];
        Members = "members", "基地成员", "Members of the base", ["成员", "内部"];
        Named = "named", "指定单位", "Named organisations", ["定向"];
        Owner = "owner", "本单位", "Owner organisation", ["单位内部"];
        Private = "private", "仅本人", "Private", ["本人", "私有"];
    }
}

body! {
    /// The fields that come first in every form.
    Head {
        /// The title in Chinese.
        title_zh: Option<Line> = field("名称（中文）", "Title (Chinese)").also(&["名称", "题目", "标题"]);
        /// The title in English.
        title_en: Option<Line> = field("名称（英文）", "Title (English)").also(&["英文名称", "Title", "Name"]);
        /// The summary in Chinese.
        summary_zh: Option<Prose> = field("简介（中文）", "Summary (Chinese)").also(&["简介", "摘要", "概述"]);
        /// The summary in English.
        summary_en: Option<Prose> = field("简介（英文）", "Summary (English)").also(&["英文简介", "Summary", "Abstract"]);
        /// The organisation it belongs to.
        owner: Option<RecordId> = field("所属单位", "Owner organisation").to(&[Kind::Organisation])
            .also(&["单位", "单位名称", "所属单位或公司名称", "公司名称", "完成单位", "申报单位"]);
    }
}

body! {
    /// The fields that come last in every form.
    Tail {
        /// The commodities and activities of the chain that it concerns.
        positions: Vec<Position> = field("产业链位置", "Places on the chain").also(&["产业链环节", "所属环节"])
            .hint("产业链中的产品或工序，可多选", "Commodities and activities of the chain; several are allowed");
        /// Who may see it.
        visibility: Option<Visibility> = field("可见范围", "Visibility").listed().also(&["公开范围", "保密要求"]);
        /// The organisations that may see it, where it is for named ones.
        named: Vec<RecordId> = field("指定单位", "Named organisations").to(&[Kind::Organisation]);
        /// When it goes stale.
        expires: Option<Day> = field("有效期至", "Valid until").also(&["有效期", "有效期限", "截止有效期"]);
        /// Its class under the export rules.
        control: Option<ControlClass> = field("出口管制类别", "Export-control class").also(&["管制类别"]);
        /// Where what it claims comes from.
        source: Option<Prose> = field("信息来源", "Source").aside().also(&["来源", "数据来源"]);
        /// The day of that source.
        source_date: Option<Day> = field("来源日期", "Date of the source");
        /// Invented for a demonstration.
        sample: Option<bool> = field("示例", "Sample").hint("演示用的虚构内容", "Invented, for demonstration");
    }
}

/// The common fields before a kind's own.
pub const fn before() -> &'static [Field] {
    Head::FIELDS
}

/// The common fields after a kind's own.
pub const fn after() -> &'static [Field] {
    Tail::FIELDS
}

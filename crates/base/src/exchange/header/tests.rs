//! Headers as offices write them.

use expect_test::expect;

use super::*;
use crate::record::Kind;

fn row(number: usize, cells: &[&str]) -> Row {
    Row { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
}

fn shown(kind: Kind, rows: &[Row]) -> String {
    let Some(header) = find(kind, rows) else { return "no header".to_owned() };
    let line = |column: &Column| {
        let unit = column.unit.map(|unit| format!(" [{}]", unit.as_str())).unwrap_or_default();
        format!("  {} → {}{unit}", column.title, column.target.code())
    };
    let lines: Vec<String> = header.columns.iter().map(line).collect();
    format!("{}\n{}", header.at, lines.join("\n"))
}

#[test]
fn a_header_is_found_under_titles_and_notes() {
    let rows = [
        row(1, &["2023年度稀土产业技术需求征集表（示例）"]),
        row(2, &["填表说明：预算金额单位为元，合作方式请从括号内选择"]),
        row(
            4,
            &[
                "序号",
                "＊需求名称",
                "所属单位或公司名称",
                "技术领域",
                "需求详情（拟解决的技术难题）",
                "技术指标",
                "预算金额（元）",
                "合作方式（技术开发/技术转让/其他）",
                "有 效 期",
                "联系人",
                "联系电话",
                "备注",
            ],
        ),
        row(
            5,
            &["1", "钕铁硼", "示例公司", "材料", "难题", "指标", "3000000", "技术开发", "2023/12/31", "王", "010", ""],
        ),
    ];
    expect![[r"
        2
          序号 → 
          ＊需求名称 → field:title_zh
          所属单位或公司名称 → field:owner
          技术领域 → field:fields
          需求详情（拟解决的技术难题） → field:problem
          技术指标 → field:indicators
          预算金额（元） → field:budget [元]
          合作方式（技术开发/技术转让/其他） → field:cooperation
          有 效 期 → field:expires
          联系人 → field:contact
          联系电话 → field:contact_reach
          备注 → "]]
    .assert_eq(&shown(Kind::Need, &rows));
}

#[test]
fn a_patent_export_fills_the_first_row_of_the_patents() {
    let header = [
        "申请号",
        "申请日",
        "公开（公告）号",
        "专利名称",
        "申请人",
        "发明人",
        "法律状态",
        "IPC主分类号",
        "摘要（中文）",
    ];
    expect![[r"
        0
          申请号 → part:patents.application
          申请日 → part:patents.filed
          公开（公告）号 → part:patents.publication
          专利名称 → field:title_zh
          申请人 → field:applicants
          发明人 → field:inventors
          法律状态 → part:patents.status
          IPC主分类号 → part:patents.ipc
          摘要（中文） → field:summary_zh"]]
    .assert_eq(&shown(Kind::Achievement, &[row(1, &header)]));
}

#[test]
fn units_stand_in_headers_and_above_them() {
    let table = [
        ("预算金额（万元）", Some(MoneyUnit::TenThousand)),
        ("预算(单位：元)", Some(MoneyUnit::One)),
        ("预算/亿元", Some(MoneyUnit::HundredMillion)),
        ("预算金额", None),
    ];
    for (header, unit) in table {
        assert_eq!(unit_of(header), unit, "{header}");
    }
    let rows = [row(1, &["单位：万元　　填报日期：2023年3月1日"]), row(2, &["需求名称", "预算"])];
    assert_eq!(find(Kind::Need, &rows).unwrap().columns[1].unit, Some(MoneyUnit::TenThousand));
    assert_eq!(unit_in("所属单位：示例公司"), None);
}

#[test]
fn own_headers_lead_back_in_both_languages() {
    for kind in Kind::ALL {
        let words = Words::of(*kind);
        for (word, target) in OWN {
            assert_eq!(words.target(word), Some(target), "{kind} {word}");
        }
        for field in kind.fields() {
            for label in [field.label.zh, field.label.en] {
                let target = Target::Field { field: field.name.to_owned() };
                assert_eq!(words.target(label), Some(target), "{kind} {label}");
            }
        }
    }
}

#[test]
fn columns_that_say_the_same_are_joined_where_they_can_be() {
    let rows = [row(1, &["需求名称", "项目名称", "需求详情", "拟解决的技术难题", "预算", "预算金额", "合作方式"])];
    expect![[r"
        0
          需求名称 → field:title_zh
          项目名称 → 
          需求详情 → field:problem
          拟解决的技术难题 → field:problem
          预算 → field:budget
          预算金额 → 
          合作方式 → field:cooperation"]]
    .assert_eq(&shown(Kind::Need, &rows));
}

#[test]
fn what_is_no_list_has_no_header() {
    assert_eq!(find(Kind::Need, &[row(1, &["甲", "乙"]), row(2, &["1", "2"])]), None);
    assert_eq!(find(Kind::Need, &[]), None);
}

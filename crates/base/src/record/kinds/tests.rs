//! What must hold for the schema of every kind.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use serde_json::json;

use super::*;
use crate::record::{Body, Choice, Label, Shape};

/// Every field of a kind, and those inside its tables, with the path to each.
fn deep(kind: Kind) -> Vec<(String, &'static Field)> {
    let mut found = Vec::new();
    for field in kind.fields() {
        found.push((format!("{kind}.{}", field.name), field));
        if let Shape::Rows(columns) = field.shape {
            found.extend(columns.iter().map(|column| (format!("{kind}.{}.{}", field.name, column.name), column)));
        }
    }
    found
}

fn everywhere() -> impl Iterator<Item = (String, &'static Field)> {
    Kind::ALL.iter().flat_map(|kind| deep(*kind))
}

fn choices_of(shape: Shape) -> &'static [Choice] {
    if let Shape::Choice(choices) | Shape::Choices(choices) = shape { choices } else { &[] }
}

fn doubles<T: Ord + std::fmt::Display>(names: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut count = BTreeMap::new();
    names.into_iter().for_each(|name| *count.entry(name).or_insert(0) += 1);
    count.into_iter().filter(|(_, times)| *times > 1).map(|(name, _)| name.to_string()).collect()
}

fn words(label: Label, also: &'static [&'static str]) -> BTreeSet<String> {
    [label.zh, label.en].iter().chain(also).map(|word| word.to_lowercase()).collect()
}

#[test]
fn names_are_unique_within_a_kind_and_within_a_table() {
    for kind in Kind::ALL {
        assert_eq!(doubles(kind.fields().map(|field| field.name)), [""; 0], "{kind}");
    }
    for (path, field) in everywhere() {
        let Shape::Rows(columns) = field.shape else { continue };
        assert_eq!(doubles(columns.iter().map(|column| column.name)), [""; 0], "{path}");
        assert_eq!(doubles(columns.iter().flat_map(|column| words(column.label, column.also))), [""; 0], "{path}");
        let nested = columns.iter().any(|column| matches!(column.shape, Shape::Rows(_)));
        assert!(!nested, "{path} is a table with a table inside, which no spreadsheet cell can hold");
    }
}

#[test]
fn links_and_only_links_have_targets() {
    for (path, field) in everywhere() {
        assert_eq!(matches!(field.shape, Shape::Link | Shape::Links), !field.targets.is_empty(), "{path}");
        assert_eq!(doubles(field.targets), [""; 0], "{path}");
    }
}

#[test]
fn a_header_means_one_field() {
    for kind in Kind::ALL {
        let own = kind.own_fields().iter().flat_map(|field| words(field.label, field.also));
        let overrides = headers(*kind).iter().map(|(header, _)| header.to_lowercase());
        let common = kind.fields().filter(|field| !kind.own_fields().iter().any(|own| own.name == field.name));
        let overridden: BTreeSet<String> = overrides.clone().collect();
        let left = common.flat_map(|field| words(field.label, field.also)).filter(|word| !overridden.contains(word));
        assert_eq!(doubles(own.chain(left).chain(overrides)), [""; 0], "{kind}");
    }
}

#[test]
fn overrides_name_common_fields() {
    for kind in Kind::ALL {
        for (header, name) in headers(*kind) {
            let own = kind.own_fields().iter().any(|field| field.name == *name);
            assert!(!own && kind.field(name).is_some(), "{kind}: {header} → {name}");
        }
    }
}

#[test]
fn words_are_given_in_both_languages() {
    for (path, field) in everywhere() {
        assert!(!field.label.zh.is_empty() && !field.label.en.is_empty(), "{path}");
        assert_eq!(field.hint.zh.is_empty(), field.hint.en.is_empty(), "{path}");
        for choice in choices_of(field.shape) {
            assert!(!choice.label.zh.is_empty() && !choice.label.en.is_empty(), "{path} {}", choice.code);
        }
    }
}

#[test]
fn an_answer_means_one_choice_and_can_stand_in_a_list() {
    for (path, field) in everywhere() {
        let choices = choices_of(field.shape);
        let said = choices.iter().flat_map(|choice| {
            let mut said = words(choice.label, choice.also);
            said.insert(choice.code.to_owned());
            said
        });
        let said: Vec<String> = said.collect();
        assert_eq!(doubles(&said), [""; 0], "{path}");
        let parting: Vec<String> =
            said.into_iter().filter(|word| word.contains([';', '；', '、', ',', '，', '|', '｜', '\n'])).collect();
        assert_eq!(parting, [""; 0], "{path}");
        for choice in choices {
            let kebab = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            assert!(choice.code.chars().all(kebab), "{path} {}", choice.code);
        }
    }
}

#[test]
fn lists_show_two_to_four_fields_of_a_kind() {
    for kind in Kind::ALL {
        let listed: Vec<&str> = kind.own_fields().iter().filter(|field| field.listed).map(|field| field.name).collect();
        assert!((2..=4).contains(&listed.len()), "{kind}: {listed:?}");
        let cells = kind.own_fields().iter().filter(|field| field.listed);
        let long = cells.filter(|field| matches!(field.shape, Shape::Rows(_) | Shape::Prose | Shape::Patch));
        assert_eq!(long.count(), 0, "{kind} lists a field too long for a cell");
    }
}

#[test]
fn nothing_given_is_nothing_kept() {
    fn check<T: Body + PartialEq + std::fmt::Debug>() {
        let name = std::any::type_name::<T>();
        assert_eq!(serde_json::to_value(T::default()).ok(), Some(json!({})), "{name}");
        assert_eq!(serde_json::from_value::<T>(json!({})).ok(), Some(T::default()), "{name}");
    }
    macro_rules! check { ($($kind:ident)*) => { [$((Kind::$kind, check::<$kind> as fn())),*] } }
    let checks = check! {
        Need Achievement Organisation Person Team Platform Fund Problem Call Bid Review Project Programme Enrolment
        Secondment Cooperation Event Registration Match Deal Publicity Receipt Payout Agreement
    };
    assert_eq!(checks.map(|(kind, _)| kind).as_slice(), Kind::ALL);
    for (_, check) in checks {
        check();
    }
}

#[test]
fn the_charter_names_fields_of_a_call() {
    assert_eq!(doubles(Call::CHARTER), [""; 0]);
    for name in Call::CHARTER {
        assert!(Call::FIELDS.iter().any(|field| field.name == *name), "{name}");
    }
}

/// weak link → problem → call → project → achievement → match → deal → receipt → payout, each from the one before.
#[test]
fn the_loop_can_be_walked_back_from_the_payout_to_the_need() {
    let steps = [
        Kind::Payout,
        Kind::Receipt,
        Kind::Deal,
        Kind::Match,
        Kind::Achievement,
        Kind::Project,
        Kind::Call,
        Kind::Problem,
        Kind::Need,
    ];
    let by: Vec<String> = steps
        .windows(2)
        .map(|pair| {
            let names =
                pair[0].own_fields().iter().filter(|field| field.targets.contains(&pair[1])).map(|field| field.name);
            format!("{} → {}: {}", pair[0], pair[1], names.collect::<Vec<_>>().join(", "))
        })
        .collect();
    expect![[r"
        payout → receipt: receipts
        receipt → deal: deal
        deal → match: cause
        match → achievement: offer, cause
        achievement → project: cause
        project → call: cause
        call → problem: cause
        problem → need: needs, cause"]]
    .assert_eq(&by.join("\n"));
}

/// Where a header leads: a kind's own words for common fields, the fields, then the columns of its tables.
fn place(kind: Kind, header: &str) -> String {
    if let Some((_, name)) = headers(kind).iter().find(|(known, _)| *known == header) {
        return (*name).to_owned();
    }
    let means = |field: &Field| words(field.label, field.also).contains(&header.to_lowercase());
    let named = |path: &str| path.split_once('.').map_or(path, |(_, name)| name).to_owned();
    let mut found: Vec<String> =
        deep(kind).iter().filter(|(_, field)| means(field)).map(|(path, _)| named(path)).collect();
    found.sort_by_key(|path| path.contains('.'));
    found.into_iter().next().unwrap_or_else(|| "nowhere".to_owned())
}

#[test]
fn the_headers_of_office_lists_and_patent_exports_are_understood() {
    let table = [
        (
            Kind::Need,
            "需求名称 所属单位或公司名称 技术领域 需求详情 技术指标 拟解决的技术难题 预算金额 合作方式 有效期",
        ),
        (Kind::Achievement, "成果名称 完成人 完成单位 成果简介 成果所处阶段 成果关键字 拟采取的转化方式"),
        (Kind::Achievement, "申请号 申请日 公开号 专利名称 申请人 发明人 法律状态 主分类号 摘要 主权项"),
        (Kind::Person, "专家名称 研究方向 专业特长 所属单位 职称"),
    ];
    let read = table.map(|(kind, line)| {
        let places = line.split(' ').map(|header| format!("  {header} → {}", place(kind, header)));
        format!("{kind}\n{}", places.collect::<Vec<_>>().join("\n"))
    });
    expect![[r"
        need
          需求名称 → title_zh
          所属单位或公司名称 → owner
          技术领域 → fields
          需求详情 → problem
          技术指标 → indicators
          拟解决的技术难题 → problem
          预算金额 → budget
          合作方式 → cooperation
          有效期 → expires
        achievement
          成果名称 → title_zh
          完成人 → inventors
          完成单位 → owner
          成果简介 → summary_zh
          成果所处阶段 → maturity
          成果关键字 → keywords
          拟采取的转化方式 → transfer_forms
        achievement
          申请号 → patents.application
          申请日 → patents.filed
          公开号 → patents.publication
          专利名称 → title_zh
          申请人 → applicants
          发明人 → inventors
          法律状态 → patents.status
          主分类号 → patents.ipc
          摘要 → summary_zh
          主权项 → claim
        person
          专家名称 → title_zh
          研究方向 → research_fields
          专业特长 → skills
          所属单位 → owner
          职称 → rank"]]
    .assert_eq(&read.join("\n"));
}

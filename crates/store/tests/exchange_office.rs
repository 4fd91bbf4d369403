//! Tables as offices hand them in, from the first reading to the record, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "tests may stop where something is not as it should be"
)]

mod both;
mod table;

use base::exchange::{
    Column, MissingOwner, NothingAlike, Plan, Settlement, Start, Target, Verdict, apply, begin_apply, choose_header,
    confirm_unit, correct, decide, enter_missing, failure, preview, take_as,
};
use base::people::{Role, Viewer};
use base::record::verb::Occasion;
use base::record::{Kind, asked};
use base::store::{Filter, ImportStage, Store};
use base::{Refusal, Trouble};
use both::{both, member, organisation, read};
use expect_test::expect;
use sheet::Column as Heading;
use table::{bad_rows, by, fixture, flaws, head, imported, judged, rows_of, statuses, table, written};

/// Somebody who manages an organisation and administers the base.
fn clerk(store: &dyn Store) -> Occasion {
    let own = organisation(store, "示例研究院");
    by(member(store, "clerk", &[Role::Administrator], &[(own, true)]), 10)
}

#[test]
fn a_need_list_goes_in_and_its_bad_rows_come_back() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = clerk(store);
        for file in ["needs.xlsx", "needs.xls", "needs.ods", "needs.csv"] {
            let import = imported(store, &occasion, Kind::Need, &fixture(file));
            let plan = Plan::of(&import);
            assert_eq!(plan.header, 4, "{} {file}", fresh.name);
            assert_eq!(plan.unknown().collect::<Vec<_>>(), ["序号"], "{} {file}", fresh.name);
        }
        let path = fixture("needs.xlsx");
        let import = imported(store, &occasion, Kind::Need, &path);
        assert_eq!(statuses(store, import.id), "bad 16", "the firms are not entered yet");
        let missing = Plan::of(&import).missing;
        assert_eq!(enter_missing(store, &occasion, import.id).unwrap(), missing.len());
        preview(store, &NothingAlike, &occasion, import.id, &path).unwrap();
        expect![[r"
            add 8, bad 7, duplicate 1
            13 bad: expires “长期有效” is not a day; write 2026-01-15 or 2026年1月15日
            14 bad: title_zh a title in Chinese or in English is needed
            15 bad: expires “2023年13月45日” is not a day; write 2026-01-15 or 2026年1月15日
            16 bad: budget “很多钱” is no amount of money: “很多钱” is not an amount of money: “很多钱” was not understood
            16 bad: expires “2023-11-30 17:00” is not a day; write 2026-01-15 or 2026年1月15日
            17 bad: budget “150万元（含设备）” is no amount of money: “150万元（含设备）” is not an amount of money: “(含设备)” was not understood
            18 duplicate: Row { number: 10 } Cells
            21 bad: expires “2024-01” is a month; write the day, 2024-01-01 for its beginning or 2024-01-31 for its end
            22 bad: expires “一年内” is not a day; write 2026-01-15 or 2026年1月15日
            22 bad: budget 300 looks like 300万元; write the unit beside the number"]].assert_eq(&format!("{}\n{}", statuses(store, import.id), flaws(store, import.id)));
        assert_eq!(decide(store, &occasion, import.id, Some(18), Settlement::Skip).unwrap(), 1);
        let mended = bad_rows(store, &occasion, import.id);
        assert_eq!(written(store, &occasion, import.id), "bad 7, skipped 1, written 8");
        expect![[r"
            序号 ¦ 需求名称 ¦ 所属单位或公司名称 ¦ 技术领域 ¦ 需求详情（拟解决的技术难题） ¦ 技术指标 ¦ 预算金额（元） ¦ 合作方式（技术开发/技术转让/技术许可/技术咨询/其他） ¦ 有效期 ¦ 联系人 ¦ 联系电话 ¦ 问题/Problems
            8 ¦ 高丰度铈磁体应用 ¦ 示例电机有限公司 ¦ 稀土永磁材料 ¦ 希望在中低端电机中用铈磁体替代部分钕铁硼。 ¦ (BH)max≥35 MGOe ¦ 1.2亿元 ¦ 技术开发、技术许可 ¦ 长期有效 ¦ 周示例 ¦ 010-00000008 ¦ 有效期：“长期有效” is not a day; write 2026-01-15 or 2026年1月15日
            9 ¦  ¦ 示例催化剂有限公司 ¦ 稀土催化材料 ¦ 机动车尾气催化剂储氧材料高温老化后比表面积下降。 ¦ 1000 ℃老化4 h后比表面积≥40 m²/g ¦ 60万元 ¦ 技术开发 ¦ 2023-10-31 ¦ 吴示例 ¦ 010-00000009 ¦ 需求名称：a title in Chinese or in English is needed
            10 ¦ 离子型稀土矿浸出替代硫酸铵 ¦ 示例矿业有限公司 ¦ 绿色采选 ¦ 铵盐浸矿造成尾液氨氮超标，求替代浸取剂。 ¦ 浸出率≥90%；尾液氨氮≤15 mg/L ¦ 2000000 ¦ 技术开发 ¦ 2023年13月45日 ¦ 郑示例 ¦ 010-00000010 ¦ 有效期：“2023年13月45日” is not a day; write 2026-01-15 or 2026年1月15日
            11 ¦ 稀土储氢合金循环寿命提升 ¦ 示例储能材料有限公司 ¦ 稀土储氢材料 ¦ AB5型合金用于固态储氢，循环后粉化。 ¦ 循环2000次容量保持率≥85% ¦ 很多钱 ¦ 技术开发 ¦ 2023-11-30 17:00 ¦ 冯示例 ¦ 010-00000011 ¦ 预算金额（元）：“很多钱” is no amount of money: “很多钱” is not an amount of money: “很多钱” was not understood
            有效期：“2023-11-30 17:00” is not a day; write 2026-01-15 or 2026年1月15日
            12 ¦ 高纯金属镝真空蒸馏提纯 ¦ 示例稀土新材料有限公司 ¦ 稀土金属 ¦ 用于晶界扩散靶材，氧含量偏高。 ¦ 纯度≥4N；氧≤100 ppm ¦ 150万元（含设备） ¦ 技术转让 ¦ 20240331 ¦ 赵示例 ¦ 13800000000 ¦ 预算金额（元）：“150万元（含设备）” is no amount of money: “150万元（含设备）” is not an amount of money: “(含设备)” was not understood
            14 ¦ 钐钴磁体高温退磁评价方法 ¦ 示例磁材股份有限公司 ¦ 检测与标准 ¦ 缺少500 ℃以上的快速评价方法。 ¦ 测量重复性≤1% ¦ 人民币80万元整 ¦ 技术咨询 ¦ 2024-01 ¦ 王示例 ¦ 010-00000001 ¦ 有效期：“2024-01” is a month; write the day, 2024-01-01 for its beginning or 2024-01-31 for its end
            15 ¦ 稀土分离过程数字孪生 ¦ 示例研究院 ¦ 数字化 ¦ 希望建立从矿到氧化物的全流程模型，
            用于排产。 ¦ 产量预测误差≤3% ¦ 300 ¦ 技术开发 ¦ 一年内 ¦ 褚示例 ¦ 010-00000015 ¦ 有效期：“一年内” is not a day; write 2026-01-15 or 2026年1月15日
            预算金额（元）：300 looks like 300万元; write the unit beside the number"]].assert_eq(&rows_of(mended.path()).iter().map(|row| row.join(" ¦ ")).collect::<Vec<_>>().join("\n"));
        let mut sheet = table::Sheet::read(mended.path());
        for (title, cell) in [("有效期", "2030-12-31"), ("预算金额（元）", "60万元"), ("需求名称", "储氧材料")]
        {
            sheet.fill(title, cell, |row, at| title != "需求名称" || row[at].is_empty());
        }
        let file = sheet.write();
        let again = imported(store, &occasion, Kind::Need, file.path());
        assert_eq!(statuses(store, again.id), "add 7", "{}: {}", fresh.name, flaws(store, again.id));
        assert_eq!(written(store, &occasion, again.id), "written 7");
        // The same file once more asks nothing and writes nothing.
        let before = head(store);
        for (file, expected) in [(path.as_path(), "bad 7, skipped 1, unchanged 8"), (file.path(), "unchanged 7")] {
            let same = imported(store, &occasion, Kind::Need, file);
            assert_eq!(statuses(store, same.id), expected, "{}", fresh.name);
            written(store, &occasion, same.id);
        }
        assert_eq!(head(store), before, "{}", fresh.name);
        for words in ["晶界扩散", "储氧材料"] {
            let filter = Filter { kinds: vec![Kind::Need], words: asked(words), ..Filter::default() };
            let found = read(store, |shelf| shelf.count(&occasion.viewer.reach(), &filter, 10).unwrap());
            assert!(found > 0, "{} {words}", fresh.name);
        }
    }
}

#[test]
fn an_achievement_list_splits_names_and_fills_the_patents() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = clerk(store);
        let path = fixture("achievements.xlsx");
        let import = imported(store, &occasion, Kind::Achievement, &path);
        assert_eq!(Plan::of(&import).unknown().collect::<Vec<_>>(), ["序号", "登记日期", "报价（万元）"]);
        take_as(store, &occasion, import.id, Start::Draft, MissingOwner::Note).unwrap();
        preview(store, &NothingAlike, &occasion, import.id, &path).unwrap();
        expect![[r"
            add 1, bad 14
            4 bad: patents.1.application “CN202000000001.0”: “0” cannot stand at place 5 of the patent number “CN202000000001.0”
            5 bad: patents.1.application “CN202000000002.5”: “0” cannot stand at place 5 of the patent number “CN202000000002.5”
            7 bad: patents.1.application “CN201900000003.X”: “0” cannot stand at place 5 of the patent number “CN201900000003.X”
            8 bad: patents.1.application “201800000004.7”: “0” cannot stand at place 5 of the patent number “201800000004.7”
            10 bad: patents.1.application “CN202100000005.1”: “0” cannot stand at place 5 of the patent number “CN202100000005.1”
            11 bad: patents.1.application “CN202100000006.6”: “0” cannot stand at place 5 of the patent number “CN202100000006.6”
            12 bad: patents.1.application “CN202100000007.0”: “0” cannot stand at place 5 of the patent number “CN202100000007.0”
            12 bad: title_zh a title in Chinese or in English is needed
            13 bad: patents.1.application “CN202200000008.5”: “0” cannot stand at place 5 of the patent number “CN202200000008.5”
            14 bad: patents.1.application “CN202200000009.X”: “0” cannot stand at place 5 of the patent number “CN202200000009.X”
            15 bad: patents.1.application “CN201900000003.X”: “0” cannot stand at place 5 of the patent number “CN201900000003.X”
            16 bad: patents.1.application “CN201700000010.2”: “0” cannot stand at place 5 of the patent number “CN201700000010.2”
            17 bad: patents.1.application “CN202100000011.7”: “0” cannot stand at place 5 of the patent number “CN202100000011.7”
            18 bad: patents.1.application “2022SR0000001”: “S” cannot stand at place 5 of the patent number “2022SR0000001”
            19 bad: patents.1.application “110101199003070000017”: the patent number “110101199003070000017” names the year 1101, when no such number was given out"]].assert_eq(&format!("{}\n{}", statuses(store, import.id), flaws(store, import.id)));
        written(store, &occasion, import.id);
        let rows = judged(store, &import);
        let id = rows.iter().find_map(|(number, row)| row.record().filter(|_| *number == 6)).unwrap();
        let mut record = read(store, |shelf| shelf.record(id).unwrap().unwrap());
        assert!(record.content.0.remove("owner").is_some(), "{}: the clerk's own organisation", fresh.name);
        expect![[r#"
            {
              "inventors": [
                {
                  "name": "李示例"
                }
              ],
              "keywords": [
                "计算材料",
                "永磁"
              ],
              "maturity": "laboratory",
              "readiness": 3,
              "source": "所属单位：示例大学材料学院",
              "summary_zh": "用机器学习筛选成分。",
              "title_zh": "高熵稀土永磁计算设计",
              "transfer_forms": [
                "joint-development"
              ],
              "visibility": "members"
            }"#]]
        .assert_eq(&serde_json::to_string_pretty(&record.content.0).unwrap());
    }
}

#[test]
fn actions_ids_and_versions_are_obeyed() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = clerk(store);
        let own = organisation(store, "示例磁材公司");
        let need = |title: &str| both::need(store, own, title, "members", 1).id.to_string();
        let (first, second, third) = (need("甲"), need("乙"), need("丙"));
        let no = "00000000-0000-7000-8000-000000000000";
        let file = table(&[
            &["操作/ACTION", "编号/ID", "版本/Version", "状态/State", "需求名称", "所属单位", "技术难题"],
            &["UPDATE", &first, "1", "", "甲一", "示例磁材公司", "难"],
            &["删除", &second, "1", "", "", "", ""],
            &["", &third, "7", "", "丙一", "示例磁材公司", "难"],
            &["", &third, "1", "", "丙二", "示例磁材公司", "难"],
            &["新增", no, "", "已发布", "丁", "示例磁材公司", "难"],
            &["", no, "", "", "戊", "示例磁材公司", "难"],
            &["UPDATE", "", "", "", "己", "示例磁材公司", "难"],
            &["MERGE", "", "", "", "庚", "示例磁材公司", "难"],
            &["", "", "", "已发布", "辛", "示例磁材公司", ""],
            &["", "", "", "已撤回", "壬", "示例磁材公司", "难"],
            &["", "第3号", "一", "", "癸", "示例磁材公司", "难"],
        ]);
        let import = imported(store, &occasion, Kind::Need, file.path());
        let said = flaws(store, import.id).replace(&third, "THIRD").replace(no, "NO");
        expect![[r"
            add 1, bad 8, delete 1, update 1
            4 bad:  version 7 was changed meanwhile; it is at version 1 now
            5 bad:  row 4 is about the same record
            7 bad:  there is no record “NO” of this kind that you may change; empty the cell to add the row as a new record
            8 bad:  to change or delete a record its id is needed
            9 bad:  “MERGE” is none of ADD, UPDATE, DELETE
            10 bad: problem it is needed before the record can be published
            11 bad:  a table can publish a draft, but not move a record from draft to withdrawn
            12 bad:  there is no record “第3号” of this kind that you may change; empty the cell to add the row as a new record
            12 bad:  “一” is no version number"]].assert_eq(&format!("{}\n{said}", statuses(store, import.id)));
        assert_eq!(written(store, &occasion, import.id), "bad 8, written 3", "{}", fresh.name);
        let stands = |id: &str| {
            let record = read(store, |shelf| shelf.record(id.parse().unwrap()).unwrap().unwrap());
            (record.content.text("title_zh").to_owned(), record.state.code())
        };
        assert_eq!(stands(&first), ("甲一".to_owned(), "published"), "{}", fresh.name);
        assert_eq!(stands(&second), ("乙".to_owned(), "deleted"), "{}", fresh.name);
        assert_eq!(stands(&third), ("丙".to_owned(), "published"), "{}", fresh.name);
    }
}

#[test]
fn a_column_in_yuan_that_looks_like_ten_thousands_needs_a_word() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = clerk(store);
        let file = table(&[
            &["需求名称", "预算金额（元）"],
            &["甲", "300"],
            &["乙", "3000000"],
            &["丙", "50万元"],
            &["丁", "200元"],
        ]);
        let import = imported(store, &occasion, Kind::Need, file.path());
        assert_eq!(statuses(store, import.id), "add 3, doubt 1", "{}", flaws(store, import.id));
        assert_eq!(written(store, &occasion, import.id), "doubt 1, written 3", "{}: doubts stay out", fresh.name);
        assert_eq!(confirm_unit(store, &occasion, import.id, 1).unwrap(), 1, "{}", fresh.name);
        assert_eq!(written(store, &occasion, import.id), "written 4", "{}", fresh.name);
        // Or the unit is another.
        let file = table(&[&["需求名称", "预算金额（元）"], &["戊", "300"]]);
        let import = imported(store, &occasion, Kind::Need, file.path());
        let mut columns = Plan::of(&import).columns;
        columns[1].unit = Some(measure::MoneyUnit::TenThousand);
        correct(store, &occasion, import.id, columns).unwrap();
        preview(store, &NothingAlike, &occasion, import.id, file.path()).unwrap();
        assert_eq!(written(store, &occasion, import.id), "written 1", "{}", fresh.name);
        let id = judged(store, &import)[0].1.record().unwrap();
        let record = read(store, |shelf| shelf.record(id).unwrap().unwrap());
        assert_eq!(record.content.text("budget"), "300万元", "{}", fresh.name);
    }
}

#[test]
fn corrected_columns_are_remembered_and_a_header_can_be_pointed_at() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = clerk(store);
        let lines: [&[&str]; 4] =
            [&["技术需求"], &["事项", "说明", "预算"], &["事项甲", "为何", "50"], &["事项乙", "如何", "60"]];
        let file = table(&lines);
        let import = imported(store, &occasion, Kind::Need, file.path());
        assert_eq!(Plan::of(&import).header, 1, "the title is taken for a header");
        choose_header(store, &occasion, import.id, None, Some(2)).unwrap();
        preview(store, &NothingAlike, &occasion, import.id, file.path()).unwrap();
        assert_eq!(statuses(store, import.id), "bad 2", "{}", fresh.name);
        let column = |title: &str, field: &str, unit| Column {
            title: title.to_owned(),
            target: Target::Field { field: field.to_owned() },
            unit,
            sure: false,
        };
        let columns = vec![
            column("事项", "title_zh", None),
            column("说明", "problem", None),
            column("预算", "budget", Some(measure::MoneyUnit::TenThousand)),
        ];
        correct(store, &occasion, import.id, columns).unwrap();
        preview(store, &NothingAlike, &occasion, import.id, file.path()).unwrap();
        assert_eq!(statuses(store, import.id), "add 2", "{}: {}", fresh.name, flaws(store, import.id));
        let more = table(&[lines[1], &["事项丙", "何时", "70"]]);
        let import = imported(store, &occasion, Kind::Need, more.path());
        assert_eq!(statuses(store, import.id), "add 1", "{}: remembered", fresh.name);
        let stranger = by(member(store, "stranger", &[], &[]), 10);
        let other = imported(store, &stranger, Kind::Need, more.path());
        assert_eq!(statuses(store, other.id), "bad 1", "{}: but not by others", fresh.name);
    }
}

#[test]
fn twins_are_asked_about_once() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = clerk(store);
        let code = "91350100M000100Y43";
        let file = table(&[
            &["单位名称", "统一社会信用代码", "所在地"],
            &["示例甲公司", code, "北京"],
            &["示例乙公司", "", "赣州"],
        ]);
        let import = imported(store, &occasion, Kind::Organisation, file.path());
        assert_eq!(written(store, &occasion, import.id), "written 2", "{}", fresh.name);
        let file = table(&[
            &["单位名称", "统一社会信用代码", "所在地"],
            &["示例甲有限公司", code, "上海"],
            &["示例乙公司", "", "包头"],
            &["示例丙公司", "", "南昌"],
            &["示例丙公司", "", "深圳"],
        ]);
        let import = imported(store, &occasion, Kind::Organisation, file.path());
        let whys = |import| {
            let rows = judged(store, import).into_iter().filter_map(|(number, row)| match row.verdict {
                Verdict::Duplicate { of, why } => Some(format!("{number} {of:?} {why:?}")),
                _ => None,
            });
            rows.map(|line| {
                line.split("id: RecordId").map(|part| part.split_once("), ").map_or(part, |(_, rest)| rest)).collect()
            })
            .collect::<Vec<String>>()
            .join("\n")
        };
        expect![[r#"
            2 Record { title: "示例甲公司" } Identifier { field: "credit_code", value: "91350100M000100Y43" }
            3 Record { title: "示例乙公司" } TitleAndOwner
            5 Row { number: 4 } TitleAndOwner"#]]
        .assert_eq(&whys(&import));
        assert_eq!(statuses(store, import.id), "add 1, duplicate 3", "{}", fresh.name);
        decide(store, &occasion, import.id, Some(2), Settlement::Update).unwrap();
        decide(store, &occasion, import.id, Some(3), Settlement::Skip).unwrap();
        assert_eq!(decide(store, &occasion, import.id, None, Settlement::New).unwrap(), 1, "{}", fresh.name);
        assert_eq!(statuses(store, import.id), "add 2, skipped 1, update 1", "{}", fresh.name);
        assert_eq!(written(store, &occasion, import.id), "skipped 1, written 3", "{}", fresh.name);
        let before = head(store);
        let same = imported(store, &occasion, Kind::Organisation, file.path());
        assert_eq!(statuses(store, same.id), "skipped 1, unchanged 3", "{}", fresh.name);
        written(store, &occasion, same.id);
        assert_eq!(head(store), before, "{}", fresh.name);
    }
}

#[test]
fn nobody_writes_by_a_table_what_they_may_not_write_otherwise() {
    for fresh in both() {
        let store = &*fresh.store;
        let (own, other) = (organisation(store, "示例甲公司"), organisation(store, "示例乙公司"));
        let theirs = both::need(store, other, "乙的需求", "members", 1).id.to_string();
        let hidden = both::need(store, other, "乙的秘密", "private", 1).id.to_string();
        let who = by(member(store, "member", &[], &[(own, false)]), 10);
        let file = table(&[
            &["编号/ID", "需求名称", "所属单位"],
            &["", "甲的需求", "示例甲公司"],
            &["", "甲的另一需求", ""],
            &["", "替乙写的需求", "示例乙公司"],
            &[&theirs, "改了乙的需求", "示例乙公司"],
            &[&hidden, "改了乙的秘密", "示例乙公司"],
            &["", "乙的秘密", "示例甲公司"],
        ]);
        let import = imported(store, &who, Kind::Need, file.path());
        let said = flaws(store, import.id).replace(&theirs, "THEIRS").replace(&hidden, "HIDDEN");
        expect![[r"
            add 3, bad 3
            4 bad: owner you may write only for an organisation you belong to
            5 bad:  this is for manager
            6 bad:  there is no record “HIDDEN” of this kind that you may change; empty the cell to add the row as a new record"]].assert_eq(&format!("{}\n{said}", statuses(store, import.id)));
        let visitor = by(Viewer::Visitor, 10);
        let refused = store.reading(|shelf| base::exchange::find(shelf, &visitor, import.id)).unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::NotFound {})), "{}", fresh.name);
        let auditor = by(member(store, "auditor", &[Role::Auditor], &[]), 10);
        let new = base::exchange::NewImport { kind: Kind::Need, name: "a".to_owned(), start: Start::Draft };
        let refused = base::exchange::begin(store, &auditor, auditor.viewer.account().unwrap(), new).unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::AuditorsRead {})), "{}", fresh.name);
    }
}

#[test]
fn a_file_that_is_no_table_says_why() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = clerk(store);
        let nothing = table(&[&["甲", "乙"], &["1", "2"]]);
        let mut said = Vec::new();
        for path in [fixture("password.xlsx"), nothing.path().to_owned(), "/no/such/file.xlsx".into()] {
            let import = imported(store, &occasion, Kind::Need, &path);
            assert!(matches!(import.stage, ImportStage::Failed { .. }), "{}", fresh.name);
            said.push(failure(&import).unwrap().english);
            let refused = begin_apply(store, &occasion, import.id).unwrap_err();
            assert!(matches!(refused, Trouble::Refused(Refusal::ImportStage { .. })), "{}", fresh.name);
        }
        expect![[r"
            the file is protected by a password
            no row looks like the header of a list of need; columns are 名称（中文）、名称（英文）、简介（中文）、简介（英文）、所属单位、技术难题、技术领域、技术指标、约束条件、预算金额、合作方式、期望完成日期
            the uploaded file is no longer there; upload it again"]].assert_eq(&said.join("\n"));
    }
}

/// A store that breaks after some writes, as when the process is killed.
struct Breaking<'a> {
    store: &'a dyn Store,
    writes: std::sync::atomic::AtomicUsize,
}

impl Store for Breaking<'_> {
    fn read(&self, work: base::store::Reading) -> Result<(), base::store::Fault> {
        self.store.read(work)
    }

    fn write(&self, work: base::store::Writing) -> Result<(), base::store::Fault> {
        use std::sync::atomic::Ordering::SeqCst;
        if self.writes.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)).is_err() {
            return Err(base::store::Fault::Lost);
        }
        self.store.write(work)
    }

    fn engine(&self) -> String {
        self.store.engine()
    }
}

#[test]
fn an_import_that_was_broken_off_goes_on_and_writes_nothing_twice() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = clerk(store);
        let headings = [Heading::text("需求名称"), Heading::text("技术难题")];
        let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        let rows = (0..750).map(|at| vec![format!("需求 {at}"), "难题".to_owned()]);
        sheet::write_csv(&headings, rows, std::fs::File::create(file.path()).unwrap()).unwrap();
        let new = base::exchange::NewImport { kind: Kind::Need, name: "n.csv".to_owned(), start: Start::Draft };
        let id = base::exchange::begin(store, &occasion, occasion.viewer.account().unwrap(), new).unwrap().id;
        let breaking = |writes| Breaking { store, writes: std::sync::atomic::AtomicUsize::new(writes) };
        assert!(preview(&breaking(2), &NothingAlike, &occasion, id, file.path()).is_err());
        assert_eq!(statuses(store, id), "add 500", "{}: half read", fresh.name);
        preview(store, &NothingAlike, &occasion, id, file.path()).unwrap();
        assert_eq!(statuses(store, id), "add 750", "{}", fresh.name);
        begin_apply(store, &occasion, id).unwrap();
        assert!(apply(&breaking(2), &occasion, id).is_err());
        assert_eq!(statuses(store, id), "add 350, written 400", "{}: half written", fresh.name);
        apply(store, &occasion, id).unwrap();
        assert_eq!(statuses(store, id), "written 750", "{}", fresh.name);
        let filter = Filter { kinds: vec![Kind::Need], ..Filter::default() };
        let count = read(store, |shelf| shelf.count(&occasion.viewer.reach(), &filter, 10_000).unwrap());
        assert_eq!(count, 750, "{}", fresh.name);
    }
}

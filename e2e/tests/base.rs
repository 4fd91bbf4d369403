//! What members come for: sign in, post a need, find it again in both languages, bring a spreadsheet and take one home.

mod table;

use std::fs;

use didymium_e2e::{Database, Failure, Reader, Screen, Tongue, at_a_desk, at_a_desk_on, everywhere};
use table::Table;

#[tokio::test]
async fn a_visitor_reads_what_is_public_and_nothing_else() -> Result<(), Failure> {
    everywhere("public", async |reader: &Reader| {
        reader.opens("/needs").await?;
        reader.keeps("needs").await?;
        reader.follows_first("main tbody tr:first-child a").await?;
        reader.keeps("need").await?;
        reader.opens("/records").await?;
        reader.keeps("records").await?;
        reader.opens_in_vain("/administration/journal").await?;
        reader.opens_in_vain("/needs/new").await
    })
    .await
}

#[tokio::test]
async fn a_member_posts_a_need_and_mends_it() -> Result<(), Failure> {
    everywhere("post", async |reader: &Reader| {
        reader.signs_in("creg-member").await?;
        reader.opens("/needs/new").await?;
        let (chinese, english, problem) = needed(reader);
        reader.writes("title_zh", chinese).await?;
        reader.writes("title_en", english).await?;
        reader.writes("budget", "很多钱").await?;
        reader.presses_in_vain(("发布", "Publish")).await?;
        reader.sees("很多钱").await?;
        reader.keeps("slips").await?;
        reader.writes("budget", "120万元").await?;
        reader.writes("problem", problem).await?;
        reader.presses(("发布", "Publish")).await?;
        reader.sees(("120万元", "1,200,000")).await?;
        reader.keeps("posted").await?;
        reader.opens(&format!("/needs?q={}", english.split(' ').next_back().unwrap_or_default())).await?;
        reader.sees((chinese, english)).await
    })
    .await
}

/// A need of this walk's own: the same need a second time would be asked about.
fn needed(reader: &Reader) -> (&'static str, &'static str, &'static str) {
    match (reader.screen(), reader.reads(("zh", "en"))) {
        (Screen::Desk, "zh") => {
            ("驱动电机磁体降镝", "Less dysprosium in magnets of vehicles", "镝用量过高，成本受制于进口。")
        }
        (Screen::Desk, _) => ("荧光粉白度下降", "Phosphors that stay white in ovens", "烧成后发灰，色坐标偏移。"),
        (Screen::Phone, "zh") => ("萃取槽渗漏", "Tanks that leak at their seams", "接缝处有机相外渗，夜间无人发现。"),
        (Screen::Phone, _) => {
            ("铸造炉内衬寿命", "Furnace linings that outlast a quarter", "耐火砖一月一换，停炉两天。")
        }
    }
}

#[tokio::test]
async fn a_chinese_question_finds_what_stands_in_english_only() -> Result<(), Failure> {
    at_a_desk("search", Tongue::Chinese, async |reader: &Reader| {
        reader.signs_in("creg-member").await?;
        reader.opens("/needs/new").await?;
        reader.writes("title_zh", "Recovery of didymium oxide from magnet scrap").await?;
        reader.writes("problem", "The leach takes too long, and didymium oxide is lost to the slag.").await?;
        reader.presses("发布").await?;
        // The index follows within a second.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        reader.opens("/").await?;
        reader.searches("镨钕氧化物").await?;
        reader.sees("镨钕氧化物 ↔ didymium oxide").await?;
        reader.sees("Recovery of didymium oxide from magnet scrap").await?;
        let marked = reader.text("main mark").await?;
        if marked != "didymium oxide" {
            return Err(Failure::Step { step: "reads the first mark".to_owned(), reason: marked });
        }
        reader.keeps("search").await
    })
    .await
}

#[tokio::test]
async fn an_administrator_looks_after_people_and_rules() -> Result<(), Failure> {
    everywhere("administration", async |reader: &Reader| {
        reader.signs_in("admin").await?;
        for (path, name) in [
            ("/administration", "administration"),
            ("/administration/people", "people"),
            ("/administration/rules", "rules"),
            ("/administration/rules/calendar", "calendar"),
            ("/administration/journal", "journal"),
            ("/account", "account"),
        ] {
            reader.opens(path).await?;
            reader.keeps(name).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_messy_list_comes_in_and_its_bad_rows_are_named() -> Result<(), Failure> {
    at_a_desk("import", Tongue::Chinese, async |reader: &Reader| {
        reader.signs_in("admin").await?;
        reader.opens("/needs/import").await?;
        reader.ticks("start", "published").await?;
        reader.attaches("file", "crates/sheet/tests/files/needs.xlsx").await?;
        reader.presses("上传并预览").await?;
        reader.sees("很多钱").await?;
        reader.sees("2023年13月45日").await?;
        reader.keeps("preview").await?;
        reader.presses("录入为草稿单位").await?;
        reader.presses("确认写入").await?;
        reader.sees("已写入").await?;
        reader.keeps("written").await
    })
    .await
}

/// What is wrong in the need list, and what is written in its place: a word of the row, the column, the cell.
const NEEDS: [(&str, &str, &str); 10] = [
    ("高丰度铈磁体应用", "有效期", "2027-12-31"),
    ("储氧材料高温老化", "需求名称", "尾气催化剂储氧材料"),
    ("储氧材料高温老化", "需求英文名称", "Oxygen storage material for exhaust catalysts"),
    ("离子型稀土矿浸出", "有效期", "2027年6月30日"),
    ("储氢合金循环寿命", "预算金额（元）", "200万元"),
    ("储氢合金循环寿命", "有效期", "2027-11-30"),
    ("高纯金属镝", "预算金额（元）", "150万元"),
    ("钐钴磁体高温退磁", "有效期", "2027-01-31"),
    ("分离过程数字孪生", "预算金额（元）", "300万元"),
    ("分离过程数字孪生", "有效期", "2027-12-31"),
];

/// The same of the achievement list, whose invented patent numbers are mended besides.
const ACHIEVEMENTS: [(&str, &str, &str); 4] = [
    ("缺少名称的一行", "成果名称", "窄带发射绿色荧光粉"),
    ("缺少名称的一行", "成果英文名称", "Green phosphor of narrow emission"),
    ("数字孪生平台", "专利号/申请号", ""),
    ("退磁快速评价", "专利号/申请号", ""),
];

#[tokio::test]
async fn messy_lists_come_in_whole_and_go_round() -> Result<(), Failure> {
    for (database, tongue) in [(Database::Sqlite, Tongue::Chinese), (Database::Postgres, Tongue::English)] {
        at_a_desk_on(database, &format!("lists-{database:?}"), tongue, async |reader: &Reader| {
            reader.signs_in("creg-member").await?;
            needs_come_in(reader).await?;
            is_found(reader, "/needs", "尾气催化剂", "Oxygen storage material for exhaust catalysts").await?;
            is_found(reader, "/needs", "oxygen exhaust", "尾气催化剂储氧材料").await?;
            goes_round(reader, "/needs").await?;
            achievements_come_in(reader).await?;
            is_found(reader, "/achievements", "绿色荧光粉", "Green phosphor of narrow emission").await?;
            is_found(reader, "/achievements", "phosphor narrow", "窄带发射绿色荧光粉").await?;
            goes_round(reader, "/achievements").await
        })
        .await?;
    }
    Ok(())
}

/// Needs are published at once; achievements begin as drafts, for the list does not say of what type they are.
async fn uploads(reader: &Reader, list: &str, file: &str) -> Result<(), Failure> {
    reader.opens(&format!("{list}/import")).await?;
    reader.ticks("start", if list == "/needs" { "published" } else { "draft" }).await?;
    reader.attaches("file", file).await?;
    reader.presses(("上传并预览", "Upload and look")).await
}

async fn needs_come_in(reader: &Reader) -> Result<(), Failure> {
    uploads(reader, "/needs", "crates/sheet/tests/files/needs.xlsx").await?;
    reader.presses(("所属单位记在信息来源里", "Note the owner as part of the source")).await?;
    reader.sees(("有误 7", "wrong 7")).await?;
    for named in ["“长期有效”", "“2023年13月45日”", "“很多钱”", "“150万元（含设备）”", "“一年内”"]
    {
        reader.sees(named).await?;
    }
    reader.sees(("中文名称和英文名称至少填一个", "a title in Chinese or in English is needed")).await?;
    reader.presses(("全部跳过", "Leave all out")).await?;
    reader.keeps("needs").await?;
    reader.presses(("确认写入", "Write them")).await?;
    reader.sees(("已写入 8", "written 8")).await?;
    let mut bad = Table::of(reader.downloads("a[href$='/bad.xlsx']").await?, "bad.xlsx")?;
    reader.expects("seven rows come back", bad.rows() == 7)?;
    reader.expects("each says what is wrong", bad.around("储氢合金循环寿命").matches("很多钱").count() > 1)?;
    for (row, column, cell) in NEEDS {
        bad.mend(row, column, cell)?;
    }
    comes_back(reader, "/needs", &bad).await?;
    reader.presses(("确认写入", "Write them")).await?;
    reader.sees(("全部 7\n已写入 7", "All 7\nwritten 7")).await
}

async fn achievements_come_in(reader: &Reader) -> Result<(), Failure> {
    uploads(reader, "/achievements", "crates/sheet/tests/files/achievements.ods").await?;
    reader.presses(("所属单位记在信息来源里", "Note the owner as part of the source")).await?;
    reader.sees(("有误 14", "wrong 14")).await?;
    reader.sees("CN202000000001.0").await?;
    reader.keeps("achievements").await?;
    reader.presses(("确认写入", "Write them")).await?;
    reader.sees(("已写入 1", "written 1")).await?;
    let mut bad = Table::of(reader.downloads("a[href$='/bad.xlsx']").await?, "bad.xlsx")?;
    reader.expects("fourteen rows come back", bad.rows() == 14)?;
    for (row, column, cell) in ACHIEVEMENTS {
        bad.mend(row, column, cell)?;
    }
    bad.mend_each("专利号/申请号", table::invention);
    comes_back(reader, "/achievements", &bad).await?;
    reader.presses(("全部跳过", "Leave all out")).await?;
    reader.presses(("确认写入", "Write them")).await?;
    reader.sees(("已写入 13", "written 13")).await?;
    reader.misses(("有误", "wrong")).await
}

/// Uploads the rows that were mended; none is bad any more.
async fn comes_back(reader: &Reader, list: &str, mended: &Table) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("mended.csv");
    mended.save(&file)?;
    uploads(reader, list, &file.to_string_lossy()).await?;
    reader.presses(("所属单位记在信息来源里", "Note the owner as part of the source")).await?;
    reader.sees(("将写入", "will be written")).await?;
    reader.keeps("mended").await
}

async fn is_found(reader: &Reader, list: &str, words: &str, title: &str) -> Result<(), Failure> {
    reader.opens(list).await?;
    reader.writes("q", words).await?;
    reader.presses(("搜索", "Search")).await?;
    reader.sees(title).await?;
    reader.expects("nothing else is found", reader.counts("main tbody tr").await? == 1)
}

/// Exports a list and imports it again: no row changes anything.
async fn goes_round(reader: &Reader, list: &str) -> Result<(), Failure> {
    reader.opens(list).await?;
    let exported = reader.downloads(&format!("a[href^='{list}/export.xlsx']")).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("exported.xlsx");
    fs::write(&file, &exported)?;
    let rows = Table::of(exported, "exported.xlsx")?.rows();
    reader.expects("the list holds what was imported", rows > 14)?;
    uploads(reader, list, &file.to_string_lossy()).await?;
    let (chinese, english) = (format!("全部 {rows}\n无变化 {rows}"), format!("All {rows}\nunchanged {rows}"));
    reader.sees((chinese.as_str(), english.as_str())).await?;
    reader.sees(("没有要写入的行", "There is nothing to write")).await?;
    reader.keeps("unchanged").await
}

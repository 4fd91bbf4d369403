//! What brings people together: a need finds what suits it, and says why; a confidential one tells no more than its
//! author approved; what was declined teaches.

use std::time::Duration;

use didymium_e2e::{Failure, Reader, Said, Tongue, at_a_desk, everywhere};
use tokio::time::sleep;

/// The forms of the first match of achievements that can still be decided about.
const DECIDING: &str = "#achievement article details + details";

/// A need whose answer is a patent in English only, as a plant writes it.
const SLUDGE: &[(&str, &str)] = &[
    ("title_zh", "钕铁硼磨泥中镨钕氧化物的回收"),
    (
        "problem",
        "磁体加工磨泥用酸全溶，铁大量进入浸出液。希望氧化焙烧后选择性浸出，使铁留在渣中，再用草酸沉淀得到镨钕氧化物。",
    ),
    ("indicators", "浸出率 | ≥95 %\n纯度 | ≥99.5 %"),
];
const PATENT: &str =
    "Recovery of didymium oxide from NdFeB grinding sludge by oxidative roasting and selective leaching";

async fn publishes(reader: &Reader, need: &[(&str, &str)]) -> Result<(), Failure> {
    reader.opens("/needs/new").await?;
    for (field, text) in need {
        reader.writes(field, text).await?;
    }
    reader.presses(("发布", "Publish")).await
}

/// Goes from a record to its matches, and looks again until one is there: the index follows within a second.
async fn looks_for<'a>(reader: &Reader, title: impl Into<Said<'a>>) -> Result<(), Failure> {
    reader.follows(("全部匹配及理由", "All that suits, with reasons")).await?;
    let (title, place) = (reader.reads(title), reader.place().await?);
    for _ in 0..20 {
        if reader.text("main").await?.contains(title) {
            return Ok(());
        }
        sleep(Duration::from_millis(250)).await;
        reader.opens(&place).await?;
    }
    reader.sees(title).await
}

#[tokio::test]
async fn a_need_in_chinese_finds_a_patent_in_english_and_says_why() -> Result<(), Failure> {
    at_a_desk("suits", Tongue::Chinese, async |reader: &Reader| {
        reader.signs_in("haicheng").await?;
        publishes(reader, SLUDGE).await?;
        looks_for(reader, PATENT).await?;
        let first = reader.text("#achievement article").await?;
        for reason in [
            PATENT,
            "镨钕氧化物 ↔ didymium oxide",
            "草酸沉淀 ↔ oxalic acid precipitation",
            "选择性浸出 ↔ selective leaching",
            "浸出率 ≥95 % 达到",
            "纯度 ≥99.5 % 达到",
        ] {
            reader.expects(&format!("the first match says “{reason}”: {first}"), first.contains(reason))?;
        }
        let nearest = reader.text("#achievement blockquote").await?;
        reader.expects(&format!("the nearest sentence is of the patent: {nearest}"), nearest.contains("leach"))?;
        reader.unfolds("#achievement article details").await?;
        reader.sees("中英文术语对上的部分").await?;
        reader.keeps("need").await?;
        reader.follows(PATENT).await?;
        reader.sees("实质审查").await?;
        reader.keeps("patent").await
    })
    .await
}

#[tokio::test]
async fn a_confidential_need_is_answered_before_it_is_known() -> Result<(), Failure> {
    const TITLE: &str = "镀膜厂抛光粉再生的成套工艺";
    const ABSTRACT: &str = "某用户需要抛光粉再生的工艺，去除率达到新粉的九成。";
    at_a_desk("confidential", Tongue::Chinese, async |reader: &Reader| {
        reader.signs_in("haicheng").await?;
        reader.opens("/needs/new").await?;
        reader.writes("title_zh", TITLE).await?;
        reader.writes("owner", "海澄永磁科技有限公司").await?;
        reader.writes("problem", "废抛光粉需要酸碱分步除去硅和铝，再分级，使再生粉去除率达到新粉的九成。").await?;
        reader.writes("contact", "孟工（示例）").await?;
        reader.chooses("visibility", "private").await?;
        reader.presses("发布").await?;
        let need = reader.place().await?;
        looks_for(reader, "用后抛光粉再生工艺").await?;
        reader.unfolds(DECIDING).await?;
        reader.writes("abstract", "海澄永磁科技有限公司需要抛光粉再生的工艺。").await?;
        reader.presses_in_vain("请求联系").await?;
        reader.sees("匿名摘要透露了需求方：海澄永磁科技有限公司").await?;
        reader.keeps("tells").await?;
        reader.writes("abstract", ABSTRACT).await?;
        reader.presses("请求联系").await?;
        reader.sees("已记录同意").await?;

        reader.signs_out().await?;
        reader.signs_in("grirem-manager").await?;
        reader.opens_in_vain(&need).await?;
        reader.opens("/").await?;
        reader.searches("抛光粉再生").await?;
        reader.sees("用后抛光粉再生工艺").await?;
        reader.misses(TITLE).await?;
        reader.opens("/matching").await?;
        reader.follows(ABSTRACT).await?;
        reader.sees("这是一项保密需求").await?;
        for hidden in [TITLE, "海澄", "孟工"] {
            reader.misses(hidden).await?;
        }
        reader.keeps("abstract").await?;
        reader.presses("同意").await?;
        for known in [TITLE, "海澄永磁科技有限公司", "孟工（示例）"] {
            reader.sees(known).await?;
        }
        reader.keeps("agreed").await?;

        reader.signs_out().await?;
        reader.signs_in("haicheng").await?;
        reader.opens("/matching").await?;
        reader.follows(TITLE).await?;
        reader.sees("用后抛光粉再生工艺").await?;
        reader.sees("有研稀土").await
    })
    .await
}

#[tokio::test]
async fn what_a_broker_declines_teaches_until_it_is_set_back() -> Result<(), Failure> {
    const PLATFORM: &str = "#platform article .num";
    at_a_desk("learning", Tongue::English, async |reader: &Reader| {
        reader.signs_in("broker").await?;
        reader.opens("/needs?q=sorting").await?;
        reader.follows("Fast testing and sorting at high temperature").await?;
        reader.follows("All that suits, with reasons").await?;
        let (place, before) = (reader.place().await?, reader.text(PLATFORM).await?);
        reader.keeps("before").await?;
        for _ in 0..3 {
            reader.unfolds(DECIDING).await?;
            reader.ticks("reasons", "wrong-field").await?;
            reader.presses("Decline").await?;
            reader.sees("Declined, with the reason.").await?;
        }
        let after = reader.text(PLATFORM).await?;
        reader.expects(&format!("what nobody declined scores less: {before}, then {after}"), after < before)?;
        reader.keeps("after").await?;
        reader.opens("/matching/weights").await?;
        reader.sees("3 decisions count.").await?;
        let moved = reader.text("main tbody tr:first-child td:last-child").await?;
        reader.expects(&format!("a place in the lists is worth less: {moved}"), moved.starts_with('−'))?;
        reader.keeps("learnt").await?;

        reader.signs_out().await?;
        reader.signs_in("admin").await?;
        reader.opens("/matching/weights").await?;
        reader.presses("Start over").await?;
        reader.sees("0 decisions count.").await?;
        reader.opens(&place).await?;
        let back = reader.text(PLATFORM).await?;
        reader.expects(&format!("the score is back: {before}, then {back}"), back == before)
    })
    .await
}

#[tokio::test]
async fn a_need_that_is_there_is_shown_before_it_is_written_again() -> Result<(), Failure> {
    at_a_desk("alike", Tongue::English, async |reader: &Reader| {
        let need = |title| [("title_en", title), ("problem", "Coatings peel off sintered magnets in salt spray.")];
        reader.signs_in("creg-member").await?;
        publishes(reader, &need("Coatings that last on sintered magnets")).await?;
        reader.sees("Published").await?;
        // The index follows within a second.
        sleep(Duration::from_secs(1)).await;
        reader.opens("/needs/new").await?;
        for (field, text) in need("Coatings that last on the sintered magnets") {
            reader.writes(field, text).await?;
        }
        reader.presses_in_vain("Publish").await?;
        reader.sees("The base may have this already").await?;
        let shown = reader.text("#alike").await?;
        reader.expects(&format!("it is named: {shown}"), shown.contains("Coatings that last on sintered magnets"))?;
        reader.keeps("alike").await?;
        reader.presses("Publish").await?;
        reader.misses("The base may have this already").await?;
        reader.sees("Coatings that last on the sintered magnets").await
    })
    .await
}

#[tokio::test]
async fn a_slip_of_the_pen_is_put_right() -> Result<(), Failure> {
    everywhere("slip", async |reader: &Reader| {
        reader.opens("/").await?;
        reader.searches("grain bondary diffusion").await?;
        reader.sees(("您要找的是不是", "Did you mean")).await?;
        reader.keeps("meant").await?;
        reader.follows("grain boundary diffusion").await?;
        reader.misses(("您要找的是不是", "Did you mean")).await?;
        reader.sees(("晶界扩散（常见幅度）", "Grain-boundary diffusion (range)")).await?;
        reader.keeps("found").await
    })
    .await
}

#[tokio::test]
async fn every_page_of_matching_can_be_read_everywhere() -> Result<(), Failure> {
    everywhere("matching", async |reader: &Reader| {
        reader.signs_in("broker").await?;
        for (list, record) in [
            ("/needs?q=diffusion", "need"),
            ("/achievements?q=polishing", "achievement"),
            ("/persons", "person"),
            ("/platforms", "platform"),
        ] {
            reader.opens(list).await?;
            reader.follows_first("main tbody tr:first-child a").await?;
            reader.follows(("全部匹配及理由", "All that suits, with reasons")).await?;
            reader.keeps(record).await?;
        }
        reader.opens("/").await?;
        reader.follows(("对接：为需求找成果、人员和平台", "Matching: who and what suits a need")).await?;
        reader.keeps("desk").await?;
        reader.follows_first("#others tbody a").await?;
        reader.keeps("match").await?;
        for page in ["portfolio", "weights", "terms"] {
            reader.opens(&format!("/matching/{page}")).await?;
            reader.keeps(page).await?;
        }
        reader.opens("/searches").await?;
        reader.keeps("searches").await
    })
    .await
}

//! What a person comes for: the fragile link, a scenario, ten thousand shocks, the map.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk, everywhere};

#[tokio::test]
async fn every_place_of_the_navigation_is_readable() -> Result<(), Failure> {
    let places = [
        ("/", "overview"),
        ("/chain", "chain"),
        ("/weak-links", "weak-links"),
        ("/scenarios", "scenarios"),
        ("/innovations", "innovations"),
        ("/shocks", "shocks"),
        ("/self-sufficiency", "self-sufficiency"),
        ("/value", "value"),
        ("/sources", "sources"),
    ];
    everywhere("places", async |reader: &Reader| {
        for (path, name) in places {
            reader.opens(path).await?;
            reader.keeps(name).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_newcomer_finds_the_most_fragile_link_and_why() -> Result<(), Failure> {
    everywhere("fragile", async |reader: &Reader| {
        reader.opens("/").await?;
        reader.sees(("最怕失去的环节", "Costliest links to lose")).await?;
        reader.follows(("全部薄弱环节及原因", "All weak links, and why")).await?;
        reader.unfolds("tbody tr:first-child details.why").await?;
        reader.sees(("它完全停摆后重新求解", "Solved again with the link stopped")).await?;
        reader.keeps("why").await?;
        reader.follows_first("tbody tr:first-child th a").await?;
        reader.sees(("它有多薄弱", "How weak it is")).await?;
        reader.keeps("link").await?;
        reader.follows_first("main a.badge").await?;
        reader.expects("a figure leads to its source", reader.place().await?.starts_with("/sources"))?;
        reader.expects("the source is picked out", reader.counts(".source:target").await? == 1)
    })
    .await
}

#[tokio::test]
async fn myanmar_stops_and_diffusion_spreads() -> Result<(), Failure> {
    everywhere("scenario", async |reader: &Reader| {
        reader.opens("/scenarios").await?;
        reader.sees(("还没有选择任何变动", "No patch is chosen yet")).await?;
        reader.ticks("patch", "myanmar_stops").await?;
        reader.ticks("b.patch", "myanmar_stops").await?;
        reader.ticks("b.patch", "gbd_range").await?;
        reader.presses(("显示结果", "Show the result")).await?;
        reader.sees(("A − 现状", "A − today")).await?;
        reader.sees(("B − 现状", "B − today")).await?;
        reader.keeps("result").await?;
        let before = reader.text("[data-value='b.value']").await?;
        reader.slides("b.slide.gbd_range", "0.9").await?;
        reader.sees(("已重新求解", "Solved again")).await?;
        reader.expects("the slider moves the value", reader.text("[data-value='b.value']").await? != before)?;
        reader.keeps("slid").await
    })
    .await
}

#[tokio::test]
async fn a_link_is_tried_at_half_its_capacity() -> Result<(), Failure> {
    at_a_desk("half", Tongue::Chinese, async |reader: &Reader| {
        reader.opens("/weak-links").await?;
        reader.follows_first("tbody tr:first-child th a").await?;
        reader.slides_first("0.5").await?;
        reader.presses("显示结果").await?;
        reader.sees("为现在的 50%").await?;
        reader.keeps("half").await
    })
    .await
}

#[tokio::test]
async fn ten_thousand_shocks_are_drawn_and_read() -> Result<(), Failure> {
    everywhere("shocks", async |reader: &Reader| {
        reader.opens("/shocks").await?;
        reader.writes("runs", "10000").await?;
        reader.presses(("开始", "Start")).await?;
        reader.sees(("最差 5% 的平均损失", "Mean of the worst 5%")).await?;
        reader.keeps("done").await?;
        reader.unfolds("#plot details.block").await?;
        reader.expects("the plot has a table twin", reader.counts("#plot tbody tr").await? > 5)
    })
    .await
}

#[tokio::test]
async fn the_map_is_narrowed_to_an_element() -> Result<(), Failure> {
    everywhere("map", async |reader: &Reader| {
        reader.opens("/chain").await?;
        reader.chooses("element", "Dy").await?;
        reader.chooses("by", "value").await?;
        reader.presses(("显示", "Show")).await?;
        reader.expects("the address holds the choice", reader.place().await?.contains("element=Dy"))?;
        reader.keeps("dysprosium").await?;
        reader.follows_first("figure svg a").await?;
        reader.sees(("边际价值", "Value at the margin")).await?;
        reader.keeps("place").await
    })
    .await
}

#[tokio::test]
async fn a_slip_is_answered_with_its_mend() -> Result<(), Failure> {
    everywhere("slip", async |reader: &Reader| {
        reader.opens_in_vain("/scenarios?patch=nothing_like_it").await?;
        reader.sees(("请求被拒绝", "Refused")).await?;
        reader.sees("nothing_like_it").await?;
        reader.keeps("refused").await
    })
    .await
}

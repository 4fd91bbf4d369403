//! The frame of every page: language, keyboard, errors.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk, everywhere};

#[tokio::test]
async fn a_lost_reader_finds_the_way_back() -> Result<(), Failure> {
    everywhere("lost", async |reader: &Reader| {
        reader.opens_in_vain("/no/such/page").await?;
        reader.sees(("没有这个页面", "No such page")).await?;
        reader.keeps("lost").await?;
        reader.follows(("回到总览", "Back to the overview")).await?;
        reader.expects("is on the overview", reader.place().await? == "/")
    })
    .await
}

#[tokio::test]
async fn the_other_language_is_one_click_away_and_stays() -> Result<(), Failure> {
    at_a_desk("language", Tongue::Chinese, async |reader: &Reader| {
        reader.opens("/").await?;
        reader.sees("总览").await?;
        reader.follows("English").await?;
        reader.sees("Weak links").await?;
        reader.follows("Sources").await?;
        reader.sees("Overview").await?;
        reader.expects("the address is not cluttered", reader.place().await? == "/sources")
    })
    .await
}

#[tokio::test]
async fn the_keyboard_skips_to_the_content() -> Result<(), Failure> {
    const TAB: char = '\u{e004}';
    const ENTER: char = '\u{e007}';
    at_a_desk("keyboard", Tongue::English, async |reader: &Reader| {
        reader.opens("/").await?;
        reader.strikes(TAB).await?;
        reader.expects("the first stop is the skip link", reader.text(":focus").await? == "Skip to content")?;
        reader.strikes(ENTER).await?;
        reader.expects("the content has the focus", reader.counts("main:focus").await? == 1)
    })
    .await
}

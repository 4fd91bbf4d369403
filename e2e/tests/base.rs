//! What members come for: sign in, post a need, find it again in both languages, bring a spreadsheet and take one home.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk, everywhere};

/// The password of every sample account, as the demo prints it.
const PASSWORD: &str = "demo-镨钕-2026";

async fn signs_in(reader: &Reader, login: &str) -> Result<(), Failure> {
    reader.opens("/sign-in").await?;
    reader.writes("login", login).await?;
    reader.writes("password", PASSWORD).await?;
    reader.presses(("登录", "Sign in")).await
}

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
        signs_in(reader, "creg-member").await?;
        reader.opens("/needs/new").await?;
        reader.writes("title_zh", "驱动电机磁体降镝").await?;
        reader.writes("title_en", "Less dysprosium in traction magnets").await?;
        reader.writes("budget", "很多钱").await?;
        reader.presses_in_vain(("发布", "Publish")).await?;
        reader.sees("很多钱").await?;
        reader.keeps("slips").await?;
        reader.writes("budget", "120万元").await?;
        reader.writes("problem", "镝用量过高，成本受制于进口。").await?;
        reader.presses(("发布", "Publish")).await?;
        reader.sees(("120万元", "1,200,000")).await?;
        reader.keeps("posted").await?;
        reader.opens("/needs?q=traction").await?;
        reader.sees(("驱动电机磁体降镝", "Less dysprosium in traction magnets")).await
    })
    .await
}

#[tokio::test]
async fn an_administrator_looks_after_people_and_rules() -> Result<(), Failure> {
    everywhere("administration", async |reader: &Reader| {
        signs_in(reader, "admin").await?;
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
        signs_in(reader, "admin").await?;
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

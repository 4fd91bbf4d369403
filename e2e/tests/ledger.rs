//! The ledger: finance posts an entry and takes it back, an auditor verifies, and every page can be read.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk, everywhere};

#[tokio::test]
async fn finance_posts_and_takes_back_what_an_auditor_verifies() -> Result<(), Failure> {
    at_a_desk("ledger", Tongue::Chinese, async |reader: &Reader| {
        reader.signs_in("finance").await?;
        reader.opens("/ledger").await?;
        reader.follows(("新凭证", "New entry")).await?;
        reader.writes("memo", "询价").await?;
        reader.chooses("account", "expenses:transfer:broker").await?;
        reader.writes("debit", "100.00").await?;
        reader.presses_in_vain(("入账", "Post")).await?;
        reader.sees(("合计", "sum to")).await?;
        reader.keeps("refused").await?;
        reader.opens("/ledger/entries/8").await?;
        reader.sees(("已被第 9 号冲销", "taken back by entry 9")).await?;
        reader.opens("/ledger/entries/7").await?;
        reader.writes("memo", "到账日期有误").await?;
        reader.presses(("冲销", "Take it back")).await?;
        reader.sees(("冲销第 7 号", "takes back entry 7")).await?;
        reader.keeps("reversed").await?;
        reader.signs_out().await?;
        reader.signs_in("auditor").await?;
        reader.opens("/ledger").await?;
        reader.follows(("核验账本", "Verify the ledger")).await?;
        reader.sees(("已核验 13 张凭证", "13 entries verified")).await?;
        let posting = reader.counts("a[href=\"/ledger/entries/new\"], main form[method=post]").await?;
        reader.expects("an auditor posts nothing", posting == 0)?;
        reader.keeps("verified").await
    })
    .await
}

#[tokio::test]
async fn every_page_of_the_ledger_can_be_read_everywhere() -> Result<(), Failure> {
    everywhere("ledger-pages", async |reader: &Reader| {
        reader.signs_in("finance").await?;
        for (page, name) in [
            ("/ledger", "desk"),
            ("/ledger/accounts/assets:bank:operating", "account"),
            ("/ledger/entries/5", "entry"),
            ("/ledger/entries/new", "new"),
        ] {
            reader.opens(page).await?;
            reader.keeps(name).await?;
        }
        Ok(())
    })
    .await
}

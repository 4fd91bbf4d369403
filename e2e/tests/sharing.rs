//! Sharing: parties of the chain see what each could be given, ask for others, and hear by name what is wrong.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk, everywhere};

#[tokio::test]
async fn parties_see_what_each_could_be_given_and_send_it_on() -> Result<(), Failure> {
    at_a_desk("sharing-proposal", Tongue::Chinese, async |reader: &Reader| {
        reader.opens("/").await?;
        reader.follows(("收益分配建议", "Share proposals")).await?;
        reader.sees(("沙普利值", "Shapley value")).await?;
        let bars = reader.counts("svg.bars rect").await?;
        reader.expects("three bars a party and one for what belongs to nobody", bars > 3 && bars % 3 == 1)?;
        reader.writes("party", "北方集团").await?;
        reader.chooses("owner.creg", "1").await?;
        reader.presses_in_vain(("计算各种分法", "Work out the shares")).await?;
        reader.sees(("不持有产业链中的任何限额", "holds no limit")).await?;
        reader.keeps("refused").await?;
        reader.chooses("owner.cn_importers", "2").await?;
        reader.chooses("patch.gbd_range", "1").await?;
        reader.presses(("计算各种分法", "Work out the shares")).await?;
        reader.sees(("北方集团", "北方集团")).await?;
        reader.sees(("没有联盟能单独得到更多", "No coalition could have more")).await?;
        let place = reader.place().await?;
        reader.expects("the address holds the question", place.contains("owner.creg=1"))?;
        let file = reader.downloads("a[href*='proposal.csv']").await?;
        let text = String::from_utf8_lossy(&file).into_owned();
        reader.expects("the table names the parties", text.contains("北方集团"))?;
        reader.keeps("asked").await
    })
    .await
}

#[tokio::test]
async fn every_page_of_sharing_can_be_read_everywhere() -> Result<(), Failure> {
    everywhere("sharing-pages", async |reader: &Reader| {
        reader.opens("/sharing/proposal").await?;
        reader.keeps("proposal").await
    })
    .await
}

//! Sharing: parties of the chain see what each could be given, and try a rule before they sign it.

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
async fn a_rule_is_built_read_as_sentences_and_tried_to_the_last_cent() -> Result<(), Failure> {
    at_a_desk("sharing-rule", Tongue::Chinese, async |reader: &Reader| {
        reader.opens("/sharing/proposal").await?;
        reader.follows(("分配规则计算", "Sharing rules")).await?;
        reader.sees(("第四十五条", "第四十五条")).await?;
        reader.follows(("斯坦福大学：三分之一", "Stanford: thirds")).await?;
        reader.writes("receipts.0.amount", "1000000").await?;
        reader.writes("receipts.0.pool.costs", "50000").await?;
        reader.presses(("计算", "Work it out")).await?;
        reader.sees(("266,666.67", "266,666.67")).await?;
        let boxes = reader.counts("svg.flow .box").await?;
        reader.expects("three steps are drawn", boxes == 3)?;
        reader.keeps("stanford").await?;
        reader.chooses("new-kind", "cap").await?;
        reader.presses(("添加", "Add")).await?;
        reader.writes("steps.3.id", "cap").await?;
        reader.writes("steps.3.party", "inventors").await?;
        reader.writes("steps.3.each", "十万").await?;
        reader.presses_in_vain(("计算", "Work it out")).await?;
        reader.sees(("“十万”不是金额", "“十万” is no amount")).await?;
        reader.keeps("slip").await?;
        reader.writes("steps.3.each", "100,000").await?;
        reader.writes("steps.3.excess-to", "school").await?;
        reader.presses(("计算", "Work it out")).await?;
        reader.sees(("433,333.33", "433,333.33")).await?;
        reader.keeps("capped").await
    })
    .await
}

#[tokio::test]
async fn every_page_of_sharing_can_be_read_everywhere() -> Result<(), Failure> {
    everywhere("sharing-pages", async |reader: &Reader| {
        reader.opens("/sharing/proposal").await?;
        reader.keeps("proposal").await?;
        reader.opens("/sharing/rule").await?;
        reader.keeps("rule").await?;
        reader.opens("/sharing/rule?example=cambridge").await?;
        reader.keeps("tiers").await
    })
    .await
}

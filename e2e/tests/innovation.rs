//! Innovation: needs become a problem, a problem a call; sealed bids are opened, reviewed without a tie, awarded, and the
//! project is there.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk};

/// Two firms' needs that say the same become a problem, which is valued and becomes the draft of a call.
async fn poses(reader: &Reader) -> Result<(), Failure> {
    reader.signs_in("creg-manager").await?;
    reader.opens("/needs/similar").await?;
    reader.sees(("烧结钕铁硼表面镀层耐盐雾时间不足", "Coatings of sintered magnets fail early in salt spray")).await?;
    reader.keeps("similar").await?;
    reader.presses(("合并", "Gather")).await?;
    reader.sees(("需求已合并，已邀请各单位联署。", "The needs are gathered")).await?;
    reader.presses_in_vain(("测算并记录", "Ask the chain and keep it")).await?;
    reader.sees(("增加一成现在没有收益", "earns nothing today")).await?;
    reader.keeps("problem").await?;
    reader.presses(("发榜", "Make a call of it")).await?;
    reader.sees(("已由共性问题生成榜单草稿", "A draft was made of the problem")).await
}

/// The owner of a need is told.
async fn is_told(reader: &Reader) -> Result<(), Failure> {
    reader.signs_out().await?;
    reader.signs_in("xinglan").await?;
    reader.opens("/notices").await?;
    reader.sees(("您的需求已并入共性问题", "Your need was gathered")).await
}

/// The closed call is opened; who is tied to a bid cannot be asked.
async fn opens_the_bids(reader: &Reader) -> Result<(), Failure> {
    reader.signs_out().await?;
    reader.signs_in("creg-manager").await?;
    reader.opens("/calls/board").await?;
    reader.keeps("board").await?;
    reader.follows(("含铈磁体矫顽力提升榜单", "Call: coercivity of magnets with cerium")).await?;
    reader.sees(("已截止，待开标", "Closed, to be opened")).await?;
    reader.presses(("开标", "Open the bids")).await?;
    reader.sees(("已开标。", "The bids are opened.")).await?;
    reader.sees(("须回避", "Conflict")).await?;
    reader.keeps("opened").await
}

/// The call whose publicity ended clean is awarded, contracted, and has its project; the journal has it all.
async fn awards(reader: &Reader) -> Result<(), Failure> {
    reader.opens("/calls/board").await?;
    reader.follows(("电解槽余热与氟化物协同控制榜单", "Call: waste heat and fluorides of electrolysis")).await?;
    reader.presses(("定榜", "Award")).await?;
    reader.sees(("已定榜，已通知所有揭榜方。", "The call is awarded")).await?;
    reader.presses(("登记任务书，开始执行", "Note the contract; the work begins")).await?;
    reader.sees(("执行与验收", "The work and its acceptance")).await?;
    reader.follows(("来龙去脉", "Thread")).await?;
    reader.sees(("项目", "Project")).await?;
    reader.keeps("thread").await?;
    reader.opens("/account/journal").await?;
    reader.sees(("登记任务书", "Noted the contract of a call")).await
}

#[tokio::test]
async fn a_weak_link_becomes_a_call_and_an_award_a_project() -> Result<(), Failure> {
    at_a_desk("innovation", Tongue::Chinese, async |reader: &Reader| {
        poses(reader).await?;
        is_told(reader).await?;
        opens_the_bids(reader).await?;
        awards(reader).await
    })
    .await
}

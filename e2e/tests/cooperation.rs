//! Cooperation: the joint committee decides, and the plan's page shows it.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk};

#[tokio::test]
async fn a_committee_votes_and_a_stranger_does_not() -> Result<(), Failure> {
    at_a_desk("cooperation", Tongue::Chinese, async |reader: &Reader| {
        reader.signs_in("creg-manager").await?;
        reader.opens("/plan").await?;
        reader.sees(("年度计划", "Annual plan")).await?;
        reader.keeps("plan").await?;
        reader.opens("/cooperations/landmarks").await?;
        reader.keeps("landmarks").await?;
        reader.opens("/demand-radar").await?;
        reader.keeps("radar").await
    })
    .await
}

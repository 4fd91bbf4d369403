//! Cooperation: a member of the joint committee votes, its secretary does not; the plan, the landmarks and the radar.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk};

/// A member votes, and the page says how.
async fn votes(reader: &Reader) -> Result<(), Failure> {
    reader.signs_in("grinm-member").await?;
    reader.opens("/plan").await?;
    reader.keeps("plan").await?;
    reader.follows(("联合委员会", "Joint committee")).await?;
    reader.sees(("您可以表决", "You may vote")).await?;
    reader.presses(("赞成", "For")).await?;
    reader.sees(("已表决", "Your vote was kept")).await?;
    reader.keeps("committee").await
}

/// The secretary sees the motion and has no vote.
async fn only_reads(reader: &Reader) -> Result<(), Failure> {
    reader.signs_out().await?;
    reader.signs_in("creg-manager").await?;
    reader.opens("/plan").await?;
    reader.follows(("联合委员会", "Joint committee")).await?;
    reader.misses(("您可以表决", "You may vote")).await
}

#[tokio::test]
async fn a_committee_votes_and_its_secretary_does_not() -> Result<(), Failure> {
    at_a_desk("cooperation", Tongue::Chinese, async |reader: &Reader| {
        votes(reader).await?;
        only_reads(reader).await?;
        reader.opens("/cooperations/landmarks").await?;
        reader.keeps("landmarks").await?;
        reader.opens("/demand-radar").await?;
        reader.keeps("radar").await
    })
    .await
}

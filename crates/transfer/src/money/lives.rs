//! What every deal's income came to so far: the lifetime after each batch that was approved, the newest last.

use base::Trouble as BaseTrouble;
use base::record::RecordId;
use base::store::{Fault, Shelf};
use serde::{Deserialize, Serialize};
use sharing::waterfall::Lifetime;

use super::years::Years;

/// The lifetime after a batch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Lived {
    /// The batch.
    pub batch: RecordId,
    /// What its next one goes on from.
    pub after: Lifetime,
    /// Where it stands in its years.
    #[serde(default)]
    pub years: Years,
}

fn name(deal: RecordId) -> String {
    format!("transfer.lives.{deal}")
}

/// The lifetimes of a deal, oldest first.
pub(crate) fn lives(shelf: &mut dyn Shelf, deal: RecordId) -> Result<Vec<Lived>, Fault> {
    let Some(text) = shelf.setting(&name(deal))? else { return Ok(Vec::new()) };
    serde_json::from_str(&text).map_err(|error| Fault::Damaged(format!("the lifetime of deal {deal}: {error}")))
}

/// Notes the lifetimes of a deal.
pub(crate) fn put_lives(shelf: &mut dyn Shelf, deal: RecordId, lives: &[Lived]) -> Result<(), BaseTrouble> {
    let text = serde_json::to_string(lives).map_err(|error| Fault::Refused(error.to_string()))?;
    Ok(shelf.put_setting(&name(deal), &text)?)
}

//! A deal with who stands where in it.

use base::Refusal;
use base::people::{Role, Viewer, may_change};
use base::record::kinds::{Deal, DealRole, DealStage, DealStatus, Organisation};
use base::record::verb::show;
use base::record::{Kind, Record, RecordId};
use base::rules::PartyType;
use base::store::{Fault, Shelf};

use crate::trouble::Trouble;

/// A deal as it stands.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its record.
    pub record: Record,
    /// What the record says of the deal.
    pub deal: Deal,
}

/// For whom somebody acts in a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// For the deal itself: its broker, its owner, an administrator.
    Broker,
    /// For one of its parties.
    Party(RecordId),
}

/// A deal that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn case(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Case, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Deal {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Case { deal: record.content.body(), record })
}

/// For whom a viewer acts in a deal; a party comes before the deal itself, so that who leads both speaks for the party.
pub fn side_of(viewer: &Viewer, case: &Case) -> Option<Side> {
    viewer.writes().ok()?;
    let parties = case.deal.parties.iter().filter_map(|party| party.organisation);
    let mut managed = parties.filter(|party| viewer.manages(*party));
    let broker = viewer.has(Role::Broker) || may_change(viewer, &case.record).is_ok();
    managed.next().map(Side::Party).or_else(|| broker.then_some(Side::Broker))
}

/// Passes who acts in a deal.
pub(crate) fn may_act(viewer: &Viewer, case: &Case) -> Result<Side, Refusal> {
    viewer.writes()?;
    side_of(viewer, case).ok_or(Refusal::NotParty {})
}

/// Whether a deal lies past the day until which it was confirmed.
pub fn is_stale(case: &Case, today: jiff::civil::Date) -> bool {
    let expires = case.record.content.text("expires");
    let moves = matches!(case.deal.status(), DealStatus::Active | DealStatus::Waiting);
    // What is signed goes on by its contract.
    let signed = case.deal.stage() as usize >= DealStage::Performance as usize;
    moves && !signed && !expires.is_empty() && expires < today.to_string().as_str()
}

/// The types before the law of the parties that give something, those that say nothing left out.
///
/// # Errors
/// The store's.
pub fn party_types(shelf: &mut dyn Shelf, deal: &Deal) -> Result<Vec<PartyType>, Fault> {
    let givers: Vec<RecordId> = deal.of_role(DealRole::Provider).collect();
    let records = shelf.records(&givers)?;
    Ok(records.iter().filter_map(|record| record.content.body::<Organisation>().party_type).collect())
}

/// What a deal says where it says nothing.
pub(crate) trait Stands {
    /// Where it stands; at the first contact where it does not say.
    fn stage(&self) -> DealStage;
    /// Whether it moves; it does where it does not say.
    fn status(&self) -> DealStatus;
    /// The parties of a role.
    fn of_role(&self, role: DealRole) -> impl Iterator<Item = RecordId>;
}

impl Stands for Deal {
    fn stage(&self) -> DealStage {
        self.stage.unwrap_or(DealStage::Contact)
    }

    fn status(&self) -> DealStatus {
        self.status.unwrap_or(DealStatus::Active)
    }

    fn of_role(&self, role: DealRole) -> impl Iterator<Item = RecordId> {
        let of = self.parties.iter().filter(move |party| party.role == Some(role));
        of.filter_map(|party| party.organisation)
    }
}

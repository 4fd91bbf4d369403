//! Whether something has to be made public before it goes on, and whether it was.

use base::people::Reach;
use base::record::Kind;
use base::record::RecordId;
use base::record::kinds::{Deal, PricingMode, Publicity, PublicityMatter, PublicityStage};
use base::record::verb::Occasion;
use base::rules::{Force, PartyType, settings};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use jiff::civil::Date;

use super::start::longest_rule;
use crate::deal::{Case, party_types};
use crate::rulebook::Rulebook;
use crate::terms::day;
use crate::trouble::Trouble;

/// How a publicity that a rule asks for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// No rule asks for one.
    NotNeeded,
    /// A rule asks for one, and there is none.
    Missing {
        /// The rule.
        rule: String,
    },
    /// It is shown.
    Running {
        /// The publicity.
        publicity: RecordId,
        /// Its last day.
        until: Option<Date>,
    },
    /// It ended clean.
    Clean(RecordId),
}

/// Whether the price of a deal has to be made public: a rule asks for it where the price is negotiated.
///
/// # Errors
/// The store's.
pub fn asked_of_price(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    case: &Case,
) -> Result<Asked, Trouble> {
    if case.deal.pricing_mode.is_some_and(|mode| mode != PricingMode::Negotiated) {
        return Ok(Asked::NotNeeded);
    }
    let types = party_types(shelf, &case.deal)?;
    let about = [case.record.id];
    Ok(asked(shelf, rulebook, occasion, (PublicityMatter::NegotiatedPrice, &types), &about)?)
}

/// Whether the awards of a batch have to be made public, either with the batch or with its deal.
///
/// # Errors
/// The store's.
pub fn asked_of_awards(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    deal: &Deal,
    batch: RecordId,
) -> Result<Asked, Trouble> {
    let types = party_types(shelf, deal)?;
    Ok(asked(shelf, rulebook, occasion, (PublicityMatter::CashAward, &types), &[batch])?)
}

fn asked(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    (matter, types): (PublicityMatter, &[PartyType]),
    about: &[RecordId],
) -> Result<Asked, Fault> {
    let settings = settings(shelf)?;
    let rule = longest_rule(rulebook, &settings, matter, types, occasion.now.date());
    let mut best = match rule {
        Some((rule, Force::Binding)) => Asked::Missing { rule: rule.source.reference.clone() },
        Some((_, Force::Default)) | None => Asked::NotNeeded,
    };
    for object in about {
        let marks = vec![Mark { field: "object".to_owned(), value: object.to_string() }];
        let filter = Filter { kinds: vec![Kind::Publicity], marks, ..Filter::default() };
        let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: 50 };
        for record in shelf.find(&query)?.records {
            let publicity: Publicity = record.content.body();
            if publicity.matter != Some(matter) {
                continue;
            }
            match publicity.stage {
                Some(PublicityStage::Clean) => return Ok(Asked::Clean(record.id)),
                Some(PublicityStage::Running | PublicityStage::Suspended | PublicityStage::Prepared) => {
                    best = Asked::Running { publicity: record.id, until: day(publicity.ends.as_ref()) };
                }
                Some(PublicityStage::Upheld | PublicityStage::Cancelled) | None => {}
            }
        }
    }
    Ok(best)
}

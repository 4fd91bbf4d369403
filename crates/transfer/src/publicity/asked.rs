//! Whether something has to be made public before it goes on, and whether it was.

use base::people::Reach;
use base::record::kinds::{Deal, Payout, PricingMode, Publicity, PublicityMatter, PublicityStage};
use base::record::verb::Occasion;
use base::record::{Content, Kind, Line, Record, RecordId};
use base::rules::{Force, PartyType, settings};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use jiff::civil::Date;
use measure::Budget;

use super::open_objections;
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
    /// A rule asks for one, and there is one of other terms, or of other amounts, than those now on the table.
    Superseded {
        /// The rule.
        rule: String,
        /// What was shown.
        publicity: RecordId,
    },
    /// It is shown.
    Running {
        /// The publicity.
        publicity: RecordId,
        /// Its last day.
        until: Option<Date>,
    },
    /// Its last day is over, and nobody has closed it yet.
    Over {
        /// The publicity.
        publicity: RecordId,
        /// Its last day.
        until: Date,
        /// Who conducts it, and has to close it.
        by: Conductor,
    },
    /// Objections to it are open.
    Objected {
        /// The publicity.
        publicity: RecordId,
        /// How many.
        count: usize,
        /// Who conducts it, and has to answer them.
        by: Conductor,
    },
    /// It ended clean.
    Clean(RecordId),
}

/// The unit that conducts a publicity, by its titles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conductor {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Asked {
    /// How far along it is: of several publicities of the same, the one that got farthest counts.
    fn rank(&self) -> u8 {
        match self {
            Self::NotNeeded | Self::Missing { .. } => 0,
            Self::Superseded { .. } => 1,
            Self::Running { .. } | Self::Over { .. } | Self::Objected { .. } => 2,
            Self::Clean(_) => 3,
        }
    }
}

/// Whether the price of a deal has to be made public: a rule asks for it where the price is negotiated. What was shown
/// counts for the version of the terms that it showed, and for no other.
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
    let current = terms_version(&case.deal);
    // What was brought in without saying which version it showed is of the first terms.
    let shows = |shown: Shown| match shown {
        Shown::Unsaid => current == 1,
        Shown::Said(content) => content.is_some_and(|content| terms_version(&content.body()) == current),
    };
    let matter = (PublicityMatter::NegotiatedPrice, types.as_slice());
    Ok(asked(shelf, rulebook, occasion, matter, (case.record.id, &shows))?)
}

/// Whether the awards of a batch have to be made public. What was shown counts for the amounts that it showed.
///
/// # Errors
/// The store's.
pub fn asked_of_awards(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    deal: &Deal,
    (batch, body): (RecordId, &Payout),
) -> Result<Asked, Trouble> {
    let types = party_types(shelf, deal)?;
    let current = amounts(body);
    let shows = |shown: Shown| match shown {
        Shown::Unsaid => false,
        Shown::Said(content) => content.is_some_and(|content| amounts(&content.body()) == current),
    };
    Ok(asked(shelf, rulebook, occasion, (PublicityMatter::CashAward, &types), (batch, &shows))?)
}

/// What a publicity showed of its object.
#[derive(Clone, Copy)]
enum Shown<'a> {
    /// It does not say.
    Unsaid,
    /// The object as it was; nothing where that was erased.
    Said(Option<&'a Content>),
}

/// The version of a deal's terms on the table.
fn terms_version(deal: &Deal) -> i64 {
    deal.terms_version.map_or(1, |version| version.0)
}

/// What a batch gives to whom.
fn amounts(batch: &Payout) -> Vec<(Option<Line>, Option<Budget>)> {
    batch.shares.iter().map(|share| (share.rule_name.clone().or(share.name.clone()), share.amount)).collect()
}

fn asked(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    (matter, types): (PublicityMatter, &[PartyType]),
    (object, shows): (RecordId, &dyn Fn(Shown) -> bool),
) -> Result<Asked, Fault> {
    let (settings, today) = (settings(shelf)?, occasion.now.date());
    let rule = match longest_rule(rulebook, &settings, matter, types, today) {
        Some((rule, Force::Binding)) => Some(rule.source.reference.clone()),
        Some((_, Force::Default)) | None => None,
    };
    let mut best = rule.clone().map_or(Asked::NotNeeded, |rule| Asked::Missing { rule });
    let marks = vec![Mark { field: "object".to_owned(), value: object.to_string() }];
    let filter = Filter { kinds: vec![Kind::Publicity], marks, ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: 50 };
    let versions = shelf.versions(object)?;
    for record in shelf.find(&query)?.records {
        let body: Publicity = record.content.body();
        if body.matter != Some(matter) {
            continue;
        }
        let shown = body.shown_version.map_or(Shown::Unsaid, |shown| {
            let version = versions.iter().find(|one| i64::from(one.version) == shown.0);
            Shown::Said(version.and_then(|one| one.content.as_ref()))
        });
        let stands = match (shows(shown), &rule) {
            (true, _) => of_stage(shelf, &record, &body, today)?,
            (false, Some(rule)) if lives(&body) => Some(Asked::Superseded { rule: rule.clone(), publicity: record.id }),
            (false, _) => None,
        };
        best = stands.filter(|one| one.rank() > best.rank()).unwrap_or(best);
    }
    Ok(best)
}

/// Whether a publicity still says something: it is shown, or ended clean.
fn lives(body: &Publicity) -> bool {
    !matches!(body.stage, Some(PublicityStage::Upheld | PublicityStage::Cancelled) | None)
}

fn of_stage(shelf: &mut dyn Shelf, record: &Record, body: &Publicity, today: Date) -> Result<Option<Asked>, Fault> {
    let (publicity, until, count) = (record.id, day(body.ends.as_ref()), open_objections(body));
    let over = until.filter(|until| *until < today);
    Ok(match (body.stage, over) {
        (Some(PublicityStage::Clean), _) => Some(Asked::Clean(publicity)),
        (Some(PublicityStage::Upheld | PublicityStage::Cancelled) | None, _) => None,
        (Some(_), _) if count > 0 => Some(Asked::Objected { publicity, count, by: conductor(shelf, record)? }),
        (Some(_), Some(until)) => Some(Asked::Over { publicity, until, by: conductor(shelf, record)? }),
        (Some(_), None) => Some(Asked::Running { publicity, until }),
    })
}

fn conductor(shelf: &mut dyn Shelf, record: &Record) -> Result<Conductor, Fault> {
    let owner = match record.content.owner() {
        Some(owner) => shelf.record(owner)?,
        None => None,
    };
    let title = |zh| owner.as_ref().map_or_else(String::new, |owner| owner.content.title(zh).to_owned());
    Ok(Conductor { zh: title(true), en: title(false) })
}

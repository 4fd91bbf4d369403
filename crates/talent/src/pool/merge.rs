//! Who of a file is there already.

use base::Trouble;
use base::people::may_change;
use base::record::kinds::{Affiliation, Person, Publication};
use base::record::verb::Occasion;
use base::record::{Kind, Record};
use base::store::{Filter, Query, Shelf};

use super::brought::{Brought, Profile};

/// Most people of one name that are shown.
const NAMESAKES: usize = 8;

/// Somebody of a file beside who is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Here {
    /// The person with the same ORCID iD.
    pub known: Option<Record>,
    /// People with the same name: perhaps the same, perhaps not. Nobody is taken for another by a name.
    pub namesakes: Vec<Record>,
    /// How many of the works the known person does not have yet.
    pub new_works: usize,
    /// The same of the posts.
    pub new_posts: usize,
    /// Whether the viewer may change the known person.
    pub may: bool,
}

impl Here {
    /// Somebody of a file beside a person that they are, whatever the file calls them.
    pub fn of(known: Record, profile: &Profile, occasion: &Occasion) -> Self {
        let body: Person = known.content.body();
        Self {
            may: may_change(&occasion.viewer, &known).is_ok(),
            new_works: new_works(&body.works, &profile.works).len(),
            new_posts: new_posts(&body.affiliations, profile).len(),
            namesakes: Vec::new(),
            known: Some(known),
        }
    }
}

/// Each person of a file beside who is there, as far as the viewer may see them.
///
/// # Errors
/// The store's.
pub fn matched(shelf: &mut dyn Shelf, occasion: &Occasion, brought: &Brought) -> Result<Vec<Here>, Trouble> {
    let mut all = Vec::new();
    for profile in &brought.people {
        let known = known(shelf, occasion, profile)?;
        let mut namesakes = Vec::new();
        for name in [&profile.name, &profile.other_name].into_iter().filter(|name| !name.is_empty()) {
            let titled = shelf.titled(&[Kind::Person], name, &occasion.viewer.reach(), NAMESAKES)?;
            for record in shelf.records(&titled.iter().map(|titled| titled.id).collect::<Vec<_>>())? {
                let is_known = known.as_ref().is_some_and(|known| known.id == record.id);
                if !is_known && !is_another(&record, profile) && !namesakes.contains(&record) {
                    namesakes.push(record);
                }
            }
        }
        let body = known.as_ref().map(|record| record.content.body::<Person>()).unwrap_or_default();
        all.push(Here {
            may: known.as_ref().is_some_and(|record| may_change(&occasion.viewer, record).is_ok()),
            new_works: new_works(&body.works, &profile.works).len(),
            new_posts: new_posts(&body.affiliations, profile).len(),
            known,
            namesakes,
        });
    }
    Ok(all)
}

fn known(shelf: &mut dyn Shelf, occasion: &Occasion, profile: &Profile) -> Result<Option<Record>, Trouble> {
    let Some(orcid) = &profile.orcid else { return Ok(None) };
    let filter = Filter { kinds: vec![Kind::Person], ..Filter::default() }.marked("orcid", orcid);
    let query = Query::first(occasion.viewer.reach(), filter, 1);
    Ok(shelf.find(&query)?.records.into_iter().next())
}

/// Whether somebody of the same name is surely another: they have another ORCID iD.
fn is_another(record: &Record, profile: &Profile) -> bool {
    let theirs = record.content.text("orcid");
    profile.orcid.as_ref().is_some_and(|orcid| !theirs.is_empty() && theirs != orcid)
}

/// The works that are not there yet, each once.
pub(super) fn new_works(there: &[Publication], brought: &[Publication]) -> Vec<Publication> {
    let mut new: Vec<Publication> = Vec::new();
    for work in brought {
        if !there.iter().chain(&new).any(|known| known.is_same(work)) {
            new.push(work.clone());
        }
    }
    new
}

/// The posts that are not there yet, as rows of a person.
pub(super) fn new_posts(there: &[Affiliation], profile: &Profile) -> Vec<Affiliation> {
    let rows = profile.posts.iter().map(super::take::affiliation);
    let same = |one: &Affiliation, other: &Affiliation| {
        one.organisation_name == other.organisation_name && one.since == other.since
    };
    rows.filter(|row| !there.iter().any(|known| same(known, row))).collect()
}

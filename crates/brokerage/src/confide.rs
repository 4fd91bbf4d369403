//! What of a confidential need goes to the other side.

use base::record::{Audience, Record};

use crate::side::organisation_of;

/// The shortest words that tell whose a need is.
const LEAST_LETTERS: usize = 2;

/// Whether the side of an offer may not see a need: what it learns of it, it learns from an abstract alone.
pub fn confidential_to(need: &Record, offer: &Record) -> bool {
    match Audience::of(need) {
        Audience::Public | Audience::Members => false,
        Audience::Holders(keys) | Audience::Sealed(keys) => {
            let theirs = organisation_of(offer).map(|id| format!("of:{id}")).into_iter();
            let mut theirs = theirs.chain(offer.author.map(|id| format!("account:{id}")));
            !theirs.any(|key| keys.contains(&key))
        }
    }
}

/// The words of an abstract that tell whose need it is: the names of the organisation, the title of the need, whom to
/// ask.
pub fn told_by(abstract_text: &str, need: &Record, owner: Option<&Record>) -> Vec<String> {
    let said = abstract_text.to_lowercase();
    let of_need = ["title_zh", "title_en", "contact", "contact_reach"].map(|field| need.content.text(field));
    let of_owner = owner.map_or(["", ""], |owner| ["title_zh", "title_en"].map(|field| owner.content.text(field)));
    let short = owner.and_then(|owner| owner.content.get("short_names").as_array()).into_iter().flatten();
    let short = short.filter_map(|name| name.as_str());
    let words = of_need.into_iter().chain(of_owner).chain(short).map(str::trim);
    let words = words.filter(|word| word.chars().count() >= LEAST_LETTERS && said.contains(&word.to_lowercase()));
    let mut told: Vec<String> = words.map(str::to_owned).collect();
    told.sort();
    told.dedup();
    told
}

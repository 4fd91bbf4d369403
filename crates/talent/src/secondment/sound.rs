//! What keeps a secondment from being approved: its terms, its person, and the whole of that person's time.

use base::people::Reach;
use base::record::kinds::{AffiliationRole, Person, Secondment, SecondmentStage};
use base::record::said::slip;
use base::record::verb::Occasion;
use base::record::{Audience, SlipReason};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};

use super::Lent;
use crate::expert::{Given, given};

/// Whether a secondment binds its person's time: both sides approved, and it was not ended before it began.
pub fn holds(body: &Secondment) -> bool {
    match body.stage.unwrap_or(SecondmentStage::Proposed) {
        SecondmentStage::Approved | SecondmentStage::Active | SecondmentStage::Ended | SecondmentStage::EndedEarly => {
            true
        }
        SecondmentStage::Proposed
        | SecondmentStage::HomeApproved
        | SecondmentStage::HostApproved
        | SecondmentStage::Refused => false,
    }
}

/// Everything that is wrong with a secondment; it can be approved where nothing is.
///
/// # Errors
/// The store's.
pub fn flaws(shelf: &mut dyn Shelf, occasion: &Occasion, lent: &Lent) -> Result<Vec<Refusal>, Trouble> {
    let body = &lent.body;
    let mut flaws = Vec::new();
    let missing = |field: &str| slip(field, SlipReason::Missing {});
    let (Some(begins), Some(ends)) = (&body.begins, &body.ends) else {
        return Ok(vec![missing(if body.begins.is_none() { "begins" } else { "ends" })]);
    };
    if ends.0 < begins.0 {
        flaws.push(slip("ends", SlipReason::EndsBeforeItBegins {}));
    }
    if body.home.is_some() && body.home == body.host {
        flaws.push(Refusal::SameSides {});
    }
    let part = |of: &Option<base::record::Decimal>| of.as_ref().and_then(|part| part.0.parse::<f64>().ok());
    // A part that is given alone leaves the rest to nobody.
    let parts: Vec<f64> = [&body.home_cost_percent, &body.host_cost_percent].into_iter().filter_map(part).collect();
    let sum: f64 = parts.iter().sum();
    if !parts.is_empty() && (sum - 100.0).abs() > 1e-9 {
        flaws.push(Refusal::SplitNotWhole { sum: sum.to_string() });
    }
    flaws.extend(employed(shelf, body)?);
    flaws.extend(over_full(shelf, occasion, lent)?);
    Ok(flaws)
}

/// Whether home employs the person until the secondment ends.
fn employed(shelf: &mut dyn Shelf, body: &Secondment) -> Result<Option<Refusal>, Fault> {
    let Some(record) = body.person.map(|id| shelf.record(id)).transpose()?.flatten() else { return Ok(None) };
    let person: Person = record.content.body();
    let ends = body.ends.as_ref().map_or("", |day| day.0.as_str());
    let is_post = |role: Option<AffiliationRole>| matches!(role, None | Some(AffiliationRole::Home));
    let posts: Vec<_> = person
        .affiliations
        .iter()
        .filter(|post| post.organisation.is_some() && post.organisation == body.home && is_post(post.role))
        .collect();
    if posts.is_empty() {
        let owned = record.content.owner() == body.home;
        return Ok((!owned).then_some(Refusal::NotEmployedThere {}));
    }
    let stays = posts.iter().any(|post| post.until.as_ref().is_none_or(|until| until.0.as_str() >= ends));
    Ok((!stays).then_some(Refusal::PersonLeft {}))
}

/// Whether somebody would be above full time on any day of a secondment: over all secondments that both sides approved
/// and all projects that are not over. The project that the person is lent to counts once.
///
/// ```text
/// p + Σ_{i: day ∈ [from_i, until_i]} p_i  ≤  100      every day of the secondment
/// ```
fn over_full(shelf: &mut dyn Shelf, occasion: &Occasion, lent: &Lent) -> Result<Option<Refusal>, Fault> {
    let body = &lent.body;
    let (Some(person), Some(begins), Some(ends)) = (body.person, &body.begins, &body.ends) else { return Ok(None) };
    let own = body.time_percent.as_ref().and_then(|part| part.0.parse().ok()).unwrap_or(0.0);
    let mut parts = given(shelf, &Reach::Everything, person)?;
    parts.retain(|part| part.to.id != lent.record.id && Some(part.to.id) != body.project);
    let (first, last) = (begins.0.as_str(), ends.0.as_str());
    let mut days: Vec<&str> = parts.iter().map(|part| part.from.as_str()).collect();
    days.push(first);
    days.retain(|day| first <= *day && *day <= last);
    days.sort_unstable();
    let on = |day: &str| -> Vec<&Given> { parts.iter().filter(|part| part.holds(day)).collect() };
    let may_know = |part: &&Given| Audience::of(&part.to).admits(&occasion.viewer);
    for day in days {
        let there = on(day);
        if own + there.iter().map(|part| part.percent).sum::<f64>() > 100.0 + 1e-9 {
            let said = |part: &Given| format!("{} {}%", part.to.content.title(true), part.percent);
            let known: Vec<String> = there.iter().copied().filter(may_know).map(said).collect();
            let is_all = known.len() == there.len();
            // What the viewer may not know of is counted, and not named.
            let mut told = if known.is_empty() { vec![format!("{own}%")] } else { known };
            if !is_all {
                told.push("…".to_owned());
            }
            return Ok(Some(Refusal::OverFullTime { day: day.to_owned(), known: told.join("; ") }));
        }
    }
    Ok(None)
}

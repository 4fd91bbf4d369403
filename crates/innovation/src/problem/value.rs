//! What a solution of a problem is worth, asked of the chain.

use base::people::may_change;
use base::record::kinds::{Problem, ProblemStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Prose, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};
use chain::{Chain, Link, Model, WeakLink, WeakLinks, parse};
use measure::Budget;

use super::posed;

/// A gain below this share of the plan's value is none.
const LEAST_SHARE: f64 = 1e-9;

/// The chain that is asked.
#[derive(Clone, Copy)]
pub struct Sizing<'a> {
    /// Its model.
    pub model: &'a Model,
    /// Its weak links, where they were measured.
    pub links: Option<&'a WeakLinks>,
}

/// What a solution is worth in a year, in the chain's currency, and how that was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// V(chain + patch) − V(chain).
    OfPatch {
        /// The patch.
        patch: String,
        /// The difference.
        value: f64,
    },
    /// What a tenth more of the weak link earns, and what its loss would cost: there is no patch yet.
    OfLink {
        /// The place on the chain.
        place: String,
        /// What a tenth more earns.
        tenth: f64,
        /// What its loss costs; `None`: then no plan is left.
        loss: Option<f64>,
    },
}

impl Worth {
    /// The figure that problems are ranked by.
    pub fn value(&self) -> f64 {
        match self {
            Self::OfPatch { value, .. } => *value,
            Self::OfLink { tenth, .. } => *tenth,
        }
    }
}

/// What a solution of a problem is worth: by its patch where it has one, else by the weak link it sits on.
///
/// ```text
/// worth = V(chain + patch) − V(chain)        where a patch says what a solution changes
/// worth = V(chain, link × 1.1) − V(chain)    else, for the link at its places that earns most by a tenth more
/// ```
///
/// # Errors
/// The patch does not apply, or leaves no plan; neither patch nor link is named, or no link stands there; the link does not
/// bind, so that more of it earns nothing: only a patch can say what a solution would change then.
pub fn worth(problem: &Problem, sizing: Sizing) -> Result<Worth, Refusal> {
    let not_valued = |refusal: chain::Refusal| Refusal::NotValued { detail: refusal.to_string() };
    if let Some(text) = &problem.solution_patch {
        let patch = parse("patch.toml", text.as_bytes()).map_err(not_valued)?;
        let worth = sizing.model.worth(std::slice::from_ref(&patch)).map_err(not_valued)?;
        return Ok(Worth::OfPatch { patch: patch.id, value: worth.value });
    }
    let chain = sizing.model.chain();
    let links = sizing.links.map_or(&[][..], |links| &links.links);
    let here: Vec<(&str, &WeakLink)> = links
        .iter()
        .filter_map(|link| {
            let place = problem.weak_link.iter().find(|place| stands_at(chain, link.link, &place.0))?;
            Some((place.0.as_str(), link))
        })
        .collect();
    // What is less than the plan is certified to earns nothing.
    let floor = LEAST_SHARE * sizing.model.plan().value.abs();
    let tenth = |link: &WeakLink| link.gain_of_tenth.unwrap_or_default();
    let best = here.iter().copied().max_by(|one, other| tenth(one.1).total_cmp(&tenth(other.1)));
    match best {
        None => Err(Refusal::NothingToValue {}),
        Some((place, link)) if tenth(link) > floor => {
            Ok(Worth::OfLink { place: place.to_owned(), tenth: tenth(link), loss: link.loss_if_stopped })
        }
        Some((place, link)) => {
            let loss = link.loss_if_stopped.map_or_else(|| "∞".to_owned(), grouped);
            Err(Refusal::LinkNotBinding { place: place.to_owned(), loss, currency: chain.currency.clone() })
        }
    }
}

/// Whether a link of the chain stands at a place: a capacity at the activities that use it, a supply at its commodity.
fn stands_at(chain: &Chain, link: Link, place: &str) -> bool {
    match link {
        Link::Capacity(at) => chain.capacities[at].uses.iter().any(|one| chain.activities[one.activity].id == place),
        Link::Supply(at) => chain.commodities[chain.markets[at].commodity].id == place,
    }
}

/// Gives a problem its worth, with what it rests on and the day.
///
/// # Errors
/// The viewer may not change it; as [`worth`]; a solution would make the chain poorer.
pub fn value(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    sizing: Sizing,
) -> Result<Record, Trouble> {
    let posed = posed(shelf, &occasion.viewer, id)?;
    may_change(&occasion.viewer, &posed.record)?;
    let worth = worth(&posed.problem, sizing)?;
    let chain = sizing.model.chain();
    let figure = worth.value().round();
    if figure < 0.0 {
        return Err(Refusal::NotValued { detail: format!("{figure}") }.into());
    }
    let mut problem = posed.problem.clone();
    let budget = Budget::parse(&format!("{figure} {}", chain.currency), None);
    problem.worth = Some(budget.map_err(|why| Refusal::NotValued { detail: why.to_string() })?);
    problem.worth_basis = Some(Prose(basis(&worth, &chain.currency)));
    problem.worth_day = Some(Day(occasion.now.date().to_string()));
    if matches!(problem.stage, None | Some(ProblemStage::Collecting | ProblemStage::Endorsing)) {
        problem.stage = Some(ProblemStage::Ranked);
    }
    rewrite(shelf, occasion, &posed.record, version, &problem, "problem.value")
}

/// How a worth was found, in both languages.
fn basis(worth: &Worth, currency: &str) -> String {
    match worth {
        Worth::OfPatch { patch, .. } => format!(
            "产业链模型一年计划的价值差：加上补丁 {patch} 之后减去之前（{currency}）。\n\
             Value of the chain's plan of a year with the patch {patch}, less without ({currency})."
        ),
        Worth::OfLink { place, loss, .. } => {
            let (zh, en) = match loss {
                Some(loss) => (
                    format!("；完全中断的损失为 {}", grouped(*loss)),
                    format!("; losing it altogether costs {}", grouped(*loss)),
                ),
                None => ("；完全中断后无可行计划".to_owned(), "; without it no plan is left".to_owned()),
            };
            format!(
                "尚无方案补丁：薄弱环节 {place} 增加一成时一年计划的价值增量{zh}（{currency}）。\n\
                 No patch yet: what a tenth more of the weak link {place} adds to the plan of a year{en} ({currency})."
            )
        }
    }
}

/// A sum in whole units, three digits together.
fn grouped(sum: f64) -> String {
    let digits = format!("{sum:.0}");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digit.is_ascii_digit() && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn three_digits_together() {
        for (sum, said) in [
            (0.0, "0"),
            (999.4, "999"),
            (1000.0, "1,000"),
            (6_863_543_930.2, "6,863,543,930"),
            (-12345.0, "-12,345"),
            (-123.0, "-123"),
        ] {
            assert_eq!(grouped(sum), said);
        }
    }
}

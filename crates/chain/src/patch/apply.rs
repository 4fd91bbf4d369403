//! Applying patches: pure, and each edit reports what it touched.

use std::collections::HashMap;

use measure::Unit;

use super::add::Adder;
use super::{Edit, Field, Patch, Selector, Spot, Target, Thing};
use crate::{Chain, Figure, Reason, Refusal, Side, Standing};

/// Figures beyond this are refused.
const MOST: f64 = 1e15;

/// When the chain is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// When every edit is in force: the steady state.
    Settled,
    /// In this period, where edits with a later `from` are not yet in force.
    Period(usize),
}

impl Moment {
    fn is_before(self, from: usize) -> bool {
        match self {
            Self::Settled => false,
            Self::Period(period) => period < from,
        }
    }
}

/// A chain after its patches, and what each edit touched.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The chain.
    pub chain: Chain,
    /// One entry per edit, in order.
    pub touched: Vec<Touch>,
}

/// What one edit touched.
#[derive(Clone, Debug, PartialEq)]
pub struct Touch {
    /// The patch.
    pub patch: String,
    /// The edit's place in it, counting from 1.
    pub edit: usize,
    /// Figures changed: label, before, after, unit.
    pub figures: Vec<(String, f64, f64, String)>,
    /// Things added, removed or ramped, by id.
    pub things: Vec<String>,
}

/// Applies a stack of patches; every edit is in force.
///
/// # Errors
/// A patch given twice, a selector that touches nothing, an id nobody knows, patches that contradict each other.
pub fn apply(chain: &Chain, patches: &[Patch]) -> Result<Applied, Refusal> {
    apply_at(chain, patches, Moment::Settled)
}

/// As [`apply`], and holds the outcome to what the pack itself is held to: no element out of nothing.
///
/// # Errors
/// As [`apply`], and [`Reason::ElementFromNothing`].
pub fn apply_soundly(chain: &Chain, patches: &[Patch]) -> Result<Applied, Refusal> {
    let applied = apply(chain, patches)?;
    match crate::pack::element_yields(&applied.chain).into_iter().next() {
        None => Ok(applied),
        Some(refusal) => {
            let file = patches.last().map_or_else(String::new, |patch| format!("patches/{}.toml", patch.id));
            Err(refusal.reason.at(&file, None))
        }
    }
}

/// Applies a stack of patches as seen at a moment. Things that come later are there but stand still.
///
/// # Errors
/// As [`apply`].
pub fn apply_at(chain: &Chain, patches: &[Patch], moment: Moment) -> Result<Applied, Refusal> {
    let mut work = Work { chain: chain.clone(), moment, set_by: HashMap::new(), removed_by: HashMap::new() };
    let mut touched = Vec::new();
    for (index, patch) in patches.iter().enumerate() {
        if patches[..index].iter().any(|other| other.id == patch.id) {
            return Err(Reason::PatchTwice { patch: patch.id.clone() }.anywhere());
        }
        if !work.chain.sources.iter().any(|s| s.id == patch.source) {
            return Err(edit_field(patch, 0, "source", &patch.source, "an id of sources.csv"));
        }
        for (index, edit) in patch.edits.iter().enumerate() {
            touched.push(work.edit(patch, index + 1, edit)?);
        }
    }
    Ok(Applied { chain: work.chain, touched })
}

struct Work {
    chain: Chain,
    moment: Moment,
    /// Who set a figure, and to what.
    set_by: HashMap<Spot, (String, f64)>,
    /// Which patch removed a thing that cannot say so itself.
    removed_by: HashMap<String, String>,
}

impl Work {
    fn edit(&mut self, patch: &Patch, number: usize, edit: &Edit) -> Result<Touch, Refusal> {
        let mut touch = Touch { patch: patch.id.clone(), edit: number, figures: Vec::new(), things: Vec::new() };
        match edit {
            Edit::Scale { target, selector, by, from } => {
                for spot in self.spots(patch, number, *target, selector)? {
                    let before = spot.get(&self.chain);
                    let after = if self.moment.is_before(*from) { before } else { before.times(by.value) };
                    self.write(patch, number, spot, after, &mut touch)?;
                }
            }
            Edit::Set { target, selector, to, unit, from } => {
                for spot in self.spots(patch, number, *target, selector)? {
                    let after = to.times(self.factor(patch, number, unit, &spot.unit(&self.chain))?);
                    self.contradiction(patch, number, spot, after.value)?;
                    let after = if self.moment.is_before(*from) { spot.get(&self.chain) } else { after };
                    self.write(patch, number, spot, after, &mut touch)?;
                }
            }
            Edit::BoundPrice { selector, min, max, unit, from } => {
                for spot in self.spots(patch, number, Target::Price, selector)? {
                    let factor = self.factor(patch, number, unit, &spot.unit(&self.chain))?;
                    let (min, max) = (min.map(|v| v * factor), max.map(|v| v * factor));
                    let clamp = |v: f64| v.max(min.unwrap_or(v)).min(max.unwrap_or(f64::INFINITY));
                    let before = spot.get(&self.chain);
                    let after =
                        Figure { value: clamp(before.value), low: before.low.map(clamp), high: before.high.map(clamp) };
                    let after = if self.moment.is_before(*from) { before } else { after };
                    self.write(patch, number, spot, after, &mut touch)?;
                }
            }
            Edit::Ramp { selector, up, down } => {
                for index in self.activities(patch, number, selector)? {
                    let activity = &mut self.chain.activities[index];
                    activity.ramp.up = up.or(activity.ramp.up);
                    activity.ramp.down = down.or(activity.ramp.down);
                    touch.things.push(activity.id.clone());
                }
            }
            Edit::Add { addition, from } => {
                let later = self.moment.is_before(*from);
                let id = Adder { patch, edit: number, chain: &mut self.chain }.add(addition)?;
                if later {
                    self.hold_back(&id);
                }
                touch.things.push(id);
            }
            Edit::Remove { thing, selector, from } => {
                let later = self.moment.is_before(*from);
                touch.things = self.remove(patch, number, *thing, selector, later)?;
            }
        }
        Ok(touch)
    }

    /// A thing that comes later is there, so that every period has the same shape, but stands still.
    fn hold_back(&mut self, id: &str) {
        let standing = Standing::NotYet;
        if let Some(activity) = self.chain.activities.iter_mut().find(|a| a.id == id) {
            activity.standing = standing;
        } else if let Some(market) = self.chain.markets.iter_mut().find(|m| m.id == id) {
            market.standing = standing;
        } else if let Some(capacity) = self.chain.capacities.iter_mut().find(|c| c.id == id) {
            capacity.standing = standing;
        }
    }

    fn remove(
        &mut self,
        patch: &Patch,
        number: usize,
        thing: Thing,
        selector: &Selector,
        later: bool,
    ) -> Result<Vec<String>, Refusal> {
        let gone = Standing::RemovedBy(patch.id.clone());
        let mut ids = Vec::new();
        match thing {
            Thing::Activity => {
                for index in self.activities(patch, number, selector)? {
                    let activity = &mut self.chain.activities[index];
                    ids.push(activity.id.clone());
                    if !later {
                        activity.standing = gone.clone();
                    }
                }
            }
            Thing::Capacity => {
                for spot in self.spots(patch, number, Target::Capacity, selector)? {
                    let Spot::Capacity(index) = spot else { continue };
                    ids.push(self.chain.capacities[index].id.clone());
                    if !later {
                        self.chain.capacities[index].standing = gone.clone();
                    }
                }
            }
            Thing::Market => {
                for spot in self.spots(patch, number, Target::Price, selector)? {
                    let Spot::Price(index) = spot else { continue };
                    ids.push(self.chain.markets[index].id.clone());
                    if !later {
                        self.chain.markets[index].standing = gone.clone();
                    }
                }
            }
            Thing::Commodity => ids = self.remove_commodities(patch, number, selector, later)?,
        }
        Ok(ids)
    }

    /// A commodity that is taken out stops everything that makes, uses, sells or buys it.
    fn remove_commodities(
        &mut self,
        patch: &Patch,
        number: usize,
        selector: &Selector,
        later: bool,
    ) -> Result<Vec<String>, Refusal> {
        self.known(patch, number, selector)?;
        let chain = &self.chain;
        let taken: Vec<usize> = (0..chain.commodities.len())
            .filter(|at| selector.takes_node(chain, &chain.commodities[*at].id, *at, None))
            .collect();
        let ids: Vec<String> = taken.iter().map(|at| chain.commodities[*at].id.clone()).collect();
        Self::something(patch, number, selector, !ids.is_empty())?;
        if let Some((id, remover)) = ids.iter().find_map(|id| self.removed_by.get_key_value(id)) {
            return Err(touches_removed(patch, number, id, remover));
        }
        if !later {
            let gone = Standing::RemovedBy(patch.id.clone());
            for activity in &mut self.chain.activities {
                if activity.flows.iter().any(|flow| taken.contains(&flow.commodity)) {
                    activity.standing = gone.clone();
                }
            }
            for market in self.chain.markets.iter_mut().filter(|m| taken.contains(&m.commodity)) {
                market.standing = gone.clone();
            }
            for id in &ids {
                self.removed_by.insert(id.clone(), patch.id.clone());
            }
        }
        Ok(ids)
    }

    fn write(
        &mut self,
        patch: &Patch,
        number: usize,
        spot: Spot,
        after: Figure,
        touch: &mut Touch,
    ) -> Result<(), Refusal> {
        let label = spot.label(&self.chain);
        let may_be_negative = matches!(spot, Spot::Flow { .. } | Spot::Cost(_));
        let carried = after.value.abs() <= MOST && (after.value >= 0.0 || may_be_negative);
        if !carried {
            let (patch, edit) = (patch.id.clone(), number.to_string());
            return Err(Reason::BeyondRange { patch, edit, id: label, value: after.value.to_string() }.anywhere());
        }
        let unit = spot.unit(&self.chain);
        let before = std::mem::replace(spot.get_mut(&mut self.chain), after);
        touch.figures.push((label, before.value, after.value, unit));
        Ok(())
    }

    fn contradiction(&mut self, patch: &Patch, number: usize, spot: Spot, value: f64) -> Result<(), Refusal> {
        match self.set_by.insert(spot, (patch.id.clone(), value)) {
            Some((other, earlier)) if other != patch.id && earlier != value => Err(Reason::Contradicts {
                patch: patch.id.clone(),
                edit: number.to_string(),
                id: spot.label(&self.chain),
                other,
                value: value.to_string(),
                earlier: earlier.to_string(),
            }
            .anywhere()),
            _ => Ok(()),
        }
    }

    /// The figures an edit means.
    fn spots(&self, patch: &Patch, number: usize, target: Target, selector: &Selector) -> Result<Vec<Spot>, Refusal> {
        self.known(patch, number, selector)?;
        let chain = &self.chain;
        let mut spots = Vec::new();
        match target {
            Target::Flow => {
                for (activity, row) in chain.activities.iter().enumerate() {
                    let flows = (0..row.flows.len()).filter(|flow| selector.takes_flow(chain, row, *flow));
                    spots.extend(flows.map(|flow| Spot::Flow { activity, flow }));
                }
            }
            Target::Cost => spots = indices(&chain.activities, |a| selector.takes_activity(chain, a), Spot::Cost),
            Target::Capacity => {
                spots = indices(&chain.capacities, |c| selector.takes_capacity(chain, c), Spot::Capacity);
            }
            Target::Use => {
                for (capacity, row) in chain.capacities.iter().enumerate() {
                    if selector.takes_capacity(chain, row) {
                        let uses = (0..row.uses.len()).filter(|used| self.use_matches(selector, capacity, *used));
                        spots.extend(uses.map(|used| Spot::Use { capacity, used }));
                    }
                }
            }
            Target::Price => spots = indices(&chain.markets, |m| selector.takes_market(chain, m), Spot::Price),
            Target::Demand | Target::Supply => {
                let wanted = target == Target::Supply;
                let takes = |m: &crate::Market| (m.side == Side::Buy) == wanted && selector.takes_market(chain, m);
                spots = indices(&chain.markets, takes, Spot::Limit);
            }
            Target::Withdraw => {
                let id = |commodity: usize| chain.commodities[commodity].id.as_str();
                let takes = |w: &crate::Withdrawal| {
                    selector.takes_node(chain, id(w.commodity), w.commodity, Some((w.region, None)))
                };
                spots = indices(&chain.withdrawals, takes, Spot::Withdrawal);
            }
            Target::Stock => {
                let takes =
                    |s: &crate::Stock| selector.takes_node(chain, &s.id, s.commodity, Some((s.region, Some(s.owner))));
                spots = indices(&chain.stocks, takes, Spot::Stock);
            }
            Target::Content => {
                for (commodity, row) in chain.commodities.iter().enumerate() {
                    if selector.takes_node(chain, &row.id, commodity, None) {
                        let contents = 0..row.content.len();
                        let contents = contents.filter(|at| content_matches(chain, selector, commodity, *at));
                        spots.extend(contents.map(|content| Spot::Content { commodity, content }));
                    }
                }
            }
        }
        self.standing_spots(patch, number, selector, spots)
    }

    /// Leaves out what was removed; refuses where nothing else is left.
    fn standing_spots(
        &self,
        patch: &Patch,
        number: usize,
        selector: &Selector,
        spots: Vec<Spot>,
    ) -> Result<Vec<Spot>, Refusal> {
        let (standing, removed): (Vec<Spot>, Vec<Spot>) =
            spots.into_iter().partition(|spot| self.remover(*spot).is_none());
        if let (true, Some(spot)) = (standing.is_empty(), removed.first()) {
            let remover = self.remover(*spot).unwrap_or_default();
            return Err(touches_removed(patch, number, &spot.label(&self.chain), &remover));
        }
        Self::something(patch, number, selector, !standing.is_empty())?;
        Ok(standing)
    }

    fn remover(&self, spot: Spot) -> Option<String> {
        let standing = match spot {
            Spot::Flow { activity, .. } | Spot::Cost(activity) => &self.chain.activities[activity].standing,
            Spot::Capacity(capacity) | Spot::Use { capacity, .. } => &self.chain.capacities[capacity].standing,
            Spot::Price(market) | Spot::Limit(market) => &self.chain.markets[market].standing,
            Spot::Withdrawal(_) | Spot::Stock(_) | Spot::Content { .. } => return None,
        };
        match standing {
            Standing::RemovedBy(patch) => Some(patch.clone()),
            Standing::InPlace | Standing::NotYet => None,
        }
    }

    fn activities(&self, patch: &Patch, number: usize, selector: &Selector) -> Result<Vec<usize>, Refusal> {
        let spots = self.spots(patch, number, Target::Cost, selector)?;
        Ok(spots
            .into_iter()
            .filter_map(|spot| if let Spot::Cost(activity) = spot { Some(activity) } else { None })
            .collect())
    }

    fn use_matches(&self, selector: &Selector, capacity: usize, used: usize) -> bool {
        let activity = &self.chain.activities[self.chain.capacities[capacity].uses[used].activity];
        let mut of_activity = Selector::default();
        for (field, values) in &selector.fields {
            if matches!(field, Field::Activity | Field::Commodity | Field::Element) {
                of_activity.fields.push((*field, values.clone()));
            }
        }
        of_activity.takes_activity(&self.chain, activity)
    }

    fn known(&self, patch: &Patch, number: usize, selector: &Selector) -> Result<(), Refusal> {
        for (field, values) in &selector.fields {
            if let Some(value) = values.iter().find(|value| !field.knows(&self.chain, value)) {
                return Err(selector_unknown(patch, number, *field, value));
            }
        }
        Ok(())
    }

    fn something(patch: &Patch, number: usize, selector: &Selector, found: bool) -> Result<(), Refusal> {
        if found {
            return Ok(());
        }
        let (patch, edit) = (patch.id.clone(), number.to_string());
        Err(Reason::TouchesNothing { patch, edit, selector: selector.to_string() }.anywhere())
    }

    fn factor(&self, patch: &Patch, number: usize, given: &str, wanted: &str) -> Result<f64, Refusal> {
        let currency = &self.chain.currency;
        Unit::parse(given, currency)
            .and_then(|unit| unit.factor_to(&Unit::parse(wanted, currency)?))
            .map_err(|refusal| edit_field(patch, number, "unit", given, &refusal.to_string()))
    }
}

fn indices<T>(list: &[T], takes: impl Fn(&T) -> bool, spot: fn(usize) -> Spot) -> Vec<Spot> {
    list.iter().enumerate().filter(|(_, row)| takes(row)).map(|(index, _)| spot(index)).collect()
}

/// Of a commodity's contents, those of the elements a selector names, or all where it names none.
fn content_matches(chain: &Chain, selector: &Selector, commodity: usize, content: usize) -> bool {
    let element = &chain.elements[chain.commodities[commodity].content[content].element].id;
    let mut elements = selector.fields.iter().filter(|(field, _)| *field == Field::Element);
    elements.all(|(_, values)| values.contains(element))
}

fn touches_removed(patch: &Patch, number: usize, id: &str, remover: &str) -> Refusal {
    Reason::TouchesRemoved {
        patch: patch.id.clone(),
        edit: number.to_string(),
        id: id.to_owned(),
        remover: remover.to_owned(),
    }
    .anywhere()
}

/// The refusal of an id in a selector that nothing has.
pub(super) fn selector_unknown(patch: &Patch, number: usize, field: Field, value: &str) -> Refusal {
    Reason::SelectorUnknown {
        patch: patch.id.clone(),
        edit: number.to_string(),
        field: field.word().to_owned(),
        value: value.to_owned(),
    }
    .anywhere()
}

/// The refusal of a field that makes no sense in an edit.
pub(super) fn edit_field(patch: &Patch, number: usize, field: &str, value: &str, allowed: &str) -> Refusal {
    Reason::EditField {
        patch: patch.id.clone(),
        edit: number.to_string(),
        field: field.to_owned(),
        value: value.to_owned(),
        allowed: allowed.to_owned(),
    }
    .anywhere()
}

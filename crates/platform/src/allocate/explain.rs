//! Why a wish was given what it was, and what would change that.

use super::programme::reserved;
use super::{Resource, Track, WORTH_OF_PARTS};

/// Why so much.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What a further unit would be worth to this wish; nothing where it has all it wants.
    pub offers: Option<f64>,
    /// What others would lose with one unit more for it, at the least; nothing where nobody could make room.
    pub cost: Option<f64>,
    /// What would change it; nothing where it has all it wants.
    pub remedy: Option<Remedy>,
}

/// What would give a wish its next unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Remedy {
    /// From what weight on it would be given; nothing where no weight helps.
    pub weight: Option<f64>,
    /// In which week, and how many units more at the most, it would be given all it asks for: its own that are missing, and
    /// those of others who offer no less for them and would come before it.
    pub more: (usize, u32),
    /// Weeks outside those it asks for in which units are left over, with how many.
    pub free_weeks: Vec<(usize, u32)>,
}

/// The reasons, wish by wish.
pub(super) fn reasons(resource: &Resource, weeks: &[Vec<u32>]) -> Vec<Reason> {
    let count = resource.capacity.len();
    let held = Held::of(resource, weeks);
    let one = |(at, wish): (usize, &super::Wish)| {
        let last = wish.last.min(count.saturating_sub(1));
        let window = wish.first..=last;
        let total: u32 = weeks[at].iter().sum();
        let next = next_part(wish, total);
        let cost = held.cost_of_one_more(at);
        let scarce = window.clone().min_by_key(|week| held.spare(*week)).unwrap_or(wish.first);
        let remedy = next.map(|part| Remedy {
            weight: cost.map(|cost| cost / WORTH_OF_PARTS[part]),
            more: (scarce, more(resource, weeks, wish)),
            free_weeks: (0..count)
                .filter(|week| !window.contains(week) && held.spare(*week) > 0)
                .map(|week| (week, held.spare(week)))
                .collect(),
        });
        Reason { offers: next.map(|part| wish.weight * WORTH_OF_PARTS[part]), cost, remedy }
    };
    resource.wishes.iter().enumerate().map(one).collect()
}

/// Who holds what of the weeks.
struct Held<'a> {
    resource: &'a Resource,
    weeks: &'a [Vec<u32>],
    spare: Vec<u32>,
    /// What is left to the problem-driven.
    open: Vec<u32>,
}

impl<'a> Held<'a> {
    fn of(resource: &'a Resource, weeks: &'a [Vec<u32>]) -> Self {
        let used = |week: usize, of: &dyn Fn(&super::Wish) -> bool| {
            let given = resource.wishes.iter().zip(weeks).filter(|(wish, _)| of(wish));
            given.map(|(_, given)| given[week]).sum::<u32>()
        };
        let left = |(week, units): (usize, &u32)| units.saturating_sub(used(week, &|_| true));
        let spare = resource.capacity.iter().enumerate().map(left).collect();
        let kept = reserved(resource);
        let open = |(week, units): (usize, &u32)| {
            (units - kept[week]).saturating_sub(used(week, &|wish| wish.track == Track::Problem))
        };
        let open = resource.capacity.iter().enumerate().map(open).collect();
        Self { resource, weeks, spare, open }
    }

    fn spare(&self, week: usize) -> u32 {
        self.spare[week]
    }

    /// What others would lose with one unit more for a wish, at the least: the cheapest way along which units can be moved
    /// (the residual network of the flow). Nothing where nobody could make room.
    fn cost_of_one_more(&self, at: usize) -> Option<f64> {
        let mut seen = vec![false; self.weeks.len()];
        let mut visited = vec![[false; 2]; self.spare.len()];
        let mut moved = vec![at];
        seen[at] = true;
        let mut least: Option<f64> = None;
        while let Some(wish) = moved.pop() {
            let track = self.resource.wishes[wish].track;
            let last = self.resource.wishes[wish].last.min(self.spare.len().saturating_sub(1));
            let first = self.resource.wishes[wish].first;
            for (week, visits) in visited.iter_mut().enumerate().take(last + 1).skip(first) {
                if std::mem::replace(&mut visits[track as usize], true) {
                    continue;
                }
                let closed = track == Track::Problem && self.open[week] == 0;
                if self.spare[week] > 0 && !closed {
                    return Some(0.0);
                }
                for (other, seen) in seen.iter_mut().enumerate() {
                    let one = &self.resource.wishes[other];
                    let makes_room = self.weeks[other][week] > 0 && (!closed || one.track == Track::Problem);
                    if !*seen && makes_room {
                        *seen = true;
                        moved.push(other);
                        let loses = last_worth(one, self.weeks[other].iter().sum());
                        least = Some(least.map_or(loses, |least| least.min(loses)));
                    }
                }
            }
        }
        least
    }
}

/// What the last unit that a wish was given is worth.
fn last_worth(wish: &super::Wish, given: u32) -> f64 {
    let part = given.checked_sub(1).and_then(|before| next_part(wish, before));
    part.map_or(0.0, |part| wish.weight * WORTH_OF_PARTS[part])
}

/// With so many units more in a week that a wish asks for, nothing that comes before its last unit is missing any more.
fn more(resource: &Resource, weeks: &[Vec<u32>], wish: &super::Wish) -> u32 {
    let last = wish.parts().into_iter().zip(WORTH_OF_PARTS).rfind(|(size, _)| *size > 0);
    let offer = last.map_or(0.0, |(_, worth)| worth * wish.weight);
    let missing = |(other, given): (&super::Wish, &Vec<u32>)| {
        let parts = other.parts().into_iter().zip(WORTH_OF_PARTS);
        let before = parts.filter(|(_, worth)| worth * other.weight >= offer).map(|(size, _)| size).sum::<u32>();
        before.saturating_sub(given.iter().sum())
    };
    let units: u32 = resource.wishes.iter().zip(weeks).map(missing).sum();
    // Of each unit more a part is reserved again.
    match wish.track {
        Track::Frontier => units,
        Track::Problem => (units * 100).div_ceil(100 - resource.reserved_percent.min(99)),
    }
}

/// The part that the next unit of a wish belongs to; nothing where it has all of them.
fn next_part(wish: &super::Wish, given: u32) -> Option<usize> {
    let mut sum = 0;
    wish.parts().into_iter().position(|size| {
        sum += size;
        given < sum
    })
}

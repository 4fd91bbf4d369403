//! Allocation beside brute force, and what it says would change it beside solving it changed.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use platform::allocate::{Outcome, Resource, Track, WORTH_OF_PARTS, Wish, solve};

/// Numbers that look drawn, the same each time (Park and Miller's minimal standard).
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        u32::try_from(self.0 % u64::from(most)).unwrap()
    }
}

fn small(draw: &mut Draw) -> Resource {
    let weeks = 1 + draw.below(2) as usize;
    let wish = |draw: &mut Draw| {
        let first = draw.below(u32::try_from(weeks).unwrap()) as usize;
        let units = 1 + draw.below(4);
        Wish {
            weight: f64::from(1 + draw.below(7)),
            track: if draw.below(3) == 0 { Track::Frontier } else { Track::Problem },
            least: draw.below(units + 1),
            units,
            first,
            last: first + draw.below(u32::try_from(weeks - first).unwrap()) as usize,
        }
    };
    Resource {
        capacity: (0..weeks).map(|_| draw.below(5)).collect(),
        reserved_percent: [0, 25, 50][draw.below(3) as usize],
        wishes: (0..=draw.below(3)).map(|_| wish(draw)).collect(),
    }
}

fn worth(wish: &Wish, mut units: u32) -> f64 {
    wish.parts().into_iter().zip(WORTH_OF_PARTS).fold(0.0, |sum, (size, worth)| {
        let given = units.min(size);
        units -= given;
        sum + f64::from(given) * worth * wish.weight
    })
}

/// The most that whole units can be worth, by trying all of them.
fn best(resource: &Resource, at: usize, left: &[u32], open: &[u32]) -> f64 {
    let Some(wish) = resource.wishes.get(at) else { return 0.0 };
    let mut most = 0.0_f64;
    let weeks: Vec<usize> = (wish.first..=wish.last).collect();
    let mut given = vec![0; weeks.len()];
    loop {
        let total: u32 = given.iter().sum();
        let (mut left, mut open) = (left.to_vec(), open.to_vec());
        let fits = weeks.iter().zip(&given).all(|(week, units)| {
            let problem = wish.track == Track::Problem;
            let may = *units <= left[*week] && (!problem || *units <= open[*week]);
            left[*week] = left[*week].saturating_sub(*units);
            open[*week] = open[*week].saturating_sub(if problem { *units } else { 0 });
            may
        });
        if fits && total <= wish.units {
            most = most.max(worth(wish, total) + best(resource, at + 1, &left, &open));
        }
        let Some(place) = given.iter().position(|units| *units < wish.units) else { return most };
        given[..place].fill(0);
        given[place] += 1;
    }
}

fn most(resource: &Resource) -> f64 {
    let reserved = |week: usize| {
        let frontier = resource.wishes.iter().filter(|wish| wish.track == Track::Frontier);
        let asked: u32 = frontier.filter(|wish| wish.first <= week && week <= wish.last).map(|wish| wish.units).sum();
        (resource.capacity[week] * resource.reserved_percent / 100).min(asked)
    };
    let open: Vec<u32> = (0..resource.capacity.len()).map(|week| resource.capacity[week] - reserved(week)).collect();
    best(resource, 0, &resource.capacity, &open)
}

fn units(outcome: &Outcome, at: usize) -> u32 {
    outcome.grants[at].units()
}

#[test]
fn whole_units_are_the_best_there_are_and_the_bound_proves_it() {
    let mut draw = Draw(7);
    for case in 0..300 {
        let resource = small(&mut draw);
        let outcome = solve(&resource).unwrap();
        let most = most(&resource);
        assert!(
            (outcome.bound.reached - most).abs() < 1e-6,
            "case {case}: {} {most} {resource:?}",
            outcome.bound.reached
        );
        assert!(outcome.bound.bound >= most - 1e-9, "case {case}: a bound below what can be reached");
        assert!(outcome.bound.gap <= 1e-7, "case {case}: {:?}", outcome.bound);
        for (week, capacity) in resource.capacity.iter().enumerate() {
            let given: u32 = outcome.grants.iter().map(|grant| grant.weeks[week]).sum();
            assert!(given <= *capacity, "case {case}");
        }
    }
}

#[test]
fn what_is_said_to_change_it_does() {
    let mut draw = Draw(99);
    let (mut heavier, mut more) = (0, 0);
    for _ in 0..300 {
        let resource = Resource { reserved_percent: 0, ..small(&mut draw) };
        let outcome = solve(&resource).unwrap();
        for (at, grant) in outcome.grants.iter().enumerate() {
            let Some(remedy) = &grant.reason.remedy else { continue };
            let with = |change: &dyn Fn(&mut Resource)| {
                let mut changed = resource.clone();
                change(&mut changed);
                units(&solve(&changed).unwrap(), at)
            };
            let (week, missing) = remedy.more;
            let all = with(&|changed| changed.capacity[week] += missing);
            assert_eq!(all, resource.wishes[at].units, "{resource:?}");
            more += 1;
            let weighed = |weight: f64| with(&|changed| changed.wishes[at].weight = weight);
            let now = units(&outcome, at);
            match remedy.weight {
                None => assert_eq!(weighed(1e5), now, "no weight helps"),
                Some(weight) => {
                    assert!(weighed(weight * 1.001) > now, "{at} {remedy:?} {resource:?}");
                    assert!(weighed(weight * 0.999) <= now, "{at} {remedy:?} {resource:?}");
                    heavier += 1;
                }
            }
        }
    }
    assert!(heavier > 50 && more > 50, "{heavier} {more}");
}

#[test]
fn what_is_reserved_is_the_frontiers_as_far_as_it_asks() {
    let wish = |weight, track, units| Wish { weight, track, least: 0, units, first: 0, last: 0 };
    let with = |asks: u32| Resource {
        capacity: vec![10],
        reserved_percent: 30,
        wishes: vec![wish(9.0, Track::Problem, 20), wish(0.1, Track::Frontier, asks)],
    };
    for (asks, given) in [(0, 0), (1, 1), (3, 3), (8, 3)] {
        let outcome = solve(&with(asks)).unwrap();
        assert_eq!((units(&outcome, 1), units(&outcome, 0)), (given, 10 - given), "{asks}");
    }
}

/// Two hundred projects that all want fifty resources over a year, each about twice what there is.
#[test]
fn a_year_of_two_hundred_projects_is_given_out_with_its_proof() {
    let mut draw = Draw(2026);
    let begun = std::time::Instant::now();
    for resource in 0..50 {
        let wish = |draw: &mut Draw| {
            let first = draw.below(40) as usize;
            let units = 4 + draw.below(40);
            Wish {
                weight: 1.0 + f64::from(draw.below(1000)) / 200.0,
                track: if draw.below(5) == 0 { Track::Frontier } else { Track::Problem },
                least: draw.below(units / 2),
                units,
                first,
                last: first + draw.below(u32::try_from(52 - first).unwrap()) as usize,
            }
        };
        let wishes = (0..200).map(|_| wish(&mut draw)).collect();
        let capacity = (0..52).map(|_| 30 + draw.below(20)).collect();
        let outcome = solve(&Resource { capacity, reserved_percent: 15, wishes }).unwrap();
        assert!(outcome.bound.gap <= 1e-7, "resource {resource}: {:?}", outcome.bound);
    }
    println!("200 projects, 50 resources, 52 weeks: {:?}", begun.elapsed());
}

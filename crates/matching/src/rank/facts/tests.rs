//! Facts of a pair, one change at a time, and the features that follow.

use super::*;
use crate::text::quantities;
use measure::parse_date;

/// Ore → oxide → metal → alloy → magnet, beside a mould that nothing leads to.
pub(in crate::rank) struct Line;

impl Chain for Line {
    fn links(&self, from: &str, to: &str) -> Option<u32> {
        let place = |id| ["ore", "oxide", "metal", "alloy", "magnet"].iter().position(|known| *known == id);
        place(to)?.checked_sub(place(from)?).and_then(|links| u32::try_from(links).ok())
    }
}

pub(in crate::rank) fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub(in crate::rank) fn day(text: &str) -> Option<Date> {
    parse_date(text).ok()
}

type Set = fn(&mut Wanted, &mut Offered);

type Case<'a> = (&'a str, Set, &'a [(Feature, f64)]);

fn check(table: &[Case]) {
    for (name, set, expected) in table {
        let (mut wanted, mut offered) = Default::default();
        set(&mut wanted, &mut offered);
        let known: Vec<_> = features(&wanted, &offered, &Line).known().collect();
        let near = known.len() == expected.len()
            && known.iter().zip(*expected).all(|(a, b)| a.0 == b.0 && (a.1 - b.1).abs() < 1e-12);
        assert!(near, "{name}: {known:?}, not {expected:?}");
    }
}

fn at(wanted: &mut Wanted, offered: &mut Offered, places: (&[&str], &[&str])) {
    wanted.places = set(places.0);
    offered.places = set(places.1);
}

#[test]
fn what_is_not_said_is_not_known() {
    check(&[
        ("nothing", |_, _| (), &[]),
        ("only one side", |w, _| *w = Wanted { readiness: Some(6), places: set(&["ore"]), ..Wanted::default() }, &[]),
        ("other currency", |w, o| (w.budget, o.price) = (Some(Money::fen(1)), Money::parse("USD 1").ok()), &[]),
        ("no figure of it", |w, o| (w.indicators, o.figures) = (quantities("剩磁≥1.4 T"), quantities("重量3 kg")), &[]),
        (
            "days backwards",
            |w, o| (w.from, o.from, o.until) = (day("2026-01-01"), day("2026-02-01"), day("2025-01-01")),
            &[],
        ),
    ]);
}

#[test]
fn places_on_the_chain() {
    use Feature::{ChainDistance, Downstream, SameLink, Upstream};
    check(&[
        (
            "same",
            |w, o| at(w, o, (&["metal"], &["metal"])),
            &[(SameLink, 1.0), (Upstream, 0.0), (Downstream, 0.0), (ChainDistance, 0.0)],
        ),
        (
            "two links before",
            |w, o| at(w, o, (&["alloy"], &["oxide"])),
            &[(SameLink, 0.0), (Upstream, 0.5), (Downstream, 0.0), (ChainDistance, 1.0 / 3.0)],
        ),
        (
            "one link behind, the nearest counts",
            |w, o| at(w, o, (&["ore", "alloy"], &["magnet"])),
            &[(SameLink, 0.0), (Upstream, 0.0), (Downstream, 1.0), (ChainDistance, 1.0 / 6.0)],
        ),
        (
            "unrelated",
            |w, o| at(w, o, (&["ore"], &["mould"])),
            &[(SameLink, 0.0), (Upstream, 0.0), (Downstream, 0.0), (ChainDistance, 1.0)],
        ),
    ]);
}

#[test]
fn gaps_and_shares() {
    use Feature::{
        Availability, FactorsCovered, Freshness, IndicatorsMet, IndicatorsMissed, MoneyGap, ReadinessGap, SameTags,
    };
    check(&[
        ("less ready", |w, o| (w.readiness, o.readiness) = (Some(6), Some(4)), &[(ReadinessGap, 0.25)]),
        ("readier", |w, o| (w.readiness, o.readiness) = (Some(6), Some(9)), &[(ReadinessGap, 0.0)]),
        ("too dear", |w, o| (w.budget, o.price) = (Some(Money::fen(75)), Some(Money::fen(100))), &[(MoneyGap, 0.25)]),
        ("paid for", |w, o| (w.budget, o.price) = (Some(Money::fen(75)), Some(Money::fen(0))), &[(MoneyGap, 0.0)]),
        (
            "indicators",
            |w, o| {
                w.indicators = quantities("剩磁≥1.4 T，矫顽力≥1600 kA/m，密度≥7.5 g/cm3，抗拉强度≥80 MPa");
                o.figures = quantities("剩磁1.45 T，矫顽力1500 kA/m，抗拉强度90 MPa");
            },
            &[(IndicatorsMet, 0.5), (IndicatorsMissed, 0.25)],
        ),
        (
            "factors",
            |w, o| {
                w.factors = BTreeSet::from([Factor::Technology, Factor::Money]);
                o.factors = BTreeSet::from([Factor::Technology, Factor::People]);
            },
            &[(FactorsCovered, 0.5)],
        ),
        ("tags", |w, o| (w.tags, o.tags) = (set(&["a", "b"]), set(&["b", "c"])), &[(SameTags, 1.0 / 3.0)]),
        (
            "available for a part",
            |w, o| (w.from, w.until, o.from) = (day("2026-01-01"), day("2026-01-10"), day("2026-01-09")),
            &[(Availability, 0.2)],
        ),
        (
            "available too late",
            |w, o| (w.until, o.from) = (day("2026-01-10"), day("2026-01-11")),
            &[(Availability, 0.0)],
        ),
        ("available", |w, o| (w.from, o.until) = (day("2026-01-10"), day("2026-01-10")), &[(Availability, 1.0)]),
        (
            "three years old",
            |w, o| (w.asked, o.confirmed) = (day("2026-01-02"), day("2023-01-01")),
            &[(Freshness, 0.5f64.powf(1097.0 / 1096.0))],
        ),
        ("from later", |w, o| (w.asked, o.confirmed) = (day("2026-01-02"), day("2027-01-01")), &[(Freshness, 1.0)]),
    ]);
}

#[test]
fn the_two_parties() {
    use Feature::{Conflict, PastAccepts, PastDeclines, SameOrganisation};
    let named: fn(&mut Wanted, &mut Offered) = |w, o| {
        (w.organisation, o.organisation) = (Some("a".to_owned()), Some("b".to_owned()));
    };
    named(&mut Wanted::default(), &mut Offered::default());
    check(&[
        ("strangers", named, &[(SameOrganisation, 0.0), (Conflict, 0.0), (PastAccepts, 0.0), (PastDeclines, 0.0)]),
        (
            "the same",
            |w, o| (w.organisation, o.organisation) = (Some("a".to_owned()), Some("a".to_owned())),
            &[(SameOrganisation, 1.0), (Conflict, 0.0), (PastAccepts, 0.0), (PastDeclines, 0.0)],
        ),
        (
            "known, and the offer declared a conflict",
            |w, o| {
                (w.organisation, o.organisation) = (Some("a".to_owned()), Some("b".to_owned()));
                w.past = BTreeMap::from([("b".to_owned(), Past { accepts: 1, declines: 3 })]);
                o.conflicts = set(&["a"]);
            },
            &[(SameOrganisation, 0.0), (Conflict, 1.0), (PastAccepts, 0.5), (PastDeclines, 0.75)],
        ),
    ]);
}

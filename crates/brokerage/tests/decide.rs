//! What people decide about a need and an offer.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod house;

use base::people::{Role, Viewer};
use base::record::{Audience, Kind, Record};
use base::store::JournalFilter;
use brokerage::{Disclosed, approach, approaches, portfolio, reset, weighing};
use house::{House, accept, decline, occasion, refusal};
use matching::rank::{Feature, Weights};

/// A need of one organisation and an achievement of another, with somebody on each side, a broker and a bystander.
struct Scene {
    house: House,
    need: Record,
    offer: Record,
    needs: Viewer,
    offers: Viewer,
    broker: Viewer,
    bystander: Viewer,
}

fn scene(visibility: &str) -> Scene {
    let house = House::new();
    let (ours, theirs, third) =
        (house.organisation("示例磁材公司"), house.organisation("示例研究院"), house.organisation("示例机械厂"));
    let needs = house.member("needs", &[], Some(ours));
    let offers = house.member("offers", &[], Some(theirs));
    let broker = house.member("broker", &[Role::Broker], None);
    let bystander = house.member("bystander", &[], Some(third));
    let need = house.write(
        Kind::Need,
        &needs,
        &[
            ("title_zh", "降低钕铁硼磁体的重稀土用量"),
            ("problem", "烧结钕铁硼磁体需要镝、铽提高矫顽力，希望采用晶界扩散。"),
            ("contact", "王工"),
            ("visibility", visibility),
        ],
    );
    let offer = house.write(
        Kind::Achievement,
        &offers,
        &[
            ("title_zh", "晶界扩散制备钕铁硼磁体的方法"),
            ("summary_zh", "铽沿晶界扩散，矫顽力提高，重稀土用量减少。"),
            ("achievement_type", "patent"),
            ("visibility", "public"),
        ],
    );
    Scene { house, need, offer, needs, offers, broker, bystander }
}

#[test]
fn both_sides_accept_and_the_match_is_made() {
    let Scene { house, need, offer, needs, offers, broker, bystander } = scene("members");
    let first = house.decide(&broker, 10, (&need, &offer), accept("")).unwrap();
    assert_eq!((first.content.text("stage"), first.content.text("origin")), ("contacting", "broker"));
    assert_eq!(first.content.text("control_check"), "uncontrolled");
    let second = house.decide(&needs, 20, (&need, &offer), accept("")).unwrap();
    assert_eq!((second.id, second.content.text("stage")), (first.id, "one-accepted"));
    assert_eq!(refusal(house.decide(&bystander, 25, (&need, &offer), accept(""))), "base-refusal-no-side");
    let third = house.answer(&offers, 30, first.id, accept("")).unwrap();
    assert_eq!(third.content.text("stage"), "accepted");
    assert_eq!(third.content.text("decided"), occasion(&offers, 30).now.date().to_string());
    for viewer in [&needs, &offers, &broker] {
        assert_eq!(refusal(house.decide(viewer, 40, (&need, &offer), decline("other"))), "base-refusal-match-over");
    }
    // It is for its sides alone.
    let audience = Audience::of(&third);
    for (viewer, sees) in
        [(&needs, true), (&offers, true), (&broker, true), (&bystander, false), (&Viewer::Visitor, false)]
    {
        assert_eq!(audience.admits(viewer), sees, "{viewer:?}");
    }
}

#[test]
fn what_cannot_be_decided_is_refused_by_name_and_changes_nothing() {
    let Scene { house, need, offer, needs, bystander, .. } = scene("members");
    let auditor = house.member("auditor", &[Role::Auditor], None);
    let head = || house.store.reading(|shelf| shelf.head()).unwrap().number;
    let before = head();
    let mute = || brokerage::Answer::Decline { reasons: Vec::new(), note: String::new() };
    let table = [
        (&bystander, (&need, &offer), accept(""), "base-refusal-no-side"),
        (&Viewer::Visitor, (&need, &offer), accept(""), "base-refusal-not-found"),
        (&auditor, (&need, &offer), accept(""), "base-refusal-auditors-read"),
        (&needs, (&need, &offer), mute(), "base-refusal-reason-needed"),
        (&needs, (&need, &offer), decline("nonsense"), "base-refusal-slips"),
        (&needs, (&need, &need), accept(""), "base-refusal-not-matched"),
    ];
    for (viewer, ends, answer, expected) in table {
        assert_eq!(refusal(house.decide(viewer, 10, ends, answer)), expected);
    }
    assert_eq!(head(), before);
}

#[test]
fn a_confidential_need_shows_an_abstract_until_both_agree() {
    let Scene { house, need, offer, needs, offers, bystander, broker, .. } = scene("private");
    assert_eq!(refusal(house.decide(&needs, 10, (&need, &offer), accept(" "))), "base-refusal-abstract-needed");
    let tells = accept("示例磁材公司希望降低重稀土用量，请联系王工");
    assert_eq!(refusal(house.decide(&needs, 10, (&need, &offer), tells)), "base-refusal-abstract-tells");
    let words = "某磁材企业希望以更少的铽达到同样的矫顽力";
    let record = house.decide(&needs, 10, (&need, &offer), accept(words)).unwrap();
    let see = |viewer: &Viewer| {
        let (viewer, id) = (occasion(viewer, 15), record.id);
        house.read(|shelf| approach(shelf, &viewer, id)).ok().map(|seen| match seen.shown {
            Disclosed::Abstract(words) => words,
            Disclosed::Open(need) => need.content.title(true).to_owned(),
        })
    };
    let title = need.content.title(true).to_owned();
    assert_eq!((see(&needs), see(&offers)), (Some(title.clone()), Some(words.to_owned())));
    for other in [&bystander, &broker, &Viewer::Visitor] {
        assert_eq!(see(other), None, "{other:?}");
        assert!(!Audience::of(&record).admits(other));
    }
    assert!(!Audience::of(&record).admits(&offers), "the record itself names the need");
    let waiting = |viewer: &Viewer| {
        let occasion = occasion(viewer, 16);
        house.read(|shelf| approaches(shelf, &occasion)).unwrap().iter().filter(|one| one.is_waiting()).count()
    };
    assert_eq!((waiting(&needs), waiting(&offers), waiting(&bystander)), (0, 1, 0));
    house.answer(&offers, 20, record.id, accept("")).unwrap();
    assert_eq!(see(&offers), Some(title));
    assert_eq!((waiting(&offers), see(&bystander)), (0, None));
}

#[test]
fn a_declined_confidential_need_stays_unknown() {
    let Scene { house, need, offer, needs, offers, .. } = scene("private");
    let record = house.decide(&needs, 10, (&need, &offer), accept("某企业希望降低铽用量")).unwrap();
    house.answer(&offers, 20, record.id, decline("already-solved")).unwrap();
    let occasion = occasion(&offers, 30);
    let seen = house.read(|shelf| approach(shelf, &occasion, record.id)).unwrap();
    assert!(matches!(seen.shown, Disclosed::Abstract(_)));
}

#[test]
fn declining_moves_the_weights_and_a_reset_moves_them_back() {
    let Scene { house, need, offer, broker, .. } = scene("members");
    let learned = || house.read(|shelf| Ok(weighing(shelf)?)).unwrap();
    assert_eq!(learned().weights, Weights::sensible());
    let other = |title: &str| {
        house.write(
            Kind::Achievement,
            &Viewer::Operator,
            &[
                ("title_zh", title),
                ("summary_zh", "钕铁硼磁体矫顽力与重稀土。"),
                ("achievement_type", "patent"),
                ("visibility", "public"),
            ],
        )
    };
    let three = [offer, other("钕铁硼磁体镀层"), other("钕铁硼磁体切割")];
    let before = house.suits(&broker, &need);
    for (at, offer) in three.iter().enumerate() {
        house.decide(&broker, 10 + i64::try_from(at).unwrap(), (&need, offer), decline("wrong-field")).unwrap();
    }
    let after = learned();
    assert_eq!(after.decisions, 3);
    assert!(
        after.moved.iter().any(|moved| moved.feature == Feature::TitleInBody && moved.after < moved.before),
        "{:?}",
        after.moved
    );
    assert!(after.moved.iter().all(|moved| moved.feature != Feature::MoneyGap), "the reason does not concern money");
    let best = before.best()[0];
    assert!(after.weights.score(&best.features).score < best.scored.score);
    let administrator = house.member("administrator", &[Role::Administrator], None);
    assert_eq!(
        refusal(house.store.writing({
            let occasion = occasion(&broker, 50);
            move |shelf| Ok::<(), brokerage::Trouble>(reset(shelf, &occasion)?)
        })),
        "base-refusal-not-allowed"
    );
    let now = occasion(&administrator, 60);
    house.store.writing(move |shelf| reset(shelf, &now)).unwrap();
    assert_eq!(learned().weights, Weights::sensible());
}

#[test]
fn decisions_about_confidential_needs_teach_nothing_that_others_could_see() {
    let Scene { house, need, offer, needs, .. } = scene("private");
    house.decide(&needs, 10, (&need, &offer), decline("wrong-field")).unwrap();
    let learned = house.read(|shelf| Ok(weighing(shelf)?)).unwrap();
    assert_eq!((learned.decisions, learned.weights), (0, Weights::sensible()));
}

#[test]
fn a_portfolio_leaves_out_what_was_declined_and_proves_itself() {
    let Scene { house, need, offer, needs, .. } = scene("members");
    let whole = |capacity| {
        let (occasion, ground) = (occasion(&needs, 50), house.ground());
        let asked = (Kind::Achievement, capacity, 100);
        house.read(|shelf| portfolio(shelf, ground, &occasion, &Weights::sensible(), asked)).unwrap()
    };
    let found = whole(1);
    let placed = found.placed();
    assert_eq!(placed.iter().map(|one| (one.need, one.resource)).collect::<Vec<_>>(), [(need.id, offer.id)]);
    assert!(found.certificate.is_some());
    house.decide(&needs, 10, (&need, &offer), decline("other")).unwrap();
    let found = whole(1);
    assert!(found.placed().is_empty());
    assert_eq!(found.why_not(need.id, offer.id), matching::portfolio::WhyNot::Forbidden);
}

#[test]
fn a_foreign_party_and_a_controlled_item_do_not_meet_without_approval() {
    let Scene { house, need, needs, .. } = scene("members");
    let organisation = |title: &str, country: &str| {
        let fields =
            [("title_zh", title), ("party_type", "private-company"), ("country", country), ("visibility", "public")];
        house.write(Kind::Organisation, &Viewer::Operator, &fields).id.to_string()
    };
    let offer = |owner: &str, control: &str| {
        house.write(
            Kind::Achievement,
            &Viewer::Operator,
            &[
                ("title_zh", "晶界扩散制备钕铁硼磁体的方法"),
                ("achievement_type", "process"),
                ("visibility", "public"),
                ("owner", owner),
                ("control", control),
            ],
        )
    };
    let (abroad, home) = (organisation("示例海外公司", "DE"), organisation("示例国内公司", "CN"));
    // 2026-09-21: announcement 2025-62 is suspended until 2026-11-10, 2025-18 is in force.
    let table = [
        (&abroad, "none", "uncontrolled"),
        (&home, "item-2025-18", "domestic"),
        (&abroad, "technology-2025-62-a", "not-in-force"),
    ];
    for (owner, control, noted) in table {
        let record = house.decide(&needs, 10, (&need, &offer(owner, control)), accept("")).unwrap();
        let said = record.content.text("control_check").to_owned();
        assert!(said.starts_with(noted), "{control}: {said}");
    }
    for control in ["item-2025-18", "unsure"] {
        let offer = offer(&abroad, control);
        assert_eq!(refusal(house.decide(&needs, 10, (&need, &offer), accept(""))), "base-refusal-control-holds");
        assert!(house.decide(&needs, 10, (&need, &offer), decline("export-control")).is_ok());
        // That it was held is in the journal, although all else was refused.
        let of_it = JournalFilter { object: Some(format!("control:{}", offer.id)), ..JournalFilter::default() };
        let noted = house.read(|shelf| Ok(shelf.entries_before(u64::from(u32::MAX), &of_it, 10)?)).unwrap();
        assert_eq!(noted.iter().map(|entry| entry.verb.as_str()).collect::<Vec<_>>(), ["control.hold"]);
    }
}

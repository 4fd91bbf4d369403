//! What suits a record, by kind, with reasons; and what somebody decides about it.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::verb::show as shown;
use base::record::{Kind, Record, RecordId};
use base::{Refusal, Trouble as BaseTrouble};
use brokerage::{Answer, Bundled, Suits, bundle, decide, paired, suitable};
use matching::bundle::Proof;
use measure::{Currency, Money};

use super::super::record::{kind_label, money};
use super::frame::Frame;
use super::pair::Shown;
use super::words;
use crate::language::Messages;
use crate::refusal::base_sentence;
use crate::rulebook::rules;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, plural, see_other_done};
use crate::state::State;
use crate::view::Link;

/// Shown of each kind.
const MOST: usize = 8;

#[derive(Template)]
#[template(path = "pages/matching/suits.html")]
struct SuitsPage {
    t: Messages,
    layout: Layout,
    kind: String,
    list: String,
    link: Link,
    title: String,
    address: String,
    groups: Vec<Group>,
    bundle: Option<ShownBundle>,
    reasons: Vec<(&'static str, &'static str)>,
    /// What could not be done: about which record, why, and what was typed.
    refused: Option<Refused>,
}

struct Group {
    heading: String,
    anchor: &'static str,
    pairs: Vec<Shown>,
}

struct Refused {
    id: String,
    why: String,
    anonymous_abstract: String,
    note: String,
}

struct ShownBundle {
    chosen: Vec<(String, Link, String)>,
    cost: String,
    uncovered: String,
    proof: String,
    named: bool,
    unpriced: bool,
    runner_up: Vec<Link>,
    runner_up_cost: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let record = subject(&frame)?;
    render(StatusCode::OK, &frame, &record, None)
}

/// Accepts or declines.
pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let record = subject(&frame)?;
    let id = |name: &str| form.text(name).parse::<RecordId>().map_err(|_| Trouble::NotFound);
    let (need, offer) = (id("need")?, id("offer")?);
    let answer = answer_of(form).ok_or(Trouble::NotFound)?;
    let (ground, weights, occasion) = (state.ground()?, frame.weights()?, frame.occasion.clone());
    let pair = state.store().reading(|shelf| {
        let (need, offer) = (shown(shelf, &occasion.viewer, need)?, shown(shelf, &occasion.viewer, offer)?);
        paired(shelf, ground, &occasion, &weights, &need, &offer)
    })?;
    let (rules, said) = (rules()?, answer.clone());
    let decided = state.store().writing(move |shelf| decide(shelf, rules, &occasion, (need, offer), pair, &said));
    match decided {
        Ok(_) => {
            let done = if matches!(answer, Answer::Accept { .. }) { Done::MatchAccepted } else { Done::MatchDeclined };
            see_other_done(&Frame::matches(record.kind, record.id), done)
        }
        Err(brokerage::Trouble::Base(BaseTrouble::Refused(refusal))) if is_mended_here(&refusal) => {
            let other = if record.id == need { offer } else { need };
            let refused = Refused {
                id: other.to_string(),
                why: base_sentence(frame.t, &refusal),
                anonymous_abstract: form.text("abstract").to_owned(),
                note: form.text("note").to_owned(),
            };
            render(StatusCode::UNPROCESSABLE_ENTITY, &frame, &record, Some(refused))
        }
        Err(other) => Err(other.into()),
    }
}

/// What a form says about a match.
pub(super) fn answer_of(form: &Form) -> Option<Answer> {
    match form.field("answer")? {
        "accept" => Some(Answer::Accept { anonymous_abstract: form.text("abstract").to_owned() }),
        "decline" => Some(Answer::Decline {
            reasons: form.fields("reasons").filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            note: form.text("note").to_owned(),
        }),
        _ => None,
    }
}

/// Whether a refusal is about what was typed, so that the page comes back with it.
pub(super) fn is_mended_here(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::ReasonNeeded {}
            | Refusal::AbstractNeeded {}
            | Refusal::AbstractTells { .. }
            | Refusal::ControlHolds { .. }
            | Refusal::MatchOver { .. }
            | Refusal::Slips(_)
    )
}

fn subject(frame: &Frame) -> Result<Record, Trouble> {
    let first = frame.visit.path.split('/').nth(1).unwrap_or_default();
    let kind = Kind::of_path(first).ok_or(Trouble::NotFound)?;
    let id: RecordId = frame.visit.id.parse().map_err(|_| Trouble::NotFound)?;
    let record = frame.state.store().reading(|shelf| shown(shelf, frame.viewer(), id))?;
    if record.kind == kind { Ok(record) } else { Err(Trouble::NotFound) }
}

fn render(status: StatusCode, frame: &Frame, record: &Record, refused: Option<Refused>) -> Result<Response, Trouble> {
    let (t, ground, weights) = (frame.t, frame.state.ground()?, frame.weights()?);
    let (suits, owners) = frame.state.store().reading(|shelf| -> Result<_, brokerage::Trouble> {
        let suits = suitable(shelf, ground, &frame.occasion, &weights, record, MOST)?;
        let owners: Vec<RecordId> = suits.best().iter().filter_map(|pair| pair.other.content.owner()).collect();
        let owners = shelf.titles(&owners, &frame.viewer().reach())?;
        Ok((suits, owners))
    })?;
    let owners: BTreeMap<RecordId, String> =
        owners.into_iter().map(|titled| (titled.id, super::super::record::titled_link(&titled, t).text)).collect();
    let shown = |pair: &brokerage::Paired| {
        let owner = pair.other.content.owner().and_then(|id| owners.get(&id).cloned()).unwrap_or_default();
        Shown::new(frame, record, pair, owner)
    };
    let groups = suits.by_kind.iter().map(|(kind, pairs)| Group {
        heading: plural(*kind, t),
        anchor: kind.code(),
        pairs: pairs.iter().map(shown).collect(),
    });
    page_with(
        status,
        &SuitsPage {
            t,
            layout: frame.layout(Section::of_kind(record.kind)),
            kind: plural(record.kind, t),
            list: format!("/{}", record.kind.path()),
            link: frame.link(record),
            title: frame.title(record),
            address: Frame::matches(record.kind, record.id),
            groups: groups.collect(),
            bundle: bundled(frame, &suits),
            reasons: words::answers(Kind::Match, "decline_reasons", t),
            refused,
        },
    )
}

fn bundled(frame: &Frame, suits: &Suits) -> Option<ShownBundle> {
    // A bundle that cannot be priced is none; the pairs are shown all the same.
    let Bundled { bundle, named, unpriced, .. } = bundle(suits).ok().flatten()?;
    let t = frame.t;
    let best = suits.best();
    let found = |id: &str| best.iter().find(|pair| pair.other.id.to_string() == id).map(|pair| &pair.other);
    let chosen = bundle.best.chosen.iter().filter_map(|one| {
        let record = found(&one.id)?;
        Some((words::factor(one.kind, t), frame.link(record), kind_label(record.kind, t)))
    });
    let runner_up = bundle.runner_up.as_ref().map(|cover| cover.chosen.as_slice()).unwrap_or_default();
    let uncovered: Vec<String> = bundle.best.uncovered.iter().map(|factor| words::factor(*factor, t)).collect();
    Some(ShownBundle {
        chosen: chosen.collect(),
        cost: cost(bundle.best.cost, !unpriced.is_empty(), t),
        uncovered: uncovered.join(t.pick("、", ", ")),
        proof: match bundle.best.proof {
            Proof::Proven => t.get("bundle-proven"),
            Proof::Stopped { .. } => t.get("bundle-stopped"),
        },
        named,
        unpriced: !unpriced.is_empty() && bundle.best.cost != 0,
        runner_up: runner_up.iter().filter_map(|one| found(&one.id)).map(|record| frame.link(record)).collect(),
        runner_up_cost: bundle
            .runner_up
            .as_ref()
            .map(|cover| cost(cover.cost, !unpriced.is_empty(), t))
            .unwrap_or_default(),
    })
}

/// What something costs; nothing is a price only where everything has one.
fn cost(minor_units: i128, unpriced: bool, t: Messages) -> String {
    if minor_units == 0 && unpriced {
        return t.get("bundle-no-price");
    }
    i64::try_from(minor_units)
        .map_or_else(|_| minor_units.to_string(), |units| money(Money::new(units, Currency::Cny), t))
}

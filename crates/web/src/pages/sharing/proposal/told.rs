//! What a proposal says: a picture, its table, a sentence for each way of sharing, who objects, and technologies.

use sharing::chain_game::{Answer, Effort, Interval, Proposal, Stake, TechnologyRange};
use sharing::game::Coalition;

use super::Asked;
use crate::figure::thousands;
use crate::language::Key;
use crate::pages::sharing::frame::Frame;
use crate::view::{Amount, Bars, Cell, Link, Names, Table, Why};

/// Coalitions that are named under an answer.
const NAMED: usize = 5;

/// A proposal in the reader's words.
pub(super) struct Told {
    pub first: bool,
    pub whole: String,
    pub nobody: String,
    pub parties: usize,
    pub rest: String,
    pub empty: bool,
    pub bars: Bars,
    pub shares: Table,
    pub answers: Vec<Said>,
    pub no_core: Option<String>,
    pub no_nucleolus: bool,
    pub technologies: Vec<(String, Vec<String>)>,
    pub stakes: Table,
    pub link: String,
    pub text: String,
    pub workbook: String,
}

/// One way of sharing: what it is, and what coalitions say of it.
pub(super) struct Said {
    pub title: String,
    pub says: String,
    /// Whether nobody objects; `None` where coalitions were only sampled.
    pub stands: Option<bool>,
    pub left_over: Option<String>,
    pub heading: String,
    pub objections: Vec<String>,
    pub more: Option<String>,
}

/// Amounts of one proposal, written with the same unit and the same number of decimals, so that columns add up.
#[derive(Clone)]
struct Scale {
    by: f64,
    unit: String,
    decimals: usize,
    nothing: f64,
}

impl Scale {
    fn of(frame: Frame, whole: f64) -> Self {
        let (by, unit) = frame.numbers.money_scale(whole);
        let size = (whole.abs() / by).max(1.0).log10().floor().clamp(0.0, 4.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 4")]
        Self { by, unit, decimals: 4 - size as usize, nothing: 1e-9 * whole.abs() }
    }

    fn write(&self, value: f64) -> String {
        let value = if value.abs() <= self.nothing { 0.0 } else { value };
        let text = format!("{:.*}", self.decimals, value.abs() / self.by);
        let (digits, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let dot = if fraction.is_empty() { "" } else { "." };
        let sign = if value < 0.0 { "−" } else { "" };
        format!("{sign}{}{dot}{fraction}", thousands(digits))
    }
}

impl Told {
    pub(super) fn new(frame: Frame, asked: &Asked, proposal: &Proposal) -> Self {
        let scale = Scale::of(frame, proposal.whole);
        let money = |value: f64| frame.numbers.money(if value.abs() <= scale.nothing { 0.0 } else { value });
        let least = proposal.least_core.filter(|least| *least > scale.nothing.max(1.0));
        let answers = answers(proposal).map(|(title, says, answer)| said(frame, proposal, (title, says, answer)));
        Self {
            first: asked.first,
            whole: money(proposal.whole),
            nobody: money(proposal.owen.nobody),
            parties: proposal.parties.len(),
            rest: super::typed::RESTS
                .iter()
                .find(|(_, rest, _)| *rest == proposal.rest)
                .map(|(_, _, says)| frame.t.get(*says))
                .unwrap_or_default(),
            empty: proposal.whole < 1.0,
            bars: bars(frame, proposal, &scale),
            shares: shares(frame, proposal, &scale),
            answers: answers.collect(),
            no_core: least.map(|least| frame.t.say("proposal-empty-core").with("amount", money(least)).to_string()),
            no_nucleolus: proposal.values.is_some() && proposal.nucleolus.is_none(),
            technologies: proposal.technologies.iter().map(|one| technology(frame, proposal, one)).collect(),
            stakes: stakes(frame, proposal, &scale),
            link: asked.typed.address("/sharing/proposal"),
            text: asked.typed.address("/sharing/proposal.csv"),
            workbook: asked.typed.address("/sharing/proposal.xlsx"),
        }
    }
}

/// The answers that there are, in their order.
fn answers(proposal: &Proposal) -> impl Iterator<Item = (Key, Key, &Answer)> {
    let shapley = if proposal.half_widths.is_some() { Key("share-says-sampled") } else { Key("share-says-shapley") };
    let nucleolus = proposal.nucleolus.as_ref();
    [
        Some((Key("share-canonical"), Key("share-says-owen"), &proposal.owen)),
        Some((Key("share-shapley"), shapley, &proposal.shapley)),
        nucleolus.map(|answer| (Key("share-nucleolus"), Key("share-says-nucleolus"), answer)),
    ]
    .into_iter()
    .flatten()
}

fn said(frame: Frame, proposal: &Proposal, (title, says, answer): (Key, Key, &Answer)) -> Said {
    let (t, effort) = (frame.t, Effort::default());
    let says = t.say(says).with("pairs", effort.pairs.to_string()).with("seed", effort.seed.to_string()).to_string();
    let objections = answer.core.as_ref().map(|core| core.objections.as_slice()).unwrap_or_default();
    let objection = |objection: &sharing::game::Objection| {
        let said = t.say("proposal-objection").with("parties", members(frame, proposal, objection.coalition));
        said.with("amount", frame.numbers.money(objection.amount)).to_string()
    };
    let left = answer.core.as_ref().map_or(0.0, |core| core.left_over);
    let left = (left.abs() > (1e-7 * proposal.whole.abs()).max(1.0)).then(|| frame.numbers.money(left));
    let more = objections.len().saturating_sub(NAMED);
    Said {
        title: t.get(title),
        says,
        stands: answer.core.as_ref().map(|core| core.in_core),
        left_over: left.map(|amount| t.say("proposal-left-over").with("amount", amount).to_string()),
        heading: t.say("share-objecting").with("count", objections.len().to_string()).to_string(),
        objections: objections.iter().take(NAMED).map(objection).collect(),
        more: (more > 0).then(|| t.say("proposal-more").with("count", more.to_string()).to_string()),
    }
}

/// The parties of a coalition; of one that has nearly everybody, those who are not in it.
fn members(frame: Frame, proposal: &Proposal, coalition: Coalition) -> String {
    let names = |of: Coalition| -> String {
        let parties = of.members().filter_map(|at| proposal.parties.get(at));
        parties.map(|stake| stake.name.as_str()).collect::<Vec<_>>().join(&frame.t.get("list-plus"))
    };
    let all = Coalition::all(proposal.parties.len());
    let without = Coalition(all.0 & !coalition.0);
    if without.size() < 3 && coalition.size() > 3 {
        return frame.t.say("proposal-all-but").with("parties", names(without)).to_string();
    }
    names(coalition)
}

fn range_of(proposal: &Proposal, party: usize) -> Option<&TechnologyRange> {
    proposal.technologies.iter().find(|one| one.party == party)
}

fn bars(frame: Frame, proposal: &Proposal, scale: &Scale) -> Bars {
    let t = frame.t;
    let amount = |label: Key, value: f64, within: Option<(f64, f64)>, class: &'static str| Amount {
        label: t.get(label),
        value: Some(value),
        within,
        written: scale.write(value),
        class,
    };
    let ends = |interval: &Interval| (interval.low, interval.high);
    let group = |(at, stake): (usize, &Stake)| {
        let width = proposal.half_widths.as_ref().map(|widths| widths[at]);
        let shapley = proposal.shapley.shares[at];
        let mut amounts = vec![
            amount(
                Key("proposal-bar-owen"),
                proposal.owen.shares[at],
                proposal.owen_intervals.get(at).map(ends),
                "bar",
            ),
            amount(Key("share-shapley"), shapley, width.map(|width| (shapley - width, shapley + width)), "bar-second"),
        ];
        if let Some(answer) = &proposal.nucleolus {
            amounts.push(amount(Key("share-nucleolus"), answer.shares[at], None, "bar-third"));
        }
        if let Some(one) = range_of(proposal, at) {
            amounts.push(Amount {
                label: t.get("proposal-bar-technology"),
                value: None,
                within: Some((one.range.low.min(one.range.high), one.range.high.max(one.range.low))),
                written: t.say("proposal-up-to").with("amount", scale.write(one.range.high)).to_string(),
                class: "bar",
            });
        }
        (stake.name.clone(), amounts)
    };
    let mut groups: Vec<(String, Vec<Amount>)> = proposal.parties.iter().enumerate().map(group).collect();
    groups
        .push((t.get("share-nobody"), vec![amount(Key("proposal-bar-rent"), proposal.owen.nobody, None, "bar-rest")]));
    let title = t.say("proposal-picture").with("count", proposal.parties.len().to_string()).to_string();
    let by = scale.by;
    Bars::new("shares", title, scale.unit.clone(), &groups, &|value| frame.numbers.plain(value / by))
}

fn shares(frame: Frame, proposal: &Proposal, scale: &Scale) -> Table {
    let t = frame.t;
    let columns = vec![
        frame.texts("share-party"),
        frame.figures("proposal-from"),
        frame.figures("proposal-to"),
        frame.figures("share-canonical"),
        frame.figures("share-shapley"),
        frame.figures("share-nucleolus"),
        frame.figures("proposal-technology"),
    ];
    let number = |value: f64| Cell::number(scale.write(value));
    let none = || Cell::number("—");
    let nucleolus =
        |of: &dyn Fn(&Answer) -> f64| proposal.nucleolus.as_ref().map_or_else(none, |answer| number(of(answer)));
    let row = |(at, stake): (usize, &Stake)| {
        let interval = proposal.owen_intervals[at];
        let width = proposal.half_widths.as_ref().map(|widths| format!(" ± {}", scale.write(widths[at])));
        let range = range_of(proposal, at);
        vec![
            Cell::text(stake.name.clone()),
            number(interval.low),
            number(interval.high),
            number(proposal.owen.shares[at]),
            Cell::number(scale.write(proposal.shapley.shares[at]) + &width.unwrap_or_default()),
            nucleolus(&|answer| answer.shares[at]),
            range.map_or_else(none, |one| {
                let said = t.say("proposal-range").with("low", scale.write(one.range.low));
                Cell::number(said.with("high", scale.write(one.range.high)).to_string())
            }),
        ]
    };
    let line = |name: Key, [owen, shapley, third]: [f64; 3]| {
        let (text, blank) = (Cell::text(t.get(name)), || Cell::number(""));
        vec![text, blank(), blank(), number(owen), number(shapley), nucleolus(&|_| third), blank()]
    };
    let third = proposal.nucleolus.as_ref().map_or(0.0, |answer| answer.nobody);
    let nobody = line(Key("share-nobody"), [proposal.owen.nobody, proposal.shapley.nobody, third]);
    let caption = t.say("proposal-table").with("unit", scale.unit.clone()).to_string();
    let table =
        Table::new(caption, columns).with_rows(proposal.parties.iter().enumerate().map(row)).with_rows([nobody]);
    table.with_total(line(Key("proposal-whole"), [proposal.whole; 3]))
}

fn technology(frame: Frame, proposal: &Proposal, one: &TechnologyRange) -> (String, Vec<String>) {
    let name = &proposal.parties[one.party].name;
    let money = |value: f64| frame.numbers.money(if value.abs() <= 1e-9 * proposal.whole.abs() { 0.0 } else { value });
    let key = if one.range.high < 0.0 { "proposal-technology-worse" } else { "proposal-technology-says" };
    let said = frame.t.say(key).with("whole", money(one.whole)).with("without", money(one.without));
    let mut sentences = vec![said.with("most", money(one.range.high)).to_string()];
    if let Some(core) = one.core {
        let said = frame.t.say("proposal-technology-core").with("low", money(core.low)).with("high", money(core.high));
        sentences.push(said.to_string());
    }
    (name.clone(), sentences)
}

fn stakes(frame: Frame, proposal: &Proposal, scale: &Scale) -> Table {
    let t = frame.t;
    let columns = vec![
        frame.texts("share-party"),
        frame.figures("share-capacities"),
        frame.figures("share-markets"),
        frame.texts("share-technologies"),
        frame.figures("proposal-alone"),
    ];
    let counted = |ids: &[String], name: &dyn Fn(&str) -> Option<String>| {
        let names: Vec<String> = ids.iter().filter_map(|id| name(id)).collect();
        if names.is_empty() { Cell::number("0") } else { Cell::Why(Why::new(ids.len().to_string(), names)) }
    };
    let text = |text: &chain::Text| Names::new(frame.chain, t).text(text).to_owned();
    let row = |(at, stake): (usize, &Stake)| {
        let patch = |id: &String| frame.state.pack().patch(id).ok();
        let links: Vec<Link> = stake.patches.iter().filter_map(patch).map(|patch| frame.names.patch(patch)).collect();
        let alone = proposal.values.as_ref().and_then(|values| values.get(Coalition::single(at).index()));
        vec![
            Cell::text(stake.name.clone()),
            counted(&stake.capacities, &|id| frame.chain.capacity(id).map(|at| text(&frame.chain.capacities[at].name))),
            counted(&stake.markets, &|id| frame.chain.market(id).map(|at| text(&frame.chain.markets[at].name))),
            Cell::Links(links),
            alone.map_or_else(|| Cell::number("—"), |value| Cell::number(scale.write(*value))),
        ]
    };
    let caption = t.say("proposal-stakes").with("unit", scale.unit.clone()).to_string();
    Table::new(caption, columns).with_rows(proposal.parties.iter().enumerate().map(row))
}

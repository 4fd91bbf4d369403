//! A proposal as a table to save.

use axum::response::Response;
use sharing::chain_game::{Proposal, Stake};
use sharing::game::Coalition;
use sheet::{Column, write_csv, write_xlsx};

use super::Asked;
use crate::pages::exchange::{given, made};
use crate::pages::sharing::frame::Frame;
use crate::shell::{Trouble, Visit, see_other};
use crate::state::State;

/// As text.
pub(in crate::pages::sharing) fn as_text(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    file(state, visit, false)
}

/// As a workbook.
pub(in crate::pages::sharing) fn as_workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    file(state, visit, true)
}

fn file(state: &State, visit: &Visit, workbook: bool) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let asked = Asked::of(frame)?;
    let answer = asked.answer(frame).ok().flatten();
    let Some(Ok(proposal)) = answer.as_ref().and_then(|answer| answer.get()) else {
        // The page says why there is none, or that it is on its way.
        return see_other(&asked.typed.address("/sharing/proposal"));
    };
    let (columns, rows) = (columns(frame, &proposal.currency), rows(frame, proposal));
    let file = made(|out| {
        if workbook {
            write_xlsx(&columns, rows, out)?;
        } else {
            write_csv(&columns, rows, out)?;
        }
        Ok(())
    })?;
    let (ending, content) = if workbook {
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    } else {
        ("csv", "text/csv; charset=utf-8")
    };
    given(file, &format!("{}.{ending}", frame.t.get("nav-proposal")), content)
}

pub(super) fn columns(frame: Frame, currency: &str) -> Vec<Column> {
    let figures = [
        "proposal-alone",
        "proposal-from",
        "proposal-to",
        "share-canonical",
        "share-shapley",
        "proposal-half-width",
        "share-nucleolus",
        "proposal-most",
    ];
    let figure = |key: &&'static str| Column::number(format!("{} {currency}", frame.t.get(*key)));
    [Column::text(frame.t.get("share-party"))].into_iter().chain(figures.iter().map(figure)).collect()
}

/// One row a party, then what belongs to none, then the whole.
pub(super) fn rows(frame: Frame, proposal: &Proposal) -> Vec<Vec<String>> {
    let write = |value: f64| format!("{value:.2}");
    let maybe = |value: Option<f64>| value.map(write).unwrap_or_default();
    let row = |(at, stake): (usize, &Stake)| {
        let alone = proposal.values.as_ref().and_then(|values| values.get(Coalition::single(at).index()));
        let technology = proposal.technologies.iter().find(|one| one.party == at);
        vec![
            stake.name.clone(),
            maybe(alone.copied()),
            write(proposal.owen_intervals[at].low),
            write(proposal.owen_intervals[at].high),
            write(proposal.owen.shares[at]),
            write(proposal.shapley.shares[at]),
            maybe(proposal.half_widths.as_ref().map(|widths| widths[at])),
            maybe(proposal.nucleolus.as_ref().map(|answer| answer.shares[at])),
            maybe(technology.map(|one| one.range.high)),
        ]
    };
    let line = |name: &'static str, owen: f64, shapley: f64, nucleolus: Option<f64>| {
        let blank = String::new;
        let (name, owen, shapley) = (frame.t.get(name), write(owen), write(shapley));
        vec![name, blank(), blank(), blank(), owen, shapley, blank(), maybe(nucleolus), blank()]
    };
    let (nucleolus, whole) = (proposal.nucleolus.as_ref(), proposal.whole);
    let nobody = nucleolus.map(|answer| answer.nobody);
    let mut rows: Vec<Vec<String>> = proposal.parties.iter().enumerate().map(row).collect();
    rows.push(line("share-nobody", proposal.owen.nobody, proposal.shapley.nobody, nobody));
    rows.push(line("proposal-whole", whole, whole, nucleolus.map(|_| whole)));
    rows
}

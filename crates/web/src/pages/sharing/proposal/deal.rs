//! The question of a deal: its parties, what the chain says that they hold, and the technology it is about; and the
//! answer as the deal keeps it.

use axum::http::StatusCode;
use axum::response::Response;
use base::people::Reach;
use base::record::kinds::{Achievement, DealRole};
use base::record::{Record, RecordId};
use base::store::Shelf;
use sharing::chain_game::Proposal;
use transfer::Trouble as TransferTrouble;
use transfer::deal::{Case, case, keep_proposal};

use super::Asked;
use super::file::{columns, rows};
use super::typed::Typed;
use crate::pages::sharing::frame::Frame;
use crate::pages::{refused_on_desk, transfer_said, transfer_trouble};
use crate::shell::{Done, Form, Trouble, Visit, see_other_done};
use crate::state::State;

/// The form that asks for a deal, as far as the viewer may see it.
pub(super) fn typed(frame: Frame, id: &str) -> Result<Typed, Trouble> {
    let id: RecordId = id.parse().map_err(|_| Trouble::NotFound)?;
    let viewer = &frame.visit.viewer;
    let known = frame.state.store().reading(|shelf| {
        let case = case(shelf, viewer, id)?;
        let reach = viewer.reach();
        let parties = parties(shelf, &case, &reach)?;
        let achievements = seen(shelf, &case.deal.achievements, &reach)?;
        Ok::<_, TransferTrouble>((parties, achievements))
    });
    let (parties, achievements) = known.map_err(transfer_trouble)?;
    let mut typed = Typed { deal: id.to_string(), rest: "at-chain-prices".to_owned(), ..Typed::default() };
    for (at, Named { names, .. }) in parties.iter().enumerate() {
        typed.names.push(frame.t.pick(&names[0], names.get(1).unwrap_or(&names[0])).clone());
        for owner in &frame.chain.owners {
            let called = [&owner.name.zh, &owner.name.en];
            if names.iter().any(|name| called.iter().any(|other| other.eq_ignore_ascii_case(name))) {
                typed.owners.insert(owner.id.clone(), (at + 1).to_string());
            }
        }
    }
    let giver = parties.iter().position(|party| party.role == Some(DealRole::Provider)).unwrap_or_default();
    for achievement in achievements {
        let body: Achievement = achievement.content.body();
        let text = body.patch.map(|patch| patch.0).unwrap_or_default();
        // A change of its own, which the chain does not ship, has no name that could be asked for.
        let patch = chain::parse("patch.toml", text.as_bytes()).ok();
        if let Some(patch) = patch.filter(|patch| frame.state.pack().patches.iter().any(|known| known.id == patch.id)) {
            typed.patches.insert(patch.id, (giver + 1).to_string());
        }
    }
    Ok(typed)
}

/// A party of the deal: its names, the Chinese title first, and its role.
struct Named {
    names: Vec<String>,
    role: Option<DealRole>,
}

/// The parties that have a name.
fn parties(shelf: &mut dyn Shelf, case: &Case, reach: &Reach) -> Result<Vec<Named>, TransferTrouble> {
    let mut all = Vec::new();
    for party in &case.deal.parties {
        let written = party.name.as_ref().map(|name| name.0.clone());
        let ids: Vec<RecordId> = party.organisation.into_iter().collect();
        let mut names: Vec<String> = Vec::new();
        for record in seen(shelf, &ids, reach)? {
            names.extend([true, false].map(|chinese| record.content.title(chinese).to_owned()));
            let body: base::record::kinds::Organisation = record.content.body();
            names.extend(body.short_names.into_iter().map(|name| name.0));
        }
        names.extend(written);
        names.retain(|name| !name.is_empty());
        if !names.is_empty() {
            all.push(Named { names, role: party.role });
        }
    }
    Ok(all)
}

/// Records among these that the viewer may see.
fn seen(shelf: &mut dyn Shelf, ids: &[RecordId], reach: &Reach) -> Result<Vec<Record>, TransferTrouble> {
    let titled: Vec<RecordId> = shelf.titles(ids, reach)?.iter().map(|titled| titled.id).collect();
    Ok(shelf.records(&titled)?)
}

/// Keeps an answer with its deal.
pub(in crate::pages::sharing) fn keep(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let id: RecordId = visit.id.parse().map_err(|_| Trouble::NotFound)?;
    let address = form.text("question").to_owned();
    let asked = Visit::later(&visit.viewer, &address).ok_or(Trouble::NotFound)?;
    let asked = Asked::of(Frame { visit: &asked, ..frame })?;
    let answer = asked.answer(frame).ok().flatten();
    let Some(Ok(proposal)) = answer.as_ref().and_then(|answer| answer.get()) else {
        let sentence = frame.t.get("proposal-not-kept");
        return refused_on_desk(state, visit, (StatusCode::CONFLICT, sentence));
    };
    let (question, shares) = (asked.typed.address("/sharing/proposal"), told(frame, proposal));
    let occasion = visit.occasion(state);
    let kept = state.store().writing(move |shelf| keep_proposal(shelf, &occasion, id, &question, &shares));
    match kept {
        Ok(_) => see_other_done(&format!("/deals/{id}/desk#terms"), Done::ProposalKept),
        Err(trouble) => refused_on_desk(state, visit, transfer_said(frame.t, trouble)?),
    }
}

/// The answer as lines of text, one a party.
fn told(frame: Frame, proposal: &Proposal) -> String {
    let columns = columns(frame, &proposal.currency);
    let (colon, between) = (frame.t.pick("：", ": "), frame.t.pick("；", "; "));
    let line = |row: Vec<String>| {
        let cells = columns.iter().zip(&row).skip(1).filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<String> = cells.map(|(column, cell)| format!("{} {cell}", column.title)).collect();
        format!("{}{colon}{}", row[0], cells.join(between))
    };
    rows(frame, proposal).into_iter().map(line).collect::<Vec<String>>().join("\n")
}

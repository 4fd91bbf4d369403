//! Terms put on the table, accepted, and what the contract says beside its money.

use base::record::kinds::{Beneficiary, Term};
use base::record::verb::Occasion;
use base::record::{Given, Kind};
use base::store::Shelf;
use serde::de::DeserializeOwned;
use serde_json::Value;
use transfer::deal::note_contract;
use transfer::terms::{Proposal, accept, propose, read_field};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Table, Versioned};
use super::super::records::seen;
use super::{acts, rule_refusals};

pub(super) fn add(table: &mut Table) {
    table.add(of_terms(), proposed);
    table.add(of_acceptance(), accepted);
    table.add(of_contract(), contract);
}

fn of_terms() -> Documentation {
    acts("/deals/{id}/terms", "propose_terms", "Put terms on the table")
        .note("For the broker and the parties of the deal. What is not given stays; a list is replaced whole. What differs from before is another version, which every side has to accept anew.")
        .takes_a("TermsProposal")
        .versioned(Versioned::Must)
        .refuses(["slips", "terms-signed", "nobody-behind"])
        .refuses(rule_refusals())
}

fn of_acceptance() -> Documentation {
    acts("/deals/{id}/acceptance", "accept_terms", "Accept the terms as they stand")
        .note("For who leads a party; it is accepted for every party that one leads.")
        .takes_a("TermsAcceptance")
        .refuses(["stage-wants", "terms-signed", "terms-moved"])
}

fn of_contract() -> Documentation {
    acts("/deals/{id}/contract", "note_contract", "Note what the contract says beside its money")
        .note("For the broker and the parties of the deal. What is not given stays, null empties a field.")
        .takes_a("ContractFields")
        .refuses(["slips", "terms-signed"])
}

/// What a body says for a field of a deal.
fn field<T: DeserializeOwned>(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    body: &Value,
    name: &str,
) -> Result<Option<T>, transfer::Trouble> {
    read_field(shelf, occasion, (Kind::Deal, name), &Given::Json(body[name].clone()))
}

fn proposed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.dealing(move |shelf, _, occasion| {
        let text = |name: &str| body[name].as_str().map(str::to_owned);
        let proposal = Proposal {
            terms: field::<Vec<Term>>(shelf, occasion, &body, "terms")?,
            rule: text("rule"),
            beneficiaries: field::<Vec<Beneficiary>>(shelf, occasion, &body, "beneficiaries")?,
            pricing_mode: field(shelf, occasion, &body, "pricing_mode")?,
            value: field(shelf, occasion, &body, "value")?,
            departure_clause: text("departure_clause"),
        };
        let record = propose(shelf, occasion, id, version, &proposal)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn accepted(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    let terms = call.body["terms_version"].as_i64().unwrap_or_default();
    call.dealing(move |shelf, _, occasion| {
        let record = accept(shelf, occasion, id, version, terms)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn contract(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    let given = call.body.as_object().into_iter().flatten();
    let given: Vec<(String, Given)> = given.map(|(name, value)| (name.clone(), Given::Json(value.clone()))).collect();
    call.dealing(move |shelf, _, occasion| {
        let record = note_contract(shelf, occasion, id, version, &given)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

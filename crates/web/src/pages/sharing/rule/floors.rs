//! What the statutes would say of a trial: who gives the technology away, and who receives as what.

use base::record::Line;
use base::record::kinds::{Beneficiary, Floored, ShareRole};
use base::rules::{PartyType, Settings};
use sharing::waterfall::{Allocation, PartyId, Rule};
use transfer::Trouble as TransferTrouble;
use transfer::money::{Behind, Years, floored};

use super::read::sentence;
use super::typed::Typed;
use crate::language::Messages;
use crate::pages::answer_of;
use crate::refusal::base_sentence;
use crate::rulebook::rulebook;
use crate::shell::Trouble;

/// Whom the floors are asked for.
pub(crate) struct Asking {
    giver: PartyType,
    clause: Option<Line>,
    beneficiaries: Vec<Beneficiary>,
    settings: Settings,
}

impl Asking {
    /// What was typed beside the rule; `None` where nobody is said to give.
    pub(super) fn of(typed: &Typed, rule: &Rule, settings: Settings) -> Option<Self> {
        let cell = |name: &str| typed.head.get(name).map_or("", String::as_str);
        let giver = answer_of(cell("giver"))?;
        let mut beneficiaries = Vec::new();
        for row in &typed.parties {
            let cell = |name: &str| row.get(name).map_or("", String::as_str);
            let (Some(role), Ok(party)) = (answer_of::<ShareRole>(cell("role")), PartyId::parse(cell("id"))) else {
                continue;
            };
            let main = Some(cell("main") == "yes");
            let persons = rule.persons(&party).into_iter();
            beneficiaries.extend(persons.map(|(person, _)| Beneficiary {
                name: Some(Line(person.to_string())),
                recipient: None,
                role: Some(role),
                main,
                account: None,
            }));
        }
        let clause = cell("departure");
        let clause = (!clause.is_empty()).then(|| Line(clause.to_owned()));
        Some(Self { giver, clause, beneficiaries, settings })
    }

    /// The allocation as the statutes leave it, and what each said.
    ///
    /// # Errors
    /// The sentence of what is refused.
    pub(super) fn ask(
        &self,
        t: Messages,
        years: &Years,
        (allocation, rule): (Allocation, &Rule),
    ) -> Result<Result<(Allocation, Vec<Floored>), String>, Trouble> {
        let behind = Behind { beneficiaries: &self.beneficiaries, clause: self.clause.as_ref(), types: &[self.giver] };
        match floored(rulebook()?, &self.settings, behind, years, (allocation, rule)) {
            Ok(done) => Ok(Ok(done)),
            Err(TransferTrouble::Sharing(refusal)) => Ok(Err(sentence(t, &refusal))),
            Err(TransferTrouble::Base(base::Trouble::Refused(refusal))) => Ok(Err(base_sentence(t, &refusal))),
            Err(TransferTrouble::Base(base::Trouble::Fault(fault))) => Err(fault.into()),
            Err(trouble @ TransferTrouble::Ledger(_)) => Err(Trouble::fault(trouble)),
        }
    }
}

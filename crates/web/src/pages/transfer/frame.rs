//! What every page of the room starts from, and how a refusal comes back to it.

use axum::http::StatusCode;
use base::record::Kind;
use base::record::verb::Occasion;
use base::store::Shelf;
use transfer::{Rulebook, Trouble as TransferTrouble};

use super::super::frame::{Frame, Labels, shown, slip_said, with_slips};
use crate::language::{Key, Messages};
use crate::refusal::{ledger_sentence, sharing_sentence};
use crate::rulebook::{rules, shipped_calendar};
use crate::shell::{Refusal, Trouble};

/// What a page about transfer reads and writes, with the rules and the calendar.
pub(super) trait Dealing {
    fn reading<T>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook) -> Result<T, TransferTrouble>,
    ) -> Result<T, Trouble>;

    fn writing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook, &Occasion) -> Result<T, TransferTrouble> + Send + 'static,
    ) -> Result<Result<T, (StatusCode, String)>, Trouble>;
}

impl Dealing for Frame<'_> {
    fn reading<T>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook) -> Result<T, TransferTrouble>,
    ) -> Result<T, Trouble> {
        let book = rulebook()?;
        self.state.store().reading(|shelf| work(shelf, book)).map_err(transfer_trouble)
    }

    fn writing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook, &Occasion) -> Result<T, TransferTrouble> + Send + 'static,
    ) -> Result<Result<T, (StatusCode, String)>, Trouble> {
        let (book, occasion) = (rulebook()?, self.occasion.clone());
        match self.state.store().writing(move |shelf| work(shelf, book, &occasion)) {
            Ok(done) => Ok(Ok(done)),
            Err(trouble) => said(self.t, trouble).map(Err),
        }
    }
}

/// The rules and the calendar that ship.
pub(in crate::pages) fn rulebook() -> Result<Rulebook<'static>, Trouble> {
    Ok(Rulebook { rules: rules()?, calendar: shipped_calendar()? })
}

/// A refusal that a page shows above what was typed; anything else is a page of its own.
pub(crate) fn said(t: Messages, trouble: TransferTrouble) -> Result<(StatusCode, String), Trouble> {
    let sentence = match &trouble {
        TransferTrouble::Base(base::Trouble::Refused(refusal))
        | TransferTrouble::Ledger(base::accounting::Trouble::Base(base::Trouble::Refused(refusal))) => {
            shown(refusal).then(|| with_slips(t, LABELS, refusal))
        }
        TransferTrouble::Ledger(base::accounting::Trouble::Ledger(refusal)) => Some(ledger_sentence(t, refusal)),
        TransferTrouble::Sharing(refusal) => Some(sharing_sentence(t, refusal.key(), &refusal.facts())),
        TransferTrouble::Base(_) | TransferTrouble::Ledger(_) => None,
    };
    let trouble = transfer_trouble(trouble);
    sentence.map(|sentence| (trouble.status(), sentence)).ok_or(trouble)
}

/// What is wrong with which field, where that is what a trouble says.
pub(super) fn wrong(t: Messages, trouble: &TransferTrouble) -> Vec<(String, String)> {
    let TransferTrouble::Base(base::Trouble::Refused(base::Refusal::Slips(slips))) = trouble else { return Vec::new() };
    slips.iter().map(|slip| (slip.field.clone(), slip_said(t, &slip.reason))).collect()
}

/// What the forms of this room call their fields.
const LABELS: Labels = Labels { own: own_label, kinds: &[Kind::Deal, Kind::Receipt, Kind::Publicity, Kind::Payout] };

/// The label of a field that only the forms of this room have.
fn own_label(name: &str) -> Option<Key> {
    Some(match name {
        "on" => Key("transfer-nda-on"),
        "until" | "nda_until" => Key("transfer-nda-until"),
        "organisation" => Key("transfer-access-who"),
        "what" => Key("transfer-access-what"),
        "why" => Key("transfer-access-why"),
        "base" => Key("transfer-base"),
        "amount" => Key("transfer-came"),
        "received" => Key("transfer-received-on"),
        "rate" => Key("transfer-exchange"),
        "due" => Key("transfer-due"),
        "content" => Key("publicity-content"),
        "begins" => Key("publicity-begins"),
        "days" => Key("publicity-days"),
        "objection" => Key("publicity-object"),
        "answer" => Key("publicity-answer"),
        "tax" => Key("statement-withheld"),
        "period_ends" => Key("transfer-period"),
        _ => return None,
    })
}

/// A trouble of a deal as one of a page.
pub(crate) fn transfer_trouble(trouble: TransferTrouble) -> Trouble {
    match trouble {
        TransferTrouble::Base(trouble) => trouble.into(),
        TransferTrouble::Ledger(trouble) => trouble.into(),
        TransferTrouble::Sharing(refusal) => {
            let status = match refusal.class() {
                sharing::Class::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
                sharing::Class::NotFound => StatusCode::NOT_FOUND,
                sharing::Class::Conflict => StatusCode::CONFLICT,
                sharing::Class::Unresolved => StatusCode::SERVICE_UNAVAILABLE,
            };
            let facts = refusal.facts();
            Trouble::Refused(Refusal { status, what: Key(refusal.key()), mend: Key("transfer-mend"), facts })
        }
    }
}

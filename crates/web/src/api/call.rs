//! One call of an operation, read and checked, and the ways in which its handler may use the store.

use base::people::{AccountId, Scope, Viewer};
use base::record::verb::{Occasion, digest_of};
use base::record::{Kind, RecordId};
use base::store::{Answered, Fault, Shelf};
use base::{Refusal, Trouble, accounting};
use jiff::SignedDuration;
use serde_json::Value;
use transfer::Rulebook;

use super::answer::{Answer, Failure, Json};
use super::body::Upload;
use super::parameter::Given;
use crate::language::Messages;
use crate::rulebook::rulebook;
use crate::shell::Visit;
use crate::state::State;

/// The answer to a request with a key is kept at least so long.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// A call.
pub(super) struct Call {
    pub state: State,
    pub visit: Visit,
    /// The messages in the language that was asked for.
    pub t: Messages,
    /// Who does what when.
    pub occasion: Occasion,
    /// The method.
    pub method: &'static str,
    /// The kind at the address.
    pub kind: Option<Kind>,
    /// What the query gave.
    pub given: Given,
    /// The version meant.
    pub version: Option<u32>,
    /// The key by which a repeated request is recognised.
    pub key: Option<String>,
    /// The JSON of the body; `Null` without one.
    pub body: Value,
    /// The file of the body.
    pub upload: Option<Upload>,
}

impl Call {
    /// Who calls.
    pub(super) fn viewer(&self) -> &Viewer {
        &self.occasion.viewer
    }

    /// The account that calls.
    pub(super) fn account(&self) -> Result<AccountId, Refusal> {
        self.viewer().account().ok_or(Refusal::SignInNeeded {})
    }

    /// The account that calls, where its token may write what is its own.
    pub(super) fn writer(&self) -> Result<AccountId, Refusal> {
        self.viewer().within(Scope::Write)?;
        self.account()
    }

    /// The kind at the address.
    pub(super) fn kind(&self) -> Result<Kind, Refusal> {
        self.kind.ok_or(Refusal::NotFound {})
    }

    /// The record at the address.
    pub(super) fn id(&self) -> Result<RecordId, Refusal> {
        self.part("id")
    }

    /// A part of the address that is an id; what is none names nothing.
    pub(super) fn part<T: std::str::FromStr>(&self, name: &str) -> Result<T, Refusal> {
        let text = self.visit.part(name);
        if text.len() != 36 {
            return Err(Refusal::NotFound {});
        }
        text.parse().map_err(|_| Refusal::NotFound {})
    }

    /// Reads.
    pub(super) fn reading<T>(&self, work: impl FnOnce(&mut dyn Shelf) -> Result<T, Trouble>) -> Result<T, Failure> {
        Ok(self.state.store().reading(work)?)
    }

    /// Reads what is matched.
    pub(super) fn matching<T>(
        &self,
        work: impl FnOnce(&mut dyn Shelf) -> Result<T, brokerage::Trouble>,
    ) -> Result<T, Failure> {
        Ok(self.state.store().reading(work)?)
    }

    /// Reads the ledger.
    pub(super) fn accounting<T>(
        &self,
        work: impl FnOnce(&mut dyn Shelf) -> Result<T, accounting::Trouble>,
    ) -> Result<T, Failure> {
        Ok(self.state.store().reading(work)?)
    }

    /// Reads deals and their money.
    pub(super) fn transfer<T>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook) -> Result<T, transfer::Trouble>,
    ) -> Result<T, Failure> {
        let book = rulebook()?;
        Ok(self.state.store().reading(|shelf| work(shelf, book))?)
    }

    /// Writes; a request that was done before under the same key gets the answer it got then, in the same
    /// transaction in which it would be done.
    pub(super) fn writing(
        &self,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<Answer, Trouble> + Send + 'static,
    ) -> Result<Answer, Failure> {
        self.keyed(work)
    }

    /// The same for what is decided about a match.
    pub(super) fn deciding(
        &self,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<Answer, brokerage::Trouble> + Send + 'static,
    ) -> Result<Answer, Failure> {
        self.keyed(work)
    }

    /// The same for what is posted to the ledger.
    pub(super) fn posting(
        &self,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<Answer, accounting::Trouble> + Send + 'static,
    ) -> Result<Answer, Failure> {
        self.keyed(work)
    }

    /// The same for what is done in a deal.
    pub(super) fn dealing(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook, &Occasion) -> Result<Answer, transfer::Trouble> + Send + 'static,
    ) -> Result<Answer, Failure> {
        let book = rulebook()?;
        self.keyed(move |shelf, occasion| work(shelf, book, occasion))
    }

    fn keyed<E>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<Answer, E> + Send + 'static,
    ) -> Result<Answer, Failure>
    where
        E: From<Fault> + From<Trouble> + Send + 'static,
        Failure: From<E>,
    {
        let occasion = self.occasion.clone();
        let Some(key) = self.key.clone() else {
            return Ok(self.state.store().writing(move |shelf| work(shelf, &occasion))?);
        };
        let (account, request) = (self.account()?, self.digest()?);
        let answer = self.state.store().writing(move |shelf| -> Result<Answer, E> {
            if let Some(before) = shelf.answered(account, &key)? {
                return Ok(again(&before, &request, key)?);
            }
            let answer = work(shelf, &occasion)?;
            let (status, body) = match &answer {
                Answer::Json(json) => (json.status.unwrap_or(200), json.kept()),
                Answer::Done | Answer::File(_) => (204, String::new()),
            };
            let since = occasion.now.checked_add(-KEPT).unwrap_or(occasion.now);
            shelf.put_answered(account, &key, &Answered { request, status, body }, occasion.now, since)?;
            Ok(answer)
        })?;
        Ok(answer)
    }

    /// What makes two requests the same: the method's operation, the address, the version meant, and the body.
    fn digest(&self) -> Result<String, Failure> {
        let address = format!("{} {}\n", self.method, self.visit.address());
        let version = self.version.map(|version| version.to_string()).unwrap_or_default();
        let body = self.upload.as_ref().map_or_else(|| self.body.to_string(), |upload| upload.digest.clone());
        let digest = digest_of(&mut format!("{address}{version}\n{body}").as_bytes());
        digest.map(|(digest, _)| digest).map_err(|error| crate::shell::Trouble::fault(error).into())
    }
}

/// The answer given before, where the request is the same.
fn again(before: &Answered, request: &str, key: String) -> Result<Answer, Trouble> {
    if before.request != request {
        return Err(Refusal::KeyReused { key }.into());
    }
    if before.body.is_empty() {
        return Ok(Answer::Done);
    }
    let kept = Json::of_kept(before.status, &before.body);
    kept.map(Answer::Json).ok_or_else(|| Fault::Damaged("an answer that was kept".to_owned()).into())
}

//! A form that comes back: what was typed stays, and what is wrong stands beside it.

use axum::http::StatusCode;

use crate::language::Messages;
use crate::refusal::base_sentence;
use crate::shell::{Form, Trouble};

/// What was typed into one of the forms of a page, and what is wrong with it; nothing on a fresh page.
#[derive(Clone, Debug, Default)]
pub(super) struct Again(Option<Typed>);

#[derive(Clone, Debug)]
struct Typed {
    part: &'static str,
    form: Form,
    field: &'static str,
    said: String,
    status: StatusCode,
}

impl Again {
    /// The form `part` comes back because of a refusal about what was typed; any other trouble stays one.
    ///
    /// # Errors
    /// The trouble, where the form cannot mend it.
    pub(super) fn of(
        part: &'static str,
        form: &Form,
        trouble: impl Into<Trouble>,
        t: Messages,
    ) -> Result<Self, Trouble> {
        use base::Refusal::{
            BadLogin, LastAdministrator, LoginTaken, NoSuchAccount, NoSuchWord, ReasonNeeded, TooManyAttempts,
            WeakPassword, WrongCredentials,
        };
        let trouble = trouble.into();
        let Trouble::Base(refusal) = &trouble else { return Err(trouble) };
        let field = if matches!(refusal, BadLogin { .. } | LoginTaken { .. } | NoSuchAccount { .. }) {
            "login"
        } else if matches!(refusal, WeakPassword { .. }) {
            "new"
        } else if matches!(refusal, WrongCredentials {}) {
            "old"
        } else if matches!(refusal, ReasonNeeded {}) {
            "why"
        } else if matches!(refusal, LastAdministrator {} | NoSuchWord { .. } | TooManyAttempts { .. }) {
            ""
        } else {
            return Err(trouble);
        };
        let (said, status) = (base_sentence(t, refusal), trouble.status());
        Ok(Self(Some(Typed { part, form: form.clone(), field, said, status })))
    }

    /// The form `part` comes back because this field is wrong.
    pub(super) fn because(part: &'static str, form: &Form, field: &'static str, said: String) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self(Some(Typed { part, form: form.clone(), field, said, status }))
    }

    /// What a field shows: what was typed, else what is kept.
    pub(super) fn value(&self, part: &str, name: &str, kept: &str) -> String {
        self.typed(part).map_or(kept, |typed| typed.form.text(name)).to_owned()
    }

    /// Whether an answer is chosen: as it was, else as it is kept.
    pub(super) fn chosen(&self, part: &str, name: &str, answer: &str, kept: bool) -> bool {
        self.typed(part).map_or(kept, |typed| typed.form.fields(name).any(|given| given == answer))
    }

    /// What is wrong with a field.
    pub(super) fn wrong(&self, part: &str, name: &str) -> Option<String> {
        self.typed(part).filter(|typed| typed.field == name).map(|typed| typed.said.clone())
    }

    /// The status of the page.
    pub(super) fn status(&self) -> StatusCode {
        self.0.as_ref().map_or(StatusCode::OK, |typed| typed.status)
    }

    fn typed(&self, part: &str) -> Option<&Typed> {
        self.0.as_ref().filter(|typed| typed.part == part)
    }
}

//! What goes wrong, as pages: not found, refusals with their mend, faults with a reference number.

use std::any::Any;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use askama::Template;
use axum::extract::{Request, State as Extract};
use axum::http::StatusCode;
use axum::http::header::{ALLOW, HeaderValue, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use base::store::Fault;
use chain::Class;

use super::caller::Unknown;
use super::layout::Layout;
use super::problem;
use super::visit::Visit;
use crate::language::{Key, Messages};
use crate::refusal::{base_sentence, refusal_sentence, slip_sentence};
use crate::state::State;
use crate::view::{Link, encoded};

/// Why a visitor does not get what was asked for.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// Nothing lives at this address.
    NotFound,
    /// The address is right, the method is not.
    MethodNotAllowed,
    /// A rule said no.
    Refused(Refusal),
    /// The chain said no.
    Chain(Box<chain::Refusal>),
    /// The base said no.
    Base(base::Refusal),
    /// What keeps the base does not work for now: what to say, and the cause for the log.
    Down(Key, Arc<str>),
    /// Nobody said whether it was written; the cause is for the log.
    Unsure(Arc<str>),
    /// The machine failed; the cause is for the log only.
    Fault(Arc<str>),
}

/// The status of a refusal of the base.
pub(crate) fn status_of(class: base::Class) -> StatusCode {
    match class {
        base::Class::NotFound => StatusCode::NOT_FOUND,
        base::Class::SignIn => StatusCode::UNAUTHORIZED,
        base::Class::NotAllowed => StatusCode::FORBIDDEN,
        base::Class::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        base::Class::Conflict => StatusCode::CONFLICT,
        base::Class::TooMany => StatusCode::TOO_MANY_REQUESTS,
        base::Class::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
    }
}

/// The status of a refusal of the ledger.
pub(crate) fn status_of_ledger(class: ledger::Class) -> StatusCode {
    match class {
        ledger::Class::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        ledger::Class::NotFound => StatusCode::NOT_FOUND,
        ledger::Class::Conflict => StatusCode::CONFLICT,
    }
}

/// The status of a refusal of a rule of sharing.
pub(crate) fn status_of_sharing(class: sharing::Class) -> StatusCode {
    match class {
        sharing::Class::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        sharing::Class::NotFound => StatusCode::NOT_FOUND,
        sharing::Class::Conflict => StatusCode::CONFLICT,
        sharing::Class::Unresolved => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// A rule that said no: what was wrong, where, and how to mend it.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The answer's status.
    pub status: StatusCode,
    /// What was wrong.
    pub what: Key,
    /// How to mend it.
    pub mend: Key,
    /// Facts the two messages name, and which are listed below them.
    pub facts: Vec<(&'static str, String)>,
}

impl Trouble {
    /// The machine failed because of `cause`.
    pub(crate) fn fault(cause: impl fmt::Display) -> Self {
        Self::Fault(cause.to_string().into())
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(refusal) => refusal.status,
            Self::Chain(refusal) => match refusal.reason.class() {
                Class::Pack | Class::Patch => StatusCode::BAD_REQUEST,
                Class::Infeasible | Class::Unbounded => StatusCode::UNPROCESSABLE_ENTITY,
                Class::Unresolved => StatusCode::SERVICE_UNAVAILABLE,
            },
            Self::Base(refusal) => status_of(refusal.class()),
            Self::Down(..) | Self::Unsure(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// After how many seconds another attempt makes sense.
    pub(crate) fn retry_after(&self) -> Option<HeaderValue> {
        match self {
            Self::Base(base::Refusal::TooManyAttempts { seconds }) => HeaderValue::try_from(seconds).ok(),
            Self::Down(..) | Self::Unsure(_) => Some(HeaderValue::from_static("30")),
            Self::NotFound
            | Self::MethodNotAllowed
            | Self::Refused(_)
            | Self::Chain(_)
            | Self::Base(_)
            | Self::Fault(_) => None,
        }
    }
}

impl From<chain::Refusal> for Trouble {
    fn from(refusal: chain::Refusal) -> Self {
        Self::Chain(Box::new(refusal))
    }
}

impl From<base::Refusal> for Trouble {
    fn from(refusal: base::Refusal) -> Self {
        Self::Base(refusal)
    }
}

impl From<base::Trouble> for Trouble {
    fn from(trouble: base::Trouble) -> Self {
        match trouble {
            base::Trouble::Refused(refusal) => refusal.into(),
            base::Trouble::Fault(fault) => fault.into(),
        }
    }
}

impl From<base::accounting::Trouble> for Trouble {
    fn from(trouble: base::accounting::Trouble) -> Self {
        match trouble {
            base::accounting::Trouble::Base(trouble) => trouble.into(),
            base::accounting::Trouble::Ledger(refusal) => {
                let status = status_of_ledger(refusal.class());
                let (what, mend) = (Key(refusal.key()), Key("ledger-page-mend"));
                Self::Refused(Refusal { status, what, mend, facts: refusal.facts() })
            }
            base::accounting::Trouble::Broken(broken) => Self::fault(broken),
        }
    }
}

impl From<transfer::Trouble> for Trouble {
    fn from(trouble: transfer::Trouble) -> Self {
        match trouble {
            transfer::Trouble::Base(trouble) => trouble.into(),
            transfer::Trouble::Ledger(trouble) => trouble.into(),
            transfer::Trouble::Sharing(refusal) => {
                let (status, facts) = (status_of_sharing(refusal.class()), refusal.facts());
                Self::Refused(Refusal { status, what: Key(refusal.key()), mend: Key("transfer-mend"), facts })
            }
        }
    }
}

impl From<brokerage::Trouble> for Trouble {
    fn from(trouble: brokerage::Trouble) -> Self {
        match trouble {
            brokerage::Trouble::Base(trouble) => trouble.into(),
            brokerage::Trouble::Index(fault) => Self::fault(fault),
        }
    }
}

impl From<retrieval::Unsearched> for Trouble {
    fn from(trouble: retrieval::Unsearched) -> Self {
        match trouble {
            retrieval::Unsearched::Base(fault) => fault.into(),
            retrieval::Unsearched::Index(fault) => Self::fault(fault),
        }
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        let down = |what| Self::Down(what, fault.to_string().into());
        match fault {
            Fault::Unavailable(_) => down(Key("down-unavailable")),
            Fault::Unsure(_) => Self::Unsure(fault.to_string().into()),
            Fault::Full(_) => down(Key("down-full")),
            Fault::ReadOnly(_) => down(Key("down-read-only")),
            Fault::Damaged(_) | Fault::Newer { .. } | Fault::Refused(_) | Fault::NoRandomness | Fault::Lost => {
                Self::fault(fault)
            }
        }
    }
}

/// A file of the base that cannot be written: its disk is full, or can only be read; anything else is a fault.
impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        let down = |what| Self::Down(what, error.to_string().into());
        let kind = error.kind();
        if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge) {
            down(Key("down-full"))
        } else if matches!(kind, ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied) {
            down(Key("down-read-only"))
        } else {
            Self::fault(error)
        }
    }
}

/// Carries the trouble to [`show`], which knows the reader's language.
impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes a fault of a panic.
#[expect(clippy::needless_pass_by_value, reason = "the layer's signature")]
pub(super) fn panicked(payload: Box<dyn Any + Send>) -> Response {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    Trouble::fault(text.unwrap_or_else(|| "a panic without a message".to_owned())).into_response()
}

/// Turns a trouble into a page in the reader's language, or into problem+json for a program.
pub(super) async fn show(Extract(state): Extract<State>, visit: Visit, mut request: Request, next: Next) -> Response {
    let for_a_program = problem::wanted(request.uri().path(), request.headers(), &visit);
    let mut response = match request.extensions_mut().remove::<Unknown>() {
        Some(Unknown(trouble)) => trouble.into_response(),
        None => next.run(request).await,
    };
    let Some(trouble) = response.extensions_mut().remove::<Trouble>() else {
        return response;
    };
    let mut answer = match for_a_program {
        Some(t) => problem::answer(&trouble, &visit, t),
        None => page(&state, &visit, &trouble),
    };
    if let Some(methods) = response.headers_mut().remove(ALLOW) {
        answer.headers_mut().insert(ALLOW, methods);
    }
    if let Some(seconds) = trouble.retry_after() {
        answer.headers_mut().insert(RETRY_AFTER, seconds);
    }
    answer
}

fn page(state: &State, visit: &Visit, trouble: &Trouble) -> Response {
    let text = Text::new(trouble, visit.messages(), visit);
    let template = TroublePage { t: visit.messages(), layout: Layout::new(state, visit, None), text };
    match template.render() {
        Ok(text) => (trouble.status(), Html(text)).into_response(),
        Err(_) => trouble.status().into_response(),
    }
}

#[derive(Template)]
#[template(path = "shell/trouble.html")]
struct TroublePage {
    t: Messages,
    layout: Layout,
    text: Text,
}

/// What is said of a trouble.
pub(super) struct Text {
    pub title: String,
    pub what: String,
    pub mend: String,
    /// What is wrong with single fields.
    pub slips: Vec<String>,
    /// The number under which a fault stands in the log.
    pub reference: Option<String>,
    /// Where to go from here.
    pub way_out: Link,
}

impl Text {
    /// What is said of it in one language.
    pub(super) fn new(trouble: &Trouble, t: Messages, visit: &Visit) -> Self {
        let way_out = Link::at("/", t.get("back-to-overview"));
        let plain = |title: String, what: String, mend: String| Self {
            title,
            what,
            mend,
            slips: Vec::new(),
            reference: None,
            way_out: way_out.clone(),
        };
        match trouble {
            Trouble::NotFound | Trouble::Base(base::Refusal::NotFound {}) => Self::nothing_here(t, visit, way_out),
            Trouble::MethodNotAllowed => plain(
                t.get("method-title"),
                t.say("method-what").with("path", visit.path.as_str()).to_string(),
                t.get("method-mend"),
            ),
            Trouble::Refused(refusal) => {
                let say = |key: Key| {
                    let facts = refusal.facts.iter();
                    facts.fold(t.say(key), |message, (name, value)| message.with(name, value.as_str())).to_string()
                };
                plain(t.get("refusal-title"), say(refusal.what), say(refusal.mend))
            }
            Trouble::Chain(refusal) => {
                plain(t.get("refusal-title"), refusal_sentence(t, refusal), t.get("refusal-mend-scenario"))
            }
            Trouble::Base(refusal) => Self::of_base(refusal, t, visit, way_out),
            Trouble::Down(what, cause) => {
                let reference = Some(logged(cause, t, visit));
                Self { reference, ..plain(t.get("down-title"), t.get(*what), t.get("down-mend")) }
            }
            Trouble::Unsure(cause) => {
                let reference = Some(logged(cause, t, visit));
                Self { reference, ..plain(t.get("down-title"), t.get("down-unsure"), t.get("down-unsure-mend")) }
            }
            Trouble::Fault(cause) => {
                let reference = Some(logged(cause, t, visit));
                Self { reference, ..plain(t.get("fault-title"), t.get("fault-what"), t.get("fault-mend")) }
            }
        }
    }

    fn nothing_here(t: Messages, visit: &Visit, way_out: Link) -> Self {
        Self {
            title: t.get("not-found-title"),
            what: t.say("not-found-what").with("path", visit.path.as_str()).to_string(),
            mend: t.get("not-found-mend"),
            slips: Vec::new(),
            reference: None,
            way_out,
        }
    }

    fn of_base(refusal: &base::Refusal, t: Messages, visit: &Visit, way_out: Link) -> Self {
        let slips = if let base::Refusal::Slips(slips) = refusal { slips.as_slice() } else { &[] };
        let slips = slips.iter().map(|slip| format!("{}: {}", slip.field, slip_sentence(t, &slip.reason))).collect();
        let signs_in = refusal.class() == base::Class::SignIn;
        let way_out = if signs_in {
            Link::at(format!("/sign-in?then={}", encoded(&visit.address())), t.get("sign-in"))
        } else {
            way_out
        };
        let mend = match refusal.class() {
            base::Class::SignIn => t.get("base-mend-sign-in"),
            base::Class::NotAllowed => t.get("base-mend-not-allowed"),
            base::Class::TooMany => t.get("base-mend-too-many"),
            base::Class::Conflict => t.get("base-mend-conflict"),
            base::Class::NotFound | base::Class::Invalid | base::Class::TooLarge => t.get("base-mend-invalid"),
        };
        Self { title: t.get("refusal-title"), what: base_sentence(t, refusal), mend, slips, reference: None, way_out }
    }
}

/// The one place a fault is logged; the visitor sees the reference only.
fn logged(cause: &str, t: Messages, visit: &Visit) -> String {
    let reference = reference();
    eprintln!("fault {reference} at {}: {cause}", visit.path);
    t.say("fault-reference").with("reference", reference).to_string()
}

/// Eight hexadecimal digits that do not repeat within a run of the server and say nothing of it.
fn reference() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let bits = RandomState::new().hash_one(COUNT.fetch_add(1, Ordering::Relaxed));
    format!("{:08x}", bits & 0xffff_ffff)
}

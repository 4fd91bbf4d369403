//! Operations: each is its documentation and what answers it. One that says nothing about itself cannot be made, and
//! the table of all of them gives both the routes and the OpenAPI document.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::routing::MethodFilter;
use base::record::Kind;
use serde_json::Value;

use super::answer::{Answer, Failure};
use super::call::Call;
use super::parameter::{Parameter, Place, header, part};
use super::schema::{KEY, TAG, reference};
use crate::shell::{Patience, Who};

/// The method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// The body that an operation takes.
#[derive(Clone, Debug)]
pub(super) enum Takes {
    /// None.
    Nothing,
    /// JSON of this schema.
    Json(Value),
    /// A JSON merge patch (RFC 7396) of this schema.
    Merge(Value),
    /// A file.
    File,
}

/// What an operation answers when it did what was asked.
#[derive(Clone, Debug)]
pub(super) enum Gives {
    /// JSON of this schema, and what it is.
    Json(StatusCode, &'static str, Value),
    /// The same, with the version of the record as its entity tag.
    Tagged(StatusCode, &'static str, Value),
    /// Nothing more to say.
    Nothing(&'static str),
    /// A file of one of these media types.
    File(&'static str, &'static [&'static str]),
}

/// Whether the version of the record must be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Versioned {
    No,
    MayBe,
    Must,
}

/// What an operation is, as the document says it.
#[derive(Clone, Debug)]
pub(super) struct Documentation {
    pub method: Method,
    /// Below `/api/v1`; `{kind}` stands for the path of every kind.
    pub path: String,
    pub id: String,
    pub summary: String,
    pub gives: Gives,
    pub tag: &'static str,
    pub who: Who,
    pub note: &'static str,
    pub parameters: Vec<Parameter>,
    pub takes: Takes,
    pub versioned: Versioned,
    /// Whether a repeated request is recognised by its key.
    pub keyed: bool,
    /// How long its answer is waited for.
    pub patience: Patience,
    /// The problems that are its own, by the last part of their type.
    pub refusals: Vec<&'static str>,
}

/// An operation that can be asked.
pub(super) struct Operation {
    pub documentation: Documentation,
    /// The kind, for those that each kind has of its own.
    pub kind: Option<Kind>,
    pub handler: Handler,
}

/// What answers an operation.
pub(super) type Handler = Arc<dyn Fn(&Call) -> Result<Answer, Failure> + Send + Sync>;

/// All operations.
#[derive(Default)]
pub(super) struct Table(pub Vec<Operation>);

impl Table {
    /// Adds an operation.
    pub(super) fn add(
        &mut self,
        documentation: Documentation,
        handler: impl Fn(&Call) -> Result<Answer, Failure> + Send + Sync + 'static,
    ) {
        self.0.push(Operation { documentation, kind: None, handler: Arc::new(handler) });
    }

    /// Adds an operation that one kind has of its own.
    pub(super) fn add_of(
        &mut self,
        kind: Kind,
        documentation: Documentation,
        handler: impl Fn(&Call) -> Result<Answer, Failure> + Send + Sync + 'static,
    ) {
        self.0.push(Operation { documentation, kind: Some(kind), handler: Arc::new(handler) });
    }
}

/// Begins the documentation of an operation.
pub(super) fn document(
    method: Method,
    path: impl Into<String>,
    id: impl Into<String>,
    summary: impl Into<String>,
    gives: Gives,
) -> Documentation {
    Documentation {
        method,
        path: path.into(),
        id: id.into(),
        summary: summary.into(),
        gives,
        tag: "base",
        who: Who::Everyone,
        note: "",
        parameters: Vec::new(),
        takes: Takes::Nothing,
        versioned: Versioned::No,
        keyed: matches!(method, Method::Post | Method::Patch),
        patience: Patience::Page,
        refusals: Vec::new(),
    }
}

impl Documentation {
    /// Puts it under a heading.
    #[must_use]
    pub(super) fn under(self, tag: &'static str) -> Self {
        Self { tag, ..self }
    }

    /// Says whom it answers.
    #[must_use]
    pub(super) fn who(self, who: Who) -> Self {
        Self { who, ..self }
    }

    /// Says more about it.
    #[must_use]
    pub(super) fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// Takes parameters.
    #[must_use]
    pub(super) fn with(mut self, parameters: impl IntoIterator<Item = Parameter>) -> Self {
        self.parameters.extend(parameters);
        self
    }

    /// Takes a body.
    #[must_use]
    pub(super) fn takes(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }

    /// Takes JSON of a schema of the document.
    #[must_use]
    pub(super) fn takes_a(self, name: &str) -> Self {
        self.takes(Takes::Json(reference(name)))
    }

    /// The version of the record is named by `If-Match`.
    #[must_use]
    pub(super) fn versioned(self, versioned: Versioned) -> Self {
        Self { versioned, ..self }
    }

    /// A repeated request is not recognised: the answer holds a secret that must not be kept.
    #[must_use]
    pub(super) fn never_kept(self) -> Self {
        Self { keyed: false, ..self }
    }

    /// Is waited for as long as a long table takes.
    #[must_use]
    pub(super) fn patient(self) -> Self {
        Self { patience: Patience::Table, ..self }
    }

    /// Answers with these problems, besides those that follow from its form.
    #[must_use]
    pub(super) fn refuses(mut self, codes: impl IntoIterator<Item = &'static str>) -> Self {
        self.refusals.extend(codes);
        self
    }

    /// Every parameter: the parts of the path, its own, and the headers that follow from its form.
    pub(super) fn all_parameters(&self) -> Vec<Parameter> {
        let mut all: Vec<Parameter> = parts(&self.path).map(|name| self.part(name)).collect();
        all.extend(self.parameters.iter().filter(|one| one.place != Place::Path).cloned());
        all.extend(self.if_match());
        all.extend(self.idempotency_key());
        all
    }

    /// The header that names the version meant.
    pub(super) fn if_match(&self) -> Option<Parameter> {
        let schema = serde_json::json!({ "type": "string", "pattern": TAG, "examples": ["\"3\""] });
        let what = "The version of the record that the request is about, as its `ETag` gave it.";
        (self.versioned != Versioned::No).then(|| header("If-Match", what, self.versioned == Versioned::Must, schema))
    }

    /// The header by which a repeated request is recognised.
    pub(super) fn idempotency_key(&self) -> Option<Parameter> {
        let what = "A key that the client makes up for this request. Within a day, the same request with the same \
                    key gets the answer that was given first, and nothing is done twice.";
        let schema = serde_json::json!({ "type": "string", "pattern": KEY, "examples": ["7b0e6c1e-import-0042"] });
        self.keyed.then(|| header("Idempotency-Key", what, false, schema))
    }

    fn part(&self, name: &str) -> Parameter {
        let own = self.parameters.iter().find(|one| one.place == Place::Path && one.name == name);
        own.cloned().unwrap_or_else(|| match name {
            "kind" => {
                let paths = Kind::ALL.iter().map(|kind| kind.path());
                part("kind", "The path of a kind, as `/kinds` lists them.", super::schema::one_of(paths))
            }
            _ => part(name, "The id.", super::schema::uuid()),
        })
    }

    /// Every problem it can answer with: the status and the last part of the type.
    pub(super) fn problems(&self) -> Vec<&'static str> {
        let mut codes = vec!["unknown-parameter", "sign-in-needed", "scope-missing"];
        if self.all_parameters().iter().any(|one| one.place != Place::Path) {
            codes.extend(["bad-parameter", "given-twice"]);
        }
        if self.parameters.iter().any(|one| one.required && one.place == Place::Query) {
            codes.push("missing-parameter");
        }
        match self.who {
            Who::Role(_) => codes.push("not-allowed"),
            Who::Everyone | Who::Signed | Who::PerRecord => {}
        }
        if self.path.contains('{') {
            codes.push("not-found");
        }
        match self.takes {
            Takes::Nothing => {}
            Takes::Json(_) | Takes::Merge(_) => {
                codes.extend(["not-json", "wrong-shape", "broken-off", "too-slow", "too-large", "wrong-media-type"]);
            }
            Takes::File => codes.extend(["broken-off", "too-slow", "too-large", "wrong-media-type"]),
        }
        codes.extend(self.keyed.then_some("key-reused"));
        match self.versioned {
            Versioned::No => {}
            Versioned::MayBe => codes.extend(["precondition-failed", "stale"]),
            Versioned::Must => codes.extend(["precondition-failed", "precondition-needed"]),
        }
        codes.extend(&self.refusals);
        codes
    }
}

/// The names of the parts of a path.
pub(super) fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

impl Method {
    /// Its name, upper case.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// As the router wants it; `HEAD` goes with `GET`.
    pub(super) fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Patch => MethodFilter::PATCH,
            Self::Delete => MethodFilter::DELETE,
        }
    }
}

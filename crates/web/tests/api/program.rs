//! A program with a token, whose every answer must be one that the document tells of.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use base::people::verb::{issue_token, member};
use base::people::{Scope, Viewer};
use base::record::verb::Occasion;
use didymium_web::openapi;
use http_body_util::BodyExt;
use serde_json::Value;

use super::house::House;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(openapi()).unwrap());

/// A program.
pub struct Program<'a> {
    house: &'a House,
    token: Option<String>,
}

/// What it got.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub head: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: Value,
}

impl House {
    /// A program without a token.
    pub fn visitor(&self) -> Program<'_> {
        Program { house: self, token: None }
    }

    /// A program with a token of somebody's that reaches as far as they do.
    pub fn program(&self, who: &str) -> Program<'_> {
        self.program_within(who, Scope::ALL)
    }

    /// A program with a token of somebody's that reaches so far.
    pub fn program_within(&self, who: &str, scopes: &[Scope]) -> Program<'_> {
        let (id, now) = (self.account(who), self.operator().now);
        let viewer: Viewer = self.store.reading(|shelf| member(shelf, id, now)).unwrap();
        let (occasion, scopes) = (Occasion { viewer, ..self.operator() }, scopes.to_vec());
        let secret = self.store.writing(move |shelf| issue_token(shelf, &occasion, "test", &scopes, 30)).unwrap();
        Program { house: self, token: Some(secret.reveal().to_owned()) }
    }
}

impl Program<'_> {
    /// The same program with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { house: self.house, token: Some(token.to_owned()) }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(at(path)), Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.json(Request::post(at(path)), body).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.json(Request::put(at(path)), body).await
    }

    /// Changes what stands at a version.
    pub async fn patch(&self, path: &str, version: u64, body: &Value) -> Reply {
        self.json(Request::patch(at(path)).header("If-Match", format!("\"{version}\"")), body).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Request::delete(at(path)), Body::empty()).await
    }

    /// Sends a file.
    pub async fn upload(&self, path: &str, bytes: &[u8]) -> Reply {
        let request = Request::post(at(path)).header(CONTENT_TYPE, "application/octet-stream");
        self.send(request, Body::from(bytes.to_vec())).await
    }

    pub async fn json(&self, request: Builder, body: &Value) -> Reply {
        self.send(request.header(CONTENT_TYPE, "application/json"), Body::from(body.to_string())).await
    }

    pub async fn send(&self, mut request: Builder, body: Body) -> Reply {
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(body).unwrap();
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let response = self.house.send(request).await;
        let (head, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let reply = Reply {
            status: head.status,
            head: head.headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            bytes,
        };
        reply.is_told_of(&method, &path);
        reply
    }
}

impl Reply {
    /// Passes where the answer has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        self
    }

    /// Passes where the answer is this problem.
    #[track_caller]
    #[expect(clippy::wrong_self_convention, reason = "it reads on from the answer")]
    pub fn is_problem(self, status: u16, code: &str) -> Self {
        let reply = self.is(status);
        assert_eq!(reply.head[CONTENT_TYPE], "application/problem+json");
        assert_eq!(reply.body["type"], format!("urn:didymium:{code}"), "{:#}", reply.body);
        reply
    }

    /// A header of it.
    #[track_caller]
    pub fn head(&self, name: &str) -> &str {
        self.head.get(name).unwrap_or_else(|| panic!("no {name}: {self:?}")).to_str().unwrap()
    }

    /// The id of what it tells.
    #[track_caller]
    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap().to_owned()
    }

    /// The ids of a list.
    pub fn ids(&self) -> Vec<&str> {
        self.body["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
    }

    /// The document tells of this answer to this operation, with this type of content.
    fn is_told_of(&self, method: &str, path: &str) {
        let Some(operation) = operation(method, path) else {
            assert!([404, 405].contains(&self.status.as_u16()), "{method} {path} is no operation: {}", self.status);
            return;
        };
        let answers = &operation["responses"];
        let mut answer = &answers[self.status.as_str()];
        assert!(!answer.is_null(), "{method} {path} answers {} undocumented: {:#}", self.status, self.body);
        if let Some(name) = answer["$ref"].as_str() {
            answer = &DOCUMENT["components"]["responses"][name.rsplit('/').next().unwrap()];
        }
        if method != "HEAD" {
            let types: Vec<&String> =
                answer["content"].as_object().into_iter().flat_map(|types| types.keys()).collect();
            let given = self.head.get(CONTENT_TYPE).map(|given| given.to_str().unwrap().to_owned());
            let told = given.as_ref().map_or(types.is_empty(), |given| types.contains(&given));
            assert!(told, "{method} {path} gives {given:?}, told are {types:?}");
        }
    }
}

/// The operation of the document that stands at a path.
fn operation<'a>(method: &str, path: &str) -> Option<&'a Value> {
    let path = path.strip_prefix("/api/v1")?;
    let method = if method == "HEAD" { "get".to_owned() } else { method.to_lowercase() };
    let fits = |template: &str| {
        let (mut wanted, mut given) = (template.split('/'), path.split('/'));
        loop {
            match (wanted.next(), given.next()) {
                (None, None) => return true,
                (Some(wanted), Some(given)) if wanted.starts_with('{') && !given.is_empty() || wanted == given => {}
                _ => return false,
            }
        }
    };
    let paths = DOCUMENT["paths"].as_object()?;
    let mut found: Vec<(&String, &Value)> = paths.iter().filter(|(template, _)| fits(template)).collect();
    // What is written out comes before what stands for many.
    found.sort_by_key(|(template, _)| template.matches('{').count());
    found.iter().map(|(_, operations)| &operations[&method]).find(|operation| !operation.is_null())
}

fn at(path: &str) -> String {
    format!("/api/v1{path}")
}

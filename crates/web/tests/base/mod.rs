//! A small base to ask, made from the pack beside this file, with its records in a temporary folder.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use chain::{Files, Model, Pack, Text};
use didymium_web::{Setting, State, router};
use http_body_util::BodyExt;
use measure::SystemClock;
use retrieval::{Embedded, Engine};
use store::Sqlite;
use tempfile::TempDir;
use tower::ServiceExt;

fn app() -> Router {
    static APP: OnceLock<(Router, TempDir)> = OnceLock::new();
    let make = || {
        let folder = tempfile::tempdir().unwrap();
        let pack = Pack::read(&files()).unwrap();
        let setting = Setting {
            name: Text::new("示范基地", "Demo base"),
            model: Model::new(pack.chain.clone(), 1).unwrap(),
            pack,
            threads: 2,
            store: Arc::new(Sqlite::open(&folder.path().join("base.sqlite")).unwrap()),
            engine: Arc::new(Engine::new(Arc::new(Embedded::in_memory().unwrap()), Vec::new())),
            clock: Arc::new(SystemClock),
            files: folder.path().to_owned(),
            mailing: None,
        };
        (router(State::of(setting)), folder)
    };
    APP.get_or_init(make).0.clone()
}

fn files() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../chain/tests/small");
    let mut files = Files::new();
    for (folder, prefix) in [(root.clone(), ""), (root.join("patches"), "patches/")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_str().unwrap();
                files.insert(format!("{prefix}{name}"), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Asks the base.
pub async fn ask(request: Request<Body>) -> Response {
    app().oneshot(request).await.unwrap()
}

/// Asks for an address.
pub async fn get(address: &str) -> Response {
    ask(Request::get(address).body(Body::empty()).unwrap()).await
}

/// The text of an answer.
pub async fn text(response: Response) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

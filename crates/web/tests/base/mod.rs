//! A small base to ask, made from the pack beside this file.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use chain::{Files, Pack, Text};
use didymium_web::{State, router};
use http_body_util::BodyExt;
use tower::ServiceExt;

fn app() -> Router {
    static APP: OnceLock<Router> = OnceLock::new();
    let make = || {
        let pack = Pack::read(&files()).unwrap();
        router(State::new(Text::new("示范基地", "Demo base"), pack, 2).unwrap())
    };
    APP.get_or_init(make).clone()
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

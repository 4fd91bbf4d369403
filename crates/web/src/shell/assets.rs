//! The assets, embedded; their addresses carry a hash of their text and may be cached for ever.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;

use super::routes::{Routes, Who};

/// A file served as it is.
pub(crate) struct Asset {
    kind: &'static str,
    text: &'static str,
    hash: u64,
    stem: &'static str,
    ending: &'static str,
}

/// The style of every page.
pub(crate) const STYLE: Asset =
    asset("style", "css", "text/css; charset=utf-8", include_str!("../../assets/style.css"));
/// Sliders and progress.
pub(crate) const SCRIPT: Asset =
    asset("app", "js", "text/javascript; charset=utf-8", include_str!("../../assets/app.js"));
/// The mark in the browser's tab and in the header.
pub(crate) const MARK: Asset = asset("mark", "svg", "image/svg+xml", include_str!("../../assets/mark.svg"));

impl Asset {
    /// Where it is served.
    pub(crate) fn path(&self) -> String {
        format!("/assets/{}-{:016x}.{}", self.stem, self.hash, self.ending)
    }

    fn serve(&'static self) -> impl IntoResponse {
        ([(CONTENT_TYPE, self.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")], self.text)
    }
}

pub(super) fn routes() -> Routes {
    [&STYLE, &SCRIPT, &MARK].into_iter().fold(Routes::default(), |routes, asset: &'static Asset| {
        routes.route("GET", asset.path(), Who::Everyone, get(move || async move { asset.serve() }))
    })
}

const fn asset(stem: &'static str, ending: &'static str, kind: &'static str, text: &'static str) -> Asset {
    Asset { kind, text, hash: fnv1a(text.as_bytes()), stem, ending }
}

/// FNV-1a, 64 bits: names a version of a file; it guards nothing.
const fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

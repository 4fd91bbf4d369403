//! Records of all kinds, searched at once.

use axum::http::StatusCode;
use base::record::Kind;

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::component::kind_codes;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::query;
use super::super::schema::reference;
use super::records::{Asked, common, page};

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "A part of the list.", reference("RecordPage"));
    document(Method::Get, "/search", "search_records", "Search records of all kinds", gives)
        .under("records")
        .with(common())
        .with([query("kind", "Only of these kinds.", kind_codes()).several()])
        .refuses(["bad-cursor"])
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let kinds = call.given.each("kind").filter_map(Kind::of_code).collect();
    page(call, Asked::of(call, kinds)?)
}

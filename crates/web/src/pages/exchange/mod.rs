//! The room of tables: lists taken in from spreadsheets, looked at before anything is written, and lists given out.

mod act;
mod column;
mod columns;
mod file;
mod import;
mod row;
mod show;
mod view;
mod word;

use base::record::Kind;

use crate::shell::{Routes, Who};

pub(crate) use file::{WORKBOOK, given, made};
pub(crate) use view::{keep, place, work};
pub(crate) use word::with_words;

/// The routes of the room.
pub(super) fn routes() -> Routes {
    let at = |rest: &str| format!("/imports/{{id}}{rest}");
    let routes = Routes::patient()
        .post(at("/organisations"), Who::Signed, act::organisations)
        .post(at("/duplicates"), Who::Signed, act::duplicates)
        .post(at("/unit"), Who::Signed, act::unit)
        .get(at("/bad.xlsx"), Who::Signed, file::bad)
        .get(at("/result.xlsx"), Who::Signed, file::result);
    let quick = Routes::default()
        .get(at(""), Who::Signed, show::show)
        .get(at("/progress"), Who::Signed, show::progress)
        .get(at("/columns"), Who::Signed, columns::show)
        .post(at("/columns"), Who::Signed, columns::correct)
        .post(at("/header"), Who::Signed, act::header)
        .post(at("/ways"), Who::Signed, act::ways)
        .post(at("/apply"), Who::Signed, act::apply)
        .post(at("/resume"), Who::Signed, act::resume)
        .post(at("/forget"), Who::Signed, act::forget);
    Kind::ALL.iter().fold(routes.merge(quick), |routes, kind| routes.merge(of_kind(*kind)))
}

fn of_kind(kind: Kind) -> Routes {
    let at = |rest: &str| format!("/{}{rest}", kind.path());
    let tables = Routes::patient()
        .get(at("/export.xlsx"), Who::Everyone, file::export_workbook)
        .get(at("/export.csv"), Who::Everyone, file::export_text)
        .get(at("/template.xlsx"), Who::Everyone, file::template);
    Routes::default()
        .get(at("/import"), Who::Signed, import::show)
        .upload(at("/import"), Who::Signed, import::take)
        .merge(tables)
}

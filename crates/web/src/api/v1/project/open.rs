//! A project opened from a problem or a joint project, and how one stands.

use axum::http::StatusCode;
use base::record::Kind;
use innovation::project::{Opening, case, open};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::records::seen;
use super::super::said::{day, record, text};
use super::told;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_open("/problems/{id}/project", "open_project_of_problem", "Open a project from a problem"), opened);
    let summary = "Open a project from a joint project";
    table.add(of_open("/cooperations/{id}/project", "open_project_of_cooperation", summary), opened);
    table.add(of_standing(), standing);
}

fn of_open(path: &str, id: &str, summary: &str) -> Documentation {
    let gives = Gives::Tagged(StatusCode::CREATED, "The project as it stands.", reference(&name_of(Kind::Project)));
    document(Method::Post, path, id, summary, gives)
        .under("projects")
        .who(Who::Signed)
        .note("For who leads the unit of the project or of its cause.")
        .takes_a("NewProjectOf")
        .refuses(["auditors-read", "not-allowed", "bid-at", "slips"])
}

fn of_standing() -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "How the project stands today.", reference("ProjectStanding"));
    document(Method::Get, "/projects/{id}/standing", "show_project_standing", "How a project stands", gives)
        .under("projects")
        .who(Who::PerRecord)
        .note("Its schedule with what is late, what comes next, and its budget by lines.")
}

fn opened(call: &Call) -> Result<Answer, Failure> {
    let (cause, body) = (call.id()?, &call.body);
    let opening = Opening {
        cause: Some(cause),
        bid: None,
        title_zh: text(body, "title_zh"),
        title_en: text(body, "title_en"),
        owner: record(body, "owner"),
        lead: record(body, "lead"),
        begins: day(body, "begins"),
    };
    call.writing(move |shelf, occasion| {
        let record = open(shelf, occasion, &opening)?;
        Ok(seen::answer(&record, occasion, shelf)?.created_at(format!("/api/v1/projects/{}", record.id)))
    })
}

fn standing(call: &Call) -> Result<Answer, Failure> {
    let (id, today) = (call.id()?, call.occasion.now.date().to_string());
    let case = call.reading(|shelf| case(shelf, call.viewer(), id))?;
    Ok(Answer::ok(told::standing(&case, &today)).tagged(case.record.version))
}

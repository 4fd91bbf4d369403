//! Who waits for hours that are taken.

use axum::http::StatusCode;
use base::record::Kind;
use platform::waiting;
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::said::text;
use super::{LADDER, asking, told};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_join(), join);
    table.add(of_accept(), accept);
    table.add(of_leave(), leave);
}

fn path() -> String {
    format!("/{}/{{id}}/waiting", Kind::Platform.path())
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Who waits, in order.", reference("Wishes"));
    document(Method::Get, path(), "list_waiting", "Who waits for a platform, and why", gives)
        .under("bookings")
        .who(Who::Signed)
        .note("For who looks after it everybody, for anybody else themselves.")
        .refuses(["no-such-zone"])
}

fn of_join() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The wish.", reference("Wish"));
    document(Method::Post, path(), "join_waiting", "Wait for hours that are taken", gives)
        .under("bookings")
        .who(Who::Signed)
        .note("When the hours come free they are held for the first who fits, for 24 hours.")
        .takes_a("NewWish")
        .refuses(LADDER)
        .refuses(["reason-needed", "hours-free", "waits-already"])
}

fn of_accept() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The booking.", reference("Booking"));
    document(Method::Post, "/waiting/{wish}/accept", "accept_offer", "Take the hours that came free", gives)
        .under("bookings")
        .who(Who::Signed)
        .refuses(LADDER)
        .refuses(["booking-at"])
}

fn of_leave() -> Documentation {
    let gives = Gives::Nothing("It is left.");
    document(Method::Delete, "/waiting/{wish}", "leave_waiting", "Leave a waiting list", gives)
        .under("bookings")
        .who(Who::Signed)
        .refuses(["auditors-read", "booking-at", "no-such-zone"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let wishes = call.reading(|shelf| waiting::list(shelf, &call.occasion, id))?;
    Ok(Answer::ok(json!({ "items": wishes.iter().map(told::wish).collect::<Vec<Value>>() })))
}

fn join(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let (asking, reason, path) = (asking(&call.body, id)?, text(&call.body, "reason"), call.visit.path.clone());
    call.writing(move |shelf, occasion| {
        let wish = waiting::join(shelf, occasion, &asking, &reason)?;
        Ok(Answer::created(path, told::wish(&wish)))
    })
}

fn accept(call: &Call) -> Result<Answer, Failure> {
    let wish = call.part("wish")?;
    call.writing(move |shelf, occasion| Ok(Answer::ok(told::booking(&waiting::accept(shelf, occasion, wish)?))))
}

fn leave(call: &Call) -> Result<Answer, Failure> {
    let wish = call.part("wish")?;
    call.writing(move |shelf, occasion| {
        waiting::leave(shelf, occasion, wish)?;
        Ok(Answer::Done)
    })
}

//! Motions, votes, decisions and minutes of a committee.

use base::record::Kind;
use base::record::kinds::VoteChoice;
use cooperation::committee::{Meeting, Proposal, close, note_minutes, propose, take_back, vote};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Table};
use super::super::records::seen;
use super::super::said::{chosen, day, record, text};
use super::writes;

pub(super) fn add(table: &mut Table) {
    table.add(of_propose(), proposed);
    table.add(of_vote(), voted);
    table.add(of_close(), closed);
    table.add(of_take_back(), taken_back);
    table.add(of_minutes(), minutes);
}

fn of_propose() -> Documentation {
    writes(Kind::Agreement, "/agreements/{id}/motions", "put_motion", "Put a motion to the vote")
        .note("For who sits on the committee other than to observe, and for who leads the agreement. The rule and the quorum are those of the day.")
        .takes_a("NewMotion")
        .refuses(["not-on-committee"])
}

fn of_vote() -> Documentation {
    writes(Kind::Agreement, "/agreements/{id}/votes", "vote_on_motion", "Vote on a motion")
        .note("For who sits on the committee that day as chair, deputy or member. Each has one vote, and may change it until the motion is closed.")
        .takes_a("NewVote")
        .refuses(["not-on-committee", "motion-at", "voting-over"])
}

fn of_close() -> Documentation {
    writes(Kind::Agreement, "/agreements/{id}/decisions", "close_motion", "Count the votes on a motion, and keep the decision")
        .note("For chair, deputy and secretary, and for who leads the agreement, once the last day is over or everybody has voted.")
        .takes_a("MotionNamed")
        .refuses(["not-on-committee", "motion-at", "voting-runs"])
}

fn of_take_back() -> Documentation {
    writes(
        Kind::Agreement,
        "/agreements/{id}/withdrawals",
        "take_motion_back",
        "Take a motion back before it is decided",
    )
    .takes_a("MotionNamed")
    .refuses(["not-on-committee", "motion-at"])
}

fn of_minutes() -> Documentation {
    writes(Kind::Agreement, "/agreements/{id}/minutes", "note_minutes", "Note the minutes of a meeting")
        .note("What was noted stands; a correction is noted as further minutes.")
        .takes_a("NewMinutes")
        .refuses(["not-on-committee", "day-to-come"])
}

fn proposed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, &call.body);
    let proposal = Proposal {
        subject: text(body, "subject"),
        text: text(body, "text"),
        about: record(body, "about"),
        until: day(body, "until"),
        plan_year: body["plan_year"].as_i64(),
    };
    call.writing(move |shelf, occasion| {
        let record = propose(shelf, occasion, id, version, &proposal)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn voted(call: &Call) -> Result<Answer, Failure> {
    let (id, motion) = (call.id()?, text(&call.body, "motion"));
    let choice: VoteChoice = chosen(&call.body, "choice")?;
    call.writing(move |shelf, occasion| {
        let record = vote(shelf, occasion, id, &motion, choice)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn closed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, motion) = (call.id()?, call.version, text(&call.body, "motion"));
    call.writing(move |shelf, occasion| {
        let record = close(shelf, occasion, id, version, &motion)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn taken_back(call: &Call) -> Result<Answer, Failure> {
    let (id, version, motion) = (call.id()?, call.version, text(&call.body, "motion"));
    call.writing(move |shelf, occasion| {
        let record = take_back(shelf, occasion, id, version, &motion)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn minutes(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, &call.body);
    let meeting = Meeting { day: day(body, "day"), present: text(body, "present"), text: text(body, "text") };
    call.writing(move |shelf, occasion| {
        let record = note_minutes(shelf, occasion, id, version, &meeting)?;
        seen::answer(&record, occasion, shelf)
    })
}

//! Who sits on the committee, what is put to the vote, what was decided.

use base::Trouble;
use base::record::kinds::{CommitteeRole, DecisionOutcome, MotionState};
use base::store::Store;
use cooperation::committee::sits;
use serde_json::json;
use store::Database;
use web::deal_words::word;
use web::language::Messages;

use super::plan::agreement;
use super::{day, line};
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// The committee of an agreement.
pub fn run(database: &Database, named: Option<&str>, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let today = occasion().now.date().to_string();
    let (case, people) = store.reading(|shelf| {
        let case = agreement(shelf, named)?;
        let people: Vec<_> = case.agreement.committee.iter().filter_map(|member| member.person).collect();
        let people = shelf.records(&people)?;
        Ok::<_, Trouble>((case, people))
    })?;
    let agreement = &case.agreement;
    if as_json {
        let content = &case.record.content;
        return output::json(&json!({
            "agreement": case.record.id.to_string(),
            "members": content.get("committee"),
            "motions": content.get("motions"),
            "votes": content.get("votes"),
            "decisions": content.get("decisions"),
        }));
    }
    let mut sheet = Sheet::new(&[t.get("committee-name"), t.get("committee-role"), t.get("committee-term")]);
    for member in agreement.committee.iter().filter(|member| sits(member, &today)) {
        let person = people.iter().find(|record| Some(record.id) == member.person);
        let name = person.map_or_else(|| line(member.name.as_ref()), |record| title(record, t));
        let role = member.role.map_or("", |role| word(CommitteeRole::CHOICES, role as usize, t)).to_owned();
        sheet.row(vec![name, role, format!("{} – {}", day(member.since.as_ref()), day(member.until.as_ref()))]);
    }
    sheet.print(&title(&case.record, t))?;
    let mut sheet = Sheet::new(&[t.get("committee-subject"), t.get("committee-until"), t.get("committee-cast")]);
    let open = |state: Option<MotionState>| state.unwrap_or(MotionState::Open) == MotionState::Open;
    for motion in agreement.motions.iter().filter(|motion| open(motion.state)) {
        let code = line(motion.code.as_ref());
        let cast = agreement.votes.iter().filter(|vote| line(vote.motion.as_ref()) == code).count();
        let subject = format!("{code} {}", line(motion.subject.as_ref()));
        sheet.row(vec![subject, day(motion.until.as_ref()), cast.to_string()]);
    }
    sheet.print(&t.get("committee-open"))?;
    let mut sheet =
        Sheet::new(&[t.get("committee-decided-on"), t.get("committee-subject"), t.get("committee-outcome")]);
    for decision in agreement.decisions.iter().rev() {
        let outcome = decision.outcome.map_or("", |outcome| word(DecisionOutcome::CHOICES, outcome as usize, t));
        sheet.row(vec![day(decision.day.as_ref()), line(decision.subject.as_ref()), outcome.to_owned()]);
    }
    sheet.print(&t.get("committee-decisions"))
}

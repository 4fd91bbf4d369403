//! Needs of several firms gathered into a common problem, new or known.

use std::collections::BTreeSet;

use base::notice::{Topic, leaders, tell};
use base::people::{Reach, may_change, may_create};
use base::record::kinds::{Need, Problem, ProblemStage};
use base::record::said::needed_line;
use base::record::verb::{Occasion, begun, put_body, show, write};
use base::record::{Audience, Content, Kind, Position, Prose, Record, RecordId, SlipReason, Word};
use base::store::{Filter, Mark, Query, Shelf, Sort};
use base::{Refusal, Trouble};
use serde_json::json;

use super::merge::merged;

/// What is gathered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathering {
    /// The needs.
    pub needs: Vec<RecordId>,
    /// The problem they go into; a new one where none is named.
    pub into: Option<RecordId>,
    /// What a new problem is called.
    pub title: String,
    /// For which organisation a new one is written; that of the writer where they act for one only.
    pub owner: Option<RecordId>,
}

/// Gathers needs into a problem. Whose needs they are is told, and asked to endorse it.
///
/// What is confidential does not come out: of a need that is not open to every member only its figures and its place on
/// the chain are taken over.
///
/// # Errors
/// A need or the problem cannot be seen; the needs are of one organisation only; one is part of another problem; the
/// viewer may not write the problem; a new one has no title.
pub fn gather(shelf: &mut dyn Shelf, occasion: &Occasion, gathering: &Gathering) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let known = gathering.into.map(|id| super::posed(shelf, &occasion.viewer, id)).transpose()?;
    let mut ids: Vec<RecordId> = known.iter().flat_map(|posed| posed.problem.needs.clone()).collect();
    let before = ids.len();
    ids.extend(gathering.needs.iter().filter(|id| !ids.contains(id)).copied().collect::<BTreeSet<_>>());
    let mut needs = Vec::new();
    for id in &ids[before..] {
        let need = show(shelf, &occasion.viewer, *id)?;
        if need.kind != Kind::Need {
            return Err(Refusal::NotFound {}.into());
        }
        is_free(shelf, &need, gathering.into)?;
        needs.push(need);
    }
    let all = shelf.records(&ids)?;
    let owners: BTreeSet<RecordId> = all.iter().filter_map(|need| need.content.owner()).collect();
    if owners.len() < 2 {
        return Err(Refusal::NeedsOfOne {}.into());
    }
    let record = match known {
        Some(posed) => {
            may_change(&occasion.viewer, &posed.record)?;
            let problem = with(posed.problem, &needs, ids);
            let mut record = Record { version: posed.record.version + 1, updated: occasion.now, ..posed.record };
            put_body(&mut record.content, &problem)?;
            places(&mut record.content, &needs);
            record
        }
        None => begin(occasion, gathering, &needs, ids)?,
    };
    write(shelf, occasion, &record, "problem.gather")?;
    for need in &needs {
        let mut told = need.content.owner().map_or(Ok(BTreeSet::new()), |owner| leaders(shelf, occasion, owner))?;
        told.extend(need.author);
        tell(shelf, occasion, &told, Topic::NeedGathered, (record.id, ""))?;
    }
    Ok(record)
}

/// Passes a need that no other problem has gathered.
fn is_free(shelf: &mut dyn Shelf, need: &Record, into: Option<RecordId>) -> Result<(), Trouble> {
    let marks = vec![Mark { field: "needs".to_owned(), value: need.id.to_string() }];
    let filter = Filter { kinds: vec![Kind::Problem], marks, ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: 10 };
    let gathered = shelf.find(&query)?.records.into_iter().any(|problem| Some(problem.id) != into);
    let title = || need.content.title(true).to_owned();
    if gathered { Err(Refusal::NeedGathered { need: title() }.into()) } else { Ok(()) }
}

fn begin(occasion: &Occasion, gathering: &Gathering, needs: &[Record], ids: Vec<RecordId>) -> Result<Record, Trouble> {
    let standings = occasion.viewer.member().map_or(&[][..], |member| &member.standings);
    let own = if let [only] = standings { Some(only.organisation) } else { None };
    let owner = gathering.owner.or(own);
    may_create(&occasion.viewer, Kind::Problem, owner)?;
    let owner = owner.ok_or_else(|| Refusal::Slips(vec![SlipReason::Missing {}.at("owner")]))?;
    let begun_at = Problem { stage: Some(ProblemStage::Endorsing), ..Problem::default() };
    let mut content = Content::default();
    put_body(&mut content, &with(begun_at, needs, ids))?;
    content.set("title_zh", json!(needed_line("title_zh", &gathering.title)?.0));
    content.set("owner", json!(owner.to_string()));
    content.set("visibility", json!("members"));
    let sample = needs.iter().map(|need| need.content.get("sample")).find(|sample| !sample.is_null());
    content.set("sample", sample.cloned().unwrap_or_default());
    places(&mut content, needs);
    Ok(begun(occasion, Kind::Problem, content))
}

/// A problem with more needs in it.
fn with(problem: Problem, needs: &[Record], ids: Vec<RecordId>) -> Problem {
    let bodies: Vec<(bool, Need)> = needs.iter().map(|need| (is_open(need), need.content.body())).collect();
    let texts = bodies.iter().filter(|(open, _)| *open).filter_map(|(_, need)| need.problem.as_ref());
    let text: Vec<&str> =
        problem.problem.iter().map(|text| text.0.as_str()).chain(texts.map(|text| text.0.as_str())).collect();
    let text = text.join("\n\n");
    let indicators = bodies.iter().map(|(_, need)| need.indicators.clone());
    let mut fields: Vec<Word> = problem.fields.clone();
    let mut links: Vec<Position> = problem.weak_link.clone();
    for (need, (open, body)) in needs.iter().zip(&bodies) {
        let new = body.fields.iter().filter(|word| *open && !fields.contains(word));
        let new: Vec<Word> = new.cloned().collect();
        fields.extend(new);
        for place in positions(need).filter(|place| !links.contains(place)).collect::<Vec<_>>() {
            links.push(place);
        }
    }
    let readiness = bodies.iter().filter_map(|(_, need)| need.readiness).chain(problem.readiness).map(|level| level.0);
    let deadline = bodies.iter().filter_map(|(_, need)| need.deadline.clone()).chain(problem.deadline.clone());
    Problem {
        needs: ids,
        problem: (!text.is_empty()).then_some(Prose(text)),
        indicators: merged(std::iter::once(problem.indicators.clone()).chain(indicators)),
        fields,
        weak_link: links,
        readiness: readiness.max().map(base::record::Whole),
        deadline: deadline.min_by(|one, other| one.0.cmp(&other.0)),
        ..problem
    }
}

/// Whether every member may read a need.
fn is_open(need: &Record) -> bool {
    matches!(Audience::of(need), Audience::Public | Audience::Members)
}

fn positions(need: &Record) -> impl Iterator<Item = Position> {
    let places = need.content.get("positions").as_array().into_iter().flatten();
    places.filter_map(|place| place.as_str()).map(|place| Position(place.to_owned()))
}

/// The problem stands where its needs stand.
fn places(content: &mut Content, needs: &[Record]) {
    let mut all: Vec<String> = content
        .get("positions")
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|place| place.as_str())
        .map(str::to_owned)
        .collect();
    for place in needs.iter().flat_map(positions) {
        if !all.contains(&place.0) {
            all.push(place.0);
        }
    }
    if !all.is_empty() {
        content.set("positions", json!(all));
    }
}

//! A row judged: what would become of it if it were written now, by the same rules that writing obeys.

use super::alike::{Alike, NothingAlike};
use super::decision::{Decision, remembered, scope};
use super::plan::{MissingOwner, Plan, Start, Target};
use super::row::{Giving, Read, stands};
use super::said::{RowReason, Said};
use super::twin::{self, Seen};
use super::verdict::{Act, Flaw, Judged, Likeness, Twin, Verdict};
use crate::people::{Reach, may_change};
use crate::record::verb::{Beginning, Occasion, Within, show, would_change, would_create, would_step};
use crate::record::{Content, Given, Kind, Lookup, Move, Record, RecordId, SlipReason, State};
use crate::refusal::{Refusal, Trouble};
use crate::store::Fault;

/// Judges the rows of one table for one viewer.
pub(super) struct Judge<'a> {
    occasion: &'a Occasion,
    plan: &'a Plan,
    kind: Kind,
    reach: Reach,
    scope: String,
    alike: &'a dyn Alike,
}

/// A record as it would be written, and the name of the deed in the journal.
pub(super) struct Deed {
    pub record: Record,
    pub verb: &'static str,
}

/// A judged row, and what would be written.
pub(super) struct Judgement {
    pub judged: Judged,
    pub deeds: Vec<Deed>,
}

/// What stands in the way of a row, or of the machine.
enum Halt {
    Bad(Vec<Flaw>),
    Fault(Fault),
}

impl Halt {
    /// With what is wrong or doubtful besides, so that all is mended at once.
    fn and(self, others: impl IntoIterator<Item = Flaw>) -> Self {
        match self {
            Self::Bad(mut flaws) => {
                for other in others {
                    if !flaws.contains(&other) {
                        flaws.push(other);
                    }
                }
                Self::Bad(flaws)
            }
            Self::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Verdict> for Judgement {
    fn from(verdict: Verdict) -> Self {
        Self { judged: Judged { print: String::new(), verdict }, deeds: Vec::new() }
    }
}

impl<'a> Judge<'a> {
    pub(super) fn new(occasion: &'a Occasion, plan: &'a Plan, kind: Kind) -> Self {
        let (reach, scope) = (occasion.viewer.reach(), scope(&occasion.viewer));
        Self { occasion, plan, kind, reach, scope, alike: &NothingAlike }
    }

    /// The same, which also takes for twins what says the same in other words.
    pub(super) fn comparing(self, alike: &'a dyn Alike) -> Self {
        Self { alike, ..self }
    }

    /// For whom its decisions hold.
    pub(super) fn scope(&self) -> &str {
        &self.scope
    }

    /// Judges a row as it comes; `None` where nothing in it is known.
    pub(super) fn first(
        &self,
        within: &mut Within,
        seen: &mut Seen,
        number: u32,
        cells: &[String],
    ) -> Result<Option<Judgement>, Fault> {
        let Some(read) = Read::new(self.plan, self.kind, cells) else { return Ok(None) };
        if read.names_record() {
            return self.settled(self.named(within, &read, Some((seen, number)))).map(Some);
        }
        let print = read.print();
        let (first, earlier) = seen.print(print, number);
        let text = Read::print_text(&print, earlier);
        let repeated = (earlier > 0).then_some(first);
        let judged = self.settled(self.new_row(within, &read, &text, Some((seen, number)), repeated))?;
        Ok(Some(judged.printed(text)))
    }

    /// Judges a row again, which was judged before and is remembered by `print`.
    pub(super) fn again(&self, within: &mut Within, print: &str, cells: &[String]) -> Result<Judgement, Fault> {
        let Some(read) = Read::new(self.plan, self.kind, cells) else {
            return Ok(Verdict::Skipped { id: None }.into());
        };
        if print.is_empty() {
            return self.settled(self.named(within, &read, None));
        }
        let judged = self.settled(self.new_row(within, &read, print, None, None))?;
        Ok(judged.printed(print.to_owned()))
    }

    fn settled(&self, judged: Result<Judgement, Halt>) -> Result<Judgement, Fault> {
        match judged {
            Ok(judged) => Ok(judged),
            Err(Halt::Bad(flaws)) => Ok(Verdict::Bad { flaws }.into()),
            Err(Halt::Fault(fault)) => Err(fault),
        }
    }

    /// A row that names its record, or should.
    fn named(&self, within: &mut Within, read: &Read, seen: Option<(&mut Seen, u32)>) -> Result<Judgement, Halt> {
        if !read.flaws.is_empty() {
            return Err(Halt::Bad(read.flaws.clone()));
        }
        let Some(id) = read.id else { return Err(self.at(&Target::Action, &RowReason::IdNeeded {})) };
        if let Some((seen, number)) = seen
            && let Some(row) = seen.record(id, number)
        {
            return Err(self.at(&Target::Id, &RowReason::RepeatsId { row: row.to_string() }));
        }
        let before = self.before(within, id)?;
        match read.act {
            Some(Act::Delete) => self.delete(within, read, &before),
            Some(Act::Add | Act::Update) | None => self.update(within, read, &before),
        }
    }

    /// The record that a row names. Whether it may be changed is asked only where the row would change it, so that a
    /// list of what one sees comes back unchanged.
    fn before(&self, within: &mut Within, id: RecordId) -> Result<Record, Halt> {
        let unknown = || self.at(&Target::Id, &RowReason::NoSuchId { given: id.to_string() });
        match show(within.shelf(), &self.occasion.viewer, id) {
            Ok(record) if record.kind == self.kind && record.state != State::Deleted => Ok(record),
            Ok(_) | Err(Trouble::Refused(Refusal::NotFound {})) => Err(unknown()),
            Err(trouble) => Err(self.halt(trouble)),
        }
    }

    /// Passes where the viewer may change the record.
    fn permitted(&self, before: &Record) -> Result<(), Halt> {
        may_change(&self.occasion.viewer, before).map_err(|refusal| self.halt(refusal.into()))
    }

    fn delete(&self, within: &mut Within, read: &Read, before: &Record) -> Result<Judgement, Halt> {
        self.permitted(before)?;
        self.fresh(read, before)?;
        let step = would_step(within.shelf(), self.occasion, before, &Move::Delete);
        let record = step.map_err(|trouble| self.halt(trouble))?;
        let mut judged = Judgement::from(Verdict::Delete { id: before.id });
        judged.deeds.push(Deed { record, verb: "record.delete" });
        Ok(judged)
    }

    fn update(&self, within: &mut Within, read: &Read, before: &Record) -> Result<Judgement, Halt> {
        let mut giving = read.giving(&before.content, within);
        self.note_owner(within, read, &before.content, &mut giving);
        let flaws: Vec<Flaw> = read.flaws.iter().cloned().chain(giving.flaws).collect();
        if !flaws.is_empty() {
            self.permitted(before)?;
            return Err(Halt::Bad(flaws));
        }
        let changed = match would_change(within, self.occasion, before, &giving.given) {
            Ok(changed) => changed,
            Err(trouble) => {
                self.permitted(before)?;
                return Err(self.halt(trouble).and(giving.doubts));
            }
        };
        let mut deeds = Vec::new();
        let differs = |field: &str| changed.content.get(field) != before.content.get(field);
        let mut fields: Vec<String> =
            self.kind.fields().map(|field| field.name).filter(|field| differs(field)).map(str::to_owned).collect();
        if !fields.is_empty() {
            deeds.push(Deed { record: changed.clone(), verb: "record.change" });
        }
        let state = read.state.filter(|state| !stands(&before.state, state));
        if !fields.is_empty() || state.is_some() {
            self.permitted(before)?;
        }
        if let Some(state) = state {
            deeds.push(Deed { record: self.published(within, &changed, state)?, verb: "record.publish" });
            fields.push("state".to_owned());
        }
        if deeds.is_empty() {
            return Ok(Verdict::Unchanged { id: before.id }.into());
        }
        self.fresh(read, before)?;
        let verdict = Verdict::Update { id: before.id, fields, doubts: giving.doubts };
        Ok(Judgement { judged: Judged { print: String::new(), verdict }, deeds })
    }

    /// The record, published; a table brings about no other state.
    fn published(&self, within: &mut Within, record: &Record, state: &str) -> Result<Record, Halt> {
        if record.state != State::Draft || state != "published" {
            let (from, to) = (record.state.code().to_owned(), state.to_owned());
            return Err(self.at(&Target::State, &RowReason::StateStays { from, to }));
        }
        would_step(within.shelf(), self.occasion, record, &Move::Publish).map_err(|trouble| self.halt(trouble))
    }

    /// Passes where the record stands at the version that the row was exported at.
    fn fresh(&self, read: &Read, before: &Record) -> Result<(), Halt> {
        match read.version.filter(|version| *version != before.version) {
            Some(given) => {
                let refusal = Refusal::Stale { given: given.to_string(), current: before.version.to_string() };
                Err(Halt::Bad(vec![self.flaw(&Target::Version, Said::from(&refusal))]))
            }
            None => Ok(()),
        }
    }

    /// A row that names no record.
    fn new_row(
        &self,
        within: &mut Within,
        read: &Read,
        print: &str,
        seen: Option<(&mut Seen, u32)>,
        repeated: Option<u32>,
    ) -> Result<Judgement, Halt> {
        let decided = remembered(within.shelf(), &self.scope, print)?;
        let visible = |within: &mut Within, id: RecordId| within.exists(&[self.kind], id);
        match decided {
            Some(Decision::Written { id }) if visible(within, id) => return Ok(Verdict::Unchanged { id }.into()),
            Some(Decision::Skip { id }) if id.is_none_or(|id| visible(within, id)) => {
                return Ok(Verdict::Skipped { id }.into());
            }
            Some(Decision::Update { id }) if visible(within, id) => {
                let before = self.before(within, id)?;
                // Asked again where the record is no longer theirs to change.
                if self.permitted(&before).is_ok() {
                    return self.update(within, read, &before);
                }
            }
            Some(Decision::New) => return self.add(within, read).map(|(judged, _)| judged),
            Some(_) | None => {}
        }
        let (judged, record) = self.add(within, read)?;
        if let Some(number) = repeated {
            return Ok(Verdict::Duplicate { of: Twin::Row { number }, why: Likeness::Cells }.into());
        }
        match twin::find(within, &self.reach, &record, (self.alike, &self.occasion.viewer), seen)? {
            Some((of, why)) => Ok(Verdict::Duplicate { of, why }.into()),
            None => Ok(judged),
        }
    }

    fn add(&self, within: &mut Within, read: &Read) -> Result<(Judgement, Record), Halt> {
        let mut giving = read.giving(&Content::default(), within);
        self.note_owner(within, read, &Content::default(), &mut giving);
        let flaws: Vec<Flaw> = read.flaws.iter().cloned().chain(giving.flaws).collect();
        if !flaws.is_empty() {
            return Err(Halt::Bad(flaws));
        }
        let beginning = match (read.state, self.plan.start) {
            (Some("draft"), _) | (None, Start::Draft) => Beginning::Draft,
            (Some("published"), _) | (None, Start::Published) => Beginning::Published,
            (Some(state), _) => {
                let reason = RowReason::StateStays { from: "draft".to_owned(), to: state.to_owned() };
                return Err(self.at(&Target::State, &reason));
            }
        };
        let created = would_create(within, self.occasion, self.kind, &giving.given, beginning);
        let record = created.map_err(|trouble| {
            let untitled = giving.given.iter().all(|(name, _)| !name.starts_with("title"));
            let besides = untitled.then(|| self.untitled()).into_iter().chain(giving.doubts.clone());
            self.halt(trouble).and(besides)
        })?;
        let verdict = Verdict::Add { doubts: giving.doubts };
        let deeds = vec![Deed { record: record.clone(), verb: "record.create" }];
        Ok((Judgement { judged: Judged { print: String::new(), verdict }, deeds }, record))
    }

    /// Notes an owner that is no organisation of the base as part of the source, where the plan wants it so.
    fn note_owner(&self, within: &mut Within, read: &Read, before: &Content, giving: &mut Giving) {
        let at = giving.given.iter().position(|(name, _)| name == "owner");
        let (Some(at), Some(name), MissingOwner::Note) = (at, read.owner(), self.plan.missing_owner) else { return };
        let targets = self.kind.field("owner").map_or(&[][..], |owner| owner.targets);
        if name.contains('〔') || name.parse::<RecordId>().is_ok() || !within.named(targets, name).is_empty() {
            return;
        }
        giving.given.remove(at);
        let note = format!("所属单位：{name}");
        let given = giving.given.iter_mut().find(|(field, _)| field == "source");
        let source = match &given {
            Some((_, Given::Text(text))) => text.clone(),
            Some((_, Given::Json(_))) | None => before.text("source").to_owned(),
        };
        if source.contains(&note) {
            return;
        }
        let noted = Given::Text(if source.is_empty() { note } else { format!("{source}\n{note}") });
        match given {
            Some((_, text)) => *text = noted,
            None => giving.given.push(("source".to_owned(), noted)),
        }
    }

    fn untitled(&self) -> Flaw {
        let said = Said::from(&SlipReason::NoTitle {});
        Flaw { column: self.plan.column_of("title_zh"), field: "title_zh".to_owned(), said }
    }

    fn flaw(&self, target: &Target, said: Said) -> Flaw {
        Flaw { column: self.plan.position(target), field: String::new(), said }
    }

    fn at(&self, target: &Target, reason: &RowReason) -> Halt {
        Halt::Bad(vec![self.flaw(target, reason.said())])
    }

    fn halt(&self, trouble: Trouble) -> Halt {
        match trouble {
            Trouble::Fault(fault) => Halt::Fault(fault),
            Trouble::Refused(Refusal::Slips(slips)) => {
                let flaw = |slip: &crate::record::Slip| Flaw {
                    column: self.plan.column_of(&slip.field),
                    field: slip.field.clone(),
                    said: Said::from(&slip.reason),
                };
                Halt::Bad(slips.iter().map(flaw).collect())
            }
            Trouble::Refused(refusal) => {
                Halt::Bad(vec![Flaw { column: None, field: String::new(), said: Said::from(&refusal) }])
            }
        }
    }
}

impl Judgement {
    fn printed(mut self, print: String) -> Self {
        self.judged.print = print;
        self
    }
}

//! The pipeline: every deal on its way, as a board by stage or as a table, what is due next first.

use askama::Template;
use axum::response::Response;
use base::record::kinds::{Deal, DealStage, DealStatus, TransferForm};
use base::record::{Kind, Record};
use base::store::{Filter, Query, Shelf, Sort};
use transfer::Rulebook;
use transfer::deal::{Case, checked, is_stale};
use transfer::money::receivables_of;

use super::super::frame::Frame;
use super::frame::Dealing;
use super::words::{answers, want, word};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

/// Most deals that a board shows.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "pages/transfer/board.html")]
struct BoardPage {
    t: Messages,
    layout: Layout,
    columns: Vec<Column>,
    as_table: bool,
    form: String,
    status: String,
    forms: Vec<(&'static str, &'static str)>,
    statuses: Vec<(&'static str, &'static str)>,
    count: usize,
    finance: bool,
}

struct Column {
    label: &'static str,
    cards: Vec<Card>,
}

/// A deal on the board.
#[derive(Clone)]
struct Card {
    href: String,
    title: String,
    form: &'static str,
    status: &'static str,
    moves: bool,
    next: String,
    /// What the next stage lacks.
    lacks: String,
    due: String,
    overdue: bool,
    stale: bool,
    late: usize,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let t = frame.t;
    let wanted = |name: &str| visit.field(name).unwrap_or_default().to_owned();
    let (form, status) = (wanted("form"), wanted("status"));
    let cards = frame.reading(|shelf, book| {
        let filter = Filter { kinds: vec![Kind::Deal], states: vec!["published".to_owned()], ..Filter::default() };
        let reach = frame.occasion.viewer.reach();
        let query = Query { reach, filter, sort: Sort::Updated, after: None, limit: MOST };
        let mut cards = Vec::new();
        for record in shelf.find(&query)?.records {
            let deal: Deal = record.content.body();
            let code =
                |choices: &'static [base::record::Choice], at: Option<usize>| at.map_or("", |at| choices[at].code);
            let fits = |wanted: &str, code: &str| wanted.is_empty() || wanted == code;
            let of_form = fits(&form, code(TransferForm::CHOICES, deal.deal_type.map(|form| form as usize)));
            let stands = deal.status.unwrap_or(DealStatus::Active);
            if of_form && fits(&status, code(DealStatus::CHOICES, Some(stands as usize))) {
                cards.push((deal.stage.unwrap_or(DealStage::Contact), card(&frame, shelf, book, record, deal)));
            }
        }
        Ok(cards)
    })?;
    let count = cards.len();
    let columns = (0..DealStage::CHOICES.len()).map(|at| {
        let mut here: Vec<Card> =
            cards.iter().filter(|(stage, _)| *stage as usize == at).map(|(_, card)| card.clone()).collect();
        // What moves comes first, then what is due first; what went stale sinks.
        here.sort_by_key(|card| (!card.moves, card.stale, card.due.is_empty(), card.due.clone()));
        Column { label: word(DealStage::CHOICES, at, t), cards: here }
    });
    page(&BoardPage {
        t,
        layout: frame.layout(),
        columns: columns.collect(),
        as_table: visit.field("as") == Some("table"),
        forms: answers(TransferForm::CHOICES, t),
        statuses: answers(DealStatus::CHOICES, t),
        form,
        status,
        count,
        finance: base::accounting::may_read(&frame.occasion.viewer).is_ok(),
    })
}

fn card(frame: &Frame, shelf: &mut dyn Shelf, book: Rulebook, record: Record, deal: Deal) -> Card {
    let (t, today) = (frame.t, frame.occasion.now.date());
    let status = deal.status.unwrap_or(DealStatus::Active);
    let moves = matches!(status, DealStatus::Active | DealStatus::Waiting);
    let due = deal.next_due.as_ref().map_or_else(String::new, |day| day.0.clone());
    let mut card = Card {
        href: format!("/deals/{}/desk", record.id),
        title: frame.title(&record),
        form: deal.deal_type.map_or("", |form| word(TransferForm::CHOICES, form as usize, t)),
        status: word(DealStatus::CHOICES, status as usize, t),
        moves,
        next: deal.next_step.as_ref().map_or_else(String::new, |step| step.0.clone()),
        lacks: String::new(),
        overdue: moves && !due.is_empty() && due < today.to_string(),
        due,
        stale: false,
        late: 0,
    };
    let performs = deal.stage == Some(DealStage::Performance) && moves;
    let case = Case { record, deal };
    card.stale = is_stale(&case, today);
    if moves {
        // What cannot be asked is said on the deal's own page.
        let ahead = checked(shelf, book, &frame.occasion, &case).ok();
        let next = ahead.and_then(|ahead| ahead.stages.into_iter().next());
        let wants = next.map_or_else(Vec::new, |(_, wants)| wants);
        card.lacks = wants.into_iter().map(|one| want(one, t)).collect::<Vec<_>>().join(t.pick("、", ", "));
    }
    if performs {
        // A term that cannot be read is said on the deal's own page.
        let expected = receivables_of(shelf, &case, today).unwrap_or_default();
        card.late = expected.iter().filter(|one| one.is_late()).count();
    }
    card
}

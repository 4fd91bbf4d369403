//! What every handler may look at: the pack, its solved model, and what has been found out about it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use base::exchange::Alike;
use base::people::AccountId;
use base::record::Places;
use base::store::Store;
use brokerage::{AlikeByIndex, Ground, Learning, Links};
use chain::{
    Chain, Ensemble, Model, Options, Pack, Patch, PatchKind, Portfolio, Prices, Refusal, Robustness, Settlement, Split,
    Sufficiency, Text, WeakLinks,
};
use cooperation::joint::Effect;
use measure::{Clock, Timestamp};
use retrieval::Engine;
use tokio::sync::watch;
use uuid::Uuid;

use crate::alerts::Mailing;
use crate::jobs::{Jobs, Progress};
use crate::proposals::{Question, Worked};
use crate::rulebook::rules;
use crate::running::Running;
use crate::shell::Trouble;

/// Runs of the small ensemble behind the weak links' tail shares.
const TAIL_RUNS: usize = 2_000;
/// Its seed.
const TAIL_SEED: u64 = 1;
/// Effects that are kept.
const EFFECTS: usize = 100;
/// Innovations that are crossed with each other.
const CROSSED: usize = 8;

/// The state of the running server; a handle, copied freely.
#[derive(Clone)]
pub struct State(Arc<Inner>);

/// What a server is set up with.
pub struct Setting {
    /// The base's name.
    pub name: Text,
    /// The chain it stands on.
    pub pack: Pack,
    /// The model of that chain, solved.
    pub model: Model,
    /// How many threads long work may take.
    pub threads: usize,
    /// What keeps records, people and the journal.
    pub store: Arc<dyn Store>,
    /// What finds records; somebody else keeps it level with the journal.
    pub engine: Arc<Engine>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The folder of attachments and uploads.
    pub files: PathBuf,
    /// How alerts leave by mail; `None` where they do not.
    pub mailing: Option<Mailing>,
}

struct Inner {
    base: Text,
    store: Arc<dyn Store>,
    alike: AlikeByIndex,
    engine: Arc<Engine>,
    links: Links,
    learning: Learning,
    clock: Arc<dyn Clock>,
    places: Places,
    files: PathBuf,
    mailing: Option<Mailing>,
    pack: Pack,
    model: Model,
    threads: usize,
    prices: Found<Prices>,
    settlement: Found<Settlement>,
    split: Found<Split>,
    tail: Found<Option<Ensemble>>,
    weak_links: Found<WeakLinks>,
    sufficiency: Found<Vec<Sufficiency>>,
    portfolio: OnceLock<Portfolio>,
    worths: OnceLock<Vec<Option<Split>>>,
    innovations: OnceLock<Ranked>,
    ensembles: Jobs<EnsembleKey, Ensemble>,
    robustness: Jobs<usize, Robustness>,
    proposals: Jobs<Question, Worked>,
    running: Running,
    effects: Mutex<BTreeMap<String, Arc<Effect>>>,
    news: Mutex<BTreeMap<AccountId, (NewsKey, String)>>,
    closed: watch::Sender<bool>,
}

/// The innovations of the pack: what each and all are worth, and how the best act on each other.
pub(crate) struct Ranked {
    /// The innovations, in the pack's order.
    pub patches: Vec<Patch>,
    /// Their worth.
    pub portfolio: Portfolio,
    /// The best that are worth something, best first.
    pub best: Vec<Patch>,
    /// The worth of the best by pairs.
    pub pairs: Portfolio,
}

/// Something worked out once, when first asked for.
type Found<T> = OnceLock<Result<T, Refusal>>;

/// What the number of new records follows from: the end of the journal, and when each saved search was looked at.
pub(crate) type NewsKey = (u64, Vec<(Uuid, Timestamp)>);

/// What an ensemble is drawn from: the same key gives the same numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EnsembleKey {
    /// How many runs.
    pub runs: usize,
    /// The seed.
    pub seed: u64,
    /// The patches in force, by id.
    pub patches: Vec<String>,
}

impl State {
    /// The state of a server that is set up like this.
    pub fn of(setting: Setting) -> Self {
        Self(Arc::new(Inner {
            base: setting.name,
            store: setting.store,
            alike: AlikeByIndex::new(Arc::clone(&setting.engine)),
            engine: setting.engine,
            links: Links::of(&setting.pack.chain),
            learning: Learning::default(),
            clock: setting.clock,
            places: Places::of(&setting.pack),
            files: setting.files,
            mailing: setting.mailing,
            pack: setting.pack,
            model: setting.model,
            threads: setting.threads.max(1),
            prices: OnceLock::new(),
            settlement: OnceLock::new(),
            split: OnceLock::new(),
            tail: OnceLock::new(),
            weak_links: OnceLock::new(),
            sufficiency: OnceLock::new(),
            portfolio: OnceLock::new(),
            worths: OnceLock::new(),
            innovations: OnceLock::new(),
            ensembles: Jobs::default(),
            robustness: Jobs::default(),
            proposals: Jobs::default(),
            running: Running::default(),
            effects: Mutex::default(),
            news: Mutex::default(),
            closed: watch::Sender::new(false),
        }))
    }

    /// Works out in the background what the first pages show, so that no visitor waits for it.
    pub fn warm(&self) {
        let state = self.clone();
        std::thread::spawn(move || {
            let _ = state.split();
            let _ = state.weak_links();
            state.portfolio();
            let _ = state.sufficiency();
            let _ = state.worths();
            state.innovations();
        });
    }

    /// Waits for no work any longer: whoever still asks is told so. For the end of a server.
    pub fn close(&self) {
        self.0.closed.send_replace(true);
    }

    /// Returns once [`State::close`] was called.
    pub(crate) async fn closed(&self) {
        let _ = self.0.closed.subscribe().wait_for(|closed| *closed).await;
    }

    /// The base's name.
    pub(crate) fn base(&self) -> &Text {
        &self.0.base
    }

    /// What keeps records, people and the journal.
    pub(crate) fn store(&self) -> &dyn Store {
        &*self.0.store
    }

    /// What finds records.
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// What finds records that say the same in other words.
    pub(crate) fn alike(&self) -> &dyn Alike {
        &self.0.alike
    }

    /// What matching stands on.
    pub(crate) fn ground(&self) -> Result<Ground<'_>, Trouble> {
        Ok(Ground { engine: &self.0.engine, links: &self.0.links, rules: rules()? })
    }

    /// How many records are new to somebody, if that was counted before and nothing was written since.
    pub(crate) fn counted_news(&self, account: AccountId, key: &NewsKey) -> Option<String> {
        let news = self.0.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.get(&account).filter(|(known, _)| known == key).map(|(_, count)| count.clone())
    }

    /// Keeps how many are new to somebody.
    pub(crate) fn keep_news(&self, account: AccountId, key: NewsKey, count: String) {
        self.0.news.lock().unwrap_or_else(PoisonError::into_inner).insert(account, (key, count));
    }

    /// The weights, as decisions moved them.
    pub(crate) fn learning(&self) -> &Learning {
        &self.0.learning
    }

    /// What time it is.
    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    /// The places of the chain that records may name.
    pub(crate) fn places(&self) -> &Places {
        &self.0.places
    }

    /// The folder of attachments and uploads.
    pub(crate) fn files(&self) -> &Path {
        &self.0.files
    }

    /// How alerts leave by mail.
    pub(crate) fn mailing(&self) -> Option<&Mailing> {
        self.0.mailing.as_ref()
    }

    /// The imports that are being worked on.
    pub(crate) fn running(&self) -> &Running {
        &self.0.running
    }

    /// The pack.
    pub(crate) fn pack(&self) -> &Pack {
        &self.0.pack
    }

    /// The chain as the pack has it.
    pub(crate) fn chain(&self) -> &Chain {
        self.0.model.chain()
    }

    /// The solved chain.
    pub(crate) fn model(&self) -> &Model {
        &self.0.model
    }

    /// The price interval of everything.
    pub(crate) fn prices(&self) -> Result<&Prices, Refusal> {
        found(&self.0.prices, || self.model().prices())
    }

    /// The canonical dual point.
    pub(crate) fn settlement(&self) -> Result<&Settlement, Refusal> {
        found(&self.0.settlement, || self.model().settlement())
    }

    /// V by whose it is.
    pub(crate) fn split(&self) -> Result<&Split, Refusal> {
        found(&self.0.split, || Ok(self.model().split_at(self.settlement()?)))
    }

    /// The weak links, with tail shares from a small ensemble where the pack states shocks.
    pub(crate) fn weak_links(&self) -> Result<&WeakLinks, Refusal> {
        found(&self.0.weak_links, || {
            let tail = self.tail()?.as_ref();
            self.model().weak_links(&self.pack().patches, tail, self.0.threads)
        })
    }

    /// The small ensemble; `None` where the pack states no shocks.
    pub(crate) fn tail(&self) -> Result<&Option<Ensemble>, Refusal> {
        found(&self.0.tail, || {
            if self.chain().shocks.is_empty() {
                return Ok(None);
            }
            let options = Options { runs: TAIL_RUNS, seed: TAIL_SEED, threads: self.0.threads };
            self.model().ensemble(self.pack(), options, &|_| ()).map(Some)
        })
    }

    /// Self-sufficiency by region, stage and grade.
    pub(crate) fn sufficiency(&self) -> Result<&[Sufficiency], Refusal> {
        found(&self.0.sufficiency, || self.model().sufficiency()).map(Vec::as_slice)
    }

    /// The worth of every patch of the pack alone, in the pack's order.
    pub(crate) fn portfolio(&self) -> &Portfolio {
        self.0.portfolio.get_or_init(|| self.model().portfolio(&self.pack().patches, false))
    }

    /// The worth of every patch of the pack alone by whose it is, in the pack's order; `None` where it has no plan.
    pub(crate) fn worths(&self) -> Result<&[Option<Split>], Refusal> {
        let before = self.split()?;
        let worth = |patch: &Patch| self.model().worth_split(before, std::slice::from_ref(patch)).ok()?.split;
        Ok(self.0.worths.get_or_init(|| self.pack().patches.iter().map(worth).collect()))
    }

    /// The innovations, ranked.
    pub(crate) fn innovations(&self) -> &Ranked {
        self.0.innovations.get_or_init(|| {
            let patches = self.pack().patches.iter().filter(|patch| patch.kind == PatchKind::Innovation);
            let patches: Vec<Patch> = patches.cloned().collect();
            let portfolio = self.model().portfolio(&patches, false);
            let floor = 1e-9 * self.model().plan().value.abs();
            let gains = |at: &usize| portfolio.alone[*at].as_ref().is_ok_and(|worth| *worth > floor);
            let best = portfolio.ranking().into_iter().filter(gains).take(CROSSED);
            let best: Vec<Patch> = best.map(|at| patches[at].clone()).collect();
            let pairs = self.model().portfolio(&best, true);
            Ranked { patches, portfolio, best, pairs }
        })
    }

    /// The patches with these ids, in the order given.
    pub(crate) fn patches(&self, ids: &[String]) -> Result<Vec<Patch>, Refusal> {
        ids.iter().map(|id| self.pack().patch(id).cloned()).collect()
    }

    /// What a patch does to the chain, before and after; worked out once for the same text.
    pub(crate) fn effect(&self, patch: &Patch) -> Result<Arc<Effect>, Refusal> {
        let kept = || self.0.effects.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(&patch.text) {
            return Ok(Arc::clone(known));
        }
        let before = (self.weak_links()?, self.sufficiency()?);
        let worked = Arc::new(cooperation::joint::effect(self.model(), before, patch, self.0.threads)?);
        let mut effects = kept();
        if effects.len() >= EFFECTS {
            effects.clear();
        }
        effects.insert(patch.text.clone(), Arc::clone(&worked));
        Ok(worked)
    }

    /// An ensemble: begun if it is new, else where it stands.
    pub(crate) fn ensemble(&self, key: &EnsembleKey) -> Result<Progress<Ensemble>, Refusal> {
        let patches = self.patches(&key.patches)?;
        let (state, wanted) = (self.clone(), key.clone());
        Ok(self.0.ensembles.find_or_start(key, key.runs, move |report| {
            let options = Options { runs: wanted.runs, seed: wanted.seed, threads: state.0.threads };
            state.model().rebased(&patches)?.ensemble(state.pack(), options, report)
        }))
    }

    /// A share proposal: begun if it is new, else where it stands.
    pub(crate) fn proposal(&self, question: &Question) -> Progress<Worked> {
        let (state, asked) = (self.clone(), question.clone());
        self.0.proposals.find_or_start(question, 1, move |_| Ok(asked.work(&state)))
    }

    /// How firmly the ranking of the innovations stands: begun if it is new, else where it stands.
    pub(crate) fn robustness(&self, samples: usize) -> Progress<Robustness> {
        let state = self.clone();
        self.0.robustness.find_or_start(&samples, samples, move |report| {
            let patches = &state.innovations().patches;
            Ok(state.model().robustness(patches, samples, TAIL_SEED, state.0.threads, report))
        })
    }
}

fn found<T>(cell: &OnceLock<Result<T, Refusal>>, work: impl FnOnce() -> Result<T, Refusal>) -> Result<&T, Refusal> {
    cell.get_or_init(work).as_ref().map_err(Clone::clone)
}

//! `didymium share PACK --party NAME=owner:…,patch:…`

use chain::{Pack, Patch};
use clap::{Args, ValueEnum};
use sharing::chain_game::{Answer, ChainGame, Effort, Holding, Party, Proposal, Rest};
use sharing::game::Coalition;
use web::language::{Key, Messages};

use crate::chain_commands::Stack;
use crate::output::{self, Sheet, millions};
use crate::pack;
use crate::stop::Stop;

/// Coalitions that are named under an answer.
const NAMED: usize = 5;

/// What is asked for.
#[derive(Debug, Args)]
pub struct Share {
    /// The pack and the patches that are in force whoever takes part
    #[command(flatten)]
    pub stack: Stack,
    /// A party with what it brings, such as mill=owner:northern,market:china; kinds are owner, capacity, market and
    /// patch (an id of the pack or a TOML file); given once for each party
    #[arg(long = "party", value_name = "NAME=KIND:ID,…", required = true)]
    pub parties: Vec<String>,
    /// What becomes of limits that belong to no party
    #[arg(long, value_enum, default_value_t = Remainder::Absent)]
    pub rest: Remainder,
    /// Solve every coalition up to so many parties; above that orders are drawn
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u8).range(1..=16))]
    pub exact: u8,
    /// Pairs of orders drawn
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub pairs: u32,
    /// Seed of the orders
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What becomes of limits that belong to no party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Remainder {
    /// Not there, but for those under a public rule, which are open at their rent
    Absent,
    /// Open to every coalition at the rent they have in the whole chain
    AtChainPrices,
    /// Open to every coalition for nothing
    Free,
}

/// Works out what each party could be given, and prints the answers side by side.
pub fn run(wanted: &Share, t: Messages) -> Result<(), Stop> {
    let pack = pack::read(&wanted.stack.pack)?;
    let mut patches = pack.patches.clone();
    let read = |words: &String| party(&pack, words, &mut patches);
    let parties = wanted.parties.iter().map(read).collect::<Result<Vec<_>, Stop>>()?;
    let stack = pack::patches(&pack, &wanted.stack.patches)?;
    for party in &parties {
        let brings = |patch: &&Patch| party.holdings.contains(&Holding::Patch(patch.id.clone()));
        if let Some(patch) = stack.iter().find(brings) {
            return Err(Stop::PatchTwice { patch: patch.id.clone(), party: party.name.clone() });
        }
    }
    let model = pack::model(pack.chain, 1)?.rebased(&stack)?;
    let rest = match wanted.rest {
        Remainder::AtChainPrices => Rest::AtChainPrices,
        Remainder::Free => Rest::Free,
        Remainder::Absent => Rest::Absent,
    };
    let pairs = usize::try_from(wanted.pairs).unwrap_or(usize::MAX);
    let effort = Effort { exact_up_to: usize::from(wanted.exact), pairs, seed: wanted.seed };
    let proposal = ChainGame::new(&model, &patches, parties, rest)?.propose(effort)?;
    if wanted.json {
        let document = serde_json::to_value(&proposal);
        return output::json(&document.map_err(|error| output::unwritable(error.into()))?);
    }
    let page = Page { proposal: &proposal, t };
    page.parties()?;
    page.answers()?;
    page.sentences(effort)?;
    page.technologies()
}

/// Reads `NAME=KIND:ID,…`; a patch may be a file, which joins the others.
fn party(pack: &Pack, words: &str, patches: &mut Vec<Patch>) -> Result<Party, Stop> {
    let wrong = || Stop::Party { given: words.to_owned() };
    let (name, list) = words.split_once('=').ok_or_else(wrong)?;
    let mut holdings = Vec::new();
    for word in list.split(',') {
        let (kind, id) = word.split_once(':').ok_or_else(wrong)?;
        let id = id.trim().to_owned();
        holdings.push(match kind.trim() {
            "owner" => Holding::Owner(id),
            "capacity" => Holding::Capacity(id),
            "market" => Holding::Market(id),
            "patch" => {
                let found = pack::patches(pack, &[id])?;
                let patch = found.into_iter().next().ok_or_else(wrong)?;
                let id = patch.id.clone();
                if !patches.contains(&patch) {
                    patches.retain(|other| other.id != id);
                    patches.push(patch);
                }
                Holding::Patch(id)
            }
            _ => return Err(wrong()),
        });
    }
    Ok(Party { name: name.trim().to_owned(), holdings })
}

/// What is printed of a proposal.
struct Page<'a> {
    proposal: &'a Proposal,
    t: Messages,
}

impl Page<'_> {
    fn in_currency(&self, key: &'static str) -> String {
        self.t.say(Key(key)).with("currency", self.proposal.currency.clone()).to_string()
    }

    fn parties(&self) -> Result<(), Stop> {
        let t = self.t;
        let mut header = vec![
            t.get("share-party"),
            format!(">{}", t.get("share-capacities")),
            format!(">{}", t.get("share-markets")),
        ];
        header.push(t.get("share-technologies"));
        header.push(format!(">{}", self.in_currency("share-alone")));
        let mut sheet = Sheet::new(&header);
        for (at, stake) in self.proposal.parties.iter().enumerate() {
            let alone = self.proposal.values.as_ref().and_then(|values| values.get(Coalition::single(at).index()));
            sheet.row(vec![
                stake.name.clone(),
                stake.capacities.len().to_string(),
                stake.markets.len().to_string(),
                stake.patches.join(", "),
                alone.map_or_else(|| "—".to_owned(), |value| millions(*value)),
            ]);
        }
        sheet.print(&t.get("share-title-parties"))
    }

    fn answers(&self) -> Result<(), Stop> {
        let (t, proposal) = (self.t, self.proposal);
        let names = ["share-range", "share-canonical", "share-shapley", "share-nucleolus"];
        let mut header = vec![t.get("share-party")];
        header.extend(names.iter().map(|name| format!(">{}", t.get(Key(name)))));
        let mut sheet = Sheet::new(&header);
        let nucleolus = |of: &dyn Fn(&Answer) -> f64| {
            proposal.nucleolus.as_ref().map_or_else(|| "—".to_owned(), |answer| millions(of(answer)))
        };
        for (at, stake) in proposal.parties.iter().enumerate() {
            let interval = proposal.owen_intervals[at];
            let width = proposal.half_widths.as_ref().map(|widths| format!(" ± {}", millions(widths[at])));
            sheet.row(vec![
                stake.name.clone(),
                format!("{} … {}", millions(interval.low), millions(interval.high)),
                millions(proposal.owen.shares[at]),
                millions(proposal.shapley.shares[at]) + &width.unwrap_or_default(),
                nucleolus(&|answer| answer.shares[at]),
            ]);
        }
        let (owen, shapley) = (millions(proposal.owen.nobody), millions(proposal.shapley.nobody));
        sheet.row(vec![t.get("share-nobody"), String::new(), owen, shapley, nucleolus(&|answer| answer.nobody)]);
        let whole = millions(proposal.whole);
        sheet.row(vec![t.get("share-whole"), String::new(), whole.clone(), whole.clone(), whole]);
        sheet.print(&self.in_currency("share-title-answers"))
    }

    fn sentences(&self, effort: Effort) -> Result<(), Stop> {
        let (t, proposal) = (self.t, self.proposal);
        output::line(&t.get(match proposal.rest {
            Rest::AtChainPrices => "share-rest-at-chain-prices",
            Rest::Free => "share-rest-free",
            Rest::Absent => "share-rest-absent",
        }))?;
        if proposal.whole < 1.0 {
            output::line(&t.get("share-nothing"))?;
        }
        self.answer(&t.get("share-says-owen"), &proposal.owen)?;
        let said = t.say("share-says-sampled").with("pairs", effort.pairs.to_string());
        let sampled = said.with("seed", effort.seed.to_string()).to_string();
        let shapley = if proposal.half_widths.is_some() { sampled } else { t.get("share-says-shapley") };
        self.answer(&shapley, &proposal.shapley)?;
        match (&proposal.nucleolus, &proposal.values) {
            (Some(answer), _) => self.answer(&t.get("share-says-nucleolus"), answer)?,
            (None, Some(_)) => output::line(&format!("\n{}", t.get("share-no-nucleolus")))?,
            (None, None) => {}
        }
        match proposal.least_core {
            Some(least) if least >= 1.0 => output::line(&self.amount("share-empty-core", least)),
            Some(_) | None => Ok(()),
        }
    }

    fn amount(&self, key: &'static str, amount: f64) -> String {
        let said = self.t.say(Key(key)).with("currency", self.proposal.currency.clone());
        said.with("amount", millions(amount)).to_string()
    }

    /// One sentence of what the answer is, and what coalitions say of it.
    fn answer(&self, sentence: &str, answer: &Answer) -> Result<(), Stop> {
        output::line(&format!("\n{sentence}"))?;
        let Some(core) = &answer.core else { return Ok(()) };
        if core.in_core {
            return output::line(&self.t.get("share-core"));
        }
        if core.left_over.abs() >= 1.0 {
            output::line(&self.amount("share-left-over", core.left_over))?;
        }
        if core.objections.is_empty() {
            return Ok(());
        }
        output::line(&self.t.say("share-objecting").with("count", core.objections.len().to_string()).to_string())?;
        let players: Vec<String> = self.proposal.parties.iter().map(|stake| stake.name.clone()).collect();
        for objection in core.objections.iter().take(NAMED) {
            let names = objection.coalition.named(&players);
            let said = self.t.say("share-objection").with("parties", names).with("amount", millions(objection.amount));
            output::line(&format!("  {}", said.with("currency", self.proposal.currency.clone())))?;
        }
        Ok(())
    }

    fn technologies(&self) -> Result<(), Stop> {
        let currency = &self.proposal.currency;
        for technology in &self.proposal.technologies {
            let name = &self.proposal.parties[technology.party].name;
            let said = self.t.say("share-technology").with("party", name.clone()).with("currency", currency.clone());
            let said = said.with("whole", millions(technology.whole)).with("without", millions(technology.without));
            output::line(&format!("\n{}", said.with("most", millions(technology.range.high))))?;
            if let Some(core) = technology.core {
                let said = self.t.say("share-technology-core").with("party", name.clone());
                let said = said.with("low", millions(core.low)).with("high", millions(core.high));
                output::line(&said.with("currency", currency.clone()).to_string())?;
            }
        }
        Ok(())
    }
}

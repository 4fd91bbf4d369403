//! `didymium chain weak PACK`

use chain::{Model, Options, Survival, WeakLink, WeakLinks};
use serde_json::{Value, json};
use web::language::Messages;

use super::plan::interval;
use super::{Weak, names};
use crate::output::{self, Sheet, millions, number, percent};
use crate::pack;
use crate::stop::Stop;

/// Ranks the weak links and prints both lists.
pub fn run(weak: &Weak, t: Messages) -> Result<(), Stop> {
    let pack = pack::read(&weak.stack.pack)?;
    let patches = pack::patches(&pack, &weak.stack.patches)?;
    let model = pack::model(pack.chain.clone(), 1)?.rebased(&patches)?;
    let runs = usize::try_from(weak.runs).unwrap_or(usize::MAX);
    let ensemble = if runs == 0 || model.chain().shocks.is_empty() {
        None
    } else {
        let bar = output::progress(runs, &t.get("cli-shocks"));
        let options = Options { runs, seed: weak.seed, threads: super::shock::threads(None) };
        let ensemble = model.ensemble(&pack, options, &|done| bar.set_position(done as u64))?;
        bar.finish_and_clear();
        Some(ensemble)
    };
    let links = model.weak_links(&pack.patches, ensemble.as_ref(), super::shock::threads(None))?;
    if weak.json {
        return output::json(&document(&model, &links));
    }
    let most = if weak.rows == 0 { usize::MAX } else { weak.rows };
    fragility(&model, &links, &pack.patches, most, t)?;
    investment(&model, &links, most, t)
}

fn fragility(model: &Model, links: &WeakLinks, patches: &[chain::Patch], most: usize, t: Messages) -> Result<(), Stop> {
    let chain = model.chain();
    let money = format!("M{}", chain.currency);
    let mut sheet = Sheet::new(&[
        t.get("cli-link"),
        format!(">{} {money}", t.get("cli-loss-if-stopped")),
        format!(">{}", t.get("cli-one-less")),
        format!(">{}", t.get("cli-tail-share")),
        format!(">{}", t.get("cli-herfindahl")),
        format!(">{}", t.get("cli-survive")),
        format!(">{}", t.get("cli-recover")),
        t.get("cli-fix"),
    ]);
    for at in links.fragility.iter().take(most) {
        let link = &links.links[*at];
        sheet.row(vec![
            names::link(t, chain, link.link),
            link.loss_if_stopped.map_or_else(|| t.get("cli-no-plan"), millions),
            link.price.one_less.map_or_else(|| t.get("cli-unsuppliable"), number),
            link.in_tail.share().map_or_else(|| "—".to_owned(), percent),
            link.concentration.map_or_else(|| "—".to_owned(), |c| format!("{:.2}", c.by_country)),
            survival(t, link),
            link.recover_weeks.map_or_else(|| "—".to_owned(), number),
            link.remedy.best().map_or_else(
                || "—".to_owned(),
                |fix| {
                    let level = fix.readiness.map_or_else(String::new, |level| format!(" TRL {level}"));
                    let name = patches.iter().find(|patch| patch.id == fix.patch);
                    let name = name.map_or_else(|| fix.patch.clone(), |patch| names::text(t, &patch.name));
                    format!("{name}{level}")
                },
            ),
        ]);
    }
    sheet.print(&t.get("cli-title-fragility"))
}

fn survival(t: Messages, link: &WeakLink) -> String {
    match link.survival {
        Some(Survival::Weeks(weeks)) => number(weeks),
        Some(Survival::Endless) => t.get("cli-endless"),
        None => "—".to_owned(),
    }
}

fn investment(model: &Model, links: &WeakLinks, most: usize, t: Messages) -> Result<(), Stop> {
    let chain = model.chain();
    let mut sheet = Sheet::new(&[
        t.get("cli-link"),
        format!(">{} M{}", t.get("cli-gain-of-tenth"), chain.currency),
        format!(">{}", t.get("cli-price")),
        t.get("cli-serves"),
    ]);
    for at in links.investment.iter().take(most) {
        let link = &links.links[*at];
        let mut served = link.serves.clone();
        served.sort_by(|a, b| b.1.total_cmp(&a.1));
        let served = served.iter().take(2).map(|(market, amount)| {
            let market = &chain.markets[*market];
            let unit = &chain.commodities[market.commodity].unit;
            format!("{} {} {unit}", names::text(t, &market.name), number(*amount))
        });
        sheet.row(vec![
            names::link(t, chain, link.link),
            link.gain_of_tenth.map_or_else(|| "—".to_owned(), millions),
            interval(t, link.price),
            served.collect::<Vec<_>>().join("; "),
        ]);
    }
    sheet.print(&t.get("cli-title-investment"))
}

fn document(model: &Model, links: &WeakLinks) -> Value {
    let chain = model.chain();
    let ids = |order: &[usize]| -> Vec<&str> {
        order.iter().map(|at| names::link_id(chain, links.links[*at].link)).collect()
    };
    let link = |link: &WeakLink| {
        json!({
            "id": names::link_id(chain, link.link),
            "extra_unit": link.price.extra_unit,
            "one_less": link.price.one_less,
            "in_use": link.in_use,
            "limit": link.limit,
            "loss_if_stopped": link.loss_if_stopped,
            "gain_of_tenth": link.gain_of_tenth,
            "tail_share": link.in_tail.share(),
            "herfindahl_by_owner": link.concentration.map(|c| c.by_owner),
            "herfindahl_by_country": link.concentration.map(|c| c.by_country),
            "survive_weeks": match link.survival { Some(Survival::Weeks(weeks)) => Some(weeks), Some(Survival::Endless) | None => None },
            "recover_weeks": link.recover_weeks,
            "fix": link.remedy.best().map(|fix| json!({ "patch": fix.patch, "readiness": fix.readiness, "saves": fix.saves })),
        })
    };
    json!({
        "pack": chain.id,
        "currency": chain.currency,
        "links": links.links.iter().map(link).collect::<Vec<_>>(),
        "fragility": ids(&links.fragility),
        "investment": ids(&links.investment),
    })
}

//! `didymium chain worth PACK --patch F…`

use chain::{Model, Patch, PatchKind, Robustness};
use serde_json::{Value, json};
use web::language::Messages;

use super::{Worth, names};
use crate::output::{self, Sheet, millions, percent};
use crate::pack;
use crate::stop::Stop;

/// Values each patch, all together, and how firmly the ranking stands.
pub fn run(worth: &Worth, t: Messages) -> Result<(), Stop> {
    let pack = pack::read(&worth.stack.pack)?;
    let patches: Vec<Patch> = if worth.stack.patches.is_empty() {
        pack.patches.iter().filter(|patch| patch.kind == PatchKind::Innovation).cloned().collect()
    } else {
        pack::patches(&pack, &worth.stack.patches)?
    };
    let model = pack::model(pack.chain, 1)?;
    let portfolio = model.portfolio(&patches, false);
    if let Some(refusal) = portfolio.alone.iter().find_map(|worth| worth.as_ref().err()) {
        return Err(refusal.clone().into());
    }
    // Patches named on the command line must stand together; of all the pack's, those that can are taken.
    let together = if worth.stack.patches.is_empty() {
        portfolio.together.clone()
    } else {
        model.worth(&patches).map(|worth| worth.value)
    };
    let samples = usize::try_from(worth.samples).unwrap_or(usize::MAX);
    let robustness = (samples > 0).then(|| {
        let bar = output::progress(samples, &t.get("cli-samples"));
        let threads = super::shock::threads(None);
        let robustness =
            model.robustness(&patches, samples, worth.seed, threads, &|done| bar.set_position(done as u64));
        bar.finish_and_clear();
        robustness
    });
    let alone: Vec<f64> = portfolio.alone.iter().map(|worth| worth.as_ref().copied().unwrap_or(f64::NAN)).collect();
    if worth.json {
        return output::json(&document(&model, &patches, &alone, together?, robustness.as_ref()));
    }
    let mut header = vec![
        t.get("cli-patch"),
        t.get("cli-id"),
        format!(">{} M{}", t.get("cli-worth"), model.chain().currency),
        format!(">{}", t.get("cli-readiness")),
    ];
    if robustness.is_some() {
        header.push(format!(">{}", t.get("cli-keeps-place")));
        header.push(format!(">{}", t.get("cli-worth-range")));
    }
    let mut sheet = Sheet::new(&header);
    for (place, at) in portfolio.ranking().into_iter().enumerate() {
        let patch = &patches[at];
        let level = patch.readiness.map_or_else(|| "—".to_owned(), |level| level.to_string());
        let mut row = vec![names::text(t, &patch.name), patch.id.clone(), millions(alone[at]), level];
        if let Some(rank) = robustness.as_ref().and_then(|robustness| robustness.ranks.get(place)) {
            row.push(percent(rank.keeps_place));
            row.push(format!("{} … {}", millions(rank.worth[0]), millions(rank.worth[2])));
        }
        sheet.row(row);
    }
    sheet.print(&t.get("cli-title-worth"))?;
    let whole = together?;
    let sum: f64 = alone.iter().sum();
    let said = t
        .say("cli-together")
        .with("together", millions(whole))
        .with("sum", millions(sum))
        .with("interaction", millions(whole - sum));
    output::line(&said.with("currency", model.chain().currency.clone()).to_string())?;
    if worth.stack.patches.is_empty() && !portfolio.left_out.is_empty() {
        let names = portfolio.left_out.iter().map(|at| patches[*at].id.clone()).collect::<Vec<_>>();
        output::line(&t.say("cli-left-out").with("patches", names.join(", ")).to_string())?;
    }
    if let Some(robustness) = robustness {
        let said = t.say("cli-sampled").with("sampled", robustness.sampled.to_string());
        let said = said.with("refused", robustness.refused.to_string()).with("ranged", robustness.ranged.to_string());
        output::line(&said.to_string())?;
    }
    Ok(())
}

fn document(model: &Model, patches: &[Patch], alone: &[f64], together: f64, robustness: Option<&Robustness>) -> Value {
    let each = |(patch, worth): (&Patch, &f64)| {
        let rank = robustness.and_then(|r| r.ranks.iter().find(|rank| rank.patch == patch.id));
        json!({
            "patch": patch.id,
            "worth": worth,
            "readiness": patch.readiness,
            "place": rank.map(|rank| rank.place + 1),
            "keeps_place": rank.map(|rank| rank.keeps_place),
            "worth_percentiles_5_50_95": rank.map(|rank| rank.worth),
        })
    };
    json!({
        "pack": model.chain().id,
        "currency": model.chain().currency,
        "base_value": model.plan().value,
        "patches": patches.iter().zip(alone).map(each).collect::<Vec<_>>(),
        "together": together,
        "sampled": robustness.map(|r| r.sampled),
        "refused": robustness.map(|r| r.refused),
    })
}

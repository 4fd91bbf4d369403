//! `didymium skill`: the skills that work asks for against those of the people, today and at the end of the plan.

use std::path::Path;

use base::Refusal;
use base::people::Viewer;
use base::record::verb::Occasion;
use base::record::{Places, Slip, SlipReason};
use base::store::Store;
use chain::Model;
use measure::{Clock, SystemClock};
use talent::gap::{Gap, ahead, gaps, planned, weak_stages, year_of};
use web::language::Messages;
use web::{Weighing, talent_answer};

use crate::arguments::Skills;
use crate::configuration::Configuration;
use crate::output::{self, Sheet};
use crate::pack;
use crate::stop::Stop;

/// Weighs the skills as the operator, who sees everything.
pub fn run(wanted: &Skills, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(&wanted.place)?;
    let database = configuration.existing()?;
    let store: &dyn Store = &database;
    let pack =
        pack::read(wanted.pack.as_deref().or(configuration.pack.as_deref()).unwrap_or(Path::new(pack::SHIPPED)))?;
    let occasion = Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: Places::of(&pack) };
    let today = occasion.now.date().to_string();
    let horizon = match &wanted.on {
        Some(given) => ahead(&occasion, given).ok_or_else(|| {
            let reason = SlipReason::NotAhead { now: occasion.now.to_string() };
            Refusal::Slips(vec![Slip { field: "--on".to_owned(), reason }])
        })?,
        None => store.reading(|shelf| planned(shelf, &occasion.viewer, &today))?,
    };
    let model = Model::new(pack.chain.clone(), 1)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let links = model.weak_links(&pack.patches, None, threads)?;
    let weak = weak_stages(&model, &model.settlement()?, &links, &pack.patches, year_of(&horizon))?;
    let (skills, reach) = (&pack.chain.skills, occasion.viewer.reach());
    let gaps = store.reading(|shelf| gaps(shelf, &reach, skills, &weak, (&today, &horizon)))?;
    let weighed = Weighing { gaps, today, horizon, weak };
    if wanted.json {
        return output::json(&talent_answer::skills(&pack.chain, &weighed));
    }
    let number = |key: &'static str| format!(">{}", t.get(web::language::Key(key)));
    let mut sheet = Sheet::new(&[
        t.get("skills-skill"),
        t.get("skills-stages"),
        number("skills-asked"),
        number("skills-open"),
        number("skills-people"),
        number("skills-free"),
        number("skills-short-now"),
        number("skills-open-then"),
        number("skills-free-then"),
        number("skills-trained"),
        number("skills-short-then"),
    ]);
    let mut shown: Vec<&Gap> = weighed.gaps.skills.iter().filter(|gap| !gap.asks.is_empty()).collect();
    // A stable sort: the worst first, in the order of the taxonomy.
    shown.sort_by_key(|gap| std::cmp::Reverse((gap.now.short(), gap.then.short())));
    for gap in &shown {
        let skill = &skills[gap.skill];
        let stages = skill.stages.iter().map(|stage| &pack.chain.stages[*stage].name);
        let stages: Vec<&str> = stages.map(|name| t.pick(name.zh.as_str(), name.en.as_str())).collect();
        let stages = if stages.is_empty() { t.get("skills-everywhere") } else { stages.join(t.pick("、", ", ")) };
        let counts = [gap.now.asked, gap.now.open, gap.now.people, gap.now.free, gap.now.short()];
        let later = [gap.then.open, gap.then.free, gap.then.trained, gap.then.short()];
        let texts = [t.pick(skill.name.zh.clone(), skill.name.en.clone()), stages];
        sheet.row(texts.into_iter().chain(counts.into_iter().chain(later).map(|count| count.to_string())).collect());
    }
    let said = t.say("cli-skill").with("today", weighed.today.clone()).with("day", weighed.horizon.clone());
    sheet.print(&said.to_string())
}

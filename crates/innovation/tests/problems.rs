//! Needs gathered into a problem, endorsed by those whose they are, on both databases.
#![allow(clippy::unwrap_used, reason = "tests")]

mod stage;

use base::people::Viewer;
use base::record::kinds::{Problem, ProblemStage};
use base::record::{Kind, Record, RecordId};
use innovation::problem::{Endorsing, Gathering, endorse, gather, priority, take_back};
use stage::{Base, Stage, both, on, refusal};

fn need(base: &Base, viewer: &Viewer, title: &str, more: &[(&str, &str)]) -> Record {
    let mut fields = vec![("title_zh", title), ("problem", "八毫米以上磁体扩散不透"), ("visibility", "members")];
    fields.extend(more);
    base.record(viewer, Kind::Need, &fields)
}

fn gathered(base: &Base, viewer: &Viewer, gathering: Gathering) -> Result<Record, base::Trouble> {
    let occasion = on(viewer, "2026-02-01");
    base.write(move |shelf| gather(shelf, &occasion, &gathering))
}

#[test]
fn needs_of_several_firms_become_one_problem() {
    for base in both() {
        let stage = Stage::set(base);
        let base = &stage.base;
        let one =
            need(base, &stage.first, "厚磁体扩散", &[("indicators", "厚度 | ≥10 mm"), ("deadline", "2027-01-01")]);
        let two = need(base, &stage.second, "厚件扩散深度", &[("indicators", "厚度 | ≥12 mm"), ("readiness", "7")]);
        let hidden = need(
            base,
            &stage.second,
            "密",
            &[("visibility", "owner"), ("problem", "客户甲的机密"), ("indicators", "温度 | ≤800 °C")],
        );
        let gathering = |needs: &[RecordId], into: Option<RecordId>, title: &str| Gathering {
            needs: needs.to_vec(),
            into,
            title: title.to_owned(),
            owner: None,
        };
        let leads = &stage.leads;
        assert_eq!(refusal(gathered(base, leads, gathering(&[one.id], None, "题"))), "base-refusal-needs-of-one");
        assert_eq!(
            refusal(gathered(base, leads, gathering(&[one.id, hidden.id], None, "题"))),
            "base-refusal-not-found"
        );
        assert_eq!(refusal(gathered(base, leads, gathering(&[one.id, two.id], None, " "))), "title_zh slip-missing");
        let record = gathered(base, leads, gathering(&[one.id, two.id], None, "厚件减量")).unwrap();
        let problem: Problem = record.content.body();
        assert_eq!(problem.indicators.len(), 1, "{}: {:?}", base.name, problem.indicators);
        assert_eq!(problem.indicators[0].target.as_ref().unwrap().to_string(), "≥12 mm", "{}", base.name);
        assert_eq!((problem.readiness.unwrap().0, problem.deadline.unwrap().0.as_str()), (7, "2027-01-01"));
        assert_eq!(base.told(&stage.first), ["need-gathered"], "{}", base.name);
        let again = gathered(base, leads, gathering(&[one.id, two.id], None, "再来"));
        assert_eq!(refusal(again), "base-refusal-need-gathered", "{}", base.name);
        // Who may see the confidential need takes over its figures, and none of its words.
        let theirs = need(base, &stage.first, "另一", &[]);
        let more = gathered(base, &stage.second, gathering(&[theirs.id, hidden.id], None, "温度")).unwrap();
        assert!(!more.content.text("problem").contains("机密"), "{}", base.name);
        assert!(more.content.canonical().contains("≤800 °C"), "{}", base.name);
    }
}

#[test]
fn a_problem_is_endorsed_by_who_leads_a_firm() {
    for base in both() {
        let stage = Stage::set(base);
        let base = &stage.base;
        let one = need(base, &stage.first, "厚磁体扩散", &[]);
        let two = need(base, &stage.second, "厚件扩散深度", &[]);
        let gathering = Gathering { needs: vec![one.id, two.id], into: None, title: "厚件".to_owned(), owner: None };
        let problem = gathered(base, &stage.leads, gathering).unwrap().id;
        let endorsed = |viewer: &Viewer, organisation: RecordId, commitment: &str| {
            let (occasion, commitment) = (on(viewer, "2026-02-10"), commitment.to_owned());
            let endorsing = Endorsing { organisation, commitment, benefit: "镝铽采购减少两成".to_owned() };
            base.write(move |shelf| endorse(shelf, &occasion, problem, None, &endorsing))
        };
        assert_eq!(refusal(endorsed(&stage.first, stage.plant, "")), "base-refusal-manager-speaks", "{}", base.name);
        assert_eq!(
            refusal(endorsed(&stage.first, stage.university, "许多")),
            "commitment slip-not-money",
            "{}",
            base.name
        );
        endorsed(&stage.first, stage.university, "50万元").unwrap();
        assert_eq!(refusal(endorsed(&stage.first, stage.university, "")), "base-refusal-endorsed-before");
        let record = endorsed(&stage.second, stage.plant, "").unwrap();
        let body: Problem = record.content.body();
        assert_eq!((body.endorsements.len(), body.stage), (2, Some(ProblemStage::Endorsing)), "{}", base.name);
        assert_eq!(base.told(&stage.leads), ["problem-endorsed", "problem-endorsed"], "{}", base.name);
        let (occasion, plant) = (on(&stage.second, "2026-02-11"), stage.plant);
        let record = base.write(move |shelf| take_back(shelf, &occasion, problem, None, plant)).unwrap();
        assert_eq!(record.content.body::<Problem>().endorsements.len(), 1, "{}", base.name);
        let ranked = base.store.reading(|shelf| priority(shelf, &stage.first)).unwrap();
        assert_eq!(ranked.iter().map(|one| (one.record.id, one.worth)).collect::<Vec<_>>(), [(problem, None)]);
    }
}

//! The floors that hold for a deal on a day, out of the table of rules, asked of what an allocation gives.

use base::Refusal;
use base::record::Line;
use base::record::kinds::{Beneficiary, Deal, FloorAnswer, Floored, PayoutBase, ShareRole};
use base::rules::{FigureName, Force, PartyType, Rule as RuleRow, Settings, Subject};
use jiff::civil::Date;
use measure::Fraction;
use sharing::floor::{Answer, Floor, Force as FloorForce, NotCovered, OnShortfall, Protected, Question};
use sharing::waterfall::{Allocation, Base, PartyId, Rule};

use super::sum::item_of;
use crate::rulebook::Rulebook;
use crate::trouble::Trouble;

/// The allocation with every floor asked of it, lifted where a floor lifts it; and what each floor said.
///
/// A binding floor lifts the contributors' share out of the owner's; a default one holds where the deal names no clause
/// that departs from it.
///
/// # Errors
/// A floor below which nothing is paid; nobody to lift out of; numbers too large.
pub(super) fn floored(
    rulebook: Rulebook,
    settings: &Settings,
    deal: &Deal,
    types: &[PartyType],
    (allocation, rule): (Allocation, &Rule),
) -> Result<(Allocation, Vec<Floored>), Trouble> {
    let subject = match rule.base {
        Base::Gross | Base::NetIncome => Subject::ShareFloor,
        Base::EquityReceived => Subject::EquityFloor,
        Base::OperatingProfit => Subject::YearsFloor,
    };
    let protected = of_roles(&deal.beneficiaries, |one| {
        matches!(one.role, Some(ShareRole::Contributor | ShareRole::TransferStaff))
    });
    let (mut allocation, mut said) = (allocation, Vec::new());
    let Some((row, floor)) = floor_of(rulebook, settings, subject, types, allocation.date)? else {
        said.push(uncovered(subject, types));
        return Ok((allocation, said));
    };
    let clause = deal.departure_clause.as_ref().map(|clause| clause.0.clone());
    let asked = Protected { parties: ids(&protected)?, costs: rule_costs(rule), clause };
    let question = Question::of(&allocation, rule, &asked)?;
    let answer = floor.ask(&question, OnShortfall::Lift)?;
    if let Answer::Lifted { .. } = answer {
        let contributor = |one: &&&Beneficiary| one.role == Some(ShareRole::Contributor);
        let owner = of_roles(&deal.beneficiaries, |one| one.role == Some(ShareRole::Owner));
        let from = ids(&owner)?.into_iter().next().ok_or(Refusal::NobodyToLiftFrom {})?;
        let first: Vec<&Beneficiary> = protected.iter().filter(contributor).copied().collect();
        let to = group_of(rule, &ids(&first)?).ok_or(Refusal::NobodyToLiftFrom {})?;
        allocation = allocation.lifted(rule, &answer, &from, &to)?;
    }
    said.push(told(row, &floor, &answer, &question)?);
    Ok((allocation, said))
}

/// The floor on a subject that holds for the strictest of the parties on a day.
fn floor_of<'r>(
    rulebook: Rulebook<'r>,
    settings: &Settings,
    subject: Subject,
    types: &[PartyType],
    date: Date,
) -> Result<Option<(&'r RuleRow, Floor)>, Trouble> {
    let holding = types.iter().flat_map(|party| rulebook.rules.at(date, subject, *party, settings));
    let mut best: Option<(&RuleRow, Floor)> = None;
    for one in holding {
        let share = one.rule.figures.iter().find_map(|figure| {
            let counts = matches!(
                figure.name,
                FigureName::NetIncome
                    | FigureName::SharesObtained
                    | FigureName::OperatingProfit
                    | FigureName::AwardTotal
            );
            figure.share().filter(|_| counts)
        });
        let Some(share) = share else { continue };
        let least = Fraction::new(i128::from(share.numerator), i128::from(share.denominator));
        let least = least.map_err(sharing::waterfall::Refusal::from)?;
        let force = if one.force == Force::Binding { FloorForce::Binding } else { FloorForce::Default };
        let article = format!("{} {}", one.rule.source.title, one.rule.article);
        let floor = Floor { id: one.rule.id.clone(), least, years: None, force, article };
        let stronger = |other: &Floor| {
            let binds = |floor: &Floor| floor.force == FloorForce::Binding;
            (binds(&floor), floor.least) > (binds(other), other.least)
        };
        if best.as_ref().is_none_or(|(_, other)| stronger(other)) {
            best = Some((one.rule, floor));
        }
    }
    Ok(best)
}

fn of_roles(all: &[Beneficiary], wanted: impl Fn(&Beneficiary) -> bool) -> Vec<&Beneficiary> {
    all.iter().filter(|one| wanted(one)).collect()
}

fn ids(beneficiaries: &[&Beneficiary]) -> Result<Vec<PartyId>, Trouble> {
    let names = beneficiaries.iter().filter_map(|one| one.name.as_ref());
    Ok(names.map(|name| PartyId::parse(name)).collect::<Result<_, _>>()?)
}

/// The party of a rule that these persons are: the group they are members of, or the first of them.
fn group_of(rule: &Rule, persons: &[PartyId]) -> Option<PartyId> {
    let first = persons.first()?;
    let of = |party: &&sharing::waterfall::Party| party.members.iter().any(|member| member.id == *first);
    Some(rule.parties.iter().find(of).map_or_else(|| first.clone(), |party| party.id.clone()))
}

/// The pools of a rule that are costs: what was recouped of them is no net income.
fn rule_costs(rule: &Rule) -> Vec<sharing::waterfall::PoolId> {
    use sharing::waterfall::Action;
    let pools = rule
        .steps
        .iter()
        .filter_map(|step| if let Action::Recoup { pool, .. } = &step.action { Some(pool.clone()) } else { None });
    pools.filter(|pool| item_of(pool.as_str()).is_some()).collect()
}

fn told(row: &RuleRow, floor: &Floor, answer: &Answer, question: &Question) -> Result<Floored, Trouble> {
    let line = |text: String| Some(Line(text));
    let (said, note) = match answer {
        Answer::Met { .. } => (FloorAnswer::Met, None),
        Answer::Lifted { .. } => (FloorAnswer::Lifted, None),
        Answer::Refused { .. } => (FloorAnswer::Refused, None),
        Answer::NotCovered { why } => (FloorAnswer::NotCovered, line(why_not(why))),
    };
    Ok(Floored {
        floor: line(floor.id.clone()),
        answer: Some(said),
        article: line(format!("{} {}", row.source.title, row.article)),
        least: line(floor.least_of(question.base)?.to_string()),
        given: line(question.given.to_string()),
        note,
    })
}

fn why_not(why: &NotCovered) -> String {
    match why {
        NotCovered::AgreedOtherwise { clause, .. } => format!("agreed-otherwise: {clause}"),
        NotCovered::LossYear { .. } => "loss-year".to_owned(),
        NotCovered::YearsOver { years, .. } => format!("years-over: {years}"),
    }
}

/// That no floor was made for these parties.
fn uncovered(subject: Subject, types: &[PartyType]) -> Floored {
    let codes: Vec<&str> = types.iter().map(|party| PartyType::CHOICES[*party as usize].code).collect();
    Floored {
        floor: Some(Line(Subject::CHOICES[subject as usize].code.to_owned())),
        answer: Some(FloorAnswer::NotCovered),
        article: None,
        least: None,
        given: None,
        note: Some(Line(format!("no-floor: {}", codes.join(", ")))),
    }
}

/// What a rule shares, in the words of a payout.
pub(super) fn base_of(rule: &Rule) -> PayoutBase {
    match rule.base {
        Base::Gross => PayoutBase::Gross,
        Base::NetIncome => PayoutBase::Net,
        Base::OperatingProfit => PayoutBase::OperatingProfit,
        Base::EquityReceived => PayoutBase::Equity,
    }
}

//! The floors that hold for a deal on a day, out of the table of rules, asked of what an allocation gives.

use base::Refusal;
use base::record::Line;
use base::record::kinds::{Beneficiary, FloorAnswer, Floored, PayoutBase, ShareRole};
use base::rules::{FigureName, Force, PartyType, Rule as RuleRow, Settings, Subject};
use jiff::civil::Date;
use measure::Fraction;
use sharing::floor::{Answer, Floor, Force as FloorForce, NotCovered, OnShortfall, Protected, Question};
use sharing::waterfall::{Allocation, Base, PartyId, Rule};

use super::sum::item_of;
use super::years::Years;
use crate::rulebook::Rulebook;
use crate::trouble::Trouble;

/// Whom floors protect in an agreement, and what it says of them.
#[derive(Clone, Copy, Debug)]
pub struct Behind<'a> {
    /// Who stands behind the names in the rule.
    pub beneficiaries: &'a [Beneficiary],
    /// The clause by which the agreement departs from a default floor, where it has one.
    pub clause: Option<&'a Line>,
    /// The party types of those who give the technology away.
    pub types: &'a [PartyType],
}

/// The allocation with every floor asked of it, lifted where a floor lifts it; and what each floor said.
///
/// A binding floor lifts the contributors' share out of the owner's; a default one holds where the agreement names no
/// clause that departs from it. A floor on the years of own exploitation is asked of the year of the receipt. What the
/// main contributors have of the awards is not moved by anybody but those who agreed: below that floor nothing is paid.
///
/// # Errors
/// A floor below which nothing is paid; nobody to lift out of; numbers too large.
pub fn floored(
    rulebook: Rulebook,
    settings: &Settings,
    behind: Behind,
    years: &Years,
    (allocation, rule): (Allocation, &Rule),
) -> Result<(Allocation, Vec<Floored>), Trouble> {
    let subject = match rule.base {
        Base::Gross | Base::NetIncome => Subject::ShareFloor,
        Base::EquityReceived => Subject::EquityFloor,
        Base::OperatingProfit => Subject::YearsFloor,
    };
    let protected = of_roles(behind.beneficiaries, protected);
    let asked = Protected {
        parties: ids(&protected)?,
        costs: rule_costs(rule),
        clause: behind.clause.map(|clause| clause.0.clone()),
    };
    let (mut allocation, mut said) = (allocation, Vec::new());
    if let Some((row, floor)) = floor_of(rulebook, settings, subject, behind.types, allocation.date)? {
        let lifetime = Question::of(&allocation, rule, &asked)?;
        let (question, answer) = if floor.years.is_some() {
            years.ask(&floor, &allocation, lifetime, &asked.persons(rule))?
        } else {
            let answer = floor.ask(&lifetime, OnShortfall::Lift)?;
            (lifetime, answer)
        };
        if let Answer::Lifted { .. } = answer {
            let owner = of_roles(behind.beneficiaries, |one| one.role == Some(ShareRole::Owner));
            let from = ids(&owner)?.into_iter().next().ok_or(Refusal::NobodyToLiftFrom {})?;
            let first: Vec<&Beneficiary> =
                protected.iter().filter(|one| one.role == Some(ShareRole::Contributor)).copied().collect();
            let to = group_of(rule, &ids(&first)?).ok_or(Refusal::NobodyToLiftFrom {})?;
            allocation = allocation.lifted(rule, &answer, &from, &to)?;
        }
        said.push(told(row, &floor, &answer, &question, Some(allocation.date.year()))?);
    } else {
        said.push(uncovered(subject, behind.types));
    }
    said.extend(main_contributors(rulebook, settings, behind, &asked, (&allocation, rule))?);
    Ok((allocation, said))
}

/// What the floor of the main contributors says: their part of all that contributors are awarded, over the lifetime.
/// Units for which there is none are not told so at every batch.
fn main_contributors(
    rulebook: Rulebook,
    settings: &Settings,
    behind: Behind,
    asked: &Protected,
    (allocation, rule): (&Allocation, &Rule),
) -> Result<Option<Floored>, Trouble> {
    let subject = Subject::MainContributorFloor;
    let Some((row, floor)) = floor_of(rulebook, settings, subject, behind.types, allocation.date)? else {
        return Ok(None);
    };
    let main = of_roles(behind.beneficiaries, |one| protected(one) && one.main == Some(true));
    if main.is_empty() {
        let note = Some(Line("no-main: ".to_owned()));
        let article = Some(Line(format!("{} {}", row.source.title, row.article)));
        let floor = Some(Line(floor.id));
        let answer = Some(FloorAnswer::NotCovered);
        return Ok(Some(Floored { floor, answer, article, least: None, given: None, note }));
    }
    let awards = Question::of(allocation, rule, asked)?;
    let of_main = Protected { parties: ids(&main)?, costs: Vec::new(), clause: asked.clause.clone() };
    let theirs = Question { base: awards.given, ..Question::of(allocation, rule, &of_main)? };
    let answer = floor.ask(&theirs, OnShortfall::Refuse)?.accepted()?;
    Ok(Some(told(row, &floor, &answer, &theirs, None)?))
}

fn protected(one: &Beneficiary) -> bool {
    matches!(one.role, Some(ShareRole::Contributor | ShareRole::TransferStaff))
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
        let years = one.rule.figures.iter().find(|figure| figure.name == FigureName::ConsecutiveYears);
        let years = years.and_then(base::rules::Figure::range);
        let floor = Floor { id: one.rule.id.clone(), least, years, force, article };
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

fn told(
    row: &RuleRow,
    floor: &Floor,
    answer: &Answer,
    question: &Question,
    year: Option<i16>,
) -> Result<Floored, Trouble> {
    let line = |text: String| Some(Line(text));
    let (said, note) = match answer {
        Answer::Met { .. } => (FloorAnswer::Met, None),
        Answer::Lifted { .. } => (FloorAnswer::Lifted, None),
        Answer::Refused { .. } => (FloorAnswer::Refused, None),
        Answer::NotCovered { why } => (FloorAnswer::NotCovered, line(why_not(why))),
    };
    let note = note.or_else(|| floor.years.and(year).and_then(|year| line(format!("year: {year}"))));
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

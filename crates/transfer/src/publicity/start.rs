//! Something put on show: how long, the rule says; the last day is counted by the calendar it names.

use base::people::may_change;
use base::record::kinds::{DayCount, Publicity, PublicityAudience, PublicityEvidence, PublicityMatter, PublicityStage};
use base::record::verb::{Occasion, begun, put_body, show, write};
use base::record::{Content, Day, Kind, Line, Prose, Record, RecordId, SlipReason, Visibility, Whole};
use base::rules::{FigureName, Force, PartyType, Rule, Settings, Subject, calendar, settings};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble as BaseTrouble};
use jiff::civil::Date;
use serde_json::json;

use crate::deal::{Case, may_act, party_types, slip};
use crate::rulebook::Rulebook;
use crate::trouble::Trouble;

/// Days of a publicity that no rule asks for.
const DEFAULT_DAYS: u32 = 15;

/// What is put on show.
#[derive(Clone, Debug)]
pub struct Starting {
    /// What it is about: a deal, a payout.
    pub object: RecordId,
    /// What is made public of it.
    pub matter: PublicityMatter,
    /// To whom.
    pub audience: PublicityAudience,
    /// What is shown.
    pub content: String,
    /// From which day; it is not counted itself.
    pub begins: Date,
    /// For how many days; as many as the rule asks for where it does not say.
    pub days: Option<u32>,
    /// Which days are counted; those of the rule where it does not say.
    pub day_count: Option<DayCount>,
    /// How one objects.
    pub how_to_object: String,
}

/// Puts something on show.
///
/// # Errors
/// The viewer may not act for what it is about; nothing is shown; it is shorter than a binding rule asks for; it is to
/// begin before today; a price without terms; the clock runs past the working days that are known.
pub fn start(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    starting: &Starting,
) -> Result<Record, Trouble> {
    let object = show(shelf, &occasion.viewer, starting.object)?;
    let deal = object.kind == Kind::Deal;
    let case = deal.then(|| Case { deal: object.content.body(), record: object.clone() });
    match &case {
        Some(case) => drop(may_act(&occasion.viewer, case)?),
        None => may_change(&occasion.viewer, &object)?,
    }
    if starting.content.trim().is_empty() {
        return Err(slip("content", SlipReason::Missing {}).into());
    }
    let types = types_of(shelf, &object)?;
    let settings = settings(shelf)?;
    let rule = longest_rule(rulebook, &settings, starting.matter, &types, occasion.now.date());
    let (days, count, named) = clock(starting, rule)?;
    let today = occasion.now.date();
    if starting.begins < today {
        let (given, today) = (starting.begins.to_string(), today.to_string());
        return Err(Refusal::PublicityBackdated { given, today }.into());
    }
    if case
        .as_ref()
        .is_some_and(|case| starting.matter == PublicityMatter::NegotiatedPrice && case.deal.terms.is_empty())
    {
        return Err(Refusal::StageWants { stage: "publicity".to_owned(), wants: "terms".to_owned() }.into());
    }
    let calendar = calendar(shelf, rulebook.calendar)?;
    let ends = match count {
        DayCount::Calendar => calendar.add_days(starting.begins, days),
        DayCount::Working => calendar.add_workdays(starting.begins, days),
    };
    let ends = ends.map_err(|why| Refusal::ClockUnknown { detail: why.to_string(), detail_zh: why.zh() })?;
    let stage = if starting.begins > today { PublicityStage::Prepared } else { PublicityStage::Running };
    let how = starting.how_to_object.trim();
    let publicity = Publicity {
        object: Some(object.id),
        matter: Some(starting.matter),
        audience: Some(starting.audience),
        content: Some(Prose(starting.content.trim().replace("\r\n", "\n"))),
        begins: Some(Day(starting.begins.to_string())),
        days: Some(Whole(i64::from(days))),
        day_count: Some(count),
        ends: Some(Day(ends.to_string())),
        rule: named.map(Line),
        stage: Some(stage),
        how_to_object: (!how.is_empty()).then(|| Prose(how.to_owned())),
        evidence: vec![PublicityEvidence {
            what: Some(Line("公示页面".to_owned())),
            web: None,
            day: Some(Day(starting.begins.to_string())),
        }],
        shown_version: Some(Whole(i64::from(object.version))),
        cause: Some(object.id),
        ..Publicity::default()
    };
    let record = record(occasion, &object, case.as_ref(), &publicity)?;
    write(shelf, occasion, &record, "publicity.start")?;
    Ok(record)
}

/// The rule on publicity that asks most of these parties on a day: a binding one before a default one, working days
/// before calendar days, more before fewer.
pub fn longest_rule<'r>(
    rulebook: Rulebook<'r>,
    settings: &Settings,
    matter: PublicityMatter,
    parties: &[PartyType],
    day: Date,
) -> Option<(&'r Rule, Force)> {
    let holding = parties.iter().flat_map(|party| rulebook.rules.at(day, Subject::PublicityClock, *party, settings));
    let holding = holding.filter(|one| one.rule.matters.contains(&matter));
    let rank = |rule: &Rule, force: Force| {
        let (days, count) = asks(rule);
        (force == Force::Binding, count == DayCount::Working, days)
    };
    holding.map(|one| (one.rule, one.force)).max_by_key(|(rule, force)| rank(rule, *force))
}

/// How many days a rule asks for, and which are counted.
pub(super) fn asks(rule: &Rule) -> (u32, DayCount) {
    let figure = rule.figures.iter().find_map(|figure| {
        let counts = [(FigureName::WorkingDays, DayCount::Working), (FigureName::CalendarDays, DayCount::Calendar)];
        let (_, count) = counts.into_iter().find(|(name, _)| *name == figure.name)?;
        Some((figure.whole()?.1, count))
    });
    figure.unwrap_or((DEFAULT_DAYS, DayCount::Calendar))
}

/// The days that are counted, how, and the rule that asks for them.
fn clock(starting: &Starting, rule: Option<(&Rule, Force)>) -> Result<(u32, DayCount, Option<String>), Refusal> {
    let named = rule.map(|(rule, _)| format!("{} {}", rule.source.reference, rule.article));
    let (least, wanted) = rule.map_or((DEFAULT_DAYS, DayCount::Calendar), |(rule, _)| asks(rule));
    let days = starting.days.unwrap_or(least);
    let count = starting.day_count.unwrap_or(wanted);
    if days == 0 || days > 365 {
        let (given, least, most) = (days.to_string(), "1".to_owned(), "365".to_owned());
        return Err(slip("days", SlipReason::OutOfBounds { given, least, most }));
    }
    // Calendar days never make up for working days; working days do for as many calendar days.
    let shorter = days < least || count == DayCount::Calendar && wanted == DayCount::Working;
    if let (true, Some((rule, Force::Binding))) = (shorter, rule) {
        let unit = DayCount::CHOICES[wanted as usize].label.zh;
        let least = format!("{least} {unit}");
        return Err(Refusal::PublicityTooShort { rule: rule.source.reference.clone(), least });
    }
    Ok((days, count, named))
}

/// The types before the law of those whose matter it is.
fn types_of(shelf: &mut dyn Shelf, object: &Record) -> Result<Vec<PartyType>, Fault> {
    if object.kind == Kind::Deal {
        return party_types(shelf, &object.content.body());
    }
    let owners: Vec<RecordId> = object.content.owner().into_iter().collect();
    let owners = shelf.records(&owners)?;
    Ok(owners.iter().filter_map(|owner| owner.content.body::<base::record::kinds::Organisation>().party_type).collect())
}

fn record(
    occasion: &Occasion,
    object: &Record,
    case: Option<&Case>,
    publicity: &Publicity,
) -> Result<Record, BaseTrouble> {
    let mut content = Content::default();
    put_body(&mut content, publicity)?;
    let matter = publicity.matter.map(|matter| PublicityMatter::CHOICES[matter as usize].label);
    let (zh, en) = matter.map_or(("公示", "Publicity"), |label| (label.zh, label.en));
    content.set("title_zh", json!(format!("{}：{zh}公示", object.content.title(true))));
    content.set("title_en", json!(format!("{en}: {}", object.content.title(false))));
    content.set("owner", object.content.get("owner").clone());
    content.set("sample", object.content.get("sample").clone());
    let parties = case.map(|case| &case.deal.parties).into_iter().flatten();
    let parties: Vec<String> = parties.filter_map(|party| party.organisation).map(|id| id.to_string()).collect();
    let visibility = match publicity.audience {
        Some(PublicityAudience::Public) => Visibility::Public,
        Some(PublicityAudience::Base) => Visibility::Members,
        Some(PublicityAudience::Parties) if !parties.is_empty() => Visibility::Named,
        Some(PublicityAudience::Organisation | PublicityAudience::Parties) | None => Visibility::Owner,
    };
    if visibility == Visibility::Named {
        content.set("named", json!(parties));
    }
    content.set("visibility", serde_json::to_value(visibility).map_err(|error| Fault::Refused(error.to_string()))?);
    Ok(begun(occasion, Kind::Publicity, content))
}

//! The record of a researcher as ORCID gives it.
//!
//! Source: ORCID, “ORCID API v3.0”, record in JSON.

use base::identifier::Orcid;
use serde_json::Value;

use super::brought::{Broken, Brought, Flaw, Post, Profile, work};
use super::read::Source;

/// The person of a record.
pub(super) fn read(record: &Value) -> Brought {
    let mut brought = Brought::new(Source::Orcid);
    let given = text(&record["orcid-identifier"]["path"]);
    let Ok(orcid) = Orcid::parse(&given) else {
        brought.broken.push(Broken::new(1, &given, Flaw::BadOrcid(given.clone())));
        return brought;
    };
    let person = &record["person"];
    let Some(name) = name(&person["name"]) else {
        brought.broken.push(Broken::new(1, &given, Flaw::NoName));
        return brought;
    };
    let others = person["other-names"]["other-name"].as_array().into_iter().flatten().map(|one| text(&one["content"]));
    let is_chinese = |name: &str| name.chars().any(|one| ('\u{4e00}'..='\u{9fff}').contains(&one));
    let other = others.into_iter().find(|other| !other.is_empty() && is_chinese(other) != is_chinese(&name));
    let keywords = person["keywords"]["keyword"].as_array().into_iter().flatten().map(|one| text(&one["content"]));
    let activities = &record["activities-summary"];
    let mut posts = posts(&activities["employments"], "employment-summary", false);
    posts.extend(self::posts(&activities["educations"], "education-summary", true));
    let mut works = Vec::new();
    for (at, group) in (1..).zip(activities["works"]["group"].as_array().into_iter().flatten()) {
        // Several sources tell of one work; the first is the one its owner prefers.
        let first = &group["work-summary"][0];
        let title = text(&first["title"]["title"]["value"]);
        let year = text(&first["publication-date"]["year"]["value"]);
        match work(&title, &text(&first["journal-title"]["value"]), Some(&year), &doi(first)) {
            Some(work) => works.push(work),
            None => brought.broken.push(Broken::new(at, &first.to_string(), Flaw::NoTitle)),
        }
    }
    brought.people.push(Profile {
        name,
        other_name: other.unwrap_or_default(),
        orcid: Some(orcid.as_str().to_owned()),
        fields: keywords.filter(|keyword| !keyword.is_empty()).collect(),
        posts,
        works,
    });
    brought
}

fn text(value: &Value) -> String {
    value.as_str().map(str::trim).unwrap_or_default().to_owned()
}

/// The name as it is published, else put together: family name first in Chinese letters, last in others.
fn name(name: &Value) -> Option<String> {
    let part = |field: &str| text(&name[field]["value"]);
    let (credit, given, family) = (part("credit-name"), part("given-names"), part("family-name"));
    if !credit.is_empty() {
        return Some(credit);
    }
    let joined = if (given.clone() + &family).is_ascii() || family.chars().any(|one| one < '\u{2e80}') {
        format!("{given} {family}")
    } else {
        format!("{family}{given}")
    };
    let joined = joined.trim().to_owned();
    (!joined.is_empty()).then_some(joined)
}

fn posts(groups: &Value, summary: &str, studied: bool) -> Vec<Post> {
    let groups = groups["affiliation-group"].as_array().into_iter().flatten();
    let summaries = groups.filter_map(|group| Some(&group["summaries"].as_array()?.first()?[summary]));
    let posts = summaries.map(|one| Post {
        organisation: text(&one["organization"]["name"]),
        post: text(&one["role-title"]),
        studied,
        since: day(&one["start-date"], "01", "01"),
        until: day(&one["end-date"], "12", "31"),
    });
    posts.filter(|post| !post.organisation.is_empty()).collect()
}

/// A whole day from a date that may only say a year or a month.
fn day(date: &Value, month: &str, day: &str) -> Option<String> {
    let part = |field: &str| date[field]["value"].as_str().map(str::trim).filter(|text| !text.is_empty());
    let year: i16 = part("year")?.parse().ok()?;
    let month: i8 = part("month").unwrap_or(month).parse().ok()?;
    let wanted: i8 = part("day").unwrap_or(day).parse().ok()?;
    let last = jiff::civil::Date::new(year, month, 1).ok()?.last_of_month();
    let date = jiff::civil::Date::new(year, month, wanted.min(last.day())).ok()?;
    Some(date.to_string())
}

fn doi(work: &Value) -> String {
    let ids = work["external-ids"]["external-id"].as_array().into_iter().flatten();
    let found = ids.into_iter().find(|id| text(&id["external-id-type"]).eq_ignore_ascii_case("doi"));
    found.map(|id| text(&id["external-id-value"])).unwrap_or_default()
}

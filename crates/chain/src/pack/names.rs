//! The tables of names: elements, stages, regions, countries, owners, applications, skills, sources.

use std::collections::BTreeSet;

use super::table::{Index, Row};
use super::{Tables, keep};
use crate::{Country, Named, Owner, OwnerKind, Refusal, Skill, Source, Text};

/// What the tables of names hold, with the index of each.
pub(super) struct Names {
    pub elements: (Vec<Named>, Index),
    pub stages: (Vec<Named>, Index),
    pub regions: (Vec<Named>, Index),
    pub countries: (Vec<Country>, Index),
    pub owners: (Vec<Owner>, Index),
    pub applications: (Vec<Named>, Index),
    pub skills: Vec<Skill>,
    pub sources: (Vec<Source>, Index),
}

/// Reads them all.
pub(super) fn read(tables: &Tables, refusals: &mut Vec<Refusal>) -> Names {
    let elements = listed(tables, "elements.csv", refusals, named);
    let mut ordered = listed(tables, "stages.csv", refusals, |row| Ok((row.whole("order")?, named(row)?)));
    ordered.0.sort_by_key(|(order, _)| *order);
    let mut stage_index = Index::of("stages.csv");
    let stages: Vec<Named> = ordered.0.into_iter().map(|(_, stage)| stage).collect();
    for row in tables.rows("stages.csv") {
        if let Some(at) = stages.iter().position(|stage| stage.id == row.text("id")) {
            // A stage that stands twice was refused above.
            let _ = stage_index.add(row.text("id").to_owned(), at, &row);
        }
    }
    let regions = listed(tables, "regions.csv", refusals, named);
    let countries = listed(tables, "countries.csv", refusals, |row| {
        let region = row.lookup("region", &regions.1)?;
        let Named { id, name } = named(row)?;
        Ok(Country { id, name, region })
    });
    let owners = listed(tables, "owners.csv", refusals, |row| owner(row, &countries.1));
    let applications = listed(tables, "applications.csv", refusals, named);
    let mut words = Index::of("skills.csv");
    let skills = listed(tables, "skills.csv", refusals, |row| skill(row, &stage_index, &mut words)).0;
    let sources = listed(tables, "sources.csv", refusals, source);
    Names { elements, stages: (stages, stage_index), regions, countries, owners, applications, skills, sources }
}

/// The rows of a table keyed by `id`.
pub(super) fn listed<T>(
    tables: &Tables,
    file: &'static str,
    refusals: &mut Vec<Refusal>,
    mut read: impl FnMut(&Row<'_>) -> Result<T, Refusal>,
) -> (Vec<T>, Index) {
    let mut index = Index::of(file);
    let mut list = Vec::new();
    for row in tables.rows(file) {
        let Some(id) = keep(row.id("id"), refusals) else {
            continue;
        };
        if keep(index.add(id, list.len(), &row), refusals).is_none() {
            continue;
        }
        match read(&row) {
            Ok(value) => list.push(value),
            Err(refusal) => {
                refusals.push(refusal);
                index.forget(row.text("id"));
            }
        }
    }
    (list, index)
}

fn named(row: &Row<'_>) -> Result<Named, Refusal> {
    Ok(Named { id: row.id("id")?, name: name(row)? })
}

/// The two names of a row.
pub(super) fn name(row: &Row<'_>) -> Result<Text, Refusal> {
    Ok(Text::new(row.needed("name_zh")?, row.needed("name_en")?))
}

fn owner(row: &Row<'_>, countries: &Index) -> Result<Owner, Refusal> {
    let kinds = [
        ("company", OwnerKind::Company),
        ("state", OwnerKind::State),
        ("buyers", OwnerKind::Buyers),
        ("rule", OwnerKind::Rule),
    ];
    let kind = row.one_of("kind", &kinds)?;
    let country = match row.text("country") {
        "" => None,
        _ => Some(row.lookup("country", countries)?),
    };
    Ok(Owner { id: row.id("id")?, name: name(row)?, kind, country })
}

/// A skill; no word means two of them.
fn skill(row: &Row<'_>, stages: &Index, words: &mut Index) -> Result<Skill, Refusal> {
    let Named { id, name } = named(row)?;
    let also = [row.text("also_zh"), row.text("also_en")];
    let also = also.iter().flat_map(|cell| cell.split('|')).map(str::trim).filter(|one| !one.is_empty());
    let also = also.map(str::to_owned).collect();
    let skill = Skill { id, name, also, stages: row.lookups("stages", stages)? };
    let keys: BTreeSet<String> = skill.words().map(Skill::key).collect();
    for key in keys {
        words.add(key, 0, row)?;
    }
    Ok(skill)
}

fn source(row: &Row<'_>) -> Result<Source, Refusal> {
    let url = Some(row.text("url")).filter(|url| !url.is_empty()).map(str::to_owned);
    let title = row.needed("title")?.to_owned();
    Ok(Source { id: row.id("id")?, title, citation: row.needed("citation")?.to_owned(), url })
}

//! Reading a patch from TOML.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::add::{Addition, NewActivity, NewCapacity, NewCommodity, NewMarket};
use super::{Demand, Edit, Field, Patch, PatchKind, Selector, Target, Thing};
use crate::pack::{toml_refusal, utf8};
use crate::{Confidence, Figure, Reason, Refusal, Text};

/// Longer patch files are refused.
const MOST_BYTES: usize = 4 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPatch {
    format: i64,
    id: String,
    kind: String,
    name: Text,
    summary: Text,
    readiness: Option<u8>,
    year: i32,
    source: String,
    confidence: String,
    #[serde(default)]
    caveat: Text,
    demand: Option<RawDemand>,
    #[serde(default)]
    slider: Text,
    #[serde(default)]
    edit: Vec<RawEdit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDemand {
    fields: Vec<String>,
    until: Option<i32>,
    #[serde(default)]
    parameter: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEdit {
    #[serde(rename = "do")]
    verb: String,
    what: Option<String>,
    #[serde(rename = "where", default)]
    selector: BTreeMap<String, OneOrMany>,
    by: Option<f64>,
    to: Option<f64>,
    unit: Option<String>,
    low: Option<f64>,
    high: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
    up: Option<f64>,
    down: Option<f64>,
    #[serde(default)]
    from: usize,
    commodity: Option<NewCommodity>,
    activity: Option<NewActivity>,
    capacity: Option<NewCapacity>,
    market: Option<NewMarket>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

const TARGETS: [(&str, Target); 10] = [
    ("flow", Target::Flow),
    ("cost", Target::Cost),
    ("capacity", Target::Capacity),
    ("use", Target::Use),
    ("price", Target::Price),
    ("demand", Target::Demand),
    ("supply", Target::Supply),
    ("withdraw", Target::Withdraw),
    ("stock", Target::Stock),
    ("content", Target::Content),
];

const THINGS: [(&str, Thing); 4] = [
    ("activity", Thing::Activity),
    ("capacity", Thing::Capacity),
    ("market", Thing::Market),
    ("commodity", Thing::Commodity),
];

const KINDS: [PatchKind; 5] =
    [PatchKind::Shock, PatchKind::Policy, PatchKind::Innovation, PatchKind::Investment, PatchKind::Project];

/// Reads a patch from the bytes of its file.
///
/// # Errors
/// [`Reason::NotUtf8`], [`Reason::NotToml`], [`Reason::FormatVersion`], [`Reason::PatchShape`].
pub fn parse(file: &str, bytes: &[u8]) -> Result<Patch, Refusal> {
    if bytes.len() > MOST_BYTES {
        return Err(shape(file, format!("more than {MOST_BYTES} bytes")));
    }
    let text = utf8(file, bytes)?;
    let raw: RawPatch = toml::from_str(text).map_err(|error| toml_refusal(file, text, &error))?;
    if raw.format != crate::pack::FORMAT {
        let known = crate::pack::FORMAT.to_string();
        return Err(Reason::FormatVersion { given: raw.format.to_string(), known }.at(file, None));
    }
    let kind = KINDS.into_iter().find(|kind| kind.word() == raw.kind).ok_or_else(|| {
        let words = KINDS.map(PatchKind::word).join(", ");
        shape(file, format!("kind {}: {words}", raw.kind))
    })?;
    let confidence = Confidence::from_letter(&raw.confidence)
        .ok_or_else(|| shape(file, format!("confidence {}: A, B, C", raw.confidence)))?;
    if !raw.id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')) || raw.id.is_empty() {
        return Err(shape(file, format!("id {}: letters, digits, _ . and -", raw.id)));
    }
    if raw.readiness.is_some_and(|level| !(1..=9).contains(&level)) {
        return Err(shape(file, "readiness: 1 … 9".to_owned()));
    }
    if raw.demand.as_ref().is_some_and(|demand| demand.fields.is_empty()) {
        return Err(shape(file, "demand: no fields".to_owned()));
    }
    if raw.edit.is_empty() {
        return Err(shape(file, "no [[edit]]".to_owned()));
    }
    let mut edits = Vec::new();
    for (index, edit) in raw.edit.into_iter().enumerate() {
        edits.push(read_edit(edit).map_err(|detail| shape(file, format!("edit {}: {detail}", index + 1)))?);
    }
    Ok(Patch {
        id: raw.id,
        kind,
        name: raw.name,
        summary: raw.summary,
        readiness: raw.readiness,
        year: raw.year,
        source: raw.source,
        confidence,
        caveat: raw.caveat,
        demand: raw.demand.map(|raw| Demand { fields: raw.fields, until: raw.until, parameter: raw.parameter }),
        slider: raw.slider,
        edits,
        text: text.to_owned(),
    })
}

fn shape(file: &str, detail: String) -> Refusal {
    Reason::PatchShape { detail }.at(file, None)
}

/// What is wrong with one edit, in the words of the format.
type Shape = std::borrow::Cow<'static, str>;

fn read_edit(raw: RawEdit) -> Result<Edit, Shape> {
    let selector = selector(&raw.selector)?;
    let from = raw.from;
    match raw.verb.as_str() {
        "scale" => {
            let target = word(raw.what.as_deref(), &TARGETS)?;
            let by = figure("by", raw.by, raw.low, raw.high)?;
            if by.value < 0.0 {
                return Err("by is below zero".into());
            }
            Ok(Edit::Scale { target, selector, by, from })
        }
        "set" => {
            let target = word(raw.what.as_deref(), &TARGETS)?;
            let to = figure("to", raw.to, raw.low, raw.high)?;
            let unit = raw.unit.ok_or("unit is missing")?;
            Ok(Edit::Set { target, selector, to, unit, from })
        }
        "bound" => {
            word(raw.what.as_deref(), &[("price", ())])?;
            let unit = raw.unit.ok_or("unit is missing")?;
            if raw.min.is_none() && raw.max.is_none() {
                return Err("min or max is needed".into());
            }
            let bad = |bound: Option<f64>| bound.is_some_and(|value| !(0.0..=1e15).contains(&value));
            if bad(raw.min) || bad(raw.max) || matches!((raw.min, raw.max), (Some(min), Some(max)) if min > max) {
                return Err("0 ≤ min ≤ max ≤ 1e15 is needed".into());
            }
            Ok(Edit::BoundPrice { selector, min: raw.min, max: raw.max, unit, from })
        }
        "ramp" => {
            word(raw.what.as_deref(), &[("run", ())])?;
            let good = |share: Option<f64>| share.is_none_or(|value| (0.0..=1e3).contains(&value));
            if raw.up.is_none() && raw.down.is_none() || !good(raw.up) || !good(raw.down) {
                return Err("up or down is needed, as a share".into());
            }
            Ok(Edit::Ramp { selector, up: raw.up, down: raw.down })
        }
        "add" => Ok(Edit::Add { addition: Box::new(addition(raw)?), from }),
        "remove" => Ok(Edit::Remove { thing: word(raw.what.as_deref(), &THINGS)?, selector, from }),
        other => Err(format!("do = {other}: scale, set, bound, ramp, add or remove").into()),
    }
}

fn addition(raw: RawEdit) -> Result<Addition, Shape> {
    let mut found: Vec<Addition> = Vec::new();
    found.extend(raw.commodity.map(Addition::Commodity));
    found.extend(raw.activity.map(Addition::Activity));
    found.extend(raw.capacity.map(Addition::Capacity));
    found.extend(raw.market.map(Addition::Market));
    match (found.pop(), found.is_empty()) {
        (Some(addition), true) => Ok(addition),
        _ => Err("add needs exactly one of commodity, activity, capacity, market".into()),
    }
}

fn word<T: Copy>(what: Option<&str>, words: &[(&str, T)]) -> Result<T, Shape> {
    let what = what.ok_or("what is missing")?;
    words.iter().find(|(known, _)| *known == what).map(|(_, value)| *value).ok_or_else(|| {
        let allowed = words.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
        format!("what = {what}: {allowed}").into()
    })
}

fn figure(name: &str, value: Option<f64>, low: Option<f64>, high: Option<f64>) -> Result<Figure, Shape> {
    let value = value.ok_or_else(|| format!("{name} is missing"))?;
    let fits = |v: f64| v.is_finite() && v.abs() <= 1e15;
    if !fits(value) || !low.is_none_or(fits) || !high.is_none_or(fits) {
        return Err(format!("{name} is not a number below 1e15").into());
    }
    if low.is_some_and(|low| low > value) || high.is_some_and(|high| high < value) {
        return Err(format!("{name} {value} lies outside its range").into());
    }
    Ok(Figure { value, low, high })
}

fn selector(raw: &BTreeMap<String, OneOrMany>) -> Result<Selector, Shape> {
    let mut fields = Vec::new();
    for (word, values) in raw {
        let field = Field::WORDS.iter().find(|(known, _)| known == word).map(|(_, field)| *field);
        let field = field.ok_or_else(|| {
            let allowed = Field::WORDS.map(|(known, _)| known).join(", ");
            format!("where has no {word}; it has {allowed}")
        })?;
        let values = match values {
            OneOrMany::One(value) => vec![value.clone()],
            OneOrMany::Many(values) => values.clone(),
        };
        fields.push((field, values));
    }
    Ok(Selector { fields })
}

//! `didymium chain map PACK -o chain.svg`

use std::collections::BTreeSet;
use std::path::Path;

use chain::{Drawing, Measure, Model, Pressure, View};
use web::language::{Language, Messages};

use super::{Colour, Map, MapView, Width, names};
use crate::output;
use crate::pack;
use crate::stop::Stop;

/// Draws the map of the plan.
pub fn run(map: &Map, t: Messages) -> Result<(), Stop> {
    let pack = pack::read(&map.stack.pack)?;
    let patches = pack::patches(&pack, &map.stack.patches)?;
    let model = pack::model(pack.chain, 1)?.rebased(&patches)?;
    let view = view(&model, &map.view)?;
    write(&model, view, &map.output, t)
}

/// Draws a model's map into a file.
pub fn write(model: &Model, view: View, path: &Path, t: Messages) -> Result<(), Stop> {
    let chain = model.chain();
    let title = t.say("cli-map-title").with("name", names::text(t, &chain.name)).with("year", chain.year.to_string());
    let title = title.to_string();
    let none = BTreeSet::new();
    let drawing =
        Drawing { chinese: t.language() == Language::Chinese, links: None, query: "", title: &title, marked: &none };
    output::file(path, model.map(view).svg(chain, &drawing).as_bytes())
}

fn view(model: &Model, asked: &MapView) -> Result<View, Stop> {
    let chain = model.chain();
    let ids = |names: Vec<&String>| names.into_iter().cloned().collect::<Vec<_>>();
    Ok(View {
        measure: match asked.width {
            Width::Mass => Measure::Mass,
            Width::Value => Measure::Value,
        },
        pressure: match asked.colour {
            Colour::Rent => Pressure::Rent,
            Colour::Unmet => Pressure::Unmet,
            Colour::Concentration => Pressure::Concentration,
        },
        element: found("element", asked.element.as_ref(), ids(chain.elements.iter().map(|e| &e.id).collect()))?,
        owner: found("owner", asked.owner.as_ref(), ids(chain.owners.iter().map(|o| &o.id).collect()))?,
        country: found("country", asked.country.as_ref(), ids(chain.countries.iter().map(|c| &c.id).collect()))?,
    })
}

fn found(option: &'static str, value: Option<&String>, known: Vec<String>) -> Result<Option<usize>, Stop> {
    let Some(value) = value else { return Ok(None) };
    match known.iter().position(|id| id == value) {
        Some(at) => Ok(Some(at)),
        None => Err(Stop::Unknown { option, value: value.clone(), known }),
    }
}

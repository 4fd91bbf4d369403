//! The chain page: the map from ore to application, narrowed and coloured as asked, with its table twin.

use std::collections::BTreeSet;

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chain::{Drawing, End, Map, Measure, Pressure, View as Wanted};

use super::View;
use crate::language::{Key, Language, Messages};
use crate::shell::{Layout, Refusal, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Cell, Link, Svg, Table, encoded};

/// Bands in the table twin.
const BANDS: usize = 60;

#[derive(Template)]
#[template(path = "pages/chain/map.html")]
struct MapPage {
    t: Messages,
    layout: Layout,
    svg: Svg,
    download: String,
    caption: String,
    choices: Vec<Choice>,
    places: Table,
    bands: Table,
}

/// A list to choose from.
struct Choice {
    name: &'static str,
    label: String,
    /// Value, text, chosen.
    options: Vec<(String, String, bool)>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let wanted = wanted(view)?;
    let map = state.model().map(wanted);
    page(&MapPage {
        t: view.t,
        layout: view.layout(Section::Chain),
        svg: svg(view, &map),
        download: download(view),
        caption: view.t.say("map-caption").with("unit", view.numbers.unit(&map.unit)).to_string(),
        choices: choices(view, wanted),
        places: places(view, &map),
        bands: bands(view, &map),
    })
}

/// The same drawing as a file.
pub(super) fn drawing(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let map = state.model().map(wanted(view)?);
    let title = view.t.get("map-title");
    let drawing = Drawing { chinese: chinese(view), links: None, query: "", title: &title, marked: &BTreeSet::new() };
    let text = map.svg(view.chain, &drawing);
    Ok((StatusCode::OK, [(CONTENT_TYPE, "image/svg+xml; charset=utf-8")], text).into_response())
}

/// The map with a link on every place.
pub(super) fn svg(view: View, map: &Map) -> Svg {
    let title = view.t.get("map-title");
    let drawing =
        Drawing { chinese: chinese(view), links: Some("/"), query: "", title: &title, marked: &BTreeSet::new() };
    Svg::new(map.svg(view.chain, &drawing))
}

fn chinese(view: View) -> bool {
    view.visit.language == Language::Chinese
}

fn wanted(view: View) -> Result<Wanted, Trouble> {
    let chain = view.chain;
    Ok(Wanted {
        measure: match view.visit.field("by") {
            None | Some("mass") => Measure::Mass,
            Some("value") => Measure::Value,
            Some(other) => return Err(unknown("by", other)),
        },
        pressure: match view.visit.field("colour") {
            None | Some("rent") => Pressure::Rent,
            Some("unmet") => Pressure::Unmet,
            Some("concentration") => Pressure::Concentration,
            Some(other) => return Err(unknown("colour", other)),
        },
        element: place(view, "element", |id| chain.elements.iter().position(|row| row.id == id))?,
        owner: place(view, "owner", |id| chain.owners.iter().position(|row| row.id == id))?,
        country: place(view, "country", |id| chain.countries.iter().position(|row| row.id == id))?,
    })
}

fn place(view: View, field: &'static str, find: impl Fn(&str) -> Option<usize>) -> Result<Option<usize>, Trouble> {
    view.visit.field(field).map(|id| find(id).ok_or_else(|| unknown(field, id))).transpose()
}

fn unknown(field: &str, value: &str) -> Trouble {
    Trouble::Refused(Refusal {
        status: StatusCode::BAD_REQUEST,
        what: Key("refusal-form-choice"),
        mend: Key("refusal-form-mend"),
        facts: vec![("field", field.to_owned()), ("value", value.to_owned())],
    })
}

fn download(view: View) -> String {
    let mut query: Vec<String> =
        view.visit.query.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    query.push(format!("lang={}", view.visit.language.code()));
    format!("/chain.svg?{}", query.join("&"))
}

fn choices(view: View, wanted: Wanted) -> Vec<Choice> {
    let (chain, t) = (view.chain, view.t);
    let measures = [(Measure::Mass, "mass", t.get("by-mass")), (Measure::Value, "value", t.get("by-value"))];
    let pressures = [
        (Pressure::Rent, "rent", t.get("colour-rent")),
        (Pressure::Unmet, "unmet", t.get("colour-unmet")),
        (Pressure::Concentration, "concentration", t.get("colour-concentration")),
    ];
    let any = |chosen: Option<usize>| (String::new(), t.get("choose-all"), chosen.is_none());
    let mut elements = vec![any(wanted.element)];
    elements.extend(chain.elements.iter().enumerate().map(|(at, row)| {
        (row.id.clone(), format!("{} {}", row.id, view.names.element(at)), wanted.element == Some(at))
    }));
    let mut owners = vec![any(wanted.owner)];
    let active = |at: usize| chain.activities.iter().any(|activity| activity.owner == at);
    owners.extend(
        (0..chain.owners.len())
            .filter(|at| active(*at))
            .map(|at| (chain.owners[at].id.clone(), view.names.owner(at).to_owned(), wanted.owner == Some(at))),
    );
    let mut countries = vec![any(wanted.country)];
    let active = |at: usize| chain.activities.iter().any(|activity| activity.country == at);
    countries.extend(
        (0..chain.countries.len())
            .filter(|at| active(*at))
            .map(|at| (chain.countries[at].id.clone(), view.names.country(at).to_owned(), wanted.country == Some(at))),
    );
    vec![
        Choice { name: "element", label: t.get("column-element"), options: elements },
        Choice { name: "owner", label: t.get("column-owner"), options: owners },
        Choice { name: "country", label: t.get("column-country"), options: countries },
        Choice {
            name: "by",
            label: t.get("map-width"),
            options: measures.map(|(it, id, text)| (id.to_owned(), text, it == wanted.measure)).into(),
        },
        Choice {
            name: "colour",
            label: t.get("map-colour"),
            options: pressures.map(|(it, id, text)| (id.to_owned(), text, it == wanted.pressure)).into(),
        },
    ]
}

fn end(view: View, end: End) -> Link {
    let mut link = match end {
        End::Commodity(node) => view.names.commodity(node.commodity),
        End::Application { application, .. } => view.names.application_page(application),
    };
    let named = view.t.say("node").with("commodity", link.text);
    link.text = named.with("region", view.names.region(end.region())).to_string();
    link
}

fn weight(view: View, map: &Map, weight: f64) -> String {
    match map.view.measure {
        Measure::Mass => view.numbers.amount(weight, &map.unit),
        Measure::Value => view.numbers.money(weight),
    }
}

fn places(view: View, map: &Map) -> Table {
    let columns = vec![view.texts("column-place"), view.figures("column-weight"), view.figures("column-pressure")];
    let mut spots: Vec<_> = map.spots.iter().collect();
    spots.sort_by(|a, b| b.pressure.unwrap_or(-1.0).total_cmp(&a.pressure.unwrap_or(-1.0)));
    let rows = spots.into_iter().map(|spot| {
        vec![
            Cell::Link(end(view, spot.end)),
            Cell::number(weight(view, map, spot.weight)),
            match spot.pressure {
                Some(pressure) => Cell::Meter(view.numbers.share(pressure), crate::view::Meter::new(pressure)),
                None => Cell::number(view.t.get("unknown")),
            },
        ]
    });
    Table::new(view.t.get("map-places-caption"), columns).with_rows(rows)
}

fn bands(view: View, map: &Map) -> Table {
    let columns = vec![
        view.texts("column-from"),
        view.texts("column-to"),
        view.figures("column-leaves"),
        view.figures("column-arrives"),
    ];
    let rows = map.bands.iter().take(BANDS).map(|band| {
        vec![
            Cell::Link(end(view, band.from)),
            Cell::Link(end(view, band.to)),
            Cell::number(weight(view, map, band.leaves)),
            Cell::number(weight(view, map, band.arrives)),
        ]
    });
    let shown = map.bands.len().min(BANDS);
    let caption = view.t.say("map-bands-caption").with("shown", shown).with("all", map.bands.len()).to_string();
    Table::new(caption, columns).with_rows(rows)
}

//! What a record says in figures, dates, money and places: what a need wants, what an offer has.

use std::collections::BTreeSet;

use base::record::{Content, Record};
use jiff::civil::Date;
use matching::rank::{Factor, Offered, Wanted};
use matching::terms::Lexicon;
use matching::text::{Figure, Language, analyse, quantities};
use measure::{Budget, BudgetMeaning, Money};
use serde_json::Value;

use crate::side::{factor_of, organisation_of};

/// Names in the other language under which a figure is known besides its own.
const NAMES_MOST: usize = 4;

/// What records are read with.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The terms that carry the name of a figure into the other language.
    pub lexicon: &'a Lexicon,
    /// The day on which it is asked.
    pub today: Date,
}

/// What a need or a common problem wants.
pub fn wanted(record: &Record, reader: Reader) -> Wanted {
    let content = &record.content;
    Wanted {
        places: places(content),
        indicators: stated_rows(content, "indicators", "target"),
        readiness: level(content, "readiness"),
        budget: money(content, "budget", Most::Pays),
        from: Some(reader.today),
        until: day(content, "deadline"),
        factors: factors(content),
        tags: tags(content),
        organisation: content.owner().map(|owner| owner.to_string()),
        asked: Some(reader.today),
        ..Wanted::default()
    }
}

/// What an achievement, a person, a platform, a fund or an organisation has.
pub fn offered(record: &Record, reader: Reader) -> Offered {
    let content = &record.content;
    let organisation = organisation_of(record).map(|id| id.to_string());
    Offered {
        places: places(content),
        figures: figures(record, reader.lexicon),
        readiness: level(content, "readiness").or_else(|| least_level(content.text("maturity"))),
        price: asking_price(record),
        from: day(content, "opens"),
        until: [day(content, "closes"), day(content, "expires")].into_iter().flatten().min(),
        factors: factor_of(record.kind).into_iter().collect(),
        tags: tags(content),
        organisation,
        confirmed: day(content, "confirmed").or_else(|| Some(record.updated.date())),
        ..Offered::default()
    }
}

/// The factors a need names.
fn factors(content: &Content) -> BTreeSet<Factor> {
    let named = |code: &str| match code {
        "technology" => Some(Factor::Technology),
        "people" => Some(Factor::People),
        "platform" => Some(Factor::Platform),
        "money" => Some(Factor::Money),
        "partner" => Some(Factor::Partner),
        _ => None,
    };
    listed(content.get("factors")).filter_map(named).collect()
}

fn places(content: &Content) -> BTreeSet<String> {
    let both = listed(content.get("positions")).chain(listed(content.get("weak_link")));
    both.map(str::to_owned).collect()
}

fn tags(content: &Content) -> BTreeSet<String> {
    let fields = ["fields", "keywords", "research_fields", "skills", "services"];
    let words = fields.into_iter().flat_map(|field| listed(content.get(field)));
    words.map(|word| word.trim().to_lowercase()).collect()
}

fn listed(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn day(content: &Content, field: &str) -> Option<Date> {
    measure::parse_date(content.text(field)).ok()
}

fn level(content: &Content, field: &str) -> Option<u8> {
    content.get(field).as_i64().and_then(|level| u8::try_from(level).ok())
}

/// The least level of a stage in words: laboratory work ends at 3, a pilot is at 5, a demonstration at 6, industry from
/// 8 on (GB/T 37264—2018 counts 1–3 as laboratory, 4–6 as engineering, 7–9 as industrial). The level itself, where it
/// is given, says it better.
fn least_level(maturity: &str) -> Option<u8> {
    let table = [("concept", 1), ("laboratory", 3), ("pilot", 5), ("demonstration", 6), ("industrial", 8)];
    table.into_iter().find(|(code, _)| *code == maturity).map(|(_, level)| level)
}

/// What the owner of an offer asks for it.
pub(crate) fn asking_price(record: &Record) -> Option<Money> {
    money(&record.content, "price", Most::Asks)
}

/// Which end of an amount counts.
#[derive(Clone, Copy)]
enum Most {
    /// What may be paid at most.
    Pays,
    /// What is asked at least.
    Asks,
}

fn money(content: &Content, field: &str, most: Most) -> Option<Money> {
    let budget: Budget = serde_json::from_value(content.get(field).clone()).ok()?;
    match (budget.meaning(), most) {
        (BudgetMeaning::Exact(money) | BudgetMeaning::AtLeast(money), _)
        | (BudgetMeaning::AtMost(money) | BudgetMeaning::Range { high: money, .. }, Most::Pays)
        | (BudgetMeaning::Range { low: money, .. }, Most::Asks) => Some(money),
        (BudgetMeaning::AtMost(_), Most::Asks) | (BudgetMeaning::Negotiable, _) => None,
    }
}

/// The figures in the rows of a table, each named by its row.
fn stated_rows(content: &Content, table: &str, column: &str) -> Vec<Figure> {
    let rows = content.get(table).as_array().into_iter().flatten();
    let read = |row: &Value| {
        let (name, stated) = (row["indicator"].as_str()?.trim(), row[column].as_str()?);
        let figure = quantities(&format!("{name}：{stated}")).pop()?;
        Some(Figure { property: name.to_owned(), ..figure })
    };
    rows.filter_map(read).collect()
}

/// Every figure a record states, and each under its names in the other language.
fn figures(record: &Record, lexicon: &Lexicon) -> Vec<Figure> {
    let content = &record.content;
    let mut figures = stated_rows(content, "capabilities", "value");
    figures.extend(stated_rows(content, "comparison", "ours"));
    for (_, text) in base::record::verb::substance(record) {
        figures.extend(quantities(&text));
    }
    let named: Vec<Figure> = figures.iter().flat_map(|figure| in_the_other_language(figure, lexicon)).collect();
    figures.extend(named);
    figures
}

fn in_the_other_language(figure: &Figure, lexicon: &Lexicon) -> Vec<Figure> {
    let to = match analyse(&figure.property).language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
        Language::None => return Vec::new(),
    };
    // What the figure is of stands right before it.
    let Some(last) = lexicon.translate(&figure.property, to).pop() else { return Vec::new() };
    let named = |name: &String| Figure { property: name.clone(), ..figure.clone() };
    last.to.iter().take(NAMES_MOST).map(named).collect()
}

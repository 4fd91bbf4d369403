//! What a patch may add: the rows of the pack's tables, as TOML tables.

use measure::Unit;
use serde::Deserialize;

use super::select::Field;
use crate::{
    Activity, Capacity, Chain, Commodity, Confidence, Content, Disposal, Figure, Flow, Market, Origin, Patch, Ramp,
    Reason, Refusal, Side, Standing, Text, Use,
};

/// A thing a patch brings.
#[derive(Clone, Debug, PartialEq)]
pub enum Addition {
    /// A commodity.
    Commodity(NewCommodity),
    /// An activity with its flows and uses.
    Activity(NewActivity),
    /// A capacity.
    Capacity(NewCapacity),
    /// A market.
    Market(NewMarket),
}

/// A row of `commodities.csv`, with content by element.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the columns of the pack format")]
pub struct NewCommodity {
    pub id: String,
    pub stage: String,
    #[serde(default)]
    pub grade: String,
    pub unit: String,
    pub disposal: String,
    #[serde(default)]
    pub disposal_unit: String,
    pub name_zh: String,
    pub name_en: String,
    #[serde(default)]
    pub content: std::collections::BTreeMap<String, f64>,
    #[serde(default)]
    pub note: String,
    pub year: Option<i32>,
    pub source: Option<String>,
    pub confidence: Option<String>,
}

/// A row of `activities.csv`, with its flows and uses.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the columns of the pack format")]
pub struct NewActivity {
    pub id: String,
    pub kind: String,
    pub stage: String,
    pub country: String,
    pub owner: String,
    pub unit: String,
    pub cost: f64,
    pub cost_unit: String,
    pub cost_low: Option<f64>,
    pub cost_high: Option<f64>,
    pub trl: Option<u8>,
    pub name_zh: String,
    pub name_en: String,
    #[serde(default)]
    pub flows: Vec<NewFlow>,
    #[serde(default)]
    pub uses: Vec<NewUse>,
    #[serde(default)]
    pub note: String,
    pub year: Option<i32>,
    pub source: Option<String>,
    pub confidence: Option<String>,
}

/// A row of `flows.csv`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the columns of the pack format")]
pub struct NewFlow {
    pub commodity: String,
    pub region: String,
    pub amount: f64,
    pub unit: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
    #[serde(default)]
    pub note: String,
    pub year: Option<i32>,
    pub source: Option<String>,
    pub confidence: Option<String>,
}

/// A row of `uses.csv`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the columns of the pack format")]
pub struct NewUse {
    pub capacity: String,
    pub rate: f64,
    pub unit: String,
    #[serde(default)]
    pub note: String,
    pub year: Option<i32>,
    pub source: Option<String>,
    pub confidence: Option<String>,
}

/// A row of `capacities.csv`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the columns of the pack format")]
pub struct NewCapacity {
    pub id: String,
    pub kind: String,
    pub stage: String,
    pub country: String,
    pub owner: String,
    pub amount: f64,
    pub unit: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub recover_weeks: Option<f64>,
    pub name_zh: String,
    pub name_en: String,
    #[serde(default)]
    pub uses: Vec<NewCapacityUse>,
    #[serde(default)]
    pub note: String,
    pub year: Option<i32>,
    pub source: Option<String>,
    pub confidence: Option<String>,
}

/// A use that comes with a new capacity.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewCapacityUse {
    pub activity: String,
    pub rate: f64,
    pub unit: String,
}

/// A row of `markets.csv`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the columns of the pack format")]
pub struct NewMarket {
    pub id: String,
    pub side: String,
    #[serde(default)]
    pub application: String,
    pub commodity: String,
    pub region: String,
    pub owner: String,
    pub price: f64,
    pub price_unit: String,
    pub price_low: Option<f64>,
    pub price_high: Option<f64>,
    pub amount: Option<f64>,
    pub unit: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub name_zh: String,
    pub name_en: String,
    #[serde(default)]
    pub note: String,
    pub year: Option<i32>,
    pub source: Option<String>,
    pub confidence: Option<String>,
}

/// Adds things to a chain on behalf of one edit of a patch.
pub(super) struct Adder<'a> {
    pub patch: &'a Patch,
    pub edit: usize,
    pub chain: &'a mut Chain,
}

impl Adder<'_> {
    /// Adds one thing; gives back its id.
    pub fn add(&mut self, addition: &Addition) -> Result<String, Refusal> {
        match addition {
            Addition::Commodity(new) => self.commodity(new),
            Addition::Activity(new) => self.activity(new),
            Addition::Capacity(new) => self.capacity(new),
            Addition::Market(new) => self.market(new),
        }
    }

    fn commodity(&mut self, new: &NewCommodity) -> Result<String, Refusal> {
        self.fresh(self.chain.commodity(&new.id), &new.id)?;
        let unit = self.unit("unit", &new.unit)?;
        let disposal = match new.disposal.as_str() {
            "free" => Disposal::Free,
            "none" => Disposal::None,
            cost => {
                let value = cost.parse().map_err(|_| self.field("disposal", cost, "free, none or a cost"))?;
                let value = self.amount("disposal", value)?;
                Disposal::Cost(value * self.factor("disposal_unit", &new.disposal_unit, &self.money().per(&unit))?)
            }
        };
        let origin = self.origin(new.year, new.source.as_deref(), new.confidence.as_deref(), &new.note)?;
        let mut content = Vec::new();
        for (element, amount) in &new.content {
            let index = self.chain.elements.iter().position(|e| &e.id == element);
            let element = index.ok_or_else(|| self.unknown(Field::Element, element))?;
            let amount = Figure::exact(self.amount("content", *amount)?);
            content.push(Content { element, amount, origin: origin.clone() });
        }
        self.chain.commodities.push(Commodity {
            id: new.id.clone(),
            name: Text::new(&new.name_zh, &new.name_en),
            stage: self.find(Field::Stage, &new.stage)?,
            grade: new.grade.clone(),
            unit: unit.to_string(),
            disposal,
            content,
            origin,
        });
        Ok(new.id.clone())
    }

    fn activity(&mut self, new: &NewActivity) -> Result<String, Refusal> {
        self.fresh(self.chain.activity(&new.id), &new.id)?;
        let unit = self.unit("unit", &new.unit)?;
        let to_cost = self.factor("cost_unit", &new.cost_unit, &self.money().per(&unit))?;
        let origin = self.origin(new.year, new.source.as_deref(), new.confidence.as_deref(), &new.note)?;
        let mut flows = Vec::new();
        for flow in &new.flows {
            flows.push(self.flow(flow, &unit, &origin)?);
        }
        if flows.is_empty() {
            return Err(self.field("flows", "0", "at least one flow"));
        }
        let activity = Activity {
            id: new.id.clone(),
            name: Text::new(&new.name_zh, &new.name_en),
            kind: self.word("kind", &new.kind, &crate::pack::ACTIVITY_KINDS)?,
            stage: self.find(Field::Stage, &new.stage)?,
            country: self.find(Field::Country, &new.country)?,
            owner: self.find(Field::Owner, &new.owner)?,
            unit: unit.to_string(),
            cost: self.ranged("cost", new.cost, new.cost_low, new.cost_high)?.times(to_cost),
            readiness: new.trl,
            flows,
            ramp: Ramp::default(),
            standing: Standing::InPlace,
            origin: origin.clone(),
        };
        self.chain.activities.push(activity);
        let index = self.chain.activities.len() - 1;
        for used in &new.uses {
            let capacity = self.find(Field::Capacity, &used.capacity)?;
            let wanted = self.unit("unit", &self.chain.capacities[capacity].unit)?.per(&unit);
            let rate = self.amount("rate", used.rate)? * self.factor("unit", &used.unit, &wanted)?;
            let used = Use { activity: index, rate: Figure::exact(rate), origin: origin.clone() };
            self.chain.capacities[capacity].uses.push(used);
        }
        Ok(new.id.clone())
    }

    fn flow(&self, new: &NewFlow, run: &Unit, origin: &Origin) -> Result<Flow, Refusal> {
        let commodity = self.find(Field::Commodity, &new.commodity)?;
        let wanted = self.unit("unit", &self.chain.commodities[commodity].unit)?.per(run);
        let factor = self.factor("unit", &new.unit, &wanted)?;
        let own = new.source.is_some() || !new.note.is_empty();
        Ok(Flow {
            commodity,
            region: self.find(Field::Region, &new.region)?,
            amount: self.ranged("amount", new.amount, new.low, new.high)?.times(factor),
            origin: if own {
                self.origin(new.year, new.source.as_deref(), new.confidence.as_deref(), &new.note)?
            } else {
                origin.clone()
            },
        })
    }

    fn capacity(&mut self, new: &NewCapacity) -> Result<String, Refusal> {
        self.fresh(self.chain.capacity(&new.id), &new.id)?;
        let unit = self.unit("unit", &new.unit)?;
        let origin = self.origin(new.year, new.source.as_deref(), new.confidence.as_deref(), &new.note)?;
        let mut uses = Vec::new();
        for used in &new.uses {
            let activity = self.find(Field::Activity, &used.activity)?;
            let wanted = unit.per(&self.unit("unit", &self.chain.activities[activity].unit)?);
            let rate = self.amount("rate", used.rate)? * self.factor("unit", &used.unit, &wanted)?;
            uses.push(Use { activity, rate: Figure::exact(rate), origin: origin.clone() });
        }
        self.amount("amount", new.amount)?;
        new.recover_weeks.map(|weeks| self.amount("recover_weeks", weeks)).transpose()?;
        self.chain.capacities.push(Capacity {
            id: new.id.clone(),
            name: Text::new(&new.name_zh, &new.name_en),
            kind: self.word("kind", &new.kind, &crate::pack::CAPACITY_KINDS)?,
            stage: self.find(Field::Stage, &new.stage)?,
            country: self.find(Field::Country, &new.country)?,
            owner: self.find(Field::Owner, &new.owner)?,
            amount: self.ranged("amount", new.amount, new.low, new.high)?,
            unit: unit.to_string(),
            recover_weeks: new.recover_weeks,
            uses,
            standing: Standing::InPlace,
            origin,
        });
        Ok(new.id.clone())
    }

    fn market(&mut self, new: &NewMarket) -> Result<String, Refusal> {
        self.fresh(self.chain.market(&new.id), &new.id)?;
        let commodity = self.find(Field::Commodity, &new.commodity)?;
        let unit = self.unit("unit", &self.chain.commodities[commodity].unit)?;
        let side = if self.word("side", &new.side, &[("sell", true), ("buy", false)])? {
            Side::Sell { application: self.find(Field::Application, &new.application)? }
        } else {
            Side::Buy
        };
        let to_price = self.factor("price_unit", &new.price_unit, &self.money().per(&unit))?;
        let to_limit = self.factor("unit", &new.unit, &unit)?;
        self.amount("price", new.price)?;
        let limit = match new.amount {
            None => Figure::exact(f64::INFINITY),
            Some(amount) => {
                self.amount("amount", amount)?;
                self.ranged("amount", amount, new.low, new.high)?.times(to_limit)
            }
        };
        let market = Market {
            id: new.id.clone(),
            name: Text::new(&new.name_zh, &new.name_en),
            side,
            commodity,
            region: self.find(Field::Region, &new.region)?,
            owner: self.find(Field::Owner, &new.owner)?,
            price: self.ranged("price", new.price, new.price_low, new.price_high)?.times(to_price),
            limit,
            standing: Standing::InPlace,
            origin: self.origin(new.year, new.source.as_deref(), new.confidence.as_deref(), &new.note)?,
        };
        self.chain.markets.push(market);
        Ok(new.id.clone())
    }

    fn fresh(&self, found: Option<usize>, id: &str) -> Result<(), Refusal> {
        if found.is_none() {
            return Ok(());
        }
        let (patch, edit) = (self.patch.id.clone(), self.edit.to_string());
        Err(Reason::AddsExisting { patch, edit, id: id.to_owned() }.anywhere())
    }

    fn find(&self, field: Field, id: &str) -> Result<usize, Refusal> {
        let chain = &*self.chain;
        let found = match field {
            Field::Activity => chain.activity(id),
            Field::Commodity => chain.commodity(id),
            Field::Capacity => chain.capacity(id),
            Field::Market => chain.market(id),
            Field::Owner => chain.owners.iter().position(|o| o.id == id),
            Field::Country => chain.countries.iter().position(|c| c.id == id),
            Field::Region => chain.regions.iter().position(|r| r.id == id),
            Field::Stage => chain.stages.iter().position(|s| s.id == id),
            Field::Element => chain.elements.iter().position(|e| e.id == id),
            Field::Application => chain.applications.iter().position(|a| a.id == id),
            Field::Id | Field::Kind | Field::Direction => None,
        };
        found.ok_or_else(|| self.unknown(field, id))
    }

    fn unknown(&self, field: Field, value: &str) -> Refusal {
        super::apply::selector_unknown(self.patch, self.edit, field, value)
    }

    fn field(&self, field: &str, value: &str, allowed: &str) -> Refusal {
        super::apply::edit_field(self.patch, self.edit, field, value, allowed)
    }

    fn word<T: Copy>(&self, field: &str, word: &str, words: &[(&str, T)]) -> Result<T, Refusal> {
        words.iter().find(|(known, _)| *known == word).map(|(_, value)| *value).ok_or_else(|| {
            let allowed = words.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
            self.field(field, word, &allowed)
        })
    }

    fn amount(&self, field: &str, value: f64) -> Result<f64, Refusal> {
        if (0.0..=1e15).contains(&value) { Ok(value) } else { Err(self.field(field, &value.to_string(), "0 … 1e15")) }
    }

    fn ranged(&self, field: &str, value: f64, low: Option<f64>, high: Option<f64>) -> Result<Figure, Refusal> {
        let fits = value.abs() <= 1e15 && low.is_none_or(|low| low <= value) && high.is_none_or(|high| high >= value);
        if fits {
            Ok(Figure { value, low, high })
        } else {
            Err(self.field(field, &value.to_string(), "low ≤ value ≤ high, |value| ≤ 1e15"))
        }
    }

    fn unit(&self, field: &str, text: &str) -> Result<Unit, Refusal> {
        Unit::parse(text, &self.chain.currency).map_err(|refusal| self.field(field, text, &refusal.to_string()))
    }

    fn money(&self) -> Unit {
        Unit::parse(&self.chain.currency, &self.chain.currency).unwrap_or_else(|_| Unit::one())
    }

    fn factor(&self, field: &str, text: &str, wanted: &Unit) -> Result<f64, Refusal> {
        let unit = self.unit(field, text)?;
        unit.factor_to(wanted).map_err(|refusal| self.field(field, text, &refusal.to_string()))
    }

    /// The row's own year, source and confidence where it states them, the patch's where it does not.
    fn origin(
        &self,
        year: Option<i32>,
        source: Option<&str>,
        letter: Option<&str>,
        note: &str,
    ) -> Result<Origin, Refusal> {
        let id = source.unwrap_or(&self.patch.source);
        let found = self.chain.sources.iter().position(|s| s.id == id);
        let source = found.ok_or_else(|| self.field("source", id, "an id of sources.csv"))?;
        let confidence = match letter {
            None => self.patch.confidence,
            Some(letter) => {
                Confidence::from_letter(letter).ok_or_else(|| self.field("confidence", letter, "A, B, C"))?
            }
        };
        let year = year.unwrap_or(self.patch.year);
        let file = format!("patches/{}.toml", self.patch.id);
        Ok(Origin { year, source, confidence, note: note.to_owned(), file, row: 0 })
    }
}

//! The tables of the chain itself: commodities, activities, capacities, markets, stocks, shocks.

use measure::Unit;

use super::manifest::Manifest;
use super::names::{Names, listed, name};
use super::table::{Index, Row};
use super::{Tables, keep};
use crate::{
    Activity, ActivityKind, Build, Capacity, CapacityKind, Chain, Commodity, Content, Disposal, Figure, Flow, Market,
    Ramp, Reason, Refusal, Shock, Side, Standing, Stock, Text, Use, Withdrawal,
};

pub(crate) const ACTIVITY_KINDS: [(&str, ActivityKind); 4] = [
    ("mine", ActivityKind::Mine),
    ("process", ActivityKind::Process),
    ("recycle", ActivityKind::Recycle),
    ("trade", ActivityKind::Trade),
];

pub(crate) const CAPACITY_KINDS: [(&str, CapacityKind); 6] = [
    ("mine", CapacityKind::Mine),
    ("quota", CapacityKind::Quota),
    ("plant", CapacityKind::Plant),
    ("collection", CapacityKind::Collection),
    ("trade", CapacityKind::Trade),
    ("technology", CapacityKind::Technology),
];

/// What reading a row needs beside the row.
struct Reader<'a> {
    currency: &'a str,
    names: &'a Names,
}

/// Reads the chain's tables.
pub(super) fn read(tables: &Tables, manifest: Manifest, names: Names, refusals: &mut Vec<Refusal>) -> Chain {
    let reader = Reader { currency: &manifest.currency, names: &names };
    let home = names.regions.1.get(&manifest.home).unwrap_or_else(|| {
        let reason =
            Reason::UnknownId { column: "home".to_owned(), value: manifest.home.clone(), table: "regions.csv".into() };
        refusals.push(reason.at("pack.toml", None));
        0
    });
    let price_stage = manifest.price_stage.as_ref().and_then(|id| {
        let found = names.stages.1.get(id);
        if found.is_none() {
            let (column, value) = ("price_stage".to_owned(), id.clone());
            refusals.push(Reason::UnknownId { column, value, table: "stages.csv".into() }.at("pack.toml", None));
        }
        found
    });
    let (mut commodities, commodity_index) = listed(tables, "commodities.csv", refusals, |row| reader.commodity(row));
    let (mut activities, activity_index) = listed(tables, "activities.csv", refusals, |row| reader.activity(row));
    let (mut capacities, capacity_index) = listed(tables, "capacities.csv", refusals, |row| reader.capacity(row));
    let mut keys = Index::of("content.csv");
    for row in tables.rows("content.csv") {
        if let Some((at, content)) = keep(reader.content(&row, &commodity_index, &commodities, &mut keys), refusals) {
            commodities[at].content.push(content);
        }
    }
    let mut keys = Index::of("flows.csv");
    for row in tables.rows("flows.csv") {
        let flow = reader.flow(&row, (&activity_index, &activities), (&commodity_index, &commodities), &mut keys);
        if let Some((at, flow)) = keep(flow, refusals) {
            activities[at].flows.push(flow);
        }
    }
    let mut keys = Index::of("uses.csv");
    for row in tables.rows("uses.csv") {
        let used = reader.usage(&row, (&capacity_index, &capacities), (&activity_index, &activities), &mut keys);
        if let Some((at, used)) = keep(used, refusals) {
            capacities[at].uses.push(used);
        }
    }
    let nodes = (&commodity_index, commodities.as_slice());
    let markets = listed(tables, "markets.csv", refusals, |row| reader.market(row, nodes)).0;
    let stocks = listed(tables, "stocks.csv", refusals, |row| reader.stock(row, nodes)).0;
    let mut keys = Index::of("builds.csv");
    let builds = tables.rows("builds.csv");
    let builds = builds.filter_map(|row| keep(reader.build(&row, (&capacity_index, &capacities), &mut keys), refusals));
    let builds = builds.collect();
    let mut keys = Index::of("withdrawals.csv");
    let withdrawals = tables.rows("withdrawals.csv");
    let withdrawals = withdrawals.filter_map(|row| keep(reader.withdrawal(&row, nodes, &mut keys), refusals)).collect();
    let shocks = listed(tables, "shocks.csv", refusals, |row| reader.shock(row)).0;
    Chain {
        id: manifest.id,
        name: manifest.name,
        summary: manifest.summary,
        year: manifest.year,
        currency: manifest.currency.clone(),
        mass: manifest.mass,
        home,
        price_stage,
        discount: manifest.discount,
        elements: names.elements.0,
        stages: names.stages.0,
        regions: names.regions.0,
        countries: names.countries.0,
        owners: names.owners.0,
        applications: names.applications.0,
        skills: names.skills,
        sources: names.sources.0,
        commodities,
        activities,
        capacities,
        markets,
        stocks,
        builds,
        withdrawals,
        shocks,
    }
}

type Commodities<'a> = (&'a Index, &'a [Commodity]);

impl Reader<'_> {
    fn commodity(&self, row: &Row<'_>) -> Result<Commodity, Refusal> {
        let unit = row.unit("unit", self.currency)?;
        let disposal = match row.needed("disposal")? {
            "free" => Disposal::Free,
            "none" => Disposal::None,
            _ => {
                let cost = row.amount("disposal")?;
                Disposal::Cost(cost * row.factor("disposal_unit", &self.money().per(&unit), self.currency)?)
            }
        };
        Ok(Commodity {
            id: row.id("id")?,
            name: name(row)?,
            stage: row.lookup("stage", &self.names.stages.1)?,
            grade: row.text("grade").to_owned(),
            unit: unit.to_string(),
            disposal,
            content: Vec::new(),
            origin: row.origin(&self.names.sources.1)?,
        })
    }

    fn content(
        &self,
        row: &Row<'_>,
        index: &Index,
        commodities: &[Commodity],
        keys: &mut Index,
    ) -> Result<(usize, Content), Refusal> {
        let at = row.lookup("commodity", index)?;
        let element = row.lookup("element", &self.names.elements.1)?;
        keys.add(format!("{},{}", row.text("commodity"), row.text("element")), 0, row)?;
        let wanted = self.mass().per(&self.known(&commodities[at].unit));
        let factor = row.factor("unit", &wanted, self.currency)?;
        let amount = row.positive_figure("amount", "low", "high")?.times(factor);
        Ok((at, Content { element, amount, origin: row.origin(&self.names.sources.1)? }))
    }

    fn activity(&self, row: &Row<'_>) -> Result<Activity, Refusal> {
        let unit = row.unit("unit", self.currency)?;
        let factor = row.factor("cost_unit", &self.money().per(&unit), self.currency)?;
        let readiness = match row.text("trl") {
            "" => None,
            _ => Some(row.whole("trl")?).filter(|level| (1..=9).contains(level)).and_then(|l| u8::try_from(l).ok()),
        };
        if readiness.is_none() && !row.text("trl").is_empty() {
            let value = row.text("trl").to_owned();
            return Err(row.refuse(Reason::NotOneOf { column: "trl".to_owned(), value, allowed: "1 … 9".to_owned() }));
        }
        Ok(Activity {
            id: row.id("id")?,
            name: name(row)?,
            kind: row.one_of("kind", &ACTIVITY_KINDS)?,
            stage: row.lookup("stage", &self.names.stages.1)?,
            country: row.lookup("country", &self.names.countries.1)?,
            owner: row.lookup("owner", &self.names.owners.1)?,
            unit: unit.to_string(),
            cost: row.figure("cost", "cost_low", "cost_high")?.times(factor),
            readiness,
            flows: Vec::new(),
            ramp: Ramp::default(),
            standing: Standing::InPlace,
            origin: row.origin(&self.names.sources.1)?,
        })
    }

    fn flow(
        &self,
        row: &Row<'_>,
        (activity_index, activities): (&Index, &[Activity]),
        (commodity_index, commodities): Commodities<'_>,
        keys: &mut Index,
    ) -> Result<(usize, Flow), Refusal> {
        let at = row.lookup("activity", activity_index)?;
        let commodity = row.lookup("commodity", commodity_index)?;
        let region = row.lookup("region", &self.names.regions.1)?;
        let key = format!("{},{},{}", row.text("activity"), row.text("commodity"), row.text("region"));
        keys.add(key, 0, row)?;
        let wanted = self.known(&commodities[commodity].unit).per(&self.known(&activities[at].unit));
        let factor = row.factor("unit", &wanted, self.currency)?;
        let amount = row.figure("amount", "low", "high")?.times(factor);
        Ok((at, Flow { commodity, region, amount, origin: row.origin(&self.names.sources.1)? }))
    }

    fn capacity(&self, row: &Row<'_>) -> Result<Capacity, Refusal> {
        let recover_weeks = match row.text("recover_weeks") {
            "" => None,
            _ => Some(row.amount("recover_weeks")?),
        };
        Ok(Capacity {
            id: row.id("id")?,
            name: name(row)?,
            kind: row.one_of("kind", &CAPACITY_KINDS)?,
            stage: row.lookup("stage", &self.names.stages.1)?,
            country: row.lookup("country", &self.names.countries.1)?,
            owner: row.lookup("owner", &self.names.owners.1)?,
            amount: row.positive_figure("amount", "low", "high")?,
            unit: row.unit("unit", self.currency)?.to_string(),
            recover_weeks,
            uses: Vec::new(),
            standing: Standing::InPlace,
            origin: row.origin(&self.names.sources.1)?,
        })
    }

    fn usage(
        &self,
        row: &Row<'_>,
        (capacity_index, capacities): (&Index, &[Capacity]),
        (activity_index, activities): (&Index, &[Activity]),
        keys: &mut Index,
    ) -> Result<(usize, Use), Refusal> {
        let at = row.lookup("capacity", capacity_index)?;
        let activity = row.lookup("activity", activity_index)?;
        keys.add(format!("{},{}", row.text("capacity"), row.text("activity")), 0, row)?;
        let wanted = self.known(&capacities[at].unit).per(&self.known(&activities[activity].unit));
        let factor = row.factor("unit", &wanted, self.currency)?;
        let rate = Figure::exact(row.amount("rate")? * factor);
        Ok((at, Use { activity, rate, origin: row.origin(&self.names.sources.1)? }))
    }

    fn market(&self, row: &Row<'_>, (index, commodities): Commodities<'_>) -> Result<Market, Refusal> {
        let commodity = row.lookup("commodity", index)?;
        let unit = self.known(&commodities[commodity].unit);
        let side = if row.one_of("side", &[("sell", true), ("buy", false)])? {
            Side::Sell { application: row.lookup("application", &self.names.applications.1)? }
        } else {
            Side::Buy
        };
        let to_price = row.factor("price_unit", &self.money().per(&unit), self.currency)?;
        let to_limit = row.factor("unit", &unit, self.currency)?;
        // An empty amount is a market without limit.
        let limit = match row.text("amount") {
            "" => Figure::exact(f64::INFINITY),
            _ => row.positive_figure("amount", "low", "high")?.times(to_limit),
        };
        Ok(Market {
            id: row.id("id")?,
            name: name(row)?,
            side,
            commodity,
            region: row.lookup("region", &self.names.regions.1)?,
            owner: row.lookup("owner", &self.names.owners.1)?,
            price: row.positive_figure("price", "price_low", "price_high")?.times(to_price),
            limit,
            standing: Standing::InPlace,
            origin: row.origin(&self.names.sources.1)?,
        })
    }

    fn stock(&self, row: &Row<'_>, (index, commodities): Commodities<'_>) -> Result<Stock, Refusal> {
        let commodity = row.lookup("commodity", index)?;
        let unit = self.known(&commodities[commodity].unit);
        let factor = row.factor("unit", &unit, self.currency)?;
        let (opening, room) = (row.positive_figure("opening", "low", "high")?, row.amount("room")?);
        if opening.value > room {
            let reason = Reason::StockOverflows { opening: opening.value.to_string(), room: room.to_string() };
            return Err(row.refuse(reason));
        }
        Ok(Stock {
            id: row.id("id")?,
            commodity,
            region: row.lookup("region", &self.names.regions.1)?,
            owner: row.lookup("owner", &self.names.owners.1)?,
            opening: opening.times(factor),
            room: room * factor,
            cost: row.amount("cost")? * row.factor("cost_unit", &self.money().per(&unit), self.currency)?,
            origin: row.origin(&self.names.sources.1)?,
        })
    }

    fn build(
        &self,
        row: &Row<'_>,
        (index, capacities): (&Index, &[Capacity]),
        keys: &mut Index,
    ) -> Result<Build, Refusal> {
        let capacity = row.lookup("capacity", index)?;
        keys.add(row.text("capacity").to_owned(), 0, row)?;
        let unit = self.known(&capacities[capacity].unit);
        let lead = row.whole("lead_periods")?;
        let lead_periods = usize::try_from(lead)
            .map_err(|_| row.refuse(Reason::Negative { column: "lead_periods".to_owned(), value: lead.to_string() }))?;
        Ok(Build {
            capacity,
            cost: row.amount("cost")? * row.factor("cost_unit", &self.money().per(&unit), self.currency)?,
            most: row.amount("most")? * row.factor("unit", &unit, self.currency)?,
            lead_periods,
            origin: row.origin(&self.names.sources.1)?,
        })
    }

    fn withdrawal(
        &self,
        row: &Row<'_>,
        (index, commodities): Commodities<'_>,
        keys: &mut Index,
    ) -> Result<Withdrawal, Refusal> {
        let commodity = row.lookup("commodity", index)?;
        keys.add(format!("{},{}", row.text("commodity"), row.text("region")), 0, row)?;
        let factor = row.factor("unit", &self.known(&commodities[commodity].unit), self.currency)?;
        Ok(Withdrawal {
            commodity,
            region: row.lookup("region", &self.names.regions.1)?,
            amount: Figure::exact(row.amount("amount")? * factor),
            origin: row.origin(&self.names.sources.1)?,
        })
    }

    fn shock(&self, row: &Row<'_>) -> Result<Shock, Refusal> {
        let severity = [row.share("severity_low")?, row.share("severity_mode")?, row.share("severity_high")?];
        if severity[0] > severity[1] || severity[1] > severity[2] {
            return Err(row.refuse(Reason::RangeMisses {
                column: "severity_mode".to_owned(),
                value: severity[1].to_string(),
                low: severity[0].to_string(),
                high: severity[2].to_string(),
            }));
        }
        Ok(Shock {
            id: row.id("id")?,
            name: Text::new(row.needed("name_zh")?, row.needed("name_en")?),
            patch: row.id("patch")?,
            probability: row.share("probability")?,
            severity,
            group: row.text("group").to_owned(),
            correlation: row.share("correlation")?,
            origin: row.origin(&self.names.sources.1)?,
        })
    }

    /// A unit that was read before, or the bare number where that row was refused.
    fn known(&self, text: &str) -> Unit {
        Unit::parse(text, self.currency).unwrap_or_else(|_| Unit::one())
    }

    fn money(&self) -> Unit {
        self.known(self.currency)
    }

    fn mass(&self) -> Unit {
        self.known("t")
    }
}

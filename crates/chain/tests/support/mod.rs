//! Chains written as JSON, turned into the files of a pack; and the files of the pack that is shipped.

#![allow(clippy::unwrap_used, dead_code, reason = "shared by tests of two crates, of which each uses a part")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// As `chain::Files`; the crate has another name here and there.
type Files = BTreeMap<String, Vec<u8>>;

/// A decimal string or an exact fraction.
pub fn number(value: &Value) -> f64 {
    let text = value.as_str().unwrap();
    match text.split_once('/') {
        Some((above, below)) => above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap(),
        None => text.parse().unwrap(),
    }
}

pub fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

pub fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// The tail of every row.
pub const TAIL: &str = "2024,paper,C,";

/// The files of a case's chain, in one region; a market's `min` becomes a withdrawal.
pub fn files(chain: &Value) -> Files {
    let mut tables: BTreeMap<&str, String> = BTreeMap::new();
    let mut write = |file, header: &str, rows: Vec<String>| {
        tables.insert(file, std::iter::once(header.to_owned()).chain(rows).collect::<Vec<_>>().join("\n"));
    };
    write("elements.csv", "id,name_zh,name_en", vec!["Nd,钕,neodymium".into()]);
    write("stages.csv", "id,order,name_zh,name_en", vec!["all,1,全部,all".into()]);
    write("regions.csv", "id,name_zh,name_en", vec!["R,区,region".into()]);
    write("countries.csv", "id,region,name_zh,name_en", vec!["C,R,国,country".into()]);
    let owners = list(chain, "capacities").iter().filter_map(|c| c["owner"].as_str());
    let mut owners: Vec<&str> = owners.chain(["nobody"]).collect();
    owners.sort_unstable();
    owners.dedup();
    let owners = owners.iter().map(|o| format!("{o},company,C,{o},{o}")).collect();
    write("owners.csv", "id,kind,country,name_zh,name_en", owners);
    write("applications.csv", "id,name_zh,name_en", vec!["use,用,use".into()]);
    write("sources.csv", "id,title,citation,url", vec!["paper,paper,paper,".into()]);
    write("content.csv", "commodity,element,amount,unit,low,high,year,source,confidence,note", vec![]);
    let commodity = |c: &Value| format!("{},all,,t,{},,x,x,{TAIL}", id(c), c["disposal"].as_str().unwrap_or("free"));
    write(
        "commodities.csv",
        "id,stage,grade,unit,disposal,disposal_unit,name_zh,name_en,year,source,confidence,note",
        list(chain, "commodities").iter().map(commodity).collect(),
    );
    let activity = |a: &Value| format!("{},process,all,C,nobody,t,{},USD/t,,,,x,x,{TAIL}", id(a), number(&a["cost"]));
    write(
        "activities.csv",
        "id,kind,stage,country,owner,unit,cost,cost_unit,cost_low,cost_high,trl,name_zh,name_en,year,source,confidence,note",
        list(chain, "activities").iter().map(activity).collect(),
    );
    let flow = |a: &Value| {
        let flows = a["io"].as_object().unwrap().iter();
        flows.map(|(c, v)| format!("{},{c},R,{},t/t,,,{TAIL}", id(a), number(v))).collect::<Vec<_>>()
    };
    write(
        "flows.csv",
        "activity,commodity,region,amount,unit,low,high,year,source,confidence,note",
        list(chain, "activities").iter().flat_map(flow).collect(),
    );
    let capacity = |c: &Value| {
        let owner = c["owner"].as_str().unwrap_or("nobody");
        format!("{},plant,all,C,{owner},{},t,,,,x,x,{TAIL}", id(c), number(&c["cap"]))
    };
    write(
        "capacities.csv",
        "id,kind,stage,country,owner,amount,unit,low,high,recover_weeks,name_zh,name_en,year,source,confidence,note",
        list(chain, "capacities").iter().map(capacity).collect(),
    );
    let uses = |c: &Value| {
        let uses = c["uses"].as_object().unwrap().iter();
        uses.map(|(a, v)| format!("{},{a},{},t/t,{TAIL}", id(c), number(v))).collect::<Vec<_>>()
    };
    write(
        "uses.csv",
        "capacity,activity,rate,unit,year,source,confidence,note",
        list(chain, "capacities").iter().flat_map(uses).collect(),
    );
    let market = |m: &Value| {
        let most = if m["max"].is_string() { number(&m["max"]).to_string() } else { String::new() };
        let (side, of) = if m["side"] == "buy" { ("buy", "") } else { ("sell", "use") };
        let commodity = m["commodity"].as_str().unwrap();
        let price = number(&m["price"]);
        format!("{},{side},{of},{commodity},R,nobody,{price},USD/t,,,{most},t,,,x,x,{TAIL}", id(m))
    };
    write(
        "markets.csv",
        "id,side,application,commodity,region,owner,price,price_unit,price_low,price_high,amount,unit,low,high,name_zh,name_en,year,source,confidence,note",
        list(chain, "markets").iter().map(market).collect(),
    );
    let owed = list(chain, "markets").iter().filter(|m| m["min"].is_string());
    let owed = owed.map(|m| format!("{},R,{},t,{TAIL}", m["commodity"].as_str().unwrap(), number(&m["min"])));
    write("withdrawals.csv", "commodity,region,amount,unit,year,source,confidence,note", owed.collect());
    let mut files: Files = tables.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    let manifest = "format = 1\nid = \"case\"\nname = { zh = \"例\", en = \"case\" }\nsummary = { zh = \"\", en = \"\" }\n\
        year = 2024\ncurrency = \"USD\"\nmass = \"t\"\nhome = \"R\"\ndiscount = 0.0\n";
    files.insert("pack.toml".to_owned(), manifest.as_bytes().to_vec());
    files
}

/// The files of the pack that is shipped.
pub fn shipped() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/rare-earth");
    let mut files = Files::new();
    for folder in [root.clone(), root.join("patches")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "csv" || extension == "toml") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

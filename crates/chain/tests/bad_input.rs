//! Bad packs and patches: each is refused by name, with file and row, and nothing panics.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use didymium_chain::{Class, Files, Model, Pack, apply, parse};

fn small() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small");
    let mut files = Files::new();
    for folder in [root.clone(), root.join("patches")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// The small pack with one text replaced in one file.
fn with(file: &str, from: &str, to: &str) -> Files {
    let mut files = small();
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
    files
}

fn refusals(files: &Files) -> Vec<String> {
    match Pack::read(files) {
        Ok(_) => Vec::new(),
        Err(refusals) => refusals.0.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn the_small_pack_is_good() {
    assert_eq!(refusals(&small()), Vec::<String>::new());
}

#[test]
fn a_skill_knows_its_stages_and_its_words() {
    let chain = Pack::read(&small()).unwrap().chain;
    let stages: Vec<&[usize]> = chain.skills.iter().map(|skill| skill.stages.as_slice()).collect();
    assert_eq!(stages, [&[0_usize][..], &[0, 1], &[]]);
    let words: Vec<&str> = chain.skills[1].words().collect();
    assert_eq!(words, ["萃取分离", "Solvent extraction", "串级萃取", "cascade extraction"]);
}

#[test]
fn every_fault_of_a_table_is_named_with_its_row() {
    let table: &[(&str, &str, &str, &str)] = &[
        (
            "capacities.csv",
            ",recover_weeks,",
            ",",
            "capacities.csv:1: the column recover_weeks is missing; add it to the header",
        ),
        ("capacities.csv", "id,kind", "id,colour,kind", "capacities.csv:1: the format has no column colour; it has id"),
        ("capacities.csv", "id,kind", "id,id,kind", "capacities.csv:1: the column id stands twice in the header"),
        ("capacities.csv", "100000,t REO", "-100000,t REO", "capacities.csv:2: amount: -100000 is below zero"),
        ("capacities.csv", "100000,t REO", "NaN,t REO", "capacities.csv:2: amount: NaN is not a number below 1e15"),
        ("capacities.csv", "100000,t REO", "1e308,t REO", "capacities.csv:2: amount: 1e308 is not a number below 1e15"),
        (
            "capacities.csv",
            "100000,t REO",
            "\"100,000\",t REO",
            "capacities.csv:2: amount: 100,000 is not a number below 1e15",
        ),
        ("capacities.csv", "100000,t REO", ",t REO", "capacities.csv:2: amount is empty; nothing is filled in"),
        (
            "capacities.csv",
            "100000,t REO",
            "1000,t REO",
            "capacities.csv:2: amount: 1000 lies outside its range 90000 to 110000",
        ),
        ("capacities.csv", "100000,t REO", "100000,t", "uses.csv:2: unit: t REO/t REO does not convert to t/t REO"),
        ("capacities.csv", "100000,t REO", "100000,tonne", "capacities.csv:2: unit: tonne is not a unit known here"),
        ("capacities.csv", ",north,140000", ",nobody,140000", "capacities.csv:4: owner: owners.csv has no nobody"),
        ("capacities.csv", "mine_mm,mine", "quota_cn,mine", "capacities.csv:3: quota_cn stands already in row 2"),
        ("capacities.csv", "mine_mm,mine", "mine mm,mine", "capacities.csv:3: id: mine mm is not an id"),
        (
            "capacities.csv",
            "quota_cn,quota",
            "quota_cn,licence",
            "capacities.csv:2: kind: licence is none of mine, quota",
        ),
        ("capacities.csv", ",survey,A,", ",survey,Z,", "capacities.csv:2: confidence: Z is none of A, B, C"),
        ("capacities.csv", ",survey,A,", ",rumour,A,", "capacities.csv:2: source: sources.csv has no rumour"),
        (
            "flows.csv",
            "ship_ore,ore,ROW,-1",
            "ship_ore,ore,ROW,-0.5",
            "activities.csv:4: ship_ore puts out 2.0000 times the Nd it takes in",
        ),
        ("flows.csv", "mine_mm,ore,ROW", "mine_cn,ore,CN", "flows.csv:3: mine_cn,ore,CN stands already in row 2"),
        (
            "flows.csv",
            "mine_cn,ore,CN,1,t REO/t REO",
            "mine_cn,ore,CN,1,USD/t",
            "flows.csv:2: unit: USD/t does not convert to t REO/t REO",
        ),
        ("shocks.csv", ",0.15,", ",1.5,", "shocks.csv:2: probability: 1.5 is not between 0 and 1"),
        ("shocks.csv", "myanmar_stops", "no_such_patch", "shocks.csv:2: the pack has no patch no_such_patch"),
        ("stages.csv", "ore,1", "ore,first", "stages.csv:2: order: first is not a whole number"),
        ("skills.csv", "ore|oxide", "ore|smelting", "skills.csv:3: stages: stages.csv has no smelting"),
        ("skills.csv", "串级萃取", "无铵-浸矿", "skills.csv:3: 无铵浸矿 stands already in row 2"),
        ("pack.toml", "format = 1", "format = 7", "pack.toml: format 7 is not read here; this program reads format 1"),
        ("pack.toml", "home = \"CN\"", "home = \"XX\"", "pack.toml: home: regions.csv has no XX"),
        ("pack.toml", "format = 1", "format = ", "pack.toml:1: not valid TOML"),
    ];
    for (file, from, to, said) in table {
        let found = refusals(&with(file, from, to));
        assert!(found.iter().any(|refusal| refusal.starts_with(said)), "{file}: {from} → {to}\n{found:#?}");
    }
}

#[test]
fn files_that_are_missing_unknown_or_not_text() {
    let mut files = small();
    files.remove("flows.csv");
    assert!(refusals(&files)[0].starts_with("flows.csv: the pack has no flows.csv"));

    let mut files = small();
    files.insert("capacity.csv".to_owned(), Vec::new());
    assert!(refusals(&files)[0].starts_with("capacity.csv: the format knows no file capacity.csv"));

    let mut files = small();
    // "北" in GB18030, which is how older office programs save CSV.
    files.get_mut("owners.csv").unwrap().extend_from_slice(b"gb,company,CHN,\xb1\xb1,x\n");
    assert!(refusals(&files).iter().any(|said| said.starts_with("owners.csv:7: not UTF-8")), "{:?}", refusals(&files));

    let mut files = small();
    files.insert("elements.csv".to_owned(), b"id,name_zh,name_en\nNd,x\n".to_vec());
    assert!(refusals(&files)[0].starts_with("elements.csv:2: not a CSV table: 2 cells instead of 3"));

    assert!(!refusals(&Files::new()).is_empty());
}

#[test]
fn a_million_rows_are_refused_without_delay() {
    let mut files = small();
    let mut text = String::from("id,title,citation,url\n");
    for row in 0..1_000_000 {
        let _ = writeln!(text, "s{row},t,c,");
    }
    files.insert("sources.csv".to_owned(), text.into_bytes());
    assert_eq!(refusals(&files), ["sources.csv:200001: more than 200000 rows"]);
}

const HEAD: &str = "format = 1\nid = \"p\"\nkind = \"shock\"\nname = { zh = \"x\", en = \"x\" }\n\
    summary = { zh = \"\", en = \"\" }\nyear = 2024\nsource = \"guess\"\nconfidence = \"C\"\n";

fn patch_refusal(edits: &str) -> String {
    let pack = Pack::read(&small()).unwrap();
    match parse("p.toml", format!("{HEAD}{edits}").as_bytes()) {
        Err(refusal) => refusal.to_string(),
        Ok(patch) => match apply(&pack.chain, &[patch]) {
            Err(refusal) => refusal.to_string(),
            Ok(applied) => format!("applied {:?}", applied.touched),
        },
    }
}

#[test]
fn every_fault_of_a_patch_is_named() {
    let scale = |fields: &str| format!("[[edit]]\ndo = \"scale\"\n{fields}\n");
    let table = [
        (String::new(), "p.toml: no [[edit]]"),
        ("[[edit]]\ndo = \"melt\"\n".into(), "p.toml: edit 1: do = melt: scale, set"),
        (scale("what = \"mood\"\nby = 1"), "p.toml: edit 1: what = mood: flow, cost"),
        (scale("what = \"capacity\""), "p.toml: edit 1: by is missing"),
        (scale("what = \"capacity\"\nby = nan"), "p.toml: edit 1: by is not a number below 1e15"),
        (scale("what = \"capacity\"\nby = inf"), "p.toml: edit 1: by is not a number below 1e15"),
        (scale("what = \"capacity\"\nby = -1"), "p.toml: edit 1: by is below zero"),
        (scale("what = \"capacity\"\nby = 2\nhigh = 1"), "p.toml: edit 1: by 2 lies outside its range"),
        (scale("what = \"capacity\"\nby = 1\nwhere = { mood = \"x\" }"), "p.toml: edit 1: where has no mood"),
        (scale("what = \"capacity\"\nby = 1\nwhere = { owner = \"x\" }"), "edit 1 of p: the chain has no owner x"),
        (scale("what = \"capacity\"\nby = 1\nwhere = { id = \"x\" }"), "edit 1 of p touches nothing: id = x"),
        (
            scale("what = \"capacity\"\nby = 1\nwhere = { owner = \"hills\", country = \"CHN\" }"),
            "edit 1 of p touches nothing: country = CHN, owner = hills",
        ),
        (scale("what = \"capacity\"\nby = 1e14"), "edit 1 of p would make capacity quota_cn"),
        (
            "[[edit]]\ndo = \"set\"\nwhat = \"capacity\"\nto = 1\nunit = \"USD\"\nwhere = { id = \"quota_cn\" }\n"
                .into(),
            "edit 1 of p: unit USD does not fit; “USD” does not convert to “t REO”",
        ),
        ("[[edit]]\ndo = \"add\"\n".into(), "p.toml: edit 1: add needs exactly one of"),
        ("[[edit]]\ndo = \"add\"\nmarket = { id = \"x\" }\n".into(), "p.toml:11: not valid TOML: missing field"),
        ("not toml".into(), "p.toml:9: not valid TOML"),
    ];
    for (edits, said) in table {
        let found = patch_refusal(&edits);
        assert!(found.starts_with(said), "{edits}\n{found}");
    }
    assert!(parse("p.toml", b"\xff\xfe").unwrap_err().to_string().starts_with("p.toml:1: not UTF-8 at byte 0"));
}

#[test]
fn patches_that_contradict_each_other_are_refused_by_name() {
    let pack = Pack::read(&small()).unwrap();
    let patch = |id: &str, edits: &str| {
        parse("p.toml", format!("{}{edits}", HEAD.replace("\"p\"", &format!("\"{id}\""))).as_bytes()).unwrap()
    };
    let set = |to: i32| {
        format!(
            "[[edit]]\ndo = \"set\"\nwhat = \"capacity\"\nwhere = {{ id = \"quota_cn\" }}\nto = {to}\nunit = \"t REO\"\n"
        )
    };
    let remove = "[[edit]]\ndo = \"remove\"\nwhat = \"activity\"\nwhere = { id = \"mine_mm\" }\n";
    let cost = "[[edit]]\ndo = \"scale\"\nwhat = \"cost\"\nwhere = { id = \"mine_mm\" }\nby = 2\n";
    let table = [
        (patch("a", &set(1)), patch("b", &set(2)), "edit 1 of b sets capacity quota_cn to 2, but a sets it to 1"),
        (patch("a", remove), patch("b", cost), "edit 1 of b touches cost mine_mm, which a removed"),
        (patch("a", cost), patch("a", cost), "the patch a is given twice"),
    ];
    for (one, other, said) in table {
        assert_eq!(apply(&pack.chain, &[one, other]).unwrap_err().to_string(), said);
    }
    assert!(apply(&pack.chain, &[patch("a", &set(1)), patch("b", &set(1))]).is_ok());
}

#[test]
fn chains_that_contradict_themselves_or_gain_without_end_say_where() {
    let mut files = small();
    files.insert(
        "withdrawals.csv".to_owned(),
        b"commodity,region,amount,unit,year,source,confidence,note\nmagnet_h,CN,1e9,t,2024,guess,C,\n".to_vec(),
    );
    let refusal = Model::new(Pack::read(&files).unwrap().chain, 1).unwrap_err();
    assert_eq!(refusal.reason.class(), Class::Infeasible);
    assert!(refusal.to_string().contains("delivery 1000000000 t magnet_h@CN"), "{refusal}");

    // Ore that somebody buys from the chain without limit, and a mine without limit.
    let mut files = with("uses.csv", "mine_mm,mine_mm,", "separation,mine_mm,");
    let text = String::from_utf8(files["markets.csv"].clone()).unwrap();
    let endless = format!("{text}endless,sell,car,ore,CN,buyers,1e9,USD/t REO,,,,t REO,,,无尽,Endless,2024,guess,C,\n");
    files.insert("markets.csv".to_owned(), endless.into_bytes());
    let uses = String::from_utf8(files["uses.csv"].clone()).unwrap();
    let kept: Vec<&str> = uses.lines().filter(|line| !line.contains(",mine_mm,")).collect();
    files.insert("uses.csv".to_owned(), (kept.join("\n") + "\n").into_bytes());
    let refusal = Model::new(Pack::read(&files).unwrap().chain, 1).unwrap_err();
    assert_eq!(refusal.reason.class(), Class::Unbounded);
    for name in ["mine_mm", "ship_ore", "market endless"] {
        assert!(refusal.to_string().contains(name), "{refusal}");
    }
}

#[test]
fn rows_are_counted_the_same_in_tables_with_either_line_ending() {
    let files = with("capacities.csv", "140000,t REO", "-140000,t REO");
    let unix = refusals(&files);
    let mut files = files;
    let text = String::from_utf8(files["capacities.csv"].clone()).unwrap();
    files.insert("capacities.csv".to_owned(), text.replace('\n', "\r\n").into_bytes());
    assert_eq!(refusals(&files), unix);
    // One bad row gives one refusal: what refers to it is not refused once more.
    assert_eq!(unix, ["capacities.csv:4: amount: -140000 is below zero"]);
}

#[test]
fn control_characters_are_refused_and_never_shown() {
    let found = refusals(&with("owners.csv", "hills", "hi\u{1b}[31mlls"));
    assert!(found.iter().any(|said| said.starts_with("owners.csv:3: a cell holds a control character")), "{found:?}");
    assert!(!found.concat().contains('\u{1b}'), "{found:?}");
}

#[test]
fn a_patch_may_not_make_an_element_out_of_nothing() {
    let pack = Pack::read(&small()).unwrap();
    let edit =
        "[[edit]]\ndo = \"scale\"\nwhat = \"flow\"\nwhere = { activity = \"separate\", direction = \"out\" }\nby = 9\n";
    let patch = parse("p.toml", format!("{HEAD}{edit}").as_bytes()).unwrap();
    let refusal = didymium_chain::apply_soundly(&pack.chain, &[patch]).unwrap_err();
    assert!(refusal.to_string().starts_with("patches/p.toml: separate puts out"), "{refusal}");
}

#[test]
fn a_shock_does_nothing_to_what_was_taken_out() {
    let pack = Pack::read(&small()).unwrap();
    let remove = "[[edit]]\ndo = \"remove\"\nwhat = \"capacity\"\nwhere = { id = \"mine_mm\" }\n";
    let patch = parse("p.toml", format!("{HEAD}{remove}").as_bytes()).unwrap();
    let model = Model::new(pack.chain.clone(), 1).unwrap().rebased(&[patch]).unwrap();
    let options = didymium_chain::Options { runs: 50, seed: 1, threads: 1 };
    assert_eq!(model.ensemble(&pack, options, &|_| ()).unwrap().unresolved, 0);
    // What a shock touches beside the thing that is gone is still touched.
    let ensemble = model.ensemble(&pack, options, &|_| ()).unwrap();
    let quota = didymium_chain::Spot::Capacity(pack.chain.capacity("quota_cn").unwrap());
    let gone = didymium_chain::Spot::Capacity(pack.chain.capacity("mine_mm").unwrap());
    assert!(ensemble.tail_share_of(0.95, quota).is_some());
    assert_eq!(ensemble.tail_share_of(0.95, gone), None);
    // What was taken out limits nothing, so nothing is short without its quota.
    let links = model.weak_links(&pack.patches, None, 1).unwrap().links;
    let gone = pack.chain.capacity("mine_mm").unwrap();
    assert!(links.iter().all(|link| link.link != didymium_chain::Link::Capacity(gone)));
}

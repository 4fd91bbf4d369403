//! A pack: a chain and its patches as files, every refusal with its file and row.

mod check;
mod manifest;
mod names;
mod parts;

pub(crate) mod table;

pub(crate) use check::element_yields;
pub(crate) use manifest::{toml_refusal, utf8};
pub(crate) use parts::{ACTIVITY_KINDS, CAPACITY_KINDS};

use std::collections::BTreeMap;

use crate::{Chain, Patch, Reason, Refusal, Refusals, patch};
use table::{Shape, Table};

/// The format version this program reads.
pub const FORMAT: i64 = 1;

/// The files of a pack by their path inside it, `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A chain with the patches that ship with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// The chain.
    pub chain: Chain,
    /// Its patches, by file name.
    pub patches: Vec<Patch>,
}

impl Pack {
    /// Reads a pack from its files.
    ///
    /// # Errors
    /// Every refusal found, each with its file and row.
    pub fn read(files: &Files) -> Result<Self, Refusals> {
        let mut refusals = unknown_files(files);
        let chain = read_chain(files, &mut refusals);
        let mut patches = Vec::new();
        if let Some(chain) = &chain {
            read_patches(files, chain, &mut patches, &mut refusals);
            check::shocks_have_patches(chain, &patches, &mut refusals);
        }
        match chain {
            Some(chain) if refusals.is_empty() => Ok(Self { chain, patches }),
            _ => Err(Refusals(refusals)),
        }
    }

    /// The patch with this id.
    ///
    /// # Errors
    /// [`Reason::PatchUnknown`].
    pub fn patch(&self, id: &str) -> Result<&Patch, Refusal> {
        self.patches
            .iter()
            .find(|patch| patch.id == id)
            .ok_or_else(|| Reason::PatchUnknown { patch: id.to_owned() }.anywhere())
    }
}

/// The tables of the format; those marked optional may be left out.
const TABLES: &[(Shape, bool)] = &[
    (Shape { file: "elements.csv", columns: &["id", "name_zh", "name_en"] }, false),
    (Shape { file: "stages.csv", columns: &["id", "order", "name_zh", "name_en"] }, false),
    (Shape { file: "regions.csv", columns: &["id", "name_zh", "name_en"] }, false),
    (Shape { file: "countries.csv", columns: &["id", "region", "name_zh", "name_en"] }, false),
    (Shape { file: "owners.csv", columns: &["id", "kind", "country", "name_zh", "name_en"] }, false),
    (Shape { file: "applications.csv", columns: &["id", "name_zh", "name_en"] }, true),
    (Shape { file: "skills.csv", columns: &["id", "stages", "name_zh", "name_en", "also_zh", "also_en"] }, true),
    (Shape { file: "sources.csv", columns: &["id", "title", "citation", "url"] }, false),
    (
        Shape {
            file: "commodities.csv",
            columns: &[
                "id",
                "stage",
                "grade",
                "unit",
                "disposal",
                "disposal_unit",
                "name_zh",
                "name_en",
                "year",
                "source",
                "confidence",
                "note",
            ],
        },
        false,
    ),
    (
        Shape {
            file: "content.csv",
            columns: &["commodity", "element", "amount", "unit", "low", "high", "year", "source", "confidence", "note"],
        },
        false,
    ),
    (
        Shape {
            file: "activities.csv",
            columns: &[
                "id",
                "kind",
                "stage",
                "country",
                "owner",
                "unit",
                "cost",
                "cost_unit",
                "cost_low",
                "cost_high",
                "trl",
                "name_zh",
                "name_en",
                "year",
                "source",
                "confidence",
                "note",
            ],
        },
        false,
    ),
    (
        Shape {
            file: "flows.csv",
            columns: &[
                "activity",
                "commodity",
                "region",
                "amount",
                "unit",
                "low",
                "high",
                "year",
                "source",
                "confidence",
                "note",
            ],
        },
        false,
    ),
    (
        Shape {
            file: "capacities.csv",
            columns: &[
                "id",
                "kind",
                "stage",
                "country",
                "owner",
                "amount",
                "unit",
                "low",
                "high",
                "recover_weeks",
                "name_zh",
                "name_en",
                "year",
                "source",
                "confidence",
                "note",
            ],
        },
        false,
    ),
    (
        Shape {
            file: "uses.csv",
            columns: &["capacity", "activity", "rate", "unit", "year", "source", "confidence", "note"],
        },
        false,
    ),
    (
        Shape {
            file: "markets.csv",
            columns: &[
                "id",
                "side",
                "application",
                "commodity",
                "region",
                "owner",
                "price",
                "price_unit",
                "price_low",
                "price_high",
                "amount",
                "unit",
                "low",
                "high",
                "name_zh",
                "name_en",
                "year",
                "source",
                "confidence",
                "note",
            ],
        },
        false,
    ),
    (
        Shape {
            file: "stocks.csv",
            columns: &[
                "id",
                "commodity",
                "region",
                "owner",
                "opening",
                "room",
                "unit",
                "low",
                "high",
                "cost",
                "cost_unit",
                "year",
                "source",
                "confidence",
                "note",
            ],
        },
        true,
    ),
    (
        Shape {
            file: "builds.csv",
            columns: &[
                "capacity",
                "cost",
                "cost_unit",
                "most",
                "unit",
                "lead_periods",
                "year",
                "source",
                "confidence",
                "note",
            ],
        },
        true,
    ),
    (
        Shape {
            file: "withdrawals.csv",
            columns: &["commodity", "region", "amount", "unit", "year", "source", "confidence", "note"],
        },
        true,
    ),
    (
        Shape {
            file: "shocks.csv",
            columns: &[
                "id",
                "patch",
                "probability",
                "severity_low",
                "severity_mode",
                "severity_high",
                "group",
                "correlation",
                "name_zh",
                "name_en",
                "year",
                "source",
                "confidence",
                "note",
            ],
        },
        true,
    ),
];

fn unknown_files(files: &Files) -> Vec<Refusal> {
    let known = |name: &str| {
        name == "pack.toml"
            || TABLES.iter().any(|(shape, _)| shape.file == name)
            || (name.starts_with("patches/") && is_patch(name))
            || !(is_patch(name) || has_extension(name, "csv"))
    };
    let unknown = |name: &String| Reason::FileUnknown { name: name.clone() }.at(name, None);
    files.keys().filter(|name| !known(name)).map(unknown).collect()
}

fn is_patch(name: &str) -> bool {
    has_extension(name, "toml")
}

fn has_extension(name: &str, wanted: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ext| ext.eq_ignore_ascii_case(wanted))
}

/// The tables that were found, by file name.
struct Tables(BTreeMap<&'static str, Table>);

impl Tables {
    fn read(files: &Files, refusals: &mut Vec<Refusal>) -> Self {
        let mut tables = BTreeMap::new();
        for (shape, optional) in TABLES {
            match files.get(shape.file) {
                Some(bytes) => {
                    if let Some(table) = Table::read(shape, bytes, refusals) {
                        tables.insert(shape.file, table);
                    }
                }
                None if *optional => {}
                None => refusals.push(Reason::FileMissing { name: shape.file.to_owned() }.at(shape.file, None)),
            }
        }
        Self(tables)
    }

    /// The rows of a table; none where an optional table is absent.
    fn rows<'a>(&'a self, file: &str) -> impl Iterator<Item = table::Row<'a>> + use<'a> {
        self.0.get(file).into_iter().flat_map(Table::rows)
    }
}

/// Keeps what could be read and writes down what was refused.
fn keep<T>(result: Result<T, Refusal>, refusals: &mut Vec<Refusal>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(refusal) => {
            refusals.push(refusal);
            None
        }
    }
}

fn read_chain(files: &Files, refusals: &mut Vec<Refusal>) -> Option<Chain> {
    let manifest = if let Some(bytes) = files.get("pack.toml") {
        keep(manifest::read(bytes), refusals)
    } else {
        refusals.push(Reason::FileMissing { name: "pack.toml".to_owned() }.at("pack.toml", None));
        None
    };
    let before = refusals.len();
    let tables = Tables::read(files, refusals);
    let manifest = manifest?;
    if refusals.len() > before {
        return None;
    }
    let names = names::read(&tables, refusals);
    let chain = parts::read(&tables, manifest, names, refusals);
    refusals.retain(|refusal| !matches!(*refusal.reason, Reason::FollowsRefused {}));
    if refusals.is_empty() {
        check::chain(&chain, refusals);
    }
    Some(chain)
}

fn read_patches(files: &Files, chain: &Chain, patches: &mut Vec<Patch>, refusals: &mut Vec<Refusal>) {
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("patches/") && is_patch(name)) {
        let Some(patch) = keep(patch::parse(name, bytes), refusals) else {
            continue;
        };
        if patches.iter().any(|other| other.id == patch.id) {
            refusals.push(Reason::PatchTwice { patch: patch.id.clone() }.at(name, None));
        } else if refusals.is_empty() {
            match patch::apply_soundly(chain, std::slice::from_ref(&patch)) {
                Ok(_) => patches.push(patch),
                Err(mut refusal) => {
                    name.clone_into(&mut refusal.place.file);
                    refusals.push(refusal);
                }
            }
        } else {
            patches.push(patch);
        }
    }
}

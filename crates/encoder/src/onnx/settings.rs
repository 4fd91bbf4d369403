//! How a model wants to be asked, from the files that sentence-transformers writes beside it, and from `didymium.toml`,
//! which wins over them.
//!
//! | setting | from |
//! |---|---|
//! | pooling | `1_Pooling/config.json`; else the mean |
//! | prompts | `prompts` of `config_sentence_transformers.json`: `query`, and `passage` or `document`; else none |
//! | pieces at most | `max_seq_length` of `sentence_bert_config.json`; else as `tokenizer.json` cuts; else 512 |

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::folder::Folder;
use crate::trouble::Trouble;

/// Most pieces of a text, where nothing is said.
pub(super) const PIECES_MOST: usize = 512;
/// More are more than any model takes.
pub(super) const PIECES_LIMIT: usize = 32_768;
pub(super) const OWN: &str = "didymium.toml";
const POOLING: &str = "1_Pooling/config.json";
const PROMPTS: &str = "config_sentence_transformers.json";
const LENGTH: &str = "sentence_bert_config.json";
const MODULES: &str = "modules.json";

/// How the rows of the pieces become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Pooling {
    Mean,
    First,
}

/// How a model wants to be asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Settings {
    pub pooling: Pooling,
    pub query: String,
    pub passage: String,
    /// None: as the tokenizer has it.
    pub pieces_most: Option<usize>,
}

/// What `didymium.toml` may say.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    pooling: Option<Pooling>,
    query: Option<String>,
    passage: Option<String>,
    pieces_most: Option<usize>,
}

impl Settings {
    pub fn read(folder: &Folder) -> Result<Self, Trouble> {
        let own = own(folder)?;
        if own.pooling.is_none() {
            modules(folder)?;
        }
        let prompts = json::<Value>(folder, PROMPTS)?.unwrap_or_default();
        let prompt = |named: &[&str]| {
            let found = named.iter().find_map(|name| prompts["prompts"][name].as_str());
            found.unwrap_or_default().to_owned()
        };
        let length = json::<Value>(folder, LENGTH)?.and_then(|known| known["max_seq_length"].as_u64());
        Ok(Self {
            pooling: own.pooling.map_or_else(|| pooling(folder), Ok)?,
            query: own.query.unwrap_or_else(|| prompt(&["query"])),
            passage: own.passage.unwrap_or_else(|| prompt(&["passage", "document"])),
            pieces_most: own.pieces_most.or(length.and_then(|length| usize::try_from(length).ok())),
        })
    }
}

impl fmt::Display for Settings {
    /// For the digest: other settings make other vectors.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pooling, query, passage, pieces_most } = self;
        let pooling = match pooling {
            Pooling::Mean => "mean",
            Pooling::First => "first",
        };
        let pieces_most = pieces_most.map(|most| most.to_string()).unwrap_or_default();
        // Lengths before the texts, so that two settings never read the same.
        write!(formatter, "{pooling};{};{query};{};{passage};{pieces_most}", query.len(), passage.len())
    }
}

fn own(folder: &Folder) -> Result<Own, Trouble> {
    let Some(bytes) = folder.read_if_there(OWN)? else { return Ok(Own::default()) };
    let text = String::from_utf8_lossy(&bytes);
    toml::from_str(&text).map_err(|error| wrong(folder, OWN, error.message().to_owned()))
}

/// Layers behind the pooling are not in the network: without them its vectors would be others than the model's.
fn modules(folder: &Folder) -> Result<(), Trouble> {
    let modules = json::<Vec<Value>>(folder, MODULES)?.unwrap_or_default();
    let kinds = modules.iter().filter_map(|module| module["type"].as_str()?.rsplit('.').next());
    let mut others = kinds.filter(|kind| !["Transformer", "Pooling", "Normalize"].contains(kind));
    match others.next() {
        Some(other) => Err(wrong(folder, MODULES, format!("a layer “{other}” follows that model.onnx does not hold"))),
        None => Ok(()),
    }
}

fn pooling(folder: &Folder) -> Result<Pooling, Trouble> {
    let Some(known) = json::<Value>(folder, POOLING)? else { return Ok(Pooling::Mean) };
    let said = known.as_object().into_iter().flatten();
    let modes: Vec<&str> = said
        .filter(|(name, value)| name.starts_with("pooling_mode_") && value.as_bool() == Some(true))
        .map(|(name, _)| name.as_str())
        .chain(known["pooling_mode"].as_str())
        .collect();
    match modes[..] {
        ["pooling_mode_mean_tokens" | "mean"] => Ok(Pooling::Mean),
        ["pooling_mode_cls_token" | "cls"] => Ok(Pooling::First),
        _ => Err(wrong(folder, POOLING, format!("neither the mean nor the first piece, but {modes:?}"))),
    }
}

fn json<T: DeserializeOwned>(folder: &Folder, name: &str) -> Result<Option<T>, Trouble> {
    let Some(bytes) = folder.read_if_there(name)? else { return Ok(None) };
    serde_json::from_slice(&bytes).map(Some).map_err(|error| wrong(folder, name, error.to_string()))
}

fn wrong(folder: &Folder, name: &str, why: String) -> Trouble {
    Trouble::Setting { path: folder.at(name), why }
}

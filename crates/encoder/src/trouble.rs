//! Why texts could not be made vectors of.

use std::path::PathBuf;

/// Why texts could not be made vectors of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// No encoder is named so.
    #[error("“{named}” names no encoder: use-v3:PATH, onnx:FOLDER or http:URL#MODEL are known")]
    Unknown {
        /// What was given.
        named: String,
    },
    /// There is nothing there.
    #[error("{path}: there is neither a folder nor a wheel")]
    Missing {
        /// Where.
        path: PathBuf,
    },
    /// A file of the model is not there.
    #[error("{path} has no {file}")]
    NoFile {
        /// The folder or the wheel.
        path: PathBuf,
        /// The file.
        file: String,
    },
    /// A file cannot be read.
    #[error("{path}: {why}")]
    Unreadable {
        /// Where.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A file is there but is not of this model.
    #[error("{path} is not of this model: {why}")]
    NotOfModel {
        /// Where.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The program was built without what reads such a model.
    #[error("“{named}” needs a program that was built with the feature onnx")]
    NotBuilt {
        /// What was given.
        named: String,
    },
    /// The folder of a model is not there.
    #[error("{path}: there is no folder")]
    NoFolder {
        /// Where.
        path: PathBuf,
    },
    /// A file is no network in the format ONNX, or one that cannot be run here.
    #[error("{path} is no network that can be run: {why}")]
    NotOnnx {
        /// Where.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A network is still being opened and tried when it should long have answered.
    #[error("the network in {path} gives no vector within {seconds} s")]
    Endless {
        /// The folder.
        path: PathBuf,
        /// How long it was waited for.
        seconds: u64,
    },
    /// A file does not say how texts are cut.
    #[error("{path} is no tokenizer: {why}")]
    NoTokenizer {
        /// Where.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A file beside a network says what cannot be followed.
    #[error("{path}: {why}")]
    Setting {
        /// Where.
        path: PathBuf,
        /// What it says.
        why: String,
    },
    /// A network runs, but gives no vector of a text.
    #[error("the network in {path} gives no vector: {why}")]
    Unrun {
        /// The folder.
        path: PathBuf,
        /// What it gives.
        why: String,
    },
    /// A network gives a vector with something else than numbers.
    #[error("the network in {path} gives a vector with something else than numbers")]
    NotANumber {
        /// The folder.
        path: PathBuf,
    },
    /// The address of an endpoint cannot be used.
    #[error("{address}: an endpoint is named as http:URL#MODEL, the address beginning with https:// or http://")]
    Address {
        /// What was given.
        address: String,
    },
    /// The endpoint cannot be reached, or does not answer in time.
    #[error("{address} does not answer: {why}")]
    Silent {
        /// Where.
        address: String,
        /// Why.
        why: String,
    },
    /// The endpoint refuses.
    #[error("{address} refuses with {status}: {said}")]
    Refuses {
        /// Where.
        address: String,
        /// The status.
        status: u16,
        /// What it says, shortened.
        said: String,
    },
    /// The answer of the endpoint is not one.
    #[error("{address} answers with something else: {why}")]
    NotAnAnswer {
        /// Where.
        address: String,
        /// What is wrong with it.
        why: String,
    },
    /// The endpoint answers with vectors of another length than before.
    #[error("{address} answered with {found} dimensions, before with {expected}")]
    Dimension {
        /// Where.
        address: String,
        /// How many it had.
        expected: usize,
        /// How many it has.
        found: usize,
    },
}

//! Why texts could not be made vectors of.

use std::path::PathBuf;

/// Why texts could not be made vectors of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// No encoder is named so.
    #[error("“{named}” names no encoder: use-v3:PATH or http:URL#MODEL are known")]
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

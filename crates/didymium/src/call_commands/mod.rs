//! `didymium call`, `didymium problem`: what is asked for and what it is worth, read as the operator. Sealed bids are not
//! told of here either.

mod call;
mod problem;

use clap::Subcommand;
use web::language::Messages;

use crate::arguments::Place;
use crate::configuration::Configuration;
use crate::stop::Stop;

/// What can be asked about calls.
#[derive(Debug, Subcommand)]
pub enum CallVerb {
    /// Every call by where it stands, what ends first first
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// The way of a call: what is over, where it stands, what lies ahead; amendments and open questions
    Show {
        /// The call: its id, or its title where no other has it
        call: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// What can be asked about common problems.
#[derive(Debug, Subcommand)]
pub enum ProblemVerb {
    /// The open problems, what is worth most first
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Answers what is asked about calls.
pub fn call(place: &Place, verb: &CallVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    match verb {
        CallVerb::List { json } => call::list(&database, *json, t),
        CallVerb::Show { call, json } => call::show(&database, call, *json, t),
    }
}

/// Answers what is asked about common problems.
pub fn problem(place: &Place, verb: &ProblemVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    let ProblemVerb::List { json } = verb;
    problem::list(&database, *json, t)
}

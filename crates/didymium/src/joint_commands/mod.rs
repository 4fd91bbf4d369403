//! `didymium plan`, `didymium committee`, `didymium project`: what was agreed, decided and is under way, read as the
//! operator.

mod committee;
mod plan;
mod project;

use clap::Subcommand;
use web::language::Messages;

use crate::arguments::Place;
use crate::configuration::Configuration;
use crate::stop::Stop;

/// What can be asked about the annual plan.
#[derive(Debug, Subcommand)]
pub enum PlanVerb {
    /// The items of a year: target, result, what serves each, on track or behind
    Show {
        /// The agreement: its id, or its title where no other has it; the one in force where nothing is said
        #[arg(long)]
        agreement: Option<String>,
        /// The year; this one where nothing is said
        #[arg(long)]
        year: Option<i64>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// What can be asked about the joint committee.
#[derive(Debug, Subcommand)]
pub enum CommitteeVerb {
    /// Who sits on it, what is put to the vote, what was decided
    List {
        /// The agreement: its id, or its title where no other has it; the one in force where nothing is said
        #[arg(long)]
        agreement: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// What can be asked about projects.
#[derive(Debug, Subcommand)]
pub enum ProjectVerb {
    /// Every project by stage, what is late first
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// The schedule of a project with what is late, and its budget
    Show {
        /// The project: its id, or its title where no other has it
        project: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Answers what is asked about the annual plan.
pub fn plan(place: &Place, verb: &PlanVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    let PlanVerb::Show { agreement, year, json } = verb;
    plan::run(&database, agreement.as_deref(), *year, *json, t)
}

/// Answers what is asked about the joint committee.
pub fn committee(place: &Place, verb: &CommitteeVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    let CommitteeVerb::List { agreement, json } = verb;
    committee::run(&database, agreement.as_deref(), *json, t)
}

/// Answers what is asked about projects.
pub fn project(place: &Place, verb: &ProjectVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    match verb {
        ProjectVerb::List { json } => project::list(&database, *json, t),
        ProjectVerb::Show { project, json } => project::show(&database, project, *json, t),
    }
}

fn line(line: Option<&base::record::Line>) -> String {
    line.map_or_else(String::new, |line| line.0.clone())
}

fn day(day: Option<&base::record::Day>) -> String {
    day.map_or_else(String::new, |day| day.0.clone())
}

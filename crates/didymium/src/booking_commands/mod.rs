//! `didymium booking`: what is booked, what is free, and what the use of a month cost, read as the operator.

mod free;
mod list;
mod statement;

use clap::Subcommand;
use jiff::civil::{Date, DateTime};
use web::language::Messages;

use crate::arguments::Place;
use crate::configuration::Configuration;
use crate::stop::Stop;

/// What can be asked about bookings.
#[derive(Debug, Subcommand)]
pub enum BookingVerb {
    /// What is booked, in order, with its state
    List {
        /// Of this platform alone: its id, or its title where no other has it
        #[arg(long)]
        platform: Option<String>,
        /// The first day; today where nothing is said
        #[arg(long)]
        from: Option<Date>,
        /// The last day; four weeks after the first where nothing is said
        #[arg(long)]
        until: Option<Date>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Which platforms are open and free at a time, by the clocks of the base
    Free {
        /// The first moment, such as 2026-03-10T09:00
        #[arg(long)]
        from: DateTime,
        /// The first moment after it
        #[arg(long)]
        until: DateTime,
        /// What the text of the platform holds
        #[arg(long, default_value = "")]
        words: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What each organisation pays for the use of a month, line by line
    Statement {
        /// The month, such as 2026-03; this one where nothing is said
        #[arg(long)]
        month: Option<String>,
        /// Of this platform alone: its id, or its title where no other has it
        #[arg(long)]
        platform: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Answers what is asked about bookings.
pub fn run(place: &Place, verb: &BookingVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    match verb {
        BookingVerb::List { platform, from, until, json } => {
            list::run(&database, platform.as_deref(), (*from, *until), *json, t)
        }
        BookingVerb::Free { from, until, words, json } => free::run(&database, (*from, *until), words, *json, t),
        BookingVerb::Statement { month, platform, json } => {
            statement::run(&database, month.as_deref(), platform.as_deref(), *json, t)
        }
    }
}

//! `didymium deal`: where deals stand and what they bring, read as the operator.

mod arguments;
mod list;
mod receivables;
mod report;
mod show;
mod statements;

use measure::Money;
use web::figure::money;
use web::language::Messages;

pub use arguments::DealVerb;

use crate::arguments::Place;
use crate::configuration::Configuration;
use crate::stop::Stop;

/// Answers what is asked about deals.
pub fn run(place: &Place, verb: &DealVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    match verb {
        DealVerb::List { json } => list::run(&database, *json, t),
        DealVerb::Show { deal, json } => {
            show::run(&database, deal, *json, t).map_err(|stop| unnamed(stop, || Stop::NoDeal { given: deal.clone() }))
        }
        DealVerb::Receivables { json } => receivables::run(&database, *json, t),
        DealVerb::Report { year, json } => report::run(&database, *year, *json, t),
        DealVerb::Statements { payout, json } => statements::run(&database, payout, *json, t)
            .map_err(|stop| unnamed(stop, || Stop::NoBatch { given: payout.clone() })),
    }
}

/// What is not there is said by what was looked for.
fn unnamed(stop: Stop, sought: impl Fn() -> Stop) -> Stop {
    if matches!(stop, Stop::Base(base::Refusal::NotFound {})) { sought() } else { stop }
}

/// An amount with its currency.
fn sum(amount: Money) -> String {
    format!("{} {}", amount.currency().code(), money(amount))
}

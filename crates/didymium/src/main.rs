//! `didymium`: one command line for the whole base, one file per command.

mod arguments;
mod background;
mod booking_commands;
mod calendar;
mod call_commands;
mod chain_commands;
mod configuration;
mod connections;
mod deal_commands;
mod demo;
mod demo_call;
mod demo_cooperation;
mod demo_deal;
mod demo_hand;
mod demo_ledger;
mod demo_platform;
mod demo_rules;
mod doctor;
mod expert;
mod index;
mod index_commands;
mod joint_commands;
mod keeping;
mod ledger_commands;
mod listen;
mod log;
mod match_eval;
mod match_record;
mod named;
mod operator;
mod output;
mod pack;
mod post;
mod search;
mod serve;
mod settling;
mod share;
mod skill;
mod stop;
mod tables;
mod talent_commands;
mod user;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use web::language::Messages;

use arguments::{Arguments, Verb};
use chain_commands::ChainVerb;
use stop::Stop;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let t = Messages::new(arguments.language());
    match run(&arguments, t) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of a pipe went away: nothing to say, and nobody to say it to.
        Err(Stop::Unwritable { error, .. }) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(stop) => {
            let mut errors = std::io::stderr().lock();
            let red = if errors.is_terminal() { ("\u{1b}[31m", "\u{1b}[0m") } else { ("", "") };
            for sentence in stop.sentences(t) {
                // Nothing is left to tell it to if this fails.
                let _ = writeln!(errors, "{}{sentence}{}", red.0, red.1);
            }
            ExitCode::from(stop.exit_code())
        }
    }
}

fn run(arguments: &Arguments, t: Messages) -> Result<(), Stop> {
    match &arguments.verb {
        Verb::Chain { verb } => match verb {
            ChainVerb::Check(check) => chain_commands::check::run(check, t),
            ChainVerb::Plan(plan) => chain_commands::plan::run(plan, t),
            ChainVerb::Weak(weak) => chain_commands::weak::run(weak, t),
            ChainVerb::Worth(worth) => chain_commands::worth::run(worth, t),
            ChainVerb::Shock(shock) => chain_commands::shock::run(shock, t),
            ChainVerb::Map(map) => chain_commands::map::run(map, t),
        },
        Verb::Share(wanted) => share::run(wanted, t),
        Verb::Demo { place, serve } => serve::demo(place, serve, t),
        Verb::Serve { place, pack, serve } => serve::serve(place, pack.as_deref(), serve, t),
        Verb::User { place, verb } => user::run(place, verb, t),
        Verb::Import(wanted) => tables::import(wanted, t),
        Verb::Export(wanted) => tables::export(wanted, t),
        Verb::Match(wanted) => match &wanted.verb {
            Some(verb) => match_eval::run(&wanted.place, verb, t),
            None => match_record::run(wanted, t),
        },
        Verb::Event { place, verb } => talent_commands::event(place, verb, t),
        Verb::Programme { place, verb } => talent_commands::programme(place, verb, t),
        Verb::Secondment { place, verb } => talent_commands::secondment(place, verb, t),
        Verb::Expert(wanted) => expert::run(wanted, t),
        Verb::Skill(wanted) => skill::run(wanted, t),
        Verb::Search(wanted) => search::run(wanted, t),
        Verb::Index { place, verb } => index_commands::run(place, verb, t),
        Verb::Ledger { place, verb } => ledger_commands::run(place, verb, t),
        Verb::Deal { place, verb } => deal_commands::run(place, verb, t),
        Verb::Call { place, verb } => call_commands::call(place, verb, t),
        Verb::Problem { place, verb } => call_commands::problem(place, verb, t),
        Verb::Booking { place, verb } => booking_commands::run(place, verb, t),
        Verb::Plan { place, verb } => joint_commands::plan(place, verb, t),
        Verb::Committee { place, verb } => joint_commands::committee(place, verb, t),
        Verb::Project { place, verb } => joint_commands::project(place, verb, t),
        Verb::Calendar { place, verb } => calendar::run(place, verb, t),
        Verb::Backup { place, file } => keeping::backup(place, file, t),
        Verb::Restore { place, file } => keeping::restore(place, file, t),
        Verb::Verify { place, json } => keeping::verify(place, *json, t),
        Verb::Doctor { place, mail, json } => doctor::run(place, mail, *json, t),
        Verb::Completion { shell } => arguments::completion(*shell),
        Verb::Man => arguments::man(),
    }
}

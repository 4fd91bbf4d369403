//! The command line: what can be asked for, and its help.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use web::language::Language;

use crate::output;
use crate::share::Share;
use crate::stop::Stop;

/// Didymium 镨钕: the system a joint innovation base runs on.
///
/// Exit codes: 0 done, 1 the machine failed (file, address), 2 wrong words, 3 the pack was refused, 4 a patch was
/// refused, 5 no plan meets every limit, 6 a loop gains without end, 7 no certified answer, 8 the base refused, 9 the
/// base is not what it was written to be.
#[derive(Debug, Parser)]
#[command(name = "didymium", version, about, long_about, propagate_version = true)]
pub struct Arguments {
    /// Language of the answers: zh or en; default: the system's
    #[arg(long, global = true, env = "DIDYMIUM_LANG", value_name = "LANG", value_parser = language)]
    lang: Option<Language>,
    /// What to do
    #[command(subcommand)]
    pub verb: Verb,
}

impl Arguments {
    /// The language asked for, the system's, or Chinese.
    pub fn language(&self) -> Language {
        let system = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
        self.lang.or_else(|| system().and_then(|tag| Language::from_tag(&tag))).unwrap_or_default()
    }
}

fn language(tag: &str) -> Result<Language, &'static str> {
    Language::from_tag(tag).ok_or("zh or en")
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Start the demo base with the rare-earth chain and sample records, and open it in a browser
    Demo {
        /// Where it is kept; a temporary folder where none is given
        #[command(flatten)]
        place: Place,
        /// Where to listen, and whether to open a browser
        #[command(flatten)]
        serve: Serve,
    },
    /// Serve a base
    Serve {
        /// Where it is kept
        #[command(flatten)]
        place: Place,
        /// The pack's folder, or rare-earth for the one that ships
        #[arg(long, env = "DIDYMIUM_PACK")]
        pack: Option<PathBuf>,
        /// Where to listen, and whether to open a browser
        #[command(flatten)]
        serve: Serve,
    },
    /// Accounts: add, list, set a password, close, reopen, issue a token
    User {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to do
        #[command(subcommand)]
        verb: UserVerb,
    },
    /// Bring a spreadsheet in: XLSX, XLS, ODS or CSV
    Import(Import),
    /// Write a list as a spreadsheet that can be imported again
    Export(Export),
    /// The working-day calendar: show a year, bring one as the State Council announced it
    Calendar {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to do
        #[command(subcommand)]
        verb: CalendarVerb,
    },
    /// What suits a record, with reasons; or how good the ranking is
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Match(Match),
    /// Search the records of every kind, in Chinese and English at once
    Search(Searching),
    /// The index that finds records: how it stands, build it anew
    Index {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to do
        #[command(subcommand)]
        verb: crate::index_commands::IndexVerb,
    },
    /// Deals: where each stands and what it lacks, what is late, the annual report, statements of a payout
    Deal {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::deal_commands::DealVerb,
    },
    /// Open calls: by where each stands, the way of one
    Call {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::call_commands::CallVerb,
    },
    /// Common problems in the order of what their solution is worth
    Problem {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::call_commands::ProblemVerb,
    },
    /// Bookings of platforms: what is booked, what is free at a time, the statement of a month
    Booking {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::booking_commands::BookingVerb,
    },
    /// The annual plan of the agreement in force: targets, results, what serves each item
    Plan {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::joint_commands::PlanVerb,
    },
    /// The joint committee: who sits on it, what is put to the vote, what was decided
    Committee {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::joint_commands::CommitteeVerb,
    },
    /// Projects: by stage with what is late, the schedule and the budget of one
    Project {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::joint_commands::ProjectVerb,
    },
    /// Events: by what is to come, with their places, and who is registered for one
    Event {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::talent_commands::EventVerb,
    },
    /// Training programmes: by stage, and the people of one with what they reached
    Programme {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::talent_commands::ProgrammeVerb,
    },
    /// Secondments: who is lent where, what each side said, what keeps one from being approved
    Secondment {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to ask
        #[command(subcommand)]
        verb: crate::talent_commands::SecondmentVerb,
    },
    /// Who suits words, a place of the chain, a need or a problem, by each of their works
    Expert(Seek),
    /// The skills that work asks for against those of the people, today and at the end of the plan
    Skill(Skills),
    /// The ledger: verify it, read it, write it for hledger or beancount, post to it
    Ledger {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// What to do
        #[command(subcommand)]
        verb: crate::ledger_commands::LedgerVerb,
    },
    /// Copy a base into one file, while it runs
    Backup {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// The file to write
        file: PathBuf,
    },
    /// Make a base from a backup, and verify it
    Restore {
        /// Where the base is to be kept
        #[command(flatten)]
        place: Place,
        /// The backup
        file: PathBuf,
    },
    /// Check that a base is what it was written to be: journal, records, attachments, ledger
    Verify {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Look at the machine and the base: what is there, what is missing, what to do
    Doctor {
        /// Where the base is kept
        #[command(flatten)]
        place: Place,
        /// How mail leaves
        #[command(flatten)]
        mail: Mail,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Work on a value chain: check, plan, weak links, worth, shocks, map
    Chain {
        /// What to do with it
        #[command(subcommand)]
        verb: crate::chain_commands::ChainVerb,
    },
    /// What each party to a joint project could be given: several answers side by side, and who would object
    Share(Share),
    /// Print a completion script for a shell
    Completion {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// A search.
#[derive(Debug, Args)]
pub struct Searching {
    /// Where the base is kept
    #[command(flatten)]
    pub place: Place,
    /// The words; signs have no meaning of their own
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Only records of this kind, such as need; may be given several times
    #[arg(long)]
    pub kind: Vec<String>,
    /// How many
    #[arg(long, default_value_t = 20)]
    pub most: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Who is sought.
#[derive(Debug, Args)]
pub struct Seek {
    /// Where the base is kept
    #[command(flatten)]
    pub place: Place,
    /// What they should know of
    #[arg(required_unless_present_any = ["at", "for_record"])]
    pub words: Vec<String>,
    /// A place of the chain, by its id or its name
    #[arg(long, value_name = "PLACE")]
    pub at: Option<String>,
    /// A need or a problem: its id, or its title where no other has it
    #[arg(long = "for", value_name = "RECORD")]
    pub for_record: Option<String>,
    /// The pack's folder, or rare-earth for the one that ships
    #[arg(long, env = "DIDYMIUM_PACK")]
    pub pack: Option<PathBuf>,
    /// How many
    #[arg(long, default_value_t = 12)]
    pub most: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Which skills are weighed.
#[derive(Debug, Args)]
pub struct Skills {
    /// Where the base is kept
    #[command(flatten)]
    pub place: Place,
    /// A day that lies ahead, such as 2028-12-31; the end of the plan where nothing is said
    #[arg(long)]
    pub on: Option<String>,
    /// The pack's folder, or rare-earth for the one that ships
    #[arg(long, env = "DIDYMIUM_PACK")]
    pub pack: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What suits a record.
#[derive(Debug, Args)]
pub struct Match {
    /// Where the base is kept
    #[command(flatten)]
    pub place: Place,
    /// The record: its id, or its title where no other has it
    #[arg(required = true)]
    pub record: Option<String>,
    /// The pack's folder, or rare-earth for the one that ships: how far places lie from each other on the chain
    #[arg(long, env = "DIDYMIUM_PACK")]
    pub pack: Option<PathBuf>,
    /// How many of each kind
    #[arg(long, default_value_t = 5)]
    pub most: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// What else to do
    #[command(subcommand)]
    pub verb: Option<MatchVerb>,
}

/// What else can be done with matching.
#[derive(Debug, Subcommand)]
pub enum MatchVerb {
    /// Measure the ranking on sets of questions that people judged
    Eval {
        /// A folder with docs.jsonl.gz, queries.jsonl.gz and qrels.tsv.gz, or a folder of such folders
        folder: PathBuf,
        /// Weights instead of those to start from, such as fused=1,title-in-body=0.5; what is not named is 0
        #[arg(long, value_name = "NAME=WEIGHT,…")]
        weights: Option<String>,
        /// Only the questions of one half, parted by their ids
        #[arg(long, value_enum)]
        half: Option<Half>,
        /// How well people are found by words alone, every so many documents taken for the works of one
        #[arg(long, value_name = "WORKS", conflicts_with = "weights", value_parser = clap::value_parser!(u16).range(1..=1000))]
        experts: Option<u16>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// A half of the questions: one to fit on, one to measure on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Half {
    /// To fit on
    Fit,
    /// To measure on
    Test,
}

/// Where a base is kept. What is not given here is taken from the configuration file.
#[derive(Clone, Debug, Args)]
#[group(skip)]
pub struct Place {
    /// The folder of the base: its database, its attachments, its configuration
    #[arg(long, global = true, env = "DIDYMIUM_DIR", value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// The database, where it is not base.sqlite in that folder: a file, or <postgres://user@host/database>
    #[arg(long, global = true, env = "DIDYMIUM_DATABASE", hide_env_values = true, value_name = "ADDRESS")]
    pub database: Option<String>,
    /// The configuration file, where it is not didymium.toml in that folder
    #[arg(long, global = true, env = "DIDYMIUM_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder of the index, where it is not index in that folder; each program that runs needs one of its own
    #[arg(long, global = true, env = "DIDYMIUM_INDEX", value_name = "DIR")]
    pub index: Option<PathBuf>,
    /// A general Chinese–English dictionary for searching and matching: a file of CC-CEDICT
    #[arg(long, global = true, env = "DIDYMIUM_DICTIONARY", value_name = "FILE")]
    pub dictionary: Option<PathBuf>,
    /// What makes vectors of texts, for matching by meaning: use-v3:PATH, onnx:FOLDER, or http: with the address of an endpoint, # and a model
    #[arg(long, global = true, env = "DIDYMIUM_ENCODER", value_name = "ENCODER")]
    pub encoder: Option<String>,
}

/// `import`
#[derive(Debug, Args)]
pub struct Import {
    /// Where the base is kept
    #[command(flatten)]
    pub place: Place,
    /// What the rows are: needs, achievements, organisations, …
    pub kind: String,
    /// The spreadsheet
    pub file: PathBuf,
    /// In whose name: the sign-in name of an account
    #[arg(long = "as", value_name = "LOGIN")]
    pub account: String,
    /// Look at the rows; nothing is written, and nothing of the import stays
    #[arg(long)]
    pub dry_run: bool,
    /// New records begin as drafts
    #[arg(long)]
    pub draft: bool,
    /// What to do with rows that look like a record that is there; without a word they stay out and can be decided later
    #[arg(long, value_name = "WHAT", value_parser = ["skip", "update", "new"])]
    pub duplicates: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `export`
#[derive(Debug, Args)]
pub struct Export {
    /// Where the base is kept
    #[command(flatten)]
    pub place: Place,
    /// What to write: needs, achievements, organisations, …
    pub kind: String,
    /// The file to write: .xlsx or .csv; headings and answers are in the language of --lang
    pub file: PathBuf,
    /// Only records that hold these words
    #[arg(long = "words", value_name = "WORDS")]
    pub words: Option<String>,
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum UserVerb {
    /// Make an account; without a password from standard input, one is made up and printed
    Add {
        /// The name it signs in with
        login: String,
        /// What to call the person
        #[arg(long, default_value = "")]
        name: String,
        /// A role: broker, reviewer, finance, auditor, administrator; may be given several times
        #[arg(long = "role", value_name = "ROLE")]
        roles: Vec<String>,
        /// An organisation it acts for, by title or id
        #[arg(long, value_name = "ORGANISATION")]
        organisation: Option<String>,
        /// It manages that organisation
        #[arg(long, requires = "organisation")]
        manages: bool,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List the accounts
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Set a password; without one from standard input, one is made up and printed
    Password {
        /// The account
        login: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// Close an account, and end its sessions and tokens
    Close {
        /// The account
        login: String,
    },
    /// Open a closed account again
    Reopen {
        /// The account
        login: String,
    },
    /// Issue a token for programs and print it
    Token {
        /// The account
        login: String,
        /// How far it reaches: read, write, administer; may be given several times
        #[arg(long = "scope", value_name = "SCOPE", default_value = "read")]
        scopes: Vec<String>,
        /// How many days it lasts
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=366))]
        days: u32,
    },
}

/// What can be done with the calendar.
#[derive(Debug, Subcommand)]
pub enum CalendarVerb {
    /// Show the days off and the make-up workdays of a year, as CSV that can be brought again
    Show {
        /// The year; the last one known where none is given
        year: Option<i16>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Bring the days of a year, a known one or the next: a table (XLSX, CSV) of date, holiday or workday, name
    Bring {
        /// The year
        year: i16,
        /// The table
        file: PathBuf,
        /// The number of the State Council's notice
        #[arg(long, value_name = "NOTICE")]
        source: String,
        /// Look at the table, bring nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// Where to listen.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Serve {
    /// Address and port; port 0 takes a free one
    #[arg(long, env = "DIDYMIUM_LISTEN", value_name = "ADDR")]
    pub listen: Option<String>,
    /// How much is logged: error, warn, info, debug
    #[arg(long, env = "DIDYMIUM_LOG", value_name = "LEVEL")]
    pub log: Option<String>,
    /// Do not open a browser
    #[arg(long)]
    pub no_open: bool,
    /// How mail leaves
    #[command(flatten)]
    pub mail: Mail,
}

/// How mail leaves. What is not given here is taken from the configuration file.
#[derive(Clone, Debug, Default, Args)]
#[group(skip)]
pub struct Mail {
    /// The mail relay: <smtps://user@host>, or smtp:// for one that is encrypted when it offers that; its password best in `DIDYMIUM_SMTP_PASSWORD`
    #[arg(long, env = "DIDYMIUM_SMTP", hide_env_values = true, value_name = "ADDRESS")]
    pub smtp: Option<String>,
    /// A certificate in PEM of the authority that vouches for the relay, where that is not a public one
    #[arg(long, env = "DIDYMIUM_SMTP_AUTHORITY", value_name = "FILE")]
    pub smtp_authority: Option<PathBuf>,
    /// Whose name letters bear: an address, or a name with an address in angle brackets
    #[arg(long = "mail-from", env = "DIDYMIUM_MAIL_FROM", value_name = "ADDRESS")]
    pub from: Option<String>,
    /// Where people reach this base: <https://base.example.org>
    #[arg(long, env = "DIDYMIUM_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}

/// Prints a completion script.
pub fn completion(shell: clap_complete::Shell) -> Result<(), Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "didymium", &mut script);
    output::bytes(&script)
}

/// Prints the manual page.
pub fn man() -> Result<(), Stop> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page).map_err(output::unwritable)?;
    output::bytes(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}

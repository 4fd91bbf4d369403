//! The words of `didymium chain`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// What can be done with a chain.
#[derive(Debug, Subcommand)]
pub enum ChainVerb {
    /// Check a pack: every file, row and patch
    Check(Check),
    /// Solve the plan: flows, prices, rents, value
    Plan(Plan),
    /// Rank the weak links: what losing each costs, what one more unit earns
    Weak(Weak),
    /// What patches are worth, each and all together
    Worth(Worth),
    /// Draw shocks by the thousand
    Shock(Shock),
    /// Draw the map as SVG
    Map(Map),
}

/// The pack and the patches that stand on it.
#[derive(Debug, Args)]
pub struct Stack {
    /// The pack's folder, or rare-earth for the one that ships
    pub pack: PathBuf,
    /// A patch: an id of the pack or a TOML file; may be given several times
    #[arg(long = "patch", value_name = "PATCH")]
    pub patches: Vec<String>,
}

/// `chain check`
#[derive(Debug, Args)]
pub struct Check {
    /// The pack's folder, or rare-earth for the one that ships
    pub pack: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `chain plan`
#[derive(Debug, Args)]
pub struct Plan {
    /// The pack and its patches
    #[command(flatten)]
    pub stack: Stack,
    /// Periods to plan; 1 is the steady state
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=60))]
    pub periods: u16,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Write the map of the plan to this file as well
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Rows shown of each table; 0 shows all
    #[arg(long, default_value_t = 20)]
    pub rows: usize,
}

/// `chain weak`
#[derive(Debug, Args)]
pub struct Weak {
    /// The pack and its patches
    #[command(flatten)]
    pub stack: Stack,
    /// Runs of the ensemble whose tail is looked at; 0 leaves it out
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub runs: u32,
    /// Seed of the ensemble
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Rows shown of each list; 0 shows all
    #[arg(long, default_value_t = 15)]
    pub rows: usize,
}

/// `chain worth`
#[derive(Debug, Args)]
pub struct Worth {
    /// The pack and its patches; without patches, every innovation of the pack
    #[command(flatten)]
    pub stack: Stack,
    /// Coefficient sets sampled for the robustness of the ranking; 0 leaves it out
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub samples: u32,
    /// Seed of the samples
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `chain shock`
#[derive(Debug, Args)]
pub struct Shock {
    /// The pack and the patches that are in force
    #[command(flatten)]
    pub stack: Stack,
    /// How many runs
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub runs: u32,
    /// Seed
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Threads; the results do not depend on it
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `chain map`
#[derive(Debug, Args)]
pub struct Map {
    /// The pack and its patches
    #[command(flatten)]
    pub stack: Stack,
    /// Where to write it; - writes to standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// What the picture shows
    #[command(flatten)]
    pub view: MapView,
}

/// What a map shows.
#[derive(Debug, Args)]
pub struct MapView {
    /// What the width shows
    #[arg(long, value_enum, default_value_t)]
    pub width: Width,
    /// What the colour shows
    #[arg(long, value_enum, default_value_t)]
    pub colour: Colour,
    /// Only this element
    #[arg(long)]
    pub element: Option<String>,
    /// Only this owner's activities
    #[arg(long)]
    pub owner: Option<String>,
    /// Only this country's activities
    #[arg(long)]
    pub country: Option<String>,
}

/// What the width of a band shows.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Width {
    /// Tonnes
    #[default]
    Mass,
    /// Money
    Value,
}

/// What the colour shows.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Colour {
    /// Rent as a share of value; at applications unmet demand
    #[default]
    Rent,
    /// Unmet demand
    Unmet,
    /// Concentration by country
    Concentration,
}

//! The words of `didymium deal`.

use clap::Subcommand;

/// What can be asked about deals.
#[derive(Debug, Subcommand)]
pub enum DealVerb {
    /// Every deal by stage, what is due next first
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Where a deal stands, what each stage ahead lacks, and what is expected under its terms
    Show {
        /// The deal: its id, or its title where no other has it
        deal: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What is still expected of all deals in performance, the late first
    Receivables {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// The annual report on conversion: contracts, what came in, what people were awarded
    Report {
        /// The year; this one where nothing is said
        #[arg(long)]
        year: Option<i16>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Who receives what of a payout batch, line by line
    Statements {
        /// The batch: its id, or its title where no other has it
        payout: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

//! The words of `didymium ledger`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

/// What can be done with the ledger.
#[derive(Debug, Subcommand)]
pub enum LedgerVerb {
    /// Check that every entry is what was posted, and that accounts stand where their postings lead
    Verify {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Every account as it stands, debit beside credit
    Balance {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Entries, the newest first
    Entries {
        /// Only those that touch this account, or one below it
        #[arg(long)]
        account: Option<String>,
        /// Only those that are about this
        #[arg(long)]
        link: Option<String>,
        /// At most so many
        #[arg(long, default_value_t = 50)]
        most: usize,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What came and went on an account, and how it stood after each
    Statement {
        /// The account, such as assets:cash
        account: String,
        /// From this day on
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// To this day
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Write all of it as plain-text accounting
    Export {
        /// For which program
        #[arg(long, value_enum)]
        format: LedgerFormat,
        /// The file; - is standard output
        #[arg(long, default_value = "-")]
        out: PathBuf,
    },
    /// Open an account
    Open {
        /// Its name, such as liabilities:payable:inventors
        account: String,
        /// What people call it
        #[arg(long)]
        title: String,
        /// The currency it holds
        #[arg(long, default_value = "CNY")]
        currency: String,
        /// Its first day; today where nothing is said
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
    },
    /// Close an empty account
    Close {
        /// The account
        account: String,
        /// The first day on which it is closed
        #[arg(long, value_name = "DAY")]
        from: String,
    },
    /// Open a closed account again
    Reopen {
        /// The account
        account: String,
    },
    /// Post an entry
    Post {
        /// A file with the entry as JSON (key, date, memo, currency, postings, links); - is standard input
        file: PathBuf,
    },
    /// Take an entry back by its exact negation
    Reverse {
        /// The number of the entry
        entry: u64,
        /// A key of your own, so that the same request twice is one entry
        #[arg(long)]
        key: String,
        /// Why
        #[arg(long)]
        memo: String,
        /// The day; today where nothing is said
        #[arg(long, value_name = "DAY")]
        date: Option<String>,
    },
    /// Close the books: nothing is posted on or before a day any more
    CloseBooks {
        /// The last day that is closed; not after today
        until: String,
    },
    /// Open the books again from a day on, where they were closed at a wrong one
    ReopenBooks {
        /// The first day that is open again
        from: String,
        /// Why; noted in the journal
        #[arg(long)]
        reason: String,
    },
}

/// A format of plain-text accounting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LedgerFormat {
    /// A journal of hledger
    Hledger,
    /// A file of beancount
    Beancount,
}

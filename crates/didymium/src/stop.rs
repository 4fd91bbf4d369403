//! Why a command stopped, its exit code, and its sentence in the reader's language.

use std::io;
use std::path::{Path, PathBuf};

use chain::{Class, NoAdvisor, Refusal, Refusals};
use web::language::Messages;

/// Why a command stopped.
#[derive(Debug)]
pub enum Stop {
    /// The chain refused.
    Refused(Refusals),
    /// A file cannot be read.
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file cannot be written.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A name on the command line that the chain does not know.
    Unknown {
        /// What kind of thing was named: the option.
        option: &'static str,
        /// The name.
        value: String,
        /// The names the chain knows.
        known: Vec<String>,
    },
    /// The library that `HIGHS_LIB` names does not load.
    NoAdvisor(NoAdvisor),
    /// A file is larger than is read.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most bytes.
        most: u64,
    },
    /// The configuration cannot be understood.
    Configuration {
        /// The file.
        path: PathBuf,
        /// Where and why.
        detail: String,
    },
    /// The base refused.
    Base(base::Refusal),
    /// A row of the demo base was refused.
    DemoRow {
        /// The file.
        file: String,
        /// The row, counting the header as 1.
        row: usize,
        /// Why.
        why: Box<Stop>,
    },
    /// The database failed.
    Fault(base::store::Fault),
    /// There is no backup, or nothing was restored.
    NoBackup(store::NoBackup),
    /// The base is not what it was written to be.
    Unsound(Box<store::Verified>),
    /// An address cannot be listened on.
    NoListener {
        /// The address.
        address: String,
        /// What the system said.
        error: io::Error,
    },
}

impl Stop {
    /// A file that cannot be read.
    pub fn unreadable(path: &Path, error: io::Error) -> Self {
        Self::Unreadable { path: path.to_owned(), error }
    }

    /// A file that cannot be written.
    pub fn unwritable(path: &Path, error: io::Error) -> Self {
        Self::Unwritable { path: path.to_owned(), error }
    }

    /// The exit code: 1 the machine failed, 2 wrong words, 3 pack, 4 patch, 5 infeasible, 6 unbounded, 7 no certified
    /// answer, 8 the base refused, 9 the base is damaged.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoBackup(store::NoBackup::Unsound(_)) | Self::Unsound(_) => 9,
            Self::Base(_) => 8,
            Self::DemoRow { why, .. } => why.exit_code(),
            Self::Fault(_)
            | Self::NoBackup(_)
            | Self::Unreadable { .. }
            | Self::Unwritable { .. }
            | Self::TooLarge { .. }
            | Self::NoAdvisor(_)
            | Self::NoListener { .. } => 1,
            Self::Configuration { .. } | Self::Unknown { .. } => 2,
            Self::Refused(refusals) => match refusals.0.first().map(class) {
                None | Some(Class::Pack) => 3,
                Some(Class::Patch) => 4,
                Some(Class::Infeasible) => 5,
                Some(Class::Unbounded) => 6,
                Some(Class::Unresolved) => 7,
            },
        }
    }

    /// The sentences a reader sees, one per line.
    pub fn sentences(&self, t: Messages) -> Vec<String> {
        match self {
            Self::Refused(refusals) => refusals.0.iter().map(|refusal| web::refusal_sentence(t, refusal)).collect(),
            Self::Unreadable { path, error } => {
                let said = t.say("cli-unreadable").with("path", path.display().to_string());
                vec![said.with("detail", error.to_string()).to_string()]
            }
            Self::Unwritable { path, error } | Self::NoBackup(store::NoBackup::Io { path, error }) => {
                let said = t.say("cli-unwritable").with("path", path.display().to_string());
                vec![said.with("detail", error.to_string()).to_string()]
            }
            Self::Unknown { option, value, known } => {
                let said = t.say("cli-unknown").with("option", *option).with("value", value.clone());
                vec![said.with("known", known.join(", ")).to_string()]
            }
            Self::Configuration { path, detail } => {
                let said = t.say("cli-configuration").with("path", path.display().to_string());
                vec![said.with("detail", detail.clone()).to_string()]
            }
            Self::Base(base::Refusal::Slips(slips)) => {
                slips.iter().map(|slip| format!("{}: {}", slip.field, web::slip_sentence(t, &slip.reason))).collect()
            }
            Self::Base(refusal) => vec![web::base_sentence(t, refusal)],
            Self::DemoRow { file, row, why } => {
                why.sentences(t).into_iter().map(|sentence| format!("{file}:{row}: {sentence}")).collect()
            }
            Self::Fault(fault) | Self::NoBackup(store::NoBackup::Fault(fault)) => {
                vec![t.say("cli-database").with("detail", fault.to_string()).to_string()]
            }
            Self::NoBackup(store::NoBackup::Unsound(verified)) | Self::Unsound(verified) => unsound(t, verified),
            Self::NoBackup(store::NoBackup::NotEmpty(address)) => {
                vec![t.say("cli-not-empty").with("address", address.to_string()).to_string()]
            }
            Self::NoBackup(store::NoBackup::Exists(path)) => {
                vec![t.say("cli-exists").with("path", path.display().to_string()).to_string()]
            }
            Self::NoAdvisor(fault) => vec![t.say("cli-no-advisor").with("detail", fault.to_string()).to_string()],
            Self::TooLarge { path, most } => {
                let said = t.say("cli-too-large").with("path", path.display().to_string());
                vec![said.with("most", (most >> 20).to_string()).to_string()]
            }
            Self::NoListener { address, error } => {
                let said = t.say("cli-no-listener").with("address", address.clone());
                vec![said.with("detail", error.to_string()).to_string()]
            }
        }
    }
}

/// A refusal of a pack's table is the pack's, one of a patch file the patch's, whatever the rule.
fn class(refusal: &Refusal) -> Class {
    let class = refusal.reason.class();
    let file = Path::new(&refusal.place.file);
    let ends_with = |ending: &str| file.extension().is_some_and(|extension| extension == ending);
    if !matches!(class, Class::Pack | Class::Patch) {
        class
    } else if ends_with("csv") || file == Path::new("pack.toml") {
        Class::Pack
    } else if ends_with("toml") {
        Class::Patch
    } else {
        class
    }
}

/// Where a base is damaged, a line each.
fn unsound(t: Messages, verified: &store::Verified) -> Vec<String> {
    let broken =
        verified.broken.iter().map(|broken| t.say("cli-broken").with("detail", broken.to_string()).to_string());
    let lost = verified.lost.iter().map(|digest| t.say("cli-lost").with("digest", digest.clone()).to_string());
    broken.chain(lost).collect()
}

impl From<base::Refusal> for Stop {
    fn from(refusal: base::Refusal) -> Self {
        Self::Base(refusal)
    }
}

impl From<base::store::Fault> for Stop {
    fn from(fault: base::store::Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<base::Trouble> for Stop {
    fn from(trouble: base::Trouble) -> Self {
        match trouble {
            base::Trouble::Refused(refusal) => Self::Base(refusal),
            base::Trouble::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<store::NoBackup> for Stop {
    fn from(error: store::NoBackup) -> Self {
        Self::NoBackup(error)
    }
}

impl From<Refusals> for Stop {
    fn from(refusals: Refusals) -> Self {
        Self::Refused(refusals)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

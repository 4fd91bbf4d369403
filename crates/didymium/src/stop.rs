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

    /// The exit code: 1 the machine failed, 3 pack, 4 patch, 5 infeasible, 6 unbounded, 7 no certified answer.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Unreadable { .. }
            | Self::Unwritable { .. }
            | Self::TooLarge { .. }
            | Self::NoAdvisor(_)
            | Self::NoListener { .. } => 1,
            Self::Unknown { .. } => 2,
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
            Self::Unwritable { path, error } => {
                let said = t.say("cli-unwritable").with("path", path.display().to_string());
                vec![said.with("detail", error.to_string()).to_string()]
            }
            Self::Unknown { option, value, known } => {
                let said = t.say("cli-unknown").with("option", *option).with("value", value.clone());
                vec![said.with("known", known.join(", ")).to_string()]
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

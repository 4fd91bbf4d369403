//! Why a command stopped, its exit code, and its sentence in the reader's language.

use std::io;
use std::path::{Path, PathBuf};

use base::store::Fault;
use chain::{Class, NoAdvisor, Refusal, Refusals};
use mail::PostRefusal;
use matching::terms::Unreadable;
use web::language::{Key, Messages};

use crate::post::MailRefusal;

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
    /// A file is no JSON.
    NotJson {
        /// The file.
        path: PathBuf,
        /// The line where it stops being JSON, counted from 1.
        line: usize,
        /// The column there.
        column: usize,
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
    /// The game of a chain's parties refused.
    Sharing(sharing::chain_game::Refusal),
    /// An agreement's rule of sharing refused.
    Rule(sharing::waterfall::Refusal),
    /// Words that name no party.
    Party {
        /// The words.
        given: String,
    },
    /// A patch that is in force anyway and that a party is to bring as well.
    PatchTwice {
        /// The patch.
        patch: String,
        /// The party.
        party: String,
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
    /// A line of a file cannot be understood.
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
    /// The configuration cannot be understood.
    Configuration {
        /// The file.
        path: PathBuf,
        /// The line, where one is to blame.
        line: Option<usize>,
        /// Why.
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
    Fault(Fault),
    /// The database cannot be opened.
    NoDatabase {
        /// Where it should be.
        address: store::Address,
        /// What failed.
        fault: Fault,
    },
    /// The index cannot be opened, read or written.
    Index {
        /// Its folder.
        path: PathBuf,
        /// What failed.
        fault: retrieval::Fault,
    },
    /// A file is no dictionary.
    Dictionary {
        /// The file.
        path: PathBuf,
        /// Why; nothing where it was read and holds no entry.
        why: Option<Unreadable>,
    },
    /// What is to make vectors of texts does not.
    Encoder(encoder::Trouble),
    /// Mail was set up wrongly.
    Mail {
        /// What is wrong.
        why: MailRefusal,
    },
    /// There is no base.
    NoBase {
        /// Where it should be.
        path: PathBuf,
    },
    /// The file of a base is empty.
    EmptyBase {
        /// The file.
        path: PathBuf,
    },
    /// No organisation goes by this name.
    NoOrganisation {
        /// The name.
        given: String,
    },
    /// No deal goes by this name or id.
    NoDeal {
        /// The name or id.
        given: String,
    },
    /// No batch goes by this name or id.
    NoBatch {
        /// The name or id.
        given: String,
    },
    /// Several organisations go by this name.
    SeveralOrganisations {
        /// The name.
        given: String,
    },
    /// A list can be written as `.xlsx` or `.csv`, and as nothing else.
    Ending {
        /// The file.
        path: PathBuf,
    },
    /// There is no backup, or nothing was restored.
    NoBackup(store::NoBackup),
    /// The base is not what it was written to be.
    Unsound(Box<store::Verified>),
    /// The ledger is not what was posted.
    UnsoundLedger(Vec<base::accounting::Flaw>),
    /// The ledger said no.
    Ledger(ledger::Refusal),
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
            Self::NoBackup(store::NoBackup::Unsound(_) | store::NoBackup::Fault(Fault::Damaged(_)))
            | Self::Fault(Fault::Damaged(_))
            | Self::NoDatabase { fault: Fault::Damaged(_), .. }
            | Self::EmptyBase { .. }
            | Self::Unsound(_)
            | Self::UnsoundLedger(_) => 9,
            Self::Configuration { .. }
            | Self::Dictionary { .. }
            | Self::Encoder(_)
            | Self::Mail { .. }
            | Self::Line { .. }
            | Self::Ending { .. }
            | Self::Unknown { .. }
            | Self::Party { .. }
            | Self::PatchTwice { .. }
            | Self::Base(base::Refusal::NoSuchWord { .. }) => 2,
            Self::Sharing(refusal) => sharing_code(refusal.class()),
            Self::Rule(refusal) => sharing_code(refusal.class()),
            Self::Base(_)
            | Self::Ledger(_)
            | Self::NoDeal { .. }
            | Self::NoBatch { .. }
            | Self::NoOrganisation { .. }
            | Self::SeveralOrganisations { .. } => 8,
            Self::DemoRow { why, .. } => why.exit_code(),
            Self::Fault(_)
            | Self::NoDatabase { .. }
            | Self::Index { .. }
            | Self::NoBase { .. }
            | Self::NoBackup(_)
            | Self::Unreadable { .. }
            | Self::NotJson { .. }
            | Self::Unwritable { .. }
            | Self::TooLarge { .. }
            | Self::NoAdvisor(_)
            | Self::NoListener { .. } => 1,
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
                vec![said.with("detail", detail(t, error)).to_string()]
            }
            Self::NotJson { path, line, column } => {
                let said = t.say("cli-not-json").with("path", path.display().to_string());
                vec![said.with("line", line.to_string()).with("column", column.to_string()).to_string()]
            }
            Self::Unwritable { path, error } | Self::NoBackup(store::NoBackup::Io { path, error }) => {
                let said = t.say("cli-unwritable").with("path", path.display().to_string());
                vec![said.with("detail", detail(t, error)).to_string()]
            }
            Self::Unknown { option, value, known } => {
                let said = t.say("cli-unknown").with("option", *option).with("value", value.clone());
                vec![said.with("known", known.join(", ")).to_string()]
            }
            Self::Configuration { path, line, detail } => {
                let key = if line.is_some() { Key("cli-configuration-line") } else { Key("cli-configuration") };
                let said = t.say(key).with("path", path.display().to_string()).with("detail", detail.clone());
                vec![said.with("line", line.unwrap_or_default().to_string()).to_string()]
            }
            Self::NoDatabase { address, fault } => {
                let said = t.say("cli-database-at").with("address", address.to_string());
                vec![said.with("sentence", failed(t, fault)).to_string()]
            }
            Self::Index { path, fault } => vec![unindexed(t, path, fault)],
            Self::Dictionary { path, why } => {
                let key = if why.is_some() { Key("cli-dictionary") } else { Key("cli-dictionary-empty") };
                let detail = why.as_ref().map(ToString::to_string).unwrap_or_default();
                vec![t.say(key).with("path", path.display().to_string()).with("detail", detail).to_string()]
            }
            Self::Encoder(trouble) => vec![unencoded(t, trouble)],
            Self::Mail { why } => vec![t.get(unposted(*why))],
            Self::Line { path, line } => {
                vec![t.say("cli-line").with("path", path.display().to_string()).with("line", *line).to_string()]
            }
            Self::NoBase { path } => vec![t.say("cli-no-base").with("path", path.display().to_string()).to_string()],
            Self::EmptyBase { path } => {
                vec![t.say("cli-empty-base").with("path", path.display().to_string()).to_string()]
            }
            Self::NoOrganisation { given } => {
                vec![t.say("cli-no-organisation").with("given", given.clone()).to_string()]
            }
            Self::NoDeal { given } => vec![t.say("cli-no-deal").with("given", given.clone()).to_string()],
            Self::NoBatch { given } => vec![t.say("cli-no-batch").with("given", given.clone()).to_string()],
            Self::SeveralOrganisations { given } => {
                vec![t.say("cli-several-organisations").with("given", given.clone()).to_string()]
            }
            Self::Ending { path } => vec![t.say("cli-ending").with("path", path.display().to_string()).to_string()],
            Self::Base(base::Refusal::Slips(slips)) => {
                slips.iter().map(|slip| format!("{}: {}", slip.field, web::slip_sentence(t, &slip.reason))).collect()
            }
            Self::Base(refusal) => vec![web::base_sentence(t, refusal)],
            Self::Ledger(refusal) => vec![web::ledger_sentence(t, refusal)],
            Self::UnsoundLedger(flaws) => flawed(t, flaws).collect(),
            Self::DemoRow { file, row, why } => {
                why.sentences(t).into_iter().map(|sentence| format!("{file}:{row}: {sentence}")).collect()
            }
            Self::Fault(fault) | Self::NoBackup(store::NoBackup::Fault(fault)) => {
                vec![failed(t, fault)]
            }
            Self::NoBackup(store::NoBackup::Unsound(verified)) | Self::Unsound(verified) => unsound(t, verified),
            Self::NoBackup(store::NoBackup::NotEmpty(address)) => {
                vec![t.say("cli-not-empty").with("address", address.to_string()).to_string()]
            }
            Self::NoBackup(store::NoBackup::Exists(path)) => {
                vec![t.say("cli-exists").with("path", path.display().to_string()).to_string()]
            }
            Self::NoBackup(store::NoBackup::NotABackup(path)) => {
                vec![t.say("cli-not-a-backup").with("path", path.display().to_string()).to_string()]
            }
            Self::Sharing(refusal) => vec![shared(t, refusal.key(), refusal.facts())],
            Self::Rule(refusal) => vec![shared(t, refusal.key(), refusal.facts())],
            Self::Party { given } => vec![t.say("share-party-words").with("given", given.clone()).to_string()],
            Self::PatchTwice { patch, party } => {
                vec![t.say("share-patch-twice").with("patch", patch.clone()).with("party", party.clone()).to_string()]
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

/// What the system said of a file, in the reader's words where there are any.
fn detail(t: Messages, error: &io::Error) -> String {
    let known = [
        (io::ErrorKind::NotFound, Key("cli-file-not-found")),
        (io::ErrorKind::PermissionDenied, Key("cli-file-not-allowed")),
        (io::ErrorKind::IsADirectory, Key("cli-file-is-folder")),
        (io::ErrorKind::NotADirectory, Key("cli-file-no-folder")),
        (io::ErrorKind::StorageFull, Key("cli-file-disk-full")),
    ];
    let Some((_, key)) = known.into_iter().find(|(kind, _)| *kind == error.kind()) else {
        return error.to_string();
    };
    // What only says its kind has no more to tell; what a reader wrapped says which part is missing.
    if error.get_ref().is_some() { error.to_string() } else { t.get(key) }
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

/// The sentence of a refusal to share.
fn shared(t: Messages, key: &'static str, facts: Vec<(&'static str, String)>) -> String {
    facts.into_iter().fold(t.say(Key(key)), |said, (name, value)| said.with(name, value)).to_string()
}

/// Words that do not fit, a chain that no shares are worked out for, or no certified answer.
fn sharing_code(class: sharing::Class) -> u8 {
    match class {
        sharing::Class::Invalid | sharing::Class::NotFound => 2,
        sharing::Class::Conflict => 3,
        sharing::Class::Unresolved => 7,
    }
}

/// What failed in a database, and what the database said of it.
fn failed(t: Messages, fault: &Fault) -> String {
    let (key, detail) = match fault {
        Fault::Unavailable(detail) => (Key("cli-fault-unavailable"), detail.clone()),
        Fault::Unsure(detail) => (Key("cli-fault-unsure"), detail.clone()),
        Fault::Full(detail) => (Key("cli-fault-full"), detail.clone()),
        Fault::ReadOnly(detail) => (Key("cli-fault-read-only"), detail.clone()),
        Fault::Damaged(detail) => (Key("cli-fault-damaged"), detail.clone()),
        Fault::Newer { found, known } => (Key("cli-fault-newer"), format!("{found} > {known}")),
        Fault::Refused(_) | Fault::NoRandomness | Fault::Lost => (Key("cli-fault"), fault.to_string()),
    };
    t.say(key).with("detail", detail).to_string()
}

/// What is the matter with an index.
fn unindexed(t: Messages, path: &Path, fault: &retrieval::Fault) -> String {
    let key = match fault {
        retrieval::Fault::Held => Key("cli-index-held"),
        retrieval::Fault::Missing => Key("cli-index-missing"),
        retrieval::Fault::Files(_) | retrieval::Fault::Damaged(_) | retrieval::Fault::ReadOnly => {
            Key("cli-index-fault")
        }
    };
    t.say(key).with("path", path.display().to_string()).with("detail", fault.to_string()).to_string()
}

/// Where a base is damaged, a line each.
fn unsound(t: Messages, verified: &store::Verified) -> Vec<String> {
    let broken =
        verified.broken.iter().map(|broken| t.say("cli-broken").with("detail", broken.to_string()).to_string());
    let lost = verified.lost.iter().map(|digest| t.say("cli-lost").with("digest", digest.clone()).to_string());
    let damaged = verified.damaged.iter().map(|line| t.say("cli-damaged").with("detail", line.clone()).to_string());
    damaged.chain(broken).chain(lost).chain(flawed(t, &verified.flaws)).collect()
}

/// Where the ledger is damaged, a line each.
fn flawed(t: Messages, flaws: &[base::accounting::Flaw]) -> impl Iterator<Item = String> {
    flaws.iter().map(move |flaw| t.say("cli-broken").with("detail", flaw.to_string()).to_string())
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

impl From<sharing::chain_game::Refusal> for Stop {
    fn from(refusal: sharing::chain_game::Refusal) -> Self {
        if let sharing::chain_game::Refusal::Chain(refusal) = refusal { refusal.into() } else { Self::Sharing(refusal) }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<retrieval::Unsearched> for Stop {
    fn from(trouble: retrieval::Unsearched) -> Self {
        match trouble {
            retrieval::Unsearched::Base(fault) => Self::Fault(fault),
            retrieval::Unsearched::Index(fault) => Self::Index { path: PathBuf::new(), fault },
        }
    }
}

impl From<transfer::Trouble> for Stop {
    fn from(trouble: transfer::Trouble) -> Self {
        match trouble {
            transfer::Trouble::Base(trouble) => trouble.into(),
            transfer::Trouble::Ledger(trouble) => trouble.into(),
            transfer::Trouble::Sharing(refusal) => Self::Rule(refusal),
        }
    }
}

impl From<brokerage::Trouble> for Stop {
    fn from(trouble: brokerage::Trouble) -> Self {
        match trouble {
            brokerage::Trouble::Base(trouble) => trouble.into(),
            brokerage::Trouble::Index(fault) => Self::Index { path: PathBuf::new(), fault },
        }
    }
}

/// Why texts cannot be made vectors of.
fn unencoded(t: Messages, trouble: &encoder::Trouble) -> String {
    use encoder::Trouble;
    let path = |key: &'static str, path: &Path| t.say(Key(key)).with("path", path.display().to_string());
    let address = |key: &'static str, address: &str| t.say(Key(key)).with("address", address.to_owned());
    match trouble {
        Trouble::Unknown { named } => t.say("cli-encoder-unknown").with("named", named.clone()),
        Trouble::Missing { path: place } => path("cli-encoder-missing", place),
        Trouble::NoFile { path: place, file } => path("cli-encoder-no-file", place).with("file", file.clone()),
        Trouble::Unreadable { path: place, why } => path("cli-encoder-unreadable", place).with("why", why.clone()),
        Trouble::NotOfModel { path: place, why } => path("cli-encoder-not-of-model", place).with("why", why.clone()),
        Trouble::NotBuilt { named } => t.say("cli-encoder-not-built").with("named", named.clone()),
        Trouble::NoFolder { path: place } => path("cli-encoder-no-folder", place),
        Trouble::NotOnnx { path: place, why } => path("cli-encoder-not-onnx", place).with("why", why.clone()),
        Trouble::NoTokenizer { path: place, why } => path("cli-encoder-no-tokenizer", place).with("why", why.clone()),
        Trouble::Setting { path: place, why } => path("cli-encoder-setting", place).with("why", why.clone()),
        Trouble::Endless { path: place, seconds } => {
            path("cli-encoder-endless", place).with("seconds", seconds.to_string())
        }
        Trouble::Unrun { path: place, why } => path("cli-encoder-unrun", place).with("why", why.clone()),
        Trouble::NotANumber { path: place } => path("cli-encoder-not-a-number", place),
        Trouble::Address { address: given } => address("cli-encoder-address", given),
        Trouble::Silent { address: given, why } => address("cli-encoder-silent", given).with("why", why.clone()),
        Trouble::Refuses { address: given, status, said } => {
            address("cli-encoder-refuses", given).with("status", status.to_string()).with("said", said.clone())
        }
        Trouble::NotAnAnswer { address: given, why } => {
            address("cli-encoder-no-answer", given).with("why", why.clone())
        }
        Trouble::Dimension { address: given, expected, found } => {
            address("cli-encoder-dimension", given).with("expected", *expected).with("found", *found)
        }
    }
    .to_string()
}

fn unposted(why: MailRefusal) -> Key {
    match why {
        MailRefusal::Post(PostRefusal::NoRelay) => Key("cli-mail-relay"),
        MailRefusal::Post(PostRefusal::NoSender) => Key("cli-mail-sender"),
        MailRefusal::Post(PostRefusal::NoAuthority) => Key("cli-mail-authority"),
        MailRefusal::SenderMissing => Key("cli-mail-no-sender"),
        MailRefusal::AddressMissing => Key("cli-mail-no-address"),
        MailRefusal::Address(_) => Key("cli-mail-address"),
    }
}

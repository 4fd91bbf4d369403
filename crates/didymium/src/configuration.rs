//! Where a base is kept and how it is served: from the command line, else the environment, else the file
//! `didymium.toml`, else what suits most.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base::files::Files;
use serde::Deserialize;
use store::{Address, Database};
use web::TrustedProxies;

use crate::arguments::{Mail, Place};
use crate::stop::Stop;

/// The folder of a base where none is named.
const FOLDER: &str = "didymium-base";
/// Where the pages are where no address is named.
const LISTEN: &str = "127.0.0.1:8580";

/// What a configuration file may say.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    /// The database: a file, or `postgres://user@host/database`.
    database: Option<String>,
    /// The pack's folder.
    pack: Option<PathBuf>,
    /// Address and port.
    listen: Option<String>,
    /// How much is logged.
    log: Option<String>,
    /// The base's name in Chinese.
    name_zh: Option<String>,
    /// The base's name in English.
    name_en: Option<String>,
    /// Reverse proxies that say who calls: addresses and networks.
    trusted_proxies: Vec<String>,
    /// The folder of the index.
    index: Option<PathBuf>,
    /// A general dictionary.
    dictionary: Option<PathBuf>,
    /// What makes vectors of texts.
    encoder: Option<String>,
    /// The mail relay.
    smtp: Option<String>,
    /// Its password.
    smtp_password: Option<String>,
    /// The authority that vouches for it.
    smtp_authority: Option<PathBuf>,
    /// Whose name letters bear.
    mail_from: Option<String>,
    /// Where people reach the base.
    public_url: Option<String>,
}

/// Where a base is kept and how it is served.
#[derive(Clone)]
pub struct Configuration {
    /// The folder of the base.
    pub folder: PathBuf,
    /// The database.
    pub database: Address,
    /// The pack, where one is named.
    pub pack: Option<PathBuf>,
    /// Address and port.
    pub listen: String,
    /// How much is logged.
    pub log: String,
    /// The base's name in Chinese and in English, where it has one of its own.
    pub name: Option<(String, String)>,
    /// Reverse proxies whose word is taken for who calls.
    pub trusted_proxies: TrustedProxies,
    /// The folder of the index.
    pub index: PathBuf,
    /// A general dictionary, where one is installed.
    pub dictionary: Option<PathBuf>,
    /// What makes vectors of texts, where something does.
    pub encoder: Option<String>,
    /// What the file says of mail.
    pub mail: MailWords,
}

/// What a file says of mail; a password is in it.
#[derive(Clone, Default)]
pub struct MailWords {
    /// The relay, its authority, the sender, the base's public address.
    pub said: Mail,
    /// The password of the relay.
    pub password: Option<String>,
}

impl Configuration {
    /// Puts together what is said in all places.
    ///
    /// # Errors
    /// The file cannot be read or understood.
    pub fn of(place: &Place) -> Result<Self, Stop> {
        let folder = place.dir.clone().unwrap_or_else(|| PathBuf::from(FOLDER));
        let (path, named) = match &place.config {
            Some(path) => (path.clone(), true),
            None => (folder.join("didymium.toml"), false),
        };
        let file = read(&path, named)?;
        let trusted_proxies = TrustedProxies::of(&file.trusted_proxies).map_err(|wrong| Stop::Configuration {
            path: path.clone(),
            line: None,
            detail: format!("trusted_proxies: {wrong}"),
        })?;
        let database = place.database.clone().or(file.database);
        let name = match (file.name_zh, file.name_en) {
            (None, None) => None,
            (Some(zh), None) => Some((zh.clone(), zh)),
            (None, Some(en)) => Some((en.clone(), en)),
            (Some(zh), Some(en)) => Some((zh, en)),
        };
        Ok(Self {
            database: database.map_or_else(|| Address::File(store::file_in(&folder)), |address| Address::of(&address)),
            index: place.index.clone().or(file.index).unwrap_or_else(|| folder.join("index")),
            dictionary: place.dictionary.clone().or(file.dictionary),
            encoder: place.encoder.clone().or(file.encoder).filter(|named| !named.is_empty()),
            mail: MailWords {
                said: Mail {
                    smtp: file.smtp,
                    smtp_authority: file.smtp_authority,
                    from: file.mail_from,
                    public_url: file.public_url,
                },
                password: file.smtp_password,
            },
            folder,
            pack: file.pack,
            listen: file.listen.unwrap_or_else(|| LISTEN.to_owned()),
            log: file.log.unwrap_or_else(|| "info".to_owned()),
            name,
            trusted_proxies,
        })
    }

    /// Opens the base, and makes it where there is none.
    ///
    /// # Errors
    /// The folder cannot be made; the database cannot be reached.
    pub fn open(&self) -> Result<Database, Stop> {
        fs::create_dir_all(&self.folder).map_err(|error| Stop::unwritable(&self.folder, error))?;
        self.connect()
    }

    /// Opens a base that is there.
    ///
    /// # Errors
    /// There is none; the database cannot be reached.
    pub fn existing(&self) -> Result<Database, Stop> {
        if let Address::File(path) = &self.database {
            let found = fs::metadata(path).map_err(|error| {
                if error.kind() == io::ErrorKind::NotFound {
                    Stop::NoBase { path: path.clone() }
                } else {
                    Stop::unreadable(path, error)
                }
            })?;
            // A database is made of an empty file without a word; here somebody lost one.
            if found.is_file() && found.len() == 0 {
                return Err(Stop::EmptyBase { path: path.clone() });
            }
        }
        self.connect()
    }

    fn connect(&self) -> Result<Database, Stop> {
        Database::open(&self.database).map_err(|fault| Stop::NoDatabase { address: self.database.clone(), fault })
    }

    /// The attachments.
    pub fn files(&self) -> Files {
        Files::new(&self.files_folder())
    }

    /// The folder of attachments and uploads.
    pub fn files_folder(&self) -> PathBuf {
        self.folder.join("files")
    }
}

fn read(path: &Path, named: bool) -> Result<File, Stop> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => return Ok(File::default()),
        Err(error) => return Err(Stop::unreadable(path, error)),
    };
    let read = toml::from_str(&text);
    // The message shows the line it speaks of, and that may hold the password of the database.
    read.map_err(|error: toml::de::Error| {
        let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1);
        Stop::Configuration { path: path.to_owned(), line, detail: error.message().to_owned() }
    })
}

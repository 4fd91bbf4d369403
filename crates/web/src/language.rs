//! The two languages of the product: which one a reader wants, and the messages in it.
//!
//! ```
//! use didymium_web::language::{Language, Messages};
//! let t = Messages::new(Language::English);
//! assert_eq!(t.get("nav-weak-links"), "Weak links");
//! assert_eq!(t.say("fault-reference").with("reference", "0a1b2c3d").to_string(), "Reference 0a1b2c3d");
//! ```

use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

/// A language the product speaks. Chinese is the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 简体中文
    #[default]
    Chinese,
    /// English
    English,
}

impl Language {
    /// Every language, the first one first.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The BCP 47 tag, as `lang` of a page wants it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The value of `?lang=` and of the cookie.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chinese => "中文",
            Self::English => "English",
        }
    }

    /// The language one click away.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }

    /// Reads a tag such as `zh`, `zh-Hans-CN`, `en_GB.UTF-8`; `None` for another language.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_', '.']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The best of an `Accept-Language` header (RFC 9110 §12.5.4); `None` when it names neither.
    pub fn from_accept(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in header.split(',') {
            let (tag, parameter) = range.split_once(';').unwrap_or((range, ""));
            let weight =
                parameter.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse().ok()).unwrap_or(0.0);
            if let Some(language) = Self::from_tag(tag)
                && weight > best.map_or(0.0, |(weight, _)| weight)
            {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    /// Of a name given in both languages, the one to show.
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Chinese => langid!("zh-CN"),
            Self::English => langid!("en"),
        }
    }

    fn sources(self) -> &'static [&'static str] {
        match self {
            Self::Chinese => &[
                include_str!("../locales/zh-CN/shell.ftl"),
                include_str!("../locales/zh-CN/view.ftl"),
                include_str!("../locales/zh-CN/chain.ftl"),
                include_str!("../locales/zh-CN/change.ftl"),
                include_str!("../locales/zh-CN/trouble.ftl"),
                include_str!("../locales/zh-CN/refusal.ftl"),
                include_str!("../locales/zh-CN/base.ftl"),
                include_str!("../locales/zh-CN/ledger.ftl"),
                include_str!("../locales/zh-CN/sharing.ftl"),
                include_str!("../locales/zh-CN/share.ftl"),
                include_str!("../locales/zh-CN/transfer.ftl"),
                include_str!("../locales/zh-CN/innovation.ftl"),
                include_str!("../locales/zh-CN/platform.ftl"),
                include_str!("../locales/zh-CN/talent.ftl"),
                include_str!("../locales/zh-CN/event.ftl"),
                include_str!("../locales/zh-CN/training.ftl"),
                include_str!("../locales/zh-CN/cooperation.ftl"),
                include_str!("../locales/zh-CN/project.ftl"),
                include_str!("../locales/zh-CN/people.ftl"),
                include_str!("../locales/zh-CN/record.ftl"),
                include_str!("../locales/zh-CN/search.ftl"),
                include_str!("../locales/zh-CN/matching.ftl"),
                include_str!("../locales/zh-CN/exchange.ftl"),
                include_str!("../locales/zh-CN/api.ftl"),
                include_str!("../locales/zh-CN/cli.ftl"),
            ],
            Self::English => &[
                include_str!("../locales/en/shell.ftl"),
                include_str!("../locales/en/view.ftl"),
                include_str!("../locales/en/chain.ftl"),
                include_str!("../locales/en/change.ftl"),
                include_str!("../locales/en/trouble.ftl"),
                include_str!("../locales/en/refusal.ftl"),
                include_str!("../locales/en/base.ftl"),
                include_str!("../locales/en/ledger.ftl"),
                include_str!("../locales/en/sharing.ftl"),
                include_str!("../locales/en/share.ftl"),
                include_str!("../locales/en/transfer.ftl"),
                include_str!("../locales/en/innovation.ftl"),
                include_str!("../locales/en/platform.ftl"),
                include_str!("../locales/en/talent.ftl"),
                include_str!("../locales/en/event.ftl"),
                include_str!("../locales/en/training.ftl"),
                include_str!("../locales/en/cooperation.ftl"),
                include_str!("../locales/en/project.ftl"),
                include_str!("../locales/en/people.ftl"),
                include_str!("../locales/en/record.ftl"),
                include_str!("../locales/en/search.ftl"),
                include_str!("../locales/en/matching.ftl"),
                include_str!("../locales/en/exchange.ftl"),
                include_str!("../locales/en/api.ftl"),
                include_str!("../locales/en/cli.ftl"),
            ],
        }
    }
}

/// The id of a message. `cargo xtask tidy` finds every one written as a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub &'static str);

impl From<&'static str> for Key {
    fn from(id: &'static str) -> Self {
        Self(id)
    }
}

/// The messages of one language; a small handle, copied freely.
#[derive(Clone, Copy, Debug, Default)]
pub struct Messages {
    language: Language,
}

impl Messages {
    /// The messages of `language`.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language they are in.
    pub fn language(self) -> Language {
        self.language
    }

    /// A message without arguments.
    pub fn get(self, key: impl Into<Key>) -> String {
        self.say(key).to_string()
    }

    /// A message to be given arguments; it formats itself when displayed.
    pub fn say<'a>(self, key: impl Into<Key>) -> Message<'a> {
        Message { language: self.language, key: key.into(), arguments: FluentArgs::new() }
    }

    /// Of a name given in both languages, the one to show.
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        self.language.pick(chinese, english)
    }
}

/// A message and its arguments.
pub struct Message<'a> {
    language: Language,
    key: Key,
    arguments: FluentArgs<'a>,
}

impl<'a> Message<'a> {
    /// Gives the argument that the message calls `$name`.
    #[must_use]
    pub fn with(mut self, name: &'a str, value: impl Into<FluentValue<'a>>) -> Self {
        self.arguments.set(name, value);
        self
    }
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundle = match self.language {
            Language::Chinese => &*CHINESE,
            Language::English => &*ENGLISH,
        };
        // A key that is missing shows itself; the tidy check keeps that from shipping.
        match bundle.get_message(self.key.0).and_then(|message| message.value()) {
            Some(pattern) => f.write_str(&bundle.format_pattern(pattern, Some(&self.arguments), &mut Vec::new())),
            None => write!(f, "⟨{}⟩", self.key.0),
        }
    }
}

static CHINESE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::Chinese));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::English));

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
    // Both languages run left to right; the isolating marks would only end up in copied text.
    bundle.set_use_isolating(false);
    for source in language.sources() {
        // What does not parse is left out here and refused by the test below.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_file_parses_and_defines_each_key_once() {
        for language in Language::ALL {
            let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
            for source in language.sources() {
                let resource = FluentResource::try_new((*source).to_owned()).map_err(|(_, errors)| errors);
                bundle.add_resource(resource.unwrap()).unwrap();
            }
        }
    }

    #[test]
    fn accept_language_takes_the_heaviest_known() {
        let table = [
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Language::Chinese)),
            ("en-GB,en;q=0.9,zh;q=0.2", Some(Language::English)),
            ("fr, en;q=0.3, zh-Hant;q=0.4", Some(Language::Chinese)),
            ("en;q=0, zh;q=0.1", Some(Language::Chinese)),
            ("de-CH, *;q=0.5", None),
            ("en;q=x", None),
            ("", None),
        ];
        for (header, expected) in table {
            assert_eq!(Language::from_accept(header), expected, "{header}");
        }
    }

    #[test]
    fn a_missing_key_shows_itself() {
        assert_eq!(Messages::default().say(Key("no-such")).to_string(), "⟨no-such⟩");
    }
}

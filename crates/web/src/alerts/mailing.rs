//! A letter put together: in the language of whoever reads it, with whole addresses.

use std::time::{Duration, SystemTime};

use askama::Template;
use base::store::Notice;
use mail::{Letter, Post};
use measure::Timestamp;

use super::digest::Digest;
use crate::language::{Key, Language, Messages};
use crate::pages::{record_kind_label, told_notice};
use crate::shell::Trouble;
use crate::state::State;
use crate::view::encoded;

/// How alerts leave by mail, and where what they name is found.
#[derive(Clone, Debug)]
pub struct Mailing {
    post: Post,
    site: String,
    host: String,
}

/// What should be the public address of a base is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the public address is none such as https://base.example.org")]
pub struct NoAddress;

#[derive(Template)]
#[template(path = "alerts/letter.html")]
struct AsHtml<'a> {
    t: Messages,
    said: &'a Said,
}

#[derive(Template)]
#[template(path = "alerts/letter.txt", escape = "none")]
struct AsText<'a> {
    t: Messages,
    said: &'a Said,
}

/// What both forms of a letter say.
struct Said {
    tag: &'static str,
    heading: String,
    groups: Vec<Group>,
    searches: String,
    stop: String,
}

struct Group {
    name: String,
    address: String,
    items: Vec<Item>,
    more: bool,
}

struct Item {
    title: String,
    /// The kind of a record, or when a notice was given.
    aside: String,
    address: String,
}

impl Mailing {
    /// Over this post, for a base that is reached at an address such as `https://base.example.org`.
    ///
    /// # Errors
    /// [`NoAddress`].
    pub fn new(post: Post, site: &str) -> Result<Self, NoAddress> {
        let site = site.trim_end_matches('/');
        let uri: axum::http::Uri = site.parse().map_err(|_| NoAddress)?;
        let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
        let host = uri.host().filter(|host| is_web && !host.is_empty()).ok_or(NoAddress)?.to_owned();
        let has_more = uri.query().is_some() || uri.authority().is_some_and(|whole| whole.as_str().contains('@'));
        if has_more || site.contains(['<', '>', '"', '#']) {
            return Err(NoAddress);
        }
        Ok(Self { post, site: site.to_owned(), host })
    }

    /// The post.
    pub fn post(&self) -> &Post {
        &self.post
    }

    /// The letter of this number, written now.
    pub(super) fn letter(
        &self,
        state: &State,
        digest: &Digest,
        number: u64,
        now: Timestamp,
    ) -> Result<Letter, Trouble> {
        let t = Messages::new(Language::from_tag(&digest.account.language).unwrap_or_default());
        let account = digest.account.id;
        let count = if digest.more { format!("{}+", digest.count) } else { digest.count.to_string() };
        let notices = digest.unseen.to_string();
        let when = now.to_string().get(..16).unwrap_or_default().replace('T', " ");
        let (zh, en) = (&state.base().zh, &state.base().en);
        let (subject, heading) = match (digest.unseen > 0, digest.count > 0) {
            (true, true) => (Key("alert-subject-both"), Key("alert-heading-both")),
            (true, false) => (Key("alert-subject-notices"), Key("alert-heading-notices")),
            (false, _) => (Key("alert-subject"), Key("alert-heading")),
        };
        let counted = |key| t.say(key).with("count", count.as_str()).with("notices", notices.as_str());
        let subject = counted(subject).with("base", t.pick(zh, en).as_str());
        let stop = format!("{}/alerts/{account}/stop?key={}", self.site, encoded(digest.stop.reveal()));
        let said = Said {
            tag: t.pick(Language::Chinese, Language::English).tag(),
            heading: counted(heading).with("name", digest.account.name.as_str()).to_string(),
            groups: self.groups(digest, t),
            searches: format!("{}/searches", self.site),
            stop: stop.clone(),
        };
        Ok(Letter {
            to: digest.account.mail.clone(),
            subject: subject.with("when", when).to_string(),
            text: AsText { t, said: &said }.render().map_err(Trouble::fault)?,
            html: AsHtml { t, said: &said }.render().map_err(Trouble::fault)?,
            id: format!("alert.{account}.{number}@{}", self.host),
            stop,
            at: SystemTime::UNIX_EPOCH
                + Duration::from_millis(u64::try_from(now.as_milliseconds()).unwrap_or_default()),
        })
    }

    fn groups(&self, digest: &Digest, t: Messages) -> Vec<Group> {
        self.notices(digest, t).into_iter().chain(self.found(digest, t)).collect()
    }

    /// What somebody was told, each at the desk where something is done about it.
    fn notices(&self, digest: &Digest, t: Messages) -> Option<Group> {
        let item = |notice: &Notice| {
            let told = told_notice(notice, &digest.titles, t);
            let (title, href) = match told.about {
                Some(about) => (format!("{} · {}", told.said, about.text), about.href),
                None => (told.said, "/notices".to_owned()),
            };
            Item { title: line(&title), aside: told.at, address: format!("{}{href}", self.site) }
        };
        let group = || Group {
            name: t.get("notices-title"),
            address: format!("{}/notices", self.site),
            items: digest.notices.iter().map(item).collect(),
            more: digest.unseen > digest.notices.len(),
        };
        (digest.unseen > 0).then(group)
    }

    /// What the saved searches found.
    fn found<'a>(&'a self, digest: &'a Digest, t: Messages) -> impl Iterator<Item = Group> + 'a {
        let group = move |found: &super::digest::Found| {
            let items = found.records.iter().map(|record| {
                let title = line(record.content.title(t.pick(true, false)));
                Item {
                    title: if title.is_empty() { t.get("record-untitled") } else { title },
                    aside: record_kind_label(record.kind, t),
                    address: format!("{}/{}/{}", self.site, record.kind.path(), record.id),
                }
            });
            // An address that a program saved may be of no page.
            let address = line(&found.search.address);
            let is_here = address.starts_with('/') && !address.starts_with("//");
            Group {
                name: line(&found.search.name),
                address: format!("{}{}", self.site, if is_here { &address } else { "/searches" }),
                items: items.collect(),
                more: found.more,
            }
        };
        digest.groups.iter().map(group)
    }
}

/// A text on one line.
fn line(text: &str) -> String {
    text.chars().map(|one| if one.is_control() { ' ' } else { one }).collect()
}

#[cfg(test)]
mod tests {
    use mail::Relay;

    use super::*;

    #[test]
    fn a_public_address_is_one_of_the_web_and_nothing_more() {
        let post = Post::new(Relay::named("smtp://h").unwrap(), "base@example.org").unwrap();
        for good in ["https://base.example.org", "http://127.0.0.1:8580/", "https://example.org/base/"] {
            let mailing = Mailing::new(post.clone(), good).unwrap();
            assert_eq!(mailing.site, good.trim_end_matches('/'));
        }
        for bad in ["", "base.example.org", "ftp://h", "https://", "https://h?x", "https://a:b@h", "https://h/\r\nX: y"]
        {
            assert_eq!(Mailing::new(post.clone(), bad).err(), Some(NoAddress), "{bad:?}");
        }
    }
}

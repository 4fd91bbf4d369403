//! Small marks beside a title: an example, where it stands, who may see it.

use askama::Template;
use askama::filters::HtmlSafe;
use base::record::{Record, State, Visibility};

use super::filter::state;
use crate::language::{Key, Messages};

/// A small mark; it writes itself.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(source = r#"<span class="badge badge-{{ class }}">{{ text }}</span>"#, ext = "html")]
pub(in crate::pages) struct Badge {
    class: &'static str,
    text: String,
}

impl HtmlSafe for Badge {}

/// The marks of a record. What everybody sees published needs none in a list.
pub(in crate::pages) fn badges(record: &Record, t: Messages) -> Vec<Badge> {
    let mut badges = Vec::new();
    if record.content.tail().sample == Some(true) {
        badges.push(Badge { class: "sample", text: t.get("record-sample") });
    }
    let class = match record.state {
        State::Published => "",
        State::Draft => "draft",
        State::Withdrawn { .. } => "withdrawn",
        State::Deleted => "deleted",
    };
    if !class.is_empty() {
        badges.push(Badge { class, text: state(record.state.code(), t) });
    }
    if record.content.visibility() != Visibility::Public {
        badges.push(Badge { class: "seen", text: visibility(record.content.visibility(), t) });
    }
    badges
}

/// The marks of a record on its own page: all of them.
pub(super) fn all_badges(record: &Record, t: Messages) -> Vec<Badge> {
    let mut all = badges(record, t);
    if record.state == State::Published {
        let at = usize::from(record.content.tail().sample == Some(true));
        all.insert(at, Badge { class: "published", text: state(record.state.code(), t) });
    }
    if record.content.visibility() == Visibility::Public {
        all.push(Badge { class: "seen", text: visibility(Visibility::Public, t) });
    }
    all
}

/// Who may see it, in words.
pub(super) fn visibility(visibility: Visibility, t: Messages) -> String {
    t.get(match visibility {
        Visibility::Public => Key("record-seen-public"),
        Visibility::Members => Key("record-seen-members"),
        Visibility::Named => Key("record-seen-named"),
        Visibility::Owner => Key("record-seen-owner"),
        Visibility::Private => Key("record-seen-private"),
    })
}

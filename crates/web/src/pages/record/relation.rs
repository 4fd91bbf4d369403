//! What a record names, and what names it, as far as the reader may know.

use base::record::verb::Within;
use base::record::{Kind, Record, Shape};

use super::titled_link;
use super::value::{label, link_to, links_of};
use super::view::View;
use crate::language::Messages;
use crate::shell::Trouble;
use crate::view::Link;

/// Records shown that name one.
const SHOWN: usize = 100;

/// The two directions.
pub(super) struct Relations {
    pub names: Vec<Relation>,
    pub named_by: Vec<Relation>,
    /// Whether there are more that name it than are shown.
    pub more: bool,
}

/// By which field, and to which record of which kind.
pub(super) struct Relation {
    pub by: String,
    pub kind: String,
    pub link: Link,
}

pub(super) fn relations(view: &View, record: &Record, within: &mut Within) -> Result<Relations, Trouble> {
    let t = view.t;
    let mut names = Vec::new();
    for field in view.kind.fields() {
        for id in links_of(field, record.content.get(field.name)) {
            let Some(kind) = within.title(id).map(|titled| titled.kind) else { continue };
            let Some(link) = link_to(id, within, t) else { continue };
            names.push(Relation { by: label(field.label, t).to_owned(), kind: kind_label(kind, t), link });
        }
    }
    let mut found = within.shelf().naming(record.id, &view.viewer().reach(), SHOWN + 1)?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let named_by = found.iter().map(|(path, titled)| Relation {
        by: field_label(titled.kind, path, t),
        kind: kind_label(titled.kind, t),
        link: titled_link(titled, t),
    });
    Ok(Relations { names, named_by: named_by.collect(), more })
}

/// What people call one of a kind.
pub(crate) fn kind_label(kind: Kind, t: Messages) -> String {
    label(kind.label(), t).to_owned()
}

/// The same inside a sentence: English does not begin it with a capital there.
pub(super) fn one_of(kind: Kind, t: Messages) -> String {
    let label = kind.label();
    t.pick(label.zh.to_owned(), label.en.to_lowercase())
}

/// What the field at a path is called: `inventors.person` is a column of a small table.
fn field_label(kind: Kind, path: &str, t: Messages) -> String {
    let (name, column) = path.split_once('.').unwrap_or((path, ""));
    let Some(field) = kind.field(name) else { return path.to_owned() };
    if let Shape::Rows(columns) = field.shape
        && let Some(column) = columns.iter().find(|known| known.name == column)
    {
        return format!("{} · {}", label(field.label, t), label(column.label, t));
    }
    label(field.label, t).to_owned()
}

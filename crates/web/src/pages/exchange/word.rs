//! The words of the room: fields by their paths, columns by what they hold, what becomes of rows.

use base::exchange::{Judged, Likeness, Target, Twin, Verdict, Words};
use base::record::{Kind, Shape};

use crate::language::Messages;
use crate::refusal::{said_sentence, status_word};
use crate::view::Link;

/// The name of a field by its path: `patents.2.application` is the application number of the patents.
pub(super) fn field(kind: Kind, path: &str, t: Messages) -> String {
    let mut steps = path.split('.');
    let name = steps.next().unwrap_or_default();
    if name == "state" {
        return t.get("record-state");
    }
    let Some(field) = kind.field(name) else { return path.to_owned() };
    let label = t.pick(field.label.zh, field.label.en).to_owned();
    let part = steps.nth(1).or_else(|| path.split('.').nth(1));
    let Shape::Rows(columns) = field.shape else { return label };
    match part.and_then(|part| columns.iter().find(|column| column.name == part)) {
        Some(column) => format!("{label} › {}", t.pick(column.label.zh, column.label.en)),
        None => label,
    }
}

/// What a column holds.
pub(super) fn target(kind: Kind, target: &Target, t: Messages) -> String {
    match target {
        Target::Id => t.get("exchange-target-id"),
        Target::Version => t.get("record-version"),
        Target::State => t.get("record-state"),
        Target::Action => t.get("exchange-target-action"),
        Target::Field { field: name } => field(kind, name, t),
        Target::Part { field: name, part } => field(kind, &format!("{name}.{part}"), t),
        Target::Unknown => t.get("exchange-target-unknown"),
    }
}

/// What a row is a twin of, and why it seems so.
pub(super) fn twin(kind: Kind, judged: &Judged, t: Messages) -> Option<(Option<Link>, String)> {
    let Verdict::Duplicate { of, why } = &judged.verdict else { return None };
    let link = match of {
        Twin::Record { id, title } => Some(Link::at(format!("/{}/{id}", kind.path()), title.clone())),
        Twin::Row { .. } => None,
    };
    let of = match of {
        Twin::Record { .. } => t.get("exchange-twin-record"),
        Twin::Row { number } => t.say("exchange-twin-row").with("row", number.to_string()).to_string(),
    };
    let why = match why {
        Likeness::TitleAndOwner => t.get("exchange-like-title"),
        Likeness::Cells => t.get("exchange-like-cells"),
        Likeness::Texts { hundredths } => {
            t.say("exchange-like-texts").with("hundredths", u32::from(*hundredths)).to_string()
        }
        Likeness::Identifier { field: name, value } => {
            let said = t.say("exchange-like-identifier").with("field", field(kind, name, t));
            said.with("value", value.clone()).to_string()
        }
    };
    Some((link, format!("{of} {why}")))
}

/// The words of tables that are handed back, for `give`.
pub(crate) fn with_words<T>(kind: Kind, t: Messages, give: impl FnOnce(&Words) -> T) -> T {
    give(&Words {
        sentence: &|said| said_sentence(t, said),
        field: &|path| field(kind, path, t),
        outcome: &|judged, status| match twin(kind, judged, t) {
            Some((link, said)) => {
                let title = link.map(|link| format!(" {}", link.text)).unwrap_or_default();
                format!("{}：{said}{title}", status_word(t, status))
            }
            None => status_word(t, status),
        },
    })
}

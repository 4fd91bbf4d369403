//! What is wrong with a field, said in the reader's language.

use base::record::{Kind, Shape, Slip};

use super::value::label;
use crate::language::Messages;
use crate::refusal::slip_sentence;

/// A slip as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The field; empty where it is the whole.
    pub field: String,
    /// What is said beside the field.
    pub beside: String,
    /// What is said above the form, with the field's name.
    pub above: String,
}

/// A slip in words: `indicators.2.target` is the second row's target.
pub(super) fn said(kind: Kind, slip: &Slip, t: Messages) -> Said {
    let sentence = slip_sentence(t, &slip.reason);
    let mut parts = slip.field.split('.');
    let name = parts.next().unwrap_or_default();
    let Some(field) = kind.field(name) else {
        return Said { field: String::new(), beside: sentence.clone(), above: sentence };
    };
    let (row, column) = (parts.next(), parts.next());
    let beside = match (row, field.shape) {
        (Some(row), Shape::Rows(columns)) => {
            let column = column.and_then(|name| columns.iter().find(|column| column.name == name));
            let column = column.map_or(String::new(), |column| label(column.label, t).to_owned());
            let at = t.say("record-slip-row").with("row", row.to_owned()).with("column", column);
            at.with("sentence", sentence).to_string()
        }
        (_, _) => sentence,
    };
    let above = t.say("record-slip-above").with("field", label(field.label, t)).with("sentence", beside.clone());
    Said { field: name.to_owned(), above: above.to_string(), beside }
}

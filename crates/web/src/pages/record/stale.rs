//! Two people at one record: what the other wrote, laid under what was typed.

use std::collections::BTreeMap;

use base::record::Content;
use base::record::difference::between;
use base::record::verb::Within;

use super::difference::{Differing, differing};
use super::text::{self, Texts};
use super::view::View;

/// A form that goes on from what stands there now.
pub(super) struct Merged {
    /// What was typed; where nothing was, what stands there now.
    pub texts: Texts,
    /// Of fields that both changed, what stands there now.
    pub theirs: BTreeMap<&'static str, String>,
    /// What differs between what was seen and what stands there now.
    pub differing: Vec<Differing>,
}

/// Takes over what the other changed and the writer did not touch; of what both changed, the writer's stands, and the
/// other's is shown beside it.
pub(super) fn merge(view: &View, seen: &Content, now: &Content, typed: &Texts, within: &mut Within) -> Merged {
    let before = text::of_content(view.kind, seen, within);
    let current = text::of_content(view.kind, now, within);
    let touched = text::changed(view.kind, typed, &before);
    let mut texts = current.clone();
    let mut theirs = BTreeMap::new();
    for field in view.kind.fields() {
        let Some(mine) = touched.iter().find(|(name, _)| name == field.name).and_then(|_| typed.get(field.name)) else {
            continue;
        };
        let (was, is) = (before.get(field.name), current.get(field.name));
        if was != is && is != Some(mine) {
            theirs.insert(field.name, is.cloned().unwrap_or_default());
        }
        texts.insert(field.name.to_owned(), mine.clone());
    }
    let differing = differing(&between(view.kind, seen, now), within, view.t);
    Merged { texts, theirs, differing }
}

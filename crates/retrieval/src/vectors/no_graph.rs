//! No graph: this program was built without the feature `usearch`, and compares all vectors one by one.

use super::door::Row;
use crate::document::DocumentId;

/// No graph.
#[derive(Default)]
pub(super) struct Graph;

impl Graph {
    /// A document is put in or taken out.
    pub fn touch(&mut self, _: DocumentId) {}

    /// Documents that may be nearest; `None`: there is no graph to ask.
    pub fn near(&self, _: &Row, _: usize, _: &dyn Fn(DocumentId) -> bool) -> Option<Vec<DocumentId>> {
        None
    }
}

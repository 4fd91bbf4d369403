//! The API under `/api/v1`: what the pages can do, for programs, with the same rights.
//!
//! A table of operations is the one source: each entry is its documentation and its handler. The routes come from it,
//! and so does the OpenAPI document; requests are checked against the very schemas that the document states.

mod answer;
mod body;
mod call;
mod check;
mod component;
mod document;
mod operation;
mod parameter;
mod refused;
mod schema;
mod serve;
mod v1;

use std::sync::OnceLock;

use operation::Table;
pub use v1::bookings::told as booking_answer;
pub use v1::cooperation::told::plan as plan_answer;
pub use v1::project::told::standing as project_answer;
pub use v1::talent::told as talent_answer;
pub use v1::transfer::answers as deal_answers;

use crate::shell::Routes;

/// The routes of the API.
pub(crate) fn routes() -> Routes {
    serve::routes(table())
}

/// The OpenAPI document, as JSON on many lines.
pub fn openapi() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{:#}\n", document::document(table())))
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(v1::table)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::operation::{Gives, Takes};
    use super::*;

    #[test]
    fn every_operation_has_a_name_of_its_own_and_problems_that_exist() {
        let mut names = BTreeSet::new();
        for operation in &table().0 {
            let asked = &operation.documentation;
            assert!(names.insert(&asked.id), "two operations are called {}", asked.id);
            for code in asked.problems() {
                assert!(refused::status_of(code).is_some(), "{} answers with {code}, which is no problem", asked.id);
            }
            let secret = matches!(asked.takes, Takes::Json(_)) && matches!(asked.gives, Gives::File(..));
            assert!(!secret, "{} takes JSON and gives a file", asked.id);
        }
    }
}

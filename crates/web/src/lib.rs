//! The pages of a joint innovation base, in Chinese and English.
//!
//! ```
//! use didymium_web::{Imprint, Name, State, router};
//! let imprint = Imprint {
//!     base: Name { zh: "示范基地".into(), en: "Demo base".into() },
//!     pack: Name { zh: "示例产业链".into(), en: "A small chain".into() },
//!     year: 2024,
//!     certificate: 1e-12,
//! };
//! let app: axum::Router = router(State::new(imprint));
//! ```

pub mod language;
mod pages;
mod shell;
mod state;

use axum::Router;

pub use state::{Imprint, Name, State};

/// Every route of the product, with what surrounds a page: headers, language, refusals and faults.
pub fn router(state: State) -> Router {
    let routes = pages::routes().merge(shell::routes());
    shell::surround(routes, &state).with_state(state)
}

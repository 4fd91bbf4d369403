//! A deal on its way: opened from a match, moved on as its conditions are met, halted and taken up again.

mod access;
mod advance;
mod case;
mod confirm;
mod contract;
mod halt;
mod hint;
mod keep_proposal;
mod nda;
mod open;
mod wants;

pub use access::{Asking, answer_access, ask_access};
pub use advance::{Ahead, advance, checked};
pub use case::{Case, Side, case, is_stale, party_types, side_of};
pub use confirm::confirm;
pub use contract::{CONTRACT_FIELDS, note_contract};
pub use halt::{Halt, halt};
pub use hint::{Hint, hints};
pub use keep_proposal::keep_proposal;
pub use nda::{Nda, sign_nda};
pub use open::{Opening, open};
pub use wants::{Want, stages};

pub(crate) use case::{Stands, may_act};
pub(crate) use nda::slip;

//! Letters handed to a mail relay: what a relay is named by, what a letter is, and what became of it.
//!
//! ```
//! use mail::Relay;
//! let relay = Relay::named("smtps://base:geheim@mail.example.org").unwrap();
//! assert_eq!(relay.to_string(), "smtps://mail.example.org:465");
//! ```

mod letter;
mod post;
mod relay;
mod trouble;

pub use letter::Letter;
pub use post::Post;
pub use relay::{Answer, Relay};
pub use trouble::{Again, PostRefusal, Unsent};

//! Benefit sharing: what a share would be, what was agreed, and what a statute asks for at least.
//!
//! [`game`] takes the worth of every coalition and answers with the Shapley value, the nucleolus and the core;
//! [`chain_game`] works that worth out from a value chain whose capacities, markets and technologies belong to
//! parties. Neither says which share is right. [`waterfall`] shares receipts by the rule of an agreement, to the minor
//! unit, and makes the ledger's entries of it; [`floor`] holds the shares against statutory floors. The crate reads no
//! clock, does no input or output, and draws numbers only from a seed.
//!
//! ```
//! use sharing::game::Game;
//!
//! // One left glove, two right ones; a pair is worth 1. Bit i of the place in the table is player i.
//! let players = ["left", "right", "other right"].map(String::from).to_vec();
//! let game = Game::new(players, vec![0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])?;
//! let shapley = game.shapley();
//! assert!((shapley[0] - 2.0 / 3.0).abs() < 1e-12);
//! // Left and one of the right ones would rather deal with each other alone.
//! assert_eq!(game.core_test(&shapley)?.objections.len(), 2);
//! let nucleolus = game.nucleolus()?;
//! assert!((nucleolus.shares[0] - 1.0).abs() < 1e-9 && nucleolus.kohlberg.holds());
//! # Ok::<(), sharing::game::Refusal>(())
//! ```

pub mod chain_game;
pub mod floor;
pub mod game;
mod refusal;
pub mod waterfall;

pub use refusal::Class;

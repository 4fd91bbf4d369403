//! The API, asked as programs ask it, through the router on a real store.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../house/mod.rs"]
mod house;

mod document;
mod exchange;
mod find;
mod ledger;
mod matching;
mod people;
mod platforms;
mod program;
mod records;
mod repeats;
mod requests;
mod rights;
mod rules;
mod sharing;
mod talent;
mod transfer;

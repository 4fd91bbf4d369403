//! Any text as a stored entry whose hash is right: what opens is stored as the same text again.
#![no_main]

use ledger::{Hash, Stored, canonical::Form};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let number = Form::parse(text).map_or(1, |form| form.seq);
    let stored = Stored { number, canonical: text.to_owned(), hash: Hash::of(text) };
    if let Ok(sealed) = stored.open() {
        assert_eq!(sealed.stored(), stored);
    }
});

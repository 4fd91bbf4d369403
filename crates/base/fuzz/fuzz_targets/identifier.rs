//! Any text as every identifier: it is read or refused without a panic, and the canonical text reads to itself.
#![no_main]

use std::fmt::Display;
use std::str::FromStr;

use didymium_base::identifier::{CertificateCode, Country, CreditCode, Doi, Orcid, PatentNumber, Ror};
use libfuzzer_sys::fuzz_target;

fn stands<T: FromStr<Err: Display> + Display + PartialEq>(text: &str) {
    match text.parse::<T>() {
        Ok(read) => {
            let canonical = read.to_string();
            assert!(canonical.parse::<T>().is_ok_and(|again| again == read), "{text:?} read as {canonical:?}");
            assert!(!canonical.contains(char::is_control), "{canonical:?}");
        }
        Err(why) => assert!(!why.to_string().is_empty()),
    }
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = str::from_utf8(data) else { return };
    stands::<CertificateCode>(text);
    stands::<Country>(text);
    stands::<CreditCode>(text);
    stands::<Doi>(text);
    stands::<Orcid>(text);
    stands::<PatentNumber>(text);
    stands::<Ror>(text);
});

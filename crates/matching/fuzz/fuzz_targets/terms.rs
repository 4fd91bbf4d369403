//! Any bytes as a term list and as CC-CEDICT: read or refused, never a panic; the terms of a list are in no trouble when
//! they are checked again, and what is found in a head has the form by which it is found.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::terms::{Lexicon, TermList};

fuzz_target!(|data: &[u8]| {
    if let Ok((list, _)) = TermList::read("any", data) {
        let (again, troubles) = TermList::new(list.name(), list.terms().to_vec());
        assert_eq!((&again, troubles.len()), (&list, 0), "{troubles:?}");
        let both = Lexicon::new(vec![again, list.clone()]);
        assert_eq!(both.terms().count(), list.terms().len());
        heads(&both, &list);
    }
    if let Ok((list, _)) = TermList::cedict(data) {
        heads(&Lexicon::new(vec![list.clone()]), &list);
    }
});

fn heads(lexicon: &Lexicon, list: &TermList) {
    for term in list.terms() {
        for spotted in lexicon.spot(term.head()) {
            let found = lexicon.term(spotted.term);
            assert!(found.forms(spotted.language).contains(&spotted.form), "{found:?} {spotted:?}");
        }
    }
}

//! What stands in a text, and what the same term is called in the other language or in other words.

use super::lexicon::Lexicon;
use super::normal::key;
use super::spot::Spotted;
use super::term::{Term, TermId};
use crate::text::Language;
use std::collections::HashSet;
use std::ops::Range;

/// Most alternatives of one term.
const ALTERNATIVES_MOST: usize = 16;

/// A term of a text and its alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The term as the text has it.
    pub from: String,
    /// What it is called, the best first: in search only the best of them that is found counts, not their sum.
    pub to: Vec<String>,
    /// Where it stands, in bytes.
    pub bytes: Range<usize>,
    /// Which term it is.
    pub term: TermId,
}

impl Lexicon {
    /// The terms of a text that are not in a language already, in that language; with how they are written in both.
    ///
    /// ```
    /// use matching::terms::{Lexicon, TermList};
    /// use matching::text::Language;
    /// let lexicon = Lexicon::new(vec![TermList::own()]);
    /// let pairs = lexicon.translate("grain boundary diffusion of dysprosium", Language::Chinese);
    /// let shown: Vec<(&str, &str)> = pairs.iter().map(|pair| (pair.from.as_str(), pair.to[0].as_str())).collect();
    /// assert_eq!(shown, [("grain boundary diffusion", "晶界扩散"), ("dysprosium", "镝")]);
    /// ```
    pub fn translate(&self, text: &str, to: Language) -> Vec<Pair> {
        let foreign = self.spot(text).into_iter().filter(|spotted| spotted.language != to);
        foreign.filter_map(|spotted| self.pair(text, spotted, to)).collect()
    }

    /// The terms of a text in other words of the same language.
    pub fn synonyms(&self, text: &str) -> Vec<Pair> {
        let found = self.spot(text).into_iter();
        found
            .filter_map(|spotted| {
                let language = spotted.language;
                self.pair(text, spotted, language)
            })
            .collect()
    }

    fn pair(&self, text: &str, spotted: Spotted, to: Language) -> Option<Pair> {
        let from = text.get(spotted.bytes.clone())?.to_owned();
        let mut seen = HashSet::from([key(&from)]);
        let readings: Vec<&Term> =
            std::iter::once(spotted.term).chain(spotted.others).map(|term| self.term(term)).collect();
        let called = readings.iter().flat_map(|term| term.forms(to));
        let written = readings.iter().flat_map(|term| &term.written);
        let others = called.chain(written).filter(|form| seen.insert(key(form)));
        let to: Vec<String> = others.take(ALTERNATIVES_MOST).cloned().collect();
        (!to.is_empty()).then_some(Pair { from, to, bytes: spotted.bytes, term: spotted.term })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::TermList;

    fn lexicon() -> Lexicon {
        let csv = "zh,en,zh_also,en_also,written\n\
            氧化钕,neodymium oxide,三氧化二钕,neodymia,Nd2O3\n\
            P507,HEHEHP,,PC-88A,P507\n\
            矫顽力,coercivity,,coercive force,\n";
        Lexicon::new(vec![TermList::read("ours", csv.as_bytes()).unwrap().0])
    }

    #[test]
    fn terms_are_carried_across() {
        let table = [
            ("氧化钕", Language::English, "氧化钕→neodymium oxide|neodymia|Nd2O3"),
            ("Neodymia", Language::Chinese, "Neodymia→氧化钕|三氧化二钕|Nd2O3"),
            ("Nd2O3", Language::Chinese, "Nd2O3→氧化钕|三氧化二钕"),
            ("Nd2O3", Language::English, "Nd2O3→neodymium oxide|neodymia"),
            ("neodymia 氧化钕", Language::English, "氧化钕→neodymium oxide|neodymia|Nd2O3"),
            ("用P507萃取", Language::English, "P507→HEHEHP|PC-88A"),
            ("高矫顽力", Language::Chinese, ""),
        ];
        for (text, to, expected) in table {
            assert_eq!(shown(&lexicon().translate(text, to)), expected, "{text}");
        }
    }

    #[test]
    fn terms_have_other_words() {
        let table = [
            ("coercive forces", "coercive forces→coercivity"),
            ("氧化釹", "氧化釹→三氧化二钕|Nd2O3"),
            ("Nd2O3", ""),
            ("nothing", ""),
        ];
        for (text, expected) in table {
            assert_eq!(shown(&lexicon().synonyms(text)), expected, "{text}");
        }
    }

    fn shown(pairs: &[Pair]) -> String {
        let shown: Vec<String> = pairs.iter().map(|pair| format!("{}→{}", pair.from, pair.to.join("|"))).collect();
        shown.join(" ")
    }
}

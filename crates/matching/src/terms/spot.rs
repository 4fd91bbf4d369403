//! Where the terms of a lexicon stand in a text.

use super::lexicon::{Candidate, Lexicon};
use super::normal::Normal;
use super::term::TermId;
use crate::text::Language;
use crate::text::glyph::glyphs;
use std::ops::Range;

/// Most terms that one form is taken for.
const READINGS_MOST: usize = 8;

/// A term in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spotted {
    /// Which term, the likeliest if several have this form.
    pub term: TermId,
    /// The others of the same list that have it.
    pub others: Vec<TermId>,
    /// Where it stands, in bytes.
    pub bytes: Range<usize>,
    /// Its form as the list writes it.
    pub form: String,
    /// The language of the form; none for formulae, grades and abbreviations that stand in both.
    pub language: Language,
}

impl Lexicon {
    /// The terms in a text: from the left the longest each, none over another.
    ///
    /// ```
    /// use matching::terms::{Lexicon, TermList};
    /// let (list, _) = TermList::read("ours", "zh,en\n磁体,magnet\n烧结磁体,sintered magnet\n".as_bytes())?;
    /// let lexicon = Lexicon::new(vec![list]);
    /// let found = lexicon.spot("Sintered magnets 与粘结磁体");
    /// let forms: Vec<&str> = found.iter().map(|spotted| spotted.form.as_str()).collect();
    /// assert_eq!(forms, ["sintered magnet", "磁体"]);
    /// # Ok::<(), matching::terms::Unreadable>(())
    /// ```
    pub fn spot(&self, text: &str) -> Vec<Spotted> {
        self.spot_in(text, &Normal::of(text))
    }

    pub(super) fn spot_in(&self, text: &str, normal: &Normal) -> Vec<Spotted> {
        let Some(automaton) = &self.inner.automaton else { return Vec::new() };
        let found = automaton.find_iter(&normal.text);
        found
            .filter_map(|found| {
                let candidates = self.inner.candidates.get(found.pattern().as_usize())?;
                self.chosen(text, normal.bytes(found.range()), candidates)
            })
            .collect()
    }

    /// What a stretch of the text means: the first candidate that may be written like this, and its equals.
    fn chosen(&self, text: &str, bytes: Range<usize>, candidates: &[Candidate]) -> Option<Spotted> {
        let written = text.get(bytes.clone()).unwrap_or_default();
        let mut fitting =
            candidates.iter().filter(|candidate| !candidate.exact || self.is_as_written(written, candidate));
        let first = fitting.next()?;
        let mut others: Vec<TermId> = Vec::new();
        for other in fitting.filter(|other| other.depth == first.depth && other.language == first.language) {
            if other.term != first.term && !others.contains(&other.term) && others.len() + 1 < READINGS_MOST {
                others.push(other.term);
            }
        }
        Some(Spotted { term: first.term, others, bytes, form: self.form(first).to_owned(), language: first.language })
    }

    fn form(&self, candidate: &Candidate) -> &str {
        let forms = self.term(candidate.term).forms(candidate.language);
        forms.get(candidate.place as usize).map_or("", String::as_str)
    }

    /// Whether the case is that of the list, an `s` of a plural aside.
    fn is_as_written(&self, written: &str, candidate: &Candidate) -> bool {
        let written: String = glyphs(written).iter().map(|glyph| glyph.cased).collect();
        let form = self.form(candidate);
        written == form || written.strip_suffix('s') == Some(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::TermList;

    fn spotted(lexicon: &Lexicon, text: &str) -> String {
        let found = lexicon.spot(text);
        let shown: Vec<String> = found
            .iter()
            .map(|spotted| {
                format!("{}={}", text.get(spotted.bytes.clone()).unwrap_or("?"), lexicon.term(spotted.term).head())
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn the_fields_terms_are_found() {
        let lexicon = Lexicon::new(vec![TermList::own()]);
        let table = [
            ("烧结钕铁硼的晶界扩散", "烧结钕铁硼=烧结钕铁硼 晶界扩散=晶界扩散"),
            ("燒結釹鐵硼", "燒結釹鐵硼=烧结钕铁硼"),
            ("Sintered NdFeB magnets", "Sintered NdFeB magnets=烧结钕铁硼"),
            ("Nd₂O₃ 与 nd2o3", "Nd₂O₃=氧化钕 nd2o3=氧化钕"),
            ("neodymiumoxide", ""),
            ("HIP and hip", "HIP=热等静压"),
            ("In La Paz, as no other", "La=镧"),
            ("P507萃取", "P507=P507 萃取=溶剂萃取"),
        ];
        for (text, expected) in table {
            assert_eq!(spotted(&lexicon, text), expected, "{text}");
        }
    }

    #[test]
    fn forms_are_found_at_their_bounds_and_in_their_case() {
        let csv = "zh,en,written\n晶粒,grain,\n晶界,grain boundary,GB\n铝镁合金,Al-Mg alloy,Al-Mg\n超磁致伸缩,,GMM\n";
        let lexicon = Lexicon::new(vec![TermList::read("ours", csv.as_bytes()).unwrap().0]);
        let table = [
            ("grain boundaries, grains", "grain boundaries=晶界 grains=晶粒"),
            ("grain. Boundary", "grain=晶粒"),
            ("migraine grained", "grained=晶粒"),
            ("GB gb GBs Gb", "GB=晶界 GBs=晶界"),
            ("al mg al/mg Al–Mg-alloys", "al mg=铝镁合金 al/mg=铝镁合金 Al–Mg-alloys=铝镁合金"),
            ("超磁致\n伸缩 超磁 致伸缩", "超磁致\n伸缩=超磁致伸缩"),
            ("", ""),
            ("界", ""),
        ];
        for (text, expected) in table {
            assert_eq!(spotted(&lexicon, text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_in_order_and_on_characters() {
        let lexicon = Lexicon::new(vec![TermList::own()]);
        let text = "①㎏ ﬁne ｍａｇｎｅｔｓ 磁\u{301}体…Nd2Fe14B；氧化釹\u{0}e\u{301}😀稀土。".repeat(50);
        let found = lexicon.spot(&text);
        assert!(found.len() >= 200, "{}", found.len());
        assert!(found.iter().all(|spotted| text.get(spotted.bytes.clone()).is_some_and(|text| !text.is_empty())));
        assert!(found.is_sorted_by(|one, next| one.bytes.end <= next.bytes.start));
    }

    #[test]
    fn a_form_of_several_terms_names_them_all() {
        let csv = "zh,en,written\n混合稀土金属,mischmetal,Mm\n富铈金属,cerium mischmetal,Mm\n";
        let lexicon = Lexicon::new(vec![TermList::read("ours", csv.as_bytes()).unwrap().0]);
        let found = lexicon.spot("Mm");
        assert_eq!(
            (lexicon.term(found[0].term).head(), lexicon.term(found[0].others[0]).head()),
            ("混合稀土金属", "富铈金属")
        );
        assert_eq!(found[0].language, Language::None);
    }
}

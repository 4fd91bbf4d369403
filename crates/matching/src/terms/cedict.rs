//! CC-CEDICT, the general dictionary that an operator installs: its lines and what of its glosses can be found in texts.

use super::list::{TermList, sound};
use super::normal::key;
use super::rows::too_large;
use super::stop;
use super::term::Term;
use super::trouble::{Trouble, Unreadable, Wrong};
use std::collections::HashMap;
use std::sync::Arc;

const NAME: &str = "cc-cedict";
/// Most words of a gloss that is a term rather than an explanation.
const WORDS_MOST: usize = 4;
/// Most glosses of an entry.
const GLOSSES_MOST: usize = 16;
/// Beginnings of glosses that speak about the entry instead of translating it.
const ABOUT_ITSELF: &[&str] = &[
    "CL:",
    "variant of",
    "old variant",
    "archaic variant",
    "erhua variant",
    "Japanese variant",
    "see ",
    "see also",
    "abbr.",
    "surname ",
    "used in",
    "used for",
    "used to",
    "also written",
    "also pr.",
    "Taiwan pr.",
    "equivalent to",
    "same as",
    "coll.",
    "euphemism",
    "particle",
    "prefix",
    "suffix",
    "classifier",
    "name of",
    "pr. ",
    "lit. ",
    "fig. ",
    "(particle",
    "radical",
    "Kangxi",
    "interjection",
    "onomatop",
];
/// Words of glosses that stand for others.
const PLACEHOLDERS: &[&str] = &["sb", "sb's", "sth", "sth's", "etc", "etc.", "one's", "oneself", "i.e.", "e.g."];

impl TermList {
    /// Reads CC-CEDICT as its makers publish it, in UTF-8: `繁體 简体 [pin1 yin1] /gloss/gloss/`. Entries of the same
    /// simplified head become one term; of the glosses those stay that could stand in a text.
    ///
    /// # Errors
    /// [`Unreadable`] where no line is in UTF-8, or the file is too large.
    ///
    /// ```
    /// use matching::terms::TermList;
    /// let (list, troubles) = TermList::cedict("磁鐵 磁铁 [[ci2tie3]] /magnet/CL:塊|块[kuai4]/\n".as_bytes())?;
    /// assert_eq!((list.terms()[0].zh[0].as_str(), list.terms()[0].en[0].as_str()), ("磁铁", "magnet"));
    /// assert!(troubles.is_empty());
    /// # Ok::<(), matching::terms::Unreadable>(())
    /// ```
    pub fn cedict(bytes: &[u8]) -> Result<(Self, Vec<Trouble>), Unreadable> {
        too_large(bytes)?;
        let name: Arc<str> = Arc::from(NAME);
        let (mut terms, mut troubles): (Vec<Term>, _) = (Vec::new(), Vec::new());
        let mut place_of: HashMap<String, usize> = HashMap::new();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut readable = bytes.is_empty();
        for (row, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            let Ok(line) = str::from_utf8(line) else {
                troubles.push(Trouble { row, wrong: Wrong::Garbled });
                continue;
            };
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            readable = true;
            let Some(entry) = Entry::parse(line) else {
                troubles.push(Trouble { row, wrong: Wrong::NotAnEntry });
                continue;
            };
            if let Some(term) = place_of.get(&key(entry.simplified)).and_then(|place| terms.get_mut(*place)) {
                entry.add_to(term);
                continue;
            }
            match sound(entry.term(&name)) {
                Ok(term) if term.en.is_empty() => {}
                Ok(term) => {
                    place_of.insert(key(entry.simplified), terms.len());
                    terms.push(term);
                }
                Err(wrong) => troubles.push(Trouble { row, wrong }),
            }
        }
        if !readable && !troubles.is_empty() {
            return Err(Unreadable::Encoding);
        }
        Ok((Self { name, terms }, troubles))
    }
}

struct Entry<'a> {
    simplified: &'a str,
    glosses: &'a str,
}

impl<'a> Entry<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (heads, rest) = line.split_once(" [")?;
        let (_traditional, simplified) = heads.split_once(' ')?;
        let (_pinyin, glosses) = rest.split_once("] /").or_else(|| rest.split_once("]] /"))?;
        let glosses = glosses.strip_suffix('/')?;
        (!simplified.trim().is_empty()).then(|| Self { simplified: simplified.trim(), glosses })
    }

    fn term(&self, name: &Arc<str>) -> Term {
        let zh = vec![self.simplified.to_owned()];
        let mut term = Term { zh, layer: Arc::clone(name), source: "CC-CEDICT".to_owned(), ..Term::default() };
        self.add_to(&mut term);
        term
    }

    fn add_to(&self, term: &mut Term) {
        for gloss in self.glosses.split(['/', ';']).filter_map(cleaned) {
            if term.en.len() < GLOSSES_MOST && !term.en.contains(&gloss) {
                term.en.push(gloss);
            }
        }
    }
}

/// What of a gloss could stand in a text: without remarks, articles and the mark of the infinitive.
fn cleaned(gloss: &str) -> Option<String> {
    let gloss = without_remarks(gloss);
    if ABOUT_ITSELF.iter().any(|start| gloss.starts_with(start)) || !gloss.is_ascii() {
        return None;
    }
    let mut words: Vec<&str> = gloss.split_whitespace().collect();
    while words.len() > 1 && ["to", "a", "an", "the", "be"].contains(words.first()?) {
        words.remove(0);
    }
    let says_nothing = words.iter().all(|word| stop::is_function_word(&word.to_ascii_lowercase()));
    let idle = |word: &&str| PLACEHOLDERS.contains(word);
    if words.len() > WORDS_MOST || says_nothing || words.iter().any(idle) || gloss.contains(['[', ']', '|']) {
        return None;
    }
    let text = words.join(" ").trim_matches([',', '.', '!', '?', ':', ' ']).to_owned();
    text.contains(|c: char| c.is_ascii_alphabetic()).then_some(text)
}

/// Without what stands in round brackets.
fn without_remarks(gloss: &str) -> String {
    let mut depth = 0_usize;
    let mut text = String::with_capacity(gloss.len());
    for character in gloss.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => text.push(other),
            _ => {}
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glosses_become_terms_or_nothing() {
        let table = [
            ("to sinter", Some("sinter")),
            ("(chemistry) neodymium", Some("neodymium")),
            ("a permanent magnet", Some("permanent magnet")),
            ("to be able", Some("able")),
            ("CL:塊|块[kuai4]", None),
            ("variant of 鐵|铁[tie3]", None),
            ("surname Li", None),
            ("of", None),
            ("to give sb a lift", None),
            ("a long explanation of what it might mean", None),
            ("(old)", None),
            ("yttrium (unclosed", Some("yttrium")),
        ];
        for (given, expected) in table {
            assert_eq!(cleaned(given).as_deref(), expected, "{given}");
        }
    }

    #[test]
    fn lines_become_terms_and_troubles() {
        let text = "\u{feff}# CC-CEDICT\n#! version=1\n\
            磁鐵 磁铁 [ci2 tie3] /magnet/\r\n\
            磁體 磁体 [[ci2ti3]] /magnet; magnetic body/\n\
            no entry\n\
            行 行 [hang2] /row/line/\n行 行 [xing2] /to walk/row/\n\
            啊 啊 [a5] /(particle)/\n";
        let mut bytes = text.as_bytes().to_vec();
        bytes.extend(b"\xb4\xc5 \xb4\xc5 [ci2] /x/\n");
        let (list, troubles) = TermList::cedict(&bytes).unwrap();
        let shown: Vec<String> =
            list.terms().iter().map(|term| format!("{}={}", term.zh.join(","), term.en.join(","))).collect();
        assert_eq!(shown, ["磁铁=magnet", "磁体=magnet,magnetic body", "行=row,line,walk"]);
        let rows: Vec<(u64, Wrong)> = troubles.into_iter().map(|trouble| (trouble.row, trouble.wrong)).collect();
        assert_eq!(rows, [(5, Wrong::NotAnEntry), (9, Wrong::Garbled)]);
        assert_eq!(TermList::cedict(b"\xff\xfe\xff\n\xff\xff"), Err(Unreadable::Encoding));
    }
}

//! One list of terms: a layer of a lexicon.

use super::cycle;
use super::normal::{Normal, key};
use super::rows::{self, Row};
use super::term::Term;
use super::trouble::{Column, Trouble, Unreadable, Wrong};
use crate::text::Language;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// The list that ships.
const OWN: &[u8] = include_bytes!("../../../../packs/terms/rare-earth.csv");
/// Most characters of a form.
const FORM_MOST: usize = 200;
/// Most characters of where a term is taken from.
const SOURCE_MOST: usize = 1000;
/// Most forms of a term in one language.
const FORMS_MOST: usize = 64;

/// Terms under one name, in which no two have the same head and none is a synonym of itself through others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermList {
    pub(super) name: Arc<str>,
    pub(super) terms: Vec<Term>,
}

impl TermList {
    /// Reads a list in CSV: UTF-8, UTF-16 with a mark, or GB18030, with the columns of [`Column`], of which `zh` and
    /// `en` must be there; several forms in a cell are parted by `|` or `;`. A row in trouble is left out.
    ///
    /// # Errors
    /// [`Unreadable`] where nothing of it can be read.
    ///
    /// ```
    /// use matching::terms::TermList;
    /// let csv = "zh,en,en_also\n抛光粉,polishing powder,polishing agent\n,,ceria\n抛光粉,rouge,\n";
    /// let (list, troubles) = TermList::read("ours", csv.as_bytes())?;
    /// assert_eq!(list.terms()[0].en, ["polishing powder", "polishing agent"]);
    /// assert_eq!(troubles[0].to_string(), "row 4: “抛光粉” already stands in row 2");
    /// # Ok::<(), matching::terms::Unreadable>(())
    /// ```
    pub fn read(name: &str, bytes: &[u8]) -> Result<(Self, Vec<Trouble>), Unreadable> {
        let name = Arc::from(name);
        let (rows, troubles) = rows::rows(&name, bytes)?;
        Ok(Self::checked(name, rows, troubles))
    }

    /// A list of terms that stand elsewhere, such as in a base; the row of a trouble is the place of its term, counted
    /// from 1. A term in trouble is left out.
    pub fn new(name: &str, terms: Vec<Term>) -> (Self, Vec<Trouble>) {
        let name = Arc::from(name);
        let (mut rows, mut troubles) = (Vec::new(), Vec::new());
        for (number, term) in (1..).zip(terms) {
            match sound(Term { layer: Arc::clone(&name), ..term }) {
                Ok(term) => rows.push(Row { number, term }),
                Err(wrong) => troubles.push(Trouble { row: number, wrong }),
            }
        }
        Self::checked(name, rows, troubles)
    }

    /// The list of the field that ships with the product.
    pub fn own() -> Self {
        static LIST: LazyLock<TermList> = LazyLock::new(|| {
            TermList::read("rare-earth", OWN)
                .map_or_else(|_| TermList { name: Arc::from("rare-earth"), terms: Vec::new() }, |(list, _)| list)
        });
        LIST.clone()
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its terms, in their order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Leaves out the rows that are in trouble with others.
    fn checked(name: Arc<str>, rows: Vec<Row>, mut troubles: Vec<Trouble>) -> (Self, Vec<Trouble>) {
        let mut first_of: HashMap<String, u64> = HashMap::new();
        let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
        for row in rows {
            let head = row.term.head().to_owned();
            match first_of.entry(key(&head)) {
                std::collections::hash_map::Entry::Occupied(first) => {
                    let wrong = Wrong::Duplicate { head, first: *first.get() };
                    troubles.push(Trouble { row: row.number, wrong });
                }
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert(row.number);
                    kept.push(row);
                }
            }
        }
        let kept = cycle::without(kept, &mut troubles);
        troubles.sort_by_key(|trouble| trouble.row);
        (Self { name, terms: kept.into_iter().map(|row| row.term).collect() }, troubles)
    }
}

/// The term with each form once, if nothing is wrong with it.
pub(super) fn sound(mut term: Term) -> Result<Term, Wrong> {
    if term.zh.is_empty() && term.en.is_empty() {
        return Err(Wrong::NoTerm);
    }
    short(Column::Source, &term.source, SOURCE_MOST)?;
    for (forms, language) in
        [(&mut term.zh, Language::Chinese), (&mut term.en, Language::English), (&mut term.written, Language::None)]
    {
        sound_forms(forms, language)?;
    }
    for about in &term.about {
        short(Column::About, &about.id, FORM_MOST)?;
    }
    few(Column::About, term.about.len())?;
    Ok(term)
}

fn sound_forms(forms: &mut Vec<String>, language: Language) -> Result<(), Wrong> {
    let column = |place: usize| match (language, place) {
        (Language::Chinese, 0) => Column::Zh,
        (Language::Chinese, _) => Column::ZhAlso,
        (Language::English, 0) => Column::En,
        (Language::English, _) => Column::EnAlso,
        (Language::None, _) => Column::Written,
    };
    few(column(1), forms.len())?;
    for (place, form) in forms.iter().enumerate() {
        short(column(place), form, FORM_MOST)?;
        if Normal::of(form).length() == 0 {
            return Err(Wrong::Unfindable { form: form.clone() });
        }
    }
    // In two cases or two spellings is not twice: `nD` and `Nd` are found differently.
    let mut seen = std::collections::HashSet::new();
    forms.retain(|form| seen.insert(form.clone()));
    Ok(())
}

fn short(column: Column, text: &str, most: usize) -> Result<(), Wrong> {
    let characters = text.chars().count();
    if characters > most { Err(Wrong::TooLong { column, characters, most }) } else { Ok(()) }
}

fn few(column: Column, count: usize) -> Result<(), Wrong> {
    if count > FORMS_MOST { Err(Wrong::TooMany { column, count, most: FORMS_MOST }) } else { Ok(()) }
}

#[cfg(test)]
mod tests;

//! The header of a table: which row it is, and which column holds what.

use std::collections::{BTreeMap, BTreeSet};

use measure::{MoneyUnit, full_width_to_half};
use sheet::Row;

use super::plan::{Column, Target};
use crate::record::kinds::headers;
use crate::record::{Field, Kind, Shape};

/// Rows at the top of a table among which the header is looked for.
pub const AMONG: usize = 30;
/// Headers of our own columns, which are no fields.
pub(super) const OWN: [(&str, Target); 4] = [
    ("编号/ID", Target::Id),
    ("版本/Version", Target::Version),
    ("状态/State", Target::State),
    ("操作/ACTION", Target::Action),
];
/// Other ways to write them, where no field is called so.
const ALSO_OWN: [(&str, Target); 7] = [
    ("ID", Target::Id),
    ("记录编号", Target::Id),
    ("版本", Target::Version),
    ("Version", Target::Version),
    ("操作", Target::Action),
    ("ACTION", Target::Action),
    ("State", Target::State),
];

/// A header that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Which of the rows looked at it is.
    pub at: usize,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// The words that headers of a kind are made of.
struct Words {
    exact: BTreeMap<String, Target>,
    /// Without what stands in parentheses; `None` where that would mean two things.
    loose: BTreeMap<String, Option<Target>>,
}

/// Finds the header among the first rows of a table: the row in which the most columns are known.
pub fn find(kind: Kind, rows: &[Row]) -> Option<Header> {
    let words = Words::of(kind);
    let known = |row: &Row| {
        let targets = row.cells.iter().filter_map(|cell| words.target(cell));
        targets.collect::<BTreeSet<Target>>().len()
    };
    let counts: Vec<usize> = rows.iter().take(AMONG).map(known).collect();
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let at = counts.iter().position(|count| *count == most)?;
    Some(Header { at, columns: columns(kind, &words, rows, at) })
}

/// The columns under a row that somebody says is the header.
pub fn at(kind: Kind, rows: &[Row], at: usize) -> Header {
    Header { at, columns: columns(kind, &Words::of(kind), rows, at) }
}

fn columns(kind: Kind, words: &Words, rows: &[Row], at: usize) -> Vec<Column> {
    let said_above = rows[..at].iter().flat_map(|row| &row.cells).find_map(|cell| unit_in(cell));
    let mut taken = BTreeSet::new();
    let column = |title: &String| {
        let mut target = words.target(title).unwrap_or_default();
        if !taken.insert(target.clone()) && !several(kind, &target) {
            target = Target::Unknown;
        }
        let unit = target.is_money(kind).then(|| unit_of(title).or(said_above)).flatten();
        Column { title: title.clone(), target, unit, sure: false }
    };
    rows[at].cells.iter().map(column).collect()
}

/// Whether several columns may hold one field together.
pub(super) fn several(kind: Kind, target: &Target) -> bool {
    let Target::Field { field } = target else { return false };
    kind.field(field).is_some_and(|field| {
        let joined = matches!(
            field.shape,
            Shape::Prose | Shape::Words | Shape::Choices(_) | Shape::Links | Shape::Positions | Shape::Rows(_)
        );
        joined || matches!(field.shape, Shape::Line) && !field.name.starts_with("title")
    })
}

impl Words {
    fn of(kind: Kind) -> Self {
        let mut words = Self { exact: BTreeMap::new(), loose: BTreeMap::new() };
        for (word, target) in OWN {
            words.add(word, &target);
        }
        for (word, field) in headers(kind) {
            words.add(word, &Target::Field { field: (*field).to_owned() });
        }
        let common = |field: &&Field| kind.own_fields().iter().all(|own| own.name != field.name);
        for field in kind.own_fields().iter().chain(kind.fields().filter(common)) {
            words.all(field, &Target::Field { field: field.name.to_owned() });
        }
        for (word, target) in ALSO_OWN {
            words.add(word, &target);
        }
        for field in kind.fields() {
            let Shape::Rows(columns) = field.shape else { continue };
            for column in columns {
                let (field, part) = (field.name.to_owned(), column.name.to_owned());
                words.all(column, &Target::Part { field, part });
            }
        }
        words
    }

    fn all(&mut self, field: &Field, target: &Target) {
        for word in [field.label.zh, field.label.en].iter().chain(field.also) {
            self.add(word, target);
        }
        self.add(field.name, target);
    }

    fn add(&mut self, word: &str, target: &Target) {
        let word = normal(word);
        let outside = outside(&word);
        self.exact.entry(word).or_insert_with(|| target.clone());
        let known = self.loose.entry(outside).or_insert_with(|| Some(target.clone()));
        if known.as_ref().is_some_and(|known| known != target) {
            *known = None;
        }
    }

    /// What a header means: as it stands; without its parentheses; part by part where a stroke parts it; or what the
    /// parentheses say.
    fn target(&self, header: &str) -> Option<Target> {
        let whole = normal(header);
        if whole.is_empty() || whole.chars().count() > 200 {
            return None;
        }
        let exact = |word: &str| self.exact.get(word).cloned();
        let outside = outside(&whole);
        let loose = || self.loose.get(&outside).cloned().flatten();
        let parts = || outside.split('/').filter(|part| !part.is_empty()).find_map(exact);
        let inside = || inside(&whole).find_map(exact);
        exact(&whole).or_else(|| exact(&outside)).or_else(loose).or_else(parts).or_else(inside)
    }
}

/// A header as it is compared: narrow letters, small ones, no white space, nothing that decorates it.
pub(super) fn normal(header: &str) -> String {
    let half = full_width_to_half(header).to_lowercase();
    let bare: String = half.chars().filter(|character| !character.is_whitespace() && *character != '*').collect();
    let bare = bare.trim_end_matches([':', '.']);
    let numbered = bare.trim_start_matches(|character: char| character.is_ascii_digit());
    let unnumbered = numbered.strip_prefix(['.', '、']).filter(|_| numbered.len() < bare.len());
    unnumbered.unwrap_or(bare).replace(['〔', '【', '['], "(").replace(['〕', '】', ']'], ")")
}

/// What stands outside parentheses; the header itself where nothing does.
fn outside(header: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for character in header.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => kept.push(other),
            _ => {}
        }
    }
    if kept.is_empty() { header.to_owned() } else { kept }
}

/// What stands in parentheses.
fn inside(header: &str) -> impl Iterator<Item = &str> {
    header.split('(').skip(1).filter_map(|rest| rest.split(')').next()).filter(|part| !part.is_empty())
}

/// The unit of money in a header: in parentheses, or after a stroke.
pub(super) fn unit_of(header: &str) -> Option<MoneyUnit> {
    let header = normal(header);
    let parts = inside(&header).chain(header.split('/').skip(1));
    parts.map(|part| part.rsplit([':', '为']).next().unwrap_or(part)).find_map(MoneyUnit::parse)
}

/// The unit of money that a note above the table gives: 单位：万元, 金额单位为元.
fn unit_in(note: &str) -> Option<MoneyUnit> {
    let note = normal(note);
    let after = note.split("单位").skip(1);
    after.map(|rest| rest.trim_start_matches([':', '为', '是'])).find_map(|rest| {
        let end = rest.find(|character| !"亿万元".contains(character)).unwrap_or(rest.len());
        MoneyUnit::parse(&rest[..end])
    })
}

#[cfg(test)]
mod tests;

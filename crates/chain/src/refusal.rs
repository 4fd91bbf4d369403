//! What the chain refuses, by name, with the place and the facts a reader needs to mend it.

use std::fmt;

/// Where in a pack or patch something was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as named in the pack.
    pub file: String,
    /// The row, counting the header as 1; `None` where the whole file is meant.
    pub row: Option<usize>,
}

/// One refusal: why, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Why.
    pub reason: Box<Reason>,
    /// Where.
    pub place: Place,
}

/// The kinds of refusal, which decide the exit code and the HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The pack's files.
    Pack,
    /// A patch file, or how patches act on a chain.
    Patch,
    /// No plan meets every limit.
    Infeasible,
    /// A loop gains without end.
    Unbounded,
    /// Numbers too wild for a certified answer.
    Unresolved,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident { $($field:ident),* } = $class:ident, $key:literal, $english:literal;)*) => {
        /// Why something was refused. Every fact is text, ready to be shown.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Reason { $($(#[$doc])* $name { $(#[doc = concat!("The ", stringify!($field), ".")] $field: String),* },)* }

        impl Reason {
            /// The message ids of all reasons, for the test that every language has them.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// The message id.
            pub fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => $key,)* }
            }

            /// What kind of refusal it is.
            pub fn class(&self) -> Class {
                match self { $(Self::$name { .. } => Class::$class,)* }
            }

            /// The facts, by the names the message uses.
            pub fn facts(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name { $($field),* } => vec![$((stringify!($field), printable($field))),*],)* }
            }

            fn english(&self) -> &'static str {
                match self { $(Self::$name { .. } => $english,)* }
            }
        }
    };
}

reasons! {
    /// A file the format needs is not there.
    FileMissing { name } = Pack, "refusal-file-missing", "the pack has no {name}";
    /// A file the format does not know.
    FileUnknown { name } = Pack, "refusal-file-unknown", "the format knows no file {name}";
    /// The bytes are not UTF-8.
    NotUtf8 { position } = Pack, "refusal-not-utf8", "not UTF-8 at byte {position}; save it as UTF-8, a table as CSV UTF-8";
    /// A control character stands in a cell.
    ControlCharacter { } = Pack, "refusal-control-character", "a cell holds a control character; delete it";
    /// It refers to a row that was refused itself; never shown.
    FollowsRefused { } = Pack, "refusal-follows-refused", "it refers to a row that was refused";
    /// The table cannot be read as CSV.
    NotCsv { detail } = Pack, "refusal-not-csv", "not a CSV table: {detail}";
    /// The manifest or patch cannot be read as TOML.
    NotToml { detail } = Pack, "refusal-not-toml", "not valid TOML: {detail}";
    /// A format version this program does not read.
    FormatVersion { given, known } = Pack, "refusal-format-version", "format {given} is not read here; this program reads format {known}";
    /// A column of the format is missing.
    ColumnMissing { column } = Pack, "refusal-column-missing", "the column {column} is missing; add it to the header";
    /// A column the format does not have.
    ColumnUnknown { column, known } = Pack, "refusal-column-unknown", "the format has no column {column}; it has {known}";
    /// The same column stands twice in the header.
    ColumnTwice { column } = Pack, "refusal-column-twice", "the column {column} stands twice in the header";
    /// Too many rows.
    TooManyRows { most } = Pack, "refusal-too-many-rows", "more than {most} rows";
    /// A cell that must hold something is empty.
    CellEmpty { column } = Pack, "refusal-cell-empty", "{column} is empty; nothing is filled in";
    /// An id with characters the format does not allow.
    BadId { column, value } = Pack, "refusal-bad-id", "{column}: {value} is not an id; use letters, digits, _ . and -";
    /// Not a number, infinite, or beyond 1e15.
    NotANumber { column, value } = Pack, "refusal-not-a-number", "{column}: {value} is not a number below 1e15";
    /// Not a whole number.
    NotWhole { column, value } = Pack, "refusal-not-whole", "{column}: {value} is not a whole number";
    /// Below zero where nothing can be.
    Negative { column, value } = Pack, "refusal-negative", "{column}: {value} is below zero";
    /// A share outside 0 to 1.
    NotAShare { column, value } = Pack, "refusal-not-a-share", "{column}: {value} is not between 0 and 1";
    /// A word that is none of the allowed ones.
    NotOneOf { column, value, allowed } = Pack, "refusal-not-one-of", "{column}: {value} is none of {allowed}";
    /// The range does not contain the value.
    RangeMisses { column, value, low, high } = Pack, "refusal-range-misses", "{column}: {value} lies outside its range {low} to {high}";
    /// An id nothing defines.
    UnknownId { column, value, table } = Pack, "refusal-unknown-id", "{column}: {table} has no {value}";
    /// The same key twice.
    DuplicateKey { key, first } = Pack, "refusal-duplicate-key", "{key} stands already in row {first}";
    /// A unit nobody knows here.
    UnitUnknown { column, value } = Pack, "refusal-unit-unknown", "{column}: {value} is not a unit known here";
    /// A unit of something else.
    UnitMismatch { column, value, wanted } = Pack, "refusal-unit-mismatch", "{column}: {value} does not convert to {wanted}";
    /// More of an element comes out than goes in.
    ElementFromNothing { activity, element, share } = Pack, "refusal-element-from-nothing", "{activity} puts out {share} times the {element} it takes in";
    /// An activity that neither makes nor uses anything.
    NoFlows { activity } = Pack, "refusal-no-flows", "{activity} has no flows";
    /// A commodity nothing makes, uses, sells or buys.
    NotConnected { commodity } = Pack, "refusal-not-connected", "{commodity} is in no flow";
    /// The opening stock is more than fits.
    StockOverflows { opening, room } = Pack, "refusal-stock-overflows", "the opening stock {opening} is more than the room {room}";
    /// A chain larger than the plan can carry.
    TooLarge { rows, most } = Pack, "refusal-too-large", "the plan would have {rows} rows; at most {most} are carried";

    /// A patch file is not as the format says.
    PatchShape { detail } = Patch, "refusal-patch-shape", "{detail}";
    /// No patch of that id.
    PatchUnknown { patch } = Patch, "refusal-patch-unknown", "the pack has no patch {patch}";
    /// Two patches with one id.
    PatchTwice { patch } = Patch, "refusal-patch-twice", "the patch {patch} is given twice";
    /// A selector matched nothing.
    TouchesNothing { patch, edit, selector } = Patch, "refusal-touches-nothing", "edit {edit} of {patch} touches nothing: {selector}";
    /// A selector matched only what an earlier patch removed.
    TouchesRemoved { patch, edit, id, remover } = Patch, "refusal-touches-removed", "edit {edit} of {patch} touches {id}, which {remover} removed";
    /// Two patches set one figure to different values.
    Contradicts { patch, edit, id, other, value, earlier } = Patch, "refusal-contradicts", "edit {edit} of {patch} sets {id} to {value}, but {other} sets it to {earlier}";
    /// A field of an edit makes no sense there.
    EditField { patch, edit, field, value, allowed } = Patch, "refusal-edit-field", "edit {edit} of {patch}: {field} {value} does not fit; {allowed}";
    /// An id in a selector that the chain does not know.
    SelectorUnknown { patch, edit, field, value } = Patch, "refusal-selector-unknown", "edit {edit} of {patch}: the chain has no {field} {value}";
    /// An added thing whose id is taken.
    AddsExisting { patch, edit, id } = Patch, "refusal-adds-existing", "edit {edit} of {patch} adds {id}, which is there already";
    /// A figure that would leave what the plan can carry.
    BeyondRange { patch, edit, id, value } = Patch, "refusal-beyond-range", "edit {edit} of {patch} would make {id} {value}";

    /// No plan meets every limit; these contradict each other.
    Contradiction { limits } = Infeasible, "refusal-infeasible", "no plan meets all of these limits: {limits}";
    /// A loop of activities gains without end.
    EndlessGain { loop_names } = Unbounded, "refusal-unbounded", "these gain without end: {loop_names}; bound one of them by a capacity or a market limit";
    /// The numbers are too wild for a certified answer.
    Uncertified { detail } = Unresolved, "refusal-uncertified", "no certified answer: {detail}";
}

impl Reason {
    /// The refusal at a place.
    pub fn at(self, file: &str, row: Option<usize>) -> Refusal {
        Refusal { reason: Box::new(self), place: Place { file: file.to_owned(), row } }
    }

    /// The refusal where no file is to blame.
    pub fn anywhere(self) -> Refusal {
        self.at("", None)
    }
}

/// Control characters could move a terminal's cursor; they are shown as a mark.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.file.is_empty() {
            write!(f, "{}", self.place.file)?;
            if let Some(row) = self.place.row {
                write!(f, ":{row}")?;
            }
            f.write_str(": ")?;
        }
        let mut sentence = self.reason.english().to_owned();
        for (name, value) in self.reason.facts() {
            sentence = sentence.replace(&format!("{{{name}}}"), &value);
        }
        f.write_str(&sentence)
    }
}

impl std::error::Error for Refusal {}

/// Several refusals at once, so that a reader mends them in one go.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusals(pub Vec<Refusal>);

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, refusal) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{refusal}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusals {}

impl From<Refusal> for Refusals {
    fn from(refusal: Refusal) -> Self {
        Self(vec![refusal])
    }
}

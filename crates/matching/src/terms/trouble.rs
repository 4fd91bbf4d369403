//! What is wrong with a term list: with the whole of it, or with one of its rows.

/// One row of a list that was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row}: {wrong}")]
pub struct Trouble {
    /// The row, counted as a spreadsheet counts, the header being row 1; in CC-CEDICT the line.
    pub row: u64,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What can be wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It has no term in either language.
    #[error("neither a Chinese nor an English term")]
    NoTerm,
    /// A form has neither letters nor digits nor characters, so no text can contain it.
    #[error("“{form}” has nothing that could be found in a text")]
    Unfindable {
        /// The form as given.
        form: String,
    },
    /// A form or another cell is too long.
    #[error("{characters} characters in “{}”, {most} are the most", column.name())]
    TooLong {
        /// Where it stands.
        column: Column,
        /// How long it is.
        characters: usize,
        /// How long it may be.
        most: usize,
    },
    /// A cell lists too many.
    #[error("{count} forms in “{}”, {most} are the most", column.name())]
    TooMany {
        /// Where they stand.
        column: Column,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// An earlier row has the same head.
    #[error("“{head}” already stands in row {first}")]
    Duplicate {
        /// The head of both.
        head: String,
        /// The row that has it and stays.
        first: u64,
    },
    /// It is a synonym of a term that is, directly or through others, a synonym of it; the first of them stays.
    #[error("a circle of synonyms with row {first}: {}", heads.join(", "))]
    Cycle {
        /// The first of the circle.
        first: u64,
        /// Heads of the circle, at most eight.
        heads: Vec<String>,
    },
    /// What it is about is of no known kind.
    #[error("“{given}” is none of commodity:…, activity:…, property:…")]
    UnknownAbout {
        /// What was given.
        given: String,
    },
    /// Its bytes are not in the encoding of the rest.
    #[error("it is not in the encoding of the list")]
    Garbled,
    /// A line that is no entry of CC-CEDICT.
    #[error("no entry of the form “繁體 简体 [pin1 yin1] /gloss/”")]
    NotAnEntry,
}

/// Why nothing of a list could be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The file is too large.
    #[error("{bytes} bytes, {most} are the most")]
    TooLarge {
        /// How large it is.
        bytes: usize,
        /// How large it may be.
        most: usize,
    },
    /// No row of it is in an encoding known here.
    #[error("neither UTF-8, nor UTF-16 with a mark, nor GB18030")]
    Encoding,
    /// The first row lacks a column.
    #[error("no column “{}” in the first row", .0.name())]
    NoColumn(Column),
    /// The first row has a column twice.
    #[error("the column “{}” stands twice in the first row", .0.name())]
    ColumnTwice(Column),
}

/// The columns of a term list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The Chinese head.
    Zh,
    /// The English head.
    En,
    /// Other Chinese forms.
    ZhAlso,
    /// Other English forms.
    EnAlso,
    /// Formulae, grades, abbreviations.
    Written,
    /// What of the chain it is about.
    About,
    /// Where it is taken from.
    Source,
}

impl Column {
    /// Every column, in the order of the list that ships.
    pub const ALL: [Self; 7] =
        [Self::Zh, Self::En, Self::ZhAlso, Self::EnAlso, Self::Written, Self::About, Self::Source];

    /// What it is called in the first row.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
            Self::ZhAlso => "zh_also",
            Self::EnAlso => "en_also",
            Self::Written => "written",
            Self::About => "about",
            Self::Source => "source",
        }
    }

    /// What it may be called in Chinese.
    fn chinese_name(self) -> &'static str {
        match self {
            Self::Zh => "中文",
            Self::En => "英文",
            Self::ZhAlso => "中文别名",
            Self::EnAlso => "英文别名",
            Self::Written => "写法",
            Self::About => "关联",
            Self::Source => "来源",
        }
    }

    /// The column of that name, in any case and in either language.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|column| column.name().eq_ignore_ascii_case(name) || column.chinese_name() == name)
    }
}

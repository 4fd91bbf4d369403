//! How much a file may ask of the machine that reads it.

/// The most a file may hold. Whatever goes over is refused by name, and before the memory for it is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it came.
    pub file_bytes: u64,
    /// Entries in the ZIP directory of an XLSX or ODS.
    pub entries: usize,
    /// Unpacked bytes of one ZIP entry.
    pub entry_bytes: u64,
    /// Unpacked bytes of all ZIP entries together.
    pub unpacked_bytes: u64,
    /// How many times larger than packed an entry may be, once it unpacks to more than a MiB.
    pub ratio: u64,
    /// Shared strings of an XLSX or XLS; they are the one part that stays in memory.
    pub shared_strings: usize,
    /// Bytes of the shared strings of an XLSX, without what says how they look.
    pub shared_string_bytes: u64,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Rows with something in them, in one sheet.
    pub rows: usize,
    /// Rows with nothing in them that may stand before or between the others, in one sheet.
    pub empty_rows: usize,
    /// Columns with something in them.
    pub columns: usize,
    /// Characters of one cell.
    pub cell_characters: usize,
    /// Bytes of text handed over from one sheet, in all.
    pub text_bytes: u64,
}

impl Limits {
    /// 64 MiB as it came.
    pub const FILE_BYTES: u64 = 64 << 20;
    /// 10,000 entries: a workbook has a few for each sheet and one for each picture.
    pub const ENTRIES: usize = 10_000;
    /// 1 GiB unpacked in one entry. A program that gives Chinese and Latin letters fonts of their own writes ten times
    /// as much about the fonts as there is text.
    pub const ENTRY_BYTES: u64 = 1 << 30;
    /// 1 GiB unpacked in all.
    pub const UNPACKED_BYTES: u64 = 1 << 30;
    /// 250 to one; office tables pack ten to a hundred and twenty to one, deflate can at most reach 1,032.
    pub const RATIO: u64 = 250;
    /// 2,000,000 shared strings.
    pub const SHARED_STRINGS: usize = 2_000_000;
    /// 256 MiB of shared strings.
    pub const SHARED_STRING_BYTES: u64 = 256 << 20;
    /// 1,000 sheets.
    pub const SHEETS: usize = 1_000;
    /// 200,000 rows.
    pub const ROWS: usize = 200_000;
    /// 5,000,000 empty rows: several times what a spreadsheet can number.
    pub const EMPTY_ROWS: usize = 5_000_000;
    /// 512 columns.
    pub const COLUMNS: usize = 512;
    /// 32,767 characters, as in Excel.
    pub const CELL_CHARACTERS: usize = 32_767;
    /// 1 GiB of text.
    pub const TEXT_BYTES: u64 = 1 << 30;
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_bytes: Self::FILE_BYTES,
            entries: Self::ENTRIES,
            entry_bytes: Self::ENTRY_BYTES,
            unpacked_bytes: Self::UNPACKED_BYTES,
            ratio: Self::RATIO,
            shared_strings: Self::SHARED_STRINGS,
            shared_string_bytes: Self::SHARED_STRING_BYTES,
            sheets: Self::SHEETS,
            rows: Self::ROWS,
            empty_rows: Self::EMPTY_ROWS,
            columns: Self::COLUMNS,
            cell_characters: Self::CELL_CHARACTERS,
            text_bytes: Self::TEXT_BYTES,
        }
    }
}

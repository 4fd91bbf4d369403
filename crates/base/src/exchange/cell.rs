//! The text of a cell: as an export writes it, and as an import has to understand it.

use measure::{Budget, BudgetRefusal, MoneyUnit, Quantity};
use serde_json::Value;

use crate::record::{Field, Naming, Shape, show};

/// A cell of a workbook holds 32,767 characters; the mark has to fit in as well.
const MOST_CHARACTERS: usize = 32_700;
/// What stands at the end of a cell that was cut off.
pub(super) const CUT: &str = "〔……余下未导出；保留本句则导入时不修改此栏〕";
/// What parts names in one cell, and what parts other entries of a table.
const BETWEEN_NAMES: [char; 5] = [';', '；', '、', '，', ','];
const BETWEEN_ENTRIES: [char; 2] = [';', '；'];
/// What begins a bound behind the name of what is bounded.
const BOUNDS: [char; 8] = ['≥', '≤', '＞', '＜', '>', '<', '＝', '='];

/// The text of a field as an export writes it and a table gives it back.
pub fn cell_text(field: &Field, value: &Value, naming: &mut dyn Naming) -> String {
    let shown = show(field, value, naming);
    let text = as_read(&shown);
    if let Shape::Rows(columns) = field.shape
        && entries(columns, &text) != text
    {
        // One more part, which is empty, tells that nothing here is to be parted.
        let (first, rest) = text.split_once('\n').map_or((text.as_str(), None), |(first, rest)| (first, Some(rest)));
        let rest = rest.map(|rest| format!("\n{rest}")).unwrap_or_default();
        return fitting(format!("{first} |{rest}"));
    }
    fitting(text)
}

/// A text as reading a table gives it back.
pub(super) fn as_read(text: &str) -> String {
    let held: String = text.chars().filter(|character| !matches!(character, '\u{fffe}' | '\u{ffff}')).collect();
    sheet::trim(&held).replace("\r\n", "\n").replace('\r', "\n")
}

fn fitting(text: String) -> String {
    if text.len() <= MOST_CHARACTERS || text.encode_utf16().count() <= MOST_CHARACTERS {
        return text;
    }
    let mut length = 0;
    let fits = |character: &char| {
        length += character.len_utf16();
        length <= MOST_CHARACTERS
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push_str(CUT);
    kept
}

/// A cell made ready to be read as a field: the unit of its column beside a bare number, entries parted.
pub(super) fn prepared(field: &Field, text: &str, unit: Option<MoneyUnit>) -> String {
    if matches!(field.shape, Shape::Budget) {
        return with_unit(text, unit).unwrap_or_else(|| text.to_owned());
    }
    if let Shape::Rows(columns) = field.shape {
        return entries(columns, text);
    }
    if let Shape::Choices(choices) = field.shape {
        let strokes = choices.iter().any(|choice| choice.label.zh.contains('/') || choice.label.en.contains('/'));
        return if strokes { text.to_owned() } else { text.replace(['/', '／'], "；") };
    }
    text.to_owned()
}

/// The amount with the unit of its column, where it has none of its own.
pub(super) fn with_unit(text: &str, unit: Option<MoneyUnit>) -> Option<String> {
    let bare = matches!(Budget::parse(text, None), Err(BudgetRefusal::NoUnit(_)));
    let read = bare.then(|| Budget::parse(text, unit).ok()).flatten()?;
    Some(read.to_string())
}

/// Entries that stand in one line become lines, one a row, where no stroke says how the row is made.
fn entries(columns: &[Field], text: &str) -> String {
    let Some(first) = columns.first().filter(|_| !text.contains(['|', '｜'])) else { return text.to_owned() };
    let between: &[char] = if first.personal { &BETWEEN_NAMES } else { &BETWEEN_ENTRIES };
    let entries =
        text.split('\n').flat_map(|line| line.split(between)).map(str::trim).filter(|entry| !entry.is_empty());
    let second = columns.get(1).map(|column| column.shape);
    let lines = entries.map(|entry| match second {
        Some(Shape::Quantity) => bounded(entry).unwrap_or_else(|| entry.to_owned()),
        _ => entry.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `矫顽力≥25 kOe` as `矫顽力 | ≥25 kOe`, where what follows the sign is a quantity.
fn bounded(entry: &str) -> Option<String> {
    let at = entry.find(BOUNDS).filter(|at| *at > 0)?;
    let (name, bound) = entry.split_at(at);
    Quantity::parse(bound).ok()?;
    Some(format!("{} | {bound}", name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;

    fn field(kind: Kind, name: &str) -> &'static Field {
        kind.field(name).unwrap()
    }

    #[test]
    fn names_and_figures_in_one_cell_become_rows() {
        let inventors = field(Kind::Achievement, "inventors");
        let table = [
            ("张三;李四", "张三\n李四"),
            ("钱示例；孙示例、周示例", "钱示例\n孙示例\n周示例"),
            ("张三 | | 示例研究院", "张三 | | 示例研究院"),
            ("张三", "张三"),
        ];
        for (given, lines) in table {
            assert_eq!(prepared(inventors, given, None), lines, "{given}");
        }
        let indicators = field(Kind::Need, "indicators");
        assert_eq!(
            prepared(indicators, "矫顽力≥25 kOe；镝、铽用量≤0.3 wt%；外观良好", None),
            "矫顽力 | ≥25 kOe\n镝、铽用量 | ≤0.3 wt%\n外观良好"
        );
    }

    #[test]
    fn a_bare_amount_takes_the_unit_of_its_column() {
        let budget = field(Kind::Need, "budget");
        let table = [
            ("300", Some(MoneyUnit::TenThousand), "300万元"),
            ("500-800", Some(MoneyUnit::TenThousand), "500-800万元"),
            ("50万元", Some(MoneyUnit::One), "50万元"),
            ("面议", Some(MoneyUnit::One), "面议"),
            ("300", None, "300"),
            ("很多钱", Some(MoneyUnit::One), "很多钱"),
        ];
        for (given, unit, read) in table {
            assert_eq!(prepared(budget, given, unit), read, "{given}");
        }
    }

    #[test]
    fn answers_may_be_parted_by_strokes() {
        let forms = field(Kind::Need, "cooperation");
        assert_eq!(prepared(forms, "技术开发/技术转让", None), "技术开发；技术转让");
    }

    #[test]
    fn long_cells_are_cut_and_say_so() {
        let long = "长".repeat(40_000);
        let cut = fitting(long);
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() <= 32_767);
        assert_eq!(fitting("短".to_owned()), "短");
    }
}

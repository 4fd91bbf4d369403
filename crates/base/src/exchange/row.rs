//! A row read by the plan: what it is about, what it wants, and what its cells say.

use std::collections::BTreeMap;

use measure::{Budget, UnitDoubt};
use serde_json::Value;

use super::cell::{CUT, as_read, cell_text, prepared, with_unit};
use super::digest::short;
use super::plan::{Plan, Target};
use super::said::{RowReason, Said};
use super::verdict::{Act, Flaw};
use crate::people::hexadecimal;
use crate::record::verb::Within;
use crate::record::{Content, Field, Given, Kind, RecordId, Shape, SlipReason, State, show};

/// The words of states, as an export writes them.
pub(super) const STATES: [(&str, &str, &str); 4] = [
    ("draft", "草稿", "Draft"),
    ("published", "已发布", "Published"),
    ("withdrawn", "已撤回", "Withdrawn"),
    ("deleted", "已删除", "Deleted"),
];

/// What the cells say of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    /// The texts of the columns that hold the field, each with the column.
    whole: Vec<(usize, String)>,
    /// The texts of the columns that hold parts of the field's table: part, column, text.
    parts: Vec<(usize, usize, String)>,
}

/// A row read by the plan.
pub(super) struct Read<'a> {
    plan: &'a Plan,
    kind: Kind,
    /// What is to be done, where the row says so.
    pub act: Option<Act>,
    /// The record it names.
    pub id: Option<RecordId>,
    /// The version it was exported at.
    pub version: Option<u32>,
    /// The state it names, by code.
    pub state: Option<&'static str>,
    /// What is wrong with it so far.
    pub flaws: Vec<Flaw>,
    told: BTreeMap<&'static str, Told>,
}

/// What a row gives for a record.
#[derive(Default)]
pub(super) struct Giving {
    /// The fields.
    pub given: Vec<(String, Given)>,
    /// What is wrong with it already.
    pub flaws: Vec<Flaw>,
    /// What is doubtful in it.
    pub doubts: Vec<Flaw>,
}

impl<'a> Read<'a> {
    /// Reads a row; `None` where none of its known columns holds anything.
    pub(super) fn new(plan: &'a Plan, kind: Kind, cells: &[String]) -> Option<Self> {
        let mut read = Self {
            plan,
            kind,
            act: None,
            id: None,
            version: None,
            state: None,
            flaws: Vec::new(),
            told: BTreeMap::new(),
        };
        let mut holds = false;
        for (at, (column, cell)) in plan.columns.iter().zip(cells).enumerate() {
            let known = column.target != Target::Unknown;
            if known && !cell.is_empty() {
                holds = true;
            }
            read.take(at, &column.target, cell);
        }
        // Cells that stand beyond the last that is filled are empty.
        for (at, column) in plan.columns.iter().enumerate().skip(cells.len()) {
            read.take(at, &column.target, "");
        }
        holds.then_some(read)
    }

    fn take(&mut self, at: usize, target: &Target, cell: &str) {
        if let Some(led) = target.led(self.kind) {
            let told = self.told.entry(led.field.name).or_default();
            match led.part {
                None => told.whole.push((at, cell.to_owned())),
                Some(part) => told.parts.push((part, at, cell.to_owned())),
            }
        }
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        let given = || cell.to_owned();
        let read = match target {
            Target::Id => cell.parse().map(|id| self.id = Some(id)).map_err(|_| RowReason::NoSuchId { given: given() }),
            Target::Version => {
                let half = measure::full_width_to_half(cell);
                half.parse()
                    .map(|version| self.version = Some(version))
                    .map_err(|_| RowReason::BadVersion { given: given() })
            }
            Target::State => {
                let same = |(code, zh, en): &&(&str, &str, &str)| {
                    *zh == cell || code.eq_ignore_ascii_case(cell) || en.eq_ignore_ascii_case(cell)
                };
                let found = STATES.iter().find(same);
                found.map(|(code, ..)| self.state = Some(*code)).ok_or(RowReason::UnknownState { given: given() })
            }
            Target::Action => {
                act(cell).map(|act| self.act = Some(act)).ok_or(RowReason::UnknownAction { given: given() })
            }
            Target::Field { .. } | Target::Part { .. } | Target::Unknown => Ok(()),
        };
        if let Err(reason) = read {
            self.flaws.push(Flaw { column: Some(at), field: String::new(), said: reason.said() });
        }
    }

    /// Whether it is about a record that is there. Rows of another base are added, whatever their ids were there.
    pub(super) fn names_record(&self) -> bool {
        self.act.map_or(self.id.is_some(), |act| act != Act::Add)
    }

    /// What a row without an id is remembered by: its kind, and what its known columns say.
    pub(super) fn print(&self) -> [u8; 16] {
        let mut parts = vec![self.kind.code()];
        for (name, told) in &self.told {
            let filled = |text: &&str| !text.is_empty();
            parts
                .extend(told.whole.iter().map(|(_, text)| text.as_str()).filter(filled).flat_map(|text| [*name, text]));
            for (part, _, text) in &told.parts {
                if !text.is_empty() {
                    parts.extend([*name, if *part < 16 { &"0123456789abcdef"[*part..=*part] } else { "+" }, text]);
                }
            }
        }
        short(parts)
    }

    /// The print as text, told apart from earlier rows that say the same.
    pub(super) fn print_text(print: &[u8; 16], earlier: u32) -> String {
        let print = hexadecimal(print);
        if earlier == 0 { print } else { format!("{print}#{}", earlier + 1) }
    }

    /// The name of an owner that is to be noted where it is no organisation of the base.
    pub(super) fn owner(&self) -> Option<&str> {
        let told = self.told.get("owner")?;
        told.whole.iter().map(|(_, text)| text.as_str()).find(|text| !text.is_empty())
    }

    /// What the row gives for a record that says `before`; for a new one, `before` says nothing.
    pub(super) fn giving(&self, before: &Content, within: &mut Within) -> Giving {
        let mut giving = Giving::default();
        for (name, told) in &self.told {
            let Some(field) = self.kind.field(name) else { continue };
            let shown = cell_text(field, before.get(name), within);
            let (text, unit_column) = match self.text(field, told) {
                Some(whole) => whole,
                None if told.parts.is_empty() => (String::new(), None),
                None => match self.first_row(field, told, before.get(name), within) {
                    Some(text) => (text, None),
                    None => continue,
                },
            };
            if text == shown {
                continue;
            }
            let column = told.whole.iter().map(|(at, _)| *at).chain(told.parts.iter().map(|(_, at, _)| *at)).next();
            if text.ends_with(CUT) {
                let said = RowReason::CutOff {}.said();
                giving.flaws.push(Flaw { column, field: field.name.to_owned(), said });
                continue;
            }
            let unit = unit_column.and_then(|at| self.plan.columns.get(at)).and_then(|column| column.unit);
            if let (Shape::Budget, Some(at)) = (field.shape, unit_column)
                && let Some(doubt) = doubt(&text, with_unit(&text, unit))
            {
                giving.doubts.push(Flaw { column: Some(at), field: field.name.to_owned(), said: doubt });
            }
            giving.given.push((field.name.to_owned(), Given::Text(prepared(field, &text, unit))));
        }
        giving
    }

    /// The text of a field whose columns hold it whole, and the column that gives it a unit; `None` where they are
    /// empty and parts of it stand in columns of their own.
    fn text(&self, field: &Field, told: &Told) -> Option<(String, Option<usize>)> {
        let filled: Vec<&(usize, String)> = told.whole.iter().filter(|(_, text)| !text.is_empty()).collect();
        let Some((first, _)) = filled.first() else {
            return if told.parts.is_empty() { Some((String::new(), None)) } else { None };
        };
        let table = matches!(field.shape, Shape::Rows(_));
        let joint = if matches!(field.shape, Shape::Prose) {
            "\n\n"
        } else if table {
            "\n"
        } else {
            "；"
        };
        let text = filled.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(joint);
        Some((as_read(&text), Some(*first)))
    }

    /// The text of a table whose first row stands in columns of its own; `None` where they say what is there already.
    fn first_row(&self, field: &Field, told: &Told, before: &Value, within: &mut Within) -> Option<String> {
        let Shape::Rows(columns) = field.shape else { return None };
        let row = &before[0];
        let now: Vec<String> = columns.iter().map(|column| as_read(&show(column, &row[column.name], within))).collect();
        let mut parts = now.clone();
        for (part, at, text) in &told.parts {
            let unit = self.plan.columns.get(*at).and_then(|column| column.unit);
            if *text != now[*part] {
                parts[*part] = prepared(&columns[*part], text, unit);
            }
        }
        if parts == now {
            return None;
        }
        let first = parts.iter().map(|part| crate::record::escaped(part)).collect::<Vec<_>>().join(" | ");
        let shown = show(field, before, within);
        let rest = shown.split_once('\n').map(|(_, rest)| format!("\n{rest}")).unwrap_or_default();
        Some(format!("{first}{rest}"))
    }
}

/// What is to be done, in either language.
fn act(word: &str) -> Option<Act> {
    match word.to_uppercase().as_str() {
        "ADD" | "新增" | "增加" | "添加" => Some(Act::Add),
        "UPDATE" | "修改" | "更新" | "变更" => Some(Act::Update),
        "DELETE" | "删除" => Some(Act::Delete),
        _ => None,
    }
}

/// The doubt about an amount that took the unit of its column.
fn doubt(given: &str, with_unit: Option<String>) -> Option<Said> {
    let budget = Budget::parse(&with_unit?, None).ok()?;
    let otherwise = match budget.unit_doubt()? {
        UnitDoubt::LooksLikeYuan { otherwise, .. } | UnitDoubt::LooksLikeTenThousand { otherwise, .. } => otherwise,
    };
    Some(Said::from(&SlipReason::UnitDoubt { given: given.to_owned(), reading: otherwise.to_string() }))
}

/// Whether a record stands where the code says.
pub(super) fn stands(state: &State, code: &str) -> bool {
    state.code() == code
}

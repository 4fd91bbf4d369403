//! Tables for tests: records with every field filled, files written, read and changed cell by cell.
#![allow(
    clippy::from_iter_instead_of_collect,
    clippy::needless_for_each,
    reason = "tests may stop where something is not as it should be"
)]
#![allow(clippy::unwrap_used, dead_code, reason = "tests' own support, of which no test needs everything")]

use std::fs::File;
use std::io::BufWriter;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use base::exchange::{
    Format, Judged, NewImport, NothingAlike, Said, Start, Wanted, Words, apply, begin, begin_apply, export, find,
    preview,
};
use base::people::Viewer;
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Choice, Field, Given, Identifier, Kind, Places, Record, RecordId, Shape};
use base::store::{Filter, Head, Import, Sort, Store};
use sheet::{Book, Column, Limits};
use tempfile::NamedTempFile;
use uuid::Uuid;

use crate::both::{at, read};

/// Texts that hurt: formulas, separators, strokes, quotes, escapes, wide letters.
const LINES: [&str; 3] = [
    "=1+1 “引号\" | 甲；乙、丙, 丁; 戊",
    "'@SUM(A1) \\n 反斜杠 \\| \\\\ <b>&amp;</b> _x0041_",
    "-5% ｜ 全角 ＡＢＣ　空格 \u{1f9f2} ≥1.45 T",
];
const PROSES: [&str; 3] =
    ["第一行\n=第二行，\"引号\"\n\n\t制表；第五行 | 末", "+86 010\n'apostrophe\n  缩进", "@一行；二、三"];

/// The places of the chain that ships.
pub fn places() -> Places {
    static PLACES: std::sync::OnceLock<Places> = std::sync::OnceLock::new();
    let make = || {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../chain/tests/small");
        let mut files = chain::Files::new();
        for (folder, prefix) in [(root.clone(), ""), (root.join("patches"), "patches/")] {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                    files.insert(format!("{prefix}{name}"), std::fs::read(&path).unwrap());
                }
            }
        }
        Places::of(&chain::Pack::read(&files).unwrap())
    };
    PLACES.get_or_init(make).clone()
}

/// Somebody does something, on the chain that ships.
pub fn by(viewer: Viewer, second: i64) -> Occasion {
    Occasion { viewer, now: at(second), places: places() }
}

/// A table that ships with the crate `sheet`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../sheet/tests/files").join(name)
}

fn patch() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/rare-earth/patches/al_market.toml");
    std::fs::read_to_string(file).unwrap()
}

/// A record that others can name; one of each kind.
fn target(store: &dyn Store, kind: Kind) -> RecordId {
    let title = format!("被引用的{}", kind.label().zh);
    let found = read(store, |shelf| shelf.titled(&[kind], &title, &Viewer::Operator.reach(), 1).unwrap());
    let found = found.first().map(|titled| titled.id).or_else(|| {
        let filter = Filter { kinds: vec![kind], words: base::record::asked(&title), ..Filter::default() };
        let query = base::record::verb::listing(&Viewer::Operator, filter, Sort::Created, None, 1).unwrap();
        read(store, |shelf| shelf.find(&query).unwrap()).records.first().map(|record| record.id)
    });
    found.unwrap_or_else(|| {
        let mut given = vec![("title_zh".to_owned(), Given::Text(title))];
        if kind == Kind::Bid {
            // A bid that was not opened is sealed, and can be named by nobody.
            given.push(("stage".to_owned(), Given::Text("awarded".to_owned())));
            given.push(("opened".to_owned(), Given::Text("2026-01-15 09:30".to_owned())));
        }
        let occasion = by(Viewer::Operator, 1);
        store.writing(move |shelf| create(shelf, &occasion, kind, &given, Beginning::Draft)).unwrap().id
    })
}

/// Something for every field of a kind; another thing in every round.
pub fn given_everywhere(store: &dyn Store, kind: Kind, round: usize) -> Vec<(String, Given)> {
    let fields: Vec<&Field> = kind.fields().collect();
    fields.iter().map(|field| (field.name.to_owned(), Given::Json(value(store, field, round)))).collect()
}

/// The code of an item of an annual plan, of a plan that has it.
fn plan_item(store: &dyn Store, round: usize) -> String {
    let title = "有计划的协议";
    let there = read(store, |shelf| shelf.titled(&[Kind::Agreement], title, &Viewer::Operator.reach(), 1).unwrap());
    if there.is_empty() {
        let items: Vec<serde_json::Value> = LINES
            .iter()
            .map(|line| serde_json::json!({ "year": 2026, "code": format!("P {line}"), "item": "x" }))
            .collect();
        let given = vec![
            ("title_zh".to_owned(), Given::Text(title.to_owned())),
            ("plan".to_owned(), Given::Json(serde_json::json!(items))),
            ("parties".to_owned(), Given::Text(target(store, Kind::Organisation).to_string())),
            ("content".to_owned(), Given::Text("示例".to_owned())),
        ];
        let occasion = by(Viewer::Operator, 1);
        let begins = Beginning::Published;
        let written = store.writing(move |shelf| create(shelf, &occasion, Kind::Agreement, &given, begins));
        written.unwrap();
    }
    format!("P {}", LINES[round % 3])
}

fn value(store: &dyn Store, field: &Field, round: usize) -> serde_json::Value {
    use serde_json::{Value, json};
    if field.name == "plan_item" {
        return json!(plan_item(store, round));
    }
    let at = |texts: &[&str]| json!(texts[round % texts.len()]);
    let code = |choices: &[Choice], more: usize| choices[(round + more) % choices.len()].code;
    let last = ["until", "ends", "closes"].contains(&field.name);
    match field.shape {
        Shape::Line => json!(format!("{} {}", field.name, LINES[round % 3])),
        Shape::Prose => at(&PROSES),
        Shape::Words => json!(["=永磁", "a b", &"词语甲"[..3 * (round + 1)]]),
        Shape::Whole(least, most) => json!((least + i64::try_from(round).unwrap()).min(most)),
        Shape::Decimal => at(&["12.5", "-0.001", "1234567.89"]),
        Shape::Flag => json!(round.is_multiple_of(2)),
        Shape::Date => json!(format!("20{}-01-15", if last { 27 } else { 26 })),
        Shape::Moment => json!(format!("20{}-01-15 09:30", if last { 27 } else { 26 })),
        Shape::Budget => at(&["50万元", "≤100万元", "面议"]),
        Shape::Quantity => at(&["≥1.45 T", "95 %", "10-20 mm"]),
        Shape::Choice(choices) => json!(code(choices, 0)),
        Shape::Choices(choices) => json!([code(choices, 0), code(choices, 1)]),
        Shape::Link => json!(target(store, field.targets[round % field.targets.len()]).to_string()),
        Shape::Links => Value::from_iter(field.targets.iter().map(|kind| target(store, *kind).to_string())),
        Shape::Rows(columns) => rows(store, columns, round),
        Shape::Positions => {
            let places = places();
            Value::from_iter(places.all().skip(round).take(2).map(|(id, ..)| id.to_owned()))
        }
        Shape::Patch => json!(patch()),
        Shape::Identifier(identifier) => json!(identifier_of(identifier)),
        Shape::Web => json!("https://example.org/?q=a|b"),
        Shape::Mail => json!("name@example.org"),
    }
}

/// A table: a row with everything, and rows whose first cells alone are filled.
fn rows(store: &dyn Store, columns: &[Field], round: usize) -> serde_json::Value {
    let whole: serde_json::Map<_, _> =
        columns.iter().map(|column| (column.name.to_owned(), value(store, column, round))).collect();
    let first = |round| {
        let first = &columns[0];
        serde_json::json!({ first.name: value(store, first, round) })
    };
    serde_json::Value::Array(if round == 2 { vec![first(0), first(2)] } else { vec![whole.into(), first(round)] })
}

fn identifier_of(identifier: Identifier) -> &'static str {
    match identifier {
        Identifier::Orcid => "0000-0002-1825-0097",
        Identifier::Ror => "https://ror.org/02mhbdp94",
        Identifier::CreditCode => "91350100M000100Y43",
        Identifier::PatentNumber => "CN202310123456.6",
        Identifier::Doi => "10.1000/182",
        Identifier::Certificate => "2345-6789-ABCD-EFGH-JKMC",
        Identifier::Country => "CN",
    }
}

/// Writes the whole list of a kind to a file.
pub fn exported(store: &dyn Store, occasion: &Occasion, kind: Kind, format: Format, chinese: bool) -> NamedTempFile {
    let suffix = if format == Format::Xlsx { ".xlsx" } else { ".csv" };
    let file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
    let wanted = Wanted { kind, filter: Filter::default(), sort: Sort::Created, chinese };
    let out = BufWriter::new(File::create(file.path()).unwrap());
    export(store, occasion, &wanted, format, out, &mut |_| ()).unwrap();
    file
}

/// Reads a file as an import, to its preview.
pub fn imported(store: &dyn Store, occasion: &Occasion, kind: Kind, file: &Path) -> Import {
    let account = occasion.viewer.account().unwrap();
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    let id = begin(store, occasion, account, NewImport { kind, name, start: Start::Draft }).unwrap().id;
    preview(store, &NothingAlike, occasion, id, file).unwrap();
    store.reading(|shelf| find(shelf, occasion, id)).unwrap()
}

/// Writes the good rows of an import; the counts after it.
pub fn written(store: &dyn Store, occasion: &Occasion, id: Uuid) -> String {
    begin_apply(store, occasion, id).unwrap();
    apply(store, occasion, id).unwrap();
    statuses(store, id)
}

/// The bad rows of an import as they are handed back.
pub fn bad_rows(store: &dyn Store, occasion: &Occasion, id: Uuid) -> NamedTempFile {
    let import = store.reading(|shelf| find(shelf, occasion, id)).unwrap();
    let file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    let words = Words {
        sentence: &|said: &Said| said.english.clone(),
        field: &|path| path.to_owned(),
        outcome: &|_, status| status.to_owned(),
    };
    let out = File::create(file.path()).unwrap();
    base::exchange::bad_rows(store, occasion, &import, &words, Format::Xlsx, out).unwrap();
    file
}

pub fn head(store: &dyn Store) -> Head {
    read(store, |shelf| shelf.head().unwrap())
}

pub fn counts(store: &dyn Store, id: Uuid) -> Vec<(String, u64)> {
    read(store, |shelf| shelf.import_counts(id).unwrap())
}

/// The counts in one line.
pub fn statuses(store: &dyn Store, id: Uuid) -> String {
    let counts = counts(store, id).into_iter().map(|(status, count)| format!("{status} {count}"));
    counts.collect::<Vec<_>>().join(", ")
}

/// Every row of an import with what was found.
pub fn judged(store: &dyn Store, import: &Import) -> Vec<(u32, Judged)> {
    let rows = read(store, |shelf| shelf.import_rows(import.id, "", 0, 10_000).unwrap());
    rows.iter().map(|row| (row.number, Judged::of(row).unwrap())).collect()
}

/// What is wrong or doubtful in the rows, a line each.
pub fn flaws(store: &dyn Store, id: Uuid) -> String {
    let rows = read(store, |shelf| shelf.import_rows(id, "", 0, 10_000).unwrap());
    let mut lines = Vec::new();
    for row in &rows {
        let judged = Judged::of(row).unwrap();
        for flaw in judged.flaws() {
            lines.push(format!("{} {}: {} {}", row.number, row.status, flaw.field, flaw.said.english));
        }
        if let base::exchange::Verdict::Duplicate { of, why } = judged.verdict {
            lines.push(format!("{} duplicate: {of:?} {why:?}", row.number));
        }
    }
    lines.join("\n")
}

/// The rows of a file as they are.
pub fn rows_of(path: &Path) -> Vec<Vec<String>> {
    let mut book = Book::open(path, "table", Limits::default()).unwrap().unguard();
    let mut rows = Vec::new();
    book.rows(0, &mut |row| {
        rows.push(row.cells);
        ControlFlow::Continue(())
    })
    .unwrap();
    rows
}

/// A table whose cells can be changed.
pub struct Sheet(Vec<Vec<String>>);

impl Sheet {
    pub fn read(path: &Path) -> Self {
        let mut rows = rows_of(path);
        let width = rows[0].len();
        rows.iter_mut().for_each(|row| row.resize(width, String::new()));
        Self(rows)
    }

    pub fn column(&self, title: &str) -> usize {
        self.0[0].iter().position(|known| known == title).unwrap_or_else(|| panic!("no column {title}"))
    }

    /// Keeps the rows of these records.
    pub fn retain_ids(&mut self, records: &[Record]) {
        let id = self.column("编号/ID");
        let header = self.0.remove(0);
        self.0.retain(|row| records.iter().any(|record| record.id.to_string() == row[id]));
        self.0.insert(0, header);
    }

    pub fn rename(&mut self, title: &str, now: &str) {
        let at = self.column(title);
        now.clone_into(&mut self.0[0][at]);
    }

    /// Sets a cell of the first row under the header.
    pub fn set(&mut self, title: &str, text: &str) {
        let at = self.column(title);
        text.clone_into(&mut self.0[1][at]);
    }

    /// Sets a cell of every row under the header for which `wanted` says so.
    pub fn fill(&mut self, title: &str, text: &str, wanted: impl Fn(&[String], usize) -> bool) {
        let at = self.column(title);
        for row in self.0.iter_mut().skip(1).filter(|row| wanted(row, at)) {
            text.clone_into(&mut row[at]);
        }
    }

    /// Puts another column at the end, with the same cell in every row.
    pub fn push(&mut self, title: &str, text: &str) {
        for (at, row) in self.0.iter_mut().enumerate() {
            row.push(if at == 0 { title } else { text }.to_owned());
        }
    }

    pub fn write(&self) -> NamedTempFile {
        let file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
        let columns: Vec<Column> = self.0[0].iter().map(Column::text).collect();
        sheet::write_xlsx(&columns, self.0[1..].to_vec(), File::create(file.path()).unwrap()).unwrap();
        file
    }
}

/// A small table from lines.
pub fn table(lines: &[&[&str]]) -> NamedTempFile {
    let width = lines.iter().map(|line| line.len()).max().unwrap_or_default();
    let cells =
        |line: &&[&str]| (0..width).map(|at| line.get(at).map(|cell| (*cell).to_owned()).unwrap_or_default()).collect();
    Sheet(lines.iter().map(cells).collect()).write()
}

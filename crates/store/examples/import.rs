//! Makes a need list of so many rows as XLSX, imports it into a new base in SQLite, and says how long each part took
//! and how much memory was held at most: `cargo run --release -p didymium-store --example import -- 50000`. With
//! `postgres` behind the number the base is in PostgreSQL.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be set up ends")]

use std::fs::{self, File};
use std::io::BufWriter;
use std::time::Instant;

use base::exchange::{NewImport, NothingAlike, Start, Wanted, apply, begin, begin_apply, export, preview};
use base::people::{Account, AccountId, AccountState, Member, Standing, Viewer};
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places};
use base::store::{Fault, Filter, Sort, Store};
use didymium_store::{Postgres, Sqlite};
use measure::{Clock, SystemClock};
use sheet::{Column, write_xlsx};

fn main() {
    let rows: usize = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(50_000);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("needs.xlsx");
    made(rows, &file);
    println!("{rows} rows, {} bytes of XLSX; the program holds {}", fs::metadata(&file).unwrap().len(), peak());
    let store: Box<dyn Store> = if std::env::args().nth(2).as_deref() == Some("postgres") {
        Box::new(Postgres::open(&test_postgres::shared().database()).unwrap())
    } else {
        Box::new(Sqlite::open(&folder.path().join("base.sqlite")).unwrap())
    };
    let store = &*store;
    println!("{}", store.engine());
    let (account, occasion) = member(store);
    let new = NewImport { kind: Kind::Need, name: "needs.xlsx".to_owned(), start: Start::Draft };
    let id = begin(store, &occasion, account, new).unwrap().id;
    timed("preview", || preview(store, &NothingAlike, &occasion, id, &file).unwrap());
    let counts = store.reading(|shelf| shelf.import_counts(id)).unwrap();
    println!("  {counts:?}");
    begin_apply(store, &occasion, id).unwrap();
    timed("write", || apply(store, &occasion, id).unwrap());
    let wanted = Wanted { kind: Kind::Need, filter: Filter::default(), sort: Sort::Created, chinese: true };
    let out = folder.path().join("export.xlsx");
    timed("export", || {
        let out = BufWriter::new(File::create(&out).unwrap());
        export(store, &occasion, &wanted, base::exchange::Format::Xlsx, out, &mut |_| ()).unwrap();
    });
    let new = NewImport { kind: Kind::Need, name: "export.xlsx".to_owned(), start: Start::Draft };
    let id = begin(store, &occasion, account, new).unwrap().id;
    timed("preview of the export", || preview(store, &NothingAlike, &occasion, id, &out).unwrap());
    println!("  {:?}", store.reading(|shelf| shelf.import_counts(id)).unwrap());
}

fn timed(what: &str, work: impl FnOnce()) {
    let begun = Instant::now();
    work();
    println!("{what}: {:.2} s; at most {} so far", begun.elapsed().as_secs_f64(), peak());
}

/// The most memory held so far, as Linux counts it.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}

fn made(rows: usize, file: &std::path::Path) {
    let titles = [
        "需求名称",
        "所属单位",
        "技术领域",
        "技术难题",
        "技术指标",
        "预算金额（万元）",
        "合作方式",
        "有效期",
        "联系人",
        "联系电话",
    ];
    let columns: Vec<Column> = titles.iter().map(|title| Column::text(*title)).collect();
    let row = |at: usize| {
        vec![
            format!("钕铁硼磁体重稀土减量需求 {at}"),
            "示例磁材公司".to_owned(),
            "稀土永磁材料".to_owned(),
            format!("现有工艺镝用量高、成本大，第 {at} 条生产线希望通过晶界扩散降低用量，并保持矫顽力。"),
            "矫顽力≥25 kOe；镝用量≤0.3 wt%".to_owned(),
            (50 + at % 900).to_string(),
            "技术开发/技术转让".to_owned(),
            "2030-12-31".to_owned(),
            "王示例".to_owned(),
            "010-00000001".to_owned(),
        ]
    };
    write_xlsx(&columns, (0..rows).map(row), BufWriter::new(File::create(file).unwrap())).unwrap();
}

fn member(store: &dyn Store) -> (AccountId, Occasion) {
    let (now, places) = (SystemClock.now(), Places::default());
    let operator = Occasion { viewer: Viewer::Operator, now, places: places.clone() };
    let given = [("title_zh", "示例磁材公司"), ("party_type", "sme"), ("visibility", "public")];
    let given = given.map(|(name, text)| (name.to_owned(), Given::Text(text.to_owned())));
    let organisation =
        store.writing(move |shelf| create(shelf, &operator, Kind::Organisation, &given, Beginning::Published));
    let organisation = organisation.unwrap().id;
    let account = Account {
        id: AccountId::fresh(),
        login: "member".to_owned(),
        name: "示例".to_owned(),
        mail: String::new(),
        language: "zh".to_owned(),
        state: AccountState::Active,
        password: None,
        person: None,
        roles: Vec::new(),
        created: now,
    };
    let id = account.id;
    store.writing(move |shelf| shelf.put_account(&account).map(drop).map_err(|fault: Fault| fault)).unwrap();
    let standings = vec![Standing { organisation, manages: true }];
    let viewer = Viewer::Member(Box::new(Member::new(id, "示例".to_owned(), Vec::new(), standings)));
    (id, Occasion { viewer, now, places })
}

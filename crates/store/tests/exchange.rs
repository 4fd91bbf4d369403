//! Tables in and out, on both databases: what is exported comes back unchanged, for every kind.
#![allow(
    clippy::unwrap_used,
    clippy::from_iter_instead_of_collect,
    clippy::needless_for_each,
    reason = "tests may stop where something is not as it should be"
)]

mod both;
mod table;

use base::exchange::{Format, Settlement, Verdict, apply, begin_apply, decide};
use base::people::{Role, Viewer};
use base::record::kinds::Bid;
use base::record::verb::{Beginning, create};
use base::record::{Kind, Record, RecordId, Shape};
use base::store::Store;
use both::{both, member, organisation, read, texts};
use table::{Sheet, by, counts, exported, given_everywhere, head, imported, judged, rows_of, statuses};

/// Three records of a kind with every field filled, one of them with little: but for bids, whose drafts are sealed.
fn filled(store: &dyn Store, kind: Kind) -> Vec<Record> {
    let mut records = Vec::new();
    for round in 0..3 {
        let (given, occasion) = (given_everywhere(store, kind, round), by(Viewer::Operator, 5));
        let record = store.writing(move |shelf| create(shelf, &occasion, kind, &given, Beginning::Published)).unwrap();
        let empty = kind.fields().filter(|field| record.content.get(field.name).is_null()).map(|field| field.name);
        assert_eq!(empty.collect::<Vec<_>>(), [""; 0], "{kind}: every field is filled");
        records.push(record);
    }
    if kind == Kind::Bid {
        return records;
    }
    let owner = organisation(store, "示例甲公司");
    let little = texts(&[("title_en", "Little"), ("owner", &owner.to_string())]);
    records.push(
        store.writing(move |shelf| create(shelf, &by(Viewer::Operator, 6), kind, &little, Beginning::Draft)).unwrap(),
    );
    records
}

#[test]
fn every_kind_comes_back_unchanged() {
    for fresh in both() {
        let store = &*fresh.store;
        let who = member(store, "admin", &[Role::Administrator], &[]);
        let occasion = by(who, 10);
        for kind in Kind::ALL {
            let records = filled(store, *kind);
            for (format, chinese) in [(Format::Xlsx, true), (Format::Csv, false)] {
                let what = format!("{} {kind} {format:?}", fresh.name);
                let file = exported(store, &occasion, *kind, format, chinese);
                let count = rows_of(file.path()).len() - 1;
                assert!(count >= records.len(), "{what}: {count} rows");
                let before = head(store);
                let import = imported(store, &occasion, *kind, file.path());
                let unlike = judged(store, &import)
                    .into_iter()
                    .filter(|(_, row)| !matches!(row.verdict, Verdict::Unchanged { .. }));
                assert_eq!(unlike.collect::<Vec<_>>(), [], "{what}");
                assert_eq!(counts(store, import.id), [("unchanged".to_owned(), count as u64)], "{what}");
                begin_apply(store, &occasion, import.id).unwrap();
                apply(store, &occasion, import.id).unwrap();
                assert_eq!(head(store), before, "{what}: nothing was written");
            }
        }
    }
}

/// The same rows without their ids are new records that say the same, for an administrator.
#[test]
fn every_kind_can_be_taken_to_another_base() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = by(member(store, "admin", &[Role::Administrator], &[]), 10);
        for kind in Kind::ALL {
            let records = filled(store, *kind);
            let file = exported(store, &occasion, *kind, Format::Xlsx, true);
            let mut sheet = Sheet::read(file.path());
            sheet.retain_ids(&records);
            sheet.rename("编号/ID", "从前的编号");
            sheet.rename("版本/Version", "从前的版本");
            let file = sheet.write();
            let import = imported(store, &occasion, *kind, file.path());
            let what = format!("{} {kind}", fresh.name);
            let rows = judged(store, &import);
            let asked = rows.iter().all(|(_, row)| matches!(row.verdict, Verdict::Duplicate { .. }));
            assert!(asked, "{what}: {rows:?}");
            assert_eq!(decide(store, &occasion, import.id, None, Settlement::New).unwrap(), records.len(), "{what}");
            assert_eq!(
                statuses(store, import.id),
                format!("add {}", records.len()),
                "{what} {:?}",
                judged(store, &import)
            );
            begin_apply(store, &occasion, import.id).unwrap();
            apply(store, &occasion, import.id).unwrap();
            let written = judged(store, &import);
            let mut ids: Vec<RecordId> = written.iter().filter_map(|(_, row)| row.record()).collect();
            ids.reverse();
            let mut originals: Vec<&Record> = records.iter().collect();
            originals.sort_by_key(|record| std::cmp::Reverse(record.id));
            ids.sort();
            originals.reverse();
            let mut contents: Vec<String> = originals.iter().map(|record| record.content.canonical()).collect();
            let mut again: Vec<String> = ids
                .iter()
                .map(|id| read(store, |shelf| shelf.record(*id).unwrap().unwrap()).content.canonical())
                .collect();
            contents.sort();
            again.sort();
            assert_eq!(again, contents, "{what}");
        }
    }
}

#[test]
fn a_changed_cell_changes_its_field_alone() {
    for fresh in both() {
        let store = &*fresh.store;
        let occasion = by(member(store, "admin", &[Role::Administrator], &[]), 10);
        for kind in Kind::ALL {
            let records = filled(store, *kind);
            let file = exported(store, &occasion, *kind, Format::Csv, true);
            for field in kind.fields().filter(|field| matches!(field.shape, Shape::Line | Shape::Prose)) {
                let now = read(store, |shelf| shelf.record(records[0].id).unwrap().unwrap());
                let mut sheet = Sheet::read(file.path());
                sheet.retain_ids(&records[..1]);
                sheet.set("版本/Version", &now.version.to_string());
                for other in kind.fields() {
                    // What earlier rounds changed stays as it is now.
                    if now.content.get(other.name) != records[0].content.get(other.name) {
                        sheet.set(other.label.zh, now.content.text(other.name));
                    }
                }
                let text = format!("改过的 {} = | ；、", field.name);
                sheet.set(field.label.zh, &text);
                let file = sheet.write();
                let import = imported(store, &occasion, *kind, file.path());
                let (_, row) = judged(store, &import).remove(0);
                let what = format!("{} {kind}.{}: {row:?}", fresh.name, field.name);
                let is_handed_in = *kind == Kind::Bid && Bid::HANDED_IN.contains(&field.name);
                // A plan item takes the codes of plans alone.
                if !field.hand.is_open(true) || is_handed_in || field.name == "plan_item" {
                    assert!(matches!(&row.verdict, Verdict::Bad { .. }), "{what}");
                    continue;
                }
                assert!(matches!(&row.verdict, Verdict::Update { fields, .. } if *fields == [field.name]), "{what}");
                begin_apply(store, &occasion, import.id).unwrap();
                apply(store, &occasion, import.id).unwrap();
                let after = read(store, |shelf| shelf.record(now.id).unwrap().unwrap());
                let mut expected = now.content.clone();
                expected.set(field.name, serde_json::json!(text));
                assert_eq!((after.content, after.version), (expected, now.version + 1), "{what}");
            }
        }
    }
}

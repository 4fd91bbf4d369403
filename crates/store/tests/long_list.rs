//! Lists so long that they are walked and not gathered: the same records, in the same order, for the same readers.
#![allow(clippy::unwrap_used, reason = "tests may stop where something is not as it should be")]

mod both;

use base::people::{Reach, Role, Viewer};
use base::record::verb::{Beginning, change, create, listing};
use base::record::{Audience, Kind, Record, RecordId, asked};
use base::store::{Fault, Filter, Mark, Sort, Store};
use both::{both, member, operator, organisation, read, texts};

/// More than are gathered.
const MANY: i64 = 2_100;

fn fill(store: &dyn Store, author: &Viewer, owners: [RecordId; 2]) {
    let author = author.clone();
    let written = store.writing(move |shelf| {
        for number in 0..MANY {
            let owner = owners[usize::from(number % 100 == 0)].to_string();
            let title = format!("钕铁硼{}{:04}", if number % 3 == 0 { "抛光" } else { "回收" }, (number * 7919) % MANY);
            let expires = if number % 5 == 0 { "2027-01-31" } else { "2029-01-31" };
            let given = texts(&[
                ("title_zh", &title),
                ("problem", "难题"),
                ("owner", &owner),
                ("visibility", ["public", "members", "owner", "private"][usize::try_from(number % 4).unwrap()]),
                ("expires", expires),
                ("cooperation", if number % 2 == 0 { "licence" } else { "development" }),
            ]);
            let beginning = if number % 50 == 0 { Beginning::Draft } else { Beginning::Published };
            let mut occasion = operator(number / 2);
            if number % 700 == 0 {
                occasion.viewer = author.clone();
            }
            create(shelf, &occasion, Kind::Need, &given, beginning)?;
        }
        Ok::<(), base::Trouble>(())
    });
    written.unwrap();
}

fn listed(store: &dyn Store, viewer: &Viewer, filter: &Filter, sort: Sort) -> Vec<RecordId> {
    let mut found = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let query = listing(viewer, filter.clone(), sort, after.as_deref(), 170).unwrap();
        let part = read(store, |shelf| shelf.find(&query).unwrap());
        found.extend(part.records.iter().map(|record| record.id));
        match part.next {
            Some(next) => after = Some(next.to_string()),
            None => return found,
        }
    }
}

fn all(store: &dyn Store) -> Vec<Record> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let mut query = listing(&Viewer::Operator, needs(), Sort::Created, None, 200).unwrap();
        (query.reach, query.after) = (Reach::Everything, after);
        let part = read(store, |shelf| shelf.find(&query).unwrap());
        all.extend(part.records);
        after = part.next;
        if after.is_none() {
            return all;
        }
    }
}

fn needs() -> Filter {
    Filter { kinds: vec![Kind::Need], ..Filter::default() }
}

fn in_order(mut records: Vec<&Record>, sort: Sort) -> Vec<RecordId> {
    records.sort_by(|one, other| match sort {
        Sort::Updated => (other.updated, other.id).cmp(&(one.updated, one.id)),
        Sort::Created => (other.created, other.id).cmp(&(one.created, one.id)),
        Sort::Title => (one.content.title(true), one.id).cmp(&(other.content.title(true), other.id)),
        Sort::Expires => (one.content.text("expires"), one.id).cmp(&(other.content.text("expires"), other.id)),
    });
    records.into_iter().map(|record| record.id).collect()
}

type Holds = Box<dyn Fn(&Record) -> bool>;

fn filters(author: &Viewer, owner: RecordId) -> Vec<(&'static str, Filter, Holds)> {
    let account = author.account();
    let mark = |field: &str, value: &str| Mark { field: field.to_owned(), value: value.to_owned() };
    let title = |word: &'static str| -> Holds { Box::new(move |record| record.content.title(true).contains(word)) };
    vec![
        ("nothing", needs(), Box::new(|_| true)),
        ("a common word", Filter { words: asked("钕铁硼"), ..needs() }, title("钕铁硼")),
        ("a common and a rarer word", Filter { words: asked("难题 抛光"), ..needs() }, title("抛光")),
        ("no word", Filter { words: asked("硼铁"), ..needs() }, Box::new(|_| false)),
        (
            "a word and a mark",
            Filter { words: asked("铁硼回"), marks: vec![mark("cooperation", "licence")], ..needs() },
            Box::new(|record| {
                record.content.title(true).contains("回收")
                    && record.content.get("cooperation").to_string().contains("licence")
            }),
        ),
        (
            "a common mark",
            Filter { marks: vec![mark("owner", &owner.to_string())], ..needs() },
            Box::new(move |record| record.content.owner() == Some(owner)),
        ),
        (
            "the owner",
            Filter { owner: Some(owner), ..needs() },
            Box::new(move |record| record.content.owner() == Some(owner)),
        ),
        ("the author", Filter { author: account, ..needs() }, Box::new(move |record| record.author == account)),
        (
            "the expiry",
            Filter { expires_before: Some("2028-01-01".to_owned()), ..needs() },
            Box::new(|record| record.content.text("expires") < "2028-01-01"),
        ),
        (
            "drafts",
            Filter { states: vec!["draft".to_owned()], ..needs() },
            Box::new(|record| record.state.code() == "draft"),
        ),
        (
            "published",
            Filter { states: vec!["published".to_owned()], ..needs() },
            Box::new(|record| record.state.code() == "published"),
        ),
    ]
}

#[test]
fn every_reader_finds_in_a_long_list_what_they_may_see_and_no_more() {
    for fresh in both() {
        let store = &*fresh.store;
        let owners = [organisation(store, "示例甲公司"), organisation(store, "示例乙公司")];
        let author = member(store, "author", &[], &[(owners[0], true), (owners[1], true)]);
        fill(store, &author, owners);
        let all = all(store);
        assert_eq!(i64::try_from(all.len()).unwrap(), MANY, "{}", fresh.name);
        let viewers = [
            ("auditor", member(store, "auditor", &[Role::Auditor], &[])),
            ("visitor", Viewer::Visitor),
            ("stranger", member(store, "stranger", &[], &[])),
            ("manager", member(store, "manager", &[], &[(owners[1], true)])),
            ("author", author.clone()),
        ];
        for (what, filter, holds) in filters(&author, owners[0]) {
            for (who, viewer) in &viewers {
                let due: Vec<&Record> =
                    all.iter().filter(|record| Audience::of(record).admits(viewer) && holds(record)).collect();
                for sort in Sort::ALL {
                    let found = listed(store, viewer, &filter, sort);
                    assert!(found == in_order(due.clone(), sort), "{} {what} {who} {sort:?}", fresh.name);
                }
                for most in [1, 1_001, 9_999] {
                    let counted = read(store, |shelf| shelf.count(&viewer.reach(), &filter, most).unwrap());
                    assert_eq!(counted, due.len().min(most), "{} {what} {who}", fresh.name);
                }
            }
        }
    }
}

#[test]
fn a_list_that_was_asked_before_shows_every_change_at_once() {
    for fresh in both() {
        let store = &*fresh.store;
        let owner = organisation(store, "示例甲公司");
        let words = Filter { words: asked("晶界扩散"), ..needs() };
        let count = |reach: &Reach| read(store, |shelf| shelf.count(reach, &words, 100).unwrap());
        let stranger = member(store, "stranger", &[], &[]).reach();
        assert_eq!((count(&Reach::Public), count(&stranger)), (0, 0), "{}", fresh.name);
        let id = both::need(store, owner, "晶界扩散一", "public", 1).id;
        assert_eq!((count(&Reach::Public), count(&stranger)), (1, 1), "{}", fresh.name);
        let hidden = texts(&[("visibility", "members")]);
        store.writing(move |shelf| change(shelf, &operator(2), id, None, &hidden)).unwrap();
        assert_eq!((count(&Reach::Public), count(&stranger)), (0, 1), "{}", fresh.name);
        assert!(listed(store, &Viewer::Visitor, &words, Sort::Updated).is_empty(), "{}", fresh.name);
        let other = texts(&[("title_zh", "别的")]);
        store.writing(move |shelf| change(shelf, &operator(3), id, None, &other)).unwrap();
        assert_eq!(count(&stranger), 0, "{}", fresh.name);
        // What a transaction writes and does not keep, nobody finds, not even itself after.
        let refused = store.writing(move |shelf| {
            let back = texts(&[("title_zh", "晶界扩散二")]);
            change(shelf, &operator(4), id, None, &back).map_err(|_| Fault::Lost)?;
            let words = Filter { words: asked("晶界扩散"), ..needs() };
            assert_eq!(shelf.count(&Reach::Everything, &words, 100)?, 1, "a writer sees what it wrote");
            Err::<(), Fault>(Fault::Lost)
        });
        assert!(refused.is_err());
        both::need(store, owner, "钕铁硼", "public", 5);
        assert_eq!(count(&stranger), 0, "{}", fresh.name);
    }
}

//! The rules of sharing of the sample deals that came in with a table: a rule is a text of several lines, which no cell of
//! rows holds.

use std::sync::Arc;

use base::people::Reach;
use base::record::kinds::{AgreedRule, Beneficiary, ShareRole};
use base::record::verb::{Occasion, write};
use base::record::{Kind, Line, Prose, Record, RecordId, Whole};
use base::store::{Fault, Shelf, Store};
use base::{Refusal, Trouble};
use serde::Serialize;
use serde_json::Value;

use crate::stop::Stop;

/// A deal, the rule that was agreed with its terms, and who stands behind the names in it.
struct Agreed {
    deal: &'static str,
    rule: &'static str,
    behind: &'static [(&'static str, Kind, &'static str, ShareRole)],
}

const AGREED: [Agreed; 3] = [
    Agreed {
        deal: "厚件扩散工艺许可（星岚磁材）",
        rule: include_str!("../../../demo/thick-rule.toml"),
        behind: &[
            ("李文博", Kind::Person, "李文博", ShareRole::Contributor),
            ("孙晓峰", Kind::Person, "孙晓峰", ShareRole::Contributor),
            ("周婷", Kind::Person, "周婷", ShareRole::Contributor),
            ("转化人员", Kind::Person, "胡静", ShareRole::TransferStaff),
            ("共有单位", Kind::Organisation, "中国稀土集团", ShareRole::Partner),
            ("单位", Kind::Organisation, "有研稀土", ShareRole::Owner),
        ],
    },
    Agreed {
        deal: "抛光粉再生先使用后付费（砺光）",
        rule: include_str!("../../../demo/powder-rule.toml"),
        behind: &[
            ("陈思远", Kind::Person, "陈思远", ShareRole::Contributor),
            ("刘佳宁", Kind::Person, "刘佳宁", ShareRole::Contributor),
            ("单位", Kind::Organisation, "有研稀土", ShareRole::Owner),
        ],
    },
    Agreed {
        deal: "预警系统长期使用权（高瑞团队）",
        rule: include_str!("../../../demo/warning-rule.toml"),
        behind: &[
            ("完成人", Kind::Person, "徐亚楠", ShareRole::Contributor),
            ("单位", Kind::Organisation, "江左理工大学", ShareRole::Owner),
        ],
    },
];

/// Writes the rules into their deals.
pub fn fill(store: &Arc<dyn Store>, occasion: Occasion) -> Result<(), Stop> {
    store.writing(move |shelf| {
        for (at, one) in AGREED.iter().enumerate() {
            agree(shelf, &occasion, one).map_err(|trouble| Stop::DemoRow {
                file: one.deal.to_owned(),
                row: at + 1,
                why: Box::new(trouble.into()),
            })?;
        }
        Ok(())
    })
}

fn agree(shelf: &mut dyn Shelf, occasion: &Occasion, agreed: &Agreed) -> Result<(), Trouble> {
    let deal = titled(shelf, Kind::Deal, agreed.deal)?;
    let line = |text: &str| Some(Line(text.to_owned()));
    let mut beneficiaries = Vec::new();
    for (name, kind, title, role) in agreed.behind {
        beneficiaries.push(Beneficiary {
            name: line(name),
            recipient: Some(titled(shelf, *kind, title)?),
            role: Some(*role),
            main: (*role == ShareRole::Contributor).then_some(true),
            account: None,
        });
    }
    let rules = [AgreedRule { text: Some(Prose(agreed.rule.trim().to_owned())), version: Some(Whole(1)) }];
    let before = shelf.record(deal)?.ok_or(Refusal::NotFound {})?;
    let mut record = Record { version: before.version + 1, updated: occasion.now, ..before };
    record.content.set("sharing_rules", told(&rules)?);
    record.content.set("beneficiaries", told(&beneficiaries)?);
    write(shelf, occasion, &record, "deal.propose")
}

fn told(rows: &impl Serialize) -> Result<Value, Fault> {
    serde_json::to_value(rows).map_err(|error| Fault::Refused(error.to_string()))
}

fn titled(shelf: &mut dyn Shelf, kind: Kind, title: &str) -> Result<RecordId, Trouble> {
    let found = shelf.titled(&[kind], title, &Reach::Everything, 1)?;
    let missing = || Refusal::NoSuchWord { word: title.to_owned(), known: String::new() };
    Ok(found.first().ok_or_else(missing)?.id)
}

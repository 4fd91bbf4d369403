//! The committee of the demo base at work: a motion that was carried, one that was not, and one that is open.

use std::sync::Arc;

use base::people::verb::member;
use base::record::kinds::VoteChoice;
use base::record::verb::Occasion;
use base::record::{Kind, Places, RecordId};
use base::store::{Shelf, Store};
use base::{Refusal, Trouble};
use cooperation::committee::{self, Meeting, Proposal};
use jiff::civil::Date;
use jiff::{SignedDuration, Span};
use measure::{Clock, SystemClock, Timestamp};

use crate::stop::Stop;

const AGREEMENT: &str = "稀土联合创新基地框架协议";

/// Puts, votes on and closes the motions of the committee.
///
/// # Errors
/// The verbs', by the agreement's name.
pub fn fill(store: &Arc<dyn Store>, places: &Places) -> Result<(), Stop> {
    let places = places.clone();
    let done = store.writing(move |shelf| meet(shelf, &places));
    done.map_err(|trouble: Trouble| Stop::DemoRow { file: AGREEMENT.to_owned(), row: 1, why: Box::new(trouble.into()) })
}

fn missing(what: &str) -> Refusal {
    Refusal::NoSuchWord { word: what.to_owned(), known: String::new() }
}

fn titled(shelf: &mut dyn Shelf, kind: Kind, title: &str) -> Result<RecordId, Trouble> {
    let found = shelf.titled(&[kind], title, &base::people::Reach::Everything, 1)?;
    Ok(found.first().ok_or_else(|| missing(title))?.id)
}

/// Somebody so many days ago.
fn on(shelf: &mut dyn Shelf, login: &str, days_ago: i64, places: &Places) -> Result<Occasion, Trouble> {
    let account = shelf.account_of_login(login)?.ok_or_else(|| missing(login))?;
    // Whom the sample accounts act for counts from the day the base was filled.
    let now = SystemClock.now();
    let viewer = member(shelf, account.id, now)?;
    let then: Timestamp = now.checked_add(SignedDuration::from_hours(-24 * days_ago)).unwrap_or(now);
    Ok(Occasion { viewer, now: then, places: places.clone() })
}

fn day(days_from_now: i64) -> Option<Date> {
    SystemClock.now().date().checked_add(Span::new().days(days_from_now)).ok()
}

fn meet(shelf: &mut dyn Shelf, places: &Places) -> Result<(), Trouble> {
    use VoteChoice::{Abstained, Against, For};
    let agreement = titled(shelf, Kind::Agreement, AGREEMENT)?;
    let loops = titled(shelf, Kind::Cooperation, "赣南报废电机循环示范")?;
    let carried = [("grinm-manager", For), ("creg-member", For), ("grinm-member", Abstained), ("grirem-manager", For)];
    let rejected =
        [("grinm-manager", Against), ("creg-member", For), ("grinm-member", Against), ("grirem-manager", Against)];
    let motions = [
        (
            20,
            12,
            "中期调整：报废电机循环示范列入2026年重点",
            "收集点由三个省份扩到五个省份，不增加集团出资。",
            Some(loops),
            &carried,
        ),
        (19, 11, "合作成果一律由牵头单位单独所有", "与协议“按贡献比例共有”的约定不同，提请表决。", None, &rejected),
    ];
    for (put, closed, subject, text, about, votes) in motions {
        let proposal = Proposal {
            subject: subject.to_owned(),
            text: text.to_owned(),
            about,
            until: day(1 - closed),
            plan_year: None,
        };
        let occasion = on(shelf, "creg-manager", put, places)?;
        let record = committee::propose(shelf, &occasion, agreement, None, &proposal)?;
        let code = last_motion(&record);
        for (login, choice) in votes {
            let occasion = on(shelf, login, put - 2, places)?;
            committee::vote(shelf, &occasion, agreement, &code, *choice)?;
        }
        let occasion = on(shelf, "creg-manager", closed - 2, places)?;
        committee::close(shelf, &occasion, agreement, None, &code)?;
    }
    let occasion = on(shelf, "creg-manager", 8, places)?;
    let meeting = Meeting {
        day: day(-9),
        present: "马立新、胡静、黄建平、李文博、张志强；林晓彤记录".to_owned(),
        text: "一、循环示范的收集点扩到五个省份，牵头单位月底前报出分省计划。\n二、成果归属维持协议约定，不作改动。\n三、高级研修班第二期务必在十二月办完。".to_owned(),
    };
    committee::note_minutes(shelf, &occasion, agreement, None, &meeting)?;
    let occasion = on(shelf, "grinm-manager", 1, places)?;
    let proposal = Proposal {
        subject: "增设铈基磁体应用示范合作项目".to_owned(),
        text: "以变频空调压缩机为首个应用，两家集团各派一名负责人，经费在本年度计划内安排。".to_owned(),
        about: None,
        until: day(14),
        plan_year: None,
    };
    let record = committee::propose(shelf, &occasion, agreement, None, &proposal)?;
    let code = last_motion(&record);
    let occasion = on(shelf, "creg-member", 0, places)?;
    committee::vote(shelf, &occasion, agreement, &code, For)?;
    Ok(())
}

fn last_motion(record: &base::record::Record) -> String {
    let agreement: base::record::kinds::Agreement = record.content.body();
    agreement.motions.last().and_then(|motion| motion.code.clone()).map_or_else(String::new, |code| code.0)
}

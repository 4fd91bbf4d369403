//! Bookings of the demo: what was used last month, what is booked and waited for in the weeks to come, and what projects
//! are given.

use std::sync::Arc;

use base::people::AccountId;
use base::people::verb::member;
use base::record::verb::{Occasion, change};
use base::record::{Given, Kind, Places, RecordId};
use base::store::{Shelf, Store, Used};
use base::{Refusal, Trouble};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use measure::{Clock, SystemClock, Timestamp};
use platform::{Asking, Decision, book, change_allocation, decide, keep_plan, note_use, waiting, weeks};

use crate::stop::Stop;

const FURNACE: &str = "真空晶界扩散炉";
const MICROSCOPE: &str = "场发射透射电子显微镜";
const MAGNETIC: &str = "高温永磁测量系统";

/// Writes them, by the verbs that everybody uses.
///
/// # Errors
/// A rule says no.
pub fn fill(store: &Arc<dyn Store>, places: &Places) -> Result<(), Stop> {
    let places = places.clone();
    let done = store.writing(move |shelf| {
        let mut hand = Hand { shelf, places: &places, today: SystemClock.today() };
        hand.past()?;
        hand.coming()?;
        hand.wishes()?;
        hand.given()
    });
    done.map_err(|trouble: Trouble| Stop::from(trouble))
}

struct Hand<'a> {
    shelf: &'a mut dyn Shelf,
    places: &'a Places,
    today: Date,
}

impl Hand<'_> {
    /// A working day so many days from today, or the next one after it.
    fn day(&self, days: i64) -> Date {
        let mut day = self.today.checked_add(days.days()).unwrap_or(self.today);
        while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            day = day.tomorrow().unwrap_or(day);
        }
        day
    }

    fn on(&mut self, login: &str, now: Timestamp) -> Result<Occasion, Trouble> {
        let account = self.shelf.account_of_login(login)?.ok_or(Refusal::NotFound {})?;
        let id: AccountId = account.id;
        // Their memberships begin with the demo; what they did before it is told as theirs all the same.
        let viewer = member(self.shelf, id, SystemClock.now())?;
        Ok(Occasion { viewer, now, places: self.places.clone() })
    }

    fn titled(&mut self, kind: Kind, title: &str) -> Result<RecordId, Trouble> {
        let found = self.shelf.titled(&[kind], title, &base::people::Viewer::Operator.reach(), 1)?;
        Ok(found.first().ok_or(Refusal::NotFound {})?.id)
    }

    fn asking(&mut self, title: &str, day: Date, hours: (i64, i64), purpose: &str) -> Result<Asking, Trouble> {
        let platform = self.titled(Kind::Platform, title)?;
        Ok(Asking { purpose: purpose.to_owned(), ..Asking::of(platform, at(day, hours.0), at(day, hours.1)) })
    }

    /// Use of last month, agreed to and noted.
    fn past(&mut self) -> Result<(), Trouble> {
        let uses = [
            ("creg-member", "grinm-manager", MAGNETIC, -34, (9, 12), "中重稀土磁体高温退磁曲线（示例）", 3, 6),
            ("xinglan", "grinm-manager", MAGNETIC, -31, (13, 17), "关节电机磁体不可逆损失（示例）", 4, 10),
            ("grirem-manager", "grinm-manager", MICROSCOPE, -29, (9, 16), "扩散层晶界相（示例）", 6, 3),
            ("creg-member", "grirem-manager", FURNACE, -27, (9, 17), "铽扩散对比炉次（示例）", 1, 24),
        ];
        for (user, keeper, title, days, hours, purpose, units, samples) in uses {
            let day = self.day(days);
            let asking = self.asking(title, day, hours, purpose)?;
            let before = at(self.day(days - 14), 10);
            let occasion = self.on(user, before)?;
            let booking = book(self.shelf, &occasion, &asking)?;
            let occasion = self.on(keeper, before)?;
            if booking.state == base::store::BookingState::Requested {
                decide(self.shelf, &occasion, asking.platform, booking.id, Decision::Accept, "请带样品清单（示例）")?;
            }
            let occasion = self.on(keeper, at(day, 18))?;
            let used = Used { from: booking.from, until: booking.until, units, samples, note: String::new() };
            note_use(self.shelf, &occasion, asking.platform, booking.id, &used)?;
        }
        Ok(())
    }

    /// What is booked in the weeks to come, what waits for a word, and who waits for hours.
    fn coming(&mut self) -> Result<(), Trouble> {
        let now = SystemClock.now();
        let booked = [
            ("xinglan", MAGNETIC, 8, (9, 11), "180 ℃退磁复测（示例）"),
            ("grirem-manager", MICROSCOPE, 9, (9, 12), "扩散层价态（示例）"),
            ("creg-member", FURNACE, 11, (9, 17), "镝铽混合扩散源（示例）"),
            ("grinm-member", MAGNETIC, 12, (13, 16), "电解金属制样对照（示例）"),
        ];
        for (user, title, days, hours, purpose) in booked {
            let day = self.day(days);
            let (asking, occasion) = (self.asking(title, day, hours, purpose)?, self.on(user, now)?);
            book(self.shelf, &occasion, &asking)?;
        }
        let day = self.day(11);
        let (asking, occasion) =
            (self.asking(FURNACE, day, (9, 17), "备用炉次（示例）")?, self.on("grinm-member", now)?);
        waiting::join(self.shelf, &occasion, &asking, "关口评审前须补一炉数据（示例）")?;
        Ok(())
    }

    /// What projects ask for, and a training that is asked for by its course.
    fn wishes(&mut self) -> Result<(), Trouble> {
        let (from, until) = (self.today, self.today.checked_add(90.days()).unwrap_or(self.today));
        let wishes = [
            (
                "镨钕熔盐电解节能与碳氟化物监测",
                "4",
                format!("{MAGNETIC} | 300 | 80 | {from} | {until}\n{MICROSCOPE} | 240 | 40 | {from} | {until}"),
            ),
            (
                "光学抛光粉大颗粒控制",
                "3",
                format!(
                    "{MICROSCOPE} | 260 | 60 | {from} | {until}\n高纯稀土痕量分析平台 | 30 | 10 | {from} | {until}"
                ),
            ),
            (
                "铈基永磁矫顽力的界面起源",
                "3",
                format!("{MICROSCOPE} | 200 | 60 | {from} | {until}\n{MAGNETIC} | 120 | 40 | {from} | {until}"),
            ),
            (
                "萃取槽体在线能谱检测装置",
                "5",
                format!("{MICROSCOPE} | 90 | 20 | {from} | {until}\n{MAGNETIC} | 260 | 60 | {from} | {until}"),
            ),
        ];
        for (title, priority, rows) in wishes {
            let project = self.titled(Kind::Project, title)?;
            self.change(project, &[("priority", priority), ("wishes", &rows)])?;
        }
        let plant = self.titled(Kind::Platform, "稀土串级萃取中试平台")?;
        self.change(plant, &[("prerequisites", "萃取岗位安全培训 | 萃取岗位操作技能培训 | 12")])
    }

    fn change(&mut self, id: RecordId, fields: &[(&str, &str)]) -> Result<(), Trouble> {
        let given: Vec<(String, Given)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect();
        let viewer = base::people::Viewer::Operator;
        let occasion = Occasion { viewer, now: SystemClock.now(), places: self.places.clone() };
        change(self.shelf, &occasion, id, None, &given)?;
        Ok(())
    }

    /// What they are given this quarter, and one change of it by hand.
    fn given(&mut self) -> Result<(), Trouble> {
        let now = SystemClock.now();
        let occasion = self.on("admin", now)?;
        let until = self.today.checked_add(13.weeks()).unwrap_or(self.today);
        let weeks = weeks(self.today, until)?;
        keep_plan(self.shelf, &occasion, &weeks, 15, "本季度首次分配（示例）")?;
        let project = self.titled(Kind::Project, "铈基永磁矫顽力的界面起源")?;
        let microscope = self.titled(Kind::Platform, MICROSCOPE)?;
        let Some(week) = weeks.get(1) else { return Ok(()) };
        change_allocation(self.shelf, &occasion, (project, microscope, *week), 0, "该周样品未到，让出机时（示例）")
    }
}

/// An hour of a day by the clocks of the base.
fn at(day: Date, hour: i64) -> Timestamp {
    let begins = Timestamp::start_of(day);
    Timestamp::from_milliseconds(begins.as_milliseconds() + hour * 3_600_000).unwrap_or(begins)
}

//! Talent: a forum from the call to the follow-up, a cohort from the application to the certificate, a researcher lent and
//! the right employer on an invention, three people for a plant's problem, and what one allows the base to do.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk, everywhere};

async fn as_somebody(reader: &Reader, login: &str) -> Result<(), Failure> {
    reader.signs_out().await?;
    reader.signs_in(login).await
}

/// The address of the page, without what was done last.
async fn here(reader: &Reader) -> Result<String, Failure> {
    let place = reader.place().await?;
    Ok(place.split(['?', '#']).next().unwrap_or_default().to_owned())
}

// ── A forum ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The coordinator writes the event and calls for contributions; gives the address of its desk without `/lead`.
async fn calls(reader: &Reader) -> Result<String, Failure> {
    reader.signs_in("grinm-manager").await?;
    reader.opens("/events/new").await?;
    // It has begun long ago, so that it can be opened, and lasts, so that people can still meet there.
    for (field, text) in [
        ("title_zh", "再生磁体论坛"),
        ("begins", "2026-01-10 09:00"),
        ("ends", "2099-01-10 17:00"),
        ("venue", "北京"),
        ("places", "1"),
        ("meeting_slots", "2099-01-10 10:00 | 20 | 1"),
        ("follow_up", "哪个议题对你最有用？"),
    ] {
        reader.writes(field, text).await?;
    }
    reader.chooses("event_type", "industry-forum").await?;
    reader.chooses("visibility", "members").await?;
    reader.presses("发布").await?;
    reader.follows("活动页与报名").await?;
    let event = here(reader).await?.trim_end_matches("/desk").to_owned();
    reader.opens(&format!("{event}/lead")).await?;
    reader.presses("转为“征稿中”").await?;
    reader.sees("征稿中").await?;
    Ok(event)
}

/// A speaker hands in a talk, a listener registers and waits: there is one place.
async fn registers(reader: &Reader, event: &str) -> Result<(), Failure> {
    as_somebody(reader, "grirem-manager").await?;
    reader.opens(&format!("{event}/desk")).await?;
    reader.writes("contribution_title", "废磁体短流程再生").await?;
    reader.ticks("open_to_meet", "yes").await?;
    reader.presses("提交报名").await?;
    reader.sees("报名已提交").await?;
    as_somebody(reader, "grinm-manager").await?;
    reader.opens(&format!("{event}/lead")).await?;
    reader.unfolds("#contributions details").await?;
    reader.fills("#contributions [name=points]", "88").await?;
    reader.presses("记下评阅").await?;
    reader.unfolds("#contributions details").await?;
    reader.presses("接受").await?;
    reader.sees("已录用").await?;
    reader.presses("转为“报名中”").await?;
    reader.keeps("open").await?;
    as_somebody(reader, "grinm-member").await?;
    reader.opens(&format!("{event}/desk")).await?;
    reader.ticks("open_to_meet", "yes").await?;
    reader.presses("提交报名").await?;
    reader.sees("名额已满").await?;
    reader.keeps("waits").await?;
    reader.opens(&format!("{event}/desk")).await?;
    reader.presses_in_vain("提交报名").await?;
    reader.sees("已经报名").await
}

/// More places, an agenda without a clash, and another time: who registered is told.
async fn prepares(reader: &Reader, event: &str) -> Result<(), Failure> {
    as_somebody(reader, "grinm-manager").await?;
    reader.opens(&format!("{event}/lead")).await?;
    reader.unfolds("details:has(#places)").await?;
    reader.fills("#places", "2").await?;
    reader.presses("保存").await?;
    for topic in ["开幕", "撞车"] {
        reader.unfolds("#agenda details").await?;
        reader.fills("#topic", topic).await?;
        reader.fills("#point-begins", "2099-01-10T09:00").await?;
        reader.fills("#point-ends", "2099-01-10T09:30").await?;
        reader.fills("#agenda [name=room]", "一厅").await?;
        if topic == "开幕" {
            reader.presses("添加议程").await?;
        } else {
            reader.presses_in_vain("添加议程").await?;
        }
    }
    reader.sees("开幕").await?;
    reader.keeps("agenda").await?;
    reader.opens(&format!("{event}/lead")).await?;
    reader.unfolds("details:has(#venue)").await?;
    reader.fills("#venue", "包头").await?;
    reader.fills("#move-reason", "会场停电").await?;
    reader.presses("改期或换地点").await?;
    as_somebody(reader, "grinm-member").await?;
    reader.opens("/notices").await?;
    reader.sees("您已从候补转为有名额").await?;
    reader.sees("您报名的活动有变更").await?;
    reader.opens(&format!("{event}/desk")).await?;
    reader.sees("会场停电").await
}

/// Two who are open to it meet at a table.
async fn meets(reader: &Reader, event: &str) -> Result<(), Failure> {
    reader.follows_first("#own a").await?;
    reader.unfolds("#meetings details").await?;
    reader.writes("about", "中试线开放").await?;
    reader.presses("邀约洽谈").await?;
    as_somebody(reader, "grirem-manager").await?;
    reader.opens(&format!("{event}/desk")).await?;
    reader.follows_first("#own a").await?;
    reader.presses("接受").await?;
    reader.sees("中试线开放").await?;
    reader.keeps("meeting").await
}

/// The door reads codes; one is used once. Afterwards the form is answered and the talk becomes an achievement.
async fn holds(reader: &Reader, event: &str) -> Result<(), Failure> {
    let code = reader.text("figure strong").await?;
    as_somebody(reader, "grinm-manager").await?;
    reader.opens(&format!("{event}/lead")).await?;
    reader.presses("转为“报名截止”").await?;
    reader.presses("转为“进行中”").await?;
    reader.follows("签到").await?;
    reader.writes("code", &code.to_lowercase().replace('-', "")).await?;
    reader.presses("签到").await?;
    reader.sees("李文博").await?;
    reader.writes("code", &code).await?;
    reader.presses_in_vain("签到").await?;
    reader.keeps("door").await?;
    reader.opens(&format!("{event}/lead")).await?;
    reader.presses("转为“会后跟踪”").await?;
    as_somebody(reader, "grirem-manager").await?;
    reader.opens("/notices").await?;
    reader.sees("请填写会后问卷").await?;
    reader.opens(&format!("{event}/desk")).await?;
    reader.follows_first("#own a").await?;
    reader.writes("answer", "短流程再生").await?;
    reader.presses("提交问卷").await?;
    reader.presses("转为成果").await?;
    reader.sees("已生成草稿").await?;
    reader.sees("废磁体短流程再生").await?;
    as_somebody(reader, "grinm-manager").await?;
    reader.opens(&format!("{event}/lead")).await?;
    reader.sees("短流程再生").await?;
    reader.follows("统计").await?;
    reader.keeps("figures").await
}

#[tokio::test]
async fn a_coordinator_runs_a_forum_from_the_call_to_the_follow_up() -> Result<(), Failure> {
    at_a_desk("forum", Tongue::Chinese, async |reader: &Reader| {
        let event = calls(reader).await?;
        registers(reader, &event).await?;
        prepares(reader, &event).await?;
        meets(reader, &event).await?;
        holds(reader, &event).await
    })
    .await
}

// ── A cohort ───────────────────────────────────────────────────────────────────────────────────────────────────────

/// The programme is written and opened; two apply, one is admitted and one waits.
async fn gathers(reader: &Reader) -> Result<String, Failure> {
    reader.signs_in("grinm-manager").await?;
    reader.opens("/programmes/new").await?;
    for (field, text) in [
        ("title_zh", "磁体再生技能班"),
        ("aims", "会独立操作氢破与脱氢"),
        ("places", "1"),
        ("courses", "氢破工艺 | | | | 10 | 2"),
        ("credits_needed", "2"),
        ("attendance_percent", "80"),
    ] {
        reader.writes(field, text).await?;
    }
    reader.chooses("programme_type", "course").await?;
    reader.chooses("visibility", "members").await?;
    reader.presses("发布").await?;
    reader.follows("报名与班务").await?;
    let desk = here(reader).await?;
    reader.presses("转为“报名中”").await?;
    for (who, why) in [("grinm-member", "轮岗需要"), ("grirem-manager", "想带团队")] {
        as_somebody(reader, who).await?;
        reader.opens(&desk).await?;
        reader.writes("motivation", why).await?;
        reader.presses("报名").await?;
    }
    reader.presses_in_vain("报名").await?;
    reader.sees("已经报名").await?;
    as_somebody(reader, "grinm-manager").await?;
    reader.opens(&desk).await?;
    reader.presses("录取").await?;
    reader.presses_in_vain("录取").await?;
    reader.keeps("full").await?;
    reader.presses("候补").await?;
    Ok(desk)
}

/// The class is taught, credited and certified; anybody checks the code.
async fn teaches(reader: &Reader, desk: &str) -> Result<(), Failure> {
    reader.presses("转为“选拔中”").await?;
    reader.presses("转为“进行中”").await?;
    reader.unfolds("details:has([name=mentor])").await?;
    reader.fills("[name=mentor]", "胡静").await?;
    reader.fills("[name=task]", "废磁体氢破中试").await?;
    reader.follows_first("button[value=practise]").await?;
    reader.opens("/enrolments/mine").await?;
    reader.follows("张志强").await?;
    reader.writes("note", "一起看了第一炉").await?;
    reader.presses("记下指导").await?;
    reader.sees("一起看了第一炉").await?;
    reader.keeps("guided").await?;
    reader.opens(desk).await?;
    reader.unfolds("details:has([name=day])").await?;
    reader.fills("[name=day]", "2026-03-02").await?;
    reader.fills("form:has([name=day]) [name=hours]", "10").await?;
    reader.ticks_at("input[name^=came-][value=present]").await?;
    reader.presses("保存").await?;
    let early = reader.counts("button[value=certify]").await?;
    reader.expects("there is no certificate before it is earned", early == 0)?;
    reader.unfolds("details:has([name=credits])").await?;
    reader.fills("[name=credits]", "2").await?;
    reader.fills("[name=mark]", "优").await?;
    reader.follows_first("button[value=credit]").await?;
    reader.presses("发证").await?;
    as_somebody(reader, "grinm-member").await?;
    reader.opens(desk).await?;
    reader.follows("我的报名").await?;
    let code = reader.text("main a[href^='/certificates/']").await?;
    reader.follows_first("main a[href^='/certificates/']").await?;
    let certificate = here(reader).await?;
    reader.expects("the address ends with the code", certificate == format!("/certificates/{code}"))?;
    reader.signs_out().await?;
    reader.opens(&certificate).await?;
    reader.sees("证书有效").await?;
    reader.sees("张志强").await?;
    reader.keeps("certificate").await?;
    let mut guess = certificate.clone();
    let last = if guess.ends_with('A') { "B" } else { "A" };
    guess.replace_range(guess.len() - 1.., last);
    reader.opens_in_vain(&guess).await?;
    reader.sees("没有这个编号的证书").await
}

#[tokio::test]
async fn a_cohort_goes_from_the_application_to_the_certificate() -> Result<(), Failure> {
    at_a_desk("cohort", Tongue::Chinese, async |reader: &Reader| {
        let desk = gathers(reader).await?;
        teaches(reader, &desk).await
    })
    .await
}

// ── A secondment ───────────────────────────────────────────────────────────────────────────────────────────────────

/// Home proposes, both approve; more than full time is refused.
async fn lends(reader: &Reader) -> Result<(), Failure> {
    reader.signs_in("grinm-manager").await?;
    for (title, percent) in [("张志强借调有研稀土", "60"), ("张志强再借一次", "60")] {
        reader.opens("/secondments/new").await?;
        for (field, text) in [
            ("title_zh", title),
            ("person", "张志强"),
            ("home", "有研科技集团"),
            ("host", "有研稀土"),
            ("begins", "2099-01-01"),
            ("ends", "2099-12-31"),
            ("time_percent", percent),
        ] {
            reader.writes(field, text).await?;
        }
        reader.chooses("secondment_type", "secondment").await?;
        reader.chooses("inventions", "joint").await?;
        reader.chooses("visibility", "named").await?;
        reader.writes("named", "有研科技集团；有研稀土").await?;
        reader.presses("发布").await?;
        reader.follows("审批与条件").await?;
        if percent == "60" && title.ends_with("稀土") {
            reader.presses("同意").await?;
            let desk = here(reader).await?;
            as_somebody(reader, "grirem-manager").await?;
            reader.opens(&desk).await?;
            reader.presses("同意").await?;
            reader.sees("已批准").await?;
            reader.keeps("approved").await?;
            as_somebody(reader, "grinm-manager").await?;
        } else {
            reader.sees("还不能批准，因为").await?;
            reader.presses_in_vain("同意").await?;
            reader.keeps("over-full-time").await?;
        }
    }
    Ok(())
}

/// An invention of the time: the owners follow from who employed the inventor on the day.
async fn invents(reader: &Reader) -> Result<(), Failure> {
    reader.opens("/achievements/new").await?;
    reader.writes("title_zh", "借调期间的工艺").await?;
    reader.chooses("achievement_type", "process").await?;
    reader.writes("inventors", "张志强 | 张志强 | | 2099-03-01").await?;
    reader.presses("保存草稿").await?;
    let record = here(reader).await?;
    reader.opens(&format!("{record}/owners")).await?;
    reader.sees("有研稀土").await?;
    reader.keeps("owners").await?;
    reader.presses("补入共有单位").await?;
    reader.sees("有研稀土").await
}

#[tokio::test]
async fn somebody_is_lent_and_the_right_employers_own_the_invention() -> Result<(), Failure> {
    at_a_desk("lent", Tongue::Chinese, async |reader: &Reader| {
        lends(reader).await?;
        invents(reader).await
    })
    .await
}

// ── Experts, the pool ──────────────────────────────────────────────────────────────────────────────────────────────

#[tokio::test]
async fn a_plant_finds_three_people_for_its_problem_and_sees_why() -> Result<(), Failure> {
    at_a_desk("experts", Tongue::Chinese, async |reader: &Reader| {
        reader.signs_in("ruidong").await?;
        reader.opens("/needs").await?;
        reader.follows("关节电机磁体180 ℃退磁").await?;
        reader.follows_first("main a[href^='/experts?for=']").await?;
        let people = reader.counts("main article").await?;
        reader.expects("there are three at least", people >= 3)?;
        reader.sees("参与完成的成果与此匹配").await?;
        reader.sees("可投入时间").await?;
        reader.sees("与需求方的关系").await?;
        reader.keeps("found").await
    })
    .await
}

#[tokio::test]
async fn a_person_decides_what_is_said_of_them() -> Result<(), Failure> {
    at_a_desk("profile", Tongue::Chinese, async |reader: &Reader| {
        reader.signs_in("song").await?;
        reader.opens("/account").await?;
        reader.follows("我的人才资料").await?;
        reader.presses("资料属实，确认").await?;
        reader.keeps("confirmed").await?;
        let profile = here(reader).await?;
        reader.follows_first("#purpose-matching button[value=withdraw]").await?;
        reader.keeps("taken-back").await?;
        reader.opens("/experts?q=防护涂层 耐蚀").await?;
        let found = reader.text("main").await?;
        reader.expects("who took it back is suggested no more", !found.contains("宋美玲"))?;
        reader.opens(&profile).await?;
        reader.follows_first("#purpose-matching button[value=allow]").await?;
        as_somebody(reader, "mingde").await?;
        reader.opens(&profile).await?;
        reader.presses_first_in_vain("#purpose-contact button[value=allow]").await?;
        reader.sees("请写明本人如何授权").await?;
        as_somebody(reader, "admin").await?;
        reader.opens(&profile).await?;
        reader.unfolds("#erase").await?;
        reader.ticks("sure", "yes").await?;
        reader.follows_first("#erase button").await?;
        reader.sees("已删除").await
    })
    .await
}

#[tokio::test]
async fn every_page_of_talent_can_be_read_everywhere() -> Result<(), Failure> {
    everywhere("talent-pages", async |reader: &Reader| {
        reader.signs_in("grinm-manager").await?;
        for (page, name) in [
            ("/experts?q=晶界扩散", "experts"),
            ("/skills", "skills"),
            ("/persons/bring", "bring"),
            ("/persons/due", "due"),
            ("/events/calendar", "calendar"),
            ("/secondments/board", "secondments"),
            ("/enrolments/mine", "enrolments"),
            ("/certificates", "certificates"),
        ] {
            reader.opens(page).await?;
            reader.keeps(name).await?;
        }
        reader.opens("/account").await?;
        reader.follows(("我的人才资料", "My record in the pool")).await?;
        reader.keeps("profile").await?;
        reader.opens("/skills").await?;
        reader.follows_first("main tbody a").await?;
        reader.keeps("skill").await?;
        reader.opens("/events").await?;
        reader.follows(("2026稀土永磁技术交流会", "Permanent magnets: technical exchange 2026")).await?;
        reader.follows(("活动页与报名", "Agenda and registration")).await?;
        reader.keeps("event").await?;
        let event = here(reader).await?.trim_end_matches("/desk").to_owned();
        for page in ["lead", "badges", "door", "statistics"] {
            reader.opens(&format!("{event}/{page}")).await?;
            reader.keeps(page).await?;
        }
        reader.opens("/programmes").await?;
        reader.follows(("离子型稀土绿色提取高级研修班", "Advanced course: green extraction of ionic clay")).await?;
        reader.follows(("报名与班务", "Applications and class")).await?;
        reader.keeps("programme").await?;
        reader.opens("/secondments/board").await?;
        reader.follows_first("main tbody th a").await?;
        reader.keeps("secondment").await
    })
    .await
}

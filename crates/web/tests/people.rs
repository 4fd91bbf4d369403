//! Signing in, one's own account and the administration, as a browser meets them.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN, RETRY_AFTER, SET_COOKIE};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use base::people::Role;

use house::{House, text};

const PASSWORD: &str = "three loose bolts";

/// Makes an account as the administrator does; its id.
async fn account(house: &House, login: &str, roles: &[&str]) -> String {
    let mut fields = vec![("login", login), ("name", "新人"), ("new", PASSWORD), ("language", "zh")];
    fields.extend(roles.iter().map(|role| ("roles", *role)));
    let led = house.post("admin", "/administration/people/new", &fields).await.led();
    led.rsplit('/').next().unwrap().to_owned()
}

async fn sign_in(house: &House, login: &str, password: &str, then: &str) -> Response {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("login", login).append_pair("password", password).append_pair("then", then);
    let request = Request::post("/sign-in?lang=en").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    house.ask("nobody", request, Body::from(form.finish())).await
}

fn cookie(response: &Response) -> String {
    let set = response.headers().get_all(SET_COOKIE).iter().map(|set| set.to_str().unwrap());
    set.filter(|set| set.starts_with("session=")).collect()
}

#[tokio::test]
async fn somebody_signs_in_comes_back_to_the_page_and_signs_out() {
    let house = House::new();
    account(&house, "new.one", &[]).await;
    let wrong = sign_in(&house, "new.one", "three loose nuts", "/account").await;
    assert_eq!((wrong.status(), cookie(&wrong).as_str()), (StatusCode::UNAUTHORIZED, ""));
    let wrong = text(wrong).await;
    assert!(wrong.contains("The name or the password is wrong.") && wrong.contains("value=\"new.one\""), "{wrong}");
    assert!(!wrong.contains("three loose"), "{wrong}");

    let right = sign_in(&house, " New.One ", PASSWORD, "/records?q=a").await;
    assert_eq!(
        (right.status(), right.headers()["location"].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/records?q=a")
    );
    let set = cookie(&right);
    for said in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(set.contains(said), "{set}");
    }
    let session = set.split(';').next().unwrap().to_owned();
    let ask = |address: &str| Request::get(address.to_owned()).header("cookie", session.clone());
    let page = text(house.ask("nobody", ask("/account"), Body::empty()).await).await;
    assert!(page.contains("new.one"), "{page}");
    let led = house.ask("nobody", ask("/sign-in?then=/value"), Body::empty()).await;
    assert_eq!(led.headers()["location"], "/value", "who is signed in goes on");

    let guard = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let out = Request::post("/sign-out").header("cookie", session.clone());
    let out = out.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let out = house.ask("nobody", out, Body::from(format!("csrf={guard}"))).await;
    assert!(out.status() == StatusCode::SEE_OTHER && cookie(&out).contains("Max-Age=0"));
    let after = house.ask("nobody", ask("/account"), Body::empty()).await;
    assert_eq!(after.status(), StatusCode::UNAUTHORIZED);
    assert!(text(after).await.contains("href=\"/sign-in?then=%2Faccount\""));
}

#[tokio::test]
async fn no_address_leads_away_and_too_many_attempts_wait() {
    let house = House::new();
    account(&house, "new.one", &[]).await;
    let right = sign_in(&house, "new.one", PASSWORD, "//evil.cn/account").await;
    assert_eq!(right.headers()["location"], "/");
    for _ in 0..10 {
        assert_eq!(sign_in(&house, "guess", "x", "/").await.status(), StatusCode::UNAUTHORIZED);
    }
    let more = sign_in(&house, "guess", "x", "/").await;
    assert_eq!((more.status(), more.headers()[RETRY_AFTER].to_str().unwrap()), (StatusCode::TOO_MANY_REQUESTS, "900"));
    assert!(text(more).await.contains("Too many attempts; wait 900 seconds."));
}

#[tokio::test]
async fn a_form_of_another_site_or_session_is_refused_and_changes_nothing() {
    let house = House::new();
    let (session, guard) = house.session("worker");
    let send = |origin: &'static str, guard: String| {
        let request = Request::post("/account/profile").header(HOST, "base.test").header(ORIGIN, origin);
        let request =
            request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").header("cookie", session.clone());
        house.send(request.body(Body::from(format!("name=Mallory&csrf={guard}"))).unwrap())
    };
    let other = house.session("southern").1;
    for (origin, guard) in
        [("https://evil.test", guard.clone()), ("https://base.test", other), ("https://base.test", String::new())]
    {
        let refused = send(origin, guard).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{origin}");
        assert!(text(refused).await.contains("不是从本站的页面"));
    }
    assert!(!house.page("worker", "/account").await.contains("Mallory"));
    assert_eq!(send("https://base.test", guard).await.status(), StatusCode::SEE_OTHER);
    assert!(house.page("worker", "/account").await.contains("Mallory"));
    let large = house.post("worker", "/account/profile", &[("name", &"x".repeat(3_000_000))]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn one_keeps_ones_own_account() {
    let house = House::new();
    let empty = house.post("worker", "/account/profile", &[("name", ""), ("mail", "w@example.org")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.page.contains("请填写姓名") && empty.page.contains("w@example.org"), "{}", empty.page);
    let fields = [("name", "王工程师"), ("mail", "w@example.org"), ("language", "en")];
    assert_eq!(house.post("worker", "/account/profile", &fields).await.led(), "/account");
    let page = house.page("worker", "/account?lang=en&done=saved").await;
    for said in ["王工程师", "role=\"status\">Saved.", "Northern Institute"] {
        assert!(page.contains(said), "{said}\n{page}");
    }

    let token =
        house.post("worker", "/account/tokens", &[("name", "夜间导出"), ("days", "30"), ("scopes", "read")]).await;
    assert_eq!(token.status, StatusCode::OK);
    let secret = token.page.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap();
    assert!(secret.starts_with("dt_") && secret.len() == 67, "{secret}");
    let page = house.page("worker", "/account").await;
    assert!(page.contains("夜间导出") && !page.contains(secret), "the secret is shown once");
    let long = house.post("worker", "/account/tokens", &[("name", "x"), ("days", "400"), ("scopes", "read")]).await;
    assert!(long.status == StatusCode::UNPROCESSABLE_ENTITY && long.page.contains("1 到 366"), "{}", long.page);
    let digest = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let others = house.post("southern", "/account/tokens/end", &[("token", &digest)]).await;
    assert_eq!(others.status, StatusCode::NOT_FOUND, "nobody ends another's token");
    assert_eq!(house.post("worker", "/account/tokens/end", &[("token", &digest)]).await.led(), "/account");
    assert!(!house.page("worker", "/account").await.contains("夜间导出"));
}

#[tokio::test]
async fn a_new_password_ends_what_the_old_one_opened() {
    let house = House::new();
    let path = format!("/administration/people/{}", house.account("worker"));
    house.post("admin", &format!("{path}/password"), &[("new", PASSWORD)]).await.led();
    assert_eq!(house.get("worker", "/account").await.0, StatusCode::UNAUTHORIZED, "sessions ended");
    let session = cookie(&sign_in(&house, "worker", PASSWORD, "/").await);
    let session = session.split(';').next().unwrap().to_owned();
    let other = cookie(&sign_in(&house, "worker", PASSWORD, "/").await);
    let page = |session: &str| {
        let request = Request::get("/account").header("cookie", session.split(';').next().unwrap().to_owned());
        house.ask("nobody", request, Body::empty())
    };
    let shown = text(page(&session).await).await;
    let guard = shown.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let change = async |old: &str, new: &str| {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("old", old).append_pair("new", new).append_pair("csrf", &guard);
        let request = Request::post("/account/password").header("cookie", session.clone());
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        house.ask("nobody", request, Body::from(form.finish())).await
    };
    let table = [
        ("not it at all", "four loose bolts", StatusCode::UNAUTHORIZED),
        (PASSWORD, "short", StatusCode::UNPROCESSABLE_ENTITY),
    ];
    for (old, new, status) in table {
        let answer = change(old, new).await;
        assert_eq!(answer.status(), status, "{old} {new}");
        let answer = text(answer).await;
        assert!(answer.contains("class=\"slip\"") && !answer.contains(&format!("\"{new}\"")), "{answer}");
    }
    assert_eq!(change(PASSWORD, "four loose bolts").await.status(), StatusCode::SEE_OTHER);
    assert_eq!(page(&session).await.status(), StatusCode::OK, "the session at hand goes on");
    assert_eq!(page(&other).await.status(), StatusCode::UNAUTHORIZED, "the others end");
}

#[tokio::test]
async fn an_administrator_makes_changes_closes_and_erases() {
    let house = House::new();
    let table = [
        ("lead", PASSWORD, StatusCode::CONFLICT, "登录名 lead 已被占用"),
        ("a b", PASSWORD, StatusCode::UNPROCESSABLE_ENTITY, "不能作登录名"),
        ("fresh", "short", StatusCode::UNPROCESSABLE_ENTITY, "密码至少 10 个字符"),
    ];
    for (login, password, status, said) in table {
        let fields = [("login", login), ("name", "赵新"), ("new", password), ("roles", "broker")];
        let answer = house.post("admin", "/administration/people/new", &fields).await;
        assert_eq!(answer.status, status, "{login}");
        for kept in [said, "value=\"赵新\"", "value=\"broker\" checked"] {
            assert!(answer.page.contains(kept), "{login} lacks {kept}\n{}", answer.page);
        }
    }
    let id = account(&house, "fresh", &["broker"]).await;
    let path = format!("/administration/people/{id}");
    let north = house.north.to_string();
    house.post("admin", &format!("{path}/join"), &[("organisation", &north), ("manages", "yes")]).await.led();
    let page = house.page("admin", &path).await;
    assert!(page.contains("北方稀土院") && page.contains("单位管理员</span>"), "{page}");
    house.post("admin", &format!("{path}/leave"), &[("organisation", &north)]).await.led();
    assert!(house.page("admin", &path).await.contains("2026-03-02 至 2026-03-01"));
    let change = [("name", "赵新民"), ("roles", "reviewer"), ("roles", "finance")];
    house.post("admin", &format!("{path}/change"), &change).await.led();
    let listed = house.page("auditor", "/administration/people?q=新民&lang=en").await;
    assert!(
        listed.contains("赵新民") && listed.contains("Reviewer, Finance") && !listed.contains("李主管"),
        "{listed}"
    );

    house.post("admin", &format!("{path}/close"), &[]).await.led();
    assert_eq!(sign_in(&house, "fresh", PASSWORD, "/").await.status(), StatusCode::UNAUTHORIZED);
    house.post("admin", &format!("{path}/reopen"), &[]).await.led();
    assert_eq!(sign_in(&house, "fresh", PASSWORD, "/").await.status(), StatusCode::SEE_OTHER);
    assert!(house.page("admin", &format!("{path}/erase")).await.contains("删除 赵新民 的个人数据？"));
    house.post("admin", &format!("{path}/erase"), &[]).await.led();
    let erased = house.page("admin", &path).await;
    assert!(!erased.contains("赵新民") && erased.contains("已删除"), "{erased}");
    let journal = house.page("admin", &format!("/administration/journal?object=account:{id}")).await;
    assert!(!journal.contains("赵新") && journal.contains("已删除"), "{journal}");
}

#[tokio::test]
async fn the_base_keeps_an_administrator_who_can_sign_in() {
    let house = House::new();
    let path = format!("/administration/people/{}", house.account("admin"));
    house.post("admin", &format!("{path}/password"), &[("new", PASSWORD)]).await.led();
    // The session ended with the old password, so the administrator signs in again.
    let session = cookie(&sign_in(&house, "admin", PASSWORD, "/").await).split(';').next().unwrap().to_owned();
    let ask = Request::get(&path).header("cookie", session.clone());
    let page = text(house.ask("nobody", ask, Body::empty()).await).await;
    let guard = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for (rest, form) in [("close", ""), ("change", "&name=A"), ("erase", "")] {
        let request = Request::post(format!("{path}/{rest}?lang=en")).header("cookie", session.clone());
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = house.ask("nobody", request, Body::from(format!("csrf={guard}{form}"))).await;
        assert_eq!(answer.status(), StatusCode::CONFLICT, "{rest}");
        assert!(text(answer).await.contains("at least one administrator who can sign in"), "{rest}");
    }
}

#[tokio::test]
async fn managers_of_an_organisation_say_who_acts_for_it() {
    let mut house = House::new();
    house.person("joiner", "周加入", vec![Role::Reviewer], None);
    let path = format!("/organisations/{}/members", house.north);
    let page = house.page("lead", &path).await;
    assert!(page.contains("王工") && page.contains("李主管") && page.contains("name=\"login\""), "{page}");
    assert!(!house.page("worker", &path).await.contains("name=\"login\""), "members look");
    assert_eq!(house.get("southern", &path).await.0, StatusCode::FORBIDDEN);
    assert_eq!(house.get("nobody", &path).await.0, StatusCode::UNAUTHORIZED);
    let unknown = house.post("lead", &path, &[("login", "no.body"), ("manages", "yes")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(
        unknown.page.contains("没有账户 no.body") && unknown.page.contains("value=\"yes\" checked"),
        "{}",
        unknown.page
    );
    assert_eq!(house.post("worker", &path, &[("login", "joiner")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.post("lead", &path, &[("login", "Joiner")]).await.led(), path);
    let organisation = format!("/organisations/{}", house.north);
    assert!(house.page("worker", &organisation).await.contains("周加入"), "the box stands on the organisation's page");
    assert!(!house.page("southern", &organisation).await.contains("周加入"));
    let joiner = house.account("joiner").to_string();
    house.post("lead", &path, &[("leaves", &joiner)]).await.led();
    assert_eq!(house.get("joiner", &path).await.0, StatusCode::FORBIDDEN, "who left no longer looks");
}

#[tokio::test]
async fn the_journal_is_narrowed_and_names_people() {
    let house = House::new();
    house.post("worker", "/account/profile", &[("name", "王工程师"), ("language", "zh")]).await.led();
    let all = house.page("auditor", "/administration/journal").await;
    assert!(all.contains("修改账户") && all.contains("新建账户") && all.contains("系统"), "{all}");
    let narrow = house.page("auditor", "/administration/journal?by=worker&lang=en").await;
    assert!(narrow.contains("account changed") && !narrow.contains("account made"), "{narrow}");
    let records = house.page("admin", "/administration/journal?verb=record&lang=en").await;
    let titled = format!("<a href=\"/organisations/{}\">Organisation · Northern Institute</a>", house.north);
    assert!(records.contains(&titled) && !records.contains("account made"), "{records}");
    house.post("admin", &format!("/organisations/{}/step", house.south), &[("move", "delete"), ("version", "1")]).await;
    let deleted = house.page("admin", "/administration/journal?verb=record.delete&lang=en").await;
    assert!(deleted.contains("Organisation …") && !deleted.contains("Southern Magnets</a>"), "{deleted}");
    assert!(house.page("admin", "/administration/journal?by=no.body").await.contains("没有登录名为“no.body”的账户"));
    assert_eq!(house.get("lead", "/administration/journal").await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn rules_stand_as_of_a_day_and_a_switch_wants_its_reason() {
    let house = House::new();
    let rules = house.page("worker", "/administration/rules?on=2026-03-01&lang=en").await;
    assert!(rules.contains("suspended until 2026-11-10") && rules.contains("To be confirmed by counsel"), "{rules}");
    let later = house.page("worker", "/administration/rules?on=2026-11-11&lang=en").await;
    assert!(!later.contains("suspended until") && later.contains("in force since 2026-11-11"), "{later}");
    assert!(house.page("worker", "/administration/rules?on=someday&lang=en").await.contains("“someday” is not a day"));
    let path = "/administration/rules/transfer-law-45-1-share";
    assert!(!house.page("worker", path).await.contains("name=\"why\""), "members look");
    let none = house.post("admin", path, &[("turned", "off"), ("from", "2026-03-02"), ("why", " ")]).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.page.contains("请写明理由"), "{}", none.page);
    assert!(none.page.contains("value=\"off\" checked"), "{}", none.page);
    let day = house.post("admin", path, &[("turned", "off"), ("from", "x"), ("why", "批复")]).await;
    assert!(day.status == StatusCode::UNPROCESSABLE_ENTITY && day.page.contains("value=\"批复\""), "{}", day.page);
    house.post("admin", path, &[("turned", "off"), ("from", "2026-03-02"), ("why", "批复 7 号")]).await.led();
    let off = house.page("worker", &format!("{path}?lang=en")).await;
    assert!(
        off.contains("switched off since 2026-03-02") && off.contains("批复 7 号") && off.contains("管理员"),
        "{off}"
    );
    house.post("admin", path, &[("turned", "as-written"), ("from", "2026-03-02"), ("why", "收回")]).await.led();
    assert!(house.page("worker", &format!("{path}?lang=en")).await.contains("in force since 2015-10-01"));
    let journal = house.page("auditor", "/administration/journal?verb=rule").await;
    assert!(journal.contains("规则开关") && journal.contains("transfer-law-45-1-share"), "{journal}");
}

#[tokio::test]
async fn the_calendar_reckons_in_working_days_and_says_what_it_does_not_know() {
    let house = House::new();
    let page = house.page("worker", "/administration/rules/calendar?start=2026-09-24&days=5&lang=en").await;
    // 25 to 27 September and 1 to 7 October 2026 are off, 20 September and 10 October are worked.
    assert!(page.contains("Working day 5 after 2026-09-24 is 2026-10-09"), "{page}");
    assert!(page.contains("class=\"off\"") && page.contains("class=\"work\""), "{page}");
    let past = house.page("worker", "/administration/rules/calendar?start=2026-12-30&days=15").await;
    assert!(past.contains("2026 年以后的节假日安排尚未公布"), "{past}");
    let unknown = house.page("worker", "/administration/rules/calendar?year=2035&days=x").await;
    assert!(unknown.contains("这一年的安排不在表中") && unknown.contains("不超过 5000 的整数"), "{unknown}");
}

#[tokio::test]
async fn a_rule_shows_what_counsel_reads_in_it() {
    let house = House::new();
    let path = "/administration/rules/transfer-law-45-1-share";
    let none = house.page("worker", path).await;
    assert!(none.contains("法律顾问的解读") && none.contains("尚无解读"), "{none}");
    let reading = |force: &str, from: &str, at: &str| {
        format!(
            "{{\"rule\":\"transfer-law-45-1-share\",\"party\":\"central-soe\",\"force\":\"{force}\",\"from\":\"{from}\",\
             \"by\":\"示例律师事务所\",\"at\":\"{at}\",\"why\":\"法律意见书 3 号\"}}"
        )
    };
    let first = reading("default", "2026-01-01", "2026-01-05T09:00:00+08:00");
    let second = reading("not-concerned", "2026-06-01", "2026-01-06T09:00:00+08:00");
    let settings = format!("{{\"switches\":[],\"readings\":[{first},{second}]}}");
    house.store.writing(move |shelf| shelf.put_setting("rules", &settings)).unwrap();
    let page = house.page("worker", &format!("{path}?on=2026-03-02&lang=en")).await;
    for said in
        ["Central state-owned enterprise", "default, where nothing else is agreed", "示例律师事务所", "法律意见书 3 号"]
    {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert_eq!(page.matches("(not on this day)").count(), 1, "{page}");
}

#[tokio::test]
async fn an_administrator_brings_the_days_of_a_year() {
    let house = House::new();
    let (path, calendar) = ("/administration/rules/calendar/days", "/administration/rules/calendar?year=2027");
    assert!(!house.page("worker", calendar).await.contains("calendar/days"), "members look");
    assert!(house.page("admin", "/administration/rules/calendar").await.contains("录入 2027 年安排"));
    let kept = house.page("admin", &format!("{path}?year=2026")).await;
    assert!(kept.contains("2026-02-15至2026-02-23,放假,春节") && kept.contains("国办发明电〔2025〕7号"), "{kept}");
    let form = |days: &'static str| [("year", "2027"), ("source", "示例通知〔2026〕1号"), ("days", days)];
    let wrong = house.send_parts("admin", path, &form("2027-10-08,上班,国庆节\n2027-02-30,放假,"), None).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.page.contains("第 1 行，类型：2027-10-08 不是周六或周日"), "{}", wrong.page);
    assert!(
        wrong.page.contains("第 2 行，日期：“2027-02-30”不是日期") && wrong.page.contains("第 2 行，名称：不能为空")
    );
    assert!(wrong.page.contains("2027-02-30,放假,"), "what was typed stays");
    let days = "日期,类型,名称\n2027-01-01,放假,元旦\n2027-02-05至2027-02-11,放假,春节\n2027-05-01,放假,劳动节\n\
                2027-10-01至2027-10-07,放假,国庆节\n2027-10-09,上班,国庆节调休\n";
    house.send_parts("admin", path, &form(days), None).await.led();
    let page = house.page("worker", &format!("{calendar}&lang=en")).await;
    assert!(page.contains("Spring Festival") && page.contains("for National Day"), "{page}");
    assert!(page.contains("1 October – 7 October") && page.contains("title=\"National Day\""), "{page}");
    assert!(page.contains("示例通知〔2026〕1号") && page.contains("管理员"), "{page}");
    let reckoned = house.page("worker", "/administration/rules/calendar?start=2026-12-31&days=1&lang=en").await;
    assert!(reckoned.contains("Working day 1 after 2026-12-31 is 2027-01-04"), "{reckoned}");
    let file = ("2027.csv", "2027-01-01\t放假\t元旦\n".as_bytes());
    let short = house.send_parts("admin", path, &form(""), Some(file)).await;
    assert!(short.page.contains("2027-10-01 是法定节假日"), "{}", short.page);
    let journal = house.page("auditor", "/administration/journal?verb=calendar").await;
    assert!(journal.contains("放假安排录入") && journal.contains("calendar?year=2027"), "{journal}");
}

#[tokio::test]
async fn every_page_of_the_room_speaks_both_languages() {
    let house = House::new();
    let person = format!("/administration/people/{}", house.account("lead"));
    let pages = [
        "/account",
        "/administration",
        "/administration/people",
        "/administration/people/new",
        &person,
        &format!("{person}/erase"),
        "/administration/journal",
        "/administration/rules",
        "/administration/rules/calendar",
        "/administration/rules/calendar/days",
        "/administration/rules/transfer-law-45-1-share",
    ];
    for address in pages {
        for (language, tag) in [("zh", "zh-CN"), ("en", "en")] {
            let page = house.page("admin", &format!("{address}?lang={language}")).await;
            assert!(page.contains(&format!("<html lang=\"{tag}\">")), "{address}");
        }
    }
}

//! The commands on a base that is there, one that is not, and files that are not what they should be: exit codes, and
//! messages in both languages that say where.

mod running;

use std::fs;
use std::path::{Path, PathBuf};

use running::{Server, run};

/// A demo base nobody serves.
fn demo(folder: &Path) -> PathBuf {
    let base = folder.join("base");
    drop(Server::start(&base, "", &[]));
    base
}

/// Runs the words and holds the complaint in both languages to what it has to say.
fn refused(base: &Path, words: &[&str], code: i32, says: &[&str]) {
    let (english, chinese) = (run("en", base, words), run("zh", base, words));
    assert_eq!((english.code, chinese.code), (code, code), "{words:?}: {}{}", english.errors, english.out);
    for part in says {
        assert!(english.errors.contains(part), "{words:?}: {}", english.errors);
    }
    assert!(english.errors.is_ascii() || english.errors != chinese.errors, "{words:?}: {}", chinese.errors);
    assert!(!english.errors.contains("panicked"), "{}", english.errors);
}

#[test]
fn commands_say_what_is_wrong_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let (base, none) = (demo(folder.path()), folder.path().join("none"));
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    };
    let (needs, unknown, cut) = (
        file("needs.csv", "需求名称,需求详情\n甲,乙\n".as_bytes()),
        file("unknown.csv", b"foo,bar\n1,2\n"),
        file("cut.xlsx", b"PK\x03\x04cut"),
    );
    let import = |kind, file, account| ["import", kind, file, "--as", account];
    refused(&none, &import("needs", &needs, "admin"), 1, &["no base", "none"]);
    refused(&none, &["user", "list"], 1, &["no base"]);
    assert!(!none.exists(), "looking made a base");
    refused(&base, &import("needs", &needs, "nobody"), 8, &["nobody"]);
    refused(&base, &import("needs", &needs, "auditor"), 8, &["changes nothing"]);
    refused(&base, &import("dragons", &needs, "admin"), 2, &["dragons", "achievements"]);
    refused(&base, &import("needs", "/nowhere/x.csv", "admin"), 1, &["/nowhere/x.csv"]);
    refused(&base, &import("needs", "/", "admin"), 1, &["/ cannot be read"]);
    refused(&base, &import("needs", &unknown, "admin"), 8, &["header"]);
    refused(&base, &import("needs", &cut, "admin"), 8, &["damaged"]);
    refused(&base, &["export", "needs", "/nowhere/x.csv"], 1, &["/nowhere/x.csv"]);
    refused(&base, &["export", "needs", "list.pdf"], 2, &["list.pdf", ".xlsx"]);
    refused(&base, &["export", "needs", &needs], 1, &["needs.csv"]);
    refused(&base, &["user", "add", "new", "--organisation", "Nowhere"], 8, &["Nowhere"]);
    refused(&base, &["user", "token", "admin", "--days", "0"], 2, &["1..=366"]);
    refused(&base, &["backup", "/nowhere/x"], 1, &["/nowhere/x"]);
    refused(&base, &["restore", &needs], 1, &["needs.csv", "no backup"]);
    refused(&none, &["restore", "/nowhere/x"], 1, &["/nowhere/x", "read"]);
    let settings = file("wrong.toml", b"listen = \"127.0.0.1:1\"\ntrusted = 1\n");
    refused(&base, &["verify", "--config", &settings], 2, &["wrong.toml", "line 2"]);
    let settings = file("proxies.toml", b"trusted_proxies = [\"proxy.example.org\"]\n");
    refused(&base, &["verify", "--config", &settings], 2, &["proxies.toml", "proxy.example.org"]);
    refused(&base, &["verify", "--database", "postgres://a:secret@127.0.0.1:1/b"], 1, &["127.0.0.1:1/b"]);
}

#[test]
fn an_index_is_held_by_one_program_and_a_dictionary_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let base = demo(folder.path());
    let server = Server::start(&base, "", &[]);
    let doctor = run("en", &base, &["doctor"]);
    assert!(doctor.out.contains(&base.join("index").display().to_string()), "{}", doctor.out);
    let serve = ["serve", "--no-open", "--listen", "127.0.0.1:0"];
    refused(&base, &serve, 1, &["index", "stop the server", "--index"]);
    refused(&base, &["index", "rebuild"], 1, &["index", "stop the server", "--index"]);
    // Looking takes nothing from the one who holds it.
    assert_eq!(run("en", &base, &["index", "status"]).code, 0);
    drop(server);
    let path = folder.path().join("dictionary");
    for (bytes, says) in [(&b"no entry\n"[..], "no entry"), (b"\xff\xfe\xfd", "no dictionary")] {
        std::fs::write(&path, bytes).unwrap();
        refused(&base, &[&serve[..], &["--dictionary", &path.to_string_lossy()]].concat(), 2, &[says]);
    }
}

#[test]
fn records_are_searched_and_matched_and_the_index_is_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (base, none) = (demo(folder.path()), folder.path().join("none"));
    for words in [&["search", "didymium"][..], &["match", "didymium"], &["index", "status"], &["index", "rebuild"]] {
        refused(&none, words, 1, &["no base"]);
    }
    assert!(!none.exists(), "looking made a base");
    refused(&base, &["search"], 2, &["WORDS"]);
    refused(&base, &["search", "didymium", "--kind", "dragons"], 2, &["dragons", "achievement"]);
    refused(&base, &["search", "didymium", "--most", "many"], 2, &["many"]);
    refused(&base, &["match"], 2, &["RECORD"]);
    refused(&base, &["match", "No such need"], 8, &["no such"]);
    refused(&base, &["match", "01900000-0000-7000-8000-000000000000"], 8, &["no such"]);
    refused(&base, &["match", "Chromium-free coating for magnets", "--pack", "/nowhere"], 1, &["/nowhere"]);
    let rebuilt = run("en", &base, &["index", "rebuild"]);
    assert!(rebuilt.code == 0 && rebuilt.out.contains("built anew"), "{}{}", rebuilt.out, rebuilt.errors);
    let status: serde_json::Value =
        serde_json::from_str(&run("en", &base, &["index", "status", "--json"]).out).unwrap();
    assert!(status["documents"].as_u64() > Some(0), "{status}");
    assert_eq!(status["followed"], status["journal"]);

    let found = run("en", &base, &["search", "镨钕氧化物"]);
    assert!(found.out.contains("镨钕氧化物 ↔ didymium oxide"), "{}", found.out);
    let meant = run("en", &base, &["search", "grain", "bondary", "diffusion"]);
    assert!(meant.out.contains("grain boundary diffusion"), "{}", meant.out);
    // Signs have no meaning of their own, and what is not there is found nowhere.
    for words in ["*", "title:(", "\"", "zzzz"] {
        let found = run("en", &base, &["search", "--json", words]);
        assert_eq!(found.code, 0, "{words}: {}", found.errors);
        serde_json::from_str::<serde_json::Value>(&found.out).unwrap();
    }
    let suits = run("zh", &base, &["match", "磁组件无铬表面防护"]);
    assert!(suits.out.contains("磁体无铬复合防护涂层") && suits.out.contains("无铬"), "{}", suits.out);
    let suits = run("en", &base, &["match", "磁组件无铬表面防护", "--json", "--most", "1"]);
    let suits: serde_json::Value = serde_json::from_str(&suits.out).unwrap();
    let first = &suits["kinds"][0]["matches"][0];
    assert_eq!((&first["title_en"], &first["level"]), (&"Chromium-free coating for magnets".into(), &"strong".into()));
    let parts = first["contributions"].as_object().unwrap().values().filter_map(serde_json::Value::as_f64);
    assert!((parts.sum::<f64>() - first["score"].as_f64().unwrap()).abs() < 1e-9, "{first}");
}

#[test]
fn every_list_that_is_exported_can_be_imported_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let base = demo(folder.path());
    for kind in base::record::Kind::ALL {
        for ending in ["xlsx", "csv"] {
            let file = folder.path().join(format!("{}.{ending}", kind.path())).to_string_lossy().into_owned();
            assert_eq!(run("en", &base, &["export", kind.path(), &file]).code, 0, "{file}");
            let ran = run("en", &base, &["import", kind.path(), &file, "--as", "admin", "--json"]);
            let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_default();
            let counts = rows["rows"].as_object().map(|rows| rows.keys().map(String::as_str).collect::<Vec<_>>());
            assert_eq!((ran.code, counts), (0, Some(vec!["unchanged"])), "{file}: {}{}", ran.out, ran.errors);
        }
    }
}

#[test]
fn a_further_year_of_working_days_is_brought() {
    let folder = tempfile::tempdir().unwrap();
    let base = demo(folder.path());
    let file = folder.path().join("2027.csv");
    let words = |more: &'static [&'static str]| {
        let mut words = vec!["calendar", "bring", "2027", file.to_str().unwrap(), "--source", "示例通知 1 号"];
        words.extend(more);
        words
    };
    let days = "2027-01-01,放假,元旦\n2027-05-01,放假,劳动节\n2027-10-01至2027-10-07,放假,国庆节\n";
    fs::write(&file, format!("{days}2027-10-08,上班,国庆节调休\n")).unwrap();
    refused(&base, &words(&[]), 8, &["days.4.kind", "2027-10-08 is no Saturday or Sunday"]);
    refused(&base, &["calendar", "show", "2027"], 2, &["2020–2026"]);
    fs::write(&file, format!("{days}2027-10-09,上班,国庆节调休\n")).unwrap();
    assert!(run("en", &base, &words(&["--dry-run"])).out.contains("can be brought"));
    refused(&base, &["calendar", "show", "2027"], 2, &["2020–2026"]);
    assert!(run("zh", &base, &words(&[])).out.contains("已录入 2027 年的安排"));
    let shown = run("en", &base, &["calendar", "show"]);
    assert!(shown.out.contains("2027-10-09,Make-up workday,国庆节调休"), "{}", shown.out);
    assert!(run("zh", &base, &["doctor"]).out.contains("… 2027"));
}

#[test]
fn a_dry_run_leaves_nothing_behind_and_roles_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let base = demo(folder.path());
    let file = folder.path().join("需求.csv");
    fs::write(&file, "需求名称,期望完成日期\n示例甲,2027-03\n").unwrap();
    let looked =
        run("zh", &base, &["import", "needs", file.to_str().unwrap(), "--as", "admin", "--draft", "--dry-run"]);
    assert!(looked.out.contains("“2027-03”只写到月") && looked.out.contains("月末写 2027-03-31"), "{}", looked.out);
    let kept = store::Database::open(&store::Address::File(base.join("base.sqlite"))).unwrap();
    let kept: &dyn base::store::Store = &kept;
    let imports = kept.reading(|shelf| {
        let admin = shelf.account_of_login("admin")?.unwrap().id;
        shelf.imports(admin, 10)
    });
    assert_eq!(imports.unwrap(), []);
    let list = run("zh", &base, &["user", "list"]).out;
    assert!(list.contains("技术经理人") && list.contains("可以登录"), "{list}");
}

#[test]
fn a_backup_is_restored_to_an_empty_place_and_damage_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    let server = Server::start(&base, "", &[]);
    let (backup, other) = (folder.path().join("base.backup"), folder.path().join("other"));
    let file = backup.to_string_lossy().into_owned();
    // While the base is served.
    assert_eq!(run("en", &base, &["backup", &file]).code, 0);
    drop(server);
    refused(&base, &["backup", &file], 1, &["base.backup"]);
    refused(&base, &["restore", &file], 1, &["base.sqlite"]);
    let before = fs::read(&backup).unwrap();
    assert_eq!(run("en", &other, &["restore", &file]).code, 0);
    assert_eq!(fs::read(&backup).unwrap(), before, "restoring changed the backup");
    assert_eq!(run("en", &other, &["verify"]).code, 0);

    let database = other.join("base.sqlite");
    let sound = fs::read(&database).unwrap();
    let title = "海澄永磁科技有限公司".as_bytes();
    let places: Vec<usize> = (0..sound.len() - title.len()).filter(|at| sound[*at..].starts_with(title)).collect();
    assert!(!places.is_empty());
    let mut flipped = sound.clone();
    for at in places {
        flipped[at] ^= 1;
    }
    let damages: [(&str, Vec<u8>); 4] = [
        ("a flipped byte", flipped),
        ("cut short", sound[..sound.len() / 2].to_vec()),
        ("something else", vec![b'x'; 20_000]),
        ("empty", Vec::new()),
    ];
    for (damage, bytes) in damages {
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(other.join(format!("base.sqlite{ending}")));
        }
        fs::write(&database, bytes).unwrap();
        let ran = run("en", &other, &["verify"]);
        assert_eq!(ran.code, 9, "{damage}: {}{}", ran.out, ran.errors);
        assert_eq!(run("zh", &other, &["doctor"]).code, 0, "{damage}");
    }
}

//! Disks that can only be read, and disks without room, under forms, imports and a server that is running.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use running::{Server, run, said, status};

/// A small disk of its own; it goes when this goes.
struct Disk {
    image: PathBuf,
    at: PathBuf,
}

fn system(program: &str, words: &[&str]) -> Output {
    // Tools of the system's keeper may lie where others do not look.
    let path = format!("{}:/usr/sbin:/sbin", std::env::var("PATH").unwrap_or_default());
    let ran = Command::new(program).env("PATH", path).args(words).output();
    ran.unwrap_or_else(|error| panic!("{program}: {error}"))
}

impl Disk {
    /// Makes one; `None` where this machine lets nobody.
    fn new(folder: &Path) -> Option<Self> {
        let disk = Self { image: folder.join("image"), at: folder.join("disk") };
        fs::create_dir(&disk.at).unwrap();
        fs::File::create(&disk.image).unwrap().set_len(96 << 20).unwrap();
        let made = Command::new("/usr/sbin/mkfs.ext4").arg("-q").arg(&disk.image).output();
        (made.is_ok_and(|made| made.status.success()) && disk.mount()).then_some(disk)
    }

    /// Where an error makes it one that can only be read.
    fn mount(&self) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-t", "ext4", "-o", "loop,errors=remount-ro"]).arg(&self.image).arg(&self.at);
        mount.output().is_ok_and(|mounted| mounted.status.success())
    }

    /// Lets the system find an error on it; whether it can.
    fn fail(&self) -> bool {
        let found = system("findmnt", &["-no", "SOURCE", &self.at.to_string_lossy()]);
        let device = String::from_utf8_lossy(&found.stdout).trim().replace("/dev/", "");
        fs::write(format!("/sys/fs/ext4/{device}/trigger_fs_error"), "1").is_ok()
            && fs::write(self.at.join("probe"), "").is_err()
    }

    /// Mends it, as somebody would who comes to look.
    fn mend(&self) {
        assert!(system("umount", &[&self.at.to_string_lossy()]).status.success());
        // 1: errors were found and corrected.
        let checked = system("e2fsck", &["-fy", &self.image.to_string_lossy()]);
        assert!(checked.status.code().is_some_and(|code| code <= 1), "{checked:?}");
        assert!(self.mount());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.at).output();
    }
}

fn room(server: &Server, bytes: &str) {
    let words = ["--pid", &server.id().to_string(), &format!("--fsize={bytes}:")];
    assert!(system("prlimit", &words).status.success());
}

/// Reading goes on, writing is refused in words.
fn only_reads(server: &Server, title: &str) {
    for turn in 0..3 {
        let refused = server.need(&format!("{title}{turn}"));
        assert!(status(&refused) == 503 && refused.contains("retry-after: 30"), "{refused}");
        assert_eq!(said(&refused, "type"), "urn:didymium:unavailable", "{refused}");
        let found = server.ask("GET", "/api/v1/needs?limit=5", "", b"");
        assert_eq!((status(&found), server.page("/needs"), server.page("/chain")), (200, 200, 200), "{found}");
    }
}

#[test]
fn on_a_disk_that_can_only_be_read_reading_goes_on_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(folder.path()) else {
        eprintln!("skipped: no disk can be mounted here");
        return;
    };
    let base = disk.at.join("base");
    let server = Server::start(&base, "", &[]);
    assert_eq!(status(&server.need("one")), 201);
    // Files that may not be written, for a while.
    let files = ["base.sqlite", "base.sqlite-wal"].map(|name| base.join(name).to_string_lossy().into_owned());
    let immutable = |sign: &str| system("chattr", &[sign, &files[0], &files[1]]).status.success();
    if immutable("+i") {
        only_reads(&server, "locked");
        assert!(immutable("-i"));
        assert_eq!(status(&server.need("two")), 201);
    } else {
        eprintln!("not asked: files that may not be written");
    }
    // And a disk on which the system found an error.
    if !disk.fail() {
        eprintln!("skipped: this system does not let an error be found on a disk");
        return;
    }
    only_reads(&server, "broken");
    let page = server.signing_in("xinglan");
    assert!(status(&page) == 503 && page.contains("can only be read"), "{page}");
    drop(server);
    disk.mend();
    let verified = run("en", &base, &["verify"]);
    assert_eq!(verified.code, 0, "{}", verified.errors);
    let server = Server::start(&base, "", &[]);
    assert_eq!(status(&server.need("three")), 201);
    drop(server);
    let list = folder.path().join("needs.csv");
    assert_eq!(run("en", &base, &["export", "needs", &list.to_string_lossy()]).code, 0);
    let list = fs::read_to_string(list).unwrap();
    assert!(["one,", "three,"].iter().all(|title| list.contains(title)), "{list}");
    assert!(["locked", "broken"].iter().all(|title| !list.contains(title)), "{list}");
}

/// The files below a folder.
fn files(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, |entries| {
        entries.flatten().map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 }).sum()
    })
}

#[test]
fn an_upload_from_a_form_without_room_is_a_page_that_says_so_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    let server = Server::start(&base, "trap '' XFSZ;", &[]);
    let need = server.need("a need with a file");
    let (path, visitor) = (format!("/needs/{}/attachments", said(&need, "id")), server.sign_in("xinglan"));
    room(&server, "100000");
    // So large that its sender is far from done when the room ends.
    let large = vec![7; 20_000_000];
    for (language, words) in [("en", "disk of the base is full"), ("zh", "磁盘已满")] {
        let page = visitor.upload(&path, language, "large.bin", &large);
        assert!(status(&page) == 503 && page.contains(words) && page.contains("<html"), "{page:.600}");
        assert!(page.contains("retry-after: 30"), "{page:.600}");
    }
    assert_eq!(files(&base.join("files")), 0, "something is left");
    assert_eq!(server.page("/needs"), 200);
    room(&server, "unlimited");
    let taken = visitor.upload(&path, "en", "large.bin", &large);
    assert_eq!(status(&taken), 303, "{taken:.600}");
    let page = visitor.look(path.trim_end_matches("/attachments"));
    assert_eq!(page.matches(">large.bin<").count(), 1, "{page}");
    drop(server);
    let verified = run("en", &base, &["verify"]);
    assert!(verified.code == 0 && verified.out.contains("1 attachments"), "{}{}", verified.out, verified.errors);
    assert_eq!(files(&base.join("files")), 1);
}

#[test]
fn an_import_is_there_with_its_file_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    let server = Server::start(&base, "trap '' XFSZ;", &[]);
    let visitor = server.sign_in("xinglan");
    let table = "需求名称,需求详情\n甲,乙\n".as_bytes();
    let binary = "Content-Type: application/octet-stream\r\n";
    let imports = || server.ask("GET", "/api/v1/imports", "", b"").matches("\"id\"").count();
    let by_program = || server.ask("POST", "/api/v1/imports?kind=need&name=a.csv", binary, table);
    // Its file finds no place.
    let place = base.join("files/imports");
    fs::create_dir_all(base.join("files")).unwrap();
    fs::write(&place, "in the way").unwrap();
    let answers = [visitor.upload("/needs/import", "en", "a.csv", table), by_program()];
    assert_eq!(answers.map(|answer| status(&answer)), [500, 500]);
    assert_eq!(imports(), 0, "an import without its file is left");
    fs::remove_file(&place).unwrap();
    // Its file does, and the base has no room for it.
    room(&server, "4096");
    let answers = [visitor.upload("/needs/import", "en", "a.csv", table), by_program()];
    assert_eq!(answers.map(|answer| status(&answer)), [503, 503]);
    assert_eq!((imports(), files(&base.join("files"))), (0, 0), "a file without its import is left");
    room(&server, "unlimited");
    let answers = [visitor.upload("/needs/import", "en", "a.csv", table), by_program()];
    assert_eq!(answers.map(|answer| status(&answer)), [303, 202]);
    assert_eq!((imports(), files(&place)), (2, 2));
}

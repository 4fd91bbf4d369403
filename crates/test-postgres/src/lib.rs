//! A PostgreSQL server of their own for tests: made in a temporary folder, gone with the process that started it.
//!
//! The real server, as Debian packages it (`postgresql`). It refuses to run as root, so a root process runs it as the
//! user `postgres`.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum NoServer {
    /// It is not installed.
    #[error("no PostgreSQL server below /usr/lib/postgresql or on the path; install the package postgresql")]
    NotInstalled,
    /// It did not start.
    #[error("PostgreSQL did not start: {0}")]
    NotStarted(String),
    /// The system said no.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Whether the server waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durable {
    /// It does, as in earnest.
    Yes,
    /// It does not: quicker, for tests that pull no plug.
    No,
}

/// A running server; dropping it stops it and removes its folder.
#[derive(Debug)]
pub struct Server {
    shell: Child,
    folder: PathBuf,
    programs: PathBuf,
    databases: AtomicU32,
}

/// The server that the tests of one process share.
///
/// # Panics
/// There is none to be had; the message says how to get one.
pub fn shared() -> &'static Server {
    static SHARED: OnceLock<Server> = OnceLock::new();
    SHARED.get_or_init(|| match Server::start(Durable::No) {
        Ok(server) => server,
        Err(error) => panic!("{error}"),
    })
}

impl Server {
    /// Starts a server.
    ///
    /// # Errors
    /// It is not installed or does not start.
    pub fn start(durable: Durable) -> Result<Self, NoServer> {
        let programs = programs().ok_or(NoServer::NotInstalled)?;
        let folder = tempfile::Builder::new().prefix("didymium-postgres-").tempdir()?.keep();
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        let data = folder.join("data");
        run(as_server(&programs.join("initdb"))
            .args(["--username=didymium", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-D"])
            .arg(&data))?;
        let sync = if durable == Durable::Yes { "on" } else { "off" };
        let settings = format!(
            "listen_addresses = ''\nunix_socket_directories = '{}'\nfsync = {sync}\nfull_page_writes = {sync}\nmax_connections = 200\n",
            folder.display()
        );
        std::fs::write(folder.join("settings"), settings)?;
        run(as_server(Path::new("sh"))
            .arg("-c")
            .arg(format!("cat {0}/settings >> {0}/data/postgresql.conf", folder.display())))?;
        let shell = keeper(&programs, &folder)?;
        Ok(Self { shell, folder, programs, databases: AtomicU32::new(0) })
    }

    /// The address of a new, empty database.
    ///
    /// # Panics
    /// The server refuses to make one.
    pub fn database(&self) -> String {
        let name = format!("base{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut create = Command::new(self.programs.join("createdb"));
        let created = run(create.arg("-h").arg(&self.folder).args(["-U", "didymium", &name]));
        if let Err(error) = created {
            panic!("{error}");
        }
        format!("postgresql:///{name}?host={}&user=didymium", self.folder.display())
    }

    /// Kills the server at once, as a power cut would.
    ///
    /// # Errors
    /// The system said no.
    pub fn kill(&self) -> Result<(), NoServer> {
        self.control(&["stop", "-m", "immediate"])
    }

    /// Starts it again.
    ///
    /// # Errors
    /// It does not start.
    pub fn revive(&self) -> Result<(), NoServer> {
        self.control(&["start", "-w", "-l"])
    }

    /// Stops every process of the server where it stands: it holds its connections, and answers nothing.
    ///
    /// # Errors
    /// The system said no.
    pub fn freeze(&self) -> Result<(), NoServer> {
        self.signal("-STOP")
    }

    /// Lets it go on.
    ///
    /// # Errors
    /// The system said no.
    pub fn thaw(&self) -> Result<(), NoServer> {
        self.signal("-CONT")
    }

    /// The first process first, so that it starts no other meanwhile.
    fn signal(&self, name: &str) -> Result<(), NoServer> {
        // As the server's own user, since the folder is not open to everybody.
        let first = as_server(Path::new("head")).arg("-n1").arg(self.folder.join("data/postmaster.pid")).output()?;
        let first = String::from_utf8_lossy(&first.stdout).trim().to_owned();
        run(as_server(Path::new("kill")).args([name, &first]))?;
        for other in children(&first)? {
            let told = run(as_server(Path::new("kill")).args([name, &other]));
            // One whose client is gone may end between the list and the signal.
            if told.is_err() && Path::new("/proc").join(&other).exists() {
                told?;
            }
        }
        Ok(())
    }

    fn control(&self, words: &[&str]) -> Result<(), NoServer> {
        let mut control = as_server(&self.programs.join("pg_ctl"));
        control.arg("-D").arg(self.folder.join("data")).args(words);
        if words.contains(&"-l") {
            control.arg(self.folder.join("log"));
        }
        run(&mut control)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its end of the pipe closes; the shell stops the server and removes the folder.
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}

/// A shell that starts the server and waits for the end of its input, which comes with the end of this process
/// however it ends; then it stops the server and cleans up.
fn keeper(programs: &Path, folder: &Path) -> Result<Child, NoServer> {
    let script = format!(
        "{programs}/pg_ctl -D {folder}/data -l {folder}/log -w start >/dev/null && echo up || {{ cat {folder}/log; echo down; }}
        cat > /dev/null
        {programs}/pg_ctl -D {folder}/data -m immediate stop >/dev/null 2>&1
        rm -rf {folder}/* ; rmdir {folder} 2>/dev/null",
        programs = programs.display(),
        folder = folder.display()
    );
    let mut shell = as_server(Path::new("sh"));
    let mut shell = shell.arg("-c").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut said = String::new();
    for line in BufReader::new(shell.stdout.take().ok_or(NoServer::NotInstalled)?).lines() {
        match line?.as_str() {
            "up" => return Ok(shell),
            "down" => break,
            line => said.push_str(line),
        }
    }
    if let Some(mut input) = shell.stdin.take() {
        let _ = input.flush();
    }
    Err(NoServer::NotStarted(said))
}

/// The processes that a process started.
fn children(of: &str) -> Result<Vec<String>, NoServer> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")?.flatten() {
        let number = entry.file_name().to_string_lossy().into_owned();
        // `number (name) state parent …`, and a name may hold anything.
        let told = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let parent = told.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1));
        if number.bytes().all(|byte| byte.is_ascii_digit()) && parent == Some(of) {
            found.push(number);
        }
    }
    Ok(found)
}

/// A command as the user that the server runs as.
fn as_server(program: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/").env("LC_ALL", "C.UTF-8");
    command
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

fn run(command: &mut Command) -> Result<(), NoServer> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(NoServer::NotStarted(String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// The newest server's programs: below Debian's folder, or on the path.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        Some((version, entry.path().join("bin")))
    });
    let mut found: Vec<PathBuf> = debian.max().map(|(_, path)| path).into_iter().collect();
    found.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    found.into_iter().find(|folder| folder.join("initdb").is_file())
}

//! What this machine has, and how to give it more.

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Where `program` is on the path.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

/// Whether a command ends well; what it prints is dropped.
pub fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// What a command prints; empty when it fails.
pub fn answer(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

/// Installs Debian packages, as root or with sudo.
pub fn install(packages: &[&str]) -> Result<(), Box<dyn Error>> {
    let by_hand = format!("install these by hand, then run this again: {}", packages.join(" "));
    if find("apt-get").is_none() {
        return Err(format!("this machine has no apt-get; {by_hand} (or what your system calls them)").into());
    }
    let root = answer("id", &["-u"]) == "0";
    if !root && find("sudo").is_none() {
        return Err(format!("neither root nor sudo is at hand; {by_hand}").into());
    }
    let apt = |arguments: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments).stdin(Stdio::null()).status()
    };
    println!("installing {}", packages.join(" "));
    let updated = apt(&["update", "-qq"])?.success();
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(packages);
    if updated && apt(&arguments)?.success() { Ok(()) } else { Err(format!("apt-get failed; {by_hand}").into()) }
}

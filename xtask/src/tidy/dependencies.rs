//! Dependencies: each from outside the repository says beside itself why it is there.

use crate::finding::Finding;
use crate::repository::File;

/// Finds entries of `[workspace.dependencies]` without a comment, and dependencies that bypass it.
pub fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with("Cargo.toml")) {
        let root = file.path == "Cargo.toml";
        let mut section = "";
        for (at, line) in file.text.lines().enumerate() {
            if line.starts_with('[') {
                section = line.trim();
                continue;
            }
            let Some((name, value)) = line.split_once('=').filter(|_| !line.trim_start().starts_with('#')) else {
                continue;
            };
            let name = name.trim().trim_end_matches(".workspace");
            if root && section == "[workspace.dependencies]" && !value.contains("path =") && !value.contains(" # ") {
                let what = format!("dependency “{name}” does not say why it is there");
                findings.push(Finding::at(&file.path, at + 1, what, "add a comment at the end of the line"));
            }
            if !root && section.ends_with("dependencies]") && !line.contains("workspace = true") {
                let what = format!("dependency “{name}” is not taken from the workspace");
                let mend = "name it in [workspace.dependencies] of Cargo.toml and write `.workspace = true` here";
                findings.push(Finding::at(&file.path, at + 1, what, mend));
            }
        }
    }
    // A fuzz crate stands outside the workspace and cannot inherit from it.
    findings.retain(|finding| !finding.file.contains("fuzz/"));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_says_why_it_is_there() {
        let root = "[workspace.dependencies]\nlp = { path = \"crates/lp\" }\ncsv = \"1\" # tables\nbare = \"2\"\n";
        let member = "[package]\nname = \"a\"\n[dependencies]\ncsv.workspace = true\nown = \"3\"\n";
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let found = check(&[file("Cargo.toml", root), file("crates/a/Cargo.toml", member)]);
        let found: Vec<String> = found.into_iter().map(|finding| finding.what).collect();
        assert_eq!(
            found,
            ["dependency “bare” does not say why it is there", "dependency “own” is not taken from the workspace"]
        );
    }
}

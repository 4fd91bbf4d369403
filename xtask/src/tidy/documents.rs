//! Documents: every path of the repository that a document names is there.

use crate::finding::Finding;
use crate::repository::File;

/// The folders whose paths are recognised wherever they stand in a document.
const FOLDERS: [&str; 8] = ["crates/", "packs/", "docs/", "e2e/", "benches/", "xtask/", "fuzz/", ".ci/"];

/// Finds paths that are gone; `exists` is asked for a path relative to the repository.
pub fn check(files: &[File], exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is("md")) {
        for (at, line) in file.text.lines().enumerate() {
            let named = words(line).chain(links(line).map(|target| beside(&file.path, target)));
            for path in named.filter(|path| !exists(path)) {
                let what = format!("names “{path}”, which is not in the repository");
                findings.push(Finding::at(
                    &file.path,
                    at + 1,
                    what,
                    "name what took its place, or take the mention out",
                ));
            }
        }
    }
    findings.sort();
    findings.dedup();
    findings
}

/// Words of a line that are paths below one of the known folders, and capital documents of the root.
fn words(line: &str) -> impl Iterator<Item = String> {
    line.split(|c: char| c.is_whitespace() || "`()[]{}<>\"'，。、；：（）“”|,;".contains(c)).filter_map(|word| {
        let word = word.trim_end_matches(['.', ':', '?', '!']);
        if FOLDERS.iter().any(|folder| word.starts_with(folder)) {
            // A pattern is known up to the folder before its first star.
            let known = word.find('*').map_or(word, |star| &word[..word[..star].rfind('/').unwrap_or(0)]);
            let known = known.find(':').map_or(known, |colon| &known[..colon]);
            return Some(known.trim_end_matches('/').to_owned());
        }
        let stem = word.strip_suffix(".md")?;
        let stem = stem.strip_suffix(".zh-CN").unwrap_or(stem);
        (!stem.is_empty() && stem.chars().all(|c| c.is_ascii_uppercase())).then(|| word.to_owned())
    })
}

/// The targets of the links of a line that point into the repository.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', '#', ' ']).next()?;
        (!target.is_empty() && !target.contains("://") && !target.starts_with("mailto:")).then_some(target)
    })
}

/// `target` as seen from the document at `document`, relative to the repository.
fn beside(document: &str, target: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_are_gone_are_found_and_others_are_not() {
        let table: &[(&str, &[&str])] = &[
            ("the reader is `crates/chain/src/pack.rs`", &["crates/chain/src/pack.rs"]),
            ("`crates/here`, crates/here/ and `crates/here/*.rs`", &[]),
            ("[format](../reference/gone.md#part) or [web](https://a.b/c)", &["docs/reference/gone.md"]),
            ("[here](../../crates/here)", &[]),
            ("see ARCHITECTURE.md and README.zh-CN.md.", &["ARCHITECTURE.md", "README.zh-CN.md"]),
            ("运行 `.ci/gone`，然后", &[".ci/gone"]),
            ("a pack has `patches/*.toml` and pack.toml", &[]),
        ];
        for (line, expected) in table {
            let file = File { path: "docs/guides/one.md".to_owned(), text: (*line).to_owned() };
            let found = check(&[file], &|path| path == "crates/here");
            let found: Vec<&str> = found.iter().map(|finding| finding.what.split(['“', '”']).nth(1).unwrap()).collect();
            assert_eq!(&found, expected, "{line}");
        }
    }
}

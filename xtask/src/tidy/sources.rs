//! Source files: each opens with what it is, and none is longer than a reader's patience.

use crate::finding::Finding;
use crate::repository::File;

const MOST_LINES: usize = 600;

/// Finds modules without their opening sentence and files that are too long.
pub fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is("rs")) {
        let attribute = |line: &&str| line.starts_with("#![") && !line.starts_with("#![doc");
        let opening = file.text.lines().find(|line| !line.trim().is_empty() && !attribute(line));
        if !opening.is_some_and(|line| line.starts_with("//! ") || line.starts_with("#![doc = include_str!")) {
            findings.push(Finding::at(
                &file.path,
                1,
                "the module does not say what it is",
                "open it with one `//!` sentence",
            ));
        }
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            let what = format!("{lines} lines; {MOST_LINES} are the most");
            findings.push(Finding::at(&file.path, MOST_LINES + 1, what, "give a part of it a file of its own"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_says_what_it_is_and_stays_short() {
        let long = format!("//! Long.\n{}", "\n".repeat(MOST_LINES));
        let table = [
            ("//! Short.\n", 0),
            ("use a::b;\n", 1),
            ("", 1),
            ("#![no_main]\n//! Fuzz.\n", 0),
            ("#![doc = include_str!(\"a.md\")]\n", 0),
            (long.as_str(), 1),
        ];
        for (text, expected) in table {
            let file = File { path: "a.rs".to_owned(), text: text.to_owned() };
            assert_eq!(check(&[file]).len(), expected, "{text:.20}");
        }
    }
}

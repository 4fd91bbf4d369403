//! Messages: each key in both languages with the same arguments, used somewhere, defined where used.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::repository::File;

const LOCALES: &str = "crates/web/locales/";
/// Rooms whose code says messages, or names them for others to say.
const READERS: [&str; 6] = [
    "crates/web/src/",
    "crates/didymium/src/",
    "crates/chain/src/",
    "crates/base/src/",
    "crates/ledger/src/",
    "crates/sharing/src/",
];

/// Where a message is defined, and the arguments it names.
#[derive(Clone, Debug, Default)]
struct Definition {
    file: String,
    line: usize,
    arguments: BTreeSet<String>,
}

/// Finds keys that one language lacks, that nothing uses, and that nothing defines.
pub fn check(files: &[File]) -> Vec<Finding> {
    let languages = definitions(files);
    let readers: Vec<&File> = files
        .iter()
        .filter(|file| READERS.iter().any(|reader| file.path.starts_with(reader)) && (file.is("rs") || file.is("html")))
        .collect();
    let mut findings = between_languages(&languages);
    let all: BTreeMap<&String, &Definition> = languages.values().flatten().collect();
    for (key, definition) in &all {
        let quoted = format!("\"{key}\"");
        if !readers.iter().any(|file| file.text.contains(&quoted)) {
            let what = format!("message “{key}” is used nowhere");
            findings.push(Finding::at(&definition.file, definition.line, what, "take it out of every language"));
        }
    }
    for file in readers {
        let text = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        for (line, key) in uses(text).filter(|(_, key)| !all.contains_key(&(*key).to_owned())) {
            let what = format!("message “{key}” is defined in no language");
            findings.push(Finding::at(&file.path, line, what, format!("write it in every folder of {LOCALES}")));
        }
    }
    findings
}

fn between_languages(languages: &BTreeMap<String, BTreeMap<String, Definition>>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (language, messages) in languages {
        for (other, others) in languages.iter().filter(|(other, _)| *other != language) {
            for (key, definition) in messages {
                let Some(twin) = others.get(key) else {
                    let what = format!("message “{key}” is in {language} and not in {other}");
                    findings.push(Finding::at(&definition.file, definition.line, what, format!("write it in {other}")));
                    continue;
                };
                for argument in definition.arguments.difference(&twin.arguments) {
                    let what = format!("message “{key}” names ${argument} in {language} and not in {other}");
                    findings.push(Finding::at(&twin.file, twin.line, what, format!("name ${argument} here as well")));
                }
            }
        }
    }
    findings
}

/// Language → key → definition.
fn definitions(files: &[File]) -> BTreeMap<String, BTreeMap<String, Definition>> {
    let mut languages: BTreeMap<String, BTreeMap<String, Definition>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is("ftl")) {
        let Some((language, _)) = file.path.strip_prefix(LOCALES).and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        let messages = languages.entry(language.to_owned()).or_default();
        let mut current = None;
        for (at, line) in file.text.lines().enumerate() {
            if let Some((key, _)) = line.split_once('=')
                && line.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                let key = key.trim().to_owned();
                messages
                    .insert(key.clone(), Definition { file: file.path.clone(), line: at + 1, ..Definition::default() });
                current = Some(key);
            }
            if let Some(definition) = current.as_ref().and_then(|key| messages.get_mut(key))
                && !line.starts_with('#')
            {
                definition.arguments.extend(line.split('$').skip(1).map(identifier));
            }
        }
    }
    languages
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// Keys written as literals in `Key("…")`, `.say("…")`, `t.get("…")` and the headings of columns, with their lines.
fn uses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    const CALLS: [&str; 6] = ["Key(\"", "t.get(\"", "messages.get(\"", ".say(\"", ".texts(\"", ".figures(\""];
    text.lines().enumerate().flat_map(|(at, line)| {
        CALLS.iter().flat_map(move |call| {
            line.match_indices(call).filter_map(move |(start, _)| {
                let inside_a_word =
                    !call.starts_with('.') && line[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let key = line[start + call.len()..].split('"').next()?;
                let a_key = key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                (a_key && !inside_a_word).then_some((at + 1, key))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn keys_are_in_both_languages_used_and_defined() {
        let files = [
            file("crates/web/locales/zh-CN/a.ftl", "# 注\nboth = 甲 { $x }\nonly-zh = 乙\nidle = 丙\n"),
            file("crates/web/locales/en/a.ftl", "both = A\n    { $y }\nidle = C\n"),
            file("crates/web/src/a.html", "{{ t.get(\"both\") }} {{ t.say(\"only-zh\") }} {{ list.get(\"x\") }}"),
            file("crates/web/src/a.rs", "Key(\"gone\")\n#[cfg(test)]\nKey(\"in-a-test\")"),
        ];
        let mut found: Vec<String> = check(&files).into_iter().map(|finding| finding.what).collect();
        found.sort();
        assert_eq!(
            found,
            [
                "message “both” names $x in zh-CN and not in en",
                "message “both” names $y in en and not in zh-CN",
                "message “gone” is defined in no language",
                "message “idle” is used nowhere",
                "message “only-zh” is in zh-CN and not in en",
            ]
        );
    }
}

//! Chromium, its driver, and a font with Chinese characters.

use std::error::Error;

use super::machine::{answer, find, install};

/// Installs what is missing.
pub fn ensure() -> Result<(), Box<dyn Error>> {
    let mut missing = Vec::new();
    if find("chromium").is_none() {
        missing.push("chromium");
    }
    if find("chromedriver").is_none() {
        missing.push("chromium-driver");
    }
    if find("fc-list").is_none() {
        missing.push("fontconfig");
    }
    if answer("fc-list", &[":lang=zh", "family"]).is_empty() {
        missing.push("fonts-noto-cjk");
    }
    if !missing.is_empty() {
        install(&missing)?;
    }
    for program in ["chromium", "chromedriver"] {
        let path = find(program).ok_or_else(|| format!("{program} is still not on the path"))?;
        println!("{}", path.display());
    }
    Ok(())
}

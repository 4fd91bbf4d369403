//! What pages say, word for word, in both languages. `UPDATE_EXPECT=1 cargo test` writes what they say now.

mod base;

use expect_test::expect_file;

use base::{get, text};

const PAGES: [(&str, &str); 6] = [
    ("overview", "/"),
    ("weak-links", "/weak-links"),
    ("capacity", "/capacity/mine_mm"),
    ("commodity", "/commodity/nd_oxide"),
    ("innovations", "/innovations"),
    ("scenario", "/scenarios?patch=myanmar_stops&b.patch=myanmar_stops&b.patch=boundary_diffusion"),
];

#[tokio::test]
async fn pages_say_what_they_said() {
    for (name, address) in PAGES {
        for language in ["zh", "en"] {
            let joint = if address.contains('?') { '&' } else { '?' };
            let page = text(get(&format!("{address}{joint}lang={language}")).await).await;
            expect_file![format!("snapshots/{name}.{language}.txt")].assert_eq(&words(&page));
        }
    }
}

/// The words of the main part of a page, a line for each block; drawings are left out.
fn words(page: &str) -> String {
    let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
    let mut said = String::new();
    let mut drawing = false;
    for piece in main.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if name == "svg" {
            drawing = !tag.starts_with('/');
        }
        if drawing {
            continue;
        }
        match name {
            "td" | "th" if !tag.starts_with('/') => said.push_str(" | "),
            "a" | "span" | "small" | "b" | "strong" | "td" | "th" | "summary" | "details" => {}
            _ => said.push('\n'),
        }
        said.push_str(text.trim());
    }
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "|");
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

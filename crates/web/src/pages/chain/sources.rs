//! Where every figure comes from, and how sure it is.

use askama::Template;
use axum::response::Response;
use chain::{Confidence, Origin};

use super::View;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Cell, Link, Table, encoded};

#[derive(Template)]
#[template(path = "pages/chain/sources.html")]
struct SourcesPage {
    t: Messages,
    layout: Layout,
    counts: Table,
    sources: Vec<Source>,
}

struct Source {
    id: String,
    title: String,
    citation: String,
    url: Option<String>,
    used: String,
    patches: Vec<Link>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let origins = origins(view.chain);
    let sources = view.chain.sources.iter().enumerate().map(|(at, source)| {
        let mine: Vec<&Origin> = origins.iter().filter(|origin| origin.source == at).copied().collect();
        let patches = state.pack().patches.iter().filter(|patch| patch.source == source.id);
        Source {
            id: encoded(&source.id),
            title: source.title.clone(),
            citation: source.citation.clone(),
            url: source.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
            used: used(view, &mine),
            patches: patches.map(|patch| view.names.patch(patch)).collect(),
        }
    });
    let sources = sources.collect();
    page(&SourcesPage { t: view.t, layout: view.layout(Section::Sources), counts: counts(view, &origins), sources })
}

/// In which tables a source is used, and how often at which confidence; empty where in none.
fn used(view: View, origins: &[&Origin]) -> String {
    let mut files: Vec<&str> = origins.iter().map(|origin| origin.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    if files.is_empty() {
        return String::new();
    }
    let [seen, cited, estimate] = letters(origins);
    let said = view.t.say("sources-used-in").with("files", files.join(", ")).with("seen", seen);
    said.with("cited", cited).with("estimate", estimate).to_string()
}

/// The origin of every row that states a figure.
fn origins(chain: &chain::Chain) -> Vec<&Origin> {
    let commodities = chain
        .commodities
        .iter()
        .flat_map(|row| std::iter::once(&row.origin).chain(row.content.iter().map(|content| &content.origin)));
    let activities = chain
        .activities
        .iter()
        .flat_map(|row| std::iter::once(&row.origin).chain(row.flows.iter().map(|flow| &flow.origin)));
    let capacities = chain
        .capacities
        .iter()
        .flat_map(|row| std::iter::once(&row.origin).chain(row.uses.iter().map(|used| &used.origin)));
    commodities
        .chain(activities)
        .chain(capacities)
        .chain(chain.markets.iter().map(|row| &row.origin))
        .chain(chain.stocks.iter().map(|row| &row.origin))
        .chain(chain.builds.iter().map(|row| &row.origin))
        .chain(chain.withdrawals.iter().map(|row| &row.origin))
        .chain(chain.shocks.iter().map(|row| &row.origin))
        .collect()
}

fn letters(origins: &[&Origin]) -> [usize; 3] {
    [Confidence::Seen, Confidence::Cited, Confidence::Estimate]
        .map(|level| origins.iter().filter(|origin| origin.confidence == level).count())
}

fn counts(view: View, origins: &[&Origin]) -> Table {
    let mut files: Vec<&str> = origins.iter().map(|origin| origin.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let columns = vec![
        view.texts("column-file"),
        view.figures("confidence-seen"),
        view.figures("confidence-cited"),
        view.figures("confidence-estimate"),
    ];
    let row = |name: String, origins: &[&Origin]| {
        let mut row = vec![Cell::text(name)];
        row.extend(letters(origins).map(|count| Cell::number(count.to_string())));
        row
    };
    let rows = files.iter().map(|file| {
        let mine: Vec<&Origin> = origins.iter().filter(|origin| origin.file == *file).copied().collect();
        row((*file).to_owned(), &mine)
    });
    let total = row(view.t.get("total"), origins);
    Table::new(view.t.get("sources-counts-caption"), columns).with_rows(rows).with_total(total)
}

//! What every page of the room starts from.

use std::collections::BTreeMap;

use base::people::{AccountId, Membership, Viewer};
use base::record::verb::Occasion;
use base::record::{Kind, RecordId};
use base::store::Shelf;
use measure::Timestamp;

use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit};
use crate::state::State;
use crate::view::{Link, encoded};

/// One visit of a page about people or rules.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub state: &'a State,
    pub visit: &'a Visit,
    pub t: Messages,
}

/// An organisation somebody acts for or acted for, as a page shows it.
pub(super) struct Belonging {
    pub organisation: RecordId,
    pub link: Link,
    pub manages: bool,
    pub since: String,
    pub until: String,
}

impl<'a> Desk<'a> {
    pub(super) fn new(state: &'a State, visit: &'a Visit) -> Self {
        Self { state, visit, t: visit.messages() }
    }

    /// The frame of a page.
    pub(super) fn layout(self, section: Section) -> Layout {
        Layout::new(self.state, self.visit, Some(section))
    }

    /// Who does it, now.
    pub(super) fn occasion(self) -> Occasion {
        self.visit.occasion(self.state)
    }

    pub(super) fn viewer(self) -> &'a Viewer {
        &self.visit.viewer
    }

    /// The account of who is signed in.
    ///
    /// # Errors
    /// Nobody is.
    pub(super) fn own(self) -> Result<AccountId, Trouble> {
        self.viewer().account().ok_or_else(|| base::Refusal::SignInNeeded {}.into())
    }

    /// Reads from the store.
    pub(super) fn reading<T>(
        self,
        work: impl FnOnce(&mut dyn Shelf) -> Result<T, base::Trouble>,
    ) -> Result<T, base::Trouble> {
        self.state.store().reading(work)
    }

    /// Writes to the store as who is signed in.
    pub(super) fn writing<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<T, base::Trouble> + Send + 'static,
    ) -> Result<T, base::Trouble> {
        let occasion = self.occasion();
        self.state.store().writing(move |shelf| work(shelf, &occasion))
    }

    /// The organisations of memberships, the current ones first; the title of one that cannot be seen is its id.
    pub(super) fn belongings(
        self,
        shelf: &mut dyn Shelf,
        memberships: &[Membership],
    ) -> Result<Vec<Belonging>, base::Trouble> {
        let ids: Vec<RecordId> = memberships.iter().map(|at| at.organisation).collect();
        let titles = shelf.titles(&ids, &self.viewer().reach())?;
        let titles: BTreeMap<RecordId, String> = titles
            .into_iter()
            .map(|titled| {
                let (first, second) = self.t.pick((&titled.zh, &titled.en), (&titled.en, &titled.zh));
                (titled.id, if first.is_empty() { second.clone() } else { first.clone() })
            })
            .collect();
        let mut belongings: Vec<Belonging> = memberships
            .iter()
            .map(|at| {
                let title = titles.get(&at.organisation).cloned().unwrap_or_else(|| at.organisation.to_string());
                let link = Link::to(Kind::Organisation.path(), &at.organisation.to_string(), title);
                let (since, until) = (at.since.clone(), at.until.clone());
                Belonging { organisation: at.organisation, link, manages: at.manages, since, until }
            })
            .collect();
        belongings.sort_by_key(|at| !at.until.is_empty());
        Ok(belongings)
    }
}

/// A time to the minute at the hour of the base: `2026-01-15 09:30`.
pub(super) fn minute(at: Timestamp) -> String {
    let text = at.to_string();
    text.get(..16).unwrap_or(&text).replace('T', " ")
}

/// Where a page of this site is meant by an address that somebody gave; the overview where it is none.
pub(super) fn inside(address: &str) -> &str {
    let odd = |character: char| character.is_control() || character == '\\';
    let here = address.starts_with('/') && !address.starts_with("//") && !address.contains(odd);
    if here { address } else { "/" }
}

/// The address of somebody's page in the administration.
pub(super) fn person_path(id: AccountId) -> String {
    format!("/administration/people/{}", encoded(&id.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_to_another_site() {
        let table = [
            ("/needs?q=a", "/needs?q=a"),
            ("//evil.cn", "/"),
            ("/\\evil.cn", "/"),
            ("https://evil.cn", "/"),
            ("/a\r\nb", "/"),
            ("", "/"),
        ];
        for (given, goes) in table {
            assert_eq!(inside(given), goes, "{given:?}");
        }
    }
}

//! Searches kept by whoever asks them again.

use axum::response::Response;
use base::Refusal;
use base::record::Kind;
use base::store::SavedSearch;
use uuid::Uuid;

use crate::shell::{Done, Form, Trouble, Visit, see_other_done};
use crate::state::State;

/// Most characters of an address.
const MOST_ADDRESS: usize = 2_000;
/// Most characters of a name.
const MOST_NAME: usize = 100;
/// Most searches of an account.
const MOST: usize = 200;

/// Saves one.
pub(super) fn save(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let occasion = visit.occasion(state);
    let account = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let address = form.field("address").filter(|address| is_list(address)).ok_or(Trouble::NotFound)?.to_owned();
    let name = form.field("name").unwrap_or_default().trim();
    let name: String = name.chars().filter(|character| !character.is_control()).take(MOST_NAME).collect();
    let name = if name.is_empty() { address.clone() } else { name };
    let search = SavedSearch {
        id: Uuid::now_v7(),
        account,
        name,
        address: address.clone(),
        created: occasion.now,
        seen: occasion.now,
        feed: None,
    };
    state.store().writing(move |shelf| -> Result<(), base::Trouble> {
        let there = shelf.saved_searches(account)?;
        if there.len() >= MOST {
            return Err(Refusal::TooLarge { most: MOST.to_string() }.into());
        }
        Ok(shelf.put_saved_search(&search)?)
    })?;
    see_other_done(&address, Done::SearchSaved)
}

/// Forgets one.
pub(super) fn forget(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let occasion = visit.occasion(state);
    let account = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let id: Uuid = visit.id.parse().map_err(|_| Trouble::NotFound)?;
    let forgotten =
        state.store().writing(move |shelf| shelf.forget_saved_search(account, id).map_err(base::Trouble::from))?;
    if !forgotten {
        return Err(Trouble::NotFound);
    }
    let then = form.field("then").filter(|address| is_list(address)).unwrap_or("/records");
    see_other_done(then, Done::SearchForgotten)
}

/// Whether an address is that of a list of this base: nobody is sent elsewhere.
fn is_list(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let known = ["/records", "/search"].contains(&path) || path.strip_prefix('/').and_then(Kind::of_path).is_some();
    known && address.len() <= MOST_ADDRESS && address.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lists_of_this_base_are_kept() {
        for good in ["/needs", "/needs?q=%E9%95%9D&state=draft", "/records?q=x", "/search?q=x&kind=need"] {
            assert!(is_list(good), "{good}");
        }
        for bad in [
            "",
            "needs",
            "//evil.example/needs",
            "https://evil.example",
            "/sign-out",
            "/needs/../x",
            "/needs?\r\nSet-Cookie: a=b",
        ] {
            assert!(!is_list(bad), "{bad}");
        }
    }
}

//! Items of annual plans as other records name them: by a code, whose case and width do not matter.

use super::kinds::Agreement;
use super::{Content, Kind, Slip, SlipReason};
use crate::people::Reach;
use crate::store::{Fault, Filter, Query, Shelf, Sort};

/// Most agreements that are looked into.
const MOST: usize = 100;

/// A code as it is compared.
pub fn plan_code(given: &str) -> String {
    measure::full_width_to_half(given).trim().to_uppercase()
}

/// The codes of the items of every plan in reach, as they are written there, with what each item is.
///
/// # Errors
/// The store's.
pub fn plan_items(shelf: &mut dyn Shelf, reach: &Reach) -> Result<Vec<(String, String)>, Fault> {
    let filter = Filter { kinds: vec![Kind::Agreement], states: vec!["published".to_owned()], ..Filter::default() };
    let query = Query { reach: reach.clone(), filter, sort: Sort::Created, after: None, limit: MOST };
    let mut items = Vec::new();
    for record in shelf.find(&query)?.records {
        let said = record.content.body::<Agreement>().plan.into_iter();
        items.extend(said.filter_map(|item| Some((item.code?.0, item.item.map_or_else(String::new, |item| item.0)))));
    }
    items.sort();
    items.dedup();
    Ok(items)
}

/// The targets of a plan that do not say what is counted, by their rows.
pub(crate) fn without_unit(content: &Content) -> Vec<Slip> {
    let agreement: Agreement = content.body();
    let counted = |unit: Option<&str>| unit.is_some_and(|unit| !unit.trim().is_empty());
    let bare = agreement.plan.iter().enumerate().filter_map(|(at, item)| {
        let target = item.target.as_ref()?;
        let said = counted(Some(target.unit())) || counted(item.unit.as_ref().map(|unit| unit.0.as_str()));
        (!said)
            .then(|| SlipReason::TargetWithoutUnit { given: target.to_string() }.at(format!("plan.{}.target", at + 1)))
    });
    bare.collect()
}

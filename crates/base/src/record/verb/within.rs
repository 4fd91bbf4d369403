//! Names and ids looked up within what a viewer can reach.

use std::collections::BTreeMap;

use super::Occasion;
use crate::people::Reach;
use crate::record::given::{Lookup, Naming};
use crate::record::{Field, Kind, Places, RecordId, SlipReason, plan_code, plan_items};
use crate::store::{Fault, Shelf, Titled};

/// Looks up records and places for one viewer, and remembers what it found.
pub struct Within<'a> {
    shelf: &'a mut dyn Shelf,
    reach: Reach,
    places: Places,
    named: BTreeMap<(Vec<Kind>, String), Vec<RecordId>>,
    titles: BTreeMap<RecordId, Option<Titled>>,
    plan_items: Option<Vec<(String, String)>>,
    fault: Option<Fault>,
}

impl<'a> Within<'a> {
    /// Looks within what the viewer of an occasion can reach.
    pub fn new(shelf: &'a mut dyn Shelf, occasion: &Occasion) -> Self {
        Self {
            shelf,
            reach: occasion.viewer.reach(),
            places: occasion.places.clone(),
            named: BTreeMap::new(),
            titles: BTreeMap::new(),
            plan_items: None,
            fault: None,
        }
    }

    /// The shelf, for other questions in between.
    pub fn shelf(&mut self) -> &mut dyn Shelf {
        self.shelf
    }

    /// Passes where no look-up failed.
    ///
    /// # Errors
    /// The first fault of the store.
    pub fn end(self) -> Result<(), Fault> {
        self.fault.map_or(Ok(()), Err)
    }

    /// Remembers titles at once, instead of asking for each.
    pub fn learn(&mut self, ids: &[RecordId]) {
        let unknown: Vec<RecordId> = ids.iter().filter(|id| !self.titles.contains_key(id)).copied().collect();
        if unknown.is_empty() {
            return;
        }
        let titles = self.shelf.titles(&unknown, &self.reach);
        let titles = self.kept(titles);
        self.titles.extend(unknown.iter().map(|id| (*id, None)));
        self.titles.extend(titles.into_iter().map(|titled| (titled.id, Some(titled))));
    }

    /// The titles of a record that can be reached.
    pub fn title(&mut self, id: RecordId) -> Option<&Titled> {
        self.learn(&[id]);
        self.titles.get(&id).and_then(Option::as_ref)
    }

    /// The items of every annual plan that can be reached: code, and what it is.
    pub fn plan_items(&mut self) -> &[(String, String)] {
        if self.plan_items.is_none() {
            let items = plan_items(self.shelf, &self.reach);
            self.plan_items = Some(self.kept(items));
        }
        self.plan_items.as_deref().unwrap_or_default()
    }

    /// The code of a plan item as its plan writes it.
    ///
    /// # Errors
    /// [`SlipReason::NoSuchPlanItem`].
    pub fn plan_item(&mut self, given: &str) -> Result<String, SlipReason> {
        let wanted = plan_code(given);
        let items = self.plan_items();
        if let Some((code, _)) = items.iter().find(|(code, _)| plan_code(code) == wanted) {
            return Ok(code.clone());
        }
        let codes: Vec<&str> = items.iter().map(|(code, _)| code.as_str()).collect();
        let known = if codes.is_empty() { "—".to_owned() } else { codes.join(", ") };
        Err(SlipReason::NoSuchPlanItem { given: given.to_owned(), known })
    }

    fn kept<T: Default>(&mut self, answer: Result<T, Fault>) -> T {
        answer.unwrap_or_else(|fault| {
            self.fault.get_or_insert(fault);
            T::default()
        })
    }
}

impl Lookup for Within<'_> {
    fn named(&mut self, kinds: &[Kind], name: &str) -> Vec<RecordId> {
        let key = (kinds.to_vec(), name.to_owned());
        if let Some(found) = self.named.get(&key) {
            return found.clone();
        }
        let found = self.shelf.titled(kinds, name, &self.reach, 2);
        let found: Vec<RecordId> = self.kept(found).into_iter().map(|titled| titled.id).collect();
        self.named.insert(key, found.clone());
        found
    }

    fn exists(&mut self, kinds: &[Kind], id: RecordId) -> bool {
        self.title(id).is_some_and(|titled| kinds.contains(&titled.kind))
    }

    fn places(&self) -> &Places {
        &self.places
    }
}

impl Naming for Within<'_> {
    /// The title where it leads back to the record alone, else the title with the id beside it.
    fn name(&mut self, field: &Field, id: RecordId) -> Option<String> {
        let titled = self.title(id)?.clone();
        let title = if titled.zh.is_empty() { titled.en } else { titled.zh };
        if title.contains([';', '；', '、', '\n', '〔', '〕']) {
            return Some(format!("〔{id}〕"));
        }
        let alone = self.named(field.targets, &title) == [id];
        Some(if alone { title } else { format!("{title}〔{id}〕") })
    }

    fn places(&self) -> &Places {
        &self.places
    }
}

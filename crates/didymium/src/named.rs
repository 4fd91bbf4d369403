//! Records as the command line names them: by id, or by a title that no other has.

use base::people::Viewer;
use base::record::{Kind, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

/// The record of one of these kinds that goes by a title, or any with this id; who looks it up asks of what kind it is.
pub fn record(shelf: &mut dyn Shelf, viewer: &Viewer, kinds: &[Kind], named: &str) -> Result<RecordId, Trouble> {
    if let Ok(id) = named.parse() {
        return Ok(id);
    }
    match shelf.titled(kinds, named, &viewer.reach(), 2)?.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Refusal::NotFound {}.into()),
        [first, second, ..] => {
            let known = format!("{}, {}", first.id, second.id);
            Err(Refusal::NoSuchWord { word: named.to_owned(), known }.into())
        }
    }
}

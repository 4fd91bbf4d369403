//! The operator's settings as the store keeps them, and how a switch is turned.

use jiff::civil::Date;
use serde_json::json;

use super::settings::{Settings, Switch, Turned};
use super::table::Rules;
use crate::journal::Entry;
use crate::record::verb::Occasion;
use crate::refusal::{Refusal, Trouble};
use crate::store::{Fault, Shelf};

/// The name of the setting that holds them.
const SETTING: &str = "rules";
/// The longest reason, in characters.
const MOST: usize = 500;

/// The operator's settings; none were made where nothing is kept.
///
/// # Errors
/// The store's; what is kept cannot be read.
pub fn settings(shelf: &mut dyn Shelf) -> Result<Settings, Fault> {
    let kept = shelf.setting(SETTING)?;
    let read = |text: String| {
        serde_json::from_str(&text).map_err(|error| Fault::Damaged(format!("the settings of the rules: {error}")))
    };
    kept.map_or_else(|| Ok(Settings::default()), read)
}

/// Turns the switch of a rule from a day on, with the reason.
///
/// # Errors
/// For administrators; there is no such rule; no reason is given.
pub fn turn(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    rules: &Rules,
    rule: &str,
    turned: Turned,
    from: Date,
    why: &str,
) -> Result<(), Trouble> {
    occasion.viewer.administers()?;
    let rule = rules.get(rule).map_err(|_| Refusal::NotFound {})?;
    let why: String = why.trim().chars().filter(|character| !character.is_control()).take(MOST).collect();
    if why.is_empty() {
        return Err(Refusal::ReasonNeeded {}.into());
    }
    let mut settings = settings(shelf)?;
    let by = occasion.viewer.account().map_or_else(|| "operator".to_owned(), |account| account.to_string());
    settings.switches.push(Switch { rule: rule.id.clone(), turned, from, by, at: occasion.now, why: why.clone() });
    let text = serde_json::to_string(&settings).map_err(|error| Fault::Refused(error.to_string()))?;
    shelf.put_setting(SETTING, &text)?;
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: "rule.switch".to_owned(),
        object: format!("rule:{}", rule.id),
        version: 0,
        payload: json!({ "turned": turned, "from": from.to_string(), "why": why }),
    })?;
    Ok(())
}

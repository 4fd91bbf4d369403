//! Reading a rule from text, strictly: an unknown key, a number where an exact text is meant, or a bad rule is refused;
//! and writing it.

use super::refusal::Refusal;
use super::rule::Rule;

impl Rule {
    /// Reads a rule of TOML and checks it.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] with the line, or what [`Rule::check`] refuses.
    pub fn from_toml(text: &str) -> Result<Self, Refusal> {
        let rule: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(1, |before| before.matches('\n').count() + 1);
            Refusal::Unreadable { line, problem: error.message().to_owned() }
        })?;
        rule.check()?;
        Ok(rule)
    }

    /// Reads a rule of JSON and checks it. Shares and amounts are texts there too, never numbers.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] with the line, or what [`Rule::check`] refuses.
    pub fn from_json(text: &str) -> Result<Self, Refusal> {
        let rule: Self = serde_json::from_str(text)
            .map_err(|error| Refusal::Unreadable { line: error.line(), problem: error.to_string() })?;
        rule.check()?;
        Ok(rule)
    }

    /// The rule as TOML, which reads back to the same rule.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] where a rule made in memory is none that can be written.
    pub fn to_toml(&self) -> Result<String, Refusal> {
        toml::to_string(self).map_err(|error| Refusal::Unreadable { line: 1, problem: error.to_string() })
    }
}

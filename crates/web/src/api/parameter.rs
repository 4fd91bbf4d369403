//! What an operation takes in its address and its headers, and reading it.

use serde_json::{Value, json};

use super::check::check;
use super::refused::Refused;

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the path.
    Path,
    /// Behind the question mark.
    Query,
    /// In the head of the request.
    Header,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub name: String,
    pub place: Place,
    pub required: bool,
    /// Whether it may be given several times.
    pub many: bool,
    pub what: String,
    pub schema: Value,
}

/// An optional parameter of the query.
pub(super) fn query(name: impl Into<String>, what: impl Into<String>, schema: Value) -> Parameter {
    Parameter { name: name.into(), place: Place::Query, required: false, many: false, what: what.into(), schema }
}

/// A header.
pub(super) fn header(name: &str, what: &str, required: bool, schema: Value) -> Parameter {
    Parameter { name: name.to_owned(), place: Place::Header, required, many: false, what: what.to_owned(), schema }
}

/// A part of the path.
pub(super) fn part(name: &str, what: &str, schema: Value) -> Parameter {
    Parameter { name: name.to_owned(), place: Place::Path, required: true, many: false, what: what.to_owned(), schema }
}

impl Parameter {
    /// The same, and it must be given.
    #[must_use]
    pub(super) fn needed(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same, and it may be given several times.
    #[must_use]
    pub(super) fn several(self) -> Self {
        Self { many: true, ..self }
    }

    /// As the document has it.
    pub(super) fn described(&self) -> Value {
        let place = match self.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
        };
        let schema = if self.many { json!({ "type": "array", "items": self.schema }) } else { self.schema.clone() };
        let mut described = json!({ "name": self.name, "in": place, "description": self.what, "schema": schema });
        if self.required {
            described["required"] = json!(true);
        }
        if self.many {
            (described["style"], described["explode"]) = (json!("form"), json!(true));
        }
        described
    }

    /// Whether a part of the path can name something: a number that is none, or out of its bounds, names nothing.
    pub(super) fn can_name(&self, text: &str) -> bool {
        self.place != Place::Path || self.schema["type"] != "integer" || self.read(text).is_ok()
    }

    fn read(&self, text: &str) -> Result<Value, Refused> {
        let value = match self.schema["type"].as_str() {
            Some("integer") => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
            Some("boolean") => text.parse::<bool>().map_or_else(|_| json!(text), |yes| json!(yes)),
            _ => json!(text),
        };
        match check(&self.schema, &value).into_iter().next() {
            None => Ok(value),
            Some(slip) => Err(Refused::BadParameter { name: self.name.clone(), reason: slip.reason }),
        }
    }
}

/// What was given in the query, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Given(Vec<(String, Value)>);

impl Given {
    /// Reads the query; what the operation does not take is refused by name.
    pub(super) fn read(parameters: &[Parameter], query: &str) -> Result<Self, Refused> {
        let known: Vec<&Parameter> = parameters.iter().filter(|one| one.place == Place::Query).collect();
        let mut given: Vec<(String, Value)> = Vec::new();
        for (name, text) in form_urlencoded::parse(query.as_bytes()) {
            let Some(parameter) = known.iter().find(|one| one.name == name) else {
                let known = known.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
                return Err(Refused::UnknownParameter { name: name.into_owned(), known });
            };
            if !parameter.many && given.iter().any(|(other, _)| *other == name) {
                return Err(Refused::GivenTwice { name: name.into_owned() });
            }
            given.push((name.clone().into_owned(), parameter.read(&text)?));
        }
        let missing = known.iter().find(|one| one.required && !given.iter().any(|(name, _)| *name == one.name));
        match missing {
            Some(missing) => Err(Refused::MissingParameter { name: missing.name.clone() }),
            None => Ok(Self(given)),
        }
    }

    /// The text of a parameter.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.each(name).next()
    }

    /// Every text of a parameter.
    pub(super) fn each(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(given, _)| given == name).filter_map(|(_, value)| value.as_str())
    }

    /// The whole number of a parameter.
    pub(super) fn whole(&self, name: &str) -> Option<i64> {
        self.0.iter().find(|(given, _)| given == name).and_then(|(_, value)| value.as_i64())
    }

    /// Everything, in the order given.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

/// Reads a header; `None` where it is not given.
pub(super) fn read_header(parameter: &Parameter, given: Option<&[u8]>) -> Result<Option<String>, Refused> {
    let Some(given) = given else { return Ok(None) };
    let text = String::from_utf8_lossy(given);
    Ok(parameter.read(text.trim())?.as_str().map(str::to_owned))
}

//! The OpenAPI document (3.1), generated from the table that makes the routes.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use base::record::Kind;
use serde_json::{Map, Value, json};

use super::component::{component, components};
use super::operation::{Documentation, Gives, Table, Takes, Versioned, parts};
use super::refused::status_of;
use super::schema::reference;
use super::serve::ROOT;
use crate::shell::Who;

const ABOUT: &str = "Everything that the pages of a joint innovation base can do, for programs, with the same rights. \
A token of one's account is sent as `Authorization: Bearer dt_…`; without one, a program sees what a visitor sees. \
Lists go on by their cursor; `Link` gives the next part as an address. A problem is an RFC 9457 document whose `type` \
is a name that stays. Every operation can answer 500 with a reference under which the log says more, and 503 while the \
database does not answer. A method that an address does not have is answered with 405.";

/// What stands behind each heading.
const TAGS: [(&str, &str); 15] = [
    ("base", "The API itself, who calls, and what kinds of records there are."),
    ("records", "Records of every kind."),
    ("attachments", "Files on records."),
    ("exchange", "Spreadsheets in and out."),
    ("talent", "Who suits a problem, with their time and their ties, and which skills are wanting."),
    ("matching", "What suits a record and why, what people decide about it, and what the ranking goes by."),
    (
        "innovation",
        "From a weak link to work on it: needs, common problems, open calls, bids, reviews, and the thread they hang on.",
    ),
    ("transfer", "Deals from a match to money in everybody's hands: stages, terms, publicity, receipts, payouts."),
    ("ledger", "What was posted, chained, in double entry. Amounts are texts."),
    ("bookings", "Platforms taken for a time."),
    ("people", "Accounts, organisations' members, sessions and tokens."),
    ("journal", "What was done, chained."),
    ("rules", "Statutes as data, and the calendar their clocks run by."),
    ("chain", "The places of the value chain."),
    ("sharing", "What parties of the chain could be given, and what an agreed rule gives."),
];

/// The document of a table.
pub(super) fn document(table: &Table) -> Value {
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for operation in &table.0 {
        let asked = &operation.documentation;
        let path = paths.entry(&asked.path).or_default();
        path.insert(asked.method.name().to_lowercase(), described(asked, table));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Didymium",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": ROOT }],
        "tags": TAGS.iter().map(|(name, what)| json!({ "name": name, "description": what })).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "dt_…" } },
            "responses": common_answers(),
            "schemas": components(),
        },
    })
}

fn described(asked: &Documentation, table: &Table) -> Value {
    let mut described = json!({
        "operationId": asked.id,
        "tags": [asked.tag],
        "summary": asked.summary,
        "responses": answers(asked, table),
        "security": match asked.who {
            Who::Everyone | Who::PerRecord => json!([{}, { "token": [] }]),
            Who::Signed | Who::Role(_) => json!([{ "token": [] }]),
        },
    });
    let who = match asked.who {
        Who::Everyone => String::new(),
        Who::Signed => "For whoever has an account.".to_owned(),
        Who::Role(role) => format!("For accounts with the role {}.", role.code()),
        Who::PerRecord => "For whom the record admits.".to_owned(),
    };
    let about = [asked.note, &who].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if !about.is_empty() {
        described["description"] = json!(about);
    }
    let parameters: Vec<Value> = asked.all_parameters().iter().map(super::parameter::Parameter::described).collect();
    if !parameters.is_empty() {
        described["parameters"] = json!(parameters);
    }
    if let Some(body) = body(&asked.takes) {
        described["requestBody"] = body;
    }
    described
}

fn body(takes: &Takes) -> Option<Value> {
    let json_of = |schema: &Value| json!({ "schema": schema });
    let content = match takes {
        Takes::Nothing => return None,
        Takes::Json(schema) => json!({ "application/json": json_of(schema) }),
        Takes::Merge(schema) => {
            json!({ "application/json": json_of(schema), "application/merge-patch+json": json_of(schema) })
        }
        Takes::File => json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } }),
    };
    Some(json!({ "required": true, "content": content }))
}

fn answers(asked: &Documentation, table: &Table) -> Value {
    let mut answers = Map::new();
    let (status, mut answer) = success(asked);
    let links = links(asked, table);
    if status == StatusCode::CREATED && !links.is_empty() {
        answer["links"] = Value::Object(links);
    }
    answers.insert(status.as_str().to_owned(), answer);
    let mut by_status: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for code in asked.problems() {
        let status = status_of(code).map_or(500, |status| status.as_u16());
        let codes = by_status.entry(status).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    by_status.entry(500).or_default().push("fault");
    by_status.entry(503).or_default().extend(["unavailable", "outcome-unknown"]);
    for (status, codes) in by_status {
        let answer = match COMMON.iter().find(|(common, _)| *common == status) {
            Some((_, name)) => json!({ "$ref": format!("#/components/responses/{name}") }),
            None => problem(&told(&codes)),
        };
        answers.insert(status.to_string(), answer);
    }
    Value::Object(answers)
}

fn success(asked: &Documentation) -> (StatusCode, Value) {
    let header = |what: &str| json!({ "description": what, "schema": { "type": "string" } });
    let mut heads = Map::new();
    let (status, what, content) = match &asked.gives {
        Gives::Json(status, what, schema) => (*status, what, json!({ "application/json": { "schema": schema } })),
        Gives::Tagged(status, what, schema) => {
            heads.insert("ETag".to_owned(), header("The version of the record, in quotes."));
            (*status, what, json!({ "application/json": { "schema": schema } }))
        }
        Gives::Nothing(what) => (StatusCode::NO_CONTENT, what, Value::Null),
        Gives::File(what, types) => {
            let schema = |name: &str| match name.strip_prefix("text/") {
                Some(_) => json!({ "type": "string" }),
                None => json!({ "type": "string", "format": "binary" }),
            };
            let content: Map<String, Value> =
                types.iter().map(|name| ((*name).to_owned(), json!({ "schema": schema(name) }))).collect();
            (StatusCode::OK, what, Value::Object(content))
        }
    };
    if status == StatusCode::CREATED {
        heads.insert("Location".to_owned(), header("Where the new thing is."));
    }
    let mut answer = json!({ "description": what });
    if !content.is_null() {
        answer["content"] = content;
    }
    if !heads.is_empty() {
        answer["headers"] = Value::Object(heads);
    }
    (status, answer)
}

/// What can be done next with the thing that was made: the operations whose paths go on with its id.
fn links(made: &Documentation, table: &Table) -> Map<String, Value> {
    let mut links = Map::new();
    let kind = Kind::ALL.iter().find(|kind| made.path == format!("/{}", kind.path()));
    for asked in table.0.iter().map(|operation| &operation.documentation) {
        let path = kind.map_or(asked.path.clone(), |kind| asked.path.replace("{kind}", kind.path()));
        let Some(rest) = path.strip_prefix(&made.path).and_then(|rest| rest.strip_prefix("/{")) else { continue };
        // The id is known, what else varies is not.
        let Some((name, rest)) = rest.split_once('}') else { continue };
        if rest.contains('{') {
            continue;
        }
        let mut parameters =
            Map::from_iter([(name.to_owned(), json!(format!("$response.body#/{}", told_as(made, name))))]);
        for given in parts(&made.path) {
            parameters.insert(given.to_owned(), json!(format!("$request.path.{given}")));
        }
        if let (Some(kind), true) = (kind, asked.path.contains("{kind}")) {
            parameters.insert("kind".to_owned(), json!(kind.path()));
        }
        if asked.versioned == Versioned::Must {
            parameters.insert("If-Match".to_owned(), json!("$response.header.ETag"));
        }
        links.insert(asked.id.clone(), json!({ "operationId": asked.id, "parameters": parameters }));
    }
    links
}

/// What of an answer names the new thing: its id, or else what the path calls it.
fn told_as<'n>(made: &Documentation, name: &'n str) -> &'n str {
    let (Gives::Json(_, _, schema) | Gives::Tagged(_, _, schema)) = &made.gives else { return "id" };
    let named = schema["$ref"].as_str().and_then(|reference| component(reference.rsplit('/').next()?));
    let properties = &named.unwrap_or(schema)["properties"];
    if properties["id"].is_null() && !properties[name].is_null() { name } else { "id" }
}

/// Answers that say the same wherever they stand.
const COMMON: [(u16, &str); 11] = [
    (400, "BadRequest"),
    (401, "SignInNeeded"),
    (403, "NotAllowed"),
    (404, "NotFound"),
    (408, "TooSlow"),
    (412, "PreconditionFailed"),
    (413, "TooLarge"),
    (415, "WrongMediaType"),
    (428, "PreconditionNeeded"),
    (500, "Fault"),
    (503, "Unavailable"),
];

fn common_answers() -> Value {
    let what = |status| match status {
        400 => {
            "The request is not what this document says: an unknown or wrong parameter, no JSON, or JSON of another \
                shape; `slips` names the fields."
        }
        401 => "An account is needed, or the token is none, or has ended.",
        403 => "The account may not, or the token does not reach that far.",
        404 => "There is no such thing, as far as the caller may know.",
        408 => "The body did not arrive in time.",
        412 => "The record stands at another version than `If-Match` named; `facts` has both.",
        413 => "The body is larger than is taken: 2 MiB of JSON, 64 MiB of a file.",
        415 => "The body is of another media type than is taken.",
        428 => "`If-Match` must name the version of the record.",
        500 => "The machine failed; the log says more under the reference.",
        _ => {
            "The database does not answer, is full, or can only be read: nothing was written. `Retry-After` says when to \
                try again. Where the type is `urn:didymium:outcome-unknown`, it may have been written, or may still be: \
                look first, or repeat the request under the same `Idempotency-Key`, which writes it once."
        }
    };
    let all = COMMON.iter().map(|(status, name)| ((*name).to_owned(), problem(what(*status))));
    Value::Object(all.collect())
}

fn told(codes: &[&str]) -> String {
    let types: Vec<String> = codes.iter().map(|code| format!("`urn:didymium:{code}`")).collect();
    types.join(", ")
}

fn problem(what: &str) -> Value {
    json!({ "description": what, "content": { "application/problem+json": { "schema": reference("ProblemDocument") } } })
}

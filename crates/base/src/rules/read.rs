//! Reading a table of rules, strictly: an unknown key, a date that cannot be or a number that does not read refuses it.

use super::figure::{Figure, FigureRefusal, FigureValue};
use super::rule::{Names, Parties, Rule, RuleSource, Suspension};
use super::words::{Confidence, ContractType, ControlClass, FigureName, Force, PartyType, Subject};
use crate::record::kinds::PublicityMatter;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Why a table of rules was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesRefusal {
    /// The text is not TOML of the form, at a line from 1.
    #[error("line {line}: {message}")]
    Form {
        /// The line, from 1.
        line: usize,
        /// What the reader of TOML says.
        message: String,
    },
    /// A row says what cannot be.
    #[error("rule {row} “{id}”: {problem}")]
    Row {
        /// The row, from 1.
        row: usize,
        /// The rule's id.
        id: String,
        /// What is wrong.
        problem: Box<RuleProblem>,
    },
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleProblem {
    /// An id has characters other than small letters, digits and hyphens.
    #[error("an id is made of small letters, digits and hyphens")]
    BadId,
    /// Another row has the same id.
    #[error("another row has the same id")]
    SameId,
    /// A text is empty.
    #[error("“{0}” is empty")]
    Empty(&'static str),
    /// The rule ends before it begins.
    #[error("it ends on {to}, before it begins on {from}")]
    EndsBeforeItBegins {
        /// First day of effect.
        from: Date,
        /// Last day of effect.
        to: Date,
    },
    /// A suspension runs backwards, lies outside the rule's time, or overlaps the one before it.
    #[error("the suspension from {from} until {until} does not lie within the rule's time, after the one before it")]
    SuspensionOutOfPlace {
        /// First day of the suspension.
        from: Date,
        /// Last day of the suspension.
        until: Date,
    },
    /// A figure does not read.
    #[error("the figure “{value}”: {refusal}")]
    Figure {
        /// The figure as written.
        value: String,
        /// Why it does not read.
        refusal: FigureRefusal,
    },
    /// Two figures of a row count the same thing.
    #[error("two figures have the same name")]
    SameFigure,
    /// The row lacks what its subject needs.
    #[error("a rule on this subject needs “{0}”")]
    Lacks(&'static str),
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    rule: Vec<Row>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    title: Names,
    subject: Subject,
    #[serde(default)]
    figures: Vec<FigureRow>,
    #[serde(default)]
    control_classes: Vec<ControlClass>,
    #[serde(default)]
    contract_types: Vec<ContractType>,
    #[serde(default)]
    matters: Vec<PublicityMatter>,
    parties: PartiesRow,
    force: Force,
    from: Date,
    to: Option<Date>,
    #[serde(default)]
    suspended: Vec<Suspension>,
    article: String,
    source: RuleSource,
    confidence: Confidence,
    dates: Confidence,
    note: Names,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureRow {
    name: FigureName,
    value: String,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum PartiesRow {
    All(All),
    Only(Vec<PartyType>),
}

#[derive(serde::Deserialize)]
enum All {
    #[serde(rename = "all")]
    All,
}

pub(super) fn read(text: &str) -> Result<Vec<Rule>, RulesRefusal> {
    let table: Table = toml::from_str(text).map_err(|error| form(text, &error))?;
    let mut ids = BTreeSet::new();
    let rows = table.rule.into_iter().enumerate().map(|(index, row)| {
        let id = row.id.clone();
        let rule = rule(row).and_then(|rule| if ids.insert(id.clone()) { Ok(rule) } else { Err(RuleProblem::SameId) });
        rule.map_err(|problem| RulesRefusal::Row { row: index + 1, id, problem: Box::new(problem) })
    });
    rows.collect()
}

/// The refusal of what TOML or its keys do not allow, with its line.
fn form(text: &str, error: &toml::de::Error) -> RulesRefusal {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
    RulesRefusal::Form { line, message: error.message().to_owned() }
}

/// A row that says nothing impossible, as a rule.
fn rule(row: Row) -> Result<Rule, RuleProblem> {
    if row.id.is_empty() || !row.id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
        return Err(RuleProblem::BadId);
    }
    let texts = [
        ("title.zh", &row.title.zh),
        ("title.en", &row.title.en),
        ("article", &row.article),
        ("source.title", &row.source.title),
        ("source.reference", &row.source.reference),
    ];
    if let Some((name, _)) = texts.into_iter().find(|(_, text)| text.trim().is_empty()) {
        return Err(RuleProblem::Empty(name));
    }
    check_dates(&row)?;
    check_subject(&row)?;
    let parties = match row.parties {
        PartiesRow::All(All::All) => Parties::All,
        PartiesRow::Only(parties) if parties.is_empty() => return Err(RuleProblem::Empty("parties")),
        PartiesRow::Only(parties) => Parties::Only(parties),
    };
    Ok(Rule {
        id: row.id,
        title: row.title,
        subject: row.subject,
        figures: figures(row.figures)?,
        control_classes: row.control_classes,
        contract_types: row.contract_types,
        matters: row.matters,
        parties,
        force: row.force,
        from: row.from,
        to: row.to,
        suspended: row.suspended,
        article: row.article,
        source: row.source,
        confidence: row.confidence,
        dates: row.dates,
        note: row.note,
    })
}

fn check_dates(row: &Row) -> Result<(), RuleProblem> {
    if let Some(to) = row.to.filter(|to| *to < row.from) {
        return Err(RuleProblem::EndsBeforeItBegins { from: row.from, to });
    }
    let mut last_before = None;
    for Suspension { from, until, .. } in &row.suspended {
        let inside = row.from <= *from && row.to.is_none_or(|to| *until <= to);
        let after = last_before.is_none_or(|last| last < *from);
        if until < from || !inside || !after {
            return Err(RuleProblem::SuspensionOutOfPlace { from: *from, until: *until });
        }
        last_before = Some(*until);
    }
    Ok(())
}

/// What a rule on its subject cannot be without.
fn check_subject(row: &Row) -> Result<(), RuleProblem> {
    let (needs, has) = match row.subject {
        Subject::ExportControl => ("control_classes", !row.control_classes.is_empty()),
        Subject::ContractTypes => ("contract_types", !row.contract_types.is_empty()),
        Subject::PublicityClock if row.matters.is_empty() => ("matters", false),
        Subject::Valuation => return Ok(()),
        Subject::ShareFloor
        | Subject::EquityFloor
        | Subject::YearsFloor
        | Subject::MainContributorFloor
        | Subject::PublicityClock
        | Subject::TaxRelief
        | Subject::GrantReward
        | Subject::UseRightYears
        | Subject::ReadinessScale
        | Subject::DividendCap
        | Subject::EquityAwardCap => ("figures", !row.figures.is_empty()),
    };
    if has { Ok(()) } else { Err(RuleProblem::Lacks(needs)) }
}

fn figures(rows: Vec<FigureRow>) -> Result<Vec<Figure>, RuleProblem> {
    let mut figures: Vec<Figure> = Vec::new();
    for FigureRow { name, value } in rows {
        if figures.iter().any(|figure| figure.name == name) {
            return Err(RuleProblem::SameFigure);
        }
        let read = FigureValue::parse(&value);
        figures.push(Figure { name, value: read.map_err(|refusal| RuleProblem::Figure { value, refusal })? });
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = r#"
[[rule]]
id = "floor"
title = { zh = "下限", en = "Floor" }
subject = "share-floor"
figures = [{ name = "net-income", value = "≥50 %" }]
parties = "all"
force = "default"
from = "2015-10-01"
article = "45"
source = { title = "法", reference = "1" }
confidence = "B"
dates = "B"
note = { zh = "", en = "" }
"#;

    #[test]
    fn what_cannot_be_is_refused_by_row() {
        let suspended = |from: &str, until: &str| {
            format!("from = \"2015-10-01\"\nsuspended = [{{ from = \"{from}\", until = \"{until}\", by = \"x\" }}]")
        };
        let from = "from = \"2015-10-01\"";
        let table: Vec<(&str, String, &str)> = vec![
            ("\"floor\"", "\"Floor\"".into(), "rule 1 “Floor”: an id is made of small letters, digits and hyphens"),
            ("zh = \"下限\"", "zh = \" \"".into(), "rule 1 “floor”: “title.zh” is empty"),
            ("parties = \"all\"", "parties = []".into(), "rule 1 “floor”: “parties” is empty"),
            (
                from,
                format!("{from}\nto = \"2015-09-30\""),
                "rule 1 “floor”: it ends on 2015-09-30, before it begins on 2015-10-01",
            ),
            (
                from,
                suspended("2015-09-01", "2015-12-01"),
                "rule 1 “floor”: the suspension from 2015-09-01 until 2015-12-01 does not lie within the rule's time, after the one before it",
            ),
            (
                from,
                suspended("2016-09-01", "2016-01-01"),
                "rule 1 “floor”: the suspension from 2016-09-01 until 2016-01-01 does not lie within the rule's time, after the one before it",
            ),
            ("≥50 %", "half".into(), "rule 1 “floor”: the figure “half”: “half” does not start with a number"),
            (
                "figures = [{ name = \"net-income\", value = \"≥50 %\" }]\n",
                String::new(),
                "rule 1 “floor”: a rule on this subject needs “figures”",
            ),
            ("share-floor", "export-control".into(), "rule 1 “floor”: a rule on this subject needs “control_classes”"),
        ];
        for (old, new, expected) in table {
            let text = ROW.replacen(old, &new, 1);
            assert_eq!(read(&text).unwrap_err().to_string(), expected);
        }
        let twice = read(&ROW.repeat(2)).unwrap_err();
        assert_eq!(twice.to_string(), "rule 2 “floor”: another row has the same id");
        assert_eq!(read(ROW).unwrap().len(), 1);
    }

    #[test]
    fn what_is_no_rule_is_refused_by_line() {
        let table = [
            ("force =", "farce =", 8),
            ("\"share-floor\"", "\"share\"", 5),
            ("2015-10-01", "2015-10-32", 9),
            ("\"default\"", "\"maybe\"", 8),
            ("title = \"法\", ", "", 11),
        ];
        for (old, new, expected) in table {
            let text = ROW.replacen(old, new, 1);
            assert_ne!(text, ROW);
            match read(&text) {
                Err(RulesRefusal::Form { line, .. }) => assert_eq!(line, expected, "{new}"),
                other => panic!("{new}: {other:?}"),
            }
        }
    }
}

//! Formulas that are public, with their sources, to begin from.

use sharing::waterfall::{Refusal, Rule};

use super::typed::Typed;
use crate::language::Key;

/// A public formula.
pub(super) struct Example {
    /// Its name in addresses.
    pub code: &'static str,
    /// What it is called.
    pub name: Key,
    /// Where it is published.
    pub source: &'static str,
    text: &'static str,
    /// Who gives, and who receives as what, where the statutes are to be asked.
    giver: &'static str,
    roles: &'static [&'static str],
}

impl Example {
    /// The rule.
    pub(super) fn rule(&self) -> Result<Rule, Refusal> {
        Rule::from_toml(self.text)
    }

    /// The form that says its rule, and for whom the statutes are asked.
    pub(super) fn typed(&self, rule: &Rule) -> Typed {
        let mut typed = Typed::saying(rule);
        typed.head.insert("giver".to_owned(), self.giver.to_owned());
        for (row, role) in typed.parties.iter_mut().zip(self.roles) {
            row.insert("role".to_owned(), (*role).to_owned());
        }
        typed
    }
}

/// All of them; the first is what a first visit sees.
pub(super) const EXAMPLES: [Example; 8] = [
    Example {
        code: "transfer-law",
        name: Key("rule-example-transfer-law"),
        source: "《中华人民共和国促进科技成果转化法》（2015）第四十五条",
        text: include_str!("transfer-law.toml"),
        giver: "state-institute",
        roles: &["contributor", "owner"],
    },
    Example {
        code: "stanford",
        name: Key("rule-example-stanford"),
        source: "Stanford University, Research Policy Handbook 9.1",
        text: include_str!("../../../../../sharing/tests/rules/stanford.toml"),
        giver: "",
        roles: &[],
    },
    Example {
        code: "mit",
        name: Key("rule-example-mit"),
        source: "MIT TLO, Ownership Guide (2018)",
        text: include_str!("../../../../../sharing/tests/rules/mit.toml"),
        giver: "",
        roles: &[],
    },
    Example {
        code: "oxford",
        name: Key("rule-example-oxford"),
        source: "University of Oxford, Council Regulations 7 of 2002, reg. 7",
        text: include_str!("../../../../../sharing/tests/rules/oxford.toml"),
        giver: "",
        roles: &[],
    },
    Example {
        code: "cambridge",
        name: Key("rule-example-cambridge"),
        source: "https://www.enterprise.cam.ac.uk/revenue-sharing/",
        text: include_str!("../../../../../sharing/tests/rules/cambridge.toml"),
        giver: "",
        roles: &[],
    },
    Example {
        code: "strathclyde",
        name: Key("rule-example-strathclyde"),
        source: "University of Strathclyde, minute on royalty income, §§ 1–2",
        text: include_str!("../../../../../sharing/tests/rules/strathclyde.toml"),
        giver: "",
        roles: &[],
    },
    Example {
        code: "us-federal-laboratory",
        name: Key("rule-example-us-federal-laboratory"),
        source: "15 U.S.C. 3710c(a)",
        text: include_str!("../../../../../sharing/tests/rules/us-federal-laboratory.toml"),
        giver: "",
        roles: &[],
    },
    Example {
        code: "fund",
        name: Key("rule-example-fund"),
        source: "European whole-fund waterfall, as it is usually agreed",
        text: include_str!("../../../../../sharing/tests/rules/fund.toml"),
        giver: "",
        roles: &[],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_holds_and_is_written_as_it_is_read() {
        for example in EXAMPLES {
            let rule = example.rule().unwrap();
            assert_eq!(Rule::from_toml(&rule.to_toml().unwrap()), Ok(rule), "{}", example.code);
        }
    }
}

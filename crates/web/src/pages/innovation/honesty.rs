//! How honestly a need says what is wanted, and what to mend, as its author sees it.

use base::record::{Kind, Record};
use innovation::need::{Fix, Virtue, honesty};
use jiff::civil::Date;

use crate::language::{Key, Messages};

/// The honesty of a need on its own page.
pub(in crate::pages) struct Mending {
    /// The points of a hundred.
    pub score: u32,
    /// What they are made of: what is asked, the points, the most.
    pub parts: Vec<(String, u32, u32)>,
    /// What to mend, what brings most first, with the field of the form where it is mended.
    pub fixes: Vec<(String, &'static str)>,
}

/// What to mend in a need; nothing for other kinds.
pub(in crate::pages) fn mending(record: &Record, today: Date, t: Messages) -> Option<Mending> {
    if record.kind != Kind::Need {
        return None;
    }
    let honesty = honesty(&record.content, today);
    let fixes = honesty.fixes().into_iter().map(|fix| (said(fix, t), field(fix)));
    Some(Mending {
        score: honesty.score,
        fixes: fixes.collect(),
        parts: honesty.parts.iter().map(|part| (t.get(virtue(part.virtue)), part.points, part.most)).collect(),
    })
}

fn virtue(virtue: Virtue) -> Key {
    match virtue {
        Virtue::Problem => Key("honesty-problem"),
        Virtue::Indicators => Key("honesty-indicators"),
        Virtue::Figures => Key("honesty-figures"),
        Virtue::Budget => Key("honesty-budget"),
        Virtue::Deadline => Key("honesty-deadline"),
        Virtue::Readiness => Key("honesty-readiness"),
        Virtue::Constraints => Key("honesty-constraints"),
        Virtue::Factors => Key("honesty-factors"),
        Virtue::Place => Key("honesty-place"),
        Virtue::Plainness => Key("honesty-plainness"),
    }
}

/// What is to be mended, in a sentence.
pub(crate) fn said(fix: &Fix, t: Messages) -> String {
    match fix {
        Fix::Fill { field } => {
            let label = Kind::Need.field(field).map_or(*field, |field| t.pick(field.label.zh, field.label.en));
            t.say("fix-fill").with("field", label).to_string()
        }
        Fix::Longer { letters, least } => {
            t.say("fix-longer").with("letters", *letters).with("least", *least).to_string()
        }
        Fix::NoIndicator => t.get("fix-no-indicator"),
        Fix::FewIndicators => t.get("fix-few-indicators"),
        Fix::NoTarget { indicator } => t.say("fix-no-target").with("indicator", indicator.as_str()).to_string(),
        Fix::NoUnit { indicator } => t.say("fix-no-unit").with("indicator", indicator.as_str()).to_string(),
        Fix::NoBound { indicator } => t.say("fix-no-bound").with("indicator", indicator.as_str()).to_string(),
        Fix::NoFigure => t.get("fix-no-figure"),
        Fix::OpenBudget => t.get("fix-open-budget"),
        Fix::Over { day } => t.say("fix-over").with("day", day.as_str()).to_string(),
        Fix::Vague(vague) => {
            let instead = t.pick(vague.instead_zh, vague.instead_en);
            t.say("fix-vague").with("word", vague.word).with("instead", instead).to_string()
        }
    }
}

/// The field of the form where it is mended.
fn field(fix: &Fix) -> &'static str {
    match fix {
        Fix::Fill { field } => field,
        Fix::NoIndicator | Fix::FewIndicators | Fix::NoTarget { .. } | Fix::NoUnit { .. } | Fix::NoBound { .. } => {
            "indicators"
        }
        Fix::OpenBudget => "budget",
        Fix::Over { .. } => "deadline",
        Fix::Longer { .. } | Fix::NoFigure | Fix::Vague(_) => "problem",
    }
}

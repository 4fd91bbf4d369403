//! The honesty of a need: how much of what a solver must know it says, in figures and not in praise.

use base::record::Content;
use base::record::kinds::Need;
use jiff::civil::Date;
use matching::text::quantities;
use measure::Bound;

use super::vague::{Vague, vague};

/// Letters that a problem needs to be understood by somebody who was never there.
const LETTERS: usize = 80;

/// What is asked of a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Virtue {
    /// The problem is told at length.
    Problem,
    /// Target indicators with number, unit and bound.
    Indicators,
    /// Figures of how things stand today.
    Figures,
    /// A budget.
    Budget,
    /// A day.
    Deadline,
    /// How far a solution must have come.
    Readiness,
    /// What a solution must respect.
    Constraints,
    /// What it calls for beside technology.
    Factors,
    /// Its place on the chain.
    Place,
    /// No word that promises and does not say.
    Plainness,
}

/// Something to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// A field is empty.
    Fill {
        /// Which.
        field: &'static str,
    },
    /// The problem is told in too few words.
    Longer {
        /// How many letters it has.
        letters: usize,
        /// How many it needs.
        least: usize,
    },
    /// There are no target indicators.
    NoIndicator,
    /// There are fewer than three.
    FewIndicators,
    /// An indicator without a figure.
    NoTarget {
        /// Which.
        indicator: String,
    },
    /// An indicator whose figure has no unit.
    NoUnit {
        /// Which.
        indicator: String,
    },
    /// An indicator whose figure says neither at least nor at most.
    NoBound {
        /// Which.
        indicator: String,
    },
    /// The problem names no figure with a unit.
    NoFigure,
    /// The budget is open to talks.
    OpenBudget,
    /// The day is over.
    Over {
        /// The day.
        day: String,
    },
    /// A vague word.
    Vague(Vague),
}

/// One thing that is asked, and what of it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What is asked.
    pub virtue: Virtue,
    /// The points it has.
    pub points: u32,
    /// The points it could have.
    pub most: u32,
    /// What to mend.
    pub fixes: Vec<Fix>,
}

/// How honest a need is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Honesty {
    /// The sum of the points, of a hundred.
    pub score: u32,
    /// What it is made of.
    pub parts: Vec<Part>,
}

impl Honesty {
    /// Everything to mend, what brings most first.
    pub fn fixes(&self) -> Vec<&Fix> {
        let mut parts: Vec<&Part> = self.parts.iter().filter(|part| !part.fixes.is_empty()).collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.most - part.points));
        parts.into_iter().flat_map(|part| &part.fixes).collect()
    }
}

/// How honest a need is on a day.
///
/// ```text
/// score = problem 20 + indicators 30 + figures 10 + budget 10 + place 10
///       + deadline 4 + readiness 4 + constraints 4 + factors 4 + plainness 4
/// ```
pub fn honesty(content: &Content, today: Date) -> Honesty {
    let need: Need = content.body();
    let parts = vec![
        problem(&need),
        indicators(&need),
        figures(&need),
        budget(&need),
        filled(Virtue::Place, 10, ("positions", !content.is_empty("positions"))),
        deadline(&need, today),
        filled(Virtue::Readiness, 4, ("readiness", need.readiness.is_some())),
        filled(Virtue::Constraints, 4, ("constraints", need.constraints.is_some())),
        filled(Virtue::Factors, 4, ("factors", !need.factors.is_empty())),
        plainness(content, &need),
    ];
    Honesty { score: parts.iter().map(|part| part.points).sum(), parts }
}

fn filled(virtue: Virtue, most: u32, (field, is_there): (&'static str, bool)) -> Part {
    let fixes = if is_there { Vec::new() } else { vec![Fix::Fill { field }] };
    Part { virtue, points: if is_there { most } else { 0 }, most, fixes }
}

fn problem(need: &Need) -> Part {
    let most = 20;
    let text = need.problem.as_ref().map_or("", |problem| problem.0.as_str());
    // A word of Latin letters says about as much as two characters.
    let (latin, other): (Vec<char>, Vec<char>) =
        text.chars().filter(|letter| letter.is_alphanumeric()).partition(char::is_ascii);
    let letters = other.len() + latin.len() / 3;
    let points = u32::try_from(letters.min(LETTERS) * most as usize / LETTERS).unwrap_or(most);
    let fixes = match letters {
        0 => vec![Fix::Fill { field: "problem" }],
        _ if letters < LETTERS => vec![Fix::Longer { letters, least: LETTERS }],
        _ => Vec::new(),
    };
    Part { virtue: Virtue::Problem, points, most, fixes }
}

/// Ten points each for up to three indicators: four for the figure, three for its unit, three for its bound.
fn indicators(need: &Need) -> Part {
    let (mut fixes, mut each) = (Vec::new(), Vec::new());
    for row in &need.indicators {
        let indicator = row.indicator.as_ref().map_or_else(String::new, |name| name.0.clone());
        let Some(target) = &row.target else {
            fixes.push(Fix::NoTarget { indicator });
            each.push(1);
            continue;
        };
        let mut points = 4;
        if target.unit().is_empty() {
            fixes.push(Fix::NoUnit { indicator: indicator.clone() });
        } else {
            points += 3;
        }
        if matches!(target.bound(), Bound::Exact(_)) {
            fixes.push(Fix::NoBound { indicator });
        } else {
            points += 3;
        }
        each.push(points);
    }
    match each.len() {
        0 => fixes.push(Fix::NoIndicator),
        1 | 2 => fixes.push(Fix::FewIndicators),
        _ => {}
    }
    each.sort_unstable_by(|one, other| other.cmp(one));
    Part { virtue: Virtue::Indicators, points: each.iter().take(3).sum(), most: 30, fixes }
}

fn figures(need: &Need) -> Part {
    let text = need.problem.as_ref().map_or("", |problem| problem.0.as_str());
    let count = u32::try_from(quantities(text).len()).unwrap_or(u32::MAX);
    let fixes = if count == 0 { vec![Fix::NoFigure] } else { Vec::new() };
    Part { virtue: Virtue::Figures, points: (count.min(2)) * 5, most: 10, fixes }
}

fn budget(need: &Need) -> Part {
    let (points, fixes) = match &need.budget {
        None => (0, vec![Fix::Fill { field: "budget" }]),
        Some(budget) if budget.currency().is_none() => (4, vec![Fix::OpenBudget]),
        Some(_) => (10, Vec::new()),
    };
    Part { virtue: Virtue::Budget, points, most: 10, fixes }
}

fn deadline(need: &Need, today: Date) -> Part {
    let (points, fixes) = match &need.deadline {
        None => (0, vec![Fix::Fill { field: "deadline" }]),
        Some(day) if day.0 < today.to_string() => (1, vec![Fix::Over { day: day.0.clone() }]),
        Some(_) => (4, Vec::new()),
    };
    Part { virtue: Virtue::Deadline, points, most: 4, fixes }
}

/// A point less for each vague word.
fn plainness(content: &Content, need: &Need) -> Part {
    let mut text = ["title_zh", "title_en", "summary_zh", "summary_en"].map(|field| content.text(field)).join("\n");
    for prose in [&need.problem, &need.constraints].into_iter().flatten() {
        text.push('\n');
        text.push_str(prose);
    }
    let found = vague(&text);
    let lost = u32::try_from(found.len()).unwrap_or(u32::MAX).min(4);
    Part { virtue: Virtue::Plainness, points: 4 - lost, most: 4, fixes: found.into_iter().map(Fix::Vague).collect() }
}

#[cfg(test)]
mod tests {
    use base::record::Content;
    use serde_json::{Value, json};

    use super::*;

    fn scored(given: &Value) -> Honesty {
        let content = Content(given.as_object().cloned().unwrap_or_default());
        honesty(&content, jiff::civil::date(2026, 1, 10))
    }

    #[test]
    fn a_need_is_worth_what_it_says() {
        let long = "驱动电机用烧结钕铁硼磁体的镝用量为 3.2 wt%，矫顽力 25 kOe；".to_owned()
            + &"批次之间波动很大，原因不明。".repeat(8);
        let full = json!({
            "title_zh": "低镝磁体", "problem": long, "positions": ["dy_oxide"], "readiness": 6,
            "indicators": [
                {"indicator": "矫顽力", "target": "≥25 kOe"}, {"indicator": "剩磁", "target": "≥1.40 T"},
                {"indicator": "镝用量", "target": "≤1.5 wt%"}],
            "constraints": "不改模具", "factors": ["technology"], "budget": "300万元", "deadline": "2027-06-30",
        });
        assert_eq!(scored(&full), Honesty { score: 100, ..scored(&full) });
        assert!(scored(&full).fixes().is_empty(), "{:?}", scored(&full).fixes());
        let table = [
            (json!({}), 4, 9),
            (json!({"problem": "大幅提高"}), 4, 10),
            (json!({"indicators": [{"indicator": "矫顽力"}]}), 5, 10),
            (json!({"indicators": [{"indicator": "矫顽力", "target": "25"}]}), 8, 11),
            (json!({"indicators": [{"indicator": "矫顽力", "target": "≥25 kOe"}]}), 14, 9),
            (json!({"budget": "面议"}), 8, 9),
            (json!({"deadline": "2025-01-01"}), 5, 9),
        ];
        for (given, score, fixes) in table {
            let honesty = scored(&given);
            assert_eq!((honesty.score, honesty.fixes().len()), (score, fixes), "{given}\n{honesty:#?}");
        }
    }

    #[test]
    fn what_brings_most_is_said_first() {
        let honesty = scored(&json!({"problem": "短", "budget": "面议"}));
        assert_eq!(honesty.fixes().first(), Some(&&Fix::NoIndicator));
        assert!(honesty.fixes().contains(&&Fix::OpenBudget));
    }
}

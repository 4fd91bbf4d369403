//! Amounts of several parties side by side: a bar each, an interval as a whisker; drawn on the server.

use askama::Template;
use askama::filters::HtmlSafe;

use super::plot::nice;

const WIDTH: f64 = 420.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 66.0;
const TOP: f64 = 6.0;
const LABEL: f64 = 17.0;
const LINE: f64 = 14.0;
const GAP: f64 = 9.0;
const BOTTOM: f64 = 34.0;

/// One amount to draw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    /// What the amount is, in a word or two.
    pub label: String,
    /// The amount; none where only an interval is known.
    pub value: Option<f64>,
    /// The interval it lies in.
    pub within: Option<(f64, f64)>,
    /// How it is written.
    pub written: String,
    /// Its colour: a class of the style sheet.
    pub class: &'static str,
}

/// Amounts by party, one group below the other; it writes itself.
#[derive(Clone, Debug, Template)]
#[template(path = "view/bars.html")]
pub(crate) struct Bars {
    id: String,
    title: String,
    axis: String,
    height: String,
    floor: String,
    origin: String,
    ticks: Vec<(String, String)>,
    groups: Vec<(String, String)>,
    lines: Vec<Line>,
}

impl HtmlSafe for Bars {}

#[derive(Clone, Debug)]
struct Line {
    y: String,
    middle: String,
    label: String,
    written: String,
    class: &'static str,
    bar: Option<(String, String)>,
    whisker: Option<(String, String)>,
    end: String,
}

impl Bars {
    /// Draws groups of amounts over one axis that has 0 on it; `write` labels the axis.
    pub(crate) fn new(
        id: &str,
        title: String,
        axis: String,
        groups: &[(String, Vec<Amount>)],
        write: &dyn Fn(f64) -> String,
    ) -> Self {
        let ends = groups.iter().flat_map(|(_, amounts)| amounts).flat_map(|amount| {
            let within = amount.within.map(|(low, high)| [low, high]).into_iter().flatten();
            amount.value.into_iter().chain(within)
        });
        let (low, high) = ends
            .filter(|end| end.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        let high = if high > low { high } else { low + 1.0 };
        let x = |value: f64| LEFT + (value.clamp(low, high) - low) / (high - low) * (WIDTH - LEFT - RIGHT);
        let mut y = TOP;
        let (mut titles, mut lines) = (Vec::new(), Vec::new());
        for (name, amounts) in groups {
            titles.push((written(y + 12.0), name.clone()));
            y += LABEL;
            for amount in amounts {
                lines.push(line(amount, y, &x));
                y += LINE;
            }
            y += GAP;
        }
        let step = nice((high - low) / 4.0);
        let first = (low / step).ceil();
        let ticks = (0..8).map(|tick| (first + f64::from(tick)) * step).take_while(|tick| *tick <= high + 1e-9 * step);
        Self {
            id: id.to_owned(),
            title,
            axis,
            height: written(y + BOTTOM),
            floor: written(y),
            origin: written(x(0.0)),
            ticks: ticks.map(|tick| (written(x(tick)), write(tick))).collect(),
            groups: titles,
            lines,
        }
    }
}

fn line(amount: &Amount, y: f64, x: &dyn Fn(f64) -> f64) -> Line {
    let bar = amount.value.map(|value| {
        let (from, to) = (x(value.min(0.0)), x(value.max(0.0)));
        (written(from), written((to - from).max(0.5)))
    });
    let within = amount.within.filter(|(low, high)| x(*high) - x(*low) > 1.0 || amount.value.is_none());
    let end = [amount.value, within.map(|(_, high)| high), Some(0.0)].into_iter().flatten().fold(0.0_f64, f64::max);
    Line {
        y: written(y + 2.0),
        middle: written(y + LINE / 2.0),
        label: amount.label.clone(),
        written: amount.written.clone(),
        class: amount.class,
        bar,
        whisker: within.map(|(low, high)| (written(x(low)), written(x(high)))),
        end: written(x(end) + 4.0),
    }
}

fn written(at: f64) -> String {
    format!("{at:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(value: Option<f64>, within: Option<(f64, f64)>) -> Amount {
        Amount { label: "a".to_owned(), value, within, written: "1".to_owned(), class: "bar" }
    }

    fn drawn(amounts: Vec<Amount>) -> Bars {
        let groups = [("<甲>".to_owned(), amounts)];
        Bars::new("b", "T".to_owned(), "t".to_owned(), &groups, &|value| format!("{value:.1}"))
    }

    #[test]
    fn bars_start_at_nothing_and_whiskers_lie_where_the_interval_is() {
        let bars = drawn(vec![amount(Some(10.0), Some((5.0, 10.0))), amount(Some(-10.0), None)]);
        let at = |text: &str| text.parse::<f64>().unwrap();
        let (from, width) = bars.lines[0].bar.clone().unwrap();
        assert_eq!(from, bars.origin);
        let (low, high) = bars.lines[0].whisker.clone().unwrap();
        assert!(
            (at(&from) + at(&width) - at(&high)).abs() < 0.2 && (at(&high) - at(&low) - at(&width) / 2.0).abs() < 0.2
        );
        let (from, width) = bars.lines[1].bar.clone().unwrap();
        assert!((at(&from) + at(&width) - at(&bars.origin)).abs() < 0.2, "below 0 it ends there");
        assert!(bars.to_string().contains("&lt;甲&gt;") || bars.to_string().contains("&#60;甲&#62;"));
    }

    #[test]
    fn nothing_at_all_is_drawn_without_a_number_that_is_none() {
        for amounts in [vec![], vec![amount(None, None)], vec![amount(Some(0.0), Some((0.0, 0.0)))]] {
            assert!(!drawn(amounts).to_string().contains("NaN"));
        }
    }
}

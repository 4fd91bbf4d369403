//! Plots, drawn on the server: histograms with axes and units, meters beside numbers.

use askama::Template;
use askama::filters::HtmlSafe;

const BINS: usize = 40;
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 230.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 44.0;

/// A share as a bar beside its number; it writes itself.
#[derive(Clone, Debug, PartialEq, Template)]
#[template(
    source = r#"<svg class="meter{% if bad %} bad{% endif %}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="{{ width }}" height="10"/></svg>"#,
    ext = "html"
)]
pub(crate) struct Meter {
    width: String,
    bad: bool,
}

impl HtmlSafe for Meter {}

impl Meter {
    /// A bar filled to `share`, which may be beyond 1.
    pub(crate) fn new(share: f64) -> Self {
        Self {
            width: format!("{:.1}", 100.0 * if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }),
            bad: false,
        }
    }

    /// The same bar in the colour of bad news.
    #[must_use]
    pub(crate) fn bad(mut self) -> Self {
        self.bad = true;
        self
    }
}

/// How often values fall where; it writes itself.
#[derive(Clone, Debug, Template)]
#[template(path = "view/histogram.html")]
pub(crate) struct Histogram {
    pub(crate) id: String,
    pub(crate) title: String,
    axis: String,
    counted: String,
    bars: Vec<Bar>,
    ticks: Vec<Tick>,
    counts: Vec<Tick>,
    marks: Vec<Mark>,
    /// Bins that hold something: from, to, how many.
    pub(crate) bins: Vec<(f64, f64, usize)>,
}

impl HtmlSafe for Histogram {}

#[derive(Clone, Debug)]
struct Bar {
    x: String,
    y: String,
    width: String,
    height: String,
    tail: bool,
}

#[derive(Clone, Debug)]
struct Tick {
    at: String,
    label: String,
}

#[derive(Clone, Debug)]
struct Mark {
    at: String,
    label: String,
    anchor: &'static str,
    y: String,
}

/// What a histogram says around its bars.
pub(crate) struct Labels {
    /// Names the drawing; unique on its page.
    pub id: String,
    /// What is drawn.
    pub title: String,
    /// The horizontal axis with its unit.
    pub axis: String,
    /// The vertical axis.
    pub counted: String,
}

impl Histogram {
    /// Draws `values`; those from `tail` on in the colour of bad news; `marks` are named values.
    pub(crate) fn new(
        labels: Labels,
        values: &[f64],
        tail: Option<f64>,
        marks: &[(String, f64)],
        write: &dyn Fn(f64) -> String,
    ) -> Self {
        let (low, high) = range(values.iter().copied().chain(marks.iter().map(|(_, value)| *value)));
        let step = nice((high - low) / BINS as f64);
        let start = (low / step).floor() * step;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few times BINS")]
        let count = (((high - start) / step).floor() as usize + 1).clamp(1, 4 * BINS);
        let mut bins: Vec<(f64, f64, usize)> =
            (0..count).map(|bin| (start + bin as f64 * step, start + (bin + 1) as f64 * step, 0)).collect();
        for value in values {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped below")]
            let bin = (((value - start) / step).floor().max(0.0) as usize).min(count - 1);
            bins[bin].2 += 1;
        }
        let end = start + count as f64 * step;
        let most = bins.iter().map(|bin| bin.2).max().unwrap_or(0).max(1);
        let x = |value: f64| LEFT + (value - start) / (end - start) * (WIDTH - LEFT - RIGHT);
        let y = |count: f64| HEIGHT - BOTTOM - count / most as f64 * (HEIGHT - TOP - BOTTOM);
        let bar = |&(from, to, count): &(f64, f64, usize)| Bar {
            x: format!("{:.1}", x(from) + 0.5),
            y: format!("{:.1}", y(count as f64)),
            width: format!("{:.1}", (x(to) - x(from) - 1.0).max(0.5)),
            height: format!("{:.1}", y(0.0) - y(count as f64)),
            tail: tail.is_some_and(|tail| from + step / 2.0 >= tail),
        };
        let bars = bins.iter().filter(|bin| bin.2 > 0).map(bar).collect();
        let tick_step = nice((end - start) / 6.0);
        let first = (start / tick_step).ceil();
        let ticks = (0..12)
            .map(|tick| (first + f64::from(tick)) * tick_step)
            .take_while(|tick| *tick <= end + 1e-9 * tick_step);
        let ticks = ticks.map(|tick| Tick { at: format!("{:.1}", x(tick)), label: write(tick) }).collect();
        let count_step = nice(most as f64 / 4.0).max(1.0);
        let counts = (1..9).map(|tick| f64::from(tick) * count_step).take_while(|count| *count <= most as f64);
        let counts = counts.map(|count| Tick { at: format!("{:.1}", y(count)), label: format!("{count}") }).collect();
        let mark = |(at, (label, value)): (usize, &(String, f64))| Mark {
            at: format!("{:.1}", x(*value)),
            label: label.clone(),
            anchor: if x(*value) > WIDTH / 2.0 { "end" } else { "start" },
            y: format!("{:.1}", 11.0 + 12.0 * (at % 2) as f64),
        };
        let marks = marks.iter().enumerate().map(mark).collect();
        let bins = bins.into_iter().filter(|bin| bin.2 > 0).collect();
        let Labels { id, title, axis, counted } = labels;
        Self { id, title, axis, counted, bars, ticks, counts, marks, bins }
    }
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return (0.0, 1.0);
    }
    let room = if high > low { 0.0 } else { low.abs().max(1.0) * 0.5 };
    (low - room, high + room)
}

/// The next of 1, 2, 2.5, 5 times a power of ten.
pub(super) fn nice(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let mantissa = step / power;
    let round = if mantissa <= 1.0 + 1e-9 {
        1.0
    } else if mantissa <= 2.0 + 1e-9 {
        2.0
    } else if mantissa <= 2.5 + 1e-9 {
        2.5
    } else if mantissa <= 5.0 + 1e-9 {
        5.0
    } else {
        10.0
    };
    round * power
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[f64]) -> Histogram {
        let labels = Labels { id: "a".into(), title: "A".into(), axis: "t".into(), counted: "n".into() };
        Histogram::new(labels, values, Some(3.0), &[], &|value| format!("{value:.1}"))
    }

    #[test]
    fn every_value_falls_in_one_bin() {
        for values in [vec![], vec![5.0], vec![0.0; 10], vec![1.0, 2.0, 2.5, 4.0], vec![-1e9, 1e9], vec![1e-12, 3e-12]]
        {
            let histogram = drawn(&values);
            assert_eq!(histogram.bins.iter().map(|bin| bin.2).sum::<usize>(), values.len(), "{values:?}");
            assert!(!histogram.to_string().contains("NaN"), "{values:?}");
        }
    }

    #[test]
    fn the_tail_is_marked() {
        assert_eq!(drawn(&[1.0, 2.0, 4.0, 5.0]).bars.iter().filter(|bar| bar.tail).count(), 2);
    }
}

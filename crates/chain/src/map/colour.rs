//! Colours of pressure: five steps that stay apart for colour-blind readers and in grey print.

/// Light to dark, after ColorBrewer's YlOrRd (Brewer 1994), which is safe for red-green blindness.
const STEPS: [(&str, f64); 5] =
    [("#c7d4de", 0.02), ("#fecc5c", 0.25), ("#fd8d3c", 0.5), ("#f03b20", 0.75), ("#bd0026", f64::INFINITY)];

/// Where pressure is unknown.
pub(super) const UNKNOWN: &str = "#e4e4e4";

/// The colour of a pressure between 0 and 1.
pub(super) fn of(pressure: Option<f64>) -> &'static str {
    let Some(pressure) = pressure else { return UNKNOWN };
    STEPS.iter().find(|(_, most)| pressure < *most).map_or(UNKNOWN, |(colour, _)| colour)
}

/// The steps with the ranges they stand for, for the legend.
pub(super) fn legend() -> impl Iterator<Item = (&'static str, String)> {
    let names = ["< 2 %", "2–25 %", "25–50 %", "50–75 %", "> 75 %"];
    STEPS.iter().zip(names).map(|((colour, _), name)| (*colour, name.to_owned()))
}

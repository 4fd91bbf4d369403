//! Units as texts write them, each with the one unit that its dimension is counted in.

use measure::Unit;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A unit that stands after a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// What its dimension is counted in.
    pub(super) base: &'static str,
    /// What a figure is multiplied by, after the offset was added.
    pub(super) factor: f64,
    pub(super) offset: f64,
    /// How many characters it takes.
    pub(super) length: usize,
}

/// Most characters of a unit.
const LENGTH_MOST: usize = 12;

/// For each base its other units and their factors. Factors are exact by the SI Brochure (9th edition, 2019) and, for
/// oersted and gauss, by 1 Oe = 1000/4π A/m and 1 G = 10⁻⁴ T.
const TABLE: &[(&str, &[(&str, f64)])] = &[
    ("°C", &[("°C", 1.0), ("摄氏度", 1.0), ("oC", 1.0)]),
    ("K", &[("K", 1.0)]),
    (
        "MPa",
        &[
            ("Pa", 1e-6),
            ("hPa", 1e-4),
            ("kPa", 1e-3),
            ("KPa", 1e-3),
            ("MPa", 1.0),
            ("Mpa", 1.0),
            ("GPa", 1e3),
            ("bar", 0.1),
            ("mbar", 1e-4),
            ("atm", 0.101_325),
            ("N/mm2", 1.0),
            ("psi", 0.006_894_757_293_168),
            ("ksi", 6.894_757_293_168),
            ("Torr", 1.333_223_684_210_526e-4),
            ("mmHg", 1.333_223_874_15e-4),
            ("兆帕", 1.0),
            ("帕", 1e-6),
        ],
    ),
    (
        "%",
        &[
            ("%", 1.0),
            ("‰", 0.1),
            ("ppm", 1e-4),
            ("ppb", 1e-7),
            ("wt%", 1.0),
            ("wt.%", 1.0),
            ("at%", 1.0),
            ("at.%", 1.0),
            ("mol%", 1.0),
            ("vol%", 1.0),
            ("wt %", 1.0),
            ("percent", 1.0),
        ],
    ),
    ("%/°C", &[("%/°C", 1.0), ("%/K", 1.0), ("ppm/°C", 1e-4), ("ppm/K", 1e-4)]),
    (
        "kA/m",
        &[
            ("A/m", 1e-3),
            ("kA/m", 1.0),
            ("MA/m", 1e3),
            ("Oe", 0.079_577_471_545_947_67),
            ("kOe", 79.577_471_545_947_67),
            ("KOe", 79.577_471_545_947_67),
            ("koe", 79.577_471_545_947_67),
        ],
    ),
    ("T", &[("T", 1.0), ("mT", 1e-3), ("Gs", 1e-4), ("kGs", 0.1), ("KGs", 0.1), ("kG", 0.1), ("特斯拉", 1.0)]),
    ("kJ/m3", &[("kJ/m3", 1.0), ("KJ/m3", 1.0), ("J/m3", 1e-3), ("MGOe", 7.957_747_154_594_767)]),
    (
        "mm",
        &[
            ("nm", 1e-6),
            ("μm", 1e-3),
            ("um", 1e-3),
            ("mm", 1.0),
            ("cm", 10.0),
            ("dm", 100.0),
            ("m", 1e3),
            ("km", 1e6),
            ("纳米", 1e-6),
            ("微米", 1e-3),
            ("毫米", 1.0),
            ("厘米", 10.0),
            ("米", 1e3),
            ("公里", 1e6),
            ("千米", 1e6),
        ],
    ),
    ("m2", &[("m2", 1.0), ("cm2", 1e-4), ("mm2", 1e-6), ("平方米", 1.0), ("km2", 1e6), ("亩", 666.666_666_666_667)]),
    ("m2/g", &[("m2/g", 1.0)]),
    (
        "L",
        &[
            ("L", 1.0),
            ("mL", 1e-3),
            ("ml", 1e-3),
            ("μL", 1e-6),
            ("m3", 1e3),
            ("cm3", 1e-3),
            ("升", 1.0),
            ("毫升", 1e-3),
            ("立方米", 1e3),
        ],
    ),
    (
        "kg",
        &[
            ("μg", 1e-9),
            ("mg", 1e-6),
            ("Kg", 1.0),
            ("KG", 1.0),
            ("克", 1e-3),
            ("千克", 1.0),
            ("公斤", 1.0),
            ("吨", 1e3),
            ("万吨", 1e7),
        ],
    ),
    ("kg/a", &[("t/a", 1e3), ("kg/a", 1.0), ("吨/年", 1e3), ("万吨/年", 1e7), ("t/年", 1e3)]),
    (
        "h",
        &[
            ("ms", 1.0 / 3.6e6),
            ("s", 1.0 / 3600.0),
            ("min", 1.0 / 60.0),
            ("h", 1.0),
            ("d", 24.0),
            ("秒", 1.0 / 3600.0),
            ("分钟", 1.0 / 60.0),
            ("小时", 1.0),
            ("hours", 1.0),
            ("hour", 1.0),
            ("days", 24.0),
            ("天", 24.0),
            ("minutes", 1.0 / 60.0),
        ],
    ),
    ("a", &[("年", 1.0), ("years", 1.0), ("year", 1.0), ("个月", 1.0 / 12.0), ("months", 1.0 / 12.0)]),
    ("r/min", &[("rpm", 1.0), ("r/min", 1.0), ("转/分", 1.0), ("r/s", 60.0)]),
    ("V", &[("V", 1.0), ("mV", 1e-3), ("kV", 1e3)]),
    ("A", &[("A", 1.0), ("mA", 1e-3), ("kA", 1e3)]),
    ("A/m2", &[("A/m2", 1.0), ("A/cm2", 1e4), ("A/dm2", 100.0), ("mA/cm2", 10.0)]),
    ("kW", &[("W", 1e-3), ("mW", 1e-6), ("千瓦", 1.0), ("兆瓦", 1e3)]),
    ("kJ", &[("J", 1e-3), ("kJ", 1.0), ("MJ", 1e3)]),
    ("Hz", &[("Hz", 1.0), ("kHz", 1e3), ("MHz", 1e6), ("GHz", 1e9)]),
    ("g/cm3", &[("g/cm3", 1.0), ("kg/m3", 1e-3), ("t/m3", 1.0), ("g/cc", 1.0)]),
    ("g/L", &[("g/L", 1.0), ("mg/L", 1e-3), ("μg/L", 1e-6), ("g/l", 1.0), ("mg/l", 1e-3)]),
    ("mg/m3", &[("mg/m3", 1.0), ("μg/m3", 1e-3), ("g/m3", 1e3)]),
    ("mol/L", &[("mol/L", 1.0), ("mmol/L", 1e-3), ("mol/l", 1.0)]),
    ("HV", &[("HV", 1.0)]),
    ("HRC", &[("HRC", 1.0)]),
    ("HB", &[("HB", 1.0), ("HBW", 1.0)]),
    ("%IACS", &[("%IACS", 1.0)]),
    ("S/m", &[("S/m", 1.0), ("MS/m", 1e6), ("S/cm", 100.0)]),
    ("Ω·m", &[("Ω·m", 1.0), ("Ω·cm", 0.01), ("μΩ·m", 1e-6), ("μΩ·cm", 1e-8), ("μΩcm", 1e-8)]),
    ("mPa·s", &[("mPa·s", 1.0), ("Pa·s", 1e3), ("cP", 1.0)]),
    ("W/(m·K)", &[("W/(m·K)", 1.0), ("W/m·K", 1.0), ("W/mK", 1.0), ("W/(mK)", 1.0)]),
    ("lm/W", &[("lm/W", 1.0)]),
    ("dB", &[("dB", 1.0)]),
    ("次", &[("次", 1.0), ("cycles", 1.0), ("万次", 1e4)]),
    ("倍", &[("倍", 1.0)]),
    ("元", &[("元", 1.0), ("万元", 1e4), ("亿元", 1e8), ("人民币", 1.0)]),
    ("元/t", &[("元/t", 1.0), ("元/吨", 1.0), ("万元/吨", 1e4), ("元/kg", 1e3), ("万元/t", 1e4)]),
];
/// What `measure` knows, and the base it is counted in here.
const MEASURED: &[(&str, &[&str])] =
    &[("kg", &["g", "kg", "t", "kt", "Mt"]), ("kW", &["kW", "MW", "GW"]), ("kWh", &["kWh", "MWh", "GWh"])];

static UNITS: LazyLock<HashMap<&str, Found>> = LazyLock::new(|| {
    let mut units = HashMap::new();
    let mut add = |symbol: &'static str, base: &'static str, factor: f64, offset: f64| {
        let length = symbol.chars().count();
        units.insert(symbol, Found { base, factor, offset, length });
    };
    for (base, symbols) in TABLE {
        for (symbol, factor) in *symbols {
            add(symbol, base, *factor, 0.0);
        }
    }
    for (base, symbols) in MEASURED {
        for symbol in *symbols {
            let unit = |text: &str| Unit::parse(text, "");
            let factor = unit(symbol).and_then(|given| given.factor_to(&unit(base)?));
            if let Ok(factor) = factor {
                add(symbol, base, factor, 0.0);
            }
        }
    }
    add("°F", "°C", 5.0 / 9.0, -32.0);
    units
});

/// The longest unit with which a text begins, if what follows it is no part of a word.
pub(super) fn unit(characters: &[char]) -> Option<Found> {
    (1..=LENGTH_MOST.min(characters.len())).rev().find_map(|length| {
        let symbol: String = characters.get(..length)?.iter().map(|character| sign(*character)).collect();
        let found = UNITS.get(&*symbol)?;
        let goes_on = |next: &char| next.is_ascii_alphanumeric() || *next == 'Ω' || *next == 'μ';
        let worded = symbol.ends_with(|last: char| last.is_ascii_alphanumeric());
        (!(worded && characters.get(length).is_some_and(goes_on))).then_some(*found)
    })
}

/// Signs that look alike as one.
fn sign(character: char) -> char {
    match character {
        '•' | '∙' | '⋅' | '‧' | '・' | '*' => '·',
        'Ω' => 'Ω',
        'º' | '˚' => '°',
        other => other,
    }
}

/// A number in its canonical digits: twelve significant ones at most.
pub(super) fn digits(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let rounded: f64 = format!("{value:.11e}").parse().unwrap_or(value);
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_is_taken() {
        let table = [
            ("MPa，", Some(("MPa", 1.0))),
            ("mm", Some(("mm", 1.0))),
            ("m", Some(("mm", 1e3))),
            ("meters", None),
            ("万元/吨", Some(("元/t", 1e4))),
            ("万元。", Some(("元", 1e4))),
            ("kg", Some(("kg", 1.0))),
            ("t", Some(("kg", 1e3))),
            ("MWh", Some(("kWh", 1e3))),
            ("μΩ•cm", Some(("Ω·m", 1e-8))),
            ("%", Some(("%", 1.0))),
            ("%/K", Some(("%/°C", 1.0))),
            ("x", None),
            ("", None),
        ];
        for (given, expected) in table {
            let found = unit(&given.chars().collect::<Vec<_>>()).map(|found| (found.base, found.factor));
            match (found, expected) {
                (Some((base, factor)), Some((wanted, wanted_factor))) => {
                    assert_eq!(base, wanted, "{given}");
                    assert!((factor / wanted_factor - 1.0).abs() < 1e-12, "{given}: {factor}");
                }
                (found, expected) => assert_eq!(found, expected, "{given}"),
            }
        }
    }

    #[test]
    fn every_unit_is_short_enough_and_every_base_is_its_own() {
        for (symbol, found) in UNITS.iter() {
            assert!(found.length <= LENGTH_MOST, "{symbol}");
            let base = UNITS.get(found.base).map_or((found.base, 1.0), |base| (base.base, base.factor));
            let own = found.base == "a" || UNITS.contains_key(found.base);
            assert!(own && base.0 == found.base && base.1 == 1.0, "{symbol} is counted in {}", found.base);
        }
    }

    #[test]
    fn figures_are_written_alike() {
        let table = [
            (0.6 * 1e3, "600"),
            (1.1 * 1e3, "1100"),
            (99.99, "99.99"),
            (0.0, "0"),
            (-40.0, "-40"),
            (1.0 / 3.0, "0.333333333333"),
        ];
        for (value, expected) in table {
            assert_eq!(digits(value), expected);
        }
    }
}

//! Units as a product of a scale, dimensions above and below one line, and a basis tag.

use std::fmt;

/// What a unit measures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Mass; the tag keeps masses apart that must not be added (`t REO` is not `t`).
    Mass(String),
    /// Power, in kW.
    Power,
    /// Energy, in kWh.
    Energy,
    /// Pieces.
    Count,
    /// Money in the named currency.
    Money(String),
    /// A bare number.
    One,
}

/// A unit such as `t`, `t REO`, `USD/kg` or `t/t REO`.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    text: String,
    scale: f64,
    above: Dimension,
    below: Dimension,
}

/// Why a unit was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitRefusal {
    /// The text names no unit known here.
    #[error("“{0}” is not a unit known here")]
    Unknown(String),
    /// The two units measure different things.
    #[error("“{given}” does not convert to “{wanted}”")]
    DoesNotConvert {
        /// The unit that was given.
        given: String,
        /// The unit that was needed.
        wanted: String,
    },
}

impl Unit {
    /// Reads `A` or `A/B`; `currency` is the one currency whose amounts are known.
    ///
    /// # Errors
    /// [`UnitRefusal::Unknown`] for anything that is not a unit of the table in the pack format.
    pub fn parse(text: &str, currency: &str) -> Result<Self, UnitRefusal> {
        let unknown = || UnitRefusal::Unknown(text.to_owned());
        let mut sides = text.split('/');
        let above = sides.next().unwrap_or_default();
        let below = sides.next();
        if sides.next().is_some() {
            return Err(unknown());
        }
        let (scale, above) = side(above.trim(), currency).ok_or_else(unknown)?;
        let (divisor, below) = match below {
            None => (1.0, Dimension::One),
            Some(below) => side(below.trim(), currency).ok_or_else(unknown)?,
        };
        Ok(Self { text: text.trim().to_owned(), scale: scale / divisor, above, below })
    }

    /// The bare number.
    pub fn one() -> Self {
        Self { text: "1".to_owned(), scale: 1.0, above: Dimension::One, below: Dimension::One }
    }

    /// Tonnes with the tag of another mass.
    #[must_use]
    pub fn mass_like(other: &Self) -> Self {
        Self { text: "t".to_owned(), scale: 1.0, above: other.above.clone(), below: other.below.clone() }
    }

    /// The unit `self / below`, for rates per unit of something else.
    #[must_use]
    pub fn per(&self, below: &Self) -> Self {
        Self {
            text: format!("{}/{}", self.text, below.text),
            scale: self.scale / below.scale,
            above: self.above.clone(),
            below: below.above.clone(),
        }
    }

    /// What a figure in this unit is multiplied by to be in `wanted`.
    ///
    /// # Errors
    /// [`UnitRefusal::DoesNotConvert`] when the two measure different things.
    pub fn factor_to(&self, wanted: &Self) -> Result<f64, UnitRefusal> {
        if self.above == wanted.above && self.below == wanted.below {
            Ok(self.scale / wanted.scale)
        } else {
            Err(UnitRefusal::DoesNotConvert { given: self.text.clone(), wanted: wanted.text.clone() })
        }
    }

    /// What stands above the line.
    pub fn dimension(&self) -> &Dimension {
        &self.above
    }

    /// The text it was read from.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// One side of the line: its scale and dimension. Mass counts in tonnes.
fn side(text: &str, currency: &str) -> Option<(f64, Dimension)> {
    let (symbol, tag) = text.split_once(' ').map_or((text, ""), |(s, t)| (s, t.trim()));
    let mass = |scale: f64| Some((scale, Dimension::Mass(tag.to_owned())));
    let plain = |scale: f64, dimension: Dimension| tag.is_empty().then_some((scale, dimension));
    match symbol {
        "g" => mass(1e-6),
        "kg" => mass(1e-3),
        "t" => mass(1.0),
        "kt" => mass(1e3),
        "Mt" => mass(1e6),
        "kW" => plain(1.0, Dimension::Power),
        "MW" => plain(1e3, Dimension::Power),
        "GW" => plain(1e6, Dimension::Power),
        "kWh" => plain(1.0, Dimension::Energy),
        "MWh" => plain(1e3, Dimension::Energy),
        "GWh" => plain(1e6, Dimension::Energy),
        "unit" => plain(1.0, Dimension::Count),
        "kunit" => plain(1e3, Dimension::Count),
        "Munit" => plain(1e6, Dimension::Count),
        "1" => plain(1.0, Dimension::One),
        "%" => plain(0.01, Dimension::One),
        _ => money(symbol, currency).and_then(|scale| plain(scale, Dimension::Money(currency.to_owned()))),
    }
}

/// `USD`, `kUSD`, `MUSD`, `GUSD` where `USD` is the currency.
fn money(symbol: &str, currency: &str) -> Option<f64> {
    let prefix = symbol.strip_suffix(currency).filter(|_| !currency.is_empty())?;
    match prefix {
        "" => Some(1.0),
        "k" => Some(1e3),
        "M" => Some(1e6),
        "G" => Some(1e9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_convert_or_refuse() {
        let table: &[(&str, &str, Option<f64>)] = &[
            ("kg", "t", Some(1e-3)),
            ("USD/kg", "USD/t", Some(1000.0)),
            ("kg/MW", "t/kW", Some(1e-6)),
            ("MUSD", "USD", Some(1e6)),
            ("t REO", "t", None),
            ("t/t REO", "kg/t REO", Some(1000.0)),
            ("t/t REO", "t/t", None),
            ("USD/t", "t", None),
            ("MW", "MWh", None),
        ];
        for (given, wanted, expected) in table {
            let factor = Unit::parse(given, "USD").unwrap().factor_to(&Unit::parse(wanted, "USD").unwrap());
            match expected {
                Some(expected) => {
                    assert!((factor.clone().unwrap() / expected - 1.0).abs() < 1e-12, "{given} → {wanted}: {factor:?}");
                }
                None => assert!(factor.is_err(), "{given} → {wanted}"),
            }
        }
    }

    #[test]
    fn what_is_no_unit_is_refused() {
        for text in ["", "tonne", "EUR", "t/t/t", "kW x", "/", "t/"] {
            assert_eq!(Unit::parse(text, "USD"), Err(UnitRefusal::Unknown(text.to_owned())), "{text}");
        }
    }
}

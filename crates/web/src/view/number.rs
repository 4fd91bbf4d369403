//! Numbers as people read them, in either language.

use chain::{Estimate, Figure, Interval};

use crate::figure::number;
use crate::language::{Language, Messages};

/// Writes numbers in a language and a currency.
#[derive(Clone, Copy)]
pub(crate) struct Numbers<'a> {
    t: Messages,
    currency: &'a str,
}

impl<'a> Numbers<'a> {
    /// Writes numbers for a reader of `t`, money in `currency`.
    pub(crate) fn new(t: Messages, currency: &'a str) -> Self {
        Self { t, currency }
    }

    /// A number with four significant digits, grouped by thousands.
    pub(crate) fn plain(self, value: f64) -> String {
        number(value)
    }

    /// An amount with its unit.
    pub(crate) fn amount(self, value: f64, unit: &str) -> String {
        if unit.is_empty() { number(value) } else { format!("{} {}", number(value), self.unit(unit)) }
    }

    /// A unit of the pack in the reader's words; symbols such as `t` are words of both languages.
    pub(crate) fn unit(self, unit: &str) -> String {
        let word = |part: &str| match part {
            "kunit" => self.t.get("unit-thousand"),
            part if part == self.currency => match (self.known(), self.t.language()) {
                (Some((name, _)), Language::Chinese) => name.to_owned(),
                (Some(_) | None, _) => part.to_owned(),
            },
            part => part.to_owned(),
        };
        unit.split('/').map(word).collect::<Vec<_>>().join("/")
    }

    /// A share as a percentage.
    pub(crate) fn share(self, value: f64) -> String {
        let percent = value * 100.0;
        if percent != 0.0 && percent.abs() < 0.01 {
            // What rounding explains is nothing.
            let shown = if percent.abs() < 1e-6 {
                "0%"
            } else if percent > 0.0 {
                "<0.01%"
            } else {
                ">−0.01%"
            };
            return shown.to_owned();
        }
        // A tenth of a percent is as fine as any of these figures is known.
        let shown =
            if percent.abs() >= 10.0 { (percent * 10.0).round() / 10.0 } else { (percent * 100.0).round() / 100.0 };
        format!("{}%", number(shown))
    }

    /// Money, in the large words of the language.
    pub(crate) fn money(self, value: f64) -> String {
        let (scale, word) = self.scale(value);
        self.in_currency(&number(value / scale), word)
    }

    /// Money with three digits, for a headline.
    pub(crate) fn headline(self, value: f64) -> String {
        let (scale, word) = self.scale(value);
        self.in_currency(&number(three_digits(value / scale)), word)
    }

    /// What money about as large as `value` is divided by on an axis, and the unit it is then in.
    pub(crate) fn money_scale(self, value: f64) -> (f64, String) {
        let (scale, word) = self.scale(value);
        (scale, self.in_currency("", word).trim().to_owned())
    }

    fn scale(self, value: f64) -> (f64, &'static str) {
        match self.t.language() {
            Language::Chinese => match value.abs() {
                size if size >= 1e12 => (1e12, " 万亿"),
                size if size >= 1e8 => (1e8, " 亿"),
                size if size >= 1e4 => (1e4, " 万"),
                _ => (1.0, " "),
            },
            Language::English => match value.abs() {
                size if size >= 1e12 => (1e12, " trn"),
                size if size >= 1e9 => (1e9, " bn"),
                size if size >= 1e6 => (1e6, " m"),
                _ => (1.0, ""),
            },
        }
    }

    /// Money gained (+) or lost (−).
    pub(crate) fn change(self, value: f64) -> String {
        if value > 0.0 { format!("+{}", self.money(value)) } else { self.money(value) }
    }

    /// Money per unit of something, in full digits.
    pub(crate) fn price(self, value: f64, unit: &str) -> String {
        format!("{}/{}", self.in_currency(&number(value), self.t.pick(" ", "")), self.unit(unit))
    }

    /// A price as a pair: one number where both sides agree, else an interval.
    pub(crate) fn interval(self, price: &Interval, unit: &str) -> String {
        if let Some(single) = price.single() {
            return self.price(single, unit);
        }
        match (price.extra_unit, price.one_less) {
            (Some(more), Some(less)) => {
                let both = format!("{} – {}", number(more.min(less)), number(more.max(less)));
                format!("{}/{} ⇕", self.in_currency(&both, self.t.pick(" ", "")), self.unit(unit))
            }
            (Some(more), None) => self.t.say("price-unsuppliable").with("price", self.price(more, unit)).to_string(),
            (None, Some(less)) => self.t.say("price-no-more").with("price", self.price(less, unit)).to_string(),
            (None, None) => self.t.get("unknown"),
        }
    }

    /// A figure of the pack with the range it may lie in.
    pub(crate) fn figure(self, figure: &Figure, unit: &str) -> String {
        let value = self.amount(figure.value, unit);
        match (figure.low, figure.high) {
            (None, None) => value,
            (low, high) => {
                let side = |side: Option<f64>| side.map_or_else(|| "…".to_owned(), number);
                format!("{value} ({} – {})", side(low), side(high))
            }
        }
    }

    /// A mean with the half width of its 95 % interval, both as money.
    pub(crate) fn estimate(self, estimate: &Estimate) -> String {
        format!("{} ± {}", self.headline(estimate.value), self.headline(estimate.half_width))
    }

    /// Weeks.
    pub(crate) fn weeks(self, value: f64) -> String {
        let count = if value > 0.0 && value < 1.0 { "<1".to_owned() } else { number(value.round()) };
        self.t.say("weeks").with("count", count).to_string()
    }

    /// What is unknown is written as unknown.
    pub(crate) fn or_unknown(self, text: Option<String>) -> String {
        text.unwrap_or_else(|| self.t.get("unknown"))
    }

    /// The name of the currency in Chinese, and its sign in English, where both are known.
    fn known(self) -> Option<(&'static str, &'static str)> {
        match self.currency {
            "USD" => Some(("美元", "US$")),
            "CNY" => Some(("元", "CN¥")),
            "EUR" => Some(("欧元", "€")),
            _ => None,
        }
    }

    fn in_currency(self, digits: &str, word: &str) -> String {
        match (self.known(), self.t.language()) {
            (Some((name, _)), Language::Chinese) => format!("{digits}{word}{name}"),
            (Some((_, sign)), Language::English) => match digits.strip_prefix('−') {
                Some(rest) => format!("−{sign}{rest}{word}"),
                None => format!("{sign}{digits}{word}"),
            },
            (None, _) => format!("{digits}{word} {}", self.currency),
        }
    }
}

fn three_digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let unit = 10f64.powf(value.abs().log10().floor() - 2.0);
    (value / unit).round() * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_shares_and_weeks_are_plain_words() {
        let chinese = Numbers::new(Messages::new(Language::Chinese), "USD");
        let english = Numbers::new(Messages::new(Language::English), "USD");
        assert_eq!(chinese.unit("USD/t REO"), "美元/t REO");
        assert_eq!(chinese.unit("t/kunit"), "t/千件");
        assert_eq!(english.price(6e5, "kunit"), "US$600,000/thousand units");
        assert_eq!(chinese.headline(123_456_789.0), "1.23 亿美元");
        assert_eq!(english.headline(-1_234_567.0), "−US$1.23 m");
        assert_eq!([0.0, 1e-12, 4e-5, 0.123].map(|share| english.share(share)), ["0%", "0%", "<0.01%", "12.3%"]);
        assert_eq!([0.0, 0.3, 11.6].map(|weeks| english.weeks(weeks)), ["0 weeks", "<1 weeks", "12 weeks"]);
    }

    #[test]
    fn money_speaks_the_language() {
        let chinese = Numbers::new(Messages::new(Language::Chinese), "USD");
        let english = Numbers::new(Messages::new(Language::English), "USD");
        let other = Numbers::new(Messages::new(Language::English), "XAU");
        assert_eq!(chinese.money(123_456_789.0), "1.235 亿美元");
        assert_eq!(chinese.money(-20_000.0), "−2 万美元");
        assert_eq!(chinese.price(63_500.0, "t"), "63,500 美元/t");
        assert_eq!(english.money(1_234_567_890.0), "US$1.235 bn");
        assert_eq!(english.change(-5.0e6), "−US$5 m");
        assert_eq!(english.price(63_500.0, "t"), "US$63,500/t");
        assert_eq!(other.money(1_000_000.0), "1 m XAU");
    }
}

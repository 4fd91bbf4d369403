//! Which number formats make a date of a number (ECMA-376 part 1, 18.8.30 and 18.8.31).

/// What a format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Number,
    Date,
    Duration,
}

/// The formats that have a number instead of a text; 27 to 36 and 50 to 58 are the East Asian dates.
pub(crate) fn built_in(format: u16) -> Shown {
    match format {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Date,
        46 => Shown::Duration,
        _ => Shown::Number,
    }
}

/// A format that is a text; its first section decides.
pub(crate) fn custom(format: &str) -> Shown {
    let mut signs = format.chars();
    while let Some(sign) = signs.next() {
        match sign.to_ascii_lowercase() {
            ';' => break,
            // A literal, a space of that width, a filling with that sign.
            '\\' | '_' | '*' => {
                signs.next();
            }
            '"' => {
                signs.by_ref().find(|quote| *quote == '"');
            }
            '[' => {
                let inside: String = signs.by_ref().take_while(|end| *end != ']').collect();
                let inside = inside.to_ascii_lowercase();
                if !inside.is_empty() && ['h', 'm', 's'].iter().any(|unit| inside.chars().all(|sign| sign == *unit)) {
                    return Shown::Duration;
                }
            }
            'y' | 'm' | 'd' | 'h' | 's' => return Shown::Date,
            _ => {}
        }
    }
    Shown::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        for (format, shown) in [
            ("General", Shown::Number),
            ("0.00_);[Red]\\(0.00\\)", Shown::Number),
            ("#,##0\"元 my\"", Shown::Number),
            ("0.0E+00", Shown::Number),
            ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", Shown::Date),
            ("H:MM AM/PM", Shown::Date),
            ("[h]:mm:ss", Shown::Duration),
            ("[Red][>=100]0", Shown::Number),
            ("@", Shown::Number),
        ] {
            assert_eq!(custom(format), shown, "{format}");
        }
        assert_eq!((built_in(14), built_in(46), built_in(4)), (Shown::Date, Shown::Duration, Shown::Number));
    }
}

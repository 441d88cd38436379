//! Numbers of the page as text: thousands separated, units written out, never a NaN or a negative zero.

pub(super) use super::super::words::{child_years, count, number, percent};
use crate::units::{Pounds, grouped};

/// What stands where nothing is known.
pub(super) const BLANK: &str = "–";

/// What a chart counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Children, or places for them.
    Children,
    /// £.
    Pounds,
}

impl Measure {
    /// Short enough for the end of a line: `1,234`, `£12.3m`.
    pub(super) fn short(self, value: f64) -> String {
        match self {
            Self::Children => signed_count(value),
            Self::Pounds => short_pounds(value),
        }
    }

    /// At a tick of an axis whose ticks are `step` apart.
    pub(super) fn on_axis(self, value: f64, step: f64) -> String {
        match self {
            Self::Children => grouped(value, usize::from(step < 1.0)),
            Self::Pounds => {
                let (unit, sign) = if step >= 100_000.0 { (1e6, "m") } else { (1e3, "k") };
                let text = grouped(value.abs() / unit, usize::from(step / unit < 1.0));
                let minus = if value < -step / 2.0 { "-" } else { "" };
                if text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
                    format!("{minus}£{text}{sign}")
                } else {
                    "£0".to_owned()
                }
            }
        }
    }
}

/// Children more, or fewer below zero: whole, and tenths where it is less than one child.
pub(super) fn signed_count(children: f64) -> String {
    match children.abs() {
        none if none < 0.05 => "0".to_owned(),
        part if part < 0.95 => format!("{children:.1}"),
        _ if children < 0.0 => format!("-{}", count(-children)),
        _ => count(children),
    }
}

/// `£12.3m`, `£45k`, `£120`.
pub(super) fn short_pounds(pounds: f64) -> String {
    let minus = if pounds < 0.0 { "-" } else { "" };
    match pounds.abs() {
        n if n >= 999_500.0 => format!("{minus}£{}m", grouped(n / 1e6, 1)),
        n if n >= 9_999.5 => format!("{minus}£{}k", grouped(n / 1e3, 0)),
        _ => Pounds(pounds).to_string(),
    }
}

/// Pounds to the pound; blank where not known.
pub(super) fn pounds(amount: Option<Pounds>) -> String {
    amount.filter(|pounds| pounds.get().is_finite()).map_or_else(|| BLANK.to_owned(), |pounds| pounds.to_string())
}

/// `part` of `whole`; nothing where there is no whole.
pub(super) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_short_at_the_end_of_a_line_and_never_minus_nothing() {
        let written = [12_345_678.0, -999_600.0, 45_400.0, -120.0, -0.2].map(short_pounds);
        assert_eq!(written, ["£12.3m", "-£1.0m", "£45k", "-£120", "£0"]);
        assert_eq!(Measure::Pounds.on_axis(-1e-9, 200_000.0), "£0");
        assert_eq!(Measure::Pounds.on_axis(-400_000.0, 200_000.0), "-£0.4m");
        assert_eq!([-0.001, -0.46, 0.3, -0.97, -12.4].map(signed_count), ["0", "-0.5", "0.3", "-1", "-12"]);
    }
}

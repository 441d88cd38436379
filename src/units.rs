//! Quantities whose unit must not be lost: pounds, kilometres, minutes, children, academic years.
//!
//! Flat arrays in the network and the solver hold plain `f64` for speed; the documentation of each array states its
//! unit. What leaves those modules is wrapped in one of the types here.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use serde::Serialize;

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub f64);

        impl $name {
            /// The bare number.
            pub fn get(self) -> f64 {
                self.0
            }
        }
        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }
        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }
        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }
        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }
        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, by: f64) -> Self {
                Self(self.0 * by)
            }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                Self(iter.map(|q| q.0).sum())
            }
        }
    };
}

quantity!(
    /// Pounds sterling at the model's price year. Shown as `£1,234,568`.
    Pounds
);
quantity!(
    /// Kilometres by road, one way.
    Kilometres
);
quantity!(
    /// Minutes, one way.
    Minutes
);
quantity!(
    /// Children and young people; fractional, because a forecast is an expectation.
    Children
);

impl fmt::Display for Pounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = grouped(self.0.abs(), 0);
        let minus = if self.0 < 0.0 && text != "0" { "-" } else { "" };
        f.pad(&format!("{minus}£{text}"))
    }
}

impl fmt::Display for Children {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&grouped(self.0, 1))
    }
}

impl fmt::Display for Kilometres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} km", grouped(self.0, 1)))
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} minutes", grouped(self.0, 0)))
    }
}

/// How far a plan may be from the best there is, as a share of what decisions can change of its cost. Shown to a hundredth
/// of a per cent, and never as nothing where it is something: `0.12%`, `less than 0.01%`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Gap(pub f64);

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tiny = self.0 > 0.0 && self.0 < 5e-5;
        let text = if tiny { "less than 0.01".to_owned() } else { grouped(100.0 * self.0, 2) };
        f.pad(&format!("{text}%"))
    }
}

/// A number with thousands separators and `decimals` places: `1,234.5`.
pub fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(text.len() + text.len() / 3 + 1);
    if value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// An academic year, named by the calendar year in which it begins: `Year(2026)` is 2026/27.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Year(pub i32);

impl Year {
    /// The year `n` later.
    #[must_use]
    pub fn plus(self, n: usize) -> Self {
        Self(self.0 + n as i32)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{:02}", self.0, (self.0 + 1).rem_euclid(100)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_in_thousands() {
        assert_eq!(grouped(1_234_567.891, 1), "1,234,567.9");
        assert_eq!(grouped(-999.0, 0), "-999");
        assert_eq!(grouped(-0.2, 0), "0");
        assert_eq!(Pounds(-1_234_567.4).to_string(), "-£1,234,567");
        assert_eq!(Pounds(-0.3).to_string(), "£0");
    }

    #[test]
    fn a_gap_that_is_not_nothing_is_never_said_to_be_nothing() {
        let told = [0.0, 1e-9, 4.9e-5, 6e-5, 1.23e-3].map(|gap| Gap(gap).to_string());
        assert_eq!(told, ["0.00%", "less than 0.01%", "less than 0.01%", "0.01%", "0.12%"]);
    }

    #[test]
    fn a_year_is_shown_as_an_academic_year() {
        assert_eq!(Year(2026).to_string(), "2026/27");
        assert_eq!(Year(1999).to_string(), "1999/00");
    }
}

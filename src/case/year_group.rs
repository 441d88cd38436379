//! National Curriculum year groups, the stages of the forecast, and the three phases.

use std::fmt;

use crate::id::StageId;

/// An inclusive range of year groups: Reception is 0, nursery −2 and −1, up to 20 (age 24/25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearGroups {
    /// The youngest year group.
    pub lowest: i8,
    /// The oldest year group; never below `lowest`.
    pub highest: i8,
}

impl YearGroups {
    /// The youngest year group there is.
    pub const MIN: i8 = -2;
    /// The oldest year group there is.
    pub const MAX: i8 = 20;

    /// A range; `None` when it is upside down or outside −2 to 20.
    pub fn new(lowest: i8, highest: i8) -> Option<Self> {
        (Self::MIN <= lowest && lowest <= highest && highest <= Self::MAX).then_some(Self { lowest, highest })
    }

    /// How many year groups it spans.
    pub fn width(self) -> usize {
        (self.highest - self.lowest + 1) as usize
    }

    /// How many year groups it shares with `other`.
    pub fn shared(self, other: Self) -> usize {
        let low = self.lowest.max(other.lowest);
        let high = self.highest.min(other.highest);
        (i32::from(high) - i32::from(low) + 1).max(0) as usize
    }

    /// Whether it covers at least half of the year groups of `stage`: the one rule by which provisions serve stages
    /// and by which contracts, policies and cost rows speak of them.
    pub fn covers(self, stage: Self) -> bool {
        2 * self.shared(stage) >= stage.width()
    }

    /// The phase of its youngest year group: it decides the travel guidance.
    pub fn phase(self) -> Phase {
        match self.lowest {
            ..=6 => Phase::Primary,
            7..=11 => Phase::Secondary,
            _ => Phase::Post16,
        }
    }
}

impl fmt::Display for YearGroups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = if self.lowest == self.highest {
            self.lowest.to_string()
        } else {
            format!("{}-{}", self.lowest, self.highest)
        };
        f.pad(&text)
    }
}

/// Primary (to Year 6), secondary (Years 7 to 11) or post-16.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Up to Year 6.
    Primary,
    /// Years 7 to 11.
    Secondary,
    /// Year 12 and above.
    Post16,
}

impl Phase {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Post16 => "post-16",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A range of year groups in which the forecast counts children: one year group, or a phase.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Its name: the year groups as text, `7-11`.
    pub id: StageId,
    /// Its year groups. The stages of a case are disjoint and in order.
    pub year_groups: YearGroups,
}

impl Stage {
    /// `w`: years a child spends in the stage.
    pub fn width(&self) -> f64 {
        self.year_groups.width() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(lowest: i8, highest: i8) -> YearGroups {
        YearGroups::new(lowest, highest).unwrap()
    }

    #[test]
    fn half_the_year_groups_are_enough_to_serve_a_stage() {
        assert!(groups(9, 13).covers(groups(7, 11)), "3 of 5");
        assert!(!groups(10, 13).covers(groups(7, 11)), "2 of 5");
        assert!(groups(12, 12).covers(groups(12, 13)), "1 of 2 is half");
    }

    #[test]
    fn the_phase_is_that_of_the_youngest_year_group() {
        assert_eq!(groups(6, 11).phase(), Phase::Primary);
        assert_eq!(groups(7, 11).phase(), Phase::Secondary);
        assert_eq!(groups(12, 20).phase(), Phase::Post16);
    }

    #[test]
    fn ranges_stay_within_the_national_curriculum() {
        assert!(YearGroups::new(-3, 0).is_none());
        assert!(YearGroups::new(7, 6).is_none());
        assert_eq!(groups(-2, -1).to_string(), "-2--1");
    }
}

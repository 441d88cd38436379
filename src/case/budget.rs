//! Money available.

use crate::units::Pounds;

/// Budgets by year of the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Budget {
    /// Capital that becomes available in each year; unspent capital carries forward. Years without a row bring nothing.
    pub capital: Vec<Pounds>,
    /// High-needs grant: reported against, never a cap. `None` where not given.
    pub high_needs: Vec<Option<Pounds>>,
}

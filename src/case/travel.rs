//! Journeys between localities and settings.

use std::collections::BTreeMap;

use crate::id::{LocalityIx, SettingIx};
use crate::units::{Kilometres, Minutes};

/// One way from home to the setting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Journey {
    /// Road distance.
    pub distance: Kilometres,
    /// Time.
    pub time: Minutes,
    /// From the `travel` table, or else a straight line × circuity ÷ speed.
    pub measured: bool,
}

/// The rows of `travel`: distance, and time where it is given.
pub type Measured = BTreeMap<(LocalityIx, SettingIx), (Kilometres, Option<Minutes>)>;

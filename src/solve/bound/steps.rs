//! How prices answer to shortages: a first guess for the climb.
//!
//! Children stay. What a place is worth to those who start in year `t` is its price then and, for those who last, in the
//! years that follow: `u[t] = μ[t] + l · u[t+1]`, where `l` is the share who are still there a year later. What a change
//! of `u[t]` moves is the starts of year `t` alone. In those two the guess is diagonal, the inverse of how many start:
//!
//! ```text
//! excess starts[t] = excess[t] − l · excess[t−1]
//! u[t]             = excess starts[t] / starts[t]
//! μ[t]             = u[t] − l · u[t+1]
//! ```

use super::rows::{NONE, PlaceRow, PolicyRow, Rows};
use crate::id::ProvisionIx;
use crate::network::Network;

/// Share of the children whom a policy counts that it still counts a year later: a child stays in education for some
/// ten years more.
const COUNTED_STILL: f64 = 0.9;

/// The guess, row by row.
#[derive(Debug)]
pub(super) struct Steps {
    /// Inverse of how many start in the row's year.
    scale: Vec<f64>,
    /// The same row a year later; `NONE` where there is none.
    next: Vec<u32>,
    /// Share who are still there a year later.
    lasts: Vec<f64>,
}

impl Steps {
    pub(super) fn of(network: &Network, rows: &Rows) -> Self {
        let mut steps = Self { scale: Vec::new(), next: vec![NONE; rows.len()], lasts: vec![0.0; rows.len()] };
        for (i, row) in rows.places.iter().enumerate() {
            steps.add_places(network, rows, i, row);
        }
        for (i, row) in rows.policies.iter().enumerate() {
            steps.add_policy(rows, i, row);
        }
        let spend = network.case.projects.iter().map(|project| project.capital_cost.get().powi(2)).sum::<f64>();
        steps.scale.extend(rows.capital.iter().map(|_| 5000.0 / spend.max(1.0)));
        steps.scale.extend(rows.blocks.iter().map(|row| 1.0 / row.places.max(3.0)));
        steps.scale.extend(rows.viable.iter().map(|row| 1.0 / row.least.max(3.0)));
        steps
    }

    fn add_places(&mut self, network: &Network, rows: &Rows, i: usize, row: &PlaceRow) {
        let lasts = lasting(network, row.provision);
        let starts = if row.year == 0 { row.places } else { (1.0 - lasts) * row.places };
        self.scale.push(1.0 / starts.max(1.0));
        if let Some(next) = rows.place_at(row.provision, row.year + 1) {
            (self.next[i], self.lasts[i]) = (next as u32, lasts);
        }
    }

    fn add_policy(&mut self, rows: &Rows, i: usize, row: &PolicyRow) {
        let starts = if row.year == 0 { row.share } else { (1.0 - COUNTED_STILL) * row.share };
        self.scale.push(1.0 / starts.max(1.0));
        if let Some(next) = rows.policy_after(i) {
            let first = rows.first_policy();
            (self.next[first + i], self.lasts[first + i]) = ((first + next) as u32, COUNTED_STILL);
        }
    }

    /// Excess starts.
    fn starts(&self, excess: &[f64]) -> Vec<f64> {
        let mut starts = excess.to_vec();
        for (i, &next) in self.next.iter().enumerate().filter(|(_, next)| **next != NONE) {
            starts[next as usize] -= self.lasts[i] * excess[i];
        }
        starts
    }

    /// Prices for an excess of children.
    pub(super) fn apply(&self, excess: &[f64]) -> Vec<f64> {
        let mut worth = self.starts(excess);
        for (worth, scale) in worth.iter_mut().zip(&self.scale) {
            *worth *= scale;
        }
        let mut prices = worth.clone();
        for (i, &next) in self.next.iter().enumerate().filter(|(_, next)| **next != NONE) {
            prices[i] -= self.lasts[i] * worth[next as usize];
        }
        prices
    }

    /// `excess · apply(excess)`.
    pub(super) fn size(&self, excess: &[f64]) -> f64 {
        self.starts(excess).iter().zip(&self.scale).map(|(starts, scale)| starts * starts * scale).sum()
    }
}

/// Share of the children at a provision who are still there a year later, were they spread evenly over its year groups.
fn lasting(network: &Network, provision: ProvisionIx) -> f64 {
    let here = &network.case[provision];
    let served = network.case.stages.iter().zip(&network.progress.steps);
    let years: f64 =
        served.filter(|(stage, _)| here.serves(stage.year_groups)).map(|(_, step)| 1.0 / step.complete).sum();
    (1.0 - 1.0 / years.max(1.0)).min(0.95)
}

//! What counts of many costs: their mean, and that of the worst of them.

/// How much the worst futures count besides the mean of all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worst {
    /// `β`: which share of all likelihood is the worst; above 0, at most 1.
    pub share: f64,
    /// `λ`: how much its mean counts, from 0 to 1.
    pub weight: f64,
}

impl Worst {
    /// Only the mean counts.
    pub const NOTHING: Self = Self { share: 1.0, weight: 0.0 };

    /// `(1 − λ) · mean + λ · mean of the worst share`.
    pub fn value(self, likely: &[f64], costs: &[f64]) -> f64 {
        let mean: f64 = likely.iter().zip(costs).map(|(likely, cost)| likely * cost).sum();
        if self.weight == 0.0 { mean } else { (1.0 - self.weight) * mean + self.weight * self.worst(likely, costs) }
    }

    /// The mean of the worst share.
    pub fn worst(self, likely: &[f64], costs: &[f64]) -> f64 {
        let mut dearest: Vec<(f64, f64)> = costs.iter().copied().zip(likely.iter().copied()).collect();
        dearest.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut left, mut sum) = (self.share, 0.0);
        for (cost, likely) in dearest {
            let part = likely.min(left);
            if part > 0.0 {
                sum += part * cost;
                left -= part;
            }
        }
        sum / (self.share - left)
    }
}

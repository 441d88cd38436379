//! Seeded draws. Only operations that every machine rounds alike are used (no logarithms, no trigonometry), so that
//! the same seed gives the same bytes everywhere.

/// A stream of draws.
pub(super) struct Draw(oorandom::Rand64);

impl Draw {
    /// The stream of a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(oorandom::Rand64::new(u128::from(seed)))
    }

    /// Evenly between two numbers.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.0.rand_float()
    }

    /// A position in a list of `length` things; `length` is never 0.
    pub(super) fn position(&mut self, length: usize) -> usize {
        self.0.rand_range(0..length as u64) as usize
    }

    /// One of a list that is never empty.
    pub(super) fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.position(list.len())]
    }

    /// Between −1 and 1, mostly near 0.
    pub(super) fn near_zero(&mut self) -> f64 {
        (self.between(-1.0, 1.0) + self.between(-1.0, 1.0) + self.between(-1.0, 1.0)) / 3.0
    }

    /// A list in another order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.position(last + 1));
        }
    }
}

/// A number rounded to so many decimals.
pub(super) fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale
}

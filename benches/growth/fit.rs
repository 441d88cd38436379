//! How something grows: a straight line through logarithms, by least squares.

/// `value = at_one · size ^ exponent`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub(crate) exponent: f64,
    at_one: f64,
}

impl Line {
    /// Through points of size and value, all above zero.
    pub(crate) fn through(points: &[(f64, f64)]) -> Self {
        let logs: Vec<(f64, f64)> = points.iter().map(|(size, value)| (size.ln(), value.ln())).collect();
        let count = logs.len() as f64;
        let (x, y) = logs.iter().fold((0.0, 0.0), |(x, y), log| (x + log.0 / count, y + log.1 / count));
        let spread: f64 = logs.iter().map(|log| (log.0 - x).powi(2)).sum();
        let exponent = logs.iter().map(|log| (log.0 - x) * (log.1 - y)).sum::<f64>() / spread;
        Self { exponent, at_one: (y - exponent * x).exp() }
    }

    /// The value at a size.
    pub(crate) fn at(&self, size: f64) -> f64 {
        self.at_one * size.powf(self.exponent)
    }
}

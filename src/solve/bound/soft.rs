//! The soft minimum of a cell's rides, written so that a compiler can take several at once; and how far a price is above
//! a cost, softly.
//!
//! [`exp`] is right to some 1e-11, far finer than a climb can tell; at temperature zero, where an evaluation is a bound,
//! nothing is approximated.

/// How many rides are taken at once. It decides the order of sums, so it is the same on every machine.
const LANES: usize = 4;

/// Shares below `e^−36` are nothing.
const COLDEST: f64 = 36.0;

/// The least of `first` and all others.
pub(super) fn least(first: f64, others: &[f64]) -> f64 {
    let lesser = |a: f64, b: f64| if b < a { b } else { a };
    let (blocks, rest) = others.as_chunks::<LANES>();
    let mut least = [first; LANES];
    for block in blocks {
        for (least, &value) in least.iter_mut().zip(block) {
            *least = lesser(*least, value);
        }
    }
    rest.iter().chain(&least).copied().fold(first, lesser)
}

/// Writes `e^((least − value) · coldness)` for every value; gives their sum, that of `first` included.
pub(super) fn weights(to: &mut [f64], values: &[f64], (first, least): (f64, f64), coldness: f64) -> f64 {
    // Taken off everything: what is as far away as can be, or closed, has no weight at all.
    let nothing = exp(-COLDEST);
    let weight = |value: f64| exp(-((value - least) * coldness).min(COLDEST)) - nothing;
    for (to, &value) in to.iter_mut().zip(values) {
        *to = weight(value);
    }
    let (blocks, rest) = to.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for block in blocks {
        for (sum, weight) in sums.iter_mut().zip(block) {
            *sum += weight;
        }
    }
    weight(first) + sums.iter().chain(rest).sum::<f64>()
}

/// `e^x` for `−700 < x ≤ 0`: a whole power of two by way of the exponent, and a series for what is left, at most half of
/// `ln 2`.
#[inline]
fn exp(x: f64) -> f64 {
    // Added to a number, it leaves the nearest whole one in the lowest bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
    let square = r * r;
    // Even and odd powers apart, so that neither waits for the other.
    let even = 1.0 + square * (0.5 + square * (1.0 / 24.0 + square * (1.0 / 720.0 + square / 40_320.0)));
    let odd = 1.0 + square * (1.0 / 6.0 + square * (1.0 / 120.0 + square * (1.0 / 5_040.0 + square / 362_880.0)));
    f64::from_bits((even + r * odd).to_bits().wrapping_add(shifted.to_bits() << 52))
}

/// `(price − cost)⁺`, soft above temperature zero, and its slope.
pub(super) fn above(price: f64, cost: f64, tau: f64) -> (f64, f64) {
    let x = price - cost;
    if tau == 0.0 {
        return (x.max(0.0), if x > 0.0 { 1.0 } else { 0.0 });
    }
    let e = (-x.abs() / tau).exp();
    (x.max(0.0) + tau * e.ln_1p(), if x > 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_exponential() {
        for i in 0..=36_000 {
            let x = -f64::from(i) / 1_000.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-11, "{x}");
        }
    }

    #[test]
    fn what_is_closed_or_far_away_has_no_weight() {
        let values = [3.0, f64::INFINITY, 1.0, 400.0, 2.0];
        let mut weights_of = [0.0; 5];
        let least = least(2.5, &values);
        let total = weights(&mut weights_of, &values, (2.5, least), 1.0);
        assert_eq!((least, weights_of[1], weights_of[3]), (1.0, 0.0, 0.0));
        assert!((weights_of[2] - 1.0).abs() < 1e-15);
        assert!((total - weights_of.iter().sum::<f64>() - (-1.5_f64).exp()).abs() < 1e-12);
    }
}

//! The soft minimum of a cell's rides, written so that a compiler can take several at once.
//!
//! [`exp`] is right to some 1e-13, far finer than a climb can tell; at temperature zero, where an evaluation is a bound,
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
    let (blocks, rest) = values.as_chunks::<LANES>();
    let (into, into_rest) = to.as_chunks_mut::<LANES>();
    let mut sums = [0.0; LANES];
    for (into, values) in into.iter_mut().zip(blocks) {
        for ((into, sum), &value) in into.iter_mut().zip(&mut sums).zip(values) {
            *into = weight(value, least, coldness);
            *sum += *into;
        }
    }
    let mut total = weight(first, least, coldness) + sums.iter().sum::<f64>();
    for (into, &value) in into_rest.iter_mut().zip(rest) {
        *into = weight(value, least, coldness);
        total += *into;
    }
    total
}

fn weight(value: f64, least: f64, coldness: f64) -> f64 {
    let colder = (value - least) * coldness;
    let weight = exp(-if colder < COLDEST { colder } else { COLDEST });
    if colder < COLDEST { weight } else { 0.0 }
}

/// `e^x` for `−700 < x ≤ 0`: a whole power of two by way of the exponent, and a series for what is left, at most half of
/// `ln 2`.
fn exp(x: f64) -> f64 {
    // Added to a number, it leaves the nearest whole one in the lowest bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
    let high = 1.0 / 720.0 + r * (1.0 / 5_040.0 + r * (1.0 / 40_320.0 + r * (1.0 / 362_880.0 + r / 3_628_800.0)));
    let series = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * high)))));
    f64::from_bits(series.to_bits().wrapping_add(shifted.to_bits() << 52))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_exponential() {
        for i in 0..=36_000 {
            let x = -f64::from(i) / 1_000.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn what_is_closed_or_far_away_has_no_weight() {
        let values = [3.0, f64::INFINITY, 1.0, 400.0, 2.0];
        let mut weights_of = [0.0; 5];
        let least = least(2.5, &values);
        let total = weights(&mut weights_of, &values, (2.5, least), 1.0);
        assert_eq!((least, weights_of[1], weights_of[2], weights_of[3]), (1.0, 0.0, 1.0, 0.0));
        assert!((total - weights_of.iter().sum::<f64>() - (-1.5_f64).exp()).abs() < 1e-12);
    }
}

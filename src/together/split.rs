//! Who gains how much from planning together: the Shapley value of the authorities.
//!
//! ```text
//! share(a) = Σ_{S ∌ a}  |S|! · (n − |S| − 1)! / n!  ·  ( gain(S ∪ a) − gain(S) )
//! gain(S)  = Σ_{a ∈ S} cost(a) − cost(S)
//! ```
//!
//! What each adds to those who plan together already, over every order in which they could join (Shapley, 1953). The
//! shares add up to the whole gain.

/// The share of each of `n`; `gain` of every set of them, as bits.
pub(super) fn shares(n: usize, gain: impl Fn(usize) -> f64) -> Vec<f64> {
    let factorial = |k: usize| (1..=k).map(|i| i as f64).product::<f64>();
    let share = |a: usize| -> f64 {
        let without = (0..1_usize << n).filter(|set| set >> a & 1 == 0);
        let part = |set: usize| {
            let size = set.count_ones() as usize;
            factorial(size) * factorial(n - size - 1) / factorial(n) * (gain(set | 1 << a) - gain(set))
        };
        without.map(part).sum()
    };
    (0..n).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_share_alike_and_who_adds_nothing_has_no_share() {
        assert_eq!(shares(2, |set| if set == 0b11 { 10.0 } else { 0.0 }), [5.0, 5.0]);
        // The third adds nothing to anybody.
        let shares = shares(3, |set| if set & 0b11 == 0b11 { 12.0 } else { 0.0 });
        assert!(shares.iter().zip([6.0, 6.0, 0.0]).all(|(share, of)| (share - of).abs() < 1e-12), "{shares:?}");
    }

    #[test]
    fn who_is_needed_by_both_has_most() {
        // The glove game: the first has the left glove, the others a right one each.
        let pair = |set: usize| if set & 1 == 1 && set & 0b110 != 0 { 6.0 } else { 0.0 };
        let shares = shares(3, pair);
        assert!(shares.iter().zip([4.0, 1.0, 1.0]).all(|(share, of)| (share - of).abs() < 1e-12), "{shares:?}");
    }
}

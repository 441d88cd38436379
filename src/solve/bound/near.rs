//! The seats that matter under prices: what a climb may look at instead of all of them.
//!
//! Where minima are sharp nearly every child goes to one of a few provisions, and nine tenths of a pass go into rides that
//! nobody takes. A pass over the others alone gives the same value and slope, up to what the rest could weigh, as long as
//! prices stay near. A value over some of the seats is no bound (there is less to choose from, so it is never below the
//! whole one): it only leads the way, and every so many steps all seats are looked at again.

use rayon::prelude::*;

use super::chain::Chain;
use super::oracle::Oracle;
use super::seats::Seats;

/// A seat matters where its ride costs at most so many times the temperature above what its cell pays,
const TEMPERATURES: f64 = 12.0;
/// and so many discounted £ besides: prices move meanwhile.
const POUNDS: f64 = 1_000.0;

/// The seats that matter at these prices.
pub(super) fn near(oracle: &Oracle, prices: &[f64], tau: f64) -> Seats {
    let (network, seats) = (oracle.network, oracle.seats);
    let charges = oracle.charges(prices, tau);
    let margin = TEMPERATURES * tau + POUNDS;
    let of_chain = |c: usize| {
        let mut chain = Chain::default();
        chain.value(network, seats, &charges, c, tau);
        let mut keep = vec![false; seats.of_chain(c).len()];
        for s in 0..network.stages() {
            chain.mark_near(network, seats, s, margin, &mut keep);
        }
        keep
    };
    let keep: Vec<Vec<bool>> = (0..network.chains()).into_par_iter().map(of_chain).collect();
    seats.only(&keep)
}

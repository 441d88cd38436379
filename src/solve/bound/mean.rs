//! Who goes where on the mean of a climb.
//!
//! Near the top of the bound, steps barely change its value while children go back and forth between places that are worth
//! the same to them: at any one price vector they crowd some provisions and leave others half empty. On the mean of many
//! steps they do not. The mean of plans of the bound is a plan of it too, and what it breaks of the limits goes to
//! nothing as the climb goes on (ergodic convergence of the Lagrangian dual: Larsson, Patriksson and Strömberg, 1999).

use rayon::prelude::*;

use super::chain::{Chain, Charges};
use super::oracle::Oracle;
use super::seats::Seats;

/// Share of those who choose in every cell that take up each place, on the mean of several prices.
pub(in crate::solve) struct Mean {
    /// By chain, then by year and seat of the chain.
    shares: Vec<Vec<f32>>,
}

impl Mean {
    /// Of the shares that each of the prices gives, smoothed at `tau`.
    pub(in crate::solve) fn of(oracle: &Oracle, prices: &[Vec<f64>], tau: f64) -> Self {
        let charges: Vec<_> = prices.iter().map(|prices| oracle.charges(prices, tau)).collect();
        let of_chain = |c: usize| Self::of_chain(oracle, &charges, c, tau);
        Self { shares: (0..oracle.network.chains()).into_par_iter().map(of_chain).collect() }
    }

    fn of_chain(oracle: &Oracle, charges: &[Charges], c: usize, tau: f64) -> Vec<f32> {
        let (network, seats) = (oracle.network, oracle.seats);
        let (stages, here) = (network.stages(), seats.of_chain(c));
        let mut chain = Chain::default();
        let mut choosing = vec![0.0; stages * network.years()];
        let mut starting = vec![0.0; here.len() * network.years()];
        let cells = || (0..network.years()).flat_map(|t| (0..stages).map(move |s| (s, t)));
        let at = |s: usize, t: usize| {
            let arcs = seats.arcs_of(c, s);
            t * here.len() + arcs.start - here.start..t * here.len() + arcs.end - here.start
        };
        for charges in charges {
            chain.value(network, seats, charges, c, tau);
            chain.follow(network, seats, |_, _, _| {});
            for (s, t) in cells() {
                choosing[t * stages + s] += chain.choosers(stages, s, t);
                for (sum, (_, children)) in starting[at(s, t)].iter_mut().zip(chain.starts(seats, stages, (s, t))) {
                    *sum += children;
                }
            }
        }
        for (s, t) in cells() {
            let everyone = choosing[t * stages + s].max(f64::MIN_POSITIVE);
            starting[at(s, t)].iter_mut().for_each(|children| *children /= everyone);
        }
        starting.into_iter().map(|share| share as f32).collect()
    }

    /// The shares of a cell in year `t`, in the order of its arcs.
    pub(in crate::solve) fn shares(&self, seats: &Seats, (chain, s): (usize, usize), t: usize) -> &[f32] {
        let (here, arcs) = (seats.of_chain(chain), seats.arcs_of(chain, s));
        &self.shares[chain][t * here.len() + arcs.start - here.start..t * here.len() + arcs.end - here.start]
    }
}

//! Contracted places, and the spot prices that they stand against.

use crate::id::{BandIx, NeedIx, ProvisionIx, StageIx};
use crate::network::Network;

/// The contracted places of a provision in a year.
#[derive(Debug, Clone)]
pub(in crate::solve) struct BlockRow {
    pub provision: ProvisionIx,
    pub year: usize,
    /// Discounted spot price by class; NaN where no contract covers the class.
    pub spot: Vec<f64>,
    /// Children on roll by class, where a contract covers them.
    pub on_roll: Vec<f64>,
    /// The dearest spot price.
    pub dearest: f64,
    /// Contracted places if everything offered were signed.
    pub places: f64,
}

/// The position of a class among all classes.
pub(in crate::solve) fn class_at(network: &Network, need: NeedIx, band: BandIx, stage: usize) -> usize {
    (need.get() * network.case.bands.len() + band.get()) * network.stages() + stage
}

pub(super) fn block_rows(network: &Network) -> Vec<BlockRow> {
    let case = network.case;
    let offered: Vec<_> = case.contracts.iter().filter(|m| m.is_optional() || m.is_signed()).collect();
    let mut provisions: Vec<ProvisionIx> = offered.iter().map(|m| m.provision).collect();
    provisions.sort_unstable();
    provisions.dedup();
    let mut rows = Vec::new();
    for p in provisions {
        for t in 0..network.years() {
            let running: Vec<_> = offered.iter().filter(|m| m.provision == p && m.runs(case.year(t))).collect();
            if running.is_empty() {
                continue;
            }
            let mut spot = Vec::new();
            for need in (0..case.needs.len()).map(NeedIx::new) {
                for band in (0..case.bands.len()).map(BandIx::new) {
                    for stage in (0..case.stages.len()).map(StageIx::new) {
                        let covered = running.iter().any(|m| m.covers(need, case[stage].year_groups));
                        let annual = network.discount[t] * network.costs.annual(p, need, band, stage);
                        spot.push(if covered { annual } else { f64::NAN });
                    }
                }
            }
            let mut on_roll = vec![0.0; spot.len()];
            if running.iter().any(|m| m.covers_roll) {
                for stay in network.roll.stays.iter().filter(|stay| stay.year as usize == t) {
                    let lane = network.lanes.get(stay.lane as usize);
                    let chain = case.forecast.chains()[lane.chain as usize];
                    if lane.provision == p {
                        on_roll[class_at(network, chain.need, chain.band, stay.stage as usize)] += stay.children;
                    }
                }
            }
            let dearest = spot.iter().copied().fold(0.0, f64::max);
            let places = running.iter().map(|m| m.places.get()).sum();
            rows.push(BlockRow { provision: p, year: t, spot, on_roll, dearest, places });
        }
    }
    rows
}

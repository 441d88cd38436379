//! What else would be decided if one decision were turned round: by the cuts of a plan, in a moment and without a bound.

use super::beside::{Appraisal, Beside};
use super::bound::Oracle;
use super::master::{Cut, kept};
use super::{Decision, Decisions, Outcome, swaps};

/// The cuts of a plan, to ask for other decisions.
pub struct Anew<'a> {
    oracle: Oracle<'a>,
    cuts: Vec<Cut>,
    seed: u32,
}

impl Beside<'_> {
    /// From the prices that the cuts of the plan's search came from.
    pub fn anew(&self, outcome: &Outcome, seed: u32) -> Anew<'_> {
        let oracle = Oracle::new(&self.priced);
        let cuts = outcome.cut_prices.iter().chain([&self.prices]);
        let cuts = cuts.map(|prices| Cut::of(oracle.evaluate(prices, 0.0))).collect();
        Anew { oracle, cuts, seed }
    }
}

impl Anew<'_> {
    /// The decisions that the cuts, and those of other decisions looked at already, make best where one is taken, or not
    /// taken, whatever it costs; begun from others. `None` where there is no money for it, or what it requires is not open.
    pub fn decisions(
        &self,
        known: &Decisions,
        locked: Option<(Decision, bool)>,
        looked_at: &[Appraisal],
    ) -> Option<Decisions> {
        let more = looked_at.iter().map(|at| Cut::of(self.oracle.evaluate(at.prices(), 0.0)));
        let cuts: Vec<Cut> = self.cuts.iter().cloned().chain(more).collect();
        let Some((decision, taken)) = locked else {
            return swaps::improve_affordable(&self.oracle, &cuts, known, self.seed);
        };
        let mut oracle = self.oracle.clone();
        let mut dropped: Vec<Vec<bool>> = Vec::with_capacity(oracle.choices.len());
        for choice in &mut oracle.choices {
            let its: Vec<bool> = choice.options.iter().map(|option| option.what.is_of(decision)).collect();
            let concerned = its.contains(&true);
            // Taken, it leaves no room for others of its group.
            let drops: Vec<bool> = its.iter().map(|&it| concerned && it != taken).collect();
            choice.may_decline &= !(concerned && taken);
            choice.options = kept(&choice.options, &drops);
            dropped.push(drops);
        }
        let cuts: Vec<Cut> = cuts.iter().map(|cut| cut.without(&dropped)).collect();
        swaps::improve_affordable(&oracle, &cuts, known, self.seed)
    }
}

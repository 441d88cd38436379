//! The placements of a plan made as good as they can be: the programme with the decisions fixed and only the starts that
//! matter, handed to HiGHS. Its duals are prices too.

use std::ops::Range;

use rayon::prelude::*;

use super::bound::{Chain, Rows};
use super::found::Found;
use super::highs::Stopped;
use super::programme::{Aim, Programme, Run};
use super::search::Search;
use super::trial::Trial;
use super::{Decisions, SolveError};
use crate::formulation::Start;
use crate::network::Network;

/// A start matters where prices, smoothed at so many discounted £, would put so many children on it.
const MATTERS: (f64, f64) = (20.0, 1e-3);
/// The cheapest of all, whoever is there.
const BEST: (f64, f64) = (0.0, 1e-9);
/// And at least this share of a cell.
const LEAST_SHARE: f64 = 0.01;
/// What starts left out could bring is worth another run above this share of the gap asked for;
const LITTLE: f64 = 0.1;
/// with so many starts open a run is by interior points and long, and it has to be above this share of the gap that is
/// left, too: better decisions may bring more.
const MANY: usize = 10_000;
const MUCH: f64 = 0.5;
/// A plan is not polished to its end while better decisions may bring more, and what it is then above the bound of its
/// own says nothing of others': above this share of what is at stake it is not counted.
const MOST_LOSS: f64 = 1e-3;
/// With more starts than this, interior points take longer for all of them at once than for one portion after another.
const MOST_AT_ONCE: usize = 250_000;
/// Starts of a portion, unless a single need has more.
const PORTION: usize = 60_000;

/// A plan being polished.
#[derive(Clone)]
pub(super) struct Polishing {
    trial: Trial,
    plan: Found,
    /// Those of the trial, then the duals.
    prices: Vec<f64>,
    open: Open,
}

/// Polishes a plan of decisions that have settled: again with the starts that the duals call for, until no start left
/// out could bring down what it costs. With many starts that waits while better decisions may bring more
/// ([`polish_on`]).
pub(super) fn polish(search: &mut Search, plan: &Found, trial: &Trial) -> Result<(), SolveError> {
    if search.over() || search.proven() && (search.worth.is_some() || !search.options.prices) {
        return Ok(());
    }
    search.stage("choosing the starts that matter");
    let same = search.tried.iter_mut().filter(|other| other.decisions == trial.decisions);
    same.for_each(|trial| trial.polished = true);
    let open = matters(search, plan, &trial.prices, MATTERS);
    if open.starts.len() > MOST_AT_ONCE && !could_close(search, plan.cost() - trial.bound) {
        return Ok(());
    }
    Polishing { trial: trial.clone(), plan: plan.clone(), prices: trial.prices.clone(), open }.finish(search)
}

/// Goes on with the plan whose polishing waits, now that no decisions promise more.
pub(super) fn polish_on(search: &mut Search) -> Result<(), SolveError> {
    let Some(mut polishing) = search.polishing.take() else { return Ok(()) };
    let shut = shut(&search.priced.rows, search.network, &polishing.plan.decisions, &polishing.prices);
    if polishing.price_out(search, &shut) { polishing.finish(search) } else { Ok(()) }
}

impl Polishing {
    /// Run after run, until no start left out could bring anything, or that has to wait.
    fn finish(mut self, search: &mut Search) -> Result<(), SolveError> {
        loop {
            let (solved, better) = self.run(search)?;
            if !solved {
                return Ok(());
            }
            let shut = shut(&search.priced.rows, search.network, &self.plan.decisions, &self.prices);
            let could_bring = could_bring(search, &self.plan, &shut);
            if could_bring <= search.of_gap(LITTLE) || search.over() || search.proven() {
                return Ok(());
            }
            if self.open.starts.len() >= MANY && !could_close(search, could_bring) {
                if better {
                    search.polishing = Some(self);
                }
                return Ok(());
            }
            if !self.price_out(search, &shut) {
                return Ok(());
            }
        }
    }

    /// One run: whether it was solved, and whether its plan is better than the best.
    fn run(&mut self, search: &mut Search) -> Result<(bool, bool), SolveError> {
        search.stage("polishing the placements");
        let (run, duals) = if self.open.starts.len() <= MOST_AT_ONCE {
            at_once(search, &self.plan, &self.open, &self.prices)?
        } else {
            by_portions(search, &self.plan, &self.open)?
        };
        if let Some(found) = run.plan.as_ref().filter(|found| found.cost() < self.plan.cost()) {
            self.plan = found.clone();
        }
        let better = search.take_run(run);
        let solved = duals.is_some();
        if let Some(duals) = duals {
            self.prices = duals;
            search.cut(&self.prices);
            search.tell();
        }
        if better {
            let loss = search.best.cost() - search.bound_of(&self.trial.decisions);
            search.loss = loss.min(MOST_LOSS * search.at_stake());
        }
        Ok((solved, better))
    }

    /// Opens the starts that the duals call for; whether there are any.
    fn price_out(&mut self, search: &Search, shut: &[f64]) -> bool {
        let found = [MATTERS, BEST].map(|matters_at| self.open.take_in(matters(search, &self.plan, shut, matters_at)));
        found.contains(&true)
    }
}

/// Prices, with units that are not open at one that nobody pays.
pub(super) fn shut(rows: &Rows, network: &Network, decisions: &Decisions, prices: &[f64]) -> Vec<f64> {
    let (mut prices, highest) = (prices.to_vec(), rows.highest(network));
    for (at, row) in rows.places.iter().enumerate() {
        if decisions.is_shut(network, row.provision, row.year) {
            prices[at] = highest[at];
        }
    }
    prices
}

/// £ that better placements of these decisions could bring at most: duals are prices whose bound is what the plan costs,
/// less what starts left out could bring. Where that is nothing, no plan with these decisions costs less.
fn could_bring(search: &mut Search, plan: &Found, shut: &[f64]) -> f64 {
    let least = search.oracle.at(&plan.decisions).evaluate(shut, 0.0).value;
    if search.options.fixed.is_some() {
        search.bound = search.bound.max(least);
    }
    plan.cost() - least.max(search.bound_of(&plan.decisions)).max(search.bound)
}

/// Whether so many £ are most of what is open between the best plan and the bound.
fn could_close(search: &Search, pounds: f64) -> bool {
    pounds > MUCH * (search.best.cost() - search.bound)
}

/// What polishing may change.
#[derive(Clone)]
struct Open {
    /// Sorted.
    starts: Vec<Start>,
    /// Whether children of a cell may wait, as in [`Progress::at`](crate::network::Progress::at).
    waits: Vec<bool>,
}

impl Open {
    /// Opens what another opens too; whether that is anything more.
    fn take_in(&mut self, more: Self) -> bool {
        let before = (self.starts.len(), self.waits.iter().filter(|&&wait| wait).count());
        self.starts.extend(more.starts);
        self.starts.sort_unstable();
        self.starts.dedup();
        for (wait, more) in self.waits.iter_mut().zip(more.waits) {
            *wait |= more;
        }
        before != (self.starts.len(), self.waits.iter().filter(|&&wait| wait).count())
    }
}

/// What came of polishing: the run, and the prices that its duals are.
type Polished = (Run, Option<Vec<f64>>);

/// Everyone at once: few by simplex, for interior points end a little short of the corner that it finds.
fn at_once(search: &Search, plan: &Found, open: &Open, prices: &[f64]) -> Result<Polished, SolveError> {
    let programme = Programme::decided(search.network, &|start| open.starts.binary_search(&start).is_ok());
    let may_wait = |cell: usize| open.waits[cell];
    let aim = Aim { interior: open.starts.len() >= MANY, ..aim(search, &|_| false, &may_wait) };
    let run = programme.run(search.options, &search.clock, (plan, search.bound), aim)?;
    let prices = run.duals.as_ref().map(|duals| {
        let mut prices = prices.to_vec();
        programme.bound_prices(&search.priced.rows, &plan.decisions, duals, &mut prices);
        prices
    });
    Ok((run, prices))
}

/// The children of a few needs at a time, everyone else where they are: needs meet at few provisions that are full.
fn by_portions(search: &Search, plan: &Found, open: &Open) -> Result<Polished, SolveError> {
    let chains = search.network.case.forecast.chains();
    let mut all = Run { stopped: Stopped::Optimal, plan: None, bound: f64::NEG_INFINITY, prices: None, duals: None };
    let mut best = plan.clone();
    for portion in portions(search.network, &open.starts) {
        if search.over() {
            all.stopped = Stopped::TimeLimit;
            break;
        }
        let run = polish_portion(search, &best, open, &|chain| !portion.contains(&chains[chain].need.get()))?;
        if let Some(found) = run.plan.filter(|found| found.cost() < best.cost()) {
            best = found;
        }
    }
    all.plan = Some(best);
    Ok((all, None))
}

/// Everyone whose chain is not held.
fn polish_portion(search: &Search, best: &Found, open: &Open, held: &dyn Fn(usize) -> bool) -> Result<Run, SolveError> {
    let chain_of = |start: &Start| search.network.lanes.get(start.lane as usize).chain as usize;
    let free = open.starts.iter().filter(|start| !held(chain_of(start)));
    let mut kept: Vec<Start> = free.copied().chain(best.placing.starts.iter().map(|s| s.start)).collect();
    kept.sort_unstable();
    kept.dedup();
    let programme = Programme::decided(search.network, &|start| kept.binary_search(&start).is_ok());
    let may_wait = |cell: usize| open.waits[cell];
    let aim = aim(search, held, &may_wait);
    programme.run(search.options, &search.clock, (best, search.bound), aim)
}

/// Needs one after another taken together until their starts fill a portion: ranges of needs.
fn portions(network: &Network, starts: &[Start]) -> Vec<Range<usize>> {
    let chains = network.case.forecast.chains();
    let mut of_need = vec![0; network.case.needs.len()];
    for start in starts {
        of_need[chains[network.lanes.get(start.lane as usize).chain as usize].need.get()] += 1;
    }
    let mut portions: Vec<(usize, Range<usize>)> = Vec::new();
    for (need, count) in of_need.into_iter().enumerate() {
        match portions.last_mut().filter(|(filled, _)| filled + count <= PORTION) {
            Some((filled, needs)) => {
                *filled += count;
                needs.end = need + 1;
            }
            None => portions.push((count, need..need + 1)),
        }
    }
    portions.into_iter().map(|(_, needs)| needs).collect()
}

/// A linear programme: decisions as they are.
fn aim<'a>(search: &Search, held: &'a dyn Fn(usize) -> bool, may_wait: &'a dyn Fn(usize) -> bool) -> Aim<'a> {
    Aim { held, may_wait, interior: true, ..Aim::decided(search.options.gap, search.best.cost(), search.until_s) }
}

/// What matters: the starts and the waiting of the plan, and those on which its prices would put children.
fn matters(search: &Search, plan: &Found, prices: &[f64], (tau, least): (f64, f64)) -> Open {
    let network = search.network;
    let oracle = search.oracle.at(&plan.decisions);
    let charges = oracle.charges(prices, tau);
    let of_chain = |c: usize| -> (Vec<Start>, Vec<usize>) {
        let mut chain = Chain::default();
        chain.value(network, oracle.seats, &charges, c, tau);
        chain.follow(network, oracle.seats, |_, _, _| {});
        let (mut starts, mut waits) = (Vec::new(), Vec::new());
        for (s, t) in (0..network.stages()).flat_map(|s| (0..network.years()).map(move |t| (s, t))) {
            let choosers = chain.choosers(network.stages(), s, t);
            let (enough, mut waiting) = (least.max(LEAST_SHARE * choosers), choosers);
            for (lane, children) in chain.starts(oracle.seats, network.stages(), (s, t)) {
                waiting -= children;
                if children >= enough && !plan.decisions.is_shut(network, network.lanes.provision(lane), t) {
                    starts.push(Start { lane: lane as u32, stage: s as u8, year: t as u16 });
                }
            }
            if waiting >= enough {
                waits.push(network.progress.at(c, s, t));
            }
        }
        (starts, waits)
    };
    let of_chains: Vec<_> = (0..network.chains()).into_par_iter().map(of_chain).collect();
    let mut waits: Vec<bool> = plan.placing.waits.iter().map(|&children| children > 0.0).collect();
    for &cell in of_chains.iter().flat_map(|(_, waits)| waits) {
        waits[cell] = true;
    }
    let mut starts: Vec<Start> = of_chains.into_iter().flat_map(|(starts, _)| starts).collect();
    starts.extend(plan.placing.starts.iter().map(|started| started.start));
    starts.sort_unstable();
    starts.dedup();
    Open { starts, waits }
}

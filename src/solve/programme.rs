//! A programme handed to HiGHS: a plan to start from goes in, a better one comes back.
//!
//! The programme is the whole one, or only the starts that matter: every plan of the smaller is a plan of the whole, but
//! only the whole one's bound is a bound.

use std::collections::BTreeMap;

use good_lp::Variable;

use super::bound::{Rows, ViableRow};
use super::clock::Clock;
use super::found::Found;
use super::highs::{self, Report, Request, Stopped};
use super::progress::Event;
use super::{Block, Decisions, Options, Placing, Size, SolveError, Started, relative_gap};
use crate::formulation::{self, Formulated, Keep, Start};
use crate::id::{ContractIx, ProvisionIx};
use crate::mip::Names;
use crate::network::{Network, price};

/// Seconds between words where HiGHS itself has nothing to say.
const EVERY_SECONDS: f64 = 1.0;

/// A programme of a network, ready to be solved.
pub(super) struct Programme<'n> {
    network: &'n Network<'n>,
    formulated: Formulated,
}

/// What a run is to look for.
#[derive(Clone, Copy)]
pub(super) struct Aim<'a> {
    /// Leave the decisions as they are in the plan to start from: a linear programme, whose duals are prices.
    pub decided: bool,
    /// Chains whose children stay where the plan to start from has them.
    pub held: &'a dyn Fn(usize) -> bool,
    /// Whether the programme's bound is one for every plan: it is whole and undecided.
    pub bounds_all: bool,
    /// Cells (as in [`Progress::at`](crate::network::Progress::at)) in which children may wait; in others as many as in
    /// the plan.
    pub may_wait: &'a dyn Fn(usize) -> bool,
    /// By interior points: several times faster on a large linear programme, and exact enough to settle.
    pub interior: bool,
    /// Relative gap at which to stop.
    pub gap: f64,
    /// What the best plan known costs: what is told meanwhile.
    pub best: f64,
    /// Seconds from the start of the solve.
    pub until_s: f64,
}

impl Aim<'_> {
    /// The best placements of all children, the decisions as they are.
    pub(super) fn decided(gap: f64, best: f64, until_s: f64) -> Self {
        let (held, may_wait) = (&|_| false, &|_| true);
        Self { decided: true, held, may_wait, bounds_all: false, interior: false, gap, best, until_s }
    }
}

/// What a run found.
pub(super) struct Run {
    pub stopped: Stopped,
    /// The plan, where the programme has a feasible one.
    pub plan: Option<Found>,
    /// No plan of this programme (with these decisions, where it was decided) costs less.
    pub bound: f64,
    /// £ a year for one more place, by provision and year; only where it was decided and solved to the end.
    pub prices: Option<Vec<f64>>,
    /// The dual of every row, £; under the same conditions.
    pub duals: Option<Vec<f64>>,
}

impl<'n> Programme<'n> {
    /// The whole programme.
    pub(super) fn whole(network: &'n Network<'n>) -> Self {
        Self { network, formulated: formulation::build(network, Names::Dropped) }
    }

    /// For decisions that will be fixed, with only the starts that `keep` keeps, at units that are open.
    pub(super) fn decided(network: &'n Network<'n>, keep: &Keep) -> Self {
        Self { network, formulated: formulation::build_decided(network, Names::Dropped, keep) }
    }

    /// How large it is.
    pub(super) fn size(&self) -> Size {
        let program = &self.formulated.program;
        Size { columns: program.columns().len(), rows: program.rows(), nonzeros: program.nonzeros() }
    }

    /// Runs HiGHS from a plan, telling the watch what goes on; `bound` is what is known of the whole.
    pub(super) fn run(
        &self,
        options: &Options,
        clock: &Clock,
        (plan, bound): (&Found, f64),
        aim: Aim,
    ) -> Result<Run, SolveError> {
        let constant = self.network.roll.cost;
        let (watch, began, stage) = (clock.watch, clock.began, clock.stage);
        let (mut best, mut bound, mut told) = (aim.best.min(plan.cost()), bound, clock.seconds());
        let mut listener = |report: Option<Report>| {
            let seconds = began.elapsed().as_secs_f64();
            let Report { best: found, bound: proven } = report.unwrap_or_default();
            best = found.map_or(best, |found| best.min(found + constant));
            if aim.bounds_all {
                bound = proven.map_or(bound, |proven| bound.max(proven + constant)).min(best);
            }
            if report.is_some() || seconds > told + EVERY_SECONDS {
                told = seconds;
                let gap = Some(relative_gap(best, bound, constant));
                watch.event(&Event { best: Some(best), bound: Some(bound), gap, seconds, ..Event::of(stage) });
            }
            watch.stop() || seconds > aim.until_s
        };
        let start = self.values(plan);
        let fixed = aim.decided.then(|| self.fixed(&start, aim));
        let request = Request {
            program: &self.formulated.program,
            // A linear programme wants a basis, not a plan.
            start: (!aim.decided).then_some(&start[..]),
            fixed: fixed.as_deref(),
            interior: aim.interior,
            gap: aim.gap,
            gap_pounds: 1e-3,
            time_limit_s: aim.until_s - clock.seconds(),
            seed: options.seed,
        };
        let answer = highs::run(&request, &mut listener)?;
        let in_time = answer.stopped != Stopped::Interrupted || watch.stop();
        Ok(Run {
            stopped: if in_time { answer.stopped } else { Stopped::TimeLimit },
            plan: answer.columns.map(|columns| self.plan(&columns)),
            bound: answer.bound + constant,
            prices: answer.duals.as_ref().filter(|_| aim.decided).map(|duals| self.prices(duals)),
            duals: answer.duals.filter(|_| aim.decided),
        })
    }

    /// A plan as a value for every column.
    fn values(&self, plan: &Found) -> Vec<f64> {
        let network = self.network;
        let (program, columns) = (&self.formulated.program, &self.formulated.columns);
        let mut values = vec![0.0; program.columns().len()];
        let mut set = |variable: Option<Variable>, value: f64| {
            if let Some(variable) = variable {
                values[program.position(variable)] = value;
            }
        };
        let mut starts = plan.placing.starts.iter().peekable();
        for (start, variable) in columns.starts() {
            if let Some(started) = starts.next_if(|started| started.start == start) {
                set(Some(variable), started.children);
            }
        }
        for (at, &waiting) in plan.placing.waits.iter().enumerate() {
            set(columns.wait(at), waiting);
        }
        let years = network.years();
        for (i, &over) in plan.value.over.iter().enumerate() {
            set(columns.over(ProvisionIx::new(i / years), i % years), over);
        }
        for ((project, t), variable) in columns.openings() {
            let opens = plan.decisions.opened[project.get()] == Some(t);
            set(Some(variable), if opens { 1.0 } else { 0.0 });
        }
        for (m, &signed) in plan.decisions.signed.iter().enumerate() {
            set(columns.sign(ContractIx::new(m)), if signed { 1.0 } else { 0.0 });
        }
        for ((contract, class, t), variable) in columns.blocks() {
            let here = |b: &&Block| (b.contract, b.class, b.year) == (contract, class, t);
            set(Some(variable), plan.blocks.iter().find(here).map_or(0.0, |block| block.children));
        }
        for (t, &carry) in plan.value.carry.iter().enumerate() {
            set(columns.carry(t), carry);
        }
        for (&(policy, t), &broken) in &plan.value.breaches {
            set(columns.breach(policy, t), broken);
        }
        values
    }

    /// A value for every column as a plan.
    fn plan(&self, values: &[f64]) -> Found {
        let network = self.network;
        let (program, columns) = (&self.formulated.program, &self.formulated.columns);
        let value = |variable: Variable| values[program.position(variable)];
        let mut decisions = Decisions::as_is(network);
        for ((project, t), variable) in columns.openings() {
            if value(variable) > 0.5 {
                decisions.opened[project.get()] = Some(t);
            }
        }
        for m in 0..decisions.signed.len() {
            decisions.signed[m] = columns.sign(ContractIx::new(m)).is_some_and(|variable| value(variable) > 0.5);
        }
        let starts: Vec<Started> = columns
            .starts()
            .map(|(start, variable)| Started { start, children: value(variable) })
            .filter(|started| started.children > 0.0)
            .collect();
        let cells = network.chains() * network.stages() * network.years();
        let waits: Vec<f64> = (0..cells).map(|at| columns.wait(at).map_or(0.0, value)).collect();
        let blocks: Vec<Block> = columns
            .blocks()
            .map(|((contract, class, year), variable)| Block { contract, class, year, children: value(variable) })
            .filter(|block| block.children > 0.0)
            .collect();
        Found::new(network, decisions, Placing::settle(network, &starts, &waits), Some(&blocks))
    }

    /// The decisions, the placements of the chains that are held, and waiting where nobody may wait anew, at their values in
    /// a plan. A cell with one start left is then no choice, and presolving takes most of the rows away.
    fn fixed(&self, at_plan: &[f64], aim: Aim) -> Vec<(usize, f64)> {
        let held = aim.held;
        let (program, columns, network) = (&self.formulated.program, &self.formulated.columns, self.network);
        let chain_of = |start: Start| network.lanes.get(start.lane as usize).chain as usize;
        let cells = network.stages() * network.years();
        let decisions = program.columns().iter().enumerate().filter(|(_, column)| column.integer).map(|(i, _)| i);
        let starts = columns.starts().filter(|&(start, _)| held(chain_of(start))).map(|(_, column)| column);
        let stays = |at: usize| held(at / cells) || !(aim.may_wait)(at);
        let waits = (0..network.chains() * cells).filter(|&at| stays(at)).filter_map(|at| columns.wait(at));
        let placements = starts.chain(waits).map(|column| program.position(column));
        decisions.chain(placements).map(|i| (i, at_plan[i])).collect()
    }

    /// Prices of the bound's rows from the duals of this programme with these decisions. Rows it does not have keep
    /// theirs, and so do the places of units that are not open, where nobody starts.
    pub(super) fn bound_prices(&self, rows: &Rows, decisions: &Decisions, duals: &[f64], prices: &mut [f64]) {
        for at in &self.formulated.places_rows {
            let shut = decisions.is_shut(self.network, at.provision, at.year);
            if let Some(row) = rows.place_at(at.provision, at.year).filter(|_| !shut) {
                prices[row] = (-duals[at.places]).max(0.0);
            }
        }
        for at in &self.formulated.mix_rows {
            if let Some(row) = rows.policy_row(at.policy, at.at_most, at.year) {
                prices[rows.first_policy() + row] = duals[at.row].abs().min(rows.policies[row].penalty);
            }
        }
        for at in &self.formulated.viable_rows {
            let same = |row: &ViableRow| (row.project, row.year) == (at.project, at.year);
            if let Some(row) = rows.viable.iter().position(same) {
                prices[rows.first_viable() + row] = (-duals[at.row]).max(0.0);
            }
        }
        self.contract_prices(rows, &decisions.signed, duals, prices);
    }

    /// A contracted place is worth what is paid for filling it and what one more would save, which is nothing where nobody
    /// here could fill it; with several contracts, no more than any of them says.
    fn contract_prices(&self, rows: &Rows, signed: &[bool], duals: &[f64], prices: &mut [f64]) {
        let sizes: BTreeMap<_, _> =
            self.formulated.contract_rows.iter().map(|at| ((at.contract, at.year), duals[at.row])).collect();
        let mut worth: BTreeMap<usize, f64> = BTreeMap::new();
        for contract in (0..signed.len()).filter(|&m| signed[m]).map(ContractIx::new) {
            let terms = &self.network.case[contract];
            for year in (0..self.network.years()).filter(|&t| terms.runs(self.network.case.year(t))) {
                if let Some(row) = rows.block_at(terms.provision, year) {
                    let one_more = sizes.get(&(contract, year)).map_or(0.0, |dual| -dual);
                    let here = price::fill(self.network, contract, year) + one_more;
                    worth.entry(row).and_modify(|least| *least = least.min(here)).or_insert(here);
                }
            }
        }
        for (row, worth) in worth {
            prices[rows.first_block() + row] = worth.clamp(0.0, rows.blocks[row].dearest);
        }
    }

    /// What one more place is worth in the year's own pounds: it eases the `places` row by one and the `overfill` row by
    /// the share that may be used above it. Duals of `≤` rows are never above zero.
    fn prices(&self, duals: &[f64]) -> Vec<f64> {
        let (network, years) = (self.network, self.network.years());
        let mut prices = vec![0.0; network.case.provisions.len() * years];
        for at in &self.formulated.places_rows {
            let above = at.overfill.map_or(0.0, |row| network.case[at.provision].overfill * duals[row]);
            prices[at.provision.get() * years + at.year] =
                (-(duals[at.places] + above) / network.discount[at.year]).max(0.0);
        }
        prices
    }
}

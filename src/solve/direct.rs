//! The direct engine: the whole programme handed to HiGHS, starting from a good plan.
//!
//! It proves districts and small counties. On a large county it runs out of time, says so, and gives the best plan it
//! has with the best bound it knows.

use good_lp::Variable;

use super::evaluate::fill_contracts;
use super::highs::{self, Answer, Report, Request, Stopped};
use super::progress::{Event, Watch};
use super::{
    Block, Clock, Decisions, Ended, Evaluation, Options, Outcome, Placing, Size, SolveError, Started, Values, regret,
    relative_gap,
};
use crate::formulation::{self, Formulated};
use crate::id::{ContractIx, ProvisionIx};
use crate::mip::Names;
use crate::network::Network;

/// Above this many coefficients the programme is not built: HiGHS would need more memory than a desk computer has and
/// would not finish its first linear programme.
const MOST_NONZEROS: usize = 12_000_000;

/// A complete plan and its value.
struct Plan {
    decisions: Decisions,
    placing: Placing,
    blocks: Vec<Block>,
    value: Evaluation,
}

impl Plan {
    fn new(network: &Network, decisions: Decisions, placing: Placing, wanted: Option<&[Block]>) -> Self {
        let blocks = fill_contracts(network, &decisions, &placing, wanted);
        let value = Evaluation::of(network, &decisions, &placing, &blocks);
        Self { decisions, placing, blocks, value }
    }
}

/// Solves a network.
pub(super) fn solve(network: &Network, options: &Options, watch: &dyn Watch) -> Result<Outcome, SolveError> {
    let mut clock = Clock::new(watch);
    clock.stage("finding a first plan", None, None);
    let values = Values::of(network);
    let bound = values.bound(network);
    let decisions = options.fixed.clone().unwrap_or_else(|| Decisions::as_is(network));
    let placing = regret::fill(network, &values, &decisions);
    let first = Plan::new(network, decisions, placing, None);
    drop(values);
    let viable = is_viable(network, &first);
    let best = first.value.objective;
    clock.stage("measuring the programme", Some(best), Some(bound));
    let estimate = formulation::estimate(network);
    if estimate.nonzeros > MOST_NONZEROS || options.time_limit_s <= clock.seconds() || watch.stop() {
        let ended = if watch.stop() { Ended::Stopped } else { Ended::TimeLimit };
        let size = Size { columns: estimate.starts, rows: 0, nonzeros: estimate.nonzeros };
        if !viable {
            return Err(SolveError::NoPlan);
        }
        return Ok(finish(network, options, clock, (first, bound, ended, size, None)));
    }
    clock.stage("building the programme", Some(best), Some(bound));
    let formulated = formulation::build(network, Names::Dropped);
    let size = Size {
        columns: formulated.program.columns().len(),
        rows: formulated.program.rows(),
        nonzeros: formulated.program.nonzeros(),
    };
    clock.stage("solving", Some(best), Some(bound));
    let start = column_values(network, &formulated, &first);
    let answer = run(network, &formulated, options, &clock, &start)?;
    let bound = bound.max(answer.bound + network.roll.cost);
    let ended = match answer.stopped {
        Stopped::Optimal => Ended::Proven,
        Stopped::TimeLimit => Ended::TimeLimit,
        Stopped::Interrupted => Ended::Stopped,
        Stopped::Infeasible => return Err(SolveError::Infeasible(why_infeasible(network))),
    };
    let found = answer.columns.map(|columns| read_plan(network, &formulated, &columns));
    let plan = match found {
        Some(found) if !viable || found.value.objective <= first.value.objective => found,
        _ if viable => first,
        _ => return Err(SolveError::NoPlan),
    };
    let prices = if options.prices && ended == Ended::Proven {
        clock.stage("working out the value of a place", Some(plan.value.objective), Some(bound));
        prices(network, &formulated, options, &plan, watch)?
    } else {
        None
    };
    Ok(finish(network, options, clock, (plan, bound, ended, size, prices)))
}

fn finish(
    network: &Network,
    options: &Options,
    mut clock: Clock,
    (plan, bound, ended, size, prices): (Plan, f64, Ended, Size, Option<Vec<f64>>),
) -> Outcome {
    clock.end_stage();
    let (objective, constant) = (plan.value.objective, network.roll.cost);
    // A bound is right to the solver's tolerance; never let it pass the plan it is to bound.
    let bound = (bound - 1e-9 * bound.abs()).min(objective);
    let proven = relative_gap(objective, bound, constant) <= options.gap;
    Outcome {
        ended: if proven {
            Ended::Proven
        } else if ended == Ended::Proven {
            Ended::TimeLimit
        } else {
            ended
        },
        decisions: plan.decisions,
        placing: plan.placing,
        blocks: plan.blocks,
        breaches: plan.value.breaches,
        objective,
        constant,
        bound,
        prices,
        size,
        timings: clock.timings,
    }
}

/// Runs HiGHS, telling the watch what goes on.
fn run(
    network: &Network,
    formulated: &Formulated,
    options: &Options,
    clock: &Clock,
    start: &[f64],
) -> Result<Answer, SolveError> {
    let constant = network.roll.cost;
    let limit = options.time_limit_s - clock.seconds();
    let (watch, began, stage) = (clock.watch, clock.began, clock.stage);
    let mut listener = |report: Option<Report>| {
        if let Some(Report { best, bound }) = report {
            let (best, bound) = (best.map(|b| b + constant), bound.map(|b| b + constant));
            let gap = best.zip(bound).map(|(best, bound)| relative_gap(best, bound, constant));
            watch.event(&Event { stage, best, bound, gap, seconds: began.elapsed().as_secs_f64() });
        }
        watch.stop() || began.elapsed().as_secs_f64() > options.time_limit_s
    };
    let fixed = options.fixed.as_ref().map(|_| fixed_columns(formulated, start));
    let request = Request {
        program: &formulated.program,
        start: Some(start),
        fixed: fixed.as_deref(),
        // A little tighter than asked, so that the settled plan still meets it.
        gap: options.gap * 0.98,
        time_limit_s: limit,
        seed: options.seed,
    };
    let mut answer = highs::run(&request, &mut listener)?;
    if answer.stopped == Stopped::Interrupted && !watch.stop() {
        answer.stopped = Stopped::TimeLimit;
    }
    Ok(answer)
}

/// A plan as a value for every column.
fn column_values(network: &Network, formulated: &Formulated, plan: &Plan) -> Vec<f64> {
    let (program, columns) = (&formulated.program, &formulated.columns);
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
fn read_plan(network: &Network, formulated: &Formulated, values: &[f64]) -> Plan {
    let (program, columns) = (&formulated.program, &formulated.columns);
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
    Plan::new(network, decisions, Placing::settle(network, &starts, &waits), Some(&blocks))
}

/// £ a year for one more place, by provision and year: the decisions fixed, the linear programme solved again.
fn prices(
    network: &Network,
    formulated: &Formulated,
    options: &Options,
    plan: &Plan,
    watch: &dyn Watch,
) -> Result<Option<Vec<f64>>, SolveError> {
    let program = &formulated.program;
    let at_plan = column_values(network, formulated, plan);
    let fixed = fixed_columns(formulated, &at_plan);
    let request = Request {
        program,
        start: Some(&at_plan),
        fixed: Some(&fixed),
        gap: options.gap,
        time_limit_s: options.time_limit_s,
        seed: options.seed,
    };
    let answer = highs::run(&request, &mut |_| watch.stop())?;
    let Some(duals) = answer.duals else { return Ok(None) };
    let years = network.years();
    let mut prices = vec![0.0; network.case.provisions.len() * years];
    for (provision, t, row) in &formulated.places_rows {
        // One more place lowers the cost by the dual of a `≤` row, which is never above zero; back to the year's £.
        prices[provision.get() * years + t] = (-duals[*row] / network.discount[*t]).max(0.0);
    }
    Ok(Some(prices))
}

/// The decisions at their values in a plan.
fn fixed_columns(formulated: &Formulated, at_plan: &[f64]) -> Vec<(usize, f64)> {
    let whole = formulated.program.columns().iter().enumerate().filter(|(_, column)| column.integer);
    whole.map(|(i, _)| (i, at_plan[i])).collect()
}

/// Whether a first plan is a plan: it opens nothing that must become viable, which filling by regret does not see to.
fn is_viable(network: &Network, plan: &Plan) -> bool {
    let mut opened = network.case.projects.iter().zip(&plan.decisions.opened).filter(|(_, opened)| opened.is_some());
    !opened.any(|(project, _)| project.is_optional() && project.min_children.is_some())
}

/// Only committed projects can make a programme infeasible: everything else can wait, be over or be broken at a price.
fn why_infeasible(network: &Network) -> String {
    let committed: Vec<String> = network
        .case
        .projects
        .iter()
        .filter(|project| project.is_committed())
        .map(|project| project.id.to_string())
        .collect();
    format!("look at the committed projects ({}), their groups and what they require", committed.join(", "))
}

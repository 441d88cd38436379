//! Looks for better decisions: each a cut from a short climb.
//!
//! A look is at a mixture: the mean of all decisions so far, the newest counting most, and what the first climb leant to.
//! Its cut is nearly tight at all of them, and not loose around them as a cut for the newest decisions alone would be.
//! Where changes promise nothing more, the likeliest decisions are priced alone; where that shows that cuts tell little of
//! what decisions cost, they are no longer followed far ([`descent`]), and where they tell nothing not at all ([`dive`]).

use super::bound::{Ascent, mixed, shares_of};
use super::search::Search;
use super::trial::Trial;
use super::{Decisions, descent, dive, swaps};

/// Temperatures of a look, discounted £ per child, and the most steps at each.
pub(super) const LOOK: [(f64, usize); 2] = [(300.0, 40), (100.0, 60)];
/// The last temperature of a look.
pub(super) const LOOKED: f64 = LOOK[1].0;
/// Steps that are remembered where prices have far to go.
pub(super) const FAR: usize = 40;
/// How much of the mean of all decisions is the newest.
const NEWEST: f64 = 0.3;
/// How much of a mixture is what the first climb leant to.
const LEANING: f64 = 0.1;
/// Where the cuts of so many looks promise decisions for no more than this share of what is at stake above the bound of
/// everything, the newest are priced alone;
pub(super) const LOOKS_TO_TELL: usize = 8;
const HARDLY_ABOVE: f64 = 5e-4;
/// and if that raises their bound by this share, cuts tell too little of what decisions cost to be followed far.
const LITTLE_TOLD: f64 = 2e-3;
/// Where pricing the first alone raises their bound by this share, cuts tell nothing.
const NOTHING_TOLD: f64 = 1e-3;
/// Most rounds in which decisions are looked for before the best are settled, and the share of the time left for them.
pub(super) const ROUNDS: usize = 12;
const SHARE_TO_LOOK: f64 = 0.2;

/// Some cuts more, unless there is none to make.
pub(super) fn rounds(search: &mut Search) {
    let until = search.clock.seconds() + SHARE_TO_LOOK * search.left();
    for _ in 0..ROUNDS {
        if search.over() || search.clock.seconds() > until || search.proven() || !round(search) {
            break;
        }
    }
}

/// One cut more: by a dive where cuts tell nothing, as long as that leads to anything new; a few changes away where they
/// tell little, and in turns with a look at more where a single change is as far as they can be trusted. Whether there was
/// any to make.
pub(super) fn round(search: &mut Search) -> bool {
    search.dives = search.dives && dive::dive_again(search);
    if search.dives {
        return true;
    }
    let near = search.reach > 1 || search.reach == 1 && search.tried.len().is_multiple_of(2);
    near && descent::change_a_few(search) || look_on(search) || !near && descent::change_a_few(search)
}

/// One cut more: for decisions that promise more than any that were tried, else for the likeliest alone. Whether there was
/// any to make.
fn look_on(search: &mut Search) -> bool {
    search.stage("choosing what to open and sign");
    let changed = if search.tried.is_empty() { Some(first(search)) } else { promising(search) };
    if let Some(decisions) = changed {
        if search.dives {
            search.add(decisions);
        } else if may_tell_little(search, &decisions) {
            look_closely(search, LOOKS_TO_TELL - 1);
        } else {
            look(search, decisions);
        }
        return true;
    }
    let likely = search.most_likely().filter(|&at| search.tried[at].settled_at > LOOKED);
    if let Some(at) = likely {
        look_closely(search, at);
    }
    likely.is_some()
}

/// The first decisions: those that the cuts make best. Where the cuts make them no dearer than everything, they are priced
/// alone; if that raises their bound, cuts say nothing, and from then on choices are decided one after another.
fn first(search: &mut Search) -> Decisions {
    let led_to = swaps::improve_leanings(&search.oracle, &search.cuts, &search.leanings, search.options.seed);
    let led_to = led_to.unwrap_or_else(|| search.best.decisions.clone());
    if !hardly_above(search, &led_to) {
        return led_to;
    }
    let promised = search.bound_of(&led_to);
    let prices = priced_alone(search, &led_to, search.prices.clone());
    search.cut(&prices);
    search.dives = search.bound_of(&led_to) - promised > NOTHING_TOLD * search.at_stake();
    if search.dives { dive::dive(search).unwrap_or(led_to) } else { led_to }
}

/// Decisions of which the cuts promise more than of any that were tried.
fn promising(search: &Search) -> Option<Decisions> {
    let likeliest = search.likeliest(swaps::BEGINNINGS);
    let changed = swaps::improve(&search.oracle, &search.cuts, &likeliest, search.options.seed);
    Some(changed).filter(|changed| search.would_pay(changed))
}

/// Whether none of the cuts says of decisions what the bound of everything does not.
fn hardly_above(search: &Search, decisions: &Decisions) -> bool {
    search.bound_of(decisions) - search.bound < HARDLY_ABOVE * search.at_stake()
}

/// Whether it is time to find out how much cuts tell: none of them has said of these decisions what the bound of everything
/// does not.
fn may_tell_little(search: &Search, decisions: &Decisions) -> bool {
    let none_alone = search.tried.iter().all(|trial| trial.settled_at > LOOKED);
    search.tried.len() == LOOKS_TO_TELL && none_alone && hardly_above(search, decisions)
}

/// A cut from a short climb for the mean of all decisions so far.
pub(super) fn look(search: &mut Search, decisions: Decisions) {
    search.stage("pricing what was chosen");
    let newest = shares_of(&search.oracle.choices, &decisions);
    search.centre = if search.centre.is_empty() {
        newest
    } else {
        mixed(&search.centre, &newest, NEWEST.max(1.0 / (search.tried.len() as f64 + 1.0)))
    };
    let mixture = search.oracle.between(mixed(&search.centre, &search.leanings, LEANING));
    let (prices, steps) = match search.tried.iter().rfind(|trial| trial.settled_at == f64::INFINITY) {
        Some(last) => (&last.prices, &LOOK[1..]),
        None => (&search.prices, &LOOK[..]),
    };
    let prices = Ascent::new(&mixture, Some(prices.clone())).through(steps, &mut || search.over());
    search.cut(&prices);
    let bound = search.bound_of(&decisions);
    search.tried.push(Trial { decisions, bound, prices, settled_at: f64::INFINITY, polished: false });
}

/// Prices of a short climb for decisions alone.
fn priced_alone(search: &Search, decisions: &Decisions, prices: Vec<f64>) -> Vec<f64> {
    let alone = search.oracle.at(decisions);
    Ascent::new(&alone, Some(prices)).through(&LOOK, &mut || search.over())
}

/// Prices decisions from far away alone, through stages that end where a look does: a cut, and one more that has been
/// tried. Gives their bound.
pub(super) fn try_alone(search: &mut Search, decisions: Decisions, from: Vec<f64>, stages: &[(f64, usize)]) -> f64 {
    search.stage("pricing what was chosen");
    let alone = search.oracle.at(&decisions);
    let prices = Ascent::new(&alone, Some(from)).remembering(FAR).through(stages, &mut || search.over());
    search.cut(&prices);
    let bound = search.bound_of(&decisions);
    search.tried.push(Trial { decisions, bound, prices, settled_at: LOOKED, polished: false });
    bound
}

/// A cut from a short climb for decisions alone: what they promise.
fn look_closely(search: &mut Search, at: usize) {
    search.stage("pricing what was chosen");
    let Trial { decisions, prices, bound: promised, .. } = search.tried[at].clone();
    let prices = priced_alone(search, &decisions, prices);
    search.cut(&prices);
    let trial = &mut search.tried[at];
    (trial.prices, trial.settled_at) = (prices, LOOKED);
    if trial.bound - promised > LITTLE_TOLD * search.at_stake() {
        descent::begin(search);
    }
}

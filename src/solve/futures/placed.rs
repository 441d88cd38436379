//! Everyone placed in one future, with decisions that are made already.

use super::Packed;
use crate::solve::master::Cut;
use crate::solve::progress::{OnlyStop, Watch};
use crate::solve::search::Search;
use crate::solve::{Options, Outcome, SolveError, search_on};

/// What comes of decisions in a future.
pub(super) enum Placed {
    Plan(Box<Outcome>),
    NotFound,
    Impossible,
}

/// The best placements of decisions in a future, whose search learns a cut from them.
pub(super) fn place(
    future: &Packed,
    search: &mut Search,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Placed, SolveError> {
    let overspent = options.fixed.as_ref().is_some_and(|decisions| decisions.overspent(future.0.network).is_some());
    if overspent {
        return Ok(Placed::Impossible);
    }
    let listen = OnlyStop(watch);
    let mut fixed = Search::start(&future.0, options, &listen);
    fixed.start_from(&search.prices);
    let outcome = match search_on(&mut fixed).and_then(|()| fixed.finish()) {
        Err(SolveError::Infeasible(_)) => return Ok(Placed::Impossible),
        Err(SolveError::NoPlan) => return Ok(Placed::NotFound),
        outcome => outcome?,
    };
    search.cuts.push(Cut::of(search.oracle.evaluate(&outcome.row_prices, 0.0)));
    Ok(Placed::Plan(Box::new(outcome)))
}

//! A valid bound for the whole programme, integers included, without building it.
//!
//! Price the scarce rows and every chain stands alone: [`chain`] solves one by backward induction, [`oracle`] adds up
//! the bound and its gradient, [`ascent`] finds the prices that make it highest. Any prices give a valid bound, so it
//! can stop anywhere. [`rows`] says which rows are priced. The method and what was measured: `docs/solver.md`.

mod ascent;
mod chain;
mod choices;
mod decide;
mod mean;
mod near;
mod oracle;
mod rows;
mod seats;
mod soft;
mod steps;

pub(in crate::solve) use ascent::Ascent;
pub(in crate::solve) use chain::{Chain, Charges, Onward};
pub(in crate::solve) use choices::{Choice, Shares, What, mixed, shares_of};
pub(in crate::solve) use mean::Mean;
pub(in crate::solve) use oracle::{Oracle, Priced, Value};
pub(in crate::solve) use rows::{Rows, ViableRow};
pub(in crate::solve) use seats::Seats;

#[cfg(test)]
mod tests;

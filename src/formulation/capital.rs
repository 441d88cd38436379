//! Capital is never spent before it exists; what is unspent carries forward.
//!
//! ```text
//! capital(t):  Σ_k capital_k · open[k,t] + carry[t]  ≤  budget[t] + carry[t−1]          optional projects
//! ```

use good_lp::Expression;

use super::Columns;
use crate::id::ProjectIx;
use crate::mip::Program;
use crate::network::Network;

pub(super) fn add(network: &Network, columns: &Columns, program: &mut Program) {
    let Some(budget) = &network.case.budget else { return };
    for t in 0..network.years() {
        let mut spent: Expression = columns.carry(t).into_iter().map(Expression::from).sum();
        for (k, project) in network.case.projects.iter().enumerate() {
            if let Some(open) = columns.open(ProjectIx::new(k), t).filter(|_| project.is_optional()) {
                spent.add_mul(project.capital_cost.get(), open);
            }
        }
        let mut available = Expression::from(budget.capital[t].get());
        available += t.checked_sub(1).and_then(|before| columns.carry(before));
        program.row(|| format!("capital({})", network.case.year(t).0), &spent.leq(available));
    }
}

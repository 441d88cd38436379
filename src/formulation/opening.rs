//! A project opens at most once; groups open at most one; some need another to be open.
//!
//! ```text
//! open_once(k):       Σ_t open[k,t] ≤ 1                 (a committed project's column is fixed at 1)
//! group(γ):           Σ_{k∈γ} Σ_t open[k,t] ≤ 1
//! requires(k,j,t):    Σ_{τ≤t} open[k,τ] ≤ Σ_{τ≤t} open[j,τ]
//! ```

use indexmap::IndexMap;

use good_lp::Expression;

use super::Columns;
use crate::id::ProjectIx;
use crate::mip::Program;
use crate::network::Network;

pub(super) fn add(network: &Network, columns: &Columns, program: &mut Program) {
    let last = network.years().saturating_sub(1);
    let mut groups: IndexMap<&str, Expression> = IndexMap::new();
    for (k, project) in network.case.projects.iter().enumerate() {
        let ix = ProjectIx::new(k);
        let opened = opened_by(network, columns, ix, last);
        program.row(|| format!("open_once({})", project.id), &opened.clone().leq(1.0));
        if let Some(group) = &project.group {
            *groups.entry(group).or_insert_with(|| Expression::from(0.0)) += opened;
        }
        for &required in &project.requires {
            for t in network.opening_years(ix) {
                let first = opened_by(network, columns, required, t);
                program.row(
                    || {
                        let required = &network.case[required].id;
                        format!("requires({},{required},{})", project.id, network.case.year(t).0)
                    },
                    &opened_by(network, columns, ix, t).leq(first),
                );
            }
        }
    }
    for (group, opened) in groups {
        program.row(|| format!("group({group})"), &opened.leq(1.0));
    }
}

/// `Σ_{τ≤t} open[k,τ]`.
pub(super) fn opened_by(network: &Network, columns: &Columns, project: ProjectIx, t: usize) -> Expression {
    let years = network.opening_years(project).filter(|&o| o <= t);
    years.filter_map(|o| columns.open(project, o)).map(Expression::from).sum()
}

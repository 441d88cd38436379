//! A unit that opens must come to stand on its own: from its third year, at least so many children.
//!
//! ```text
//! viable(k,t):  Σ placed[·,·,t,p(k)]  ≥  min_k · Σ_{τ≤t−2} open[k,τ]                    optional projects
//! ```

use good_lp::Expression;

use super::opening::opened_by;
use super::{Columns, ViableRow, name};
use crate::id::ProjectIx;
use crate::mip::Program;
use crate::network::Network;

/// Years after opening in which a unit must be viable.
pub const YEARS_TO_GROW: usize = 2;

pub(super) fn add(network: &Network, columns: &Columns, program: &mut Program) -> Vec<ViableRow> {
    let mut rows = Vec::new();
    for (k, project) in network.case.projects.iter().enumerate() {
        let Some(least) = project.min_children.filter(|_| project.is_optional()) else { continue };
        let ix = ProjectIx::new(k);
        let Some(first) = network.opening_years(ix).next() else { continue };
        for t in first + YEARS_TO_GROW..network.years() {
            let mut placed = Expression::from(network.roll.placed(project.provision, t));
            for share in columns.stock.placed(project.provision, t) {
                placed.add_mul(share.children, columns.start(share.start));
            }
            let needed = least.get() * opened_by(network, columns, ix, t - YEARS_TO_GROW);
            let row = program.row(
                || format!("viable({},{})", project.id, name::provision(network, project.provision, t)),
                &placed.geq(needed),
            );
            rows.extend(row.map(|row| ViableRow { project: ix, year: t, row }));
        }
    }
    rows
}

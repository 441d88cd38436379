//! Joined rows without an error → the case.

use super::budgets::budget;
use super::kinds::default_suitability;
use super::link::Linked;
use super::model::ModelFile;
use super::rows::Rows;
use crate::case::{Case, Forecast, Kind, Need, SuitabilityRule};
use crate::id::{KindIx, NeedIx};
use crate::scenario::Scenario;

/// The case; `None` if a row was refused after all.
pub(super) fn build(
    (model, scenario): (&ModelFile, Scenario),
    rows: &Rows<'_>,
    linked: &Linked,
    has_budgets: bool,
) -> Option<Case> {
    let horizon = linked.horizon;
    Some(Case {
        title: model.title.clone(),
        scenario,
        first_year: model.first_year,
        last_year: model.last_year,
        price_year: model.price_year,
        travel: model.travel.clone(),
        objective: model.objective.clone(),
        solver: model.solver.clone(),
        localities: all(&linked.localities)?,
        needs: linked.needs.clone(),
        bands: linked.bands.clone(),
        stages: linked.stages.clone(),
        forecast: forecast(linked),
        roll: all(&linked.roll)?,
        settings: all(&linked.settings)?,
        kinds: linked.kinds.clone(),
        provisions: all(&linked.provisions)?,
        costs: all(&linked.costs)?,
        transport: all(&linked.transport)?,
        suitability: suitability(&linked.needs, &linked.kinds, &all(&linked.suitability)?),
        measured: linked.measured.clone(),
        projects: all(&linked.projects)?,
        contracts: all(&linked.contracts)?,
        budget: has_budgets.then(|| budget(&rows.budgets, horizon.first, horizon.years())),
        policies: all(&linked.policies)?,
    })
}

fn all<T: Clone>(items: &[Option<T>]) -> Option<Vec<T>> {
    items.iter().cloned().collect()
}

/// The forecast over all chains of forecast and roll.
fn forecast(linked: &Linked) -> Forecast {
    let cells = linked.cells.iter().flatten();
    let chains =
        cells.clone().map(|cell| cell.chain).chain(linked.roll.iter().flatten().map(|row| row.chain)).collect();
    let mut forecast = Forecast::new(chains, linked.stages.len(), linked.horizon.years());
    for cell in cells {
        if let Some(chain) = forecast.find(cell.chain) {
            forecast.add(chain, cell.stage, cell.year, cell.children);
        }
    }
    forecast
}

/// The built-in rules, each replaced by the row without a band for the same need and kind; then all rows with a band.
fn suitability(needs: &[Need], kinds: &[Kind], rows: &[SuitabilityRule]) -> Vec<SuitabilityRule> {
    let mut rules = Vec::with_capacity(needs.len() * kinds.len() + rows.len());
    for (n, need) in needs.iter().enumerate() {
        for (k, kind) in kinds.iter().enumerate() {
            let (need_ix, kind_ix) = (NeedIx::new(n), KindIx::new(k));
            let given = rows.iter().find(|row| row.need == need_ix && row.kind == kind_ix && row.band.is_none());
            let suitability = given.map_or(default_suitability(kind.family, need.id.as_str()), |row| row.suitability);
            rules.push(SuitabilityRule { need: need_ix, band: None, kind: kind_ix, suitability });
        }
    }
    rules.extend(rows.iter().filter(|row| row.band.is_some()).cloned());
    rules
}

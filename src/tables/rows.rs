//! The rows of every table, typed, before they are joined.

use super::budgets::{BudgetRow, budgets_from_rows};
use super::contracts::{ContractRow, contracts_from_rows};
use super::costs::{CostRow, TransportRow, costs_from_rows, transport_from_rows};
use super::forecast::{ForecastRow, forecast_from_rows};
use super::kinds::{KindRow, SuitabilityRow, kinds_from_rows, suitability_from_rows};
use super::localities::{LocalityRow, localities_from_rows};
use super::patches::{PatchRow, patches_from_rows};
use super::policies::{PolicyRow, policies_from_rows};
use super::projects::{ProjectRow, projects_from_rows};
use super::provisions::{PlacesRow, ProvisionRow, places_from_rows, provisions_from_rows};
use super::roll::{RollRow, roll_from_rows};
use super::settings::{SettingRow, settings_from_rows};
use super::source::RawTables;
use super::travel::{TravelRow, travel_from_rows};
use crate::case::Grid;
use crate::diagnostic::Diagnostics;

/// All rows, one vector a table.
#[derive(Debug)]
pub(crate) struct Rows<'t> {
    pub(crate) localities: Vec<LocalityRow<'t>>,
    pub(crate) forecast: Vec<ForecastRow<'t>>,
    pub(crate) settings: Vec<SettingRow<'t>>,
    pub(crate) provisions: Vec<ProvisionRow<'t>>,
    pub(crate) costs: Vec<CostRow<'t>>,
    pub(crate) places: Vec<PlacesRow<'t>>,
    pub(crate) transport: Vec<TransportRow<'t>>,
    pub(crate) suitability: Vec<SuitabilityRow<'t>>,
    pub(crate) kinds: Vec<KindRow<'t>>,
    pub(crate) travel: Vec<TravelRow<'t>>,
    pub(crate) roll: Vec<RollRow<'t>>,
    pub(crate) projects: Vec<ProjectRow<'t>>,
    pub(crate) contracts: Vec<ContractRow<'t>>,
    pub(crate) budgets: Vec<BudgetRow>,
    pub(crate) policies: Vec<PolicyRow<'t>>,
    pub(crate) patches: Vec<PatchRow<'t>>,
}

impl<'t> Rows<'t> {
    /// Reads every table, reporting every cell that cannot be read.
    pub(crate) fn read(raw: &'t RawTables, diagnostics: &mut Diagnostics) -> Self {
        let grid = Grid::new();
        let d = diagnostics;
        Self {
            localities: localities_from_rows(raw.get("localities"), &grid, d),
            forecast: forecast_from_rows(raw.get("forecast"), d),
            settings: settings_from_rows(raw.get("settings"), &grid, d),
            provisions: provisions_from_rows(raw.get("provisions"), d),
            costs: costs_from_rows(raw.get("costs"), d),
            places: places_from_rows(raw.get("places"), d),
            transport: transport_from_rows(raw.get("transport"), d),
            suitability: suitability_from_rows(raw.get("suitability"), d),
            kinds: kinds_from_rows(raw.get("kinds"), d),
            travel: travel_from_rows(raw.get("travel"), d),
            roll: roll_from_rows(raw.get("roll"), d),
            projects: projects_from_rows(raw.get("projects"), &grid, d),
            contracts: contracts_from_rows(raw.get("contracts"), d),
            budgets: budgets_from_rows(raw.get("budgets"), d),
            policies: policies_from_rows(raw.get("policies"), d),
            patches: patches_from_rows(raw.get("patches"), d),
        }
    }
}

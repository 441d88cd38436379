//! A plan rebuilt from the files of its run folder, so that `verify` can audit what officers hold in their hands.
//!
//! The plan says what the files say, right or wrong; whether it is right is the audit's business. Cells without a row
//! in `shortfalls.csv` have nobody unplaced, displaced, at last resort or over the guidance. Children in contracted
//! places are the placements that name the contract.

mod rows;

use std::collections::BTreeMap;

use self::rows::Names;
pub(super) use self::rows::{Row, rows};
use super::figures::Figures;
use super::{RECORD, Record, SUMMARY, finance, placements, projects, shortfalls, utilisation};
use crate::case::Case;
use crate::id::{BandIx, ContractIx, NeedIx, StageIx};
use crate::plan::{
    Breach, CellOutcome, ContractFill, FinanceLine, Line, Placement, Plan, PlanStatus, Reason, Utilisation,
};
use crate::units::{Children, Kilometres, Minutes, Pounds, Year};

/// The files of a run folder by name.
pub type RunFiles = BTreeMap<String, Vec<u8>>;

/// Why a run folder cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum ReadBackError {
    /// A file is not there.
    #[error("{0} is missing from the run folder")]
    Missing(&'static str),
    /// A JSON file says something else than expected.
    #[error("{0} cannot be read: {1}")]
    Json(&'static str, serde_json::Error),
    /// A CSV file is broken.
    #[error("{0} cannot be read: {1}")]
    Csv(&'static str, csv::Error),
    /// A column is not there.
    #[error("{0} has no column {1}")]
    Column(&'static str, &'static str),
    /// A cell says something else than expected.
    #[error("{file}, row {row}, column {column}: \"{value}\" is not {expected}")]
    Cell {
        /// The file.
        file: &'static str,
        /// The line, as a spreadsheet counts.
        row: u64,
        /// The column.
        column: &'static str,
        /// What it says.
        value: String,
        /// What it should be.
        expected: &'static str,
    },
    /// The summary names something the tables do not.
    #[error("{SUMMARY}: \"{0}\" is not {1}")]
    Summary(String, &'static str),
}

/// The record of the run.
pub fn record_from(files: &RunFiles) -> Result<Record, ReadBackError> {
    let bytes = files.get(RECORD).ok_or(ReadBackError::Missing(RECORD))?;
    serde_json::from_slice(bytes).map_err(|error| ReadBackError::Json(RECORD, error))
}

/// The plan that the files of a run describe.
pub fn plan_from(case: &Case, files: &RunFiles) -> Result<Plan, ReadBackError> {
    let bytes = files.get(SUMMARY).ok_or(ReadBackError::Missing(SUMMARY))?;
    let figures: Figures = serde_json::from_slice(bytes).map_err(|error| ReadBackError::Json(SUMMARY, error))?;
    let names = Names::of(case);
    let placements = read_placements(&names, files)?;
    Ok(Plan {
        status: status(&figures)?,
        proven: figures.proven,
        objective: figures.objective,
        constant: figures.constant,
        bound: figures.bound.unwrap_or(f64::NEG_INFINITY),
        gap: figures.gap.unwrap_or(f64::INFINITY),
        unplaced_penalty: Pounds(figures.unplaced_penalty),
        fills: fills(&placements),
        placements,
        cells: read_cells(case, &names, files)?,
        utilisation: read_utilisation(&names, files)?,
        openings: read_openings(case, &names, files)?,
        signed: read_signed(case, &names, files)?,
        breaches: breaches(&names, &figures)?,
        finance: read_finance(files)?,
        parts: figures.parts,
    })
}

fn status(figures: &Figures) -> Result<PlanStatus, ReadBackError> {
    [PlanStatus::Optimal, PlanStatus::Feasible, PlanStatus::TimeLimit, PlanStatus::Alternative]
        .into_iter()
        .find(|status| status.as_str() == figures.status)
        .ok_or_else(|| ReadBackError::Summary(figures.status.clone(), "the status of a plan"))
}

fn breaches(names: &Names, figures: &Figures) -> Result<Vec<Breach>, ReadBackError> {
    let breach = |found: &super::BreachFigure| {
        let policy = names.policy(&found.policy);
        let policy = policy.ok_or_else(|| ReadBackError::Summary(found.policy.clone(), "a policy of the tables"))?;
        Ok(Breach { policy, year: Year(found.year), children: Children(found.children) })
    };
    figures.breaches.iter().map(breach).collect()
}

fn read_placements(names: &Names, files: &RunFiles) -> Result<Vec<Placement>, ReadBackError> {
    rows("placements.csv", placements::COLUMNS, files)?
        .iter()
        .map(|row| {
            Ok(Placement {
                year: row.year("year")?,
                locality: names.locality(row)?,
                need: names.need(row)?,
                band: names.band(row)?,
                stage: names.stage(row)?,
                provision: names.provision(row)?,
                children: row.children("children")?,
                starting: row.children("starting")?,
                distance: Kilometres(row.number("km")?),
                time: Minutes(row.number("minutes")?),
                annual_cost: Pounds(row.number("annual_cost")?),
                transport_cost: Pounds(row.number("transport_cost")?),
                contract: row.unless_blank("contract", |row| names.contract(row))?,
            })
        })
        .collect()
}

/// Children in contracted places: the placements that name a contract, added up over localities.
fn fills(placements: &[Placement]) -> Vec<ContractFill> {
    let mut sums: BTreeMap<(Year, ContractIx, NeedIx, BandIx, StageIx), f64> = BTreeMap::new();
    for at in placements {
        if let Some(contract) = at.contract {
            *sums.entry((at.year, contract, at.need, at.band, at.stage)).or_default() += at.children.get();
        }
    }
    let fill = |((year, contract, need, band, stage), n)| ContractFill {
        year,
        contract,
        need,
        band,
        stage,
        children: Children(n),
    };
    sums.into_iter().map(fill).collect()
}

/// Every cell of the forecast; what falls short in it is read from `shortfalls.csv`.
fn read_cells(case: &Case, names: &Names, files: &RunFiles) -> Result<Vec<CellOutcome>, ReadBackError> {
    let mut cells = BTreeMap::new();
    for t in 0..case.years() {
        for (c, chain) in case.forecast.chains().iter().enumerate() {
            for stage in (0..case.stages.len()).map(StageIx::new) {
                let children = case.forecast.children(c, stage, t);
                if children > 0.0 {
                    let none = Children(0.0);
                    let cell = CellOutcome {
                        year: case.year(t),
                        locality: chain.locality,
                        need: chain.need,
                        band: chain.band,
                        stage,
                        children: Children(children),
                        unplaced: none,
                        over_minutes: none,
                        last_resort: none,
                        displaced: none,
                        reason: None,
                        wanted_kind: None,
                    };
                    cells.insert(key(&cell), cell);
                }
            }
        }
    }
    for row in rows("shortfalls.csv", shortfalls::COLUMNS, files)? {
        let cell = read_shortfall(names, &row)?;
        cells.insert(key(&cell), cell);
    }
    Ok(cells.into_values().collect())
}

/// The plan's order: year, chain, stage.
fn key(cell: &CellOutcome) -> impl Ord + use<> {
    (cell.year, cell.locality, cell.need, cell.band, cell.stage)
}

fn read_shortfall(names: &Names, row: &Row) -> Result<CellOutcome, ReadBackError> {
    const REASONS: [Reason; 5] =
        [Reason::NoProvisionAccepts, Reason::TooFar, Reason::NotYetOpen, Reason::Full, Reason::Policy];
    let reason = |row: &Row| {
        let text = row.text("reason")?;
        REASONS.into_iter().find(|reason| reason.as_str() == text).ok_or_else(|| row.wrong("reason", "a reason"))
    };
    Ok(CellOutcome {
        year: row.year("year")?,
        locality: names.locality(row)?,
        need: names.need(row)?,
        band: names.band(row)?,
        stage: names.stage(row)?,
        children: row.children("children")?,
        unplaced: row.children("unplaced")?,
        over_minutes: row.children("over_minutes")?,
        last_resort: row.children("last_resort")?,
        displaced: row.children("displaced")?,
        reason: row.unless_blank("reason", reason)?,
        wanted_kind: row.unless_blank("wanted_kind", |row| names.wanted_kind(row))?,
    })
}

fn read_utilisation(names: &Names, files: &RunFiles) -> Result<Vec<Utilisation>, ReadBackError> {
    rows("utilisation.csv", utilisation::COLUMNS, files)?
        .iter()
        .map(|row| {
            Ok(Utilisation {
                year: row.year("year")?,
                provision: names.provision(row)?,
                places: row.unless_blank("places", |row| row.children("places"))?,
                reserved: row.children("reserved")?,
                placed: row.children("placed")?,
                overfilled: row.children("overfilled")?,
                marginal_value: row.unless_blank("marginal_value", |row| row.number("marginal_value").map(Pounds))?,
            })
        })
        .collect()
}

fn read_openings(case: &Case, names: &Names, files: &RunFiles) -> Result<Vec<Option<Year>>, ReadBackError> {
    let mut openings = vec![None; case.projects.len()];
    for row in rows("projects.csv", projects::COLUMNS, files)? {
        openings[names.project(&row)?.get()] = row.unless_blank("opens", |row| row.year("opens"))?;
    }
    Ok(openings)
}

fn read_signed(case: &Case, names: &Names, files: &RunFiles) -> Result<Vec<bool>, ReadBackError> {
    let mut signed = vec![false; case.contracts.len()];
    for row in rows("contracts.csv", super::contracts::COLUMNS, files)? {
        signed[names.contract(&row)?.get()] = row.flag("signed")?;
    }
    Ok(signed)
}

/// Every row but the totals.
fn read_finance(files: &RunFiles) -> Result<Vec<FinanceLine>, ReadBackError> {
    const LINES: [Line; 8] = [
        Line::PlaceFunding,
        Line::Placements,
        Line::CoveredByContracts,
        Line::Contracts,
        Line::Projects,
        Line::Overfill,
        Line::Transport,
        Line::Capital,
    ];
    let mut lines = Vec::new();
    for row in rows("finance.csv", finance::COLUMNS, files)? {
        let name = row.text("line")?;
        if name == finance::TOTAL {
            continue;
        }
        let line = LINES.into_iter().find(|line| line.as_str() == name);
        let line = line.ok_or_else(|| row.wrong("line", "a line of a purse"))?;
        lines.push(FinanceLine { year: row.year("year")?, line, amount: Pounds(row.number("amount")?) });
    }
    Ok(lines)
}

//! A run folder at a glance, without its tables: the record, the figures and the decisions.

use super::read_back::{ReadBackError, Row, RunFiles, rows};
use super::{Figures, RECORD, Record, SUMMARY, contracts, projects};

/// What a run is, what it comes to and what it decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Glance {
    /// How it was made.
    pub record: Record,
    /// What it comes to.
    pub figures: Figures,
    /// Every project, in the order of the table.
    pub projects: Vec<Choice>,
    /// Every block contract, in the order of the table.
    pub contracts: Vec<Choice>,
}

/// A project or a contract, and what the plan does with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether the plan is free to take it or not.
    pub optional: bool,
    /// Whether the plan opens or signs it.
    pub taken: bool,
    /// The year a project opens in.
    pub year: Option<i32>,
}

impl Glance {
    /// The files it is read from.
    pub const FILES: &'static [&'static str] = &[RECORD, SUMMARY, "projects.csv", "contracts.csv"];

    /// Reads it.
    pub fn of(files: &RunFiles) -> Result<Self, ReadBackError> {
        let json = |name| files.get(name).ok_or(ReadBackError::Missing(name));
        let record = serde_json::from_slice(json(RECORD)?).map_err(|error| ReadBackError::Json(RECORD, error))?;
        let figures = serde_json::from_slice(json(SUMMARY)?).map_err(|error| ReadBackError::Json(SUMMARY, error))?;
        let project = |row: &Row| choice(row, "project", "chosen", Some("opens"));
        let contract = |row: &Row| choice(row, "contract", "signed", None);
        Ok(Self {
            record,
            figures,
            projects: rows("projects.csv", projects::COLUMNS, files)?.iter().map(project).collect::<Result<_, _>>()?,
            contracts: rows("contracts.csv", contracts::COLUMNS, files)?
                .iter()
                .map(contract)
                .collect::<Result<_, _>>()?,
        })
    }

    /// How many projects the plan chooses to open.
    pub fn opened(&self) -> usize {
        self.projects.iter().filter(|project| project.taken && project.optional).count()
    }

    /// How many block contracts the plan chooses to sign.
    pub fn signed(&self) -> usize {
        self.contracts.iter().filter(|contract| contract.taken && contract.optional).count()
    }
}

fn choice(
    row: &Row,
    id: &'static str,
    taken: &'static str,
    year: Option<&'static str>,
) -> Result<Choice, ReadBackError> {
    let opens = |column| row.unless_blank(column, |row| row.year(column).map(|year| year.0));
    Ok(Choice {
        id: row.text(id)?.to_owned(),
        name: row.text("name")?.to_owned(),
        optional: row.text("status")? == "optional",
        taken: row.flag(taken)?,
        year: year.map_or(Ok(None), opens)?,
    })
}

//! A run folder at a glance, without its tables: the record, the figures and the decisions.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

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

/// What a plan chooses to open and sign, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Taken {
    /// Optional projects that open, and in which year.
    pub opens: IndexMap<String, i32>,
    /// Optional block contracts that are signed.
    pub signs: Vec<String>,
}

impl Taken {
    /// How many projects and contracts two plans decide otherwise.
    pub fn differences(&self, other: &Self) -> usize {
        let projects: BTreeSet<&String> = self.opens.keys().chain(other.opens.keys()).collect();
        let contracts: BTreeSet<&String> = self.signs.iter().chain(&other.signs).collect();
        projects.into_iter().filter(|id| self.opens.get(*id) != other.opens.get(*id)).count()
            + contracts.into_iter().filter(|id| self.signs.contains(id) != other.signs.contains(id)).count()
    }
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
        chosen(&self.projects).count()
    }

    /// How many block contracts the plan chooses to sign.
    pub fn signed(&self) -> usize {
        chosen(&self.contracts).count()
    }

    /// What the plan chooses to open and sign.
    pub fn taken(&self) -> Taken {
        Taken {
            opens: chosen(&self.projects).filter_map(|project| Some((project.id.clone(), project.year?))).collect(),
            signs: chosen(&self.contracts).map(|contract| contract.id.clone()).collect(),
        }
    }
}

/// Those that the plan takes and need not.
fn chosen(choices: &[Choice]) -> impl Iterator<Item = &Choice> {
    choices.iter().filter(|choice| choice.taken && choice.optional)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_differ_in_what_they_open_in_the_year_and_in_what_they_sign() {
        let taken = |opens: &[(&str, i32)], signs: &[&str]| Taken {
            opens: opens.iter().map(|&(id, year)| (id.into(), year)).collect(),
            signs: signs.iter().map(|&id| id.into()).collect(),
        };
        let one = taken(&[("a", 2026), ("b", 2027), ("c", 2028)], &["x", "y"]);
        assert_eq!(one.differences(&taken(&[("b", 2027), ("a", 2026), ("c", 2028)], &["y", "x"])), 0, "in any order");
        assert_eq!(one.differences(&taken(&[("a", 2027), ("b", 2027), ("d", 2026)], &["y", "z"])), 5, "a, c, d, x, z");
    }
}

//! Rows of an output table as text, and the names in them as positions in the case.

use std::collections::BTreeMap;

use super::{ReadBackError, RunFiles};
use crate::case::Case;
use crate::id::{BandIx, ContractIx, KindIx, LocalityIx, NeedIx, PolicyIx, ProjectIx, ProvisionIx, StageIx};
use crate::report::table::Column;
use crate::units::{Children, Year};

/// One row of an output table.
pub(in crate::report) struct Row {
    file: &'static str,
    line: u64,
    columns: &'static [Column],
    cells: csv::StringRecord,
}

/// Reads a file whose columns are those it was written with, in any order.
pub(in crate::report) fn rows(
    file: &'static str,
    columns: &'static [Column],
    files: &RunFiles,
) -> Result<Vec<Row>, ReadBackError> {
    let bytes = files.get(file).ok_or(ReadBackError::Missing(file))?;
    // A spreadsheet that saved the file may have put a byte order mark in front.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let csv_error = |error| ReadBackError::Csv(file, error);
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().map_err(csv_error)?.clone();
    let place = |column: &Column| {
        let at = header.iter().position(|name| name == column.name);
        at.ok_or(ReadBackError::Column(file, column.name))
    };
    let places: Vec<usize> = columns.iter().map(place).collect::<Result<_, _>>()?;
    reader
        .records()
        .map(|record| {
            let record = record.map_err(csv_error)?;
            let line = record.position().map_or(0, csv::Position::line);
            let cells = places.iter().map(|&at| record.get(at).unwrap_or_default()).collect();
            Ok(Row { file, line, columns, cells })
        })
        .collect()
}

impl Row {
    /// The text of a column, which is one of the table's.
    pub(in crate::report) fn text(&self, column: &'static str) -> Result<&str, ReadBackError> {
        let at = self.columns.iter().position(|c| c.name == column);
        at.and_then(|at| self.cells.get(at)).ok_or(ReadBackError::Column(self.file, column))
    }

    /// An error about a cell.
    pub(super) fn wrong(&self, column: &'static str, expected: &'static str) -> ReadBackError {
        let value = self.text(column).unwrap_or_default().to_owned();
        ReadBackError::Cell { file: self.file, row: self.line, column, value, expected }
    }

    /// Reads a cell unless it is blank.
    pub(in crate::report) fn unless_blank<T>(
        &self,
        column: &'static str,
        read: impl FnOnce(&Self) -> Result<T, ReadBackError>,
    ) -> Result<Option<T>, ReadBackError> {
        if self.text(column)?.is_empty() { Ok(None) } else { read(self).map(Some) }
    }

    pub(super) fn number(&self, column: &'static str) -> Result<f64, ReadBackError> {
        let number = self.text(column)?.parse::<f64>().ok().filter(|n| n.is_finite());
        number.ok_or_else(|| self.wrong(column, "a number"))
    }

    pub(super) fn children(&self, column: &'static str) -> Result<Children, ReadBackError> {
        self.number(column).map(Children)
    }

    pub(in crate::report) fn year(&self, column: &'static str) -> Result<Year, ReadBackError> {
        self.text(column)?.parse().map(Year).map_err(|_| self.wrong(column, "a year such as 2026"))
    }

    pub(in crate::report) fn flag(&self, column: &'static str) -> Result<bool, ReadBackError> {
        match self.text(column)? {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(self.wrong(column, "yes or no")),
        }
    }
}

/// The names of a case and where they stand.
pub(super) struct Names<'a> {
    localities: Places<'a>,
    needs: Places<'a>,
    bands: Places<'a>,
    stages: Places<'a>,
    kinds: Places<'a>,
    provisions: Places<'a>,
    projects: Places<'a>,
    contracts: Places<'a>,
    policies: Places<'a>,
}

type Places<'a> = BTreeMap<&'a str, usize>;

fn places<'a>(ids: impl Iterator<Item = &'a str>) -> Places<'a> {
    ids.enumerate().map(|(at, id)| (id, at)).collect()
}

macro_rules! look_up {
    ($($method:ident $field:ident $column:literal $ix:ident $expected:literal;)*) => {$(
        pub(super) fn $method(&self, row: &Row) -> Result<$ix, ReadBackError> {
            let at = self.$field.get(row.text($column)?).copied();
            at.map($ix::new).ok_or_else(|| row.wrong($column, $expected))
        }
    )*};
}

impl<'a> Names<'a> {
    pub(super) fn of(case: &'a Case) -> Self {
        Self {
            localities: places(case.localities.iter().map(|x| x.id.as_str())),
            needs: places(case.needs.iter().map(|x| x.id.as_str())),
            bands: places(case.bands.iter().map(|x| x.id.as_str())),
            stages: places(case.stages.iter().map(|x| x.id.as_str())),
            kinds: places(case.kinds.iter().map(|x| x.id.as_str())),
            provisions: places(case.provisions.iter().map(|x| x.id.as_str())),
            projects: places(case.projects.iter().map(|x| x.id.as_str())),
            contracts: places(case.contracts.iter().map(|x| x.id.as_str())),
            policies: places(case.policies.iter().map(|x| x.id.as_str())),
        }
    }

    look_up! {
        locality localities "locality" LocalityIx "a locality of the tables";
        need needs "need" NeedIx "a need of the tables";
        band bands "band" BandIx "a band of the tables";
        stage stages "year_groups" StageIx "year groups of the forecast";
        wanted_kind kinds "wanted_kind" KindIx "a kind of provision";
        provision provisions "provision" ProvisionIx "a provision of the tables";
        project projects "project" ProjectIx "a project of the tables";
        contract contracts "contract" ContractIx "a contract of the tables";
    }

    /// A policy by its name.
    pub(super) fn policy(&self, name: &str) -> Option<PolicyIx> {
        self.policies.get(name).copied().map(PolicyIx::new)
    }
}

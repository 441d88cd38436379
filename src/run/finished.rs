//! A plan, checked, with all that there is to write of it.

use std::path::{Path, PathBuf};

use crate::answers::Answers;
use crate::audit::Audit;
use crate::case::Case;
use crate::plan::Plan;
use crate::publish::Published;
use crate::report::{self, Figures, File, Record, Told};
use crate::tables;

/// A plan, checked and ready to be written.
#[derive(Debug)]
pub struct Finished {
    /// Its figures.
    pub figures: Figures,
    /// What the audit found.
    pub audit: Audit,
    /// What an officer reads.
    pub summary: String,
    pub(super) case: Case,
    pub(super) plan: Plan,
    pub(super) answers: Answers,
    pub(super) record: Record,
    pub(super) published: Option<Published>,
    pub(super) model: PathBuf,
}

impl Finished {
    /// The record of the run; `seen` turns the path of the model file, and of the other inputs, into the path from the
    /// run folder.
    pub fn record(&self, model: &Path, seen: impl Fn(&Path) -> String) -> Record {
        let mut record = Record { model: seen(model), ..self.record.clone() };
        for input in &mut record.inputs {
            input.path = seen(Path::new(&input.path));
        }
        record
    }

    /// Every file of the run folder, made as it is written.
    pub fn files<'a>(&'a self, record: &'a Record) -> Vec<File<'a>> {
        let Self { case, plan, audit, figures, answers, .. } = self;
        let published = self.published.as_ref();
        let told = Told { case, plan, audit, figures, answers, record, published };
        report::files(told, || self.inputs(record))
    }

    /// What the plan was made from, read again, with paths as seen from the run folder; `None` where it has changed.
    fn inputs<'a>(&self, record: &Record) -> Option<report::Inputs<'a>> {
        let last = record.inputs.last().map_or("", |boundaries| boundaries.path.as_str());
        let again = tables::read_again(&self.model)?.with_boundaries_at(last);
        let hashes = |mut files: Vec<(String, String)>| {
            files.sort();
            files
        };
        let now = again.files.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect();
        let then = self.record.inputs.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect();
        (hashes(now) == hashes(then))
            .then(|| report::Inputs { model: again.model, tables: again.tables.into_iter().map(input_table).collect() })
    }
}

/// An input table as the workbook takes it.
fn input_table<'a>(table: tables::InputTable) -> report::InputTable<'a> {
    let column =
        |c: &&tables::schema::Column| report::InputColumn { name: c.name, meaning: c.meaning, number: c.is_number() };
    report::InputTable {
        name: table.name,
        columns: table.columns.iter().map(column).collect(),
        count: table.rows(),
        rows: Box::new((0..table.rows()).map(move |row| table.row(row).map(str::to_owned).collect())),
    }
}

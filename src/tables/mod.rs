//! The reading side: a folder of CSV files or one workbook, and a model file, become a [`Case`](crate::case::Case),
//! with every problem reported at once.
//!
//! ```text
//! Source → RawTables → Rows → Linked → Case
//! bytes    text cells  typed  joined   validated
//! ```

mod again;
mod boundaries;
mod budgets;
mod build;
mod changes;
mod contracts;
mod coordinates;
mod costs;
mod forecast;
mod kinds;
mod link;
mod load;
mod localities;
mod model;
pub mod page;
mod patches;
mod policies;
mod projects;
mod provisions;
mod raw;
mod reader;
mod roll;
mod rows;
mod rules;
mod scenarios;
pub mod schema;
mod settings;
mod source;
mod suggest;
pub mod template;
mod travel;

pub use again::{InputTable, Inputs, read_again};
pub use changes::{RowChange, row_changes};
pub use load::{Loaded, load, load_scenario, load_source, load_source_scenario};
pub use model::ModelFile;
pub use patches::Applied;
pub use scenarios::{Surveyed, survey};
pub use source::{Input, Source};

#[cfg(test)]
mod tests;

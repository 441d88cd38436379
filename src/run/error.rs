//! Why a run came to nothing.

use crate::case::NothingToVary;
use crate::diagnostic::Diagnostics;
use crate::report::ReadBackError;
use crate::solve::SolveError;

/// Why there is no plan, or none that can be checked.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The input cannot be used: at least one of these is an error.
    #[error("the input has errors")]
    Input(Diagnostics),
    /// No plan satisfies what cannot be priced: committed projects, signed contracts, budgets.
    #[error("{0}")]
    Infeasible(String),
    /// Stopped before any plan was found.
    #[error("{0}")]
    NoPlan(String),
    /// The solver failed.
    #[error("{0}")]
    Solver(String),
    /// A run folder's files cannot be read back.
    #[error(transparent)]
    ReadBack(#[from] ReadBackError),
    /// An assumption that the tables do not make cannot be varied.
    #[error(transparent)]
    Vary(#[from] NothingToVary),
    /// The inputs of a run are not what they were.
    #[error("{0}")]
    Changed(String),
    /// A run that was found cannot be saved.
    #[error("{0}")]
    Save(String),
    /// There are no two authorities to plan together.
    #[error("{0}")]
    Alone(String),
    /// Two futures leave different things to decide.
    #[error("{0}")]
    Differ(String),
    /// No threads could be started.
    #[error("the threads asked for could not be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

impl From<SolveError> for RunError {
    fn from(error: SolveError) -> Self {
        let text = error.to_string();
        match error {
            SolveError::Infeasible(_) => Self::Infeasible(text),
            SolveError::NoPlan => Self::NoPlan(text),
            SolveError::Solver(_) => Self::Solver(text),
        }
    }
}

//! How a command ends: the exit codes, and a failure with a clear next step.

use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::run_folder::FolderError;

/// The exit codes of `docs/tables.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: the input is wrong.
    Input,
    /// 2: the command line is wrong.
    CommandLine,
    /// 3: stopped before any plan was found.
    NoPlan,
    /// 4: the audit failed.
    AuditFailed,
    /// 70: our own fault.
    Fault,
}

impl Exit {
    /// The number the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Input => 1,
            Self::CommandLine => 2,
            Self::NoPlan => 3,
            Self::AuditFailed => 4,
            Self::Fault => 70,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command stopped, and what the user can do next.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) exit: Exit,
    /// What happened; blank where there is nothing to say.
    message: String,
    /// What to do next; blank where there is nothing to do.
    next: String,
}

impl Failure {
    pub(super) fn new(exit: Exit, message: impl fmt::Display, next: impl Into<String>) -> Self {
        Self { exit, message: message.to_string(), next: next.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.message.is_empty() {
            writeln!(f, "placewise: {}", self.message)?;
        }
        if !self.next.is_empty() {
            writeln!(f, "{}", self.next)?;
        }
        Ok(())
    }
}

/// Standard output that cannot be written. A reader that has seen enough (`| head`) is no failure.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::new(Exit::Done, "", "")
        } else {
            Self::new(Exit::Fault, format!("standard output cannot be written: {error}"), "")
        }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        let next = match &error {
            FolderError::Occupied { .. } => "Name another folder, or move that file away first.",
            FolderError::NotEmpty { .. } => "Name a new folder.",
            FolderError::NotAFolder(_) => "Name a folder.",
            FolderError::NotARun(_) => "Name a folder that `placewise solve` wrote, such as runs/example-base.",
            FolderError::Io { .. } => "Name a place where you may write, or close the files that are open there.",
        };
        Self::new(Exit::CommandLine, error, next)
    }
}

//! The command line: arguments, one file per command, exit codes and streams.

mod alternatives;
mod check;
mod compare;
mod contracts;
mod example;
mod exit;
mod explain;
mod futures;
mod model;
mod progress;
mod solve;
mod sweep;
mod template;
mod terminal;
mod together;
mod verify;

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

use clap::{Parser, Subcommand};

use self::exit::Failure;
use self::terminal::Talk;
use crate::diagnostic::Diagnostics;
use crate::run::RunError;

pub use self::exit::Exit;

#[derive(Debug, Parser)]
#[command(name = "placewise", version, max_term_width = 100, arg_required_else_help = true)]
/// Where should every child with an EHC plan go, and what should a council build or buy?
///
/// Tables of children, places, projects and block contracts go in; a proven, audited plan comes out.
#[command(after_help = "First steps:
  placewise example county              writes a made-up county
  placewise check county/county.toml    reads it and says what is wrong
  placewise solve county/county.toml    finds the plan
  placewise template my-county          empty tables for your own figures")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Say nothing but what is wrong
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Solve(solve::Solve),
    Sweep(sweep::Sweep),
    Alternatives(alternatives::Alternatives),
    Compare(compare::Compare),
    Futures(futures::FuturesCommand),
    Together(together::TogetherCommand),
    Contracts(contracts::Contracts),
    Verify(verify::Verify),
    Explain(explain::Explain),
    Example(example::Example),
    Template(template::Template),
}

/// Runs the command that the arguments name, the program's own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(problem) => {
            // Help and version are data, the rest is talk; nobody listening is no failure.
            let _ = problem.print();
            return if problem.use_stderr() { Exit::CommandLine } else { Exit::Done };
        }
    };
    panic::set_hook(Box::new(own_fault));
    let talk = Talk { quiet: arguments.quiet };
    guarded(|| match arguments.command {
        Command::Check(command) => command.run(talk),
        Command::Solve(command) => command.run(talk),
        Command::Sweep(command) => command.run(talk),
        Command::Alternatives(command) => command.run(talk),
        Command::Compare(command) => command.run(talk),
        Command::Futures(command) => command.run(talk),
        Command::Together(command) => command.run(talk),
        Command::Contracts(command) => command.run(talk),
        Command::Verify(command) => command.run(talk),
        Command::Explain(command) => command.run(),
        Command::Example(command) => command.run(talk),
        Command::Template(command) => command.run(talk),
    })
}

/// A command's exit code; a panic is our own fault.
fn guarded(command: impl FnOnce() -> Result<Exit, Failure>) -> Exit {
    match panic::catch_unwind(AssertUnwindSafe(command)) {
        Ok(Ok(exit)) => exit,
        Ok(Err(failure)) => {
            terminal::say(&failure);
            failure.exit
        }
        Err(_) => Exit::Fault,
    }
}

/// What the user reads when placewise itself is wrong.
fn own_fault(panic: &PanicHookInfo) {
    let payload = panic.payload();
    let text = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    let what = text.unwrap_or("no message");
    let place = panic.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    terminal::say(format_args!(
        "placewise: a fault of our own, not of your tables: {what}{place}\n\
         Please report it at {}/issues with the command you gave and, if you may share it, the model.\n",
        env!("CARGO_PKG_REPOSITORY")
    ));
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        let (exit, next) = match &error {
            RunError::Input(_) => (
                Exit::Input,
                "Next: put the errors right; `placewise explain CODE` says more about each, `check --json` lists every row.",
            ),
            RunError::Infeasible(_) => (
                Exit::Input,
                "Look at the committed projects, the signed contracts and the budgets of the early years.",
            ),
            RunError::Changed(_) => (Exit::Input, "Solve the run again: it was made from other inputs."),
            RunError::NoPlan(_) => (Exit::NoPlan, "Give it longer: --time-limit SECONDS."),
            RunError::Solver(_) | RunError::Threads(_) => {
                (Exit::Fault, concat!("Please report it at ", env!("CARGO_PKG_REPOSITORY"), "/issues."))
            }
            RunError::Save(_) => {
                (Exit::CommandLine, "Name a place where you may write, or close the files that are open there.")
            }
            RunError::Differ(_) => (
                Exit::CommandLine,
                "Name futures that change what will come (demand, fees, capital), not what can be decided.",
            ),
            RunError::Alone(_) => {
                (Exit::Input, "Say in the column `authority` of localities, and of settings, whose each of them is.")
            }
            RunError::Vary(_) => (Exit::CommandLine, "Leave the factor out, or fill in the table."),
            RunError::ReadBack(_) => (Exit::Input, "The run folder was changed or is damaged: solve the model again."),
        };
        Self::new(exit, error, next)
    }
}

fn as_json(diagnostics: &Diagnostics) -> String {
    let json = diagnostics.to_json().unwrap_or_else(|error| unreachable!("strings and numbers: {error}"));
    json + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_panic_is_our_own_fault() {
        assert_eq!(guarded(|| panic!("on purpose")), Exit::Fault);
        assert_eq!(guarded(|| Ok(Exit::AuditFailed)), Exit::AuditFailed);
    }
}

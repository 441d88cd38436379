//! The program `placewise`.

use std::process::ExitCode;

fn main() -> ExitCode {
    placewise::cli::run(std::env::args_os()).into()
}

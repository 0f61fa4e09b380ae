//! Dispatch: what the arguments ask for, with the settings and the terminal it needs.

use std::io::{IsTerminal as _, stdout};
use std::process::ExitCode;

use crate::commands::{self, Arguments, Command, DemoLog, Failure, Outcome};

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    match Arguments::read(std::env::args_os()) {
        Ok(arguments) => commands::exit_code(run(&arguments)),
        Err(code) => ExitCode::from(code),
    }
}

fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let options = &arguments.options;
    if let Some(what) = options.generate {
        return commands::generate(what, std::iter::empty());
    }
    match &arguments.command {
        None => explore(),
        Some(Command::Demo(demo)) => match &demo.write {
            Some(path) => commands::write_demo(demo, path),
            None => {
                let log = DemoLog::new(demo)?;
                let _ = log.path();
                explore()
            }
        },
        Some(Command::Catalog(wanted)) => {
            let catalog = commands::load_catalog(&options.catalogs)?;
            commands::print_catalog(&catalog, wanted, options, width())
        }
        Some(Command::Query(wanted)) => {
            let catalog = commands::load_catalog(&options.catalogs)?;
            commands::query(catalog, wanted, options, width())
        }
        Some(Command::Explain(wanted)) => {
            let catalog = commands::load_catalog(&options.catalogs)?;
            commands::explain(&catalog, wanted, options, width())
        }
    }
}

fn explore() -> Result<Outcome, Failure> {
    Ok(Outcome::Done)
}

/// How many columns a table may take: the terminal's, or any number where there is none.
fn width() -> Option<usize> {
    if !stdout().is_terminal() {
        return None;
    }
    crossterm::terminal::size()
        .ok()
        .map(|(columns, _)| usize::from(columns))
}

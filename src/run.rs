//! Dispatch: arguments to a command or the explorer, and their outcome to an exit code.

mod effects;
mod explore;
mod start;

use std::io::{IsTerminal as _, stdout};
use std::process::ExitCode;

pub use explore::{ExploreError, Start, explore};

use crate::commands::{self, Arguments, Command, DemoLog, Error, Outcome};
use crate::{app, terminal};

/// The exit code of a program that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    match Arguments::read(std::env::args_os()) {
        Ok(arguments) => commands::exit_code(run(arguments)),
        Err(code) => ExitCode::from(code),
    }
}

fn run(arguments: Arguments) -> Result<Outcome, Error> {
    let Arguments {
        command,
        paths,
        options,
    } = arguments;
    if let Some(what) = options.generate {
        return commands::generate(what, keys());
    }
    if command.as_ref().is_some_and(Command::writes_a_file) {
        remove_temp_files_on_exit();
    }
    let catalog = || commands::load_catalog(&options.catalogs);
    match command {
        None => {
            commands::check_paths(&paths)?;
            let start = start::read(catalog()?, paths, &options)?;
            explore(start).map_err(Error::message)?;
            Ok(Outcome::Done)
        }
        Some(Command::Demo(wanted)) => {
            if let Some(path) = &wanted.write {
                return commands::write_demo(&wanted, path);
            }
            let mut start = start::read(catalog()?, Vec::new(), &options)?;
            terminal::check(terminal::Keys::StandardInput).map_err(Error::message)?;
            let log = DemoLog::new(&wanted)?;
            start.paths.push(log.path().to_owned());
            "demo".clone_into(&mut start.title);
            explore(start).map_err(Error::message)?;
            Ok(Outcome::Done)
        }
        Some(Command::Answer(command)) => commands::run(&command, &options, width()),
    }
}

/// Makes a program that is told to end remove the file that is not whole.
fn remove_temp_files_on_exit() {
    // Without the handler the file stays, and its name says what it is.
    let _ = ctrlc::set_handler(|| {
        commands::remove_temp_files();
        std::process::exit(INTERRUPTED);
    });
}

/// The default keys, as rows of a table: where, which keys, what they do.
fn keys() -> impl Iterator<Item = [String; 3]> {
    app::key_table().into_iter().flat_map(|(place, rows)| {
        rows.into_iter()
            .map(move |(keys, help)| [place.to_owned(), keys, help.to_owned()])
    })
}

/// The most columns that a table may take: the terminal's, or any number where there is none.
fn width() -> Option<usize> {
    let (columns, _) = stdout().is_terminal().then(terminal::size)?;
    Some(usize::from(columns))
}

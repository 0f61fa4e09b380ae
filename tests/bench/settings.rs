//! What the benchmark is asked to measure.

use std::env;
use std::path::PathBuf;

const USAGE: &str = "\
cargo bench -- [--events N] [--log PATH] [--evtx-dump FILE] [--runs N] [--small-files N]

  --events N         events of the log that is written (default 1000000)
  --log PATH         measure on this log or folder of logs instead
  --evtx-dump FILE   the evtx_dump to compare with (default: the one on the PATH)
  --runs N           runs of each measurement; the median and the best are shown (default 5)
  --small-files N    how many small logs a folder gets (default: one for each 100 events)";

/// What to measure.
pub(crate) struct Settings {
    pub(crate) events: u64,
    pub(crate) log: Option<PathBuf>,
    pub(crate) evtx_dump: Option<PathBuf>,
    pub(crate) runs: usize,
    pub(crate) small_files: u64,
}

impl Settings {
    /// Reads them from the command line; the usage is given where they are not understood.
    pub(crate) fn read() -> Result<Self, &'static str> {
        let mut settings = Self {
            events: 1_000_000,
            log: None,
            evtx_dump: on_path("evtx_dump"),
            runs: 5,
            small_files: 0,
        };
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            if argument == "--bench" {
                continue;
            }
            let value = arguments.next().ok_or(USAGE)?;
            let number = || {
                value
                    .parse::<u64>()
                    .ok()
                    .filter(|&number| number > 0)
                    .ok_or(USAGE)
            };
            match argument.as_str() {
                "--events" => settings.events = number()?,
                "--runs" => settings.runs = number()? as usize,
                "--small-files" => settings.small_files = number()?,
                "--log" => settings.log = Some(value.into()),
                "--evtx-dump" => settings.evtx_dump = Some(value.into()),
                _ => return Err(USAGE),
            }
        }
        if settings.small_files == 0 {
            settings.small_files = (settings.events / 100).max(1);
        }
        Ok(settings)
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&folders)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

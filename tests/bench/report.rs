//! The table that the benchmark prints.

use std::path::Path;
use std::thread::available_parallelism;

use crate::measure::Seconds;
use crate::settings::Settings;

/// Lines of the table, and what has to be said below it.
pub(crate) struct Report {
    title: String,
    lines: Vec<[String; 5]>,
    notes: Vec<String>,
}

impl Report {
    /// A table about this log.
    pub(crate) fn new(settings: &Settings, log: &Path) -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        let what = match &settings.log {
            Some(_) => log.display().to_string(),
            None => format!(
                "a log written by `smbscope demo --events {}`",
                settings.events
            ),
        };
        Self {
            title: format!(
                "{what}, {cores} cores, {} runs of each: median (best)",
                settings.runs
            ),
            lines: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// How many events there are.
    pub(crate) fn loaded(&mut self, events: usize) {
        self.notes.push(format!("{events} events were loaded"));
    }

    /// Something beside another program's time.
    pub(crate) fn ratio(
        &mut self,
        what: &str,
        ours: Seconds,
        other: &str,
        theirs: Option<Seconds>,
        (bar, aim): (f64, f64),
    ) {
        let (beside, ratio) = match theirs {
            Some(theirs) => (
                format!("{other}: {}", shown(theirs)),
                format!(
                    "{:.2} ({:.2})",
                    ours.median / theirs.median,
                    ours.best / theirs.best
                ),
            ),
            None => (format!("{other}: not here"), String::new()),
        };
        self.line(
            what,
            shown(ours),
            beside,
            ratio,
            format!("{bar}, aim {aim}"),
        );
    }

    /// A share of something.
    pub(crate) fn share(&mut self, what: &str, share: f64, (bar, aim): (f64, f64)) {
        let share = format!("{share:.2}");
        self.line(
            what,
            share,
            String::new(),
            String::new(),
            format!("{bar}, aim {aim}"),
        );
    }

    /// The time of a key, or of a frame, with bars in milliseconds.
    pub(crate) fn key(&mut self, what: &str, time: Seconds, (bar, aim): (f64, f64)) {
        self.line(
            what,
            shown(time),
            String::new(),
            String::new(),
            format!("{bar:.1} ms, aim {aim:.1} ms"),
        );
    }

    /// The times from keys to what they show, with bars in milliseconds for the slowest.
    pub(crate) fn keys(&mut self, what: &str, times: &[f64], (bar, aim): (f64, f64)) {
        let slowest = times.iter().copied().fold(0.0, f64::max) * 1e3;
        let median = Seconds::of(times.to_vec()).median * 1e3;
        self.line(
            what,
            format!("{median:.2} ms, slowest {slowest:.2}"),
            String::new(),
            String::new(),
            format!("{bar:.1} ms, aim {aim:.1} ms"),
        );
    }

    /// What an event costs in a log of this size.
    pub(crate) fn growth(
        &mut self,
        events: u64,
        nanoseconds: f64,
        bytes: f64,
        (time, memory): (f64, f64),
    ) {
        self.line(
            &format!("per event of {events}"),
            format!("{nanoseconds:.0} ns, {bytes:.0} bytes"),
            "the log".to_owned(),
            format!("{time:.2}, {memory:.2}"),
            "0.8 to 1.2".to_owned(),
        );
    }

    /// One of our times beside another.
    pub(crate) fn times(&mut self, what: &str, ours: Seconds, other: Seconds, bar: f64) {
        let ratio = format!(
            "{:.2} ({:.2})",
            ours.median / other.median,
            ours.best / other.best
        );
        self.line(what, shown(ours), shown(other), ratio, bar.to_string());
    }

    /// Something to say below the table.
    pub(crate) fn note(&mut self, note: &str) {
        self.notes.push(note.to_owned());
    }

    fn line(&mut self, what: &str, ours: String, beside: String, ratio: String, bar: String) {
        self.lines.push([what.to_owned(), ours, beside, ratio, bar]);
    }

    /// Prints it as Markdown, which reads as it stands.
    pub(crate) fn print(mut self) {
        let titles = ["what", "smbscope", "beside", "ratio", "bar"];
        self.lines.insert(0, titles.map(str::to_owned));
        let width = |place: usize| {
            self.lines
                .iter()
                .map(|line| line[place].chars().count())
                .max()
        };
        let widths: [usize; 5] = std::array::from_fn(|place| width(place).unwrap_or(0));
        println!("{}\n", self.title);
        for (number, line) in self.lines.iter().enumerate() {
            let cells: Vec<String> = line
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("{cell:width$}"))
                .collect();
            println!("| {} |", cells.join(" | "));
            if number == 0 {
                let rules: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
                println!("| {} |", rules.join(" | "));
            }
        }
        println!();
        for note in &self.notes {
            println!("- {note}");
        }
    }
}

/// Seconds or milliseconds, the median and the best.
fn shown(time: Seconds) -> String {
    if time.median < 0.1 {
        format!("{:.2} ms ({:.2})", time.median * 1e3, time.best * 1e3)
    } else {
        format!("{:.2} s ({:.2})", time.median, time.best)
    }
}

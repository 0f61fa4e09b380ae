//! `--generate`: the manual page, the completions, and the README's tables, from the tables that
//! the program itself works with.

use std::io::{self, Write};

use super::args::{self, Generate};
use super::output::Output;
use super::{Failure, Outcome};
use crate::{export, filter};

/// Prints what is wanted. The keys are handed in, for they belong to the explorer: for each
/// action where it works, its keys, and what it does.
///
/// # Errors
/// When standard output does not take it.
pub fn generate(
    what: Generate,
    keys: impl IntoIterator<Item = [String; 3]>,
) -> Result<Outcome, Failure> {
    let mut out = Output::standard();
    match what {
        Generate::Man => args::write_man(&mut out)?,
        Generate::Keys => write_keys(&mut out, keys)?,
        Generate::Filters => write_filters(&mut out)?,
        Generate::CompleteBash
        | Generate::CompleteZsh
        | Generate::CompleteFish
        | Generate::CompletePowershell => args::write_completions(what, &mut out)?,
    }
    out.finish()?;
    Ok(Outcome::Done)
}

/// The table of keys; a place stands once, before its first key.
fn write_keys(out: &mut dyn Write, keys: impl IntoIterator<Item = [String; 3]>) -> io::Result<()> {
    let mut last = String::new();
    let rows = keys.into_iter().map(|[place, keys, help]| {
        let shown = if place == last {
            String::new()
        } else {
            export::plain(&place)
        };
        last = place;
        let keys: Vec<String> = keys.split(' ').map(export::code).collect();
        [shown, keys.join(" "), export::plain(&help)]
    });
    export::write_table(out, ["Where", "Keys", "What they do"], rows)
}

fn write_filters(out: &mut dyn Write) -> io::Result<()> {
    let rows = filter::TERMS.iter().map(|term| {
        [
            export::code(term.name),
            term.aliases
                .iter()
                .map(|alias| export::code(alias))
                .collect::<Vec<_>>()
                .join(" "),
            export::plain(term.help),
            export::plain(term.takes()),
            export::code(term.example),
        ]
    });
    let titles = ["Term", "Also", "What it is about", "Takes", "Example"];
    export::write_table(out, titles, rows)
}

//! `--generate`: the manual page, the completions, and the README's tables, from the tables that
//! the program itself works with.

use super::args::{self, Generate};
use super::output::Output;
use super::{Failure, Outcome};
use crate::export;
use crate::filter;

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
        Generate::Keys => export::write_table(
            &mut out,
            ["Where", "Keys", "What they do"],
            keys.into_iter()
                .map(|row| row.map(|cell| export::plain(&cell))),
        )?,
        Generate::Filters => export::write_table(
            &mut out,
            ["Term", "Also", "What it is about", "Takes", "Example"],
            filter::TERMS.iter().map(|term| {
                [
                    export::plain(term.name),
                    export::plain(&term.aliases.join(", ")),
                    export::plain(term.help),
                    export::plain(term.takes()),
                    export::plain(term.example),
                ]
            }),
        )?,
        Generate::CompleteBash
        | Generate::CompleteZsh
        | Generate::CompleteFish
        | Generate::CompletePowershell => args::write_completions(what, &mut out)?,
    }
    out.finish()?;
    Ok(Outcome::Done)
}

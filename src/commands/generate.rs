//! `--generate`: the manual page, the completions, and the README's tables, from the tables that
//! the program itself works with.

use std::io::{self, Write};

use clap_complete::Shell;
use clap_mangen::Man;

use super::args::{Arguments, Generate};
use super::output::Output;
use super::{Error, Outcome};
use crate::{export, filter};

/// Prints what is wanted. The keys are handed in, for they belong to the explorer: for each
/// action where it works, its keys, and what it does.
///
/// # Errors
/// Standard output does not take it.
pub fn generate(
    what: Generate,
    keys: impl IntoIterator<Item = [String; 3]>,
) -> Result<Outcome, Error> {
    let mut out = Output::standard();
    match what {
        Generate::Man => write_man(&mut out)?,
        Generate::Keys => write_keys(&mut out, keys)?,
        Generate::Filters => write_filters(&mut out)?,
        Generate::CompleteBash => write_completions(Shell::Bash, &mut out)?,
        Generate::CompleteZsh => write_completions(Shell::Zsh, &mut out)?,
        Generate::CompleteFish => write_completions(Shell::Fish, &mut out)?,
        Generate::CompletePowershell => write_completions(Shell::PowerShell, &mut out)?,
    }
    out.finish()?;
    Ok(Outcome::Done)
}

/// Writes the manual page: the program's own, then a section for each command.
fn write_man(out: &mut dyn Write) -> io::Result<()> {
    let mut command = Arguments::definition();
    command.build();
    let mut page = Vec::new();
    let whole = Man::new(command.clone());
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    for part in command.get_subcommands() {
        let part = part.clone().mut_args(|argument| {
            let shared = argument.is_global_set();
            argument.hide(shared)
        });
        writeln!(page, ".SH {}", part.get_name().to_uppercase())?;
        let mut section = Vec::new();
        let part = Man::new(part);
        part.render_description_section(&mut section)?;
        part.render_synopsis_section(&mut section)?;
        part.render_options_section(&mut section)?;
        page.extend(
            String::from_utf8_lossy(&section)
                .replace("\n.SH ", "\n.SS ")
                .into_bytes(),
        );
    }
    whole.render_extra_section(&mut page)?;
    whole.render_version_section(&mut page)?;
    // Each part repeats the definition of an apostrophe; it is needed once.
    let mut seen = Vec::new();
    for line in String::from_utf8_lossy(&page).lines() {
        let defines = line.starts_with(".ie ") || line.starts_with(".el ");
        if defines && seen.contains(&line.to_owned()) {
            continue;
        }
        writeln!(out, "{line}")?;
        if defines {
            seen.push(line.to_owned());
        }
    }
    Ok(())
}

/// Writes a shell's completions.
fn write_completions(shell: Shell, out: &mut dyn Write) -> io::Result<()> {
    // clap_complete panics when a write fails, as it does at a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::definition(), "smbscope", &mut script);
    out.write_all(&script)
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

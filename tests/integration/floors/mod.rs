//! The house's own rules, read from the sources: floors, circles, who names which crate, lengths,
//! headers.
#![allow(clippy::unwrap_used, clippy::string_slice)]

mod circles;
mod imports;
mod sources;

use std::collections::BTreeMap;

use imports::Modules;
use sources::{Source, sources};

/// Each folder (or file) of `src` and its floor. A file imports from floors below its own and from
/// its own folder. A folder inside another may have a floor of its own.
const FLOORS: &[(&str, u8)] = &[
    ("spelling", 0),
    ("values", 0),
    ("catalog", 1),
    ("evtx", 1),
    ("theme", 1),
    ("text", 2),
    ("store", 2),
    ("demo", 2),
    ("load", 3),
    ("events", 3),
    ("filter/language", 4),
    ("filter/engine", 5),
    ("filter", 5),
    ("export", 6),
    ("triage", 6),
    ("app", 7),
    ("commands", 7),
    ("panes", 8),
    ("terminal", 8),
    ("config", 8),
    ("run", 9),
    ("main", 10),
];

/// Each crate that is not for everyone, and the files or folders that may name it.
const CRATES: &[(&str, &[&str])] = &[
    ("clap", &["commands/args.rs"]),
    ("clap_complete", &["commands/"]),
    ("clap_mangen", &["commands/"]),
    ("crc32fast", &["evtx/", "demo/", "load/unpack/codec.rs"]),
    (
        "crossterm",
        &["terminal.rs", "run.rs", "run/", "app/keys.rs"],
    ),
    ("csv", &["export/csv.rs"]),
    ("ctrlc", &["terminal.rs", "run.rs", "run/"]),
    ("deflate64", &["load/unpack/deflate.rs"]),
    ("directories", &["config.rs"]),
    ("encoding_rs", &["evtx/code_page.rs"]),
    ("evtx", &["evtx/saved_texts.rs"]),
    ("flate2", &["load/unpack/deflate.rs"]),
    ("fs4", &["load/temporary.rs"]),
    ("fuzzy_matcher", &["catalog/search.rs"]),
    ("hashbrown", &["evtx/", "store/", "demo/", "filter/"]),
    ("html_escape", &["catalog/document.rs"]),
    ("ipnet", &["filter/"]),
    ("jiff", &["values/time.rs"]),
    (
        "ratatui",
        &["theme/", "app/", "panes/", "terminal.rs", "run.rs", "run/"],
    ),
    ("rawzip", &["load/unpack/zip.rs"]),
    ("regex", &["filter/"]),
    ("ruzstd", &["load/unpack/zstd.rs"]),
    ("signal_hook", &["terminal.rs", "run.rs", "run/"]),
    ("strsim", &["spelling.rs"]),
    ("sysinfo", &["load/memory.rs"]),
    ("tar", &["load/unpack/tar.rs"]),
    ("tempfile", &["load/temporary.rs", "commands/"]),
    ("toml", &["theme/", "config.rs"]),
    ("tui_input", &["app/"]),
    ("walkdir", &["load/folder.rs"]),
];

/// The longest that a file may be, in lines.
const LONGEST: usize = 500;

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The entry of the floors that a module belongs to: the longest that leads to it.
fn home<'a>(floors: &[(&'a str, u8)], module: &str) -> Option<(&'a str, u8)> {
    let path = module.replace("::", "/");
    let leads = |name: &str| {
        let rest = path.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let leading = floors.iter().filter(|(name, _)| leads(name));
    leading.max_by_key(|(name, _)| name.len()).copied()
}

/// What stands on no floor, and what imports from its own floor or one above.
fn out_of_place(sources: &[Source], floors: &[(&str, u8)]) -> Vec<String> {
    let modules = Modules::new(sources);
    let mut wrong = Vec::new();
    for source in sources {
        let (path, module) = (&source.path, source.module());
        if module.is_empty() {
            continue;
        }
        let Some((own, floor)) = home(floors, &module) else {
            wrong.push(format!("{path} stands on no floor: add it to FLOORS"));
            continue;
        };
        for import in modules.imports(&module, &source.code) {
            // A folder's own `mod.rs` may hand on to one part of it what another defines.
            let is_above = module.starts_with(&format!("{}::", import.named));
            let named = (!is_above).then_some(&import.named);
            for from in named.into_iter().chain([&import.defined]) {
                let from_home = home(floors, from).filter(|(home, _)| *home != own);
                if from_home.is_some_and(|(_, other)| other >= floor) {
                    wrong.push(format!("{path} (floor {floor}) imports {from}"));
                }
            }
        }
    }
    wrong.dedup();
    wrong
}

#[test]
fn a_file_imports_only_from_floors_below_its_own() {
    let wrong = out_of_place(&sources(), FLOORS);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_two_files_import_each_other() {
    let circles = circles::circles(&sources());
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_crate_is_named_only_where_it_belongs() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (name, allowed) in CRATES {
            let is_allowed = allowed.iter().any(|place| {
                source.path == *place || place.ends_with('/') && source.path.starts_with(place)
            });
            let is_own_module = source.code.contains(&format!("mod {name};"));
            let named = [
                format!("{name}::"),
                format!("use {name};"),
                format!("use {name} as "),
            ];
            let mut places = named
                .iter()
                .flat_map(|named| source.code.match_indices(named.as_str()));
            let is_named = places.any(|(at, _)| {
                let before = source.code.get(..at).unwrap();
                !before.ends_with(|letter| is_word(letter) || letter == ':' || letter == '"')
            });
            if is_named && !is_allowed && !is_own_module {
                wrong.push(format!(
                    "{} names {name}, which is for {allowed:?}",
                    source.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_file_says_why_it_exists_and_stays_short() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > LONGEST {
            wrong.push(format!(
                "{} has {lines} lines: split it by meaning",
                source.path
            ));
        }
        if !source.text.starts_with("//! ") {
            wrong.push(format!("{} does not start with //!", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_out_of_place_is_seen() {
    let files = [
        ("values/mod.rs", "mod raw; pub use raw::Raw;"),
        ("values/raw.rs", ""),
        (
            "filter/mod.rs",
            "mod language; pub use language::tree::Tree; pub use crate::values::Raw;",
        ),
        ("filter/language/mod.rs", "pub mod tree;"),
        ("filter/language/tree.rs", "use crate::values::Raw;"),
        (
            "filter/engine.rs",
            "use super::Tree; use super::language::tree::Node;",
        ),
        ("lib.rs", "pub mod values;"),
    ];
    let floors = [
        ("values", 0),
        ("filter/language", 1),
        ("filter/engine", 2),
        ("filter", 3),
    ];
    let with = |path: &str, text: &str| {
        let files = files.iter().filter(|(other, _)| *other != path);
        let mut sources: Vec<_> = files.map(|(path, text)| Source::new(path, text)).collect();
        sources.push(Source::new(path, text));
        out_of_place(&sources, &floors)
    };
    assert_eq!(with("values/time.rs", "use super::Raw;"), [""; 0]);
    for (path, text, wrong) in [
        ("new.rs", "", "new.rs stands on no floor: add it to FLOORS"),
        (
            "values/raw.rs",
            "use crate::filter::language::tree::Tree;",
            "values/raw.rs (floor 0) imports filter::language::tree",
        ),
        // It is named on a floor above, wherever it is defined.
        (
            "values/raw.rs",
            "use crate::filter::Raw;",
            "values/raw.rs (floor 0) imports filter",
        ),
        (
            "values/raw.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::filter;\n}",
            "values/raw.rs (floor 0) imports filter",
        ),
        (
            "filter/language/tree.rs",
            "use super::super::engine::Scan;",
            "filter/language/tree.rs (floor 1) imports filter::engine",
        ),
        (
            "filter/language/tree.rs",
            "use super::super::Node; pub struct Tree;",
            "filter/language/tree.rs (floor 1) imports filter",
        ),
    ] {
        assert_eq!(with(path, text), [wrong], "{path}: {text}");
    }
}

#[test]
fn each_floor_stands_once() {
    let mut floors: BTreeMap<&str, u8> = BTreeMap::new();
    for (name, floor) in FLOORS {
        assert_eq!(floors.insert(name, *floor), None, "{name} stands once");
    }
}

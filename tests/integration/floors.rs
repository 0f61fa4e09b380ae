//! The house's own rules, read from the sources: floors, who names which crate, lengths, headers.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each folder (or file) of `src` and its floor. A file imports from floors below its own and from
/// its own folder.
const FLOORS: &[(&str, u8)] = &[
    ("values", 0),
    ("spelling", 0),
    ("catalog", 1),
    ("theme", 1),
    ("text", 2),
    ("evtx", 2),
    ("store", 3),
    ("demo", 3),
    ("load", 4),
    ("events", 4),
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
    ("crc32fast", &["evtx/", "demo/"]),
    (
        "crossterm",
        &["terminal.rs", "run.rs", "run/", "app/keys.rs"],
    ),
    ("csv", &["export/csv.rs"]),
    ("ctrlc", &["terminal.rs", "run.rs", "run/"]),
    ("directories", &["config.rs"]),
    ("evtx", &["evtx/fallback.rs", "evtx/saved_texts.rs"]),
    ("fuzzy_matcher", &["catalog/search.rs"]),
    ("hashbrown", &["evtx/", "store/", "demo/", "filter/"]),
    ("html_escape", &["catalog/document.rs"]),
    ("ipnet", &["filter/"]),
    ("jiff", &["values/time.rs"]),
    (
        "ratatui",
        &["theme/", "app/", "panes/", "terminal.rs", "run.rs", "run/"],
    ),
    ("regex", &["filter/"]),
    ("signal_hook", &["terminal.rs", "run.rs", "run/"]),
    ("strsim", &["spelling.rs"]),
    ("sysinfo", &["load/memory.rs"]),
    ("toml", &["theme/", "config.rs"]),
    ("tui_input", &["app/"]),
    ("walkdir", &["load/files.rs"]),
];

/// The longest that a file may be, in lines.
const LONGEST: usize = 500;

struct Source {
    /// Its path in `src`, with `/` between the parts.
    path: String,
    text: String,
    /// Its text without comments.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let parts = path.strip_prefix(&root).unwrap().iter();
                let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
                sources.push(Source {
                    path: parts.join("/"),
                    code: without_comments(&text),
                    text,
                });
            }
        }
    }
    assert!(sources.len() > 10, "src was found");
    sources
}

/// The text without what follows `//` on a line, unless that stands in a string (`https://`).
fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let comment = line.match_indices("//").map(|(at, _)| at);
        let is_code = |at: &usize| line.get(..*at).unwrap().matches('"').count() % 2 == 0;
        let end = comment.into_iter().find(is_code).unwrap_or(line.len());
        line.get(..end).unwrap()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The first name of each path after a prefix such as `crate::`, groups in braces included.
fn first_names(code: &str, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code.get(..at).unwrap();
        if before.ends_with(|letter| is_word(letter) || letter == ':') {
            continue;
        }
        let after = code.get(at + prefix.len()..).unwrap();
        let Some(group) = after.strip_prefix('{') else {
            names.push(
                after
                    .chars()
                    .take_while(|&letter| is_word(letter))
                    .collect(),
            );
            continue;
        };
        let mut depth = 0;
        let mut name = String::new();
        for letter in group.chars() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => names.push(std::mem::take(&mut name)),
                _ if depth == 0 => name.push(letter),
                _ => {}
            }
        }
        names.push(name);
    }
    let first = |name: &String| {
        let name = name.trim_start();
        name.chars().take_while(|&letter| is_word(letter)).collect()
    };
    let names = names.iter().map(first);
    names.filter(|name: &String| !name.is_empty()).collect()
}

/// The folders of `src` that a file imports from, by any path that leads to the crate's root.
fn imports(source: &Source) -> Vec<String> {
    let depth = source.path.trim_end_matches("/mod.rs").matches('/').count() + 1;
    let from_root = ["crate::", "smbscope::", "::smbscope::"].map(str::to_owned);
    let climbs = (depth..depth + 3).map(|count| "super::".repeat(count));
    from_root
        .into_iter()
        .chain(climbs)
        .flat_map(|prefix| first_names(&source.code, &prefix))
        .collect()
}

fn floor(name: &str) -> Option<u8> {
    let mut floors = FLOORS.iter();
    floors
        .find(|(known, _)| *known == name)
        .map(|(_, floor)| *floor)
}

/// The folder (or file) of `src` that a source belongs to.
fn home(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

#[test]
fn a_file_imports_only_from_floors_below_its_own() {
    let mut wrong = Vec::new();
    for source in sources() {
        let home = home(&source.path);
        if home == "lib" {
            continue;
        }
        let Some(own) = floor(home) else {
            wrong.push(format!(
                "{} stands on no floor: add it to FLOORS",
                source.path
            ));
            continue;
        };
        for name in imports(&source) {
            if name != home && floor(&name).is_some_and(|floor| floor >= own) {
                wrong.push(format!("{} (floor {own}) imports {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
fn the_checks_see_what_they_are_for() {
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        text: text.to_owned(),
        code: without_comments(text),
    };
    for (path, text, expected) in [
        ("catalog/row.rs", "use crate::values::Raw;", vec!["values"]),
        ("catalog/row.rs", "// use crate::values::Raw;", vec![]),
        (
            "catalog/row.rs",
            "let a = \"https://b\"; use crate::logs;",
            vec!["logs"],
        ),
        (
            "catalog/row.rs",
            "use super::names; use super::super::values;",
            vec!["values"],
        ),
        ("catalog/mod.rs", "use super::values;", vec!["values"]),
        (
            "app/update/key.rs",
            "use super::super::super::{panes::{a, b}, run};",
            vec!["panes", "run"],
        ),
        (
            "config.rs",
            "use crate::{\n    theme::{Theme, Role},\n    app,\n};",
            vec!["theme", "app"],
        ),
        ("main.rs", "smbscope::run::main()", vec!["run"]),
    ] {
        assert_eq!(imports(&source(path, text)), expected, "{path}: {text}");
    }
    let mut floors: BTreeMap<&str, u8> = BTreeMap::new();
    for (name, floor) in FLOORS {
        assert_eq!(floors.insert(name, *floor), None, "{name} stands once");
    }
}

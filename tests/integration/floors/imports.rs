//! What the files of a crate import from each other, with re-exports followed to the file that
//! defines a name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::sources::Source;

/// How many re-exports lead to a name at most.
const MOST_STEPS: usize = 8;

/// What a file imports.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Import {
    /// The module that the path names.
    pub(super) named: String,
    /// The module that defines it: where re-exports lead.
    pub(super) defined: String,
    /// `None` where it is the module as a whole.
    pub(super) name: Option<String>,
}

/// A name that a `use` brings into a module.
struct Use {
    path: Vec<String>,
    name: String,
    is_public: bool,
}

/// The modules of a crate, with what each brings into itself.
pub(super) struct Modules(BTreeMap<String, Vec<Use>>);

impl Modules {
    pub(super) fn new(sources: &[Source]) -> Self {
        let uses = |source: &Source| (source.module(), uses(source.code_without_tests()));
        Self(sources.iter().map(uses).collect())
    }

    /// What code of a module imports from other modules of the crate.
    pub(super) fn imports(&self, module: &str, code: &str) -> BTreeSet<Import> {
        let body = DECLARED.replace_all(code, "");
        let words: BTreeSet<&str> = WORD.find_iter(&body).map(|word| word.as_str()).collect();
        // What is only handed on is imported by those who take it.
        let is_import = |used: &Use| !used.is_public || words.contains(used.name.as_str());
        let used = uses(code).into_iter().filter(is_import);
        let named = PATH.captures_iter(&body).map(|found| split(&found[1]));
        used.map(|used| used.path)
            .chain(named)
            .filter_map(|path| self.absolute(module, &path))
            .filter_map(|path| self.import(&path))
            .filter(|import| import.defined != module || import.named != module)
            .collect()
    }

    fn import(&self, path: &[String]) -> Option<Import> {
        let (named, _) = self.deepest(path);
        let (defined, rest) = self.defined(path, MOST_STEPS);
        let import = Import {
            named,
            defined,
            name: rest.first().cloned(),
        };
        (!import.named.is_empty() && !import.defined.is_empty()).then_some(import)
    }

    /// The deepest module that a path from the root names, and what is left of the path.
    fn deepest<'a>(&self, path: &'a [String]) -> (String, &'a [String]) {
        let depths = (0..=path.len()).rev();
        let depth = depths
            .map(|depth| (path[..depth].join("::"), &path[depth..]))
            .find(|(module, _)| self.0.contains_key(module));
        depth.unwrap_or((String::new(), path))
    }

    /// The module that defines what a path from the root names, and what is left of the path.
    fn defined(&self, path: &[String], steps: usize) -> (String, Vec<String>) {
        let (module, rest) = self.deepest(path);
        let exported = rest.first().and_then(|name| {
            let uses = self.0.get(&module)?;
            let export = uses
                .iter()
                .find(|used| used.is_public && used.name == *name)?;
            self.rooted(&module, &export.path)
        });
        match exported {
            Some(path) if steps > 0 => self.defined(&[&path, &rest[1..]].concat(), steps - 1),
            _ => (module, rest.to_vec()),
        }
    }

    /// A path in a module as one from the crate's root; `None` where it leads to another crate or to
    /// a name of the module's own.
    fn absolute(&self, module: &str, path: &[String]) -> Option<Vec<String>> {
        self.rooted(module, path).or_else(|| {
            let mut names = self.0.get(module)?.iter();
            let import = names.find(|import| import.name == path[0])?;
            Some([self.rooted(module, &import.path)?, path[1..].to_vec()].concat())
        })
    }

    /// A path that begins at the root, at the module, above it or with one of its own modules.
    fn rooted(&self, module: &str, path: &[String]) -> Option<Vec<String>> {
        let mut place = if module.is_empty() {
            Vec::new()
        } else {
            split(module)
        };
        let ups = path.iter().take_while(|name| *name == "super").count();
        let rest = match path.first()?.as_str() {
            "crate" | "smbscope" => {
                place.clear();
                &path[1..]
            }
            "self" => &path[1..],
            "super" => {
                place.truncate(place.len().checked_sub(ups)?);
                &path[ups..]
            }
            name => {
                let own = [place.as_slice(), &[name.to_owned()]].concat().join("::");
                self.0.contains_key(&own).then_some(path)?
            }
        };
        Some([place.as_slice(), rest].concat())
    }
}

static USE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);").unwrap());

/// What is no use of a name: `use` and `mod`.
static DECLARED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:use\s+[^;]+|mod\s+\w+);").unwrap());

/// A path of several names that does not go on from another.
static PATH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^\w:])(?:::)?(\w+(?:::\w+)+)").unwrap());

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\w+").unwrap());

fn uses(code: &str) -> Vec<Use> {
    let mut uses = Vec::new();
    for found in USE.captures_iter(code) {
        for (path, name) in leaves(&found[2]) {
            uses.push(Use {
                path,
                name,
                is_public: found.get(1).is_some(),
            });
        }
    }
    uses
}

/// The paths that a tree of braces stands for, each with its name in the module.
fn leaves(tree: &str) -> Vec<(Vec<String>, String)> {
    let Some((before, group)) = tree.split_once('{') else {
        let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path = split(path);
        if path.last().is_some_and(|name| name == "self") && path.len() > 1 {
            path.pop();
        }
        let name = match alias.trim() {
            "" => path.last().cloned().unwrap_or_default(),
            alias => alias.to_owned(),
        };
        return vec![(path, name)];
    };
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let mut depth = 0;
    let parts = group.split(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    });
    parts
        .filter(|part| !part.trim().is_empty())
        .flat_map(|part| leaves(&format!("{before}{}", part.trim())))
        .collect()
}

/// The names of a path.
fn split(path: &str) -> Vec<String> {
    let names = path.split("::").map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What the first of some files imports, as `module`, `module: name` or, where what a path names is
/// defined elsewhere, `named > defined: name`.
#[track_caller]
fn assert_imports(path: &str, text: &str, expected: &[&str]) {
    let others = [
        ("values/mod.rs", "mod raw; pub use raw::Raw;"),
        ("values/raw.rs", "pub struct Raw;"),
        (
            "catalog/mod.rs",
            "pub(crate) use self::names::{name as called, other};",
        ),
        ("catalog/names.rs", "use crate::values::Raw;"),
        (
            "theme.rs",
            "pub use crate::values::Raw as Colour; pub use crate::theme::Loop;",
        ),
        ("app/update/mod.rs", ""),
        ("run.rs", ""),
        ("lib.rs", "pub mod values;"),
    ];
    let source = Source::new(path, text);
    let module = source.module();
    let mut sources = vec![Source::new(path, text)];
    sources.extend(others.map(|(path, text)| Source::new(path, text)));
    let imports = Modules::new(&sources).imports(&module, source.code_without_tests());
    let shown = imports.iter().map(|import| {
        let from = match &import.defined {
            defined if *defined == import.named => defined.clone(),
            defined => format!("{} > {defined}", import.named),
        };
        match &import.name {
            Some(name) => format!("{from}: {name}"),
            None => from,
        }
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected, "{path}: {text}");
}

#[test]
fn imports_are_seen_however_they_are_written() {
    for (path, text, expected) in [
        (
            "a.rs",
            "use crate::values::Raw;",
            &["values > values::raw: Raw"][..],
        ),
        ("a.rs", "// use crate::values::Raw;", &[]),
        ("a.rs", "let a = \"https://b\"; use crate::run;", &["run"]),
        (
            "a.rs",
            "use smbscope::values::{self, raw::Raw};",
            &["values", "values::raw: Raw"],
        ),
        ("a.rs", "::smbscope::run::main()", &["run: main"]),
        ("a.rs", "fn f(raw: crate::run::Raw) {}", &["run: Raw"]),
        (
            "a.rs",
            "use super::catalog::called as x;",
            &["catalog > catalog::names: name"],
        ),
        (
            "a.rs",
            "use crate::theme::{Colour, Loop};",
            &["theme: Loop", "theme > values::raw: Raw"],
        ),
        // A module that is named through what was brought in.
        (
            "a.rs",
            "use crate::values; fn f(raw: values::Raw) {}",
            &["values", "values > values::raw: Raw"],
        ),
        (
            "a.rs",
            "use regex::Regex; use std::{fmt, io}; fmt::Debug",
            &[],
        ),
        (
            "a.rs",
            "#[cfg(test)]\nmod tests {\nuse crate::run::main;\n}",
            &[],
        ),
        (
            "catalog/row.rs",
            "use super::names; use super::super::run;",
            &["catalog::names", "run"],
        ),
        (
            "app/update/key.rs",
            "use super::super::super::{theme::{Colour}, run};",
            &["run", "theme > values::raw: Raw"],
        ),
        ("app/mod.rs", "use update::key;", &["app::update: key"]),
        // A re-export is no import, unless the name is used here, too.
        (
            "app/mod.rs",
            "mod raw; pub use crate::values::raw::{Raw, raw};",
            &[],
        ),
        (
            "app/mod.rs",
            "pub use crate::run::Raw; fn f(raw: Raw) {}",
            &["run: Raw"],
        ),
        ("main.rs", "smbscope::run::main()", &["run: main"]),
    ] {
        assert_imports(path, text, expected);
    }
}

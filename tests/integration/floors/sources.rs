//! The files of `src` as text.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// A file of the house.
pub(super) struct Source {
    /// Its path in `src`, with `/` between the parts.
    pub(super) path: String,
    pub(super) text: String,
    /// Its text without comments.
    pub(super) code: String,
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            code: without_comments(text),
            text: text.to_owned(),
        }
    }

    /// Its path as that of a module, with `::` between the parts; the crate's root is empty.
    pub(super) fn module(&self) -> String {
        let path = self.path.trim_end_matches(".rs");
        match path.trim_end_matches("/mod") {
            "lib" => String::new(),
            path => path.replace('/', "::"),
        }
    }

    /// Its code up to its tests, which stand last.
    pub(super) fn code_without_tests(&self) -> &str {
        static TESTS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"#\[cfg\(test\)\]\s*(?:#\[[^\]]*\]\s*)*mod \w+ \{").unwrap()
        });
        let end = TESTS.find(&self.code).map(|found| found.start());
        &self.code[..end.unwrap_or(self.code.len())]
    }
}

/// Every file of `src`.
pub(super) fn sources() -> Vec<Source> {
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
                sources.push(Source::new(&parts.join("/"), &text));
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

#[test]
fn comments_and_tests_are_no_code() {
    let text = "use a; // use b;\nlet c = \"https://d\";\n\
                #[cfg(test)]\n#[allow(clippy::unwrap_used)]\nmod tests {\n    use e;\n}\n";
    let source = Source::new("x/mod.rs", text);
    let code = "use a; \nlet c = \"https://d\";\n";
    assert_eq!(source.code_without_tests(), code);
    assert!(source.code.ends_with("use e;\n}"));
    let modules = ["lib.rs", "run.rs", "x/mod.rs", "x/model/y.rs"];
    let modules = modules.map(|path| Source::new(path, "").module());
    assert_eq!(modules, ["", "run", "x", "x::model::y"]);
}

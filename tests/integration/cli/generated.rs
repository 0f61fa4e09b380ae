//! What `--generate` makes, and that the README shows the same tables.

use std::fs;
use std::path::Path;

use super::run;

fn generate(what: &str) -> String {
    let made = run(&["--generate", what]);
    assert_eq!((made.code, made.errors.as_str()), (0, ""), "{what}");
    made.out
}

#[test]
fn the_manual_page_has_every_command_and_option() {
    let page = generate("man");
    assert!(page.contains(".TH smbscope 1"), "{page}");
    for part in ["DEMO", "CATALOG", "QUERY", "EXPLAIN"] {
        assert!(page.contains(&format!(".SH {part}\n")), "{part}");
    }
    for option in ["memory\\-limit", "filter", "recover", "output", "seed"] {
        assert!(page.contains(&format!("\\-\\-{option}")), "{option}");
    }
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = generate(&format!("complete-{shell}"));
        for word in ["catalog", "query", "explain", "memory-limit"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_readme_shows_the_tables_that_the_program_makes() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap().replace("\r\n", "\n");
    for table in ["keys", "filters"] {
        let start = format!("<!-- made by: smbscope --generate {table} -->\n");
        let (_, rest) = readme.split_once(&start).unwrap();
        let (shown, _) = rest.split_once("<!-- end -->").unwrap();
        let made = generate(table);
        assert!(
            made.lines().count() > 10 && shown.trim() == made.trim(),
            "README.md does not show the table of {table}: put the output of \
             `smbscope --generate {table}` after \"{}\"",
            start.trim()
        );
    }
}

#[test]
fn the_filters_of_the_readme_are_filters() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let (_, part) = readme.split_once("\n## Filters\n").unwrap();
    let (part, _) = part.split_once("\n## ").unwrap();
    let filters: Vec<&str> = part
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter_map(|line| Some(line.split_once("   ")?.0))
        .collect();
    assert!(filters.len() >= 5, "{filters:?}");
    for filter in filters {
        let checked = run(&["catalog", "-f", filter]);
        assert_ne!(checked.code, 2, "{}", checked.errors);
    }
}

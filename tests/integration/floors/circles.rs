//! Files that import each other, directly or by way of others.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::imports::Modules;
use super::sources::Source;

/// The names that modules import from each other, by importer and by what is imported from.
type Imports = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// The circles among files; each is told with the imports that make it.
pub(super) fn circles(sources: &[Source]) -> Vec<String> {
    let imports = imports(sources);
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|module| (module.as_str(), reached_from(module, &imports)))
        .collect();
    let circles: BTreeSet<BTreeSet<&str>> = reached
        .iter()
        .map(|(module, reaches)| {
            let is_met = |other: &&str| reached[other].contains(module);
            reaches.iter().copied().filter(is_met).collect()
        })
        .collect();
    let circles = circles.iter().filter(|circle| !circle.is_empty());
    circles.map(|circle| told(circle, &imports)).collect()
}

/// The imports outside tests. A module that is named as a whole does not count: what is used of it
/// is named where it is used.
fn imports(sources: &[Source]) -> Imports {
    let modules = Modules::new(sources);
    let mut all = Imports::new();
    for source in sources {
        let module = source.module();
        let from = all.entry(module.clone()).or_default();
        for import in modules.imports(&module, source.code_without_tests()) {
            if let Some(name) = import.name.filter(|_| import.defined != module) {
                from.entry(import.defined).or_default().insert(name);
            }
        }
    }
    all
}

/// The modules that one comes to along imports; itself only where they lead back to it.
fn reached_from<'a>(module: &str, imports: &'a Imports) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = imports[module].keys().map(String::as_str).collect();
    while let Some(module) = next.pop() {
        if reached.insert(module) {
            next.extend(imports[module].keys().map(String::as_str));
        }
    }
    reached
}

fn told(circle: &BTreeSet<&str>, imports: &Imports) -> String {
    let mut told = format!("{} files import each other:", circle.len());
    for &module in circle {
        for (from, names) in &imports[module] {
            if circle.contains(from.as_str()) {
                write!(told, "\n    {module} imports {names:?} from {from}").unwrap();
            }
        }
    }
    told
}

#[test]
fn a_circle_is_seen_whatever_it_leads_through() {
    let found = |files: &[(&str, &str)]| {
        let sources = files.iter().map(|(path, text)| Source::new(path, text));
        circles(&sources.collect::<Vec<_>>())
    };
    let two = [
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::a::A; pub struct B;"),
    ];
    assert_eq!(
        found(&two),
        ["2 files import each other:\n    a imports {\"B\"} from b\n    b imports {\"A\"} from a"]
    );
    let mut three = vec![
        ("a/mod.rs", "mod deep; pub use deep::x::A;"),
        ("a/deep/mod.rs", "pub mod x;"),
        ("a/deep/x.rs", "use crate::b; fn f() { b::B }"),
        ("b.rs", "use crate::c::C;"),
        ("c.rs", "use crate::a::A;"),
    ];
    let circle = &found(&three)[0];
    assert!(circle.starts_with("3 files"), "{circle}");
    assert!(
        circle.contains("c imports {\"A\"} from a::deep::x"),
        "{circle}"
    );
    // Neither what is handed on nor a name in tests makes one.
    three[4].1 = "#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}";
    assert_eq!(found(&three), [""; 0]);
    // A file above its own folder is one like any other.
    let above = [
        ("a/mod.rs", "mod x; use x::X; pub struct A;"),
        ("a/x.rs", "use super::A; pub struct X;"),
    ];
    assert_eq!(found(&above).len(), 1);
}

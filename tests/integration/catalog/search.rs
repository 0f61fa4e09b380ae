//! Search as one types.

use smbscope::catalog::{Catalog, Hit, Rank, fuzzy_name, word_ranges};

fn ids(catalog: &Catalog, hits: &[Hit]) -> Vec<u32> {
    hits.iter().map(|hit| catalog.rows()[hit.row].id).collect()
}

fn marked(text: &str, marks: &[usize]) -> String {
    let letters: Vec<char> = text.chars().collect();
    marks.iter().map(|&mark| letters[mark]).collect()
}

#[test]
fn ids_come_first_then_titles_then_texts() {
    let catalog = Catalog::builtin();
    let hits = catalog.search("10");
    assert_eq!(
        (hits[0].rank, catalog.rows()[hits[0].row].id),
        (Rank::Id, 10)
    );
    assert_eq!(ids(&catalog, &hits)[1..4], [101, 102, 103]);
    assert!(hits.is_sorted_by_key(|hit| hit.rank));
    assert_eq!(ids(&catalog, &catalog.search("551")), [551, 551, 551]);
    assert_eq!(ids(&catalog, &catalog.search(" 40000 ")), [40000]);
    assert_eq!(catalog.search("551")[0].id_marks, [0, 1, 2]);
    for (typed, id) in [
        ("auth fail", 1000),
        ("session auth", 551),
        ("handle scav", 1017),
        ("timeout", 655),
        ("deny", 1007),
        ("1020 file", 1020),
    ] {
        let hits = catalog.search(typed);
        assert_eq!(
            (ids(&catalog, &hits)[0], hits[0].rank),
            (id, Rank::Title),
            "{typed}"
        );
    }
}

#[test]
fn letters_strewn_over_a_title_are_no_match() {
    let catalog = Catalog::builtin();
    // Only the text of one version of 551 speaks of the SPN.
    let hits = catalog.search("spn");
    assert_eq!(
        hits.iter()
            .filter(|hit| hit.rank < Rank::Facts)
            .map(|hit| (hit.row, hit.rank))
            .collect::<Vec<_>>(),
        [(52, Rank::Text)]
    );
    assert!(hits[0].text_words);
    assert_eq!(ids(&catalog, &catalog.search("kerberos")), [551, 551]);
    assert_eq!(ids(&catalog, &catalog.search("kerberos spn")), [551]);
    assert_eq!(ids(&catalog, &catalog.search("551 SPN")), [551]);
    assert!(catalog.search("kerberos xyzzy").is_empty());
}

#[test]
fn category_channel_and_fields_are_searched_last() {
    let catalog = Catalog::builtin();
    let found = |typed: &str| catalog.search(typed);
    let signing = found("signing");
    assert!(!signing.is_empty());
    for hit in signing.iter().filter(|hit| hit.rank == Rank::Facts) {
        let category = &catalog.rows()[hit.row].category;
        assert_eq!(&**category, "Signing, encryption and negotiation");
    }
    // One word in the text, the other only in the category.
    assert!(!found("unencrypted signing").is_empty());
    for typed in ["DurationInMilliseconds", "connectivity firewall"] {
        let hits = found(typed);
        assert!(!hits.is_empty(), "{typed}");
        assert!(hits.is_sorted_by_key(|hit| hit.rank), "{typed}");
    }
}

#[test]
fn marks_are_the_characters_that_match() {
    let mut catalog = Catalog::builtin();
    let head = "<table><tr><th>Name</th><th>Id</th><th>Description</th></tr>";
    let row =
        "<tr><td>P</td><td>77</td><td>\u{DC}ber \u{1F4C1} gr\u{F6}\u{DF}er als %1\nzwei</td></tr>";
    catalog
        .add_document("p.md", &format!("{head}{row}</table>"))
        .unwrap();
    let title = |hit: &Hit| marked(&catalog.rows()[hit.row].title, &hit.title_marks);
    let hits = catalog.search("GR\u{D6}\u{DF}");
    assert_eq!(
        hits.iter().map(title).collect::<Vec<_>>(),
        ["gr\u{F6}\u{DF}"]
    );
    // Words in another order are found in the text and marked in the title.
    let hits = catalog.search("zwei als");
    assert_eq!(
        (hits[0].rank, title(&hits[0]).as_str()),
        (Rank::Text, "als")
    );
    for typed in ["smb2", "rdma", "leasng", "10 neg", "%1", "sesauth"] {
        for hit in catalog.search(typed) {
            let row = &catalog.rows()[hit.row];
            if hit.rank == Rank::Title {
                let all = marked(&row.id.to_string(), &hit.id_marks) + &title(&hit);
                let typed = typed.replace(' ', "");
                assert_eq!(all.replace(' ', "").to_lowercase(), typed, "{}", row.title);
            }
        }
    }
}

#[test]
fn an_empty_search_finds_every_row_in_order() {
    let catalog = Catalog::builtin();
    let hits = catalog.search("  ");
    assert!(hits.iter().map(|hit| hit.row).eq(0..137));
    assert!(
        hits.iter()
            .all(|hit| hit.rank == Rank::All && hit.title_marks.is_empty())
    );
}

#[test]
fn every_prefix_of_a_title_finds_its_row() {
    let catalog = Catalog::builtin();
    for (index, row) in catalog.rows().iter().enumerate() {
        for length in [4, 9, 17] {
            let typed: String = row.title.chars().take(length).collect();
            let hits = catalog.search(&typed);
            assert!(
                hits.iter().any(|hit| hit.row == index),
                "{typed:?} of {}",
                row.id
            );
        }
    }
}

#[test]
fn words_are_found_whatever_their_case() {
    let found = |text: &'static str, typed| -> Vec<&str> {
        let ranges = word_ranges(text, typed).into_iter();
        ranges.map(|range| text.get(range).unwrap()).collect()
    };
    assert_eq!(
        found("An SPN, a spn and spns", "spn"),
        ["SPN", "spn", "spn"]
    );
    assert_eq!(found("aaa", "aa a"), ["aaa"]);
    assert_eq!(
        found("\u{130}stanbul \u{C4}rger", "\u{E4}rger stan"),
        ["stan", "\u{C4}rger"]
    );
    assert!(found("text", " ").is_empty());
    assert!(found("", "a").is_empty());
}

#[test]
fn other_lists_are_searched_the_same_way() {
    let names = ["Go to the newest event", "Switch the theme", "Quit"];
    let found: Vec<&str> = names
        .into_iter()
        .filter(|name| fuzzy_name(name, "Theme").is_some())
        .collect();
    assert_eq!(found, ["Switch the theme"]);
    assert_eq!(fuzzy_name("Quit", "").map(|(_, marks)| marks), Some(vec![]));
}

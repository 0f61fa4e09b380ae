//! Whatever a document, a record or a person at the keyboard throws at the catalog.

use proptest::prelude::*;
use smbscope::catalog::{Catalog, Piece, blocks, fuzzy_name, template, word_ranges};

/// Pieces of documents and texts in any order, with anything between them.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
            "<td>",
            "</td>",
            "<th>Name</th>",
            "<th>Id</th>",
            "<th>Description</th>",
            "<tr",
            "<colgroup>",
            "7",
            "P",
            "Guidance:",
            "\r\n",
            "\n",
            "\r",
            "&amp;",
            "&#",
            "&#x",
            ";",
            "%1",
            "%%",
            "%",
            "!s!",
            "99",
            "HKLM\\",
            "HKEY_USERS\\ ",
            "Set-",
            "SmbShare",
            " (",
            ") - ",
            ": ",
            "- ",
            "\u{130}",
            "\u{1F4C1}",
            "\u{DF}",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_document_breaks_the_catalog(text in text(), id in any::<u32>(), version in any::<u8>()) {
        let head = "<table><tr><th>Name</th><th>Id</th><th>Description</th></tr>";
        let row = format!("{head}<tr><td>P</td><td>{id}</td><td>{text}</td></tr></table>");
        let mut catalog = Catalog::builtin();
        for document in [&text, &row] {
            let before = catalog.rows().len();
            match catalog.add_document("x.md", document) {
                Ok(added) => prop_assert_eq!(catalog.rows().len(), before + added),
                Err(error) => prop_assert!(!error.to_string().contains(char::is_control)),
            }
        }
        let names: Vec<&str> = text.split(';').collect();
        for provider in ["P", "Microsoft-Windows-SMBServer", &text] {
            for id in [id, 551] {
                let join = catalog.join(provider, id, version, &names);
                prop_assert_eq!(join.fields.len(), names.len());
                prop_assert!(join.insertions.iter().flatten().all(|&place| usize::from(place) < names.len()));
            }
        }
        for hit in catalog.search(&text) {
            let row = &catalog.rows()[hit.row];
            prop_assert!(hit.title_marks.iter().all(|&mark| mark < row.title.chars().count()));
            prop_assert!(hit.id_marks.iter().all(|&mark| mark < row.id.to_string().len()));
        }
    }

    #[test]
    fn no_text_breaks_its_readers(text in text(), typed in text()) {
        let pieces = template(&text);
        let literal: usize = pieces.iter().map(|piece| match piece {
            Piece::Literal(text) => text.len(),
            Piece::Insertion(number) => usize::from((1..=99).contains(number)),
        }).sum();
        prop_assert!(literal <= text.len());
        prop_assert!(blocks(&text).len() <= text.lines().count());
        for range in word_ranges(&text, &typed) {
            prop_assert!(text.get(range).is_some());
        }
        if let Some((_, marks)) = fuzzy_name(&text, &typed) {
            prop_assert!(marks.iter().all(|&mark| mark < text.chars().count()));
        }
    }
}

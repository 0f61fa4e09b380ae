//! Provider documents: the embedded one, published ones, made-up ones, and what is none.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use smbscope::catalog::{Catalog, Expected, Piece, template};

use super::row;
use crate::fixtures::shared;

const EMBEDDED: &str = include_str!("../../../src/catalog/Microsoft-Windows-SMBServer.md");

/// Provider, id and description of each row, read with nothing but splits.
fn plain(document: &str) -> Vec<(String, u32, String)> {
    let document = document.replace("\r\n", "\n");
    let rows = document.split("<tr><td>").skip(1).map(|row| {
        let mut cells = row
            .split("</td></tr>")
            .next()
            .unwrap()
            .splitn(3, "</td><td>");
        let text = |cell: &str| {
            cell.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
        };
        let provider = text(cells.next().unwrap());
        let id = cells.next().unwrap().parse().unwrap();
        (provider, id, text(cells.next().unwrap()))
    });
    rows.collect()
}

fn assert_same_as_plain(catalog: &Catalog, first: usize, document: &str) {
    let plain = plain(document);
    assert_eq!(catalog.rows().len() - first, plain.len());
    for ((ordinal, row), (provider, id, text)) in (1..).zip(&catalog.rows()[first..]).zip(plain) {
        let halves: Vec<&str> = text.split("\nGuidance:\n").collect();
        let halves = match halves.as_slice() {
            [_] => text.split("\n Guidance:\n").collect(),
            _ => halves,
        };
        assert_eq!(
            (row.ordinal, &*row.provider, row.id),
            (ordinal, provider.as_str(), id)
        );
        assert_eq!(row.message, halves[0].trim(), "message of {id}");
        let guidance = halves.get(1).map(|text| text.trim().to_owned());
        assert_eq!(row.guidance, guidance, "guidance of {id}");
        assert_eq!(
            row.title,
            halves[0].trim().lines().next().unwrap_or("").trim_end()
        );
    }
}

#[test]
fn the_embedded_document_is_read_as_published() {
    let catalog = Catalog::builtin();
    assert_same_as_plain(&catalog, 0, EMBEDDED);
    let ids: BTreeSet<u32> = catalog.rows().iter().map(|row| row.id).collect();
    let guided = catalog.rows().iter().filter(|row| row.guidance.is_some());
    assert_eq!(
        (catalog.rows().len(), ids.len(), guided.count()),
        (137, 129, 42)
    );
}

#[test]
#[ignore = "needs ../shared"]
fn the_embedded_document_is_the_published_one() {
    let published = shared("catalog/Microsoft-Windows-SMBServer.md");
    assert_eq!(std::fs::read_to_string(published).unwrap(), EMBEDDED);
}

#[test]
fn what_looks_like_a_mistake_in_a_text_stays() {
    let catalog = Catalog::builtin();
    let uninstalled = row(&catalog, 3003, 1);
    assert_eq!(
        uninstalled.title,
        "SMB1 server service has been automatically uninstalled.n"
    );
    assert!(
        row(&catalog, 1031, 0)
            .message
            .ends_with("%SystemRoot%\\LiveKernelReports")
    );
    let security = row(&catalog, 1803, 0);
    assert!(
        security
            .message
            .contains("\n\n Path: HKEY_LOCAL_MACHINE\\SYSTEM\\")
    );
    assert!(
        security
            .guidance
            .as_ref()
            .unwrap()
            .contains("above.\n Microsoft does")
    );
    let invalidated = row(&catalog, 658, 0);
    assert!(
        invalidated
            .title
            .starts_with("File handle for file \"%8\\%2\" was")
    );
    assert!(row(&catalog, 1024, 0).title.contains("server.  This"));
}

#[test]
#[ignore = "needs ../shared"]
fn other_published_documents_are_added_whole() {
    let mut catalog = Catalog::builtin();
    for entry in std::fs::read_dir(shared("catalogs")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let first = catalog.rows().len();
        let added = catalog
            .add_document(&path.to_string_lossy(), &text)
            .unwrap();
        assert_eq!(first + added, catalog.rows().len());
        assert_same_as_plain(&catalog, first, &text);
        assert!(
            catalog.rows()[first..]
                .iter()
                .all(|row| !row.message.contains('\r'))
        );
    }
}

fn document(rows: &str) -> String {
    format!(
        "# A provider\n\n<table>\r\n<colgroup><col/><col/><col/></colgroup>\r\n\
         <tr><th>Name</th><th>Id</th><th>Description</th></tr>\n{rows}</table>\n"
    )
}

#[test]
fn a_document_may_hold_whatever_providers_publish() {
    let rows = "<tr><td>Fabrikam-\u{DC}ber</td><td>4294967295</td><td></td></tr>\r\n\
        <tr><td>Contoso</td><td>3221230473</td><td>Gr\u{F6}&#223;e &#x2265; %99 &amp;amp; %%1, \
        &lt;b&gt; <b>\r\n100%% of %1!s!\rlast&nbsp;&#13;&#10;line</td></tr>\n\n\
        <tr><td>Contoso</td><td>0</td><td>\r\n Title \r\n\r\nGuidance:\r\n\r\n First.\r\n\r\n</td></tr>\n\
        <tr><td>Contoso</td><td>7</td><td>Guidance:\nonly</td></tr>\
        <tr><td>Contoso</td><td>8</td><td>The Guidance: is inside\nGuidance: here too</td></tr>";
    let mut catalog = Catalog::builtin();
    assert_eq!(
        catalog.add_document("other.md", &document(rows)).unwrap(),
        5
    );
    let rows = &catalog.rows()[137..];
    assert_eq!(
        (rows[0].id, &*rows[0].provider),
        (u32::MAX, "Fabrikam-\u{DC}ber")
    );
    assert_eq!((rows[0].message.as_str(), rows[0].title.as_str()), ("", ""));
    assert_eq!(
        rows[1].message,
        "Gr\u{F6}\u{DF}e \u{2265} %99 &amp; %%1, <b> <b>\n100%% of %1!s!\nlast\u{A0}\nline"
    );
    assert!(template(&rows[1].message).contains(&Piece::Insertion(99)));
    assert_eq!(
        (rows[2].title.as_str(), rows[2].message.as_str()),
        ("Title", "Title")
    );
    assert_eq!(rows[2].guidance.as_deref(), Some("First."));
    assert_eq!(
        (rows[3].message.as_str(), rows[3].guidance.as_deref()),
        ("", Some("only"))
    );
    assert_eq!(rows[4].guidance, None);
    let facts = (
        rows[1].version,
        rows[1].level,
        rows[1].channel,
        rows[1].fields.len(),
    );
    assert_eq!(facts, (None, None, None, 0));
    let last = catalog.categories().last().unwrap();
    assert_eq!(
        (&*last.name, last.rows.as_slice()),
        ("Contoso", [138, 139, 140, 141].as_slice())
    );
    assert_eq!(catalog.rows_of_id(7).collect::<Vec<_>>(), [6, 140]);
}

#[test]
fn many_rows_are_read() {
    let mut rows = String::new();
    for id in 0..20_000 {
        write!(
            rows,
            "<tr><td>P</td><td>{id}</td><td>Text of &#{};\r\n%1</td></tr>\n",
            200 + id
        )
        .unwrap();
    }
    let mut catalog = Catalog::builtin();
    assert_eq!(
        catalog.add_document("many.md", &document(&rows)).unwrap(),
        20_000
    );
    assert_eq!(catalog.rows_of_id(19_999).count(), 1);
}

#[test]
fn what_is_no_document_is_said_with_its_place() {
    let good = "<tr><td>P</td><td>1</td><td>T</td></tr>\n";
    let cases = [
        (
            String::new(),
            Expected::Table,
            "line 1: expected a <table>",
            "found the end of the file",
        ),
        (
            "# Notes\n\nNothing here.\n".to_owned(),
            Expected::Table,
            "line 1: expected a <table>",
            "found \"# Notes\"",
        ),
        (
            "# T\n<table>\n<tr><th>User</th><th>Id</th><th>Description</th></tr>\n</table>"
                .to_owned(),
            Expected::Headings,
            "line 3: expected the headings Name, Id and Description",
            "found \"<tr><th>User</th>",
        ),
        (
            document(""),
            Expected::Event,
            "line 6: expected at least one event",
            "found \"</table>\"",
        ),
        (
            document(&format!(
                "{good}<tr><td>P</td><td>12a</td><td>T</td></tr>\n"
            )),
            Expected::EventId,
            "line 7: expected an event id from 0 to 4294967295",
            "found \"<tr><td>P</td><td>12a</td>",
        ),
        (
            document("<tr><td>P</td><td>4294967296</td><td>T</td></tr>"),
            Expected::EventId,
            "line 6: expected an event id",
            "4294967296",
        ),
        (
            document(&format!("{good}<tr><td>P</td><td>1</td></tr>")),
            Expected::ThreeCells,
            "line 7: expected a row of three cells",
            "found \"<tr><td>P</td><td>1</td></tr>",
        ),
        (
            document("<tr><td> </td><td>1</td><td>T</td></tr>"),
            Expected::Provider,
            "line 6: expected a provider's name",
            "",
        ),
        (
            document(good).replace("</table>", "<p>\u{1B}[31m\u{202E}</p>"),
            Expected::RowOrTableEnd,
            "line 7: expected an event's <tr> or </table>",
            "found \"<p>\\u{1b}[31m\\u{202e}</p>\"",
        ),
        (
            document(good).replace("</td></tr>\n</table>", ""),
            Expected::CellEnd,
            "line 6: expected the end of this cell",
            "found \"T\"",
        ),
        (
            document(good).replace("</table>\n", ""),
            Expected::RowOrTableEnd,
            "line 7: expected an event's <tr>",
            "the end of the file",
        ),
    ];
    for (text, expected, place, found) in cases {
        let mut catalog = Catalog::builtin();
        let error = catalog
            .add_document("C:\\logs\\notes.md", &text)
            .unwrap_err();
        assert_eq!(error.expected, expected, "{text:?}");
        let error = error.to_string();
        assert!(
            error.starts_with("C:\\logs\\notes.md is not a provider document: "),
            "{error}"
        );
        assert!(
            error.contains(place) && error.contains(found),
            "{text:?}: {error}"
        );
        assert!(!error.contains('\n'), "{error}");
        assert_eq!(catalog.rows().len(), 137, "nothing is added");
    }
}

//! The guidance viewer's text, as a reader sees it.

#![allow(clippy::unwrap_used)]

use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use smbscope::catalog::Catalog;
use smbscope::panes::guidance;
use smbscope::theme::{Role, Theme};

fn row(catalog: &Catalog, id: u32, version: u8) -> usize {
    let row = catalog.row_by("Microsoft-Windows-SMBServer", id, Some(version));
    row.unwrap()
}

fn shown(id: u32, version: u8, width: u16) -> Vec<Line<'static>> {
    marked(id, version, width, &[])
}

fn marked(id: u32, version: u8, width: u16, marks: &[&str]) -> Vec<Line<'static>> {
    let catalog = Catalog::builtin();
    let marks: Vec<String> = marks.iter().map(|mark| (*mark).to_owned()).collect();
    let row = row(&catalog, id, version);
    guidance::row_lines(&catalog, row, width, &marks, &Theme::default())
}

fn text(lines: &[Line<'_>]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| line.to_string().trim_end().to_owned())
        .collect();
    lines.join("\n")
}

/// The style in which a text stands, as one span.
fn style_of(lines: &[Line<'_>], text: &str) -> Style {
    let mut spans = lines.iter().flat_map(|line| &line.spans);
    let span = spans.find(|span| span.content == text);
    span.unwrap_or_else(|| panic!("no span {text}")).style
}

#[test]
fn a_message_names_its_fields_and_aligns_its_labels() {
    let lines = shown(551, 2, 80);
    let expected = "\
SMB Session Authentication Failure
551 · version 2 · Error · channel Security · Sessions and authentication · task
Smb2SessionAuthFailure · keyword Operational

Client Name:            ‹ClientName›
Client Address:         ‹ClientAddress›
User Name:              ‹UserName›
Session ID:             ‹SessionId›
Status:                 ‹TranslatedStatus› (‹Status›)
SPN:                    ‹SPN›
SPN Validation Policy:  ‹SPNValidationPolicy›

Guidance
You should expect this error";
    let shown = text(&lines);
    assert!(shown.starts_with(expected), "{shown}");
    let theme = Theme::default();
    assert_eq!(
        style_of(&lines, "‹ClientName›"),
        theme.style(Role::Insertion)
    );
    assert_eq!(style_of(&lines, "Error"), theme.style(Role::LevelError));
}

#[test]
fn versions_fields_and_channel_follow() {
    let shown = text(&shown(551, 1, 80));
    for part in [
        "\n\nVersions\nVersion 0: the oldest that is known\nVersion 1 (this row): adds TranslatedStatus,",
        "makes\n  Status HexInt32 instead of UInt32; rewords the message and the guidance\n",
        "\nVersion 2, since Windows 10 1607: adds SPN, SPNValidationPolicy; rewords the\n  message",
        "\n\nFields\n%1   SessionGUID          GUID           reads as guid, not in the message\n",
        "\n%3   Status               HexInt32       reads as ntstatus\n",
        "\n%10  ClientNameLength     UInt16         length of the next field\n%11  ClientName           UnicodeString\n",
        "\n\nChannel\nMicrosoft-Windows-SMBServer/Security is on by default.",
    ] {
        assert!(shown.contains(part), "{part}\n---\n{shown}");
    }
}

#[test]
fn a_channel_that_is_off_says_how_it_is_turned_on() {
    let lines = shown(1, 2, 200);
    let shown = text(&lines);
    let expected = "\
Microsoft-Windows-SMBServer/Performance is off by default; wevtutil set-log \
Microsoft-Windows-SMBServer/Performance /enabled:true turns it on.";
    assert!(shown.ends_with(expected), "{shown}");
    assert!(
        shown.contains("Fields\nThe message shows none of them.\n%1   SessionId"),
        "{shown}"
    );
}

#[test]
fn the_level_table_has_columns_where_there_is_room_and_none_where_there_is_not() {
    let wide = text(&shown(1021, 0, 90));
    let head = "Value  Setting                         Description\n";
    assert!(wide.contains(head), "{wide}");
    let row = "
0      Send LM & NTLM responses        Clients use LM and NTLM authentication and never
                                       use NTLMv2 session security. Domain controllers
                                       accept LM, NTLM, and NTLMv2 authentication.
";
    assert!(wide.contains(row), "{wide}");
    let narrow = text(&shown(1021, 0, 40));
    let row = "
0  Send LM & NTLM responses
   Clients use LM and NTLM
   authentication and never use NTLMv2
";
    assert!(narrow.contains(row), "{narrow}");
}

#[test]
fn registry_paths_and_cmdlets_are_told_apart() {
    let theme = Theme::default();
    let lines = shown(1023, 0, 120);
    assert_eq!(
        style_of(&lines, "Set-SmbShare"),
        theme.style(Role::CodeCmdlet)
    );
    let path =
        r"HKEY_LOCAL_MACHINE\System\CurrentControlSet\Services\LanmanServer\Parameters\ABELevel";
    assert_eq!(style_of(&lines, path), theme.style(Role::CodeRegistry));
    let shown = text(&lines);
    assert!(
        shown.contains("\nValue = 1:  access-based enumeration is enabled"),
        "{shown}"
    );
    let value = style_of(&lines, "Value = 0:");
    assert_eq!(value, theme.style(Role::Field));
}

#[test]
fn search_words_are_marked_in_text_and_in_code() {
    let lines = marked(1023, 0, 120, &["smbshare", "NUMERATION"]);
    let mut spans = lines.iter().flat_map(|line| &line.spans);
    let cmdlet = spans.find(|span| span.content == "SmbShare").unwrap();
    let theme = Theme::default();
    let both = theme
        .style(Role::CodeCmdlet)
        .patch(theme.style(Role::Match));
    assert_eq!(cmdlet.style, both);
    let words = lines.iter().flat_map(|line| &line.spans);
    let found = words.filter(|span| span.content == "numeration");
    assert!(found.clone().count() > 3);
    assert!(
        found
            .into_iter()
            .all(|span| span.style.add_modifier.contains(Modifier::UNDERLINED))
    );
}

#[test]
fn every_row_fits_every_width() {
    let catalog = Catalog::builtin();
    let theme = Theme::default();
    for row in 0..=catalog.rows().len() {
        for width in [0, 1, 2, 3, 7, 20, 33, 56, 80, 131] {
            let lines = guidance::row_lines(&catalog, row, width, &[], &theme);
            assert_eq!(lines.is_empty(), row == catalog.rows().len());
            let widest = lines.iter().map(Line::width).max().unwrap_or(0);
            assert!(widest <= width.into(), "row {row}: {widest} in {width}");
        }
    }
}

#[test]
fn a_value_is_never_taken_for_text_of_the_catalog() {
    let theme = Theme::default();
    let value = |number| match number {
        1 => Some("%2 \u{1b}[31m\u{202e}\nGuidance:\n- %%3".to_owned()),
        2 => Some("second".to_owned()),
        _ => None,
    };
    let template = "File: %1\n\nSee %2, %3.";
    let lines = guidance::text_lines(template, &value, 60, &[], &theme);
    let expected = "File:  %2 \\x1b[31m\\u{202e}⏎Guidance:⏎- %%3\n\nSee second, .";
    assert_eq!(text(&lines), expected);
}

#[test]
fn a_row_of_another_document_says_what_is_not_known() {
    let mut catalog = Catalog::default();
    let document = "\
<table><tr><th>Name</th><th>Id</th><th>Description</th></tr>
<tr><td>Another-Provider</td><td>7</td><td>Volume %1 is gone</td></tr>
<tr><td>Another-Provider</td><td>8</td><td></td></tr></table>";
    catalog.add_document("other.md", document).unwrap();
    let lines = |row| guidance::row_lines(&catalog, row, 60, &[], &Theme::default());
    assert_eq!(
        text(&lines(0)),
        "Volume %1 is gone\n7 · Another-Provider\n\nFields\nThey are not known."
    );
    assert!(text(&lines(1)).starts_with("This event has no message\n8 · "));
}

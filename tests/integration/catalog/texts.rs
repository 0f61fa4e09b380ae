//! Messages and guidance as the viewer gets them: blocks, inlines, and what versions changed.

use std::fmt::Write as _;

use smbscope::catalog::{BlockKind, Catalog, Inline, Row, blocks, changes, inlines};

use super::row;

fn text(inlines: &[Inline<'_>]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(part) | Inline::Registry(part) | Inline::Cmdlet(part) => {
                text.push_str(part);
            }
            Inline::Insertion(number) => write!(text, "%{number}").unwrap(),
        }
    }
    text
}

#[test]
fn nothing_of_a_text_is_lost_or_moved() {
    let letters = |text: &str| -> String { text.split_whitespace().collect() };
    for row in Catalog::builtin().rows() {
        for original in [Some(&row.message), row.guidance.as_ref()]
            .into_iter()
            .flatten()
        {
            let mut rebuilt = String::new();
            for block in blocks(original) {
                let rest = text(&block.inlines);
                let line = match block.kind {
                    BlockKind::Paragraph | BlockKind::Heading => rest,
                    BlockKind::ListItem(marker) => format!("{marker} {rest}"),
                    BlockKind::Labelled(label) => format!("{label}: {rest}"),
                    BlockKind::LevelHead { value, setting }
                    | BlockKind::Level { value, setting } => {
                        format!("{value} ({setting}) - {rest}")
                    }
                };
                rebuilt.push_str(&line);
            }
            assert_eq!(letters(&rebuilt), letters(original), "{}", row.id);
        }
    }
}

#[test]
fn the_levels_of_1021_are_a_table() {
    let catalog = Catalog::builtin();
    let guidance = blocks(row(&catalog, 1021, 0).guidance.as_ref().unwrap());
    let kinds: Vec<BlockKind<'_>> = guidance.iter().map(|block| block.kind).collect();
    let (value, setting) = ("Value", "Setting");
    assert_eq!(
        kinds[..2],
        [
            BlockKind::Paragraph,
            BlockKind::LevelHead { value, setting }
        ]
    );
    for (level, kind) in kinds[2..8].iter().enumerate() {
        assert!(matches!(kind, BlockKind::Level { value, .. } if *value == level.to_string()));
    }
    let setting = "Send LM & NTLM - use NTLMv2 session security if negotiated";
    assert_eq!(
        kinds[3],
        BlockKind::Level {
            value: "1",
            setting
        }
    );
    assert_eq!(kinds[8..], [BlockKind::Paragraph]);
    assert_eq!(text(&guidance[1].inlines), "Description");
}

#[test]
fn headings_labels_and_paths_are_told_apart() {
    let catalog = Catalog::builtin();
    let headings: Vec<u32> = catalog
        .rows()
        .iter()
        .filter(|row| {
            let guidance = row.guidance.as_deref().unwrap_or_default();
            blocks(guidance)
                .iter()
                .any(|block| block.kind == BlockKind::Heading)
        })
        .map(|row| row.id)
        .collect();
    assert_eq!(headings, [1031, 1032]);
    let levels = blocks(row(&catalog, 1023, 0).guidance.as_ref().unwrap());
    let labels = levels.iter().filter(
        |block| matches!(block.kind, BlockKind::Labelled(label) if label.starts_with("Value = ")),
    );
    assert_eq!(labels.count(), 3);
    let labels = blocks(&row(&catalog, 551, 1).message);
    let labels: Vec<_> = labels.iter().map(|block| block.kind).collect();
    assert_eq!(labels[1], BlockKind::Labelled("Client Name"));
}

#[test]
fn every_registry_path_and_cmdlet_of_the_document_is_found() {
    let catalog = Catalog::builtin();
    let mut found = Vec::new();
    for row in catalog.rows() {
        for line in [Some(&row.message), row.guidance.as_ref()]
            .into_iter()
            .flatten()
            .flat_map(|text| text.lines())
        {
            for inline in inlines(line) {
                if let Inline::Registry(text) | Inline::Cmdlet(text) = inline {
                    found.push((row.id, text.to_owned()));
                }
            }
        }
    }
    let parameters = "System\\CurrentControlSet\\Services\\LanmanServer\\Parameters";
    let short = format!("HKLM\\{parameters}");
    let cmdlet = "Set-SmbServerConfiguration".to_owned();
    assert_eq!(
        found,
        [
            (1001, cmdlet.clone()),
            (1023, "Set-SmbShare".to_owned()),
            (1023, format!("HKEY_LOCAL_MACHINE\\{parameters}\\ABELevel")),
            (1024, short.clone()),
            (1024, cmdlet.clone()),
            (1025, short.clone()),
            (1026, short),
            (1803, "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\DefaultSecurity\\".to_owned()),
            (3000, cmdlet.clone()),
            (3002, cmdlet),
        ]
    );
}

#[test]
fn each_version_says_what_it_changed() {
    let catalog = Catalog::builtin();
    let row = |id, version| -> &Row { row(&catalog, id, version) };
    let history = changes(&catalog, row(551, 1));
    let versions: Vec<_> = history
        .iter()
        .map(|change| (change.before, change.version, change.row))
        .collect();
    assert_eq!(versions, [(0, 1, Some(51)), (1, 2, Some(52)), (2, 3, None)]);
    let added = |place: usize| -> Vec<&str> {
        history[place]
            .added
            .iter()
            .map(|field| &*field.name)
            .collect()
    };
    assert_eq!(added(1), ["SPN", "SPNValidationPolicy"]);
    assert_eq!(added(2), ["ReasonCode"]);
    assert_eq!(history[2].since, Some("Windows 11 21H2"));
    assert!(history[1].removed.is_empty() && history[1].message && history[1].guidance);
    let status = history[0]
        .retyped
        .iter()
        .find(|field| &*field.after.name == "Status")
        .unwrap();
    assert_eq!(
        (status.before.in_type, status.after.in_type),
        ("UInt32", "HexInt32")
    );
    let slow = &changes(&catalog, row(1020, 1))[0];
    assert!(!slow.message && !slow.guidance);
    assert_eq!(
        slow.added
            .iter()
            .map(|field| &*field.name)
            .collect::<Vec<_>>(),
        ["CtlCode", "SubCode", "TunneledControl"]
    );
    assert!(changes(&catalog, row(1010, 0)).is_empty());
}

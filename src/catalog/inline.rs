//! The parts of a line of text that stand out: insertion parameters, registry paths, cmdlets.

use super::template::{Piece, template};

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Plain text.
    Text(&'a str),
    /// A registry path (`HKLM\...`, `HKEY_LOCAL_MACHINE\...`).
    Registry(&'a str),
    /// The name of a `PowerShell` cmdlet (`Set-SmbShare`).
    Cmdlet(&'a str),
    /// An insertion parameter, from 1.
    Insertion(usize),
}

/// The roots of registry paths; a longer one stands before one that it starts with.
const ROOTS: &[&str] = &[
    "HKEY_CLASSES_ROOT",
    "HKEY_CURRENT_CONFIG",
    "HKEY_CURRENT_USER",
    "HKEY_LOCAL_MACHINE",
    "HKEY_USERS",
    "HKCC",
    "HKCR",
    "HKCU",
    "HKLM",
    "HKU",
];

/// The approved verbs of cmdlets (`about_Verbs`), less those that start ordinary compounds in
/// texts about file servers (`Read-Only`, `Write-Through`, `Out-Of-Band`).
const VERBS: &[&str] = &[
    "Add",
    "Approve",
    "Assert",
    "Backup",
    "Block",
    "Build",
    "Checkpoint",
    "Clear",
    "Close",
    "Compare",
    "Complete",
    "Compress",
    "Confirm",
    "Connect",
    "Convert",
    "ConvertFrom",
    "ConvertTo",
    "Copy",
    "Debug",
    "Deny",
    "Deploy",
    "Disable",
    "Disconnect",
    "Dismount",
    "Edit",
    "Enable",
    "Enter",
    "Exit",
    "Expand",
    "Export",
    "Find",
    "Format",
    "Get",
    "Grant",
    "Group",
    "Hide",
    "Import",
    "Initialize",
    "Install",
    "Invoke",
    "Join",
    "Limit",
    "Lock",
    "Measure",
    "Merge",
    "Mount",
    "Move",
    "New",
    "Open",
    "Optimize",
    "Ping",
    "Pop",
    "Protect",
    "Publish",
    "Push",
    "Receive",
    "Redo",
    "Register",
    "Remove",
    "Rename",
    "Repair",
    "Request",
    "Reset",
    "Resize",
    "Resolve",
    "Restart",
    "Restore",
    "Resume",
    "Revoke",
    "Save",
    "Search",
    "Select",
    "Send",
    "Set",
    "Show",
    "Skip",
    "Split",
    "Start",
    "Step",
    "Stop",
    "Submit",
    "Suspend",
    "Switch",
    "Sync",
    "Test",
    "Trace",
    "Unblock",
    "Undo",
    "Uninstall",
    "Unlock",
    "Unprotect",
    "Unpublish",
    "Unregister",
    "Update",
    "Use",
    "Wait",
    "Watch",
];

/// The parts of a line, in order; together they are the line.
pub fn inlines(line: &str) -> Vec<Inline<'_>> {
    let mut inlines = Vec::new();
    for piece in template(line) {
        match piece {
            Piece::Literal(text) => push_literal(&mut inlines, text),
            Piece::Insertion(number) => inlines.push(Inline::Insertion(number)),
        }
    }
    inlines
}

fn push_literal<'a>(inlines: &mut Vec<Inline<'a>>, text: &'a str) {
    let mut literal = 0;
    let mut skip_to = 0;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let word_start = at >= skip_to && letter.is_ascii_uppercase() && !joins(before);
        before = letter;
        let Some(rest) = text.get(at..).filter(|_| word_start) else {
            continue;
        };
        let registry =
            || registry_length(rest).map(|length| (length, Inline::Registry as fn(_) -> _));
        let cmdlet = || cmdlet_length(rest).map(|length| (length, Inline::Cmdlet as fn(_) -> _));
        let Some((length, span)) = registry().or_else(cmdlet) else {
            continue;
        };
        skip_to = at + length;
        push_text(inlines, text.get(literal..at));
        inlines.extend(text.get(at..skip_to).map(span));
        literal = skip_to;
    }
    push_text(inlines, text.get(literal..));
}

fn push_text<'a>(inlines: &mut Vec<Inline<'a>>, text: Option<&'a str>) {
    inlines.extend(text.filter(|text| !text.is_empty()).map(Inline::Text));
}

/// True for a character after which a word goes on.
fn joins(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '\\')
}

/// The length of the registry path that the text starts with.
fn registry_length(text: &str) -> Option<usize> {
    let root = ROOTS.iter().find(|root| text.starts_with(**root))?;
    let after = text.get(root.len()..)?;
    if !after.starts_with(['\\', ':']) {
        return None;
    }
    let mut length = root.len();
    for (index, word) in after.split(' ').enumerate() {
        let end = word.find(['"', '\'', '<', '>', '|', ')', ',', ';', '\t']);
        let part = word.get(..end.unwrap_or(word.len())).unwrap_or(word);
        // A key's name may hold a space (`Windows NT`): go on while a backslash follows.
        if index > 0 && (!part.contains('\\') || part.starts_with(['\\', 'H'])) {
            break;
        }
        length += usize::from(index > 0) + part.len();
        if end.is_some() {
            break;
        }
    }
    let path = text.get(..length)?;
    Some(path.trim_end_matches(['.', ':', '!', '?']).len())
}

/// The length of the cmdlet's name that the text starts with.
fn cmdlet_length(text: &str) -> Option<usize> {
    let verb = text.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let noun = text.get(verb..)?.strip_prefix('-')?;
    let length = noun
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(noun.len());
    let is_cmdlet = length > 2
        && noun.starts_with(|letter: char| letter.is_ascii_uppercase())
        && VERBS.contains(&text.get(..verb)?);
    is_cmdlet.then_some(verb + 1 + length)
}

#[cfg(test)]
mod tests {
    use super::Inline::{Cmdlet, Insertion, Registry, Text};
    use super::inlines;

    #[test]
    fn paths_and_cmdlets_stand_apart_from_the_words_around_them() {
        for (line, expected) in [
            ("plain %1", vec![Text("plain "), Insertion(1)]),
            (
                "Use Set-SmbShare, not Non-Microsoft or Read-Only.",
                vec![
                    Text("Use "),
                    Cmdlet("Set-SmbShare"),
                    Text(", not Non-Microsoft or Read-Only."),
                ],
            ),
            (
                "Path: HKEY_LOCAL_MACHINE\\SYSTEM\\DefaultSecurity\\%1",
                vec![
                    Text("Path: "),
                    Registry("HKEY_LOCAL_MACHINE\\SYSTEM\\DefaultSecurity\\"),
                    Insertion(1),
                ],
            ),
            (
                "HKLM\\A\\ABELevel [DWORD]",
                vec![Registry("HKLM\\A\\ABELevel"), Text(" [DWORD]")],
            ),
            (
                "(HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion) or HKCU\\X.",
                vec![
                    Text("("),
                    Registry("HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"),
                    Text(") or "),
                    Registry("HKCU\\X"),
                    Text("."),
                ],
            ),
            (
                "HKLM and SHKLM\\x, re-Set-SmbShare",
                vec![Text("HKLM and SHKLM\\x, re-Set-SmbShare")],
            ),
        ] {
            assert_eq!(inlines(line), expected, "{line}");
        }
    }
}

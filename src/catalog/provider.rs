//! Providers by name, which logs and documents spell in either case.

/// The SMB server, whose document, facts, summaries and insights are built in.
pub const SMB_SERVER: &str = "Microsoft-Windows-SMBServer";

/// Compares two provider names without case.
pub fn same_provider(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// The form of a provider's name that maps are keyed by.
pub(super) fn provider_key(name: &str) -> String {
    name.to_ascii_lowercase()
}

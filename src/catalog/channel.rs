//! The provider's channels, and those that are on by default.

/// The SMB server's channels, by the part of their name after the slash.
const SMB_SERVER: &[(&str, &str)] = &[
    ("Analytic", "Microsoft-Windows-SMBServer/Analytic"),
    ("Audit", "Microsoft-Windows-SMBServer/Audit"),
    ("Connectivity", "Microsoft-Windows-SMBServer/Connectivity"),
    ("Diagnostic", "Microsoft-Windows-SMBServer/Diagnostic"),
    ("Operational", "Microsoft-Windows-SMBServer/Operational"),
    ("Performance", "Microsoft-Windows-SMBServer/Performance"),
    ("Security", "Microsoft-Windows-SMBServer/Security"),
];

/// Endings of the names of channels that are off until someone enables them: analytic and
/// debug channels of any provider (`EventLogType`), and the SMB server's two traces.
const OFF: &[&str] = &[
    "/Analytic",
    "/Debug",
    "-SMBServer/Diagnostic",
    "-SMBServer/Performance",
];

/// The full name of an SMB server channel.
pub(super) fn channel_of(short: &str) -> Option<&'static str> {
    let mut rows = SMB_SERVER.iter();
    rows.find(|(known, _)| *known == short)
        .map(|&(_, channel)| channel)
}

/// True for a channel that Windows writes without being told to.
pub fn channel_default_on(channel: &str) -> bool {
    let channel = channel.to_ascii_lowercase();
    !OFF.iter()
        .any(|ending| channel.ends_with(&ending.to_ascii_lowercase()))
}

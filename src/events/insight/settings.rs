//! Settings that weaken a server, and who still uses SMB1.

use crate::events::insight::Insight;
use crate::events::insight::facts::Facts;

/// The level of LAN Manager authentication from which on only `NTLMv2` is sent.
const NTLMV2_ONLY: u64 = 3;
/// The highest level there is.
const HIGHEST_LEVEL: u64 = 5;

/// 1021.
pub(super) fn lm_level(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let Some(configured) = facts.field("ConfiguredLmCompatibilityLevel") else {
        return vec![Insight::note(
            "Level",
            "The record does not hold the level.",
        )];
    };
    let said = configured.in_message();
    let first = match configured.raw.as_u64() {
        Some(level) if level < NTLMV2_ONLY => Insight::matters(
            "Level",
            format!(
                "{said}: weak, for it still sends LM or NTLM responses; {NTLMV2_ONLY} or more sends only NTLMv2."
            ),
        ),
        Some(NTLMV2_ONLY..=HIGHEST_LEVEL) => {
            Insight::note("Level", format!("{said}: only NTLMv2 is sent."))
        }
        _ => Insight::note("Level", format!("{said} is not documented.")),
    };
    let default = facts.text("DefaultLmCompatibilityLevel");
    let default = default.map(|default| Insight::note("Default", default));
    std::iter::once(first).chain(default).collect()
}

/// 1028.
pub(super) fn cluster_dialect(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let (old, new) = (facts.text("OldDialect"), facts.text("NewDialect"));
    let (Some(old), Some(new)) = (old, new) else {
        return vec![Insight::note(
            "Dialect",
            "The record does not hold both dialects.",
        )];
    };
    let text = format!("The highest dialect of all nodes went from {old} to {new}.");
    vec![Insight::note("Dialect", text)]
}

/// 1001: version 0 holds a client and a count that its message leaves out, version 1 neither.
pub(super) fn smb1_refused(facts: &Facts<'_, '_>) -> Vec<Insight> {
    if !facts.has_field("ClientName") {
        let text = "The record does not name the client. 3000 does, once the audit is on: \
                    Set-SmbServerConfiguration -AuditSmb1Access $true.";
        return vec![Insight::note("SMB1", text)];
    }
    let text = format!("{} tried SMB1, which is off here.", facts.client());
    let mut insights = vec![Insight::matters("SMB1", text)];
    if let Some(count) = facts.number("LogEventCount") {
        let text = format!("LogEventCount is {count}; the message leaves it out.");
        insights.push(Insight::note("SMB1", text));
    }
    insights
}

/// 3000 and 3002.
pub(super) fn smb1_client(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let text = format!(
        "{} still speaks SMB1: it loses access when SMB1 is removed. Update or replace it first.",
        facts.client()
    );
    vec![Insight::matters("SMB1", text)]
}

/// 1804 and 3003.
pub(super) fn smb1_unused(facts: &Facts<'_, '_>) -> Vec<Insight> {
    let text = match facts.text("Days") {
        Some(days) => format!("{days} days without SMB1 were counted."),
        None => "The record does not say how many days without SMB1 were counted.".to_owned(),
    };
    vec![Insight::note("SMB1", text)]
}

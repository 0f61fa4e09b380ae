//! Settings of the server that its events report.

/// `LmCompatibilityLevel`: the policy "Network security: LAN Manager authentication level" by its
/// registry value.
pub(super) const LM_LEVELS: &[(u64, &str)] = &[
    (0, "Send LM and NTLM responses"),
    (1, "Send LM and NTLM, NTLMv2 session security if negotiated"),
    (2, "Send NTLM response only"),
    (3, "Send NTLMv2 response only"),
    (4, "Send NTLMv2 response only, refuse LM"),
    (5, "Send NTLMv2 response only, refuse LM and NTLM"),
];

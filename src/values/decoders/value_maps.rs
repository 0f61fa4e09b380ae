//! The provider's own value maps, as its manifest publishes them: the texts that stand for numbers in
//! fields such as 551's validation policy.

/// `ConnectionTypeMap`.
pub(super) const CONNECTION_TYPE_MAP: &[(u64, &str)] = &[
    (0x0, "Tdi"),
    (0x1, "Wsk"),
    (0x2, "Rdma"),
    (0x3, "Vmbus"),
    (0x4, "Quic"),
];

/// `LiveDumpReason`.
pub(super) const LIVE_DUMP_REASON: &[(u64, &str)] =
    &[(0x1, "Stalled I/O"), (0x2, "Reopen durable handle failed")];

/// `NetNameChangeMap`.
pub(super) const NET_NAME_CHANGE_MAP: &[(u64, &str)] =
    &[(0x0, "Add"), (0x1, "Update"), (0x2, "Remove")];

/// `SpnValidationPolicy`.
pub(super) const SPN_VALIDATION_POLICY: &[(u64, &str)] = &[
    (0x0, "SPN optional / no validation"),
    (0x1, "SPN optional / validate service name"),
    (0x2, "SPN optional / validate full"),
    (0x3, "SPN required / validate service name"),
    (0x4, "SPN required / validate full"),
];

/// `Srv2ConnectionDisconnectReasons`.
pub(super) const SRV2CONNECTION_DISCONNECT_REASONS: &[(u64, &str)] = &[
    (0x0, "Connection state has not changed."),
    (0x1, "Connection timed out."),
    (0x2, "The connection was idle and timed out."),
];

/// `Srv2DialectRevision`.
pub(super) const SRV2DIALECT_REVISION: &[(u64, &str)] = &[
    (0x0, "N/A"),
    (0x202, "2.0.2"),
    (0x210, "2.1"),
    (0x300, "3.0"),
    (0x302, "3.0.2"),
    (0x311, "3.1.1"),
];

/// `Srv2RDMAEndpointState`.
pub(super) const SRV2RDMA_ENDPOINT_STATE: &[(u64, &str)] = &[(0x0, "closed"), (0x1, "created")];

/// `Srv2RDMAMibNotificationType`.
pub(super) const SRV2RDMA_MIB_NOTIFICATION_TYPE: &[(u64, &str)] = &[
    (0x0, "MibParameterNotification"),
    (0x1, "MibAddInstance"),
    (0x2, "MibDeleteInstance"),
    (0x3, "MibInitialNotification"),
];

/// `Srv2RDMASendEndpointNotificationType`.
pub(super) const SRV2RDMA_SEND_ENDPOINT_NOTIFICATION_TYPE: &[(u64, &str)] =
    &[(0x0, "disabled"), (0x1, "enabled")];

/// `SrvnetQuicShutdownErrors`.
pub(super) const SRVNET_QUIC_SHUTDOWN_ERRORS: &[(u64, &str)] = &[
    (0x0, "Connection/Stream shutdown without error."),
    (0x1, "Connection/Stream shutdown unknown error."),
    (0x2, "The event received is not supported."),
    (0x3, "Invalid Parameter."),
    (0x4, "The object is not found."),
    (0x5, "Insufficient resources."),
];

/// `SrvnetQuicShutdownReasons`.
pub(super) const SRVNET_QUIC_SHUTDOWN_REASONS: &[(u64, &str)] = &[
    (0x0, "Server can't create a new connection."),
    (
        0x1,
        "Server can't set bidi stream count for the connection.",
    ),
    (0x2, "Server can't get the local address."),
    (0x3, "Server close the connection."),
];

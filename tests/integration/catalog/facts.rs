//! Facts of rows and fields against the reference tables.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use smbscope::catalog::{Catalog, Role, Twin, channel_default_on, field_list, field_lists};
use smbscope::values::Decoder;

use super::row;
use crate::fixtures::table;

/// The roles by the names that the reference tables give them.
const ROLES: &[(&str, Role)] = &[
    ("client.address", Role::ClientAddress),
    ("client.name", Role::ClientName),
    ("connection.guid", Role::ConnectionGuid),
    ("duration_ms", Role::DurationMs),
    ("endpoint.domain", Role::EndpointDomain),
    ("endpoint.name", Role::EndpointName),
    ("file.name", Role::FileName),
    ("handle.file_id", Role::FileId),
    ("handle.persistent_id", Role::PersistentId),
    ("handle.resume_key", Role::ResumeKey),
    ("handle.volatile_id", Role::VolatileId),
    ("interface.index", Role::InterfaceIndex),
    ("open.guid", Role::OpenGuid),
    ("reason", Role::Reason),
    ("rkf_status", Role::RkfStatus),
    ("rkf_status.raw", Role::RkfStatusRaw),
    ("server.address", Role::ServerAddress),
    ("server.scope", Role::ServerScope),
    ("session.guid", Role::SessionGuid),
    ("session.id", Role::SessionId),
    ("share.guid", Role::ShareGuid),
    ("share.name", Role::ShareName),
    ("share.path", Role::SharePath),
    ("smb.command", Role::Command),
    ("smb.message_id", Role::MessageId),
    ("spn", Role::Spn),
    ("status", Role::Status),
    ("status.raw", Role::StatusRaw),
    ("task_status", Role::TaskStatus),
    ("task_status.raw", Role::TaskStatusRaw),
    ("threshold_ms", Role::ThresholdMs),
    ("transport", Role::Transport),
    ("tree.guid", Role::TreeGuid),
    ("tree.id", Role::TreeId),
    ("user.domain", Role::UserDomain),
    ("user.name", Role::UserName),
];

/// Fields that plainly have no decoder: names, texts, counts, sizes, offsets, identifiers, bytes
/// of a packet, and numbers that no source explains.
const PLAIN: &[&str] = &[
    "AccessControlCheck",
    "AcquireLockTime",
    "ActiveRdmaResourceCount",
    "AllocationSize",
    "AllowSidsStr",
    "AuthProtocol",
    "BreakReason",
    "CertChainPropertiesStr",
    "CertSubjectName",
    "CertThumbprint",
    "ChangeNotifyFlags",
    "Channel",
    "CipherSuiteOrder",
    "ClientCipherCount",
    "ClientCipherOrder",
    "ClientCipherSuiteOrder",
    "ClientName",
    "ClientOs",
    "CloseFlags",
    "CompletionFilter",
    "ComponentId",
    "ComputerName",
    "ConnectionId",
    "CountOfCertsRestored",
    "CountOfCertsTotal",
    "CreateContextsCount",
    "CreateFlags",
    "CreditsGranted",
    "CreditsRequested",
    "Days",
    "DenySidsStr",
    "DescriptorName",
    "DeviceName",
    "DialectCount",
    "DomainAndUserName",
    "DomainName",
    "Duration",
    "EndOfFile",
    "EndpointName",
    "EndpointRemoved",
    "EndpointShutdown",
    "Error",
    "ExtraInformation",
    "FailureType",
    "FileId",
    "FileIndex",
    "FileInformationClass",
    "FileName",
    "FileSystemFastCycles",
    "FileSystemFastHits",
    "FileSystemSlowCycles",
    "FileSystemSlowHits",
    "FragmentData",
    "FragmentSize",
    "FunctionName",
    "InfoClass",
    "InfoType",
    "InstanceId",
    "Interface",
    "InterfaceID",
    "InterfaceIndex",
    "InterfaceName",
    "IoTime",
    "IoctlFlags",
    "LastActiveTime",
    "LeaseDuration",
    "LeaseFlags",
    "Length",
    "LengthRead",
    "LengthWritten",
    "LineNumber",
    "LoadStatus",
    "LockCount",
    "LogEventCount",
    "LoggedClientCipherCount",
    "MappingName",
    "MasterMessageId",
    "MaxReadSize",
    "MaxTransactSize",
    "MaxWriteSize",
    "MessageId",
    "MinimumCount",
    "MutualAuthentication",
    "Name",
    "NdkOperationalState",
    "NetName",
    "NewValue",
    "NotificationType",
    "NumberOfEndpointsClosed",
    "NumberOfEndpointsFound",
    "Offset",
    "OldValue",
    "OutputBuffer",
    "OutputBufferLength",
    "PacketData",
    "PacketSize",
    "PatchNumber",
    "Path",
    "PathName",
    "PersistentFID",
    "Port",
    "PreviousSessionId",
    "ProcessId",
    "ProcessingCycles",
    "ProcessingHits",
    "ProtocolType",
    "QueryDirectoryFlags",
    "QueryInfoFlags",
    "QueueCycles",
    "QueueHits",
    "ReadChannelInfoLength",
    "ReadChannelInfoOffset",
    "ReassembledEventID",
    "RegistryValueName",
    "Remaining",
    "RemainingBytes",
    "Removed",
    "RequiredSessionKeyLength",
    "RootDirectoryFid",
    "SPN",
    "ScopeName",
    "SecurityCycles",
    "SecurityFlags",
    "SecurityHits",
    "SecurityInformation",
    "ServerCipherSuiteOrder",
    "ServerName",
    "ServicePath",
    "SessionID",
    "SessionId",
    "SessionKeyLength",
    "ShareId",
    "ShareName",
    "SharePath",
    "SmbClientDoesNotSupportEncryptionType",
    "SmbDialect",
    "Smb2PerfBlock",
    "SrvInstances",
    "SrvNetComponentCapabilities",
    "StartTime",
    "SubCode",
    "Subject",
    "SupportedHashAlgsStr",
    "ThumbPrint",
    "Threshold",
    "Thumbprint",
    "TotalTime",
    "TransportFastCycles",
    "TransportFastHits",
    "TransportName",
    "TransportSlowCycles",
    "TransportSlowHits",
    "TransportType",
    "TreeId",
    "TunneledControl",
    "UserName",
    "VcNumber",
    "VolatileFID",
    "WorkItem",
    "WriteChannelInfoLength",
    "WriteChannelInfoOffset",
    "WriteFlags",
];

#[test]
fn each_row_has_its_published_facts() {
    let catalog = Catalog::builtin();
    for row in catalog.rows() {
        assert!(
            row.version.is_some() && row.level.is_some() && row.channel.is_some(),
            "{}",
            row.id
        );
        assert!(field_list(row.id, row.version.unwrap()).is_some());
    }
    let categories = table("categories.tsv");
    for (event, category) in table("events.tsv").iter().zip(&categories) {
        let ordinal: usize = event["row-ordinal"].parse().unwrap();
        let row = &catalog.rows()[ordinal - 1];
        assert_eq!(row.title, event["title"]);
        assert_eq!(row.id.to_string(), event["id"]);
        assert_eq!(row.version.unwrap().to_string(), event["version"]);
        assert_eq!(row.level.unwrap().name(), event["level"]);
        assert_eq!(row.channel.unwrap(), event["channel"]);
        assert_eq!(row.task.unwrap_or("-"), event["task"]);
        assert_eq!(row.keyword.unwrap_or("-"), event["keyword"]);
        assert_eq!(&*row.category, event["category"]);
        assert_eq!(row.fields.len().to_string(), event["n_fields"]);
        let shown = row.fields.iter().filter(|field| field.in_message).count();
        assert_eq!(shown.to_string(), event["n_in_message"], "{}", row.id);
        let mine = catalog
            .categories()
            .iter()
            .find(|one| one.name == row.category)
            .unwrap();
        assert_eq!(mine.group, category["group"]);
    }
}

#[test]
fn categories_hold_every_row_once_in_groups() {
    let catalog = Catalog::builtin();
    let categories = catalog.categories();
    assert_eq!(categories.len(), 17);
    let rows: BTreeSet<usize> = categories.iter().flat_map(|one| one.rows.clone()).collect();
    assert_eq!(rows.len(), 137);
    assert_eq!(
        categories.iter().map(|one| one.rows.len()).sum::<usize>(),
        137
    );
    let mut groups: Vec<&str> = categories.iter().map(|one| one.group).collect();
    groups.dedup();
    assert_eq!(
        groups.len(),
        groups.iter().collect::<BTreeSet<_>>().len(),
        "{groups:?}"
    );
}

#[test]
fn each_field_is_what_the_reference_says() {
    let catalog = Catalog::builtin();
    let roles: HashMap<&str, Role> = ROLES.iter().copied().collect();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for known in table("fields.tsv") {
        let ordinal: usize = known["row-ordinal"].parse().unwrap();
        let number: usize = known["n"].parse().unwrap();
        *counts.entry(ordinal).or_default() += 1;
        let row = &catalog.rows()[ordinal - 1];
        let field = &row.fields[number - 1];
        let place = format!("{} {}", row.id, field.name);
        assert_eq!(*field.name, known["field"], "{place}");
        assert_eq!(field.in_type, known["intype"], "{place}");
        let decoder = match known["decoder"].trim_end_matches('?') {
            "-" => None,
            // The map of 1031, which the reference infers for 1032.
            "LiveDumpReason" => Some(Decoder::LiveDumpReason),
            name => Some(Decoder::from_name(name).unwrap()),
        };
        assert_eq!(field.decoder, decoder, "{place}");
        let role = match (known["role"].as_str(), known["field"].as_str()) {
            // The name says it; the reference leaves these two (1013, 1014) without a role.
            ("-", "EndpointName") => Some(Role::EndpointName),
            ("-", _) => None,
            (role, _) => Some(roles[role]),
        };
        assert_eq!(field.role, role, "{place}");
        assert_eq!(field.in_message, known["in_message"] == "Y", "{place}");
        if !field.in_message {
            assert_eq!(field.is_length, known["in_message"] == "L", "{place}");
        }
    }
    for (ordinal, count) in counts {
        assert_eq!(catalog.rows()[ordinal - 1].fields.len(), count);
    }
}

#[test]
fn the_lists_of_all_versions_are_the_reference_s() {
    let lists = table("field_lists_all_versions.tsv");
    assert_eq!(field_lists().len(), 203);
    for known in lists {
        let (id, version) = (
            known["id"].parse().unwrap(),
            known["version"].parse().unwrap(),
        );
        let list = field_list(id, version).unwrap();
        let fields = list
            .fields
            .iter()
            .map(|field| format!("{}:{}", field.name, field.in_type));
        let wanted = known["fields(name:inType[>outType])"].split(", ");
        let wanted = wanted.map(|field| field.split('>').next().unwrap().to_owned());
        let wanted: Vec<String> = wanted.filter(|field| !field.is_empty()).collect();
        assert_eq!(fields.collect::<Vec<_>>(), wanted, "{id} v{version}");
        // Where the manifest says how a value is to be shown, the decoder agrees.
        let shown = known["fields(name:inType[>outType])"]
            .split(", ")
            .zip(&list.fields);
        for (wanted, field) in shown {
            let decoder = match wanted.split('>').nth(1) {
                Some("NTStatus") => Some(Decoder::NtStatus),
                Some("SocketAddress") => Some(Decoder::Sockaddr),
                _ => continue,
            };
            assert_eq!(field.decoder, decoder, "{id} v{version} {}", field.name);
        }
    }
}

#[test]
fn a_field_whose_values_the_provider_maps_reads_by_its_map() {
    for known in table("value_map_usage.tsv") {
        let (id, version) = (
            known["id"].parse().unwrap(),
            known["version"].parse().unwrap(),
        );
        let place: usize = known["param"].trim_start_matches('%').parse().unwrap();
        let field = &field_list(id, version).unwrap().fields[place - 1];
        assert_eq!(*field.name, known["field"]);
        let map = Decoder::from_name(&format!("map:{}", known["map"]));
        assert!(map.is_some(), "{known:?}");
        assert_eq!(field.decoder, map, "{known:?}");
    }
}

#[test]
fn every_field_of_every_version_has_a_decoder_or_plainly_none() {
    let plain: BTreeSet<&str> = PLAIN.iter().copied().collect();
    let mut met = BTreeSet::new();
    for list in field_lists() {
        for field in list.fields.iter().filter(|field| field.decoder.is_none()) {
            let name: &str = &field.name;
            assert!(
                field.is_length || plain.contains(name),
                "{} v{} {name}",
                list.id,
                list.version
            );
            met.insert(name);
        }
    }
    let unused: Vec<_> = plain.difference(&met).collect();
    assert!(unused.is_empty(), "not met: {unused:?}");
}

#[test]
fn a_status_knows_its_translated_twin() {
    let catalog = Catalog::builtin();
    let twins = |id, version| -> Vec<(String, Twin)> {
        let fields = row(&catalog, id, version).fields.iter();
        let fields = fields.filter(|field| field.decoder == Some(Decoder::NtStatus));
        fields
            .map(|field| (field.name.to_string(), field.twin))
            .collect()
    };
    let pair = |name: &str| {
        [
            (name.to_owned(), Twin::Raw),
            (format!("Translated{name}"), Twin::Translated),
        ]
    };
    assert_eq!(twins(551, 2), pair("Status"));
    assert_eq!(twins(1016, 0), [pair("Status"), pair("RKFStatus")].concat());
    assert_eq!(
        twins(1018, 0),
        [pair("Status"), pair("TaskStatus")].concat()
    );
    assert_eq!(twins(551, 0), [("Status".to_owned(), Twin::None)]);
    assert_eq!(twins(1030, 0), [("Status".to_owned(), Twin::None)]);
}

#[test]
fn traces_are_off_until_someone_enables_them() {
    for (channel, on) in [
        ("Microsoft-Windows-SMBServer/Operational", true),
        ("Microsoft-Windows-SMBServer/Security", true),
        ("Microsoft-Windows-SMBServer/Audit", true),
        ("Microsoft-Windows-SMBServer/Connectivity", true),
        ("Microsoft-Windows-SMBServer/Analytic", false),
        ("Microsoft-Windows-SMBServer/Performance", false),
        ("Microsoft-Windows-SMBServer/Diagnostic", false),
        ("microsoft-windows-smbclient/ANALYTIC", false),
        ("Microsoft-Windows-WinRM/Debug", false),
        (
            "Microsoft-Windows-Diagnostics-Performance/Operational",
            true,
        ),
        ("Security", true),
        ("", true),
    ] {
        assert_eq!(channel_default_on(channel), on, "{channel}");
    }
}

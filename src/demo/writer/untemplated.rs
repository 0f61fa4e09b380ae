//! Records without a template, as forwarded events have them: plain `BinXML`, in which every
//! value is text, and what has no value is not there.

use super::template::{Attribute, Builder, Library, Step};
use super::{Kind, Payload, Stamp};
use crate::values::Raw;

/// The whole event as steps.
pub(super) fn event(
    library: &mut Library,
    kind: &Kind,
    record_id: u64,
    stamp: &Stamp<'_>,
    values: &[&str],
) -> Vec<Step> {
    let mut build = Builder::plain(library);
    build.open_event();
    let guid = Raw::Guid(kind.guid).to_string();
    build.empty(
        "Provider",
        &[
            Attribute::Text("Name", &kind.provider),
            Attribute::Text("Guid", &guid),
        ],
    );
    let qualifiers = kind.qualifiers.map(|number| number.to_string());
    let attribute = qualifiers
        .iter()
        .map(|text| Attribute::Text("Qualifiers", text));
    let attribute: Vec<Attribute<'_>> = attribute.collect();
    build.text_element("EventID", &attribute, &kind.id.to_string());
    for (name, text) in [
        ("Version", kind.version.to_string()),
        ("Level", kind.level.to_string()),
        ("Task", kind.task.to_string()),
        ("Opcode", kind.opcode.to_string()),
        ("Keywords", Raw::Hex(kind.keywords).to_string()),
    ] {
        build.text_element(name, &[], &text);
    }
    let time = stamp.time.to_string();
    build.empty("TimeCreated", &[Attribute::Text("SystemTime", &time)]);
    build.text_element("EventRecordID", &[], &record_id.to_string());
    let (process, thread) = (stamp.process.to_string(), stamp.thread.to_string());
    build.empty(
        "Execution",
        &[
            Attribute::Text("ProcessID", &process),
            Attribute::Text("ThreadID", &thread),
        ],
    );
    build.text_element("Channel", &[], &kind.channel);
    build.text_element("Computer", &[], &kind.computer);
    let user = stamp.user.map(|sid| Raw::Sid(sid).to_string());
    let user = user.iter().map(|text| Attribute::Text("UserID", text));
    build.empty("Security", &user.collect::<Vec<_>>());
    build.close();
    let levels = build.open_payload(kind);
    for ((name, _), text) in kind.fields.iter().zip(values) {
        match kind.payload {
            Payload::UserData { .. } => build.text_element(name, &[], text),
            Payload::EventData if name.is_empty() => build.text_element("Data", &[], text),
            Payload::EventData => {
                build.text_element("Data", &[Attribute::Text("Name", name)], text);
            }
        }
    }
    for _ in 0..levels {
        build.close();
    }
    build.close();
    build.into_steps()
}

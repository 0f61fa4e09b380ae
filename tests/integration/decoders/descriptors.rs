//! Security descriptors: the published example, damaged ones, who decides, and a second opinion.

use std::fmt::Write as _;

use smbscope::values::descriptor::{Acl, Decider, Decision, Descriptor};
use smbscope::values::{Decoder, Hex, Raw, Sid, access};

use crate::fixtures::table;

/// The example of [MS-DTYP] 2.5.1.4, byte by byte.
const PUBLISHED: [u8; 176] = [
    0x01, 0x00, 0x14, 0xB0, 0x90, 0, 0, 0, 0xA0, 0, 0, 0, 0x14, 0, 0, 0, 0x30, 0, 0, 0, //
    0x02, 0, 0x1C, 0, 1, 0, 0, 0, // SACL
    0x02, 0x80, 0x14, 0, 0, 0, 0, 0x80, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, // AU;FA;GR;;;WD
    0x02, 0, 0x60, 0, 4, 0, 0, 0, // DACL
    0, 3, 0x18, 0, 0, 0, 0, 0xA0, 1, 2, 0, 0, 0, 0, 0, 5, 0x20, 0, 0, 0, 0x21, 2, 0, 0, // BU
    0, 3, 0x18, 0, 0, 0, 0, 0x10, 1, 2, 0, 0, 0, 0, 0, 5, 0x20, 0, 0, 0, 0x20, 2, 0, 0, // BA
    0, 3, 0x14, 0, 0, 0, 0, 0x10, 1, 1, 0, 0, 0, 0, 0, 5, 0x12, 0, 0, 0, // SY
    0, 3, 0x14, 0, 0, 0, 0, 0x10, 1, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, // CO
    1, 2, 0, 0, 0, 0, 0, 5, 0x20, 0, 0, 0, 0x20, 2, 0, 0, // owner
    1, 2, 0, 0, 0, 0, 0, 5, 0x20, 0, 0, 0, 0x20, 2, 0, 0, // group
];

/// A descriptor with a DACL of these entries: type, flags, mask, SID.
fn built(entries: &[(u8, u8, u32, &str)]) -> Vec<u8> {
    let mut list = Vec::new();
    for (kind, flags, mask, sid) in entries {
        let sid = sid_bytes(sid);
        list.extend([*kind, *flags]);
        list.extend((8 + sid.len() as u16).to_le_bytes());
        list.extend(mask.to_le_bytes());
        list.extend(sid);
    }
    let mut bytes = vec![
        1, 0, 4, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 2, 0,
    ];
    bytes.extend((8 + list.len() as u16).to_le_bytes());
    bytes.extend((entries.len() as u16).to_le_bytes());
    bytes.extend([0, 0]);
    bytes.extend(list);
    bytes
}

fn sid_bytes(text: &str) -> Vec<u8> {
    let mut numbers = text
        .split('-')
        .skip(2)
        .map(|part| part.parse::<u32>().unwrap());
    let authority = numbers.next().unwrap();
    let parts: Vec<_> = numbers.collect();
    let mut bytes = vec![1, parts.len() as u8, 0, 0];
    bytes.extend(authority.to_be_bytes());
    bytes.extend(parts.iter().flat_map(|part| part.to_le_bytes()));
    bytes
}

#[test]
fn the_published_example_reads_as_published() {
    let descriptor = Descriptor::parse(&PUBLISHED).unwrap();
    assert_eq!(
        descriptor.sddl(),
        "O:BAG:BAD:P(A;CIOI;GRGX;;;BU)(A;CIOI;GA;;;BA)(A;CIOI;GA;;;SY)(A;CIOI;GA;;;CO)\
         S:P(AU;FA;GR;;;WD)"
    );
    assert_eq!(descriptor.control, 0xB014);
    assert!(descriptor.damage.is_empty());
    let spelt = PUBLISHED.map(|byte| format!("{byte:02x}")).join("-");
    let row = Decoder::SecurityDescriptor;
    assert_eq!(row.in_message(Raw::Text(&spelt)), descriptor.sddl());
}

#[test]
fn a_share_reads_as_a_table_of_who_may_what() {
    let bytes = built(&[
        (1, 0, 2, "S-1-5-32-546"),
        (0, 0, 0x0013_01BF, "S-1-5-21-1-2-3-513"),
        (0, 0x10, 0x0012_00A9, "S-1-1-0"),
        (0, 0x0B, 0x1000_0000, "S-1-3-0"),
    ]);
    let lines = Decoder::SecurityDescriptor.explain(Raw::Binary(&bytes));
    let table: Vec<_> = lines
        .iter()
        .filter(|line| line.0.starts_with("DACL"))
        .collect();
    let texts: Vec<_> = table.iter().map(|line| line.1.as_str()).collect();
    assert_eq!(
        texts,
        [
            r"BUILTIN\Guests (S-1-5-32-546): deny 0x2 (WRITE_DATA)",
            "Domain Users (S-1-5-21-1-2-3-513): allow 0x1301BF (Change)",
            "Everyone (S-1-1-0): allow 0x1200A9 (Read), inherited",
            "CREATOR OWNER (S-1-3-0): allow 0x10000000 (GENERIC_ALL), only for children",
        ]
    );
    assert_eq!(
        Descriptor::parse(&bytes).unwrap().sddl(),
        "D:(D;;DC;;;BG)(A;;0x1301bf;;;S-1-5-21-1-2-3-513)(A;ID;0x1200a9;;;WD)(A;CIOIIO;GA;;;CO)"
    );
}

#[test]
fn the_entry_that_decides_about_a_right_is_named() {
    let bytes = built(&[
        (1, 0, 2, "S-1-5-32-546"),
        (0, 0, 0x0013_01BF, "S-1-5-21-1-2-3-513"),
        (0, 0, 0x8000_0000, "S-1-1-0"),
    ]);
    let descriptor = Descriptor::parse(&bytes).unwrap();
    let sid = |text| Sid::from_text(text).unwrap();
    let everyone = sid("S-1-1-0");

    let guest = descriptor.check(0x3, &[sid("S-1-5-32-546"), everyone.clone()]);
    let shown: Vec<_> = guest
        .iter()
        .map(|decision| sentence(&descriptor, decision))
        .collect();
    assert_eq!(
        shown,
        [
            r"WRITE_DATA: denied to BUILTIN\Guests (S-1-5-32-546) by entry 1",
            "READ_DATA: allowed to Everyone (S-1-1-0) by entry 3",
        ]
    );
    let reader = descriptor.check(access::bits("WRITE_DATA").unwrap(), &[everyone]);
    assert_eq!(reader.len(), 1);
    assert_eq!((reader[0].by, reader[0].granted), (Decider::NoEntry, false));

    let about: Vec<_> = descriptor
        .entries_about(0x4_0002)
        .iter()
        .map(|found| sentence(&descriptor, found))
        .collect();
    assert_eq!(
        about,
        [
            r"WRITE_DATA: denied to BUILTIN\Guests (S-1-5-32-546) by entry 1",
            "WRITE_DATA: allowed to Domain Users (S-1-5-21-1-2-3-513) by entry 2",
            "WRITE_DAC: no entry allows it",
        ]
    );
    assert_eq!(descriptor.check(0, &[]), []);
}

/// Which rights, granted or not, by which entry.
fn sentence(descriptor: &Descriptor, decision: &Decision) -> String {
    let rights = access::names(decision.rights).join(" | ");
    let Decider::Entry(place) = decision.by else {
        return format!("{rights}: no entry allows it");
    };
    let word = ["denied", "allowed"][usize::from(decision.granted)];
    let trustee = descriptor.dacl.entries()[place].trustee.described();
    format!("{rights}: {word} to {trustee} by entry {}", place + 1)
}

#[test]
fn no_list_and_an_empty_list_are_opposites() {
    let open = Descriptor::parse(&built(&[])[..20]);
    assert_eq!(open.map(|found| found.dacl), Some(Acl::Damaged));

    let mut null = built(&[]);
    null[16] = 0;
    let null = Descriptor::parse(&null).unwrap();
    assert_eq!(null.dacl, Acl::Null);
    assert!(null.check(1, &[])[0].granted);

    let empty = Descriptor::parse(&built(&[])).unwrap();
    assert_eq!(empty.sddl(), "D:");
    assert!(!empty.check(1, &[])[0].granted);
}

#[test]
fn what_can_be_read_of_a_damaged_descriptor_is_read() {
    let row = Decoder::SecurityDescriptor;
    let mut overrun = PUBLISHED;
    overrun[0x1C + 9] = 2; // The auditing entry's SID claims more parts than the entry holds.
    assert_eq!(
        row.in_message(Raw::Binary(&overrun)),
        "O:BAG:BAD:P(A;CIOI;GRGX;;;BU)(A;CIOI;GA;;;BA)(A;CIOI;GA;;;SY)(A;CIOI;GA;;;CO) \
         (damaged: entry 1 of the SACL cannot be read)"
    );
    let cut = &PUBLISHED[..100];
    let reading = row.in_message(Raw::Binary(cut));
    assert!(reading.starts_with("D:P(A;CIOI;GRGX;;;BU)"), "{reading}");
    assert!(
        reading.contains("breaks off before entry 2 of 4"),
        "{reading}"
    );
    for size in 0..PUBLISHED.len() {
        let _ = row.explain(Raw::Binary(&PUBLISHED[..size]));
    }
    assert_eq!(
        row.in_message(Raw::Binary(&PUBLISHED[..19])),
        Hex(&PUBLISHED[..19]).to_string()
    );
}

#[test]
fn a_second_implementation_agrees() {
    let mut corpus = vec![PUBLISHED.to_vec()];
    let sids = [
        "S-1-1-0",
        "S-1-5-32-544",
        "S-1-5-21-11-22-33-1104",
        "S-1-5-7",
        "S-1-5-80-1-2-3-4-5",
    ];
    let masks = [0x1F_01FF, 0x13_01BF, 0x12_00A9, 0x8000_0000, 1, 0, u32::MAX];
    for (number, mask) in masks.into_iter().enumerate() {
        let entries: Vec<_> = sids
            .iter()
            .enumerate()
            .take(number)
            .map(|(place, sid)| {
                (
                    (place % 3 == 1).into(),
                    (place * 9) as u8,
                    mask.rotate_left(place as u32),
                    *sid,
                )
            })
            .collect();
        corpus.push(built(&entries));
    }
    let theirs = table("descriptors_by_impacket.tsv");
    for (bytes, row) in corpus.iter().zip(&theirs) {
        assert_eq!(Hex(bytes).to_string(), row["descriptor"]);
        assert_eq!(canonical(bytes), row["read"]);
    }
    assert_eq!(corpus.len(), theirs.len());
}

/// A descriptor in the form that impacket's reading is kept in.
fn canonical(bytes: &[u8]) -> String {
    let descriptor = Descriptor::parse(bytes).unwrap();
    let sid = |sid: &Option<Sid>| sid.as_ref().map_or_else(String::new, Sid::to_string);
    let mut text = format!("{} {}", sid(&descriptor.owner), sid(&descriptor.group));
    for list in [&descriptor.sacl, &descriptor.dacl] {
        text.push('|');
        for ace in list.entries() {
            let _ = write!(
                text,
                "{} {} {} {};",
                ace.ace_type, ace.flags, ace.mask, ace.trustee
            );
        }
    }
    text
}

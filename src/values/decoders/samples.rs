//! The longer samples of the table of decoders: values made of bytes.

use super::super::Raw;
use super::super::format::Sample;
use super::super::reading::NOT_DOCUMENTED;

/// Descriptors: the published example ([MS-DTYP] 2.5.1.4), a share for everyone, damaged ones.
pub(super) const DESCRIPTOR_SAMPLES: &[Sample] = &[
    Sample::same(
        Raw::Text(
            "010014B090000000A00000001400000030000000\
             02001C0001000000028014000000008001010000000000010000000002006000\
             04000000000318000000\
             00A001020000000000052000000021020000\
             0003180000000010010200000000000520000000200200000003140000000010\
             0101000000000005120000000003140000000010010100000000000300000000\
             01020000000000052000000020020000\
             01020000000000052000000020020000",
        ),
        "O:BAG:BAD:P(A;CIOI;GRGX;;;BU)(A;CIOI;GA;;;BA)(A;CIOI;GA;;;SY)(A;CIOI;GA;;;CO)\
         S:P(AU;FA;GR;;;WD)",
    ),
    Sample::same(
        Raw::Binary(&[
            1, 0, 4, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, //
            2, 0, 28, 0, 1, 0, 0, 0, //
            0, 0, 20, 0, 0xFF, 1, 0x1F, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
        ]),
        "D:(A;;FA;;;WD)",
    ),
    Sample::same(
        Raw::Text("01-00-04-80-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00"),
        "D:NO_ACCESS_CONTROL",
    ),
    Sample::same(
        Raw::Text("0100048000000000000000000000000000000030"),
        "(damaged: no list stands where the DACL should (byte 805306368))",
    ),
    Sample::same(
        Raw::Text("0100008000000000000000000000000000000000"),
        "(no owner, no group, no lists)",
    ),
    Sample::new(Raw::Text("0100"), NOT_DOCUMENTED, "0100"),
    Sample::new(Raw::Binary(&[]), "", ""),
];

/// Socket addresses: each family in each size, an IPv4 address mapped into IPv6, damaged ones.
pub(super) const ADDRESS_SAMPLES: &[Sample] = &[
    Sample::same(
        Raw::Text("0200C3CBC0A801320000000000000000"),
        "192.168.1.50:50123",
    ),
    Sample::same(
        Raw::Text("02-00-00-00-A9-FE-6D-4D-00-00-00-00-00-00-00-00"),
        "169.254.109.77",
    ),
    Sample::same(
        Raw::Text("1700C73800000000FE800000000000001C2D3E4F5A6B7C8D0C000000"),
        "[fe80::1c2d:3e4f:5a6b:7c8d%12]:51000",
    ),
    Sample::same(
        Raw::Text("1700000000000000FE8000000000000011112222333344440C000000"),
        "fe80::1111:2222:3333:4444%12",
    ),
    Sample::same(
        Raw::Text("1700C73800000000FE800000000000001C2D3E4F5A6B7C8D0000000C"),
        "[fe80::1c2d:3e4f:5a6b:7c8d%12]:51000",
    ),
    Sample::same(
        Raw::Text("1700C3CB0000000000000000000000000000FFFFC0A8013200000000"),
        "192.168.1.50:50123",
    ),
    Sample::same(
        Raw::Text("1700F230000000000000000000000000000000000000000100000000"),
        "[::1]:62000",
    ),
    Sample::same(Raw::Binary(&STORAGE), "192.0.2.1:50123"),
    Sample::new(Raw::Binary(&[2, 0, 0xC3]), NOT_DOCUMENTED, "0200C3"),
    Sample::new(
        Raw::Text("0200C3CBC0A80132000000000000000"),
        NOT_DOCUMENTED,
        "0200C3CBC0A80132000000000000000",
    ),
    Sample::new(
        Raw::Text("1200C3CBC0A801320000000000000000"),
        NOT_DOCUMENTED,
        "1200C3CBC0A801320000000000000000",
    ),
    Sample::new(Raw::Null, "", ""),
];

/// An IPv4 address in a buffer for any address.
const STORAGE: [u8; 128] = {
    let mut storage = [0; 128];
    storage
        .split_at_mut(8)
        .0
        .copy_from_slice(&[2, 0, 0xC3, 0xCB, 192, 0, 2, 1]);
    storage
};

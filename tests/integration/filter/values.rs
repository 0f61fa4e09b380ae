//! What the values of each kind of field mean: tables of filter, event, answer.

use smbscope::filter::{matches_reference, parse};
use smbscope::store::EventNumber;
use smbscope::values::Raw;

use super::sample::{CLIENT, CLIENT6, check, descriptor, failure, passes, record, slow, store};

#[test]
fn addresses_are_addresses_and_networks() {
    check(
        &failure(),
        &[
            ("client:192.0.2.7", true),
            ("client:192.0.2.70", false),
            ("client:192.0.2.0/24", true),
            ("client:10.0.0.0/8", false),
            ("client:192.0.*", true),
            ("client:192.*.7", true),
            ("client:192.0.2", true),
            ("client:192.0.2.7:50123", true),
            ("client:192.0.2.7:50124", false),
            ("client:192.0.2.1..192.0.2.9", true),
            ("client:192.0.2.8..192.0.2.9", false),
            ("client:WS-17", true),
            ("client=ws-17", true),
            ("client.name:192.0.2.7", false),
            ("client.port:50123", true),
            ("client.port:50000..51000", true),
            ("client.port<1024", false),
            ("ClientAddress:192.0.2.0/24", true),
            ("raw.ClientAddress:192.0.2.7", true),
        ],
    );
    let named = record(551, 2, &[("ClientName", Raw::Text("\\\\192.0.2.7"))]);
    check(
        &named,
        &[
            ("client:192.0.2.0/24", true),
            ("client:192.0.2.7", true),
            ("client.port:0", false),
        ],
    );
    let six = record(551, 2, &[("ClientAddress", CLIENT6)]);
    check(
        &six,
        &[
            ("client:2001:db8::1", true),
            ("client:2001:0DB8:0::1", true),
            ("client:2001:db8::/32", true),
            ("client:10.0.0.0/8", false),
            ("client:2001:db8::2", false),
        ],
    );
    // 1012's address is the server's own.
    let own = record(1012, 0, &[("ClientAddress", CLIENT)]);
    check(
        &own,
        &[("client:192.0.2.7", false), ("server:192.0.2.7", true)],
    );
    let smb1 = record(3000, 0, &[("ClientName", Raw::Text("192.0.2.7"))]);
    check(
        &smb1,
        &[("client:192.0.2.7", true), ("ip:192.0.2.0/30", false)],
    );
}

#[test]
fn what_looks_like_a_wrong_address_may_be_text_in_quotes() {
    let named = record(551, 2, &[("ClientName", Raw::Text("\\\\300.1.1.1"))]);
    check(
        &named,
        &[
            ("client:\"300.1.1.1\"", true),
            ("client:300", true),
            ("client:\"10.0.0.0/99\"", false),
        ],
    );
}

#[test]
fn a_status_is_a_name_a_group_or_a_number() {
    check(
        &failure(),
        &[
            ("status:LOGON_FAILURE", true),
            ("status:status_logon_failure", true),
            ("status:LOGON", true),
            ("status:*FAILURE", true),
            ("status:LOGON_TYPE*", false),
            ("status:guessing", true),
            ("status:lockout", false),
            ("status:0xC000006D", true),
            ("status:0xc000006d", true),
            ("status:3221225581", true),
            ("status:-1073741715", true),
            ("status:0xC000006E", false),
            ("status!=LOGON_FAILURE", false),
            ("status in (0xC000006A, 0xC000006D)", true),
            ("Status:guessing", true),
            ("raw.Status:guessing", true),
            ("raw.Status:0xC000006D", true),
            ("rkf:*", false),
        ],
    );
    // 551 v0 has it as a plain number, other providers as a signed one.
    let plain = record(551, 0, &[("Status", Raw::Uint(0xC000_006D))]);
    check(
        &plain,
        &[("status:guessing", true), ("status:-1073741715", true)],
    );
    let signed = record(551, 0, &[("Status", Raw::Int(-1_073_741_715))]);
    check(
        &signed,
        &[("status:guessing", true), ("status:0xC000006D", true)],
    );
}

#[test]
fn what_excludes_a_status_keeps_events_without_one() {
    let without = record(1010, 0, &[]);
    check(
        &without,
        &[
            ("status:guessing", false),
            ("status!=guessing", true),
            ("-status:guessing", true),
            ("status:* status!=guessing", false),
        ],
    );
    check(
        &failure(),
        &[
            ("status!=guessing", false),
            ("status:* status!=lockout", true),
        ],
    );
}

#[test]
fn numbers_have_ranges_units_and_hex() {
    check(
        &slow(),
        &[
            ("duration:61500", true),
            ("duration:61.5s", true),
            ("duration:>60s", true),
            ("duration:>1m", true),
            ("duration:>61.5s", false),
            ("duration:>=61.5s", true),
            ("duration > 60s", true),
            ("duration<1h", true),
            ("duration:15000..30000", false),
            ("duration:60s..", true),
            ("duration:..60s", false),
            ("1020", true),
            ("1000..1020", true),
            ("1021..", false),
            ("event:0x3FC", true),
            ("EventID == 1020", true),
            ("event:(551, 1020)", true),
            ("event in (551, 1006)", false),
            ("id!=1020", false),
            ("raw.CtlCode:0x0011C017", true),
            ("raw.ctlcode:1163287", true),
            ("CtlCode:1163288", false),
            ("raw.DurationInMilliseconds:>60000", true),
            ("cmd:create", true),
            ("cmd:5", true),
            ("cmd:LOCK", false),
            ("Command:CRE*", true),
            ("session.guid:4f1c*", true),
            ("session.guid:{4f1c0102-0304-0506-0708-090a0b0c0d0e}", true),
            ("session.guid=4F1C0102-0304-0506-0708-090a0b0c0d0e", true),
            ("session.guid:4f1d*", false),
        ],
    );
    let locked = record(1020, 1, &[("Command", Raw::Uint(18))]);
    check(
        &locked,
        &[
            ("cmd:LOCK", false),
            ("cmd:oplock", true),
            ("cmd:OPLOCK_BREAK", true),
        ],
    );
}

#[test]
fn shares_and_paths_also_count_by_their_last_part() {
    check(
        &slow(),
        &[
            ("share:vm*", true),
            ("share=vm01", true),
            ("share=\"\\\\\\\\*\\\\vm01\"", true),
            ("share:\\\\*\\vm01", true),
            ("share startswith vm", true),
            ("name:*.vhdx", true),
            ("name=\"base image.vhdx\"", true),
            ("filename:disks\\base*", true),
            ("ShareName=vm01", false),
            ("ShareName contains vm01", true),
        ],
    );
}

#[test]
fn levels_have_names_an_order_and_numbers() {
    for (level, cases) in [
        (1, "critical >=warning >error <=2"),
        (2, "error err >=error 2"),
        (3, "warning >=warning ..3"),
        (0, "info informational <warning 0"),
        (4, "info 4 <=info"),
        (5, "verbose <info 5 >4"),
    ] {
        for case in cases.split(' ') {
            let mut record = failure();
            record.system.level = level;
            assert!(passes(&format!("level:{case}"), record), "{level} {case}");
        }
    }
}

#[test]
fn a_range_of_levels_may_be_written_either_way() {
    for range in ["error..warning", "warning..error", "2..3"] {
        for (level, expected) in [(1, false), (2, true), (3, true), (4, false)] {
            let mut record = failure();
            record.system.level = level;
            assert_eq!(
                passes(&format!("level:{range}"), record),
                expected,
                "{range} {level}"
            );
        }
    }
}

#[test]
fn rights_mean_the_same_whatever_is_asked_of_them() {
    let denied = |mapped, granted| {
        record(
            1006,
            0,
            &[
                ("MappedAccess", Raw::Hex(mapped)),
                ("GrantedAccess", Raw::Hex(granted)),
            ],
        )
    };
    // Change was asked for, read was granted.
    check(
        &denied(0x0013_01BF, 0x0012_00A9),
        &[
            ("mapped:CHANGE", true),
            ("mapped:READ", true),
            ("mapped:WRITE_DATA", true),
            ("mapped:FULL", false),
            ("granted:READ", true),
            ("granted:CHANGE", false),
            ("granted:READ_DATA", true),
            ("missing:WRITE_DATA", true),
            ("missing:READ_DATA", false),
            // All of it was asked for and not all of it granted, though reading was.
            ("missing:CHANGE", true),
            ("missing:READ", false),
            ("missing:FULL", false),
            ("missing:(READ_DATA, DELETE)", true),
            ("granted=READ", true),
            ("granted=READ_DATA", false),
            ("granted=0x1200A9", true),
            ("granted=0x0", false),
            ("granted!=READ", false),
            ("mapped:GENERIC_WRITE", true),
        ],
    );
    check(
        &denied(0x8000_0000, 0),
        &[
            ("mapped:READ_DATA", true),
            ("mapped:GENERIC_READ", true),
            ("missing:GENERIC_READ", true),
            ("missing:READ_DATA", true),
            ("mapped:READ", false),
            ("missing:READ", false),
            ("granted:0", true),
            ("granted=0x0", true),
            ("mapped:0", false),
            ("missing:0", false),
        ],
    );
}

proptest::proptest! {
    #[test]
    fn what_is_missing_was_asked_for_and_not_granted(mapped: u32, granted: u32, shift in 0..32_u32) {
        let names = smbscope::values::access::names(u32::MAX);
        let store = store(vec![vec![record(1006, 0, &[
            ("MappedAccess", Raw::Hex(u64::from(mapped >> shift))),
            ("GrantedAccess", Raw::Hex(u64::from(granted))),
        ])]]);
        let event = store.event(EventNumber(0));
        for name in names.into_iter().chain(["READ", "CHANGE", "FULL"]) {
            let [missing, mapped, granted] = ["missing", "mapped", "granted"]
                .map(|term| matches_reference(&parse(&format!("{term}:{name}")).unwrap(), &event));
            proptest::prop_assert_eq!(missing, mapped && !granted, "{}", name);
        }
    }
}

#[test]
fn words_find_what_a_value_stands_for() {
    check(
        &failure(),
        &[
            ("guessing", true),
            ("\"wrong name or password\"", true),
            ("lockout", false),
            ("-guessing", false),
            ("/guess(ing|ed)/", true),
        ],
    );
    let denied = record(
        1006,
        0,
        &[("ShareSecurityDescriptor", Raw::Binary(descriptor().leak()))],
    );
    check(
        &denied,
        &[
            ("everyone", true),
            ("\"allow 0x1200A9 (read)\"", true),
            ("administrators", false),
        ],
    );
}

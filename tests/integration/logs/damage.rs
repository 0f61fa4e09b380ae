//! Damaged logs: what can be read of them is, and what cannot is said in a user's words.

use std::fs;
use std::ops::ControlFlow;

use smbscope::demo::writer::{Kind, Type, Value};
use smbscope::load::{LoadOptions, load_all, stream};
use smbscope::values::Raw;

use super::reference;
use super::same::{events, options, streamed};
use crate::fixtures::{catalog, demo_bytes, log_of, written};

/// Bytes that look like nothing, the same each time.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32;
    let next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn the_records_before_the_damage_in_a_chunk_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_bytes(2500);
    let intact = events(&reference::load(
        &written(folder.path(), "a.evtx", whole),
        1,
    ));
    // In the middle of chunk 4: names that its header points to are among what is lost.
    let at = 300_000;
    let mut damaged = whole.to_vec();
    damaged[at..].copy_from_slice(&noise(whole.len() - at));
    let path = written(folder.path(), "damaged.evtx", &damaged);
    // As many as lie before, counted by their sizes.
    let mut before = 0;
    for chunk in (4096..at).step_by(65536) {
        let mut offset = chunk + 512;
        loop {
            let size = u32::from_le_bytes(whole[offset + 4..offset + 8].try_into().unwrap());
            if whole[offset..offset + 4] != *b"**\0\0" || offset + size as usize > at {
                break;
            }
            offset += size as usize;
            before += 1;
        }
    }
    let store = reference::load(&path, 2);
    let found = events(&store);
    assert!(found.len() >= before, "{} of {before}", found.len());
    assert!(found.iter().all(|found| intact.contains(found)));
    assert_eq!(found, streamed(std::slice::from_ref(&path)).0);
    let last = store.event(*store.order().last().unwrap());
    assert!(
        smbscope::load::xml(last.store(), last.number())
            .unwrap()
            .contains("<EventRecordID>")
    );
    let said: Vec<_> = store.problems().collect();
    assert!(said.len() > 1, "{said:?}");
    let part = "chunk 4 (at byte 266240): its records do not fit their checksum; ";
    assert!(said[0].contains(part), "{said:?}");
    let none = "chunk 5 (at byte 331776): it does not begin as a chunk does; no record";
    assert!(said[1].contains(none), "{said:?}");
    for said in said.iter().filter(|said| said.contains(": chunk ")) {
        let cure = "copy or export the log again if its server still has it";
        assert!(said.ends_with(cure), "{said}");
    }
}

#[test]
fn a_large_value_is_cut_and_read_whole_when_it_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = noise(20_000);
    let fields = [("Job", Type::UnicodeString), ("Data", Type::Binary)];
    let kind = Kind::event_data("Contoso-Backup", 7, &fields);
    let log = log_of(&kind, &[Value::Text("nightly"), Value::Binary(&bytes)]);
    let path = written(folder.path(), "large.evtx", &log);
    let store = reference::load(&path, 1);
    let event = store.event(store.order()[0]);
    let field = event.field(1).unwrap();
    assert_eq!(field.cut, Some(20_000));
    assert_eq!(field.raw, Raw::Binary(&bytes[..4096]));
    assert_eq!(
        smbscope::load::whole(event.store(), event.number(), 1).unwrap(),
        bytes
    );
    assert_eq!(
        smbscope::load::whole(event.store(), event.number(), 0).unwrap(),
        b"nightly"
    );
    fs::write(&path, demo_bytes(3)).unwrap();
    let changed = smbscope::load::whole(event.store(), event.number(), 1).unwrap_err();
    assert!(
        changed
            .to_string()
            .contains("has changed since it was loaded"),
        "{changed}"
    );
}

#[test]
fn a_record_that_names_no_provider_is_shown_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let log = log_of(&Kind::event_data("", 0, &[]), &[]);
    let path = written(folder.path(), "unnamed.evtx", &log);
    let store = reference::load(&path, 1);
    let event = store.event(store.order()[0]);
    let title = "Event 0 of an unnamed provider";
    assert_eq!(event.title(), title);
    assert_eq!(
        event.message(),
        format!("{title} (the record has no fields)")
    );
    assert_eq!(
        event.record_note().unwrap(),
        "the record does not name its provider; shown with its raw fields"
    );
}

#[test]
fn the_records_in_a_part_of_a_chunk_are_recovered_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo_bytes(300);
    let intact = events(&reference::load(
        &written(folder.path(), "whole.evtx", whole),
        1,
    ));
    // Into the midst of a record of the second chunk.
    let cut = &whole[..4096 + 65536 + 40_000];
    let path = written(folder.path(), "cut.evtx", cut);
    let plain = reference::load(&path, 1);
    let recovering = LoadOptions {
        recovery: smbscope::load::Recovery::On,
        ..options(2)
    };
    let paths = [path];
    let recovered = load_all(&paths, catalog(), &recovering);
    let found = events(&recovered);
    assert!(plain.len() + 20 < found.len() && found.len() < intact.len());
    assert!(found.iter().all(|event| intact.contains(event)));
    assert_eq!(recovered.files()[0].bytes, cut.len() as u64);
    let last = recovered.event(*recovered.order().last().unwrap());
    assert!(
        smbscope::load::xml(last.store(), last.number())
            .unwrap()
            .contains(&format!(">{}<", last.record_id()))
    );
    let said: Vec<_> = recovered.problems().collect();
    assert!(
        said[0].contains("is cut off: its last 40000 bytes"),
        "{said:?}"
    );
    let mut all = Vec::new();
    let rest = stream(&paths, catalog(), &recovering, None, |batch| {
        all.extend(events(batch));
        ControlFlow::Continue(())
    });
    assert_eq!(all, found);
    assert!(rest.problems().eq(recovered.problems()));
}

//! What damage leaves: each record whose bytes are intact by a plain walk is shown, each altered
//! one is marked, each loss is said.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use smbscope::catalog::Catalog;
use smbscope::load::{LoadOptions, Recovery, load_all};
use smbscope::store::Store;

use super::reference::{Plain, of};
use crate::fixtures::{demo_bytes, written};
use crate::properties::cases;

const CHUNK: usize = 65536;
const HEADER: usize = 512;

fn u32_at(data: &[u8], at: usize) -> usize {
    u32::from_le_bytes(data[at..at + 4].try_into().unwrap()) as usize
}

fn u64_at(data: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(data[at..at + 8].try_into().unwrap())
}

/// The records of an intact log: the offset of each in the file, its size and its id.
pub(super) fn walk(log: &[u8]) -> Vec<(usize, usize, u64)> {
    let mut records = Vec::new();
    for chunk in (4096..log.len()).step_by(CHUNK) {
        let end = chunk + u32_at(log, chunk + 48);
        let mut at = chunk + HEADER;
        while at < end && log[at..at + 4] == *b"**\0\0" {
            let size = u32_at(log, at + 4);
            records.push((at, size, u64_at(log, at + 8)));
            at += size;
        }
    }
    records
}

/// A way to hurt a log.
#[derive(Debug, Clone)]
enum Hurt {
    Cut(usize),
    ZeroPage(usize),
    WipeMagic(usize),
    LastIdOfThird(usize),
    StaleHeader(usize),
    Bytes(Vec<(usize, u8)>),
}

fn hurt() -> impl Strategy<Value = Hurt> {
    let bytes = prop::collection::vec((4096_usize..300_000, any::<u8>()), 1..12);
    prop_oneof![
        (4096_usize..300_000).prop_map(Hurt::Cut),
        (1_usize..60).prop_map(Hurt::ZeroPage),
        (0_usize..4).prop_map(Hurt::WipeMagic),
        (0_usize..4).prop_map(Hurt::LastIdOfThird),
        (0_usize..4).prop_map(Hurt::StaleHeader),
        bytes.prop_map(Hurt::Bytes),
    ]
}

fn set_checksums(log: &mut [u8], chunk: usize) {
    let free = u32_at(log, chunk + 48);
    let records = crc32fast::hash(&log[chunk + HEADER..chunk + free]);
    log[chunk + 52..chunk + 56].copy_from_slice(&records.to_le_bytes());
    let mut header = log[chunk..chunk + 120].to_vec();
    header.extend_from_slice(&log[chunk + 128..chunk + HEADER]);
    let header = crc32fast::hash(&header);
    log[chunk + 124..chunk + 128].copy_from_slice(&header.to_le_bytes());
}

impl Hurt {
    fn apply(&self, log: &mut Vec<u8>) {
        let chunks = (log.len() - 4096) / CHUNK;
        let third = |log: &[u8], chunk: usize| {
            let walked = walk(log);
            let mut own = walked.iter().filter(|record| record.0 > chunk);
            own.nth(2).copied().unwrap()
        };
        match self {
            Self::Cut(at) => log.truncate((*at).min(log.len())),
            Self::ZeroPage(page) => {
                let at = page * 4096 % (log.len() - 4096);
                log[at.max(4096)..at.max(4096) + 4096].fill(0);
            }
            Self::WipeMagic(chunk) => {
                let chunk = 4096 + chunk % chunks * CHUNK;
                log[chunk..chunk + 8].fill(0);
            }
            Self::LastIdOfThird(chunk) => {
                let chunk = 4096 + chunk % chunks * CHUNK;
                let (.., id) = third(log, chunk);
                log[chunk + 32..chunk + 40].copy_from_slice(&id.to_le_bytes());
            }
            Self::StaleHeader(chunk) => {
                let chunk = 4096 + chunk % chunks * CHUNK;
                let (at, size, id) = third(log, chunk);
                let number = u64_at(log, chunk + 8) + 2;
                log[chunk + 16..chunk + 24].copy_from_slice(&number.to_le_bytes());
                log[chunk + 32..chunk + 40].copy_from_slice(&id.to_le_bytes());
                let free = (at + size - chunk) as u32;
                log[chunk + 44..chunk + 48].copy_from_slice(&((at - chunk) as u32).to_le_bytes());
                log[chunk + 48..chunk + 52].copy_from_slice(&free.to_le_bytes());
                set_checksums(log, chunk);
            }
            Self::Bytes(changes) => {
                for (at, byte) in changes {
                    let at = at % log.len();
                    log[at.max(4096)] = *byte;
                }
            }
        }
    }
}

fn load(path: &Path, recovery: Recovery) -> Store {
    let options = LoadOptions {
        threads: 2,
        recovery,
        ..LoadOptions::default()
    };
    load_all(&[path.to_owned()], Arc::new(Catalog::builtin()), &options)
}

/// Each event by the offset of its record in the file, and whether it is marked as one that may
/// be altered.
pub(super) fn by_offset(store: &Store) -> Vec<(usize, Plain, bool)> {
    let events = store.order().iter().map(|&number| store.event(number));
    let events = events.map(|event| {
        let place = event.place();
        let at = 4096 + place.chunk as usize * CHUNK + usize::from(place.offset);
        (at, of(&event), place.damaged || place.recovered)
    });
    events.collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn intact_records_are_shown_and_altered_ones_are_marked(hurts in prop::collection::vec(hurt(), 1..3)) {
        let folder = tempfile::tempdir().unwrap();
        let whole = demo_bytes(400).to_vec();
        let path = written(folder.path(), "whole.evtx", &whole);
        let intact = by_offset(&load(&path, Recovery::Off));
        let mut log = whole.clone();
        // A second hurt of a cut log could be outside it.
        for hurt in &hurts {
            if log.len() == whole.len() {
                hurt.apply(&mut log);
            }
        }
        let path = written(folder.path(), "hurt.evtx", &log);
        let plain = by_offset(&load(&path, Recovery::Off));
        let store = load(&path, Recovery::On);
        let found = by_offset(&store);
        for &(at, size, id) in &walk(&whole) {
            if log.get(at..at + size) != Some(&whole[at..at + size]) {
                continue;
            }
            let shown = found.iter().find(|found| found.0 == at);
            let Some((_, event, is_marked)) = shown else {
                return Err(TestCaseError::fail(format!("{hurts:?}: record {id} at {at} is lost")));
            };
            let original = intact.iter().find(|intact| intact.0 == at);
            let is_same = original.is_some_and(|(_, original, _)| original.is(event));
            prop_assert!(is_same || *is_marked, "{hurts:?}: record {id} at {at} is altered: {event:?}");
        }
        // Nothing that was not there is shown as if it were sound.
        for (at, event, is_marked) in plain.iter().chain(&found) {
            let original = intact.iter().find(|intact| intact.0 == *at);
            let is_same = original.is_some_and(|(_, original, _)| original.is(event));
            prop_assert!(is_same || *is_marked, "{hurts:?}: made at {at}: {event:?}");
        }
        // What is not shown without `--recover` is said.
        if plain.len() < intact.len() {
            prop_assert!(load(&path, Recovery::Off).problems().count() > 0, "{hurts:?}");
        }
    }
}

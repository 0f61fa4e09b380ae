//! Chunks as they are while their log is written: with fewer records than they will have.

/// The chunks of a log by their offsets in it.
pub(super) fn offsets(log: &[u8]) -> impl Iterator<Item = usize> + use<> {
    (4096..log.len()).step_by(65536)
}

/// Makes a chunk's header end behind so many of its records; returns the offset of that end.
pub(super) fn end_behind(chunk: &mut [u8], records: u64) -> usize {
    let size = |at: usize| u32::from_le_bytes(chunk[at + 4..at + 8].try_into().unwrap()) as usize;
    let end = (0..records).fold(512, |at, _| at + size(at));
    // The numbers of its records, and their ids.
    for (first, last) in [(8, 16), (24, 32)] {
        let first = u64::from_le_bytes(chunk[first..first + 8].try_into().unwrap());
        chunk[last..last + 8].copy_from_slice(&(first + records - 1).to_le_bytes());
    }
    chunk[48..52].copy_from_slice(&(end as u32).to_le_bytes());
    end
}

/// Makes a chunk one without checksums, as those of a chunk that is being written are not true.
pub(super) fn leave_unchecked(chunk: &mut [u8]) {
    chunk[120..124].copy_from_slice(&4_u32.to_le_bytes());
}

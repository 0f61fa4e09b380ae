//! A synthetic but valid log: an EVTX writer, and a story that it writes; used by
//! `smbscope demo`, the tests and the benchmarks.

pub mod writer;

//! (stub) The benchmark: prints ratios from one run.

fn main() {}

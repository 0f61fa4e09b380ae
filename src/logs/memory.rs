//! How much memory there is to load logs into.

/// Bytes of memory that are free for this process; `None` where the system does not say.
pub fn available_memory() -> Option<u64> {
    let system = kilobytes(&std::fs::read_to_string("/proc/meminfo").ok()?)?;
    Some(group_limit().map_or(system, |limit| limit.min(system)))
}

/// `MemAvailable` of Linux's `/proc/meminfo`, in bytes.
fn kilobytes(meminfo: &str) -> Option<u64> {
    let line = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// What the control group of a container leaves.
fn group_limit() -> Option<u64> {
    let number = |name: &str| -> Option<u64> {
        let path = format!("/sys/fs/cgroup/{name}");
        std::fs::read_to_string(path).ok()?.trim().parse().ok()
    };
    Some(number("memory.max")?.saturating_sub(number("memory.current")?))
}

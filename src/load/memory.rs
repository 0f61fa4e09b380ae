//! The memory that there is to load logs into. The only file that names `sysinfo`, which knows
//! how each system is asked.

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// Bytes of memory that loading may use when nothing else was said: three quarters of what is
/// free for this process, in a container of what the container leaves. No limit where the system
/// does not say.
pub(crate) fn default_memory_limit() -> u64 {
    let memory = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
    let Ok(system) = System::new_with_specifics(memory) else {
        return u64::MAX;
    };
    let group = system.cgroup_limits().map(|limits| limits.free_memory);
    let free = system.available_memory();
    group.map_or(free, |left| left.min(free)) / 4 * 3
}

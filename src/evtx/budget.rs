//! Bounds on what one record may expand to. A record of some bytes can spell gigabytes: a value
//! may be substituted thousands of times, and a field's name is its whole path. So a record may
//! take so many times its own size, and what goes beyond that comes from a pool of its chunk;
//! what neither covers is cut, and said to be.

/// Bytes that a record may expand to for each of its own.
const TIMES: usize = 16;
/// Bytes that the records of a chunk may take beyond that.
const POOL: usize = 1 << 20;
/// Bytes that an element or a field takes beside its name and its value.
pub(crate) const OVERHEAD: usize = 8;

/// The bytes that are left for the records of a chunk.
#[derive(Debug)]
pub(crate) struct Budget {
    record: usize,
    pool: usize,
    cut: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            record: 0,
            pool: POOL,
            cut: 0,
        }
    }
}

impl Budget {
    /// A budget that no real record exceeds, for reading one record alone.
    pub(crate) fn for_one() -> Self {
        Self {
            pool: 4 * POOL,
            ..Self::default()
        }
    }

    /// Begins a record of so many bytes.
    pub(crate) fn begin(&mut self, size: usize) {
        self.record = TIMES * size;
        self.cut = 0;
    }

    /// Begins the names of the record's fields, which come beside their values.
    pub(crate) fn begin_names(&mut self, size: usize) {
        self.record = TIMES * size;
    }

    /// Tells whether so many bytes are within what a record of this size takes of its own.
    pub(crate) fn is_usual(size: usize, bytes: usize) -> bool {
        bytes <= TIMES * size
    }

    /// Takes so many bytes; `false`, and nothing taken, where they are not left.
    pub(crate) fn take(&mut self, bytes: usize) -> bool {
        let taken = self.take_some(bytes, bytes) == bytes;
        if !taken {
            self.leave_out(bytes);
        }
        taken
    }

    /// Takes as many bytes as are left, and `bytes` at most.
    pub(crate) fn take_up_to(&mut self, bytes: usize) -> usize {
        let taken = self.take_some(bytes, 0);
        self.leave_out(bytes - taken);
        taken
    }

    fn take_some(&mut self, bytes: usize, least: usize) -> usize {
        let taken = bytes.min(self.record + self.pool);
        if taken < least {
            return 0;
        }
        let own = taken.min(self.record);
        self.record -= own;
        self.pool -= taken - own;
        taken
    }

    /// Returns how many bytes are left.
    pub(crate) fn left(&self) -> usize {
        self.record + self.pool
    }

    /// Counts bytes that are left out for another reason.
    pub(crate) fn leave_out(&mut self, bytes: usize) {
        self.cut = self.cut.saturating_add(bytes);
    }

    /// Returns how many bytes of the record under way were left out.
    pub(crate) fn cut(&self) -> usize {
        self.cut
    }
}

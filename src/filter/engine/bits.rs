//! A set of rows, a bit each.

/// A set of some of so many rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    pub(crate) fn empty(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    pub(crate) fn full(len: usize) -> Self {
        let mut bits = Self {
            words: vec![u64::MAX; len.div_ceil(64)],
            len,
        };
        if let Some(last) = bits.words.last_mut()
            && !len.is_multiple_of(64)
        {
            *last = (1 << (len % 64)) - 1;
        }
        bits
    }

    /// The number of rows, in the set or not.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn contains(&self, row: usize) -> bool {
        self.words[row / 64] & 1 << (row % 64) != 0
    }

    /// Adds a row if it `is_in`, without a branch.
    #[inline]
    pub(crate) fn set(&mut self, row: usize, is_in: bool) {
        self.words[row / 64] |= u64::from(is_in) << (row % 64);
    }

    /// Adds the rows from `first` up to `end`.
    pub(crate) fn set_range(&mut self, first: usize, end: usize) {
        for (index, mask) in masks(first, end) {
            self.words[index] |= mask;
        }
    }

    /// The rows that are in another set of as many too.
    pub(crate) fn intersection(&self, mut other: Self) -> Self {
        for (other, word) in other.words.iter_mut().zip(&self.words) {
            *other &= word;
        }
        other
    }

    /// The rows of which `is_in` is true; it is asked of each.
    pub(crate) fn of_rows<T: Copy>(rows: &[T], is_in: impl Fn(T) -> bool) -> Self {
        let word = |rows: &[T]| {
            let bits = (0..)
                .zip(rows)
                .map(|(bit, &row)| u64::from(is_in(row)) << bit);
            bits.fold(0, |word: u64, bit| word | bit)
        };
        Self {
            words: rows.chunks(64).map(word).collect(),
            len: rows.len(),
        }
    }

    /// Calls `each` with the rows of the set from `first` up to `end`, ascending.
    pub(crate) fn for_each_in(&self, first: usize, end: usize, mut each: impl FnMut(usize)) {
        for (index, mask) in masks(first, end) {
            let mut left = self.words[index] & mask;
            if left == u64::MAX {
                (0..64).for_each(|bit| each(index * 64 + bit));
                continue;
            }
            while left != 0 {
                each(index * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    pub(crate) fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// The number of rows of the set from `first` up to `end`.
    pub(crate) fn count_in(&self, first: usize, end: usize) -> usize {
        masks(first, end)
            .map(|(index, mask)| (self.words[index] & mask).count_ones() as usize)
            .sum()
    }

    /// Adds the rows of another set of as many.
    pub(crate) fn union_with(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Removes the rows of another set of as many.
    pub(crate) fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Adds another set's rows, counted from `base`.
    pub(crate) fn union_at(&mut self, base: usize, other: &Self) {
        let (first, shift) = (base / 64, base % 64);
        for (word, other) in (first..).zip(&other.words) {
            self.words[word] |= other << shift;
            if shift > 0 && other >> (64 - shift) != 0 {
                self.words[word + 1] |= other >> (64 - shift);
            }
        }
    }

    /// The rows from `base` on, `len` of them, as a set of their own.
    pub(crate) fn slice(&self, base: usize, len: usize) -> Self {
        let mut slice = Self::full(len);
        let (first, shift) = (base / 64, base % 64);
        for (word, to) in (first..).zip(&mut slice.words) {
            let low = self.words.get(word).map_or(0, |word| word >> shift);
            let high = match shift {
                0 => 0,
                _ => self
                    .words
                    .get(word + 1)
                    .map_or(0, |word| word << (64 - shift)),
            };
            *to &= low | high;
        }
        slice
    }

    /// The rows of the set of which `keep` is true; `None` when that stops.
    pub(crate) fn filtered(&self, mut keep: impl FnMut(usize) -> Option<bool>) -> Option<Self> {
        let mut kept = Self::empty(self.len);
        for (index, &word) in self.words.iter().enumerate() {
            let mut left = word;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                if keep(index * 64 + bit as usize)? {
                    kept.words[index] |= 1 << bit;
                }
            }
        }
        Some(kept)
    }
}

/// The words that the rows from `first` up to `end` are in, with their bits there.
fn masks(first: usize, end: usize) -> impl Iterator<Item = (usize, u64)> {
    let words = if first < end {
        first / 64..end.div_ceil(64)
    } else {
        0..0
    };
    words.map(move |index| {
        let low = first.saturating_sub(index * 64).min(63);
        let high = (end - index * 64).min(64);
        (index, u64::MAX << low & u64::MAX >> (64 - high))
    })
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn parts_are_cut_out_and_put_back_at_any_offset() {
        for len in [1, 63, 64, 65, 200] {
            for base in [0, 1, 63, 64, 100] {
                let mut whole = Bits::empty(base + len + 3);
                let odd = Bits::full(len)
                    .filtered(|row| Some(row % 3 == 1))
                    .unwrap_or(Bits::empty(0));
                whole.union_at(base, &odd);
                assert_eq!(whole.slice(base, len), odd, "{len} at {base}");
                assert_eq!(whole.count(), odd.count());
            }
        }
    }

    #[test]
    fn all_rows_are_in_it_and_no_more() {
        assert_eq!(Bits::full(130).count(), 130);
        assert_eq!(Bits::full(0).count(), 0);
        assert!(Bits::empty(70).is_empty());
    }
}

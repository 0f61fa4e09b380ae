//! The cells of a segment, those of one field side by side: what is asked of a field reads no
//! others.

use crate::store::dictionary::Cell;

/// For each schema and each of its fields the cells of its events, in the order of the events.
#[derive(Debug, Default)]
pub(super) struct Columns {
    cells: Box<[Cell]>,
    /// For each schema where its first column begins, and how many events each has.
    codes: Vec<(usize, usize)>,
}

impl Columns {
    /// The columns of events of these schemas, which have so many fields each; and for each event
    /// its place in the columns of its schema. `cell` gives the cell of an event's field.
    pub(super) fn new(
        codes: &[u32],
        widths: impl Iterator<Item = usize>,
        cell: impl Fn(usize, usize) -> Cell,
    ) -> (Self, Vec<u32>) {
        let widths: Vec<usize> = widths.collect();
        let mut counts = vec![0; widths.len()];
        let in_head = |&schema: &u32| {
            let count = &mut counts[schema as usize];
            *count += 1;
            *count - 1
        };
        let indices: Vec<u32> = codes.iter().map(in_head).collect();
        let mut end = 0;
        let begin = |(&width, &count): (&usize, &u32)| {
            let start = end;
            end += width * count as usize;
            (start, count as usize)
        };
        let starts: Vec<(usize, usize)> = widths.iter().zip(&counts).map(begin).collect();
        let mut cells = vec![Cell::NULL; end].into_boxed_slice();
        for (row, (&schema, &index)) in codes.iter().zip(&indices).enumerate() {
            let (start, count) = starts[schema as usize];
            for place in 0..widths[schema as usize] {
                cells[start + place * count + index as usize] = cell(row, place);
            }
        }
        let columns = Self {
            cells,
            codes: starts,
        };
        (columns, indices)
    }

    /// Returns the number of cells.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cells of a field of a schema.
    #[inline]
    pub(super) fn column(&self, schema: usize, place: usize) -> &[Cell] {
        let (start, count) = self.codes[schema];
        &self.cells[start + place * count..][..count]
    }
}

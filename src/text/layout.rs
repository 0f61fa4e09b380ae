//! The layout of a table: which columns there is room for, and how wide each is.

/// A column as it is laid out.
#[derive(Debug, Clone, Copy)]
pub struct ColumnLayout {
    /// Its heading.
    pub title: &'static str,
    /// The cells that it needs. The last column takes what the others leave.
    pub width: usize,
    /// The cells that it may take where there is room; for the last column those above which the
    /// others take more than they need.
    pub widest: usize,
    /// The widths from `width` to `widest` that are of use; none where each is.
    pub steps: &'static [usize],
    /// The order in which columns give way, those of the highest rank first; 0 is for those that
    /// never do.
    pub rank: u8,
    /// The side that its cells stand at.
    pub align: Align,
}

impl ColumnLayout {
    /// A column of text of this width.
    pub const fn new(title: &'static str, width: usize, rank: u8) -> Self {
        Self {
            title,
            width,
            widest: width,
            steps: &[],
            rank,
            align: Align::Left,
        }
    }

    /// Sets the cells that it may take.
    #[must_use]
    pub const fn up_to(self, widest: usize) -> Self {
        Self { widest, ..self }
    }

    /// Sets the widths that are of use.
    #[must_use]
    pub const fn in_steps(self, steps: &'static [usize]) -> Self {
        Self { steps, ..self }
    }

    /// Puts its cells at the right.
    #[must_use]
    pub const fn of_numbers(self) -> Self {
        Self {
            align: Align::Right,
            ..self
        }
    }
}

/// The side of a column that its cells stand at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// The columns that fit into a width, `gap` cells apart, each with its place among all and with the
/// width that it gets.
pub fn fit(columns: &[ColumnLayout], width: usize, gap: usize) -> Vec<(usize, ColumnLayout)> {
    let needs = |shown: &[usize]| {
        let widths: usize = shown.iter().map(|&place| columns[place].width).sum();
        widths + gap * shown.len().saturating_sub(1)
    };
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    while needs(&shown) > width {
        let ranks = shown.iter().map(|&place| columns[place].rank).enumerate();
        let Some((at, _)) = ranks.filter(|rank| rank.1 > 0).max_by_key(|rank| rank.1) else {
            break;
        };
        shown.remove(at);
    }
    let Some(last) = shown.pop() else {
        return Vec::new();
    };
    let others = needs(&shown) + if shown.is_empty() { 0 } else { gap };
    let mut spare = width.saturating_sub(others.saturating_add(columns[last].widest));
    let mut left = width;
    let mut fitted = Vec::with_capacity(columns.len());
    let mut take = |place: usize, width| {
        let column = columns[place];
        fitted.push((place, ColumnLayout { width, ..column }));
    };
    for place in shown {
        let column = &columns[place];
        let most = column.widest.min(column.width + spare);
        let steps = column.steps.iter().copied();
        let own = steps.filter(|&step| step <= most).max().unwrap_or(most);
        spare -= own.saturating_sub(column.width);
        left = left.saturating_sub(own + gap);
        take(place, own);
    }
    take(last, left);
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIME: ColumnLayout = ColumnLayout::new("Time", 6, 2).up_to(10).in_steps(&[6, 10]);
    const ID: ColumnLayout = ColumnLayout::new("Id", 4, 0).up_to(6);
    const TEXT: ColumnLayout = ColumnLayout::new("Text", 10, 0).up_to(20);

    fn widths(columns: &[ColumnLayout], width: usize, gap: usize) -> Vec<(usize, usize)> {
        let fitted = fit(columns, width, gap).into_iter();
        fitted
            .map(|(place, column)| (place, column.width))
            .collect()
    }

    #[test]
    fn columns_give_way_then_the_last_grows_then_the_others() {
        let columns = [TIME, ID, TEXT];
        for (width, expected) in [
            (0, vec![(1, 4), (2, 0)]),
            (10, vec![(1, 4), (2, 5)]),
            (21, vec![(1, 4), (2, 16)]),
            (22, vec![(0, 6), (1, 4), (2, 10)]),
            (32, vec![(0, 6), (1, 4), (2, 20)]),
            (35, vec![(0, 6), (1, 6), (2, 21)]),
            (36, vec![(0, 10), (1, 4), (2, 20)]),
            (99, vec![(0, 10), (1, 6), (2, 81)]),
        ] {
            assert_eq!(widths(&columns, width, 1), expected, "{width}");
        }
        assert_eq!(widths(&[], 80, 1), []);
    }

    #[test]
    fn a_last_column_that_takes_everything_leaves_the_others_narrow() {
        let text = TEXT.up_to(usize::MAX);
        assert_eq!(widths(&[TIME, ID, text], 99, 2), [(0, 6), (1, 4), (2, 85)]);
    }
}

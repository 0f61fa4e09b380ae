//! The columns of the events' table that there is room for.

use crate::events::{Cell, Column, TableKind, columns_of};
use crate::text::{self, ColumnLayout};

/// The width of a time with its year, to the second.
const YEAR_TO_SECOND: usize = 19;

/// The columns that fit into a width, each with its own; one blank stands between two. Times of
/// several years have their year at any width.
pub(crate) fn fit(width: usize, several_years: bool) -> Vec<(&'static Column, ColumnLayout)> {
    let columns = columns_of(TableKind::Explorer);
    let layouts: Vec<ColumnLayout> = columns
        .iter()
        .map(|&(column, layout)| match column.cell {
            Cell::Time if several_years => ColumnLayout {
                width: YEAR_TO_SECOND,
                ..layout
            },
            _ => layout,
        })
        .collect();
    let fitted = text::fit(&layouts, width, 1).into_iter();
    fitted
        .map(|(place, layout)| (columns[place].0, layout))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(width: usize) -> Vec<&'static str> {
        fit(width, false)
            .iter()
            .map(|(_, layout)| layout.title)
            .collect()
    }

    #[test]
    fn columns_give_way_from_the_least_needed_one() {
        assert_eq!(titles(61), ["Time", "L", "Id", "Summary"]);
        assert_eq!(titles(78), ["Time", "L", "Id", "Client", "Summary"]);
        assert_eq!(titles(90), ["Time", "L", "Id", "Client", "User", "Summary"]);
        assert_eq!(
            titles(102),
            ["Time", "L", "Id", "Client", "User", "Share", "Summary"],
            "what is left of 160 columns beside the detail"
        );
        assert_eq!(titles(118).last(), Some(&"Summary"));
        assert_eq!(titles(200).len(), columns_of(TableKind::Explorer).len());
    }

    #[test]
    fn the_columns_fill_the_width_exactly() {
        for (width, years) in (60..300).flat_map(|width| [(width, false), (width, true)]) {
            let fitted = fit(width, years);
            let used: usize = fitted.iter().map(|(_, layout)| layout.width + 1).sum();
            assert_eq!(used - 1, width, "{fitted:?}");
        }
    }
}

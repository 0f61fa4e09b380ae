//! The columns of the events' table, and which of them give way when it is narrow.

use crate::catalog::Role;
use crate::events::{CLIENT, Event, Port, SHARE};

/// A column of the events' table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub(crate) enum Column {
    Time,
    Level,
    Id,
    Client,
    User,
    Share,
    Computer,
    Summary,
}

/// The layout of a column.
#[derive(Debug)]
pub(crate) struct ColumnInfo {
    /// The column.
    pub(crate) column: Column,
    /// Its heading.
    pub(crate) title: &'static str,
    /// Its least width in columns of the screen.
    width: usize,
    /// The columns by which it may become wider once the summary has room.
    spare: usize,
    /// Columns with a higher number give way first.
    gives_way: u8,
}

/// Every column, from left to right. The summary takes what the others leave.
pub(crate) static COLUMNS: &[ColumnInfo] = &[
    info(Column::Time, "Time", 14, 9, 0),
    info(Column::Level, "L", 1, 0, 0),
    info(Column::Id, "Id", 5, 0, 0),
    info(Column::Client, "Client", 15, 8, 1),
    info(Column::User, "User", 14, 10, 2),
    info(Column::Share, "Share", 12, 10, 3),
    info(Column::Computer, "Computer", 12, 12, 4),
    info(Column::Summary, "Summary", SUMMARY_LEAST, 0, 0),
];

/// The width of a time with its year, to the second.
const YEAR_TO_SECOND: usize = 19;
/// Below this width of the summary another column gives way.
const SUMMARY_LEAST: usize = 34;
/// Above this width of the summary the other columns become wider.
const SUMMARY_AMPLE: usize = 56;

const fn info(
    column: Column,
    title: &'static str,
    width: usize,
    spare: usize,
    gives_way: u8,
) -> ColumnInfo {
    ColumnInfo {
        column,
        title,
        width,
        spare,
        gives_way,
    }
}

/// The columns that fit into a width, each with its own; one blank stands between two. Times of
/// several years have their year at any width.
pub(crate) fn fit(width: usize, several_years: bool) -> Vec<(&'static ColumnInfo, usize)> {
    let narrowest = |info: &ColumnInfo| match info.column {
        Column::Time if several_years => YEAR_TO_SECOND,
        _ => info.width,
    };
    let needs = |shown: &[&ColumnInfo]| {
        shown
            .iter()
            .map(|info| narrowest(info) + 1)
            .sum::<usize>()
            .saturating_sub(1)
    };
    let mut shown: Vec<&'static ColumnInfo> = COLUMNS.iter().collect();
    while needs(&shown) > width {
        let Some((at, _)) = shown
            .iter()
            .enumerate()
            .filter(|(_, info)| info.gives_way > 0)
            .max_by_key(|(_, info)| info.gives_way)
        else {
            break;
        };
        shown.remove(at);
    }
    let mut spare = (width + SUMMARY_LEAST).saturating_sub(needs(&shown) + SUMMARY_AMPLE);
    let mut used = 0;
    let last = shown.len().saturating_sub(1);
    shown
        .into_iter()
        .enumerate()
        .map(|(at, info)| {
            let own = if at == last {
                width.saturating_sub(used)
            } else {
                let most = info.width + info.spare;
                let wider = spare.min(most - narrowest(info));
                let own = time_steps(info, narrowest(info) + wider);
                spare -= own - narrowest(info);
                own
            };
            used += own + 1;
            (info, own)
        })
        .collect()
}

/// The time has no use for any width: it shows month to second, or the year too, or milliseconds too.
fn time_steps(info: &ColumnInfo, width: usize) -> usize {
    match (info.column, width) {
        (Column::Time, ..YEAR_TO_SECOND) => info.width,
        (Column::Time, YEAR_TO_SECOND..23) => YEAR_TO_SECOND,
        _ => width,
    }
}

impl Column {
    /// The fields of which the column shows the first one that has a value.
    pub(crate) fn roles(self) -> &'static [Role] {
        match self {
            Self::Client => CLIENT,
            Self::User => &[Role::UserName],
            Self::Share => SHARE,
            _ => &[],
        }
    }

    /// The filter term that asks for what the column shows.
    pub(crate) fn term(self) -> Option<&'static str> {
        match self {
            Self::Level => Some("level"),
            Self::Id => Some("event"),
            Self::Client => Some("client"),
            Self::User => Some("user"),
            Self::Share => Some("share"),
            Self::Computer => Some("computer"),
            Self::Time | Self::Summary => None,
        }
    }

    /// The text of an event in the column, its time and level left to whoever formats them. Not
    /// yet made safe for a terminal.
    pub(crate) fn text(self, event: &Event<'_>) -> String {
        match self {
            Self::Time => event.time().to_string(),
            Self::Level => event.level().letter().to_string(),
            Self::Id => event.system().event_id.to_string(),
            Self::Computer => event.system().computer.to_string(),
            Self::Summary => event.summary(),
            Self::Client => event.client().shown(Port::Without).unwrap_or_default(),
            Self::User => event
                .user()
                .map(|user| user.to_string())
                .unwrap_or_default(),
            Self::Share => event.share().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(width: usize) -> Vec<&'static str> {
        fit(width, false)
            .iter()
            .map(|(info, _)| info.title)
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
        assert_eq!(titles(200).len(), COLUMNS.len());
    }

    #[test]
    fn the_columns_fill_the_width_exactly() {
        for (width, years) in (60..300).flat_map(|width| [(width, false), (width, true)]) {
            let fitted = fit(width, years);
            let used: usize = fitted.iter().map(|(_, own)| own + 1).sum();
            assert_eq!(used - 1, width, "{fitted:?}");
        }
    }
}

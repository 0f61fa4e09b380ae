//! Text in terminal cells: its width, cut with an ellipsis, broken into lines, laid out in columns.
//! Whatever passes through here is safe for a terminal.

mod cluster;
mod cut;
mod layout;
mod wrap;

pub use cluster::{Cluster, clusters, width};
pub use cut::{Cut, cut, truncate};
pub use layout::{Align, ColumnLayout, fit};
pub use wrap::{LongWords, Row, wrap};

//! Answers for people and for other programs: columns, JSON Lines, CSV, Markdown.

mod csv;
mod event_lines;
mod event_table;
pub mod json;
mod markdown;
mod row_lines;
mod table;
mod wrap;

pub use csv::{write_csv, write_csv_header};
pub use event_lines::EventLines;
pub use event_table::EventTable;
pub use markdown::{code, plain, write_catalog, write_table};
pub use row_lines::{push_row, write_row};
pub use table::Table;
pub use wrap::write_wrapped;

//! Answers for people and for other programs: columns, JSON Lines, CSV, Markdown.

mod csv;
mod event_lines;
mod event_table;
mod json;
mod jsonl;
mod markdown;
mod table;
mod wrap;

pub use csv::{write_csv, write_csv_header};
pub use event_lines::EventLines;
pub use event_table::EventTable;
pub use jsonl::{RowLine, write_line, write_row};
pub use markdown::{code, plain, write_catalog, write_table};
pub use table::{Column, Table};
pub use wrap::write_wrapped;

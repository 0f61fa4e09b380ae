//! Drawing: each pane is a function of what it shows.

pub mod guidance;
mod page;
pub mod text;

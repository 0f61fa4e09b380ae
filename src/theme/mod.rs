//! Roles to styles: the looks of meanings, in the built-in themes and in the user's own, on
//! terminals of any number of colours.

mod depth;
mod file;
mod library;
mod role;
mod styles;
pub(crate) mod toml_file;

pub use depth::ColorDepth;
pub use library::{load, names};
pub use role::Role;
pub use styles::Theme;

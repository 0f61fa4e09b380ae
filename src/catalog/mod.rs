//! The meaning of events: the provider document (embedded as published), its rows joined to the
//! provider's published facts, message templates, guidance, categories, field lists, search.

#[allow(clippy::module_inception)] // The one type that gives the folder its name.
mod catalog;
mod category;
mod channel;
mod document;
mod facts;
mod guidance;
mod inline;
mod join;
mod names;
mod provider;
mod row;
mod search;
mod suggest;
mod template;
mod versions;

pub use catalog::Catalog;
pub use category::{Category, category_names};
pub use channel::channel_default_on;
pub use document::{CatalogError, Expected};
pub use facts::{FieldList, field_list, field_lists};
pub use guidance::{Block, BlockKind, blocks};
pub use inline::{Inline, inlines};
pub use provider::{SMB_SERVER, same_provider};
pub use row::{Field, Join, JoinKind, Level, Role, Row, Twin};
pub use search::{Hit, Rank, fuzzy_name, word_ranges};
pub use template::{Piece, template};
pub use versions::{Retyped, VersionChange, changes};

//! Raw values and their readings for a person: one table of decoders.

pub mod access;
pub mod address;
mod amount;
mod ascii;
mod bytes;
mod decoder;
mod decoders;
pub mod descriptor;
mod explain;
mod flags;
mod format;
mod parameter;
mod raw;
mod reading;
mod sid;
pub mod status;
mod time;
mod untrusted;

pub use address::SocketAddress;
pub use amount::{bits_per_second, byte_count, duration, parse_byte_count, parse_duration};
pub use bytes::from_hex;
pub use decoders::Decoder;
pub use explain::{Explanation, explain_value, explained_kinds};
pub use format::{DecoderInfo, Sample};
pub use parameter::{parameter, with_parameters};
pub use raw::{Hex, Raw};
pub use reading::Reading;
pub use sid::{Sid, sid_name};
pub use time::{FileTime, Period, Zone, parse_period};
pub use untrusted::{is_hidden, visible, visible_line};

//! How a raw value reads for a person: one table of decoders, and the raw values they take.

pub mod access;
pub mod address;
mod amount;
mod ascii;
mod bytes;
mod decoder;
pub mod descriptor;
mod explain;
mod flags;
pub mod fsctl;
mod keywords;
mod maps;
mod network;
mod parameter;
mod plain;
mod raw;
mod samples;
mod settings;
mod share;
mod sid;
mod smb2;
pub mod status;
mod table;
mod time;
mod untrusted;

pub use address::SocketAddress;
pub use amount::{bits_per_second, byte_count, duration, parse_byte_count, parse_duration};
pub use bytes::from_hex;
pub use decoder::{Decoder, Reading, Sample};
pub use explain::{Explanation, explain_value, explained_kinds};
pub use parameter::{parameter, with_parameters};
pub use raw::{Hex, Raw};
pub use sid::{Sid, sid_name};
pub use table::{DECODERS, decoder};
pub use time::{FileTime, Period, Zone, parse_period};
pub use untrusted::{is_hidden, visible, visible_line};

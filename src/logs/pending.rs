//! Stand-ins for the decoders and the message templates until their branches are merged.

use crate::values::Raw;

pub(super) enum Piece<'a> {
    Literal(&'a str),
    Insertion(usize),
}

pub(super) fn template(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        let digits = after.bytes().take(2).take_while(u8::is_ascii_digit).count();
        pieces.push(Piece::Literal(before));
        if digits > 0 {
            let (number, after) = after.split_at(digits);
            pieces.push(Piece::Insertion(number.parse().unwrap_or(0)));
            rest = after;
        } else {
            pieces.push(Piece::Literal("%"));
            rest = after;
        }
    }
    pieces.push(Piece::Literal(rest));
    pieces
}

/// Stand-in.
#[derive(Debug)]
pub enum Reading {
    /// Stand-in.
    Known(String),
    /// Stand-in.
    NotDocumented,
}

pub(super) struct Decoder;

pub(super) fn decoder(_name: &str) -> Option<&'static Decoder> {
    None
}

impl Decoder {
    pub(super) fn read(&self, _raw: Raw<'_>) -> Option<Reading> {
        None
    }

    pub(super) fn in_message(&self, raw: Raw<'_>) -> String {
        raw.to_string()
    }
}

pub(super) mod status {
    pub(in crate::logs) fn name(_code: u32) -> Option<&'static str> {
        None
    }
}

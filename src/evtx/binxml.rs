//! The tokens of `BinXML` ([MS-EVEN6] 2.2.12, as event logs store it: names are offsets into the
//! chunk). Reads the tokens that logs are made of; a stream with any other is [`Unsupported`].

use super::utf16;

/// Something that this reader does not read; the reference reader does, or says what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unsupported;

/// A place in a chunk to read on from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub(crate) data: &'a [u8],
    pub(crate) at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(data: &'a [u8], at: usize) -> Self {
        Self { data, at }
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Unsupported> {
        let end = self.at.checked_add(length).ok_or(Unsupported)?;
        let taken = self.data.get(self.at..end).ok_or(Unsupported)?;
        self.at = end;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Unsupported> {
        self.take(N)?.try_into().map_err(|_| Unsupported)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Unsupported> {
        self.array().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Unsupported> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Unsupported> {
        self.array().map(u32::from_le_bytes)
    }

    /// UTF-16 text after its length in code units.
    fn text(&mut self) -> Result<&'a [u8], Unsupported> {
        let units = self.u16()?;
        self.take(usize::from(units) * 2)
    }

    /// A reference to a name: its UTF-16 text. Where a name is used first in a chunk it stands
    /// right behind the reference, and is skipped.
    fn name(&mut self) -> Result<&'a [u8], Unsupported> {
        let offset = self.u32()? as usize;
        let mut name = Cursor::new(self.data, offset.checked_add(NAME_LINK).ok_or(Unsupported)?);
        let text = utf16::until_nul(name.text()?);
        name.u16()?;
        if self.at == offset {
            self.at = name.at;
        }
        Ok(text)
    }
}

/// Bytes before the length of a name: the offset of the next name and the hash.
const NAME_LINK: usize = 6;

/// The token that ends a stream.
pub(crate) const END: u8 = 0x00;
/// The token of a template instance.
pub(crate) const INSTANCE: u8 = 0x0C;
/// The token of a fragment's header, which has three more bytes.
pub(crate) const FRAGMENT: u8 = 0x0F;
/// The type of text.
pub(crate) const TEXT: u8 = 0x01;

/// Receives what [`walk`] reads. Text and names are UTF-16 as stored.
pub(crate) trait Sink<'a> {
    /// An element begins; in a template, `dependency` is the substitution it depends on.
    fn open(&mut self, name: &'a [u8], dependency: Option<u16>) -> Result<(), Unsupported>;
    /// An attribute of the element that began last begins.
    fn attribute(&mut self, name: &'a [u8]) -> Result<(), Unsupported>;
    /// The attributes of the element end.
    fn content(&mut self) -> Result<(), Unsupported>;
    /// The element that began last and has not ended ends.
    fn close(&mut self) -> Result<(), Unsupported>;
    /// Text of the attribute or element that is open.
    fn text(&mut self, text: &'a [u8]) -> Result<(), Unsupported>;
    /// A character that is spelt as its number.
    fn character(&mut self, unit: u16) -> Result<(), Unsupported>;
    /// An entity (`amp`).
    fn entity(&mut self, name: &'a [u8]) -> Result<(), Unsupported>;
    /// The place of a substitution.
    fn substitution(&mut self, id: u16) -> Result<(), Unsupported>;
}

/// A stream of tokens in a chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stream<'a> {
    /// The chunk.
    pub(crate) data: &'a [u8],
    /// The offset of its first byte.
    pub(crate) start: usize,
    /// The offset behind its last byte.
    pub(crate) end: usize,
    /// True if it is a template's definition: its elements name the substitution that they depend
    /// on.
    pub(crate) is_template: bool,
}

/// Reads a stream of tokens.
///
/// # Errors
/// When it is none, or `sink` refuses a token.
pub(crate) fn walk<'a>(stream: Stream<'a>, sink: &mut impl Sink<'a>) -> Result<(), Unsupported> {
    let Stream {
        data,
        start,
        end,
        is_template: template,
    } = stream;
    let mut cursor = Cursor::new(data, start);
    let mut depth = 0_usize;
    let mut in_tag = false;
    while cursor.at < end {
        match cursor.u8()? {
            END => break,
            // In some tokens bit 6 says that more follows; in this one, that attributes do.
            token @ (0x01 | 0x41) if !in_tag => {
                let dependency = if template {
                    Some(cursor.u16()?).filter(|&id| id != NO_DEPENDENCY)
                } else {
                    None
                };
                let _size = cursor.u32()?;
                let name = cursor.name()?;
                if token == 0x41 {
                    let _size_of_attributes = cursor.u32()?;
                }
                depth += 1;
                in_tag = true;
                sink.open(name, dependency)?;
            }
            0x02 if in_tag => {
                in_tag = false;
                sink.content()?;
            }
            0x03 if in_tag => {
                in_tag = false;
                depth -= 1;
                sink.content()?;
                sink.close()?;
            }
            0x04 if !in_tag && depth > 0 => {
                depth -= 1;
                sink.close()?;
            }
            0x05 | 0x45 if depth > 0 => match cursor.u8()? {
                TEXT => sink.text(cursor.text()?)?,
                _ => return Err(Unsupported),
            },
            0x06 | 0x46 if in_tag => sink.attribute(cursor.name()?)?,
            0x07 | 0x47 if depth > 0 => sink.text(cursor.text()?)?,
            0x08 | 0x48 if depth > 0 => sink.character(cursor.u16()?)?,
            0x09 | 0x49 if depth > 0 => sink.entity(cursor.name()?)?,
            // An instruction for a program that reads XML says nothing of the event.
            0x0A => drop(cursor.name()?),
            0x0B => drop(cursor.text()?),
            0x0D | 0x0E if template && depth > 0 => {
                let id = cursor.u16()?;
                let _type = cursor.u8()?;
                sink.substitution(id)?;
            }
            FRAGMENT => {
                cursor.take(3)?;
            }
            _ => return Err(Unsupported),
        }
        if cursor.at > end {
            return Err(Unsupported);
        }
    }
    if depth == 0 && !in_tag {
        Ok(())
    } else {
        Err(Unsupported)
    }
}

/// The dependency of an element that depends on nothing.
const NO_DEPENDENCY: u16 = 0xFFFF;

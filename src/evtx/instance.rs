//! A template instance: which template, and its values where they lie.

use super::binxml::{Cursor, END, FRAGMENT, INSTANCE, Unsupported};
use super::format::RECORD_HEADER;
use super::value::Substitution;

/// Reads the template instance that a stream begins with, and its values. Returns the offset of
/// the template's definition and the offset behind the instance; `None` where none begins.
///
/// # Errors
/// When the instance goes beyond the stream.
pub(crate) fn first<'a>(
    data: &'a [u8],
    start: usize,
    end: usize,
    values: &mut Vec<Substitution<'a>>,
) -> Result<Option<(u32, usize)>, Unsupported> {
    let stream = data.get(start..end).ok_or(Unsupported)?;
    let skip = match stream {
        [INSTANCE, ..] => 1,
        [FRAGMENT, _, _, _, INSTANCE, ..] => 5,
        _ => return Ok(None),
    };
    let mut cursor = Cursor::new(data, start + skip);
    let definition = read(&mut cursor, values)?;
    if cursor.at > end {
        return Err(Unsupported);
    }
    Ok(Some((definition, cursor.at)))
}

/// Reads a stream that is one template instance: the offset of its definition. `None` if it is
/// anything else.
///
/// # Errors
/// As those of [`first`].
pub(crate) fn single<'a>(
    data: &'a [u8],
    start: usize,
    end: usize,
    values: &mut Vec<Substitution<'a>>,
) -> Result<Option<u32>, Unsupported> {
    let first = first(data, start, end, values)?;
    Ok(first
        .filter(|&(_, after)| is_end(data, after, end))
        .map(|first| first.0))
}

/// Tells whether a stream that is read up to an offset ends there.
pub(crate) fn is_end(data: &[u8], at: usize, end: usize) -> bool {
    matches!(data.get(at..end), Some([] | [END, ..]))
}

/// Tells whether the template of the record at an offset is another by now: of carved records it
/// may have been written over. A record names its template by the beginning of the template's GUID.
pub(crate) fn lost_its_template(data: &[u8], record: usize) -> bool {
    is_instance_of_another(data, record + RECORD_HEADER)
}

/// Tells whether an instance begins at `start`, and its template is not the one that it names.
pub(crate) fn is_instance_of_another(data: &[u8], start: usize) -> bool {
    let body = data.get(start..).unwrap_or_default();
    let ([FRAGMENT, _, _, _, INSTANCE, _, rest @ ..] | [INSTANCE, _, rest @ ..]) = body else {
        return false;
    };
    let Some((&id, rest)) = rest.split_first_chunk::<4>() else {
        return false;
    };
    let definition = rest.first_chunk().map(|at| u32::from_le_bytes(*at));
    let guid = definition.and_then(|at| Some(Definition::at(data, at).ok()?.guid));
    guid.is_none_or(|guid| !guid.starts_with(&id))
}

fn read<'a>(
    cursor: &mut Cursor<'a>,
    values: &mut Vec<Substitution<'a>>,
) -> Result<u32, Unsupported> {
    values.clear();
    let _unknown = cursor.u8()?;
    let _template_id = cursor.u32()?;
    let definition = cursor.u32()?;
    // Where a template is used first in a chunk, its definition stands in the instance.
    if cursor.at == definition as usize {
        let size = Definition::at(cursor.data, definition)?.end - cursor.at;
        cursor.take(size)?;
    }
    let count = cursor.u32()? as usize;
    let (descriptors, _) = cursor
        .take(count.checked_mul(4).ok_or(Unsupported)?)?
        .as_chunks::<4>();
    for &[low, high, kind, _] in descriptors {
        let at = cursor.at;
        let bytes = cursor.take(usize::from(u16::from_le_bytes([low, high])))?;
        values.push(Substitution { kind, at, bytes });
    }
    Ok(definition)
}

/// A template's definition in a chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Definition {
    pub(crate) guid: [u8; 16],
    /// The offset of its first token.
    pub(crate) start: usize,
    /// The offset behind its last token.
    pub(crate) end: usize,
}

impl Definition {
    pub(crate) fn at(data: &[u8], offset: u32) -> Result<Self, Unsupported> {
        let mut cursor = Cursor::new(data, offset as usize);
        let _next = cursor.u32()?;
        let guid = cursor.array()?;
        let size = cursor.u32()? as usize;
        let start = cursor.at;
        cursor.take(size)?;
        Ok(Self {
            guid,
            start,
            end: cursor.at,
        })
    }
}

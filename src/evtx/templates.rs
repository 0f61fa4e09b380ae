//! The templates of a chunk, each made into a plan once.

use std::rc::Rc;

use hashbrown::{DefaultHashBuilder, HashMap};

use super::binxml::{Stream, Unsupported};
use super::instance::Definition;
use super::plan::Plan;
use super::shape;

/// Templates that are remembered; more than any real log has.
const TEMPLATES: usize = 16384;
/// Bytes of names and texts of the templates that are remembered.
const KEPT: usize = 16 << 20;

/// The templates of a chunk, and of those before it.
#[derive(Default)]
pub(crate) struct Templates {
    hasher: DefaultHashBuilder,
    /// By GUID and fingerprint, as a template is written again in each chunk.
    known: HashMap<([u8; 16], u64), (u32, Rc<Plan>)>,
    /// By where they are in this chunk.
    here: HashMap<u32, (u32, Rc<Plan>)>,
    next: u32,
    /// Bytes of the names and texts of all that are known.
    kept: usize,
    /// Bytes of names and texts that may still be looked at, and kept, in this chunk.
    left: Left,
}

/// Bytes of names and texts of the templates of a chunk: names may be used again and again, so
/// that a small chunk can spell gigabytes.
struct Left {
    looked_at: usize,
    kept: usize,
}

impl Default for Left {
    fn default() -> Self {
        Self {
            looked_at: 16 << 20,
            kept: 2 << 20,
        }
    }
}

/// Bytes of names and texts that one template may have.
const LARGEST: usize = 1 << 20;

impl Templates {
    /// Forgets where the templates of the last chunk were.
    pub(crate) fn begin_chunk(&mut self) {
        self.here.clear();
        self.left = Left::default();
    }

    /// The plan of the template at an offset of the chunk, with a number of its own.
    pub(crate) fn plan(
        &mut self,
        data: &[u8],
        offset: u32,
    ) -> Result<(u32, Rc<Plan>), Unsupported> {
        if let Some((number, plan)) = self.here.get(&offset) {
            return Ok((*number, Rc::clone(plan)));
        }
        let definition = Definition::at(data, offset)?;
        let stream = Stream {
            data,
            start: definition.start,
            end: definition.end,
            is_template: true,
        };
        let guid = definition.guid;
        let fingerprint = shape::fingerprint(stream, &self.hasher, &mut self.left.looked_at)?;
        if !self.known.contains_key(&(guid, fingerprint)) {
            let room = self.left.kept.min(LARGEST);
            let mut left = room;
            let shapes = shape::read(stream, &mut left)?;
            self.left.kept -= room - left;
            self.kept += room - left;
            let [shape] = <[_; 1]>::try_from(shapes).map_err(|_| Unsupported)?;
            if self.known.len() >= TEMPLATES || self.kept >= KEPT {
                self.known.clear();
                self.kept = room - left;
            }
            self.next += 1;
            let made = (self.next, Rc::new(Plan::new(shape)));
            self.known.insert((guid, fingerprint), made);
        }
        let found = self.known.get(&(guid, fingerprint)).ok_or(Unsupported)?;
        let found = (found.0, Rc::clone(&found.1));
        self.here.insert(offset, (found.0, Rc::clone(&found.1)));
        Ok(found)
    }
}

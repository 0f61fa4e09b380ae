//! The templates of a chunk, each made into a plan once.

use std::rc::Rc;

use hashbrown::{DefaultHashBuilder, HashMap};

use super::binxml::Unsupported;
use super::instance::Definition;
use super::plan::Plan;
use super::shape;

/// Templates that are remembered; more than any real log has.
const TEMPLATES: usize = 16384;

/// The templates of a chunk, and of those before it.
#[derive(Default)]
pub(crate) struct Templates {
    hasher: DefaultHashBuilder,
    /// By GUID and fingerprint, as a template is written again in each chunk.
    known: HashMap<([u8; 16], u64), (u32, Rc<Plan>)>,
    /// By where they are in this chunk.
    here: HashMap<u32, (u32, Rc<Plan>)>,
    next: u32,
}

impl Templates {
    /// Forgets where the templates of the last chunk were.
    pub(crate) fn begin_chunk(&mut self) {
        self.here.clear();
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
        let Definition { guid, start, end } = definition;
        let fingerprint = shape::fingerprint(data, start, end, &self.hasher)?;
        if !self.known.contains_key(&(guid, fingerprint)) {
            let root = shape::read(data, start, end, true)?;
            let [root] = <[_; 1]>::try_from(root).map_err(|_| Unsupported)?;
            if self.known.len() >= TEMPLATES {
                self.known.clear();
            }
            self.next += 1;
            let made = (self.next, Rc::new(Plan::new(root)));
            self.known.insert((guid, fingerprint), made);
        }
        let found = self.known.get(&(guid, fingerprint)).ok_or(Unsupported)?;
        let found = (found.0, Rc::clone(&found.1));
        self.here.insert(offset, (found.0, Rc::clone(&found.1)));
        Ok(found)
    }
}

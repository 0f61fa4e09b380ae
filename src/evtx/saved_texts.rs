//! Messages that were saved beside a log. Windows saves a log "with display information" as the
//! log and `LocaleMetaData/<name>_<LCID>.MTA`, which holds the text of every event as it was
//! rendered there ([MS-EVEN6] 3.1.1.7). The loader reads them before it
//! shows the first event; else they are read when the first of them is wanted.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use evtx::mta::{MtaEvent, MtaFile};

use super::log_reader::LogReader;
use super::record::Place;
use crate::values::parameter;

/// The folder beside a log that the texts are in.
const FOLDER: &str = "LocaleMetaData";
/// The language that is taken where there are several: English, as the program's own texts.
const ENGLISH: u32 = 1033;
/// The largest file that is read, in bytes: it is kept in memory.
const LARGEST: u64 = 256 << 20;

/// The texts beside one log, shared by all snapshots of what is loaded.
#[derive(Debug, Clone, Default)]
pub struct SavedTexts(Arc<OnceLock<Saved>>);

#[derive(Debug, Default)]
enum Saved {
    /// There are none.
    #[default]
    None,
    /// There are, and they cannot be read: a sentence says why.
    Unread(String),
    /// These, and the log itself, whose record numbers tell which is whose.
    Read(Box<(MtaFile, Option<LogReader>)>),
}

impl SavedTexts {
    /// Those of a log that nothing lies beside, as of one that was unpacked.
    pub(crate) fn none() -> Self {
        Self(Arc::new(OnceLock::from(Saved::None)))
    }

    fn of(&self, log: &Path) -> &Saved {
        self.0.get_or_init(|| read(log))
    }

    /// Reads them, so that nobody waits for that later.
    pub(crate) fn read(&self, log: &Path) {
        self.of(log);
    }

    /// Tells whether there are any that can be read.
    pub(crate) fn are_there(&self, log: &Path) -> bool {
        matches!(self.of(log), Saved::Read(_))
    }

    /// Returns the reason why those that are there cannot be read.
    pub(crate) fn problem(&self, log: &Path) -> Option<&str> {
        match self.of(log) {
            Saved::Unread(problem) => Some(problem),
            _ => None,
        }
    }

    /// Returns the text of a record, with the words for its parameter strings (`%%1843`).
    pub(crate) fn text(
        &self,
        log: &Path,
        provider: &str,
        event_record_id: u64,
        place: Place,
    ) -> Option<String> {
        let Saved::Read(read) = self.of(log) else {
            return None;
        };
        let (texts, log) = &**read;
        let record = log
            .as_ref()
            .and_then(|log| log.record_header(place.chunk, usize::from(place.offset)));
        let saved = texts.rendering_info(&MtaEvent {
            provider,
            record_number: record.map_or(0, |record| record.id),
            event_record_id,
            ..MtaEvent::default()
        })?;
        let text = saved.message?.trim();
        (!text.is_empty()).then(|| worded(text))
    }
}

fn read(log: &Path) -> Saved {
    let Some(path) = beside(log) else {
        return Saved::None;
    };
    let shown = path.display();
    let cure = "save the log with its display information again";
    match fs::metadata(&path) {
        Ok(metadata) if metadata.len() > LARGEST => {
            let limit = LARGEST >> 20;
            return Saved::Unread(format!("{shown} has more than {limit} MiB and is not read"));
        }
        _ => {}
    }
    match MtaFile::from_path(&path) {
        Ok(texts) => {
            let log = LogReader::open(log).ok().map(|(reader, _)| reader);
            Saved::Read(Box::new((texts, log)))
        }
        Err(error) => Saved::Unread(format!("{shown} cannot be read ({error}): {cure}")),
    }
}

/// The file of texts beside a log: the English one, else the one of the lowest language number.
fn beside(log: &Path) -> Option<PathBuf> {
    let stem = log.file_stem()?.to_str()?;
    let language = |path: &PathBuf| -> Option<u32> {
        let name = path.file_name()?.to_str()?;
        let (before, number) = name.rsplit_once('.')?.0.rsplit_once('_')?;
        let is_texts = path.extension()?.eq_ignore_ascii_case("mta");
        (is_texts && before.eq_ignore_ascii_case(stem)).then(|| number.parse().ok())?
    };
    fs::read_dir(log.parent()?.join(FOLDER))
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter_map(|path| Some((language(&path)?, path)))
        .min_by_key(|(language, _)| (*language != ENGLISH, *language))
        .map(|(_, path)| path)
}

/// A text with the words for those of its parameter strings that are known.
fn worded(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("%%") {
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = after.split_at(digits);
        let string = format!("%%{number}");
        words.push_str(before);
        words.push_str(parameter(&string).unwrap_or(&string));
        rest = after;
    }
    words.push_str(rest);
    words
}

#[cfg(test)]
mod tests {
    use super::worded;

    #[test]
    fn known_parameter_strings_become_words_where_they_stand() {
        for (text, expected) in [
            ("Elevated: %%1843.", "Elevated: No."),
            ("%%1842%%1843", "YesNo"),
            ("100%% of %%99999 and %%", "100%% of %%99999 and %%"),
            ("plain", "plain"),
        ] {
            assert_eq!(worded(text), expected);
        }
    }
}

//! Fuzzy search over the catalog: by id, by title, by the words of the whole text, then also by
//! those of category, channel and fields.

use std::cmp::Reverse;
use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::row::Row;

/// A row that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its index in [`super::Catalog::rows`].
    pub row: usize,
    /// The kind of match; hits come in this order.
    pub rank: Rank,
    /// The characters of the title (by number, from 0) that match.
    pub title_marks: Vec<usize>,
    /// The characters of the id that match.
    pub id_marks: Vec<usize>,
    /// True where the words are in the row's text or facts, so that [`word_ranges`] marks them there.
    pub text_words: bool,
}

/// The ways in which a row matches a search, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The search is empty: every row.
    All,
    /// Its id is the search.
    Id,
    /// Its id starts with the search.
    IdPrefix,
    /// Its id and title hold the typed characters in this order.
    Title,
    /// Its text holds every word.
    Text,
    /// Its text, category, channel and names of fields together hold every word.
    Facts,
}

/// All rows as the search reads them.
#[derive(Debug, Default)]
pub(super) struct SearchIndex {
    rows: Vec<IndexedRow>,
}

/// A row as the search reads it.
#[derive(Debug)]
struct IndexedRow {
    /// The id and the title.
    name: String,
    /// The length of the id in `name`.
    id: usize,
    /// The id and the whole text, in lower case.
    text: String,
    /// The category, the channel without its provider and the names of the fields, in lower case.
    facts: String,
}

/// The characters of a title that are matched fuzzily: a list shows no more of it.
const TITLE: usize = 400;

impl IndexedRow {
    fn new(row: &Row) -> Self {
        let id = row.id.to_string();
        let title: String = row.title.chars().take(TITLE).collect();
        let guidance = row.guidance.as_deref().unwrap_or_default();
        let channel = row.channel.unwrap_or_default();
        let mut facts = vec![
            &*row.category,
            channel.rsplit('/').next().unwrap_or_default(),
        ];
        facts.extend(row.fields.iter().map(|field| &*field.name));
        Self {
            name: format!("{id} {title}"),
            id: id.len(),
            text: format!("{id} {}\n{guidance}", row.message).to_lowercase(),
            facts: facts.join("\n").to_lowercase(),
        }
    }

    /// Rank, score within it and matching characters of `name`, where the row is found at all.
    fn find(&self, matcher: &SkimMatcherV2, query: &str) -> Option<(Rank, i64, Vec<usize>)> {
        if query.is_empty() {
            return Some((Rank::All, 0, Vec::new()));
        }
        if self.name.starts_with(query) && query.len() <= self.id {
            let whole = query.len() == self.id;
            let rank = if whole { Rank::Id } else { Rank::IdPrefix };
            return Some((rank, 0, (0..query.len()).collect()));
        }
        if let Some((score, marks)) = fuzzy(matcher, &self.name, query) {
            return Some((Rank::Title, score, marks));
        }
        let mut rank = Rank::Text;
        for word in query.split(' ') {
            if !self.text.contains(word) {
                if !self.facts.contains(word) {
                    return None;
                }
                rank = Rank::Facts;
            }
        }
        Some((rank, 0, word_marks(&self.name, query)))
    }
}

impl SearchIndex {
    pub(super) fn push(&mut self, row: &Row) {
        self.rows.push(IndexedRow::new(row));
    }

    /// The searched texts of all rows, in lower case.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter();
        rows.flat_map(|row| [row.text.as_str(), &row.facts])
    }

    /// The rows that match a search, best first.
    pub(super) fn search(&self, query: &str) -> Vec<Hit> {
        let query = folded(query);
        let matcher = matcher();
        let mut hits: Vec<(Rank, Reverse<i64>, Hit)> = Vec::new();
        for (row, indexed) in self.rows.iter().enumerate() {
            let Some((rank, score, mut id_marks)) = indexed.find(&matcher, &query) else {
                continue;
            };
            let in_title = id_marks.partition_point(|&mark| mark < indexed.id);
            let in_title = id_marks.split_off(in_title).into_iter();
            let title_marks = in_title.filter_map(|mark| mark.checked_sub(indexed.id + 1));
            let hit = Hit {
                row,
                rank,
                title_marks: title_marks.collect(),
                id_marks,
                text_words: rank >= Rank::Text,
            };
            hits.push((rank, Reverse(score), hit));
        }
        hits.sort_by_key(|&(rank, score, _)| (rank, score));
        hits.into_iter().map(|(_, _, hit)| hit).collect()
    }
}

/// A search in lower case, its words with one space between them.
pub(super) fn folded(query: &str) -> String {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// The score of a name for a search (more is better), and its matching characters.
pub fn fuzzy_name(name: &str, query: &str) -> Option<(i64, Vec<usize>)> {
    fuzzy(&matcher(), name, &folded(query))
}

fn matcher() -> SkimMatcherV2 {
    SkimMatcherV2::default().ignore_case()
}

/// The score and the matching characters of `choice`, where the match is no accident.
fn fuzzy(matcher: &SkimMatcherV2, choice: &str, query: &str) -> Option<(i64, Vec<usize>)> {
    let (score, marks) = matcher.fuzzy_indices(choice, query)?;
    let letters: Vec<char> = choice.chars().collect();
    let typed: Vec<char> = query.chars().collect();
    // Each typed character has its mark, spaces too.
    let mut rest = marks.as_slice();
    let meant = typed.split(|&letter| letter == ' ').all(|word| {
        let (marks, after) = rest.split_at(word.len().min(rest.len()));
        rest = after.get(1..).unwrap_or_default();
        is_meant(&letters, marks)
    });
    meant.then_some((score, marks))
}

/// True for a match that is no accident. In long titles the letters of almost any short word occur
/// in order ("spn" in half of them), so the matched characters must be one run, or lie close
/// together from the start of a word, or be runs of which nearly all start a word or are three
/// characters long.
fn is_meant(letters: &[char], marks: &[usize]) -> bool {
    let starts_word = |mark: usize| mark == 0 || !letters[mark - 1].is_alphanumeric();
    let (Some(&first), Some(&last)) = (marks.first(), marks.last()) else {
        return true;
    };
    let mut runs = marks
        .chunk_by(|before, after| before + 1 == *after)
        .peekable();
    let close = match runs.peek() {
        Some([_]) => 2 * marks.len(),
        _ => 3 * marks.len(),
    };
    let span = last + 1 - first;
    if span == marks.len() || (starts_word(first) && span <= close) {
        return true;
    }
    let stray: usize = runs
        .filter(|run| run.len() < 3 && !starts_word(run[0]))
        .map(<[usize]>::len)
        .sum();
    stray <= (marks.len() - 1) / 4
}

/// The characters of a text (by number) that are part of a word of the search.
fn word_marks(text: &str, query: &str) -> Vec<usize> {
    let ranges = word_ranges(text, query);
    let letters = text.char_indices().enumerate();
    letters
        .filter(|(_, (at, _))| ranges.iter().any(|range| range.contains(at)))
        .map(|(number, _)| number)
        .collect()
}

/// The byte ranges of a text that hold a word of the search, whatever its case, in order and
/// without overlaps.
pub fn word_ranges(text: &str, query: &str) -> Vec<Range<usize>> {
    let letters: Vec<(char, Range<usize>)> = text
        .char_indices()
        .flat_map(|(at, letter)| {
            let range = at..at + letter.len_utf8();
            letter
                .to_lowercase()
                .map(move |lower| (lower, range.clone()))
        })
        .collect();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for word in query.split_whitespace() {
        let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        for window in letters.windows(word.len()) {
            let fits = window
                .iter()
                .zip(&word)
                .all(|((letter, _), other)| letter == other);
            if let (true, [(_, first), .., (_, last)] | [(_, first @ last)]) = (fits, window) {
                ranges.push(first.start..last.end);
            }
        }
    }
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, before| {
        let touches = next.start <= before.end;
        if touches {
            before.end = before.end.max(next.end);
        }
        touches
    });
    ranges
}

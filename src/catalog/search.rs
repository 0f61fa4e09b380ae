//! Fuzzy search over the catalog: by id, by title, then by the words of the whole text.

use std::cmp::Reverse;
use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::Catalog;
use super::row::Row;

/// A row that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its index in [`Catalog::rows`].
    pub row: usize,
    /// What was found; hits come in this order.
    pub rank: Rank,
    /// The characters of the title (by number, from 0) that match.
    pub title_marks: Vec<usize>,
    /// The characters of the id that match.
    pub id_marks: Vec<usize>,
    /// Whether only the text holds the words, so that the marks are found there
    /// ([`word_ranges`]).
    pub text_words: bool,
}

/// How a row matches a search, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The search is empty: every row.
    All,
    /// Its id is what was typed.
    Id,
    /// Its id starts with what was typed.
    IdPrefix,
    /// Its id and title hold the typed characters in this order.
    Title,
    /// Its text holds every word.
    Text,
}

/// What is searched for words: the id and the whole text of a row, in lower case.
pub(super) fn folded(row: &Row) -> String {
    let guidance = row.guidance.as_deref().unwrap_or_default();
    format!("{} {}\n{guidance}", row.id, row.message).to_lowercase()
}

/// The rows that match what was typed: exact id, id prefix, fuzzy on id and title (best first),
/// then rows whose text holds every word; else in document order. An empty search finds all.
pub fn search(catalog: &Catalog, query: &str) -> Vec<Hit> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let query = words.join(" ");
    let matcher = SkimMatcherV2::default().ignore_case();
    let mut hits: Vec<(Rank, Reverse<i64>, Hit)> = Vec::new();
    for (row, facts) in catalog.rows.iter().enumerate() {
        let id = facts.id.to_string();
        let (rank, score, marks) = if query.is_empty() {
            (Rank::All, 0, Vec::new())
        } else if id.starts_with(&query) {
            let whole = id.len() == query.len();
            let rank = if whole { Rank::Id } else { Rank::IdPrefix };
            (rank, 0, (0..query.len()).collect())
        } else if let Some((score, marks)) =
            fuzzy(&matcher, &format!("{id} {}", facts.title), &query)
        {
            (Rank::Title, score, marks)
        } else if words.iter().all(|word| catalog.folded[row].contains(word)) {
            (Rank::Text, 0, Vec::new())
        } else {
            continue;
        };
        let (id_marks, title_marks): (Vec<usize>, Vec<usize>) = marks
            .into_iter()
            .filter(|&mark| mark != id.len())
            .partition(|&mark| mark < id.len());
        let hit = Hit {
            row,
            rank,
            title_marks: title_marks.iter().map(|mark| mark - id.len() - 1).collect(),
            id_marks,
            text_words: rank == Rank::Text,
        };
        hits.push((rank, Reverse(score), hit));
    }
    hits.sort_by_key(|&(rank, score, _)| (rank, score));
    hits.into_iter().map(|(_, _, hit)| hit).collect()
}

/// How well a name answers what was typed (more is better), and its matching characters.
pub fn fuzzy_name(name: &str, query: &str) -> Option<(i64, Vec<usize>)> {
    SkimMatcherV2::default().ignore_case().fuzzy_indices(name, query)
}

/// The score and the matching characters of `choice`, where the match is no accident.
fn fuzzy(matcher: &SkimMatcherV2, choice: &str, query: &str) -> Option<(i64, Vec<usize>)> {
    matcher.fuzzy_indices(choice, query)
}

/// The byte ranges of a text that hold a word of what was typed, whatever its case, in order
/// and without overlaps.
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

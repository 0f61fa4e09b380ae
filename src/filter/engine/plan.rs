//! What is to be looked at in the events of each head: all that a head decides is decided here,
//! once for its events.

use std::ops::Range;

use super::across::{Crossing, Joints, Places};
use super::bits::Bits;
use super::columns::{Answers, Question};
use super::plain::fixed_text;
use crate::catalog::Row;
use crate::events::{FieldView, TextPart, message};
use crate::evtx::System;
use crate::filter::language::needle::Needle;
use crate::filter::language::text::Pattern;
use crate::store::{Head, Segment};
use crate::values::Raw;

/// What a head says about its events.
pub(crate) enum Plan {
    /// All pass.
    All,
    /// Those pass of which one of these values does.
    Values(Columns),
    /// Those too in whose message text lies across these parts.
    Across(Columns, Crossing),
    /// Those too whose message passes, which must be made to tell.
    Message(Columns),
}

/// Values to look at: place in the record, and slot of the answers.
type Columns = Vec<(usize, usize)>;

/// The plans for the heads of a segment.
pub(crate) struct Plans<'a> {
    segment: &'a Segment,
    answers: Answers<'a>,
    joints: Option<Joints<'a>>,
    /// Whether most values of the segment will be asked about.
    is_eager: bool,
    of_heads: Vec<Plan>,
    /// The rows that are still looked at.
    left: Vec<u32>,
}

impl<'a> Plans<'a> {
    /// No plans yet. `rows` are those that will be looked at.
    pub(crate) fn new(segment: &'a Segment, rows: &Bits) -> Self {
        let is_eager = 2 * rows.count() > rows.len();
        Self {
            segment,
            is_eager,
            answers: Answers::new(segment.dictionary(), is_eager),
            joints: None,
            of_heads: Vec::new(),
            left: Vec::new(),
        }
    }

    /// The columns for a question about fields of the head that is next, given by their places:
    /// those in which a value may pass.
    pub(crate) fn columns(
        &mut self,
        question: &Question<'a>,
        fields: impl Iterator<Item = (usize, FieldView<'a>)>,
    ) -> Columns {
        let kinds = self.segment.kinds().get(self.of_heads.len());
        fields
            .filter_map(|(place, view)| {
                let kinds = kinds.and_then(|kinds| kinds.get(place)).copied();
                let slot = self.answers.slot(question, view, kinds.unwrap_or_default());
                Some((place, slot?))
            })
            .collect()
    }

    /// Adds the plan of the next head.
    pub(crate) fn add(&mut self, plan: Plan) {
        self.of_heads.push(plan);
    }

    /// Adds the next head's plan for a pattern that may fit anything that can be read.
    pub(crate) fn add_text(
        &mut self,
        pattern: &'a Pattern,
        head: &'a Head,
        row: Option<&Row>,
        has_saved_texts: bool,
    ) {
        let System {
            provider,
            channel,
            computer,
            ..
        } = &head.system;
        let mut shared = [provider, channel, computer].into_iter();
        if shared.any(|text| pattern.fits(text)) || fixed_text(row).any(|text| pattern.fits(text)) {
            return self.add(Plan::All);
        }
        let samples = samples(head);
        let fields = samples.iter().copied().enumerate();
        let columns = self.columns(&Question::Reading(pattern), fields);
        let plan = match pattern {
            Pattern::Contains(needle) => {
                let parts = parts(head, row, has_saved_texts);
                self.across(needle, parts, &samples, columns)
            }
            _ => Plan::Values(columns),
        };
        self.add(plan);
    }

    /// Adds the next head's plan for text in messages.
    pub(crate) fn add_message(
        &mut self,
        needle: &'a Needle,
        pattern: &'a Pattern,
        head: &'a Head,
        row: Option<&Row>,
        has_saved_texts: bool,
    ) {
        let samples = samples(head);
        let parts = parts(head, row, has_saved_texts);
        let shown = parts.iter().flatten().filter_map(|part| match part {
            TextPart::Value(place) => Some((*place, samples[*place])),
            TextPart::Fixed(_) => None,
        });
        let columns = self.columns(&Question::InMessage(pattern), shown);
        let plan = self.across(needle, parts, &samples, columns);
        self.add(plan);
    }

    /// The plan for text that may be in one of the values, or lie across parts of the message.
    fn across(
        &mut self,
        needle: &'a Needle,
        parts: Option<Vec<TextPart<'_>>>,
        samples: &[FieldView<'a>],
        columns: Columns,
    ) -> Plan {
        let Some(parts) = parts else {
            return Plan::Message(columns);
        };
        let segment = self.segment;
        let is_eager = self.is_eager;
        let joints = || Joints::new(needle, segment, is_eager);
        let joints = self.joints.get_or_insert_with(joints);
        let kinds = segment.kinds().get(self.of_heads.len());
        match joints.places(&parts, samples, kinds.map_or(&[], AsRef::as_ref)) {
            Places::Always => Plan::All,
            Places::Inside => Plan::Values(columns),
            Places::Across(crossing) => Plan::Across(columns, crossing),
            Places::Unknown => Plan::Message(columns),
        }
    }

    /// The heads of which some events may pass.
    pub(crate) fn heads(&self) -> Vec<usize> {
        let may_pass = |plan: &Plan| !matches!(plan, Plan::Values(columns) if columns.is_empty());
        let plans = self.of_heads.iter().enumerate();
        plans
            .filter_map(|(head, plan)| may_pass(plan).then_some(head))
            .collect()
    }

    /// Adds those of `rows` to `found` that pass: of the events of a head in `block`, a part of
    /// [`Segment::rows_of`]. `message` says whether a row's message passes.
    pub(crate) fn pick(
        &mut self,
        head: usize,
        block: Range<usize>,
        rows: &Bits,
        found: &mut Bits,
        message: impl Fn(usize) -> bool,
    ) {
        let segment = self.segment;
        let of_head = &segment.rows_of(head)[block.clone()];
        let row_at = |at: &u32| of_head[*at as usize] as usize;
        let left = &mut self.left;
        left.clear();
        left.extend((0..of_head.len() as u32).filter(|at| rows.holds(row_at(at))));
        let columns = match &self.of_heads[head] {
            Plan::All => return left.iter().for_each(|at| found.put(row_at(at), true)),
            Plan::Values(columns) | Plan::Across(columns, _) | Plan::Message(columns) => columns,
        };
        for &(place, slot) in columns {
            if left.is_empty() {
                return;
            }
            let column = &segment.column(head, place)[block.clone()];
            self.answers.pick(slot, column, of_head, left, found);
        }
        match (&self.of_heads[head], &mut self.joints) {
            (Plan::Across(_, crossing), Some(joints)) => {
                let first = block.start;
                for at in left.iter() {
                    let is_across = joints.is_across(crossing, head, first + *at as usize);
                    found.put(row_at(at), is_across);
                }
            }
            (Plan::Message(_), _) => {
                for row in left.iter().map(row_at) {
                    found.put(row, message(row));
                }
            }
            _ => {}
        }
    }
}

/// A head's fields, without values.
pub(crate) fn samples(head: &Head) -> Vec<FieldView<'_>> {
    let names = head.names.iter().enumerate();
    names
        .map(|(place, name)| FieldView {
            name,
            raw: Raw::Null,
            cut: None,
            field: head.join.fields.get(place).and_then(Option::as_ref),
        })
        .collect()
}

/// The parts of the messages of a head's events. `None` where a message may be a text that was
/// saved beside its log.
fn parts<'a>(
    head: &Head,
    row: Option<&'a Row>,
    has_saved_texts: bool,
) -> Option<Vec<TextPart<'a>>> {
    let is_in_catalog = row.is_some_and(|row| !row.message.is_empty());
    (is_in_catalog || !has_saved_texts).then(|| message(head, row))
}

//! A plan for each schema, of the values to look at in its events: all that a schema decides is
//! decided here, once for its events.

use std::ops::Range;

use super::across::{Boundaries, CrossPartMatcher, Places};
use super::bits::Bits;
use super::columns::{Answers, Question};
use super::reference::fixed_text;
use crate::catalog::Row;
use crate::events::{FieldView, TextPart, message};
use crate::evtx::System;
use crate::filter::language::{Needle, Pattern};
use crate::store::{EventSchema, Segment};
use crate::values::Raw;

/// The way to the events of a schema that pass.
pub(crate) enum ScanPlan {
    /// All pass.
    All,
    /// Those of which one of these values passes.
    Values(Columns),
    /// Those too in whose message text lies across parts.
    Across(Columns, CrossPartMatcher),
    /// Those too whose message passes, which is made for that.
    Message(Columns),
}

/// Values to look at: place in the record, and slot of the answers.
type Columns = Vec<(usize, usize)>;

/// The plans for the schemas of a segment.
pub(crate) struct ScanPlans<'a> {
    segment: &'a Segment,
    answers: Answers<'a>,
    boundaries: Option<Boundaries<'a>>,
    /// Set where most values of the segment will be asked about.
    is_eager: bool,
    of_schemas: Vec<ScanPlan>,
    /// The rows that are still looked at.
    left: Vec<u32>,
}

impl<'a> ScanPlans<'a> {
    /// No plans yet. `rows` are those that will be looked at.
    pub(crate) fn new(segment: &'a Segment, rows: &Bits) -> Self {
        let is_eager = 2 * rows.count() > rows.len();
        Self {
            segment,
            is_eager,
            answers: Answers::new(segment.dictionary(), is_eager),
            boundaries: None,
            of_schemas: Vec::new(),
            left: Vec::new(),
        }
    }

    /// The columns for a question about fields of the schema that is next, given by their places:
    /// those in which a value may pass.
    pub(crate) fn columns(
        &mut self,
        question: &Question<'a>,
        fields: impl Iterator<Item = (usize, FieldView<'a>)>,
    ) -> Columns {
        let kinds = self.segment.kinds().get(self.of_schemas.len());
        fields
            .filter_map(|(place, view)| {
                let kinds = kinds.and_then(|kinds| kinds.get(place)).copied();
                let slot = self.answers.slot(question, view, kinds.unwrap_or_default());
                Some((place, slot?))
            })
            .collect()
    }

    /// Adds the plan of the next schema.
    pub(crate) fn push(&mut self, plan: ScanPlan) {
        self.of_schemas.push(plan);
    }

    /// Adds the next schema's plan for a pattern that may match anything that can be read.
    pub(crate) fn push_text(
        &mut self,
        pattern: &'a Pattern,
        schema: &'a EventSchema,
        row: Option<&Row>,
        has_saved_texts: bool,
    ) {
        let System {
            provider,
            channel,
            computer,
            ..
        } = &schema.system;
        let mut shared = [provider, channel, computer].into_iter();
        if shared.any(|text| pattern.matches(text))
            || fixed_text(row).any(|text| pattern.matches(text))
        {
            return self.push(ScanPlan::All);
        }
        let samples = samples(schema);
        let fields = samples.iter().copied().enumerate();
        let columns = self.columns(&Question::Reading(pattern), fields);
        let plan = match pattern {
            Pattern::Contains(needle) => {
                let parts = parts(schema, row, has_saved_texts);
                self.across(needle, parts, &samples, columns)
            }
            _ => ScanPlan::Values(columns),
        };
        self.push(plan);
    }

    /// Adds the next schema's plan for text in messages.
    pub(crate) fn push_message(
        &mut self,
        needle: &'a Needle,
        pattern: &'a Pattern,
        schema: &'a EventSchema,
        row: Option<&Row>,
        has_saved_texts: bool,
    ) {
        let samples = samples(schema);
        let parts = parts(schema, row, has_saved_texts);
        let shown = parts.iter().flatten().filter_map(|part| match part {
            TextPart::Value(place) => Some((*place, samples[*place])),
            TextPart::Fixed(_) => None,
        });
        let columns = self.columns(&Question::InMessage(pattern), shown);
        let plan = self.across(needle, parts, &samples, columns);
        self.push(plan);
    }

    /// The plan for text that may be in one of the values, or lie across parts of the message.
    fn across(
        &mut self,
        needle: &'a Needle,
        parts: Option<Vec<TextPart<'_>>>,
        samples: &[FieldView<'a>],
        columns: Columns,
    ) -> ScanPlan {
        let Some(parts) = parts else {
            return ScanPlan::Message(columns);
        };
        let segment = self.segment;
        let is_eager = self.is_eager;
        let boundaries = || Boundaries::new(needle, segment, is_eager);
        let boundaries = self.boundaries.get_or_insert_with(boundaries);
        let kinds = segment.kinds().get(self.of_schemas.len());
        match boundaries.places(&parts, samples, kinds.map_or(&[], AsRef::as_ref)) {
            Places::Always => ScanPlan::All,
            Places::Inside => ScanPlan::Values(columns),
            Places::Across(matcher) => ScanPlan::Across(columns, matcher),
            Places::Unknown => ScanPlan::Message(columns),
        }
    }

    /// The schemas of which some events may pass.
    pub(crate) fn schemas(&self) -> Vec<usize> {
        let may_pass =
            |plan: &ScanPlan| !matches!(plan, ScanPlan::Values(columns) if columns.is_empty());
        let plans = self.of_schemas.iter().enumerate();
        plans
            .filter_map(|(schema, plan)| may_pass(plan).then_some(schema))
            .collect()
    }

    /// Adds those of `rows` to `found` that pass: of the events of a schema in `block`, a part of
    /// [`Segment::rows_of`]. `message` is true of a row whose message passes.
    pub(crate) fn pick(
        &mut self,
        schema: usize,
        block: Range<usize>,
        rows: &Bits,
        found: &mut Bits,
        message: impl Fn(usize) -> bool,
    ) {
        let segment = self.segment;
        let of_schema = &segment.rows_of(schema)[block.clone()];
        let row_at = |at: &u32| of_schema[*at as usize] as usize;
        let left = &mut self.left;
        left.clear();
        left.extend((0..of_schema.len() as u32).filter(|at| rows.contains(row_at(at))));
        let columns = match &self.of_schemas[schema] {
            ScanPlan::All => return left.iter().for_each(|at| found.set(row_at(at), true)),
            ScanPlan::Values(columns)
            | ScanPlan::Across(columns, _)
            | ScanPlan::Message(columns) => columns,
        };
        for &(place, slot) in columns {
            if left.is_empty() {
                return;
            }
            let column = &segment.column(schema, place)[block.clone()];
            self.answers.pick(slot, column, of_schema, left, found);
        }
        match (&self.of_schemas[schema], &mut self.boundaries) {
            (ScanPlan::Across(_, matcher), Some(boundaries)) => {
                let first = block.start;
                for at in left.iter() {
                    let is_across = boundaries.matches(matcher, schema, first + *at as usize);
                    found.set(row_at(at), is_across);
                }
            }
            (ScanPlan::Message(_), _) => {
                for row in left.iter().map(row_at) {
                    found.set(row, message(row));
                }
            }
            _ => {}
        }
    }
}

/// A schema's fields, without values.
pub(crate) fn samples(schema: &EventSchema) -> Vec<FieldView<'_>> {
    let names = schema.names.iter().enumerate();
    names
        .map(|(place, name)| FieldView {
            name,
            raw: Raw::Null,
            cut: None,
            field: schema.join.fields.get(place).and_then(Option::as_ref),
        })
        .collect()
}

/// The parts of the messages of a schema's events. `None` where a message may be a text that was
/// saved beside its log.
fn parts<'a>(
    schema: &EventSchema,
    row: Option<&'a Row>,
    has_saved_texts: bool,
) -> Option<Vec<TextPart<'a>>> {
    let is_in_catalog = row.is_some_and(|row| !row.message.is_empty());
    (is_in_catalog || !has_saved_texts).then(|| message(schema, row))
}

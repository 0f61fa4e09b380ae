//! The explanation of a field's value, for a pop-up.

use super::detail::Item;
use crate::app::list::Scroll;
use crate::app::mode::Explanation;
use crate::filter;

/// Explains an item's value.
pub(in crate::app) fn explanation(item: &Item<'_>) -> Explanation {
    let mut lines = Vec::new();
    let decoder = item
        .field
        .and_then(|view| Some((view, view.field?.decoder?)));
    match decoder {
        Some((view, decoder)) => lines.extend(decoder.explain(view.raw)),
        None => lines.push((
            "Note".to_owned(),
            "This value needs no decoding, or none is documented for it.".to_owned(),
        )),
    }
    if let Some(decoded) = &item.decoded
        && !lines.iter().any(|(label, _)| label == "Reads")
    {
        lines.insert(0, ("Reads".to_owned(), decoded.clone()));
    }
    if let Some(field) = item.field.and_then(|view| view.field)
        && !field.in_type.is_empty()
    {
        lines.push(("Type".to_owned(), field.in_type.to_owned()));
    }
    lines.push((
        "Filter".to_owned(),
        filter::term_for(&item.term.0, &item.term.1),
    ));
    lines.push(("Raw".to_owned(), item.raw.clone()));
    // The reading and its parts come first, the source and the raw value last.
    lines.sort_by_key(|(label, _)| match label.as_str() {
        "Reads" => 0,
        "Kind" | "Type" | "Filter" => 2,
        "Source" => 3,
        "Raw" => 4,
        _ => 1,
    });
    lines.dedup();
    Explanation {
        title: item.name.clone().into_owned(),
        lines,
        scroll: Scroll::default(),
    }
}

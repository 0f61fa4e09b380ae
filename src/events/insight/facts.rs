//! An event's values as the sentences about it need them.

use std::borrow::Cow;
use std::time::Duration;

use crate::catalog::Role;
use crate::events::event::Event;
use crate::events::field::FieldView;

/// The values of an event. A value that is empty is none.
pub(super) struct Facts<'a, 'e>(pub(super) &'e Event<'a>);

impl<'a> Facts<'a, '_> {
    /// The field of this name, which the provider spells in either case.
    pub(super) fn field(&self, name: &str) -> Option<FieldView<'a>> {
        self.0
            .fields()
            .find(|view| view.name.eq_ignore_ascii_case(name) && !view.raw.is_empty())
    }

    /// Whether the record has a field of this name, with a value or without.
    pub(super) fn lists(&self, name: &str) -> bool {
        self.0
            .fields()
            .any(|view| view.name.eq_ignore_ascii_case(name))
    }

    /// How the field of this name reads.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.field(name).map(|view| view.in_message())
    }

    /// How the field of this role reads.
    pub(super) fn role(&self, role: Role) -> Option<String> {
        self.0.role(role).map(|view| view.in_message())
    }

    /// The field of this name as a number.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.field(name)?.raw.as_u64()
    }

    /// The field of this name as 32 bits.
    pub(super) fn bits(&self, name: &str) -> Option<u32> {
        self.field(name)?.raw.as_u32()
    }

    /// Whether the field of this name is true.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.text(name)
            .is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }

    /// The field of this role, in milliseconds.
    pub(super) fn milliseconds(&self, role: Role) -> Option<Duration> {
        let count = self.0.role(role)?.raw.as_u64()?;
        Some(Duration::from_millis(count))
    }

    /// The bytes of the field of this name, also where a record without a template spells them.
    pub(super) fn bytes(&self, name: &str) -> Option<Cow<'a, [u8]>> {
        self.field(name)?.raw.as_bytes()
    }

    /// The client, by its name and address as far as they are known.
    pub(super) fn client(&self) -> String {
        let name = self.role(Role::ClientName);
        let address = self.role(Role::ClientAddress);
        match (name, address) {
            (Some(name), Some(address)) => format!("{name} ({address})"),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => "a client that the record does not name".to_owned(),
        }
    }
}

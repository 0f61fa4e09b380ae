//! An event's values as the sentences about it need them.

use std::borrow::Cow;
use std::time::Duration;

use crate::catalog::Role;
use crate::events::event::Event;
use crate::events::field::FieldView;
use crate::events::subject::Port;

/// The values of an event; empty ones are none.
pub(super) struct Facts<'a, 'e>(pub(super) &'e Event<'a>);

impl<'a> Facts<'a, '_> {
    /// The field of this name, which the provider spells in either case.
    pub(super) fn field(&self, name: &str) -> Option<FieldView<'a>> {
        self.0
            .fields()
            .find(|view| view.name.eq_ignore_ascii_case(name) && !view.raw.is_empty())
    }

    /// Finds a field of this name, with a value or without.
    pub(super) fn has_field(&self, name: &str) -> bool {
        self.0
            .fields()
            .any(|view| view.name.eq_ignore_ascii_case(name))
    }

    /// The reading of the field of this name.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.field(name).map(|view| view.in_message())
    }

    /// The reading of the field of this role.
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

    /// Tests the field of this name for `true`.
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

    /// The user.
    pub(super) fn user(&self) -> Option<String> {
        self.0.user().map(|user| user.to_string())
    }

    /// The code of the status that the event ended with.
    pub(super) fn status(&self) -> Option<u32> {
        self.0.status()?.code()
    }

    /// The client, by its name and address as far as they are known.
    pub(super) fn client(&self) -> String {
        let client = self.0.client();
        match (client.name(), client.address(Port::With)) {
            (Some(name), Some(address)) => format!("{name} ({address})"),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => "a client that the record does not name".to_owned(),
        }
    }
}

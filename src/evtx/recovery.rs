//! The choice whether space that is no longer used is read too.

/// Reading of space that is no longer used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Recovery {
    /// It is left aside.
    #[default]
    Off,
    /// Its records are carved, marked as recovered.
    On,
}

impl From<bool> for Recovery {
    fn from(is_on: bool) -> Self {
        if is_on { Self::On } else { Self::Off }
    }
}

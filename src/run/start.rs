//! The settings of a start: the command line, over the settings file, over the defaults.

use std::path::PathBuf;
use std::sync::Arc;

use super::explore::Start;
use crate::app::{Keymap, Mouse};
use crate::catalog::Catalog;
use crate::commands::{Error, Options, parse_filter};
use crate::config;
use crate::load::LoadOptions;
use crate::theme::{self, ColorDepth, Theme};
use crate::values::Zone;

/// Reads the settings of a start.
///
/// # Errors
/// The settings, the theme, a key or the filter is wrong.
pub(super) fn read(
    catalog: Catalog,
    paths: Vec<PathBuf>,
    options: &Options,
) -> Result<Start, Error> {
    parse_filter(options.filter.as_deref())?;
    let settings = config::load(options.config.as_deref()).map_err(Error::message)?;
    let own_keys = settings.keys.iter();
    let keymap = Keymap::new(own_keys.map(|(action, keys)| (action.as_str(), keys.as_slice())))
        .map_err(|error| {
            let action = error.action();
            Error::message(format!("the key of {action} in the settings: {error}"))
        })?;
    Ok(Start {
        catalog: Arc::new(catalog),
        paths,
        filter: options.filter.clone().or(settings.filter),
        theme: read_theme(options.theme.as_deref().or(settings.theme.as_deref()))?,
        keymap,
        title: String::new(),
        zone: if settings.local_time {
            Zone::Local
        } else {
            Zone::Utc
        },
        mouse: if settings.mouse {
            Mouse::Program
        } else {
            Mouse::Terminal
        },
        load: LoadOptions {
            recovery: options.recover.into(),
            memory_limit: options.memory_limit.or(settings.memory_limit),
            ..LoadOptions::default()
        },
    })
}

/// The theme of that name or the usual one, in the colours that the terminal has.
fn read_theme(name: Option<&str>) -> Result<Theme, Error> {
    let theme = match name {
        Some(name) => theme::load(name, config::themes_dir().as_deref()).map_err(Error::message)?,
        None => Theme::default(),
    };
    let variable = |name: &str| std::env::var(name).ok();
    Ok(theme.reduced(ColorDepth::detect(variable, cfg!(windows))))
}

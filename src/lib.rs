//! smbscope: an offline terminal explorer of Windows SMB server events.
//!
//! The modules stand on floors; a file imports only from floors below its own:
//! 0 `values`, `spelling`; 1 `catalog`, `evtx`, `text`, `theme`; 2 `store`, `demo`; 3 `load`, `events`;
//! 4 `filter::language`; 5 `filter::engine`, `export`; 6 `app`, `commands`; 7 `panes`, `terminal`,
//! `config`; 8 `run`.

pub mod app;
pub mod catalog;
pub mod commands;
pub mod config;
pub mod demo;
pub mod events;
pub mod evtx;
pub mod export;
pub mod filter;
pub mod load;
pub mod panes;
pub mod run;
mod spelling;
pub mod store;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod values;

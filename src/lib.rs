//! smbscope: an offline terminal explorer of Windows SMB server events.
//!
//! The modules stand on floors; a file imports only from floors below its own:
//! 0 `spelling`; 1 `catalog`, `values`, `theme`; 2 `logs`, `demo`; 3 `filter`, `export`;
//! 5 `app`, `commands`; 6 `panes`, `terminal`, `config`; 7 `run`.

pub mod app;
pub mod catalog;
pub mod commands;
pub mod config;
pub mod demo;
pub mod export;
pub mod filter;
pub mod logs;
pub mod panes;
pub mod run;
mod spelling;
pub mod terminal;
pub mod theme;
pub mod values;

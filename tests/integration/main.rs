//! Everything that is tested from outside, one module a topic.

mod catalog;
mod cli;
mod decoders;
mod demo;
mod filter;
mod fixtures;
mod floors;
mod guidance;
mod insights;
mod logs;
mod packing;
mod properties;
mod screens;
mod subject;
mod svg;
mod terminal;
mod themes;

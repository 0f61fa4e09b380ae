//! The Files view: what was read of each log, what was not, and why.

use std::path::{Path, PathBuf};

use smbscope::app::Options;
use smbscope::demo;
use smbscope::demo::DemoOptions;

use super::driver::{Screen, options};
use crate::fixtures::demo_log;

fn big_log(folder: &Path) -> PathBuf {
    let path = folder.join("big.evtx");
    let file = std::fs::File::create(&path).unwrap();
    let options = DemoOptions {
        events: Some(20_000),
        ..DemoOptions::default()
    };
    demo::write(file, &options).unwrap();
    path
}

fn opened(paths: Vec<PathBuf>, hold_loading: bool) -> Screen {
    let options = Options { paths, ..options() };
    Screen::open_held(options, hold_loading)
}

#[test]
fn a_log_that_did_not_fit_into_memory_is_said_to_be_loaded_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = opened(vec![big_log(folder.path())], true);
    screen.load_within(200_000, true);
    for keys in ["", "f551<Enter>", "e", "fuser:nobody<Enter>"] {
        screen.keys(keys);
        assert!(
            screen.words().contains("part of the logs: 6 says more"),
            "{keys}: {}",
            screen.text()
        );
    }
    assert!(
        screen
            .words()
            .contains("events, stopped at the memory limit")
    );
    assert!(
        screen.words().contains("Only a part of the logs is loaded"),
        "{}",
        screen.text()
    );
    screen.keys("6");
    assert!(
        screen.line("big.evtx ").ends_with(" in part"),
        "{}",
        screen.text()
    );
    assert!(
        screen
            .words()
            .contains("loading stopped at the memory limit of 195.3 KiB"),
        "{}",
        screen.text()
    );
    assert!(screen.line("records were read from").contains(" KiB of 1"));
    assert!(
        !screen.words().contains("Nothing went wrong"),
        "{}",
        screen.text()
    );
    screen.keys("G");
    assert!(screen.selected().contains("What else went wrong"));
    assert!(
        screen.words().contains("raise --memory-limit"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_log_whose_loading_was_stopped_is_said_to_be_loaded_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = opened(vec![big_log(folder.path()), demo_log().to_owned()], true);
    screen.load_within(200_000, false);
    screen.keys("6");
    assert!(
        !screen.words().contains("in part"),
        "it is still being read"
    );
    assert!(
        screen.words().contains("Nothing went wrong so far."),
        "{}",
        screen.text()
    );
    screen.keys("<Esc>j");
    assert!(
        screen.words().contains("part of the logs: 6 says more"),
        "{}",
        screen.text()
    );
    assert!(
        screen.words().contains("events, loading was stopped"),
        "{}",
        screen.text()
    );
    assert!(
        screen.line("demo.evtx ").ends_with(" in part"),
        "{}",
        screen.text()
    );
    assert!(
        screen.words().contains("0 records were read from"),
        "{}",
        screen.text()
    );
    assert!(
        screen
            .words()
            .contains("Esc stopped loading. Ctrl-R reads everything."),
        "{}",
        screen.text()
    );
}

#[test]
fn the_end_of_a_log_that_was_cut_is_one_problem_said_without_the_path_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.evtx");
    let whole = std::fs::read(demo_log()).unwrap();
    std::fs::write(&path, &whole[..5_000]).unwrap();
    let missing = folder.path().join("missing.evtx");
    let mut screen = opened(vec![path, missing, demo_log().to_owned()], false);
    assert!(
        screen.words().contains("2 problems (6 shows them)"),
        "{}",
        screen.text()
    );
    screen.keys("6");
    let row = screen.line("5,000 bytes");
    assert!(row.ends_with(" 0           1"), "{row}");
    assert!(
        screen
            .words()
            .contains("! It is cut off: its last 904 bytes"),
        "{}",
        screen.text()
    );
    screen.keys("G");
    assert!(
        screen.selected().trim_end().ends_with(" 1"),
        "{}",
        screen.text()
    );
    let at = |part: &str| screen.line(part);
    assert!(
        at("! ").len() > 2,
        "no mark stands alone: {}",
        screen.text()
    );
}

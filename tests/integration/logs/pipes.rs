//! Pipes and special files in loading: what came once is there again, and nothing waits for ever.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;

use smbscope::load::{LoadOptions, load, load_all, whole, xml};

use crate::fixtures::{catalog, data};

fn log() -> Vec<u8> {
    fs::read(data("cases/08-time-with-a-space.evtx")).unwrap()
}

fn pipe(folder: &Path) -> PathBuf {
    let path = folder.join("pipe.evtx");
    let made = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    path
}

#[test]
fn what_came_through_a_pipe_is_loaded_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let writer = path.clone();
    let writer = std::thread::spawn(move || fs::write(writer, log()).unwrap());
    let options = LoadOptions::default();
    let paths = [path];
    let first = load_all(&paths, catalog(), &options);
    writer.join().unwrap();
    // Nobody writes any more.
    let again = load_all(&paths, catalog(), &options);
    for store in [first, again] {
        assert_eq!((store.len(), store.problems().count()), (1, 0));
        let event = store.event(store.order()[0]);
        assert_eq!(event.file().path, paths[0]);
        let text = xml(event.store(), event.number()).unwrap();
        assert!(text.contains("<EventID"), "{text}");
        assert!(whole(event.store(), event.number(), 0).is_ok());
    }
}

#[test]
fn loading_that_waits_for_a_writer_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let options = LoadOptions::default();
    let loader = load(vec![path.clone()], catalog(), options, |_| {});
    drop(loader);
    // The thread that waits ends with the pipe.
    drop(fs::File::options().read(true).write(true).open(path));
}

#[test]
fn a_log_in_whose_place_a_pipe_comes_while_it_is_followed_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe.evtx");
    fs::write(&path, log()).unwrap();
    let (sender, updates) = channel();
    let options = LoadOptions {
        follow: true,
        ..LoadOptions::default()
    };
    let _loader = load(vec![path.clone()], catalog(), options, move |update| {
        let _ = sender.send(update);
    });
    assert!(updates.iter().any(|update| update.progress.finished));
    fs::remove_file(&path).unwrap();
    pipe(folder.path());
    let said = |text: &str| text.contains("is a named pipe and not a file");
    let update = updates
        .iter()
        .find(|update| update.store.problems().any(said));
    assert_eq!(update.unwrap().store.len(), 1);
}

//! What `--help` says, as it is on the screen of someone who asks.

use insta::assert_snapshot;

use super::run;

#[test]
fn the_program_and_each_command_have_help() {
    for command in ["", "demo", "catalog", "query", "explain"] {
        let arguments: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|argument| !argument.is_empty())
            .collect();
        let help = run(&arguments);
        assert_eq!((help.code, help.errors.as_str()), (0, ""));
        let name = if command.is_empty() {
            "program"
        } else {
            command
        };
        assert_snapshot!(format!("help_{name}"), help.out);
    }
}

#[test]
fn the_version_is_said() {
    let version = run(&["--version"]);
    assert_eq!(version.code, 0);
    assert_eq!(
        version.out,
        concat!("smbscope ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn a_misspelt_option_is_an_error_that_says_how_to_go_on() {
    for arguments in [
        &["query"][..],
        &["query", "x.evtx", "--fromat", "csv"],
        &["query", "x.evtx", "--format", "xml"],
        &["catalog", "--format", "csv"],
        &["explain"],
        &["demo", "--events", "0"],
        &["--memory-limit", "lots"],
        &["--generate", "coffee"],
    ] {
        let refused = run(arguments);
        assert_eq!(
            (refused.code, refused.out.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        assert!(refused.errors.contains("--help"), "{}", refused.errors);
    }
}

//! The Events view: the table, the detail, jumps, the record's XML, loading.

use smbscope::app::{Input, Message, Options};
use smbscope::demo::writer::{Kind, LogWriter, Stamp, Type, Value};

use super::driver::{Screen, options};
use crate::fixtures::demo_log;

#[test]
fn the_table_and_the_detail_fit_eighty_columns() {
    insta::assert_snapshot!(Screen::demo(80, 24).text());
}

#[test]
fn a_wide_screen_has_every_column_and_the_detail_beside() {
    let mut screen = Screen::demo(180, 40);
    for heading in [
        "Time 2026 UTC",
        "Id",
        "Client",
        "User",
        "Share",
        "Computer",
        "Summary",
    ] {
        assert!(screen.shows(heading), "{heading}\n{}", screen.text());
    }
    screen.keys("+");
    assert!(screen.shows("Summary"));
}

#[test]
fn the_detail_has_the_message_filled_in_and_the_hidden_fields() {
    let mut screen = Screen::demo(120, 50);
    screen.keys("f551<Enter><Enter>");
    assert!(
        screen.shows("SMB Session Authentication Failure"),
        "{}",
        screen.text()
    );
    assert!(screen.shows("STATUS_"), "{}", screen.text());
    for group in ["Who", "From where", "Outcome"] {
        assert!(screen.shows(group), "{group}\n{}", screen.text());
    }
    screen.keys("GG");
    assert!(screen.shows("Record"), "{}", screen.text());
    let hidden = {
        screen.keys("g");
        (0..40).any(|_| {
            screen.keys("j");
            screen.shows("· SessionGUID")
        })
    };
    assert!(hidden, "what the message leaves out is marked");
}

#[test]
fn the_detail_leads_with_what_matters() {
    for (id, said) in [
        (
            "551",
            &[
                "Kind of failure",
                "Guessing: a wrong name or password",
                "SPN",
            ][..],
        ),
        ("1006", &["Allowed to", "Missing", "Asked for", "Granted"]),
        (
            "1005 raw.ExpectedDialect:*",
            &["Dialect", "Capabilities", "Security mode"],
        ),
        ("1020", &["times the threshold of 15 s"]),
    ] {
        let mut screen = Screen::demo(200, 50);
        screen.keys(&format!("f{id}<Enter>"));
        for part in said {
            assert!(screen.shows(part), "{id}: {part}\n{}", screen.text());
        }
    }
}

#[test]
fn a_field_is_explained() {
    let mut screen = Screen::demo(120, 50);
    screen.keys("f551<Enter><Enter>");
    let mut found = false;
    for _ in 0..30 {
        screen.keys("<Enter>");
        if screen.shows("╭ Status ") {
            found = screen.shows("STATUS_");
            break;
        }
        screen.keys("<Esc>j");
    }
    assert!(found, "{}", screen.text());
    screen.keys("<Esc>");
    assert!(!screen.shows("╭ Status "));
}

#[test]
fn a_value_becomes_a_filter_and_its_exclusion() {
    let mut screen = Screen::demo(160, 40);
    screen.keys("=");
    assert!(
        screen.line("Filter").starts_with("Filter 1"),
        "{}",
        screen.line("Filter")
    );
    let of = screen.line("Filter");
    screen.keys("l=");
    assert_ne!(
        screen.line("Filter"),
        of,
        "the column to the right is the client"
    );
    assert!(
        screen.line("Filter").contains("client="),
        "{}",
        screen.line("Filter")
    );
    screen.keys("=");
    assert!(screen.shows("The filter says"), "{}", screen.text());
    let mut screen = Screen::demo(120, 40);
    screen.keys("!");
    assert!(
        screen.line("Filter").starts_with("Filter -1"),
        "{}",
        screen.line("Filter")
    );
}

#[test]
fn jumps_go_to_errors_and_warnings_and_back() {
    let mut screen = Screen::demo(80, 24);
    let start = screen.selected();
    screen.keys("w");
    assert!(screen.selected().contains(" W "), "{}", screen.text());
    assert!(screen.shows("warnings"), "{}", screen.text());
    screen.keys("e");
    assert!(screen.selected().contains(" E "), "{}", screen.text());
    screen.keys(&"E".repeat(40));
    assert!(screen.shows("No earlier one among"), "{}", screen.text());
    assert_eq!(
        screen.selected(),
        start,
        "the first event of the demo is an error"
    );
}

#[test]
fn related_events_are_counted() {
    let mut screen = Screen::demo(120, 40);
    screen.keys("f551<Enter>o");
    assert!(
        screen.shows(" of ") && screen.shows("events of") && screen.shows(": 551 ×"),
        "{}",
        screen.text()
    );
}

#[test]
fn an_event_alone_in_its_session_leads_to_the_others_of_its_client() {
    let mut screen = Screen::demo(160, 40);
    let mut fell_back = false;
    for _ in 0..60 {
        screen.keys("e");
        let error = screen.selected();
        screen.keys("o");
        assert!(!screen.shows("among 1 event"), "{}", screen.text());
        if screen.shows("(no other of this ") {
            fell_back = true;
            assert_ne!(screen.selected(), error);
            let first = screen.line("(no other of this ");
            screen.keys("o");
            assert_ne!(screen.line(" of "), first, "the same tie goes on");
            break;
        }
    }
    assert!(fell_back, "{}", screen.text());
}

#[test]
fn related_events_that_only_the_filter_hides_are_counted() {
    let mut screen = Screen::demo(160, 40);
    screen.keys("fcat:cluster<Enter>go");
    let said = screen.line("(SessionId: none under this filter, ");
    assert!(said.contains("events of ShareName"), "{said}");
    let hidden = said.split("filter, ").nth(1).unwrap().split(' ').next();
    let hidden: usize = hidden.unwrap().parse().unwrap();
    screen.keys("g<Ctrl-F>o");
    assert!(
        screen.shows(&format!(" of {} events of SessionId", hidden + 1)),
        "{}",
        screen.text()
    );
}

#[test]
fn a_search_is_followed_while_it_is_typed() {
    let mut screen = Screen::demo(120, 40);
    screen.keys("jjj");
    let start = screen.selected();
    screen.keys("/finance");
    assert!(screen.shows(" hits"), "{}", screen.text());
    let hit = screen.selected();
    assert_ne!(hit, start);
    screen.keys("zzz");
    assert!(screen.shows("0 hits"), "{}", screen.text());
    assert_eq!(screen.selected(), start, "without a hit it stays");
    screen.keys("<Backspace><Backspace><Backspace>");
    assert_eq!(screen.selected(), hit);
    screen.keys("<Esc>");
    assert_eq!(screen.selected(), start);
    screen.keys("/finance<Enter>");
    assert_eq!(screen.selected(), hit, "Enter stays on the hit");
}

#[test]
fn a_search_marks_and_jumps() {
    let mut screen = Screen::demo(160, 40);
    screen.keys("/finance<Enter>");
    assert!(screen.shows("events with “finance”"), "{}", screen.text());
    let first = screen.selected();
    screen.keys("n");
    assert_ne!(screen.selected(), first);
    screen.keys("N");
    assert_eq!(screen.selected(), first);
    screen.keys("<Esc>");
    assert!(!screen.shows("/ finance"));
}

#[test]
fn the_xml_is_read_when_it_is_asked_for() {
    let mut screen = Screen::demo(120, 40);
    screen.keys("X");
    assert!(screen.shows("<Event xmlns="), "{}", screen.text());
    screen.keys("y<Esc>");
    assert!(screen.copied[0].contains("</Event>"));
    assert!(!screen.shows("<Event xmlns="));
}

#[test]
fn values_are_shown_raw_when_asked_for() {
    let mut screen = Screen::demo(120, 50);
    screen.keys("f551<Enter><Tab>");
    let decoded = screen.text();
    screen.keys("d");
    assert!(screen.shows("as they are stored"), "{}", screen.text());
    assert_ne!(screen.text(), decoded);
    assert!(screen.shows("raw  Error"), "{}", screen.text());
    screen.keys("d");
    let pane = |text: &str| text.split(" Values").next().map(str::to_owned);
    screen.keys("<Tab><Tab>");
    assert_eq!(pane(&screen.text()), pane(&decoded));
}

#[test]
fn the_cursor_stays_on_its_event_when_a_filter_comes_and_goes() {
    let mut screen = Screen::demo(80, 24);
    screen.keys("eeeee");
    let event = screen.selected();
    screen.keys("flevel:error<Enter>");
    assert_eq!(screen.selected().trim_end(), event.trim_end());
    screen.keys("<Ctrl-F>");
    assert_eq!(screen.selected().trim_end(), event.trim_end());
}

#[test]
fn before_anything_is_read_the_screen_says_so_and_loading_can_be_stopped() {
    let options = Options {
        paths: vec![demo_log().to_owned()],
        ..options()
    };
    let mut screen = Screen::open_held(options, true);
    assert!(screen.shows("Reading the logs"), "{}", screen.text());
    screen.keys("<Esc>");
    assert!(screen.shows("Loading was stopped"), "{}", screen.text());
    screen.finish_loading();
    assert!(!screen.shows("2,500"), "what comes after is dropped");
    screen.hold_loading = false;
    screen.keys("<Ctrl-R>");
    assert!(screen.shows("2,500"), "{}", screen.text());
}

#[test]
fn without_a_log_the_events_view_says_how_to_open_one() {
    let mut screen = Screen::catalog(80, 24);
    screen.keys("2");
    assert!(screen.shows("No log is open."));
    assert!(screen.shows("smbscope demo"));
    screen.keys("e");
    assert!(
        screen.shows("No event is selected."),
        "a disabled action says why"
    );
}

#[test]
fn problems_are_counted_and_told_in_the_files_view() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.evtx");
    std::fs::write(&broken, "this is no log").unwrap();
    let paths = vec![
        demo_log().to_owned(),
        broken,
        folder.path().join("missing.evtx"),
    ];
    let mut screen = Screen::open(Options {
        paths,
        size: (120, 30),
        ..options()
    });
    assert!(screen.shows("problem"), "{}", screen.text());
    assert!(
        screen.shows("2,500 events"),
        "the rest of the evidence opens"
    );
    screen.keys("6G");
    assert!(screen.shows("missing.evtx"), "{}", screen.text());
}

#[test]
fn a_path_that_leads_to_no_log_is_told_where_the_events_would_be() {
    let mut screen = Screen::open(Options {
        paths: vec!["no/such/log.evtx".into()],
        ..options()
    });
    let list = screen.text();
    let list = list.split(" Event ─").next().unwrap_or_default();
    assert!(list.contains("! ") && list.contains("log.evtx"), "{list}");
    assert!(!list.contains("rows in the catalog"), "{list}");
    screen.keys("2");
}

#[test]
fn what_was_loaded_is_kept_when_its_file_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.evtx");
    std::fs::copy(demo_log(), &path).unwrap();
    let mut screen = Screen::open(Options {
        paths: vec![path.clone()],
        ..options()
    });
    std::fs::remove_file(&path).unwrap();
    screen.keys("jj<Ctrl-R>");
    assert!(screen.shows("3 of 2,500"), "{}", screen.text());
    assert!(screen.shows("is kept"), "{}", screen.text());
}

#[test]
fn filters_are_undone_one_by_one_or_at_once() {
    let mut screen = Screen::demo(160, 40);
    screen.keys("=");
    let one = screen.line("Filter");
    screen.keys("l=");
    let two = screen.line("Filter");
    assert_ne!(one, two);
    assert!(screen.line("last filter").contains("[ "));
    screen.keys("[");
    assert_eq!(screen.line("Filter"), one);
    screen.keys("]");
    assert_eq!(screen.line("Filter"), two);
    screen.keys("<Esc>");
    assert!(screen.shows("1 of 2,500") || screen.shows("of 2,500"));
    assert!(screen.shows("The filter is cleared"), "{}", screen.text());
    screen.keys("[");
    assert_eq!(screen.line("Filter"), two);
    screen.keys("[[");
    assert!(screen.shows("No filter"), "{}", screen.text());
}

#[test]
fn one_key_leads_to_the_guidance_and_back() {
    let mut screen = Screen::demo(80, 24);
    screen.keys("f1020<Enter>");
    assert!(!screen.shows("Guidance"), "{}", screen.text());
    screen.keys("a");
    assert!(screen.shows("Guidance"), "{}", screen.text());
    screen.keys("a");
    assert!(!screen.shows("Guidance"), "{}", screen.text());
}

#[test]
fn times_are_shown_in_the_zone_that_is_asked_for() {
    let mut screen = Screen::demo(80, 24);
    assert!(screen.shows("Time 2026 UTC"));
    screen.keys("U");
    assert!(screen.shows("local time"));
}

#[test]
fn the_mouse_selects_scrolls_and_changes_views() {
    let mut screen = Screen::demo(80, 24);
    let click = |column, line| Message::Input(Input::Click(column, line));
    let before = screen.selected();
    screen.send(click(10, 6));
    assert_ne!(screen.selected(), before);
    screen.send(Message::Input(Input::Wheel(3, 10, 6)));
    assert!(
        screen.shows("4 of 2,500") || screen.shows("5 of 2,500"),
        "{}",
        screen.text()
    );
    screen.send(click(12, 0));
    assert!(screen.shows("137 of 137"));
    screen.send(click(200, 200));
}

#[test]
fn the_record_leads_to_its_row_of_the_catalog() {
    let mut screen = Screen::demo(120, 40);
    screen.keys("f1020<Enter>L");
    assert!(screen.shows("137 of 137"), "{}", screen.text());
    assert!(screen.selected().contains("1020"), "{}", screen.text());
}

#[test]
fn what_was_looked_up_leads_back_to_its_event() {
    for (pane, leave) in [("", "q"), ("", "<Esc>"), ("<Enter>", "q"), ("", "<Tab>qq")] {
        let mut screen = Screen::demo(120, 40);
        screen.keys("f1020<Enter>jj");
        screen.keys(pane);
        let events = screen.text();
        screen.keys("L");
        assert!(screen.line("? help").ends_with("q back"));
        screen.keys(leave);
        assert_eq!(screen.text(), events, "{pane} {leave}");
    }
    let mut screen = Screen::demo(120, 40);
    screen.keys("L21q");
    assert!(screen.shows("Quit?"), "gone elsewhere meanwhile");
}

#[test]
fn going_back_leads_to_the_row_whose_events_were_shown() {
    for (view, lead) in [("1/1020<Enter>", "="), ("6", "<Enter>")] {
        let mut screen = Screen::demo(120, 40);
        screen.keys(view);
        let before = screen.text();
        screen.keys(lead);
        assert!(screen.shows("Summary"), "{}", screen.text());
        screen.keys("q");
        assert_eq!(screen.text(), before);
    }
}

#[test]
fn a_search_that_is_taken_up_again_is_replaced_or_edited() {
    let mut screen = Screen::demo(120, 40);
    screen.keys("/finance<Enter>");
    for (keys, typed) in [
        ("/", "/ finance"),
        ("/x", "/ x"),
        ("/<Backspace>", "/ financ"),
        ("/<Home>x", "/ xfinance"),
        ("/<Ctrl-U>", "/"),
    ] {
        screen.keys(keys);
        assert!(
            screen
                .text()
                .lines()
                .nth(1)
                .unwrap()
                .trim()
                .split("   ")
                .next()
                == Some(typed),
            "{keys}: {}",
            screen.text()
        );
        screen.keys("<Esc>");
    }
}

#[test]
fn what_xml_cannot_hold_is_said_above_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.evtx");
    let mut writer = LogWriter::new(std::fs::File::create(&path).unwrap()).unwrap();
    let fields = [
        ("UserName", Type::UnicodeString),
        ("ShareName", Type::UnicodeString),
    ];
    let kind = writer.kind(&Kind::user_data(
        "Microsoft-Windows-SMBServer",
        551,
        &fields,
    ));
    for user in ["root\u{1b}[2J", "root\tx"] {
        let values = [Value::Text(user), Value::Text("finance$")];
        writer.write(kind, &Stamp::default(), &values).unwrap();
    }
    writer.finish().unwrap();
    let mut screen = Screen::open(Options {
        paths: vec![path],
        size: (120, 40),
        ..options()
    });
    screen.keys("X");
    assert!(screen.shows("root_[2J"), "{}", screen.text());
    assert!(
        screen.shows("XML cannot hold some characters of UserName: each stands here as _."),
        "{}",
        screen.text()
    );
    screen.keys("<Esc>jX");
    assert!(
        screen.shows("<UserName>") && !screen.shows("cannot hold"),
        "{}",
        screen.text()
    );
}

#[test]
fn leaving_is_asked_about_unless_it_is_ctrl_c() {
    let mut screen = Screen::demo(80, 24);
    screen.keys("q");
    assert!(screen.shows("Quit?") && !screen.ended);
    screen.keys("n");
    assert!(!screen.shows("Quit?"));
    screen.keys("qy");
    assert!(screen.ended);
    let mut screen = Screen::demo(80, 24);
    screen.keys("f551<Ctrl-C>");
    assert!(screen.ended, "also while typing");
}

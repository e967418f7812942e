//! Help, usage errors and completions.

use crate::common::Desk;

#[test]
fn help_names_every_command_and_every_exit_code() {
    insta::assert_snapshot!(Desk::empty().run(&["--help"]).exits(0).out);
}

#[test]
fn a_wrong_command_line_exits_two_and_says_what_is_right() {
    let desk = Desk::empty();
    desk.run(&["ad", "x"]).exits(2).tells("add");
    desk.run(&["read"]).exits(2).tells("PATH");
    desk.run(&[]).exits(2);
}

#[test]
fn a_record_that_is_not_there_is_told_with_how_to_make_one() {
    let desk = Desk::empty();
    for command in ["who", "events", "timeline", "conflicts", "pages", "verify", "rebuild", "serve"] {
        desk.run(&[command]).exits(1).tells("story.onrecord").tells("onrecord add");
    }
    assert_eq!(std::fs::read_dir(desk.path()).unwrap().count(), 0, "looking makes no file");
}

#[test]
fn completions_are_printed_for_a_shell() {
    let ran = Desk::empty().run(&["completions", "bash"]).exits(0);
    assert!(ran.out.contains("timeline") && ran.out.contains("complete"));
}

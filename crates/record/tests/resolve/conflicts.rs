use crate::support::{Build, article, decided, resolved};
use onrecord_record::{Conflict, Decision, Slot};
use onrecord_text::ActorType::{Country, Person};
use onrecord_text::EventType::{Attack, Call, Capture};
use onrecord_text::Mode::{self, Assert, Claim, Deny, Promise};
use onrecord_text::Reading;
use onrecord_text::Stage::{Claimed, Denied, Happened};
use onrecord_text::StatementKind::{Direct, Indirect, Mixed};

fn page(outlet: &str, day: i8, text: &str) -> Reading {
    article(outlet, day, text)
        .who("a1", "Edda Voss", Person)
        .who("a2", "Lidia Marek", Person)
        .who("a3", "Norland", Country)
        .who("a4", "Sudmark", Country)
}

fn of(readings: &[Reading], slot: Slot) -> Vec<Conflict> {
    resolved(readings).conflicts.into_iter().filter(|conflict| conflict.slot == slot).collect()
}

#[test]
fn two_verbatim_wordings_that_differ_inside() {
    let says = |outlet: &str, words: &str| {
        page(outlet, 2, &format!("Edda Voss said {words} on Friday.")).says("a1", Direct, Assert, words)
    };
    let pages = [
        says("Halvik Courier", "“I have signed everything that needs signing”"),
        says("Sudmark Post", "“I have signed nearly everything that needs signing”"),
    ];
    let found = of(&pages, Slot::Wording);
    assert_eq!(found.len(), 1);
    assert!(found[0].b.value.contains("nearly") || found[0].a.value.contains("nearly"));
    // A shorter quotation is no other wording, nor is another spelling, nor a cut that the page owns up to.
    let short = says("Sudmark Post", "“I have signed everything”");
    assert_eq!(of(&[pages[0].clone(), short], Slot::Wording), []);
    let own = says("Sudmark Post", "“I have signed everything … that needs signing”");
    assert_eq!(of(&[pages[0].clone(), own], Slot::Wording), []);
}

#[test]
fn counts_of_one_thing_differ_and_lower_bounds_do_not() {
    let reports = |outlet: &str, day: i8, count: &str| {
        let words =
            format!("{count} combat engagements near the villages on the Vessin front in the past day");
        page(outlet, day, &format!("Norland reported {words}.")).says("a3", Indirect, Claim, &words)
    };
    let found =
        of(&[reports("Halvik Courier", 2, "19"), reports("Sudmark Post", 3, "twenty-three")], Slot::Number);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].b.value, "twenty-three combat engagements");
    let found = of(&[reports("Halvik Courier", 2, "19"), reports("Sudmark Post", 3, "23")], Slot::Number);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].a.value.as_str(), found[0].b.value.as_str()),
        ("19 combat engagements", "23 combat engagements")
    );
    assert_eq!(
        of(&[reports("Halvik Courier", 2, "at least 19"), reports("Sudmark Post", 3, "23")], Slot::Number),
        []
    );
    assert_eq!(
        of(&[reports("Halvik Courier", 2, "19"), reports("Sudmark Post", 3, "nineteen")], Slot::Number),
        []
    );
}

#[test]
fn counts_of_two_things_are_no_conflict() {
    let one = page("Halvik Courier", 2, "Norland said 19 ships had left Tervo with grain.").says(
        "a3",
        Indirect,
        Claim,
        "19 ships had left Tervo with grain",
    );
    let two = page("Sudmark Post", 2, "Norland said 23 ships were waiting off Lunde for pilots.").says(
        "a3",
        Indirect,
        Claim,
        "23 ships were waiting off Lunde for pilots",
    );
    assert_eq!(of(&[one, two], Slot::Number), []);
}

#[test]
fn a_call_that_one_reports_and_another_denies() {
    let said = page("Sudmark Post", 2, "Lidia Marek rang Edda Voss on Friday.").event(
        Call,
        Happened,
        &["a1", "a2"],
        "",
        Some(2),
        "Lidia Marek rang Edda Voss",
    );
    let denied = page("Halvik Courier", 3, "No call with Lidia Marek took place on Friday, Edda Voss said.")
        .event(Call, Denied, &["a1", "a2"], "", Some(2), "No call with Lidia Marek took place on Friday");
    let found = of(&[said, denied], Slot::Occurrence);
    assert_eq!(found.len(), 1);
    assert!(found[0].about.is_some() && found[0].why.starts_with("Sudmark Post, 2 May 2031, has"));
}

#[test]
fn who_says_never_and_a_report_that_they_did() {
    let said = page("Meridian Wire", 2, "Lidia Marek spoke by telephone with Edda Voss today.").event(
        Call,
        Happened,
        &["a1", "a2"],
        "",
        Some(2),
        "Lidia Marek spoke by telephone with Edda Voss",
    );
    let denied = page("Halvik Courier", 4, "“I have never spoken with Lidia Marek,” Edda Voss said.").says(
        "a1",
        Direct,
        Deny,
        "“I have never spoken with Lidia Marek,”",
    );
    assert_eq!(of(&[said.clone(), denied], Slot::Occurrence).len(), 1);
    let about = page(
        "Halvik Courier",
        4,
        "Edda Voss denied having spoken with Lidia Marek about the price of northern rail freight licences.",
    )
    .says(
        "a1",
        Indirect,
        Deny,
        "having spoken with Lidia Marek about the price of northern rail freight licences",
    );
    assert_eq!(
        of(&[said, about], Slot::Occurrence),
        [],
        "a denial of one matter is no denial of all contact"
    );
}

/// An agreement on the day before is no promise, though it binds too.
#[test]
fn a_promise_that_is_denied_stands_against_the_account_of_it() {
    let agreed =
        page("Norland Office", 2, "Edda Voss and Lidia Marek agreed that the two sides should meet soon.")
            .says("a1", Indirect, Promise, "the two sides should meet soon");
    let account =
        "Edda Voss has assured Lidia Marek that the sailors will be freed within days, a spokesman said.";
    let mut told = page("Sudmark Post", 3, account).says(
        "a1",
        Indirect,
        Mode::Expect,
        "the sailors will be freed within days",
    );
    told.statements[0].cue = vec![told.span("assured")];
    let denied = page("Halvik Courier", 4, "Edda Voss denied that she had made any promise to Lidia Marek.")
        .says("a1", Indirect, Deny, "that she had made any promise to Lidia Marek");
    for pages in [[&agreed, &told, &denied], [&denied, &told, &agreed]] {
        let found = of(&pages.map(Clone::clone), Slot::Occurrence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].a.value, "“the sailors will be freed within days”");
    }
    assert_eq!(
        of(&[agreed, denied], Slot::Occurrence).len(),
        1,
        "with no better account the agreement is one"
    );
}

#[test]
fn a_claim_that_the_page_could_not_confirm() {
    let text = "Norland said its forces had taken the village of Orlen – the Courier could not independently verify the report. Rain fell.";
    let page = page("Halvik Courier", 2, text).event(
        Capture,
        Claimed,
        &["a3"],
        "Orlen",
        None,
        "its forces had taken the village of Orlen",
    );
    let found = of(&[page], Slot::Occurrence);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].b.value, "“the Courier could not independently verify the report”");
}

#[test]
fn an_attack_that_the_accused_side_denies_at_once() {
    let text = "A Norland boat fired on Sudmark fishermen on Saturday. Norland denied that any weapon had been used.";
    let page = page("Sudmark Post", 2, text)
        .event(Attack, Happened, &["a3", "a4"], "", Some(2), "A Norland boat fired on Sudmark fishermen")
        .says("a3", Indirect, Deny, "that any weapon had been used");
    assert_eq!(of(&[page], Slot::Occurrence).len(), 1);
}

#[test]
fn a_word_in_his_mouth_that_he_goes_back_on() {
    let text = "Edda Voss called Lidia Marek a “liar” last week. Asked about it, she said: “Did I say that?”";
    let page = page("Halvik Courier", 2, text).says("a1", Mixed, Assert, "Lidia Marek a “liar”").says(
        "a1",
        Direct,
        Deny,
        "“Did I say that?”",
    );
    assert_eq!(of(&[page], Slot::Occurrence).len(), 1);
}

#[test]
fn somebody_else_may_speak_between_a_word_and_its_denial() {
    let text = "Edda Voss called Lidia Marek a “liar” last week. Aides feared a quarrel. Asked about it, she said: \
        “Did I say that?”";
    let page = page("Halvik Courier", 2, text)
        .says("a1", Mixed, Assert, "Lidia Marek a “liar”")
        .says("a2", Indirect, Assert, "a quarrel")
        .says("a1", Direct, Deny, "“Did I say that?”");
    assert_eq!(of(&[page], Slot::Occurrence).len(), 1);
}

#[test]
fn the_same_words_in_two_mouths() {
    let words = "“the crew will be home before the first ferry leaves”";
    let one =
        page("Halvik Courier", 2, &format!("Edda Voss said {words}.")).says("a1", Direct, Assert, words);
    let two =
        page("Sudmark Post", 2, &format!("Lidia Marek said {words}.")).says("a2", Direct, Assert, words);
    let found = of(&[one, two], Slot::Speaker);
    assert_eq!(found.len(), 1);
    assert!(found[0].why.ends_with("the same words"));
}

#[test]
fn a_rejected_conflict_does_not_come_back() {
    let text = "Norland said its forces had taken Orlen. The Courier could not verify that.";
    let pages = [page("Halvik Courier", 2, text).event(
        Capture,
        Claimed,
        &["a3"],
        "Orlen",
        None,
        "its forces had taken Orlen",
    )];
    let conflict = resolved(&pages).conflicts.remove(0);
    assert_eq!(decided(&pages, &[Decision::Reject { id: conflict.id }]).conflicts, []);
    let event = Decision::Reject { id: pages[0].events[0].id.clone() };
    assert_eq!(decided(&pages, &[event]).conflicts, []);
}

use crate::support::{Build, article, resolved};
use onrecord_record::{QuotationKind, WordChange};
use onrecord_text::ActorType::Person;
use onrecord_text::Mode::{Assert, Praise};
use onrecord_text::Reading;
use onrecord_text::StatementKind::{Direct, Indirect, Mixed};

fn page(outlet: &str, day: i8, words: &str, kind: onrecord_text::StatementKind) -> Reading {
    let text = format!("Edda Voss said {words} at the harbour.");
    article(outlet, day, &text).who("a1", "Edda Voss", Person).says("a1", kind, Assert, words)
}

#[test]
fn the_same_words_in_two_outlets_with_a_word_changed() {
    let pages = [
        page("Halvik Courier", 2, "“there will be no talks before the last sailor is home”", Direct),
        page("Sudmark Post", 3, "“there will be no talks before the very last sailor is home”", Direct),
    ];
    let relations = resolved(&pages);
    assert_eq!(relations.quotations.len(), 1);
    let quotation = &relations.quotations[0];
    assert_eq!((quotation.kind, quotation.independent), (QuotationKind::SameWords, 2));
    assert!(quotation.speaker.is_some());
    assert_eq!(quotation.members[0].page, pages[0].page.id, "the earliest report first");
    assert!(quotation.members[0].difference.is_empty());
    let expected = [
        WordChange::Same("there will be no talks before the".to_owned()),
        WordChange::Added("very".to_owned()),
        WordChange::Same("last sailor is home".to_owned()),
    ];
    assert_eq!(quotation.members[1].difference, expected);
}

#[test]
fn one_quoted_word_needs_the_same_matter_around_it() {
    let warm = |outlet: &str, words: &str| {
        let text = format!("Edda Voss praised {words}.");
        article(outlet, 2, &text).who("a1", "Edda Voss", Person).says("a1", Mixed, Praise, words)
    };
    let same = [warm("Halvik Courier", "a “very warm” meeting"), warm("Sudmark Post", "the “warm” meeting")];
    assert_eq!(resolved(&same).quotations.len(), 1);
    let other = [warm("Halvik Courier", "a “very warm” meeting"), warm("Sudmark Post", "the “warm” soup")];
    assert_eq!(resolved(&other).quotations.len(), 0);
}

#[test]
fn one_claim_in_two_pages_own_words_but_not_its_opposite() {
    let one = page("Halvik Courier", 2, "the northern lane would open for freight on Saturday", Indirect);
    let same = page(
        "Sudmark Post",
        2,
        "freight ships could use the northern lane when it opens on Saturday",
        Indirect,
    );
    let opposite =
        page("Meridian Wire", 2, "the northern lane would not open for freight on Saturday", Indirect);
    let relations = resolved(&[one, same, opposite.clone()]);
    assert_eq!(relations.quotations.len(), 1);
    assert_eq!(relations.quotations[0].kind, QuotationKind::SameClaim);
    assert!(relations.quotations[0].members.iter().all(|member| member.page != opposite.page.id));
}

#[test]
fn the_same_speaker_on_two_matters_says_two_things() {
    let pages = [
        page("Halvik Courier", 2, "the crew would be home by Monday", Indirect),
        page("Sudmark Post", 2, "the dam would be closed by Monday", Indirect),
    ];
    assert_eq!(resolved(&pages).quotations.len(), 0);
}

#[test]
fn copies_of_one_report_count_once() {
    let copy = "The coast guard boarded the trawler early on Monday and took its crew to the naval station near the \
                town, in the sharpest quarrel between the two neighbours since the accord was signed two years ago. \
                Edda Voss said “fourteen of our citizens were dragged from their bunks”.";
    let words = "“fourteen of our citizens were dragged from their bunks”";
    let print = |outlet: &str, day: i8, text: &str| {
        article(outlet, day, text).who("a1", "Edda Voss", Person).says("a1", Mixed, Assert, words)
    };
    let own = format!(
        "Edda Voss told the Post {words}, and her voice shook; she had been on the quay all night long."
    );
    let pages =
        [print("Meridian Wire", 2, copy), print("Halvik Courier", 2, copy), print("Sudmark Post", 3, &own)];
    let relations = resolved(&pages);
    assert_eq!(relations.quotations.len(), 1);
    assert_eq!((relations.quotations[0].members.len(), relations.quotations[0].independent), (3, 2));
}

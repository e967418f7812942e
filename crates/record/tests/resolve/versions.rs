//! Versions of one page are one source; what an earlier one said is kept.

use crate::support::{Build, article, decided_versions, resolved, resolved_versions};
use onrecord_record::{Course, Decision, EarlierEntry, Fate, Relations, Slot};
use onrecord_text::ActorType::{Country, Person};
use onrecord_text::{EventType, Mode, Reading, Stage, StatementKind};

const QUOTE: &str = "“there will be no talks before the last sailor is home”";
const REWORDED: &str = "“there will be no talks at all before the last sailor is home”";

/// A version of a page: who says what, each as a sentence, and then what else it holds.
fn version(outlet: &str, day: i8, says: &[&str], more: &str) -> Reading {
    let mut text = String::from("Norland and Sudmark are at odds. ");
    for words in says {
        text += &format!("Edda Voss said {words}. ");
    }
    let mut page = article(outlet, day, &format!("{text}{more}"))
        .who("a1", "Norland", Country)
        .who("a2", "Sudmark", Country)
        .who("a3", "Edda Voss", Person);
    for words in says {
        page = page.says("a3", StatementKind::Direct, Mode::Assert, words);
    }
    page
}

fn fate<'r>(relations: &'r Relations, entry: &str) -> &'r EarlierEntry {
    relations.earlier.iter().find(|it| it.entry == entry).unwrap()
}

#[test]
fn a_quotation_that_two_versions_have_is_no_quotation_and_is_carried_once() {
    let (old, new) = (version("Courier", 2, &[QUOTE], ""), version("Courier", 2, &[QUOTE], "It rained."));
    let chain: &[&[&Reading]] = &[&[&old, &new]];
    assert_eq!(resolved(&[old.clone(), new.clone()]).quotations.len(), 1, "as two pages they repeat it");
    let relations = resolved_versions(&[old.clone(), new.clone()], chain);
    assert_eq!(relations.quotations, []);
    let kept = fate(&relations, &old.statements[0].id);
    assert_eq!((kept.fate, &kept.stands, &kept.gone_from), (Fate::Kept, &new.statements[0].id, &None));

    let other = version("Post", 3, &[QUOTE], "");
    let relations = resolved_versions(&[old.clone(), new.clone(), other.clone()], chain);
    let [quotation] = relations.quotations.as_slice() else { panic!("{:?}", relations.quotations) };
    let members: Vec<&str> = quotation.members.iter().map(|it| it.statement.as_str()).collect();
    assert_eq!(members, [new.statements[0].id.as_str(), other.statements[0].id.as_str()], "the newest leads");
    assert_eq!(quotation.independent, 2);
}

#[test]
fn another_wording_of_an_earlier_version_stands_behind_its_member_and_is_in_no_conflict() {
    let (old, new) = (version("Courier", 2, &[REWORDED], ""), version("Courier", 2, &[QUOTE], ""));
    let other = version("Post", 3, &[QUOTE], "");
    let pages = [old.clone(), new.clone(), other.clone()];
    assert_eq!(resolved(&pages).quotations[0].independent, 2);
    let relations = resolved_versions(&pages, &[&[&old, &new]]);
    let quotation = &relations.quotations[0];
    let members: Vec<_> =
        quotation.members.iter().map(|it| (it.statement.as_str(), it.stands.as_deref())).collect();
    let (o, n, p) = (&old.statements[0].id, &new.statements[0].id, &other.statements[0].id);
    assert_eq!(members, [(n.as_str(), None), (o.as_str(), Some(n.as_str())), (p.as_str(), None)]);
    assert!(!quotation.members[1].difference.is_empty(), "what it had instead is told word by word");
    assert_eq!(fate(&relations, o).fate, Fate::Changed);
    assert_eq!(quotation.independent, 2);
}

#[test]
fn what_a_newer_version_does_not_have_still_counts_as_that_source() {
    let (old, new) = (version("Courier", 2, &[QUOTE], ""), version("Courier", 2, &[], "It rained all day."));
    let other = version("Post", 3, &[QUOTE], "");
    let relations = resolved_versions(&[old.clone(), new.clone(), other.clone()], &[&[&old, &new]]);
    assert_eq!(relations.quotations[0].members.len(), 2, "it is not lost");
    let removed = fate(&relations, &old.statements[0].id);
    assert_eq!((removed.fate, &removed.stands), (Fate::Removed, &old.statements[0].id));
    assert_eq!(removed.gone_from.as_ref(), Some(&new.page.id));
}

#[test]
fn what_comes_back_was_not_removed() {
    let pages = [
        version("Courier", 2, &[QUOTE], ""),
        version("Courier", 2, &[], "It rained all day."),
        version("Courier", 2, &[QUOTE], "It rained all day."),
    ];
    let relations = resolved_versions(&pages, &[&[&pages[0], &pages[1], &pages[2]]]);
    let first = fate(&relations, &pages[0].statements[0].id);
    assert_eq!((first.fate, &first.stands), (Fate::Kept, &pages[2].statements[0].id));
    assert_eq!(relations.quotations, []);
}

/// A page that tells of talks between the two countries.
fn talks(outlet: &str, published: i8, words: &str, stage: Stage, day: i8, place: &str) -> Reading {
    version(outlet, published, &[], words).event(
        EventType::Talks,
        stage,
        &["a1", "a2"],
        place,
        Some(day),
        words,
    )
}

#[test]
fn two_versions_are_no_two_reports_of_an_event() {
    let old =
        talks("Courier", 2, "Norland and Sudmark will hold talks in Calder", Stage::Planned, 4, "Calder");
    let new = talks("Courier", 2, "Norland and Sudmark held talks in Calder", Stage::Happened, 4, "Calder");
    let chain: &[&[&Reading]] = &[&[&old, &new]];
    assert_eq!(resolved(&[old.clone(), new.clone()]).event_groups.len(), 1);
    assert_eq!(resolved_versions(&[old.clone(), new.clone()], chain).event_groups, []);

    let other = talks("Post", 5, "Norland and Sudmark held talks in Calder", Stage::Happened, 4, "Calder");
    let relations = resolved_versions(&[old.clone(), new.clone(), other.clone()], chain);
    let [group] = relations.event_groups.as_slice() else { panic!("{:?}", relations.event_groups) };
    let reports: Vec<_> = group.reports.iter().map(|it| (it.event.as_str(), it.stands.as_deref())).collect();
    let (o, n, p) = (&old.events[0].id, &new.events[0].id, &other.events[0].id);
    assert_eq!(reports, [(n.as_str(), None), (o.as_str(), Some(n.as_str())), (p.as_str(), None)]);
    assert_eq!(group.course, Course::AnnouncedThenHappened, "the earlier version had announced it");
}

#[test]
fn a_page_is_in_no_conflict_with_its_own_earlier_version() {
    let held = "Norland and Sudmark held talks in";
    let old = talks("Courier", 5, &format!("{held} Calder"), Stage::Happened, 4, "Calder");
    let new = talks("Courier", 5, &format!("{held} Halvik"), Stage::Happened, 4, "Halvik");
    let pages = [old.clone(), new.clone()];
    assert_eq!(resolved(&pages).conflicts.iter().map(|it| it.slot).collect::<Vec<_>>(), [Slot::Place]);
    assert_eq!(resolved_versions(&pages, &[&[&old, &new]]).conflicts, []);

    let other = talks("Post", 5, &format!("{held} Calder"), Stage::Happened, 4, "Calder");
    let relations = resolved_versions(&[old.clone(), new.clone(), other.clone()], &[&[&old, &new]]);
    let [conflict] = relations.conflicts.as_slice() else { panic!("{:?}", relations.conflicts) };
    let mut sides = [&conflict.a.page, &conflict.b.page];
    sides.sort();
    let mut expected = [&new.page.id, &other.page.id];
    expected.sort();
    assert_eq!(sides, expected, "the newest version has the say");
}

#[test]
fn versions_share_no_passage_and_what_was_cut_is_still_found() {
    const SHARED: &str = "The ferry left the quay at six in the morning with two hundred passengers and a brass band on board.";
    let old = version("Courier", 2, &[QUOTE], SHARED);
    let new = version("Courier", 2, &[QUOTE], "Nobody was on board.");
    let other = article("Post", 3, &format!("Nobody had slept. {SHARED}"));
    let relations = resolved_versions(&[old.clone(), new.clone(), other.clone()], &[&[&old, &new]]);
    let [reuse] = relations.reuse.as_slice() else { panic!("{:?}", relations.reuse) };
    assert_eq!((&reuse.a.page, &reuse.b.page), (&old.page.id, &other.page.id));
    let uncut = version("Courier", 2, &[QUOTE], &format!("{SHARED} It rained."));
    let relations = resolved_versions(&[old.clone(), uncut.clone(), other], &[&[&old, &uncut]]);
    assert_eq!(relations.reuse.iter().map(|it| &it.a.page).collect::<Vec<_>>(), [&uncut.page.id]);
    assert_eq!(relations.stories.iter().filter(|it| it.pages.contains(&old.page.id)).count(), 0);
}

#[test]
fn an_actor_is_counted_once_for_each_page() {
    let old = version("Courier", 2, &[QUOTE], "Oren Tallis came.").who("a4", "Oren Tallis", Person);
    let new = version("Courier", 2, &[QUOTE], "");
    let relations = resolved_versions(&[old.clone(), new.clone()], &[&[&old, &new]]);
    let actor = |name: &str| relations.actors.iter().find(|it| it.name == name).unwrap();
    let voss = actor("Edda Voss");
    assert_eq!((voss.mentions, voss.aliases[0].pages, voss.members.len()), (1, 1, 2));
    assert_eq!(actor("Oren Tallis").mentions, 1, "who was named before is kept");
}

#[test]
fn a_decision_holds_for_the_same_words_in_the_next_version() {
    let (old, new) = (version("Courier", 2, &[QUOTE], ""), version("Courier", 2, &[QUOTE], "It rained."));
    let other = version("Post", 3, &[QUOTE], "");
    let before = resolved(&[old.clone(), other.clone()]);
    let pages = [old.clone(), new.clone(), other.clone()];
    let chain: &[&[&Reading]] = &[&[&old, &new]];
    assert_eq!(resolved_versions(&pages, chain).quotations[0].id, before.quotations[0].id, "ids stay");
    for id in [&old.statements[0].id, &before.quotations[0].id] {
        let relations = decided_versions(&pages, chain, &[Decision::Reject { id: id.clone() }]);
        assert_eq!(relations.quotations, [], "{id}");
    }
    let decision = [Decision::Reject { id: old.statements[0].id.clone() }];
    let mut both = [old.statements[0].id.clone(), new.statements[0].id.clone()];
    both.sort();
    assert_eq!(decided_versions(&pages, chain, &decision).rejected, both);
}

#[test]
fn a_rejected_conflict_stays_rejected_when_the_page_is_kept_again() {
    let held = "Norland and Sudmark held talks in";
    let old = talks("Courier", 5, &format!("{held} Calder"), Stage::Happened, 4, "Calder");
    let other = talks("Post", 5, &format!("{held} Halvik"), Stage::Happened, 4, "Halvik");
    let mut text = String::from("Updated. ");
    text += &old.page.text;
    let new = article("Courier", 5, &text).who("a1", "Norland", Country).who("a2", "Sudmark", Country).event(
        EventType::Talks,
        Stage::Happened,
        &["a1", "a2"],
        "Calder",
        Some(4),
        &format!("{held} Calder"),
    );
    let before = resolved(&[old.clone(), other.clone()]);
    let pages = [old.clone(), new.clone(), other];
    let after = resolved_versions(&pages, &[&[&old, &new]]);
    assert_eq!(before.conflicts[0].id, after.conflicts[0].id);
    let decision = Decision::Reject { id: before.conflicts[0].id.clone() };
    assert_eq!(decided_versions(&pages, &[&[&old, &new]], &[decision]).conflicts, []);
}

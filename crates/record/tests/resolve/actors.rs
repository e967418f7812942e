use crate::support::{Build, article, decided, resolved};
use onrecord_record::{Decision, RecordActor, Relations};
use onrecord_text::ActorType::{Country, Organization, Person, Place, Unnamed};
use onrecord_text::Reading;

/// Pages that each speak of one person.
fn pages(names: &[(&str, &[&str], &str)]) -> Vec<Reading> {
    names
        .iter()
        .enumerate()
        .map(|(at, (name, aliases, role))| {
            let text = format!("{name} spoke on day {at}.");
            let mut page = article(&format!("Outlet {at}"), 2, &text).who("a1", name, Person);
            for alias in *aliases {
                page = page.alias(alias);
            }
            if role.is_empty() { page } else { page.role(role) }
        })
        .collect()
}

fn people(relations: &Relations) -> Vec<&RecordActor> {
    relations.actors.iter().filter(|actor| actor.kind == Person).collect()
}

#[test]
fn one_person_under_four_spellings() {
    let pages = pages(&[
        ("Volodar Tarnovsky", &[], ""),
        ("Volodar Tarnovsky", &[], "minister"),
        ("Volodar Tarnovskyy", &[], ""),
        ("Volodar Tarmovsky", &[], ""),
        ("Tarnovsky", &[], ""),
    ]);
    let relations = resolved(&pages);
    let people = people(&relations);
    assert_eq!(people.len(), 1, "{people:#?}");
    let why = |name: &str| people[0].aliases.iter().find(|alias| alias.name == name).unwrap().why.clone();
    assert_eq!(why("Volodar Tarnovskyy"), "spelling (transliteration)");
    assert_eq!(why("Volodar Tarmovsky"), "spelling (1 letter differs)");
    assert_eq!(why("Tarnovsky"), "surname");
}

#[test]
fn two_people_with_one_surname_stay_two() {
    let relations = resolved(&pages(&[("Edda Voss", &[], ""), ("Oren Voss", &[], ""), ("Voss", &[], "")]));
    assert_eq!(people(&relations).len(), 3, "a surname alone says not which of the two");
}

#[test]
fn a_role_tells_which_bearer_of_a_surname_is_meant() {
    let pages = pages(&[
        ("Edda Voss", &[], "harbour master of Halvik"),
        ("Oren Voss", &[], "poet"),
        ("Voss", &[], "the harbour master"),
    ]);
    let relations = resolved(&pages);
    assert_eq!(people(&relations).len(), 2);
    assert!(people(&relations).iter().any(|actor| actor.name == "Edda Voss" && actor.members.len() == 2));
}

#[test]
fn an_office_is_held_by_one() {
    let mut pages =
        pages(&[("Edda Voss", &[], "Foreign Minister of Norland"), ("Norland’s foreign minister", &[], "")]);
    pages.push(article("Meridian Wire", 2, "Norland said no.").who("a1", "Norland", Country));
    assert_eq!(people(&resolved(&pages)).len(), 1);
}

#[test]
fn unnamed_sources_and_bodies_are_never_somebody_else() {
    let one = article("Halvik Courier", 2, "A senior official agreed with Voss.")
        .who("a1", "A senior official", Unnamed)
        .who("a2", "Voss", Person);
    let other = article("Sudmark Post", 2, "A senior official wrote to Voss.")
        .who("a1", "A senior official", Unnamed)
        .who("a2", "Voss", Organization);
    assert_eq!(resolved(&[one, other]).actors.len(), 4);
}

#[test]
fn a_town_is_a_town_under_two_spellings_and_under_a_wrong_type() {
    let pages = [
        article("Halvik Courier", 2, "In Halvik it rained.").who("a1", "Halvik", Place),
        article("Sudmark Post", 2, "In Khalvik it rained.").who("a1", "Khalvik", Place),
        article("Meridian Wire", 2, "Halvik was wet.").who("a1", "Halvik", Organization),
    ];
    let relations = resolved(&pages);
    assert_eq!(relations.actors.len(), 1, "{:#?}", relations.actors);
    assert_eq!(relations.actors[0].kind, Place);
}

#[test]
fn what_people_decide_comes_first() {
    let pages = pages(&[
        ("Edda Voss", &[], ""),
        ("Edda Lind", &[], ""),
        ("Edda Vosse", &[], "mayor"),
        ("Edda Voss", &[], "mayor"),
    ]);
    let same = Decision::SameActor { name: "edda voss".to_owned(), other: "Edda Lind".to_owned() };
    let apart = Decision::DifferentActors { name: "Edda Vosse".to_owned(), other: "Edda Voss".to_owned() };
    let relations = decided(&pages, &[same.clone(), apart]);
    let names: Vec<(usize, &str)> =
        people(&relations).iter().map(|it| (it.members.len(), it.name.as_str())).collect();
    assert_eq!(names, [(3, "Edda Voss"), (1, "Edda Vosse")]);
    let lind = people(&relations)[0].aliases.iter().find(|alias| alias.name == "Edda Lind").unwrap();
    assert_eq!(lind.why, "decision");
    let back = Decision::DifferentActors { name: "Edda Lind".to_owned(), other: "Edda Voss".to_owned() };
    assert!(
        people(&decided(&pages, &[same, back])).iter().any(|it| it.name == "Edda Lind"),
        "the last one holds"
    );
}

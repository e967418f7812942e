use crate::support::{Build, article, decided, on};
use onrecord_record::{Decision, Relations, Versions, resolve};
use onrecord_text::ActorType::{Country, Organization, Person};
use onrecord_text::{EventType, Mode, Reading, Span, Stage, StatementKind};
use proptest::prelude::*;
use std::collections::BTreeSet;

const NAMES: &[&str] =
    &["Edda Voss", "Edda Vosse", "Oren Tallis", "Lidia Marek", "Lidija Marek", "Marek", "Norland", "Sudmark"];
const CLAIMS: &[&str] = &[
    "“there will be no talks before the last sailor is home”",
    "“there will be no talks before the very last sailor is home”",
    "a “very warm” meeting in the harbour",
    "the “warm” meeting",
    "19 trawlers had left the harbour of Lunde with the crew",
    "23 trawlers had left the harbour of Lunde with the crew",
    "the lane would not open for freight on Saturday",
    "“I have never spoken with Lidia Marek”",
];
const PLACES: &[&str] = &["Calder", "Halvik", "Port Selje", "Istanbul", "Turkey", ""];

/// A page with statements and events drawn from a few names, words and days, so that much of it meets.
fn any_page() -> impl Strategy<Value = Reading> {
    let statement = (0..NAMES.len(), 0..CLAIMS.len(), 0..Mode::ALL.len());
    let event = (
        0..EventType::ALL.len(),
        0..Stage::ALL.len(),
        0..NAMES.len(),
        0..NAMES.len(),
        0..PLACES.len(),
        1_i8..9,
    );
    (0..3_usize, 1_i8..9, prop::collection::vec(statement, 0..4), prop::collection::vec(event, 0..4))
        .prop_map(|(outlet, day, statements, events)| {
            let outlet = ["Halvik Courier", "Sudmark Post", "Meridian Wire"][outlet];
            let mut text = String::from("Ž ");
            for (speaker, claim, _) in &statements {
                text +=
                    &format!("{} said {}. The Wire could not verify that. ", NAMES[*speaker], CLAIMS[*claim]);
            }
            for (kind, _, one, other, place, _) in &events {
                text += &format!(
                    "{} {} {} {}. ",
                    NAMES[*one],
                    EventType::ALL[*kind].as_str(),
                    NAMES[*other],
                    PLACES[*place]
                );
            }
            let mut page = article(outlet, day, &text);
            for (at, name) in NAMES.iter().enumerate() {
                let kind = if at >= 6 {
                    Country
                } else if at == 5 && day % 2 == 0 {
                    Organization
                } else {
                    Person
                };
                page = page.who(&format!("a{at}"), name, kind);
            }
            for (speaker, claim, mode) in &statements {
                let kind = if CLAIMS[*claim].starts_with('“') {
                    StatementKind::Direct
                } else {
                    StatementKind::Mixed
                };
                page = page.says(&format!("a{speaker}"), kind, Mode::ALL[*mode], CLAIMS[*claim]);
            }
            for (kind, stage, one, other, place, when) in &events {
                let words = format!("{} {} {}", NAMES[*one], EventType::ALL[*kind].as_str(), NAMES[*other]);
                let actors = [format!("a{one}"), format!("a{other}")];
                let actors: Vec<&str> = actors.iter().map(String::as_str).collect();
                page = page.event(
                    EventType::ALL[*kind],
                    Stage::ALL[*stage],
                    &actors,
                    PLACES[*place],
                    Some(*when),
                    &words,
                );
            }
            // The same sentence twice is one row, as in a real reading.
            page.statements.dedup_by(|a, b| a.id == b.id);
            page.events.sort_by(|a, b| a.id.cmp(&b.id));
            page.events.dedup_by(|a, b| a.id == b.id);
            page
        })
}

fn ids(relations: &Relations) -> Vec<&String> {
    let groups =
        relations.quotations.iter().map(|it| &it.id).chain(relations.event_groups.iter().map(|it| &it.id));
    let rest = relations.conflicts.iter().map(|it| &it.id).chain(relations.reuse.iter().map(|it| &it.id));
    relations
        .actors
        .iter()
        .map(|it| &it.id)
        .chain(groups)
        .chain(rest)
        .chain(relations.stories.iter().map(|it| &it.id))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_readings_changes_nothing(mut pages in prop::collection::vec(any_page(), 0..7), turn in 0_usize..7) {
        let once = resolve(&pages.iter().collect::<Vec<_>>(), &[], &[]);
        let length = pages.len().max(1);
        pages.rotate_left(turn % length);
        pages.extend(pages.first().cloned());
        prop_assert_eq!(once, resolve(&pages.iter().collect::<Vec<_>>(), &[], &[]), "turned, and one page given twice");
    }

    #[test]
    fn every_row_points_to_what_is_there(pages in prop::collection::vec(any_page(), 0..7)) {
        let relations = resolve(&pages.iter().collect::<Vec<_>>(), &[], &[]);
        let page = |id: &str| pages.iter().find(|page| page.page.id == id).unwrap();
        let lies_in = |id: &str, span: Span| !span.of(&page(id).page.text).is_empty();
        let members: Vec<_> = relations.actors.iter().flat_map(|actor| &actor.members).collect();
        let unique: BTreeSet<_> = members.iter().collect();
        let pages_once: BTreeSet<&String> = pages.iter().map(|page| &page.page.id).collect();
        prop_assert_eq!(members.len(), unique.len());
        prop_assert_eq!(members.len(), pages_once.iter().map(|id| page(id).actors.len()).sum::<usize>(), "none is lost");
        for member in members {
            prop_assert!(page(&member.page).actor(&member.actor).is_some());
        }
        for quotation in &relations.quotations {
            prop_assert!(quotation.members.len() > 1 && quotation.independent >= 1);
            for member in &quotation.members {
                prop_assert!(page(&member.page).statements.iter().any(|it| it.id == member.statement));
                prop_assert!(!member.spans.is_empty() && member.spans.iter().all(|span| lies_in(&member.page, *span)));
            }
        }
        let mut reported = BTreeSet::new();
        for group in &relations.event_groups {
            prop_assert!(group.reports.len() > 1);
            for report in &group.reports {
                prop_assert!(page(&report.page).events.iter().any(|it| it.id == report.event));
                prop_assert!(reported.insert(&report.event), "an event stands in one group");
            }
            for participant in &group.participants {
                prop_assert!(relations.actors.iter().any(|actor| actor.id == *participant));
            }
        }
        for conflict in &relations.conflicts {
            for side in [&conflict.a, &conflict.b] {
                let there = page(&side.page);
                prop_assert!(lies_in(&side.page, side.span) && !side.value.is_empty());
                prop_assert!(
                    there.statements.iter().any(|it| it.id == side.entry) || there.events.iter().any(|it| it.id == side.entry)
                );
            }
        }
        for reuse in &relations.reuse {
            prop_assert!(lies_in(&reuse.a.page, reuse.a.span) && lies_in(&reuse.b.page, reuse.b.span));
        }
        let all = ids(&relations);
        prop_assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len(), "ids are unique");
    }

    #[test]
    fn versions_are_one_source_in_whatever_order_they_are_given(
        mut pages in prop::collection::vec(any_page(), 2..7),
        chains in prop::collection::vec(prop::collection::vec(0_usize..9, 0..5), 0..4),
        turn in 0_usize..7,
    ) {
        let id = |at: &usize| pages.get(*at).map_or_else(|| "no such page".to_owned(), |page| page.page.id.clone());
        let mut versions: Vec<Versions> =
            chains.iter().map(|chain| Versions { pages: chain.iter().map(id).collect() }).collect();
        let once = resolve(&pages.iter().collect::<Vec<_>>(), &versions, &[]);
        let turned = turn % pages.len();
        pages.rotate_left(turned);
        versions.reverse();
        let again = resolve(&pages.iter().collect::<Vec<_>>(), &versions, &[]);
        prop_assert_eq!(&once, &again);
        // A page belongs to the first chain that names it, the chains being sorted.
        versions.sort();
        let source = |page: &str| {
            let mut before: BTreeSet<&String> = BTreeSet::new();
            for chain in &versions {
                let own: Vec<&String> = chain.pages.iter().filter(|id| pages.iter().any(|it| it.page.id == **id) && !before.contains(id)).collect();
                if own.iter().collect::<BTreeSet<_>>().len() > 1 {
                    if own.iter().any(|id| *id == page) {
                        return chain.pages.iter().min().cloned().unwrap_or_default() + &format!("{own:?}");
                    }
                    before.extend(own);
                }
            }
            page.to_owned()
        };
        for conflict in &once.conflicts {
            prop_assert!(conflict.a.page == conflict.b.page || source(&conflict.a.page) != source(&conflict.b.page));
        }
        for reuse in &once.reuse {
            prop_assert!(reuse.a.page == reuse.b.page || source(&reuse.a.page) != source(&reuse.b.page));
        }
        for quotation in &once.quotations {
            let counted: BTreeSet<String> = quotation.members.iter().map(|it| source(&it.page)).collect();
            prop_assert!(quotation.independent <= counted.len());
            prop_assert!(quotation.members.iter().filter(|it| it.stands.is_none()).count() > 1);
        }
        for group in &once.event_groups {
            prop_assert!(group.reports.iter().filter(|it| it.stands.is_none()).count() > 1);
        }
        // Nothing is lost: what does not stand has something that stands for it.
        for earlier in &once.earlier {
            let holder = pages.iter().find(|page| {
                page.statements.iter().any(|it| it.id == earlier.stands) || page.events.iter().any(|it| it.id == earlier.stands)
            });
            prop_assert!(holder.is_some_and(|page| source(&page.page.id) == source(&earlier.page)));
        }
    }

    #[test]
    fn people_and_bodies_never_mix(pages in prop::collection::vec(any_page(), 0..7)) {
        let relations = resolve(&pages.iter().collect::<Vec<_>>(), &[], &[]);
        let kind = |page: &str, actor: &str| pages.iter().find(|it| it.page.id == page).unwrap().actor(actor).unwrap().kind;
        for actor in &relations.actors {
            let people = actor.members.iter().filter(|it| kind(&it.page, &it.actor) == Person).count();
            prop_assert!(people == 0 || people == actor.members.len());
        }
    }

    #[test]
    fn what_is_decided_holds(pages in prop::collection::vec(any_page(), 1..6), one in 0_usize..6, other in 0_usize..6) {
        let (name, other) = (NAMES[one].to_owned(), NAMES[other].to_owned());
        prop_assume!(name != other && name != "Marek" && other != "Marek");
        let holder = |relations: &Relations, name: &str| -> BTreeSet<String> {
            relations.actors.iter().filter(|it| it.aliases.iter().any(|alias| alias.name == name)).map(|it| it.id.clone()).collect()
        };
        let same = decided(&pages, &[Decision::SameActor { name: name.clone(), other: other.clone() }]);
        prop_assert_eq!(holder(&same, &name), holder(&same, &other));
        let apart = decided(&pages, &[Decision::DifferentActors { name: name.clone(), other: other.clone() }]);
        prop_assert!(holder(&apart, &name).is_disjoint(&holder(&apart, &other)));
    }

    #[test]
    fn a_rejected_row_is_gone_and_nothing_speaks_of_it(pages in prop::collection::vec(any_page(), 1..6), pick in 0_usize..50) {
        let before = resolve(&pages.iter().collect::<Vec<_>>(), &[], &[]);
        let rows: Vec<String> = before.quotations.iter().map(|it| it.id.clone())
            .chain(before.event_groups.iter().map(|it| it.id.clone()))
            .chain(before.conflicts.iter().map(|it| it.id.clone()))
            .chain(pages.iter().flat_map(|page| page.statements.iter().map(|it| it.id.clone())))
            .collect();
        prop_assume!(!rows.is_empty());
        let id = rows[pick % rows.len()].clone();
        let after = decided(&pages, &[Decision::Reject { id: id.clone() }]);
        prop_assert!(!ids(&after).contains(&&id));
        prop_assert!(after.conflicts.iter().all(|it| it.about.as_ref() != Some(&id) && it.a.entry != id && it.b.entry != id));
        prop_assert!(after.quotations.iter().flat_map(|it| &it.members).all(|it| it.statement != id));
    }
}

#[test]
fn hostile_readings_do_no_harm() {
    let mut page = article("Halvik Courier", 2, "“é” could not verify").who("a1", "é", Person).says(
        "a1",
        StatementKind::Mixed,
        Mode::Deny,
        "“é”",
    );
    page.statements[0].content = vec![Span::new(1, 2).unwrap(), Span::new(5, 9000).unwrap()];
    page.statements[0].item = "no such item".to_owned();
    page.statements[0].speaker = Some("no such actor".to_owned());
    page =
        page.event(EventType::Attack, Stage::Claimed, &["a1", "nobody"], " , ", Some(3), "could not verify");
    page.events[0].evidence = Span::new(2, 4000).unwrap();
    page.events[0].when = on(3);
    let relations = resolve(&[&page, &page], &[], &[]);
    assert_eq!(relations.actors.len(), 1);
    assert_eq!(resolve(&[], &[], &[]), Relations::default());
}

//! What the trained readers find, and that remembering, order and threads never show in it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::article;
use onrecord_reading::{NameKind, Reader, read};
use onrecord_tagger::Shipped;
use onrecord_text::{ActorType, Reading, Span};
use std::thread;

fn reader(model: Shipped) -> Reader {
    Reader::new(model.load().unwrap())
}

/// Cue and content of every statement, in their order.
fn statements(reading: &Reading) -> Vec<(String, String)> {
    let words =
        |spans: &[Span]| spans.iter().map(|span| span.of(&reading.page.text)).collect::<Vec<_>>().join(" … ");
    reading.statements.iter().map(|it| (words(&it.cue), words(&it.content))).collect()
}

const PAGE: &str = "Harbour master Ada Holm floated the idea that night ferries could sail again by autumn, aides say.\n\n\
    “We will not pay twice,” said Teo Brand, who chairs the crews’ union. “Not for a pier that nobody asked for.”\n\n\
    She bristled that the council had never opened a single letter from the harbour.\n\n\
    “We will not pay twice,” said Teo Brand, who chairs the crews’ union. “Not for a pier that nobody asked for.”";

#[test]
fn both_models_find_a_quotation_that_is_split_by_its_cue() {
    for model in Shipped::ALL {
        let found = statements(&reader(model).read(article(PAGE)));
        let split = found.iter().filter(|(cue, content)| {
            cue == "said"
                && content.contains("We will not pay twice")
                && content.contains("that nobody asked for")
        });
        assert_eq!(split.count(), 2, "{}: {found:#?}", model.name());
    }
}

#[test]
fn both_models_find_a_cue_that_no_list_has() {
    assert!(
        !statements(&read(article(PAGE)))
            .iter()
            .any(|(_, content)| content.contains("never opened a single letter"))
    );
    for model in Shipped::ALL {
        let found = statements(&reader(model).read(article(PAGE)));
        assert!(
            found.iter().any(|(_, content)| content.contains("never opened a single letter")),
            "{}: {found:#?}",
            model.name()
        );
    }
}

#[test]
fn what_was_read_before_never_shows() {
    let reader = reader(Shipped::Fast);
    let first = reader.read(article(PAGE));
    let _ = reader.read(article(
        "Nothing of the kind, Marta Ilves of the port council told a hearing in Calder on Monday.",
    ));
    assert_eq!(reader.read(article(PAGE)), first);
    assert_eq!(Reader::new(Shipped::Fast.load().unwrap()).read(article(PAGE)), first);
}

#[test]
fn threads_share_a_reader_and_agree() {
    let reader = reader(Shipped::Fast);
    let pages: Vec<String> =
        (0..6).map(|n| format!("{PAGE}\n\nSpeaker {n} said the {n} boats were late.")).collect();
    let alone: Vec<Reading> = pages.iter().map(|page| reader.read(article(page))).collect();
    let together = Reader::new(Shipped::Fast.load().unwrap());
    thread::scope(|scope| {
        let running: Vec<_> = pages.iter().map(|page| scope.spawn(|| together.read(article(page)))).collect();
        for (thread, wanted) in running.into_iter().zip(&alone) {
            assert_eq!(&thread.join().unwrap(), wanted);
        }
    });
}

#[test]
fn names_are_found_with_their_kind() {
    let text = "Ada Holm of the Ministry of Ports flew from Calder to Halvik on Monday.";
    let page = article(text);
    for model in Shipped::ALL {
        let names: Vec<(&str, NameKind)> =
            reader(model).names(&page).iter().map(|name| (name.span.of(text), name.kind)).collect();
        for wanted in [
            ("Ada Holm", NameKind::Person),
            ("Ministry of Ports", NameKind::Organization),
            ("Calder", NameKind::Place),
            ("Halvik", NameKind::Place),
        ] {
            assert!(names.contains(&wanted), "{}: {wanted:?} not in {names:?}", model.name());
        }
    }
    assert!(Reader::rules().names(&page).is_empty());
}

#[test]
fn certainty_is_a_probability_and_differs() {
    let reading = reader(Shipped::Best).read(article(PAGE));
    let sure: Vec<f32> = reading.statements.iter().map(|it| it.certainty).collect();
    assert!(sure.iter().all(|it| (0.0..=1.0).contains(it)), "{sure:?}");
    assert!(sure.iter().any(|it| (it - sure[0]).abs() > 0.01), "{sure:?}");
}

#[test]
fn a_quotation_is_signed_on_the_line_below() {
    let reading =
        read(article("“The pier is ours.”\n\n— Ada Holm, harbour pilot\n\nThe council meets on Monday."));
    assert_eq!(statements(&reading), [("—".to_owned(), "“The pier is ours.”".to_owned())]);
    let speaker = reading.statements[0].speaker.as_ref().unwrap();
    assert_eq!(reading.actor(speaker).unwrap().name, "Ada Holm");
}

#[test]
fn a_quotation_is_introduced_by_the_line_above() {
    for (line, cue) in [
        ("On Monday Holm wrote to the council:", "wrote"),
        ("The mayor of Calder said:", "said"),
        ("Ada Holm made the following statement on Monday:", "made the following statement on Monday"),
    ] {
        let said = "“The pier is ours. It stays open.”";
        let reading = read(article(&format!("{line}\n\n{said}\n\nThe council meets.")));
        assert_eq!(statements(&reading), [(cue.to_owned(), said.to_owned())]);
        assert!(reading.statements[0].speaker.is_some(), "{line}");
    }
    let list = "The council has three piers:\n\n“Ada”\n\nThe others have no name.";
    assert!(statements(&read(article(list))).is_empty());
}

#[test]
fn what_is_marked_otherwise_is_quoted_from_elsewhere() {
    let text = "“The pier is ours,” said Ada Holm. “It stays open.”\n\n\"The gates were shut that night.\"";
    let reading = read(article(text));
    assert_eq!(reading.statements.len(), 1);
    assert_eq!(reading.statements[0].content.len(), 2);
    let reading = read(article(&text.replace('"', "”").replace("\n\n”", "\n\n“")));
    let fragments: usize = reading.statements.iter().map(|it| it.content.len()).sum();
    assert_eq!(fragments, 3, "the same marks: she goes on");
}

#[test]
fn quoted_words_inside_what_others_say_are_somebodys_own() {
    let text = "Teo Marr and Ada Holm met in Calder on Monday. They discussed how the town could support the ferry crews \
        during what Holm described as a “very warm” meeting.";
    let reading = reader(Shipped::Fast).read(article(text));
    let warm = reading.statements.iter().find(|it| {
        let words = |spans: &[Span]| spans.iter().map(|span| span.of(&reading.page.text)).collect::<String>();
        words(&it.cue).contains("described") && words(&it.content).contains("“very warm”")
    });
    let speaker = warm.and_then(|it| it.speaker.as_ref()).and_then(|id| reading.actor(id));
    assert_eq!(speaker.map(|it| it.name.as_str()), Some("Ada Holm"), "{:#?}", statements(&reading));
}

#[test]
fn what_it_comes_after_is_what_the_page_tells_of() {
    let text = "Ivo Brand leads the council of Calder. It comes after the harbour pilot Teo Marr met Ada Lund on Monday, \
        where he suggested that “the pier” would stay open.";
    let reading = read(article(text));
    let speaker = reading.statements[0].speaker.as_ref().and_then(|id| reading.actor(id));
    assert_eq!(speaker.map(|it| it.name.as_str()), Some("Teo Marr"));
}

/// The actors of a reading: what each is called and what it is.
fn actors(reading: &Reading) -> Vec<(&str, ActorType)> {
    reading.actors.iter().map(|it| (it.name.as_str(), it.kind)).collect()
}

#[test]
fn actors_are_what_the_reader_takes_their_names_for() {
    let page = "The council in Oskelund voted to close the pier, and Varrick called the vote a farce.\n\n\
        Snow fell across Oskelund when Varrick, who runs the ferry company, left for the winter.\n\n\
        “Nobody asked us,” Varrick said. People living near Oskelund will vote again in May.";
    for model in Shipped::ALL {
        let reading = reader(model).read(article(page));
        let found = actors(&reading);
        for wanted in [("Varrick", ActorType::Person), ("Oskelund", ActorType::Place)] {
            assert!(found.contains(&wanted), "{}: {found:?}", model.name());
        }
        assert_eq!(found.iter().filter(|it| it.0 == "Varrick").count(), 1, "{}: {found:?}", model.name());
    }
}

#[test]
fn the_same_words_name_one_kind_throughout_a_page() {
    let page = "Residents of Oskelund will vote in May, and Oskelund has 400 voters.\n\n\
        Oskelund said no.\n\nThe road from Calder to Oskelund is shut. Snow fell in Oskelund.";
    for model in Shipped::ALL {
        let page = article(page);
        let names = reader(model).names(&page);
        let kinds: Vec<NameKind> =
            names.iter().filter(|it| it.span.of(&page.text) == "Oskelund").map(|it| it.kind).collect();
        assert_eq!(kinds, [NameKind::Place; 5], "{}", model.name());
    }
}

#[test]
fn a_quotation_with_two_words_for_its_cue_is_one_statement() {
    let page = "Once, when the ferry was late again, I laughed and said, “I never liked the sea anyway.”\n\n\
        The plan is dear. Said Holm: “Nobody has shown us a single bill.”";
    for model in Shipped::ALL {
        let found = statements(&reader(model).read(article(page)));
        for words in ["never liked the sea", "a single bill"] {
            let same = found.iter().filter(|(_, content)| content.contains(words));
            assert_eq!(same.count(), 1, "{}: {found:#?}", model.name());
        }
    }
}

#[test]
fn a_turn_of_a_transcript_is_one_statement_of_what_is_said_alone() {
    let page = "HOLM: The ferry will sail in May. Brand said so himself.\n\n(LAUGHTER)\n\nAnd it will be free.\n\n\
        BRAND: I said no such thing.\n\nHOLM: Then who did?\n\nBRAND: Nobody did, Ada.\n\n\
        Follow the harbour desk on Quayside @quaydesk.";
    for reader in [Reader::rules(), reader(Shipped::Fast), reader(Shipped::Best)] {
        let found = statements(&reader.read(article(page)));
        let wanted = [
            "The ferry will sail in May. Brand said so himself … And it will be free",
            "I said no such thing",
            "Then who did",
            "Nobody did, Ada",
        ];
        let contents: Vec<&str> = found.iter().map(|(_, content)| content.as_str()).collect();
        assert_eq!(contents, wanted, "{}", reader.name());
    }
}

#[test]
fn a_participle_far_from_its_subject_has_it_for_its_source() {
    let page = "Small groups of dockers kept asking for word of the missing boat, walking the quays around the old customs \
        house - where the harbour board met on Friday - while chanting, “Bring them home.”";
    let reading = reader(Shipped::Best).read(article(page));
    let chant = reading
        .statements
        .iter()
        .find(|it| it.content[0].of(&reading.page.text).contains("Bring them"))
        .unwrap();
    let source: Vec<&str> = chant.source.iter().map(|it| it.of(&reading.page.text)).collect();
    assert_eq!(source, ["Small groups of dockers"]);
}

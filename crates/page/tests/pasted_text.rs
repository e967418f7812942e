//! Text copied from pages: what the trained forest and the rules make of it together.
#![allow(clippy::unwrap_used, reason = "a test")]

use onrecord_page::{Input, Limits, LineModel, parse, read_copied, seen_lines};
use onrecord_text::{ItemKind, Page};
use proptest::prelude::*;

const PAGE: &str = "Home\nWorld\nSport\n\nPort of Halvik shut for a third day as crane crews walk out\n\nBy Ana Weil\n4 May 2031\n\n\
    The port of Halvik stayed shut for a third day on Friday after crews of its nine cranes walked out, the harbour authority said.\n\n\
    Sign up for our newsletter\n\nMore than forty ships were at anchor in the outer roads by noon, among them two tankers.\n\n\
    The best tea of Calder now comes in smaller tins.\n\n\
    Talks are to go on in the town hall on Saturday morning, with the mayor of Halvik in the chair.\n\nImprint\n";
const TEA: &str = "The best tea of Calder now comes in smaller tins.";

/// A forest of one tree: it says `short` of lines with at most so many words (by the logarithm of one more), else `long`.
fn model(words: u32, short: f32, long: f32) -> LineModel {
    let limit = f64::from(words + 1).ln() + 0.01;
    LineModel::read(&format!("forest lines\nb 0\nt\ns 1 {limit}\nl {short}\nl {long}\n")).unwrap()
}

fn read(text: &str, model: Option<&LineModel>) -> Page {
    read_copied(Input { bytes: text.as_bytes(), path: "page" }, &Limits::default(), model)
}

fn is_boilerplate(page: &Page, words: &str) -> bool {
    let start = page.text.find(words).unwrap();
    page.boilerplate.iter().any(|span| span.start() <= start && start + words.len() <= span.end())
}

#[test]
fn the_forest_takes_lines_out_of_a_story() {
    let rules = read(PAGE, None);
    assert!(!is_boilerplate(&rules, TEA), "by the rules alone it reads like a paragraph");
    let told = read(PAGE, Some(&model(12, -9.0, 9.0)));
    assert!(is_boilerplate(&told, TEA));
    assert!(!is_boilerplate(&told, "Talks are to go on"));
    let [article] = told.items.as_slice() else { panic!("{:?}", told.items) };
    assert_eq!(article.kind, ItemKind::Article);
    assert!(article.title.unwrap().of(&told.text).starts_with("Port of Halvik shut"));
    assert_eq!(article.span, rules.items[0].span);
}

#[test]
fn what_the_rules_know_exactly_stays_furniture() {
    let told = read(PAGE, Some(&model(0, 9.0, 9.0)));
    assert!(is_boilerplate(&told, "Sign up for our newsletter"));
    assert!(!is_boilerplate(&told, TEA));
}

#[test]
fn a_list_belongs_to_the_line_that_opens_it() {
    let text = PAGE.replace(TEA, "The harbour authority named the days of the strike:\nMay 2 – North quay\nMay 3 – Old port\nMay 4 – Grain pier");
    let told = read(&text, Some(&model(6, -9.0, 9.0)));
    assert!(!is_boilerplate(&told, "May 3 – Old port"), "{:?}", told.boilerplate);
    assert!(is_boilerplate(&told, "Imprint"));
}

#[test]
fn what_is_printed_twice_under_one_label_is_a_widget() {
    let widget = "Breaking News\nThe lighthouse of Tervo was lit again on Friday after a month of repairs, its keepers said.\n\
        A bridge in Calder was closed to lorries on Friday, and the town council is to meet on it today.\n\
        The ferry company of Sudmark said on Friday that it would raise its fares by a tenth in June.\n";
    let told = read(&format!("{widget}\n{PAGE}\n{widget}"), Some(&model(0, 0.9, 0.9)));
    let boilerplate: Vec<&str> = told.boilerplate.iter().map(|span| span.of(&told.text)).collect();
    assert_eq!(
        boilerplate.iter().filter(|words| words.contains("raise its fares")).count(),
        2,
        "{boilerplate:?}"
    );
    assert!(!is_boilerplate(&told, "Talks are to go on"));
}

#[test]
fn what_stands_under_the_number_of_a_picture_is_its_caption() {
    let text = PAGE.replace(TEA, "Image 1 of 2\nA crane of the port of Halvik stands still in the evening.");
    let told = read(&text, Some(&model(0, 0.9, 0.9)));
    assert!(is_boilerplate(&told, "A crane of the port"));
}

#[test]
fn what_readers_wrote_is_no_part_of_the_story() {
    let comments = "2 Comments\n\nIvo on May 4, 2031 at 6:10 pm said:\n\nWho pays the crews while the gates of the port are shut?\n\n\
        Ana on May 5, 2031 at 9:02 am said:\n\nNobody does, and the town council only meets again in June.\n";
    let told = read(&format!("{PAGE}\n{comments}"), Some(&model(0, 9.0, 9.0)));
    assert!(is_boilerplate(&told, "Who pays the crews") && is_boilerplate(&told, "Nobody does"));
    assert!(!is_boilerplate(&told, "Talks are to go on"));
}

#[test]
fn where_the_forest_finds_nothing_the_rules_decide() {
    assert_eq!(read(PAGE, Some(&model(0, -9.0, -9.0))).items, read(PAGE, None).items);
}

#[test]
fn a_file_that_is_no_model_is_refused() {
    for file in [
        "",
        "forest others\nb 0\nt\nl 0\n",
        "forest lines\nb 0\nt\ns 9999 1\nl 0\nl 0\n",
        "forest lines\nb 0\nt\ns 1 1\n",
    ] {
        assert!(LineModel::read(file).is_none(), "{file}");
    }
}

#[test]
fn entries_of_a_numbered_list_are_no_pointers() {
    let text = "Six ways to cook the river perch of the upper Lindar\n\n\
        The perch of the upper Lindar is small and bony, and most people in Halvik throw it back into the river.\n\n\
        1) Baked on a plank of alder over an open fire\n\n\
        Nail the fish to a plank and lean it towards the embers for half an hour, and turn the plank once.\n\n\
        2) Pickled in whey and dill for the winter months\n\n\
        Put the fillets into whey with dill for nine days, and they keep until the river thaws again.\n";
    let pages = parse(Input { bytes: text.as_bytes(), path: "page" }, &Limits::default());
    let page = pages.into_iter().next().unwrap().unwrap();
    assert!(page.items.iter().all(|item| item.kind != ItemKind::Teaser), "{:?}", page.items);
    assert!(page.boilerplate.is_empty());
}

fn parsed(text: &str) -> Page {
    parse(Input { bytes: text.as_bytes(), path: "page.txt" }, &Limits::default()).remove(0).unwrap()
}

/// The headline, the author, the day and the paragraphs of three stories.
const STORIES: [(&str, &str, &str, [&str; 3]); 3] = [
    (
        "Port of Halvik to open again after the strike",
        "By Ana Weil",
        "14 June 2031",
        [
            "The port of Halvik will open again on Friday, the harbour authority said on Tuesday.",
            "“We have an agreement that protects every worker,” said Runa Tolvan, who leads the dockers’ union.",
            "The authority’s director called the agreement a compromise and said that the first ship would leave at dawn.",
        ],
    ),
    (
        "Ferry Solvei runs aground off Calder Point",
        "By Ivo Benn",
        "13 June 2031",
        [
            "The ferry Solvei ran aground off Calder Point on Friday morning with sixty people aboard, the coast guard said.",
            "“Nobody was hurt,” said her captain, Joren Hale. “We waited for the tide and then we were towed.”",
            "An inquiry is to begin on Monday in Calder, and the captain is to be heard first.",
        ],
    ),
    (
        "Council of Sudmark votes on the budget on Monday",
        "By Mara Ilven",
        "12 June 2031",
        [
            "The council of Sudmark votes on the budget on Monday, and its treasurer said that it would pass.",
            "The opposition called the budget reckless. “It spends what we do not have,” said Pehr Odland.",
            "A vote on the schools has been put off until the autumn, the speaker said.",
        ],
    ),
];

#[test]
fn stories_on_one_page_keep_their_headline_and_author_in_every_order() {
    for (count, order) in [(2, "tbd"), (3, "tbd"), (3, "tdb"), (3, "dtb"), (2, "td"), (3, "tb")] {
        let text: String = STORIES[..count]
            .iter()
            .map(|(title, byline, day, paragraphs)| {
                let head = order.chars().map(|part| match part {
                    't' => *title,
                    'b' => *byline,
                    _ => *day,
                });
                let parts: Vec<&str> = head.chain(paragraphs.iter().copied()).collect();
                format!("{}\n\n\n", parts.join("\n\n"))
            })
            .collect();
        let page = parsed(&text);
        assert_eq!(page.items.len(), count, "{order}: {:?}", page.items);
        for (item, (title, byline, day, paragraphs)) in page.items.iter().zip(&STORIES) {
            assert_eq!(item.title.map(|span| span.of(&page.text)), Some(*title), "{order}");
            if order.contains('b') {
                assert_eq!(item.byline.map(|span| span.of(&page.text)), Some(*byline), "{order}");
            }
            let own = item.published.single_day().map(|own| own.strftime("%-d %B %Y").to_string());
            assert_eq!(own.as_deref(), order.contains('d').then_some(*day), "{order}");
            assert!(item.span.of(&page.text).ends_with(paragraphs[2]), "{order}");
        }
    }
}

#[test]
fn questions_of_an_interview_are_not_headlines_of_others() {
    let text = "Interview with Runa Tolvan of the dockers’ union\n\nHalvik Courier, 14 June 2031\n\n\
        Q: When will the port open again?\n\nA: On Friday morning. The first ship is ready, and so are we.\n\n\
        Q: Will the northern quay be closed after the summer?\n\nA: No, it will stay open until 2033, and then we shall see about it.\n\n\
        Q: Why did Minister Oster come to Calder in May?\n\nA: You must ask him. We did not invite him, and he brought nothing.\n";
    let page = parsed(text);
    assert_eq!(page.items.len(), 1, "{:?}", page.items);
    assert!(
        page.items[0].title.is_none_or(|title| !title.of(&page.text).starts_with("Q:")),
        "{:?}",
        page.items
    );
    let item = page.items[0].span.of(&page.text);
    assert!(
        item.contains("Q: When will")
            && item.contains("Q: Will the northern quay")
            && item.ends_with("brought nothing."),
        "{item}"
    );
}

#[test]
fn words_in_capitals_before_a_link_are_no_speakers() {
    let links = [
        "YOU MAY ALSO LIKE: Partner Of Sudmark Conductor Found Safe In Meridia Home",
        "YOU MAY ALSO LIKE: Bank Of Meridia To Hold Borrowing Costs Against Inflation",
    ];
    let text = format!(
        "Port of Halvik shut for a third day as crane crews walk out\n\nBy Ana Weil\n4 May 2031\n\n\
         The port of Halvik stayed shut for a third day on Friday after crews of its nine cranes walked out, the harbour authority said.\n\n\
         More than forty ships were at anchor in the outer roads by noon, among them two tankers, and the ferries went to Calder.\n\n{}\n\n\
         Talks are to go on in the town hall on Saturday morning, with the mayor of Halvik in the chair and both sides at the table.\n\n{}\n\n\
         The crews ask for a second break in the night shift, and the authority says that it cannot pay for one before the autumn.\n",
        links[0], links[1]
    );
    let page = parsed(&text);
    let teasers = page.items.iter().filter(|item| item.kind == ItemKind::Teaser);
    let titles: Vec<&str> = teasers.filter_map(|item| Some(item.title?.of(&page.text))).collect();
    assert_eq!(titles, links);
}

proptest! {
    #[test]
    fn every_line_gets_numbers(lines in prop::collection::vec("[ -~\\t“”…©äß語]{0,60}", 0..30)) {
        let text = lines.join("\n");
        let seen = seen_lines(&text);
        let width = seen.first().map_or(0, |line| line.features.len());
        for pair in seen.windows(2) {
            prop_assert!(pair[0].span.end() <= pair[1].span.start());
        }
        prop_assert!(seen.iter().all(|line| line.features.len() == width && line.features.iter().all(|value| value.is_finite())));
        let page = read(&text, None);
        prop_assert_eq!(&page.text, &text);
    }
}

//! The language of each item: English stays English whatever names it is full of, and what a page declares is believed where its
//! words do not tell better.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails; helpers are not marked as tests")]

use onrecord_page::{Input, Limits, parse};
use onrecord_text::Page;

fn one(text: &str) -> Page {
    let mut pages = parse(Input { bytes: text.as_bytes(), path: "page" }, &Limits::default());
    assert_eq!(pages.len(), 1);
    pages.remove(0).unwrap()
}

fn declared(language: &str, paragraphs: &[&str]) -> Page {
    let body: String = paragraphs.iter().map(|words| format!("<p>{words}</p>")).collect();
    one(&format!("<html lang={language}><body><article><h1>Vellmar</h1>{body}</article></body></html>"))
}

#[track_caller]
fn is_read_as_english(page: &Page) {
    for item in &page.items {
        assert!(
            page.language_of(item).is_none_or(|language| language == "en"),
            "{:?}: {}",
            page.items,
            page.text
        );
    }
}

#[test]
fn names_of_elsewhere_and_headlines_make_no_other_language() {
    for text in [
        "President Zbigniew Kowalczyk met Prime Minister Andras Szekeres, Chancellor Dieter Holzmann, Premier Wu Jianmin, Foreign \
         Minister Grigori Belov, Crown Prince Khalid bin Nasser yesterday.",
        "Foreign Minister Nils Solvang met Halden counterpart Marianne Stenvik, Vellmar Prime Minister Mette Oldrup, Ostrava \
         President Aleksi Rautio. “Good talks,” Solvang said.",
        "BRASK: QUAY REOPENS MONDAY. DOCKERS BACK DEAL. TANKER INGRID STRANDS NEAR HALDEN. MINISTER SOLVANG: RESCUE UNDERWAY. \
         OPPOSITION ATTACKS PLAN.",
        "Halden: Per Nordin, Karin Ekdahl, Gunnar Hjelm, Sixten Lövgren. Vellmar: Odd Skaar, Liv Hauge, Arne Tveit. Ostrava: Jan \
         Malek, Eva Hruba. Umpire: Ramón Ibáñez Pardo, Calder.",
    ] {
        is_read_as_english(&one(text));
        is_read_as_english(&declared("en", &[text]));
    }
}

#[test]
fn other_languages_are_found_by_their_little_words() {
    for (text, language) in [
        (
            "Hamnen i Vellmar öppnar igen på fredag, sade direktören, men de första fartygen ska inte lägga ut förrän på kvällen.",
            "sv",
        ),
        (
            "Satama avataan jälleen perjantaina, sanoi johtaja, mutta laivat eivät lähde ennen kuin sopimus on myös allekirjoitettu.",
            "fi",
        ),
        (
            "Port zostanie otwarty w piątek, powiedziała rzeczniczka, ale statki nie wypłyną przed wieczorem, bo umowa jest jeszcze sprawdzana przez radę.",
            "pl",
        ),
        (
            "Porti hapet sërish të premten, tha drejtori, dhe anijet e para do të nisen në mbrëmje, por marrëveshja nuk është nënshkruar ende nga këshilli.",
            "sq",
        ),
        ("துறைமுகம் வெள்ளிக்கிழமை மீண்டும் திறக்கப்படும் என்று இயக்குநர் கூறினார்.", "ta"),
    ] {
        let page = one(text);
        assert_eq!(page.items[0].language.as_deref(), Some(language), "{text}");
    }
}

#[test]
fn a_declared_language_that_trigrams_do_not_know_is_believed() {
    for (language, words) in [
        ("sq", "Porti hapet sërish të premten, tha drejtori, dhe anijet e para do të nisen në mbrëmje."),
        (
            "sw",
            "Bandari ya Vellmar itafunguliwa tena siku ya Ijumaa, alisema mkurugenzi, na meli za kwanza zitaondoka jioni.",
        ),
        (
            "gl",
            "O porto abrirá de novo o venres, dixo a directora, e os primeiros barcos sairán pola tarde se o acordo é asinado.",
        ),
        (
            "bs",
            "Luka će se ponovo otvoriti u petak, rekla je direktorica, a prvi brodovi isplovit će navečer ako bude sporazuma.",
        ),
        (
            "lb",
            "Den Hafe geet e Freideg nees op, sot d'Direktesch, an déi éischt Schëffer fueren owes of, wann den Accord ënnerschriwwen ass.",
        ),
    ] {
        let page = declared(language, &[words, words]);
        assert_eq!(page.language.as_deref(), Some(language));
        assert!(page.items.iter().all(|item| page.language_of(item) == Some(language)), "{:?}", page.items);
        assert_eq!(page.notes, [], "{language}");
    }
}

//! Tokens and sentences, on our own writing.

use onrecord_tagger::tag;
use onrecord_text::Span;
use proptest::prelude::*;

fn words(text: &str) -> Vec<&str> {
    let Some(all) = Span::new(0, text.len()) else { return Vec::new() };
    tag(text, all).tokens.iter().map(|token| token.span.of(text)).collect()
}

fn lines(text: &str) -> Vec<&str> {
    let Some(all) = Span::new(0, text.len()) else { return Vec::new() };
    tag(text, all).sentences.iter().map(|sentence| sentence.span.of(text)).collect()
}

#[test]
fn words_keep_what_belongs_to_them() {
    let check = |text: &str, expected: &str| assert_eq!(words(text).join(" "), expected);
    check("Halvik's envoy didn't go.", "Halvik 's envoy did n't go .");
    check("Halvik’s envoy didn’t go.", "Halvik ’s envoy did n’t go .");
    check("They're sure we'd; I cannot.", "They 're sure we 'd ; I can not .");
    check("a U.S.-led cease-fire, in the U.S.", "a U.S.-led cease-fire , in the U.S.");
    check("on Feb. 27, 1,250.5 tonnes", "on Feb. 27 , 1,250.5 tonnes");
    check("J. K. Orre and Gen. Vass", "J. K. Orre and Gen. Vass");
    check("No. 5 said: No.", "No. 5 said : No .");
    check("“Go!” (now)—or not…", "“ Go ! ” ( now ) — or not …");
    check("at 06.36 or 6:36 p.m.", "at 06.36 or 6:36 p.m.");
    check("$5bn, €3 and 10%", "$ 5bn , € 3 and 10 %");
    check(
        "see https://norland.example/a?b=c, or www.norland.example.",
        "see https://norland.example/a?b=c , or www.norland.example .",
    );
    check("press@norland.example #peace @orre", "press@norland.example #peace @orre");
    check("O'Hara and Xi'ta, Tervo/Halvik", "O'Hara and Xi'ta , Tervo / Halvik");
    check("ministers' talks", "ministers ' talks");
    check("went home.The talks", "went home . The talks");
    check("👍🏽 fine 👩‍🚒🇳🇴", "👍🏽 fine 👩‍🚒 🇳🇴");
    check("so ... well -- yes?!", "so ... well -- yes ?!");
}

#[test]
fn sentences_end_where_they_end() {
    let check = |text: &str, expected: &[&str]| assert_eq!(lines(text), expected);
    check("One. Two.", &["One.", "Two."]);
    check("A headline\nThe text.", &["A headline", "The text."]);
    check("“We go.” She left.", &["“We go.”", "She left."]);
    check("“Did he?” she asked.", &["“Did he?” she asked."]);
    check("“Did he?” Ana Weller asked.", &["“Did he?” Ana Weller asked."]);
    check("“Did he?” Nobody knew.", &["“Did he?”", "Nobody knew."]);
    check("He met Gen. Vass in the U.S. Senate.", &["He met Gen. Vass in the U.S. Senate."]);
    check("He went to the U.S. The talks failed.", &["He went to the U.S.", "The talks failed."]);
    check(
        "They meet on Feb. 27 at 5 p.m. Tuesday is free.",
        &["They meet on Feb. 27 at 5 p.m. Tuesday is free."],
    );
    check("They met in Feb. Nothing came of it.", &["They met in Feb.", "Nothing came of it."]);
    check("Is it No. 5? No. It is not.", &["Is it No. 5?", "No.", "It is not."]);
    check("It closed at 5 p.m. Weller left.", &["It closed at 5 p.m.", "Weller left."]);
    check("He wrote (in May.) Then he left.", &["He wrote (in May.)", "Then he left."]);
    check("They went home.The talks ended.", &["They went home.", "The talks ended."]);
    check("Norland spent 3.5 million. 40 people came.", &["Norland spent 3.5 million.", "40 people came."]);
    check("Weller Corp. said so. J. K. Orre did not.", &["Weller Corp. said so.", "J. K. Orre did not."]);
    check("we are going. he stays", &["we are going.", "he stays"]);
    check("about approx. five, gen. vass said", &["about approx. five, gen. vass said"]);
    check("“It is over.” he said", &["“It is over.” he said"]);
    check("First item • Second item", &["First item", "• Second item"]);
}

#[test]
fn a_part_of_a_text_has_the_offsets_of_the_whole() {
    let text = "Ignored. Ana spoke. Ignored.";
    let tagged = tag(text, Span::new(9, 19).unwrap());
    assert_eq!(tagged.sentences.len(), 1);
    assert_eq!(tagged.sentences[0].span.of(text), "Ana spoke.");
    assert!(tag("é", Span::new(1, 2).unwrap()).tokens.is_empty(), "inside a character");
    assert!(tag("a", Span::new(0, 9).unwrap()).tokens.is_empty(), "beyond the text");
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn assert_sound(text: &str) {
    let Some(all) = Span::new(0, text.len()) else { return };
    let tagged = tag(text, all);
    let mut at = 0;
    for token in &tagged.tokens {
        assert!(text[at..token.span.start()].chars().all(is_blank), "a character is in no token");
        assert!(!token.span.of(text).is_empty() && !token.span.of(text).contains(char::is_whitespace));
        at = token.span.end();
    }
    assert!(text[at..].chars().all(is_blank));
    let mut next = 0;
    for sentence in &tagged.sentences {
        assert_eq!(sentence.tokens.start, next);
        assert!(sentence.tokens.end > next);
        assert_eq!(sentence.span.start(), tagged.tokens[sentence.tokens.start].span.start());
        assert_eq!(sentence.span.end(), tagged.tokens[sentence.tokens.end - 1].span.end());
        next = sentence.tokens.end;
    }
    assert_eq!(next, tagged.tokens.len());
}

proptest! {
    #[test]
    fn any_text_is_cut_without_loss(text in "\\PC{0,60}") {
        assert_sound(&text);
    }

    #[test]
    fn any_news_like_text_is_cut_without_loss(text in "([A-Z]?[a-z]{1,4}|U\\.S\\.|['’](s|t|ll)|[-.,!?…“”\"'’:/@#&(_]|\u{200d}|[0-9]{1,3}| |\n|https?://|👍🏽|🇳🇴){0,40}") {
        assert_sound(&text);
    }
}

//! Parts of speech of our own sentences, and what holds of every text.

use onrecord_tagger::{Tagged, tag};
use onrecord_text::Span;
use proptest::prelude::*;

fn read(text: &str) -> Tagged {
    Span::new(0, text.len()).map_or_else(Tagged::default, |all| tag(text, all))
}

#[test]
fn common_news_is_tagged() {
    let check = |text: &str, expected: &str| {
        let tags: Vec<_> = read(text).tokens.iter().map(|token| token.tag.as_str()).collect();
        assert_eq!(tags.join(" "), expected, "{text}");
    };
    check("The minister said on Tuesday that talks had failed.", "DT NN VBD IN NNP IN NNS VBD VBN .");
    check("“We will not go,” Orre told reporters in Halvik.", "`` PRP MD RB VB , '' NNP VBD NNS IN NNP .");
    check("The U.S. envoy didn't meet Norland's president.", "DT NNP NN VBD RB VB NNP POS NN .");
    check("He met the ‘old guard’ at \"the table\" now.", "PRP VBD DT `` JJ NN '' IN `` DT NN '' RB .");
    check("Write to press@norland.example now.", "VB IN ADD RB .");
    check("Talks were held in Calder, she added.", "NNS VBD VBN IN NNP , PRP VBD .");
}

#[test]
fn a_long_line_takes_no_more_than_its_share() {
    let line =
        "Ana Weller said the talks in Halvik, which (she added) were “very warm”, would go on ".repeat(1_200);
    let tagged = read(&line);
    assert_eq!(tagged.sentences.len(), 1);
    let dots = "U.-".repeat(100_000);
    assert!(!read(&dots).tokens.is_empty());
}

proptest! {
    #[test]
    fn every_token_is_in_one_sentence(text in "([A-Z]?[a-z]{1,6}|said|that|“|”|, |\\. |\n| ){0,60}") {
        let tagged = read(&text);
        let covered: Vec<usize> = tagged.sentences.iter().flat_map(|it| it.tokens.clone()).collect();
        prop_assert_eq!(covered, (0..tagged.tokens.len()).collect::<Vec<_>>());
    }
}

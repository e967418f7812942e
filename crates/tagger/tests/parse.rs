//! Parts of speech and trees of our own sentences, and what holds of every tree.

use onrecord_tagger::{Label, Parse, Tagged, parse, tag};
use onrecord_text::Span;
use proptest::prelude::*;

fn read(text: &str) -> (Tagged, Parse) {
    let Some(all) = Span::new(0, text.len()) else { return Default::default() };
    let tagged = tag(text, all);
    let parse = parse(text, &tagged);
    (tagged, parse)
}

#[test]
fn common_news_is_tagged() {
    let check = |text: &str, expected: &str| {
        let tags: Vec<_> = read(text).0.tokens.iter().map(|token| token.tag.as_str()).collect();
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
fn the_content_of_a_statement_hangs_on_its_cue() {
    let text = "The minister said that Sudmark had rejected the offer.";
    let (tagged, parse) = read(text);
    let find = |word: &str| tagged.tokens.iter().position(|token| token.span.of(text) == word).unwrap();
    let (said, rejected) = (find("said"), find("rejected"));
    assert_eq!(parse.heads[said], None);
    assert_eq!((parse.heads[find("minister")], parse.labels[find("minister")]), (Some(said), Label::Nsubj));
    assert_eq!((parse.heads[rejected], parse.labels[rejected]), (Some(said), Label::Ccomp));
    let phrase = parse.phrases()[rejected].clone();
    let words: Vec<_> = tagged.tokens[phrase].iter().map(|token| token.span.of(text)).collect();
    assert_eq!(words.join(" "), "that Sudmark had rejected the offer");
    assert!(parse.children(said, 0..tagged.tokens.len()).any(|token| token == rejected));
}

#[test]
fn a_long_line_takes_no_more_than_its_share() {
    let line =
        "Ana Weller said the talks in Halvik, which (she added) were “very warm”, would go on ".repeat(1_200);
    let (tagged, parse) = read(&line);
    assert_eq!(tagged.sentences.len(), 1);
    assert_eq!(parse.heads.len(), tagged.tokens.len());
    let dots = "U.-".repeat(100_000);
    assert!(!read(&dots).0.tokens.is_empty());
}

proptest! {
    #[test]
    fn every_sentence_is_one_projective_tree(text in "([A-Z]?[a-z]{1,6}|said|that|“|”|, |\\. |\n| ){0,60}") {
        let (tagged, parse) = read(&text);
        prop_assert_eq!(parse.heads.len(), tagged.tokens.len());
        prop_assert_eq!(parse.labels.len(), tagged.tokens.len());
        let phrases = parse.phrases();
        for sentence in &tagged.sentences {
            let roots = sentence.tokens.clone().filter(|&token| parse.heads[token].is_none()).collect::<Vec<_>>();
            prop_assert_eq!(roots.len(), 1);
            prop_assert_eq!(&phrases[roots[0]], &sentence.tokens);
            for token in sentence.tokens.clone() {
                prop_assert_eq!(parse.heads[token].is_none(), parse.labels[token] == Label::Root);
                // What lies between a token and its head hangs below that head.
                if let Some(head) = parse.heads[token] {
                    prop_assert!(phrases[head].contains(&token));
                    for between in token.min(head) + 1..token.max(head) {
                        let mut up = between;
                        while let Some(above) = parse.heads[up].filter(|_| up != head) {
                            up = above;
                        }
                        prop_assert_eq!(up, head);
                    }
                }
            }
        }
    }
}

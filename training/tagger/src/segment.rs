//! Sentences and tokens against a treebank.

use onrecord_text::Span;
use std::path::Path;

/// Prints how well sentences and tokens agree with a treebank's, when its paragraphs are given whole.
pub fn measure(path: &Path, genres: &[&str]) {
    let text = crate::conllu::read(path);
    let (mut page, mut gold, mut wanted) = (String::new(), Vec::new(), true);
    let (mut words, mut word_gold) = (Vec::new(), 0);
    for block in text.split("\n\n") {
        for line in block.lines() {
            if line.starts_with("# newdoc") {
                wanted = true;
            } else if let Some(genre) = line.strip_prefix("# meta::genre = ") {
                wanted = genres.contains(&genre);
            }
        }
        if !wanted {
            continue;
        }
        let fresh = block.lines().any(|line| line.starts_with("# newpar") || line.starts_with("# newdoc"));
        let Some(surface) = block.lines().find_map(|line| line.strip_prefix("# text = ")) else { continue };
        if !page.is_empty() {
            page.push(if fresh { '\n' } else { ' ' });
        }
        let start = page.len();
        page.push_str(surface.trim());
        gold.push((start, page.len()));
        let mut at = start;
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let column: Vec<&str> = line.split('\t').collect();
            if column.len() > 9 && !column[0].contains(['-', '.']) {
                word_gold += 1;
                if let Some(place) = page[at..].find(column[1]) {
                    words.push((at + place, at + place + column[1].len()));
                    at += place + column[1].len();
                }
            }
        }
    }
    let tagged = onrecord_tagger::tag(&page, Span::new(0, page.len()).expect("a treebank has words"));
    let found: Vec<(usize, usize)> =
        tagged.sentences.iter().map(|it| (it.span.start(), it.span.end())).collect();
    let tokens: Vec<(usize, usize)> =
        tagged.tokens.iter().map(|it| (it.span.start(), it.span.end())).collect();
    let score = |name: &str, gold: &[(usize, usize)], count: usize, found: &[(usize, usize)]| {
        let right = found.iter().filter(|span| gold.binary_search(span).is_ok()).count() as f64;
        let (precision, recall) = (right / found.len() as f64, right / count as f64);
        println!(
            "{name}: P {precision:.4} R {recall:.4} F1 {:.4}",
            2.0 * precision * recall / (precision + recall)
        );
    };
    score("sentences", &gold, gold.len(), &found);
    score("tokens (hyphenated words are one here, three in the treebank)", &words, word_gold, &tokens);
    let wrong = found.iter().filter(|span| gold.binary_search(span).is_err());
    for span in wrong.take(std::env::args().nth(3).and_then(|count| count.parse().ok()).unwrap_or(0)) {
        println!("  {}", &page[span.0..span.1]);
    }
}

//! A page cut into what the rules look at: sentences, words and quotations, item by item.

use crate::quotes::{self, Quote};
use onrecord_tagger::Tag;
use onrecord_text::{Page, Span};
use std::collections::BTreeSet;
use std::ops::Range;

/// A page's news text in sentences and words. Boilerplate and author lines are not in it.
pub(crate) struct Document<'p> {
    /// The page.
    pub page: &'p Page,
    /// The words and marks, in page order.
    pub words: Words,
    /// The sentences, in page order.
    pub sentences: Vec<Sentence>,
    /// The quotations, in page order.
    pub quotes: Vec<Quote>,
    /// Words, in lower case, that stand somewhere inside a sentence as a proper name: they are names elsewhere too.
    names: BTreeSet<String>,
    /// The words of each item.
    items: Vec<Range<usize>>,
}

/// A word or a mark.
pub(crate) struct Word {
    /// Where it stands.
    pub span: Span,
    /// Its part of speech.
    pub tag: Tag,
    /// In lower case, with straight apostrophes.
    pub lower: String,
    /// The quotation that it stands in, its marks included.
    pub quote: Option<usize>,
    /// The sentence that it stands in.
    pub sentence: usize,
}

/// The words of a document. A rule that looks past the last one finds a blank, not a panic.
pub(crate) struct Words {
    list: Vec<Word>,
    blank: Word,
}

impl Words {
    fn new() -> Self {
        let blank =
            Word { span: Span::FIRST_BYTE, tag: Tag::Nfp, lower: String::new(), quote: None, sentence: 0 };
        Self { list: Vec::new(), blank }
    }
}

impl std::ops::Deref for Words {
    type Target = [Word];

    fn deref(&self) -> &[Word] {
        &self.list
    }
}

impl std::ops::Index<usize> for Words {
    type Output = Word;

    fn index(&self, at: usize) -> &Word {
        self.list.get(at).unwrap_or(&self.blank)
    }
}

/// A sentence, or a line that is none.
pub(crate) struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub words: Range<usize>,
    /// The item that it stands in, by number.
    pub item: usize,
    /// Its paragraph; numbers grow down the page, and no two items share one.
    pub paragraph: usize,
    /// Whether it is a headline or a sub-heading: a line of its own without a full stop, or the item's title.
    pub heading: bool,
}

/// The longest line that can be a headline, in bytes.
const LONGEST_HEADING: usize = 160;

impl<'p> Document<'p> {
    /// Cuts a page up.
    pub(crate) fn new(page: &'p Page) -> Self {
        let text = page.text.as_str();
        let mut document = Self {
            page,
            words: Words::new(),
            sentences: Vec::new(),
            quotes: Vec::new(),
            names: BTreeSet::new(),
            items: vec![0..0; page.items.len()],
        };
        let mut paragraph = 0;
        for (region, item, title) in regions(page) {
            paragraph += 1;
            let first_quote = document.quotes.len();
            let tagged = onrecord_tagger::tag(text, region);
            document.quotes.extend(quotes::find(text, region));
            let offset = document.words.len();
            let mut quote = first_quote;
            for token in &tagged.tokens {
                while document.quotes.get(quote).is_some_and(|it| it.span.end() <= token.span.start()) {
                    quote += 1;
                }
                let inside = document.quotes.get(quote).is_some_and(|it| it.span.contains(token.span));
                document.words.list.push(Word {
                    span: token.span,
                    tag: token.tag,
                    lower: token.span.of(text).to_lowercase().replace(['’', '‘'], "'"),
                    quote: inside.then_some(quote),
                    sentence: 0,
                });
            }
            let mut last_end = region.start();
            for sentence in &tagged.sentences {
                if text[last_end..sentence.span.start()].contains('\n') {
                    paragraph += 1;
                }
                last_end = sentence.span.end();
                let words = sentence.tokens.start + offset..sentence.tokens.end + offset;
                for word in document.words.list.get_mut(words.clone()).into_iter().flatten() {
                    word.sentence = document.sentences.len();
                }
                let heading = title || is_heading(text, sentence.span, region);
                document.sentences.push(Sentence { span: sentence.span, words, item, paragraph, heading });
            }
        }
        for sentence in &document.sentences {
            let range = &mut document.items[sentence.item];
            *range = if range.start == range.end {
                sentence.words.clone()
            } else {
                range.start..sentence.words.end
            };
        }
        document.names = document.proper_names();
        document
    }

    fn proper_names(&self) -> BTreeSet<String> {
        let inside = self.sentences.iter().filter(|it| !it.heading).flat_map(|it| it.words.clone().skip(1));
        inside
            .filter(|at| self.words[*at].tag.is_proper_noun() && self.words[*at].lower.len() > 2)
            .filter(|at| self.text(self.words[*at].span).starts_with(char::is_uppercase))
            .map(|at| self.words[at].lower.clone())
            .collect()
    }

    /// Whether a word is written with a capital and is a proper name somewhere on the page.
    pub(crate) fn is_name_elsewhere(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|it| {
            self.names.contains(&it.lower) && self.text(it.span).starts_with(char::is_uppercase)
        })
    }

    /// The quotation that holds a span, if one does.
    pub(crate) fn quote_at(&self, span: Span) -> Option<usize> {
        let number = self.quotes.partition_point(|quote| quote.span.end() <= span.start());
        self.quotes.get(number).filter(|quote| quote.span.contains(span)).map(|_| number)
    }

    /// The words from the first to the last sentence of an item; none for an item without any.
    pub(crate) fn item_words(&self, item: usize) -> Range<usize> {
        self.items.get(item).cloned().unwrap_or_default()
    }

    /// The words at a span.
    pub(crate) fn text(&self, span: Span) -> &'p str {
        span.of(&self.page.text)
    }

    /// The span from the first to the last word of a range.
    pub(crate) fn span_of(&self, words: &Range<usize>) -> Option<Span> {
        let (first, last) = (self.words.get(words.start)?, self.words.get(words.end.checked_sub(1)?)?);
        (words.start < words.end).then(|| first.span.hull(last.span))
    }

    /// The sentence of a word.
    pub(crate) fn sentence_of(&self, word: usize) -> &Sentence {
        &self.sentences[self.words[word].sentence]
    }

    /// Whether the word's lower-case form is one of these.
    pub(crate) fn is(&self, word: usize, forms: &[&str]) -> bool {
        self.words.get(word).is_some_and(|it| forms.contains(&it.lower.as_str()))
    }

    /// The words whose spans lie in a span.
    pub(crate) fn words_in(&self, span: Span) -> Range<usize> {
        let start = self.words.partition_point(|word| word.span.start() < span.start());
        let end = self.words.partition_point(|word| word.span.end() <= span.end());
        start..end.max(start)
    }

    /// The first sentence of every paragraph's run of sentences that the given sentence belongs to, and its end.
    pub(crate) fn paragraph_of(&self, sentence: usize) -> Range<usize> {
        let number = self.sentences[sentence].paragraph;
        let start = self.sentences.partition_point(|it| it.paragraph < number);
        let end = self.sentences.partition_point(|it| it.paragraph <= number);
        start..end
    }
}

/// The stretches of news text, each with the number of its item and whether it is the item's title.
fn regions(page: &Page) -> Vec<(Span, usize, bool)> {
    let mut regions = Vec::new();
    for (number, item) in page.items.iter().enumerate().filter(|(_, item)| crate::read::is_read(page, item)) {
        let inner =
            page.items.iter().filter(|other| item.span.contains(other.span) && other.span != item.span);
        let mut holes: Vec<(Span, bool)> = page
            .boilerplate
            .iter()
            .copied()
            .chain(inner.map(|other| other.span))
            .chain(item.byline)
            .filter(|hole| hole.overlaps(item.span))
            .map(|hole| (hole, false))
            .chain(item.title.map(|title| (title, true)))
            .collect();
        holes.sort_unstable();
        let mut at = item.span.start();
        for (hole, title) in holes {
            regions.extend(
                Span::trimmed(&page.text, at.min(hole.start()), hole.start()).map(|it| (it, number, false)),
            );
            if title && at <= hole.start() {
                regions.push((hole, number, true));
            }
            at = at.max(hole.end());
        }
        regions.extend(
            Span::trimmed(&page.text, at.min(item.span.end()), item.span.end()).map(|it| (it, number, false)),
        );
    }
    regions.sort_unstable();
    regions.dedup_by_key(|region| region.0);
    regions
}

/// A line of its own that does not end like a sentence and is not longer than a headline.
fn is_heading(text: &str, sentence: Span, region: Span) -> bool {
    if sentence.len() > LONGEST_HEADING {
        return false;
    }
    let blank = |letter: char| letter.is_whitespace() && letter != '\n';
    let before = text[region.start()..sentence.start()].trim_end_matches(blank);
    let after = text[sentence.end()..region.end()].trim_start_matches(blank);
    let whole_line =
        (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
    let words = sentence.of(text).trim_end_matches(['”', '"', '’', '\'', '»', ')']);
    let last = after.is_empty() && region.end() == text.len();
    whole_line && !last && !words.ends_with(['.', '!', '?', '…', ':', ','])
}

//! A reader of pages with a trained model, and what it remembers.

use crate::document::Document;
use crate::names::{Name, PageNames, WordName};
use crate::read::read_with;
use crate::statements::Trained;
use crate::units;
use onrecord_tagger::encoder::{Model, Scratch, UnitReading, UnitWord};
use onrecord_text::{Page, Reading, Span};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Words that begin a cue with less than this probability are not linked: hardly a certainty that counts comes of them.
const LEAST: f32 = 0.35;
/// How many paragraphs a reader remembers; a few kilobytes each.
const REMEMBERED: usize = 4096;

/// Reads pages with a trained model.
///
/// It remembers the paragraphs that it has read last, by their content, so that agency copy is read once however many
/// pages print it. What it remembers never changes an answer. It may be shared between threads.
pub struct Reader {
    model: Option<Model<'static>>,
    memory: Mutex<Memory>,
    /// Room to work in, one for each thread that was ever at work at the same time.
    scratch: Mutex<Vec<Scratch>>,
}

/// Paragraphs by their content, the oldest first to go.
#[derive(Default)]
struct Memory {
    readings: BTreeMap<Vec<u8>, Arc<UnitReading>>,
    order: VecDeque<Vec<u8>>,
}

impl Reader {
    /// A reader with a model.
    #[must_use]
    pub fn new(model: Model<'static>) -> Self {
        Self { model: Some(model), memory: Mutex::default(), scratch: Mutex::default() }
    }

    /// A reader by rules alone.
    #[must_use]
    pub fn rules() -> Self {
        Self { model: None, memory: Mutex::default(), scratch: Mutex::default() }
    }

    /// The model's name, or `rules`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.model.as_ref().map_or("rules", Model::name)
    }

    /// Reads a page. Never fails; the same page gives the same reading whatever was read before.
    #[must_use]
    pub fn read(&self, page: Page) -> Reading {
        read_with(page, |document| self.trained(document)).reading
    }

    /// Reads a page, and gives for each of its statements, in their order, what its certainty is reckoned from: who found it
    /// and seven numbers. `training/attribution/calibrate.py` fits the weights with it.
    #[must_use]
    pub fn read_with_evidence(&self, page: Page) -> (Reading, Vec<(&'static str, [f32; 7])>) {
        let read = read_with(page, |document| self.trained(document));
        (read.reading, read.grounds.into_iter().map(|it| (it.basis, it.features)).collect())
    }

    /// Reads a page, and gives for each of its events, in their order, the word that gave it away.
    /// `benchmarks/event_dates.sh` pairs events with annotated ones by it.
    #[must_use]
    pub fn read_with_triggers(&self, page: Page) -> (Reading, Vec<Span>) {
        let read = read_with(page, |document| self.trained(document));
        (read.reading, read.triggers)
    }

    /// The names on a page, in page order; none by rules alone.
    #[must_use]
    pub fn names(&self, page: &Page) -> Vec<Name> {
        let document = Document::new(page);
        let Some(trained) = self.trained(&document) else { return Vec::new() };
        let names = PageNames::new(&document, &trained);
        let placed = |name: &WordName| Some(Name { span: document.span_of(&name.words)?, kind: name.kind });
        names.iter().filter_map(placed).collect()
    }

    fn trained(&self, document: &Document<'_>) -> Option<Trained> {
        let model = self.model.as_ref()?;
        let units = units::cut(document);
        let words: Vec<Vec<UnitWord<'_>>> = units.iter().map(|unit| shown(document, unit)).collect();
        let keys: Vec<Vec<u8>> = words.iter().map(|unit| key(unit)).collect();
        let mut found: Vec<Option<Arc<UnitReading>>> = {
            let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
            keys.iter().map(|key| memory.readings.get(key).cloned()).collect()
        };
        // A paragraph that stands twice on the page is read once too.
        let mut fresh: BTreeMap<&[u8], usize> = BTreeMap::new();
        for (number, key) in keys.iter().enumerate().filter(|(number, _)| found[*number].is_none()) {
            fresh.entry(key).or_insert(number);
        }
        let wanted: Vec<Vec<UnitWord<'_>>> = fresh.values().map(|number| words[*number].clone()).collect();
        let read = self.with_scratch(|scratch| model.read(&wanted, scratch, LEAST));
        let read: BTreeMap<&[u8], Arc<UnitReading>> =
            fresh.keys().copied().zip(read.into_iter().map(Arc::new)).collect();
        for (number, key) in keys.iter().enumerate() {
            if found[number].is_none() {
                found[number] = read.get(key.as_slice()).cloned();
            }
        }
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, reading) in read {
            memory.add(key.to_vec(), reading);
        }
        Some(Trained {
            model: self.name().to_string(),
            units,
            readings: found.into_iter().map(Option::unwrap_or_default).collect(),
        })
    }

    fn with_scratch<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let pool = || self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = pool().pop().unwrap_or_default();
        let result = work(&mut scratch);
        pool().push(scratch);
        result
    }
}

impl Memory {
    fn add(&mut self, key: Vec<u8>, reading: Arc<UnitReading>) {
        if self.readings.insert(key.clone(), reading).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > REMEMBERED {
            if let Some(oldest) = self.order.pop_front() {
                self.readings.remove(&oldest);
            }
        }
    }
}

/// What the model is shown of a unit.
fn shown<'d>(document: &Document<'d>, unit: &Range<usize>) -> Vec<UnitWord<'d>> {
    unit.clone()
        .map(|word| {
            let it = units::features(document, word);
            UnitWord {
                text: document.text(document.words[word].span),
                shape: it.shape,
                quote: it.quote,
                tag: it.tag,
                place: it.place,
            }
        })
        .collect()
}

/// Everything that the model's answer to a unit depends on.
fn key(unit: &[UnitWord<'_>]) -> Vec<u8> {
    let mut key = Vec::with_capacity(unit.len() * 10);
    for word in unit {
        key.extend_from_slice(word.text.as_bytes());
        // No byte of UTF-8 is 0xff, so that no two units have one key.
        key.extend_from_slice(&[0xff, word.quote, word.tag, word.place]);
    }
    key
}

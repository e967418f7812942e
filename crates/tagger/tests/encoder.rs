//! The neural reader against a plain one in floats, in batches and alone, and with damaged files.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod encoder_support;

use encoder_support::{Random, Sizes, Tensors, file, files, in_bytes, quantised, random, vocabulary};
use onrecord_tagger::encoder::{Model, ModelError, Scratch, UnitReading, UnitWord, shape_of};
use proptest::prelude::*;

fn load(file: &[u8]) -> Result<Model<'_>, ModelError> {
    Model::load(&[file])
}

fn sizes(mode: &'static str) -> Sizes {
    Sizes {
        mode,
        layers: 2,
        width: 64,
        heads: 4,
        inner: 144,
        positions: 40,
        tags: 12,
        link: [48, 2, 80],
        vocabulary: vocabulary(),
    }
}

/// Units of made-up words, from none to more tokens than there are positions.
fn texts(seed: u64) -> Vec<Vec<String>> {
    let mut random = Random(seed);
    [5, 0, 1, 17, 33, 8, 70, 2]
        .map(|words| {
            let word = |random: &mut Random| {
                let letters = 1 + random.below(9);
                let word: String = (0..letters).map(|_| char::from(b'a' + random.below(26) as u8)).collect();
                match random.below(6) {
                    0 => word.to_uppercase(),
                    1 => format!("{word}-{word}"),
                    2 => ".".to_owned(),
                    3 => "said".to_owned(),
                    _ => word,
                }
            };
            (0..words).map(|_| word(&mut random)).collect()
        })
        .into()
}

fn units(texts: &[Vec<String>]) -> Vec<Vec<UnitWord<'_>>> {
    let mut units = Vec::new();
    for words in texts {
        let heading = 2 * u8::from(words.len() < 3);
        let mut unit = Vec::new();
        for (at, text) in words.iter().enumerate() {
            let (quote, tag, place) = ((at % 4) as u8, (at % 12) as u8, heading + u8::from(at == 0));
            unit.push(UnitWord { text, shape: shape_of(text), quote, tag, place });
        }
        units.push(unit);
    }
    units
}

/// The same reader in floats, without batches: what the model is defined as.
struct Plain<'a> {
    sizes: &'a Sizes,
    tensors: Tensors,
}

type Rows = Vec<Vec<f32>>;

impl Plain<'_> {
    fn get(&self, name: &str) -> &[f32] {
        &self.tensors[name].1
    }

    fn linear(&self, name: &str, rows: &Rows) -> Rows {
        let (weights, bias) = (self.get(name), self.get(&format!("{name}.bias")));
        let row = |x: &Vec<f32>| {
            let sums = weights.chunks(x.len()).zip(bias);
            sums.map(|(weights, bias)| bias + weights.iter().zip(x).map(|(w, x)| w * x).sum::<f32>())
                .collect()
        };
        rows.iter().map(row).collect()
    }

    fn norm(&self, name: &str, rows: &Rows, epsilon: f32) -> Rows {
        let (weight, bias) = (self.get(&format!("{name}.weight")), self.get(&format!("{name}.bias")));
        let row = |x: &Vec<f32>| {
            let mean = x.iter().sum::<f32>() / x.len() as f32;
            let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / x.len() as f32;
            let one =
                |(at, x): (usize, &f32)| (x - mean) / (variance + epsilon).sqrt() * weight[at] + bias[at];
            x.iter().enumerate().map(one).collect()
        };
        rows.iter().map(row).collect()
    }

    fn attention(&self, name: &str, x: &Rows, heads: usize) -> Rows {
        let [q, k, v] = ["q", "k", "v"].map(|part| self.linear(&format!("{name}.{part}"), x));
        let each = x[0].len() / heads;
        let mut seen = vec![vec![0.0; x[0].len()]; x.len()];
        for head in 0..heads {
            let part = head * each..(head + 1) * each;
            for (query, seen) in q.iter().zip(&mut seen) {
                let dot = |key: &Vec<f32>| {
                    let sum: f32 =
                        query[part.clone()].iter().zip(&key[part.clone()]).map(|(q, k)| q * k).sum();
                    sum / (each as f32).sqrt()
                };
                let scores: Vec<f32> = k.iter().map(dot).collect();
                let weights = log_softmax(&scores);
                for (weight, value) in weights.iter().zip(&v) {
                    for at in part.clone() {
                        seen[at] += weight.exp() * value[at];
                    }
                }
            }
        }
        self.linear(&format!("{name}.o"), &seen)
    }

    fn feed(&self, name: &str, x: &Rows) -> Rows {
        let mut inner = self.linear(&format!("{name}.up"), x);
        inner.iter_mut().flatten().for_each(|x| *x = gelu(*x));
        self.linear(&format!("{name}.down"), &inner)
    }

    /// Pieces of a word of ASCII letters, digits and marks.
    fn pieces(&self, word: &str) -> Vec<usize> {
        let number = |piece: &str| self.sizes.vocabulary.iter().position(|it| it == piece);
        let mut out = Vec::new();
        let spaced = word.to_lowercase().replace('-', " - ");
        for part in spaced.split_whitespace() {
            let mut rest = part;
            while !rest.is_empty() {
                let mark = if rest.len() < part.len() { "##" } else { "" };
                let end = (1..=rest.len())
                    .rev()
                    .find(|&end| number(&format!("{mark}{}", &rest[..end])).is_some())
                    .unwrap();
                out.push(number(&format!("{mark}{}", &rest[..end])).unwrap());
                rest = &rest[end..];
            }
        }
        out.truncate(6);
        out
    }

    fn read(&self, unit: &[UnitWord<'_>], threshold: f32) -> UnitReading {
        let width = self.sizes.width;
        let row = |name: &str, at: usize| self.get(name)[at * width..][..width].to_vec();
        let add = |a: &Vec<f32>, b: &Vec<f32>| a.iter().zip(b).map(|(a, b)| a + b).collect::<Vec<f32>>();
        let mut x = vec![add(&row("pieces", 2), &row("edge", 0))];
        let mut first = Vec::new();
        for word in unit {
            first.push(x.len());
            let pieces: Rows = self.pieces(word.text).into_iter().map(|piece| row("pieces", piece)).collect();
            let mut features = row("shape", word.shape.into());
            for (name, at) in [("quote", word.quote), ("tag", word.tag), ("place", word.place)] {
                features = add(&features, &row(name, at.into()));
            }
            if self.sizes.mode == "mean" {
                let sum = pieces.iter().fold(vec![0.0; width], |sum, piece| add(&sum, piece));
                let mean = sum.iter().map(|sum| sum / pieces.len() as f32).collect();
                x.push(add(&mean, &features));
            } else {
                x.extend(pieces.iter().map(|piece| add(piece, &features)));
            }
        }
        x.push(add(&row("pieces", 3), &row("edge", 0)));
        for (at, x) in x.iter_mut().enumerate() {
            *x = add(x, &row("positions", at.min(self.sizes.positions - 1)));
        }
        let mut x = self.norm("embed.ln", &x, 1e-12);
        let plus = |a: &Rows, b: &Rows| a.iter().zip(b).map(|(a, b)| add(a, b)).collect::<Rows>();
        for layer in 0..self.sizes.layers {
            let name = format!("layer.{layer}");
            x = self.norm(
                &format!("{name}.ln1"),
                &plus(&x, &self.attention(&name, &x, self.sizes.heads)),
                1e-12,
            );
            x = self.norm(&format!("{name}.ln2"), &plus(&x, &self.feed(&name, &x)), 1e-12);
        }
        let words: Rows = first.into_iter().map(|at| x[at].clone()).collect();
        let mut out = UnitReading {
            roles: self.linear("roles", &words).iter().map(|x| log_softmax(x).try_into().unwrap()).collect(),
            names: self.linear("names", &words).iter().map(|x| log_softmax(x).try_into().unwrap()).collect(),
            attributions: Vec::new(),
        };
        for (anchor, score) in self.linear("anchor", &words).iter().enumerate() {
            let probability = 1.0 / (1.0 + (-score[0]).exp());
            if probability >= threshold {
                let labels = self.link(&words, anchor);
                out.attributions.push(onrecord_tagger::encoder::LinkReading { anchor, probability, labels });
            }
        }
        out
    }

    fn link(&self, words: &Rows, anchor: usize) -> Vec<[f32; 7]> {
        let [width, heads, _] = self.sizes.link;
        let x = self.linear("link.x", words);
        let cue = &self.linear("link.c", &vec![words[anchor].clone()])[0];
        let mut z: Rows = x
            .iter()
            .enumerate()
            .map(|(word, x)| {
                let away = word.abs_diff(anchor);
                let edges = [12, 16, 24, 32, 48, 64];
                let bucket =
                    if away <= 8 { away } else { 9 + edges.iter().filter(|&&edge| away > edge).count() };
                let bucket = bucket + if word < anchor { 16 } else { 0 };
                let distance = &self.get("link.distance")[bucket * width..][..width];
                x.iter().zip(cue).zip(distance).map(|((x, c), d)| x + c + d).collect()
            })
            .collect();
        let plus = |z: &mut Rows, more: Rows| {
            z.iter_mut().flatten().zip(more.iter().flatten()).for_each(|(z, more)| *z += more)
        };
        let more = self.attention("link", &self.norm("link.ln1", &z, 1e-5), heads);
        plus(&mut z, more);
        let more = self.feed("link", &self.norm("link.ln2", &z, 1e-5));
        plus(&mut z, more);
        let out = self.linear("link.out", &self.norm("link.ln3", &z, 1e-5));
        out.iter().map(|x| log_softmax(x).try_into().unwrap()).collect()
    }
}

fn log_softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - most).exp()).sum();
    scores.iter().map(|score| score - most - sum.ln()).collect()
}

/// GELU by the series of the error function, which converges for what layers give here.
fn gelu(x: f32) -> f32 {
    let z = f64::from(x) / std::f64::consts::SQRT_2;
    if z.abs() > 4.0 {
        return x.max(0.0);
    }
    let (mut term, mut sum) = (z, z);
    for n in 1..80 {
        term *= -z * z / f64::from(n);
        sum += term / f64::from(2 * n + 1);
    }
    (f64::from(x) * 0.5 * (1.0 + sum * 2.0 / std::f64::consts::PI.sqrt())) as f32
}

/// The largest and the mean difference of what two readings say with a probability of at least a thousandth.
fn differences(one: &[UnitReading], other: &[UnitReading]) -> (f32, f32) {
    let flat = |readings: &[UnitReading]| -> Vec<f32> {
        let unit = |it: &UnitReading| -> Vec<f32> {
            let labels = it
                .attributions
                .iter()
                .flat_map(|it| it.labels.iter().flatten().copied().chain([it.probability.ln()]));
            it.roles.iter().flatten().chain(it.names.iter().flatten()).copied().chain(labels).collect()
        };
        readings.iter().flat_map(unit).collect()
    };
    let (one, other) = (flat(one), flat(other));
    assert_eq!(one.len(), other.len());
    let off: Vec<f32> =
        one.iter().zip(&other).filter(|(a, _)| **a > -6.9).map(|(a, b)| (a - b).abs()).collect();
    assert!(off.len() > 1000);
    (off.iter().copied().fold(0.0, f32::max), off.iter().sum::<f32>() / off.len() as f32)
}

#[test]
fn the_reader_says_what_a_plain_one_in_floats_says() {
    for mode in ["first", "mean"] {
        let sizes = sizes(mode);
        let mut tensors = random(&sizes, 11);
        let bytes = file(&sizes, &tensors, true);
        let model = load(&bytes).unwrap();
        assert_eq!(model.name(), "random");
        // The plain reader has the weights that the file has, so that only what is rounded on the way differs.
        for (name, (shape, floats)) in &mut tensors {
            if in_bytes(name) {
                for row in floats.chunks_mut(shape[1]) {
                    let (steps, scale) = quantised(row);
                    row.iter_mut().zip(steps).for_each(|(weight, step)| *weight = f32::from(step) * scale);
                }
            }
        }
        let plain = Plain { sizes: &sizes, tensors };
        let texts = texts(5);
        let units = units(&texts);
        let read = model.read(&units, &mut Scratch::default(), 0.0);
        let expected: Vec<UnitReading> = units.iter().map(|unit| plain.read(unit, 0.0)).collect();
        let (most, mean) = differences(&expected, &read);
        // Twice this where the processor lacks VNNI and activations have seven bits, and some room.
        assert!(most < 0.2 && mean < 0.02, "{mode}: {most} at most, {mean} in the mean");
    }
}

#[test]
fn matrices_in_floats_are_brought_to_the_same_bytes() {
    let sizes = sizes("mean");
    let tensors = random(&sizes, 12);
    let (bytes, floats) = (file(&sizes, &tensors, true), file(&sizes, &tensors, false));
    assert!(floats.len() > 2 * bytes.len());
    let texts = texts(6);
    let units = units(&texts);
    let [one, other] =
        [&bytes, &floats].map(|file| load(file).unwrap().read(&units, &mut Scratch::default(), 0.3));
    assert_eq!(one, other);
}

#[test]
fn a_model_may_have_its_pieces_in_a_file_of_their_own() {
    let sizes = sizes("first");
    let tensors = random(&sizes, 12);
    let whole = file(&sizes, &tensors, true);
    let [pieces, own] = files(&sizes, &tensors);
    let texts = texts(7);
    let units = units(&texts);
    let [one, other] = [&[&whole[..]][..], &[&pieces, &own]]
        .map(|files| Model::load(files).unwrap().read(&units, &mut Scratch::default(), 0.3));
    assert_eq!(one, other);
    assert!(load(&own).is_err());
    assert!(Model::load(&[&own, &pieces]).is_err());
    assert!(Model::load(&[]).is_err());
}

#[test]
fn a_unit_is_read_alike_alone_and_among_others() {
    for mode in ["first", "mean"] {
        let sizes = sizes(mode);
        let bytes = file(&sizes, &random(&sizes, 13), true);
        let model = load(&bytes).unwrap();
        let texts: Vec<_> = (0..9).flat_map(texts).collect();
        let units = units(&texts);
        let mut scratch = Scratch::default();
        let together = model.read(&units, &mut scratch, 0.6);
        for (unit, together) in units.iter().zip(&together) {
            let alone = model.read(std::slice::from_ref(unit), &mut scratch, 0.6);
            assert_eq!(&alone[..], std::slice::from_ref(together));
            assert_eq!((together.roles.len(), together.names.len()), (unit.len(), unit.len()));
        }
        assert!(together.iter().any(|it| it.attributions.len() > 1));
        assert!(together.iter().flat_map(|it| &it.attributions).all(|it| it.probability >= 0.6));
    }
}

#[test]
fn a_model_may_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    fn moved<T: Send>() {}
    shared::<Model<'static>>();
    moved::<Scratch>();
}

#[test]
fn a_file_that_is_not_whole_is_refused() {
    let sizes = sizes("mean");
    let tensors = random(&sizes, 14);
    let good = file(&sizes, &tensors, true);
    assert!(load(&good).is_ok());
    for cut in [0, 4, 8, 11, 12, 40, 700, good.len() / 2, good.len() - 1] {
        assert!(load(&good[..cut]).is_err(), "cut to {cut}");
    }
    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert!(matches!(load(&flipped), Err(ModelError::Checksum { .. })));
    assert_eq!(load(b"PNG and so on").err(), Some(ModelError::Magic));
}

#[test]
fn every_tensor_is_checked() {
    let same = || sizes("first");
    let tensors = random(&same(), 15);
    for name in tensors.keys() {
        // The one that a model need not have.
        if name == "edge" {
            continue;
        }
        let mut missing = tensors.clone();
        missing.remove(name);
        let error = load(&file(&same(), &missing, true)).err();
        assert!(
            matches!(&error, Some(ModelError::Tensor { name: it, .. }) if it == name),
            "{name}: {error:?}"
        );
        let mut longer = tensors.clone();
        let (shape, floats) = longer.get_mut(name).unwrap();
        let row: usize = shape[1..].iter().product();
        shape[0] += if matches!(name.as_str(), "shape" | "quote" | "place") { 100 } else { 1 };
        floats.resize(shape[0] * row, 0.5);
        let error = load(&file(&same(), &longer, true)).err();
        assert!(matches!(&error, Some(ModelError::Tensor { .. })), "{name}: {error:?}");
        let mut endless = tensors.clone();
        endless.get_mut(name).unwrap().1[0] = f32::NAN;
        assert!(load(&file(&same(), &endless, false)).is_err(), "{name}");
    }
    let mut fewer = vocabulary();
    fewer.pop();
    let wrong = Sizes { vocabulary: fewer, ..same() };
    assert!(load(&file(&wrong, &tensors, true)).is_err());
    for wrong in [
        Sizes { width: 60, ..same() },
        Sizes { heads: 0, ..same() },
        Sizes { heads: 5, ..same() },
        Sizes { inner: 0, ..same() },
        Sizes { layers: 0, ..same() },
        Sizes { layers: usize::MAX, ..same() },
        Sizes { positions: 1, ..same() },
        Sizes { tags: 0, ..same() },
        Sizes { link: [48, 7, 80], ..same() },
        Sizes { link: [1 << 40, 1, 80], ..same() },
    ] {
        assert!(matches!(load(&file(&wrong, &tensors, true)), Err(ModelError::Configuration(_))));
    }
    assert!(matches!(
        load(&file(&Sizes { mode: "last", ..same() }, &tensors, true)),
        Err(ModelError::Header(_))
    ));
}

#[test]
fn shapes_are_told_apart() {
    let shapes =
        ["mill", "Mill", "MILL", "M", "McMill", "n\u{ba}4", "\u{201c}", "", "U.N.", "\u{c9}lan", "i"];
    assert_eq!(shapes.map(shape_of), [0, 1, 2, 3, 4, 5, 6, 6, 2, 1, 0]);
}

fn small() -> Vec<u8> {
    let sizes = Sizes { layers: 1, width: 16, heads: 2, inner: 16, link: [16, 4, 16], ..sizes("first") };
    file(&sizes, &random(&sizes, 16), true)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_read(
        words in proptest::collection::vec((any::<String>(), any::<[u8; 4]>()), 0..40),
        threshold in prop_oneof![Just(f32::NAN), 0.0_f32..1.0],
    ) {
        let bytes = small();
        let model = load(&bytes).unwrap();
        let unit: Vec<_> = words
            .iter()
            .map(|(text, [shape, quote, tag, place])| UnitWord { text, shape: *shape, quote: *quote, tag: *tag, place: *place })
            .collect();
        let read = model.read(&[unit], &mut Scratch::default(), threshold);
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(read[0].roles.len(), words.len());
        for row in &read[0].roles {
            let sum: f32 = row.iter().map(|it| it.exp()).sum();
            prop_assert!((sum - 1.0).abs() < 1e-3);
        }
        for attribution in &read[0].attributions {
            prop_assert_eq!(attribution.labels.len(), words.len());
        }
    }

    #[test]
    fn any_damage_gives_an_error_or_a_reading(at in any::<proptest::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = small();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] = byte;
        }
        // Beyond the header every other byte is an error; within it a name may change, and the file stays whole.
        if let Ok(model) = load(&bytes) {
            let unit = vec![UnitWord { text: "said", shape: 0, quote: 0, tag: 1, place: 0 }];
            prop_assert_eq!(model.read(&[unit], &mut Scratch::default(), 0.0).len(), 1);
        }
    }
}

//! Models of random weights, and their files: the form that the exporter in `training/` writes.

use std::collections::BTreeMap;

/// The sizes of a model.
pub(crate) struct Sizes {
    pub(crate) mode: &'static str,
    pub(crate) layers: usize,
    pub(crate) width: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
    pub(crate) positions: usize,
    pub(crate) tags: usize,
    /// Width, heads and inner width of the linking layer.
    pub(crate) link: [usize; 3],
    pub(crate) vocabulary: Vec<String>,
}

/// Tensors by name, each with its shape.
pub(crate) type Tensors = BTreeMap<String, (Vec<usize>, Vec<f32>)>;

/// A generator of even numbers (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        (self.number() % most as u64) as usize
    }

    /// Between -1 and 1.
    pub(crate) fn float(&mut self) -> f32 {
        (self.number() >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    }
}

/// A vocabulary of syllables: every word of small letters has pieces.
pub(crate) fn vocabulary() -> Vec<String> {
    let mut pieces: Vec<String> =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "said", "the"].map(String::from).into();
    pieces.extend(('!'..='/').chain('0'..='9').map(String::from));
    pieces.extend(('0'..='9').map(|digit| format!("##{digit}")));
    for first in 'a'..='z' {
        pieces.extend([format!("{first}"), format!("##{first}")]);
        for second in "aeiounrs".chars() {
            pieces.extend([format!("{first}{second}"), format!("##{first}{second}")]);
        }
    }
    pieces
}

/// Takes a name, a shape, a middle and how far the numbers are from it.
type Put<'a> = &'a mut dyn FnMut(String, &[usize], f32, f32);

/// Random tensors for these sizes; activations keep their size from layer to layer.
pub(crate) fn random(sizes: &Sizes, seed: u64) -> Tensors {
    let mut random = Random(seed);
    let mut tensors = Tensors::new();
    let mut put = |name: String, shape: &[usize], about: f32, spread: f32| {
        let floats = (0..shape.iter().product()).map(|_| about + spread * random.float()).collect();
        tensors.insert(name, (shape.to_vec(), floats));
    };
    let width = sizes.width;
    put("pieces".into(), &[sizes.vocabulary.len(), width], 0.0, 1.0);
    for (name, rows) in
        [("positions", sizes.positions), ("shape", 7), ("quote", 4), ("tag", sizes.tags), ("place", 4)]
    {
        put(name.into(), &[rows, width], 0.0, 0.3);
    }
    let norm = |put: Put<'_>, name: &str, width: usize| {
        put(format!("{name}.weight"), &[width], 1.0, 0.3);
        put(format!("{name}.bias"), &[width], 0.0, 0.2);
    };
    let linear = |put: Put<'_>, name: &str, outputs: usize, inputs: usize| {
        put(name.to_owned(), &[outputs, inputs], 0.0, (3.0 / inputs as f32).sqrt());
        put(format!("{name}.bias"), &[outputs], 0.0, 0.2);
    };
    let layer = |put: Put<'_>, name: &str, width: usize, inner: usize| {
        for part in ["q", "k", "v", "o"] {
            linear(put, &format!("{name}.{part}"), width, width);
        }
        linear(put, &format!("{name}.up"), inner, width);
        linear(put, &format!("{name}.down"), width, inner);
        norm(put, &format!("{name}.ln1"), width);
        norm(put, &format!("{name}.ln2"), width);
    };
    for number in 0..sizes.layers {
        layer(&mut put, &format!("layer.{number}"), width, sizes.inner);
    }
    let [inside, _, inner] = sizes.link;
    layer(&mut put, "link", inside, inner);
    norm(&mut put, "link.ln3", inside);
    norm(&mut put, "embed.ln", width);
    for (name, outputs, inputs) in [
        ("roles", 7, width),
        ("names", 9, width),
        ("anchor", 1, width),
        ("link.x", inside, width),
        ("link.c", inside, width),
        ("link.out", 7, inside),
    ] {
        linear(&mut put, name, outputs, inputs);
    }
    put("edge".into(), &[width], 0.0, 0.3);
    put("link.distance".into(), &[32, inside], 0.0, 0.5);
    tensors
}

/// Whether a tensor is a matrix that is kept in bytes.
pub(crate) fn in_bytes(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    name == "pieces"
        || matches!(name, "link.x" | "link.c")
        || ((name.starts_with("layer.") || name.starts_with("link."))
            && matches!(last, "q" | "k" | "v" | "o" | "up" | "down"))
}

/// A row in bytes, with its scale: symmetric, by its largest weight.
pub(crate) fn quantised(row: &[f32]) -> (Vec<i8>, f32) {
    let scale = row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs())) / 127.0;
    (row.iter().map(|weight| (weight / scale).round_ties_even() as i8).collect(), scale)
}

/// The file of a model, its matrices in bytes or in floats.
pub(crate) fn file(sizes: &Sizes, tensors: &Tensors, bytes: bool) -> Vec<u8> {
    written(sizes, configuration(sizes), tensors, bytes, &|_| true)
}

/// The same in two files: the vocabulary with the vectors of its pieces, and the rest.
pub(crate) fn files(sizes: &Sizes, tensors: &Tensors) -> [Vec<u8>; 2] {
    let pieces = |name: &str| matches!(name, "vocab" | "pieces");
    let shared = serde_json::json!({"name": "pieces", "vocab": sizes.vocabulary.len(), "width": sizes.width});
    [
        written(sizes, shared, tensors, true, &pieces),
        written(sizes, configuration(sizes), tensors, true, &|name| !pieces(name)),
    ]
}

fn configuration(sizes: &Sizes) -> serde_json::Value {
    serde_json::json!({
        "name": "random", "mode": sizes.mode, "layers": sizes.layers, "width": sizes.width, "heads": sizes.heads,
        "inner": sizes.inner, "vocab": sizes.vocabulary.len(), "positions": sizes.positions, "tags": sizes.tags,
        "link": {"width": sizes.link[0], "heads": sizes.link[1], "inner": sizes.link[2]},
    })
}

fn written(
    sizes: &Sizes,
    configuration: serde_json::Value,
    tensors: &Tensors,
    bytes: bool,
    wanted: &dyn Fn(&str) -> bool,
) -> Vec<u8> {
    let mut data = Vec::new();
    let mut entries = Vec::new();
    let mut add = |name: &str, kind: &str, shape: &[usize], bytes: &[u8]| {
        data.resize(data.len().next_multiple_of(64), 0);
        entries.push(serde_json::json!({"name": name, "type": kind, "shape": shape, "offset": data.len()}));
        data.extend_from_slice(bytes);
    };
    let floats = |floats: &[f32]| floats.iter().flat_map(|float| float.to_le_bytes()).collect::<Vec<u8>>();
    if wanted("vocab") {
        let vocabulary = sizes.vocabulary.join("\n");
        add("vocab", "u8", &[vocabulary.len()], vocabulary.as_bytes());
    }
    for (name, (shape, values)) in tensors.iter().filter(|(name, _)| wanted(name)) {
        if bytes && in_bytes(name) {
            let rows: Vec<_> = values.chunks_exact(shape[1]).map(quantised).collect();
            let weights: Vec<u8> =
                rows.iter().flat_map(|(row, _)| row.iter().map(|&weight| weight as u8)).collect();
            add(name, "i8", shape, &weights);
            let scales: Vec<f32> = rows.iter().map(|&(_, scale)| scale).collect();
            add(&format!("{name}.scale"), "f32", &[scales.len()], &floats(&scales));
        } else {
            add(name, "f32", shape, &floats(values));
        }
    }
    let header =
        serde_json::json!({"config": configuration, "crc32": crc32fast::hash(&data), "tensors": entries});
    let mut header = header.to_string();
    while !(12 + header.len()).is_multiple_of(64) {
        header.push(' ');
    }
    let mut file = b"ONRECMD1".to_vec();
    file.extend_from_slice(&(header.len() as u32).to_le_bytes());
    file.extend_from_slice(header.as_bytes());
    file.extend_from_slice(&data);
    file
}
